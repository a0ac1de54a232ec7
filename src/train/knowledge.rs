//! The lexicon and the phrases, on disk between one stage of training and the next.

use std::collections::BTreeMap;
use std::path::Path;

use super::features::Known;
use crate::entities::lexicon::{self, Lexicon, Word};
use crate::entities::phrases::{self, Phrase, Phrases};

/// Words and phrases with what is known of them.
#[derive(Clone, Default)]
pub(crate) struct Knowledge {
    pub(crate) words: BTreeMap<u64, Word>,
    pub(crate) phrases: BTreeMap<u64, Phrase>,
}

/// The same as tables.
pub(crate) struct Tables {
    pub(crate) lexicon: Vec<u8>,
    pub(crate) phrases: Vec<u8>,
}

impl Knowledge {
    pub(crate) fn tables(&self) -> Tables {
        let words: Vec<(u64, Word)> = self
            .words
            .iter()
            .map(|(hash, word)| (*hash, *word))
            .collect();
        Tables {
            lexicon: lexicon::write(&words),
            phrases: phrases::write(
                &self
                    .phrases
                    .iter()
                    .map(|(h, p)| (*h, *p))
                    .collect::<Vec<_>>(),
            ),
        }
    }

    /// Writes all words and phrases to a file.
    pub(crate) fn save(&self, path: &Path) -> std::io::Result<()> {
        let mut bytes = (self.words.len() as u64).to_le_bytes().to_vec();
        for (hash, word) in &self.words {
            bytes.extend_from_slice(&hash.to_le_bytes());
            bytes.extend_from_slice(&lexicon::encode(*hash, word));
        }
        for (hash, phrase) in &self.phrases {
            bytes.extend_from_slice(&hash.to_le_bytes());
            bytes.extend_from_slice(&[phrase.kind as u8, phrase.share]);
        }
        std::fs::write(path, bytes)
    }

    /// Reads what [`save`](Self::save) wrote.
    pub(crate) fn load(path: &Path) -> std::io::Result<Self> {
        let bytes = std::fs::read(path)?;
        let number = |at: usize| u64::from_le_bytes(std::array::from_fn(|i| bytes[at + i]));
        let mut knowledge = Self::default();
        let count = number(0) as usize;
        let mut at = 8;
        for _ in 0..count {
            knowledge.words.insert(
                number(at),
                lexicon::decode(&bytes[at + 8..at + 8 + lexicon::ENTRY]),
            );
            at += 8 + lexicon::ENTRY;
        }
        while at + 10 <= bytes.len() {
            let phrase = Phrase {
                kind: phrases::kind(bytes[at + 8]),
                share: bytes[at + 9],
            };
            knowledge.phrases.insert(number(at), phrase);
            at += 10;
        }
        Ok(knowledge)
    }
}

impl Tables {
    /// The tables as the tagger reads them.
    pub(crate) fn known(&self) -> Known<'_> {
        Known {
            lexicon: Lexicon::new(&self.lexicon).unwrap_or(Lexicon::EMPTY),
            phrases: Phrases::new(&self.phrases).unwrap_or(Phrases::EMPTY),
        }
    }
}
