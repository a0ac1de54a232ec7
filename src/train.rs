//! Annotated and plain news → the model of the [`entities`](crate::entities)
//! room, with the figures that tell what it is worth.
//!
//! Built with the feature `train` alone, never part of the reader.

use std::path::Path;
use std::process::ExitCode;

use crate::entities::lexicon::{self as table, Lexicon};

mod build;
mod clusters;
mod corpus;
mod crf;
mod crossval;
mod features;
mod json;
mod lexicon;
mod news;
mod random;
mod score;
mod vectors;
mod words;

/// Runs the trainer with a command line's arguments.
pub fn run(arguments: &[String]) -> ExitCode {
    let folder = Path::new("/work/shared/gold");
    let mut gold = corpus::load(&folder.join("train")).unwrap();
    gold.extend(corpus::load(&folder.join("dev")).unwrap());
    let cache = Path::new("target/train/lexicon.bin");
    if arguments[0] == "words" {
        let news =
            news::News::load(Path::new("/work/shared/data/news/news.jsonl.xz"), &gold).unwrap();
        let mut words: Vec<_> = lexicon::build(&news).into_iter().collect();
        words.sort_by_key(|w| w.0);
        let bytes = table::write(&words);
        println!("lexicon: {} words, {} bytes", words.len(), bytes.len());
        std::fs::create_dir_all("target/train").unwrap();
        std::fs::write(cache, bytes).unwrap();
        return ExitCode::SUCCESS;
    }
    let table = std::fs::read(cache).unwrap();
    let lexicon = Lexicon::new(&table).unwrap();
    crossval::run(&gold, lexicon, arguments);
    ExitCode::SUCCESS
}
