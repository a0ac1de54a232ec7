//! `qari doctor`: what was detected of the terminal, and which row encoding displays correctly in it.
//!
//! ```text
//! ask        one line is shown in every row encoding, a person presses a number, the choice is saved
//!   screen     the screen that is drawn
//! findings   what was detected: replies, environment, the choice and its reason; for people and as JSON
//! ```
//!
//! No program can see whether letters are displayed correctly; a person who reads Arabic sees it at once. The choice is
//! saved for this terminal's fingerprint and used wherever `--bidi` is `auto`. Keys and texts are those of
//! [`ui`](crate::ui): the table [`DOCTOR`](crate::ui::keymap::DOCTOR) and the labels.
//!
//! `--json` asks nobody and works without a terminal too.

mod ask;
mod findings;
mod screen;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use super::CliError;
use crate::error::Error;
use crate::run::RunOptions;
use crate::store::{Configuration, UserFiles};
use crate::terminal::Session;
use findings::{Findings, SavedChoices};

/// Longest wait for replies of the terminal.
const REPLY_TIMEOUT: Duration = Duration::from_secs(1);

/// The same over a network.
const REMOTE_REPLY_TIMEOUT: Duration = Duration::from_secs(2);

/// What the doctor starts from: the options, the paths of the files and the choices saved in them.
struct DoctorInput<'a> {
    options: &'a RunOptions,
    files: &'a UserFiles,
    saved: &'a SavedChoices,
}

/// Runs the command.
///
/// # Errors
///
/// There is no terminal and no `json`; the terminal, the configuration or standard output fails.
pub(super) fn doctor(
    mut options: RunOptions,
    files: &UserFiles,
    json: bool,
) -> Result<ExitCode, CliError> {
    let saved = match files.config.as_deref().map(Configuration::load) {
        Some(Ok(configuration)) => SavedChoices {
            choices: configuration.terminals,
            problem: None,
        },
        Some(Err(problem)) => SavedChoices {
            problem: Some(problem.to_string()),
            ..SavedChoices::default()
        },
        None => SavedChoices::default(),
    };
    options.terminal.remembered.clone_from(&saved.choices);
    let input = DoctorInput {
        options: &options,
        files,
        saved: &saved,
    };
    if json {
        let (findings, code) = detect(&input)?;
        let mut out = io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &findings).map_err(io::Error::from)?;
        writeln!(out)?;
        return Ok(code);
    }
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(Error::DoctorWithoutTerminal.into());
    }
    ask::ask(&input)
}

/// What can be detected without asking a person. A signal ends the wait, with its exit code.
fn detect(input: &DoctorInput<'_>) -> Result<(Findings, ExitCode), CliError> {
    let mut session = match Session::open(input.options.terminal.clone()) {
        Ok(session) => session,
        Err(problem) => {
            let findings = Findings::without_terminal(&problem, input);
            return Ok((findings, ExitCode::SUCCESS));
        }
    };
    let limit = if std::env::var_os("SSH_CONNECTION").is_some() {
        REMOTE_REPLY_TIMEOUT
    } else {
        REPLY_TIMEOUT
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
    let findings = Findings::of(&session, input);
    session.close();
    Ok((findings, code))
}
