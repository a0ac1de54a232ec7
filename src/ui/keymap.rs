//! The one table of keys: (context, key) → [`Action`], and the words that help,
//! hints and the README print for it.
//!
//! Each Latin key also answers as its twin under the Arabic keyboard layout
//! (the same physical key), so that nobody has to switch layouts to read.
//!
//! A new key is one row of [`BINDINGS`] and one label of [`Lang`]'s table; a test fails
//! where two rows claim a key in one context, and the README's table must be printed anew
//! (`qari keys`).
//!
//! Keys are single presses. There are no sequences, no counts and no file to change them.

mod physical;

pub use physical::{arabic_layout_key, joined};

use super::action::{Action, ArticleAction, FocusOn, Motion};
use super::key;
use super::lang::{Label, Lang};
use crate::entities::EntityKind;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Where a key is pressed.
///
/// One at a time; [`App::context`](super::app::App::context) tells which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyContext {
    /// The article pane has the focus.
    Article,
    /// The quotes pane has the focus.
    Quotes,
    /// The list of articles.
    List,
    /// The index of people, places and organizations.
    Index,
    /// A page of text over the screen: all keys, or the evidence for a quote.
    Page,
    /// The line in which a search is typed.
    Prompt,
}

/// One row of the table.
///
/// One row does one thing in all its contexts.
#[derive(Clone, Copy, Debug)]
pub struct KeyBinding {
    /// Where it holds.
    pub contexts: &'static [KeyContext],
    /// The keys, the one that hints show first.
    pub keys: &'static [KeyEvent],
    /// What they do.
    pub action: Action,
    /// What help says.
    pub help: Label,
}

const fn k(c: char) -> KeyEvent {
    key::character(c)
}
const fn ctrl(c: char) -> KeyEvent {
    key::control(c)
}
const fn named(code: KeyCode) -> KeyEvent {
    key::plain(code)
}

/// Everywhere but where letters are text.
const ANY: &[KeyContext] = &[
    KeyContext::Article,
    KeyContext::Quotes,
    KeyContext::List,
    KeyContext::Index,
    KeyContext::Page,
];
const EVERYWHERE: &[KeyContext] = &[
    KeyContext::Article,
    KeyContext::Quotes,
    KeyContext::List,
    KeyContext::Index,
    KeyContext::Page,
    KeyContext::Prompt,
];
const READING: &[KeyContext] = &[KeyContext::Article, KeyContext::Quotes];
const ARTICLE: &[KeyContext] = &[KeyContext::Article];
const QUOTES: &[KeyContext] = &[KeyContext::Quotes];
const COPYING: &[KeyContext] = &[KeyContext::Article, KeyContext::Quotes, KeyContext::Index];
const CHOOSING: &[KeyContext] = &[
    KeyContext::Quotes,
    KeyContext::List,
    KeyContext::Index,
    KeyContext::Prompt,
];

macro_rules! rows {
    ($($contexts:ident [$($key:expr),+] $action:expr, $help:ident;)+) => {
        &[$(KeyBinding { contexts: $contexts, keys: &[$($key),+], action: $action, help: Label::$help }),+]
    };
}

/// All keys, in the order in which help shows them.
pub const BINDINGS: &[KeyBinding] = rows![
    ANY [k('j'), named(KeyCode::Down), ctrl('e'), ctrl('n')] Action::Move(Motion::Line(1)), KeyDown;
    ANY [k('k'), named(KeyCode::Up), ctrl('y'), ctrl('p')] Action::Move(Motion::Line(-1)), KeyUp;
    ANY [k('d'), ctrl('d')] Action::Move(Motion::HalfPage(1)), KeyHalfDown;
    ANY [k('u'), ctrl('u')] Action::Move(Motion::HalfPage(-1)), KeyHalfUp;
    ANY [k(' '), named(KeyCode::PageDown), k('f'), ctrl('f')] Action::Move(Motion::Page(1)), KeyPageDown;
    ANY [k('b'), named(KeyCode::PageUp), ctrl('b')] Action::Move(Motion::Page(-1)), KeyPageUp;
    READING [k('}'), k('J')] Action::Move(Motion::Paragraph(1)), KeyParagraphDown;
    READING [k('{'), k('K')] Action::Move(Motion::Paragraph(-1)), KeyParagraphUp;
    ANY [k('g'), named(KeyCode::Home)] Action::Move(Motion::Start), KeyStart;
    ANY [k('G'), named(KeyCode::End)] Action::Move(Motion::End), KeyEnd;
    READING [k(']')] Action::Article(ArticleAction::Quote(1)), KeyNextQuote;
    READING [k('['), k('p')] Action::Article(ArticleAction::Quote(-1)), KeyPreviousQuote;
    READING [k('e')] Action::Article(ArticleAction::Mention(1)), KeyNextMention;
    READING [k('E')] Action::Article(ArticleAction::Mention(-1)), KeyPreviousMention;
    READING [k('/')] Action::Article(ArticleAction::Search), KeySearch;
    READING [k('n')] Action::Article(ArticleAction::Match(1)), KeyNextMatch;
    READING [k('N')] Action::Article(ArticleAction::Match(-1)), KeyPreviousMatch;
    READING [named(KeyCode::Tab), named(KeyCode::BackTab)] Action::Article(ArticleAction::Focus(FocusOn::Other)), KeyFocusNext;
    READING [named(KeyCode::Left)] Action::Article(ArticleAction::Focus(FocusOn::Quotes)), KeyFocusQuotes;
    READING [named(KeyCode::Right)] Action::Article(ArticleAction::Focus(FocusOn::Article)), KeyFocusArticle;
    CHOOSING [named(KeyCode::Enter)] Action::Open, KeyOpen;
    ARTICLE [named(KeyCode::Enter)] Action::Move(Motion::Line(1)), KeyDown;
    QUOTES [k('z')] Action::Article(ArticleAction::Fold), KeyFold;
    QUOTES [k('Z')] Action::Article(ArticleAction::FoldAll), KeyFoldAll;
    READING [k('s')] Action::Article(ArticleAction::FilterSpeaker), KeyFilter;
    READING [k('o')] Action::Article(ArticleAction::ToggleOrder), KeyOrder;
    READING [k('i')] Action::Article(ArticleAction::ToggleIndirect), KeyIndirect;
    READING [k('a')] Action::Article(ArticleAction::About), KeyAbout;
    READING [k('v')] Action::Article(ArticleAction::TogglePane), KeyPane;
    READING [k('x')] Action::Article(ArticleAction::Index), KeyIndex;
    READING [k('w')] Action::Article(ArticleAction::Why), KeyWhy;
    COPYING [k('y')] Action::Copy, KeyCopy;
    READING [k('1')] Action::Article(ArticleAction::ToggleKind(EntityKind::Person)), KeyPersons;
    READING [k('2')] Action::Article(ArticleAction::ToggleKind(EntityKind::Place)), KeyPlaces;
    READING [k('3')] Action::Article(ArticleAction::ToggleKind(EntityKind::Organization)), KeyOrganizations;
    READING [k('t')] Action::Article(ArticleAction::ToggleTashkeel), KeyTashkeel;
    READING [k('.')] Action::SwitchArticle(1), KeyNextArticle;
    READING [k(',')] Action::SwitchArticle(-1), KeyPreviousArticle;
    EVERYWHERE [named(KeyCode::Esc)] Action::Cancel, KeyCancel;
    ANY [k('?'), named(KeyCode::F(1))] Action::Help, KeyHelp;
    ANY [k('m')] Action::Mouse, KeyMouse;
    ANY [ctrl('l')] Action::Redraw, KeyRedraw;
    EVERYWHERE [ctrl('z')] Action::Suspend, KeySuspend;
    ANY [k('q')] Action::Back, KeyBack;
    EVERYWHERE [ctrl('c')] Action::Quit, KeyQuit;
];

/// What `key` asks for in `context`, if anything.
///
/// Of several rows that claim a key the first counts. A prompt has few keys of its own: the
/// rest is text.
pub fn resolve(context: KeyContext, key: KeyEvent) -> Option<Action> {
    BINDINGS
        .iter()
        .filter(|binding| binding.contexts.contains(&context))
        .find(|binding| binding.keys.iter().any(|&bound| answers(bound, key)))
        .map(|binding| binding.action)
}

/// Whether the pressed `key` is `bound` or its twin.
///
/// Control and a twin count too: Ctrl-ي is Ctrl-D.
fn answers(bound: KeyEvent, key: KeyEvent) -> bool {
    if bound == key {
        return true;
    }
    let (KeyCode::Char(latin), KeyCode::Char(pressed)) = (bound.code, key.code) else {
        return false;
    };
    bound.modifiers == key.modifiers && arabic_layout_key(latin) == Some(pressed)
}

/// The key that hints show for `action` in `context`.
///
/// The first key of the row; `None` where the action has no key there.
pub fn key_of(context: KeyContext, action: Action) -> Option<KeyEvent> {
    BINDINGS
        .iter()
        .find(|binding| binding.action == action && binding.contexts.contains(&context))
        .and_then(|binding| binding.keys.first().copied())
}

/// A key as help and the README write it: `j`, `Ctrl-D`, `PgDn`.
///
/// Not translated: these are the words on the key caps.
pub fn key_name(key: KeyEvent) -> String {
    let name = match key.code {
        KeyCode::Char(' ') => "Space".to_owned(),
        KeyCode::Char(c) if key::has_control(key) => c.to_uppercase().to_string(),
        KeyCode::Char(c) => c.to_string(),
        KeyCode::Enter => "Enter".to_owned(),
        KeyCode::Tab => "Tab".to_owned(),
        KeyCode::BackTab => "Shift-Tab".to_owned(),
        KeyCode::Esc => "Esc".to_owned(),
        KeyCode::Backspace => "Backspace".to_owned(),
        KeyCode::Delete => "Del".to_owned(),
        KeyCode::Insert => "Ins".to_owned(),
        KeyCode::Up => "↑".to_owned(),
        KeyCode::Down => "↓".to_owned(),
        KeyCode::Left => "←".to_owned(),
        KeyCode::Right => "→".to_owned(),
        KeyCode::Home => "Home".to_owned(),
        KeyCode::End => "End".to_owned(),
        KeyCode::PageUp => "PgUp".to_owned(),
        KeyCode::PageDown => "PgDn".to_owned(),
        // F1 to F12, and keys that no row is bound to.
        other => other.to_string(),
    };
    match (
        key::has_control(key),
        key::has_alt(key),
        key.modifiers.contains(KeyModifiers::SHIFT),
    ) {
        (true, _, _) => format!("Ctrl-{name}"),
        (false, true, _) => format!("Alt-{name}"),
        (false, false, true) => format!("Shift-{name}"),
        (false, false, false) => name,
    }
}

/// [`key_name`] for a place inside Arabic text: isolated (U+2066, U+2069), so that `]` is not mirrored.
pub fn isolated_name(key: KeyEvent) -> String {
    format!("\u{2066}{}\u{2069}", key_name(key))
}

/// The Arabic twin of a key as a person sees it on the key cap: a letter, not a ligature or a bare mark.
pub fn arabic_layout_key_name(key: KeyEvent) -> Option<String> {
    let KeyCode::Char(latin) = key.code else {
        return None;
    };
    if key::has_control(key) || key::has_alt(key) {
        return None;
    }
    arabic_layout_key(latin).map(|twin| match twin {
        '\u{FEFB}' => "لا".to_owned(),
        '\u{FEF7}' => "لأ".to_owned(),
        '\u{064F}' => "ـُ".to_owned(),
        other => other.to_string(),
    })
}

/// The table as Markdown, as the README has it.
pub fn markdown(lang: Lang) -> String {
    use std::fmt::Write as _;
    let mut out = String::from("| keys | Arabic layout | what they do |\n| --- | --- | --- |\n");
    for binding in BINDINGS {
        let keys: Vec<String> = binding
            .keys
            .iter()
            .map(|&key| format!("`{}`", key_name(key)))
            .collect();
        let twins: Vec<String> = binding
            .keys
            .iter()
            .filter_map(|&key| arabic_layout_key_name(key))
            .map(|twin| format!("`{twin}`"))
            .collect();
        let _ = writeln!(
            out,
            "| {} | {} | {} |",
            keys.join(" "),
            twins.join(" "),
            binding.help.text(lang)
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_context() {
        for &context in EVERYWHERE {
            let mut seen: Vec<(KeyEvent, Action)> = Vec::new();
            for binding in BINDINGS.iter().filter(|b| b.contexts.contains(&context)) {
                for &key in binding.keys {
                    let mut keys = vec![key];
                    if let KeyCode::Char(c) = key.code
                        && !key::has_control(key)
                    {
                        keys.extend(arabic_layout_key(c).map(key::character));
                    }
                    for key in keys {
                        assert!(
                            !seen
                                .iter()
                                .any(|(other, action)| *other == key && *action != binding.action),
                            "{} in {context:?}",
                            key_name(key)
                        );
                        seen.push((key, binding.action));
                    }
                }
            }
        }
    }

    #[test]
    fn every_latin_letter_has_its_twin() {
        for binding in BINDINGS {
            for &key in binding.keys {
                if let KeyCode::Char(c) = key.code
                    && !key::has_control(key)
                    && c.is_ascii_alphabetic()
                {
                    assert!(arabic_layout_key(c).is_some(), "{c} has none");
                }
            }
        }
    }

    #[test]
    fn arabic_letters_act_as_their_keys() {
        assert_eq!(
            resolve(KeyContext::Article, key::character('ت')),
            Some(Action::Move(Motion::Line(1)))
        );
        assert_eq!(
            resolve(KeyContext::Article, key::character('ن')),
            Some(Action::Move(Motion::Line(-1)))
        );
        assert_eq!(
            resolve(KeyContext::List, key::character('ض')),
            Some(Action::Back)
        );
        assert_eq!(
            resolve(KeyContext::Article, key::character('؟')),
            Some(Action::Help)
        );
        assert_eq!(
            resolve(KeyContext::Article, key::character('\u{FEF7}')),
            Some(Action::Move(Motion::End))
        );
        assert_eq!(resolve(KeyContext::Prompt, key::character('ت')), None);
    }

    #[test]
    fn a_bracket_key_is_not_mirrored_in_an_arabic_hint() {
        use crate::layout::{Direction, LayoutTarget, label};
        let hint = format!("{} قول", isolated_name(key::character(']')));
        let line = label(&hint, Direction::RightToLeft, LayoutTarget::default());
        assert!(line.text().ends_with(']'), "{}", line.text());
    }

    #[test]
    fn every_row_has_words_in_both_languages() {
        for binding in BINDINGS {
            for lang in [Lang::Arabic, Lang::English] {
                assert!(!binding.help.text(lang).is_empty());
            }
        }
    }

    #[test]
    fn a_key_resolves_by_context_and_under_both_layouts() {
        use crate::ui::action::Action;
        use crate::ui::action::{ArticleAction, Motion};
        use crate::ui::key;
        use crate::ui::keymap::{KeyContext, resolve};

        let down = Some(Action::Move(Motion::Line(1)));
        assert_eq!(resolve(KeyContext::Article, key::character('j')), down);
        // The same key under the Arabic layout.
        assert_eq!(resolve(KeyContext::Article, key::character('ت')), down);
        assert_eq!(
            resolve(KeyContext::Article, key::character('/')),
            Some(Action::Article(ArticleAction::Search))
        );
        // In a search it is a letter.
        assert_eq!(resolve(KeyContext::Prompt, key::character('j')), None);
    }
}
