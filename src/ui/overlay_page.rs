//! A page of text over the screen: all keys, or the evidence for a quote or a name.
//!
//! It holds rows, not lines: a body longer than its column is wrapped when drawn.
//! Scrolling counts rows.

use super::keymap::{READER, isolated_key_name, key_names};
use super::lang::{Label, Lang};

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

    /// Scrolls by `by` rows on a page of `height` rows, stopping at both ends.
    pub fn scroll(&mut self, by: isize, height: usize) {
        let last = self.rows.len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(by).min(last);
    }
}

fn join(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

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
