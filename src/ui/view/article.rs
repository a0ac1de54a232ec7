//! The article's visible lines → cells with the styles of what they show.
//!
//! Styles are looked up by the byte that each cell comes from; layout knows
//! none of them. Later ones lie over earlier ones: paragraph, filtered
//! speaker, selected quote, name, the quote's cue and speaker, search hits.
//!
//! Only what is on the screen is looked up: the spans are cut to the
//! visible text once for each frame, and each cell is a binary search in them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::margin::SpeakerMargin;
use super::paint::{self, Side};
use crate::article::ParagraphRole;
use crate::layout::{FlowRow, VisualLine};
use crate::span::Span;
use crate::ui::app::App;
use crate::ui::reader::ReaderState;
use crate::ui::theme::{Theme, ThemeRole};

/// The article pane.
pub(super) struct ArticleView<'a> {
    pub(super) app: &'a App,
    pub(super) reader: &'a ReaderState,
    /// Where the text stands inside the pane.
    pub(super) column: Rect,
}

impl Widget for ArticleView<'_> {
    /// `area` is the whole pane, margins included.
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let styles = VisibleStyles::of(self.reader, &self.app.theme);
        let margin = SpeakerMargin::of(self.app, self.reader, area);
        let column = Rect {
            height: area.height,
            ..self.column
        };
        for (row, area) in self.reader.viewport.rows().iter().zip(column.rows()) {
            if let FlowRow::Line { block, line } = row {
                let base = self.app.theme.paragraph(self.reader.role(*block));
                paint::line(buffer, area, line, Side::of(line.direction), |cell| {
                    styles.style(base, cell.span)
                });
                if !margin.draw(line, area, buffer) {
                    self.mark_heading(*block, line, area, buffer);
                }
            }
        }
    }
}

impl ArticleView<'_> {
    /// The mark beside the first line of a heading, where nobody speaks: in the cell beside the line's beginning.
    fn mark_heading(&self, block: usize, line: &VisualLine, row: Rect, buffer: &mut Buffer) {
        let marked = is_marked(self.reader.role(block));
        if !marked || !self.reader.begins_paragraph(block, line.span) {
            return;
        }
        let x = match Side::of(line.direction) {
            Side::Right => row.right(),
            Side::Left => row.x.saturating_sub(1),
        };
        if let Some(cell) = buffer.cell_mut((x, row.y)) {
            let style = self.app.theme.style(ThemeRole::Heading);
            cell.set_symbol("▪").set_style(style);
        }
    }
}

/// A mark in the margin tells headings where there is no colour.
const fn is_marked(role: ParagraphRole) -> bool {
    match role {
        ParagraphRole::Heading | ParagraphRole::Title => true,
        ParagraphRole::Body | ParagraphRole::Link | ParagraphRole::Furniture => false,
    }
}

/// The spans of the visible text that have a style of their own; each list sorted and disjoint.
struct VisibleStyles {
    filtered: Vec<(Span, Style)>,
    /// Outside of the selected quote, and inside.
    names: Vec<(Span, (Style, Style))>,
    quote: Option<Span>,
    evidence: Vec<(Span, Style)>,
    hits: Vec<(Span, Style)>,
    selected_quote: Style,
}

impl VisibleStyles {
    /// Everything that this frame needs, cut to what is visible.
    fn of(reader: &ReaderState, theme: &Theme) -> Self {
        let visible = reader.viewport.visible_span();
        let quote = reader.selected_quote();
        let mut evidence: Vec<(Span, Style)> = quote
            .into_iter()
            .flat_map(|quote| {
                [
                    quote.cue.map(|span| (span, theme.style(ThemeRole::Cue))),
                    quote
                        .speaker_words
                        .map(|span| (span, theme.style(ThemeRole::SpeakerWords))),
                ]
            })
            .flatten()
            .collect();
        evidence.sort_by_key(|(span, _)| span.start);
        Self {
            filtered: reader
                .filtered_spans(visible)
                .map(|span| (span, theme.style(ThemeRole::FilteredQuote)))
                .collect(),
            names: reader
                .shown_mentions(visible)
                .map(|(i, span, kind)| {
                    let cursor = if reader.mention == Some(i) {
                        theme.style(ThemeRole::MentionCursor)
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
                    let role = if current {
                        ThemeRole::CurrentHit
                    } else {
                        ThemeRole::SearchHit
                    };
                    (span, theme.style(role))
                })
                .collect(),
            selected_quote: theme.style(ThemeRole::SelectedQuote),
        }
    }

    /// The style of the cell that shows `at`, in a paragraph of style `base`.
    ///
    /// Names keep their kind inside the selected quote; evidence and hits cover both.
    fn style(&self, base: Style, at: Span) -> Style {
        let mut style = base;
        if let Some(found) = lookup(&self.filtered, at) {
            style = style.patch(found);
        }
        let name = lookup(&self.names, at);
        if self.quote.is_some_and(|quote| quote.contains(at.start)) {
            style = style.patch(self.selected_quote);
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
