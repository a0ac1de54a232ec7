//! The keys of the reader: one row of [`READER`] for each action.
//!
//! Which keys hold where is decided here alone; what an action does is in `app/update.rs`.

use super::{KeyBinding, Keymap, alt, ctrl, k, named, rows};
use crate::entities::EntityKind;
use crate::ui::action::{Action, ArticleAction, FocusOn, ListAction, MarkUse, Motion};
use crate::ui::lang::Label;
use crossterm::event::KeyCode;

/// Which part of the reader gets the keys.
///
/// `App::context` gives the one that holds now.
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
    /// Two speakers side by side.
    Comparison,
    /// A page of text over the screen.
    Page,
    /// All keys.
    Help,
    /// The evidence for a quote or the card of a name, over the article.
    Card,
    /// The line in which a search is typed.
    Prompt,
    /// The letter of a mark is awaited.
    Mark,
}

/// Everywhere but where letters are text.
const ANY: &[KeyContext] = &[
    KeyContext::Article,
    KeyContext::Quotes,
    KeyContext::List,
    KeyContext::Index,
    KeyContext::Comparison,
    KeyContext::Page,
    KeyContext::Help,
    KeyContext::Card,
];
const EVERYWHERE: &[KeyContext] = &[
    KeyContext::Article,
    KeyContext::Quotes,
    KeyContext::List,
    KeyContext::Index,
    KeyContext::Comparison,
    KeyContext::Page,
    KeyContext::Help,
    KeyContext::Card,
    KeyContext::Prompt,
    KeyContext::Mark,
];
const TYPING: &[KeyContext] = &[KeyContext::Prompt, KeyContext::Mark];
const PROMPT: &[KeyContext] = &[KeyContext::Prompt];
const READING_OR_COMPARING: &[KeyContext] = &[
    KeyContext::Article,
    KeyContext::Quotes,
    KeyContext::Comparison,
];
const READING: &[KeyContext] = &[KeyContext::Article, KeyContext::Quotes];
const READING_OR_CARD: &[KeyContext] = &[KeyContext::Article, KeyContext::Quotes, KeyContext::Card];
const STEPPING: &[KeyContext] = &[
    KeyContext::Article,
    KeyContext::Quotes,
    KeyContext::Card,
    KeyContext::Index,
];
const READING_OR_INDEX: &[KeyContext] =
    &[KeyContext::Article, KeyContext::Quotes, KeyContext::Index];
const COMPARING: &[KeyContext] = &[
    KeyContext::Article,
    KeyContext::Quotes,
    KeyContext::Index,
    KeyContext::Card,
    KeyContext::Comparison,
];
const FILTERING: &[KeyContext] = &[KeyContext::Index, KeyContext::Help];
const QUOTES: &[KeyContext] = &[KeyContext::Quotes];
const LIST: &[KeyContext] = &[KeyContext::List];
const COPYING: &[KeyContext] = &[
    KeyContext::Article,
    KeyContext::Quotes,
    KeyContext::Index,
    KeyContext::Comparison,
    KeyContext::Card,
];
const CHOOSING: &[KeyContext] = &[
    KeyContext::Article,
    KeyContext::Quotes,
    KeyContext::List,
    KeyContext::Index,
    KeyContext::Card,
    KeyContext::Prompt,
];

/// The keys of the reader, in the order in which help shows them.
pub const READER: Keymap<KeyContext, Action> = Keymap {
    bindings: rows![
        ANY [k('j'), named(KeyCode::Down), ctrl('e'), ctrl('n')] Action::Move(Motion::Line(1)), KeyDown;
        ANY [k('k'), named(KeyCode::Up), ctrl('y'), ctrl('p')] Action::Move(Motion::Line(-1)), KeyUp;
        ANY [k('d'), ctrl('d')] Action::Move(Motion::HalfPage(1)), KeyHalfDown;
        ANY [k('u'), ctrl('u')] Action::Move(Motion::HalfPage(-1)), KeyHalfUp;
        ANY [k(' '), named(KeyCode::PageDown), k('f'), ctrl('f')] Action::Move(Motion::Page(1)), KeyPageDown;
        ANY [k('b'), named(KeyCode::PageUp), ctrl('b')] Action::Move(Motion::Page(-1)), KeyPageUp;
        READING_OR_COMPARING [k('}'), k('J')] Action::Move(Motion::Paragraph(1)), KeyParagraphDown;
        READING_OR_COMPARING [k('{'), k('K')] Action::Move(Motion::Paragraph(-1)), KeyParagraphUp;
        ANY [k('g'), named(KeyCode::Home)] Action::Move(Motion::Start), KeyStart;
        ANY [k('G'), named(KeyCode::End)] Action::Move(Motion::End), KeyEnd;
        READING_OR_CARD [k(']')] Action::Article(ArticleAction::Quote(1)), KeyNextQuote;
        READING_OR_CARD [k('['), k('p')] Action::Article(ArticleAction::Quote(-1)), KeyPreviousQuote;
        READING_OR_CARD [k('U')] Action::Article(ArticleAction::Unsure(1)), KeyNextUnsure;
        READING_OR_CARD [k('e')] Action::Article(ArticleAction::Mention(1)), KeyNextMention;
        READING_OR_CARD [k('E')] Action::Article(ArticleAction::Mention(-1)), KeyPreviousMention;
        READING [k('/')] Action::Article(ArticleAction::Search), KeySearch;
        FILTERING [k('/')] Action::Filter, KeyFilterPage;
        LIST [k('/')] Action::List(ListAction::Filter), KeyListFilter;
        LIST [k('o')] Action::List(ListAction::Order), KeyListOrder;
        LIST [k('!')] Action::List(ListAction::Problems), KeyListProblems;
        PROMPT [named(KeyCode::Up), ctrl('p')] Action::Recall(-1), KeyEarlierSearch;
        PROMPT [named(KeyCode::Down), ctrl('n')] Action::Recall(1), KeyLaterSearch;
        STEPPING [k('n')] Action::Article(ArticleAction::Step(1)), KeyNextStep;
        STEPPING [k('N')] Action::Article(ArticleAction::Step(-1)), KeyPreviousStep;
        READING [ctrl('o'), named(KeyCode::Backspace), alt(KeyCode::Left)] Action::Article(ArticleAction::JumpBack), KeyJumpBack;
        READING [ctrl('r'), alt(KeyCode::Right)] Action::Article(ArticleAction::JumpForth), KeyJumpForth;
        READING [k('M')] Action::Article(ArticleAction::Mark(MarkUse::Set)), KeySetMark;
        READING [k('\'')] Action::Article(ArticleAction::Mark(MarkUse::Go)), KeyGoToMark;
        READING [named(KeyCode::Tab), named(KeyCode::BackTab)] Action::Article(ArticleAction::Focus(FocusOn::Other)), KeyFocusNext;
        READING [named(KeyCode::Left)] Action::Article(ArticleAction::Focus(FocusOn::Quotes)), KeyFocusQuotes;
        READING [named(KeyCode::Right)] Action::Article(ArticleAction::Focus(FocusOn::Article)), KeyFocusArticle;
        CHOOSING [named(KeyCode::Enter)] Action::Open, KeyOpen;
        QUOTES [k('z')] Action::Article(ArticleAction::Fold), KeyFold;
        QUOTES [k('Z')] Action::Article(ArticleAction::FoldAll), KeyFoldAll;
        READING_OR_INDEX [k('s')] Action::Article(ArticleAction::FilterSpeaker), KeyFilter;
        COMPARING [k('c')] Action::Article(ArticleAction::Compare), KeyCompare;
        READING_OR_INDEX [k('o')] Action::Article(ArticleAction::ToggleOrder), KeyOrder;
        READING [k('i')] Action::Article(ArticleAction::ToggleIndirect), KeyIndirect;
        READING [k('a')] Action::Article(ArticleAction::About), KeyAbout;
        READING [k('v')] Action::Article(ArticleAction::TogglePane), KeyPane;
        READING [k('h')] Action::Article(ArticleAction::HoldPane), KeyHold;
        READING_OR_CARD [k('x')] Action::Article(ArticleAction::Index), KeyIndex;
        READING_OR_CARD [k('w')] Action::Article(ArticleAction::Why), KeyWhy;
        COPYING [k('y')] Action::Copy, KeyCopy;
        COPYING [k('Y')] Action::CopySpeaker, KeyCopySpeaker;
        READING_OR_INDEX [k('!'), alt(KeyCode::Char('1'))] Action::Article(ArticleAction::ToggleKind(EntityKind::Person)), KeyPersons;
        READING_OR_INDEX [k('@'), alt(KeyCode::Char('2'))] Action::Article(ArticleAction::ToggleKind(EntityKind::Place)), KeyPlaces;
        READING_OR_INDEX [k('#'), alt(KeyCode::Char('3'))] Action::Article(ArticleAction::ToggleKind(EntityKind::Organization)), KeyOrganizations;
        READING [k('t')] Action::Article(ArticleAction::ToggleTashkeel), KeyTashkeel;
        READING [k('.')] Action::SwitchArticle(1), KeyNextArticle;
        READING [k(',')] Action::SwitchArticle(-1), KeyPreviousArticle;
        EVERYWHERE [named(KeyCode::Esc)] Action::Cancel, KeyCancel;
        TYPING [ctrl('c')] Action::Cancel, KeyCancelTyping;
        ANY [k('?'), named(KeyCode::F(1))] Action::Help, KeyHelp;
        ANY [k('m')] Action::Mouse, KeyMouse;
        ANY [ctrl('l')] Action::Redraw, KeyRedraw;
        EVERYWHERE [ctrl('z')] Action::Suspend, KeySuspend;
        ANY [k('q')] Action::Back, KeyBack;
        ANY [ctrl('c')] Action::Quit, KeyQuit;
    ],
};
