//! The size of the screen → the rectangles of its parts.
//!
//! ```text
//! wide (>= 100 columns)                 narrow, tall            narrow, low
//! ┌──────────────────────────────────┐  ┌─────────────────┐     ┌─────────────────┐
//! │ header: names of kinds      title│  │           header│     │           header│
//! ├──────────┬───────────────────────┤  │                 │     │                 │
//! │  quotes  │               article │  │         article │     │ article, or the │
//! │          │     <- measure ->     │  ├─────────────────┤     │ quotes over it  │
//! │          │                       │  │          quotes │     │                 │
//! ├──────────┴───────────────────────┤  ├─────────────────┤     ├─────────────────┤
//! │ status                           │  │ status          │     │ status          │
//! └──────────────────────────────────┘  └─────────────────┘     └─────────────────┘
//! ```
//!
//! The article stands at the right in both languages, for it is read from there.

use ratatui::layout::Rect;

/// Narrowest screen that can be read, in cells.
pub const MIN_WIDTH: u16 = 40;
/// Lowest screen that can be read, in rows.
pub const MIN_HEIGHT: u16 = 10;
/// From this width on the quotes stand beside the article.
pub const BESIDE_WIDTH: u16 = 100;
/// From this height on the quotes stand below the article; lower, they cover it.
pub const BELOW_HEIGHT: u16 = 20;

/// How article and quotes share the screen.
///
/// Only [`Beside`](Self::Beside) puts two columns of text into one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// Quotes at the left, article at the right.
    Beside,
    /// Article above, quotes below.
    Below,
    /// One of the two at a time.
    Over,
}

/// Where everything stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Geometry {
    /// First row: title and legend.
    pub header: Rect,
    /// The article's part of the screen, margins included; empty where the quotes cover it.
    pub article: Rect,
    /// The column that the text stands in: the measure.
    pub column: Rect,
    /// The quotes, where shown.
    pub pane: Option<Rect>,
    /// The line between the two.
    pub rule: Option<Rect>,
    /// Last row.
    pub status: Rect,
    /// How article and quotes share the screen.
    pub arrangement: Arrangement,
}

/// What decides the geometry beside the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayoutPreferences {
    /// Widest line of text, in cells.
    pub measure: u16,
    /// Whether the quotes are shown.
    pub pane: bool,
    /// Whether the quotes have the focus (matters where they cover the article).
    pub pane_focused: bool,
    /// Whether one row may hold only one column of text (a terminal that reorders whole rows).
    pub stacked: bool,
}

/// How article and quotes share a screen of that size.
pub fn arrangement(width: u16, height: u16, stacked: bool) -> Arrangement {
    if width >= BESIDE_WIDTH && !stacked {
        Arrangement::Beside
    } else if height >= BELOW_HEIGHT {
        Arrangement::Below
    } else {
        Arrangement::Over
    }
}

impl Geometry {
    /// The rectangles for a screen of `width` by `height` cells; `None` where it is too small to read.
    pub fn new(width: u16, height: u16, wishes: LayoutPreferences) -> Option<Self> {
        if width < MIN_WIDTH || height < MIN_HEIGHT {
            return None;
        }
        let header = Rect::new(0, 0, width, 1);
        let status = Rect::new(0, height - 1, width, 1);
        let body = Rect::new(0, 1, width, height - 2);
        let arrangement = arrangement(width, height, wishes.stacked);
        let (article, pane, rule) = if wishes.pane {
            split(body, arrangement, wishes.pane_focused)
        } else {
            (body, None, None)
        };
        Some(Self {
            header,
            article,
            column: column(article, wishes.measure),
            pane,
            rule,
            status,
            arrangement,
        })
    }
}

/// Rows that an article takes in the list, the blank one after it included.
pub const ENTRY_ROWS: u16 = 3;

/// The parts of the parts.
impl Geometry {
    /// The text of the quotes pane: one blank at both sides.
    pub fn pane_text(&self) -> Option<Rect> {
        self.pane.map(|pane| Rect {
            x: pane.x + 1,
            width: pane.width.saturating_sub(2),
            ..pane
        })
    }

    /// A page over the screen, in a readable width: its title's row, and its rows below a blank one.
    pub fn page(&self) -> (Rect, Rect) {
        let area = self.centred(84, 0);
        let rows = Rect {
            y: area.y + 2,
            height: area.height.saturating_sub(2),
            ..area
        };
        (Rect { height: 1, ..area }, rows)
    }

    /// The list of articles, below its heading.
    pub fn list(&self) -> Rect {
        self.centred(96, 2)
    }

    /// How many articles the list shows at once.
    pub fn listed(&self) -> usize {
        usize::from(self.list().height / ENTRY_ROWS)
    }

    /// All from row `top` to the status line, at most `width` cells wide, with two cells of margin at both sides.
    fn centred(&self, width: u16, top: u16) -> Rect {
        let screen = self.status.width;
        let width = screen.saturating_sub(4).min(width);
        Rect {
            x: (screen - width) / 2,
            y: top,
            width,
            height: self.status.y.saturating_sub(top),
        }
    }
}

/// Beside: 36 % for the quotes, 32 to 52 cells. Below: two fifths of the rows, at least 6.
fn split(
    body: Rect,
    arrangement: Arrangement,
    focused: bool,
) -> (Rect, Option<Rect>, Option<Rect>) {
    match arrangement {
        Arrangement::Beside => {
            let pane = (body.width * 36 / 100).clamp(32, 52);
            let rest = body.width - pane - 1;
            (
                Rect {
                    x: pane + 1,
                    width: rest,
                    ..body
                },
                Some(Rect {
                    width: pane,
                    ..body
                }),
                Some(Rect {
                    x: pane,
                    width: 1,
                    ..body
                }),
            )
        }
        Arrangement::Below => {
            let pane = (body.height * 2 / 5).max(6);
            let above = body.height - pane - 1;
            (
                Rect {
                    height: above,
                    ..body
                },
                Some(Rect {
                    y: body.y + above + 1,
                    height: pane,
                    ..body
                }),
                Some(Rect {
                    y: body.y + above,
                    height: 1,
                    ..body
                }),
            )
        }
        Arrangement::Over if focused => (Rect { height: 0, ..body }, Some(body), None),
        Arrangement::Over => (body, None, None),
    }
}

/// The measure, centred in `area`, with at least one cell of margin at both sides for the marks there.
fn column(area: Rect, measure: u16) -> Rect {
    let width = area.width.saturating_sub(2).min(measure.max(10));
    Rect {
        x: area.x + (area.width - width) / 2,
        width,
        ..area
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOWN: LayoutPreferences = LayoutPreferences {
        measure: 72,
        pane: true,
        pane_focused: false,
        stacked: false,
    };

    #[test]
    fn a_wide_screen_has_the_quotes_at_the_left() {
        let g = Geometry::new(120, 40, SHOWN).unwrap();
        let pane = g.pane.unwrap();
        assert_eq!(g.arrangement, Arrangement::Beside);
        assert!(pane.x == 0 && pane.right() < g.article.x + 1);
        assert_eq!(g.article.right(), 120);
        assert!(g.column.width <= 72 && g.column.height == 38);
    }

    #[test]
    fn eighty_by_twenty_four_has_them_below() {
        let g = Geometry::new(80, 24, SHOWN).unwrap();
        assert_eq!(g.arrangement, Arrangement::Below);
        assert!(g.article.height >= 12, "{g:?}");
        assert_eq!(g.pane.unwrap().bottom(), 23);
    }

    #[test]
    fn forty_by_ten_has_one_at_a_time() {
        let g = Geometry::new(40, 10, SHOWN).unwrap();
        assert_eq!((g.pane, g.article.height), (None, 8));
        let g = Geometry::new(
            40,
            10,
            LayoutPreferences {
                pane_focused: true,
                ..SHOWN
            },
        )
        .unwrap();
        assert_eq!((g.pane.map(|r| r.height), g.article.height), (Some(8), 0));
    }

    #[test]
    fn too_small_is_said() {
        assert_eq!(Geometry::new(39, 10, SHOWN), None);
        assert_eq!(Geometry::new(40, 9, SHOWN), None);
    }

    #[test]
    fn a_terminal_that_reorders_rows_gets_one_column_a_row() {
        let g = Geometry::new(
            160,
            40,
            LayoutPreferences {
                stacked: true,
                ..SHOWN
            },
        )
        .unwrap();
        assert_eq!(g.arrangement, Arrangement::Below);
    }

    #[test]
    fn the_parts_never_overlap_and_fill_the_screen() {
        for width in 40..200 {
            for height in 10..60 {
                let g = Geometry::new(width, height, SHOWN).unwrap();
                let area =
                    |r: Option<Rect>| r.map_or(0, |r| u32::from(r.width) * u32::from(r.height));
                let sum = area(Some(g.header))
                    + area(Some(g.status))
                    + area(Some(g.article))
                    + area(g.pane)
                    + area(g.rule);
                assert_eq!(
                    sum,
                    u32::from(width) * u32::from(height),
                    "{width}x{height}"
                );
                assert!(g.column.x > g.article.x && g.column.right() < g.article.right());
            }
        }
    }

    #[test]
    fn the_pane_stands_left_of_the_article() {
        use crate::ui::geometry::{Arrangement, Geometry, LayoutPreferences};

        let wishes = LayoutPreferences {
            measure: 72,
            pane: true,
            pane_focused: false,
            stacked: false,
        };
        let wide = Geometry::new(120, 40, wishes).unwrap();
        assert_eq!(wide.arrangement, Arrangement::Beside);
        let pane = wide.pane.unwrap();
        assert!(pane.right() <= wide.column.x); // the article is at the right
        assert_eq!(wide.column.width, 72);

        assert!(Geometry::new(39, 40, wishes).is_none());
    }
}
