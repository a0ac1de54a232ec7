//! The last row: what is under the cursor or being typed at the reading side,
//! the position in the article at the other, hints of keys before it.
//!
//! Hints stand at places of their own, the first one outermost, whatever else the row says, and the
//! position has room for its greatest numbers: what does not change is not sent again.
//!
//! What the reading side shows, the first of these that there is: the prompt, a message,
//! that the analysis goes on, the name under the cursor, the search, the one speaker. Hints are left out where the
//! terminal reorders whole rows, and as far as they do not fit.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::paint::{self, Side};
use crate::layout::{self, VisualLine};
use crate::ui::action::{Action, ArticleAction, FocusOn};
use crate::ui::app::{App, Overlay, Screen};
use crate::ui::isolate::isolate;
use crate::ui::keymap::{KeyContext, READER, isolated_key_name};
use crate::ui::lang::{Label, Lang};
use crate::ui::message::Severity;
use crate::ui::reader::ReaderState;

/// The side at which the interface's own text begins.
pub(super) const fn reading_side(lang: Lang) -> Side {
    match lang {
        Lang::Arabic => Side::Right,
        Lang::English => Side::Left,
    }
}

/// Draws the status line; returns where the cursor stands while a search is typed.
pub(super) fn render(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    paint::fill(buffer, area, app.theme.bar());
    let inner = paint::without(paint::without(area, Side::Left, 1), Side::Right, 1);
    let side = reading_side(app.lang);
    if let Some(prompt) = &app.prompt {
        return Some(prompt_line(app, &prompt.query, inner, buffer));
    }
    let (text, style) = match &app.message {
        Some(message) => {
            let style = match message.severity {
                Severity::Info => app.theme.bar(),
                Severity::Warning => app.theme.warning(),
            };
            (message.text.clone(), style)
        }
        None => (under_cursor(app).unwrap_or_default(), app.theme.bar()),
    };
    let far = side.opposite();
    let (position, longest) = position(app);
    let rest = paint::without(inner, far, longest + 2);
    // Where a copy went must be read to its end.
    if app.message.is_some() && width(app, &text) > rest.width {
        paint::text(buffer, inner, &text, (side, style), app.target);
        return None;
    }
    let at_far = (far, app.theme.bar());
    paint::text(buffer, inner, &position, at_far, app.target);
    let used = paint::text(buffer, rest, &text, (side, style), app.target);
    if !app.stacked() {
        let gap = if used > 0 { used + 3 } else { 0 };
        hints(app, paint::without(rest, side, gap), far, buffer);
    }
    None
}

/// Cells of a text of the interface.
fn width(app: &App, text: &str) -> u16 {
    layout::label(text, app.direction(), app.target).width
}

/// What is being typed, from the reading side; the cursor stands after its last letter.
fn prompt_line(app: &App, query: &str, inner: Rect, buffer: &mut Buffer) -> Position {
    let side = reading_side(app.lang);
    let label = Label::SearchPrompt.text(app.lang);
    let style = app.theme.bar();
    let count = app
        .reader()
        .map(ReaderState::search_count)
        .unwrap_or_default();
    let far = paint::text(buffer, inner, &count, (side.opposite(), style), app.target);
    let rest = paint::without(inner, side.opposite(), far + 2);
    let used = paint::text(buffer, rest, label, (side, style), app.target) + 1;
    let field = paint::without(rest, side, used);
    let line = typed_end(app, query, field.width.saturating_sub(1));
    paint::line(buffer, field, &line, side, |_| style);
    let x = match side {
        Side::Right => field.right().saturating_sub(line.width + 1),
        Side::Left => field.x + line.width,
    };
    Position::new(x, field.y)
}

/// The query, or as much of its end as fits into `width` cells: there the typing goes on.
///
/// The beginning goes first: what is being typed stays in sight.
fn typed_end(app: &App, query: &str, width: u16) -> VisualLine {
    let whole = layout::label(query, app.direction(), app.target);
    if whole.width <= width {
        return whole;
    }
    query
        .char_indices()
        .map(|(at, _)| layout::label(&query[at..], app.direction(), app.target))
        .find(|line| line.width <= width)
        .unwrap_or(whole)
}

/// Position in the article, or in the list.
///
/// Quote of quotes and percent of the article; in the list, entry of entries. With the cells that
/// it may take at most.
fn position(app: &App) -> (String, u16) {
    let (text, longest) = match &app.screen {
        Screen::List => {
            let library = &app.library;
            let entries = library.entries.len();
            let text = |at: usize| format!("{at}/{entries}");
            (text(library.selected + 1), text(entries))
        }
        Screen::Article(reader) => {
            let text = |quote: Option<(usize, usize)>, percent: u16| {
                let percent = isolate(&format!("{percent}%"));
                match quote {
                    Some((at, all)) => {
                        let quote = Label::HintQuote.text(app.lang);
                        format!("{quote} {at}/{all}  {percent}")
                    }
                    None => percent,
                }
            };
            let all = reader.quote_count();
            let longest = text((all > 0).then_some((all, all)), 100);
            (text(reader.quote_position(), reader.percent()), longest)
        }
    };
    (text, width(app, &longest))
}

/// The entity under the cursor with its kind and number of mentions, or the state of the search or the filter.
///
/// While the mouse is ours, that comes where nothing else does. `None` where there is nothing to say.
fn under_cursor(app: &App) -> Option<String> {
    let mouse = || app.mouse.then(|| Label::MouseOn.text(app.lang).to_owned());
    let Some(reader) = app.reader() else {
        return mouse();
    };
    if reader.analysis.is_none() {
        return Some(Label::Analysing.text(app.lang).to_owned());
    }
    reader
        .mention_info(app.lang)
        .or_else(|| reader.search_info())
        .or_else(|| reader.filter_info(app.lang))
        .or_else(mouse)
}

/// Keys that matter here, from `side` on, as far as they fit.
fn hints(app: &App, area: Rect, side: Side, buffer: &mut Buffer) {
    let mut used = 0;
    for &(action, label) in hinted(app) {
        let Some(key) = READER.key_for(app.context(), action) else {
            continue;
        };
        let text = format!("{} {}", isolated_key_name(key), label.text(app.lang));
        let hint = layout::label(&text, app.direction(), app.target);
        if used + hint.width > area.width {
            break;
        }
        let rest = paint::without(area, side, used);
        paint::line(buffer, rest, &hint, side, |_| app.theme.bar());
        used += hint.width + 3;
    }
}

/// Written by hand: what a newcomer needs there. Their keys come from the table.
const fn hinted(app: &App) -> &'static [(Action, Label)] {
    match (app.context(), &app.overlay) {
        (_, Some(Overlay::Page(_))) => &[(Action::Back, Label::HintBack)],
        (_, Some(Overlay::Index(_))) => &[
            (Action::Open, Label::HintOpen),
            (Action::Back, Label::HintBack),
        ],
        (KeyContext::List, None) => &[
            (Action::Open, Label::HintOpen),
            (Action::Help, Label::HintKeys),
            (Action::Back, Label::HintQuit),
        ],
        (KeyContext::Quotes, None) => &[
            (Action::Open, Label::HintOpen),
            (Action::Article(ArticleAction::Fold), Label::HintFold),
            (
                Action::Article(ArticleAction::FilterSpeaker),
                Label::HintSpeaker,
            ),
            (Action::Help, Label::HintKeys),
        ],
        (KeyContext::Article | KeyContext::Index | KeyContext::Page | KeyContext::Prompt, None) => {
            &[
                (Action::Help, Label::HintKeys),
                (
                    Action::Article(ArticleAction::Focus(FocusOn::Other)),
                    Label::HintPane,
                ),
                (Action::Article(ArticleAction::Quote(1)), Label::HintQuote),
                (Action::Article(ArticleAction::Search), Label::HintSearch),
                (Action::Back, Label::HintBack),
            ]
        }
    }
}
