//! The net's layers in training: the forward pass over a sentence with dropout, and the backward pass with the
//! gradients.
//!
//! The shapes are those of [`entities::net`](crate::entities::net), which reads the quantized weights.
//!
//! ```text
//! word's input ─ project ─→ projected ─ near (5 words) + hashed features ─→ first ─ next (3 words) ─→ second
//!                                                                            └───────── out ───────────┴──→ labels
//! ```
//!
//! Both layers are rectified. The labels of a sentence are scored as a sequence, like
//! those of [`crf`](crate::train::crf): the incoming gradient is that of the whole chain.

use super::input::{NetSentence, WordInput};
use crate::entities::chain::{Marginals, TransitionScores, permitted_transitions};
use crate::entities::label::{LABELS, LabelScores, OUTSIDE};
use crate::entities::net::{
    HASHED_ROWS, HIDDEN, HiddenLayer, INPUT, NGRAM_ROWS, NGRAM_WIDTH, PROJECTED, SIZES, VECTOR,
    WORD_FACTS, multiply, ngram_scale,
};
use crate::entities::window::{FIRST_WINDOW, SECOND_WINDOW, around};
use crate::train::random::Random;

/// A word's input and a constant 1.
type InputVector = [f32; INPUT + 1];

/// A word's input to the first layer.
type ProjectedVector = [f32; PROJECTED];

/// Weights with their gradients and the running moments of those (Kingma & Ba, "Adam", 2015).
pub(super) struct ParameterBlock {
    /// The weights.
    pub(super) weights: Vec<f32>,
    gradients: Vec<f32>,
    means: Vec<f32>,
    squares: Vec<f32>,
}

/// Decay rates of the running moments.
const MOMENTS: [f32; 2] = [0.9, 0.99];

/// Weight decay, as a share of the weight that is added to its gradient: of a layer, of a
/// row. Rows are rarely updated and so have a greater one.
const DECAY: [f32; 2] = [1e-5, 1e-4];

impl ParameterBlock {
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

    /// Updates the weights of `range` by their gradients and sets these to 0.
    ///
    /// Without the paper's bias correction of the moments.
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

    /// Updates the rows of `length` whose indices are `touched`.
    ///
    /// Each row once, however often it occurs in the sentence. The moments of the others do not change: to update
    /// all rows for every sentence would take many times as long as the sentence itself.
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
pub(super) struct NetLayers {
    grams: ParameterBlock,
    hashed: ParameterBlock,
    project: ParameterBlock,
    near: ParameterBlock,
    next: ParameterBlock,
    out: ParameterBlock,
    edges: ParameterBlock,
}

/// Dropout: inputs are omitted at random, so that no part depends on another.
///
/// Only in training; the reader omits nothing.
pub(super) struct Dropout<'r> {
    /// The source of randomness.
    pub(super) random: &'r mut Random,
    /// Share of the first layer that is dropped.
    pub(super) share: f32,
}

impl Dropout<'_> {
    /// Whether something is dropped whose share is `part` of that of the first layer.
    fn drops(&mut self, part: f32) -> bool {
        self.random.unit() < self.share * part
    }
}

/// Share of words whose vector is dropped, relative to that of the first layer.
const WITHOUT_VECTOR: f32 = 0.4;

/// The values of a forward pass over a sentence that the backward pass needs.
///
/// One entry for each token of the sentence. `first` is the input of the next layer: rectified, with dropout
/// by its mask, the rest scaled up, so that the reader need not scale.
#[derive(Default)]
struct ForwardPass {
    inputs: Vec<InputVector>,
    middles: Vec<ProjectedVector>,
    first: Vec<HiddenLayer>,
    masks: Vec<HiddenLayer>,
    second: Vec<HiddenLayer>,
    nodes: Vec<LabelScores>,
}

/// Gradients of a sentence's layers.
///
/// Each is summed over all tokens that used the value: a first layer is used by
/// three second ones, a projected word by five first ones.
struct BackwardGradients {
    middles: Vec<ProjectedVector>,
    first: Vec<HiddenLayer>,
}

impl NetLayers {
    /// Small random weights.
    pub(super) fn new(seed: u64) -> Self {
        let random = &mut Random::new(seed);
        let [project, near, next, out, edges] = SIZES;
        Self {
            grams: ParameterBlock::new(NGRAM_ROWS * NGRAM_WIDTH, 0.1, random),
            project: ParameterBlock::new(project, 0.12, random),
            near: ParameterBlock::new(near, 0.1, random),
            hashed: ParameterBlock::new(HASHED_ROWS * HIDDEN, 0.02, random),
            next: ParameterBlock::new(next, 0.1, random),
            out: ParameterBlock::new(out, 0.1, random),
            edges: ParameterBlock::new(edges, 0.01, random),
        }
    }

    /// All blocks, in the order of the model's sections.
    pub(super) fn blocks(&self) -> [&ParameterBlock; 7] {
        [
            &self.grams,
            &self.hashed,
            &self.project,
            &self.near,
            &self.next,
            &self.out,
            &self.edges,
        ]
    }

    /// The scores of a label after another, without the forbidden pairs.
    fn edges(&self) -> TransitionScores {
        let mut edges = permitted_transitions();
        for (score, weight) in edges.iter_mut().flatten().zip(&self.edges.weights) {
            *score += weight;
        }
        edges
    }

    /// Scores of the sentence's labels with the present weights, and all values on the way.
    fn forward(
        &self,
        words: &[WordInput],
        sentence: &NetSentence,
        dropout: &mut Dropout<'_>,
    ) -> ForwardPass {
        let mut forward = ForwardPass::default();
        for &word in &sentence.words {
            let input = self.input(&words[word as usize], dropout);
            let mut middle = [0.0; PROJECTED];
            multiply(&mut middle, &self.project.weights, &input);
            forward.inputs.push(input);
            forward.middles.push(middle);
        }
        for at in 0..sentence.words.len() {
            self.first(sentence, at, &mut forward, dropout);
        }
        for at in 0..sentence.words.len() {
            self.second(at, &mut forward);
        }
        forward
    }

    /// A word's facts and n-grams. Its vector is dropped now and then, so that the net learns to label unknown words.
    fn input(&self, word: &WordInput, dropout: &mut Dropout<'_>) -> InputVector {
        let mut input = [0.0; INPUT + 1];
        input[..VECTOR + WORD_FACTS].copy_from_slice(&word.dense);
        let scale = ngram_scale(word.ngrams.len());
        for &gram in &word.ngrams {
            let row = &self.grams.weights[gram as usize * NGRAM_WIDTH..];
            for (sum, weight) in input[VECTOR + WORD_FACTS..INPUT].iter_mut().zip(row) {
                *sum += weight * scale;
            }
        }
        input[INPUT] = 1.0;
        if dropout.drops(WITHOUT_VECTOR) {
            input[..VECTOR].fill(0.0);
        }
        input
    }

    /// The first layer of token `at`, from the projected words around it and its hashed features, with dropout.
    fn first(
        &self,
        sentence: &NetSentence,
        at: usize,
        forward: &mut ForwardPass,
        dropout: &mut Dropout<'_>,
    ) {
        let mut layer = [0.0; HIDDEN];
        for (d, near) in around(at, FIRST_WINDOW, &(0..sentence.words.len())) {
            let weights = &self.near.weights[part(d, PROJECTED)];
            multiply(&mut layer, weights, &forward.middles[near]);
        }
        for &index in sentence.hashed_features_of(at) {
            let row = &self.hashed.weights[usize::from(index) * HIDDEN..];
            layer.iter_mut().zip(row).for_each(|(sum, w)| *sum += w);
        }
        let mask: HiddenLayer = std::array::from_fn(|_| {
            if dropout.drops(1.0) {
                0.0
            } else {
                1.0 / (1.0 - dropout.share)
            }
        });
        for (value, mask) in layer.iter_mut().zip(&mask) {
            *value = value.max(0.0) * mask;
        }
        forward.first.push(layer);
        forward.masks.push(mask);
    }

    /// The second layer of token `at`, and the scores of its labels, from both layers: evidence of the
    /// word itself need not pass through the second layer.
    fn second(&self, at: usize, forward: &mut ForwardPass) {
        let mut layer = [0.0; HIDDEN];
        for (d, near) in around(at, SECOND_WINDOW, &(0..forward.first.len())) {
            let weights = &self.next.weights[part(d, HIDDEN)];
            multiply(&mut layer, weights, &forward.first[near]);
        }
        for value in &mut layer {
            *value = value.max(0.0);
        }
        let mut node = [0.0; LABELS];
        let (from_second, rest) = self.out.weights.split_at(HIDDEN * LABELS);
        let (from_first, own) = rest.split_at(HIDDEN * LABELS);
        multiply(&mut node, from_second, &layer);
        multiply(&mut node, from_first, &forward.first[at]);
        multiply(&mut node, own, &[1.0]);
        forward.second.push(layer);
        forward.nodes.push(node);
    }

    /// One training step on a sentence.
    ///
    /// Forward pass, gradients of the chain, backward pass, update; all gradients are 0 after it.
    /// Layers are updated as a whole, rows where the sentence uses them.
    pub(super) fn learn(
        &mut self,
        words: &[WordInput],
        sentence: &NetSentence,
        dropout: &mut Dropout<'_>,
        rate: f32,
    ) {
        let count = sentence.words.len();
        let forward = self.forward(words, sentence, dropout);
        let mut marginals = Marginals::default();
        marginals.compute(&forward.nodes, &vec![self.edges(); count], true);
        let mut back = BackwardGradients {
            middles: vec![[0.0; PROJECTED]; count],
            first: vec![[0.0; HIDDEN]; count],
        };
        let mut before = OUTSIDE;
        for at in 0..count {
            let label = usize::from(sentence.labels[at]);
            marginals.labels[at][label] -= 1.0;
            marginals.pairs[at][before][label] -= 1.0;
            let pairs = marginals.pairs[at].iter().flatten();
            let gradients = self.edges.gradients.iter_mut();
            gradients.zip(pairs).for_each(|(g, pair)| *g += pair);
            self.back_second(at, &forward, &marginals.labels[at], &mut back);
            before = label;
        }
        for at in 0..count {
            self.back_first(sentence, at, &forward, &mut back);
        }
        for (at, &word) in sentence.words.iter().enumerate() {
            self.back_word(
                &words[word as usize],
                &forward.inputs[at],
                &back.middles[at],
            );
        }
        self.step(words, sentence, rate);
    }

    /// From the scores of token `at` to the first layers around it, and to the weights between.
    fn back_second(
        &mut self,
        at: usize,
        forward: &ForwardPass,
        node: &LabelScores,
        back: &mut BackwardGradients,
    ) {
        let mut layer = [0.0; HIDDEN];
        let (from_second, from_first) = self.out.weights.split_at(HIDDEN * LABELS);
        let (second_gradients, rest) = self.out.gradients.split_at_mut(HIDDEN * LABELS);
        let (first_gradients, own) = rest.split_at_mut(HIDDEN * LABELS);
        let second = (from_second, second_gradients);
        multiply_backward(&mut layer, second, &forward.second[at], node);
        let first = (from_first, first_gradients);
        multiply_backward(&mut back.first[at], first, &forward.first[at], node);
        own.iter_mut().zip(node).for_each(|(g, d)| *g += d);
        rectify_gradient(&mut layer, &forward.second[at]);
        for (d, near) in around(at, SECOND_WINDOW, &(0..forward.first.len())) {
            let weights = (
                &self.next.weights[part(d, HIDDEN)],
                &mut self.next.gradients[part(d, HIDDEN)],
            );
            multiply_backward(&mut back.first[near], weights, &forward.first[near], &layer);
        }
    }

    /// From the first layer of token `at` to its hashed features and to the projected words around it.
    fn back_first(
        &mut self,
        sentence: &NetSentence,
        at: usize,
        forward: &ForwardPass,
        back: &mut BackwardGradients,
    ) {
        let layer = &mut back.first[at];
        rectify_gradient(layer, &forward.first[at]);
        for (gradient, mask) in layer.iter_mut().zip(&forward.masks[at]) {
            *gradient *= mask;
        }
        for &index in sentence.hashed_features_of(at) {
            let row = &mut self.hashed.gradients[usize::from(index) * HIDDEN..];
            row.iter_mut().zip(layer.iter()).for_each(|(g, d)| *g += d);
        }
        for (d, near) in around(at, FIRST_WINDOW, &(0..sentence.words.len())) {
            let weights = (
                &self.near.weights[part(d, PROJECTED)],
                &mut self.near.gradients[part(d, PROJECTED)],
            );
            multiply_backward(
                &mut back.middles[near],
                weights,
                &forward.middles[near],
                layer,
            );
        }
    }

    /// From a word's middle to its rows for letters. Vector and facts are given, not learned.
    fn back_word(&mut self, word: &WordInput, input: &InputVector, middle: &ProjectedVector) {
        let mut gradient = [0.0; INPUT + 1];
        let weights = (
            self.project.weights.as_slice(),
            self.project.gradients.as_mut_slice(),
        );
        multiply_backward(&mut gradient, weights, input, middle);
        let scale = ngram_scale(word.ngrams.len());
        for &gram in &word.ngrams {
            let row = &mut self.grams.gradients[gram as usize * NGRAM_WIDTH..];
            for (sum, pull) in row.iter_mut().zip(&gradient[VECTOR + WORD_FACTS..INPUT]) {
                *sum += pull * scale;
            }
        }
    }

    /// Updates all weights that the sentence used.
    fn step(&mut self, words: &[WordInput], sentence: &NetSentence, rate: f32) {
        for block in [
            &mut self.project,
            &mut self.near,
            &mut self.next,
            &mut self.out,
            &mut self.edges,
        ] {
            block.step(0..block.weights.len(), rate, DECAY[0]);
        }
        let indices = sentence
            .hashed_features
            .iter()
            .map(|&index| usize::from(index));
        self.hashed.step_rows(indices, HIDDEN, rate);
        let grams = sentence.words.iter();
        let grams = grams.flat_map(|&word| &words[word as usize].ngrams);
        let grams = grams.map(|&gram| gram as usize);
        self.grams.step_rows(grams, NGRAM_WIDTH, rate);
    }
}

/// The weights of distance `d` from a layer of `width` to one of [`HIDDEN`].
const fn part(d: usize, width: usize) -> std::ops::Range<usize> {
    d * width * HIDDEN..(d + 1) * width * HIDDEN
}

/// The backward pass of [`multiply`].
///
/// Adds to both gradients. An input of 0 adds nothing to the gradient of its weights, but has a gradient itself; whether
/// it passes on is decided in the layer below ([`rectify_gradient`]).
fn multiply_backward<const N: usize>(
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

/// The backward pass of the rectifier: no gradient where the value was 0.
fn rectify_gradient(gradient: &mut HiddenLayer, values: &HiddenLayer) {
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
    fn the_backward_pass_is_the_derivative() {
        let weights = [1.0, 2.0, 3.0, 4.0];
        let mut gradients = [0.0; 4];
        let mut back = [0.0; 2];
        multiply_backward(
            &mut back,
            (&weights, &mut gradients),
            &[2.0, -1.0],
            &[1.0, 0.5],
        );
        assert_eq!(back, [2.0, 5.0]);
        assert_eq!(gradients, [2.0, 1.0, -1.0, -0.5]);
    }
}
