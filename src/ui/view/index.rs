//! The index of names over the screen: numbers at the left, a plot of the mentions, the names at the right; below, the
//! mentions of the selected name in their context.
//!
//! What does not fit is cut with an ellipsis: first the other forms, then the name. Where the terminal reorders whole
//! rows there is no plot.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::paint::{self, ShortText, Side};
use super::status::reading_side;
use crate::analysis::citation;
use crate::layout::{self, Direction};
use crate::span::Span;
use crate::ui::app::App;
use crate::ui::geometry::IndexParts;
use crate::ui::index::{EntityIndex, IndexEntry, IndexLine, IndexOrder};
use crate::ui::lang::Label;
use crate::ui::plot;
use crate::ui::reader::ReaderState;
use crate::ui::theme::ThemeRole;

/// Bytes of the text on either side of a mention in its context; more than any row shows.
const CONTEXT: usize = 200;

/// The index of people, places and organizations.
pub(super) struct IndexView<'a> {
    pub(super) app: &'a App,
    pub(super) reader: &'a ReaderState,
    pub(super) index: &'a EntityIndex,
}

/// Where the columns of a row stand.
struct Columns {
    /// Said, about, mentions.
    numbers: [Rect; 3],
    plot: Rect,
    name: Rect,
}

impl Widget for IndexView<'_> {
    /// `area` is all but the status line.
    fn render(self, area: Rect, buffer: &mut Buffer) {
        paint::fill(buffer, area, Style::new());
        let Some(parts) = self.app.geometry().map(|geometry| geometry.index()) else {
            return;
        };
        self.title(parts.title, buffer);
        self.headings(parts.headings, buffer);
        let lines = self.index.lines.iter().enumerate().skip(self.index.top);
        for ((i, line), row) in lines.zip(parts.rows.rows()) {
            self.line(*line, i == self.index.selected, row, buffer);
        }
        if let Some(entry) = self.index.entry() {
            self.context(entry, &parts, buffer);
        }
    }
}

impl IndexView<'_> {
    fn text(&self, text: &str, side: Side) -> ShortText {
        ShortText::new(text, side, self.app.target)
    }

    fn columns(&self, row: Rect) -> Columns {
        let wide = row.width >= 100;
        let (number, plot) = match (wide, self.app.stacked()) {
            (true, false) => (9, 42),
            (false, false) => (6, row.width.saturating_sub(40).min(24)),
            (_, true) => (6, 0),
        };
        let mut rest = row;
        let mut take = |width: u16| {
            let taken = Side::Left.take(rest, width);
            rest = paint::without(rest, Side::Left, width + 1);
            taken
        };
        Columns {
            numbers: [take(number), take(number), take(number)],
            plot: take(plot),
            name: rest,
        }
    }

    fn title(&self, row: Rect, buffer: &mut Buffer) {
        let (lang, side) = (self.app.lang, reading_side(self.app.lang));
        let (_, shown) = self.index.position();
        let mut title = if self.index.entries.is_empty() {
            Label::NoEntities.text(lang).to_owned()
        } else {
            format!("{} {shown}", Label::IndexTitle.text(lang))
        };
        if !self.index.filter().is_empty() {
            title.extend([" · / ", self.index.filter()]);
        }
        let used = self
            .text(&title, side)
            .style(self.app.theme.style(ThemeRole::Title))
            .draw(row, buffer);
        let order = format!(
            "{}: {}",
            Label::HintOrder.text(lang),
            self.index.order.label().text(lang)
        );
        self.text(&order, side.opposite())
            .style(self.app.theme.style(ThemeRole::Secondary))
            .render(paint::without(row, side, used + 2), buffer);
    }

    /// What the columns hold; the one that orders them is bold.
    fn headings(&self, row: Rect, buffer: &mut Buffer) {
        let theme = &self.app.theme;
        let columns = self.columns(paint::without(row, Side::Right, 2));
        let [said, about, mentions] = columns.numbers;
        for (order, area, side) in [
            (IndexOrder::Said, said, Side::Right),
            (IndexOrder::About, about, Side::Right),
            (IndexOrder::Mentions, mentions, Side::Right),
            (IndexOrder::Name, columns.name, Side::Right),
        ] {
            let role = if order == self.index.order {
                ThemeRole::Emphasis
            } else {
                ThemeRole::Secondary
            };
            self.text(order.label().text(self.app.lang), side)
                .style(theme.style(role))
                .render(area, buffer);
        }
        self.text(Label::IndexWhere.text(self.app.lang), Side::Right)
            .style(theme.style(ThemeRole::Secondary))
            .render(columns.plot, buffer);
    }

    /// One line, read from the right: names are Arabic in either language of the interface.
    fn line(&self, line: IndexLine, selected: bool, row: Rect, buffer: &mut Buffer) {
        let theme = &self.app.theme;
        match line {
            IndexLine::Kind(kind, label) => {
                let style = theme.kind(kind).patch(theme.style(ThemeRole::KindHeading));
                let label = format!(" {} ", label.text(self.app.lang));
                self.text(&label, Side::Right)
                    .style(style)
                    .render(row, buffer);
            }
            IndexLine::Entry(i) => {
                if let Some(entry) = self.index.entries.get(i) {
                    self.entry(entry, selected, row, buffer);
                }
            }
        }
    }

    fn entry(&self, entry: &IndexEntry, selected: bool, row: Rect, buffer: &mut Buffer) {
        let theme = &self.app.theme;
        let over = if selected {
            theme.selection(true)
        } else {
            Style::new()
        };
        if selected {
            paint::fill(buffer, row, over);
        }
        let columns = self.columns(paint::without(row, Side::Right, 2));
        let numbers = [entry.said, entry.about, entry.mentions.len()];
        for (number, area) in numbers.into_iter().zip(columns.numbers) {
            let text = match number {
                0 => "·".to_owned(),
                number => number.to_string(),
            };
            self.text(&text, Side::Right)
                .style(over)
                .render(area, buffer);
        }
        self.plot(entry, columns.plot, over, buffer);
        let style = if selected {
            over.patch(theme.quoted_kind(entry.kind))
        } else {
            theme.kind(entry.kind)
        };
        let used = self
            .text(&entry.name, Side::Right)
            .style(style)
            .draw(columns.name, buffer);
        let rest = paint::without(columns.name, Side::Right, used + 2);
        self.text(&entry.aliases, Side::Right)
            .style(theme.style(ThemeRole::Secondary).patch(over))
            .render(rest, buffer);
    }

    /// Where in the article the name is mentioned.
    fn plot(&self, entry: &IndexEntry, area: Rect, over: Style, buffer: &mut Buffer) {
        let width = area.width.saturating_sub(2);
        if width == 0 {
            return;
        }
        let places = entry.mentions.iter().map(|span| span.start);
        let plot = plot::density(places, self.reader.article.text.len(), width);
        let style = self.app.theme.style(ThemeRole::Secondary).patch(over);
        self.text(&format!("▕{plot}▏"), Side::Left)
            .style(style)
            .render(area, buffer);
    }

    /// The mentions of the selected name, the chosen one among them, below a heading.
    fn context(&self, entry: &IndexEntry, parts: &IndexParts, buffer: &mut Buffer) {
        let theme = &self.app.theme;
        let side = reading_side(self.app.lang);
        let rule = paint::without(paint::without(parts.rule, Side::Left, 1), Side::Right, 1);
        let heading = format!(
            "{}: {} {}/{}",
            crate::ui::isolate::isolate(&entry.name),
            Label::Mentions.text(self.app.lang),
            self.index.mention + 1,
            entry.mentions.len()
        );
        let heading = crate::ui::isolate::sentence(self.app.lang, &heading);
        self.text(&heading, side)
            .style(theme.style(ThemeRole::Title))
            .render(rule, buffer);
        let height = usize::from(parts.context.height);
        let first = (self.index.mention + 1).saturating_sub(height);
        let shown = entry.mentions.iter().enumerate().skip(first);
        for ((i, span), row) in shown.zip(parts.context.rows()) {
            self.mention(*span, i == self.index.mention, row, buffer);
        }
    }

    /// One mention: the number of its paragraph, and the words around it.
    fn mention(&self, span: Span, chosen: bool, row: Rect, buffer: &mut Buffer) {
        let (article, theme) = (&self.reader.article, &self.app.theme);
        let number = format!("¶{}", citation::paragraph(article, span.start));
        let mark = if chosen { "►" } else { " " };
        let row = paint::without(row, Side::Right, 1);
        self.text(&format!("{mark}{number}"), Side::Right)
            .style(theme.style(ThemeRole::Secondary))
            .render(row, buffer);
        let row = paint::without(row, Side::Right, 6);
        let around = around(&article.text, span, row.width);
        let lines = layout::lines(
            &article.text,
            around,
            Direction::RightToLeft,
            self.app.target,
            row.width.max(1),
        );
        if let Some(line) = lines.first() {
            let kind = self.index.entry().map(|entry| theme.kind(entry.kind));
            let mut style = kind.unwrap_or_default();
            if chosen {
                style = style.patch(theme.style(ThemeRole::MentionCursor));
            }
            paint::line(buffer, row, line, Side::Right, |cell| {
                if span.overlaps(cell.span) {
                    style
                } else {
                    Style::new()
                }
            });
        }
    }
}

/// The bytes around `name` for a row of `width` cells: whole words of the same paragraph, the name near the middle.
fn around(text: &str, name: Span, width: u16) -> Span {
    let half = usize::from(width) / 2;
    let before = &text[..name.start];
    let from = before.rfind('\n').map_or(0, |at| at + 1);
    let cut = before
        .char_indices()
        .rev()
        .nth(half.saturating_sub(name.of(text).chars().count() / 2))
        .map_or(0, |(at, _)| at);
    let start = if cut > from {
        before[cut..]
            .find(' ')
            .map_or(name.start, |at| cut + at + 1)
    } else {
        from
    };
    let after = &text[name.end..];
    let end = after.find('\n').unwrap_or(after.len()).min(
        after
            .char_indices()
            .nth(CONTEXT)
            .map_or(after.len(), |(at, _)| at),
    );
    Span::new(start.min(name.start), name.end + end)
}
