//! Dark or light: the word that the terminal and the theme have in common.
//!
//! The terminal is told the background's colour and says which it is; the theme chooses by it. Nothing is asked or
//! chosen here.

/// What the text stands on.
///
/// Told by the terminal, or by the person; the styles for [`Unknown`](Self::Unknown) can be read on both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Background {
    /// Not told.
    #[default]
    Unknown,
    /// Nearer to black, as the eye sees it.
    Dark,
    /// Nearer to white.
    Light,
}
