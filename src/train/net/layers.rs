//! The net's layers while they learn: forward over a line with parts left out at
//! random, and back with the gradients.
//!
//! The shapes are those of [`entities::net`](crate::entities::net); what is learned there
//! is quantized and read.
//!
//! ```text
//! word's input ─ project ─→ middle ─ near (5 words) + spots ─→ first ─ next (3 words) ─→ second
//!                                                                └──────── out ────────────┴──→ labels
//! ```
//!
//! Both layers are cut off at nothing (rectified). The labels of a line are judged as one row, like
//! those of [`crf`](crate::train::crf): the gradient that comes in is that of the whole chain.

use super::{Input, Line};
use crate::entities::chain::{Marginals, TransitionScores, permitted_transitions};
use crate::entities::label::{LABELS, LabelScores, OUTSIDE};
use crate::entities::net::{
    HASHED_ROWS, HIDDEN, HiddenLayer, INPUT, NGRAM_ROWS, NGRAM_WIDTH, PROJECTED, SIZES, VECTOR,
    WORD_FACTS, multiply, ngram_scale,
};
use crate::entities::window::{FIRST_WINDOW, SECOND_WINDOW, around};
use crate::train::random::Random;

/// A word's input and a one.
type Whole = [f32; INPUT + 1];

/// A word as the first layer sees it.
type Middle = [f32; PROJECTED];

/// Weights with their gradients and the running moments of those (Kingma & Ba, "Adam", 2015).
pub(super) struct Block {
    /// The weights.
    pub(super) weights: Vec<f32>,
    gradients: Vec<f32>,
    means: Vec<f32>,
    squares: Vec<f32>,
}

/// Shares of the running moments that stay at each step.
const MOMENTS: [f32; 2] = [0.9, 0.99];

/// How much a weight shrinks, as a share of itself that goes into its gradient: of a layer, of a
/// row. Rows are rarely touched and so shrink more when they are.
const DECAY: [f32; 2] = [1e-5, 1e-4];

impl Block {
    /// `size` random weights between `-spread` and `spread`.
    fn new(size: usize, spread: f32, random: &mut Random) -> Self {
        Self {
            weights: (0..size)
                .map(|_| (random.unit() * 2.0 - 1.0) * spread)
                .collect(),
            gradients: vec![0.0; size],
            means: vec![0.0; size],
            squares: vec![0.0; size],
        }
    }

    /// Moves the weights of `range` by their gradients, which are nothing after it.
    ///
    /// The paper's correction of the first moments is left out.
    fn step(&mut self, range: std::ops::Range<usize>, rate: f32, decay: f32) {
        let weights = self.weights[range.clone()].iter_mut();
        let gradients = self.gradients[range.clone()].iter_mut();
        let moments = self.means[range.clone()].iter_mut();
        let moments = moments.zip(&mut self.squares[range]);
        for ((weight, gradient), (mean, square)) in weights.zip(gradients).zip(moments) {
            let pull = std::mem::take(gradient) + decay * *weight;
            *mean = MOMENTS[0] * *mean + (1.0 - MOMENTS[0]) * pull;
            *square = MOMENTS[1] * *square + (1.0 - MOMENTS[1]) * pull * pull;
            *weight -= rate * *mean / (square.sqrt() + 1e-6);
        }
    }

    /// Steps the rows of `length` that `touched` names.
    ///
    /// Each row once, however often the line has it. The others keep their moments as they are: to move
    /// all rows at every line would cost many times the line itself.
    fn step_rows(&mut self, touched: impl Iterator<Item = usize>, length: usize, rate: f32) {
        let mut rows: Vec<usize> = touched.collect();
        rows.sort_unstable();
        rows.dedup();
        for row in rows {
            self.step(row * length..(row + 1) * length, rate, DECAY[1]);
        }
    }
}

/// The layers.
pub(super) struct Layers {
    grams: Block,
    spots: Block,
    project: Block,
    near: Block,
    next: Block,
    out: Block,
    edges: Block,
}

/// What is left out at random, so that no part relies on another.
///
/// In training alone; the reader leaves nothing out.
pub(super) struct Chance<'r> {
    /// Where it comes from.
    pub(super) random: &'r mut Random,
    /// Share of the first layer that is left out.
    pub(super) share: f32,
}

impl Chance<'_> {
    /// Whether something is left out whose share is `part` of that of the first layer.
    fn falls(&mut self, part: f32) -> bool {
        self.random.unit() < self.share * part
    }
}

/// Words that go without their vector, as a part of the share of the first layer.
const WITHOUT_VECTOR: f32 = 0.4;

/// What a pass over a line leaves for the way back.
///
/// One entry for each token of the line. `first` is what the next layer was given: cut off at
/// nothing, thinned by its mask, and what is left made greater, so that the reader need not make up
/// for it.
#[derive(Default)]
struct Trace {
    inputs: Vec<Whole>,
    middles: Vec<Middle>,
    first: Vec<HiddenLayer>,
    masks: Vec<HiddenLayer>,
    second: Vec<HiddenLayer>,
    nodes: Vec<LabelScores>,
}

/// Gradients of a line's layers.
///
/// Summed over all tokens that looked at an entry before it is handed on: a first layer is seen by
/// three second ones, a middle by five first.
struct Back {
    middles: Vec<Middle>,
    first: Vec<HiddenLayer>,
}

impl Layers {
    /// Small random weights.
    pub(super) fn new(seed: u64) -> Self {
        let random = &mut Random::new(seed);
        let [project, near, next, out, edges] = SIZES;
        Self {
            grams: Block::new(NGRAM_ROWS * NGRAM_WIDTH, 0.1, random),
            project: Block::new(project, 0.12, random),
            near: Block::new(near, 0.1, random),
            spots: Block::new(HASHED_ROWS * HIDDEN, 0.02, random),
            next: Block::new(next, 0.1, random),
            out: Block::new(out, 0.1, random),
            edges: Block::new(edges, 0.01, random),
        }
    }

    /// All blocks, in the order of the model's sections.
    pub(super) fn blocks(&self) -> [&Block; 7] {
        [
            &self.grams,
            &self.spots,
            &self.project,
            &self.near,
            &self.next,
            &self.out,
            &self.edges,
        ]
    }

    /// The scores of a label behind another, forbidden pairs ruled out.
    fn edges(&self) -> TransitionScores {
        let mut edges = permitted_transitions();
        for (score, weight) in edges.iter_mut().flatten().zip(&self.edges.weights) {
            *score += weight;
        }
        edges
    }

    /// The line's labels as they are scored now, and the way to them.
    fn forward(&self, words: &[Input], line: &Line, chance: &mut Chance<'_>) -> Trace {
        let mut trace = Trace::default();
        for &word in &line.words {
            let input = self.input(&words[word as usize], chance);
            let mut middle = [0.0; PROJECTED];
            multiply(&mut middle, &self.project.weights, &input);
            trace.inputs.push(input);
            trace.middles.push(middle);
        }
        for at in 0..line.words.len() {
            self.first(line, at, &mut trace, chance);
        }
        for at in 0..line.words.len() {
            self.second(at, &mut trace);
        }
        trace
    }

    /// A word's facts and its letters. It goes without its vector now and then, so that unknown words are no surprise.
    fn input(&self, word: &Input, chance: &mut Chance<'_>) -> Whole {
        let mut input = [0.0; INPUT + 1];
        input[..VECTOR + WORD_FACTS].copy_from_slice(&word.dense);
        let scale = ngram_scale(word.grams.len());
        for &gram in &word.grams {
            let row = &self.grams.weights[gram as usize * NGRAM_WIDTH..];
            for (sum, weight) in input[VECTOR + WORD_FACTS..INPUT].iter_mut().zip(row) {
                *sum += weight * scale;
            }
        }
        input[INPUT] = 1.0;
        if chance.falls(WITHOUT_VECTOR) {
            input[..VECTOR].fill(0.0);
        }
        input
    }

    /// The first layer of token `at`: the middles around it and its spots, thinned.
    fn first(&self, line: &Line, at: usize, trace: &mut Trace, chance: &mut Chance<'_>) {
        let mut layer = [0.0; HIDDEN];
        for (d, near) in around(at, FIRST_WINDOW, &(0..line.words.len())) {
            let weights = &self.near.weights[part(d, PROJECTED)];
            multiply(&mut layer, weights, &trace.middles[near]);
        }
        for &spot in line.spots(at) {
            let row = &self.spots.weights[usize::from(spot) * HIDDEN..];
            layer.iter_mut().zip(row).for_each(|(sum, w)| *sum += w);
        }
        let mask: HiddenLayer = std::array::from_fn(|_| {
            if chance.falls(1.0) {
                0.0
            } else {
                1.0 / (1.0 - chance.share)
            }
        });
        for (value, mask) in layer.iter_mut().zip(&mask) {
            *value = value.max(0.0) * mask;
        }
        trace.first.push(layer);
        trace.masks.push(mask);
    }

    /// The second layer of token `at`, and the scores of its labels, which both layers give: what a
    /// word says by itself need not go through the second.
    fn second(&self, at: usize, trace: &mut Trace) {
        let mut layer = [0.0; HIDDEN];
        for (d, near) in around(at, SECOND_WINDOW, &(0..trace.first.len())) {
            let weights = &self.next.weights[part(d, HIDDEN)];
            multiply(&mut layer, weights, &trace.first[near]);
        }
        for value in &mut layer {
            *value = value.max(0.0);
        }
        let mut node = [0.0; LABELS];
        let (from_second, rest) = self.out.weights.split_at(HIDDEN * LABELS);
        let (from_first, own) = rest.split_at(HIDDEN * LABELS);
        multiply(&mut node, from_second, &layer);
        multiply(&mut node, from_first, &trace.first[at]);
        multiply(&mut node, own, &[1.0]);
        trace.second.push(layer);
        trace.nodes.push(node);
    }

    /// One step towards the right labels of a line.
    ///
    /// Forward, the chain's gradients, back, and the weights moved; all gradients are 0 again after it.
    /// Layers move as a whole, rows where the line touched them.
    pub(super) fn learn(
        &mut self,
        words: &[Input],
        line: &Line,
        chance: &mut Chance<'_>,
        rate: f32,
    ) {
        let count = line.words.len();
        let trace = self.forward(words, line, chance);
        let mut marginals = Marginals::default();
        marginals.compute(&trace.nodes, &vec![self.edges(); count], true);
        let mut back = Back {
            middles: vec![[0.0; PROJECTED]; count],
            first: vec![[0.0; HIDDEN]; count],
        };
        let mut before = OUTSIDE;
        for at in 0..count {
            let label = usize::from(line.labels[at]);
            marginals.labels[at][label] -= 1.0;
            marginals.pairs[at][before][label] -= 1.0;
            let pairs = marginals.pairs[at].iter().flatten();
            let gradients = self.edges.gradients.iter_mut();
            gradients.zip(pairs).for_each(|(g, pair)| *g += pair);
            self.back_second(at, &trace, &marginals.labels[at], &mut back);
            before = label;
        }
        for at in 0..count {
            self.back_first(line, at, &trace, &mut back);
        }
        for (at, &word) in line.words.iter().enumerate() {
            self.back_word(&words[word as usize], &trace.inputs[at], &back.middles[at]);
        }
        self.step(words, line, rate);
    }

    /// From the scores of token `at` to the first layers around it, and to the weights between.
    fn back_second(&mut self, at: usize, trace: &Trace, node: &LabelScores, back: &mut Back) {
        let mut layer = [0.0; HIDDEN];
        let (from_second, from_first) = self.out.weights.split_at(HIDDEN * LABELS);
        let (second_gradients, rest) = self.out.gradients.split_at_mut(HIDDEN * LABELS);
        let (first_gradients, own) = rest.split_at_mut(HIDDEN * LABELS);
        let second = (from_second, second_gradients);
        unmultiply(&mut layer, second, &trace.second[at], node);
        let first = (from_first, first_gradients);
        unmultiply(&mut back.first[at], first, &trace.first[at], node);
        own.iter_mut().zip(node).for_each(|(g, d)| *g += d);
        stop(&mut layer, &trace.second[at]);
        for (d, near) in around(at, SECOND_WINDOW, &(0..trace.first.len())) {
            let weights = (
                &self.next.weights[part(d, HIDDEN)],
                &mut self.next.gradients[part(d, HIDDEN)],
            );
            unmultiply(&mut back.first[near], weights, &trace.first[near], &layer);
        }
    }

    /// From the first layer of token `at` to its spots and to the middles around it.
    fn back_first(&mut self, line: &Line, at: usize, trace: &Trace, back: &mut Back) {
        let layer = &mut back.first[at];
        stop(layer, &trace.first[at]);
        for (gradient, mask) in layer.iter_mut().zip(&trace.masks[at]) {
            *gradient *= mask;
        }
        for &spot in line.spots(at) {
            let row = &mut self.spots.gradients[usize::from(spot) * HIDDEN..];
            row.iter_mut().zip(layer.iter()).for_each(|(g, d)| *g += d);
        }
        for (d, near) in around(at, FIRST_WINDOW, &(0..line.words.len())) {
            let weights = (
                &self.near.weights[part(d, PROJECTED)],
                &mut self.near.gradients[part(d, PROJECTED)],
            );
            unmultiply(
                &mut back.middles[near],
                weights,
                &trace.middles[near],
                layer,
            );
        }
    }

    /// From a word's middle to its rows for letters. Vector and facts are given, not learned.
    fn back_word(&mut self, word: &Input, input: &Whole, middle: &Middle) {
        let mut gradient = [0.0; INPUT + 1];
        let weights = (
            self.project.weights.as_slice(),
            self.project.gradients.as_mut_slice(),
        );
        unmultiply(&mut gradient, weights, input, middle);
        let scale = ngram_scale(word.grams.len());
        for &gram in &word.grams {
            let row = &mut self.grams.gradients[gram as usize * NGRAM_WIDTH..];
            for (sum, pull) in row.iter_mut().zip(&gradient[VECTOR + WORD_FACTS..INPUT]) {
                *sum += pull * scale;
            }
        }
    }

    /// Moves all weights that the line had a part in.
    fn step(&mut self, words: &[Input], line: &Line, rate: f32) {
        for block in [
            &mut self.project,
            &mut self.near,
            &mut self.next,
            &mut self.out,
            &mut self.edges,
        ] {
            block.step(0..block.weights.len(), rate, DECAY[0]);
        }
        let spots = line.spots.iter().map(|&spot| usize::from(spot));
        self.spots.step_rows(spots, HIDDEN, rate);
        let grams = line.words.iter();
        let grams = grams.flat_map(|&word| &words[word as usize].grams);
        let grams = grams.map(|&gram| gram as usize);
        self.grams.step_rows(grams, NGRAM_WIDTH, rate);
    }
}

/// The weights of distance `d` from a layer of `width` to one of [`HIDDEN`].
const fn part(d: usize, width: usize) -> std::ops::Range<usize> {
    d * width * HIDDEN..(d + 1) * width * HIDDEN
}

/// The way back through [`multiply`].
///
/// Adds to both gradients. An input of 0 gives its weights none, but has one itself: the layer below
/// decides ([`stop`]).
fn unmultiply<const N: usize>(
    input_gradient: &mut [f32],
    (weights, gradients): (&[f32], &mut [f32]),
    input: &[f32],
    gradient: &[f32; N],
) {
    let rows = weights.as_chunks::<N>().0.iter();
    let rows = rows.zip(gradients.as_chunks_mut::<N>().0);
    for ((sum, &value), (row, row_gradient)) in input_gradient.iter_mut().zip(input).zip(rows) {
        *sum += row.iter().zip(gradient).map(|(w, d)| w * d).sum::<f32>();
        if value != 0.0 {
            for (sum, pull) in row_gradient.iter_mut().zip(gradient) {
                *sum += value * pull;
            }
        }
    }
}

/// Nothing flows back through what was cut off at nothing.
fn stop(gradient: &mut HiddenLayer, values: &HiddenLayer) {
    for (gradient, value) in gradient.iter_mut().zip(values) {
        if *value <= 0.0 {
            *gradient = 0.0;
        }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "small whole numbers and halves are exact")]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_the_slope() {
        let weights = [1.0, 2.0, 3.0, 4.0];
        let mut gradients = [0.0; 4];
        let mut back = [0.0; 2];
        unmultiply(
            &mut back,
            (&weights, &mut gradients),
            &[2.0, -1.0],
            &[1.0, 0.5],
        );
        assert_eq!(back, [2.0, 5.0]);
        assert_eq!(gradients, [2.0, 1.0, -1.0, -0.5]);
    }
}
