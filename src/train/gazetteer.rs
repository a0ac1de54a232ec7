//! The lists in `src/entities/data` and the name tokens of Wikidata → bits of
//! words and phrases.

use std::path::Path;

use super::knowledge::Knowledge;
use super::words::hash;
use crate::entities::Kind;
use crate::entities::hash::mix;
use crate::entities::lexicon::Word;
use crate::entities::lists::List;
use crate::entities::phrases::Phrase;
use crate::text::orthography::fold;

/// File, list, and what a name of several words in it names.
const FILES: [(&str, List, Option<Kind>); 12] = [
    ("countries.txt", List::Country, Some(Kind::Place)),
    ("cities.txt", List::City, Some(Kind::Place)),
    ("places.txt", List::City, Some(Kind::Place)),
    ("given.txt", List::Given, None),
    ("titles.txt", List::Title, None),
    ("heads.txt", List::Head, None),
    ("verbs.txt", List::Verb, None),
    ("sites.txt", List::Site, None),
    ("times.txt", List::Time, None),
    ("media.txt", List::Media, Some(Kind::Organization)),
    ("chain.txt", List::Chain, None),
    ("clubs.txt", List::Club, Some(Kind::Organization)),
];

/// What a name of a list counts as in the table of phrases.
const SHARE: u8 = 5;

/// Adds the lists of `folder` to `knowledge`.
pub(crate) fn lists(folder: &Path, knowledge: &mut Knowledge) -> std::io::Result<()> {
    for (file, list, kind) in FILES {
        for line in std::fs::read_to_string(folder.join(file))?.lines().skip(1) {
            let words: Vec<u64> = line
                .split_whitespace()
                .map(|word| hash(&fold(word)))
                .collect();
            match words.as_slice() {
                [word] => known(knowledge, *word).lists |= list as u16,
                [first, more @ ..] => {
                    if let Some(kind) = kind {
                        let key = more
                            .iter()
                            .fold(mix(0, *first), |key, word| mix(key, *word));
                        knowledge
                            .phrases
                            .entry(key)
                            .or_insert(Phrase { kind, share: SHARE });
                    }
                }
                [] => {}
            }
        }
    }
    Ok(())
}

/// Adds the name tokens of Wikidata (`latin TAB letters spaced TAB count`), the rare ones only where news has them.
pub(crate) fn names(path: &Path, knowledge: &mut Knowledge) -> std::io::Result<()> {
    let mut counts = std::collections::BTreeMap::<u64, u32>::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let mut fields = line.split('\t').skip(1);
        let (Some(letters), Some(count)) = (fields.next(), fields.next()) else {
            continue;
        };
        let word: String = letters.split(' ').collect();
        *counts.entry(hash(&fold(&word))).or_default() += count.trim().parse::<u32>().unwrap_or(0);
    }
    for (word, count) in counts {
        if count >= 2 || knowledge.words.contains_key(&word) {
            known(knowledge, word).name_count = (count.max(1).ilog2() + 1).min(8) as u8;
        }
    }
    Ok(())
}

fn known(knowledge: &mut Knowledge, word: u64) -> &mut Word {
    let word = knowledge.words.entry(word).or_default();
    word.frequency = word.frequency.max(1);
    word
}
