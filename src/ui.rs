//! What a person sees and does: keys → actions → state → a drawn buffer.

pub mod action;
pub mod geometry;
pub mod key;
pub mod keymap;
pub mod lang;
pub mod library;
pub mod pane;
pub mod search;
pub mod theme;

pub use action::{Action, Effect};
pub use lang::Lang;
