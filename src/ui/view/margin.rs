//! Who speaks on each line → the bar beside it and the speaker's letter.
//!
//! | sign | meaning |
//! |---|---|
//! | `┃` | somebody's own words, in quotation marks |
//! | `┆` | indirect speech |
//! | `A` | the speaker's letter, as in the quotes pane; beside the line where the quote begins |
//! | `?` | the text does not tell who speaks, or it is doubtful |
//!
//! The bar stands in the cell beside the line's beginning (right of Arabic, left of Latin paragraphs), the letter beyond
//! it, where the margin is wide enough. Both belong to their line and depend on nothing else that is on the screen, so a
//! terminal can scroll them with it.
//!
//! The bar is not bold and the letter is: kitty draws a run of one font in one direction, and so the letter is none with
//! the Arabic words beside it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::paint::Side;
use crate::analysis::citation::SURE;
use crate::layout::{self, Direction, LayoutTarget, RowOrder, Symbol, VisualLine};
use crate::quotes::{Quote, QuoteKind, SpeakerId};
use crate::span::Span;
use crate::ui::app::App;
use crate::ui::lang::{Lang, speaker_letter};
use crate::ui::reader::ReaderState;

/// The marks beside the lines of the article.
pub(super) struct SpeakerMargin<'a> {
    app: &'a App,
    /// The quotes on the screen, by start.
    quotes: Vec<(usize, &'a Quote)>,
    selected: Option<usize>,
    /// The whole pane, margins included.
    pane: Rect,
}

impl<'a> SpeakerMargin<'a> {
    /// For what is on the screen.
    pub(super) fn of(app: &'a App, reader: &'a ReaderState, pane: Rect) -> Self {
        Self {
            app,
            quotes: reader.marked_quotes(reader.viewport.visible_span()),
            selected: reader.selected,
            pane,
        }
    }

    /// Marks `line`, which is drawn in `row`; whether somebody speaks there.
    pub(super) fn draw(&self, line: &VisualLine, row: Rect, buffer: &mut Buffer) -> bool {
        let Some((i, quote)) = self.spoken(line.span) else {
            return false;
        };
        let theme = &self.app.theme;
        let speaker = known_speaker(quote);
        let color = theme.speaker_color(speaker);
        let bar = if self.selected == Some(i) {
            theme.rule(true).not_bold()
        } else {
            color
        };
        let symbol = match quote.kind {
            QuoteKind::Direct | QuoteKind::Partial => "┃",
            QuoteKind::Indirect => "┆",
        };
        let (near, far) = match Side::of(line.direction) {
            Side::Right => (row.right(), row.right() + 1),
            Side::Left => (row.x.saturating_sub(1), row.x.saturating_sub(2)),
        };
        self.put(Position::new(near, row.y), symbol, bar, buffer);
        let letters = self.app.target.order == RowOrder::Visual;
        if letters && line.span.contains(quote.span.start) && near != far {
            let letter = letter_symbol(speaker, self.app.lang, self.app.target);
            self.put(Position::new(far, row.y), &letter, color.bold(), buffer);
        }
        true
    }

    /// The quote with most of the bytes of `line`; of equal ones the outermost.
    fn spoken(&self, line: Span) -> Option<(usize, &'a Quote)> {
        let share = |quote: &Quote| {
            let end = quote.span.end.min(line.end);
            end.saturating_sub(quote.span.start.max(line.start))
        };
        let here = self.quotes.iter().filter(|(_, quote)| share(quote) > 0);
        here.rev().copied().max_by_key(|(_, quote)| share(quote))
    }

    /// Sets one cell, where the pane has it.
    fn put(&self, at: Position, symbol: &str, style: Style, buffer: &mut Buffer) {
        if self.pane.contains(at)
            && let Some(cell) = buffer.cell_mut(at)
        {
            cell.set_symbol(symbol).set_style(style);
        }
    }
}

/// The speaker, where he is not doubtful.
fn known_speaker(quote: &Quote) -> Option<SpeakerId> {
    quote.speaker.filter(|_| quote.confidence >= SURE)
}

/// The letter in the shape that the terminal needs.
pub(super) fn letter_symbol(
    speaker: Option<SpeakerId>,
    lang: Lang,
    target: LayoutTarget,
) -> Symbol {
    let letter = speaker_letter(speaker, lang);
    let line = layout::label(
        letter.encode_utf8(&mut [0; 4]),
        Direction::RightToLeft,
        target,
    );
    let first = line.cells.into_iter().next();
    first.map_or(Symbol::const_new("?"), |cell| cell.symbol)
}
