//! A number typed before a key: `5j`, `3]`, `12G`.
//!
//! Digits are those of any layout. A count applies to the next key and is dropped where that key takes none.

use crossterm::event::{KeyCode, KeyEvent};

use super::App;
use crate::ui::action::{Action, ArticleAction, Motion};
use crate::ui::index::KINDS;
use crate::ui::key;
use crate::ui::keymap::{KeyContext, READER, isolated_key_name};
use crate::ui::lang::{Label, Lang};
use crate::ui::message::Message;

/// The largest count: more lines than any screen of a long article.
const LARGEST: u16 = 9999;

impl App {
    /// Takes a digit as part of a count; whether the key was one.
    ///
    /// A count does not begin with 0, and there are none where letters are text.
    pub(super) fn take_digit(&mut self, pressed: KeyEvent) -> bool {
        let context = self.context();
        let Some(digit) = digit(pressed) else {
            return false;
        };
        let text = matches!(context, KeyContext::Prompt | KeyContext::Mark);
        if text || (digit == 0 && self.count.is_none()) {
            return false;
        }
        let count = self.count.unwrap_or(0).saturating_mul(10);
        self.count = Some(count.saturating_add(digit).min(LARGEST));
        self.message = self.count_message(context);
        true
    }

    /// The count so far. After a single 1, 2 or 3, which once switched the kinds of names, also the keys that do so now.
    fn count_message(&self, context: KeyContext) -> Option<Message> {
        let count = self.count?;
        let mut text = format!("{} {count}", Label::Count.text(self.lang));
        let kind = usize::from(count).checked_sub(1).and_then(|i| KINDS.get(i));
        if let Some(&(kind, label)) = kind {
            let action = Action::Article(ArticleAction::ToggleKind(kind));
            if let Some(key) = READER.key_for(context, action) {
                let name = isolated_key_name(key);
                text.extend([" · ", label.text(self.lang), ": ", &name]);
            }
        }
        Some(Message::info(text))
    }
}

/// The value of a digit: ASCII, Arabic-Indic, or extended Arabic-Indic.
fn digit(pressed: KeyEvent) -> Option<u16> {
    let KeyCode::Char(c) = pressed.code else {
        return None;
    };
    if key::has_control(pressed) || key::has_alt(pressed) {
        return None;
    }
    let value = |zero: char| {
        u32::from(c)
            .checked_sub(u32::from(zero))
            .filter(|&value| value < 10)
    };
    let value = ['0', '\u{0660}', '\u{06F0}'].into_iter().find_map(value)?;
    u16::try_from(value).ok()
}

/// `action` done `count` times, where that has a meaning.
pub(super) fn counted(action: Action, count: Option<u16>) -> Action {
    let Some(count) = count else { return action };
    let times = |by: i16| by.saturating_mul(i16::try_from(count).unwrap_or(i16::MAX));
    match action {
        Action::Move(motion) => Action::Move(match motion {
            Motion::Line(by) => Motion::Line(times(by)),
            Motion::HalfPage(by) => Motion::HalfPage(times(by)),
            Motion::Page(by) => Motion::Page(times(by)),
            Motion::Paragraph(by) => Motion::Paragraph(times(by)),
            Motion::Start | Motion::End | Motion::Number(_) => Motion::Number(count),
        }),
        Action::SwitchArticle(by) => Action::SwitchArticle(times(by)),
        Action::Article(ArticleAction::Quote(by)) => {
            Action::Article(ArticleAction::Quote(times(by)))
        }
        Action::Article(ArticleAction::Mention(by)) => {
            Action::Article(ArticleAction::Mention(times(by)))
        }
        Action::Article(ArticleAction::Step(by)) => Action::Article(ArticleAction::Step(times(by))),
        other => other,
    }
}

/// The message about a key that does nothing here, with the key that lists all keys.
pub(super) fn unbound(key: KeyEvent, lang: Lang) -> Message {
    let mut text = format!("{} {}", Label::NoKey.text(lang), isolated_key_name(key));
    if let Some(help) = READER.key_for(KeyContext::Article, Action::Help) {
        let label = Label::HintKeys.text(lang);
        text.extend([" · ", &isolated_key_name(help), " ", label]);
    }
    Message::brief(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_all_layouts_are_counts() {
        for (c, value) in [
            ('0', Some(0)),
            ('7', Some(7)),
            ('٧', Some(7)),
            ('۹', Some(9)),
            ('a', None),
        ] {
            assert_eq!(digit(key::character(c)), value, "{c}");
        }
        assert_eq!(digit(key::control('7')), None);
    }

    #[test]
    fn a_count_multiplies_what_can_be_repeated() {
        let down = Action::Move(Motion::Line(1));
        assert_eq!(counted(down, Some(5)), Action::Move(Motion::Line(5)));
        assert_eq!(counted(down, None), down);
        let end = Action::Move(Motion::End);
        assert_eq!(counted(end, Some(4)), Action::Move(Motion::Number(4)));
        assert_eq!(counted(Action::Copy, Some(4)), Action::Copy);
    }
}
