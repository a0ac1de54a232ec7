//! Names of several words that news is known to use (a gazetteer) → their kind, and where they stand in a
//! sentence.
//!
//! A [hash table](super::model_table) in the model's bytes. The key of a phrase is made of the stem of its
//! first word and its further words whole.

use super::EntityKind;
use super::analyzed_word::AnalyzedWord;
use super::model_table::ModelTable;
use crate::hash::combine;

/// Bytes of a slot: the fingerprint, one of kind, one of share.
const SLOT: usize = FINGERPRINT + 2;

/// Bytes of a fingerprint.
const FINGERPRINT: usize = 4;

/// Most words of a phrase.
pub(crate) const MAX_PHRASE_WORDS: usize = 7;

/// What is known of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PhraseEntry {
    /// What it names.
    pub(crate) kind: EntityKind,
    /// How often it is that name where it occurs, from 0 to 7.
    pub(crate) share: u8,
}

/// A phrase that stands in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PhraseMatch {
    /// First token.
    pub(crate) start: usize,
    /// One past the last token.
    pub(crate) end: usize,
    pub(crate) phrase: PhraseEntry,
}

/// The table of all phrases.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PhraseTable<'m>(ModelTable<'m, SLOT, FINGERPRINT>);

impl<'m> PhraseTable<'m> {
    /// Reads the table in `bytes`; `None` where their length does not fit.
    pub(crate) fn new(bytes: &'m [u8]) -> Option<Self> {
        ModelTable::new(bytes).map(Self)
    }

    /// What is known of the phrase with that hash.
    pub(crate) fn get(&self, hash: u64) -> Option<PhraseEntry> {
        let value = self.0.get(hash)?;
        Some(PhraseEntry {
            kind: kind(*value.first()?),
            share: *value.get(1)?,
        })
    }

    /// The phrases of a sentence, from its start, the longest first at each place, without overlaps.
    pub(crate) fn find(&self, words: &[&AnalyzedWord]) -> Vec<PhraseMatch> {
        let mut out = Vec::new();
        let mut start = 0;
        while start < words.len() {
            let mut best = None;
            let mut hash = 0;
            for (at, word) in words[start..].iter().take(MAX_PHRASE_WORDS).enumerate() {
                hash = extend_key(hash, word, at == 0);
                if at > 0
                    && let Some(phrase) = self.get(hash)
                {
                    best = Some(PhraseMatch {
                        start,
                        end: start + at + 1,
                        phrase,
                    });
                }
            }
            start = best.map_or(start + 1, |found: PhraseMatch| found.end);
            out.extend(best);
        }
        out
    }
}

/// The kind that a byte stands for.
pub(crate) const fn kind(byte: u8) -> EntityKind {
    match byte {
        0 => EntityKind::Person,
        1 => EntityKind::Place,
        _ => EntityKind::Organization,
    }
}

/// The key of a phrase that continues with `word`.
pub(crate) fn extend_key(hash: u64, word: &AnalyzedWord, first: bool) -> u64 {
    combine(hash, if first { word.stem } else { word.whole })
}

/// The bytes of a table of phrases, as [`PhraseTable::new`] reads them.
#[cfg(any(test, feature = "train"))]
pub(crate) fn write<'w>(phrases: impl IntoIterator<Item = (&'w u64, &'w PhraseEntry)>) -> Vec<u8> {
    let entries: Vec<(u64, Vec<u8>)> = phrases
        .into_iter()
        .map(|(hash, phrase)| (*hash, vec![phrase.kind as u8, phrase.share]))
        .collect();
    super::model_table::write::<SLOT, FINGERPRINT>(&entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_found() {
        let phrases: Vec<(u64, PhraseEntry)> = (0..300)
            .map(|n| {
                (
                    combine(n, 7),
                    PhraseEntry {
                        kind: EntityKind::Organization,
                        share: (n % 8) as u8,
                    },
                )
            })
            .collect();
        let bytes = write(phrases.iter().map(|(hash, phrase)| (hash, phrase)));
        let table = PhraseTable::new(&bytes).unwrap();
        for (hash, phrase) in &phrases {
            assert_eq!(table.get(*hash), Some(*phrase));
        }
        assert_eq!(table.get(combine(1, 8)), None);
    }
}
