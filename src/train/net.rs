//! Labelled sentences → a small neural net over word vectors.

use std::collections::HashMap;

use super::features::Prepared;
use super::random::Random;
use super::vectors::LENGTH;
use crate::entities::atoms::Atom;
use crate::entities::chain::{Edges, Marginals, free_edges};
use crate::entities::hash::mix;
use crate::entities::label::{LABELS, OUTSIDE, Row};
use crate::entities::lists::LISTS;

/// Vectors by the hash of the word.
pub(crate) type Vectors = HashMap<u64, [f32; LENGTH]>;

pub(crate) fn load(path: &std::path::Path) -> std::io::Result<Vectors> {
    let bytes = std::fs::read(path)?;
    Ok(bytes
        .chunks_exact(8 + 4 * LENGTH)
        .map(|chunk| {
            let hash = u64::from_le_bytes(std::array::from_fn(|i| chunk[i]));
            let vector = std::array::from_fn(|i| {
                f32::from_le_bytes(std::array::from_fn(|b| chunk[8 + 4 * i + b]))
            });
            (hash, vector)
        })
        .collect())
}

const SHAPES: usize = 16;
const FACTS: usize = 1 + 1 + 6 + 1 + LISTS as usize + SHAPES + 8 + 1 + 1;
pub(crate) const INPUT: usize = LENGTH + FACTS;
const GRAMS: usize = 8192;
const GRAM: usize = 24;
const MIDDLE: usize = 40;
const HIDDEN: usize = 64;
const SPOTS: usize = 8192;
const WIDE: isize = 2;

/// A word as the net sees it.
#[derive(Clone)]
pub(crate) struct Word {
    dense: Vec<f32>,
    grams: Vec<u32>,
}

pub(crate) fn word(atom: &Atom, vectors: &Vectors) -> Word {
    let mut dense = Vec::with_capacity(INPUT);
    match vectors.get(&atom.stem) {
        Some(vector) => {
            dense.extend(vector.iter().map(|v| v * 4.0));
            dense.push(0.0);
        }
        None => {
            dense.extend([0.0; LENGTH]);
            dense.push(1.0);
        }
    }
    let w = &atom.word;
    dense.push(f32::from(w.frequency) / 10.0);
    for share in w.kinds {
        let share = f32::from(share) / 255.0;
        dense.push(share);
        dense.push(share.sqrt());
    }
    dense.push(f32::from(w.name_count) / 8.0);
    for bit in 0..LISTS {
        dense.push(f32::from((w.lists >> bit) & 1));
    }
    for shape in 0..SHAPES {
        dense.push(f32::from(u8::from(atom.shape as usize == shape)));
    }
    for bit in 0..8 {
        dense.push(f32::from(u8::from(
            atom.cut > 0 && usize::from(atom.clitic) % 8 == bit,
        )));
    }
    dense.push(f32::from(u8::from(atom.letters.last() == Some(&'ي'))));
    dense.push((atom.letters.len() as f32 / 10.0).min(1.5));
    let mut grams = Vec::new();
    let letters: Vec<u64> = std::iter::once(1)
        .chain(atom.letters.iter().map(|c| u64::from(u32::from(*c))))
        .chain([2])
        .collect();
    if letters.len() > 3 {
        for n in 2..=4 {
            for row in letters.windows(n) {
                grams.push((row.iter().fold(n as u64, |h, c| mix(h, *c)) % GRAMS as u64) as u32);
            }
        }
    }
    Word { dense, grams }
}

/// A sentence for the net.
pub(crate) struct Line {
    pub(crate) words: Vec<u32>,
    /// Hashed spots of each token.
    pub(crate) spots: Vec<Vec<u32>>,
    pub(crate) labels: Vec<u8>,
}

pub(crate) fn spot(feature: u64) -> u32 {
    (feature % SPOTS as u64) as u32
}

/// Weights with their running moments.
#[derive(Clone)]
struct Block {
    w: Vec<f32>,
    g: Vec<f32>,
    m: Vec<f32>,
    v: Vec<f32>,
}

impl Block {
    fn new(size: usize, scale: f32, random: &mut Random) -> Self {
        Self {
            w: (0..size)
                .map(|_| (random.unit() * 2.0 - 1.0) * scale)
                .collect(),
            g: vec![0.0; size],
            m: vec![0.0; size],
            v: vec![0.0; size],
        }
    }

    fn step(&mut self, range: std::ops::Range<usize>, rate: f32, decay: f32) {
        for i in range {
            let g = self.g[i] + decay * self.w[i];
            self.g[i] = 0.0;
            self.m[i] = 0.9 * self.m[i] + 0.1 * g;
            self.v[i] = 0.99 * self.v[i] + 0.01 * g * g;
            self.w[i] -= rate * self.m[i] / (self.v[i].sqrt() + 1e-6);
        }
    }
}

#[derive(Clone)]
pub(crate) struct Net {
    grams: Block,
    project: Block,
    near: Block,
    spots: Block,
    next: Block,
    out: Block,
    edges: Block,
}

fn forward(out: &mut [f32], w: &[f32], x: &[f32]) {
    let width = out.len();
    for (i, &x) in x.iter().enumerate() {
        if x != 0.0 {
            for (o, w) in out.iter_mut().zip(&w[i * width..(i + 1) * width]) {
                *o += x * w;
            }
        }
    }
}

fn backward(dx: &mut [f32], w: &[f32], g: &mut [f32], x: &[f32], d: &[f32]) {
    let width = d.len();
    for (i, &x) in x.iter().enumerate() {
        let row = &w[i * width..(i + 1) * width];
        dx[i] += row.iter().zip(d).map(|(w, d)| w * d).sum::<f32>();
        if x != 0.0 {
            for (g, d) in g[i * width..(i + 1) * width].iter_mut().zip(d) {
                *g += x * d;
            }
        }
    }
}

#[derive(Default)]
struct Trace {
    input: Vec<Vec<f32>>,
    middle: Vec<Vec<f32>>,
    hidden: Vec<Vec<f32>>,
    deep: Vec<Vec<f32>>,
    nodes: Vec<Row>,
    mask: Vec<Vec<f32>>,
}

impl Net {
    pub(crate) fn new(seed: u64) -> Self {
        let mut r = Random::new(seed);
        let input = INPUT + GRAM + 1;
        Self {
            grams: Block::new(GRAMS * GRAM, 0.1, &mut r),
            project: Block::new(input * MIDDLE, 0.12, &mut r),
            near: Block::new(5 * MIDDLE * HIDDEN, 0.1, &mut r),
            spots: Block::new(SPOTS * HIDDEN, 0.02, &mut r),
            next: Block::new(3 * HIDDEN * HIDDEN, 0.1, &mut r),
            out: Block::new((HIDDEN * 2 + 1) * LABELS, 0.1, &mut r),
            edges: Block::new(LABELS * LABELS, 0.01, &mut r),
        }
    }

    fn edge(&self) -> Edges {
        let mut edges = free_edges();
        for (e, w) in edges.iter_mut().flatten().zip(&self.edges.w) {
            *e += w;
        }
        edges
    }

    fn run(&self, words: &[Word], line: &Line, drop: Option<(&mut Random, f32)>) -> Trace {
        let n = line.words.len();
        let mut t = Trace::default();
        let mut drop = drop;
        for &w in &line.words {
            let word = &words[w as usize];
            let mut input = word.dense.clone();
            let mut grams = [0.0f32; GRAM];
            if !word.grams.is_empty() {
                let scale = 1.0 / (word.grams.len() as f32).sqrt();
                for &g in &word.grams {
                    for (a, b) in grams.iter_mut().zip(&self.grams.w[g as usize * GRAM..]) {
                        *a += b * scale;
                    }
                }
            }
            input.extend(grams);
            input.push(1.0);
            if let Some((random, share)) = &mut drop {
                if random.unit() < *share * 0.4 {
                    input[..LENGTH].fill(0.0);
                }
            }
            let mut middle = vec![0.0; MIDDLE];
            forward(&mut middle, &self.project.w, &input);
            t.input.push(input);
            t.middle.push(middle);
        }
        for at in 0..n {
            let mut hidden = vec![0.0; HIDDEN];
            for d in -WIDE..=WIDE {
                if let Some(i) = at.checked_add_signed(d).filter(|&i| i < n) {
                    let k = (d + WIDE) as usize * MIDDLE * HIDDEN;
                    forward(
                        &mut hidden,
                        &self.near.w[k..k + MIDDLE * HIDDEN],
                        &t.middle[i],
                    );
                }
            }
            for &s in &line.spots[at] {
                for (a, b) in hidden.iter_mut().zip(&self.spots.w[s as usize * HIDDEN..]) {
                    *a += b;
                }
            }
            let mut mask = vec![1.0; HIDDEN];
            for (h, m) in hidden.iter_mut().zip(&mut mask) {
                *h = h.max(0.0);
                if let Some((random, share)) = &mut drop {
                    *m = if random.unit() < *share {
                        0.0
                    } else {
                        1.0 / (1.0 - *share)
                    };
                    *h *= *m;
                }
            }
            t.mask.push(mask);
            t.hidden.push(hidden);
        }
        for at in 0..n {
            let mut deep = vec![0.0; HIDDEN];
            for d in -1..=1isize {
                if let Some(i) = at.checked_add_signed(d).filter(|&i| i < n) {
                    let k = (d + 1) as usize * HIDDEN * HIDDEN;
                    forward(
                        &mut deep,
                        &self.next.w[k..k + HIDDEN * HIDDEN],
                        &t.hidden[i],
                    );
                }
            }
            for h in &mut deep {
                *h = h.max(0.0);
            }
            let mut node = [0.0; LABELS];
            forward(&mut node, &self.out.w[..HIDDEN * LABELS], &deep);
            forward(
                &mut node,
                &self.out.w[HIDDEN * LABELS..2 * HIDDEN * LABELS],
                &t.hidden[at],
            );
            for (o, b) in node.iter_mut().zip(&self.out.w[2 * HIDDEN * LABELS..]) {
                *o += b;
            }
            t.nodes.push(node);
            t.deep.push(deep);
        }
        t
    }

    /// Scores of a line.
    pub(crate) fn scores(&self, words: &[Word], line: &Line) -> (Vec<Row>, Vec<Edges>) {
        let trace = self.run(words, line, None);
        let edges = vec![self.edge(); line.words.len()];
        (trace.nodes, edges)
    }

    fn learn(&mut self, words: &[Word], line: &Line, random: &mut Random, drop: f32, rate: f32) {
        let n = line.words.len();
        let t = self.run(words, line, Some((random, drop)));
        let edges = vec![self.edge(); n];
        let mut marginals = Marginals::default();
        marginals.compute(&t.nodes, &edges, true);
        let mut before = OUTSIDE;
        let mut dhidden = vec![vec![0.0; HIDDEN]; n];
        let mut dmiddle = vec![vec![0.0; MIDDLE]; n];
        for at in 0..n {
            let label = usize::from(line.labels[at]);
            let mut d = marginals.nodes[at];
            d[label] -= 1.0;
            let mut pairs = marginals.edges[at];
            pairs[before][label] -= 1.0;
            before = label;
            for (g, p) in self.edges.g.iter_mut().zip(pairs.iter().flatten()) {
                *g += p;
            }
            let mut ddeep = vec![0.0; HIDDEN];
            let (first, rest) = self.out.g.split_at_mut(HIDDEN * LABELS);
            backward(
                &mut ddeep,
                &self.out.w[..HIDDEN * LABELS],
                first,
                &t.deep[at],
                &d,
            );
            let (second, bias) = rest.split_at_mut(HIDDEN * LABELS);
            backward(
                &mut dhidden[at],
                &self.out.w[HIDDEN * LABELS..2 * HIDDEN * LABELS],
                second,
                &t.hidden[at],
                &d,
            );
            for (g, d) in bias.iter_mut().zip(&d) {
                *g += d;
            }
            for (d, h) in ddeep.iter_mut().zip(&t.deep[at]) {
                if *h <= 0.0 {
                    *d = 0.0;
                }
            }
            for k in -1..=1isize {
                if let Some(i) = at.checked_add_signed(k).filter(|&i| i < n) {
                    let o = (k + 1) as usize * HIDDEN * HIDDEN;
                    let range = o..o + HIDDEN * HIDDEN;
                    backward(
                        &mut dhidden[i],
                        &self.next.w[range.clone()],
                        &mut self.next.g[range],
                        &t.hidden[i],
                        &ddeep,
                    );
                }
            }
        }
        for at in 0..n {
            for ((d, h), m) in dhidden[at].iter_mut().zip(&t.hidden[at]).zip(&t.mask[at]) {
                *d = if *h <= 0.0 { 0.0 } else { *d * m };
            }
            for &s in &line.spots[at] {
                for (g, d) in self.spots.g[s as usize * HIDDEN..]
                    .iter_mut()
                    .zip(&dhidden[at])
                {
                    *g += d;
                }
            }
            for k in -WIDE..=WIDE {
                if let Some(i) = at.checked_add_signed(k).filter(|&i| i < n) {
                    let o = (k + WIDE) as usize * MIDDLE * HIDDEN;
                    let range = o..o + MIDDLE * HIDDEN;
                    backward(
                        &mut dmiddle[i],
                        &self.near.w[range.clone()],
                        &mut self.near.g[range],
                        &t.middle[i],
                        &dhidden[at],
                    );
                }
            }
        }
        let mut dinput = vec![0.0; INPUT + GRAM + 1];
        for at in 0..n {
            dinput.fill(0.0);
            backward(
                &mut dinput,
                &self.project.w,
                &mut self.project.g,
                &t.input[at],
                &dmiddle[at],
            );
            let word = &words[line.words[at] as usize];
            let scale = 1.0 / (word.grams.len().max(1) as f32).sqrt();
            for &g in &word.grams {
                for (g, d) in self.grams.g[g as usize * GRAM..]
                    .iter_mut()
                    .zip(&dinput[INPUT..INPUT + GRAM])
                {
                    *g += d * scale;
                }
            }
        }
        for block in [
            &mut self.project,
            &mut self.near,
            &mut self.next,
            &mut self.out,
            &mut self.edges,
        ] {
            let size = block.w.len();
            block.step(0..size, rate, 1e-5);
        }
        let mut touched: Vec<u32> = line.spots.iter().flatten().copied().collect();
        touched.sort_unstable();
        touched.dedup();
        for s in touched {
            self.spots
                .step(s as usize * HIDDEN..(s as usize + 1) * HIDDEN, rate, 1e-4);
        }
        let mut touched: Vec<u32> = line
            .words
            .iter()
            .flat_map(|&w| words[w as usize].grams.iter().copied())
            .collect();
        touched.sort_unstable();
        touched.dedup();
        for g in touched {
            self.grams
                .step(g as usize * GRAM..(g as usize + 1) * GRAM, rate, 1e-4);
        }
    }
}

/// Trains a net.
pub(crate) fn train(
    words: &[Word],
    lines: &[&Line],
    rounds: usize,
    rate: f32,
    drop: f32,
    seed: u64,
) -> Net {
    let mut net = Net::new(seed);
    let mut random = Random::new(seed + 1);
    let mut order: Vec<usize> = (0..lines.len()).collect();
    let total = (rounds * lines.len()) as f32;
    let mut done = 0.0;
    for _ in 0..rounds {
        random.shuffle(&mut order);
        for &at in &order {
            let rate = rate * (1.0 - done / total).max(0.02);
            done += 1.0;
            net.learn(words, lines[at], &mut random, drop, rate);
        }
    }
    net
}

/// All words and lines of articles; `spots` gives the spots of each token.
pub(crate) struct Data {
    pub(crate) words: Vec<Word>,
    /// Lines of each article.
    pub(crate) lines: Vec<Vec<Line>>,
}

pub(crate) fn data(articles: &[Prepared<'_>], spots: &[Vec<Vec<u32>>], vectors: &Vectors) -> Data {
    let mut words = Vec::new();
    let mut lines = Vec::new();
    for (article, spots) in articles.iter().zip(spots) {
        let first = words.len() as u32;
        words.extend(article.words.atoms.iter().map(|atom| word(atom, vectors)));
        let mut mine = Vec::new();
        for (range, sequence) in article.document.sentences.iter().zip(&article.sequences) {
            mine.push(Line {
                words: range
                    .clone()
                    .map(|at| first + article.words.of[at])
                    .collect(),
                spots: spots[range.clone()].to_vec(),
                labels: sequence.labels.clone(),
            });
        }
        lines.push(mine);
    }
    Data { words, lines }
}
