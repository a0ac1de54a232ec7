//! `qari print`: an article → lines on standard output, for pipes and pagers.
//!
//! The terminal is not queried and no mode is switched, since the output may go through a pager or a file and be shown
//! elsewhere. For a terminal that reorders, rows are written in the encoding that it displays correctly without a switch,
//! as far as the environment tells. The only escape sequences are SGR, for colours: `less -R` shows them.

use std::io::{self, Write};

use ratatui::buffer;
use ratatui::style::Style;

use crate::analysis::Analysis;
use crate::article::{Article, ParagraphRole};
use crate::entities::EntityKind;
use crate::layout::{self, Cell, Direction, LayoutTarget, RowOrder, VisualLine};
use crate::span::Span;
use crate::terminal::{RowEncoding, sgr};
use crate::ui::theme::Theme;

/// How an article is printed. No line is wider than `width`, except one with a single cell that is wider.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PrintLayout {
    /// Width of the lines, in cells.
    pub width: u16,
    /// Order and shapes.
    pub target: LayoutTarget,
    /// How rows in visual order are written.
    pub encoding: RowEncoding,
    /// Styles; `None` prints none at all.
    pub theme: Option<Theme>,
}

impl PrintLayout {
    /// Widest line, in cells. An override needs a blank before it: mlterm takes the direction of a row from its first
    /// character, and with a letter at the left edge it starts at the right (measured, 3.9.0).
    const fn measure(&self) -> u16 {
        match self.encoding {
            RowEncoding::Override => self.width.saturating_sub(1),
            RowEncoding::Visual | RowEncoding::Marked | RowEncoding::Words | RowEncoding::Runs => {
                self.width
            }
        }
    }
}

/// Writes the article, with a blank line between paragraphs.
///
/// In visual order right-to-left lines are aligned to the right edge. In logical order alignment is left to the program
/// that shows the text.
///
/// # Errors
///
/// Writing to `out` fails.
pub(crate) fn print(
    article: &Article,
    analysis: &Analysis,
    page: &PrintLayout,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (i, paragraph) in article.paragraphs.iter().enumerate() {
        if i > 0 {
            out.write_all(b"\n")?;
        }
        let lines = layout::lines_with(
            &article.text,
            paragraph.span,
            paragraph.direction,
            page.target,
            page.measure(),
        );
        for line in lines {
            let mut row = row(&line, paragraph.role, (analysis, page));
            if page.target.order == RowOrder::Visual {
                page.encoding.row(&mut row);
            }
            write_row(&row, out)?;
        }
    }
    Ok(())
}

/// Writes a text of lines as [`print()`] writes paragraphs, a line that begins with `#` as a heading. Each line has a
/// direction of its own.
///
/// # Errors
///
/// Writing to `out` fails.
pub(crate) fn text(text: &str, page: &PrintLayout, out: &mut dyn Write) -> io::Result<()> {
    let analysis = Analysis::default();
    let mut start = 0;
    for paragraph in text.split_inclusive('\n') {
        let words = paragraph.trim_end_matches('\n');
        let span = Span::new(start, start + words.len());
        start += paragraph.len();
        if words.trim().is_empty() {
            out.write_all(b"\n")?;
            continue;
        }
        let role = if words.starts_with('#') {
            ParagraphRole::Heading
        } else {
            ParagraphRole::Body
        };
        let direction = Direction::RightToLeft.of_paragraph(words);
        for line in layout::lines_with(text, span, direction, page.target, page.measure()) {
            let mut row = row(&line, role, (&analysis, page));
            if page.target.order == RowOrder::Visual {
                page.encoding.row(&mut row);
            }
            write_row(&row, out)?;
        }
    }
    Ok(())
}

/// The cells of a line, aligned and styled; the second column of a wide cell is empty.
fn row(
    line: &VisualLine,
    role: ParagraphRole,
    (analysis, page): (&Analysis, &PrintLayout),
) -> Vec<buffer::Cell> {
    let at_right =
        page.target.order == RowOrder::Visual && line.direction == Direction::RightToLeft;
    let margin = at_right.then(|| page.width.saturating_sub(line.width));
    let mut row = vec![buffer::Cell::EMPTY; margin.unwrap_or_default().into()];
    for cell in &line.cells {
        let style = page
            .theme
            .as_ref()
            .map_or_else(Style::new, |theme| style_of(cell, role, analysis, theme));
        for column in 0..cell.width.max(1) {
            let mut shown = buffer::Cell::EMPTY;
            shown.set_symbol(if column == 0 { &cell.symbol } else { "" });
            shown.set_style(style);
            row.push(shown);
        }
    }
    row
}

/// Writes one row. A style is written where it changes and reset at the end, so that it does not leak where a pager cuts
/// lines.
fn write_row(row: &[buffer::Cell], out: &mut dyn Write) -> io::Result<()> {
    let plain = buffer::Cell::EMPTY.style();
    let mut current = plain;
    for cell in row {
        if cell.style() != current {
            current = cell.style();
            out.write_all(sgr(current).as_bytes())?;
        }
        out.write_all(cell.symbol().as_bytes())?;
    }
    if current != plain {
        out.write_all(b"\x1b[0m")?;
    }
    out.write_all(b"\n")
}

/// The style of a cell: that of the name on top of that of the paragraph.
fn style_of(cell: &Cell, role: ParagraphRole, analysis: &Analysis, theme: &Theme) -> Style {
    let base = theme.paragraph(role);
    match kind_at(analysis, cell.span) {
        Some(style) => base.patch(theme.kind(style)),
        None => base,
    }
}

/// The kind of the first mention that shares a byte with the cell (a lam-alef cell has two letters).
fn kind_at(analysis: &Analysis, at: Span) -> Option<EntityKind> {
    let mentions = &analysis.entities.mentions;
    let i = mentions.partition_point(|(span, _)| span.end <= at.start);
    let (_, id) = mentions.get(i).filter(|(span, _)| span.overlaps(at))?;
    analysis.entities.get(*id).map(|entity| entity.kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Shaping;
    use crate::ui::theme::Palette;

    fn page(width: u16, order: RowOrder) -> PrintLayout {
        let shaping = if order == RowOrder::Visual {
            Shaping::Forms
        } else {
            Shaping::Base
        };
        PrintLayout {
            width,
            target: LayoutTarget {
                order,
                shaping,
                ..LayoutTarget::default()
            },
            encoding: RowEncoding::default(),
            theme: None,
        }
    }

    fn printed(text: &str, page: &PrintLayout) -> String {
        let article = Article::from_text(text, "a.txt");
        let mut out = Vec::new();
        print(&article, &Analysis::default(), page, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn logical_order_gives_the_text_back() {
        assert_eq!(
            printed("هذا نص قصير.\nVersion 1.2", &page(40, RowOrder::Logical)),
            "هذا نص قصير.\n\nVersion 1.2\n"
        );
    }

    #[test]
    fn visual_order_stands_at_the_right_edge() {
        let out = printed("نص.", &page(10, RowOrder::Visual));
        assert_eq!(out, concat!("       ", ".", "\u{FEBA}", "\u{FEE7}", "\n"));
    }

    #[test]
    fn rows_are_written_as_the_terminal_needs_them() {
        let row = |encoding| {
            let page = PrintLayout {
                encoding,
                ..page(10, RowOrder::Visual)
            };
            printed("نص (ب).", &page)
        };
        let (noon, sad, beh) = ("\u{FEE7}", "\u{FEBA}", "\u{FE8F}");
        assert_eq!(
            row(RowEncoding::Visual),
            format!("   .({beh}) {sad}{noon}\n")
        );
        assert_eq!(
            row(RowEncoding::Override),
            format!(" \u{202D}  .({beh}) {sad}{noon}\u{202C}\n")
        );
        assert_eq!(
            row(RowEncoding::Words),
            format!("   ({beh}). {noon}{sad}\n")
        );
        assert_eq!(
            row(RowEncoding::Runs),
            format!("   .({beh}\u{200E}) {noon}{sad}\u{200E}\n")
        );
    }

    #[test]
    fn a_row_under_an_override_begins_with_a_blank() {
        let page = PrintLayout {
            encoding: RowEncoding::Override,
            ..page(12, RowOrder::Visual)
        };
        let out = printed("بببب ببببببب ببببببب", &page);
        assert!(
            out.lines().all(|line| line.starts_with(" \u{202D}")),
            "{out:?}"
        );
    }

    #[test]
    fn styles_end_with_their_line() {
        let out = printed(
            "عنوان قصير\nنص أطول من العنوان هنا.",
            &PrintLayout {
                theme: Some(Theme::new(Palette::Mono)),
                ..page(40, RowOrder::Logical)
            },
        );
        assert!(
            out.starts_with("\x1b[0;1m") && out.lines().next().unwrap().ends_with("\x1b[0m"),
            "{out:?}"
        );
    }
}
