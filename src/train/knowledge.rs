//! The lexicon, the phrases and the vectors, on disk between one stage of training and the next.
//!
//! A file holds the numbers of words, phrases and vectors (8 bytes each, little-endian); the words
//! (8 bytes of hash and the facts of [`lexicon`]) and the phrases (8 bytes of hash, kind, share), both in
//! the order of their hashes; and the vectors.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::TrainError;
use super::features::WordKnowledge;
use crate::entities::lexicon::{self, LexiconEntry, WordLexicon};
use crate::entities::net::VECTOR;
use crate::entities::phrases::{self, PhraseEntry, PhraseTable};

/// Bytes of a word in the file.
const WORD: usize = 8 + lexicon::ENTRY_BYTES;

/// Bytes of a phrase in the file.
const PHRASE: usize = 8 + 2;

/// Words and phrases with what is known of them, by their hashes.
#[derive(Clone, Default)]
pub(crate) struct Knowledge {
    /// Words.
    pub(crate) words: BTreeMap<u64, LexiconEntry>,
    /// Names of several words.
    pub(crate) phrases: BTreeMap<u64, PhraseEntry>,
    /// Vectors of words, by [`LexiconEntry::vector`] less one.
    pub(crate) vectors: Vec<[u8; VECTOR]>,
}

/// The same as sections of a model.
pub(crate) struct ModelTables {
    /// [`Section::Lexicon`](crate::entities::model::Section::Lexicon).
    pub(crate) lexicon: Vec<u8>,
    /// [`Section::Phrases`](crate::entities::model::Section::Phrases).
    pub(crate) phrases: Vec<u8>,
    /// [`Section::Vectors`](crate::entities::model::Section::Vectors).
    pub(crate) vectors: Vec<u8>,
}

impl Knowledge {
    /// The tables that a model holds.
    pub(crate) fn tables(&self) -> ModelTables {
        ModelTables {
            lexicon: lexicon::write(&self.words),
            phrases: phrases::write(&self.phrases),
            vectors: self.vectors.concat(),
        }
    }

    /// Writes all of it to a file.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub(crate) fn save(&self, path: &Path) -> Result<(), TrainError> {
        std::fs::write(path, self.bytes()).map_err(TrainError::io(path))
    }

    /// Reads what [`save`](Self::save) wrote.
    ///
    /// # Errors
    ///
    /// [`TrainError::Stage`] where the file is not there or not whole; `stage` writes it.
    pub(crate) fn load(path: &Path, stage: &'static str) -> Result<Self, TrainError> {
        let bytes = std::fs::read(path).unwrap_or_default();
        Self::of(&bytes).ok_or_else(|| TrainError::Stage {
            path: path.display().to_string(),
            stage,
        })
    }

    fn bytes(&self) -> Vec<u8> {
        let counts = [self.words.len(), self.phrases.len(), self.vectors.len()];
        let mut bytes: Vec<u8> = counts
            .iter()
            .flat_map(|count| (*count as u64).to_le_bytes())
            .collect();
        for (hash, word) in &self.words {
            bytes.extend_from_slice(&hash.to_le_bytes());
            bytes.extend_from_slice(&lexicon::encode(word));
        }
        for (hash, phrase) in &self.phrases {
            bytes.extend_from_slice(&hash.to_le_bytes());
            bytes.extend_from_slice(&[phrase.kind as u8, phrase.share]);
        }
        bytes.extend_from_slice(self.vectors.as_flattened());
        bytes
    }

    fn of(bytes: &[u8]) -> Option<Self> {
        let (counts, rest) = bytes.split_first_chunk::<24>()?;
        let (counts, _) = counts.as_chunks::<8>();
        let size = |count: usize, each: usize| -> Option<usize> {
            let count = usize::try_from(u64::from_le_bytes(counts[count])).ok()?;
            count.checked_mul(each)
        };
        let (words, rest) = rest.split_at_checked(size(0, WORD)?)?;
        let (phrases, rest) = rest.split_at_checked(size(1, PHRASE)?)?;
        let (vectors, rest) = rest.split_at_checked(size(2, VECTOR)?)?;
        if !rest.is_empty() {
            return None;
        }
        let mut knowledge = Self {
            vectors: vectors.as_chunks().0.to_vec(),
            ..Self::default()
        };
        for entry in words.chunks_exact(WORD) {
            let (hash, facts) = entry.split_first_chunk::<8>()?;
            let word = lexicon::decode(facts.first_chunk()?);
            knowledge.words.insert(u64::from_le_bytes(*hash), word);
        }
        for entry in phrases.chunks_exact(PHRASE) {
            let (hash, entry) = entry.split_first_chunk::<8>()?;
            let phrase = PhraseEntry {
                kind: phrases::kind(entry[0]),
                share: entry[1],
            };
            knowledge.phrases.insert(u64::from_le_bytes(*hash), phrase);
        }
        Some(knowledge)
    }
}

impl ModelTables {
    /// The tables as the tagger reads them.
    ///
    /// # Errors
    ///
    /// [`TrainError::Model`] where it does not.
    pub(crate) fn known(&self) -> Result<WordKnowledge<'_>, TrainError> {
        Ok(WordKnowledge {
            lexicon: WordLexicon::new(&self.lexicon).ok_or(TrainError::Model)?,
            phrases: PhraseTable::new(&self.phrases).ok_or(TrainError::Model)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::EntityKind;

    #[test]
    fn what_is_written_is_read() {
        let mut knowledge = Knowledge::default();
        let word = LexiconEntry {
            frequency: 3,
            ..LexiconEntry::default()
        };
        let phrase = PhraseEntry {
            kind: EntityKind::Place,
            share: 5,
        };
        knowledge.words.insert(7, word);
        knowledge.phrases.insert(9, phrase);
        knowledge.vectors.push([3; VECTOR]);
        let bytes = knowledge.bytes();
        let read = Knowledge::of(&bytes).unwrap();
        assert_eq!((read.words[&7], read.phrases[&9]), (word, phrase));
        assert_eq!(read.vectors, knowledge.vectors);
        for length in 0..bytes.len() {
            assert!(Knowledge::of(&bytes[..length]).is_none(), "{length}");
        }
    }
}
