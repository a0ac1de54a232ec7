//! Dark or light: the type that the terminal and the theme have in common.
//!
//! The terminal reports the background's colour and decides which it is; the theme chooses colours by it. Nothing is
//! queried or chosen here.

/// The background of the terminal.
///
/// Reported by the terminal, or set by the user; the styles for [`Unknown`](Self::Unknown) can be read on both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Background {
    /// Not known.
    #[default]
    Unknown,
    /// Nearer to black, by perceived lightness.
    Dark,
    /// Nearer to white.
    Light,
}
