//! Names that are known to name one thing, though they share no word.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::forms::part;

/// The list: names of one thing on a line, parted by `|`.
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

fn key(name: &str) -> String {
    let mut key = String::new();
    for word in name.split_whitespace() {
        let part = part(word);
        if part.definite {
            key.push_str("ال");
        }
        key.push_str(&part.letters);
    }
    key
}

/// The line of the list that holds the form with that key.
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
