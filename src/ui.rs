//! The interface: keys → actions → state → a drawn buffer.
//!
//! ```text
//! KeyEvent ──keymap──> Action ──App::key──> Effect (carried out by the event loop)
//!                                 │
//!                                 └─ state: App, ReaderState, QuotesPane, Library, overlays
//!                                      │
//!                                      └──view::draw──> Buffer
//! ```
//!
//! Nothing here touches a terminal or a file.
//!
//! # Steps
//!
//! 1. [`keymap::READER`] turns a key into an [`action::Action`], by the [`keymap::KeyContext`] that
//!    has the keys. It is the one table of keys; help, hints and the README are printed from it.
//! 2. [`App::key`](app::App::key) carries the action out on the state and returns an
//!    [`action::Effect`] for what it cannot do itself: quit, copy, load.
//! 3. What the change makes necessary is laid out once, at its end (`App::lay_out`).
//! 4. [`view::draw`] is pure: the same state draws the same buffer.
//!
//! # Terms
//!
//! | term | meaning |
//! |---|---|
//! | pane | a part of the screen that shows a text: the article, the quotes |
//! | viewport | which rows of such a text are on the screen |
//! | focus | which pane gets the keys |
//! | overlay | what covers the screen: all keys, evidence, the index of names |
//! | measure | the widest line of text, in cells |
//! | item | a paragraph of the quotes pane: a speaker's heading or a quote |
//! | stacked | panes one above the other, because the terminal reorders whole rows |
//! | role | what a part of the screen is, for its style |
//!
//! All sizes are in cells, all places in bytes of the text that is shown, all lists are
//! counted from 0.
//!
//! # Limitations
//!
//! The interface needs 40 by 10 cells. It is in Arabic and English; article text is
//! treated as right to left in both.

pub mod action;
pub mod app;
pub mod background;
pub mod geometry;
pub mod index;
pub mod isolate;
pub mod key;
pub mod keymap;
pub mod lang;
pub mod library;
pub mod message;
pub mod overlay_page;
pub mod pane;
pub mod pointer;
pub mod reader;
pub mod search;
pub mod shown_lines;
pub mod theme;
pub mod view;
pub mod viewport;

pub use lang::Lang;
