//! What several tests share: an interface without a terminal, key scripts, and
//! screens as text that a person can read.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part of it")]
pub(crate) mod ann;
pub(crate) mod command;
pub(crate) mod folder;
pub(crate) mod growth;
pub(crate) mod listed;
pub(crate) mod pty;
pub(crate) mod roles;
pub(crate) mod screen;
pub(crate) mod unicode_data;

pub use roles::screen;

use crossterm::event::{KeyCode, KeyEvent};
use std::path::Path;
use std::sync::Arc;

use qari::Analysis;
use qari::article::{self, Article};
use qari::internals::ui::key;
use qari::internals::ui::{App, AppSettings};
use qari::internals::ui::{Delivery, Library};
use qari::internals::ui::{Effect, Lang, draw};
use qari::internals::ui::{Palette, Theme};
use qari::layout::LayoutTarget;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The article of the samples whose file name begins with `number`.
pub fn sample(number: &str) -> Article {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-articles");
    let path = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| {
            path.file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with(number)
        })
        .unwrap_or_else(|| panic!("no sample {number}"));
    let mut article = article::open(&path, &article::LoadOptions::default()).unwrap();
    // Where the checkout lies must not show in a golden.
    path.file_name()
        .unwrap()
        .to_str()
        .unwrap()
        .clone_into(&mut article.source);
    article
}

/// Compares `text` with the golden of that name in `tests/goldens`.
///
/// # Panics
///
/// Where they differ.
pub fn golden(name: &str, text: impl AsRef<str>) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../goldens");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text.as_ref()));
}

/// An interface with these articles, all analysed, on a screen of that size; a single one is open.
pub fn app(articles: Vec<Article>, lang: Lang, size: (u16, u16)) -> App {
    let settings = AppSettings {
        lang,
        theme: Theme::new(Palette::Mono),
        target: LayoutTarget::default(),
        measure: 72,
    };
    let library = Library::waiting(articles.iter().map(|article| article.source.clone()));
    let single = articles.len() == 1;
    let mut app = App::new(settings, library, size);
    for (id, article) in articles.into_iter().enumerate() {
        let analysis = Arc::new(Analysis::of(&article));
        app.receive(Delivery::Loaded {
            id,
            first: Ok(Arc::new(article)),
            more: vec![],
        });
        app.receive(Delivery::Analysed(id, analysis));
    }
    if single {
        assert_eq!(app.open(0), Effect::None);
    }
    app
}

/// Presses keys: single characters, and `<tab> <enter> <esc> <down> <up> <left> <right> <space> <pgdn> <bs> <C-c>` …
pub fn press(app: &mut App, script: &str) {
    let _ = effect_of(app, script);
}

/// Presses keys as [`press`] does; the last one's effect.
pub fn effect_of(app: &mut App, script: &str) -> Effect {
    let mut effect = Effect::None;
    let mut rest = script;
    while let Some(c) = rest.chars().next() {
        let (key, length) = match rest
            .strip_prefix('<')
            .and_then(|inner| inner.split_once('>'))
        {
            Some((name, _)) if named(name).is_some() => (named(name).unwrap(), name.len() + 2),
            _ => (key::character(c), c.len_utf8()),
        };
        effect = app.key(key);
        rest = &rest[length..];
    }
    effect
}

fn named(name: &str) -> Option<KeyEvent> {
    Some(match name {
        "tab" => key::plain(KeyCode::Tab),
        "enter" => key::plain(KeyCode::Enter),
        "esc" => key::plain(KeyCode::Esc),
        "down" => key::plain(KeyCode::Down),
        "up" => key::plain(KeyCode::Up),
        "left" => key::plain(KeyCode::Left),
        "right" => key::plain(KeyCode::Right),
        "space" => key::character(' '),
        "pgdn" => key::plain(KeyCode::PageDown),
        "pgup" => key::plain(KeyCode::PageUp),
        "bs" => key::plain(KeyCode::Backspace),
        "A-left" => key::alt(KeyCode::Left),
        "A-right" => key::alt(KeyCode::Right),
        _ => key::control(name.strip_prefix("C-")?.chars().next()?),
    })
}

/// What `app` draws.
pub fn drawn(app: &App, (width, height): (u16, u16)) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    draw(app, &mut buffer);
    buffer
}

/// The letters of one row, left to right.
pub fn row(buffer: &Buffer, y: u16) -> String {
    (0..buffer.area.width)
        .map(|x| buffer[(x, y)].symbol())
        .collect()
}
