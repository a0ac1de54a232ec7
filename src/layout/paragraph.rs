//! One paragraph → clusters with level, width, joining and breaks → lines.
//!
//! [`prepare`] does once what does not depend on the width of the pane.
//! [`PreparedParagraph::wrap`] only counts cells, so a resize is cheap, and
//! [`PreparedParagraph::line`] makes the cells of one line, so that invisible lines
//! cost nothing. A cluster takes eight bytes; the text is not kept.
//!
//! Bytes that no cell covers, by design: bidi controls and other invisible
//! characters (X9), line separators, and the spaces at the end of a wrapped
//! line. All others are covered by one cell each.

mod cells;
mod cluster;

use cluster::{
    BREAK_BEFORE, Cluster, ENDS_LINE, KEPT_TOGETHER, NO_CELL, SHARES_CELL, SPACE, analyze_paragraph,
};

use super::bidi::{self, L1Class};
use super::line::{Cell, VisualLine};
use super::target::{LayoutTarget, RowOrder};
use crate::direction::Direction;
use crate::span::Span;

/// A paragraph analyzed for a target: everything that does not depend on the width of the pane.
///
/// Made by [`prepare`]. It holds no text, so [`line`](Self::line) must be given the same
/// text.
#[derive(Clone, Debug)]
pub struct PreparedParagraph {
    span: Span,
    direction: Direction,
    pub(super) target: LayoutTarget,
    clusters: Vec<Cluster>,
}

/// One line of a paragraph, as a range of its clusters; made by [`PreparedParagraph::wrap`].
///
/// Takes twelve bytes; [`PreparedParagraph::span_of`] gives its span of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineRange {
    start: u32,
    /// One past the last cluster with a cell; the spaces between this and `end` hang.
    shown: u32,
    end: u32,
}

/// Analyzes the paragraph at `span` of `text`.
///
/// The base direction is that of the first strong character outside isolates
/// (UAX #9, P2 and P3); `fallback` where there is none. A span that does not
/// fit the text gives an empty paragraph. Linear; line separators inside the paragraph are
/// allowed and end a line.
///
/// # Examples
///
/// ```
/// use qari::layout::{Direction, LayoutTarget, prepare};
/// use qari::Span;
///
/// let text = "وصل القطار إلى المحطة (Central)";
/// let prepared = prepare(text, Span::new(0, text.len()), Direction::LeftToRight, LayoutTarget::default());
/// assert_eq!(prepared.direction(), Direction::RightToLeft);
///
/// // Wrapping counts; cells are made line by line.
/// let ranges = prepared.wrap(16);
/// assert_eq!(prepared.span_of(ranges[0]).of(text), "وصل القطار إلى ");
/// let line = prepared.line(text, ranges[0]);
/// assert_eq!(line.width, 14);
/// ```
pub fn prepare(
    text: &str,
    span: Span,
    fallback: Direction,
    target: LayoutTarget,
) -> PreparedParagraph {
    let direction = bidi::first_strong(span.of(text)).unwrap_or(fallback);
    prepare_with(text, span, direction, target)
}

/// As [`prepare`], with the base direction given by the caller (UAX #9, HL1).
pub fn prepare_with(
    text: &str,
    span: Span,
    direction: Direction,
    target: LayoutTarget,
) -> PreparedParagraph {
    let paragraph = span.of(text);
    // Offsets have 32 bits; a paragraph of 4 GB counts as empty.
    let paragraph = if u32::try_from(paragraph.len()).is_ok() {
        paragraph
    } else {
        ""
    };
    let clusters = analyze_paragraph(paragraph, direction, target);
    PreparedParagraph {
        span: Span::new(span.start, span.start + paragraph.len()),
        direction,
        target,
        clusters,
    }
}

/// One past the last cluster that is drawn in the cell of `head`; controls may be between them.
///
/// A cell of several clusters is a lam-alef, or a letter with a mark behind a control.
fn cell_end(clusters: &[Cluster], head: usize) -> usize {
    let mut end = head + 1;
    let rest = clusters.iter().enumerate().skip(end);
    for (index, cluster) in rest.take_while(|(_, cluster)| !cluster.is_head()) {
        if cluster.is(SHARES_CELL) {
            end = index + 1;
        }
    }
    end
}

impl PreparedParagraph {
    /// Base direction of the paragraph.
    pub const fn direction(&self) -> Direction {
        self.direction
    }

    /// Bytes of the paragraph in the text.
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Whether the paragraph has no bytes.
    pub const fn is_empty(&self) -> bool {
        self.clusters.is_empty()
    }

    /// The paragraph as lines of at most `width` cells (0 counts as 1).
    ///
    /// There is always at least one line, if only an empty one. Lines are broken in
    /// logical order, whatever the order of cells. Spaces at a break hang
    /// and make no cell; a word wider than the line is broken between cells, if possible not
    /// where that would separate a bracket, quotation mark or comma from its word.
    /// Only a single cell that is wider than `width` makes
    /// a line wider than that. Linear in the clusters.
    pub fn wrap(&self, width: u16) -> Vec<LineRange> {
        let width = u32::from(width.max(1));
        let mut lines = Vec::new();
        let mut start = 0;
        while start < self.clusters.len() {
            let end = self.line_end(start, width);
            lines.push(self.range(start, end, true));
            start = end;
        }
        // A separator at the end of the paragraph begins no further line.
        if lines.is_empty() {
            lines.push(self.range(0, 0, true));
        }
        lines
    }

    /// The whole paragraph as one line, with the spaces at its end.
    pub fn whole(&self) -> LineRange {
        self.range(0, self.clusters.len(), false)
    }

    /// Bytes of a line: those of its cells and those that hang at its end. A word ligature that is written over a line's end
    /// belongs to the line where it begins.
    pub fn span_of(&self, line: LineRange) -> Span {
        let (start, end) = (line.start as usize, line.end as usize);
        Span::new(self.line_byte(start), self.line_byte(end))
    }

    /// All lines of the paragraph at `width`; `text` is that of [`prepare`].
    pub fn lines(&self, text: &str, width: u16) -> Vec<VisualLine> {
        self.wrap(width)
            .into_iter()
            .map(|range| self.line(text, range))
            .collect()
    }

    /// Makes the cells of one line; `text` is that of [`prepare`].
    ///
    /// A cell's level is that after L1. With [`RowOrder::Visual`] the cells are listed
    /// from the left edge and mirrored characters are mirrored (L2, L4);
    /// with [`RowOrder::Logical`] they are listed as stored.
    pub fn line(&self, text: &str, range: LineRange) -> VisualLine {
        let (start, end) = (range.start as usize, range.end as usize);
        let clusters = self.clusters.get(start..end).unwrap_or_default();
        let mut levels: Vec<u8> = clusters.iter().map(|cluster| cluster.level).collect();
        let kind = |index: usize| clusters.get(index).map_or(L1Class::Text, |c| c.l1_class());
        bidi::reset_levels(&mut levels, kind, self.direction.level());
        // Hanging spaces count in L1 but make no cell.
        levels.truncate((range.shown - range.start) as usize);
        // L2 runs over all clusters: an isolate makes no cell but separates its neighbours.
        let order = match self.target.order {
            RowOrder::Visual => bidi::visual_order(&levels),
            RowOrder::Logical => (0..levels.len()).collect(),
        };
        let cells: Vec<Cell> = order
            .into_iter()
            .filter(|&index| clusters[index].is_head())
            .map(|index| {
                self.cell(
                    text,
                    start + index..start + cell_end(clusters, index),
                    levels[index],
                )
            })
            .collect();
        VisualLine {
            span: self.span_of(range),
            direction: self.direction,
            width: cells
                .iter()
                .fold(0, |sum: u16, cell| sum.saturating_add(cell.width)),
            order: self.target.order,
            cells,
        }
    }

    /// Where a line begins whose first cluster is at `index`: after a word ligature that began on the line before.
    fn line_byte(&self, index: usize) -> usize {
        let start = |index: usize| self.clusters.get(index).map(|cluster| cluster.start);
        match index.checked_sub(1) {
            Some(before) if start(before) == start(index) => self.end_byte(index + 1),
            Some(_) | None => self.byte(index),
        }
    }

    /// First byte, in the text, of the cluster at `index`; past the last one the paragraph's end.
    fn byte(&self, index: usize) -> usize {
        self.clusters.get(index).map_or(self.span.end, |cluster| {
            self.span.start + cluster.start as usize
        })
    }

    /// One past the last cluster of the line that begins at `start`.
    ///
    /// Greedy: the last break opportunity that fits. A separator always ends the line.
    fn line_end(&self, start: usize, width: u32) -> usize {
        let mut used = 0;
        let mut hanging = 0;
        let mut opportunity = None;
        for (index, cluster) in self.clusters.iter().enumerate().skip(start) {
            if cluster.is(ENDS_LINE) {
                return index + 1;
            }
            if cluster.is(BREAK_BEFORE) && index > start {
                opportunity = Some(index);
            }
            if cluster.is(SPACE) {
                hanging += u32::from(cluster.width);
                continue;
            }
            let cells = u32::from(cluster.width);
            if cells > 0 && used + hanging + cells > width && used + hanging > 0 {
                return opportunity.unwrap_or_else(|| self.emergency_break(start, index));
            }
            if cells > 0 {
                used += hanging + cells;
                hanging = 0;
            }
        }
        self.clusters.len()
    }

    /// Where a word wider than the line is broken, at `index` at the latest: not before a closing mark or after an
    /// opening one, if possible.
    fn emergency_break(&self, start: usize, index: usize) -> usize {
        let first = (start..index)
            .find(|&at| self.clusters[at].is_head())
            .unwrap_or(start);
        (first + 1..=index)
            .rev()
            .find(|&at| self.clusters[at].is_head() && !self.clusters[at].is(KEPT_TOGETHER))
            .unwrap_or(index)
    }

    /// The line of the clusters `start..end`; with `hangs`, its last spaces make no cells.
    fn range(&self, start: usize, end: usize, hangs: bool) -> LineRange {
        let mut shown = end;
        while hangs
            && shown > start
            && self
                .clusters
                .get(shown - 1)
                .is_some_and(|cluster| cluster.flags & (SPACE | NO_CELL) != 0)
        {
            shown -= 1;
        }
        let narrow = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        LineRange {
            start: narrow(start),
            shown: narrow(shown),
            end: narrow(end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::notation::{VISUAL, arabic, wrapped};
    use super::super::{Shaping, Tashkeel, label};
    use super::*;

    #[test]
    fn lines_break_in_logical_order_and_are_listed_in_visual_order() {
        assert_eq!(
            wrapped("QAL ahmad bin ali AN (OPEC) LN TXFD 12.5% \"GDA\".", 12),
            [
                "ahmad LAQ",
                "NA bin ali",
                "NL (CEPO)",
                "%12.5 DFXT",
                ".\"ADG\""
            ]
        );
    }

    #[test]
    fn addresses_and_numbers_keep_their_order_over_a_break() {
        assert_eq!(
            wrapped("XBR FY https://example.org/abc/def?x=1 YOM 24/11/2026", 20),
            [
                "https:// YF RBX",
                "example.org/abc/def?",
                "24/11/2026 MOY x=1"
            ]
        );
        assert_eq!(
            wrapped("BYN 1.250.000 W ١٬٥٠٠ (20 %)", 14),
            ["1.250.000 NYB", "(% 20) ١٬٥٠٠ W"]
        );
    }

    #[test]
    fn spaces_hang_at_a_break_and_make_no_cell() {
        assert_eq!(wrapped("AB   DE  ", 3), ["BA", "ED"]);
        assert_eq!(wrapped("AB DE", 5), ["ED BA"]);
        assert_eq!(wrapped("  AB", 5), ["BA  "], "an indent is kept");
        assert_eq!(wrapped("AB\u{A0}DE FG", 5), ["ED\u{A0}BA", "GF"]);
        let text = arabic("AB ");
        assert_eq!(label(&text, Direction::RightToLeft, VISUAL).width, 3);
    }

    #[test]
    fn line_separators_end_a_line_and_a_bidi_paragraph() {
        assert_eq!(
            wrapped("AB\nDE\r\nfg\u{2028}H\n", 9),
            ["BA", "ED", "fg", "H"]
        );
        assert_eq!(wrapped("AB\n\nDE", 9), ["BA", "", "ED"]);
        assert_eq!(wrapped("", 9), [""]);
        assert_eq!(wrapped("\n", 9), [""]);
        // An override ends with its line (X8).
        assert_eq!(wrapped("\u{202E}ab\nab", 9), ["ba", "ab"]);
    }

    #[test]
    fn levels_survive_a_break_and_white_space_resets_on_each_line() {
        assert_eq!(wrapped("A one two three B", 9), ["one two A", "B three"]);
        assert_eq!(wrapped("A one\ttwo B", 20), ["B two one A"]);
    }

    #[test]
    fn wide_characters_stay_inside_the_width() {
        assert_eq!(wrapped("漢字漢字", 5), ["漢字", "漢字"]);
        assert_eq!(wrapped("漢字", 1), ["漢", "字"], "one cell at least");
        assert_eq!(wrapped("ab", 0), ["a", "b"]);
    }

    #[test]
    fn a_mark_without_a_base_is_drawn_on_a_no_break_space() {
        let shown = |text: &str| label(text, Direction::RightToLeft, VISUAL).text();
        assert_eq!(shown("\u{64E}ب"), "ب\u{A0}\u{64E}");
        assert_eq!(
            shown("ب\u{200F}\u{64E}"),
            "ب\u{64E}",
            "a control does not separate it from its letter"
        );
        assert_eq!(shown("ب\t\u{64E}"), "\u{A0}\u{64E} ب");
        assert_eq!(shown("ب \u{64E}"), " \u{64E}ب");
        let joiner = label("\u{202A}\u{200C}\u{1F3FD}", Direction::RightToLeft, VISUAL);
        assert_eq!(joiner.text(), "\u{1F3FD}");
        assert_eq!(
            joiner.cells[0].level, 2,
            "a joiner before it does not count"
        );
    }

    #[test]
    fn cells_know_their_bytes() {
        let text = "x سلام\u{200F}! y";
        let span = Span::new(2, text.len() - 2);
        let paragraph = prepare(text, span, Direction::LeftToRight, LayoutTarget::default());
        assert_eq!(paragraph.direction(), Direction::RightToLeft);
        let line = paragraph.line(text, paragraph.whole());
        let covered: Vec<&str> = line.cells.iter().map(|cell| cell.span.of(text)).collect();
        assert_eq!(covered, ["!", "م", "لا", "س"]);
        assert_eq!((line.span, line.width), (span, 4));
        assert_eq!(
            line.columns().map(|(at, _)| at).collect::<Vec<_>>(),
            [0, 1, 2, 3]
        );
    }

    #[test]
    fn a_word_ligature_is_written_out_over_one_span() {
        let shown = |text: &str, shaping| {
            let target = LayoutTarget {
                shaping,
                ..LayoutTarget::default()
            };
            let line = label(text, Direction::RightToLeft, target);
            assert_eq!(usize::from(line.width), line.cells.len());
            line.text().chars().rev().collect::<String>()
        };
        assert_eq!(shown("ب ﷲ ب", Shaping::Base), "ب الله ب");
        assert_eq!(shown("ﷺ", Shaping::Base), "صلى الله عليه وسلم");
        assert_eq!(shown("بﷻب", Shaping::Base), "بجل جلالهب");
        assert_eq!(
            shown("ب﷼", Shaping::Forms),
            "\u{FE8F}\u{FEAD}\u{FBFE}\u{FE8E}\u{FEDD}"
        );
        assert_eq!(
            shown("ﷻ", Shaping::Forms),
            "\u{FE9F}\u{FEDE} \u{FE9F}\u{FEFC}\u{FEDF}\u{FEEA}"
        );

        let text = "قال ﷽ a";
        let all = Span::new(0, text.len());
        let paragraph = prepare_with(text, all, Direction::LeftToRight, VISUAL);
        let lines = paragraph.lines(text, 12);
        assert!(lines.iter().all(|line| line.width <= 12));
        let ligature = Span::new(7, 10);
        let cells = lines.iter().flat_map(|line| &line.cells);
        let written = cells.filter(|cell| cell.span == ligature);
        assert!(written.clone().all(|cell| cell.level == 1));
        // 22 cells without the two spaces at which lines end.
        assert_eq!(written.count(), 20);
        assert_eq!(lines[0].text(), "لاق هللا مسب");
    }

    #[test]
    fn a_span_that_does_not_fit_is_an_empty_paragraph() {
        let paragraph = prepare("سلام", Span::new(1, 99), Direction::RightToLeft, VISUAL);
        assert!(paragraph.is_empty());
        assert_eq!(paragraph.lines("سلام", 9).len(), 1);
        let strip = LayoutTarget {
            tashkeel: Tashkeel::Strip,
            ..VISUAL
        };
        assert!(
            label("\u{64E}", Direction::RightToLeft, strip)
                .cells
                .is_empty()
        );
    }
}
