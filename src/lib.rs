//! `qari` (قارئ, "reader"): Arabic news in a terminal, right to left, with who,
//! where and what highlighted and the quotes listed by speaker.
//!
//! # The map
//!
//! ```text
//! span ─ error
//!   article    bytes → Article        load, decode, extract, clean
//!   text       Article → Document     orthography, tokens, sentences
//!   entities   Document → Entities    people, places, organizations
//!   quotes     + Entities → Quotes    who said what
//!   reading    Article → Analysis     all of it, once per article
//!   layout     text → lines of cells  clusters, widths, levels, breaks, shapes
//!   ui         keys → actions → state → a drawn buffer
//!   terminal   the only room that talks to the tty
//!   run, cli   the loop that ties the rooms together; options and commands
//!   train      articles with marked names → the entity model (feature `train`)
//! ```
//!
//! A room uses only rooms above it in this list; `layout` uses `span` alone.
//! `tests/shape.rs` reads the sources and fails where that does not hold.

pub mod article;
pub mod cli;
pub mod entities;
pub mod error;
pub mod layout;
pub mod quotes;
pub mod reading;
pub mod run;
pub mod span;
pub mod terminal;
pub mod text;
#[cfg(feature = "train")]
pub mod train;
pub mod ui;
