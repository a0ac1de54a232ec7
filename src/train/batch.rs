//! All articles as numbered features; training on a part of them; the scores that weights give an article.
//!
//! A batch numbers the features of all its articles once. Training without a fold then only
//! omits sentences, so the weights of all folds are in the same order. The features of an article
//! use the lexicon of its own fold, which was made without it.

use super::corpus::AnnotatedArticle;
use super::crf::{self, CrfSettings, CrfWeights, Sequence};
use super::features::{FeatureNumbering, PreparedArticle, WordKnowledge, prepare};
use super::net::{self, NetData, NetSentence, NetSettings};
use crate::entities::chain::{self, Marginals, TransitionScores};
use crate::entities::document_features::DocumentFeatures;
use crate::entities::features::FeatureGroup;
use crate::entities::label::LabelScores;

/// Minimum count of a feature: one that occurs once describes only its own token.
const MIN_COUNT: u32 = 2;

/// Articles with their features numbered.
///
/// `articles` and `fold` are of one length and in the order of the annotated articles.
pub(crate) struct TrainingBatch<'g> {
    /// The articles.
    pub(crate) articles: Vec<PreparedArticle<'g>>,
    /// The features' numbers.
    pub(crate) numbering: FeatureNumbering,
    /// Fold of each article.
    pub(crate) fold: Vec<usize>,
}

impl<'g> TrainingBatch<'g> {
    /// Numbers the first pass's features of all articles, each with what `known` knows for its fold.
    ///
    /// `known` is one for each fold, or one for all; `without` names groups to leave out. Features
    /// of tokens that are rarer than [`MIN_COUNT`] are dropped here; features of transitions are so few that all stay.
    pub(crate) fn new(
        annotated: &'g [AnnotatedArticle],
        fold: &[usize],
        known: &[WordKnowledge<'_>],
        without: &[FeatureGroup],
    ) -> Self {
        let mut numbering = FeatureNumbering::default();
        let mut articles: Vec<PreparedArticle<'g>> = annotated
            .iter()
            .zip(fold)
            .map(|(annotated, &fold)| {
                prepare(
                    annotated,
                    known[fold % known.len()],
                    &mut numbering,
                    without,
                )
            })
            .collect();
        let new = numbering.tokens.prune(MIN_COUNT);
        for sequence in articles.iter_mut().flat_map(|a| &mut a.sequences) {
            sequence.renumber(&new);
        }
        Self {
            articles,
            numbering,
            fold: fold.to_vec(),
        }
    }

    /// The indices of all articles but those of the fold `out` and the one that is kept out.
    fn training_articles(&self, out: Option<usize>) -> impl Iterator<Item = usize> {
        (0..self.articles.len()).filter(move |&article| {
            out != Some(self.fold[article]) && !self.articles[article].annotated.kept_out
        })
    }

    /// Trains on all articles but those of the fold `out` and the one that is kept out.
    ///
    /// With `None` on all of them, for the model. Sentences without tokens are skipped.
    pub(crate) fn train(&self, out: Option<usize>, settings: &CrfSettings) -> CrfWeights {
        let sequences: Vec<&Sequence> = self
            .training_articles(out)
            .flat_map(|article| &self.articles[article].sequences)
            .filter(|sequence| sequence.len() > 0)
            .collect();
        crf::train(
            &sequences,
            self.numbering.tokens.list.len(),
            self.numbering.steps.list.len(),
            settings,
        )
    }

    /// Trains a net on the same articles; `data` holds all of them.
    pub(crate) fn train_net(
        &self,
        data: &NetData,
        out: Option<usize>,
        settings: NetSettings,
    ) -> net::NetWeights {
        let sentences: Vec<&NetSentence> = self
            .training_articles(out)
            .flat_map(|a| &data.sentences[a])
            .collect();
        net::train(data, &sentences, settings)
    }

    /// Adds the second pass's features: `rows` are the first pass's probabilities for each article.
    ///
    /// The rows must come from weights that were trained without the article ([`crossval`](super::crossval)):
    /// trained on the scores of weights on their own examples, the second pass would rely on them too much.
    ///
    /// Numbers of the first pass stay what they are.
    pub(crate) fn second(&mut self, rows: Vec<Vec<LabelScores>>, without: &[FeatureGroup]) {
        let numbers = &mut self.numbering.tokens;
        for (article, rows) in self.articles.iter_mut().zip(rows) {
            let outline = DocumentFeatures::new(&article.document, &article.words, &rows);
            let sentences = &article.document.sentences;
            for (range, sequence) in sentences.iter().zip(&mut article.sequences) {
                let mut features = Vec::with_capacity(sequence.features.len() * 2);
                let mut ends = Vec::with_capacity(sequence.ends.len());
                for at in 0..sequence.len() {
                    features.extend_from_slice(sequence.token(at));
                    let hashed_features = &mut article.hashed_features[range.start + at];
                    let mut sink = |group: FeatureGroup, feature: u64| {
                        if !without.contains(&group) {
                            features.push(numbers.number(feature));
                            hashed_features.push(feature);
                        }
                    };
                    outline.features(&article.words, range.clone(), range.start + at, &mut sink);
                    ends.push(features.len() as u32);
                }
                sequence.features = features;
                sequence.ends = ends;
            }
        }
    }
}

/// Scores of all labels and steps of an article, token after token of its document.
pub(crate) struct ArticleScores {
    nodes: Vec<LabelScores>,
    edges: Vec<TransitionScores>,
}

impl ArticleScores {
    /// The scores that weights give an article.
    pub(crate) fn of(article: &PreparedArticle<'_>, weights: &CrfWeights) -> Self {
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

    /// Probabilities of all labels.
    ///
    /// Sentence by sentence, as the reader does it.
    pub(crate) fn rows(&self, article: &PreparedArticle<'_>) -> Vec<LabelScores> {
        let mut marginals = Marginals::default();
        let mut rows = Vec::with_capacity(self.nodes.len());
        for range in &article.document.sentences {
            let (nodes, edges) = (&self.nodes[range.clone()], &self.edges[range.clone()]);
            marginals.compute(nodes, edges, false);
            rows.extend_from_slice(&marginals.labels);
        }
        rows
    }

    /// The best labels.
    pub(crate) fn labels(&self, article: &PreparedArticle<'_>) -> Vec<usize> {
        let sentences = article.document.sentences.iter();
        sentences
            .flat_map(|range| {
                chain::viterbi(&self.nodes[range.clone()], &self.edges[range.clone()])
            })
            .collect()
    }
}
