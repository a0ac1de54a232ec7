//! News as sequences of word numbers → a vector for each frequent word; words
//! in similar contexts have similar vectors.
//!
//! Skip-gram with negative samples (Mikolov et al., 2013), with output vectors of their own
//! for each distance (Ling et al., "Two/Too simple adaptations of `Word2Vec` for syntax
//! problems", 2015): what is directly before a word and directly after it tells
//! its class better than an unordered context does. One thread; the same seed gives the same result.
//!
//! Proclitics are words of their own in these rows ([`words`](super::words)): a و or ب before a word
//! is evidence of its class too, and ومدينة counts for مدينة.

use super::random::Random;
use super::words::Stems;
use crate::entities::net::VECTOR;

/// Length of a vector.
pub(crate) const LENGTH: usize = VECTOR;

/// A word's vector.
pub(crate) type WordVector = [f32; LENGTH];

/// Distances at which a word's neighbours are predicted.
const DISTANCES: [isize; 4] = [-2, -1, 1, 2];

/// Wrong neighbours for each right one.
const NEGATIVES: usize = 5;

/// Slots of the table that wrong neighbours are drawn from; words too rare for a slot are never drawn.
const DRAWS: usize = 1 << 20;

/// Passes over the news.
const ROUNDS: usize = 4;

/// Frequency, as a share of all tokens, above which a word is skipped at random (Mikolov et al.).
const FREQUENT: f64 = 1e-3;

/// Rate of the first step; it falls to a thousandth of that.
const RATE: f32 = 0.05;

/// Vectors of the stems that occur `least` times or more; `None` for the others.
///
/// All of length 1, in the order of the stems. Time: tokens × distances × negatives, for each round.
pub(crate) fn vectors(stems: &Stems, least: u32, seed: u64) -> Vec<Option<WordVector>> {
    let mut words = 0;
    let number: Vec<Option<usize>> = stems
        .counts
        .iter()
        .map(|&count| {
            (count >= least).then(|| {
                words += 1;
                words - 1
            })
        })
        .collect();
    let mut net = SkipGram::new(words, draws(stems, &number), seed);
    let total = (stems.tokens.len() * ROUNDS) as f32;
    let mut done = 0;
    let mut row = Vec::new();
    for _ in 0..ROUNDS {
        let mut start = 0;
        for &end in &stems.ends {
            let sentence = &stems.tokens[start..end as usize];
            start = end as usize;
            done += sentence.len();
            let rate = RATE * (1.0 - done as f32 / total).max(1e-3);
            net.pick(stems, &number, sentence, &mut row);
            net.learn(&row, rate);
        }
    }
    number
        .iter()
        .map(|n| n.map(|n| unit(&net.inputs[n])))
        .collect()
}

/// The state of a training.
struct SkipGram {
    /// For each word, its vector.
    inputs: Vec<WordVector>,
    /// For each word and distance, the vector that foretells it.
    outputs: Vec<WordVector>,
    /// What wrong neighbours are drawn from.
    draws: Vec<u32>,
    random: Random,
}

impl SkipGram {
    fn new(words: usize, draws: Vec<u32>, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let inputs = (0..words)
            .map(|_| std::array::from_fn(|_| (random.unit() - 0.5) / LENGTH as f32))
            .collect();
        Self {
            inputs,
            outputs: vec![[0.0; LENGTH]; words * DISTANCES.len()],
            draws,
            random,
        }
    }

    /// The words of a sentence that have a vector, frequent ones left out at random.
    ///
    /// Those left out close ranks: a word's neighbour may be one that stood farther away.
    fn pick(
        &mut self,
        stems: &Stems,
        number: &[Option<usize>],
        sentence: &[u32],
        row: &mut Vec<usize>,
    ) {
        row.clear();
        for &token in sentence {
            let Some(n) = number[token as usize] else {
                continue;
            };
            let share = f64::from(stems.counts[token as usize]) / stems.tokens.len() as f64;
            let keep = (FREQUENT / share).sqrt();
            if keep >= 1.0 || f64::from(self.random.unit()) < keep {
                row.push(n);
            }
        }
    }

    /// Lets every word of a row foretell its neighbours.
    fn learn(&mut self, row: &[usize], rate: f32) {
        for (at, &word) in row.iter().enumerate() {
            for (place, &distance) in DISTANCES.iter().enumerate() {
                let neighbour = at.checked_add_signed(distance).and_then(|i| row.get(i));
                if let Some(&neighbour) = neighbour {
                    self.pull(word, neighbour, place, rate);
                }
            }
        }
    }

    /// Moves a word's vector towards its neighbour at that distance, and away from words drawn at random.
    ///
    /// One step of logistic regression: whether `right` stands there, yes; whether the drawn ones do, no.
    fn pull(&mut self, word: usize, right: usize, place: usize, rate: f32) {
        let input = &mut self.inputs[word];
        let mut change = [0.0f32; LENGTH];
        for n in 0..=NEGATIVES {
            let (other, goal) = if n == 0 {
                (right, 1.0)
            } else {
                (self.draws[self.random.below(DRAWS)] as usize, 0.0)
            };
            if n > 0 && other == right {
                continue;
            }
            let output = &mut self.outputs[other * DISTANCES.len() + place];
            let dot: f32 = input.iter().zip(output.iter()).map(|(a, b)| a * b).sum();
            let step = (goal - 1.0 / (1.0 + (-dot).exp())) * rate;
            for ((change, output), input) in change.iter_mut().zip(output).zip(input.iter()) {
                *change += step * *output;
                *output += step * input;
            }
        }
        for (value, change) in input.iter_mut().zip(change) {
            *value += change;
        }
    }
}

/// Words in proportion to the 0.75th power of their frequency.
///
/// The power is Mikolov's: rare words are drawn more often than their share.
fn draws(stems: &Stems, number: &[Option<usize>]) -> Vec<u32> {
    let weight = |i: usize| f64::from(stems.counts[i]).powf(0.75);
    let known: Vec<usize> = (0..number.len()).filter(|&i| number[i].is_some()).collect();
    let total: f64 = known.iter().map(|&i| weight(i)).sum();
    let mut table = Vec::with_capacity(DRAWS);
    let mut sum = 0.0;
    for &i in &known {
        sum += weight(i);
        while (table.len() as f64) < sum / total * DRAWS as f64 && table.len() < DRAWS {
            table.push(number[i].unwrap_or(0) as u32);
        }
    }
    table.resize(DRAWS, 0);
    table
}

/// `vector` at length 1.
pub(crate) fn unit(vector: &WordVector) -> WordVector {
    let length = vector.iter().map(|v| v * v).sum::<f32>().sqrt().max(1e-9);
    vector.map(|v| v / length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::corpus;
    use crate::train::news::News;
    use crate::train::words::stems;

    #[test]
    fn frequent_words_have_a_vector_of_length_one_and_one_seed_has_one_result() {
        let mut news = News::default();
        let text = format!("{}نادر هنا .\n", "زار رجل مدينه صباح امس .\n".repeat(9));
        news.add(&corpus::article("a", text));
        let stems = stems(&news);
        let found = vectors(&stems, 5, 3);
        let of = |word: &str| found[stems.words.iter().position(|w| w == word).unwrap()];
        assert!(of("نادر").is_none());
        let length: f32 = of("مدينه").unwrap().iter().map(|v| v * v).sum();
        assert!((length - 1.0).abs() < 1e-4);
        assert_eq!(vectors(&stems, 5, 3), found);
        assert_ne!(vectors(&stems, 5, 4), found);
    }
}
