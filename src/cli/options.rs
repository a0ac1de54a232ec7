//! Every option of the command line, and what it means to the rooms.
//!
//! clap reads the arguments and prints help and mistakes; the doc comments below are that
//! help. The options' own types stay here: each is turned into a type of the room that
//! acts on it, so no room knows the command line.
//!
//! Order of belief, for each option: the command line, the environment (`QARI_LANG`,
//! `QARI_BIDI`, `QARI_THEME`, `QARI_COPY_COMMAND`, `NO_COLOR`, the locale), the choice kept for the terminal
//! (`--bidi` alone), what the terminal turns out to need.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::print::PrintLayout;
use crate::article;
use crate::error::Error;
use crate::layout::{Shaping, Tashkeel};
use crate::run::{CopyCommand, RunOptions};
use crate::store::UserFiles;
use crate::terminal::{self, BidiChoice, Capabilities, ColorChoice};
use crate::ui::Lang;
use crate::ui::app::DEFAULT_MEASURE;
use crate::ui::theme;

/// Width of a printed page where there is no terminal to ask, in cells.
const PAGE_WIDTH: u16 = 80;

/// qari (قارئ): read Arabic news in a terminal, right to left, with who, where and what
/// highlighted and the quotes listed by speaker.
#[derive(Debug, Parser)]
#[command(
    name = "qari",
    version,
    max_term_width = 100,
    subcommand_precedence_over_arg = true
)]
pub(super) struct Cli {
    /// Articles: files (text, HTML, JSON), directories of them, or - for standard input.
    #[arg(value_name = "FILE|DIR")]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) common: CommonOptions,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write articles to standard output, laid out and highlighted. To a pipe or file: in logical order, unshaped.
    Print {
        /// Articles.
        #[arg(value_name = "FILE|DIR", required = true)]
        files: Vec<PathBuf>,
    },
    /// Write people, places, organizations and quotes, one JSON object a line. Offsets count Unicode scalar values.
    Analyze {
        /// Articles.
        #[arg(value_name = "FILE|DIR", required = true)]
        files: Vec<PathBuf>,
        /// JSON Lines, or a text for people.
        #[arg(long, value_enum, default_value_t = OutputFormat::Json)]
        format: OutputFormat,
        /// Add why each name and speaker was found.
        #[arg(long)]
        explain: bool,
    },
    /// Write all quotes with their speakers, for other programs.
    Quotes {
        /// Articles.
        #[arg(value_name = "FILE|DIR", required = true)]
        files: Vec<PathBuf>,
        /// Form.
        #[arg(long, value_enum, default_value_t = QuotesFormat::Markdown)]
        format: QuotesFormat,
    },
    /// Show what was found of the terminal and one line in every way of sending it; keep the way that reads right.
    Doctor {
        /// Write what was found as one JSON object, for reports of faults; asks nobody.
        #[arg(long)]
        json: bool,
    },
    /// Write the table of keys as Markdown.
    Keys,
}

/// Form of an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormat {
    /// JSON Lines.
    Json,
    /// Quotes by speaker, then entities by kind.
    Text,
}

/// Form of exported quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum QuotesFormat {
    /// A heading for each speaker, his quotes below it.
    Markdown,
    /// One quote a record.
    Csv,
    /// One quote an object, one object a line.
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Language {
    Ar,
    En,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shapes {
    /// Joined presentation forms.
    Forms,
    /// Letters as stored.
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Marks {
    Keep,
    Strip,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colours {
    /// For the background that the terminal tells.
    Auto,
    /// For a dark background.
    Dark,
    /// For a light one.
    Light,
    /// For eyes that confuse red and green, or blue and yellow.
    #[value(name = "colorblind", alias = "colourblind")]
    ColourBlind,
}

/// Options of all commands.
#[derive(Debug, Args)]
pub(super) struct CommonOptions {
    /// Language of the interface; else by the locale.
    #[arg(long, global = true, value_enum, env = "QARI_LANG", hide_env = true)]
    lang: Option<Language>,
    /// Encoding of the articles, where it is not found by itself (windows-1256, iso-8859-6, utf-16le …).
    #[arg(long, global = true, value_name = "LABEL")]
    encoding: Option<String>,
    /// Who puts the letters of a line in order.
    #[arg(long, global = true, value_enum, default_value_t = BidiChoice::Auto, env = "QARI_BIDI", hide_env = true)]
    bidi: BidiChoice,
    /// Shapes of Arabic letters; by default forms wherever qari orders them.
    #[arg(long, global = true, value_enum)]
    shaping: Option<Shapes>,
    /// Harakat: show them or not; by default not in terminals that draw them on the wrong letter.
    #[arg(long, global = true, value_enum)]
    tashkeel: Option<Marks>,
    /// Colours; without them names are bold, underlined or both. `NO_COLOR` is heeded.
    #[arg(long = "color", global = true, value_enum, default_value_t = ColorChoice::Auto)]
    colors: ColorChoice,
    /// Which colours: for a dark or a light background, or for the colour-blind.
    #[arg(long, global = true, value_enum, default_value_t = Colours::Auto, env = "QARI_THEME", hide_env = true)]
    theme: Colours,
    /// Give what is copied to this program, on its standard input, rather than to the terminal. No shell: for a pipe write sh -c '…'.
    #[arg(
        long,
        global = true,
        value_name = "CMD",
        env = "QARI_COPY_COMMAND",
        hide_env = true
    )]
    copy_command: Option<CopyCommand>,
    /// Widest line of text, in cells [reader: 72; print: the terminal's, or 80].
    #[arg(long, global = true, value_parser = clap::value_parser!(u16).range(10..=1000))]
    width: Option<u16>,
    /// Neither go on where reading stopped nor keep where it stops (`QARI_STATE=` does so for good).
    #[arg(long, global = true)]
    no_state: bool,
}

impl CommonOptions {
    /// The language asked for, else that of the locale.
    pub(super) fn lang(&self) -> Lang {
        match self.lang {
            Some(Language::Ar) => Lang::Arabic,
            Some(Language::En) => Lang::English,
            None => ["LC_ALL", "LC_MESSAGES", "LANG"]
                .into_iter()
                .filter_map(|name| std::env::var(name).ok())
                .find(|locale| !locale.is_empty())
                .map_or(Lang::English, |locale| Lang::of_locale(&locale)),
        }
    }

    /// How articles are read.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownEncoding`] where the label is of none.
    pub(super) fn article(&self) -> Result<article::LoadOptions, Error> {
        let encoding = self.encoding.as_deref().map(str::parse).transpose()?;
        Ok(article::LoadOptions { encoding })
    }

    /// Where qari's own files are.
    pub(super) fn files(&self) -> UserFiles {
        let files = UserFiles::from_env();
        UserFiles {
            state: files.state.filter(|_| !self.no_state),
            ..files
        }
    }

    /// Colours, as the terminal room has them.
    pub(super) const fn color(&self) -> ColorChoice {
        self.colors
    }

    /// Colours, as the interface has them.
    pub(super) const fn theme(&self) -> theme::ThemeChoice {
        match self.theme {
            Colours::Auto => theme::ThemeChoice::Auto,
            Colours::Dark => theme::ThemeChoice::Dark,
            Colours::Light => theme::ThemeChoice::Light,
            Colours::ColourBlind => theme::ThemeChoice::ColourBlind,
        }
    }

    /// How the reader runs.
    pub(super) fn run(&self) -> RunOptions {
        RunOptions {
            lang: self.lang(),
            measure: self.width.unwrap_or(DEFAULT_MEASURE),
            shaping: self.shaping(),
            tashkeel: self.tashkeel(),
            theme: self.theme(),
            copy: self
                .copy_command
                .clone()
                .filter(|command| !command.is_empty()),
            terminal: terminal::SessionOptions {
                color: self.color(),
                bidi: self.bidi(),
                ..terminal::SessionOptions::default()
            },
        }
    }

    /// Who reorders, as the terminal room has it.
    pub(super) const fn bidi(&self) -> BidiChoice {
        self.bidi
    }

    /// `None` leaves it to the terminal's needs.
    fn shaping(&self) -> Option<Shaping> {
        self.shaping.map(|shapes| match shapes {
            Shapes::Forms => Shaping::Forms,
            Shapes::None => Shaping::Base,
        })
    }

    /// `None` leaves it to the terminal's needs.
    fn tashkeel(&self) -> Option<Tashkeel> {
        self.tashkeel.map(|marks| match marks {
            Marks::Keep => Tashkeel::Keep,
            Marks::Strip => Tashkeel::Strip,
        })
    }

    /// A printed page without styles: logical order without forms for pipes and files.
    ///
    /// On a terminal what it reads right without being switched, as far as the environment tells, and as wide as it is;
    /// the options go over either. `tty` says whether standard output is a terminal.
    pub(super) fn page(&self, tty: bool) -> PrintLayout {
        let env = |name: &str| std::env::var(name).ok();
        let known = if tty {
            Capabilities::from_env(&env)
        } else {
            Capabilities::default()
        };
        let bidi = match self.bidi() {
            BidiChoice::Auto if tty => known.needs_unswitched(),
            BidiChoice::Auto => BidiChoice::Logical,
            chosen => chosen,
        };
        let width = self.width.unwrap_or_else(|| {
            let terminal = tty.then(terminal::columns).flatten();
            terminal.map_or(PAGE_WIDTH, |width| {
                width.saturating_sub(known.columns_lost_to(bidi)).max(10)
            })
        });
        PrintLayout {
            width,
            target: known
                .target(bidi)
                .with_preferences(self.shaping(), self.tashkeel()),
            encoding: known.encoding(bidi),
            theme: None,
        }
    }
}
