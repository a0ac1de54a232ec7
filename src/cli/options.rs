//! The options of the command line → values of the layers that act on them.
//!
//! clap parses the arguments and prints help and errors; the doc comments below are the help. Types that the layout layer
//! has too are defined here again and converted, so that it does not depend on clap.
//!
//! Precedence of each option: the command line, the environment (`QARI_LANG`, `QARI_BIDI`, `QARI_THEME`,
//! `QARI_COPY_COMMAND`), the configuration (for `--bidi` the choice saved for the terminal), `NO_COLOR` and the locale, what
//! the terminal was detected to need.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::filter::QuoteFilter;
use super::help_sections;
use super::option_values::{LangOption, ShapingOption, TashkeelOption};
use super::print::PrintLayout;
use super::settings::Settings;
use crate::article;
use crate::error::Error;
use crate::layout::{Direction, Shaping, Tashkeel};
use crate::quotes::QuoteKind;
use crate::run::{CopyCommand, RunOptions};
use crate::store::UserFiles;
use crate::terminal::{self, BidiChoice, Capabilities, ColorChoice, SessionOptions};
use crate::ui::Lang;
use crate::ui::app::DEFAULT_MEASURE;
use crate::ui::theme::ThemeChoice;

/// Width of printed lines if standard output is no terminal, in cells.
const PRINT_WIDTH: u16 = 80;

/// qari (قارئ): read Arabic news in a terminal, right to left, with who, where and what
/// highlighted and the quotes listed by speaker.
#[derive(Debug, Parser)]
#[command(
    name = "qari",
    version,
    max_term_width = 100,
    after_long_help = help_sections::after_help(),
    subcommand_precedence_over_arg = true
)]
pub(super) struct Cli {
    /// Articles: files (text, pages, feeds, mail, books, archives), directories of them, or - for standard input.
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
        /// Articles; without one, standard input.
        #[arg(value_name = "FILE|DIR")]
        files: Vec<PathBuf>,
        #[command(flatten)]
        pager: PagerOptions,
    },
    /// Write people, places, organizations and quotes, one JSON object a line. Offsets count Unicode scalar values.
    Analyze {
        #[command(flatten)]
        input: BatchOptions,
        /// JSON Lines, or a text for people.
        #[arg(long, value_enum, default_value_t = OutputFormat::Json)]
        format: OutputFormat,
        /// Add why each name and speaker was found.
        #[arg(long)]
        explain: bool,
    },
    /// Write all quotes with their speakers, for other programs.
    Quotes {
        #[command(flatten)]
        input: BatchOptions,
        /// Form.
        #[arg(long, value_enum, default_value_t = TableFormat::Markdown)]
        format: TableFormat,
        /// Only quotes whose words and speaker are both right with at least this probability, in percent.
        #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=100))]
        min_confidence: u8,
        #[command(flatten)]
        filter: FilterOptions,
    },
    /// Write articles as one web page, names and quotes marked, the quotes by speaker beside the text.
    Export {
        /// Articles; without one, standard input.
        #[arg(value_name = "FILE|DIR")]
        files: Vec<PathBuf>,
        /// Form.
        #[arg(long, value_enum, default_value_t = PageFormat::Html)]
        format: PageFormat,
    },
    /// Write the people, places and organizations of each article, for other programs.
    Entities {
        #[command(flatten)]
        input: BatchOptions,
        /// Form.
        #[arg(long, value_enum, default_value_t = TableFormat::Markdown)]
        format: TableFormat,
    },
    /// Show what was detected of the terminal, and one line in every row encoding; save the encoding that displays correctly.
    Doctor {
        /// Write the findings as one JSON object, for a bug report; nothing is asked.
        #[arg(long)]
        json: bool,
    },
    /// Write the keys of the reader as a Markdown table.
    Keys,
    /// Write the configuration with all settings and their defaults: qari config > ~/.config/qari/config.toml.
    Config,
    /// Write completions for a shell.
    Completions {
        /// The shell.
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Write the manual page: qari man > ~/.local/share/man/man1/qari.1.
    Man,
}

/// Form of an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormat {
    /// JSON Lines.
    Json,
    /// Quotes by speaker, then entities by kind.
    Text,
}

/// Form of an exported article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PageFormat {
    /// A web page in one file.
    Html,
}

/// Form of exported quotes and names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    /// For people: a heading for each article, and for each speaker or kind of name.
    Markdown,
    /// One quote or name a record.
    Csv,
    /// One quote or name an object, one object a line.
    Json,
}

/// Whether text that is longer than the terminal's screen goes through a pager.
#[derive(Debug, Args)]
pub(super) struct PagerOptions {
    /// Show text that is longer than the screen with this program; by default `QARI_PAGER`, `PAGER` or less.
    #[arg(long, value_name = "CMD", conflicts_with = "no_pager")]
    pager: Option<String>,
    /// Write everything to the terminal at once.
    #[arg(long)]
    no_pager: bool,
}

impl PagerOptions {
    /// The pager that was asked for; an empty one is none.
    pub(super) fn wanted(&self) -> Option<&str> {
        if self.no_pager {
            Some("")
        } else {
            self.pager.as_deref()
        }
    }
}

/// The articles of a command that analyses any number of them.
#[derive(Debug, Args)]
pub(super) struct BatchOptions {
    /// Articles; without one, standard input. Files of JSON Lines may be of any length.
    #[arg(value_name = "FILE|DIR")]
    pub(super) files: Vec<PathBuf>,
    /// Threads; by default one for each core. The order of the articles is always kept.
    #[arg(long, short, value_name = "N", value_parser = jobs)]
    pub(super) jobs: Option<usize>,
    #[command(flatten)]
    pub(super) pager: PagerOptions,
}

/// The number of threads of `--jobs`.
fn jobs(value: &str) -> Result<usize, String> {
    match value.parse() {
        Ok(jobs @ 1..=1024) => Ok(jobs),
        _ => Err("a number from 1 to 1024".to_owned()),
    }
}

/// Which quotes `qari quotes` writes.
#[derive(Debug, Args)]
pub(super) struct FilterOptions {
    /// Only quotes of speakers whose name has this in it, in any spelling.
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Only quotes of these kinds.
    #[arg(long, value_enum, value_delimiter = ',')]
    kind: Vec<KindOption>,
    /// Only what others say about people, places or organizations whose name has this in it.
    #[arg(long, value_name = "NAME")]
    about: Option<String>,
}

impl From<FilterOptions> for QuoteFilter {
    fn from(options: FilterOptions) -> Self {
        Self {
            speaker: options.speaker,
            kinds: options.kind.into_iter().map(QuoteKind::from).collect(),
            about: options.about,
        }
    }
}

/// `--kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum KindOption {
    /// The speaker's words in quotation marks.
    Direct,
    /// Quoted words in a sentence of the narrator's.
    Partial,
    /// Speech retold.
    Indirect,
}

impl From<KindOption> for QuoteKind {
    fn from(option: KindOption) -> Self {
        match option {
            KindOption::Direct => Self::Direct,
            KindOption::Partial => Self::Partial,
            KindOption::Indirect => Self::Indirect,
        }
    }
}

/// `--direction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DirectionOption {
    /// By file and words.
    Auto,
    /// Right to left.
    Rtl,
    /// Left to right.
    Ltr,
}

impl DirectionOption {
    /// `None` leaves it to the article.
    const fn direction(self) -> Option<Direction> {
        match self {
            Self::Auto => None,
            Self::Rtl => Some(Direction::RightToLeft),
            Self::Ltr => Some(Direction::LeftToRight),
        }
    }
}

/// Options of all commands.
#[derive(Debug, Args)]
pub(super) struct CommonOptions {
    /// Language of the interface; by default that of the locale.
    #[arg(long, global = true, value_enum, env = "QARI_LANG", hide_env = true)]
    lang: Option<LangOption>,
    /// Encoding of the articles; by default it is detected (windows-1256, iso-8859-6, utf-16le …).
    #[arg(long, global = true, value_name = "LABEL")]
    encoding: Option<String>,
    /// Where the text or title of a JSON article stands: text=path.to.field or title=path.to.field.
    #[arg(long = "field", global = true, value_name = "WHAT=PATH")]
    fields: Vec<String>,
    /// Base direction of every paragraph; by default file and words decide.
    #[arg(long, global = true, value_enum, default_value_t = DirectionOption::Auto)]
    direction: DirectionOption,
    /// The letters of the articles are stored in visual order (some PDF copies): turn every line round.
    #[arg(long, global = true)]
    from_visual: bool,
    /// Who orders the letters of a line; see "How Arabic is displayed" in the README.
    #[arg(long, global = true, value_enum, default_value_t = BidiChoice::Auto, env = "QARI_BIDI", hide_env = true)]
    bidi: BidiChoice,
    /// Shapes of Arabic letters; by default forms wherever qari orders them.
    #[arg(long, global = true, value_enum)]
    shaping: Option<ShapingOption>,
    /// Harakat: show them or not; by default not in terminals that draw them on the wrong letter.
    #[arg(long, global = true, value_enum)]
    tashkeel: Option<TashkeelOption>,
    /// Colours; without them names are bold, underlined or both. `NO_COLOR` is respected.
    #[arg(long = "color", global = true, value_enum)]
    colors: Option<ColorChoice>,
    /// Which colours: for a dark or a light background, or for the colour-blind.
    #[arg(long, global = true, value_enum, env = "QARI_THEME", hide_env = true)]
    theme: Option<ThemeChoice>,
    /// Pass copies to this program, on its standard input, instead of the terminal. No shell: for a pipe write sh -c '…'.
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
    /// Neither restore nor save the reading position (`QARI_STATE=` does so for good).
    #[arg(long, global = true)]
    no_state: bool,
    /// What the configuration says, where no option says otherwise.
    #[arg(skip)]
    pub(super) settings: Settings,
}

impl CommonOptions {
    /// The language of the interface: that of the option, else that of the locale.
    pub(super) fn lang(&self) -> Lang {
        match self.lang.or(self.settings.lang) {
            Some(lang) => lang.into(),
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
    /// [`Error::UnknownEncoding`] if the label names no encoding, [`Error::UnknownField`] for a `--field` of another form.
    pub(super) fn article(&self) -> Result<article::LoadOptions, Error> {
        let encoding = self.encoding.as_deref().map(str::parse).transpose()?;
        let direction = self.direction.direction();
        Ok(article::LoadOptions {
            encoding,
            direction,
            fields: self.fields()?,
            from_visual: self.from_visual,
        })
    }

    /// Where the text and the title of a JSON article stand.
    fn fields(&self) -> Result<article::FieldPaths, Error> {
        let mut paths = article::FieldPaths::default();
        for field in &self.fields {
            match field.split_once('=') {
                Some(("text", path)) => paths.text = Some(path.to_owned()),
                Some(("title", path)) => paths.title = Some(path.to_owned()),
                Some(_) | None => {
                    return Err(Error::UnknownField {
                        field: field.clone(),
                    });
                }
            }
        }
        Ok(paths)
    }

    /// The paths of qari's own files.
    pub(super) fn files(&self) -> UserFiles {
        let files = UserFiles::from_env();
        UserFiles {
            state: files
                .state
                .filter(|_| !self.no_state && self.settings.positions),
            ..files
        }
    }

    /// When to use colours.
    pub(super) fn color(&self) -> ColorChoice {
        self.colors.or(self.settings.color).unwrap_or_default()
    }

    /// Which colours.
    pub(super) fn theme(&self) -> ThemeChoice {
        self.theme.or(self.settings.theme).unwrap_or_default()
    }

    /// How the reader runs.
    pub(super) fn run(&self) -> RunOptions {
        RunOptions {
            lang: self.lang(),
            measure: self
                .width
                .or(self.settings.width)
                .unwrap_or(DEFAULT_MEASURE),
            shaping: self.shaping(),
            tashkeel: self.tashkeel(),
            theme: self.theme(),
            copy: self
                .copy_command
                .as_ref()
                .or(self.settings.copy_command.as_ref())
                .filter(|command| !command.is_empty())
                .cloned(),
            mouse: self.settings.mouse,
            quotes_pane: self.settings.quotes_pane,
            terminal: SessionOptions {
                color: self.color(),
                bidi: self.bidi(),
                remembered: self.settings.terminals.clone(),
            },
        }
    }

    /// Who reorders.
    pub(super) const fn bidi(&self) -> BidiChoice {
        self.bidi
    }

    /// `None` leaves it to the terminal's needs.
    fn shaping(&self) -> Option<Shaping> {
        self.shaping.or(self.settings.shaping).map(Shaping::from)
    }

    /// `None` leaves it to the terminal's needs.
    fn tashkeel(&self) -> Option<Tashkeel> {
        self.tashkeel.or(self.settings.tashkeel).map(Tashkeel::from)
    }

    /// The layout of `qari print`, without styles. `tty` tells whether standard output is a terminal.
    ///
    /// For pipes and files: logical order without presentation forms. For a terminal: its width, and the row encoding that
    /// it displays correctly without being switched, as far as the environment tells. Options override both.
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
            terminal.map_or(PRINT_WIDTH, |width| {
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
