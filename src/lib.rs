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
//!   cli, run   options, the loop that ties the rooms together
//! ```
//!
//! A room uses only rooms above it in this list; `layout` uses `span` alone.
//! `tests/shape.rs` reads the sources and fails where that does not hold.

pub mod article;
pub mod entities;
pub mod error;
pub mod layout;
pub mod quotes;
pub mod reading;
pub mod span;
pub mod text;
#[cfg(feature = "train")]
pub mod train;
pub mod ui;
