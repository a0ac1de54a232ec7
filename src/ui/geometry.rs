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
//! The article is at the right in both languages, because it is read from there.

pub(crate) use ratatui::layout::Rect;
use ratatui::layout::{Constraint, Layout, Margin};

/// Narrowest screen that can be read, in cells.
pub(crate) const MIN_WIDTH: u16 = 40;
/// Lowest screen that can be read, in rows.
pub(crate) const MIN_HEIGHT: u16 = 10;
/// From this width on the quotes are beside the article.
pub(crate) const BESIDE_WIDTH: u16 = 100;
/// From this height on the quotes are below the article; on a lower screen they cover it.
pub(crate) const BELOW_HEIGHT: u16 = 20;

/// Rows of the strip of quotes below the article.
const STRIP_ROWS: u16 = 5;

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

/// The rectangles of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Geometry {
    /// First row: title and legend.
    pub header: Rect,
    /// The article's part of the screen, margins included; empty where the quotes cover it.
    pub article: Rect,
    /// The column of the article's text, as wide as the measure.
    pub column: Rect,
    /// The quotes, where shown.
    pub pane: Option<Rect>,
    /// The line between the two.
    pub rule: Option<Rect>,
    /// The row of the title and the chips, where that is not the line between the two.
    pub title: Option<Rect>,
    /// Whether the quotes are a strip of a few rows.
    pub strip: bool,
    /// Last row.
    pub status: Rect,
    /// How article and quotes share the screen.
    pub arrangement: Arrangement,
}

/// The rectangles of the index of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexParts {
    /// Its title.
    pub title: Rect,
    /// The headings of the columns.
    pub headings: Rect,
    /// The names.
    pub rows: Rect,
    /// The line above the mentions of the selected name.
    pub rule: Rect,
    /// These mentions.
    pub context: Rect,
}

/// What decides the geometry beside the size.
#[expect(
    clippy::struct_excessive_bools,
    reason = "switches that are independent of each other"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayoutPreferences {
    /// Widest line of text, in cells.
    pub measure: u16,
    /// Whether the quotes are shown.
    pub pane: bool,
    /// Whether the quotes below the article are a strip.
    pub strip: bool,
    /// Whether there are chips to show, for which a row is needed where the quotes are hidden.
    pub chips: bool,
    /// Whether the quotes have the focus (matters where they cover the article).
    pub pane_focused: bool,
    /// Whether one row may hold only one column of text (a terminal that reorders whole rows).
    pub stacked: bool,
}

/// How article and quotes share a screen of that size.
pub(crate) fn arrangement(width: u16, height: u16, stacked: bool) -> Arrangement {
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
    pub fn new(width: u16, height: u16, preferences: LayoutPreferences) -> Option<Self> {
        if width < MIN_WIDTH || height < MIN_HEIGHT {
            return None;
        }
        let rows = [
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(1),
        ];
        let [header, body, status] = Layout::vertical(rows).areas(Rect::new(0, 0, width, height));
        let arrangement = arrangement(width, height, preferences.stacked);
        let titled = match arrangement {
            Arrangement::Beside => preferences.pane || preferences.chips,
            Arrangement::Below => preferences.chips && !preferences.pane,
            Arrangement::Over => false,
        };
        let [title, body] =
            Layout::vertical([Constraint::Length(titled.into()), Constraint::Fill(1)]).areas(body);
        let Split {
            article,
            pane,
            rule,
        } = if preferences.pane {
            Split::with_quotes(body, arrangement, preferences)
        } else {
            Split::article(body)
        };
        Some(Self {
            header,
            article,
            column: column(article, preferences.measure),
            pane,
            rule,
            title: titled.then_some(title),
            strip: preferences.strip && arrangement == Arrangement::Below,
            status,
            arrangement,
        })
    }
}

/// Rows that an article takes in the list, the blank one after it included.
pub(crate) const ENTRY_ROWS: u16 = 3;

/// Rectangles inside the parts.
impl Geometry {
    /// The text of the quotes pane: a blank at its left, and two cells at its right for a speaker's letter.
    pub fn pane_text(&self) -> Option<Rect> {
        self.pane.map(|pane| Rect {
            x: pane.x + 1,
            width: pane.width.saturating_sub(3),
            ..pane
        })
    }

    /// The row of the title and the chips: a row of its own, or the line above the quotes.
    pub fn title_row(&self) -> Option<Rect> {
        self.title
            .or(self.rule.filter(|rule| rule.height == 1 && rule.width > 1))
    }

    /// The columns of the title row over the quotes, and those for chips; the same below the article.
    pub fn title_parts(&self) -> Option<(Rect, Rect)> {
        let row = self.title_row()?;
        let columns = |of: Rect| Rect {
            x: of.x,
            width: of.width,
            ..row
        };
        Some(match (self.arrangement, self.pane) {
            (Arrangement::Beside, Some(pane)) => (columns(pane), columns(self.article)),
            _ => (row, row),
        })
    }

    /// What an overlay covers: all but the status line.
    pub const fn overlay(&self) -> Rect {
        Rect::new(0, 0, self.status.width, self.status.y)
    }

    /// The title of an overlay, in a readable width.
    pub fn page_title(&self) -> Rect {
        first_row(self.centred(84, 0))
    }

    /// The rows of an overlay, below its title and a blank row.
    pub fn page_rows(&self) -> Rect {
        self.centred(84, 2)
    }

    /// The parts of the index: its lower quarter, but at least three rows, shows mentions.
    pub fn index(&self) -> IndexParts {
        let context = (self.status.y / 4).clamp(3, 12);
        let rows = [
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(1),
            Constraint::Length(context),
        ];
        let area = self.centred(140, 0);
        let [title, headings, rows, rule, context] = Layout::vertical(rows).areas(area);
        IndexParts {
            title,
            headings,
            rows,
            rule,
            context,
        }
    }

    /// The rows of the page of keys, below its title and a blank row.
    pub fn help(&self) -> Rect {
        self.centred(140, 2)
    }

    /// Where a card may stand: over the article, or over everything where a row holds one column.
    pub fn card_limits(&self, stacked: bool) -> Rect {
        let whole = Rect {
            y: self.header.bottom(),
            height: self.status.y.saturating_sub(self.header.bottom()),
            ..self.overlay()
        };
        let beside = self.arrangement == Arrangement::Beside && self.article.height > 0;
        if beside && !stacked {
            self.article
        } else {
            whole
        }
    }

    /// Two columns of equal width over the screen, the first at the right; one above the other where they are stacked.
    pub fn two_columns(&self, stacked: bool) -> [Rect; 2] {
        let area = self.overlay().inner(Margin::new(1, 0));
        if stacked {
            let rows = [
                Constraint::Fill(1),
                Constraint::Length(1),
                Constraint::Fill(1),
            ];
            let [first, _, second] = Layout::vertical(rows).areas(area);
            return [first, second];
        }
        let columns = [
            Constraint::Fill(1),
            Constraint::Length(3),
            Constraint::Fill(1),
        ];
        let [second, _, first] = Layout::horizontal(columns).areas(area);
        [first, second]
    }

    /// The heading of the list of articles.
    pub fn list_heading(&self) -> Rect {
        first_row(self.centred(96, 0))
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

const fn first_row(area: Rect) -> Rect {
    Rect { height: 1, ..area }
}

/// How article, quotes and the rule between them share the rows between header and status line.
struct Split {
    article: Rect,
    pane: Option<Rect>,
    rule: Option<Rect>,
}

impl Split {
    /// The article alone.
    const fn article(body: Rect) -> Self {
        Self {
            article: body,
            pane: None,
            rule: None,
        }
    }

    /// Beside: 36 % for the quotes, 32 to 52 cells. Below: two fifths of the rows, at least 6; a strip has
    /// [`STRIP_ROWS`].
    fn with_quotes(body: Rect, arrangement: Arrangement, preferences: LayoutPreferences) -> Self {
        let rule = Constraint::Length(1);
        let rest = Constraint::Fill(1);
        let [pane, rule, article] = match arrangement {
            Arrangement::Beside => {
                let pane = Constraint::Length((body.width * 36 / 100).clamp(32, 52));
                Layout::horizontal([pane, rule, rest]).areas(body)
            }
            Arrangement::Below => {
                let rows = if preferences.strip {
                    STRIP_ROWS
                } else {
                    (body.height * 2 / 5).max(6)
                };
                let pane = Constraint::Length(rows);
                let [article, rule, pane] = Layout::vertical([rest, rule, pane]).areas(body);
                [pane, rule, article]
            }
            Arrangement::Over if preferences.pane_focused => {
                return Self {
                    article: Rect { height: 0, ..body },
                    pane: Some(body),
                    rule: None,
                };
            }
            Arrangement::Over => return Self::article(body),
        };
        Self {
            article,
            pane: Some(pane),
            rule: Some(rule),
        }
    }
}

/// The measure, centred in `area`, with at least two cells of margin at both sides for the marks there, one on a
/// narrow screen.
fn column(area: Rect, measure: u16) -> Rect {
    let margins = if area.width >= 60 { 4 } else { 2 };
    let width = area.width.saturating_sub(margins).min(measure.max(10));
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
        strip: false,
        chips: false,
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
        assert!(g.column.width <= 72 && g.column.height == 37);
    }

    #[test]
    fn eighty_by_twenty_four_has_them_below() {
        let g = Geometry::new(80, 24, SHOWN).unwrap();
        assert_eq!(g.arrangement, Arrangement::Below);
        assert!(g.article.height >= 12, "{g:?}");
        assert_eq!(g.pane.unwrap().bottom(), 23);
    }

    #[test]
    fn a_strip_leaves_the_article_more_rows() {
        let g = Geometry::new(
            80,
            24,
            LayoutPreferences {
                strip: true,
                ..SHOWN
            },
        )
        .unwrap();
        assert_eq!(g.pane.map(|pane| pane.height), Some(5));
        assert_eq!(g.article.height, 16);
    }

    #[test]
    fn chips_have_a_row_without_quotes_too() {
        let hidden = LayoutPreferences {
            pane: false,
            chips: true,
            ..SHOWN
        };
        for (width, height) in [(120, 40), (80, 24)] {
            let g = Geometry::new(width, height, hidden).unwrap();
            assert_eq!(g.title_row().map(|row| row.y), Some(1));
        }
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
                    + area(g.rule)
                    + area(g.title);
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
        let wide = Geometry::new(120, 40, SHOWN).unwrap();
        assert_eq!(wide.arrangement, Arrangement::Beside);
        let pane = wide.pane.unwrap();
        assert!(pane.right() <= wide.column.x); // the article is at the right
        assert_eq!(wide.column.width, 72);

        assert!(Geometry::new(39, 40, SHOWN).is_none());
    }
}
