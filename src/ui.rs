//! What a person sees and does: keys → actions → state → a drawn buffer.
//!
//! ```text
//! Key ──keymap──> Action ──App::update──> Effect (carried out by the loop)
//!                            │
//!                            └─ state: App, ReaderState, Pane, Library, overlays
//!                                 │
//!                                 └──view::draw──> Buffer
//! ```
//!
//! Nothing here touches a terminal or a file.
//!
//! # The recipe
//!
//! 1. [`keymap::READER`] turns a key into an [`Action`], by the [`keymap::KeyContext`] that
//!    has the keys. It is the one table of keys; help, hints and the README print it.
//! 2. [`App::update`](app::App::update) carries the action out on the state and gives back
//!    an [`Effect`] for what it may not do itself: stop, copy, load.
//! 3. The state lays text out as it changes; drawing copies rows into a buffer.
//! 4. [`view::draw`] is pure: the same state draws the same buffer.
//!
//! # The terms
//!
//! | term | meaning |
//! |---|---|
//! | pane | a part of the screen with a window over text: the article, the quotes |
//! | focus | which pane the keys go to |
//! | overlay | what lies over the screen: keys, evidence, the index of names |
//! | measure | the widest line of text, in cells |
//! | item | a paragraph of the quotes pane: a speaker's heading or a quote |
//! | twin | what a Latin key sends under the Arabic keyboard layout |
//! | stacked | panes one above the other, since the terminal reorders whole rows |
//!
//! All sizes are in cells, all places in bytes of the text that is shown, all lists are
//! counted from 0.
//!
//! # Limitations
//!
//! The interface needs 40 by 10 cells. It speaks Arabic and English; article text is
//! treated as right to left either way.

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
pub mod theme;
pub mod view;
pub mod viewport;

pub use lang::Lang;
