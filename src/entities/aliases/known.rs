//! Names that are known to name one thing, though they share no word (aliases from a list).
//!
//! The list is short on purpose: what the rules join ([`relation`](super::relation)) need not be in it.
//! It holds countries, cities, bodies and their bynames, never people, and is looked up by whole names:
//! a name inside a longer one is not found.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::forms::{NameForm, part};
use crate::entities::EntityKind;
use crate::text::morphology::proclitics::ARTICLE;

/// Places, and behind them bodies: names of one thing on a line, separated by `|`. The first line of each
/// names its source; a name is on one line only, since of two the later would win.
static LISTS: [&str; 2] = [
    include_str!("../data/same.txt"),
    include_str!("../data/same-bodies.txt"),
];

/// The list and the line in it where a name stands.
type KnownLine = (usize, usize);

/// Line of each name, made at the first analysis: the keys are computed by [`part`], so no table made at
/// build time (`phf`) fits.
static LINES: LazyLock<HashMap<String, KnownLine>> = LazyLock::new(|| {
    let mut lines = HashMap::new();
    for (list, text) in LISTS.iter().enumerate() {
        for (number, line) in text.lines().enumerate().skip(1) {
            for name in line.split('|') {
                lines.insert(key(name), (list, number));
            }
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

/// Heads of bodies that the list has no entry for where it has the name behind them (منظمة اليونيسف).
const HEADS: [&str; 8] = [
    "منظمه",
    "وكاله",
    "حركه",
    "تنظيم",
    "حلف",
    "جماعه",
    "شركه",
    "صحيفه",
];

/// The line of the list that holds the form: forms of one line name one thing.
///
/// A body is found with and without its article (أوبك, الأوبك), and by the name behind its head where that
/// line names bodies.
pub(super) fn line_of(form: &NameForm) -> Option<KnownLine> {
    let whole = line(&form.key);
    if whole.is_some() || form.kind != EntityKind::Organization {
        return whole;
    }
    let first = form.parts.first()?;
    let bare = form.key.strip_prefix(ARTICLE).filter(|_| first.definite);
    let with_article = || line(&format!("{ARTICLE}{}", form.key)).filter(|_| !first.definite);
    let behind_head = || {
        let rest = form.key.strip_prefix(first.letters.as_str())?;
        HEADS
            .contains(&first.letters.as_str())
            .then(|| line(rest))?
    };
    bare.and_then(line)
        .or_else(with_article)
        .or_else(behind_head)
        .filter(|(list, _)| *list == 1)
}

/// The line of the list that holds the form with that key.
fn line(key: &str) -> Option<KnownLine> {
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
