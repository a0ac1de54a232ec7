//! Probabilities of the first pass for a whole article → features of the second pass.
//!
//! News repeats its names: a surname alone is explained by the full name that stands elsewhere, a
//! doubtful word by another occurrence that is not doubtful. A token's own probabilities of the first
//! pass never count as another token's.
//!
//! An example: the first pass is sure of المهندس رامي الدوسكي in the second paragraph, and of
//! nothing in أكد الدوسكي أن … further down. These features say to the second pass about the later token
//! that its word is the last of a person's longer name (70), that a person's name was likely at its
//! other occurrence (67), and so on; their weights are learned like any others.
//!
//! | template | what it says of a token |
//! |---|---|
//! | 66 | a name found elsewhere covers it: kind, and position in that name |
//! | 67 | how likely each label is at the other occurrences of its stem; 0 where there is none |
//! | 68 | how many occurrences its stem has |
//! | 69 | the same as 67 for it with the word before |
//! | 70 | its stem in longer names: first, last or between, by kind, and how many |
//!
//! All of it stays within one article. Gathering is linear in the tokens, since names and
//! covered ranges are at most [`MAX_PHRASE_WORDS`] words long.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a kind and a position in a name are below 9; a count of more than 2^24 mentions may round"
)]

use foldhash::{HashMap, HashMapExt};

use super::features::{FeatureGroup, FeatureSink, template};
use super::label::{self, LABELS, LabelScores, OUTSIDE};
use super::phrases::{MAX_PHRASE_WORDS, extend_key};
use super::words::DocumentWords;
use crate::hash::combine;
use crate::text::Document;

/// Sums over the occurrences of a stem or pair, and enough beside them to take any one occurrence out
/// again without adding the others anew.
#[derive(Clone, Copy, Default)]
struct OccurrenceStats {
    /// Tokens that were added.
    count: u32,
    /// Sum of their probabilities, for each label.
    sum: LabelScores,
    /// Greatest and second greatest probability of each label.
    greatest: LabelScores,
    second: LabelScores,
}

impl OccurrenceStats {
    /// Adds one occurrence with the probabilities of its labels.
    fn add(&mut self, row: &LabelScores) {
        self.count += 1;
        for (y, &p) in row.iter().enumerate() {
            self.sum[y] += p;
            if p > self.greatest[y] {
                self.second[y] = self.greatest[y];
                self.greatest[y] = p;
            } else if p > self.second[y] {
                self.second[y] = p;
            }
        }
    }

    /// Mean and greatest probability of label `y` at the other occurrences than one that has `own`.
    ///
    /// `own` must be what was added for that occurrence: where it is the greatest, the second greatest
    /// counts. With a single occurrence both are 0.
    fn elsewhere(&self, y: usize, own: f32) -> (f32, f32) {
        let others = self.count.saturating_sub(1).max(1) as f32;
        let greatest = if own >= self.greatest[y] {
            self.second[y]
        } else {
            self.greatest[y]
        };
        (((self.sum[y] - own) / others).max(0.0), greatest)
    }
}

/// Features of an article's tokens that come from the whole article.
pub(crate) struct DocumentFeatures<'r> {
    /// Probabilities of each token's labels by the first pass.
    probabilities: &'r [LabelScores],
    /// For each stem, its occurrences.
    stems: HashMap<u64, OccurrenceStats>,
    /// For each word behind a stem, its occurrences; see [`pair_key`].
    pairs: HashMap<u64, OccurrenceStats>,
    /// For each token, how a name found elsewhere covers it; 0 for none.
    cover: Vec<u8>,
    /// Stems that are the last (0), the first (1) or another word (2) of a longer name: number of
    /// such names at 3 × kind + that position, at most 255.
    parts: HashMap<u64, [u8; 9]>,
}

/// Key of two words side by side.
///
/// The first by its stem, the second whole, as in [`phrases`](super::phrases): a name of two
/// words takes proclitics at its front alone. `at` is not the first token of the document.
fn pair_key(words: &DocumentWords, at: usize) -> u64 {
    combine(words.at(at - 1).stem, words.at(at).whole)
}

impl<'r> DocumentFeatures<'r> {
    /// Gathers the probabilities that the first pass gave each token.
    pub(crate) fn new(
        document: &Document<'_>,
        words: &DocumentWords,
        probabilities: &'r [LabelScores],
    ) -> Self {
        let mut features = Self {
            stems: HashMap::with_capacity(words.distinct.len()),
            pairs: HashMap::with_capacity(probabilities.len()),
            cover: vec![0; probabilities.len()],
            parts: HashMap::new(),
            probabilities,
        };
        let mut names: HashMap<u64, (u32, usize)> = HashMap::new();
        for range in &document.sentences {
            for at in range.clone() {
                if !words.at(at).is_word() {
                    continue;
                }
                features
                    .stems
                    .entry(words.at(at).stem)
                    .or_default()
                    .add(&features.probabilities[at]);
                if at > range.start {
                    features
                        .pairs
                        .entry(pair_key(words, at))
                        .or_default()
                        .add(&features.probabilities[at]);
                }
            }
            // All names are gathered before any token is covered: a later sentence may explain an earlier one.
            features.gather(words, range.clone(), &mut names);
        }
        for range in &document.sentences {
            features.cover_sentence(words, range.clone(), &names);
        }
        features
    }

    /// Gathers the names of one sentence by the likeliest labels.
    ///
    /// A name that two kinds share keeps the kind of its first occurrence. Names longer than
    /// [`MAX_PHRASE_WORDS`] are left out, as they are hardly ever repeated whole.
    fn gather(
        &mut self,
        words: &DocumentWords,
        range: std::ops::Range<usize>,
        names: &mut HashMap<u64, (u32, usize)>,
    ) {
        let labels: Vec<usize> = range
            .clone()
            .map(|at| likeliest(&self.probabilities[at]))
            .collect();
        for (name, kind) in label::name_ranges(&labels) {
            let tokens = range.start + name.start..range.start + name.end;
            let length = tokens.len();
            if length > MAX_PHRASE_WORDS {
                continue;
            }
            let mut key = 0;
            for (i, at) in tokens.enumerate() {
                let word = words.at(at);
                key = extend_key(key, word, i == 0);
                if length >= 2 {
                    let position = if i + 1 == length {
                        0
                    } else if i == 0 {
                        1
                    } else {
                        2
                    };
                    let count =
                        &mut self.parts.entry(word.stem).or_default()[3 * kind as usize + position];
                    *count = count.saturating_add(1);
                }
            }
            let name = names.entry(key).or_insert((0, kind as usize));
            name.0 += 1;
        }
    }

    /// Marks the tokens of one sentence that names found elsewhere cover.
    ///
    /// From the left, the longest name at each token, without overlaps. Most useful where the first
    /// pass found nothing.
    fn cover_sentence(
        &mut self,
        words: &DocumentWords,
        range: std::ops::Range<usize>,
        names: &HashMap<u64, (u32, usize)>,
    ) {
        let mut start = range.start;
        while start < range.end {
            let mut best = None;
            let mut key = 0;
            for (i, at) in (start..range.end).take(MAX_PHRASE_WORDS).enumerate() {
                key = extend_key(key, words.at(at), i == 0);
                let Some(&(count, kind)) = names.get(&key) else {
                    continue;
                };
                // A name that was found here alone says nothing about itself.
                let here = self.is_name(start, at + 1, kind);
                if count > u32::from(here) && words.at(start).is_word() {
                    best = Some((at + 1, kind));
                }
            }
            let Some((end, kind)) = best else {
                start += 1;
                continue;
            };
            for at in start..end {
                let position = match (at == start, at + 1 == end) {
                    (true, true) => 0,
                    (true, false) => 1,
                    (false, true) => 2,
                    (false, false) => 3,
                };
                self.cover[at] = 1 + (position * 3 + kind) as u8;
            }
            start = end;
        }
    }

    /// Whether the likeliest labels make exactly `start..end` a name of that kind.
    fn is_name(&self, start: usize, end: usize, kind: usize) -> bool {
        let label = |at: usize| self.probabilities.get(at).map_or(OUTSIDE, likeliest);
        label(start) == 1 + 2 * kind
            && (start + 1..end).all(|at| label(at) == 2 + 2 * kind)
            && label(end) != 2 + 2 * kind
    }

    /// Features of token `at`, which stands in the sentence `range`.
    ///
    /// Of the token itself and of both neighbours, so that رامي before a word that is a surname
    /// elsewhere gets a feature for it.
    pub(crate) fn features(
        &self,
        words: &DocumentWords,
        range: std::ops::Range<usize>,
        at: usize,
        sink: &mut impl FeatureSink,
    ) {
        let mut push = |number: u64, distance: isize, what: u64| {
            sink.push(
                FeatureGroup::Article,
                combine(template(number, distance), what),
            );
        };
        for distance in -1..=1isize {
            let Some(near) = at
                .checked_add_signed(distance)
                .filter(|near| range.contains(near))
            else {
                continue;
            };
            if self.cover[near] > 0 {
                push(66, distance, u64::from(self.cover[near]));
            }
            self.stem_features(words, near, distance, &mut push);
            if distance >= 0 && near > range.start {
                self.pair_features(words, near, distance, &mut push);
            }
        }
        if let Some(parts) = self.parts.get(&words.at(at).stem) {
            for (part, &count) in parts.iter().enumerate() {
                if count > 0 {
                    push(70, 0, (part as u64) << 8 | u64::from(count.min(3)));
                }
            }
        }
    }

    /// Template 67 and 68. For each label that some other occurrence of the stem gives more than a
    /// twentieth: the mean and the greatest; always: how often it is outside.
    fn stem_features(
        &self,
        words: &DocumentWords,
        near: usize,
        distance: isize,
        push: &mut impl FnMut(u64, isize, u64),
    ) {
        let Some(stats) = self.stems.get(&words.at(near).stem) else {
            return;
        };
        if stats.count < 2 {
            push(67, distance, 0);
            return;
        }
        for y in 1..LABELS {
            let (mean, greatest) = stats.elsewhere(y, self.probabilities[near][y]);
            if greatest > 0.05 {
                push(67, distance, 1 << 16 | (y as u64) << 8 | bucket(mean));
                push(67, distance, 2 << 16 | (y as u64) << 8 | bucket(greatest));
            }
        }
        let (outside, _) = stats.elsewhere(OUTSIDE, self.probabilities[near][OUTSIDE]);
        push(67, distance, 3 << 16 | bucket(outside));
        push(68, distance, u64::from(stats.count.min(8)));
    }

    /// Template 69, means alone, of the token with the word before it: rarer and more reliable.
    fn pair_features(
        &self,
        words: &DocumentWords,
        near: usize,
        distance: isize,
        push: &mut impl FnMut(u64, isize, u64),
    ) {
        let Some(stats) = self
            .pairs
            .get(&pair_key(words, near))
            .filter(|stats| stats.count >= 2)
        else {
            return;
        };
        for y in 0..LABELS {
            let (mean, greatest) = stats.elsewhere(y, self.probabilities[near][y]);
            if greatest > 0.05 {
                push(69, distance, (y as u64) << 8 | bucket(mean));
            }
        }
    }
}

/// The likeliest label of a row of probabilities; of equals the first, "outside" before all.
pub(crate) fn likeliest(row: &LabelScores) -> usize {
    let mut best = OUTSIDE;
    for y in 1..LABELS {
        if row[y] > row[best] {
            best = y;
        }
    }
    best
}

/// A probability in eight steps, finer at both ends.
fn bucket(p: f32) -> u64 {
    const STEPS: [f32; 7] = [0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98];
    STEPS.iter().filter(|step| p >= **step).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_occurrence_does_not_count_itself() {
        let mut stats = OccurrenceStats::default();
        let row = |p: f32| std::array::from_fn(|y| if y == 1 { p } else { 0.0 });
        stats.add(&row(0.9));
        stats.add(&row(0.3));
        assert!((stats.elsewhere(1, 0.9).1 - 0.3).abs() < 1e-6);
        assert!((stats.elsewhere(1, 0.3).0 - 0.9).abs() < 1e-6);
    }

    #[test]
    fn buckets_rise_with_the_probability() {
        assert_eq!([0.0, 0.3, 0.99].map(bucket), [0, 3, 7]);
    }
}
