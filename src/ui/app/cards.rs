//! The popup over the article: opening it, keeping it up to date, where it stands.

use super::{App, Overlay};
use crate::layout::FlowRow;
use crate::span::Span;
use crate::ui::card::{self, Card, CardLayout};
use crate::ui::geometry::{Geometry, Rect};
use crate::ui::lang::Label;
use crate::ui::message::Message;
use crate::ui::reader::ReaderState;

impl App {
    /// Opens the card of what is selected; the same key closes it.
    pub(super) fn toggle_card(&mut self) {
        if matches!(self.overlay, Some(Overlay::Card(_))) {
            self.overlay = None;
            return;
        }
        match self.reader().and_then(|reader| reader.card(self.lang)) {
            Some(card) => self.show_card(card),
            None => {
                self.message = Some(Message::info(Label::NothingToExplain.text(self.lang)));
            }
        }
    }

    /// The card follows what is selected; without a selection it closes.
    pub(super) fn renew_card(&mut self) {
        let Some(Overlay::Card(before)) = &self.overlay else {
            return;
        };
        match self.reader().and_then(|reader| reader.card(self.lang)) {
            Some(card) if card == *before => {}
            Some(card) => self.show_card(card),
            None => self.overlay = None,
        }
    }

    /// Shows a card; the article is scrolled where the card would cover what it is about.
    fn show_card(&mut self, card: Card) {
        let places = card.about.clone();
        let first = places.first().copied();
        self.overlay = Some(Overlay::Card(card));
        let Some((area, geometry)) = self.card_area().zip(self.geometry()) else {
            return;
        };
        if let Some(reader) = self.reader_mut()
            && let Some(first) = first
        {
            let covered = |reader: &ReaderState| {
                let rows = rows_of(reader, &geometry, &places);
                rows.is_none_or(|(top, bottom)| bottom >= area.y && top < area.bottom())
            };
            if covered(reader) {
                let start = places.iter().map(|span| span.start).min();
                let start = start.filter(|start| first.start - start < 400);
                reader.viewport.go_to(start.unwrap_or(first.start));
            }
        }
    }

    /// Where the card stands: in the lower rows, or in the upper ones where the lower would cover what it is about.
    pub(crate) fn card_area(&self) -> Option<Rect> {
        let (Some(Overlay::Card(card)), Some(geometry)) = (&self.overlay, self.geometry()) else {
            return None;
        };
        let limits = geometry.card_limits(self.stacked());
        let width = if self.stacked() {
            limits.width
        } else {
            limits.width.min(card::WIDEST)
        };
        let x = limits.x + (limits.width - width) / 2;
        let lines = card
            .lines(self.card_layout(Rect::new(x, 0, width, 0)))
            .len();
        let height = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2);
        let height = height.min(limits.height);
        let lower = Rect::new(x, limits.bottom() - height, width, height);
        let upper = Rect {
            y: limits.y,
            ..lower
        };
        let rows = self
            .reader()
            .and_then(|reader| rows_of(reader, &geometry, &card.about));
        match rows {
            Some((first, last)) if last >= lower.y && first >= upper.bottom() => Some(upper),
            Some(_) | None => Some(lower),
        }
    }

    /// The layout of a card in `area`, its border included.
    pub(crate) fn card_layout(&self, area: Rect) -> CardLayout {
        CardLayout {
            width: area.width.saturating_sub(4),
            lang: self.lang,
            direction: self.direction(),
            target: self.target,
        }
    }
}

/// The first and the last row of the screen that show any of `places`.
fn rows_of(reader: &ReaderState, geometry: &Geometry, places: &[Span]) -> Option<(u16, u16)> {
    let rows = reader.viewport.rows().iter().enumerate();
    let mut shown = rows.filter_map(|(i, row)| match row {
        FlowRow::Line { line, .. } if places.iter().any(|span| span.overlaps(line.span)) => {
            u16::try_from(i).ok().map(|i| geometry.column.y + i)
        }
        FlowRow::Line { .. } | FlowRow::Blank => None,
    });
    let first = shown.next()?;
    Some((first, shown.next_back().unwrap_or(first)))
}
