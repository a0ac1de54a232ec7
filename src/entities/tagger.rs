//! A document and a model → the label of every token.
//!
//! The first pass scores every sentence by itself; its probabilities make the
//! article's [`Outline`]; the second pass scores again with that, joined by the
//! net. Features that both passes share are made and looked up once, those of
//! one word alone once for each distinct word: a word comes three times in an
//! article on average.
//!
//! ```text
//! document → words (atoms) → first pass → probabilities → outline
//!                                  sums ↘                   ↓
//!                             net's opinion → second pass → labels
//! ```
//!
//! Each sentence is labelled by itself, so a name never crosses its end. Time is linear in the
//! tokens; what is kept from the first pass for the second is some hundred bytes a token.

#![expect(
    clippy::cast_possible_truncation,
    reason = "an article has far less than 2^32 distinct words"
)]

use std::ops::Range;

use foldhash::{HashMap, HashMapExt};

use super::article::Outline;
use super::atoms::{Atom, atom};
use super::chain::{self, Edges, Marginals, free_edges};
use super::doubt::{Doubt, Look};
use super::features::{self, Group, REACH, Sentence};
use super::label::{LABELS, OUTSIDE, Row};
use super::lexicon::Lexicon;
use super::model::{Model, Nodes, Pass, Sums};
use super::net::{self, Gifts, HIDDEN, Layer};
use crate::text::Document;

/// Distances at which a word counts.
const DISTANCES: usize = 2 * REACH as usize + 1;

/// A document's words, each distinct one once.
///
/// Distinct by their bytes: بيروت with and without harakat are two, of one hash.
pub(crate) struct Words {
    /// The distinct words.
    pub(crate) atoms: Vec<Atom>,
    /// For each token, its word in `atoms`.
    pub(crate) of: Vec<u32>,
}

impl Words {
    /// Looks every word of `document` up.
    ///
    /// Numbers and marks are words here too: every token has its atom.
    pub(crate) fn new(document: &Document<'_>, lexicon: Lexicon<'_>) -> Self {
        let mut seen: HashMap<&str, u32> = HashMap::new();
        let mut atoms = Vec::new();
        let of = (0..document.tokens.len())
            .map(|at| {
                *seen.entry(document.word(at)).or_insert_with(|| {
                    atoms.push(atom(document, at, lexicon));
                    atoms.len() as u32 - 1
                })
            })
            .collect();
        Self { atoms, of }
    }

    /// The word of token `at`.
    pub(crate) fn atom(&self, at: usize) -> &Atom {
        &self.atoms[self.of[at] as usize]
    }

    /// What each distinct word is worth at each distance.
    ///
    /// Indexed by distance + [`REACH`]. A token's score begins as the sum of five of these; so the
    /// model is asked for the features of a word's letters once, however often it comes.
    fn worth(&self, nodes: &Nodes<'_>) -> Vec<[Sums; DISTANCES]> {
        self.atoms
            .iter()
            .map(|atom| {
                std::array::from_fn(|d| {
                    let mut sums = Sums::default();
                    let mut sink = |_: Group, feature: u64| nodes.add(feature, &mut sums);
                    features::of_word(atom, d.cast_signed() - REACH, &mut sink);
                    sums
                })
            })
            .collect()
    }
}

/// Spots of a token, about (measured: 2.2): room that is made at once.
const SPOTS_EACH: usize = 3;

/// What the first pass leaves for the second.
///
/// All rows are by token of the document; sentences leave no token out.
struct FirstPass {
    /// Probabilities of each token's labels.
    rows: Vec<Row>,
    /// Sums of what both passes know of each token.
    sums: Vec<Sums>,
    /// Rows of the net for each token, one token after the other.
    spots: Vec<u16>,
    /// Where each token's spots end.
    ends: Vec<usize>,
}

impl FirstPass {
    /// The spots of token `at`.
    fn spots(&self, at: usize) -> &[u16] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.spots[start..self.ends[at]]
    }
}

/// What the second pass stands on.
struct Second<'p> {
    first: &'p FirstPass,
    outline: &'p Outline<'p>,
    /// For each token of the document.
    looks: &'p [Look],
    /// `None` without a net.
    gifts: Option<Gifts>,
}

/// Scores of a token that is outside.
const SETTLED: Row = {
    let mut row = [chain::NEVER; LABELS];
    row[OUTSIDE] = 0.0;
    row
};

/// A document on its way through the passes.
///
/// `model` and `words` must have been made with one lexicon.
struct Passage<'d> {
    document: &'d Document<'d>,
    words: &'d Words,
    model: &'d Model<'d>,
}

impl Passage<'_> {
    /// Scores every sentence by itself.
    ///
    /// Takes the sums of both passes out of the table at one go, and remembers which features the
    /// net will want as its spots, so that they need not be made again.
    fn first(&self) -> FirstPass {
        let worth = self.words.worth(&self.model.nodes);
        let tokens = self.words.of.len();
        let mut pass = FirstPass {
            rows: Vec::with_capacity(tokens),
            sums: Vec::with_capacity(tokens),
            spots: Vec::with_capacity(tokens * SPOTS_EACH),
            ends: Vec::with_capacity(tokens),
        };
        let mut marginals = Marginals::default();
        for range in &self.document.sentences {
            let atoms = self.atoms(range);
            let line = features::line(self.document, range.start);
            let places = features::places(&atoms, line, self.model.phrases);
            let sentence = Sentence {
                atoms: &atoms,
                places: &places,
            };
            for at in 0..atoms.len() {
                let mut sums = self.near(&worth, range, range.start + at);
                let mut sink = |group: Group, feature: u64| {
                    self.model.nodes.add(feature, &mut sums);
                    if group.is_spot() {
                        pass.spots.push(net::spot(feature));
                    }
                };
                features::of_place(&sentence, at, &mut sink);
                pass.sums.push(sums);
                pass.ends.push(pass.spots.len());
            }
            let nodes = self.scores(&pass.sums[range.clone()], Pass::First);
            let edges = self.edges(&atoms, Pass::First, |_| true);
            marginals.compute(&nodes, &edges, false);
            pass.rows.extend_from_slice(&marginals.nodes);
        }
        pass
    }

    /// The labels of all tokens by the second pass and the net.
    ///
    /// Tokens of which the first pass is sure stay outside; see [`Doubt`]. Where the model has no
    /// net, the second pass speaks alone. The net's scores are added as they are: how much each of
    /// the two counts is in their weights already.
    fn second(&self, first: &FirstPass, outline: &Outline<'_>) -> Vec<usize> {
        let doubt = Doubt::new(self.document, self.words, &first.rows);
        let net = self.model.net.as_ref();
        let second = Second {
            first,
            outline,
            looks: &doubt.looks,
            gifts: net.map(|net| net.gifts(&self.words.atoms, doubt.wanted)),
        };
        let mut labels = Vec::with_capacity(first.rows.len());
        for range in &self.document.sentences {
            self.second_of(range, &second, &mut labels);
        }
        labels
    }

    /// [`Self::second`] for one sentence.
    fn second_of(&self, range: &Range<usize>, with: &Second<'_>, labels: &mut Vec<usize>) {
        let looks = &with.looks[range.clone()];
        if !looks.contains(&Look::At) {
            labels.extend(std::iter::repeat_n(OUTSIDE, looks.len()));
            return;
        }
        let net = self.model.net.as_ref();
        let mut layers = with
            .gifts
            .as_ref()
            .map(|gifts| self.layers(gifts, with.looks, range));
        let mut sums = with.first.sums[range.clone()].to_vec();
        let mut found = Vec::new();
        for ((at, sums), look) in range.clone().zip(&mut sums).zip(looks) {
            if *look == Look::Away {
                continue;
            }
            found.clear();
            let mut sink = |_: Group, feature: u64| {
                // Nobody asks for the scores of a token that is only looked at for its neighbour.
                if *look == Look::At {
                    self.model.nodes.add(feature, sums);
                }
                found.push(net::spot(feature));
            };
            with.outline
                .features(self.words, range.clone(), at, &mut sink);
            if let (Some(net), Some(layers)) = (net, &mut layers) {
                let spots = with.first.spots(at).iter().chain(&found);
                net.take(spots, &mut layers[at - range.start]);
            }
        }
        let mut nodes = self.scores(&sums, Pass::Second);
        // Between two tokens that are outside there is no choice to score.
        let is_open = |at: usize| looks[at.saturating_sub(1)..=at].contains(&Look::At);
        let mut edges = self.edges(&self.atoms(range), Pass::Second, is_open);
        if let (Some(net), Some(layers)) = (net, &mut layers) {
            net.join(layers, looks, (&mut nodes, &mut edges));
        }
        for (node, look) in nodes.iter_mut().zip(looks) {
            if *look != Look::At {
                *node = SETTLED;
            }
        }
        labels.extend(chain::best(&nodes, &edges));
    }

    /// The net's first layer of a sentence, as far as words alone make it.
    ///
    /// Before spots are added and before it is cut off at nothing; words beyond the sentence's ends
    /// give nothing.
    fn layers(&self, gifts: &Gifts, looks: &[Look], range: &Range<usize>) -> Vec<Layer> {
        let layer = |at: usize| {
            let mut sum = [0.0; HIDDEN];
            if looks[at] == Look::Away {
                return sum;
            }
            for (d, near) in around(at, net::NEAR, range) {
                let gift = gifts.of(self.words.of[near] as usize, d);
                for (sum, gift) in sum.iter_mut().zip(gift) {
                    *sum += gift;
                }
            }
            sum
        };
        range.clone().map(layer).collect()
    }

    fn atoms(&self, range: &Range<usize>) -> Vec<&Atom> {
        range.clone().map(|at| self.words.atom(at)).collect()
    }

    fn scores(&self, sums: &[Sums], pass: Pass) -> Vec<Row> {
        let nodes = &self.model.nodes;
        sums.iter().map(|sums| nodes.scores(sums, pass)).collect()
    }

    /// What the words around token `at` of the sentence `range` are worth.
    fn near(&self, worth: &[[Sums; DISTANCES]], range: &Range<usize>, at: usize) -> Sums {
        let mut sums = Sums::default();
        for (d, near) in around(at, DISTANCES, range) {
            let more = &worth[self.words.of[near] as usize][d];
            for (sum, more) in sums.iter_mut().zip(more) {
                *sum += more;
            }
        }
        sums
    }

    /// Scores of the steps of a sentence, for those tokens to which a step `is_open`.
    fn edges(&self, atoms: &[&Atom], pass: Pass, is_open: impl Fn(usize) -> bool) -> Vec<Edges> {
        // Steps look at words alone, so no places need be found for them.
        let sentence = Sentence { atoms, places: &[] };
        let mut every = free_edges();
        self.model.steps.add(features::EVERY_STEP, pass, &mut every);
        (0..atoms.len())
            .map(|at| {
                let mut edges = every;
                if !is_open(at) {
                    return edges;
                }
                features::of_step(&sentence, at, &mut |feature| {
                    self.model.steps.add(feature, pass, &mut edges);
                });
                edges
            })
            .collect()
    }
}

/// The places of `range` among the `width` about `at`, each with its number from the first on.
pub(crate) fn around(
    at: usize,
    width: usize,
    range: &Range<usize>,
) -> impl Iterator<Item = (usize, usize)> {
    let near = move |d: usize| (at + d).checked_sub(width / 2).map(|near| (d, near));
    (0..width)
        .filter_map(near)
        .filter(|(_, near)| range.contains(near))
}

/// The labels of all tokens, by both passes and the net.
///
/// One for each token, never "inside" where no name is open.
pub(crate) fn tag(document: &Document<'_>, words: &Words, model: &Model<'_>) -> Vec<usize> {
    let passage = Passage {
        document,
        words,
        model,
    };
    let first = passage.first();
    let outline = Outline::new(document, words, &first.rows);
    passage.second(&first, &outline)
}

/// The labels of all tokens by the first pass alone.
///
/// For news by the million words, of which only shares are wanted.
#[cfg(feature = "train")]
pub(crate) fn tag_once(document: &Document<'_>, words: &Words, model: &Model<'_>) -> Vec<usize> {
    let passage = Passage {
        document,
        words,
        model,
    };
    let first = passage.first();
    let sentences = document.sentences.iter();
    sentences
        .flat_map(|range| {
            let nodes = passage.scores(&first.sums[range.clone()], Pass::First);
            chain::best(
                &nodes,
                &passage.edges(&passage.atoms(range), Pass::First, |_| true),
            )
        })
        .collect()
}
