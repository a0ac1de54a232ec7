//! What a person can ask for ([`Action`]) and what the loop has to do about it ([`Effect`]).
//!
//! Both are closed: the keymap names every action, and whoever carries out an
//! effect matches all of them.

use crate::entities::EntityKind;

/// One thing a person can ask for. The keymap is the only place that ties keys to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// One level back: close what lies on top, return to the list, or leave.
    Back,
    /// Leave the program at once.
    Quit,
    /// Stop the program as the shell's job control does (Ctrl-Z).
    Suspend,
    /// Draw the whole screen anew.
    Redraw,
    /// Show or hide all keys.
    Help,
    /// Drop what is being done: close an overlay, end a search, lift a filter.
    Cancel,
    /// Go to what is selected: open an article, show a quote or a mention in the text.
    Open,
    /// Move in whatever has the focus.
    Move(Motion),
    /// Take the mouse, or leave it to the terminal.
    Mouse,
    /// Copy the selected quote with its speaker and source, else the name under the cursor, else the paragraph.
    Copy,
    /// Open the next (+1) or previous (-1) article.
    SwitchArticle(i16),
    /// Change what is shown or selected in the open article.
    Article(ArticleAction),
}

/// A movement: in the article by rows, in panes and lists by items. Positive is onwards.
///
/// How far a page goes is known to the pane, not to the motion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Motion {
    /// By lines (article) or items (lists).
    Line(i16),
    /// By half pages.
    HalfPage(i16),
    /// By pages.
    Page(i16),
    /// By paragraphs (article) or speakers (quotes).
    Paragraph(i16),
    /// To the start.
    Start,
    /// To the end.
    End,
}

/// A change to what is shown or selected in the open article. None of them has an effect outside of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArticleAction {
    /// Give the keys to a pane.
    Focus(FocusOn),
    /// Next (+1) or previous (-1) quote.
    Quote(i16),
    /// Next or previous place that the search found; next or previous quote when nothing is searched.
    Match(i16),
    /// Next or previous mention of any shown kind.
    Mention(i16),
    /// Show or hide highlights of one kind.
    ToggleKind(EntityKind),
    /// Show or hide the quotes pane.
    TogglePane,
    /// Show or hide indirect speech.
    ToggleIndirect,
    /// Keep or strip harakat.
    ToggleTashkeel,
    /// Order quotes by speaker, or as the article has them.
    ToggleOrder,
    /// Fold or unfold the selected speaker.
    Fold,
    /// Fold or unfold all speakers.
    FoldAll,
    /// Highlight only the selected speaker, or everybody again.
    FilterSpeaker,
    /// List what others say about the selected entity or speaker.
    About,
    /// Show the index of people, places and organizations.
    Index,
    /// Show why the selected quote or mention was taken for one.
    Why,
    /// Begin a search in the text.
    Search,
}

/// Which pane is to have the keys.
///
/// Named by what is shown, not by a side: panes stand beside or below each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FocusOn {
    /// The one that has them not.
    Other,
    /// The article.
    Article,
    /// The quotes.
    Quotes,
}

/// What is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Excerpt {
    /// A quote with its speaker and source.
    Quote,
    /// A name as the index has it.
    Name,
    /// A paragraph of the article.
    Paragraph,
}

/// What the loop has to do after an update.
///
/// The loop carries out one effect before it looks at the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Effect {
    /// Nothing but to draw what has changed.
    None,
    /// Leave, restoring the terminal.
    Quit,
    /// Restore the terminal, stop, and come back when continued.
    Suspend,
    /// Forget what is on the screen and draw all of it.
    Redraw,
    /// Have the mouse reported, or no more.
    Mouse(bool),
    /// Put this text on the clipboard, and say where it went.
    Copy(Excerpt, String),
    /// Have the article with that number in the library loaded and analysed before all others.
    Prioritize(usize),
}
