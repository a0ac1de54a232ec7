//! Where reading stopped: article → byte of its text.
//!
//! An article is known by its text alone (length and 64 bits of a hash), so a place survives another name, another
//! folder and a pipe; the name it had is kept for people who look into the file. A start is no place: an article
//! left there is forgotten.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{StoreError, file};

/// Articles whose place is kept; the one that was left longest ago goes first.
pub const MAX_POSITIONS: usize = 500;

/// Bytes of an article's name that are kept.
const MAX_SOURCE_BYTES: usize = 512;

/// Which article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PositionKey {
    /// Bytes of its text.
    length: usize,
    /// A hash of its text. An enemy can make two texts with the same one and gains a wrong place by it.
    hash: u64,
}

impl PositionKey {
    /// The key of an article's text. Linear; a second takes some gigabytes.
    pub fn of(text: &str) -> Self {
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

/// One line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SavedPosition {
    #[serde(flatten)]
    article: PositionKey,
    /// Where it came from, for people.
    source: String,
    /// The first byte that was on the screen.
    byte: usize,
}

/// The places of all articles, the one left last at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingPositions {
    places: Vec<SavedPosition>,
}

impl ReadingPositions {
    /// What the file at `path` holds; nothing where there is none.
    ///
    /// # Errors
    ///
    /// The file is there and cannot be read or understood.
    pub fn load(path: &Path) -> Result<Self, StoreError> {
        file::load(path)
    }

    /// Where reading stopped in `text`: a byte of it where a character begins.
    pub fn of(&self, text: &str) -> Option<usize> {
        // Most articles are known by their length to be none of those here, and are not hashed.
        if !self
            .places
            .iter()
            .any(|place| place.article.length == text.len())
        {
            return None;
        }
        let key = PositionKey::of(text);
        let place = self.places.iter().rfind(|place| place.article == key)?;
        (place.byte < text.len() && text.is_char_boundary(place.byte)).then_some(place.byte)
    }

    /// Keeps the places where articles were left (key, source, byte) in the file at `path`, whatever others wrote
    /// there meanwhile; 0 forgets one. At most [`MAX_POSITIONS`] stay; these are given back.
    ///
    /// # Errors
    ///
    /// The file is there and cannot be understood, or cannot be written; it stays as it is.
    pub fn keep(path: &Path, left: Vec<(PositionKey, String, usize)>) -> Result<Self, StoreError> {
        file::update(path, "QARI_STATE", |all: &mut Self| {
            for (article, source, byte) in left {
                all.places.retain(|place| place.article != article);
                if byte > 0 {
                    let source = shortened(source);
                    all.places.push(SavedPosition {
                        article,
                        source,
                        byte,
                    });
                }
            }
            let over = all.places.len().saturating_sub(MAX_POSITIONS);
            all.places.drain(..over);
        })
    }
}

/// The end of a path tells more than its beginning.
fn shortened(source: String) -> String {
    let over = source.len().saturating_sub(MAX_SOURCE_BYTES);
    let from = (over..=source.len()).find(|&at| source.is_char_boundary(at));
    match from {
        Some(0) | None => source,
        Some(from) => source[from..].to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::*;

    fn path(test: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("qari-places-{}-{test}", std::process::id()));
        let _ = fs::remove_file(&path);
        path
    }

    fn left(text: &str, byte: usize) -> Vec<(PositionKey, String, usize)> {
        vec![(PositionKey::of(text), "news.txt".to_owned(), byte)]
    }

    #[test]
    fn a_place_is_kept_moved_and_forgotten() {
        let path = path("kept");
        let (one, two) = ("وصل القطار.", "غادر القطار.");
        ReadingPositions::keep(&path, left(one, 9)).unwrap();
        ReadingPositions::keep(&path, left(two, 11)).unwrap();
        ReadingPositions::keep(&path, left(one, 4)).unwrap();
        let places = ReadingPositions::load(&path).unwrap();
        assert_eq!((places.of(one), places.of(two)), (Some(4), Some(11)));
        assert_eq!(places.of("وصل القطار!"), None);
        ReadingPositions::keep(&path, left(one, 0)).unwrap();
        let places = ReadingPositions::load(&path).unwrap();
        assert_eq!((places.of(one), places.of(two)), (None, Some(11)));
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_place_that_is_none_is_passed_over() {
        let path = path("none");
        for byte in [1, 21, usize::MAX] {
            ReadingPositions::keep(&path, left("وصل القطار.", byte)).unwrap();
            assert_eq!(
                ReadingPositions::load(&path).unwrap().of("وصل القطار."),
                None,
                "{byte}"
            );
        }
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn the_oldest_go_first() {
        let path = path("many");
        let text = |i: usize| format!("المقال {i}");
        let all =
            (0..MAX_POSITIONS + 20).map(|i| (PositionKey::of(&text(i)), "x".repeat(10_000), 2));
        ReadingPositions::keep(&path, all.collect()).unwrap();
        let places = ReadingPositions::load(&path).unwrap();
        assert_eq!(places.places.len(), MAX_POSITIONS);
        assert_eq!(places.of(&text(19)), None);
        assert_eq!(places.of(&text(20)), Some(2));
        assert!(fs::metadata(&path).unwrap().len() < 1 << 20);
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn every_byte_counts_in_a_key() {
        let text = "abcdefghijk";
        let key = PositionKey::of(text);
        for at in 0..text.len() {
            let mut other = text.as_bytes().to_vec();
            other[at] ^= 1;
            assert_ne!(
                PositionKey::of(str::from_utf8(&other).unwrap()),
                key,
                "byte {at}"
            );
        }
        assert_ne!(PositionKey::of("a"), PositionKey::of("a\0"));
        assert_eq!(shortened("حي".repeat(600)).len(), MAX_SOURCE_BYTES);
    }
}
