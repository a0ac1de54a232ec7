//! A person's choice of who orders the letters, and what was chosen before.
//!
//! Holds names alone. What a choice means in bytes is said by
//! [`Capabilities::encoding`](super::Capabilities::encoding); where choices are kept is the caller's affair:
//! this room reads no configuration.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::Encoding;

/// Who puts the letters of a line in order, and how they are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Bidi {
    /// qari does, as the detected terminal needs it.
    #[default]
    Auto,
    /// qari does; the terminal is told not to reorder where it can be told.
    Visual,
    /// qari does, with U+200E after each letter, which holds the letter in its place.
    Marked,
    /// qari does, and each row stands under a left-to-right override (U+202D).
    Override,
    /// qari does, and turns each word once more, for a terminal that turns words (kitty).
    Words,
    /// qari does, and turns each run of words once more, for a terminal that turns runs and does not mirror (Konsole).
    Runs,
    /// The terminal does; lines are sent as they are stored.
    Logical,
}

impl Bidi {
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
    ///
    /// # Examples
    ///
    /// ```
    /// use qari::terminal::Bidi;
    ///
    /// assert_eq!(Bidi::Override.name(), "override");
    /// assert!(Bidi::ALL.iter().all(|bidi| bidi.name().parse() == Ok(*bidi)));
    /// ```
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

    /// How rows are sent by this choice; `None` for [`Bidi::Auto`], which depends on the terminal.
    ///
    /// [`Bidi::Logical`] sends rows as they are: it is the layout that differs.
    pub const fn encoding(self) -> Option<Encoding> {
        match self {
            Self::Auto => None,
            Self::Visual | Self::Logical => Some(Encoding::Visual),
            Self::Marked => Some(Encoding::Marked),
            Self::Override => Some(Encoding::Override),
            Self::Words => Some(Encoding::Words),
            Self::Runs => Some(Encoding::Runs),
        }
    }
}

/// A name that is none of [`Bidi::ALL`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no way of ordering letters: auto, visual, override, marked, words, runs or logical"
)]
pub struct UnknownBidi(String);

impl FromStr for Bidi {
    type Err = UnknownBidi;

    fn from_str(name: &str) -> Result<Self, UnknownBidi> {
        let known = Self::ALL.into_iter().find(|bidi| bidi.name() == name);
        known.ok_or_else(|| UnknownBidi(name.to_owned()))
    }
}

/// What was chosen before, by the terminal's [fingerprint](super::Capabilities::fingerprint).
///
/// Consulted where the choice is [`Bidi::Auto`], as soon as the terminal has told enough of itself for its fingerprint
/// to fit. The caller fills it from wherever choices are kept.
pub type Remembered = BTreeMap<String, Bidi>;
