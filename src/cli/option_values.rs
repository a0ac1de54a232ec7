//! Values of options that the configuration has too, and what they are in the layers that act on them.

use clap::ValueEnum;

use crate::layout::{Shaping, Tashkeel};
use crate::ui::Lang;

/// `--lang`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LangOption {
    Ar,
    En,
}

impl From<LangOption> for Lang {
    fn from(option: LangOption) -> Self {
        match option {
            LangOption::Ar => Self::Arabic,
            LangOption::En => Self::English,
        }
    }
}

/// `--shaping`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ShapingOption {
    /// Joined presentation forms.
    Forms,
    /// Letters as stored.
    None,
}

impl From<ShapingOption> for Shaping {
    fn from(option: ShapingOption) -> Self {
        match option {
            ShapingOption::Forms => Self::Forms,
            ShapingOption::None => Self::Base,
        }
    }
}

/// `--tashkeel`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TashkeelOption {
    Keep,
    Strip,
}

impl From<TashkeelOption> for Tashkeel {
    fn from(option: TashkeelOption) -> Self {
        match option {
            TashkeelOption::Keep => Self::Keep,
            TashkeelOption::Strip => Self::Strip,
        }
    }
}
