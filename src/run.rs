//! The reader as a program: sources and options → an exit code.
//!
//! ```text
//!   worker ──wake──► session.next ──► App ──► view::draw ──► session.paint
//!     ▲                                │
//!     └────────── prioritize ◄─────────┘
//! ```
//!
//! [`event_loop`] connects the layers and has no state of its own that a test would need: the state is in
//! [`ui`](crate::ui), the screen in [`terminal`](crate::terminal), articles are read and analysed in the thread of
//! [`worker`]. [`copy`] delivers copies, [`positions`] loads and saves reading positions.
//!
//! At the start, a single article is read before the screen opens, so that an error is an ordinary message. Then the
//! screen opens. While the worker analyses the article, this thread lays out the lines. The first frame waits up to 50 ms
//! for the analysis and is drawn without it after that.

mod copy;
mod event_loop;
mod outbox;
mod positions;
mod worker;

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use crate::article::{self, Article, ArticleSource, LoadOptions, RecordFile};
use crate::error::{Error, visible};
use crate::layout::{Shaping, Tashkeel};
use crate::store::{StoreError, UserFiles};
use crate::terminal::{ColorDepth, Session, SessionOptions, TerminalError};
use crate::ui::background::Background;
use crate::ui::lang::Lang;
use crate::ui::library::{Delivery, Library};
use crate::ui::theme::{Palette, Theme, ThemeChoice};
use copy::Copier;
pub(crate) use copy::CopyCommand;
use event_loop::{EventLoop, Services};
use positions::PositionTracker;
use worker::Worker;

/// How the reader runs. The command line sets it, and the reader changes none of it.
#[derive(Clone, Debug)]
pub(crate) struct RunOptions {
    /// Language of the interface.
    pub lang: Lang,
    /// Widest line of text, in cells.
    pub measure: u16,
    /// Shapes of letters; `None` leaves it to the terminal's needs.
    pub shaping: Option<Shaping>,
    /// Vowel signs; `None` leaves them to the terminal's needs.
    pub tashkeel: Option<Tashkeel>,
    /// Colours.
    pub theme: ThemeChoice,
    /// The program that receives copies instead of the terminal.
    pub copy: Option<CopyCommand>,
    /// Whether the mouse is used from the start.
    pub mouse: bool,
    /// Whether the quotes are shown when an article is opened; `None` leaves it to the size of the screen.
    pub quotes_pane: Option<bool>,
    /// How the terminal is opened.
    pub terminal: SessionOptions,
}

/// An error that ends the reader. Other errors, while the screen is open, are shown on it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RunError {
    /// The single article that was named cannot be read.
    #[error(transparent)]
    Article(#[from] Error),
    /// The terminal.
    #[error(transparent)]
    Terminal(#[from] TerminalError),
}

/// Shows `sources` until the user leaves.
///
/// Several sources, and a large file of records, open as a list at once and are read in the background. The exit code is 0, or 128 plus the number of
/// the signal that ended the reader. `problems` and those with `files` are shown on the screen and on standard error; the reader
/// continues without them.
///
/// # Errors
///
/// The single article cannot be read (before the screen opens), or the terminal fails.
pub(crate) fn read(
    sources: Vec<ArticleSource>,
    load: LoadOptions,
    mut options: RunOptions,
    files: &UserFiles,
    mut problems: Vec<StoreError>,
) -> Result<ExitCode, RunError> {
    let start = Instant::now();
    let mut library = Library::waiting(sources.iter().map(ToString::to_string));
    let (articles, scanned) = match sources.as_slice() {
        [source] if !RecordFile::serves(source, &load) => {
            let (articles, scanned) = read_single(source, &load)?;
            (Some(articles), Some(scanned))
        }
        _ => (None, None),
    };
    if let Some(articles) = &articles {
        let mut numbered = articles.iter().cloned().map(Ok).enumerate();
        if let Some((id, first)) = numbered.next() {
            library.receive(Delivery::Loaded {
                id,
                first,
                more: numbered.collect(),
            });
        }
    }
    let positions = PositionTracker::load(files.state.clone(), &mut problems);
    let mut session = Session::open(options.terminal.clone())?;
    if options.mouse {
        session.mouse(true)?;
    }
    let services = Services {
        worker: Worker::start(sources, load, articles, session.waker()),
        positions,
        copier: Copier::new(options.copy.take(), files.copies.clone(), session.waker()),
    };
    let mut event_loop = EventLoop::new(&session, library, services, options);
    event_loop.open_first(start, scanned);
    event_loop.show_problem(problems.first());
    let code = event_loop.run(&mut session);
    // Positions are saved before the terminal is restored: on a stalled connection that can take long.
    let services = event_loop.finish(&mut problems);
    session.close();
    services.copier.finish_all();
    for problem in problems {
        // If standard error is closed, nobody reads it.
        let _ = writeln!(io::stderr(), "qari: {}", visible(&problem.to_string()));
    }
    code
}

/// The articles of the single source, and how many of its records are none.
///
/// # Errors
///
/// There is no article: what is wrong with the first record.
fn read_single(
    source: &ArticleSource,
    load: &LoadOptions,
) -> Result<(Vec<Arc<Article>>, Delivery), Error> {
    let (mut articles, mut errors) = (Vec::new(), Vec::new());
    article::read_source(source, load, &mut |result| match result {
        Ok(article) => articles.push(Arc::new(article)),
        Err(error) => errors.push(error),
    });
    let records = articles.len() + errors.len();
    if articles.is_empty()
        && let Some(error) = errors.drain(..).next()
    {
        return Err(error);
    }
    let problems = errors.iter().map(ToString::to_string).collect();
    Ok((articles, Delivery::Scanned { records, problems }))
}

/// The theme for a terminal with this colour depth and background.
pub(crate) fn theme(depth: ColorDepth, choice: ThemeChoice, background: Background) -> Theme {
    let palette = match depth {
        ColorDepth::Mono => Palette::Mono,
        ColorDepth::Ansi16 => Palette::Sixteen,
        ColorDepth::Ansi256 => Palette::Many,
        ColorDepth::TrueColor => Palette::True,
    };
    Theme::chosen(palette, choice, background)
}
