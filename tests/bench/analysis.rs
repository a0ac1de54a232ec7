//! How fast an article is analyzed, stage by stage, from 1 KB to 4 MB: longer ones are not analysed. `cargo bench --bench analysis`
//!
//! The throughput that divan prints counts words ("items"): tokens of letters, without numbers and marks.
//! `text` is tokens and sentences, `entities` and `quotes` start from their result, `all` is the three together.
//!
//! Claims, on one core of an ordinary machine:
//!
//! - growth: from 1 MB to 4 MB no stage loses more than a third of its throughput, for every stage is linear
//!   (measured with 10 MB, before there was a limit: text and quotes 0.86, entities 1.0 of it); below 1 MB what a stage makes still fits the caches;
//! - `start`, the first use of the model: under 1 ms, since it is read in place (measured: 4 to 71 µs).
//!
//! The goal for `all` is 250,000 words a second from 14 KB on. Measured on an idle machine, medians: 14 KB 243,000 to
//! 252,000; 100 KB 389,000; 1 MB 459,000; 10 MB 434,000. In a short article nearly every word is new, and most of the work
//! is done once for each distinct word.

use std::hint::black_box;

use divan::Bencher;
use divan::counter::ItemsCount;
use qari::Analysis;
use qari::article::Article;
use qari::internals::text::{Document, TokenKind};
use qari::internals::{entities, quotes, text};

/// Sizes in bytes.
const SIZES: [usize; 5] = [1_000, 14_000, 100_000, 1_000_000, 4_000_000];

fn main() {
    divan::main();
}

/// Articles of the samples one after the other, repeated and cut to `bytes`.
fn article(bytes: usize) -> Article {
    const SAMPLES: [&str; 4] = [
        include_str!("../../sample-articles/01-many-speakers.txt"),
        include_str!("../../sample-articles/02-newspaper-review.txt"),
        include_str!("../../sample-articles/03-economy.txt"),
        include_str!("../../sample-articles/12-politics-names.txt"),
    ];
    let one = SAMPLES.join("\n");
    let mut text = one.repeat(bytes / one.len() + 1);
    let end = (0..=bytes).rev().find(|&at| text.is_char_boundary(at));
    text.truncate(end.unwrap_or(0));
    Article::from_text(&text, "bench.txt")
}

fn words(document: &Document<'_>) -> ItemsCount {
    let is_word = |kind| matches!(kind, TokenKind::Arabic | TokenKind::Foreign);
    let count = document
        .tokens
        .iter()
        .filter(|token| is_word(token.kind))
        .count();
    ItemsCount::new(count)
}

#[divan::bench(name = "text", args = SIZES, sample_count = 10)]
fn tokens(bencher: Bencher<'_, '_>, bytes: usize) {
    let article = article(bytes);
    bencher
        .counter(words(&text::read(&article)))
        .bench_local(|| text::read(black_box(&article)));
}

#[divan::bench(name = "entities", args = SIZES, sample_count = 10)]
fn names(bencher: Bencher<'_, '_>, bytes: usize) {
    let article = article(bytes);
    let document = text::read(&article);
    bencher
        .counter(words(&document))
        .bench_local(|| entities::find(black_box(&document)));
}

#[divan::bench(name = "quotes", args = SIZES, sample_count = 10)]
fn speech(bencher: Bencher<'_, '_>, bytes: usize) {
    let article = article(bytes);
    let document = text::read(&article);
    let entities = entities::find(&document);
    bencher
        .counter(words(&document))
        .bench_local(|| quotes::find(black_box(&document), &entities));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn all(bencher: Bencher<'_, '_>, bytes: usize) {
    let article = article(bytes);
    bencher
        .counter(words(&text::read(&article)))
        .bench_local(|| Analysis::of(black_box(&article)));
}

/// An article of one word: what is left is the model's start.
#[divan::bench]
fn start(bencher: Bencher<'_, '_>) {
    let article = Article::from_text("وصل", "bench.txt");
    let document = text::read(&article);
    bencher.bench_local(|| entities::find(black_box(&document)));
}
