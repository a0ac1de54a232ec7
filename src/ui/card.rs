//! A small popup over the article: the evidence for a quote, the card of a name.
//!
//! It holds texts; a body longer than its column is wrapped for the width at hand. Where it stands is decided by the
//! application, so that what it is about stays visible.

use super::action::Action;
use super::keymap::{KeyContext, READER, isolated_key_name};
use super::lang::{Label, Lang};
use crate::layout::{self, Direction, LayoutTarget, VisualLine};
use crate::span::Span;

/// The widest card, in cells, its border included.
pub(crate) const WIDEST: u16 = 78;

/// A popup about one quote or one name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Its title.
    pub title: String,
    /// What it says.
    pub rows: Vec<CardRow>,
    /// What can be done from here; the keys are those of the keymap.
    pub keys: Vec<(Action, Label)>,
    /// The places of the article that it is about.
    pub about: Vec<Span>,
}

/// A row of two parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardRow {
    /// What it is.
    pub head: String,
    /// Its value.
    pub body: String,
}

/// One line inside the border.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CardLine {
    /// What the row is, on its first line.
    pub(crate) head: Option<VisualLine>,
    /// Its value, or a part of it; keys where there is no head column.
    pub(crate) body: Option<VisualLine>,
    /// Whether the line holds keys.
    pub(crate) keys: bool,
}

/// How a card is laid out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CardLayout {
    /// Width inside the border, in cells.
    pub(crate) width: u16,
    pub(crate) lang: Lang,
    pub(crate) direction: Direction,
    pub(crate) target: LayoutTarget,
}

impl CardLayout {
    fn label(self, text: &str) -> VisualLine {
        layout::label(text, self.direction, self.target)
    }

    fn lines(self, text: &str, width: u16) -> Vec<VisualLine> {
        let all = Span::new(0, text.len());
        layout::lines(text, all, self.direction, self.target, width.max(1))
    }
}

impl Card {
    /// Cells of the column of heads.
    pub(crate) fn head_width(&self, layout: CardLayout) -> u16 {
        let heads = self.rows.iter().map(|row| layout.label(&row.head).width);
        heads.max().unwrap_or(0).min(layout.width * 2 / 5)
    }

    /// The lines inside the border: the rows, a blank line, the keys.
    pub(crate) fn lines(&self, layout: CardLayout) -> Vec<CardLine> {
        let body_width = layout.width.saturating_sub(self.head_width(layout) + 2);
        let mut lines = Vec::new();
        for row in &self.rows {
            let body = layout.lines(&row.body, body_width);
            let mut head = Some(layout.label(&row.head));
            lines.extend(body.into_iter().map(|line| CardLine {
                head: head.take(),
                body: Some(line),
                keys: false,
            }));
        }
        let line = |body, keys| CardLine {
            head: None,
            body,
            keys,
        };
        lines.push(line(None, false));
        let keys = layout.lines(&self.key_text(layout.lang), layout.width);
        lines.extend(keys.into_iter().map(|keys| line(Some(keys), true)));
        lines
    }

    /// The keys with their meanings; no line ends between a key and its meaning.
    fn key_text(&self, lang: Lang) -> String {
        let texts = self.keys.iter().filter_map(|&(action, label)| {
            let key = READER.key_for(KeyContext::Card, action)?;
            let text = format!("{} {}", isolated_key_name(key), label.text(lang));
            Some(text.replace(' ', "\u{A0}"))
        });
        texts.collect::<Vec<_>>().join("   ")
    }
}
