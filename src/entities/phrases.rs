//! Names of several words that news is known to use, with their kind.
//!
//! A [`table`](super::table) in the model's bytes. A phrase is known by the
//! stem of its first word and its further words whole.

use super::EntityKind;
use super::atoms::Atom;
use super::hash::mix;
use super::table::Table;

/// Bytes of a slot: the mark, one of kind, one of share.
const SLOT: usize = MARK + 2;

/// Bytes of a mark.
const MARK: usize = 4;

/// Most words of a phrase.
pub(crate) const LONGEST: usize = 7;

/// What is known of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// What it names.
    pub(crate) kind: EntityKind,
    /// How often it is that name where it stands, from 0 to 7.
    pub(crate) share: u8,
}

/// A phrase that stands in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// First token.
    pub(crate) start: usize,
    /// One past the last token.
    pub(crate) end: usize,
    pub(crate) phrase: Phrase,
}

/// The table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Phrases<'m>(Table<'m, SLOT, MARK>);

impl<'m> Phrases<'m> {
    /// Reads the table in `bytes`; `None` where they are none.
    pub(crate) fn new(bytes: &'m [u8]) -> Option<Self> {
        Table::new(bytes).map(Self)
    }

    /// What is known of the phrase with that hash.
    pub(crate) fn get(&self, hash: u64) -> Option<Phrase> {
        let value = self.0.get(hash)?;
        Some(Phrase {
            kind: kind(*value.first()?),
            share: *value.get(1)?,
        })
    }

    /// The phrases of a sentence, from its start, the longest first at each place, without overlaps.
    pub(crate) fn find(&self, atoms: &[&Atom]) -> Vec<Found> {
        let mut out = Vec::new();
        let mut start = 0;
        while start < atoms.len() {
            let mut best = None;
            let mut hash = 0;
            for (at, atom) in atoms[start..].iter().take(LONGEST).enumerate() {
                hash = grow(hash, atom, at == 0);
                if at > 0
                    && let Some(phrase) = self.get(hash)
                {
                    best = Some(Found {
                        start,
                        end: start + at + 1,
                        phrase,
                    });
                }
            }
            start = best.map_or(start + 1, |found: Found| found.end);
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

/// The hash of a phrase that goes on with `atom`.
pub(crate) fn grow(hash: u64, atom: &Atom, first: bool) -> u64 {
    mix(hash, if first { atom.stem } else { atom.whole })
}

/// A table of phrases; the writer's side of [`Phrases::new`].
#[cfg(any(test, feature = "train"))]
pub(crate) fn write<'w>(phrases: impl IntoIterator<Item = (&'w u64, &'w Phrase)>) -> Vec<u8> {
    let entries: Vec<(u64, Vec<u8>)> = phrases
        .into_iter()
        .map(|(hash, phrase)| (*hash, vec![phrase.kind as u8, phrase.share]))
        .collect();
    super::table::write::<SLOT, MARK>(&entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_found() {
        let phrases: Vec<(u64, Phrase)> = (0..300)
            .map(|n| {
                (
                    mix(n, 7),
                    Phrase {
                        kind: EntityKind::Organization,
                        share: (n % 8) as u8,
                    },
                )
            })
            .collect();
        let bytes = write(phrases.iter().map(|(hash, phrase)| (hash, phrase)));
        let table = Phrases::new(&bytes).unwrap();
        for (hash, phrase) in &phrases {
            assert_eq!(table.get(*hash), Some(*phrase));
        }
        assert_eq!(table.get(mix(1, 8)), None);
    }
}
