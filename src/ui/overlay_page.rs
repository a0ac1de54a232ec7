//! A page of text over the screen: all keys, or the evidence for a quote or a name.
//!
//! It holds rows, not lines: a body longer than its column is wrapped when drawn.
//! Scrolling counts rows.

use super::isolate::isolate;
use super::keymap::{READER, isolated_key_name, key_names};
use super::lang::{Label, Lang};
use super::library::Library;

/// A page that can be scrolled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverlayPage {
    /// Its title.
    pub title: String,
    /// Its rows.
    pub rows: Vec<OverlayRow>,
    /// The first row shown.
    pub top: usize,
}

/// A row of two parts: a short one, and what it means. Either may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverlayRow {
    /// The keys, or the name of a piece of evidence.
    pub head: String,
    /// The same keys under the Arabic layout; empty elsewhere.
    pub arabic_layout_keys: String,
    /// What they do, or what the evidence is.
    pub body: String,
}

impl OverlayPage {
    /// All keys of the reader, from its keymap.
    ///
    /// Names of keys are isolated, because brackets would be mirrored in Arabic.
    pub fn help(lang: Lang) -> Self {
        let rows = READER
            .bindings
            .iter()
            .map(|binding| OverlayRow {
                head: join(binding.keys.iter().map(|&key| isolated_key_name(key))),
                arabic_layout_keys: join(
                    key_names(binding.keys)
                        .1
                        .iter()
                        .map(|name| format!("\u{2066}{name}\u{2069}")),
                ),
                body: binding.help.text(lang).to_owned(),
            })
            .collect();
        Self {
            title: Label::HelpTitle.text(lang).to_owned(),
            rows,
            top: 0,
        }
    }

    /// The records without text, each with the reason.
    pub(crate) fn problems(library: &Library, lang: Lang) -> Self {
        let row = |head: String, body: String| OverlayRow {
            head,
            body,
            ..OverlayRow::default()
        };
        let mut rows: Vec<OverlayRow> = library
            .problems
            .iter()
            .map(|problem| match problem.split_once(": ") {
                // The number of the record tells enough: the name of the file is the same for all.
                Some((name, reason)) => {
                    let number = name.rfind('#').map_or(name, |at| &name[at..]);
                    row(isolate(number), isolate(reason))
                }
                None => row(String::new(), isolate(problem)),
            })
            .collect();
        let more = library.problem_count - library.problems.len();
        if more > 0 {
            rows.push(row(
                String::new(),
                format!("{} {}", Label::MoreProblems.text(lang), grouped(more)),
            ));
        }
        Self {
            title: problem_count(library, lang),
            rows,
            top: 0,
        }
    }

    /// Scrolls by `by` rows on a page of `height` rows, stopping at both ends.
    pub fn scroll(&mut self, by: isize, height: usize) {
        let last = self.rows.len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(by).min(last);
    }
}

/// How many records have no text: “377 of 41,169 records without text”.
pub(crate) fn problem_count(library: &Library, lang: Lang) -> String {
    format!(
        "{} {} {} {}",
        grouped(library.problem_count),
        Label::Of.text(lang),
        grouped(library.records),
        Label::WithoutText.text(lang)
    )
}

/// `number` with a comma between groups of three digits.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.char_indices() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn join(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_a_comma_at_each_thousand() {
        let shown = [0, 999, 1000, 41_169, 1_000_000].map(grouped);
        assert_eq!(shown, ["0", "999", "1,000", "41,169", "1,000,000"]);
    }

    #[test]
    fn help_has_a_row_for_every_binding_and_scrolls_to_its_end() {
        let mut page = OverlayPage::help(Lang::English);
        assert_eq!(page.rows.len(), READER.bindings.len());
        page.scroll(1000, 10);
        assert_eq!(page.top, READER.bindings.len() - 10);
        page.scroll(-5000, 10);
        assert_eq!(page.top, 0);
    }
}
