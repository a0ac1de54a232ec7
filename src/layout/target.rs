//! What a caller asks of a layout: order, shaping, vowel signs. The direction is in `direction.rs`.
//!
//! Plain types without a rule; the other files of the layer use them.

/// The order in which the cells of a line are listed.
///
/// Both orders hold the same cells with the same spans; only [`RowOrder::Visual`] mirrors
/// brackets (L4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RowOrder {
    /// As they stand on the screen, from the left edge (UAX #9, L1 to L4 applied).
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

/// Whether harakat and the other vowel signs are kept.
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
    /// The same with the user's own choices instead, where there are any: users know their font better than a table.
    #[must_use]
    pub(crate) fn with_preferences(
        self,
        shaping: Option<Shaping>,
        tashkeel: Option<Tashkeel>,
    ) -> Self {
        Self {
            shaping: shaping.unwrap_or(self.shaping),
            tashkeel: tashkeel.unwrap_or(self.tashkeel),
            ..self
        }
    }
}
