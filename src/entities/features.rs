//! The words of a sentence → the features of each token, as 64-bit hashes.
//!
//! A feature is "this template says that of this token"; the model has a weight for each label. Templates
//! that look at one word alone, at any distance, are in [`word_features`], so that their sum can be kept
//! for a word that occurs again; those of several words are in [`token_features`].
//!
//! | templates | function | subject |
//! |---|---|---|
//! | 1–4 | [`word_features`] | the word, its stem, its proclitics, its shape |
//! | 5–7, 9, 10 | [`word_features`] | clusters from coarse to fine, lists, how many people bear it |
//! | 11–13 | `name_share_features` | how often news has it in a name of each kind |
//! | 14–18 | `letter_features` | first and last letters, nisba, length, letter n-grams |
//! | 20–24 | `pair_features` | two stems side by side or around the token |
//! | 25–38 | `pair_features` | the same with clusters, and three in a row |
//! | 40 | [`token_features`] | the line |
//! | 41–45 | `quotation_features` | the quotation around the token |
//! | 46–50 | `head_features` | the head word before it |
//! | 51–54 | [`TRANSITION_BIAS`], [`transition_features`] | the transition from the label before |
//! | 55–57 | `phrase_features` | a known phrase |
//! | 66–70 | [`document_features`](super::document_features) | the rest of the article, in the second pass |
//!
//! A template's number is part of every feature that the model has weights for: none may be
//! changed or reused without training anew.

#![expect(
    clippy::cast_sign_loss,
    reason = "a distance of -3 or more becomes 0 or more"
)]

mod group;
mod position;

use super::analyzed_word::{AnalyzedWord, Shape};
use super::gazetteers::GAZETTEER_LISTS;
use crate::hash::combine;
use crate::text::morphology::inflection::ends_as_nisba;
pub(crate) use group::FeatureGroup;
pub(crate) use position::{TokenPosition, line, positions};

/// Receives features as they are made.
pub(crate) trait FeatureSink {
    /// One more feature of the token at hand.
    fn push(&mut self, group: FeatureGroup, feature: u64);
}

impl<F: FnMut(FeatureGroup, u64)> FeatureSink for F {
    #[inline]
    fn push(&mut self, group: FeatureGroup, feature: u64) {
        self(group, feature);
    }
}

/// Words on each side of a token that its features look at.
pub(crate) const WINDOW: isize = 2;

/// Stands for a word beyond the sentence's ends.
const BEYOND: u64 = 0xB0DE;

/// The number of a template at a distance, which lies from -3 to 4.
pub(crate) const fn template(number: u64, distance: isize) -> u64 {
    number * 8 + (distance + 3) as u64
}

/// Features of a token that depend on `word` alone, which stands `distance` words after it.
///
/// `distance` is negative for a word before the token. A word without proclitics is its own stem,
/// so that بيروت and وبيروت share template 2 and its weights.
pub(crate) fn word_features(word: &AnalyzedWord, distance: isize, sink: &mut impl FeatureSink) {
    let t = |number: u64| template(number, distance);
    sink.push(FeatureGroup::Words, combine(t(1), word.whole));
    if word.cut > 0 {
        sink.push(FeatureGroup::Words, combine(t(2), word.stem));
        sink.push(FeatureGroup::Shape, combine(t(3), u64::from(word.clitic)));
    } else {
        sink.push(FeatureGroup::Words, combine(t(2), word.whole));
    }
    sink.push(FeatureGroup::Shape, combine(t(4), word.shape as u64));
    let entry = &word.entry;
    for (level, &cluster) in entry.clusters.iter().enumerate() {
        if cluster > 0 {
            sink.push(
                FeatureGroup::Clusters,
                combine(t(5 + level as u64), u64::from(cluster)),
            );
        }
    }
    for bit in 0..GAZETTEER_LISTS {
        if entry.lists & (1 << bit) != 0 {
            sink.push(FeatureGroup::Lists, combine(t(9), u64::from(bit)));
        }
    }
    if entry.name_count > 0 {
        sink.push(
            FeatureGroup::Lists,
            combine(t(10), u64::from(entry.name_count)),
        );
    }
    name_share_features(word, distance, sink);
    letter_features(word, distance, sink);
}

/// Features of how often a word is a name in news.
///
/// The token's own word also together with its frequency: a share of a rare word is a guess.
fn name_share_features(word: &AnalyzedWord, distance: isize, sink: &mut impl FeatureSink) {
    let t = |number: u64| template(number, distance);
    let known = u64::from(word.entry.frequency.min(9));
    for (kind, &share) in word.entry.kinds.iter().enumerate() {
        if share > 0 {
            let bucket = share_bucket(share);
            sink.push(
                FeatureGroup::Silver,
                combine(t(11), (kind as u64) << 16 | bucket),
            );
            if distance == 0 {
                sink.push(
                    FeatureGroup::Silver,
                    combine(t(12), (kind as u64) << 16 | bucket << 8 | known),
                );
            }
        }
    }
    if word.is_word() && distance.abs() <= 1 {
        sink.push(FeatureGroup::Silver, combine(t(13), known));
    }
}

/// A share of 255 in eight steps, finer at both ends.
const fn share_bucket(share: u8) -> u64 {
    match share {
        0..=5 => 1,
        6..=25 => 2,
        26..=76 => 3,
        77..=127 => 4,
        128..=178 => 5,
        179..=229 => 6,
        230..=249 => 7,
        250..=255 => 8,
    }
}

/// Features of a word's letters.
///
/// They say something of words that neither lexicon nor lists know: ـوف and ـسكي end surnames, ـستان
/// countries. Of the token and its neighbours alone; n-grams (template 18) of the token alone, as
/// they are many.
fn letter_features(word: &AnalyzedWord, distance: isize, sink: &mut impl FeatureSink) {
    let letters = word.letters.as_slice();
    if letters.len() < 2 || distance.abs() > 1 {
        return;
    }
    let t = |number: u64| template(number, distance);
    let longest = if distance == 0 { 4 } else { 3 };
    let mut front = 1;
    let mut back = 1;
    for n in 1..=longest.min(letters.len()) {
        front = combine(front, u64::from(u32::from(letters[n - 1])));
        back = combine(back, u64::from(u32::from(letters[letters.len() - n])));
        if n >= 2 || distance == 0 {
            sink.push(FeatureGroup::Affixes, combine(t(14), front));
            sink.push(FeatureGroup::Affixes, combine(t(15), back));
        }
    }
    if word.shape == Shape::Definite && is_definite_nisba(letters) {
        sink.push(
            FeatureGroup::Shape,
            combine(t(16), u64::from(letters[letters.len() - 1] as u32)),
        );
    }
    if distance == 0 {
        sink.push(
            FeatureGroup::Shape,
            combine(t(17), letters.len().min(10) as u64),
        );
        for n in 3..=4 {
            for row in letters.windows(n) {
                let gram = row
                    .iter()
                    .fold(n as u64, |h, &c| combine(h, u64::from(u32::from(c))));
                sink.push(FeatureGroup::Ngrams, combine(t(18), gram));
            }
        }
    }
}

/// Whether a definite word ends as adjectives of origin do: ي ية يون يين يات.
///
/// الوزير الزرقاني, الشركات الزرقانية: such a word is more often an adjective than a name. By
/// letters alone; five at least, the article with them.
fn is_definite_nisba(letters: &[char]) -> bool {
    letters.len() >= 5 && ends_as_nisba(letters)
}

/// The words of a sentence with their positions. Both rows are of one length; for
/// [`transition_features`] `positions` may be empty.
pub(crate) struct SentenceWords<'s> {
    /// The word of each token.
    pub(crate) words: &'s [&'s AnalyzedWord],
    /// The position of each token.
    pub(crate) positions: &'s [TokenPosition],
}

impl<'s> SentenceWords<'s> {
    /// The word at that distance from a token; `None` beyond the sentence.
    fn at(&self, index: usize, distance: isize) -> Option<&'s AnalyzedWord> {
        let at = index.checked_add_signed(distance)?;
        self.words.get(at).copied()
    }

    /// That word's stem, or [`BEYOND`].
    fn stem(&self, index: usize, distance: isize) -> u64 {
        self.at(index, distance).map_or(BEYOND, |word| word.stem)
    }

    /// That word's cluster; for a word without one its shape, in numbers that no cluster has.
    fn cluster(&self, index: usize, distance: isize, level: usize) -> u64 {
        self.at(index, distance)
            .map_or(BEYOND, |word| match word.entry.clusters[level] {
                0 => 0xF000 + word.shape as u64,
                cluster => u64::from(cluster),
            })
    }
}

/// Features of a token that depend on more than one word, and on which side the sentence ends.
pub(crate) fn token_features(
    sentence: &SentenceWords<'_>,
    index: usize,
    sink: &mut impl FeatureSink,
) {
    for distance in -WINDOW..=WINDOW {
        if sentence.at(index, distance).is_none() {
            sink.push(FeatureGroup::Words, combine(template(1, distance), BEYOND));
        }
    }
    pair_features(sentence, index, sink);
    quotation_features(sentence, index, sink);
    phrase_features(sentence, index, sink);
    head_features(sentence, index, sink);
    let position = &sentence.positions[index];
    sink.push(
        FeatureGroup::Position,
        combine(template(40, 0), u64::from(position.line)),
    );
}

/// Words together: stems are exact and rare, clusters coarse and frequent, so both are used.
fn pair_features(sentence: &SentenceWords<'_>, index: usize, sink: &mut impl FeatureSink) {
    let stem = |distance| sentence.stem(index, distance);
    let mut pair = |number: u64, a: u64, b: u64| {
        sink.push(
            FeatureGroup::Pairs,
            combine(combine(template(number, 0), a), b),
        );
    };
    pair(20, stem(-1), stem(0));
    pair(21, stem(0), stem(1));
    pair(22, stem(-1), stem(1));
    pair(23, stem(-2), stem(-1));
    pair(24, stem(1), stem(2));
    for level in 0..3 {
        let cluster = |distance| sentence.cluster(index, distance, level);
        let number = 25 + level as u64;
        pair(number, cluster(-1), cluster(0));
        pair(number + 4, cluster(0), cluster(1));
        if level < 2 {
            pair(33 + level as u64, cluster(-1), cluster(1));
            pair(35 + level as u64, cluster(-2), cluster(-1));
            pair(
                37 + level as u64,
                combine(cluster(-1), cluster(0)),
                cluster(1),
            );
        }
    }
}

/// صحيفة «المرفأ» is a name by the word before and by being short; in قال: «وصلنا إلى هناك قبل
/// ساعة» the marks enclose speech. No features outside of marks.
fn quotation_features(sentence: &SentenceWords<'_>, index: usize, sink: &mut impl FeatureSink) {
    let position = &sentence.positions[index];
    if position.since_open == 0 {
        return;
    }
    let length = u64::from(position.since_open) + u64::from(position.to_close) - 1;
    let since = u64::from(position.since_open);
    sink.push(
        FeatureGroup::Quotation,
        combine(template(41, 0), length.min(6)),
    );
    sink.push(
        FeatureGroup::Quotation,
        combine(template(42, 0), length.min(6) << 8 | since.min(3)),
    );
    if let Some(before) = usize::from(position.before_quote).checked_sub(1) {
        let before = sentence.words[before];
        let short = u64::from(length <= 4);
        sink.push(
            FeatureGroup::Quotation,
            combine(combine(template(43, 0), before.stem), short),
        );
        sink.push(
            FeatureGroup::Quotation,
            combine(
                combine(template(44, 0), u64::from(before.entry.clusters[1])),
                length.min(6),
            ),
        );
        sink.push(
            FeatureGroup::Quotation,
            combine(
                combine(template(45, 0), u64::from(before.entry.lists)),
                length.min(6),
            ),
        );
    }
}

/// A phrase that news uses as a name: with position and share (55), by kind and position alone (56), and
/// whether a neighbour is in one too, which shows its ends (57).
fn phrase_features(sentence: &SentenceWords<'_>, index: usize, sink: &mut impl FeatureSink) {
    let phrase = |distance: isize| {
        let at = index.checked_add_signed(distance);
        at.and_then(|at| sentence.positions.get(at))
            .map_or(0, |position| position.phrase)
    };
    let here = phrase(0);
    if here > 0 {
        sink.push(
            FeatureGroup::Phrases,
            combine(template(55, 0), u64::from(here)),
        );
        sink.push(
            FeatureGroup::Phrases,
            combine(template(56, 0), u64::from((here - 1) / 8)),
        );
    }
    for distance in [-1, 1] {
        let near = phrase(distance);
        if near > 0 {
            let joined = u64::from((near - 1) / 8) << 16 | u64::from(here.saturating_sub(1) / 8);
            sink.push(
                FeatureGroup::Phrases,
                combine(template(57, distance), joined),
            );
        }
    }
}

/// In وزارة شؤون الموانئ each word has features for its distance from وزارة, together with its shape and
/// cluster, which show where the name ends.
fn head_features(sentence: &SentenceWords<'_>, index: usize, sink: &mut impl FeatureSink) {
    let Some(head) = usize::from(sentence.positions[index].head).checked_sub(1) else {
        return;
    };
    let distance = (index - head) as u64;
    let word = sentence.words[index];
    let head = sentence.words[head];
    sink.push(FeatureGroup::Heads, combine(template(46, 0), distance));
    sink.push(
        FeatureGroup::Heads,
        combine(combine(template(47, 0), head.stem), distance.min(3)),
    );
    sink.push(
        FeatureGroup::Heads,
        combine(combine(template(48, 0), distance), word.shape as u64),
    );
    sink.push(
        FeatureGroup::Heads,
        combine(
            combine(template(49, 0), distance),
            u64::from(word.entry.clusters[0]),
        ),
    );
    sink.push(
        FeatureGroup::Heads,
        combine(
            combine(template(50, 0), u64::from(head.entry.clusters[1])),
            u64::from(word.entry.clusters[0]),
        ),
    );
}

/// The feature of every transition: the weights of the pairs of labels by themselves.
pub(crate) const TRANSITION_BIAS: u64 = combine(template(51, 0), 0);

/// Features of the transition from the token before to this one, besides [`TRANSITION_BIAS`]; each has a
/// weight for every pair of labels.
///
/// Few and coarse, since each has 49 weights. The word and its shape decide whether a name goes on.
pub(crate) fn transition_features(
    sentence: &SentenceWords<'_>,
    index: usize,
    sink: &mut impl FnMut(u64),
) {
    let word = sentence.words[index];
    let before = sentence.at(index, -1);
    sink(combine(template(52, 0), sentence.cluster(index, 0, 0)));
    sink(combine(template(53, 0), sentence.cluster(index, -1, 0)));
    let shapes = before.map_or(0xFF, |before| before.shape as u64) << 8 | word.shape as u64;
    sink(combine(
        combine(template(54, 0), shapes),
        u64::from(word.clitic),
    ));
}

#[cfg(test)]
mod tests;
