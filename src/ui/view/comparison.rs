//! Two speakers side by side over the screen, the chosen one at the right, where reading begins.
//!
//! On a terminal that reorders whole rows the second stands below the first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Block, Borders, Widget};

use super::paint::{self, Side};
use crate::layout::FlowRow;
use crate::quotes::QuoteKind;
use crate::ui::app::App;
use crate::ui::comparison::{ComparedSpeaker, Comparison};
use crate::ui::pane::PaneItem;
use crate::ui::reader::ReaderState;
use crate::ui::theme::ThemeRole;

/// The two speakers.
pub(super) struct ComparisonView<'a> {
    pub(super) app: &'a App,
    pub(super) reader: &'a ReaderState,
    pub(super) comparison: &'a Comparison,
    /// Where each of the two stands.
    pub(super) columns: [Rect; 2],
}

impl Widget for ComparisonView<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        paint::fill(buffer, area, Style::new());
        for (side, column) in self.comparison.sides.iter().zip(self.columns) {
            for (row, at) in side.viewport.rows().iter().zip(column.rows()) {
                self.row(side, row, at, buffer);
            }
        }
        let [first, second] = self.columns;
        let style = self.app.theme.rule(false);
        let rule = Block::new().border_style(style);
        if first.y == second.y {
            let x = first.x.max(second.x).saturating_sub(2);
            let line = Rect::new(x, area.y, 1, area.height);
            rule.borders(Borders::LEFT).render(line, buffer);
        } else {
            let line = Rect::new(area.x, second.y.saturating_sub(1), area.width, 1);
            rule.borders(Borders::TOP).render(line, buffer);
        }
    }
}

impl ComparisonView<'_> {
    fn row(&self, side: &ComparedSpeaker, row: &FlowRow, at: Rect, buffer: &mut Buffer) {
        let FlowRow::Line { block, line } = row else {
            return;
        };
        let text = side.viewport.content();
        let own = text.words.get(*block).copied().unwrap_or_default();
        let (words, added) = self.styles(text.items.get(*block).copied());
        paint::line(buffer, at, line, Side::of(line.direction), |cell| {
            if own.overlaps(cell.span) {
                words
            } else {
                added
            }
        });
    }

    /// Styles of an item's own words, and of what is added to them.
    fn styles(&self, item: Option<PaneItem>) -> (Style, Style) {
        let (theme, reader) = (&self.app.theme, self.reader);
        let added = theme.style(ThemeRole::Secondary);
        let words = match item {
            Some(PaneItem::Speaker(id)) => {
                theme.speaker(id.and_then(|id| reader.kind_of_speaker(id)))
            }
            Some(PaneItem::Quote(i)) => match reader.quote(i).map(|quote| quote.kind) {
                Some(QuoteKind::Indirect) => theme.style(ThemeRole::Indirect),
                Some(QuoteKind::Direct | QuoteKind::Partial) | None => Style::new(),
            },
            Some(PaneItem::Note) | None => added,
        };
        (words, added)
    }
}
