//! Articles tagged by models that have not seen them, and the figures of that.

use super::corpus::Gold;
use super::crf::{self, Sequence, Settings, Weights};
use super::features::{Numbers, Prepared, prepare};
use super::random::Random;
use super::score::{Figures, Named, compare};
use super::json;
use crate::entities::{Entities, chain, mentions, resolve};
use crate::entities::lexicon::Lexicon;

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

fn argument(arguments: &[String], name: &str, default: f32) -> f32 {
    arguments
        .iter()
        .position(|a| a == name)
        .and_then(|i| arguments.get(i + 1))
        .and_then(|v| v.parse().ok())
        .unwrap_or(default)
}

pub(crate) fn run(gold: &[Gold], lexicon: Lexicon<'_>, arguments: &[String]) {
    let settings = Settings {
        rounds: argument(arguments, "--rounds", 12.0) as usize,
        rate: argument(arguments, "--rate", 0.1),
        l1: argument(arguments, "--l1", 0.3),
        l2: argument(arguments, "--l2", 1.0),
        dropout: argument(arguments, "--dropout", 0.0),
        seed: 1,
    };
    let count = argument(arguments, "--folds", 5.0) as usize;
    let minimum = argument(arguments, "--min", 2.0) as u32;
    let mut tokens = Numbers::default();
    let mut steps = Numbers::default();
    let start = std::time::Instant::now();
    let mut articles: Vec<Prepared<'_>> = gold
        .iter()
        .map(|g| prepare(g, lexicon, &mut tokens, &mut steps, &[]))
        .collect();
    let (kept, new) = prune(&mut articles, &tokens, minimum);
    println!(
        "features {} kept {} steps {} in {:?}",
        tokens.list.len(),
        kept,
        steps.list.len(),
        start.elapsed()
    );
    if arguments[0] == "model" {
        let sequences: Vec<&Sequence> = articles
            .iter()
            .filter(|article| article.gold.name != "s01")
            .flat_map(|article| article.sequences.iter().filter(|s| s.len() > 0))
            .collect();
        let weights = crf::train(&sequences, kept, steps.list.len(), &settings);
        let table = std::fs::read("target/train/lexicon.bin").unwrap();
        let bytes = super::build::model(&table, &weights, &tokens, &new, &steps);
        println!("{} bytes", bytes.len());
        std::fs::write("src/entities/model.bin", bytes).unwrap();
        for article in articles.iter().filter(|a| a.gold.name == "s01") {
            let names = mentions::names(&article.document, &article.words, &tag(article, &weights));
            println!("s01 {}", evaluate(article, &resolve(&article.document, names)));
        }
        return;
    }
    let fold = folds(gold.len(), count);
    let mut results: Vec<Outcome> = std::thread::scope(|scope| {
        let articles = &articles;
        let fold = &fold;
        let lanes: Vec<_> = (0..2)
            .map(|lane| {
                let settings = &settings;
                let steps = steps.list.len();
                scope.spawn(move || {
                    (lane..count)
                        .step_by(2)
                        .map(|f| one(articles, fold, f, kept, steps, settings))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        lanes
            .into_iter()
            .flat_map(|lane| lane.join().unwrap())
            .collect()
    });
    let mut all = Figures::default();
    let mut dev = Figures::default();
    let mut lines = Vec::new();
    for outcome in &mut results {
        println!("{}", outcome.all);
        all.add(&outcome.all);
        dev.add(&outcome.dev);
        lines.append(&mut outcome.lines);
    }
    lines.sort();
    std::fs::write("target/train/crossval.jsonl", lines.concat()).unwrap();
    println!("ALL {all}\nDEV {dev}  {:?}", start.elapsed());
}

/// What a fold's articles were found to hold.
struct Outcome {
    all: Figures,
    dev: Figures,
    /// One JSON object for each article.
    lines: Vec<String>,
}

fn one(articles: &[Prepared<'_>], fold: &[usize], f: usize, kept: usize, steps: usize, settings: &Settings) -> Outcome {
    let sequences: Vec<&Sequence> = articles
        .iter()
        .zip(fold)
        .filter(|(article, at)| **at != f && article.gold.name != "s01")
        .flat_map(|(article, _)| article.sequences.iter().filter(|s| s.len() > 0))
        .collect();
    let weights = crf::train(&sequences, kept, steps, settings);
    let mut outcome = Outcome { all: Figures::default(), dev: Figures::default(), lines: Vec::new() };
    for (article, _) in articles.iter().zip(fold).filter(|(_, at)| **at == f) {
        let labels = tag(article, &weights);
        let names = mentions::names(&article.document, &article.words, &labels);
        let entities = resolve(&article.document, names);
        outcome.lines.push(json::line(article.gold, &entities));
        let figures = evaluate(article, &entities);
        outcome.all.add(&figures);
        if article.gold.identified {
            outcome.dev.add(&figures);
        }
    }
    outcome
}

fn tag(article: &Prepared<'_>, weights: &Weights) -> Vec<usize> {
    article
        .sequences
        .iter()
        .flat_map(|sequence| {
            let (nodes, edges) = weights.scores(sequence);
            chain::best(&nodes, &edges)
        })
        .collect()
}

fn evaluate(article: &Prepared<'_>, entities: &Entities) -> Figures {
    let document = &article.document;
    // Words as the scorer sees them: a name covers whole tokens, proclitics or not.
    let whole = |span: crate::span::Span| document.span(document.token_at(span.start)..document.token_at(span.end - 1) + 1);
    let found: Vec<Named> = entities
        .mentions
        .iter()
        .map(|(span, id)| (whole(*span), entities.list[id.0].kind, id.0))
        .collect();
    let gold: Vec<Named> = article
        .gold
        .names
        .iter()
        .map(|name| (whole(name.span), name.kind, name.identity as usize))
        .collect();
    compare(&gold, &found, article.gold.identified)
}

/// Takes features out that were seen less than `minimum` times; gives the number of those left.
fn prune(articles: &mut [Prepared<'_>], tokens: &Numbers, minimum: u32) -> (usize, Vec<u32>) {
    let mut new = vec![u32::MAX; tokens.list.len()];
    let mut next = 0;
    for (number, &seen) in tokens.seen.iter().enumerate() {
        if seen >= minimum {
            new[number] = next;
            next += 1;
        }
    }
    for sequence in articles.iter_mut().flat_map(|a| &mut a.sequences) {
        let mut kept = Vec::with_capacity(sequence.features.len());
        let mut start = 0;
        for end in &mut sequence.ends {
            let range = start..*end as usize;
            start = *end as usize;
            kept.extend(
                sequence.features[range]
                    .iter()
                    .map(|&f| new[f as usize])
                    .filter(|&f| f != u32::MAX),
            );
            *end = kept.len() as u32;
        }
        sequence.features = kept;
    }
    (next as usize, new)
}
