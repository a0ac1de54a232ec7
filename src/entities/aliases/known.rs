//! Names that are known to name one thing, though they share no word.
//!
//! The list is short on purpose: what the rules join ([`relation`](super::relation)) need not
//! stand in it. It holds countries, cities, bodies and their bynames, never people,
//! and is looked up by whole names: one that merely stands in a longer name is not found.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::forms::part;
use crate::text::morphology::proclitics::ARTICLE;

/// The list: names of one thing on a line, parted by `|`. The first line tells its source; a
/// name stands on one line alone, since of two the later would win.
static LIST: &str = include_str!("../data/same.txt");

/// Line of each name, made at the first analysis.
static LINES: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let mut lines = HashMap::new();
    for (number, line) in LIST.lines().enumerate().skip(1) {
        for name in line.split('|') {
            lines.insert(key(name), number);
        }
    }
    lines
});

/// A name of the list as [`Form::key`](super::forms::Form::key) has it: without spaces, with
/// articles, the hamza's seat forgotten. So أمريكا and امريكا need one entry, not two.
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

/// The line of the list that holds the form with that key. Its number means nothing but
/// itself: forms with the same are one thing.
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
