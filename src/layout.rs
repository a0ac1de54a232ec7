//! Text → lines of cells, in the order and the shapes that a terminal needs.
//!
//! ```text
//! text ─ prepare ─► PreparedParagraph ─ wrap ─► LineRange ─ line ─► VisualLine of Cells
//!        clusters, widths,     where lines end    order, mirroring, forms
//!        levels, joining,
//!        break opportunities
//!
//! blocks ─ Flow ─► the same for a whole article, lazily, with scroll positions
//! ```
//!
//! The room knows text, bytes and cells; it knows nothing of articles,
//! entities, quotes, colours or ratatui.
//!
//! # The terms
//!
//! | term | meaning | source |
//! |---|---|---|
//! | cluster | what a reader takes for one letter: a base with its marks | UAX #29, extended grapheme cluster |
//! | level | nesting of directions; even reads left to right, odd right to left | UAX #9, BD2 |
//! | run | neighbours of one level | UAX #9, BD7 |
//! | base direction | direction of a paragraph's level, 0 or 1 | UAX #9, P2, P3 |
//! | joining | which neighbours a letter touches | `ArabicShaping.txt` |
//! | form | a letter as joined: isolated, final, initial, medial | U+FB50.., U+FE70.. |
//! | break opportunity | a place where a line may end | UAX #14 |
//! | cell | one place of a terminal's grid; also what is drawn there | |
//! | logical order | order in which text is stored and read | |
//! | visual order | order from the left edge of the screen | UAX #9, L2 |
//!
//! # The recipe
//!
//! Once for each paragraph ([`prepare`]): cut into clusters; levels by UAX #9, P to I;
//! width of each cluster; joining of each letter with its neighbours; break opportunities.
//! For each width ([`PreparedParagraph::wrap`]): count cells, end lines. For each line that is seen
//! ([`PreparedParagraph::line`]): L1 on the line's own end, L2 on its clusters, L4 on its brackets,
//! forms from the joining. Lines are broken in logical order and only then reordered, as
//! UAX #9 asks; letters keep the shapes that they had before the break.
//!
//! ```
//! use qari::layout::{self, Direction, LayoutTarget};
//! use qari::Span;
//!
//! let text = "قالت سلمى إن القطار وصل";
//! let all = Span::new(0, text.len());
//! let lines = layout::lines(text, all, Direction::RightToLeft, LayoutTarget::default(), 12);
//! assert!(lines.iter().all(|line| line.width <= 12));
//! // The first cell from the left is the last letter of the line.
//! let first = &lines[0].cells[0];
//! assert_eq!(first.span.of(text), "ن");
//! assert_eq!(first.level, 1);
//! ```
//!
//! # Limitations
//!
//! - A terminal's cells have one width, so no letter is stretched (kashida) and no
//!   ligature but lam-alef is made.
//! - Letters without presentation forms (parts of Persian, Urdu, Sindhi … beyond
//!   U+FB50..U+FBFF) stay as they are stored; their neighbours still join.
//! - Scripts that need a dictionary to break (Thai, Lao, Khmer, Burmese) are broken
//!   at blanks.

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

pub use bidi::class as bidi_class;
pub use bidi::{first_strong, mirrored};
pub use flow::{Flow, FlowPosition, FlowRow};
pub use line::{Cell, VisualLine, label, lines};
pub use paragraph::{LineRange, PreparedParagraph, prepare, prepare_with};
pub use width::width;

/// What a cell shows: up to 24 bytes without a heap allocation, more with one.
///
/// Never empty, never a control character: see [`Cell::symbol`].
pub type Symbol = compact_str::CompactString;

/// Base direction of a paragraph (UAX #9, P2 and P3).
///
/// It decides where a line stands (right-to-left lines at the right edge) and how
/// neutral characters between runs fall, not how words read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Right to left: Arabic, Hebrew.
    #[default]
    RightToLeft,
    /// Left to right: Latin and most others.
    LeftToRight,
}

/// In which order the cells of a line are handed out.
///
/// Both orders hold the same cells with the same spans; only [`RowOrder::Visual`] mirrors
/// brackets (L4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RowOrder {
    /// As the eye meets them from the left edge (UAX #9, L1 to L4 applied).
    #[default]
    Visual,
    /// As they are read and stored; for pipes and for terminals that reorder by themselves.
    Logical,
}

/// Whether Arabic letters are sent as their joined presentation forms.
///
/// Forms suit terminals that do not join letters by themselves, and do no harm where
/// reordering is switched off: a form is not joined again (measured in VTE 0.70). The
/// choice changes widths: lam and alef are one cell as a form and two as letters, so it
/// must be made before lines are broken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Shaping {
    /// U+FB50..U+FDFF and U+FE70..U+FEFF, lam-alef in one cell.
    #[default]
    Forms,
    /// The letters as stored; the terminal joins them, or nobody does.
    Base,
}

/// What happens to harakat and the other vowel signs.
///
/// Hamza and madda are parts of letters and always stay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tashkeel {
    /// They stay on their letters.
    #[default]
    Keep,
    /// They are left out of the cells; the text keeps them.
    Strip,
}

/// What a terminal (or a pipe) needs lines to be.
///
/// The default is visual order, forms, harakat kept: what an ordinary terminal needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct LayoutTarget {
    /// Order of the cells.
    pub order: RowOrder,
    /// Shapes of the letters.
    pub shaping: Shaping,
    /// Vowel signs.
    pub tashkeel: Tashkeel,
}

impl LayoutTarget {
    /// The same with a person's wishes over it, where there are any: they know their font better than a table does.
    #[must_use]
    pub fn with_preferences(self, shaping: Option<Shaping>, tashkeel: Option<Tashkeel>) -> Self {
        Self {
            shaping: shaping.unwrap_or(self.shaping),
            tashkeel: tashkeel.unwrap_or(self.tashkeel),
            ..self
        }
    }
}
