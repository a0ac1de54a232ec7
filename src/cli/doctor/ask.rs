//! The loop of the doctor: a screen is drawn, a person presses a key, the choice is saved.
//!
//! Each row encoding is shown with the terminal switched as it would be in the reader. If the terminal's own reordering
//! can be switched off, the first screen shows the encodings that need it off; if none of them displays correctly, a new
//! session is opened with it left on, for the encodings that rely on it. For other terminals all are on one screen. The
//! findings are printed after the screen is restored, so that they can be copied.

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::findings::{self, Findings};
use super::screen::{self, DoctorScreen, DoctorView, SHOWN_CHOICES};
use super::{DoctorInput, REMOTE_REPLY_TIMEOUT};
use crate::cli::CliError;
use crate::error::{self, visible};
use crate::store::{Configuration, UserFiles};
use crate::terminal::{BidiChoice, Capabilities, Session, SessionEvent};
use crate::ui::keymap::{DOCTOR, DoctorAction, DoctorContext};

/// Interval at which the screen is redrawn while replies may still arrive: not every reply is an event.
const REDRAW_INTERVAL: Duration = Duration::from_millis(50);

/// How a screen was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DoctorAnswer {
    /// This choice displays correctly.
    Choice(BidiChoice),
    /// None does.
    None,
    /// None on this screen does; there is a second one.
    NextScreen,
    /// Remove the saved choice.
    Forget,
    /// Change nothing.
    Leave,
    /// A signal or a hangup: the exit code.
    Ended(u8),
}

/// Asks, saves the choice, prints what was saved and detected.
///
/// The findings are those of the first screen even if the second was answered: it is the same terminal.
///
/// # Errors
///
/// The terminal, the configuration or standard output fails; there is no file to save a choice in.
pub(super) fn ask(input: &DoctorInput<'_>) -> Result<ExitCode, CliError> {
    let (mut answer, findings) = show(input, false)?;
    if answer == DoctorAnswer::NextScreen {
        answer = show(input, true)?.0;
    }
    if let DoctorAnswer::Ended(code) = answer {
        return Ok(ExitCode::from(code));
    }
    let mut out = io::stdout().lock();
    for line in findings.lines() {
        writeln!(out, "{}", visible(&line))?;
    }
    let terminal = findings.fingerprint.as_deref().unwrap_or_default();
    let result = match answer {
        DoctorAnswer::Choice(bidi) => {
            save(input.files, terminal, Some(bidi))?;
            format!("kept: {} is used in this terminal from now on", bidi.name())
        }
        DoctorAnswer::Forget => {
            save(input.files, terminal, None)?;
            "forgotten: qari chooses by itself in this terminal from now on".to_owned()
        }
        DoctorAnswer::None => {
            "nothing kept: none of the lines reads right. See Limits in the README, and \
             please send what `qari doctor --json` writes"
                .to_owned()
        }
        DoctorAnswer::Leave | DoctorAnswer::NextScreen | DoctorAnswer::Ended(_) => {
            "nothing changed".to_owned()
        }
    };
    writeln!(out, "\n{result}")?;
    Ok(ExitCode::SUCCESS)
}

/// Saves the choice for the fingerprint `terminal`, or removes it. Choices for other terminals stay.
fn save(files: &UserFiles, terminal: &str, choice: Option<BidiChoice>) -> Result<(), CliError> {
    let config = files.config.as_ref().ok_or(error::Error::NoConfiguration)?;
    Ok(Configuration::save_choice(config, terminal, choice)?)
}

/// Shows a screen until it is answered: the second, with the terminal's own `reordering` left on, or the first.
///
/// Each screen has a session of its own, opened with the modes that the screen needs. The screen is built again from what
/// the terminal has replied at each event, so that a late reply shows at once. The encodings on it may change with that,
/// which is why a key is resolved against the screen drawn last.
fn show(input: &DoctorInput<'_>, reordering: bool) -> Result<(DoctorAnswer, Findings), CliError> {
    let mut terminal = input.options.terminal.clone();
    if reordering {
        terminal.bidi = BidiChoice::Logical;
    } else if !needs_reordering_off(terminal.bidi) {
        terminal.bidi = BidiChoice::Auto;
    }
    // A saved choice that needs reordering on would keep it on under the lines to be compared.
    let mut remembered = input.saved.choices.clone();
    remembered.retain(|_, bidi| needs_reordering_off(*bidi));
    terminal.remembered = remembered;
    let mut session = Session::open(terminal)?;
    let opened = Instant::now();
    let mut view = DoctorView::RowEncodings;
    let answer = loop {
        let findings = Findings::of(&session, input);
        // A terminal that has not replied by then never will, and the lines can be compared all the same.
        let asking = !session.capabilities().settled && opened.elapsed() < REMOTE_REPLY_TIMEOUT;
        let shown = DoctorScreen {
            choices: screen::choices(session.capabilities().has_switch(), reordering),
            asking,
            ..screen(&session, input, &findings)
        };
        let (width, height) = session.size();
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        session.set_row_encodings(shown.draw(&view, &mut buffer));
        session.paint(&buffer, None, None)?;
        let Some(event) = session.next(asking.then_some(REDRAW_INTERVAL))? else {
            continue;
        };
        if let Some(code) = event.ends_with() {
            break DoctorAnswer::Ended(code);
        }
        if let SessionEvent::Input(Event::Key(key)) = event {
            match resolve(&view, key) {
                Some(DoctorAction::Suspend) => session.suspend()?,
                action => {
                    if let Some(answer) = update(action, &mut view, &shown) {
                        break answer;
                    }
                }
            }
        }
    };
    let findings = Findings::of(&session, input);
    session.close();
    Ok((answer, findings))
}

/// Whether `bidi` needs the terminal's own reordering switched off: the choices of a first screen.
fn needs_reordering_off(bidi: BidiChoice) -> bool {
    SHOWN_CHOICES[screen::choices(true, false)].contains(&bidi)
}

/// Applies `action` to the view; the answer if it is one. `None` is a key without a meaning, which leads back from the
/// findings. A number that is not on the screen does nothing.
fn update(
    action: Option<DoctorAction>,
    view: &mut DoctorView,
    shown: &DoctorScreen,
) -> Option<DoctorAnswer> {
    match (action, &mut *view) {
        (Some(DoctorAction::Leave), _) => Some(DoctorAnswer::Leave),
        (Some(DoctorAction::Scroll(by)), DoctorView::Findings(from)) => {
            let last = shown.findings.len().saturating_sub(1);
            *from = from.saturating_add_signed(by.into()).min(last);
            None
        }
        (_, DoctorView::Findings(_)) => {
            *view = DoctorView::RowEncodings;
            None
        }
        (Some(DoctorAction::ShowFindings), DoctorView::RowEncodings) => {
            *view = DoctorView::Findings(0);
            None
        }
        (Some(DoctorAction::Choose(index)), DoctorView::RowEncodings) => {
            let choice = SHOWN_CHOICES.get(index).copied();
            let choice = choice.filter(|_| shown.choices.contains(&index));
            choice.map(DoctorAnswer::Choice)
        }
        // The last choice is on this screen: there is no other screen.
        (Some(DoctorAction::NoneFits), DoctorView::RowEncodings)
            if shown.choices.end == SHOWN_CHOICES.len() =>
        {
            Some(DoctorAnswer::None)
        }
        (Some(DoctorAction::NoneFits), DoctorView::RowEncodings) => Some(DoctorAnswer::NextScreen),
        (Some(DoctorAction::Forget), DoctorView::RowEncodings) => {
            shown.saved.map(|_| DoctorAnswer::Forget)
        }
        (
            None
            | Some(DoctorAction::Scroll(_) | DoctorAction::ShowRowEncodings | DoctorAction::Suspend),
            DoctorView::RowEncodings,
        ) => None,
    }
}

/// What `key` asks for in `view`, by the table [`DOCTOR`].
fn resolve(view: &DoctorView, key: KeyEvent) -> Option<DoctorAction> {
    let context = match view {
        DoctorView::RowEncodings => DoctorContext::RowEncodings,
        DoctorView::Findings(_) => DoctorContext::Findings,
    };
    DOCTOR.resolve(context, key)
}

/// What the terminal replied about itself, in a few words: its name (XTVERSION) and the numbers of its secondary device
/// attributes. What it was recognized as stands beside it on the screen.
fn identity(capabilities: &Capabilities) -> String {
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

/// The screen for the state of the session at this moment, without choices and after all replies.
fn screen(session: &Session, input: &DoctorInput<'_>, findings: &Findings) -> DoctorScreen {
    let capabilities = session.capabilities();
    let saved = &input.saved.choices;
    let used = capabilities.resolve(input.options.terminal.bidi, saved);
    let (width, height) = session.size();
    DoctorScreen {
        lang: input.options.lang,
        target: session.target(),
        choices: 0..0,
        asking: false,
        summary: format!(
            "{}   {width}x{height}   {}",
            identity(capabilities),
            used.name()
        ),
        findings: findings.lines(),
        automatic: capabilities.needs(),
        saved: saved.get(&capabilities.fingerprint()).copied(),
        used,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::LayoutTarget;
    use crate::ui::Lang;
    use crate::ui::key;

    /// The first screen of a terminal that can be switched, with the choices 0 to 2.
    fn first_screen() -> DoctorScreen {
        DoctorScreen {
            lang: Lang::English,
            target: LayoutTarget::default(),
            choices: screen::choices(true, false),
            asking: false,
            summary: String::new(),
            findings: vec!["a".into(), "b".into()],
            automatic: BidiChoice::Visual,
            saved: None,
            used: BidiChoice::Visual,
        }
    }

    fn press(shown: &DoctorScreen, view: &mut DoctorView, c: char) -> Option<DoctorAnswer> {
        update(resolve(view, key::character(c)), view, shown)
    }

    #[test]
    fn keys_answer_for_the_choices_on_the_screen_only() {
        let shown = first_screen();
        let answer = |c| press(&shown, &mut DoctorView::RowEncodings, c);
        assert_eq!(
            answer('2'),
            Some(DoctorAnswer::Choice(BidiChoice::Override))
        );
        assert_eq!(
            answer('٢'),
            Some(DoctorAnswer::Choice(BidiChoice::Override))
        );
        assert_eq!((answer('4'), answer('f'), answer('x')), (None, None, None));
        assert_eq!(answer('ى'), Some(DoctorAnswer::NextScreen));
        assert_eq!(answer('q'), Some(DoctorAnswer::Leave));
    }

    #[test]
    fn findings_scroll_to_their_last_line_and_lead_back() {
        let shown = first_screen();
        let mut view = DoctorView::RowEncodings;
        for (key, expected) in [
            ('i', DoctorView::Findings(0)),
            ('j', DoctorView::Findings(1)),
            ('j', DoctorView::Findings(1)),
            ('k', DoctorView::Findings(0)),
            ('x', DoctorView::RowEncodings),
        ] {
            assert_eq!(press(&shown, &mut view, key), None);
            assert_eq!(view, expected, "{key}");
        }
    }
}
