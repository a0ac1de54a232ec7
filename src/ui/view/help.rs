//! The page of keys: groups in columns, from the reading side.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::paint::{self, ShortText};
use super::status::reading_side;
use crate::ui::app::App;
use crate::ui::help::{GAP, HelpLine, HelpPage};
use crate::ui::isolate::isolate;
use crate::ui::keymap::{READER, isolated_key_name};
use crate::ui::lang::Label;
use crate::ui::theme::ThemeRole;

/// All keys of one context.
pub(super) struct HelpView<'a> {
    pub(super) app: &'a App,
    pub(super) page: &'a HelpPage,
}

impl Widget for HelpView<'_> {
    /// `area` is all but the status line.
    fn render(self, area: Rect, buffer: &mut Buffer) {
        paint::fill(buffer, area, Style::new());
        let Some(geometry) = self.app.geometry() else {
            return;
        };
        let side = reading_side(self.app.lang);
        let rows = geometry.help();
        let layout = self.app.help_layout(&geometry);
        self.title(
            Rect {
                y: area.y,
                height: 1,
                ..rows
            },
            buffer,
        );
        let mut rest = rows;
        for column in self.page.columns(layout) {
            let place = side.take(rest, layout.width());
            rest = paint::without(rest, side, layout.width() + GAP);
            let shown = column.iter().skip(self.page.top);
            for (line, row) in shown.zip(place.rows()) {
                self.line(line, layout.key_width(), row, buffer);
            }
        }
    }
}

impl HelpView<'_> {
    /// The title, and how to find a key.
    fn title(&self, row: Rect, buffer: &mut Buffer) {
        let (app, side) = (self.app, reading_side(self.app.lang));
        let used = ShortText::new(Label::HelpTitle.text(app.lang), side, app.target)
            .style(app.theme.style(ThemeRole::Title))
            .draw(row, buffer);
        let mut find = Label::KeyFilterPage.text(app.lang).to_owned();
        if let Some(key) = READER.key_for(app.context(), crate::ui::action::Action::Filter) {
            find = format!("{} {find}", isolated_key_name(key));
        }
        if !self.page.filter.is_empty() {
            find = format!("{find}: {}", isolate(&self.page.filter));
        }
        ShortText::new(&find, side, app.target)
            .style(app.theme.style(ThemeRole::Secondary))
            .render(paint::without(row, side, used + 3), buffer);
    }

    fn line(&self, line: &HelpLine, keys_width: u16, row: Rect, buffer: &mut Buffer) {
        let (theme, side) = (&self.app.theme, reading_side(self.app.lang));
        match line {
            HelpLine::Blank => {}
            HelpLine::Group(label) => {
                ShortText::new(label.text(self.app.lang), side, self.app.target)
                    .style(theme.style(ThemeRole::Heading))
                    .render(row, buffer);
            }
            HelpLine::Row(keys, text) => {
                if let Some(keys) = keys {
                    let style = theme.style(ThemeRole::Emphasis);
                    let place = side.take(row, keys_width);
                    paint::line(buffer, place, keys, side, |_| style);
                }
                let rest = paint::without(row, side, keys_width + 1);
                let style = Style::new();
                paint::line(buffer, rest, text, side, |_| style);
            }
        }
    }
}
