//! The command line: arguments → one command → an exit code.
//!
//! Errors are printed here, on standard error, and nowhere else.
//!
//! | command | input | output |
//! |---|---|---|
//! | none | articles | the reader, on the terminal |
//! | `print` | articles | laid-out lines on standard output |
//! | `analyze` | articles | JSON Lines, or a text for people |
//! | `quotes` | articles | Markdown, CSV or JSON Lines |
//! | `export` | articles | one web page |
//! | `entities` | articles | Markdown, CSV or JSON Lines |
//! | `keys` | | the table of keys as Markdown |
//! | `config` | | the configuration with all settings, commented |
//! | `completions`, `man` | | completions for a shell, the manual page |
//! | `doctor` | a person's answer | the findings about the terminal; the choice is saved |
//!
//! | exit code | meaning |
//! |---|---|
//! | 0 | done; also when the reader of a pipe closed it |
//! | 1 | something could not be read or written; the rest was done |
//! | 2 | wrong arguments |
//! | 128 + n | the reader was ended by signal n |
//!
//! Articles are written as they are read, so that output of a pipe of ten thousand begins at once and memory holds few of
//! them: `print` reads one at a time, the others read and analyse by all cores (`batch`).

pub mod analyze;
mod batch;
mod doctor;
mod entities;
pub(crate) mod export;
mod filter;
mod help_sections;
mod manual;
mod option_values;
mod options;
mod output;
pub(crate) mod print;
mod progress;
mod records;
mod settings;
mod skipped;
mod web_page;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory, Parser};

use crate::analysis::Analysis;
use crate::article::{self, Article, Warning};
use crate::error::{Error, visible};
use crate::layout::RowOrder;
use crate::run::{self, RunError};
use crate::store::StoreError;
use crate::terminal::{ColorChoice, ColorDepth, RowEncoding, TerminalError};
use crate::ui::background::Background;
use crate::ui::keymap;
use crate::ui::lang::{Label, Lang};
use batch::{ArticleWriter, BatchInput};
use filter::QuoteFilter;
use options::{
    BatchOptions, Cli, Command, CommonOptions, OutputFormat, PageFormat, PagerOptions, TableFormat,
};
use output::TextOutput;
use print::PrintLayout;
use settings::Settings;
use skipped::SkippedRecords;

/// Runs the program with `arguments`, the first of which is its own name.
///
/// Never panics on what it is given: arguments need not be UTF-8.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match parse::<Cli>(arguments) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    match dispatch(cli) {
        Ok(code) => code,
        Err(error) => match error.exit_code() {
            Some(code) => fail(&error, code),
            None => ExitCode::SUCCESS,
        },
    }
}

/// Parses a command line. Help, version and errors are printed here; the error is the exit code then.
pub(crate) fn parse<C: Parser>(
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<C, ExitCode> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    C::try_parse_from(&arguments).map_err(|mut error| {
        name_variable(&mut error, &C::command(), &arguments);
        // Help and version go to standard output, errors to standard error.
        let _ = error.print();
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    })
}

/// Names the environment variable in an error about a value that comes from one, instead of the option.
fn name_variable(error: &mut clap::Error, command: &clap::Command, arguments: &[OsString]) {
    let Some(ContextValue::String(option)) = error.get(ContextKind::InvalidArg) else {
        return;
    };
    let option = option.split(' ').next().unwrap_or_default().to_owned();
    let given = arguments
        .iter()
        .any(|argument| argument.to_string_lossy().starts_with(&option));
    let known = command
        .get_arguments()
        .find(|known| known.get_long() == option.strip_prefix("--"));
    if let Some(variable) = known.and_then(clap::Arg::get_env).filter(|_| !given) {
        let name = variable.to_string_lossy().into_owned();
        error.insert(ContextKind::InvalidArg, ContextValue::String(name));
    }
}

/// The error for a word that is no file and nearly the name of a command.
fn mistyped_command(file: &Path) -> Option<clap::Error> {
    let word = file.to_str()?;
    if !word.bytes().all(|byte| byte.is_ascii_lowercase()) || file.exists() {
        return None;
    }
    // Without the articles among the arguments, clap knows a wrong command and names the nearest.
    let cli = Cli::command();
    let commands = clap::Command::new("qari").subcommands(cli.get_subcommands().cloned());
    let error = commands.try_get_matches_from(["qari", word]).err()?;
    error
        .get(ContextKind::SuggestedSubcommand)
        .is_some()
        .then_some(error)
}

/// Prints one line to standard error, after `qari: `. A failure of that is ignored.
fn fail(error: &dyn std::fmt::Display, code: u8) -> ExitCode {
    let _ = writeln!(io::stderr(), "qari: {}", visible(&error.to_string()));
    ExitCode::from(code)
}

/// An error that ends a command.
///
/// One unreadable article among several is no such error: it is reported at once, and the others are processed.
#[derive(Debug, thiserror::Error)]
enum CliError {
    /// An article or an option.
    #[error(transparent)]
    Article(#[from] Error),
    /// The terminal.
    #[error(transparent)]
    Terminal(#[from] TerminalError),
    /// The configuration.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Standard output.
    #[error("standard output: {0}")]
    Output(#[from] io::Error),
}

impl CliError {
    /// The exit code of the program, or none where the error is no failure: a pager that was closed has read enough.
    fn exit_code(&self) -> Option<u8> {
        match self {
            Self::Article(error) => Some(error.exit_code()),
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => None,
            Self::Terminal(_) | Self::Store(_) | Self::Output(_) => Some(1),
        }
    }
}

impl From<RunError> for CliError {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Article(error) => Self::Article(error),
            RunError::Terminal(error) => Self::Terminal(error),
        }
    }
}

/// Runs the command. Options that do not concern it are ignored.
fn dispatch(cli: Cli) -> Result<ExitCode, CliError> {
    let mut common = cli.common;
    let mut problems = Vec::new();
    let config = common.files().config;
    common.settings = Settings::load(config.as_deref(), &mut problems);
    if cli.command.is_some() {
        for problem in problems.drain(..) {
            fail(&problem, 1);
        }
    }
    match cli.command {
        None => match cli.files.first().and_then(|file| mistyped_command(file)) {
            Some(error) => {
                let _ = error.print();
                Ok(ExitCode::from(2))
            }
            None => read(cli.files, &common, problems),
        },
        Some(Command::Print { files, pager }) => print_all(&files, &common, &pager),
        Some(Command::Analyze {
            input,
            format,
            explain,
        }) => analyze_all(&input, &common, format, explain),
        Some(Command::Quotes {
            input,
            format,
            min_confidence,
            filter,
        }) => export_all(&input, &common, format, min_confidence, &filter.into()),
        Some(Command::Export {
            files,
            format: PageFormat::Html,
        }) => export_pages(&files, &common),
        Some(Command::Entities { input, format }) => entities_all(&input, &common, format),
        Some(Command::Doctor { json }) => doctor::doctor(common.run(), &common.files(), json),
        Some(Command::Keys) => write(keymap::markdown(common.lang()).as_bytes()),
        Some(Command::Config) => write(settings::commented_default().as_bytes()),
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "qari", &mut script);
            write(&script)
        }
        Some(Command::Man) => {
            let mut page = Vec::new();
            manual::write(&mut page)?;
            write(&page)
        }
    }
}

/// Writes to standard output what a command has generated.
fn write(bytes: &[u8]) -> Result<ExitCode, CliError> {
    io::stdout().write_all(bytes)?;
    Ok(ExitCode::SUCCESS)
}

/// The reader. Without a file it reads standard input, if that is no terminal: keys come from `/dev/tty`.
/// `problems` with the configuration are shown on the screen.
fn read(
    files: Vec<PathBuf>,
    common: &CommonOptions,
    problems: Vec<StoreError>,
) -> Result<ExitCode, CliError> {
    let sources = article::collect_sources(&or_stdin(files)?)?;
    let (reading, files) = (common.article()?, common.files());
    Ok(run::read(sources, reading, common.run(), &files, problems)?)
}

/// The layout of text for people on standard output: styled on a terminal, or where colours were asked for.
fn page(common: &CommonOptions) -> PrintLayout {
    let tty = io::stdout().is_terminal();
    let styled = tty || common.color() == ColorChoice::Always;
    PrintLayout {
        theme: styled.then(|| {
            let env = |name: &str| std::env::var(name).ok();
            let depth = ColorDepth::detect(common.color(), &env);
            run::theme(depth, common.theme(), Background::from_env(&env))
        }),
        ..common.page(tty)
    }
}

/// `qari print`. If standard output is no terminal: no styles and logical order, unless the options ask for them.
fn print_all(
    files: &[PathBuf],
    common: &CommonOptions,
    pager: &PagerOptions,
) -> Result<ExitCode, CliError> {
    let page = page(common);
    let mut out = TextOutput::new(pager.wanted(), page.encoding);
    let code = each(files, common, |article| {
        // Without styles names are not marked, and need not be found.
        let analysis = if page.theme.is_some() {
            Analysis::of(article)
        } else {
            Analysis::default()
        };
        print::print(article, &analysis, &page, &mut out)
    });
    finish(out, code)
}

/// Waits for the pager, also after an error, which comes before one of the pager.
fn finish(out: TextOutput, code: Result<ExitCode, CliError>) -> Result<ExitCode, CliError> {
    let finished = out.finish();
    let code = code?;
    finished?;
    Ok(code)
}

/// Writes a text for people as `qari print` writes articles; unchanged where it goes to a pipe or a file in logical order.
fn write_text(bytes: &[u8], page: &PrintLayout, out: &mut dyn Write) -> io::Result<()> {
    let laid_out = io::stdout().is_terminal() || page.target.order == RowOrder::Visual;
    match str::from_utf8(bytes) {
        Ok(text) if laid_out => print::text(text, page, out),
        _ => out.write_all(bytes),
    }
}

/// `qari analyze`: one line per article, also of a JSON file with several.
fn analyze_all(
    input: &BatchOptions,
    common: &CommonOptions,
    format: OutputFormat,
    explain: bool,
) -> Result<ExitCode, CliError> {
    let page = (format == OutputFormat::Text).then(|| page(common));
    in_batch(input, common, ("", page), &|article, out| {
        let analysis = Analysis::of(article);
        match format {
            OutputFormat::Json => analyze::json(article, &analysis, explain, out),
            OutputFormat::Text => analyze::text(article, &analysis, out),
        }
    })
}

/// `qari quotes`. The CSV of all articles is one table with one header.
fn export_all(
    input: &BatchOptions,
    common: &CommonOptions,
    format: TableFormat,
    min_confidence: u8,
    filter: &QuoteFilter,
) -> Result<ExitCode, CliError> {
    let header = export::header(format);
    let page = (format == TableFormat::Markdown).then(|| page(common));
    in_batch(input, common, (&header, page), &|article, out| {
        let mut analysis = Analysis::of(article);
        analysis.quotes = analysis.quotes.at_least(min_confidence);
        filter.apply(&mut analysis);
        match format {
            TableFormat::Markdown => export::markdown(article, &analysis, out),
            TableFormat::Json => export::json(article, &analysis, out),
            TableFormat::Csv => export::csv(article, &analysis, out),
        }
    })
}

/// `qari entities`. The CSV of all articles is one table with one header.
fn entities_all(
    input: &BatchOptions,
    common: &CommonOptions,
    format: TableFormat,
) -> Result<ExitCode, CliError> {
    let header = entities::header(format);
    let page = (format == TableFormat::Markdown).then(|| page(common));
    in_batch(input, common, (&header, page), &|article, out| {
        let found = Analysis::of(article).entities;
        match format {
            TableFormat::Markdown => entities::markdown(article, &found, out),
            TableFormat::Json => entities::json(article, &found, out),
            TableFormat::Csv => entities::csv(article, &found, out),
        }
    })
}

/// Writes `header`, then what `act` makes of each article; a text for people as `page` has it. What cannot be read is
/// reported and skipped.
///
/// The exit code is that of the last failure; articles after it are still processed.
fn in_batch(
    input: &BatchOptions,
    common: &CommonOptions,
    (header, page): (&str, Option<PrintLayout>),
    act: &ArticleWriter<'_>,
) -> Result<ExitCode, CliError> {
    let (wanted, encoding) = match &page {
        Some(page) => (input.pager.wanted(), page.encoding),
        None => (Some(""), RowEncoding::Visual),
    };
    let input = BatchInput {
        files: &or_stdin(input.files.clone())?,
        reading: &common.article()?,
        jobs: input.jobs.unwrap_or_else(batch::cores),
    };
    let mut out = TextOutput::new(wanted, encoding);
    let mut skipped = SkippedRecords::default();
    let write = |article: &Article, out: &mut Vec<u8>| {
        warn(article);
        match &page {
            Some(page) => {
                let mut text = Vec::new();
                act(article, &mut text)?;
                write_text(&text, page, out)
            }
            None => act(article, out),
        }
    };
    let written = out
        .write_all(header.as_bytes())
        .and_then(|()| batch::run(&input, &write, &mut out, &mut skipped));
    let written = written.map(|()| skipped.finish());
    finish(out, written.map_err(CliError::from))
}

/// `qari export`: one page for all articles, begun with the first.
fn export_pages(files: &[PathBuf], common: &CommonOptions) -> Result<ExitCode, CliError> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let (lang, mut number) = (common.lang(), 0);
    let code = each(files, common, |article| {
        number += 1;
        if number == 1 {
            web_page::begin(article.label(), lang, &mut out)?;
        }
        web_page::article(article, &Analysis::of(article), (number, lang), &mut out)
    })?;
    if number > 0 {
        web_page::end(&mut out)?;
    }
    out.flush()?;
    Ok(code)
}

/// `files`; where none is named, standard input.
///
/// # Errors
///
/// [`Error::NoInput`] if that is a terminal.
fn or_stdin(files: Vec<PathBuf>) -> Result<Vec<PathBuf>, Error> {
    if !files.is_empty() {
        return Ok(files);
    }
    if io::stdin().is_terminal() {
        return Err(Error::NoInput);
    }
    Ok(vec![PathBuf::from("-")])
}

/// Says on standard error what a reader of the output would not see: that the letters are stored in visual order, or that
/// nothing was looked for.
fn warn(article: &Article) {
    for warning in &article.warnings {
        let label = match warning {
            Warning::VisualOrder => Label::VisualOrder,
            Warning::NotAnalysed => Label::NotAnalysed,
            Warning::InvalidBytes(_)
            | Warning::ControlsRemoved(_)
            | Warning::MojibakeMended(_)
            | Warning::MixedEncodings(_) => continue,
        };
        let said = format!("{}: {}", article.source, label.text(Lang::English));
        let _ = writeln!(io::stderr(), "qari: {}", visible(&said));
    }
}

/// Calls `act` with each article. What cannot be read is reported and skipped.
///
/// The exit code is that of the last failure; articles after it are still processed.
fn each(
    files: &[PathBuf],
    common: &CommonOptions,
    mut act: impl FnMut(&Article) -> io::Result<()>,
) -> Result<ExitCode, CliError> {
    let options = common.article()?;
    let mut code = ExitCode::SUCCESS;
    let mut output = Ok(());
    for file in &or_stdin(files.to_vec())? {
        let sources = match article::collect_sources(std::slice::from_ref(file)) {
            Ok(sources) => sources,
            Err(error) => {
                code = fail(&error, error.exit_code());
                continue;
            }
        };
        for source in sources {
            article::read_source(&source, &options, &mut |result| match result {
                Ok(article) if output.is_ok() => {
                    warn(&article);
                    output = act(&article);
                }
                Ok(_) => {}
                Err(error) => code = fail(&error, error.exit_code()),
            });
            // The output failed, so the other articles need not be read.
            std::mem::replace(&mut output, Ok(()))?;
        }
    }
    Ok(code)
}
