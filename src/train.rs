//! Annotated articles and plain news → the model of the [`entities`](crate::entities)
//! module and the weights of the quotes module, with figures of their accuracy.
//!
//! Built with the feature `train` alone, never part of the reader:
//!
//! ```text
//! cargo build --release --features train --bin qari-train
//! qari-train --data DIR --news FILE --names FILE all --model src/entities/model.bin
//! ```
//!
//! # What goes in
//!
//! - `--data DIR`: annotated articles, `DIR/train/*.ann`, `DIR/dev/*.ann` and `DIR/outlets/*.ann`, in the
//!   notation that `tests/samples/README.md` explains. Identities and quotes may be left out;
//!   articles without identities are used for names and not for aliases.
//! - `--index FILE`: the outlet of each article, so that an outlet is left out whole.
//! - `--news FILE`, once or more: plain news, an object with `title` and `text` on each line; `.xz` is
//!   unpacked by the program `xz`. From it come proclitics, vectors and clusters of words, and how often
//!   a word or phrase is a name. Annotated articles are skipped in it.
//! - `--names FILE`: name tokens of Wikidata, `latin TAB letters with spaces TAB count` a line.
//! - the lists in `src/entities/data`, which are built in.
//!
//! News and names may be missing: training works, but the model is less accurate.
//!
//! # Stages
//!
//! | stage | in | out |
//! |---|---|---|
//! | `words` | news | the lexicon: proclitics, frequencies, vectors, clusters |
//! | `silver` | lexicon, lists, names, articles, news | one lexicon for each fold, and one for the model: with what a model that has not seen the fold finds in the news |
//! | `crossval` | the lexicons | figures by fold, by outlet and by kind, of the first pass, of both, and of both with the net; JSON Lines as `qari analyze` writes them; the errors |
//! | `ablation` | the lexicons | the figures of both passes with each group of features left out |
//! | `model` | the lexicons | the model file |
//! | `marks` | articles with quotes, of several outlets | two files of weights for the quotes module, and their figures on outlets left out |
//!
//! The first pass is trained first; what it says of articles that it has not seen goes into the
//! second pass's features; the net, in `entities::net`, is trained beside that,
//! on the same, and mixed in.
//!
//! `all` is `words`, `silver`, `crossval` and `model`. What one stage leaves for the next lies
//! in the folder `--cache`.
//!
//! # The same again
//!
//! Every random choice comes from `--seed` (the model in the repository: 1, the default): the
//! same inputs, options and seed give the same bytes, however many cores work on it. Between
//! machines the last digit of `exp` may differ, and with it a rounded weight.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "numbers of features, words and articles stay far below the limits of u32 and f32; \
              weights are rounded on purpose"
)]

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::cli::parse;

use options::{TrainCli, TrainStage};
use stages::Trainer;

mod batch;
mod build;
mod clusters;
mod corpus;
mod crf;
mod crossval;
mod error;
mod faults;
mod features;
mod gazetteer;
mod knowledge;
mod lexicon;
mod logistic;
mod net;
mod news;
mod options;
mod outlets;
mod parallel;
mod quote_models;
mod quote_score;
mod random;
mod score;
mod silver;
mod stages;
mod unseen_names;
mod vectors;
mod words;

pub(crate) use error::TrainError;

/// Runs the trainer with `arguments`, the first of which is the program's own name.
///
/// Figures go to standard output, progress and errors to standard error. The exit code is 0
/// where all was done, 1 where something could not be read, written or understood, 2 where
/// the program was called wrongly.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match parse::<TrainCli>(arguments) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    match run(&cli, &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "qari-train: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Does the stage that was asked for and writes its figures to `out`.
fn run(cli: &TrainCli, out: &mut dyn Write) -> Result<(), TrainError> {
    let mut trainer = Trainer::new(&cli.common, out)?;
    match &cli.stage {
        TrainStage::Words => trainer.words(),
        TrainStage::Silver => trainer.silver(),
        TrainStage::Crossval(outputs) => trainer.crossval(outputs),
        TrainStage::Ablation { groups } => trainer.ablation(groups),
        TrainStage::Model { model } => trainer.model(model),
        TrainStage::Marks(options) => trainer.marks(options),
        TrainStage::All { model, outputs } => {
            trainer.words()?;
            trainer.silver()?;
            trainer.crossval(outputs)?;
            trainer.model(model)
        }
    }
}
