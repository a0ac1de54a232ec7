//! News tagged by a model → how often each word, and which phrases, are names.
//!
//! What a model is sure of in ten million words tells it of names that the
//! annotations do not hold. The tables for an annotated article must come from
//! a model that has not seen it; the caller sees to that.

use std::collections::{BTreeMap, HashMap};

use crate::article::Article;
use crate::entities::lexicon::Word;
use crate::entities::model::Model;
use crate::entities::phrases::{self, LONGEST, Phrase};
use crate::entities::{Kind, hash, mentions, tagger};
use crate::text;

/// Fewest times that a phrase is tagged as a name.
const LEAST_PHRASE: u32 = 3;

/// What was learned.
#[derive(Default)]
pub(crate) struct Silver {
    /// Occurrences of a stem, and how many of them are in persons, places, organizations.
    pub(crate) words: HashMap<u64, [u32; 4]>,
    /// Phrases.
    pub(crate) phrases: BTreeMap<u64, Phrase>,
}

/// Tags `news` with `model`.
pub(crate) fn learn(news: &[Article], model: &Model<'_>) -> Silver {
    let half = news.len() / 2;
    let parts = std::thread::scope(|scope| {
        let lanes: Vec<_> = [&news[..half], &news[half..]]
            .map(|part| scope.spawn(move || tag(part, model)))
            .into_iter()
            .collect();
        lanes
            .into_iter()
            .filter_map(|lane| lane.join().ok())
            .collect::<Vec<_>>()
    });
    let mut silver = Silver::default();
    let mut named: HashMap<u64, [u32; 3]> = HashMap::new();
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
    for (phrase, counts) in named {
        let best = (0..3).max_by_key(|&k| (counts[k], 2 - k)).unwrap_or(0);
        let share =
            f64::from(counts[best]) / f64::from(seen.get(&phrase).copied().unwrap_or(1).max(1));
        let kind = [Kind::Person, Kind::Place, Kind::Organization][best];
        if share >= 0.2 {
            silver.phrases.insert(
                phrase,
                Phrase {
                    kind,
                    share: (share * 7.0).min(7.0) as u8,
                },
            );
        }
    }
    silver
}

#[derive(Default)]
struct Part {
    words: HashMap<u64, [u32; 4]>,
    named: HashMap<u64, [u32; 3]>,
    /// Stem and whole of every token, sentences parted by zeros.
    stream: Vec<(u64, u64)>,
}

fn tag(news: &[Article], model: &Model<'_>) -> Part {
    let mut part = Part::default();
    for article in news {
        let document = text::read(article);
        let words = tagger::Words::new(&document, model.lexicon);
        let labels = tagger::tag_once(&document, &words, model);
        let mut kind_of: Vec<Option<Kind>> = vec![None; labels.len()];
        for name in mentions::names(&document, &words, &labels) {
            let mut key = 0;
            for (i, at) in name.tokens.clone().enumerate() {
                kind_of[at] = Some(name.kind);
                key = phrases::grow(key, words.atom(at), i == 0);
            }
            if (2..=LONGEST).contains(&name.tokens.len()) {
                part.named.entry(key).or_default()[name.kind as usize] += 1;
            }
        }
        for range in &document.sentences {
            for at in range.clone() {
                let atom = words.atom(at);
                part.stream.push((atom.stem, atom.whole));
                if atom.is_word() {
                    let counts = part.words.entry(atom.stem).or_default();
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

impl Part {
    /// Counts how often the phrases of `named` stand in the news, as a name or not.
    fn occurrences(&self, named: &HashMap<u64, [u32; 3]>, seen: &mut HashMap<u64, u32>) {
        for start in 0..self.stream.len() {
            let mut key = 0;
            for (i, &(stem, whole)) in self.stream[start..].iter().take(LONGEST).enumerate() {
                if stem == 0 {
                    break;
                }
                key = hash::mix(key, if i == 0 { stem } else { whole });
                if i > 0 && named.contains_key(&key) {
                    *seen.entry(key).or_default() += 1;
                }
            }
        }
    }
}

impl Silver {
    /// Writes what was learned of words into `words`.
    pub(crate) fn fill(&self, words: &mut BTreeMap<u64, Word>) {
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
