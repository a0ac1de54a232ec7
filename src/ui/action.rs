//! What a user can ask for ([`Action`]) and what the event loop has to do about it ([`Effect`]).
//!
//! Both are closed enums: the keymap names every action, and the code that
//! carries out effects matches all of them.

use crate::entities::EntityKind;

/// One thing a user can ask for. Only the keymap binds keys to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// One level back: close the overlay, return to the list, or quit.
    Back,
    /// Quit at once.
    Quit,
    /// Stop the program as the shell's job control does (Ctrl-Z).
    Suspend,
    /// Draw the whole screen again.
    Redraw,
    /// Show or hide all keys.
    Help,
    /// Drop what is in progress: close an overlay, end a search, remove a filter.
    Cancel,
    /// Go to what is selected: open an article, show a quote or a mention in the text.
    Open,
    /// Move in what has the focus.
    Move(Motion),
    /// Use the mouse, or leave it to the terminal.
    Mouse,
    /// Copy the quote or the name that was chosen last, on a speaker's heading all his quotes, else the paragraph.
    Copy,
    /// Copy all quotes of the speaker of the selected quote or name.
    CopySpeaker,
    /// Open the next (+1) or previous (-1) article.
    SwitchArticle(i16),
    /// Change what the list of articles shows.
    List(ListAction),
    /// Put an earlier (-1) or a later (+1) search into the prompt.
    Recall(i16),
    /// Type a part of what is looked for on a page: a key, a name.
    Filter,
    /// Change what is shown or selected in the open article.
    Article(ArticleAction),
}

/// A change to what the list of articles shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListAction {
    /// Begin to type a filter.
    Filter,
    /// Go on to the next order.
    Order,
    /// Show the records without text.
    Problems,
}

/// A movement: in the article by rows, in panes and lists by items. Positive is forwards.
///
/// The pane knows how many rows a page has; the motion does not.
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
    /// To the paragraph or item with this number, counted from 1; only by a count before a key.
    Number(u16),
}

/// A change to what is shown or selected in the open article. None of them has an effect outside of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArticleAction {
    /// Move the focus to a pane.
    Focus(FocusOn),
    /// Next (+1) or previous (-1) quote.
    Quote(i16),
    /// Next (+1) or previous (-1) of what was stepped to last: a quote, a name, a place found.
    Step(i16),
    /// Next or previous quote whose speaker is unsure.
    Unsure(i16),
    /// Next or previous mention of any shown kind.
    Mention(i16),
    /// Show or hide highlights of one kind.
    ToggleKind(EntityKind),
    /// Show or hide the quotes pane.
    TogglePane,
    /// Hold the quotes pane where it is, or let it follow reading.
    HoldPane,
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
    /// Show the evidence for the selected quote, or the card of the name under the cursor.
    Why,
    /// Begin a search in the text.
    Search,
    /// Return to where the last jump began.
    JumpBack,
    /// Undo that.
    JumpForth,
    /// Ask for the letter of a mark.
    Mark(MarkUse),
    /// Put two speakers side by side.
    Compare,
}

/// What the letter of a mark is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkUse {
    /// To set the mark.
    Set,
    /// To go to it.
    Go,
}

/// Which pane gets the focus.
///
/// Named by what it shows, not by a side: panes stand beside or below each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FocusOn {
    /// The one that does not have it.
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
    /// All quotes of a speaker, so many.
    Quotes(usize),
    /// A name as the index has it.
    Name,
    /// A paragraph of the article.
    Paragraph,
}

/// What the event loop has to do after an action.
///
/// It carries out one effect before it reads the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Effect {
    /// Only draw what has changed.
    None,
    /// Quit, restoring the terminal.
    Quit,
    /// Restore the terminal, stop, and come back when continued.
    Suspend,
    /// Treat the screen as unknown and draw all of it.
    Redraw,
    /// Switch the reporting of the mouse on or off.
    Mouse(bool),
    /// Put this text on the clipboard, and say where it went.
    Copy(Excerpt, String),
    /// Load and analyse the article with that number in the library before all others.
    Prioritize(usize),
}
