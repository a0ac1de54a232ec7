//! The row above the quotes: how many there are, how many of them have an unsure speaker, and a chip for each mode that is on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, Borders, Widget};

use super::paint::{self, ShortText};
use super::status::reading_side;
use crate::analysis::citation::SURE;
use crate::layout;
use crate::ui::app::App;
use crate::ui::geometry::Geometry;
use crate::ui::lang::Label;
use crate::ui::reader::{Focus, ReaderState};
use crate::ui::theme::ThemeRole;

/// The title of the quotes, on the line between them and what is above.
pub(super) struct TitleRow<'a> {
    pub(super) app: &'a App,
    pub(super) reader: &'a ReaderState,
    pub(super) geometry: &'a Geometry,
}

impl Widget for TitleRow<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let focused = self.reader.focus == Focus::Quotes;
        let style = self.app.theme.rule(focused);
        Block::new()
            .borders(Borders::TOP)
            .border_style(style)
            .render(area, buffer);
        let vertical = self.geometry.rule.filter(|rule| rule.width == 1);
        if let Some(cell) = vertical.and_then(|rule| buffer.cell_mut((rule.x, area.y))) {
            cell.set_symbol("┬");
        }
        let Some((title, chips)) = self.geometry.title_parts() else {
            return;
        };
        let side = reading_side(self.app.lang);
        if self.geometry.pane.is_some() && self.reader.analysis.is_some() {
            let text = ShortText::new(&self.title(), side, self.app.target);
            text.style(style)
                .render(paint::without(title, side, 1), buffer);
        }
        let chip_style = self.app.theme.style(ThemeRole::Emphasis);
        for (place, chip) in self.app.chip_places(chips) {
            let line = layout::label(&chip.text, self.app.direction(), self.app.target);
            paint::line(buffer, place, &line, side, |_| chip_style);
        }
    }
}

impl TitleRow<'_> {
    /// " Quotes 28 · unsure 2 "
    fn title(&self) -> String {
        let lang = self.app.lang;
        let quotes = self
            .reader
            .analysis
            .as_deref()
            .map_or(&[][..], |found| &found.quotes.list);
        let unsure = quotes
            .iter()
            .filter(|quote| quote.confidence < SURE)
            .count();
        let mut text = format!(" {} {} ", Label::Quotes.text(lang), quotes.len());
        if unsure > 0 {
            let unsure = unsure.to_string();
            text.extend(["· ", Label::UnsureCount.text(lang), " ", &unsure, " "]);
        }
        text
    }
}
