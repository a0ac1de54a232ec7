//! The lists that are open → the bullet or number of an item.
//!
//! The items of `<ol>` are counted from 1; `start` and `value` are not read. An item whose text begins with a bullet or a
//! number of its own gets none.

/// Deeper lists are not counted.
const DEEPEST: usize = 32;

/// Open lists, outermost first: of a numbered one the items so far.
#[derive(Debug, Default)]
pub(super) struct ListMarkers {
    open: Vec<Option<usize>>,
    /// Lists that are too deep to be counted.
    too_deep: usize,
}

impl ListMarkers {
    pub(super) fn start(&mut self, name: &str) {
        match name {
            "ul" | "ol" if self.open.len() >= DEEPEST => self.too_deep += 1,
            "ul" => self.open.push(None),
            "ol" => self.open.push(Some(0)),
            "li" => {
                if let Some(Some(items)) = self.open.last_mut() {
                    *items += 1;
                }
            }
            _other => {}
        }
    }

    pub(super) fn end(&mut self, name: &str) {
        if matches!(name, "ul" | "ol") {
            if self.too_deep > 0 {
                self.too_deep -= 1;
            } else {
                self.open.pop();
            }
        }
    }

    /// What is written before an item with this text.
    pub(super) fn marker(&self, text: &str) -> String {
        let begins_with_own = text.starts_with(|c: char| c.is_numeric() || "-–—•*▪●◦·".contains(c));
        match self.open.last() {
            Some(_) if begins_with_own => String::new(),
            Some(None) => "• ".to_owned(),
            Some(Some(number)) => format!("{number}. "),
            None => String::new(),
        }
    }
}
