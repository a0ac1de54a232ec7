//! `qari doctor`: what was found of the terminal, and which way of sending a line reads right in it.
//!
//! ```text
//! ask        a person looks at one line sent in every way and presses a number; the answer is kept
//!   page       the screen that is looked at
//! findings   what was found: replies, environment, the choice and why; for people and as JSON
//! words      the page's own words in two languages
//! ```
//!
//! No program can see whether letters stand right on a screen; a person who reads Arabic sees it at once. The answer
//! is kept for this terminal's fingerprint and holds wherever `--bidi` is `auto`.
//!
//! `--json` asks nobody and works without a terminal too.

mod ask;
mod findings;
mod screen;
mod words;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use super::CliError;
use crate::error::Error;
use crate::run::RunOptions;
use crate::store::{Configuration, UserFiles};
use crate::terminal::{self, Session};
use findings::{Findings, SavedChoices};

/// How long replies are waited for. Nobody waits meanwhile for anything else.
const REPLIES: Duration = Duration::from_secs(1);

/// The same at the far end of a network.
const REPLIES_REMOTE: Duration = Duration::from_secs(2);

/// What was kept, the page, the answer.
///
/// # Errors
///
/// There is no terminal and no `json`; the terminal, the configuration or standard output fails.
pub(super) fn doctor(
    mut options: RunOptions,
    files: &UserFiles,
    json: bool,
) -> Result<ExitCode, CliError> {
    let kept = match files.config.as_deref().map(Configuration::load) {
        Some(Ok(choices)) => SavedChoices::new(choices.remembered(), None),
        Some(Err(problem)) => {
            SavedChoices::new(terminal::RememberedBidi::new(), Some(problem.to_string()))
        }
        None => SavedChoices::default(),
    };
    options.terminal.remembered.clone_from(&kept.choices);
    if json {
        let (findings, code) = look(&options, files, &kept)?;
        let mut out = io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &findings).map_err(io::Error::from)?;
        writeln!(out)?;
        return Ok(code);
    }
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(Error::DoctorWithoutTerminal.into());
    }
    ask::ask(&options, files, &kept)
}

/// What is found without asking anybody. A signal meanwhile ends it, with its exit code.
fn look(
    options: &RunOptions,
    files: &UserFiles,
    kept: &SavedChoices,
) -> Result<(Findings, ExitCode), CliError> {
    let mut session = match Session::open(options.terminal.clone()) {
        Ok(session) => session,
        Err(problem) => {
            return Ok((
                Findings::without_terminal(&problem, options, files, kept),
                ExitCode::SUCCESS,
            ));
        }
    };
    let limit = if std::env::var_os("SSH_CONNECTION").is_some() {
        REPLIES_REMOTE
    } else {
        REPLIES
    };
    let end = Instant::now() + limit;
    let mut code = ExitCode::SUCCESS;
    while !session.capabilities().settled {
        let left = end.saturating_duration_since(Instant::now());
        let Some(event) = session.next(Some(left))? else {
            break;
        };
        if let Some(ended) = event.ends_with() {
            code = ExitCode::from(ended);
            break;
        }
    }
    let findings = Findings::of(&session, options, files, kept);
    session.close();
    Ok((findings, code))
}
