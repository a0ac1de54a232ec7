//! Names that are known to name one thing, though they share no word (aliases from a list).
//!
//! The list is short on purpose: what the rules join ([`relation`](super::relation)) need not be in it.
//! It holds countries, cities, bodies and their bynames, never people, and is looked up by whole names:
//! a name inside a longer one is not found.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::forms::part;
use crate::text::morphology::proclitics::ARTICLE;

/// The list: names of one thing on a line, separated by `|`. The first line names its source; a name is on
/// one line only, since of two the later would win.
static LIST: &str = include_str!("../data/same.txt");

/// Line of each name, made at the first analysis: the keys are computed by [`part`], so no table made at
/// build time (`phf`) fits.
static LINES: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let mut lines = HashMap::new();
    for (number, line) in LIST.lines().enumerate().skip(1) {
        for name in line.split('|') {
            lines.insert(key(name), number);
        }
    }
    lines
});

/// A name of the list as [`NameForm::key`](super::forms::NameForm::key) has it: without spaces, with
/// articles, without hamza. So أمريكا and امريكا need one entry, not two.
fn key(name: &str) -> String {
    let mut key = String::new();
    for word in name.split_whitespace() {
        let part = part(word);
        if part.definite {
            key.push_str(ARTICLE);
        }
        key.push_str(&part.letters);
    }
    key
}

/// The line of the list that holds the form with that key: forms of one line name one thing.
pub(super) fn line(key: &str) -> Option<usize> {
    LINES.get(key).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_thing_share_a_line() {
        assert_eq!(line(&key("المملكة المتحدة")), line(&key("بريطانيا")));
        assert!(line(&key("بريطانيا")).is_some());
        assert_eq!(line(&key("لا أحد")), None);
    }
}
