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
mod page;
mod words;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use super::Failure;
use crate::error::Error;
use crate::run;
use crate::store::{Choices, Files};
use crate::terminal::{self, Session};
use findings::{Findings, Kept};

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
    mut options: run::Options,
    files: &Files,
    json: bool,
) -> Result<ExitCode, Failure> {
    let kept = match files.config.as_deref().map(Choices::load) {
        Some(Ok(choices)) => Kept::new(choices.remembered(), None),
        Some(Err(problem)) => Kept::new(terminal::Remembered::new(), Some(problem.to_string())),
        None => Kept::default(),
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
        return Err(Error::NobodyToAsk.into());
    }
    ask::ask(&options, files, &kept)
}

/// What is found without asking anybody. A signal meanwhile ends it, with its exit code.
fn look(
    options: &run::Options,
    files: &Files,
    kept: &Kept,
) -> Result<(Findings, ExitCode), Failure> {
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
