//! Where a copy went → the message for the status line.

use std::io;
use std::path::PathBuf;

use crate::store::display_path;
use crate::terminal::child::ProcessError;
use crate::ui::action::Excerpt;
use crate::ui::isolate::{isolate, sentence};
use crate::ui::lang::{Label, Lang};
use crate::ui::message::Message;

/// Where a copy went.
#[derive(Debug)]
pub(super) enum CopyDestination {
    /// To a terminal that accepts it.
    Terminal,
    /// Through tmux to the terminal.
    ThroughTmux,
    /// To tmux's buffer.
    TmuxBuffer,
    /// To the copy command.
    Command,
    /// To the file of copies, for this reason.
    File(FallbackReason, io::Result<PathBuf>),
}

/// Why a copy went to the file.
#[derive(Debug)]
pub(super) enum FallbackReason {
    /// The terminal accepts none.
    Unsupported,
    /// It was sent to the terminal, which may not accept it.
    Uncertain,
    /// The terminal accepts none of this length.
    TooLong,
    /// The copy command failed.
    Failed(ProcessError),
}

/// The message for a copy: what was copied, and where it is. `command` is the name of the copy command.
pub(super) fn message(
    excerpt: Excerpt,
    destination: &CopyDestination,
    command: &str,
    lang: Lang,
) -> Message {
    let copied = match excerpt {
        Excerpt::Quote => Label::CopiedQuote.text(lang).to_owned(),
        Excerpt::Quotes(count) => format!("{} {count}", Label::CopiedQuotes.text(lang)),
        Excerpt::Name => Label::CopiedName.text(lang).to_owned(),
        Excerpt::Paragraph => Label::CopiedParagraph.text(lang).to_owned(),
    };
    let to = |label: Label| format!("{copied} {}", label.text(lang));
    match destination {
        CopyDestination::Terminal => Message::info(copied),
        CopyDestination::ThroughTmux => Message::info(to(Label::CopyThroughTmux)),
        CopyDestination::TmuxBuffer => Message::info(to(Label::CopyInTmux)),
        CopyDestination::Command => {
            Message::info(format!("{} {}", to(Label::CopyBy), isolate(command)))
        }
        CopyDestination::File(why, Ok(path)) => {
            let (reason, sure) = reason(why, command, lang);
            let label = if sure {
                Label::CopySaved
            } else {
                Label::CopyAlsoSaved
            };
            let file = isolate(&display_path(path));
            let text = sentence(lang, &format!("{reason} {} {file}", label.text(lang)));
            if sure {
                Message::warning(text)
            } else {
                Message::info(text)
            }
        }
        CopyDestination::File(why, Err(error)) => {
            let (reason, _) = reason(why, command, lang);
            let lost = Label::CopyLost.text(lang);
            let error = isolate(&error.to_string());
            Message::warning(sentence(lang, &format!("{reason} {lost} {error}")))
        }
    }
}

/// Why the copy is in the file, and whether it is certainly nowhere else.
fn reason(why: &FallbackReason, command: &str, lang: Lang) -> (String, bool) {
    let text = match why {
        FallbackReason::Unsupported => Label::CopyNever.text(lang).to_owned(),
        FallbackReason::Uncertain => return (Label::CopyPerhaps.text(lang).to_owned(), false),
        FallbackReason::TooLong => Label::CopyTooLong.text(lang).to_owned(),
        FallbackReason::Failed(fault) => {
            let how = match fault {
                ProcessError::Start(error) => isolate(&error.to_string()),
                ProcessError::Status(status) => match status.code() {
                    Some(code) => format!("{} {code}", Label::CopyStatus.text(lang)),
                    None => isolate(&status.to_string()),
                },
                ProcessError::Slow => Label::CopySlow.text(lang).to_owned(),
            };
            format!("{}: {how}{}", isolate(command), Label::Comma.text(lang))
        }
    };
    (text, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::message::Severity;

    #[test]
    fn every_destination_is_named() {
        let file = || Ok(PathBuf::from("/s/qari/copies.txt"));
        let say = |to| message(Excerpt::Quote, &to, "wl-copy", Lang::English);
        let plain = |message: &Message| {
            let text: String = message.text.chars().filter(|c| *c < '\u{2000}').collect();
            (message.severity, text)
        };
        for (destination, severity, text) in [
            (CopyDestination::Terminal, Severity::Info, "quote copied"),
            (
                CopyDestination::Command,
                Severity::Info,
                "quote copied by wl-copy",
            ),
            (
                CopyDestination::TmuxBuffer,
                Severity::Info,
                "quote copied into tmux (paste: prefix ])",
            ),
            (
                CopyDestination::File(FallbackReason::Uncertain, file()),
                Severity::Info,
                "sent, the terminal may not take it; also in /s/qari/copies.txt",
            ),
            (
                CopyDestination::File(FallbackReason::Unsupported, file()),
                Severity::Warning,
                "this terminal does not copy; saved in /s/qari/copies.txt",
            ),
            (
                CopyDestination::File(FallbackReason::Failed(ProcessError::Slow), file()),
                Severity::Warning,
                "wl-copy: no end within 3 s; saved in /s/qari/copies.txt",
            ),
            (
                CopyDestination::File(FallbackReason::TooLong, Err(io::Error::other("disk full"))),
                Severity::Warning,
                "too long for the terminal; not saved: disk full",
            ),
        ] {
            assert_eq!(plain(&say(destination)), (severity, text.to_owned()));
        }
    }
}
