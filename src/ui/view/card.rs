//! A card over the article: a border with the title, rows of two columns, keys.
//!
//! Where the terminal reorders whole rows it takes the whole width, and only its upper border is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Block, Borders, Widget};

use super::paint::{self, ShortText, Side};
use super::status::reading_side;
use crate::layout::{self, VisualLine};
use crate::ui::app::App;
use crate::ui::card::Card;
use crate::ui::theme::ThemeRole;

/// The evidence for a quote, or the card of a name.
pub(super) struct CardView<'a> {
    pub(super) app: &'a App,
    pub(super) card: &'a Card,
}

impl Widget for CardView<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let (theme, side) = (&self.app.theme, reading_side(self.app.lang));
        paint::fill(buffer, area, Style::new());
        let borders = if self.app.stacked() {
            Borders::TOP
        } else {
            Borders::ALL
        };
        Block::new()
            .borders(borders)
            .border_style(theme.rule(true))
            .render(area, buffer);
        let inside = area.inner(Margin::new(2, 0));
        ShortText::new(&format!(" {} ", self.card.title), side, self.app.target)
            .style(theme.style(ThemeRole::Title))
            .render(inside, buffer);
        let layout = self.app.card_layout(area);
        let head = self.card.head_width(layout);
        let rows = area.inner(Margin::new(2, 1));
        for (line, row) in self.card.lines(layout).iter().zip(rows.rows()) {
            if let Some(text) = &line.head {
                let text = text.clone().truncated(head);
                let style = theme.style(ThemeRole::Secondary);
                paint::line(buffer, side.take(row, head), &text, side, |_| style);
            }
            let Some(text) = &line.body else { continue };
            if line.keys {
                let style = theme.style(ThemeRole::Emphasis);
                paint::line(buffer, row, text, side, |_| style);
            } else {
                let body = paint::without(row, side, head + 2);
                paint::line(buffer, body, text, body_side(text, side), |_| Style::new());
            }
        }
    }
}

/// Arabic words stand at the right whatever the language, as lines that start elsewhere cannot be read as one.
fn body_side(line: &VisualLine, side: Side) -> Side {
    match layout::first_strong(&line.text()) {
        Some(direction) => Side::of(direction),
        None => side,
    }
}
