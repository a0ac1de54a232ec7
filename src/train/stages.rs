//! The stages of a training. Each reads the files of the stage before it and writes its own.
//!
//! Figures are written to the given output, progress to standard error.
//!
//! A stage keeps nothing in memory for the next, so each can be run separately, later, if the files of the stage before
//! it are in the cache. It is not checked that these were made with the same articles, folds and seed: after a change of
//! one of them, begin at `words`.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::batch::TrainingBatch;
use super::build::{self, LearnedWeights};
use super::corpus::{self, AnnotatedArticle};
use super::crf::CrfSettings;
use super::crossval::{self, CrossValidation, FoldAssignment};
use super::error::TrainError;
use super::faults;
use super::features::WordKnowledge;
use super::gazetteer;
use super::knowledge::{Knowledge, ModelTables};
use super::lexicon;
use super::net::{NetData, NetSettings};
use super::news::{self, News};
use super::options::{CrossvalOutputs, QuoteModelOptions, TrainOptions};
use super::outlets;
use super::quote_models;
use super::silver;
use crate::analysis::Analysis;
use crate::cli::analyze;
use crate::entities::features::FeatureGroup;
use crate::entities::model::{Model, writer};
use crate::entities::{Entities, find_with};

/// A training: its inputs, and where its figures go.
pub(crate) struct Trainer<'c> {
    /// What the command line asked for.
    options: &'c TrainOptions,
    /// How the chain is trained.
    settings: CrfSettings,
    /// How the net is trained.
    course: NetSettings,
    /// All annotated articles, the one kept out among them.
    annotated: Vec<AnnotatedArticle>,
    /// Fold of each annotated article.
    fold: Vec<usize>,
    /// Where figures go.
    out: &'c mut dyn Write,
    /// When it began, for the notes.
    start: Instant,
}

impl<'c> Trainer<'c> {
    /// Reads the annotated articles and assigns them to folds.
    ///
    /// # Errors
    ///
    /// As [`corpus::load`]; or that the folder for results cannot be made.
    pub(crate) fn new(
        options: &'c TrainOptions,
        out: &'c mut dyn Write,
    ) -> Result<Self, TrainError> {
        fs::create_dir_all(&options.cache).map_err(TrainError::io(&options.cache))?;
        let mut annotated = corpus::load(&options.data, options.keep_out.as_deref())?;
        if let Some(index) = &options.index {
            let mut outlets = outlets::read_index(index)?;
            for article in &mut annotated {
                article.outlet = outlets.remove(&article.name);
            }
        }
        let fold = outlets::folds(&annotated, usize::from(options.folds), options.seed);
        Ok(Self {
            options,
            settings: options.settings(),
            course: options.course(),
            annotated,
            fold,
            out,
            start: Instant::now(),
        })
    }

    /// News → the lexicon.
    ///
    /// Without news the lexicon is empty; lists and names come into it in the next stage.
    ///
    /// # Errors
    ///
    /// News that cannot be read.
    pub(crate) fn words(&mut self) -> Result<(), TrainError> {
        let (news, skipped) = News::load(&self.options.news, &self.annotated)?;
        let tokens = news.tokens.len();
        self.note(&format!(
            "{tokens} tokens of news; {skipped} annotated articles passed over"
        ));
        let knowledge = lexicon::build(&news, self.options.seed);
        let (words, vectors) = (knowledge.words.len(), knowledge.vectors.len());
        self.note(&format!("{words} words, {vectors} vectors"));
        knowledge.save(&self.words_file())
    }

    /// Lexicon, lists, names and news → a lexicon for each fold, and one for the model.
    ///
    /// The lexicon of a fold is made by a model that was trained on the other folds only, with lists and names. So
    /// nothing in it comes from the annotations of the articles of that fold.
    ///
    /// # Errors
    ///
    /// News, names or the lexicon that cannot be read.
    pub(crate) fn silver(&mut self) -> Result<(), TrainError> {
        let mut base = Knowledge::load(&self.words_file(), "words")?;
        gazetteer::lists(&mut base);
        if let Some(names) = &self.options.names {
            gazetteer::names(names, &mut base)?;
        }
        let mut articles = Vec::new();
        for path in &self.options.news {
            news::read(path, &self.annotated, |article| articles.push(article))?;
        }
        let tables = base.tables();
        let batch = TrainingBatch::new(&self.annotated, &self.fold, &[tables.known()?], &[]);
        // Only the shares of millions of words are used: one training is enough.
        let settings = CrfSettings {
            trainings: 1,
            ..self.settings
        };
        let mut weights = crossval::jackknife(&batch, self.folds(), &settings)?;
        weights.push(batch.train(None, &settings));
        for (fold, weights) in weights.iter().enumerate() {
            let learned = LearnedWeights {
                numbering: &batch.numbering,
                first: weights,
                second: None,
            };
            let bytes = build::model(&tables, learned);
            let model = Model::read(&bytes).ok_or(TrainError::Model)?;
            let silver = silver::learn(&articles, &model)?;
            self.note(&format!("lexicon {fold}: {} phrases", silver.phrases.len()));
            let mut knowledge = base.clone();
            silver.fill(&mut knowledge.words);
            knowledge.phrases.extend(silver.phrases);
            knowledge.save(&self.silver_file(fold))?;
        }
        Ok(())
    }

    /// Each article tagged by a model that has not seen it → figures, results, errors.
    ///
    /// # Errors
    ///
    /// Lexicons that cannot be read, files that cannot be written.
    pub(crate) fn crossval(&mut self, outputs: &CrossvalOutputs) -> Result<(), TrainError> {
        let tables = self.tables(self.folds())?;
        let known = known(&tables)?;
        let crossed = crossval::cross(self.dealt(), &known, &self.settings, &[])?;
        let batch = &crossed.batch;
        let found = crossval::entities(batch, &crossed.scores);
        let mut figures = crossval::report("first pass", batch, &found);
        let found = crossval::entities(batch, &crossval::unseen(batch, &crossed.second));
        figures += &crossval::report("second pass", batch, &found);
        let models = self.models(&crossed, &tables)?;
        let found = crossval::tagged(batch, &models)?;
        figures += &crossval::report("with the net", batch, &found);
        if let Some(path) = &outputs.results {
            fs::write(path, results(batch, &found)?).map_err(TrainError::io(path))?;
        }
        if let Some(path) = &outputs.errors {
            let articles = batch.articles.iter().zip(&found);
            let lines: String = articles
                .map(|(article, found)| faults::lines(article, found))
                .collect();
            fs::write(path, faults::HEADER.to_owned() + &lines).map_err(TrainError::io(path))?;
        }
        drop(crossed);
        self.say(&figures)
    }

    /// A model without each fold, net included.
    ///
    /// They do all that the reader does, including the rounding of the weights, so the figures are those of the reader.
    fn models(
        &self,
        crossed: &CrossValidation<'_>,
        tables: &[ModelTables],
    ) -> Result<Vec<Vec<u8>>, TrainError> {
        let batch = &crossed.batch;
        let data = NetData::new(&batch.articles, &batch.fold, tables);
        let nets = crossval::nets(batch, &data, self.folds(), self.course)?;
        let folds = crossed.first.iter().zip(&crossed.second).zip(&nets);
        Ok(folds
            .zip(tables)
            .map(|(((first, second), net), tables)| {
                let learned = LearnedWeights {
                    numbering: &batch.numbering,
                    first,
                    second: Some((second, net)),
                };
                build::model(tables, learned)
            })
            .collect())
    }

    /// Figures of both passes without the net, and of those without each group of features; all groups where `groups`
    /// is empty.
    ///
    /// # Errors
    ///
    /// Lexicons that cannot be read.
    pub(crate) fn ablation(&mut self, groups: &[FeatureGroup]) -> Result<(), TrainError> {
        let tables = self.tables(self.folds())?;
        let known = known(&tables)?;
        let groups = if groups.is_empty() {
            &FeatureGroup::ALL
        } else {
            groups
        };
        let whole = self.figures(&known, &[])?;
        self.say(&format!("all features: {whole}\n"))?;
        for group in groups {
            let figures = self.figures(&known, &[*group])?;
            let change = 100.0 * (figures.total().f1() - whole.total().f1());
            let name = group.name();
            self.say(&format!(
                "without {name} ({change:+.2} points): {figures}\n"
            ))?;
        }
        Ok(())
    }

    /// All articles → the model, written to `path`; prints the figures for its card.
    ///
    /// The second pass is trained on first-pass rows that the folds' weights gave, not on those of
    /// the model's own first pass: that was trained on the same articles, so its probabilities for them are too high.
    ///
    /// # Errors
    ///
    /// Lexicons that cannot be read, a file that cannot be written.
    pub(crate) fn model(&mut self, path: &Path) -> Result<(), TrainError> {
        let folds = self.folds();
        let tables = self.tables(folds + 1)?;
        let known = known(&tables[..folds])?;
        let mut batch = TrainingBatch::new(&self.annotated, &self.fold, &known, &[]);
        let weights = crossval::jackknife(&batch, folds, &self.settings)?;
        let rows = crossval::rows(&batch, &crossval::unseen(&batch, &weights));
        let first = batch.train(None, &self.settings);
        batch.second(rows, &[]);
        let second = batch.train(None, &self.settings);
        let net = batch.train_net(
            &NetData::new(&batch.articles, &batch.fold, &tables),
            None,
            self.course,
        );
        let learned = LearnedWeights {
            numbering: &batch.numbering,
            first: &first,
            second: Some((&second, &net)),
        };
        let bytes = build::model(&tables[folds], learned);
        let model = Model::read(&bytes).ok_or(TrainError::Model)?;
        let mut figures = writer::card(&bytes);
        for article in batch.articles.iter().filter(|a| a.annotated.kept_out) {
            let found = find_with(&article.document, &model);
            let of = crossval::evaluate(article, &found);
            let _ = writeln!(figures, "{} (kept out): {of}", article.annotated.name);
        }
        fs::write(path, &bytes).map_err(TrainError::io(path))?;
        self.say(&figures)
    }

    /// Articles with quotes → the weights of the quotes module, written to two files; prints their figures.
    ///
    /// # Errors
    ///
    /// Articles or an index that cannot be read, files that cannot be written.
    pub(crate) fn marks(&mut self, options: &QuoteModelOptions) -> Result<(), TrainError> {
        let figures = quote_models::train(&self.annotated, options)?;
        self.say(&figures)
    }

    /// Figures of both passes without some groups of features, and without the net.
    ///
    /// Each call is one cross-validation of both passes.
    fn figures(
        &self,
        known: &[WordKnowledge<'_>],
        without: &[FeatureGroup],
    ) -> Result<super::score::EvaluationFigures, TrainError> {
        let crossed = crossval::cross(self.dealt(), known, &self.settings, without)?;
        let scores = crossval::unseen(&crossed.batch, &crossed.second);
        let found = crossval::entities(&crossed.batch, &scores);
        Ok(crossval::total(&crossed.batch, &found))
    }

    fn folds(&self) -> usize {
        usize::from(self.options.folds)
    }

    fn dealt(&self) -> FoldAssignment<'_> {
        FoldAssignment {
            annotated: &self.annotated,
            fold: &self.fold,
            folds: self.folds(),
        }
    }

    /// The file that `words` writes.
    fn words_file(&self) -> PathBuf {
        self.options.cache.join("words.bin")
    }

    /// The lexicon of a fold; the number after the last fold is that of the model.
    fn silver_file(&self, fold: usize) -> PathBuf {
        self.options.cache.join(format!("silver-{fold}.bin"))
    }

    /// The first `count` lexicons that `silver` wrote.
    fn tables(&self, count: usize) -> Result<Vec<ModelTables>, TrainError> {
        (0..count)
            .map(|fold| Ok(Knowledge::load(&self.silver_file(fold), "silver")?.tables()))
            .collect()
    }

    /// Writes figures.
    fn say(&mut self, figures: &str) -> Result<(), TrainError> {
        self.out
            .write_all(figures.as_bytes())
            .map_err(TrainError::Output)
    }

    /// Writes a line of progress; a closed standard error is ignored.
    fn note(&self, what: &str) {
        let seconds = self.start.elapsed().as_secs();
        let _ = writeln!(io::stderr(), "{seconds:4} s  {what}");
    }
}

/// Tables as the tagger reads them.
fn known(tables: &[ModelTables]) -> Result<Vec<WordKnowledge<'_>>, TrainError> {
    tables.iter().map(ModelTables::known).collect()
}

/// What was found in each article, as `qari analyze` writes it, without quotes.
fn results(batch: &TrainingBatch<'_>, found: &[Entities]) -> Result<Vec<u8>, TrainError> {
    let mut out = Vec::new();
    for (article, entities) in batch.articles.iter().zip(found) {
        let analysis = Analysis {
            entities: entities.clone(),
            ..Analysis::default()
        };
        analyze::json(&article.annotated.article, &analysis, false, &mut out)
            .map_err(TrainError::Output)?;
    }
    Ok(out)
}
