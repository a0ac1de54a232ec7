//! Every option of the trainer's command line; the doc comments are its help.
//!
//! The defaults are those that the model in the repository was trained with.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::crf::CrfSettings;
use super::net::NetSettings;
use crate::entities::features::FeatureGroup;

/// Train the entity model of qari on annotated articles, and measure it.
#[derive(Debug, Parser)]
#[command(name = "qari-train", version, max_term_width = 100)]
pub(super) struct TrainCli {
    #[command(flatten)]
    pub(super) common: TrainOptions,
    #[command(subcommand)]
    pub(super) stage: TrainStage,
}

/// Options of all stages; they are written before the name of the stage.
#[derive(Debug, Args)]
pub(super) struct TrainOptions {
    /// Annotated articles: DIR/train/*.ann, DIR/dev/*.ann and DIR/outlets/*.ann; each may be missing.
    #[arg(long, value_name = "DIR")]
    pub(super) data: PathBuf,
    /// Who published the articles: a JSON list of objects with id (file name without .ann) and outlet. All articles of an outlet are left out together.
    #[arg(long, value_name = "FILE")]
    pub(super) index: Option<PathBuf>,
    /// Plain news: an object with title and text on each line; .xz is unpacked by xz. May be given more than once.
    #[arg(long, value_name = "FILE")]
    pub(super) news: Vec<PathBuf>,
    /// Name tokens of Wikidata: latin, Arabic letters with spaces, count, separated by tabs.
    #[arg(long, value_name = "FILE")]
    pub(super) names: Option<PathBuf>,
    /// Folder in which a stage saves its results for the next.
    #[arg(long, value_name = "DIR", default_value = "target/train")]
    pub(super) cache: PathBuf,
    /// An annotated article (file name without .ann) that is left out of all training and measured separately. The model in the repository: s01.
    #[arg(long, value_name = "NAME")]
    pub(super) keep_out: Option<String>,
    /// Parts of the annotated articles for cross-validation.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u8).range(2..=50))]
    pub(super) folds: u8,
    /// Seed of every random choice.
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    #[command(flatten)]
    pub(super) learning: LearningOptions,
}

/// How weights are learned.
#[derive(Debug, Args)]
pub(super) struct LearningOptions {
    /// Passes over all sentences.
    #[arg(long, default_value_t = 12)]
    rounds: usize,
    /// Size of the first step.
    #[arg(long, default_value_t = 0.1)]
    rate: f32,
    /// Penalty on the size of a weight; the greater, the smaller the model.
    #[arg(long, default_value_t = 3.0)]
    l1: f32,
    /// Penalty on the square of a weight.
    #[arg(long, default_value_t = 1.0)]
    l2: f32,
    /// Share of features left out at random at each step, from 0 to below 1.
    #[arg(long, default_value_t = 0.15)]
    dropout: f32,
    /// Number of trainings, each with its own seed, whose weights are averaged.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=100))]
    trainings: u64,
    /// Passes of the net over all lines.
    #[arg(long, default_value_t = 10)]
    net_rounds: usize,
    /// Size of the net's first step; it decreases to half of that.
    #[arg(long, default_value_t = 0.001)]
    net_rate: f32,
    /// Share of the net's first layer left out at random.
    #[arg(long, default_value_t = 0.3)]
    net_dropout: f32,
}

/// Rounds of the net whose weights are not in the average.
const FIRST_ROUNDS: usize = 3;

/// The stage to run.
#[derive(Debug, Subcommand)]
pub(super) enum TrainStage {
    /// News → the lexicon.
    Words,
    /// Lexicon, lists, names and news → a lexicon for each fold that knows how often a word is a name.
    Silver,
    /// Tag each article with a model that has not seen it; print P, R and F1 by fold and by kind.
    Crossval(CrossvalOutputs),
    /// Cross-validate without each group of features in turn.
    Ablation {
        /// Groups to leave out; if none is named, all in turn.
        #[arg(long = "group", value_name = "GROUP", value_parser = group)]
        groups: Vec<FeatureGroup>,
    },
    /// Train on all articles and write the model.
    Model {
        /// The file to write.
        #[arg(long, value_name = "FILE", default_value = "target/train/model.bin")]
        model: PathBuf,
    },
    /// Articles with quotes → the weights of the pairs of quotation marks and of a quote's confidence; print what they do on
    /// outlets that they have not seen.
    Marks(QuoteModelOptions),
    /// words, silver, crossval and model.
    All {
        /// The file to write the model to.
        #[arg(long, value_name = "FILE", default_value = "target/train/model.bin")]
        model: PathBuf,
        #[command(flatten)]
        outputs: CrossvalOutputs,
    },
}

/// Inputs and outputs of the weights of quotes.
#[derive(Debug, Args)]
pub(super) struct QuoteModelOptions {
    /// The results of a cross-validation: the names of each article by a model that has not seen it. Without it the built-in model finds them.
    #[arg(long, value_name = "FILE")]
    pub(super) entities: Option<PathBuf>,
    /// Of the articles with an outlet, use only those whose names begin with one of these, parted by commas.
    #[arg(long, value_name = "START", value_delimiter = ',')]
    pub(super) only: Vec<String>,
    /// Where the two files of weights are written to.
    #[arg(long, value_name = "DIR", default_value = "src/quotes/data")]
    pub(super) out: PathBuf,
    /// Penalty on the square of a weight.
    #[arg(long, default_value_t = 10.0)]
    pub(super) penalty: f64,
    /// Times that a feature must occur.
    #[arg(long, default_value_t = 15)]
    pub(super) least: usize,
}

/// What a cross-validation writes in addition to its figures.
#[derive(Debug, Args)]
pub(super) struct CrossvalOutputs {
    /// What was found in each article, as `qari analyze` writes it, without quotes.
    #[arg(long, value_name = "FILE")]
    pub(super) results: Option<PathBuf>,
    /// Every name that was missed, found where there is none, or found with wrong ends, with the words around it.
    #[arg(long, value_name = "FILE")]
    pub(super) errors: Option<PathBuf>,
}

impl TrainOptions {
    /// The settings of the CRF training.
    pub(super) const fn settings(&self) -> CrfSettings {
        CrfSettings {
            rounds: self.learning.rounds,
            rate: self.learning.rate,
            l1: self.learning.l1,
            l2: self.learning.l2,
            dropout: self.learning.dropout,
            seed: self.seed,
            trainings: self.learning.trainings,
        }
    }

    /// The settings of the net's training.
    pub(crate) const fn course(&self) -> NetSettings {
        NetSettings {
            rounds: self.learning.net_rounds,
            average_from: FIRST_ROUNDS,
            rate: self.learning.net_rate,
            dropout: self.learning.net_dropout,
            seed: self.seed,
        }
    }
}

/// A group of features by its name in small letters.
fn group(name: &str) -> Result<FeatureGroup, String> {
    FeatureGroup::ALL
        .into_iter()
        .find(|group| group.name() == name)
        .ok_or_else(|| {
            let names: Vec<&str> = FeatureGroup::ALL
                .into_iter()
                .map(FeatureGroup::name)
                .collect();
            format!("it is one of {}", names.join(", "))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        TrainCli::command().debug_assert();
    }

    #[test]
    fn groups_have_names() {
        assert_eq!(group("ngrams"), Ok(FeatureGroup::Ngrams));
        assert!(group("none").unwrap_err().contains("words, affixes"));
    }
}
