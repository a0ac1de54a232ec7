//! The reading positions: article → byte offset in its text, and how much of it was read.
//!
//! An article is identified by its text alone (length and a 64-bit hash), so that a position survives another file name,
//! another folder and a pipe. The name is saved too, for people who look into the file. For lists of articles that are not
//! read yet the hash of the record is saved beside it. An article that was opened and left at its start has a position too:
//! it counts as read.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{StoreError, file};

/// Largest number of positions in the file; the one saved longest ago is removed first.
const MAX_POSITIONS: usize = 5000;

/// Longest name that is saved, in bytes; of a longer one the end.
const MAX_SOURCE_BYTES: usize = 256;

/// Identifies an article by its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PositionKey {
    /// Length of the text, in bytes.
    length: usize,
    /// Hash of the text. Somebody who constructs two texts with the same hash gains a wrong position, and nothing else.
    hash: u64,
}

impl PositionKey {
    /// The key of `text`. Time is linear, some gigabytes per second.
    pub(crate) fn of(text: &str) -> Self {
        // Own function rather than `foldhash`, whose result may change between versions: this one stands in files.
        let (words, rest) = text.as_bytes().as_chunks::<8>();
        let mut last = [0; 8];
        last.iter_mut().zip(rest).for_each(|(to, &from)| *to = from);
        let hash = words
            .iter()
            .chain([&last])
            .fold(0xCBF2_9CE4_8422_2325_u64, |hash, word| {
                let mixed = (hash ^ u64::from_le_bytes(*word)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                mixed ^ (mixed >> 29)
            });
        Self {
            length: text.len(),
            hash,
        }
    }
}

/// The reading position in one article: one object of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ArticlePosition {
    /// Which article.
    #[serde(flatten)]
    pub article: PositionKey,
    /// Where the article came from.
    pub source: String,
    /// Offset in the text of the first byte that was on the screen.
    pub byte: usize,
    /// How much of the text has been on the screen, in percent. Versions before 0.2 did not save it.
    #[serde(default)]
    pub read: u8,
    /// The hash of the record that holds the article, by which a list knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<u64>,
}

/// The content of the file of reading positions, the one saved last at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ReadingPositions {
    #[serde(rename = "places")]
    list: Vec<ArticlePosition>,
    /// Hash of a record → index in the list.
    #[serde(skip)]
    records: OnceCell<HashMap<u64, usize>>,
}

impl ReadingPositions {
    /// Reads the file at `path`; a missing file holds no positions. A damaged one is set aside, which the problem says.
    ///
    /// # Errors
    ///
    /// The file exists and cannot be read.
    pub(crate) fn load(path: &Path) -> Result<(Self, Option<StoreError>), StoreError> {
        file::load_or_set_aside(path)
    }

    /// The position in `text`, at a byte at which a character begins.
    pub(crate) fn of(&self, text: &str) -> Option<&ArticlePosition> {
        // Most texts differ from all saved ones in length and need not be hashed.
        let mut list = self.list.iter();
        if !list.any(|saved| saved.article.length == text.len()) {
            return None;
        }
        let saved = self.of_key(PositionKey::of(text))?;
        let fits = saved.byte < text.len().max(1) && text.is_char_boundary(saved.byte);
        fits.then_some(saved)
    }

    /// The position in the article with that key.
    pub(crate) fn of_key(&self, key: PositionKey) -> Option<&ArticlePosition> {
        self.list.iter().rfind(|saved| saved.article == key)
    }

    /// The position in the article of the record with that hash. Needs a look-up table for lists of many articles, which is
    /// made at the first call.
    pub(crate) fn of_record(&self, record: u64) -> Option<&ArticlePosition> {
        let records = self.records.get_or_init(|| {
            let numbered = self.list.iter().enumerate();
            numbered
                .filter_map(|(i, saved)| Some((saved.record?, i)))
                .collect()
        });
        self.list.get(*records.get(&record)?)
    }

    /// Merges `positions` into the file at `path`, which other programs may have changed since it was read. At most [`MAX_POSITIONS`] remain; returns the new content.
    ///
    /// # Errors
    ///
    /// The file exists and cannot be read, or cannot be written; it stays as it is.
    pub(crate) fn save(path: &Path, positions: Vec<ArticlePosition>) -> Result<Self, StoreError> {
        file::update(path, "QARI_STATE", |all: &mut Self| {
            for mut position in positions {
                all.list.retain(|saved| saved.article != position.article);
                position.source = shortened(position.source);
                all.list.push(position);
            }
            let excess = all.list.len().saturating_sub(MAX_POSITIONS);
            all.list.drain(..excess);
        })
    }
}

/// At most [`MAX_SOURCE_BYTES`] of `source`: the end, which tells more of a path than the beginning.
fn shortened(source: String) -> String {
    let excess = source.len().saturating_sub(MAX_SOURCE_BYTES);
    let from = (excess..=source.len()).find(|&at| source.is_char_boundary(at));
    match from {
        Some(0) | None => source,
        Some(from) => source[from..].to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn position(text: &str, byte: usize) -> Vec<ArticlePosition> {
        vec![ArticlePosition {
            article: PositionKey::of(text),
            source: "news.txt".to_owned(),
            byte,
            read: 0,
            record: None,
        }]
    }

    fn byte(positions: &ReadingPositions, text: &str) -> Option<usize> {
        positions.of(text).map(|saved| saved.byte)
    }

    #[test]
    fn a_position_is_saved_and_moved() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("places.json");
        let (one, two) = ("وصل القطار.", "غادر القطار.");
        ReadingPositions::save(&path, position(one, 9)).unwrap();
        ReadingPositions::save(&path, position(two, 11)).unwrap();
        ReadingPositions::save(&path, position(one, 4)).unwrap();
        let (positions, _) = ReadingPositions::load(&path).unwrap();
        let bytes = [one, two].map(|text| byte(&positions, text));
        assert_eq!(bytes, [Some(4), Some(11)]);
        assert_eq!(positions.of("وصل القطار!"), None);
        // An article at its start was read, too.
        ReadingPositions::save(&path, position(one, 0)).unwrap();
        let (positions, _) = ReadingPositions::load(&path).unwrap();
        assert_eq!(byte(&positions, one), Some(0));
    }

    #[test]
    fn an_article_is_known_by_its_record() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("places.json");
        let mut positions = position("وصل القطار.", 9);
        positions[0].record = Some(u64::MAX);
        positions[0].read = 40;
        ReadingPositions::save(&path, positions).unwrap();
        let (positions, _) = ReadingPositions::load(&path).unwrap();
        assert_eq!(positions.of_record(u64::MAX).unwrap().read, 40);
        assert_eq!(positions.of_record(1), None);
    }

    #[test]
    fn the_file_has_the_fields_of_earlier_versions() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("places.json");
        let old = r#"{"places": [{"length": 20, "hash": 9857873453667377939, "source": "a", "byte": 9}]}"#;
        fs::write(&path, old).unwrap();
        let (positions, _) = ReadingPositions::load(&path).unwrap();
        assert_eq!(byte(&positions, "وصل القطار."), Some(9));
        let new = serde_json::to_string(&ReadingPositions {
            list: position("وصل القطار.", 9),
            ..ReadingPositions::default()
        });
        let old = old.replace(": ", ":").replace(", ", ",");
        let old = old.replace(r#""a","byte":9"#, r#""news.txt","byte":9,"read":0"#);
        assert_eq!(new.unwrap(), old);
    }

    #[test]
    fn an_offset_outside_of_the_text_or_inside_of_a_letter_is_ignored() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("places.json");
        for byte in [1, 21, usize::MAX] {
            ReadingPositions::save(&path, position("وصل القطار.", byte)).unwrap();
            let (positions, _) = ReadingPositions::load(&path).unwrap();
            assert_eq!(positions.of("وصل القطار."), None, "{byte}");
        }
    }

    #[test]
    fn the_oldest_positions_are_removed_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("places.json");
        let text = |i: usize| format!("المقال {i}");
        let all = (0..MAX_POSITIONS + 20).map(|i| ArticlePosition {
            article: PositionKey::of(&text(i)),
            source: "x".repeat(10_000),
            byte: 2,
            read: 100,
            record: Some(u64::MAX),
        });
        ReadingPositions::save(&path, all.collect()).unwrap();
        let (positions, _) = ReadingPositions::load(&path).unwrap();
        assert_eq!(positions.list.len(), MAX_POSITIONS);
        assert_eq!(positions.of(&text(19)), None);
        assert_eq!(byte(&positions, &text(20)), Some(2));
        assert!(fs::metadata(&path).unwrap().len() < file::MAX_FILE_BYTES);
    }

    #[test]
    fn every_byte_of_the_text_changes_the_key() {
        let text = "abcdefghijk";
        let key = PositionKey::of(text);
        for at in 0..text.len() {
            let mut other = text.as_bytes().to_vec();
            other[at] ^= 1;
            let other = PositionKey::of(str::from_utf8(&other).unwrap());
            assert_ne!(other, key, "byte {at}");
        }
        assert_ne!(PositionKey::of("a"), PositionKey::of("a\0"));
        assert_eq!(shortened("حي".repeat(600)).len(), MAX_SOURCE_BYTES);
    }
}
