//! The list of given names → names, and the gender of the people who bear one.
//!
//! The list is `src/text/data/given-names.txt`; its first line describes the format. The entity model
//! takes its names from here, the rules for speakers their gender. It holds whole given names
//! (سلمى, عبد الله), no surnames, and says nothing of a name that it does not hold.

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};

use super::Gender;
use crate::text::orthography::fold;

/// The list. One name a line; ` | ` and letters for the gender behind those that women bear.
static LIST: &str = include_str!("../data/given-names.txt");

/// Gender by folded name; `None` for a name that men and women bear.
///
/// Made at the first question. A perfect hash made at build time (`phf`) would need a
/// build script that repeats the folding.
static GENDERS: LazyLock<HashMap<String, Option<Gender>>> = LazyLock::new(|| {
    let mut genders: HashMap<String, Option<Gender>> = HashMap::new();
    for (name, gender) in entries() {
        genders
            .entry(fold(name))
            // Two spellings that fold alike may be a man's and a woman's name.
            .and_modify(|known| *known = known.filter(|known| Some(*known) == gender))
            .or_insert(gender);
    }
    genders
});

/// The names of the list in their order, as written, with the gender that they show.
pub(crate) fn entries() -> impl Iterator<Item = (&'static str, Option<Gender>)> {
    LIST.lines().skip(1).map(|line| {
        line.split_once(" | ")
            .map_or((line, Some(Gender::Masculine)), |(name, letters)| {
                (name, (letters == "f").then_some(Gender::Feminine))
            })
    })
}

/// The gender of the people who bear a given name; `None` for a name that either may bear and for
/// a word that the list does not hold.
///
/// `name` is folded. A name of several words has one blank between them (عبد الله).
#[allow(
    dead_code,
    reason = "for the agreement of speakers; no rule asks for it yet"
)]
pub(crate) fn gender(name: &str) -> Option<Gender> {
    GENDERS.get(name).copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_show_their_gender() {
        for (name, expected) in [
            ("سلمى", Some(Gender::Feminine)),
            ("خالد", Some(Gender::Masculine)),
            ("أسامة", Some(Gender::Masculine)),
            ("عبد الله", Some(Gender::Masculine)),
            ("نضال", None),
            ("الخوارزمي", None),
        ] {
            assert_eq!(gender(&fold(name)), expected, "{name}");
        }
    }

    #[test]
    fn every_line_is_a_name_with_a_known_gender() {
        for line in LIST.lines().skip(1) {
            let (name, letters) = line.split_once(" | ").unwrap_or((line, "m"));
            assert!(!name.is_empty() && !name.contains('|'), "{line}");
            assert!(matches!(letters, "m" | "f" | "mf"), "{line}");
        }
    }
}
