//! The last row: what is under the cursor or being typed at the reading side, the position in the
//! article at the other side, hints of keys before the position.
//!
//! Each hint has its own place, whatever else the row shows, and the position has space for its
//! greatest numbers: what does not change is not sent again.
//!
//! The reading side shows the first of these that there is: the prompt, a message, that the analysis
//! is running, the name under the cursor, the search, the one speaker. Hints are left out where the
//! terminal reorders whole rows, and as far as they do not fit.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::paint::{self, ShortText, Side};
use crate::layout::{self, VisualLine};
use crate::ui::action::{Action, ArticleAction, FocusOn, ListAction, Motion};
use crate::ui::app::{App, Overlay, Screen};
use crate::ui::isolate::isolate;
use crate::ui::keymap::{KeyContext, READER, isolated_key_name};
use crate::ui::lang::{Label, Lang};
use crate::ui::library::Library;
use crate::ui::message::Severity;
use crate::ui::theme::ThemeRole;

/// The side at which the interface's own text begins.
pub(super) const fn reading_side(lang: Lang) -> Side {
    match lang {
        Lang::Arabic => Side::Right,
        Lang::English => Side::Left,
    }
}

/// The status line.
#[derive(Clone, Copy)]
pub(super) struct StatusView<'a> {
    pub(super) app: &'a App,
}

impl Widget for StatusView<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        paint::fill(buffer, area, self.app.theme.style(ThemeRole::Bar));
        match PromptLayout::of(self.app, area) {
            Some(prompt) => prompt.draw(self, buffer),
            None => self.state(inner(area), buffer),
        }
    }
}

/// The row without one cell at both sides.
fn inner(area: Rect) -> Rect {
    paint::without(paint::without(area, Side::Left, 1), Side::Right, 1)
}

impl StatusView<'_> {
    /// Where the cursor stands while a search is typed: after its last letter.
    pub(super) fn cursor(self, area: Rect) -> Option<Position> {
        PromptLayout::of(self.app, area).map(|prompt| prompt.cursor(self.side()))
    }

    fn side(self) -> Side {
        reading_side(self.app.lang)
    }

    /// A text in the style of the row.
    fn text(self, text: &str, side: Side) -> ShortText {
        ShortText::new(text, side, self.app.target).style(self.app.theme.style(ThemeRole::Bar))
    }

    /// All but the prompt.
    fn state(self, area: Rect, buffer: &mut Buffer) {
        let (app, side) = (self.app, self.side());
        let (text, role) = match &app.message {
            Some(message) => {
                let role = match message.severity {
                    Severity::Brief | Severity::Info => ThemeRole::Bar,
                    Severity::Warning => ThemeRole::Warning,
                };
                (message.text.clone(), role)
            }
            None => (under_cursor(app).unwrap_or_default(), ThemeRole::Bar),
        };
        let main = self.text(&text, side).style(app.theme.style(role));
        let far = side.opposite();
        let (position, longest) = position(app);
        let rest = paint::without(area, far, longest + 2);
        // Where a copy went must be read to its end.
        if app.message.is_some() && width(app, &text) > rest.width {
            main.render(area, buffer);
            return;
        }
        self.text(&position, far).render(area, buffer);
        let used = main.draw(rest, buffer);
        // A message stands alone, so that it is seen.
        if !app.stacked() && app.message.is_none() {
            let gap = if used > 0 { used + 3 } else { 0 };
            self.hints(paint::without(rest, side, gap), far, buffer);
        }
    }

    /// Keys that matter here, from `side` on, as far as they fit.
    fn hints(self, area: Rect, side: Side, buffer: &mut Buffer) {
        let app = self.app;
        let mut used = 0;
        for &(action, label) in hinted(app) {
            let Some(key) = READER.key_for(app.context(), action) else {
                continue;
            };
            // In the only article there is no list to go back to.
            let quits =
                label == Label::HintBack && app.overlay.is_none() && app.library.entries.len() < 2;
            let label = if quits { Label::HintQuit } else { label };
            let text = format!("{} {}", isolated_key_name(key), label.text(app.lang));
            let hint = layout::label(&text, app.direction(), app.target);
            if used + hint.width > area.width {
                break;
            }
            let rest = paint::without(area, side, used);
            let style = app.theme.style(ThemeRole::Bar);
            paint::line(buffer, rest, &hint, side, |_| style);
            used += hint.width + 3;
        }
    }
}

/// Cells of a text of the interface.
fn width(app: &App, text: &str) -> u16 {
    layout::label(text, app.direction(), app.target).width
}

/// Where the parts of the search prompt stand, from the reading side: label, query; the number of
/// hits at the other side.
struct PromptLayout {
    /// The row without its margins.
    row: Rect,
    /// What is typed.
    label: &'static str,
    /// How many hits.
    count: String,
    /// Where the label stands, and the query after it.
    rest: Rect,
    /// Where the query stands.
    field: Rect,
    /// As much of the end of the query as fits.
    query: VisualLine,
}

impl PromptLayout {
    /// `None` where no search is typed.
    fn of(app: &App, area: Rect) -> Option<Self> {
        let prompt = app.prompt.as_ref()?;
        let (side, row) = (reading_side(app.lang), inner(area));
        let count = match app.reader() {
            Some(reader) => reader.search_count(),
            None => shown_of_all(&app.library),
        };
        let far = fitted_width(app, &count, side.opposite(), row.width);
        let rest = paint::without(row, side.opposite(), far + 2);
        let label = prompt.label().text(app.lang);
        let used = fitted_width(app, label, side, rest.width);
        let field = paint::without(rest, side, used + 1);
        Some(Self {
            row,
            label,
            count,
            rest,
            field,
            query: typed_end(app, &prompt.query, field.width.saturating_sub(1)),
        })
    }

    fn draw(&self, view: StatusView<'_>, buffer: &mut Buffer) {
        let side = view.side();
        view.text(&self.count, side.opposite())
            .render(self.row, buffer);
        view.text(self.label, side).render(self.rest, buffer);
        let style = view.app.theme.style(ThemeRole::Bar);
        paint::line(buffer, self.field, &self.query, side, |_| style);
    }

    /// After the last letter of the query.
    fn cursor(&self, side: Side) -> Position {
        let x = match side {
            Side::Right => self.field.right().saturating_sub(self.query.width + 1),
            Side::Left => self.field.x + self.query.width,
        };
        Position::new(x, self.field.y)
    }
}

/// The cells that `text` takes at `side` of a row of `width` cells.
fn fitted_width(app: &App, text: &str, side: Side, width: u16) -> u16 {
    ShortText::new(text, side, app.target).width_in(width)
}

/// The query, or as much of its end as fits into `width` cells: there the typing goes on.
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
/// What was stepped to last, of how many, and percent of the article; in the list, entry of entries. With the cells that
/// it may take at most.
fn position(app: &App) -> (String, u16) {
    if let Some(text) = overlay_position(app) {
        let cells = width(app, &text);
        return (text, cells);
    }
    let (text, longest) = match &app.screen {
        Screen::List => {
            let library = &app.library;
            let entries = library.shown().len();
            let text = |at: usize| format!("{at}/{entries}");
            (text(entries.min(library.selected + 1)), text(entries))
        }
        Screen::Article(reader) => {
            let text = |step: Option<(Label, usize, usize)>, percent: u16| {
                let percent = isolate(&format!("{percent}%"));
                match step {
                    Some((step, at, all)) => {
                        format!("{} {at}/{all}  {percent}", step.text(app.lang))
                    }
                    None => percent,
                }
            };
            let all = reader.quote_count();
            let longest = text((all > 0).then_some((Label::HintQuote, all, all)), 100);
            (text(reader.step_position(), reader.percent()), longest)
        }
    };
    (text, width(app, &longest))
}

/// Which lines of an overlay are shown, or which of its entries is selected; `None` where the article's position holds.
fn overlay_position(app: &App) -> Option<String> {
    match &app.overlay {
        Some(Overlay::Index(index)) => {
            let (at, all) = index.position();
            Some(format!("{at}/{all}"))
        }
        Some(Overlay::Help(page, _)) => {
            let layout = app.help_layout(&app.geometry()?);
            let all = page.height(layout);
            let last = (page.top + usize::from(layout.size.1)).min(all);
            Some(isolate(&format!("{}–{last}/{all}", page.top + 1)))
        }
        Some(Overlay::Page(_) | Overlay::Card(_) | Overlay::Comparison(_)) | None => None,
    }
}

/// How many articles match the filter, of how many.
fn shown_of_all(library: &Library) -> String {
    format!("{}/{}", library.shown().len(), library.entries.len())
}

/// The entity under the cursor with its kind and number of mentions, or the state of the search or the filter.
///
/// While the mouse is used, a note of that where there is nothing else. `None` where there is nothing at all.
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

/// The actions that a newcomer needs there, chosen by hand; their keys come from the keymap.
const fn hinted(app: &App) -> &'static [(Action, Label)] {
    match (app.context(), &app.overlay) {
        (_, Some(Overlay::Comparison(_))) => &[
            (Action::Back, Label::HintBack),
            (Action::Move(Motion::Paragraph(1)), Label::HintSpeaker),
            (Action::Article(ArticleAction::Compare), Label::HintSwap),
            (Action::Copy, Label::HintCopy),
        ],
        (_, Some(Overlay::Page(_))) => &[(Action::Back, Label::HintBack)],
        (_, Some(Overlay::Card(_))) => &[(Action::Back, Label::HintClose)],
        (_, Some(Overlay::Help(..))) => &[
            (Action::Filter, Label::HintFind),
            (Action::Back, Label::HintBack),
        ],
        (_, Some(Overlay::Index(_))) => &[
            (Action::Open, Label::HintOpen),
            (Action::Filter, Label::HintFind),
            (Action::Article(ArticleAction::Step(1)), Label::HintMention),
            (
                Action::Article(ArticleAction::ToggleOrder),
                Label::HintOrder,
            ),
            (
                Action::Article(ArticleAction::FilterSpeaker),
                Label::HintSpeaker,
            ),
            (Action::Help, Label::HintKeys),
            (Action::Back, Label::HintBack),
        ],
        (KeyContext::List, None) => &[
            (Action::Open, Label::HintOpen),
            (Action::Help, Label::HintKeys),
            (Action::List(ListAction::Filter), Label::HintFilter),
            (Action::List(ListAction::Order), Label::HintOrder),
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
        (_, None) => &[
            (Action::Help, Label::HintKeys),
            (
                Action::Article(ArticleAction::Focus(FocusOn::Other)),
                Label::HintPane,
            ),
            (Action::Article(ArticleAction::Quote(1)), Label::HintQuote),
            (Action::Article(ArticleAction::Search), Label::HintSearch),
            (Action::Back, Label::HintBack),
        ],
    }
}
