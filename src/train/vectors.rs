//! News as rows of numbers → a vector for each frequent word, such that words
//! in like places have like vectors.
//!
//! Skip-gram with negative samples, with output vectors of their own for each
//! distance (Ling et al., "Two/Too simple adaptations of Word2Vec for syntax
//! problems", 2015): what stands right before a word and right behind it tells
//! its class better than what stands about it. One thread, one seed, one result.

use super::random::Random;
use super::words::Stems;

/// Length of a vector.
pub(crate) const LENGTH: usize = 64;

/// A word's vector.
pub(crate) type Vector = [f32; LENGTH];

/// Distances at which a word's neighbours are foretold.
const DISTANCES: [isize; 4] = [-2, -1, 1, 2];

/// Wrong neighbours for each right one.
const NEGATIVES: usize = 5;

/// Slots of the table that wrong neighbours are drawn from.
const DRAWS: usize = 1 << 20;

/// Times that the news is gone through.
const ROUNDS: usize = 4;

/// Frequency above which a word is skipped at random.
const FREQUENT: f64 = 1e-3;

/// Vectors of the stems that occur `least` times or more; `None` for the others.
pub(crate) fn vectors(stems: &Stems, least: u32) -> Vec<Option<Vector>> {
    let mut random = Random::new(3);
    let number: Vec<Option<usize>> = {
        let mut next = 0;
        stems
            .counts
            .iter()
            .map(|&count| {
                (count >= least).then(|| {
                    next += 1;
                    next - 1
                })
            })
            .collect()
    };
    let words = number.iter().flatten().count();
    let mut inputs: Vec<Vector> = (0..words)
        .map(|_| std::array::from_fn(|_| (random.unit() - 0.5) / LENGTH as f32))
        .collect();
    let mut outputs = vec![[0.0f32; LENGTH]; words * DISTANCES.len()];
    let draws = draws(stems, &number);
    let total = (stems.tokens.len() * ROUNDS) as f32;
    let mut done = 0;
    let mut row: Vec<usize> = Vec::new();
    for _ in 0..ROUNDS {
        let mut start = 0;
        for &end in &stems.ends {
            let sentence = &stems.tokens[start..end as usize];
            start = end as usize;
            done += sentence.len();
            let rate = 0.05 * (1.0 - done as f32 / total).max(1e-3);
            row.clear();
            for &token in sentence {
                if let Some(n) = number[token as usize] {
                    let share = f64::from(stems.counts[token as usize]) / stems.tokens.len() as f64;
                    let keep = (FREQUENT / share).sqrt();
                    if keep >= 1.0 || f64::from(random.unit()) < keep {
                        row.push(n);
                    }
                }
            }
            for at in 0..row.len() {
                for (place, distance) in DISTANCES.iter().enumerate() {
                    let Some(&neighbour) =
                        at.checked_add_signed(*distance).and_then(|i| row.get(i))
                    else {
                        continue;
                    };
                    pull(
                        &mut inputs[row[at]],
                        &mut outputs,
                        neighbour,
                        place,
                        rate,
                        &draws,
                        &mut random,
                    );
                }
            }
        }
    }
    number.iter().map(|n| n.map(|n| unit(&inputs[n]))).collect()
}

#[expect(
    clippy::too_many_arguments,
    reason = "the inner loop's state, kept out of a struct so that the borrows part"
)]
fn pull(
    input: &mut Vector,
    outputs: &mut [Vector],
    right: usize,
    place: usize,
    rate: f32,
    draws: &[u32],
    random: &mut Random,
) {
    let mut change = [0.0f32; LENGTH];
    for n in 0..=NEGATIVES {
        let (word, goal) = if n == 0 {
            (right, 1.0)
        } else {
            (draws[random.below(DRAWS)] as usize, 0.0)
        };
        if n > 0 && word == right {
            continue;
        }
        let output = &mut outputs[word * DISTANCES.len() + place];
        let dot: f32 = input.iter().zip(output.iter()).map(|(a, b)| a * b).sum();
        let step = (goal - 1.0 / (1.0 + (-dot).exp())) * rate;
        for i in 0..LENGTH {
            change[i] += step * output[i];
            output[i] += step * input[i];
        }
    }
    for (value, change) in input.iter_mut().zip(change) {
        *value += change;
    }
}

/// Words in proportion to the 0.75th power of their frequency.
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
pub(crate) fn unit(vector: &Vector) -> Vector {
    let length = vector.iter().map(|v| v * v).sum::<f32>().sqrt().max(1e-9);
    vector.map(|v| v / length)
}
