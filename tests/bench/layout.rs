//! How fast text becomes lines. `cargo bench --bench layout`
//!
//! Claims, on one core of an ordinary machine:
//!
//! - `prepare_and_wrap/14 KB`: a 14 KB article, all of it, under 2 ms (one frame at 60 Hz is 16 ms);
//! - `wrap_again/14 KB`: a resize of the same, all of it, under 0.2 ms;
//! - `first_screen` and `jump_to_the_end`: the time does not grow with the text (the work of 40 rows; at most
//!   one part of 16 KB more for a text of one line);
//! - `prepare_and_wrap` and `wrap_again` grow linearly from 1 KB to 10 MB (compare the throughput column);
//! - `peer_textwrap`: `textwrap` wraps the same text (UAX #14 on, first fit) without
//!   levels, joining and clusters; `prepare_and_wrap` takes at most 5 times its time (3 to 4 measured), which
//!   is what those cost, and `wrap_again` less than a fifth of it.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use qari::Span;
use qari::layout::{Direction, Flow, LayoutTarget, prepare};

/// Columns of the pane in all benchmarks.
const WIDTH: u16 = 72;
/// Sizes in bytes.
const SIZES: [usize; 5] = [1_000, 14_000, 100_000, 1_000_000, 10_000_000];

/// One paragraph of invented news of about `bytes` bytes: Arabic with digits, quotes, a Latin name and harakat.
fn paragraph(bytes: usize) -> String {
    const SENTENCE: &str = "قال المتحدث باسم الوزارة سامر الحلواني يوم 12/3/2026 إن الميزانية ارتفعت بنسبة 4.5% \
        لتبلغ 320 مليون دولار، مضيفا: \"لن نتراجع عن المشروع\" (Green Line) الذي بدأ تنفيذُه قبل عامين. ";
    let mut text = SENTENCE.repeat(bytes / SENTENCE.len() + 1);
    let end = (0..=bytes)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0);
    text.truncate(end);
    text
}

/// An article: paragraphs of about 600 bytes, with their spans.
fn article(bytes: usize) -> (String, Vec<Span>) {
    let one = paragraph(600);
    let mut text = String::with_capacity(bytes + one.len());
    let mut blocks = Vec::new();
    while text.len() < bytes {
        blocks.push(Span::new(text.len(), text.len() + one.len()));
        text.push_str(&one);
        text.push('\n');
    }
    (text, blocks)
}

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES)]
fn prepare_and_wrap(bencher: Bencher<'_, '_>, bytes: usize) {
    let text = paragraph(bytes);
    let all = Span::new(0, text.len());
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        prepare(
            black_box(&text),
            all,
            Direction::RightToLeft,
            LayoutTarget::default(),
        )
        .wrap(WIDTH)
    });
}

#[divan::bench(args = SIZES)]
fn wrap_again(bencher: Bencher<'_, '_>, bytes: usize) {
    let text = paragraph(bytes);
    let all = Span::new(0, text.len());
    let prepared = prepare(&text, all, Direction::RightToLeft, LayoutTarget::default());
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| black_box(&prepared).wrap(WIDTH));
}

#[divan::bench(args = SIZES)]
fn peer_textwrap(bencher: Bencher<'_, '_>, bytes: usize) {
    let text = paragraph(bytes);
    let options = textwrap::Options::new(usize::from(WIDTH))
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
        .word_separator(textwrap::WordSeparator::UnicodeBreakProperties);
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| textwrap::wrap(black_box(&text), &options).len());
}

#[divan::bench(args = SIZES)]
fn first_screen(bencher: Bencher<'_, '_>, bytes: usize) {
    let (text, blocks) = article(bytes);
    bencher
        .with_inputs(|| blocks.clone())
        .bench_values(|blocks| {
            let mut flow = Flow::new(
                blocks,
                Direction::RightToLeft,
                LayoutTarget::default(),
                WIDTH,
            );
            let top = flow.first();
            flow.visible(&text, top, 40)
        });
}

#[divan::bench(args = SIZES)]
fn first_screen_of_one_line(bencher: Bencher<'_, '_>, bytes: usize) {
    let text = paragraph(bytes);
    let all = vec![Span::new(0, text.len())];
    bencher.with_inputs(|| all.clone()).bench_values(|blocks| {
        let mut flow = Flow::new(
            blocks,
            Direction::RightToLeft,
            LayoutTarget::default(),
            WIDTH,
        );
        let top = flow.first();
        flow.visible(&text, top, 40)
    });
}

#[divan::bench(args = SIZES)]
fn jump_to_the_end(bencher: Bencher<'_, '_>, bytes: usize) {
    let (text, blocks) = article(bytes);
    bencher
        .with_inputs(|| blocks.clone())
        .bench_values(|blocks| {
            let mut flow = Flow::new(
                blocks,
                Direction::RightToLeft,
                LayoutTarget::default(),
                WIDTH,
            );
            let top = flow.last_top(&text, 40);
            flow.visible(&text, top, 40)
        });
}

#[divan::bench]
fn cells_of_forty_lines(bencher: Bencher<'_, '_>) {
    let text = paragraph(14_000);
    let all = Span::new(0, text.len());
    let prepared = prepare(&text, all, Direction::RightToLeft, LayoutTarget::default());
    let ranges: Vec<_> = prepared.wrap(WIDTH).into_iter().take(40).collect();
    bencher.bench(|| {
        ranges
            .iter()
            .map(|&range| prepared.line(black_box(&text), range).cells.len())
            .sum::<usize>()
    });
}

/// Texts on which other layout engines are quadratic; the time of each must grow tenfold from size to size.
const HOSTILE: [(&str, &str); 8] = [
    ("open_brackets", "(("),
    ("nested_brackets", "(a[ب)]"),
    ("quotes", "\""),
    ("isolates", "\u{2067}x\u{2069}ي"),
    ("embeddings", "\u{202B}\u{202C}"),
    ("marks", "\u{64E}"),
    ("blanks", " "),
    ("one_word", "ب"),
];

#[divan::bench(
    args = HOSTILE.map(|(name, _)| name),
    consts = [100_000, 1_000_000]
)]
fn hostile<const BYTES: usize>(bencher: Bencher<'_, '_>, name: &str) {
    let pattern = HOSTILE
        .iter()
        .find(|(key, _)| *key == name)
        .map_or("", |(_, pattern)| pattern);
    let text = pattern.repeat(BYTES / pattern.len().max(1));
    let all = Span::new(0, text.len());
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        prepare(
            black_box(&text),
            all,
            Direction::RightToLeft,
            LayoutTarget::default(),
        )
        .wrap(WIDTH)
    });
}
