//! Articles tagged by models that have not seen them, and the figures of that.

use super::batch::{Batch, Scores, two_at_a_time};
use super::crf::{Settings, Weights};
use super::features::Prepared;
use super::json;
use super::random::Random;
use super::score::{Figures, Named, compare};
use crate::entities::label::Row;
use crate::entities::{Entities, aliases, mentions};

/// The fold of each article: a random order, dealt out.
pub(crate) fn folds(articles: usize, folds: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..articles).collect();
    Random::new(1).shuffle(&mut order);
    let mut fold = vec![0; articles];
    for (place, &article) in order.iter().enumerate() {
        fold[article] = place % folds;
    }
    fold
}

/// Weights without each fold in turn.
pub(crate) fn jackknife(batch: &Batch<'_>, folds: usize, settings: &Settings) -> Vec<Weights> {
    two_at_a_time(folds, |fold| batch.train(&[fold], settings))
}

/// The scores of each article by the weights that have not seen it.
pub(crate) fn unseen(batch: &Batch<'_>, weights: &[Weights]) -> Vec<Scores> {
    batch
        .articles
        .iter()
        .zip(&batch.fold)
        .map(|(article, &fold)| Scores::of(article, &weights[fold]))
        .collect()
}

/// The probabilities that scores stand for.
pub(crate) fn rows(batch: &Batch<'_>, scores: &[Scores]) -> Vec<Vec<Row>> {
    batch
        .articles
        .iter()
        .zip(scores)
        .map(|(article, scores)| scores.rows(article))
        .collect()
}

/// Prints the figures of what `scores` find and gives lines for the scorer.
pub(crate) fn report(name: &str, batch: &Batch<'_>, scores: &[Scores]) -> String {
    let mut by_fold = vec![Figures::default(); batch.fold.iter().max().map_or(0, |f| f + 1)];
    let mut dev = Figures::default();
    let mut lines = Vec::new();
    for ((article, &fold), scores) in batch.articles.iter().zip(&batch.fold).zip(scores) {
        let names = mentions::names(&article.document, &article.words, &scores.labels(article));
        let entities = aliases::group(&article.document, &article.words, &names);
        let figures = evaluate(article, &entities);
        by_fold[fold].add(&figures);
        if article.gold.identified {
            dev.add(&figures);
        }
        if article.gold.name == "s01" {
            println!("{name} s01 {figures}");
        }
        lines.push(json::line(article.gold, &entities));
    }
    let mut all = Figures::default();
    for (fold, figures) in by_fold.iter().enumerate() {
        println!("{name} fold {fold}: {figures}");
        all.add(figures);
    }
    println!("{name} ALL {all}\n{name} DEV {dev}");
    lines.sort();
    lines.concat()
}

/// The figures of one article.
pub(crate) fn evaluate(article: &Prepared<'_>, entities: &Entities) -> Figures {
    let document = &article.document;
    // Words as the scorer sees them: a name covers whole tokens, proclitics or not.
    let whole = |span: crate::span::Span| {
        document.span(document.token_at(span.start)..document.token_at(span.end - 1) + 1)
    };
    let found: Vec<Named> = entities
        .mentions
        .iter()
        .map(|(span, id)| (whole(*span), entities.list[id.0].kind, id.0))
        .collect();
    let gold: Vec<Named> = article
        .gold
        .names
        .iter()
        .map(|name| {
            (
                whole(name.span),
                name.kind,
                name.identity as usize * 3 + name.kind as usize,
            )
        })
        .collect();
    compare(&gold, &found, article.gold.identified)
}
