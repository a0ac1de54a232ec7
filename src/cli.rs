//! The command line: arguments → one command → an exit code.
//!
//! Errors are printed here, on standard error, and nowhere else.
//!
//! | command | in | out |
//! |---|---|---|
//! | none | articles | the reader, on the terminal |
//! | `print` | articles | lines on standard output |
//! | `analyze` | articles | JSON Lines, or a text for people |
//! | `quotes` | articles | Markdown, CSV or JSON Lines |
//! | `keys` | | the table of keys as Markdown |
//! | `doctor` | a person's eyes | what was found of the terminal; the way that reads right is kept |
//!
//! | exit code | meaning |
//! |---|---|
//! | 0 | done; also where the reader of a pipe went away |
//! | 1 | something could not be read or written; the rest was done |
//! | 2 | called wrongly |
//! | 128 + n | the reader was ended by signal n |
//!
//! Articles are read and written one at a time, so that a pipe of ten thousand begins at
//! once and memory holds one of them.

pub mod analyze;
mod doctor;
pub mod export;
mod options;
pub mod print;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use crate::analysis::Analysis;
use crate::article::{self, Article};
use crate::error::{Error, visible};
use crate::run::{self, RunError};
use crate::store::StoreError;
use crate::terminal::{self, ColorChoice, ColorDepth};
use crate::ui::background::Background;
use crate::ui::keymap;
use options::{Cli, Command, CommonOptions, OutputFormat, QuotesFormat};
use print::PrintLayout;

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
        Err(CliError::Reader(error)) => fail(&error, error.exit_code()),
        Err(CliError::Terminal(error)) => fail(&error, 1),
        Err(CliError::Store(error)) => fail(&error, 1),
        // A pager that was closed wants no more; that is how pipes end.
        Err(CliError::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(CliError::Output(error)) => fail(&format_args!("standard output: {error}"), 1),
    }
}

/// Reads a command line; help, version and errors are printed, and what is left is the exit code.
pub(crate) fn parse<C: Parser>(
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<C, ExitCode> {
    C::try_parse_from(arguments).map_err(|error| {
        // Help and version are no errors; clap knows where each is to be printed.
        let _ = error.print();
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    })
}

/// One line, `qari: ` before it. That standard error cannot be written to is no further error.
fn fail(error: &dyn std::fmt::Display, code: u8) -> ExitCode {
    let _ = writeln!(io::stderr(), "qari: {}", visible(&error.to_string()));
    ExitCode::from(code)
}

/// What ends a command early.
///
/// One bad article among several is none of these; it is told at once and passed over.
#[derive(Debug)]
enum CliError {
    /// An article, or an option.
    Reader(Error),
    /// The screen.
    Terminal(terminal::TerminalError),
    /// The configuration.
    Store(StoreError),
    /// Standard output.
    Output(io::Error),
}

impl From<Error> for CliError {
    fn from(error: Error) -> Self {
        Self::Reader(error)
    }
}

impl From<RunError> for CliError {
    fn from(failure: RunError) -> Self {
        match failure {
            RunError::Article(error) => Self::Reader(error),
            RunError::Terminal(error) => Self::Terminal(error),
        }
    }
}

impl From<terminal::TerminalError> for CliError {
    fn from(error: terminal::TerminalError) -> Self {
        Self::Terminal(error)
    }
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Each command gets the options that it knows and leaves the others alone.
fn dispatch(cli: Cli) -> Result<ExitCode, CliError> {
    let common = cli.common;
    match cli.command {
        None => read(cli.files, &common),
        Some(Command::Print { files }) => print_all(&files, &common),
        Some(Command::Analyze {
            files,
            format,
            explain,
        }) => analyze_all(&files, &common, (format, explain)),
        Some(Command::Quotes { files, format }) => export_all(&files, &common, format),
        Some(Command::Doctor { json }) => doctor::doctor(common.run(), &common.files(), json),
        Some(Command::Keys) => {
            io::stdout().write_all(keymap::markdown(common.lang()).as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// The reader itself. Without a file it reads a pipe, if there is one.
///
/// The reader takes its keys from the terminal itself, so standard input is free for an
/// article.
fn read(mut files: Vec<PathBuf>, common: &CommonOptions) -> Result<ExitCode, CliError> {
    if files.is_empty() {
        if io::stdin().is_terminal() {
            return Err(Error::NoInput.into());
        }
        files.push(PathBuf::from("-"));
    }
    let sources = article::collect_sources(&files)?;
    let (reading, files) = (common.article()?, common.files());
    Ok(run::read(sources, reading, common.run(), &files)?)
}

/// Without a terminal behind standard output: no styles and logical order, unless the
/// options ask for them.
fn print_all(files: &[PathBuf], common: &CommonOptions) -> Result<ExitCode, CliError> {
    let out = io::stdout();
    let tty = out.is_terminal();
    let styled = tty || common.color() == ColorChoice::Always;
    let page = PrintLayout {
        theme: styled.then(|| {
            let env = |name: &str| std::env::var(name).ok();
            let depth = ColorDepth::detect(common.color(), &env);
            run::theme(depth, common.theme(), Background::from_env(&env))
        }),
        ..common.page(tty)
    };
    let mut out = io::BufWriter::new(out.lock());
    let code = each(files, common, |article| {
        // What is printed without styles shows nothing of the names.
        let analysis = if styled {
            Analysis::of(article)
        } else {
            Analysis::default()
        };
        print::print(article, &analysis, page, &mut out)
    })?;
    out.flush()?;
    Ok(code)
}

/// All articles of a JSON file are lines of their own.
fn analyze_all(
    files: &[PathBuf],
    common: &CommonOptions,
    (format, explain): (OutputFormat, bool),
) -> Result<ExitCode, CliError> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let code = each(files, common, |article| {
        let analysis = Analysis::of(article);
        match format {
            OutputFormat::Json => analyze::json(article, &analysis, explain, &mut out),
            OutputFormat::Text => analyze::text(article, &analysis, &mut out),
        }
    })?;
    out.flush()?;
    Ok(code)
}

/// The CSV of all articles is one table: its header is asked of the first article alone.
fn export_all(
    files: &[PathBuf],
    common: &CommonOptions,
    format: QuotesFormat,
) -> Result<ExitCode, CliError> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut header = true;
    let code = each(files, common, |article| {
        let analysis = Analysis::of(article);
        match format {
            QuotesFormat::Markdown => export::markdown(article, &analysis, &mut out),
            QuotesFormat::Json => export::json(article, &analysis, &mut out),
            QuotesFormat::Csv => {
                export::csv(article, &analysis, std::mem::take(&mut header), &mut out)
            }
        }
    })?;
    out.flush()?;
    Ok(code)
}

/// Hands each article to `act`; what cannot be read is reported and
/// passed over, and makes the exit code a failure.
///
/// The exit code is that of the last failure; articles after it are still written.
fn each(
    files: &[PathBuf],
    common: &CommonOptions,
    mut act: impl FnMut(&Article) -> io::Result<()>,
) -> Result<ExitCode, CliError> {
    let options = common.article()?;
    let mut code = ExitCode::SUCCESS;
    let mut output = Ok(());
    for file in files {
        let sources = match article::collect_sources(std::slice::from_ref(file)) {
            Ok(sources) => sources,
            Err(error) => {
                code = fail(&error, error.exit_code());
                continue;
            }
        };
        for source in sources {
            article::read_source(&source, &options, &mut |result| match result {
                Ok(article) if output.is_ok() => output = act(&article),
                Ok(_) => {}
                Err(error) => code = fail(&error, error.exit_code()),
            });
            // Whoever read it is gone: no need to read on.
            std::mem::replace(&mut output, Ok(()))?;
        }
    }
    Ok(code)
}
