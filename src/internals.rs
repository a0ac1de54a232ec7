//! What the benchmarks and the integration tests use beyond the public API. No part of the API: it may change at any time.
//!
//! The benchmarks time single stages (tokens, names, quotes) and the interface without a terminal, and the tests drive
//! the interface by keys and a session in a pseudo-terminal. Both are compiled outside of this crate and see only what
//! is public, so the items that they name stand here, one by one.

pub use crate::cli::analyze;

/// Files → articles.
pub mod article {
    pub use crate::article::format::markdown;
}

/// Article → tokens and sentences.
pub mod text {
    pub use crate::text::{Document, TokenKind, orthography, read};
}

/// Tokens → names.
pub mod entities {
    pub use crate::entities::find;
}

/// Tokens and names → quotes.
pub mod quotes {
    pub use crate::quotes::find;
}

/// The interface without a terminal.
pub mod ui {
    pub use crate::ui::action::{Effect, Excerpt};
    pub use crate::ui::app::{App, AppSettings, Overlay, Screen};
    pub use crate::ui::key;
    pub use crate::ui::keymap::{READER, markdown};
    pub use crate::ui::lang::Lang;
    pub use crate::ui::library::{Delivery, Library};
    pub use crate::ui::pointer::bytes_at;
    pub use crate::ui::reader::{Focus, ReaderState};
    pub use crate::ui::theme::{Palette, Theme, ThemeRole};
    pub use crate::ui::view::draw;
}

/// A session with a terminal.
pub mod terminal {
    pub use crate::terminal::profile::markdown;
    pub use crate::terminal::{Session, SessionEvent, SessionOptions, TerminalError};
}
