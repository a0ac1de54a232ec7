//! Emission and transition scores of a sentence → its best labels, or the probability of each label: a
//! linear chain, decoded exactly.
//!
//! Features and words are unknown here. Time is linear in the number of tokens.
//!
//! Both are the textbook's: the best labels are Viterbi's (1967), the probabilities come from the
//! forward–backward sums of a linear-chain conditional random field (Lafferty et al., 2001). A
//! token costs one operation for each pair of labels, 49, whatever the sentence's length. The trainer
//! uses the same code, so that it optimizes exactly what the tagger computes.

#![expect(clippy::cast_possible_truncation, reason = "labels are below 7")]

use super::label::{LABELS, LabelScores, OUTSIDE, may_follow};

/// Scores of a label (second index) behind another (first index).
pub(crate) type TransitionScores = [LabelScores; LABELS];

/// What a forbidden pair of labels scores: finite, so that sums of it stay numbers, and so low
/// that its exponential is 0.
pub(crate) const FORBIDDEN: f32 = -1e9;

/// Transitions of score 0, forbidden pairs ruled out ("inside" behind another kind or "outside").
///
/// All transition scores start from this: what is added later cannot make a forbidden pair possible,
/// which scores so low.
pub(crate) fn permitted_transitions() -> TransitionScores {
    let mut transitions = [[0.0; LABELS]; LABELS];
    for (from, row) in transitions.iter_mut().enumerate() {
        for (to, score) in row.iter_mut().enumerate() {
            if !may_follow(from, to) {
                *score = FORBIDDEN;
            }
        }
    }
    transitions
}

/// The best labels: `emissions[i]` scores the labels of token i, `transitions[i]` those of the pair of
/// token i−1 and it (`transitions[0]` from "outside").
///
/// One label for each token; the two slices are of one length. Never a forbidden pair while the
/// scores themselves stay far above [`FORBIDDEN`].
pub(crate) fn viterbi(emissions: &[LabelScores], transitions: &[TransitionScores]) -> Vec<usize> {
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(emissions.len());
    let mut score = [FORBIDDEN; LABELS];
    score[OUTSIDE] = 0.0;
    for (emission, transition) in emissions.iter().zip(transitions) {
        let mut next = [f32::MIN; LABELS];
        let mut from_best = [0u8; LABELS];
        for from in 0..LABELS {
            for to in 0..LABELS {
                let value = score[from] + transition[from][to];
                if value > next[to] {
                    next[to] = value;
                    from_best[to] = from as u8;
                }
            }
        }
        for (value, own) in next.iter_mut().zip(emission) {
            *value += own;
        }
        score = next;
        back.push(from_best);
    }
    let mut label = (0..LABELS)
        .max_by(|&a, &b| score[a].total_cmp(&score[b]))
        .unwrap_or(OUTSIDE);
    let mut labels = vec![OUTSIDE; emissions.len()];
    for (at, from) in back.iter().enumerate().rev() {
        labels[at] = label;
        label = usize::from(from[label]);
    }
    labels
}

/// Probabilities of a chain.
///
/// Reused for each sentence, to save allocations.
#[derive(Default)]
pub(crate) struct Marginals {
    /// Probability of each label at each token.
    pub(crate) labels: Vec<LabelScores>,
    /// Probability of each pair of labels at tokens i−1 and i; filled on request.
    pub(crate) pairs: Vec<TransitionScores>,
    /// Logarithm of the sum over all sequences of labels.
    pub(crate) log_total: f64,
    /// Share of each label in the sums over all sequences up to a token.
    forward: Vec<LabelScores>,
}

impl Marginals {
    /// Computes the probabilities for scores as in [`viterbi`]; with pairs of labels if `with_pairs`.
    ///
    /// The sums are scaled to 1 at each token, so that no sentence is too long for `f32`; the factors
    /// are gathered in [`log_total`](Self::log_total). Emissions may be of any
    /// size, transitions should stay below 88, where the exponential of an `f32` ends.
    pub(crate) fn compute(
        &mut self,
        emissions: &[LabelScores],
        transitions: &[TransitionScores],
        with_pairs: bool,
    ) {
        self.forward.clear();
        self.labels.clear();
        self.labels.resize(emissions.len(), [0.0; LABELS]);
        self.pairs.clear();
        if with_pairs {
            self.pairs.resize(emissions.len(), [[0.0; LABELS]; LABELS]);
        }
        self.log_total = 0.0;
        let weights: Vec<LabelScores> = emissions.iter().map(exponentials).collect();
        let links: Vec<TransitionScores> = transitions
            .iter()
            .map(|transition| transition.map(|row| row.map(f32::exp)))
            .collect();
        let mut before = [0.0; LABELS];
        before[OUTSIDE] = 1.0;
        for ((weight, link), emission) in weights.iter().zip(&links).zip(emissions) {
            let mut next = forward_step(&before, link);
            for (value, own) in next.iter_mut().zip(weight) {
                *value *= own;
            }
            let total = normalize(&mut next);
            self.log_total += f64::from(total.ln()) + f64::from(greatest(emission));
            self.forward.push(next);
            before = next;
        }
        let mut after = [1.0; LABELS];
        for at in (0..emissions.len()).rev() {
            let here: LabelScores = std::array::from_fn(|y| self.forward[at][y] * after[y]);
            self.labels[at] = here;
            normalize(&mut self.labels[at]);
            let pulled: LabelScores = std::array::from_fn(|y| after[y] * weights[at][y]);
            let from = if at == 0 {
                std::array::from_fn(|y| f32::from(u8::from(y == OUTSIDE)))
            } else {
                self.forward[at - 1]
            };
            if with_pairs {
                fill_pairs(&mut self.pairs[at], &from, &links[at], &pulled);
            }
            after =
                std::array::from_fn(|y| (0..LABELS).map(|to| links[at][y][to] * pulled[to]).sum());
            normalize(&mut after);
        }
    }
}

/// The probabilities of all pairs of labels at one token, which sum to 1.
fn fill_pairs(
    out: &mut TransitionScores,
    from: &LabelScores,
    link: &TransitionScores,
    pulled: &LabelScores,
) {
    let mut total = 0.0;
    for (y, row) in out.iter_mut().enumerate() {
        for (to, cell) in row.iter_mut().enumerate() {
            *cell = from[y] * link[y][to] * pulled[to];
            total += *cell;
        }
    }
    let scale = 1.0 / total.max(f32::MIN_POSITIVE);
    for cell in out.iter_mut().flatten() {
        *cell *= scale;
    }
}

/// The sums of the next token, before its own emissions.
fn forward_step(before: &LabelScores, link: &TransitionScores) -> LabelScores {
    let mut next = [0.0; LABELS];
    for (value, row) in before.iter().zip(link) {
        for (sum, weight) in next.iter_mut().zip(row) {
            *sum += value * weight;
        }
    }
    next
}

/// Exponentials of a token's scores, the greatest of them 1.
fn exponentials(emission: &LabelScores) -> LabelScores {
    let top = greatest(emission);
    emission.map(|score| (score - top).exp())
}

fn greatest(emission: &LabelScores) -> f32 {
    emission.iter().copied().fold(f32::MIN, f32::max)
}

/// Scales a row to the sum 1 and gives what its sum was; a row of nothing stays one.
fn normalize(row: &mut LabelScores) -> f32 {
    let total: f32 = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    let scale = 1.0 / total;
    for value in row.iter_mut() {
        *value *= scale;
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain() -> (Vec<LabelScores>, Vec<TransitionScores>) {
        let mut seed = 7u32;
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f32::from((seed >> 16) as u16) / 30_000.0 - 1.0
        };
        let emissions: Vec<LabelScores> = (0..4).map(|_| std::array::from_fn(|_| next())).collect();
        let transitions = (0..4)
            .map(|_| {
                let mut transition = permitted_transitions();
                transition
                    .iter_mut()
                    .flatten()
                    .for_each(|score| *score += next());
                transition
            })
            .collect();
        (emissions, transitions)
    }

    fn all_sequences(length: usize) -> Vec<Vec<usize>> {
        (0..length).fold(vec![vec![]], |rows, _| {
            rows.iter()
                .flat_map(|row| (0..LABELS).map(|y| [row.clone(), vec![y]].concat()))
                .collect()
        })
    }

    fn score(emissions: &[LabelScores], transitions: &[TransitionScores], row: &[usize]) -> f64 {
        let mut from = OUTSIDE;
        let mut total = 0.0;
        for (at, &y) in row.iter().enumerate() {
            total += f64::from(transitions[at][from][y]) + f64::from(emissions[at][y]);
            from = y;
        }
        total
    }

    #[test]
    fn the_chain_agrees_with_the_sum_over_all_sequences() {
        let (emissions, transitions) = chain();
        let rows = all_sequences(4);
        let scores: Vec<f64> = rows
            .iter()
            .map(|row| score(&emissions, &transitions, row))
            .collect();
        let top = (0..rows.len())
            .max_by(|&a, &b| scores[a].total_cmp(&scores[b]))
            .unwrap();
        assert_eq!(viterbi(&emissions, &transitions), rows[top]);

        let total: f64 = scores.iter().map(|s| s.exp()).sum();
        let mut marginals = Marginals::default();
        marginals.compute(&emissions, &transitions, true);
        assert!((marginals.log_total - total.ln()).abs() < 1e-3);
        for at in 0..4 {
            for y in 0..LABELS {
                let exact: f64 = rows
                    .iter()
                    .zip(&scores)
                    .filter(|(row, _)| row[at] == y)
                    .map(|(_, s)| s.exp())
                    .sum();
                assert!((f64::from(marginals.labels[at][y]) - exact / total).abs() < 1e-4);
            }
        }
        let exact: f64 = rows
            .iter()
            .zip(&scores)
            .filter(|(row, _)| row[1] == 1 && row[2] == 2)
            .map(|(_, s)| s.exp())
            .sum();
        assert!((f64::from(marginals.pairs[2][1][2]) - exact / total).abs() < 1e-4);
    }

    #[test]
    fn nothing_has_no_labels() {
        assert!(viterbi(&[], &[]).is_empty());
    }
}
