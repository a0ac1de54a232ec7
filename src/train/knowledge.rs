//! The lexicon and the phrases, on disk between one stage of training and the next.
//!
//! A file holds the number of words (8 bytes, little-endian), the words (8 bytes of hash and
//! a slot of [`lexicon`]), and the phrases to its end (8 bytes of hash, kind, share), both in
//! the order of their hashes.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::Error;
use super::features::Known;
use crate::entities::lexicon::{self, Lexicon, Word};
use crate::entities::phrases::{self, Phrase, Phrases};

/// Bytes of a word in the file.
const WORD: usize = 8 + lexicon::ENTRY;

/// Bytes of a phrase in the file.
const PHRASE: usize = 8 + 2;

/// Words and phrases with what is known of them, by their hashes.
#[derive(Clone, Default)]
pub(crate) struct Knowledge {
    /// Words.
    pub(crate) words: BTreeMap<u64, Word>,
    /// Names of several words.
    pub(crate) phrases: BTreeMap<u64, Phrase>,
}

/// The same as sections of a model.
pub(crate) struct Tables {
    /// [`Section::Lexicon`](crate::entities::model::Section::Lexicon).
    pub(crate) lexicon: Vec<u8>,
    /// [`Section::Phrases`](crate::entities::model::Section::Phrases).
    pub(crate) phrases: Vec<u8>,
}

impl Knowledge {
    /// The tables that a model holds.
    pub(crate) fn tables(&self) -> Tables {
        let words: Vec<(u64, Word)> = self.words.iter().map(|(h, word)| (*h, *word)).collect();
        let phrases: Vec<(u64, Phrase)> = self.phrases.iter().map(|(h, p)| (*h, *p)).collect();
        Tables {
            lexicon: lexicon::write(&words),
            phrases: phrases::write(&phrases),
        }
    }

    /// Writes all words and phrases to a file.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub(crate) fn save(&self, path: &Path) -> Result<(), Error> {
        std::fs::write(path, self.bytes()).map_err(Error::io(path))
    }

    /// Reads what [`save`](Self::save) wrote.
    ///
    /// # Errors
    ///
    /// [`Error::Stage`] where the file is not there or not whole; `stage` writes it.
    pub(crate) fn load(path: &Path, stage: &'static str) -> Result<Self, Error> {
        let bytes = std::fs::read(path).unwrap_or_default();
        Self::of(&bytes).ok_or_else(|| Error::Stage {
            path: path.display().to_string(),
            stage,
        })
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = (self.words.len() as u64).to_le_bytes().to_vec();
        for (hash, word) in &self.words {
            bytes.extend_from_slice(&hash.to_le_bytes());
            bytes.extend_from_slice(&lexicon::encode(*hash, word));
        }
        for (hash, phrase) in &self.phrases {
            bytes.extend_from_slice(&hash.to_le_bytes());
            bytes.extend_from_slice(&[phrase.kind as u8, phrase.share]);
        }
        bytes
    }

    fn of(bytes: &[u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk::<8>()?;
        let length = usize::try_from(u64::from_le_bytes(*count)).ok()?;
        let (words, phrases) = rest.split_at_checked(length.checked_mul(WORD)?)?;
        let mut knowledge = Self::default();
        for entry in words.chunks_exact(WORD) {
            let (hash, entry) = entry.split_first_chunk::<8>()?;
            let word = lexicon::decode(entry);
            knowledge.words.insert(u64::from_le_bytes(*hash), word);
        }
        let entries = phrases.chunks_exact(PHRASE);
        if !entries.remainder().is_empty() {
            return None;
        }
        for entry in entries {
            let (hash, entry) = entry.split_first_chunk::<8>()?;
            let phrase = Phrase {
                kind: phrases::kind(entry[0]),
                share: entry[1],
            };
            knowledge.phrases.insert(u64::from_le_bytes(*hash), phrase);
        }
        Some(knowledge)
    }
}

impl Tables {
    /// The tables as the tagger reads them.
    ///
    /// # Errors
    ///
    /// [`Error::Model`] where it does not.
    pub(crate) fn known(&self) -> Result<Known<'_>, Error> {
        Ok(Known {
            lexicon: Lexicon::new(&self.lexicon).ok_or(Error::Model)?,
            phrases: Phrases::new(&self.phrases).ok_or(Error::Model)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Kind;

    #[test]
    fn what_is_written_is_read() {
        let mut knowledge = Knowledge::default();
        let word = Word {
            frequency: 3,
            ..Word::default()
        };
        let phrase = Phrase {
            kind: Kind::Place,
            share: 5,
        };
        knowledge.words.insert(7, word);
        knowledge.phrases.insert(9, phrase);
        let bytes = knowledge.bytes();
        let read = Knowledge::of(&bytes).unwrap();
        assert_eq!((read.words[&7], read.phrases[&9]), (word, phrase));
        for length in 0..bytes.len() {
            let torn = Knowledge::of(&bytes[..length]);
            // A file cut between two entries cannot be told from a smaller one.
            assert!(torn.is_none() || length == bytes.len() - PHRASE, "{length}");
        }
    }
}
