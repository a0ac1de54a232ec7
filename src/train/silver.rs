//! News tagged by a model → how often each word, and which phrases, are names.
//!
//! What a model finds in ten million words adds names that the
//! annotations do not contain. The tables for an annotated article must come from
//! a model that has not seen it; the caller ensures that.
//!
//! For a word it counts the share of its occurrences in names of each kind; for a phrase of
//! two or more words what it names and how often it is a name. Names that the model misses
//! everywhere stay unknown: silver labels help with names that it finds in some contexts only.

use std::collections::{BTreeMap, HashMap};

use super::error::TrainError;
use super::parallel;
use crate::article::Article;
use crate::entities::lexicon::LexiconEntry;
use crate::entities::model::Model;
use crate::entities::phrases::{self, MAX_PHRASE_WORDS, PhraseEntry};
use crate::entities::words::DocumentWords;
use crate::entities::{EntityKind, mentions, tagger};
use crate::hash;
use crate::text;

/// Fewest times that a phrase is tagged as a name of one kind.
const LEAST_PHRASE: u32 = 3;

/// What was learned.
#[derive(Default)]
pub(crate) struct SilverLabels {
    /// Occurrences of a stem, and how many of them are in persons, places, organizations.
    pub(crate) words: HashMap<u64, [u32; 4]>,
    /// Phrases.
    pub(crate) phrases: BTreeMap<u64, PhraseEntry>,
}

/// Smallest share of a phrase's occurrences that are names, for it to be kept.
const LEAST_SHARE: f64 = 0.2;

/// Parts that the news is cut into, for the cores to work on.
const PARTS: usize = 8;

/// By kind, how often something is a name.
type KindCounts = [u32; 3];

/// Tags `news` with the first pass of `model`.
///
/// Two passes: the first finds which phrases are names, the second counts how often those words occur
/// together, as a name or not. The result does not depend on the number of cores.
///
/// # Errors
///
/// [`TrainError::Worker`].
pub(crate) fn learn(news: &[Article], model: &Model<'_>) -> Result<SilverLabels, TrainError> {
    let size = news.len().div_ceil(PARTS).max(1);
    let chunks: Vec<&[Article]> = news.chunks(size).collect();
    let parts = parallel::each(chunks.len(), |part| tag(chunks[part], model))?;
    let mut silver = SilverLabels::default();
    let mut named: HashMap<u64, KindCounts> = HashMap::new();
    for part in &parts {
        for (word, counts) in &part.words {
            let mine = silver.words.entry(*word).or_default();
            mine.iter_mut().zip(counts).for_each(|(a, b)| *a += b);
        }
        for (phrase, counts) in &part.named {
            let mine = named.entry(*phrase).or_default();
            mine.iter_mut().zip(counts).for_each(|(a, b)| *a += b);
        }
    }
    named.retain(|_, counts| counts.iter().max().is_some_and(|c| *c >= LEAST_PHRASE));
    let mut seen: HashMap<u64, u32> = HashMap::new();
    for part in &parts {
        part.occurrences(&named, &mut seen);
    }
    for (hash, counts) in named {
        let occurrences = seen.get(&hash).copied().unwrap_or(1).max(1);
        if let Some(phrase) = phrase(counts, occurrences) {
            silver.phrases.insert(hash, phrase);
        }
    }
    Ok(silver)
}

/// What a phrase names, as the likeliest kind has it; none where it is hardly a name.
///
/// Of kinds that are as likely the first in the order of [`EntityKind`]. The share is rounded down to
/// sevenths.
fn phrase(counts: KindCounts, occurrences: u32) -> Option<PhraseEntry> {
    let best = (0..3).max_by_key(|&kind| (counts[kind], 2 - kind))?;
    let share = f64::from(counts[best]) / f64::from(occurrences);
    (share >= LEAST_SHARE).then(|| PhraseEntry {
        kind: [
            EntityKind::Person,
            EntityKind::Place,
            EntityKind::Organization,
        ][best],
        share: (share * 7.0).min(7.0) as u8,
    })
}

/// The counts of one part of the news.
#[derive(Default)]
struct NewsPart {
    /// As in [`SilverLabels::words`].
    words: HashMap<u64, [u32; 4]>,
    /// For each phrase that was tagged.
    named: HashMap<u64, KindCounts>,
    /// Stem and whole of every token, sentences parted by zeros.
    stream: Vec<(u64, u64)>,
}

/// Tags the articles of one part.
///
/// A word of a name counts by its stem, in whichever place of the name it stands.
fn tag(news: &[Article], model: &Model<'_>) -> NewsPart {
    let mut part = NewsPart::default();
    for article in news {
        let document = text::read(article);
        let words = DocumentWords::new(&document, model.lexicon);
        let labels = tagger::tag_once(&document, &words, model);
        let mut kind_of: Vec<Option<EntityKind>> = vec![None; labels.len()];
        for name in mentions::tagged_names(&document, &words, &labels) {
            let mut key = 0;
            for (i, at) in name.tokens.clone().enumerate() {
                kind_of[at] = Some(name.kind);
                key = phrases::extend_key(key, words.at(at), i == 0);
            }
            if (2..=MAX_PHRASE_WORDS).contains(&name.tokens.len()) {
                part.named.entry(key).or_default()[name.kind as usize] += 1;
            }
        }
        for range in &document.sentences {
            for at in range.clone() {
                let word = words.at(at);
                part.stream.push((word.stem, word.whole));
                if word.is_word() {
                    let counts = part.words.entry(word.stem).or_default();
                    counts[0] += 1;
                    if let Some(kind) = kind_of[at] {
                        counts[1 + kind as usize] += 1;
                    }
                }
            }
            part.stream.push((0, 0));
        }
    }
    part
}

impl NewsPart {
    /// Counts how often the phrases of `named` occur in the news, as a name or not.
    ///
    /// At each token the rows of up to [`MAX_PHRASE_WORDS`] words, not beyond the sentence. Phrases may overlap here.
    fn occurrences(&self, named: &HashMap<u64, KindCounts>, seen: &mut HashMap<u64, u32>) {
        for start in 0..self.stream.len() {
            let mut key = 0;
            for (i, &(stem, whole)) in self.stream[start..]
                .iter()
                .take(MAX_PHRASE_WORDS)
                .enumerate()
            {
                if stem == 0 {
                    break;
                }
                key = hash::combine(key, if i == 0 { stem } else { whole });
                if i > 0 && named.contains_key(&key) {
                    *seen.entry(key).or_default() += 1;
                }
            }
        }
    }
}

impl SilverLabels {
    /// Writes what was learned of words into `words`.
    ///
    /// Only into words that the lexicon has: it grows by lists and news counts, never by this.
    pub(crate) fn fill(&self, words: &mut BTreeMap<u64, LexiconEntry>) {
        for (hash, counts) in &self.words {
            let Some(word) = words.get_mut(hash) else {
                continue;
            };
            for (share, count) in word.kinds.iter_mut().zip(&counts[1..]) {
                *share = (u64::from(*count) * 255 / u64::from(counts[0])) as u8;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_what_it_mostly_names() {
        let place = phrase([1, 6, 0], 10).unwrap();
        assert_eq!((place.kind, place.share), (EntityKind::Place, 4));
        assert_eq!(phrase([3, 0, 0], 100), None);
    }

    #[test]
    fn shares_of_a_word_are_of_255() {
        let silver = SilverLabels {
            words: HashMap::from([(1, [4, 2, 0, 4]), (2, [1, 1, 1, 1])]),
            phrases: BTreeMap::new(),
        };
        let mut words = BTreeMap::from([(1, LexiconEntry::default())]);
        silver.fill(&mut words);
        assert_eq!(words[&1].kinds, [127, 0, 255]);
        assert_eq!(words.len(), 1);
    }
}
