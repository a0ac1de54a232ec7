//! Text → lines of cells, in the order and with the letter shapes that a terminal needs.
//!
//! ```text
//! text ─ prepare ─► PreparedParagraph ─ wrap ─► LineRange ─ line ─► VisualLine of Cells
//!        clusters, widths,              where lines    order, mirroring, forms
//!        levels, joining,               end
//!        break opportunities
//!
//! blocks ─ Flow ─► the same for a whole article, lazily, with scroll positions
//! ```
//!
//! The module knows text, bytes and cells; it knows nothing of articles,
//! entities, quotes, colours or ratatui.
//!
//! # Where to start
//!
//! - [`lines`]: a paragraph as lines of a width; [`label`]: a short text in one line; [`width()`]: its cells;
//! - [`prepare`]: a paragraph that is wrapped at more than one width, or drawn in part;
//! - [`Flow`]: many paragraphs that are scrolled through.
//!
//! # The terms
//!
//! | term | meaning | source |
//! |---|---|---|
//! | cluster | what readers see as one letter: a base with its marks | UAX #29, extended grapheme cluster |
//! | level | nesting of directions; even reads left to right, odd right to left | UAX #9, BD2 |
//! | run | neighbours of one level | UAX #9, BD7 |
//! | base direction | direction of a paragraph's level, 0 or 1 | UAX #9, P2, P3 |
//! | joining | which neighbours a letter touches | `ArabicShaping.txt` |
//! | form | a letter as joined: isolated, final, initial, medial | U+FB50.., U+FE70.. |
//! | break opportunity | a place where a line may end | UAX #14 |
//! | cell | one place of a terminal's grid, and what is drawn there | |
//! | logical order | order in which text is stored and read | |
//! | visual order | order from the left edge of the screen | UAX #9, L2 |
//!
//! # The steps
//!
//! Once for each paragraph ([`prepare`]): split into clusters; levels by UAX #9, P to I;
//! width of each cluster; joining of each letter with its neighbours; break opportunities.
//! For each width ([`PreparedParagraph::wrap`]): count cells, end lines. For each visible line
//! ([`PreparedParagraph::line`]): L1 at the end of this line, L2 on its clusters, L4 on its brackets,
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
//! - A terminal's cells have one width, so no letter is stretched (kashida) and lam-alef is
//!   the only ligature.
//! - Letters without presentation forms (parts of Persian, Urdu, Sindhi … beyond
//!   U+FB50..U+FBFF) stay as they are stored; their neighbours still join.
//! - Scripts that need a dictionary to find words (Thai, Lao, Khmer, Burmese) are broken
//!   at spaces.

mod bidi;
mod breaks;
#[cfg(test)]
mod conformance;
mod flow;
mod graphemes;
mod line;
#[cfg(test)]
mod notation;
mod paragraph;
#[cfg(test)]
mod properties;
mod shape;
mod target;
mod width;

use crate::span::Span;

pub use crate::direction::Direction;
pub use bidi::first_strong;
pub(crate) use bidi::{bidi_class, mirrored};
pub use flow::{Flow, FlowPosition, FlowRow};
pub use line::{Cell, Symbol, VisualLine};
pub use paragraph::{LineRange, PreparedParagraph, prepare, prepare_with};
pub use target::{LayoutTarget, RowOrder, Shaping, Tashkeel};

/// Lays out the paragraph at `span` of `text` in lines of `width` cells: [`prepare`] and [`PreparedParagraph::lines`]
/// in one.
pub fn lines(
    text: &str,
    span: Span,
    fallback: Direction,
    target: LayoutTarget,
    width: u16,
) -> Vec<VisualLine> {
    prepare(text, span, fallback, target).lines(text, width)
}

/// As [`lines`], with the base direction given by the caller (UAX #9, HL1).
pub fn lines_with(
    text: &str,
    span: Span,
    direction: Direction,
    target: LayoutTarget,
    width: u16,
) -> Vec<VisualLine> {
    prepare_with(text, span, direction, target).lines(text, width)
}

/// Lays out `text` in one line, for a label, title or status.
///
/// The first strong character gives the direction, `fallback` where there is
/// none. Spans count from the start of `text`; spaces at its end are kept.
///
/// Widths and order are those of [`lines`]; [`VisualLine::truncated`] cuts what does not fit.
///
/// # Examples
///
/// ```
/// use qari::layout::{Direction, LayoutTarget, Shaping, label};
///
/// let line = label("سلام", Direction::RightToLeft, LayoutTarget::default());
/// // From the left edge, as forms: meem isolated, then the ligature, then seen.
/// assert_eq!(line.text(), "\u{FEE1}\u{FEFC}\u{FEB3}");
/// assert_eq!(line.width, 3);
///
/// // As letters, lam and alef have a cell each.
/// let base = LayoutTarget { shaping: Shaping::Base, ..LayoutTarget::default() };
/// assert_eq!(label("سلام", Direction::RightToLeft, base).width, 4);
/// ```
pub fn label(text: &str, fallback: Direction, target: LayoutTarget) -> VisualLine {
    let prepared = prepare(text, Span::new(0, text.len()), fallback, target);
    prepared.line(text, prepared.whole())
}

/// As [`label`], with the base direction given by the caller (UAX #9, HL1): for the title of an article, which may begin
/// with a Latin word and loses its end at the left where it is cut.
///
/// # Examples
///
/// ```
/// use qari::layout::{Direction, LayoutTarget, Shaping, label_with};
///
/// let base = LayoutTarget { shaping: Shaping::Base, ..LayoutTarget::default() };
/// let title = label_with("BBC: قال", Direction::RightToLeft, base);
/// assert_eq!(title.text(), "لاق :BBC");
/// assert_eq!(title.truncated(7).text(), "…ق :BBC");
/// ```
pub fn label_with(text: &str, direction: Direction, target: LayoutTarget) -> VisualLine {
    let prepared = prepare_with(text, Span::new(0, text.len()), direction, target);
    prepared.line(text, prepared.whole())
}

/// Cells that `text` takes in one line for `target`.
///
/// The text is laid out and measured, so this is exactly the width that
/// [`label`] draws. Linear in the text.
///
/// # Examples
///
/// ```
/// use qari::layout::{LayoutTarget, Shaping, width};
///
/// let base = LayoutTarget { shaping: Shaping::Base, ..LayoutTarget::default() };
/// assert_eq!(width("كِتَابٌ", base), 4); // harakat take no cell
/// assert_eq!(width("لا", base), 2);
/// assert_eq!(width("لا", LayoutTarget::default()), 1); // one form
/// assert_eq!(width("新", base), 2);
/// assert_eq!(width("\u{200F}", base), 0);
/// ```
///
/// # Limitations
///
/// Terminals disagree on a few characters (U+06DD, U+0600..U+0605, emoji with modifiers).
/// The renderer places the cursor again after these, so a difference stays in its own cell.
pub fn width(text: &str, target: LayoutTarget) -> u16 {
    label(text, Direction::RightToLeft, target).width
}
