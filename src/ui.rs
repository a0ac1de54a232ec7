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
//! | overlay | what covers the screen: all keys, evidence, the index of names, two speakers side by side |
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

pub(crate) mod action;
pub(crate) mod app;
pub(crate) mod background;
pub(crate) mod card;
pub(crate) mod comparison;
pub(crate) mod geometry;
pub(crate) mod help;
pub(crate) mod index;
pub(crate) mod isolate;
pub(crate) mod jumps;
pub mod key;
pub(crate) mod keymap;
pub(crate) mod lang;
pub(crate) mod library;
pub(crate) mod message;
pub(crate) mod overlay_page;
pub(crate) mod pane;
pub(crate) mod plot;
pub(crate) mod pointer;
pub(crate) mod reader;
pub(crate) mod search;
pub(crate) mod shown_lines;
pub(crate) mod theme;
pub(crate) mod view;
pub(crate) mod viewport;

pub(crate) use lang::Lang;
