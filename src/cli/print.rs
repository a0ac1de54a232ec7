//! `qari print`: an article → lines on standard output, for pipes and pagers.
//!
//! Nothing is asked of the terminal and nothing switched: the output may go to a pager or
//! a file and be looked at elsewhere. So a terminal that reorders by itself shows visual
//! order wrong here; `--bidi logical` is for it.
//!
//! No cursor moves and no erasing, only SGR where colours are wanted: `less -R` shows it.

use std::io::{self, Write};

use ratatui::style::Style;

use crate::article::{Article, Role};
use crate::layout::{self, Cell, Direction, Line, Order, Target};
use crate::reading::Analysis;
use crate::span::Span;
use crate::terminal::sgr;
use crate::ui::theme::Theme;

/// How an article is printed.
///
/// Lines are never wider than `width`, but for one cell that is wider by itself.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Width of the page, in cells.
    pub width: u16,
    /// Order and shapes.
    pub target: Target,
    /// Styles; `None` prints none at all.
    pub theme: Option<Theme>,
}

/// Writes the article, a blank line between paragraphs.
///
/// Right-to-left lines stand at the right edge in visual order. In logical order
/// they begin at the line's start: what shows the text is to align it.
///
/// # Errors
///
/// What writing to `out` gives.
pub fn print(
    article: &Article,
    analysis: &Analysis,
    page: Layout,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (i, paragraph) in article.paragraphs.iter().enumerate() {
        if i > 0 {
            out.write_all(b"\n")?;
        }
        let lines = layout::lines(
            &article.text,
            paragraph.span,
            Direction::RightToLeft,
            page.target,
            page.width,
        );
        for line in lines {
            write_line(&line, paragraph.role, (analysis, page), out)?;
        }
    }
    Ok(())
}

/// A style is sent where it changes and ended at the line's end, so that a pager that
/// cuts lines keeps no colour.
fn write_line(
    line: &Line,
    role: Role,
    (analysis, page): (&Analysis, Layout),
    out: &mut dyn Write,
) -> io::Result<()> {
    if page.target.order == Order::Visual && line.direction == Direction::RightToLeft {
        let margin = usize::from(page.width.saturating_sub(line.width));
        write!(out, "{:margin$}", "")?;
    }
    let mut current = Style::new();
    for cell in &line.cells {
        let style = page
            .theme
            .map_or_else(Style::new, |theme| style_of(cell, role, analysis, theme));
        if style != current {
            out.write_all(sgr(style).as_bytes())?;
            current = style;
        }
        out.write_all(cell.symbol.as_bytes())?;
    }
    if current != Style::new() {
        out.write_all(b"\x1b[0m")?;
    }
    out.write_all(b"\n")
}

/// The names' styles over the paragraph's own.
fn style_of(cell: &Cell, role: Role, analysis: &Analysis, theme: Theme) -> Style {
    let base = theme.paragraph(role);
    match kind_at(analysis, cell.span) {
        Some(style) => base.patch(theme.kind(style)),
        None => base,
    }
}

/// The first mention that shares a byte with the cell: lam-alef is two letters.
fn kind_at(analysis: &Analysis, at: Span) -> Option<crate::entities::Kind> {
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

    fn printed(text: &str, width: u16, order: Order, theme: Option<Theme>) -> String {
        let article = Article::from_text(text, "a.txt");
        let shaping = if order == Order::Visual {
            Shaping::Forms
        } else {
            Shaping::Base
        };
        let target = Target {
            order,
            shaping,
            ..Target::default()
        };
        let mut out = Vec::new();
        print(
            &article,
            &Analysis::default(),
            Layout {
                width,
                target,
                theme,
            },
            &mut out,
        )
        .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn logical_order_gives_the_text_back() {
        assert_eq!(
            printed("هذا نص قصير.\nVersion 1.2", 40, Order::Logical, None),
            "هذا نص قصير.\n\nVersion 1.2\n"
        );
    }

    #[test]
    fn visual_order_stands_at_the_right_edge() {
        let out = printed("نص.", 10, Order::Visual, None);
        assert_eq!(out, concat!("       ", ".", "\u{FEBA}", "\u{FEE7}", "\n"));
    }

    #[test]
    fn styles_end_with_their_line() {
        let out = printed(
            "عنوان قصير\nنص أطول من العنوان هنا.",
            40,
            Order::Logical,
            Some(Theme::new(Palette::Mono)),
        );
        assert!(
            out.starts_with("\x1b[0;1m") && out.lines().next().unwrap().ends_with("\x1b[0m"),
            "{out:?}"
        );
    }
}
