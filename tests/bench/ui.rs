//! How long the reader's own work takes between a key and a drawn buffer. `cargo bench --bench ui`
//!
//! In-process: [`App::key`], layout of what shows, [`draw`]; not the painter, the loop and the terminal, which
//! `cargo bench --bench program` adds. On a screen of 120x40 with the quotes beside the article.
//!
//! Claims, on one core of an ordinary machine:
//!
//! - every `key_*` at 14 KB: under 1 ms, half of the 2 ms that a key may take to the end of its frame;
//! - `key_line`, `key_page`, `key_quote`, `key_focus` and `key_end` at 5 MB: as at 14 KB, for only what shows is laid out
//!   (compare the two rows);
//! - `key_search` at 5 MB: under 50 ms, though it searches all of the text;
//! - `first_search` at 5 MB: under 100 ms, once, for the text is folded then;
//! - `resize` at 5 MB: under 5 ms;
//! - `open` at 5 MB: under 50 ms from the loaded article to the first drawn buffer, without its analysis;
//! - `receive` at 5 MB: under 50 ms for an analysis that arrives.

#![expect(clippy::unwrap_used, reason = "what fails here fails the benchmark")]

use crossterm::event::{KeyCode, KeyEvent};
use std::fs;
use std::sync::{Arc, OnceLock};

use divan::{Bencher, black_box};
use qari::Analysis;
use qari::article::Article;
use qari::internals::ui::key;
use qari::internals::ui::{App, AppSettings};
use qari::internals::ui::{Delivery, Library};
use qari::internals::ui::{Lang, draw};
use qari::internals::ui::{Palette, Theme};
use qari::layout::LayoutTarget;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Sizes in bytes: an article of the ordinary kind, and a book.
const SIZES: [usize; 2] = [14_000, 5_000_000];
/// Columns and rows.
const SCREEN: (u16, u16) = (120, 40);
/// Presses of a key before it is pressed the other way, so that no end is reached.
const RUN: usize = 12;

/// An article with what was found in it.
type Read = (Arc<Article>, Arc<Analysis>);

/// The first sample article, repeated and cut to `bytes`; read once.
fn read(bytes: usize) -> &'static Read {
    static READ: [OnceLock<Read>; SIZES.len()] = [const { OnceLock::new() }; SIZES.len()];
    let place = SIZES.iter().position(|&size| size == bytes).unwrap();
    READ[place].get_or_init(|| {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/sample-articles/01-many-speakers.txt"
        );
        let one = fs::read_to_string(path).unwrap();
        let mut text = one.repeat(bytes / one.len() + 1);
        let end = (0..=bytes).rev().find(|&at| text.is_char_boundary(at));
        text.truncate(end.unwrap_or(0));
        let article = Article::from_text(&text, "bench.txt");
        let analysis = Analysis::of(&article);
        (Arc::new(article), Arc::new(analysis))
    })
}

/// A reader with the article loaded, not open yet and not analysed.
fn loaded(bytes: usize) -> App {
    let settings = AppSettings {
        lang: Lang::English,
        theme: Theme::new(Palette::Many),
        target: LayoutTarget::default(),
        measure: 72,
    };
    let mut app = App::new(settings, Library::waiting(["bench.txt".to_owned()]), SCREEN);
    app.receive(Delivery::Loaded {
        id: 0,
        first: Ok(Arc::clone(&read(bytes).0)),
        more: vec![],
    });
    app
}

/// A reader with the article open and analysed.
fn open(bytes: usize) -> App {
    let mut app = loaded(bytes);
    let _ = app.open(0);
    app.receive(analysed(bytes));
    app
}

fn analysed(bytes: usize) -> Delivery {
    Delivery::Analysed(0, Arc::clone(&read(bytes).1))
}

fn screen((width, height): (u16, u16)) -> Buffer {
    Buffer::empty(Rect::new(0, 0, width, height))
}

/// Times a key and its frame: [`RUN`] times `there`, as often `back`, and so on.
fn keys(bencher: Bencher<'_, '_>, app: &mut App, there: KeyEvent, back: KeyEvent) {
    let mut buffer = screen(SCREEN);
    let mut pressed = 0;
    bencher.bench_local(|| {
        let key = if (pressed / RUN).is_multiple_of(2) {
            there
        } else {
            back
        };
        pressed += 1;
        let _ = app.key(black_box(key));
        draw(app, &mut buffer)
    });
}

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES)]
fn key_line(bencher: Bencher<'_, '_>, bytes: usize) {
    keys(
        bencher,
        &mut open(bytes),
        key::character('j'),
        key::character('k'),
    );
}

#[divan::bench(args = SIZES)]
fn key_page(bencher: Bencher<'_, '_>, bytes: usize) {
    keys(
        bencher,
        &mut open(bytes),
        key::character(' '),
        key::character('b'),
    );
}

#[divan::bench(args = SIZES)]
fn key_quote(bencher: Bencher<'_, '_>, bytes: usize) {
    keys(
        bencher,
        &mut open(bytes),
        key::character(']'),
        key::character('['),
    );
}

#[divan::bench(args = SIZES)]
fn key_focus(bencher: Bencher<'_, '_>, bytes: usize) {
    let tab = key::plain(KeyCode::Tab);
    keys(bencher, &mut open(bytes), tab, tab);
}

#[divan::bench(args = SIZES)]
fn key_end(bencher: Bencher<'_, '_>, bytes: usize) {
    let mut app = open(bytes);
    let mut buffer = screen(SCREEN);
    let mut end = false;
    bencher.bench_local(|| {
        end = !end;
        let _ = app.key(key::character(if end { 'G' } else { 'g' }));
        draw(&app, &mut buffer)
    });
}

/// A letter that is typed after two others, or taken back.
#[divan::bench(args = SIZES)]
fn key_search(bencher: Bencher<'_, '_>, bytes: usize) {
    let mut app = open(bytes);
    for c in "/ال".chars() {
        let _ = app.key(key::character(c));
    }
    let mut buffer = screen(SCREEN);
    let mut typed = false;
    bencher.bench_local(|| {
        typed = !typed;
        let _ = app.key(if typed {
            key::character('ص')
        } else {
            key::plain(KeyCode::Backspace)
        });
        draw(&app, &mut buffer)
    });
}

/// The first letter of the first search in an article.
#[divan::bench(args = SIZES, sample_count = 20)]
fn first_search(bencher: Bencher<'_, '_>, bytes: usize) {
    let opened = || {
        let mut app = open(bytes);
        let _ = app.key(key::character('/'));
        (app, screen(SCREEN))
    };
    bencher
        .with_inputs(opened)
        .bench_local_refs(|(app, buffer)| {
            let _ = app.key(key::character('ص'));
            draw(app, buffer)
        });
}

#[divan::bench(args = SIZES)]
fn resize(bencher: Bencher<'_, '_>, bytes: usize) {
    let mut app = open(bytes);
    for _ in 0..5 {
        let _ = app.key(key::character(' '));
    }
    let mut wide = true;
    bencher.bench_local(|| {
        wide = !wide;
        let size = if wide { SCREEN } else { (101, 31) };
        app.resize(black_box(size));
        let mut buffer = screen(size);
        draw(&app, &mut buffer)
    });
}

#[divan::bench(name = "open", args = SIZES, sample_count = 20)]
fn open_first(bencher: Bencher<'_, '_>, bytes: usize) {
    bencher
        .with_inputs(|| (loaded(bytes), screen(SCREEN)))
        .bench_local_refs(|(app, buffer)| {
            let _ = app.open(0);
            draw(app, buffer)
        });
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn receive(bencher: Bencher<'_, '_>, bytes: usize) {
    let waiting = || {
        let mut app = loaded(bytes);
        let _ = app.open(0);
        (app, screen(SCREEN))
    };
    bencher
        .with_inputs(waiting)
        .bench_local_refs(|(app, buffer)| {
            app.receive(analysed(bytes));
            draw(app, buffer)
        });
}
