//! Labelled sentences → the weights of a linear-chain conditional random field.
//!
//! Maximum likelihood with an L1 and an L2 penalty, found by the
//! "follow the regularized leader" rule with a rate of its own for each weight
//! (`McMahan` et al., "Ad click prediction", KDD 2013), one sentence a step. The
//! L1 penalty leaves most weights at nothing, which keeps the model small. The
//! order of sentences comes from a seeded generator; the same seed gives the
//! same weights, bit for bit.
//!
//! The likelihood is that of whole rows of labels: the gradient of a feature is how likely the
//! model takes each label to be where the feature stands, less 1 for the right one. Labels are
//! those of [`entities::label`](crate::entities::label); nothing here knows what a feature means.

use super::random::Random;
use crate::entities::chain::{Marginals, TransitionScores, permitted_transitions};
use crate::entities::label::{LABELS, LabelScores, OUTSIDE};

/// A sentence as numbers.
///
/// `ends`, `step_ends` and `labels` have one entry for each token; features may repeat.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sequence {
    /// Features of all tokens, one token after the other.
    pub(crate) features: Vec<u32>,
    /// Where each token's features end in `features`.
    pub(crate) ends: Vec<u32>,
    /// Features of the steps, one token after the other.
    pub(crate) steps: Vec<u32>,
    /// Where each token's steps end in `steps`.
    pub(crate) step_ends: Vec<u32>,
    /// The right labels.
    pub(crate) labels: Vec<u8>,
}

impl Sequence {
    /// Where the features of token `at` lie.
    fn of(ends: &[u32], at: usize) -> std::ops::Range<usize> {
        let start = if at == 0 { 0 } else { ends[at - 1] as usize };
        start..ends[at] as usize
    }

    /// Features of token `at`.
    pub(crate) fn token(&self, at: usize) -> &[u32] {
        &self.features[Self::of(&self.ends, at)]
    }

    /// Features of the step to token `at`.
    pub(crate) fn step(&self, at: usize) -> &[u32] {
        &self.steps[Self::of(&self.step_ends, at)]
    }

    /// Gives the token features new numbers; those without one (`u32::MAX`) fall away.
    pub(crate) fn renumber(&mut self, new: &[u32]) {
        let mut kept = Vec::with_capacity(self.features.len());
        let mut start = 0;
        for end in &mut self.ends {
            let range = start..*end as usize;
            start = *end as usize;
            let numbers = self.features[range].iter().map(|&f| new[f as usize]);
            kept.extend(numbers.filter(|&f| f != u32::MAX));
            *end = kept.len() as u32;
        }
        self.features = kept;
    }

    /// Number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// How the chain is trained.
///
/// [`options`](super::options) has the defaults.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CrfSettings {
    /// Passes over all sentences.
    pub(crate) rounds: usize,
    /// Learning rate of the first step.
    pub(crate) rate: f32,
    /// Penalty on the size of a token feature's weight; steps go without.
    pub(crate) l1: f32,
    /// Penalty on its square.
    pub(crate) l2: f32,
    /// Share of a token's features left out at each step, at random.
    pub(crate) dropout: f32,
    /// Seed of the order.
    pub(crate) seed: u64,
    /// Trainings, each with a seed of its own, whose weights are averaged.
    pub(crate) trainings: u64,
}

/// Weights of features for each label, and of step features for each pair of labels.
#[derive(Clone, Debug, Default)]
pub(crate) struct CrfWeights {
    /// For each token feature.
    pub(crate) nodes: Vec<LabelScores>,
    /// For each step feature.
    pub(crate) steps: Vec<TransitionScores>,
}

impl CrfWeights {
    /// Scores of a sentence's labels and steps.
    pub(crate) fn scores(&self, sequence: &Sequence) -> (Vec<LabelScores>, Vec<TransitionScores>) {
        let nodes = (0..sequence.len())
            .map(|at| {
                let mut row = [0.0; LABELS];
                for &feature in sequence.token(at) {
                    add(&mut row, &self.nodes[feature as usize]);
                }
                row
            })
            .collect();
        let edges = (0..sequence.len())
            .map(|at| {
                let mut edges = permitted_transitions();
                for &feature in sequence.step(at) {
                    for (row, more) in edges.iter_mut().zip(&self.steps[feature as usize]) {
                        add(row, more);
                    }
                }
                edges
            })
            .collect();
        (nodes, edges)
    }
}

#[inline]
fn add(row: &mut LabelScores, more: &LabelScores) {
    for (value, more) in row.iter_mut().zip(more) {
        *value += more;
    }
}

/// The state of one row of weights; the names are those of the paper.
///
/// The weights themselves are not kept: they follow from the two sums when a sentence needs them.
#[derive(Clone, Copy)]
struct FtrlState {
    /// Sum of the gradients, less what the weights have moved already.
    z: LabelScores,
    /// Sum of their squares, which slows the rate down.
    n: LabelScores,
}

impl FtrlState {
    const NEW: Self = Self {
        z: [0.0; LABELS],
        n: [0.0; LABELS],
    };

    /// The weights that the state stands for; the L1 penalty counts `scale` times.
    ///
    /// A weight stays exactly 0 until the sum of its gradients exceeds the penalty; this
    /// keeps rare and useless features out of the model.
    #[inline]
    fn weights(&self, settings: &CrfSettings, scale: f32) -> LabelScores {
        let inverse = 1.0 / settings.rate;
        std::array::from_fn(|y| {
            let z = self.z[y];
            let size = z.abs() - settings.l1 * scale;
            if size <= 0.0 {
                return 0.0;
            }
            -size.copysign(z) / ((1.0 + self.n[y].sqrt()) * inverse + settings.l2)
        })
    }

    /// Takes one gradient in, given the weights that it was computed with.
    ///
    /// A weight that moved often moves less: its rate falls with the root of its squared gradients.
    #[inline]
    fn update(&mut self, gradient: &LabelScores, weights: &LabelScores, settings: &CrfSettings) {
        let inverse = 1.0 / settings.rate;
        for y in 0..LABELS {
            let g = gradient[y];
            let n = self.n[y] + g * g;
            let sigma = (n.sqrt() - self.n[y].sqrt()) * inverse;
            self.z[y] += g - sigma * weights[y];
            self.n[y] = n;
        }
    }
}

/// Trains on `sequences`, with features below `features` and step features below `steps`.
///
/// The mean of several trainings, which see the sentences in another order and other features left out each, errs
/// less than one.
pub(crate) fn train(
    sequences: &[&Sequence],
    features: usize,
    steps: usize,
    settings: &CrfSettings,
) -> CrfWeights {
    let mut mean = CrfWeights {
        nodes: vec![[0.0; LABELS]; features],
        steps: vec![[[0.0; LABELS]; LABELS]; steps],
    };
    let share = 1.0 / settings.trainings as f32;
    for training in 0..settings.trainings {
        let settings = CrfSettings {
            seed: settings.seed + training,
            ..*settings
        };
        let one = train_once(sequences, features, steps, &settings);
        for (sum, row) in mean.nodes.iter_mut().zip(&one.nodes) {
            add(sum, &row.map(|weight| weight * share));
        }
        for (sum, row) in mean
            .steps
            .iter_mut()
            .flatten()
            .zip(one.steps.iter().flatten())
        {
            add(sum, &row.map(|weight| weight * share));
        }
    }
    mean
}

/// One training.
///
/// Each sentence is seen once a round, in another order each time.
fn train_once(
    sequences: &[&Sequence],
    features: usize,
    steps: usize,
    settings: &CrfSettings,
) -> CrfWeights {
    let mut learner = CrfLearner {
        nodes: vec![FtrlState::NEW; features],
        links: vec![[FtrlState::NEW; LABELS]; steps],
        marginals: Marginals::default(),
        settings,
    };
    let mut random = Random::new(settings.seed);
    let mut order: Vec<usize> = (0..sequences.len()).collect();
    let mut kept = Sequence::default();
    for _ in 0..settings.rounds {
        random.shuffle(&mut order);
        for &at in &order {
            thin(sequences[at], settings.dropout, &mut random, &mut kept);
            learner.learn(&kept);
        }
    }
    learner.weights()
}

/// Copies `from` into `to` without a random share of its token features.
///
/// So that the model does not rely on a name's own letters alone: now and then its neighbours must decide, as they
/// do where the name is new. Transition features and labels are not changed.
fn thin(from: &Sequence, share: f32, random: &mut Random, to: &mut Sequence) {
    to.clone_from(from);
    if share <= 0.0 {
        return;
    }
    to.features.clear();
    to.ends.clear();
    for at in 0..from.len() {
        for &feature in from.token(at) {
            if random.unit() >= share {
                to.features.push(feature);
            }
        }
        to.ends.push(to.features.len() as u32);
    }
}

/// The state of a training.
struct CrfLearner<'s> {
    /// For each token feature.
    nodes: Vec<FtrlState>,
    /// For each step feature, a row for each label that a step comes from.
    links: Vec<[FtrlState; LABELS]>,
    /// Buffer for one sentence's probabilities, used again for each.
    marginals: Marginals,
    settings: &'s CrfSettings,
}

/// The weights of one sentence's features, as they were when it was scored.
struct SentenceWeights {
    /// In the order of [`Sequence::features`].
    tokens: Vec<LabelScores>,
    /// In the order of [`Sequence::steps`].
    steps: Vec<TransitionScores>,
}

impl CrfLearner<'_> {
    /// One step: scores a sentence, and moves the weights of its features towards its labels.
    fn learn(&mut self, sequence: &Sequence) {
        let used = self.used(sequence);
        let mut scores = vec![[0.0; LABELS]; sequence.len()];
        let mut edges = vec![permitted_transitions(); sequence.len()];
        for at in 0..sequence.len() {
            for weights in &used.tokens[Sequence::of(&sequence.ends, at)] {
                add(&mut scores[at], weights);
            }
            for weights in &used.steps[Sequence::of(&sequence.step_ends, at)] {
                for (row, more) in edges[at].iter_mut().zip(weights) {
                    add(row, more);
                }
            }
        }
        self.marginals.compute(&scores, &edges, true);
        self.update(sequence, &used);
    }

    /// Looks the weights of a sentence's features up before any of them moves: a feature that stands
    /// twice in the sentence must be scored alike both times.
    fn used(&self, sequence: &Sequence) -> SentenceWeights {
        let token = |&feature: &u32| self.nodes[feature as usize].weights(self.settings, 1.0);
        let step = |&feature: &u32| {
            let rows = &self.links[feature as usize];
            std::array::from_fn(|y| rows[y].weights(self.settings, 0.0))
        };
        SentenceWeights {
            tokens: sequence.features.iter().map(token).collect(),
            steps: sequence.steps.iter().map(step).collect(),
        }
    }

    /// The gradient: what the model expects less what is right, for each feature that is there.
    fn update(&mut self, sequence: &Sequence, used: &SentenceWeights) {
        let mut before = OUTSIDE;
        for at in 0..sequence.len() {
            let label = usize::from(sequence.labels[at]);
            let mut gradient = self.marginals.labels[at];
            gradient[label] -= 1.0;
            for i in Sequence::of(&sequence.ends, at) {
                let leader = &mut self.nodes[sequence.features[i] as usize];
                leader.update(&gradient, &used.tokens[i], self.settings);
            }
            let mut pairs = self.marginals.pairs[at];
            pairs[before][label] -= 1.0;
            for i in Sequence::of(&sequence.step_ends, at) {
                let rows = &mut self.links[sequence.steps[i] as usize];
                for (y, row) in rows.iter_mut().enumerate() {
                    row.update(&pairs[y], &used.steps[i][y], self.settings);
                }
            }
            before = label;
        }
    }

    /// The weights in the end.
    ///
    /// Features that are left out at random make the rest carry more; that is scaled back
    /// for where all are present.
    fn weights(&self) -> CrfWeights {
        let keep = 1.0 - self.settings.dropout;
        let node = |leader: &FtrlState| leader.weights(self.settings, 1.0).map(|w| w * keep);
        let link = |rows: &[FtrlState; LABELS]| {
            std::array::from_fn(|y| rows[y].weights(self.settings, 0.0))
        };
        CrfWeights {
            nodes: self.nodes.iter().map(node).collect(),
            steps: self.links.iter().map(link).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences in which feature 1 makes a token the first of a person, and 0 makes it none.
    fn sequences() -> Vec<Sequence> {
        let one = |marked: usize| Sequence {
            features: (0..4).map(|at| u32::from(at == marked)).collect(),
            ends: (1..=4).collect(),
            steps: vec![0; 4],
            step_ends: (1..=4).collect(),
            labels: (0..4).map(|at| u8::from(at == marked)).collect(),
        };
        (0..40).map(|n| one(n % 4)).collect()
    }

    const SETTINGS: CrfSettings = CrfSettings {
        rounds: 5,
        rate: 0.5,
        l1: 0.1,
        l2: 1.0,
        dropout: 0.1,
        seed: 1,
        trainings: 1,
    };

    #[test]
    fn what_always_goes_together_is_learned() {
        let sequences = sequences();
        let all: Vec<&Sequence> = sequences.iter().collect();
        let weights = train(&all, 2, 1, &SETTINGS);
        assert!(weights.nodes[1][1] > 1.0 && weights.nodes[0][1] < 0.0);
    }

    #[test]
    fn one_seed_has_one_result() {
        let sequences = sequences();
        let all: Vec<&Sequence> = sequences.iter().collect();
        let weights = |seed| train(&all, 2, 1, &CrfSettings { seed, ..SETTINGS }).nodes;
        assert_eq!(weights(1), weights(1));
        assert_ne!(weights(1), weights(2));
    }
}
