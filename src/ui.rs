//! What a person sees and does: keys → actions → state → a drawn buffer.

pub mod action;
pub mod key;
pub mod keymap;
pub mod lang;

pub use action::{Action, Effect};
pub use lang::Lang;
