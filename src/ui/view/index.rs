//! The index of names over the screen.
//!
//! Names at the right with their other forms after them, the number of mentions at the
//! left. What does not fit is cut with an ellipsis: first the other forms, then the name.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::paint::{self, ShortText, Side};
use super::status::reading_side;
use crate::ui::app::App;
use crate::ui::index::{EntityIndex, EntityIndexLine};
use crate::ui::lang::Label;
use crate::ui::theme::ThemeRole;

/// The index of people, places and organizations.
pub(super) struct IndexView<'a> {
    pub(super) app: &'a App,
    pub(super) index: &'a EntityIndex,
    /// The row of its title, above the lines.
    pub(super) title: Rect,
}

impl Widget for IndexView<'_> {
    /// `area` is that of the lines.
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let title = if self.index.lines.is_empty() {
            Label::NoEntities
        } else {
            Label::IndexTitle
        };
        let side = reading_side(self.app.lang);
        self.text(title.text(self.app.lang), side)
            .style(self.app.theme.style(ThemeRole::Title))
            .render(self.title, buffer);
        let lines = self.index.lines.iter().enumerate().skip(self.index.top);
        for ((i, line), row) in lines.zip(area.rows()) {
            self.line(line, i == self.index.selected, row, buffer);
        }
    }
}

impl IndexView<'_> {
    fn text(&self, text: &str, side: Side) -> ShortText {
        ShortText::new(text, side, self.app.target)
    }

    /// One line, read from the right: names are Arabic in either language of the interface.
    fn line(&self, line: &EntityIndexLine, selected: bool, row: Rect, buffer: &mut Buffer) {
        let theme = &self.app.theme;
        let over = if selected {
            theme.selection(true)
        } else {
            Style::new()
        };
        if selected {
            paint::fill(buffer, row, over);
        }
        match line {
            EntityIndexLine::Kind(kind, label) => {
                let style = theme.kind(*kind).patch(theme.style(ThemeRole::KindHeading));
                self.text(&format!(" {label} "), Side::Right)
                    .style(style)
                    .render(row, buffer);
            }
            EntityIndexLine::Entity {
                kind,
                name,
                aliases,
                count,
                ..
            } => {
                let row = paint::without(paint::without(row, Side::Right, 2), Side::Left, 1);
                let number = self.text(&count.to_string(), Side::Left).style(over);
                let used = number.draw(row, buffer);
                let rest = paint::without(row, Side::Left, used + 2);
                let style = if selected {
                    over.patch(theme.quoted_kind(*kind))
                } else {
                    theme.kind(*kind)
                };
                let used = self.text(name, Side::Right).style(style).draw(rest, buffer);
                let rest = paint::without(rest, Side::Right, used + 2);
                self.text(aliases, Side::Right)
                    .style(theme.style(ThemeRole::Secondary).patch(over))
                    .render(rest, buffer);
            }
        }
    }
}
