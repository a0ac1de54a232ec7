//! Text → lines of cells, in the order and the shapes that a terminal needs.
//!
//! ```text
//! text ─ prepare ─► Prepared ─ wrap ─► LineRange ─ line ─► Line of Cells
//!        clusters, widths,     where lines end    order, mirroring, forms
//!        levels, joining,
//!        break opportunities
//!
//! blocks ─ Flow ─► the same for a whole article, lazily, with scroll positions
//! ```
//!
//! The room knows text, bytes and cells; it knows nothing of articles,
//! entities, quotes, colours or ratatui.

mod bidi;
mod breaks;
mod flow;
mod graphemes;
mod line;
#[cfg(test)]
mod notation;
mod paragraph;
#[cfg(test)]
mod properties;
mod shape;
mod width;

pub use bidi::first_strong;
pub use bidi::class as bidi_class;
pub use flow::{Flow, FlowRow, Row};
pub use line::{Cell, Line, label, lines};
pub use paragraph::{LineRange, Prepared, prepare, prepare_with};
pub use width::width;

/// What a cell shows: up to 24 bytes without a heap allocation, more with one.
pub type Symbol = compact_str::CompactString;

/// Base direction of a paragraph (UAX #9, P2 and P3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Right to left: Arabic, Hebrew.
    #[default]
    RightToLeft,
    /// Left to right: Latin and most others.
    LeftToRight,
}

/// In which order the cells of a line are handed out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// As the eye meets them from the left edge (UAX #9, L1 to L4 applied).
    #[default]
    Visual,
    /// As they are read and stored; for pipes and for terminals that reorder by themselves.
    Logical,
}

/// Whether Arabic letters are sent as their joined presentation forms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Shaping {
    /// U+FB50..U+FDFF and U+FE70..U+FEFF, lam-alef in one cell.
    #[default]
    Forms,
    /// The letters as stored; the terminal joins them, or nobody does.
    Base,
}

/// What happens to harakat and the other vowel signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tashkeel {
    /// They stay on their letters.
    #[default]
    Keep,
    /// They are left out of the cells; the text keeps them.
    Strip,
}

/// What a terminal (or a pipe) needs lines to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Target {
    /// Order of the cells.
    pub order: Order,
    /// Shapes of the letters.
    pub shaping: Shaping,
    /// Vowel signs.
    pub tashkeel: Tashkeel,
}
