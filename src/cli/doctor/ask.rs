//! A person, a page, a key: the loop of the doctor.
//!
//! Each way is shown with the terminal switched as it would be in the reader. A terminal whose own ordering can be
//! switched off shows first the ways that want it off; where none of them reads right, the session is opened anew with
//! it left on, for the ways that count on it. Elsewhere all stand on one page. What was found is printed on the restored
//! screen, so that it can be copied.

use crossterm::event::{Event, KeyCode, KeyEvent};
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::REPLIES_REMOTE;
use super::findings::{self, Findings, SavedChoices};
use super::screen::{self, DoctorScreen, DoctorView, WAYS};
use crate::cli::CliError;
use crate::error::{self, visible};
use crate::run::RunOptions;
use crate::store::{Configuration, UserFiles};
use crate::terminal::{BidiChoice, Capabilities, Session, SessionEvent};
use crate::ui::key;
use crate::ui::keymap;

/// How often the page looks for replies while they may still come.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// What a person decided.
///
/// Every way out of a page is one of these, ends from outside too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DoctorAnswer {
    /// This way reads right.
    This(BidiChoice),
    /// None does.
    None,
    /// None of those on this page does.
    OtherPage,
    /// Forget what was kept.
    Forget,
    /// Leave everything as it is.
    Leave,
    /// A signal, or the end of the terminal: the exit code.
    Ended(u8),
}

/// Asks, keeps the answer, tells what was done and found.
///
/// What was found with the first page is printed, also where the second was answered: it is one terminal.
///
/// # Errors
///
/// The terminal, the configuration or standard output fails; there is nowhere to keep an answer.
pub(super) fn ask(
    options: &RunOptions,
    files: &UserFiles,
    kept: &SavedChoices,
) -> Result<ExitCode, CliError> {
    let (mut answer, found) = show(options, files, kept, false)?;
    if answer == DoctorAnswer::OtherPage {
        answer = show(options, files, kept, true)?.0;
    }
    let mut out = io::stdout().lock();
    if let DoctorAnswer::Ended(code) = answer {
        return Ok(ExitCode::from(code));
    }
    for line in found.lines() {
        writeln!(out, "{}", visible(&line))?;
    }
    let terminal = found.fingerprint.as_deref().unwrap_or_default();
    let said = match answer {
        DoctorAnswer::This(bidi) => {
            keep(files, terminal, Some(bidi))?;
            format!("kept: {} is used in this terminal from now on", bidi.name())
        }
        DoctorAnswer::Forget => {
            keep(files, terminal, None)?;
            "forgotten: qari chooses by itself in this terminal from now on".to_owned()
        }
        DoctorAnswer::None => {
            "nothing kept: none of the lines reads right. See Limits in the README, and \
             please send what `qari doctor --json` writes"
                .to_owned()
        }
        DoctorAnswer::Leave | DoctorAnswer::OtherPage | DoctorAnswer::Ended(_) => {
            "nothing changed".to_owned()
        }
    };
    writeln!(out, "\n{said}")?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the choice for the fingerprint `terminal`, or removes it. Other terminals' stay as they are.
fn keep(files: &UserFiles, terminal: &str, choice: Option<BidiChoice>) -> Result<(), CliError> {
    let config = files.config.as_ref().ok_or(error::Error::NoConfiguration)?;
    Ok(Configuration::save_choice(config, terminal, choice)?)
}

/// Shows a page until it is answered: the second, with the terminal's `own` ordering left on, or the first.
///
/// A session of its own for each page, opened with what the page wants switched. The page is made anew
/// from what the terminal has said at each event, so a late reply is seen at once; the ways that are
/// shown may thereby change under a person's eyes, which is why keys go by the page last drawn.
fn show(
    options: &RunOptions,
    files: &UserFiles,
    kept: &SavedChoices,
    own: bool,
) -> Result<(DoctorAnswer, Findings), CliError> {
    let mut terminal = options.terminal.clone();
    if own {
        terminal.bidi = BidiChoice::Logical;
    } else if !switches_off(terminal.bidi) {
        terminal.bidi = BidiChoice::Auto;
    }
    // Another choice would leave switched on what has to be off under the lines that are to be compared.
    let kept_here = kept.choices.iter().filter(|(_, bidi)| switches_off(**bidi));
    terminal.remembered = kept_here
        .map(|(terminal, bidi)| (terminal.clone(), *bidi))
        .collect();
    let mut session = Session::open(terminal)?;
    let opened = Instant::now();
    let mut view = DoctorView::Ways;
    let answer = loop {
        let found = Findings::of(&session, options, files, kept);
        let page = page(&session, (opened, own), (options, kept), &found);
        let (width, height) = session.size();
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let ways = page.draw(&view, &mut buffer);
        session.set_row_encodings(ways);
        session.paint(&buffer, None, None)?;
        // A reply need not be an event; the page tells of it all the same.
        let waiting = !session.capabilities().settled && opened.elapsed() < REPLIES_REMOTE;
        let Some(event) = session.next(waiting.then_some(LOOK_AGAIN))? else {
            continue;
        };
        if let Some(code) = event.ends_with() {
            break DoctorAnswer::Ended(code);
        }
        if let SessionEvent::Input(Event::Key(key)) = event {
            if is(key, 'z') && key::has_control(key) {
                session.suspend()?;
            } else if let Some(answer) = take(key, &mut view, &page) {
                break answer;
            }
        }
    };
    let found = Findings::of(&session, options, files, kept);
    session.close();
    Ok((answer, found))
}

/// Whether that way wants the terminal not to order letters: those of a first page.
fn switches_off(bidi: BidiChoice) -> bool {
    let (from, to) = screen::ways(true, false);
    WAYS[from..to].contains(&bidi)
}

/// What a key decides, or which page it turns to.
///
/// q and Ctrl-C leave everywhere. Enter and Escape do on the ways, where a number alone is an answer; among
/// the findings any other key that does not scroll leads back. A number that is not shown does nothing.
fn take(key: KeyEvent, view: &mut DoctorView, page: &DoctorScreen) -> Option<DoctorAnswer> {
    if key::has_control(key) && is(key, 'c') || is(key, 'q') {
        return Some(DoctorAnswer::Leave);
    }
    match view {
        DoctorView::Found(from) => {
            let last = page.found.len().saturating_sub(1);
            match key.code {
                KeyCode::Down => *from = (*from + 1).min(last),
                KeyCode::Up => *from = from.saturating_sub(1),
                _ if is(key, 'j') => *from = (*from + 1).min(last),
                _ if is(key, 'k') => *from = from.saturating_sub(1),
                _ => *view = DoctorView::Ways,
            }
            None
        }
        DoctorView::Ways => match key.code {
            KeyCode::Enter | KeyCode::Esc => Some(DoctorAnswer::Leave),
            // The last way stands on this page: there is no other.
            _ if is(key, 'n') && page.ways.1 == WAYS.len() => Some(DoctorAnswer::None),
            _ if is(key, 'n') => Some(DoctorAnswer::OtherPage),
            _ if is(key, 'f') && page.kept.is_some() => Some(DoctorAnswer::Forget),
            _ if is(key, 'i') => {
                *view = DoctorView::Found(0);
                None
            }
            KeyCode::Char(c) => {
                let (from, to) = page.ways;
                let shown = number(c).filter(|i| (from..to).contains(i));
                shown
                    .and_then(|i| WAYS.get(i).copied())
                    .map(DoctorAnswer::This)
            }
            _ => None,
        },
    }
}

/// The index of the way with that number, in European or Arabic digits.
fn number(c: char) -> Option<usize> {
    let digit = match c {
        '1'..='9' => u32::from(c) - u32::from('1'),
        '١'..='٩' => u32::from(c) - u32::from('١'),
        _ => return None,
    };
    usize::try_from(digit).ok()
}

/// Whether it is that key, under the Latin or the Arabic layout.
///
/// Who wants the doctor may have no Latin layout at hand: ى is where n is.
fn is(key: KeyEvent, latin: char) -> bool {
    match key.code {
        KeyCode::Char(c) => c == latin || keymap::arabic_layout_key(latin) == Some(c),
        _ => false,
    }
}

/// What the terminal said of itself, in a few words: its name (XTVERSION) and the numbers of its
/// second device attributes. Not what it was taken for, which the page says beside it.
fn said(capabilities: &Capabilities) -> String {
    let numbers = capabilities.secondary.as_deref().map(findings::joined);
    let numbers = numbers.map(|numbers| format!("DA2 {numbers}"));
    let parts: Vec<_> = capabilities
        .name
        .clone()
        .into_iter()
        .chain(numbers)
        .collect();
    if parts.is_empty() {
        "no name given".to_owned()
    } else {
        parts.join("   ")
    }
}

/// What the page has to tell at this moment.
///
/// After [`REPLIES_REMOTE`] it no longer says that it asks: a terminal that has not answered by then
/// never will, and the ways can be judged by eye all the same.
fn page(
    session: &Session,
    (opened, own): (Instant, bool),
    (options, kept): (&RunOptions, &SavedChoices),
    found: &Findings,
) -> DoctorScreen {
    let capabilities = session.capabilities();
    let used = capabilities.resolve(options.terminal.bidi, &kept.choices);
    let (width, height) = session.size();
    DoctorScreen {
        lang: options.lang,
        target: session.target(),
        ways: screen::ways(findings::has_switch(capabilities), own),
        asking: !capabilities.settled && opened.elapsed() < REPLIES_REMOTE,
        summary: format!(
            "{}   {width}x{height}   {}",
            said(capabilities),
            used.name()
        ),
        found: found.lines(),
        automatic: capabilities.needs(),
        kept: kept.choices.get(&capabilities.fingerprint()).copied(),
        used,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_in_both_kinds_of_digits_and_letters_in_both_layouts() {
        assert_eq!(
            (number('1'), number('٣'), number('0'), number('x')),
            (Some(0), Some(2), None, None)
        );
        assert!(
            is(key::character('n'), 'n')
                && is(key::character('ى'), 'n')
                && !is(key::character('ن'), 'n')
        );
    }
}
