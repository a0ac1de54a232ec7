//! The tables of keys: (context, key) → action, with the label that help, hints and the README show.
//!
//! [`READER`] is the table of the reader, [`DOCTOR`] that of `qari doctor`. Each Latin key also
//! answers to the letter that the same physical key sends under the Arabic keyboard layout, so that
//! nobody has to switch layouts to read.
//!
//! # How to add a key
//!
//! 1. a variant of `Action` or `ArticleAction` in `ui/action.rs`, and what it does in `ui/app/update.rs`, which the
//!    compiler asks for;
//! 2. a row of [`READER`] in `keymap/reader.rs`, where help shall show it;
//! 3. its label in `ui/lang.rs`;
//! 4. if the key has no row in `keymap/arabic_layout.rs` and sends another character under the Arabic layout, a row there;
//! 5. a test of what it does in `tests/it/keys.rs`;
//! 6. `QARI_BLESS=1 cargo test --test it readme` for the README's table, and
//!    `INSTA_UPDATE=always cargo test --test it screens` for the golden of the help page.
//!
//! The tests fail if two rows use one key in one context.
//!
//! Keys are single presses, but for the letter after the key of a mark and the digits of a count, which the state takes
//! in (`ui/app/marks.rs`, `ui/app/counts.rs`). There is no configuration file.

mod arabic_layout;
mod doctor;
mod names;
mod reader;

pub(crate) use arabic_layout::{arabic_layout_key, latin_key, ligature_key};
pub(crate) use doctor::{DOCTOR, DoctorAction, DoctorContext};
pub use names::markdown;
pub(crate) use names::{isolated_key_name, key_name, key_names};
pub(crate) use reader::KeyContext;
pub use reader::READER;

use crossterm::event::{KeyCode, KeyEvent};

use super::key;
use super::lang::Label;

/// A table of keys for the contexts `C`, each row with an action `A`.
///
/// A program with screens of its own (`qari doctor`) has a table with contexts and actions of its
/// own; look-up, hints and the Arabic layout are the same for all.
#[derive(Clone, Copy, Debug)]
pub struct Keymap<C: 'static, A: 'static> {
    /// The rows, in the order in which help shows them.
    pub bindings: &'static [KeyBinding<C, A>],
}

/// One row of a table: what some keys do, the same in all contexts of the row.
#[derive(Clone, Copy, Debug)]
pub struct KeyBinding<C: 'static, A> {
    /// Where it holds.
    pub contexts: &'static [C],
    /// The keys. Hints show the first one.
    pub keys: &'static [KeyEvent],
    /// What they do.
    pub action: A,
    /// The text in help.
    pub help: Label,
}

impl<C: Copy + PartialEq, A: Copy + PartialEq> Keymap<C, A> {
    /// What `key` asks for in `context`, if anything.
    ///
    /// If several rows claim a key, the first one counts.
    pub fn resolve(&self, context: C, key: KeyEvent) -> Option<A> {
        self.bindings
            .iter()
            .filter(|binding| binding.contexts.contains(&context))
            .find(|binding| binding.keys.iter().any(|&bound| matches(bound, key)))
            .map(|binding| binding.action)
    }

    /// The key that hints show for `action` in `context`: the first one of its row.
    ///
    /// `None` where the action has no key there.
    pub fn key_for(&self, context: C, action: A) -> Option<KeyEvent> {
        self.binding(context, action)
            .and_then(|binding| binding.keys.first().copied())
    }

    /// The row of `action` in `context`.
    pub fn binding(&self, context: C, action: A) -> Option<&'static KeyBinding<C, A>> {
        self.bindings
            .iter()
            .find(|binding| binding.action == action && binding.contexts.contains(&context))
    }
}

/// Whether the pressed `key` is `bound`, or the key at the same place of the Arabic layout.
///
/// With Control too: Ctrl-ي is Ctrl-D.
fn matches(bound: KeyEvent, key: KeyEvent) -> bool {
    if bound == key {
        return true;
    }
    let (KeyCode::Char(latin), KeyCode::Char(pressed)) = (bound.code, key.code) else {
        return false;
    };
    bound.modifiers == key.modifiers && arabic_layout_key(latin) == Some(pressed)
}

/// The character `c`, for the tables.
const fn k(c: char) -> KeyEvent {
    key::character(c)
}

/// Control and the character `c`.
const fn ctrl(c: char) -> KeyEvent {
    key::control(c)
}

/// Alt and the key `code`.
const fn alt(code: KeyCode) -> KeyEvent {
    key::alt(code)
}

/// A key with a name.
const fn named(code: KeyCode) -> KeyEvent {
    key::plain(code)
}

/// Rows of a table, one a line: `CONTEXTS [keys] action, label;`.
macro_rules! rows {
    ($($contexts:ident [$($key:expr),+] $action:expr, $help:ident;)+) => {
        &[$(KeyBinding { contexts: $contexts, keys: &[$($key),+], action: $action, help: Label::$help }),+]
    };
}
use rows;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::action::{Action, Motion};
    use crate::ui::lang::Lang;

    /// The key and what the Arabic layout sends for it.
    fn both_layouts(key: KeyEvent) -> impl Iterator<Item = KeyEvent> {
        let arabic = match key.code {
            KeyCode::Char(c) => arabic_layout_key(c),
            _ => None,
        };
        let arabic = arabic.map(|c| KeyEvent {
            code: KeyCode::Char(c),
            ..key
        });
        std::iter::once(key).chain(arabic)
    }

    fn check<C, A>(keymap: Keymap<C, A>)
    where
        C: Copy + PartialEq + std::fmt::Debug,
        A: Copy + PartialEq + std::fmt::Debug,
    {
        for binding in keymap.bindings {
            for lang in [Lang::Arabic, Lang::English] {
                assert!(!binding.help.text(lang).is_empty());
            }
            for &context in binding.contexts {
                for key in binding.keys.iter().copied().flat_map(both_layouts) {
                    assert_eq!(
                        keymap.resolve(context, key),
                        Some(binding.action),
                        "an earlier row of the table uses {} in {context:?}, too",
                        key_name(key)
                    );
                }
            }
            for key in binding.keys {
                if let KeyCode::Char(c) = key.code
                    && c.is_ascii_alphanumeric()
                {
                    assert!(
                        arabic_layout_key(c).is_some(),
                        "{c} has no row in `ARABIC_LAYOUT` (ui/keymap/arabic_layout.rs)"
                    );
                }
            }
        }
    }

    #[test]
    fn each_key_does_one_thing_in_a_context_and_works_under_the_arabic_layout() {
        check(READER);
        check(DOCTOR);
    }

    #[test]
    fn arabic_letters_act_as_their_keys() {
        let down = Some(Action::Move(Motion::Line(1)));
        let end = Some(Action::Move(Motion::End));
        for (context, c, action) in [
            (KeyContext::Article, 'ت', down),
            (KeyContext::List, 'ض', Some(Action::Back)),
            (KeyContext::Article, '؟', Some(Action::Help)),
            (KeyContext::Article, '\u{FEF7}', end),
            (KeyContext::Prompt, 'ت', None),
        ] {
            assert_eq!(READER.resolve(context, key::character(c)), action, "{c}");
        }
        let fits = |c| DOCTOR.resolve(DoctorContext::RowEncodings, key::character(c));
        assert_eq!(fits('ى'), Some(DoctorAction::NoneFits));
        assert_eq!(fits('٢'), Some(DoctorAction::Choose(1)));
        assert_eq!(fits('ن'), None);
    }
}
