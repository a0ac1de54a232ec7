//! A page of text over the screen: the records of a list that have no text.
//!
//! It holds rows, not lines: a body longer than its column is wrapped when drawn.
//! Scrolling counts rows.

use super::isolate::isolate;
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
    /// What it is about.
    pub head: String,
    /// What there is to say of it.
    pub body: String,
}

impl OverlayPage {
    /// The records without text, each with the reason.
    pub(crate) fn problems(library: &Library, lang: Lang) -> Self {
        let row = |head: String, body: String| OverlayRow { head, body };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_a_comma_at_each_thousand() {
        let shown = [0, 999, 1000, 41_169, 1_000_000].map(grouped);
        assert_eq!(shown, ["0", "999", "1,000", "41,169", "1,000,000"]);
    }

    #[test]
    fn a_page_scrolls_to_its_end() {
        let mut page = OverlayPage {
            rows: vec![OverlayRow::default(); 45],
            ..OverlayPage::default()
        };
        page.scroll(1000, 10);
        assert_eq!(page.top, 35);
        page.scroll(-5000, 10);
        assert_eq!(page.top, 0);
    }
}
