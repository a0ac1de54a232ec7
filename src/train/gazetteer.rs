//! The lists in `src/entities/data`, the given names of `text` and the name tokens of Wikidata → bits of
//! words and phrases.
//!
//! The lists are built in; the tokens come from a file that the repository does not hold.
//!
//! A list does not make a name: membership is a feature of the model, and training
//! finds its weight. Words are known by their folded letters, so that a list needs
//! no entry for each spelling of the hamza.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::TrainError;
use super::knowledge::Knowledge;
use super::words::hash;
use crate::entities::EntityKind;
use crate::entities::gazetteers::GazetteerList;
use crate::entities::lexicon::LexiconEntry;
use crate::entities::phrases::PhraseEntry;
use crate::hash::combine;
use crate::text::morphology::given_names;
use crate::text::orthography::fold;

/// Text of a list; its first line names its source.
macro_rules! list {
    ($name:literal) => {
        include_str!(concat!("../entities/data/", $name, ".txt"))
    };
}

/// Lines, list, and what a name of several words in it names.
const LISTS: [(&str, GazetteerList, Option<EntityKind>); 12] = [
    (
        list!("countries"),
        GazetteerList::Country,
        Some(EntityKind::Place),
    ),
    (
        list!("cities"),
        GazetteerList::City,
        Some(EntityKind::Place),
    ),
    (
        list!("places"),
        GazetteerList::City,
        Some(EntityKind::Place),
    ),
    (list!("titles"), GazetteerList::Title, None),
    (list!("heads"), GazetteerList::Head, None),
    (list!("verbs"), GazetteerList::Verb, None),
    (list!("sites"), GazetteerList::Site, None),
    (list!("times"), GazetteerList::Time, None),
    (
        list!("media"),
        GazetteerList::Media,
        Some(EntityKind::Organization),
    ),
    (list!("chain"), GazetteerList::Chain, None),
    (
        list!("bodies"),
        GazetteerList::Body,
        Some(EntityKind::Organization),
    ),
    (
        list!("clubs"),
        GazetteerList::Club,
        Some(EntityKind::Organization),
    ),
];

/// What a name of a list counts as in the table of phrases, of 7, until its share in news is known
/// ([`silver`](super::silver)).
const SHARE: u8 = 5;

/// Fewest people of a name token that news does not have: one alone may be a slip.
const LEAST: u32 = 2;

/// Adds the lists to `knowledge`: single words as bits, names of several words as phrases.
///
/// Of a name that two lists hold the first one's kind stays. Names of several words from a list
/// without a kind (عز الدين among given names) are skipped: their words alone are no evidence.
pub(crate) fn lists(knowledge: &mut Knowledge) {
    for (text, list, kind) in LISTS {
        for name in text.lines().skip(1) {
            add(knowledge, name, list, kind);
        }
    }
    for (name, _) in given_names::entries() {
        add(knowledge, name, GazetteerList::Given, None);
    }
}

/// Adds one entry of a list.
fn add(knowledge: &mut Knowledge, name: &str, list: GazetteerList, kind: Option<EntityKind>) {
    let words: Vec<u64> = name
        .split_whitespace()
        .map(|word| hash(&fold(word)))
        .collect();
    match words.as_slice() {
        [word] => known(knowledge, *word).lists |= list as u16,
        [first, more @ ..] => {
            if let Some(kind) = kind {
                let key = more
                    .iter()
                    .fold(combine(0, *first), |key, word| combine(key, *word));
                knowledge
                    .phrases
                    .entry(key)
                    .or_insert(PhraseEntry { kind, share: SHARE });
            }
        }
        [] => {}
    }
}

/// Adds the name tokens of Wikidata (`latin TAB letters with spaces TAB count`), rare ones only where news has them.
///
/// # Errors
///
/// A file that cannot be read, or a line that is not in that form.
pub(crate) fn names(path: &Path, knowledge: &mut Knowledge) -> Result<(), TrainError> {
    let text = std::fs::read_to_string(path).map_err(TrainError::io(path))?;
    let mut counts = BTreeMap::<u64, u32>::new();
    for (number, line) in text.lines().enumerate() {
        let (word, count) = name(line).ok_or_else(|| TrainError::Line {
            path: path.display().to_string(),
            line: number + 1,
            expected: "three columns: latin, letters with spaces, count",
        })?;
        *counts.entry(hash(&fold(&word))).or_default() += count;
    }
    for (word, count) in counts {
        if count >= LEAST || knowledge.words.contains_key(&word) {
            known(knowledge, word).name_count = (count.max(1).ilog2() + 1).min(8) as u8;
        }
    }
    Ok(())
}

/// The word and the count of one line.
fn name(line: &str) -> Option<(String, u32)> {
    let mut columns = line.split('\t').skip(1);
    let word = columns.next()?.split(' ').collect();
    Some((word, columns.next()?.trim().parse().ok()?))
}

/// The entry of a word, a new one for a word that news does not have.
fn known(knowledge: &mut Knowledge, word: u64) -> &mut LexiconEntry {
    let word = knowledge.words.entry(word).or_default();
    word.frequency = word.frequency.max(1);
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_get_bits_and_names_of_several_words_are_phrases() {
        let mut knowledge = Knowledge::default();
        lists(&mut knowledge);
        let word = knowledge.words[&hash(&fold("وزارة"))];
        assert_ne!(word.lists & GazetteerList::Head as u16, 0);
        let key = combine(combine(0, hash("ريال")), hash("مدريد"));
        let phrase = knowledge.phrases[&key];
        assert_eq!(phrase.kind, EntityKind::Organization);
    }

    #[test]
    fn a_line_of_names_has_three_columns() {
        assert_eq!(name("salim\tس ا ل م\t12"), Some(("سالم".to_owned(), 12)));
        assert_eq!(name("salim\tس ا ل م"), None);
        assert_eq!(name("salim\tس ا ل م\tx"), None);
    }
}
