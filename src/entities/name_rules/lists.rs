//! The word lists of the rules → sets of folded words, made at the first question.
//!
//! Each list is a file of `data/`: its first line tells what it holds, every further line is an entry.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::entities::EntityKind;
use crate::text::orthography::fold;

/// A list of single Arabic words, folded.
pub(super) struct WordSet(LazyLock<HashSet<String>>);

impl WordSet {
    pub(super) fn holds(&self, folded: &str) -> bool {
        self.0.contains(folded)
    }
}

/// The entries of a file, in their order.
fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().skip(1)
}

/// A [`WordSet`] of a file of `data/`.
macro_rules! words {
    ($name:literal) => {
        WordSet(LazyLock::new(|| {
            lines(include_str!(concat!("../data/", $name, ".txt")))
                .map(fold)
                .collect()
        }))
    };
}

/// People's names whose first letter could be a proclitic.
pub(super) static FIRST_LETTERS: WordSet = words!("first-letters");
/// Titles before a name with an ordinal.
pub(super) static RULER_TITLES: WordSet = words!("ruler-titles");
/// Names that ordinals follow.
pub(super) static REGNAL_NAMES: WordSet = words!("regnal-names");
/// Verbs whose subject follows without a preposition.
pub(super) static SAYINGS: WordSet = words!("sayings");
/// Words that no name of a person or place contains.
pub(super) static PLAIN_WORDS: WordSet = words!("plain-words");
/// Nouns behind which a name is that of a thing.
pub(super) static NOUNS_BEFORE_THINGS: WordSet = words!("nouns-before-things");
/// Nouns that take a colour.
pub(super) static COLOURED_THINGS: WordSet = words!("coloured-things");
/// Colours.
pub(super) static COLOURS: WordSet = words!("colours");
/// Adjectives of nationality.
pub(super) static NATIONALITIES: WordSet = words!("nationalities");
/// Participles that begin a clause behind a name.
pub(super) static CLAUSE_PARTICIPLES: WordSet = words!("clause-participles");
/// Nouns before the name of a body in quotation marks.
pub(super) static BODY_HEADS: WordSet = words!("body-heads");

/// Heads in the dual or plural before several names, with the kind of these.
static PAIR_HEADS: LazyLock<std::collections::HashMap<String, EntityKind>> = LazyLock::new(|| {
    lines(include_str!("../data/pair-heads.txt"))
        .filter_map(|line| line.split_once(" | "))
        .map(|(head, kind)| {
            let kind = match kind {
                "L" => EntityKind::Place,
                _ => EntityKind::Organization,
            };
            (fold(head), kind)
        })
        .collect()
});

/// The kind of the names behind a folded head in the dual or plural.
pub(super) fn pair_head(folded: &str) -> Option<EntityKind> {
    PAIR_HEADS.get(folded).copied()
}

static LATIN_BODIES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lines(include_str!("../data/latin-bodies.txt")).collect());

static LATIN_GIVEN_NAMES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lines(include_str!("../data/latin-given-names.txt")).collect());

/// Whether a body is called so in Latin letters; upper and lower case count.
pub(super) fn is_latin_body(name: &str) -> bool {
    LATIN_BODIES.contains(name)
}

/// Whether a Latin word is a given name; upper and lower case count.
pub(super) fn is_latin_given_name(word: &str) -> bool {
    LATIN_GIVEN_NAMES.contains(word)
}
