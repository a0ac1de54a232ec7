//! What a person sees and does: keys → actions → state → a drawn buffer.
//!
//! ```text
//! Key ──keymap──> Action ──App::update──> Effect (carried out by the loop)
//!                            │
//!                            └─ state: App, Reader, Pane, Library, overlays
//!                                 │
//!                                 └──view::draw──> Buffer
//! ```
//!
//! Nothing here touches a terminal or a file.

pub mod action;
pub mod app;
pub mod geometry;
pub mod index;
pub mod isolate;
pub mod key;
pub mod keymap;
pub mod lang;
pub mod library;
pub mod message;
pub mod page;
pub mod pane;
pub mod reader;
pub mod scroll;
pub mod search;
pub mod theme;
pub mod view;

pub use action::{Action, Effect};
pub use app::{App, Settings};
pub use lang::Lang;
