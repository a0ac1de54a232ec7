//! What the first pass says of a whole article → features of the second.
//!
//! News repeats its names: a surname alone is told by the full name that stands
//! elsewhere, a doubtful word by the place where it is not in doubt. What is
//! said of a token never counts its own first-pass opinion as another's.
//!
//! An example: the first pass is sure of المهندس رامي الدوسكي in the second paragraph, and of
//! nothing in أكد الدوسكي أن … further down. The outline tells the second pass of the later
//! token that its word is the last of a person's longer name (70), that a person's name was
//! likely at its other place (67), and so on; what that is worth is learned like any weight.
//!
//! | feature | what it says of a token |
//! |---|---|
//! | 66 | a name found elsewhere covers it: kind, and place in that name |
//! | 67 | how likely each label is at the other places of its stem; 0 where there is none |
//! | 68 | how many places its stem has |
//! | 69 | the same as 67 for it with the word before |
//! | 70 | its stem in longer names: first, last or between, by kind, and how many |
//!
//! All of it stays within one article. Gathering is linear in the tokens, since names and
//! covered places are at most [`LONGEST`] words long.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a kind and a place in a name are below 9; a count of more than 2^24 mentions may round"
)]

use foldhash::{HashMap, HashMapExt};

use super::features::{Group, Sink, template};
use super::hash::mix;
use super::label::{self, LABELS, OUTSIDE, Row};
use super::phrases::{LONGEST, grow};
use super::tagger::Words;
use crate::text::Document;

/// Sums over the places where something stands, and enough beside them to take any one place
/// out again without a second walk over the others.
#[derive(Clone, Copy, Default)]
struct Tally {
    /// Tokens that were added.
    places: u32,
    /// Sum of their probabilities, for each label.
    sum: Row,
    /// Greatest and second greatest probability of each label.
    most: Row,
    next: Row,
}

impl Tally {
    /// Adds one place with the probabilities of its labels.
    fn add(&mut self, row: &Row) {
        self.places += 1;
        for (y, &p) in row.iter().enumerate() {
            self.sum[y] += p;
            if p > self.most[y] {
                self.next[y] = self.most[y];
                self.most[y] = p;
            } else if p > self.next[y] {
                self.next[y] = p;
            }
        }
    }

    /// Mean and greatest probability of label `y` elsewhere than at a place that has `own`.
    ///
    /// `own` must be what was added for that place: where it is the greatest, the second takes
    /// its stead. Of one place alone both are 0.
    fn elsewhere(&self, y: usize, own: f32) -> (f32, f32) {
        let others = self.places.saturating_sub(1).max(1) as f32;
        let most = if own >= self.most[y] {
            self.next[y]
        } else {
            self.most[y]
        };
        (((self.sum[y] - own) / others).max(0.0), most)
    }
}

/// What the first pass says of an article.
pub(crate) struct Outline<'r> {
    /// Probabilities of each token's labels by the first pass.
    rows: &'r [Row],
    /// For each stem, its places.
    stems: HashMap<u64, Tally>,
    /// For each word behind a stem, its places; see [`pair_key`].
    pairs: HashMap<u64, Tally>,
    /// For each token, how a name found elsewhere covers it; 0 for none.
    covered: Vec<u8>,
    /// Stems that are the last (0), the first (1) or another word (2) of a longer name: number of
    /// such names at 3 × kind + that place, at most 255.
    parts: HashMap<u64, [u8; 9]>,
}

/// Key of two words side by side.
///
/// The first by its stem, the second whole, as in [`phrases`](super::phrases): a name of two
/// words takes proclitics at its front alone. `at` is not the first token of the document.
fn pair_key(words: &Words, at: usize) -> u64 {
    mix(words.atom(at - 1).stem, words.atom(at).whole)
}

impl<'r> Outline<'r> {
    /// Gathers the probabilities that the first pass gave each token.
    pub(crate) fn new(document: &Document<'_>, words: &Words, rows: &'r [Row]) -> Self {
        let mut outline = Self {
            stems: HashMap::with_capacity(words.atoms.len()),
            pairs: HashMap::with_capacity(rows.len()),
            covered: vec![0; rows.len()],
            parts: HashMap::new(),
            rows,
        };
        let mut names: HashMap<u64, (u32, usize)> = HashMap::new();
        for range in &document.sentences {
            for at in range.clone() {
                if !words.atom(at).is_word() {
                    continue;
                }
                outline
                    .stems
                    .entry(words.atom(at).stem)
                    .or_default()
                    .add(&outline.rows[at]);
                if at > range.start {
                    outline
                        .pairs
                        .entry(pair_key(words, at))
                        .or_default()
                        .add(&outline.rows[at]);
                }
            }
            // Names go in before any place is covered: a later sentence may tell of an earlier one.
            outline.gather(words, range.clone(), &mut names);
        }
        for range in &document.sentences {
            outline.cover(words, range.clone(), &names);
        }
        outline
    }

    /// Gathers the names of one sentence by the likeliest labels.
    ///
    /// A name that two kinds share keeps the kind of its first place. Names longer than
    /// [`LONGEST`] are left out, as they are hardly ever repeated whole.
    fn gather(
        &mut self,
        words: &Words,
        range: std::ops::Range<usize>,
        names: &mut HashMap<u64, (u32, usize)>,
    ) {
        let labels: Vec<usize> = range.clone().map(|at| likeliest(&self.rows[at])).collect();
        for (name, kind) in label::names(&labels) {
            let tokens = range.start + name.start..range.start + name.end;
            let length = tokens.len();
            if length > LONGEST {
                continue;
            }
            let mut key = 0;
            for (i, at) in tokens.enumerate() {
                let atom = words.atom(at);
                key = grow(key, atom, i == 0);
                if length >= 2 {
                    let place = if i + 1 == length {
                        0
                    } else if i == 0 {
                        1
                    } else {
                        2
                    };
                    let count =
                        &mut self.parts.entry(atom.stem).or_default()[3 * kind as usize + place];
                    *count = count.saturating_add(1);
                }
            }
            let name = names.entry(key).or_insert((0, kind as usize));
            name.0 += 1;
        }
    }

    /// Marks the tokens of one sentence that names found elsewhere cover.
    ///
    /// From the left, the longest name at each token, without overlaps. That the first pass found
    /// nothing here is what makes it worth telling.
    fn cover(
        &mut self,
        words: &Words,
        range: std::ops::Range<usize>,
        names: &HashMap<u64, (u32, usize)>,
    ) {
        let mut start = range.start;
        while start < range.end {
            let mut best = None;
            let mut key = 0;
            for (i, at) in (start..range.end).take(LONGEST).enumerate() {
                key = grow(key, words.atom(at), i == 0);
                let Some(&(count, kind)) = names.get(&key) else {
                    continue;
                };
                // A name that was found here alone is no news.
                let here = self.is_name(start, at + 1, kind);
                if count > u32::from(here) && words.atom(start).is_word() {
                    best = Some((at + 1, kind));
                }
            }
            let Some((end, kind)) = best else {
                start += 1;
                continue;
            };
            for at in start..end {
                let place = match (at == start, at + 1 == end) {
                    (true, true) => 0,
                    (true, false) => 1,
                    (false, true) => 2,
                    (false, false) => 3,
                };
                self.covered[at] = 1 + (place * 3 + kind) as u8;
            }
            start = end;
        }
    }

    /// Whether the likeliest labels make exactly `start..end` a name of that kind.
    fn is_name(&self, start: usize, end: usize, kind: usize) -> bool {
        let label = |at: usize| self.rows.get(at).map_or(OUTSIDE, likeliest);
        label(start) == 1 + 2 * kind
            && (start + 1..end).all(|at| label(at) == 2 + 2 * kind)
            && label(end) != 2 + 2 * kind
    }

    /// Features of token `at`, which stands in the sentence `range`.
    ///
    /// Of the token itself and of both neighbours, so that رامي before a word that was a surname
    /// elsewhere is told of it.
    pub(crate) fn features(
        &self,
        words: &Words,
        range: std::ops::Range<usize>,
        at: usize,
        sink: &mut impl Sink,
    ) {
        let mut say = |number: u64, distance: isize, what: u64| {
            sink.push(Group::Article, mix(template(number, distance), what));
        };
        for distance in -1..=1isize {
            let Some(near) = at
                .checked_add_signed(distance)
                .filter(|near| range.contains(near))
            else {
                continue;
            };
            if self.covered[near] > 0 {
                say(66, distance, u64::from(self.covered[near]));
            }
            self.of_stem(words, near, distance, &mut say);
            if distance >= 0 && near > range.start {
                self.of_pair(words, near, distance, &mut say);
            }
        }
        if let Some(parts) = self.parts.get(&words.atom(at).stem) {
            for (part, &count) in parts.iter().enumerate() {
                if count > 0 {
                    say(70, 0, (part as u64) << 8 | u64::from(count.min(3)));
                }
            }
        }
    }

    /// What the other places of the token's stem say. For each label that some place gives more than
    /// a twentieth: the mean and the greatest; always: how often it is outside.
    fn of_stem(
        &self,
        words: &Words,
        near: usize,
        distance: isize,
        say: &mut impl FnMut(u64, isize, u64),
    ) {
        let Some(tally) = self.stems.get(&words.atom(near).stem) else {
            return;
        };
        if tally.places < 2 {
            say(67, distance, 0);
            return;
        }
        for y in 1..LABELS {
            let (mean, most) = tally.elsewhere(y, self.rows[near][y]);
            if most > 0.05 {
                say(67, distance, 1 << 16 | (y as u64) << 8 | bucket(mean));
                say(67, distance, 2 << 16 | (y as u64) << 8 | bucket(most));
            }
        }
        let (outside, _) = tally.elsewhere(OUTSIDE, self.rows[near][OUTSIDE]);
        say(67, distance, 3 << 16 | bucket(outside));
        say(68, distance, u64::from(tally.places.min(8)));
    }

    /// The same, means alone, of the token with the word before it: a rarer and surer witness.
    fn of_pair(
        &self,
        words: &Words,
        near: usize,
        distance: isize,
        say: &mut impl FnMut(u64, isize, u64),
    ) {
        let Some(tally) = self
            .pairs
            .get(&pair_key(words, near))
            .filter(|tally| tally.places >= 2)
        else {
            return;
        };
        for y in 0..LABELS {
            let (mean, most) = tally.elsewhere(y, self.rows[near][y]);
            if most > 0.05 {
                say(69, distance, (y as u64) << 8 | bucket(mean));
            }
        }
    }
}

/// The likeliest label of a row of probabilities; of equals the first, "outside" before all.
pub(crate) fn likeliest(row: &Row) -> usize {
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
    fn a_place_does_not_count_itself() {
        let mut tally = Tally::default();
        let row = |p: f32| std::array::from_fn(|y| if y == 1 { p } else { 0.0 });
        tally.add(&row(0.9));
        tally.add(&row(0.3));
        assert!((tally.elsewhere(1, 0.9).1 - 0.3).abs() < 1e-6);
        assert!((tally.elsewhere(1, 0.3).0 - 0.9).abs() < 1e-6);
    }

    #[test]
    fn buckets_rise_with_the_probability() {
        assert_eq!([0.0, 0.3, 0.99].map(bucket), [0, 3, 7]);
    }
}
