//! The article's visible lines → cells with the styles of their meanings.
//!
//! Styles are looked up by the byte that each cell comes from; layout knows
//! none of them. Later meanings lie over earlier ones: paragraph, filtered
//! speaker, selected quote, name, the quote's cue and speaker, search hits.
//!
//! Only what is on the screen is looked up: the spans of each meaning are cut to the
//! visible text once for each frame, and each cell is a binary search in them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::{self, Side};
use crate::article::ParagraphRole;
use crate::layout::FlowRow;
use crate::layout::VisualLine;
use crate::span::Span;
use crate::ui::app::App;
use crate::ui::geometry::Geometry;
use crate::ui::reader::{Focus, ReaderState};
use crate::ui::theme::Theme;

/// Draws the article pane.
pub(super) fn render(app: &App, reader: &ReaderState, geometry: &Geometry, buffer: &mut Buffer) {
    let column = geometry.column;
    let meanings = Meanings::of(reader, app.theme);
    let rows = reader
        .scroll
        .rows()
        .iter()
        .take(usize::from(geometry.article.height));
    for (row, y) in rows.zip(column.y..) {
        let FlowRow::Line { block, line } = row else {
            continue;
        };
        let role = reader.role(*block);
        let base = app.theme.paragraph(role);
        let area = Rect {
            y,
            height: 1,
            ..column
        };
        paint::line(buffer, area, line, Side::of(line.direction), |cell| {
            meanings.style(base, cell.span)
        });
        let first = reader.begins_paragraph(*block, line.span);
        margin(app, &meanings, (role, first), (line, area), buffer);
    }
    focus_mark(app, reader, geometry, buffer);
}

/// A mark in the margin tells headings where there is no colour.
const fn is_marked(role: ParagraphRole) -> bool {
    match role {
        ParagraphRole::Heading | ParagraphRole::Title => true,
        ParagraphRole::Body | ParagraphRole::Link => false,
    }
}

/// The marks in the margin: headings at their first line, and lines that the selected quote touches.
///
/// In the cell beside the line's beginning: right of Arabic, left of Latin paragraphs.
fn margin(
    app: &App,
    meanings: &Meanings,
    (role, first): (ParagraphRole, bool),
    (line, area): (&VisualLine, Rect),
    buffer: &mut Buffer,
) {
    let x = match Side::of(line.direction) {
        Side::Right => area.right(),
        Side::Left => area.x.saturating_sub(1),
    };
    let (symbol, style) = if meanings
        .quote
        .is_some_and(|quote| quote.overlaps(line.span))
    {
        ("┃", app.theme.rule(true))
    } else if first && is_marked(role) {
        ("▪", app.theme.heading())
    } else {
        return;
    };
    if let Some(cell) = buffer.cell_mut((x, area.y)) {
        cell.set_symbol(symbol).set_style(style);
    }
}

/// The line between article and quotes, which also tells who has the keys.
fn focus_mark(app: &App, reader: &ReaderState, geometry: &Geometry, buffer: &mut Buffer) {
    let Some(rule) = geometry.rule else { return };
    let symbol = if rule.width == 1 { "│" } else { "─" };
    let style = app.theme.rule(reader.focus == Focus::Quotes);
    for position in rule.positions() {
        if let Some(cell) = buffer.cell_mut(position) {
            cell.set_symbol(symbol).set_style(style);
        }
    }
}

/// The spans of the visible text that mean something, each kind sorted and disjoint.
struct Meanings {
    filtered: Vec<(Span, Style)>,
    /// On the text's ground, and on the selected quote's.
    names: Vec<(Span, (Style, Style))>,
    quote: Option<Span>,
    evidence: Vec<(Span, Style)>,
    hits: Vec<(Span, Style)>,
    theme: Theme,
}

impl Meanings {
    /// Everything that this frame needs, cut to what is visible.
    fn of(reader: &ReaderState, theme: Theme) -> Self {
        let visible = reader.scroll.visible_span();
        let quote = reader.selected_quote();
        let mut evidence: Vec<(Span, Style)> = quote
            .into_iter()
            .flat_map(|quote| {
                [
                    quote.cue.map(|span| (span, theme.cue())),
                    quote
                        .speaker_words
                        .map(|span| (span, theme.speaker_words())),
                ]
            })
            .flatten()
            .collect();
        evidence.sort_by_key(|(span, _)| span.start);
        Self {
            filtered: reader
                .filtered_spans(visible)
                .map(|span| (span, theme.filtered_quote()))
                .collect(),
            names: reader
                .shown_mentions(visible)
                .map(|(i, span, kind)| {
                    let cursor = if reader.mention == Some(i) {
                        theme.mention_cursor()
                    } else {
                        Style::new()
                    };
                    let styles = [theme.kind(kind), theme.quoted_kind(kind)];
                    (span, styles.map(|style| style.patch(cursor)).into())
                })
                .collect(),
            quote: quote.map(|quote| quote.span),
            evidence,
            hits: reader
                .hits(visible)
                .map(|(span, current)| {
                    (
                        span,
                        if current {
                            theme.current_hit()
                        } else {
                            theme.hit()
                        },
                    )
                })
                .collect(),
            theme,
        }
    }

    /// The style of the cell that shows `at`, in a paragraph of style `base`.
    ///
    /// Names stand out from a quote's ground too; evidence and hits cover both.
    fn style(&self, base: Style, at: Span) -> Style {
        let mut style = base;
        if let Some(found) = lookup(&self.filtered, at) {
            style = style.patch(found);
        }
        let name = lookup(&self.names, at);
        if self.quote.is_some_and(|quote| quote.contains(at.start)) {
            style = style.patch(self.theme.selected_quote());
            style = name.map_or(style, |(_, quoted)| style.patch(quoted));
        } else if let Some((plain, _)) = name {
            style = style.patch(plain);
        }
        for spans in [&self.evidence, &self.hits] {
            if let Some(found) = lookup(spans, at) {
                style = style.patch(found);
            }
        }
        style
    }
}

/// What goes with the span that holds the start of `at`, or that begins inside it (a ligature's second letter).
fn lookup<T: Copy>(spans: &[(Span, T)], at: Span) -> Option<T> {
    let i = spans.partition_point(|(span, _)| span.end <= at.start);
    spans
        .get(i)
        .filter(|(span, _)| span.overlaps(at))
        .map(|&(_, found)| found)
}
