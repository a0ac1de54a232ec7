//! Annotated and plain news → the model of the [`entities`](crate::entities)
//! room, with the figures that tell what it is worth.
//!
//! Built with the feature `train` alone, never part of the reader.

use std::path::Path;
use std::process::ExitCode;

use crate::entities::features::Group;
use crate::entities::model::Model;
use batch::{Batch, Scores};
use crf::Settings;
use knowledge::{Knowledge, Tables};

mod batch;
mod build;
mod clusters;
mod corpus;
mod crf;
mod crossval;
mod features;
mod gazetteer;
mod json;
mod knowledge;
mod lexicon;
mod net;
mod news;
mod random;
mod score;
mod silver;
mod vectors;
mod words;

fn argument(arguments: &[String], name: &str, default: f32) -> f32 {
    arguments
        .iter()
        .position(|a| a == name)
        .and_then(|i| arguments.get(i + 1))
        .and_then(|v| v.parse().ok())
        .unwrap_or(default)
}

fn groups(arguments: &[String], name: &str) -> Vec<Group> {
    use Group::{
        Affixes, Article, Clusters, Heads, Lists, Ngrams, Pairs, Phrases, Position, Quotation,
        Shape, Silver, Words,
    };
    let all = [
        Words, Affixes, Ngrams, Clusters, Lists, Silver, Phrases, Shape, Quotation, Heads, Pairs,
        Position, Article,
    ];
    let Some(list) = arguments
        .iter()
        .position(|a| a == name)
        .and_then(|i| arguments.get(i + 1))
    else {
        return Vec::new();
    };
    all.into_iter()
        .filter(|g| list.split(',').any(|n| n == format!("{g:?}")))
        .collect()
}

const FOLDS: usize = 5;

/// Runs the trainer with a command line's arguments.
pub fn run(arguments: &[String]) -> ExitCode {
    let folder = Path::new("/work/shared/gold");
    let news_path = Path::new("/work/shared/data/news/news.jsonl.xz");
    let cache = Path::new("target/train");
    std::fs::create_dir_all(cache).unwrap();
    let start = std::time::Instant::now();
    let mut gold = corpus::load(&folder.join("train")).unwrap();
    gold.extend(corpus::load(&folder.join("dev")).unwrap());
    let settings = Settings {
        rounds: argument(arguments, "--rounds", 12.0) as usize,
        rate: argument(arguments, "--rate", 0.1),
        l1: argument(arguments, "--l1", 3.0),
        l2: argument(arguments, "--l2", 1.0),
        dropout: argument(arguments, "--dropout", 0.15),
        seed: 1,
    };
    let fold = crossval::folds(gold.len(), FOLDS);
    match arguments[0].as_str() {
        "words" => {
            let news = news::News::load(news_path, &gold).unwrap();
            let words = lexicon::build(&news);
            println!("lexicon: {} words", words.len());
            Knowledge {
                words,
                phrases: std::collections::BTreeMap::new(),
            }
            .save(&cache.join("words.bin"))
            .unwrap();
        }
        "silver" => {
            let mut base = Knowledge::load(&cache.join("words.bin")).unwrap();
            gazetteer::lists(Path::new("src/entities/data"), &mut base).unwrap();
            gazetteer::names(
                Path::new("/work/shared/data/names/wikidata-name-tokens.tsv"),
                &mut base,
            )
            .unwrap();
            let tables = base.tables();
            let batch = Batch::new(&gold, &fold, &[tables.known()], &[]);
            println!(
                "features {} ({:?})",
                batch.tokens.list.len(),
                start.elapsed()
            );
            let mut weights = crossval::jackknife(&batch, FOLDS, &settings);
            crossval::report("base", &batch, &crossval::unseen(&batch, &weights));
            weights.push(batch.train(&[], &settings));
            let mut articles = Vec::new();
            news::read(news_path, &gold, |article| articles.push(article.clone())).unwrap();
            println!("news read ({:?})", start.elapsed());
            for (fold, weights) in weights.iter().enumerate() {
                let bytes = build::model(&tables.lexicon, &tables.phrases, (&batch, weights), None);
                let model = Model::read(&bytes).unwrap();
                let silver = silver::learn(&articles, &model);
                println!(
                    "fold {fold}: {} words {} phrases ({:?})",
                    silver.words.len(),
                    silver.phrases.len(),
                    start.elapsed()
                );
                let mut words = base.words.clone();
                silver.fill(&mut words);
                let mut phrases = base.phrases.clone();
                phrases.extend(silver.phrases);
                Knowledge { words, phrases }
                    .save(&cache.join(format!("silver-{fold}.bin")))
                    .unwrap();
            }
        }
        "cv" => {
            let tables: Vec<Tables> = (0..FOLDS)
                .map(|f| {
                    Knowledge::load(&cache.join(format!("silver-{f}.bin")))
                        .unwrap()
                        .tables()
                })
                .collect();
            let known: Vec<_> = tables.iter().map(Tables::known).collect();
            let batch = Batch::new(&gold, &fold, &known, &groups(arguments, "--without"));
            println!(
                "features {} ({:?})",
                batch.tokens.list.len(),
                start.elapsed()
            );
            let weights = crossval::jackknife(&batch, FOLDS, &settings);
            let first = crossval::unseen(&batch, &weights);
            let lines = crossval::report("first", &batch, &first);
            std::fs::write(cache.join("crossval-first.jsonl"), lines).unwrap();
            let rows = crossval::rows(&batch, &first);
            let gone = groups(arguments, "--second-without");
            let batch = Batch::new(&gold, &fold, &known, &gone).second(rows.clone(), &gone);
            let second = Settings {
                l1: argument(arguments, "--second-l1", 3.0),
                dropout: argument(arguments, "--second-dropout", 0.15),
                ..settings
            };
            let weights = crossval::jackknife(&batch, FOLDS, &second);
            let second = crossval::unseen(&batch, &weights);
            let lines = crossval::report("second", &batch, &second);
            std::fs::write(cache.join("crossval.jsonl"), lines).unwrap();
            for share in [0.2f32, 0.35] {
                let mixed: Vec<Scores> = first
                    .iter()
                    .zip(&second)
                    .map(|(a, b)| a.mixed(b, share))
                    .collect();
                crossval::report(&format!("mixed {share}"), &batch, &mixed);
            }
            if arguments.iter().any(|a| a == "--net") {
                let vectors = net::load(&cache.join("vectors.bin")).unwrap();
                let spots = batch.spots(Some(&rows), &known);
                let data = net::data(&batch.articles, &spots, &vectors);
                let rounds = argument(arguments, "--net-rounds", 8.0) as usize;
                let rate = argument(arguments, "--net-rate", 0.002);
                let drop = argument(arguments, "--net-drop", 0.3);
                println!("net data ({:?})", start.elapsed());
                let nets = batch::two_at_a_time(FOLDS, |f| {
                    let lines: Vec<&net::Line> = data
                        .lines
                        .iter()
                        .enumerate()
                        .filter(|(i, _)| fold[*i] != f && gold[*i].name != "s01")
                        .flat_map(|(_, lines)| lines.iter().filter(|l| !l.words.is_empty()))
                        .collect();
                    net::train(&data.words, &lines, rounds, rate, drop, 7)
                });
                println!("net trained ({:?})", start.elapsed());
                let third: Vec<Scores> = data
                    .lines
                    .iter()
                    .zip(&fold)
                    .map(|(lines, &f)| {
                        let mut scores = Scores {
                            nodes: Vec::new(),
                            edges: Vec::new(),
                        };
                        for line in lines {
                            let (nodes, edges) = nets[f].scores(&data.words, line);
                            scores.nodes.extend(nodes);
                            scores.edges.extend(edges);
                        }
                        scores
                    })
                    .collect();
                crossval::report("net", &batch, &third);
                for share in [0.2f32, 0.4, 0.6] {
                    let mixed: Vec<Scores> = third
                        .iter()
                        .zip(&second)
                        .map(|(a, b)| a.mixed(b, share))
                        .collect();
                    let lines = crossval::report(&format!("net+second {share}"), &batch, &mixed);
                    std::fs::write(cache.join("crossval-net.jsonl"), lines).unwrap();
                }
            }
            println!("{:?}", start.elapsed());
        }
        "model" => {
            let tables: Vec<Tables> = (0..=FOLDS)
                .map(|f| {
                    Knowledge::load(&cache.join(format!("silver-{f}.bin")))
                        .unwrap()
                        .tables()
                })
                .collect();
            let known: Vec<_> = tables[..FOLDS].iter().map(Tables::known).collect();
            let first = Batch::new(&gold, &fold, &known, &[]);
            let weights = crossval::jackknife(&first, FOLDS, &settings);
            let rows = crossval::rows(&first, &crossval::unseen(&first, &weights));
            let first_weights = first.train(&[], &settings);
            let second = Batch::new(&gold, &fold, &known, &[]).second(rows, &[]);
            let second_weights = second.train(&[], &settings);
            let bytes = build::model(
                &tables[FOLDS].lexicon,
                &tables[FOLDS].phrases,
                (&first, &first_weights),
                Some((&second, &second_weights)),
            );
            println!("{} bytes {:?}", bytes.len(), start.elapsed());
            std::fs::write("src/entities/model.bin", &bytes).unwrap();
            let model = Model::read(&bytes).unwrap();
            for article in second.articles.iter().filter(|a| a.gold.name == "s01") {
                println!(
                    "s01 {}",
                    crossval::evaluate(
                        article,
                        &crate::entities::find_with(&article.document, &model)
                    )
                );
            }
        }
        other => {
            eprintln!("qari-train: no command {other}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
