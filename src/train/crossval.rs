//! Cross-validation: each article tagged by a model that was trained without it, and the figures.
//!
//! The articles are assigned to folds; each fold is tagged by weights trained on the
//! others. The second pass is trained on the scores of such weights in the first pass, so that it
//! learns how reliable the first pass is on new articles.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::batch::{ArticleScores, TrainingBatch};
use super::corpus::AnnotatedArticle;
use super::crf::{CrfSettings, CrfWeights};
use super::error::TrainError;
use super::features::{PreparedArticle, WordKnowledge};
use super::net::{self, NetData, NetSettings};
use super::parallel;
use super::score::{EvaluationFigures, ScoredName, compare};
use crate::entities::features::FeatureGroup;
use crate::entities::label::LabelScores;
use crate::entities::model::Model;
use crate::entities::{Entities, aliases, find_with, mentions};
use crate::span::Span;
use crate::text::Document;

/// Annotated articles with their folds.
#[derive(Clone, Copy)]
pub(crate) struct FoldAssignment<'g> {
    /// The articles.
    pub(crate) annotated: &'g [AnnotatedArticle],
    /// The fold of each.
    pub(crate) fold: &'g [usize],
    /// Number of folds.
    pub(crate) folds: usize,
}

/// For each fold, weights that were trained without it, and the scores that they give its articles.
pub(crate) struct CrossValidation<'g> {
    /// The articles, with the features of both passes.
    pub(crate) batch: TrainingBatch<'g>,
    /// Weights of the first pass without each fold.
    pub(crate) first: Vec<CrfWeights>,
    /// Weights of the second pass without each fold.
    pub(crate) second: Vec<CrfWeights>,
    /// Scores of each article by the first pass.
    pub(crate) scores: Vec<ArticleScores>,
}

/// Trains both passes, fold by fold; `known` holds what is known for each fold.
///
/// # Errors
///
/// [`TrainError::Worker`].
pub(crate) fn cross<'g>(
    dealt: FoldAssignment<'g>,
    known: &[WordKnowledge<'_>],
    settings: &CrfSettings,
    without: &[FeatureGroup],
) -> Result<CrossValidation<'g>, TrainError> {
    let mut batch = TrainingBatch::new(dealt.annotated, dealt.fold, known, without);
    let first = jackknife(&batch, dealt.folds, settings)?;
    let scores = unseen(&batch, &first);
    let rows = rows(&batch, &scores);
    batch.second(rows, without);
    let second = jackknife(&batch, dealt.folds, settings)?;
    Ok(CrossValidation {
        batch,
        first,
        second,
        scores,
    })
}

/// Nets without each fold in turn; `data` holds the articles of `batch`.
///
/// # Errors
///
/// [`TrainError::Worker`].
pub(crate) fn nets(
    batch: &TrainingBatch<'_>,
    data: &NetData,
    folds: usize,
    course: NetSettings,
) -> Result<Vec<net::NetWeights>, TrainError> {
    parallel::each(folds, |fold| batch.train_net(data, Some(fold), course))
}

/// The entities of each article by the model that has not seen it.
///
/// # Errors
///
/// [`TrainError::Model`] where a model cannot be read.
pub(crate) fn tagged(
    batch: &TrainingBatch<'_>,
    models: &[Vec<u8>],
) -> Result<Vec<Entities>, TrainError> {
    let models: Option<Vec<Model<'_>>> = models.iter().map(|bytes| Model::read(bytes)).collect();
    let models = models.ok_or(TrainError::Model)?;
    let articles = batch.articles.iter().zip(&batch.fold);
    Ok(articles
        .map(|(article, &fold)| find_with(&article.document, &models[fold]))
        .collect())
}

/// Weights without each fold in turn.
///
/// # Errors
///
/// [`TrainError::Worker`].
pub(crate) fn jackknife(
    batch: &TrainingBatch<'_>,
    folds: usize,
    settings: &CrfSettings,
) -> Result<Vec<CrfWeights>, TrainError> {
    parallel::each(folds, |fold| batch.train(Some(fold), settings))
}

/// The scores of each article by the weights that have not seen it.
pub(crate) fn unseen(batch: &TrainingBatch<'_>, weights: &[CrfWeights]) -> Vec<ArticleScores> {
    let articles = batch.articles.iter().zip(&batch.fold);
    articles
        .map(|(article, &fold)| ArticleScores::of(article, &weights[fold]))
        .collect()
}

/// The probabilities that scores stand for.
pub(crate) fn rows(batch: &TrainingBatch<'_>, scores: &[ArticleScores]) -> Vec<Vec<LabelScores>> {
    let articles = batch.articles.iter().zip(scores);
    articles
        .map(|(article, scores)| scores.rows(article))
        .collect()
}

/// The entities of each article by those scores.
pub(crate) fn entities(batch: &TrainingBatch<'_>, scores: &[ArticleScores]) -> Vec<Entities> {
    let articles = batch.articles.iter().zip(scores);
    articles
        .map(|(article, scores)| {
            let labels = scores.labels(article);
            let names = mentions::tagged_names(&article.document, &article.words, &labels);
            aliases::group(&article.document, &article.words, &names)
        })
        .collect()
}

/// The figures of `found` by fold, by outlet, of all outlets, in total, of the articles with identities and of the one kept out; a line each.
pub(crate) fn report(pass: &str, batch: &TrainingBatch<'_>, found: &[Entities]) -> String {
    let folds = batch.fold.iter().max().map_or(0, |fold| fold + 1);
    let mut by_fold = vec![EvaluationFigures::default(); folds];
    let mut by_outlet: BTreeMap<&str, EvaluationFigures> = BTreeMap::new();
    let mut identified = EvaluationFigures::default();
    let mut kept_out = String::new();
    for ((article, &fold), entities) in batch.articles.iter().zip(&batch.fold).zip(found) {
        let figures = evaluate(article, entities);
        by_fold[fold].add(&figures);
        if let Some(outlet) = &article.annotated.outlet {
            by_outlet.entry(outlet).or_default().add(&figures);
        }
        if article.annotated.identified {
            identified.add(&figures);
        }
        if article.annotated.kept_out {
            let _ = writeln!(
                kept_out,
                "{pass}, {} (kept out): {figures}",
                article.annotated.name
            );
        }
    }
    let mut lines = String::new();
    let mut all = EvaluationFigures::default();
    for (fold, figures) in by_fold.iter().enumerate() {
        let _ = writeln!(lines, "{pass}, fold {fold}: {figures}");
        all.add(figures);
    }
    let mut left_out = EvaluationFigures::default();
    for (outlet, figures) in &by_outlet {
        let _ = writeln!(lines, "{pass}, {outlet}: {figures}");
        left_out.add(figures);
    }
    if !by_outlet.is_empty() {
        let _ = writeln!(lines, "{pass}, outlets left out: {left_out}");
    }
    let _ = writeln!(lines, "{pass}, all: {all}");
    let _ = writeln!(lines, "{pass}, with identities: {identified}");
    lines + &kept_out
}

/// The figures of all articles together.
pub(crate) fn total(batch: &TrainingBatch<'_>, found: &[Entities]) -> EvaluationFigures {
    let mut all = EvaluationFigures::default();
    for (article, entities) in batch.articles.iter().zip(found) {
        all.add(&evaluate(article, entities));
    }
    all
}

/// The figures of one article.
///
/// A name covers whole tokens here, proclitics or not: names are compared by the words that
/// they take.
pub(crate) fn evaluate(article: &PreparedArticle<'_>, entities: &Entities) -> EvaluationFigures {
    let document = &article.document;
    let mentions = entities.mentions.iter();
    let found: Vec<ScoredName> = mentions
        .filter_map(|(span, id)| Some((whole(document, *span), entities.get(*id)?.kind, id.0)))
        .collect();
    let names = article.annotated.names.iter();
    let annotated: Vec<ScoredName> = names
        .map(|name| {
            let identity = name.identity as usize * 3 + name.kind as usize;
            (whole(document, name.span), name.kind, identity)
        })
        .collect();
    compare(&annotated, &found, article.annotated.identified)
}

/// The bytes of the tokens that a span touches.
pub(crate) fn whole(document: &Document<'_>, span: Span) -> Span {
    let last = document.token_at(span.end.saturating_sub(1));
    document.span(document.token_at(span.start)..last + 1)
}
