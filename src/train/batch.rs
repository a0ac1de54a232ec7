//! All articles as numbered features, and training on a part of them.

use super::corpus::Gold;
use super::crf::{self, Sequence, Settings, Weights};
use super::features::{Known, Numbers, Prepared, prepare};
use crate::entities::article::Outline;
use crate::entities::chain::{self, Edges, Marginals};
use crate::entities::features::{self, Group};
use crate::entities::label::Row;

/// The article that no training may see.
const KEPT_OUT: &str = "s01";

/// Articles with their features numbered.
pub(crate) struct Batch<'g> {
    pub(crate) articles: Vec<Prepared<'g>>,
    pub(crate) tokens: Numbers,
    pub(crate) steps: Numbers,
    /// Fold of each article.
    pub(crate) fold: Vec<usize>,
}

impl<'g> Batch<'g> {
    /// Numbers the first pass's features of all articles, each with what `known` knows for its fold.
    pub(crate) fn new(
        gold: &'g [Gold],
        fold: &[usize],
        known: &[Known<'_>],
        without: &[Group],
    ) -> Self {
        let mut tokens = Numbers::default();
        let mut steps = Numbers::default();
        let articles = gold
            .iter()
            .zip(fold)
            .map(|(gold, &fold)| {
                prepare(
                    gold,
                    known[fold % known.len()],
                    &mut tokens,
                    &mut steps,
                    without,
                )
            })
            .collect();
        let mut batch = Self {
            articles,
            tokens,
            steps,
            fold: fold.to_vec(),
        };
        batch.prune();
        batch
    }

    /// Takes features out that were seen once: they tell of their own token alone.
    fn prune(&mut self) {
        let new = self.tokens.prune(2);
        for sequence in self.articles.iter_mut().flat_map(|a| &mut a.sequences) {
            sequence.renumber(&new);
        }
    }

    /// Trains on all articles but those of the folds `out`.
    pub(crate) fn train(&self, out: &[usize], settings: &Settings) -> Weights {
        let sequences: Vec<&Sequence> = self
            .articles
            .iter()
            .zip(&self.fold)
            .filter(|(article, fold)| !out.contains(fold) && article.gold.name != KEPT_OUT)
            .flat_map(|(article, _)| article.sequences.iter().filter(|s| s.len() > 0))
            .collect();
        crf::train(
            &sequences,
            self.tokens.list.len(),
            self.steps.list.len(),
            settings,
        )
    }

    /// The features of places and of the article, for each token of each article, as spots of a net.
    pub(crate) fn spots(
        &self,
        rows: Option<&[Vec<Row>]>,
        known: &[Known<'_>],
    ) -> Vec<Vec<Vec<u32>>> {
        let wanted = [
            Group::Quotation,
            Group::Phrases,
            Group::Heads,
            Group::Position,
            Group::Article,
        ];
        let mut all = Vec::new();
        for (i, article) in self.articles.iter().enumerate() {
            let outline =
                rows.map(|rows| Outline::new(&article.document, &article.words, rows[i].clone()));
            let phrases = known[self.fold[i] % known.len()].phrases;
            let mut mine = Vec::new();
            for range in &article.document.sentences {
                let atoms: Vec<_> = range.clone().map(|at| article.words.atom(at)).collect();
                let places = features::places(
                    &atoms,
                    features::line(&article.document, range.start),
                    phrases,
                );
                let sentence = features::Sentence {
                    atoms: &atoms,
                    places: &places,
                };
                for at in 0..atoms.len() {
                    let mut spots = Vec::new();
                    let mut sink = |group: Group, feature: u64| {
                        if wanted.contains(&group) {
                            spots.push(super::net::spot(feature));
                        }
                    };
                    features::of_place(&sentence, at, &mut sink);
                    if let Some(outline) = &outline {
                        outline.features(
                            &article.words,
                            range.clone(),
                            range.start + at,
                            &mut sink,
                        );
                    }
                    mine.push(spots);
                }
            }
            all.push(mine);
        }
        all
    }

    /// Adds the second pass's features: `rows` are the first pass's probabilities for each article.
    pub(crate) fn second(mut self, rows: Vec<Vec<Row>>, without: &[Group]) -> Self {
        for (article, rows) in self.articles.iter_mut().zip(rows) {
            let outline = Outline::new(&article.document, &article.words, rows);
            for (range, sequence) in article
                .document
                .sentences
                .iter()
                .zip(&mut article.sequences)
            {
                let mut features = Vec::with_capacity(sequence.features.len() * 2);
                let mut ends = Vec::with_capacity(sequence.ends.len());
                for at in 0..sequence.len() {
                    features.extend_from_slice(sequence.token(at));
                    let mut sink = |group: Group, feature: u64| {
                        if !without.contains(&group) {
                            features.push(self.tokens.number(feature));
                        }
                    };
                    outline.features(&article.words, range.clone(), range.start + at, &mut sink);
                    ends.push(features.len() as u32);
                }
                sequence.features = features;
                sequence.ends = ends;
            }
        }
        self
    }
}

/// Scores of all labels and steps of an article.
#[derive(Clone)]
pub(crate) struct Scores {
    pub(crate) nodes: Vec<Row>,
    pub(crate) edges: Vec<Edges>,
}

impl Scores {
    /// The scores that weights give an article.
    pub(crate) fn of(article: &Prepared<'_>, weights: &Weights) -> Self {
        let mut scores = Self {
            nodes: Vec::new(),
            edges: Vec::new(),
        };
        for sequence in &article.sequences {
            let (nodes, edges) = weights.scores(sequence);
            scores.nodes.extend(nodes);
            scores.edges.extend(edges);
        }
        scores
    }

    /// `share` of these scores and the rest of the other's.
    pub(crate) fn mixed(&self, other: &Self, share: f32) -> Self {
        let mix = |a: &Row, b: &Row| -> Row {
            std::array::from_fn(|y| share * a[y] + (1.0 - share) * b[y])
        };
        Self {
            nodes: self
                .nodes
                .iter()
                .zip(&other.nodes)
                .map(|(a, b)| mix(a, b))
                .collect(),
            edges: self
                .edges
                .iter()
                .zip(&other.edges)
                .map(|(a, b)| std::array::from_fn(|y| mix(&a[y], &b[y])))
                .collect(),
        }
    }

    /// Probabilities of all labels.
    pub(crate) fn rows(&self, article: &Prepared<'_>) -> Vec<Row> {
        let mut marginals = Marginals::default();
        let mut rows = Vec::with_capacity(self.nodes.len());
        for range in &article.document.sentences {
            marginals.compute(
                &self.nodes[range.clone()],
                &self.edges[range.clone()],
                false,
            );
            rows.extend_from_slice(&marginals.nodes);
        }
        rows
    }

    /// The best labels.
    pub(crate) fn labels(&self, article: &Prepared<'_>) -> Vec<usize> {
        article
            .document
            .sentences
            .iter()
            .flat_map(|range| chain::best(&self.nodes[range.clone()], &self.edges[range.clone()]))
            .collect()
    }
}

/// Does `work` for each number below `count`, two at a time; the results in order.
pub(crate) fn two_at_a_time<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let mut results: Vec<(usize, T)> = std::thread::scope(|scope| {
        let work = &work;
        let lanes: Vec<_> = (0..2)
            .map(|lane| {
                scope.spawn(move || {
                    (lane..count)
                        .step_by(2)
                        .map(|i| (i, work(i)))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        lanes
            .into_iter()
            .filter_map(|lane| lane.join().ok())
            .flatten()
            .collect()
    });
    results.sort_by_key(|(i, _)| *i);
    results.into_iter().map(|(_, result)| result).collect()
}
