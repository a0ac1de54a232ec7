//! Two frames → by how many rows the article's lines moved between them.
//!
//! A terminal that can scroll by itself then gets one command instead of all rows. The loop keeps
//! the [`ShownLines`] of the frame that it drew last; the state does not know what was drawn.

use super::app::{App, Screen};
use crate::layout::FlowRow;

/// Which lines of which article a frame shows, and in which rows of the screen.
///
/// Empty where no article is on the screen or an overlay covers it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ShownLines {
    /// The article's number in the library.
    article: usize,
    /// The first row, and one past the last.
    rows: (u16, u16),
    /// For each row the byte that its line begins at; `None` for a blank row, which matches nothing.
    starts: Vec<Option<usize>>,
}

/// Rows of the screen whose content moved as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowShift {
    /// The first row.
    pub top: u16,
    /// One past the last row.
    pub bottom: u16,
    /// By how many rows it moved up; down where negative, never 0.
    pub by: i16,
}

impl ShownLines {
    /// The lines that a frame of `app` shows.
    pub(crate) fn of(app: &App) -> Self {
        match (&app.screen, &app.overlay, app.geometry()) {
            (Screen::Article(reader), None, Some(geometry)) => Self {
                article: reader.id,
                rows: (geometry.column.y, geometry.column.bottom()),
                starts: reader.viewport.rows().iter().map(line_start).collect(),
            },
            _ => Self::default(),
        }
    }

    /// How the lines moved from the frame `before` to this one.
    ///
    /// `None` where nothing moved, where nothing of the frame before is left, and where the two show
    /// different articles or different rows.
    pub(crate) fn moved_since(&self, before: &Self) -> Option<RowShift> {
        if (self.article, self.rows) != (before.article, before.rows) {
            return None;
        }
        let by = self.starts.iter().enumerate().find_map(|(row, start)| {
            let start = (*start)?;
            let was = before
                .starts
                .iter()
                .position(|&other| other == Some(start))?;
            Some(i16::try_from(was).ok()? - i16::try_from(row).ok()?)
        })?;
        let (top, bottom) = self.rows;
        (by != 0).then_some(RowShift { top, bottom, by })
    }
}

fn line_start(row: &FlowRow) -> Option<usize> {
    match row {
        FlowRow::Blank => None,
        FlowRow::Line { line, .. } => Some(line.span.start),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(article: usize, starts: &[Option<usize>]) -> ShownLines {
        ShownLines {
            article,
            rows: (1, 4),
            starts: starts.to_vec(),
        }
    }

    #[test]
    fn a_scrolled_frame_tells_by_how_much() {
        let first = frame(0, &[Some(0), None, Some(20)]);
        let second = frame(0, &[None, Some(20), None]);
        let moved = |by| {
            Some(RowShift {
                top: 1,
                bottom: 4,
                by,
            })
        };
        assert_eq!(second.moved_since(&first), moved(1));
        assert_eq!(first.moved_since(&second), moved(-1));
        assert_eq!(first.moved_since(&first), None);
    }

    #[test]
    fn nothing_moved_where_nothing_stayed_or_another_article_is_shown() {
        let first = frame(0, &[Some(0), None, Some(20)]);
        let end = frame(0, &[Some(90), None, Some(99)]);
        assert_eq!(end.moved_since(&first), None);
        let other = frame(1, &[Some(20), None, Some(40)]);
        assert_eq!(other.moved_since(&first), None);
        assert_eq!(first.moved_since(&ShownLines::default()), None);
    }
}
