//! Annotated articles with quotes → the weights of the pairs of quotation marks and of a quote's confidence, with figures.
//!
//! Every article is read as the program reads it; the names come from models that have not seen the article
//! (`crossval --results`), else from the tagger. Folds are outlets: what an outlet's articles are judged by was trained
//! without any article of that outlet. The confidence is trained on quotes that were found that way, and on articles that
//! have an outlet.
//!
//! The files that are written hold the weights of all articles; the figures in their headers come from the folds.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::corpus::AnnotatedArticle;
use super::error::TrainError;
use super::logistic::{FitSettings, NamedRows, NamedWeights};
use super::options::QuoteModelOptions;
use super::parallel;
use super::quote_score::{NonBlankPositions, QuoteCounts, QuoteJudgement, QuoteReference, overlap};
use super::unseen_names;
use crate::article::Article;
use crate::entities::{self, Entities};
use crate::quotes::{LogisticModel, QuoteModels, QuoteRun, SpeechLimits};
use crate::span::Span;
use crate::text;

/// Share of the words that an annotated quote has in common with the pair that is around it.
const SAME_PAIR: f64 = 0.8;
/// Limits that the figures are given for: drop below, add from.
const LIMITS: [(f32, f32); 4] = [(0.0, 1.1), (0.5, 1.1), (0.0, 0.5), (0.4, 0.6)];
/// Levels of confidence in the table: from, to (included).
const LEVELS: [(u8, u8); 5] = [(90, 100), (80, 89), (70, 79), (60, 69), (0, 59)];

/// An article ready for training.
struct QuoteCase<'g> {
    annotated: &'g AnnotatedArticle,
    /// Number of its outlet.
    outlet: usize,
    /// Whether it is of an outlet that can be left out whole.
    is_unseen: bool,
    article: Article,
    entities: Entities,
}

/// All articles, and the names of the outlets.
struct QuoteCorpus<'g> {
    cases: Vec<QuoteCase<'g>>,
    outlets: Vec<String>,
    /// How many articles have the names of `--entities`.
    from_file: usize,
}

/// What a set of models gives for each article: its judgement, and the features of each of its quotes.
type Outcome = (QuoteJudgement, Vec<u8>, Vec<Vec<String>>);

/// Trains both models, writes them, and gives the figures.
///
/// # Errors
///
/// An index that cannot be read, files that cannot be written.
pub(crate) fn train(
    annotated: &[AnnotatedArticle],
    options: &QuoteModelOptions,
) -> Result<String, TrainError> {
    let corpus = QuoteCorpus::read(annotated, options)?;
    let settings = FitSettings {
        penalty: options.penalty,
        least: options.least,
        most: 300,
    };
    let rows = corpus.pair_rows()?;
    let folds = corpus.folds(&rows, settings)?;
    let (all, speech) = rows.counts();
    let (from_file, articles) = (corpus.from_file, corpus.cases.len());
    let mut figures = format!(
        "{all} pairs of marks, {speech} of them speech; \
         names of {from_file} of {articles} articles by models that had not seen them\n"
    );
    for (drop, add) in LIMITS {
        let total = corpus.total(
            &corpus.outcomes(&folds, None, SpeechLimits { drop, add })?,
            true,
        );
        let _ = writeln!(figures, "drop {drop:.2} add {add:.2}: {}", both(total));
    }
    let before = corpus.outcomes(
        &folds,
        None,
        SpeechLimits {
            drop: 0.0,
            add: 1.1,
        },
    )?;
    let after = corpus.outcomes(&folds, None, SpeechLimits::SHIPPED)?;
    figures += &corpus.by_outlet(&before, &after);
    let summary = MarksSummary {
        pairs: all,
        speech,
        before: corpus.total(&before, true),
        after: corpus.total(&after, true),
    };
    let header = marks_header(&corpus, &summary, options);
    let weights = rows.fit(None, settings);
    write(&options.out.join("mark_weights.txt"), &header, &weights)?;
    let quotes = corpus.quote_rows(&after);
    let confidence = corpus.folds(&quotes, settings)?;
    let rated = corpus.outcomes(&folds, Some(&confidence), SpeechLimits::SHIPPED)?;
    let table = corpus.reliability(&rated);
    figures += &table;
    figures += &corpus.listed(&rated);
    let header = confidence_header(&corpus, &table, options);
    let weights = quotes.fit(None, settings);
    write(
        &options.out.join("confidence_weights.txt"),
        &header,
        &weights,
    )?;
    let _ = writeln!(figures, "{} weights of the confidence", weights.count());
    Ok(figures)
}

/// Figures of the quotes in marks and of the indirect ones.
fn both((marks, indirect): (QuoteCounts, QuoteCounts)) -> String {
    format!("marks {marks}; indirect {indirect}")
}

/// Writes a data file.
fn write(path: &Path, header: &str, weights: &NamedWeights) -> Result<(), TrainError> {
    fs::write(path, format!("{header}{}", weights.lines())).map_err(TrainError::io(path))
}

/// The command that makes both files, with folders left out.
fn command(options: &QuoteModelOptions) -> String {
    format!(
        "# Command: qari-train --data DIR --index FILE --keep-out s01 marks --entities FILE --penalty {} --least {}",
        options.penalty, options.least
    )
}

/// What the header of the marks' weights tells of their training.
struct MarksSummary {
    /// Pairs of quotation marks, and how many of them hold speech.
    pairs: usize,
    speech: usize,
    /// Figures of marked and of indirect quotes on unseen outlets, by the rules alone and with the weights.
    before: (QuoteCounts, QuoteCounts),
    after: (QuoteCounts, QuoteCounts),
}

fn marks_header(
    corpus: &QuoteCorpus<'_>,
    summary: &MarksSummary,
    options: &QuoteModelOptions,
) -> String {
    let articles = corpus.cases.len();
    let outlets = corpus.outlets.len();
    format!(
        "# Weights of the features of a pair of quotation marks: speech or not; compiled by qari-train marks.\n\
         # Trained on {} pairs of {articles} annotated articles, {} of them speech; {outlets} outlets. Names of {} articles\n\
         # are by models that had not seen their outlet (crossval --results), else by the built-in model.\n\
         # Unseen outlets, rules alone: {}\n\
         # Unseen outlets, with these weights (an outlet's articles by weights trained without it): {}\n{}\n",
        summary.pairs,
        summary.speech,
        corpus.from_file,
        both(summary.before),
        both(summary.after),
        command(options)
    )
}

fn confidence_header(corpus: &QuoteCorpus<'_>, table: &str, options: &QuoteModelOptions) -> String {
    let articles = corpus.cases.iter().filter(|case| case.is_unseen).count();
    let lines: String = table.lines().flat_map(|line| ["# ", line, "\n"]).collect();
    format!(
        "# Weights of the features of a quote: span and speaker right or not; compiled by qari-train marks.\n\
         # Trained on the quotes found in {articles} annotated articles. How many of the quotes with a confidence are right, on\n\
         # outlets that the weights had not seen:\n{lines}{}\n",
        command(options)
    )
}

impl<'g> QuoteCorpus<'g> {
    /// The articles with quotes and the names in them: those of `--entities` where the article is there, else the tagger's.
    fn read(
        annotated: &'g [AnnotatedArticle],
        options: &QuoteModelOptions,
    ) -> Result<Self, TrainError> {
        let unseen_names = match &options.entities {
            Some(path) => unseen_names::read(path)?,
            None => HashMap::new(),
        };
        let is_asked = |article: &&AnnotatedArticle| {
            let starts = |start: &String| article.name.starts_with(start.as_str());
            article.outlet.is_none() || options.only.is_empty() || options.only.iter().any(starts)
        };
        let with_quotes: Vec<&AnnotatedArticle> = annotated
            .iter()
            .filter(|article| !article.kept_out && !article.quotes.is_empty())
            .filter(is_asked)
            .collect();
        let read = parallel::each(with_quotes.len(), |index| {
            let annotated = with_quotes[index];
            let article = Article::from_text(&annotated.article.text, &annotated.article.source);
            // Cleaning may have changed the text; spans hold for the text that they were found in.
            let found = unseen_names.get(&annotated.name);
            let found = found.filter(|(text, _)| *text == article.text);
            let entities = match found {
                Some((_, entities)) => entities.clone(),
                None => entities::find(&text::read(&article)),
            };
            (article, entities, found.is_some())
        })?;
        let from_file = read.iter().filter(|(.., from_file)| *from_file).count();
        let mut outlets = vec!["articles without an outlet".to_owned()];
        let mut cases = Vec::new();
        for (annotated, (article, entities, _)) in with_quotes.into_iter().zip(read) {
            let outlet = match &annotated.outlet {
                Some(outlet) => place(&mut outlets, outlet),
                None => 0,
            };
            cases.push(QuoteCase {
                annotated,
                outlet,
                is_unseen: annotated.outlet.is_some(),
                article,
                entities,
            });
        }
        Ok(Self {
            cases,
            outlets,
            from_file,
        })
    }

    /// The pairs of marks of all articles, with the outlet as the group.
    fn pair_rows(&self) -> Result<NamedRows, TrainError> {
        let parts = parallel::each(self.cases.len(), |index| {
            let case = &self.cases[index];
            let document = text::read(&case.article);
            let reference = QuoteReference::new(case.annotated, &case.article);
            let run = QuoteRun::new(&document, &case.entities);
            let positions = NonBlankPositions::new(&case.article.text);
            let speech = |span: Span| {
                let span = positions.span(span);
                let quotes = reference.quotes.iter().filter(|quote| quote.1);
                quotes
                    .into_iter()
                    .any(|quote| overlap(quote.0, span) >= SAME_PAIR)
            };
            let pairs = run.pairs().into_iter();
            pairs
                .map(|(span, names)| (names, speech(span)))
                .collect::<Vec<_>>()
        })?;
        let mut rows = NamedRows::default();
        for (case, part) in self.cases.iter().zip(parts) {
            for (names, label) in part {
                rows.add(&names, label, case.outlet);
            }
        }
        Ok(rows)
    }

    /// For each outlet a model without it.
    fn folds(
        &self,
        rows: &NamedRows,
        settings: FitSettings,
    ) -> Result<Vec<LogisticModel>, TrainError> {
        parallel::each(self.outlets.len(), |outlet| {
            rows.fit(Some(outlet), settings).model()
        })
    }

    /// The quotes of each article by models that have not seen its outlet.
    fn outcomes(
        &self,
        marks: &[LogisticModel],
        confidence: Option<&[LogisticModel]>,
        limits: SpeechLimits,
    ) -> Result<Vec<Outcome>, TrainError> {
        parallel::each(self.cases.len(), |index| {
            let case = &self.cases[index];
            let document = text::read(&case.article);
            let models = QuoteModels {
                marks: marks[case.outlet].clone(),
                limits,
                confidence: confidence
                    .map_or_else(LogisticModel::default, |all| all[case.outlet].clone()),
            };
            let mut features: Vec<Vec<String>> = Vec::new();
            let run = QuoteRun::new(&document, &case.entities);
            let quotes = run.finish(&models, &mut |quote, feature| {
                features.resize_with(features.len().max(quote + 1), Vec::new);
                features[quote].push(feature.to_string());
            });
            features.resize_with(quotes.list.len(), Vec::new);
            let reference = QuoteReference::new(case.annotated, &case.article);
            let judgement = reference.judge(&case.entities, &quotes);
            let confidence = quotes.list.iter().map(|quote| quote.confidence).collect();
            (judgement, confidence, features)
        })
    }

    /// Counts of the articles of one kind: of outlets, or the others.
    fn total(&self, outcomes: &[Outcome], is_unseen: bool) -> (QuoteCounts, QuoteCounts) {
        let mut total = (QuoteCounts::default(), QuoteCounts::default());
        for (case, (judgement, ..)) in self.cases.iter().zip(outcomes) {
            if case.is_unseen == is_unseen {
                total.0 += judgement.marks;
                total.1 += judgement.indirect;
            }
        }
        total
    }

    /// A line for each outlet, without the model and with it.
    fn by_outlet(&self, before: &[Outcome], after: &[Outcome]) -> String {
        let mut lines = String::new();
        for (outlet, name) in self.outlets.iter().enumerate() {
            let mut counts = [QuoteCounts::default(); 4];
            for (index, _) in self
                .cases
                .iter()
                .enumerate()
                .filter(|(_, case)| case.outlet == outlet)
            {
                let (before, after) = (&before[index].0, &after[index].0);
                counts[0] += before.marks;
                counts[1] += after.marks;
                counts[2] += before.indirect;
                counts[3] += after.indirect;
            }
            let [a, b, c, d] = counts;
            let _ = writeln!(lines, "{name}: marks {a} -> {b}; indirect {c} -> {d}");
        }
        lines
    }

    /// The quotes of the outlets' articles, labelled right or not.
    fn quote_rows(&self, outcomes: &[Outcome]) -> NamedRows {
        let mut rows = NamedRows::default();
        for (case, (judgement, _, features)) in self.cases.iter().zip(outcomes) {
            for (names, &right) in features
                .iter()
                .zip(&judgement.right)
                .filter(|_| case.is_unseen)
            {
                rows.add(names, right, case.outlet);
            }
        }
        rows
    }

    /// Figures of the quotes where only those with a confidence from a limit on are listed, for some limits.
    fn listed(&self, outcomes: &[Outcome]) -> String {
        let mut lines = String::new();
        for least in [0, 10, 15, 20, 25, 30, 35, 40] {
            let unseen = self
                .cases
                .iter()
                .zip(outcomes)
                .filter(|(case, _)| case.is_unseen);
            let (mut given, mut right, mut annotated) = (0, 0, 0);
            for (case, (judgement, confidence, _)) in unseen {
                annotated += case.annotated.quotes.len();
                for (confidence, is_right) in confidence.iter().zip(&judgement.right) {
                    given += usize::from(*confidence >= least);
                    right += usize::from(*confidence >= least && *is_right);
                }
            }
            let f1 = 2.0 * right as f64 / (given + annotated).max(1) as f64;
            let _ = writeln!(
                lines,
                "listed from {least}: {given} quotes, {right} right, F1 {f1:.3}"
            );
        }
        lines
    }

    /// How many quotes have a confidence, and how many of these are right, by level and by single threshold.
    fn reliability(&self, outcomes: &[Outcome]) -> String {
        let unseen = self
            .cases
            .iter()
            .zip(outcomes)
            .filter(|(case, _)| case.is_unseen);
        let quotes: Vec<(u8, bool)> = unseen
            .flat_map(|(_, (judgement, confidence, _))| {
                confidence
                    .iter()
                    .copied()
                    .zip(judgement.right.iter().copied())
            })
            .collect();
        let mut table = String::new();
        let mut line = |name: String, from: u8, to: u8| {
            let own: Vec<bool> = quotes
                .iter()
                .filter(|(confidence, _)| (from..=to).contains(confidence))
                .map(|(_, right)| *right)
                .collect();
            let right = own.iter().filter(|right| **right).count() as f64;
            let share = right / own.len().max(1) as f64;
            let _ = writeln!(table, "{name}: quotes {}, right {share:.3}", own.len());
        };
        for (from, to) in LEVELS {
            line(format!("reliability {from}-{to}"), from, to);
        }
        for from in [97, 95, 93, 85, 80] {
            line(format!("from {from}"), from, 100);
        }
        table
    }
}

/// The number of an outlet, a new one where it is not known.
fn place(outlets: &mut Vec<String>, outlet: &str) -> usize {
    if let Some(place) = outlets.iter().position(|known| known == outlet) {
        return place;
    }
    outlets.push(outlet.to_owned());
    outlets.len() - 1
}
