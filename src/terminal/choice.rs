//! The user's choice of who orders the letters, and an earlier choice that was saved.
//!
//! This module has only names. [`Capabilities::encoding`](super::Capabilities::encoding) decides which bytes a choice
//! means. The caller decides where choices are saved; no configuration is read here.

use std::collections::BTreeMap;
use std::str::FromStr;

use clap::ValueEnum;

use super::RowEncoding;

/// Who puts the letters of a line in order, and how rows are sent (`--bidi`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, ValueEnum)]
pub enum BidiChoice {
    /// Whatever the terminal turns out to need.
    #[default]
    Auto,
    /// qari orders the letters, and tells the terminal not to where it can.
    Visual,
    /// The same, under an override: VTE in tmux, screen or mosh.
    Override,
    /// The same, with a mark after each letter: terminals in browsers.
    Marked,
    /// The same, with each word turned once more: kitty.
    Words,
    /// The same, with runs of words turned once more: Konsole in tmux.
    Runs,
    /// The terminal orders them.
    Logical,
}

impl BidiChoice {
    /// All choices, in the order in which they are worth trying.
    pub const ALL: [Self; 7] = [
        Self::Auto,
        Self::Visual,
        Self::Override,
        Self::Marked,
        Self::Words,
        Self::Runs,
        Self::Logical,
    ];

    /// The name on the command line, in the environment and in the configuration: lower case, never changed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Visual => "visual",
            Self::Marked => "marked",
            Self::Override => "override",
            Self::Words => "words",
            Self::Runs => "runs",
            Self::Logical => "logical",
        }
    }

    /// How rows are sent by this choice; `None` for [`BidiChoice::Auto`], which depends on the terminal.
    ///
    /// [`BidiChoice::Logical`] sends rows as they are: it is the layout that differs.
    pub const fn encoding(self) -> Option<RowEncoding> {
        match self {
            Self::Auto => None,
            Self::Visual | Self::Logical => Some(RowEncoding::Visual),
            Self::Marked => Some(RowEncoding::Marked),
            Self::Override => Some(RowEncoding::Override),
            Self::Words => Some(RowEncoding::Words),
            Self::Runs => Some(RowEncoding::Runs),
        }
    }
}

/// A name that is none of [`BidiChoice::ALL`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no way of ordering letters: auto, visual, override, marked, words, runs or logical"
)]
pub struct UnknownBidiChoice(String);

impl FromStr for BidiChoice {
    type Err = UnknownBidiChoice;

    fn from_str(name: &str) -> Result<Self, UnknownBidiChoice> {
        let known = Self::ALL.into_iter().find(|bidi| bidi.name() == name);
        known.ok_or_else(|| UnknownBidiChoice(name.to_owned()))
    }
}

/// What was chosen before, by the terminal's [fingerprint](super::Capabilities::fingerprint).
///
/// Consulted where the choice is [`BidiChoice::Auto`], as soon as the terminal has told enough of itself for its fingerprint
/// to fit. The caller fills it from wherever choices are kept.
pub(crate) type RememberedBidi = BTreeMap<String, BidiChoice>;

#[cfg(test)]
mod tests {
    #[test]
    fn a_choice_is_named_as_it_is_parsed() {
        use crate::terminal::BidiChoice;

        assert_eq!(BidiChoice::Override.name(), "override");
        assert!(
            BidiChoice::ALL
                .iter()
                .all(|bidi| bidi.name().parse() == Ok(*bidi))
        );
    }
}
