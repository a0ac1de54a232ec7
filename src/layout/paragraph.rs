//! One paragraph → clusters with level, width, joining and breaks → lines.
//!
//! [`prepare`] does all that does not depend on the width of the pane, once.
//! [`Prepared::wrap`] only counts cells, so a resize is cheap, and
//! [`Prepared::line`] makes the cells of one line, so that what is not shown
//! costs nothing. Eight bytes are kept for a cluster; the text is not kept.
//!
//! Bytes that no cell covers, by design: bidi controls and other invisible
//! characters (X9), line separators, and the blanks at the end of a wrapped
//! line. All others are covered by one cell each.

use super::bidi::{self, Resolved, Trailing};
use super::graphemes::graphemes;
use super::line::{Cell, Line};
use super::shape::{self, Joined, Joiner, Link};
use super::width::{self, cluster_width, is_invisible, is_mark};
use super::{Direction, Order, Shaping, Symbol, Target, Tashkeel, breaks};
use crate::span::Span;

/// One grapheme cluster of a paragraph, without its text.
#[derive(Clone, Copy, Debug, Default)]
struct Cluster {
    /// First byte, from the paragraph's start.
    start: u32,
    /// Embedding level before L1.
    level: u8,
    /// Cells.
    width: u8,
    flags: u16,
}

/// A line may end before this cluster.
const BREAK: u16 = 1;
/// A line ends with this cluster.
const NEWLINE: u16 = 1 << 1;
/// A blank, which may hang over a line's end.
const BLANK: u16 = 1 << 2;
/// Makes no cell.
const DROPPED: u16 = 1 << 3;
/// Is drawn in the cell of the cluster before it: the alef of a lam-alef, a mark cut off by a control.
const CONTINUED: u16 = 1 << 4;
/// L1: white.
const WHITE: u16 = 1 << 5;
/// L1: separator.
const SEPARATOR: u16 = 1 << 6;
/// Not even a word too long is cut before it.
const TIGHT: u16 = 1 << 7;
/// Joined to the letter at its right.
const RIGHT: u16 = 1 << 8;
/// Joined to the letter at its left.
const LEFT: u16 = 1 << 9;
/// A lam with the alef that follows.
const LAM_ALEF: u16 = 1 << 10;

impl Cluster {
    const fn is(self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    /// Begins a cell of its own.
    const fn is_head(self) -> bool {
        self.flags & (DROPPED | CONTINUED) == 0
    }

    const fn trailing(self) -> Trailing {
        if self.is(SEPARATOR) {
            Trailing::Separator
        } else if self.is(WHITE) {
            Trailing::White
        } else {
            Trailing::Text
        }
    }

    const fn joined(self) -> Joined {
        Joined {
            right: self.is(RIGHT),
            left: self.is(LEFT),
            lam_alef: self.is(LAM_ALEF),
        }
    }
}

/// A paragraph analysed for a target: everything but the width of the pane.
#[derive(Clone, Debug)]
pub struct Prepared {
    span: Span,
    direction: Direction,
    pub(super) target: Target,
    clusters: Vec<Cluster>,
}

/// One line of a paragraph, as a range of its clusters; made by [`Prepared::wrap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineRange {
    start: u32,
    /// One past the last cluster with a cell; what stands between this and `end` hangs.
    shown: u32,
    end: u32,
}

/// Analyses the paragraph that stands at `span` of `text`.
///
/// The base direction is that of the first strong character outside isolates
/// (UAX #9, P2 and P3); `fallback` where there is none. A span that does not
/// fit the text gives an empty paragraph. Linear; line separators inside are
/// allowed and end a line.
pub fn prepare(text: &str, span: Span, fallback: Direction, target: Target) -> Prepared {
    let direction = bidi::first_strong(span.of(text)).unwrap_or(fallback);
    prepare_with(text, span, direction, target)
}

/// As [`prepare`], with the base direction given by the caller (UAX #9, HL1).
pub fn prepare_with(text: &str, span: Span, direction: Direction, target: Target) -> Prepared {
    let paragraph = span.of(text);
    // Offsets are kept in 32 bits; nobody reads a paragraph of 4 GB.
    let paragraph = if u32::try_from(paragraph.len()).is_ok() {
        paragraph
    } else {
        ""
    };
    let resolved = Resolved::new(paragraph, direction);
    let mut clusters = clusters(paragraph, &resolved, target.tashkeel);
    join(paragraph, &resolved, target.shaping, &mut clusters);
    mark_breaks(paragraph, &mut clusters);
    Prepared {
        span: Span::new(span.start, span.start + paragraph.len()),
        direction,
        target,
        clusters,
    }
}

/// Cuts a paragraph into clusters with their levels, widths and L1 kinds.
fn clusters(paragraph: &str, resolved: &Resolved<'_>, tashkeel: Tashkeel) -> Vec<Cluster> {
    let mut clusters = Vec::with_capacity(paragraph.len() / 2 + 1);
    // Whether a mark that has lost its letter to a control can still lean on a cell.
    let mut leans = false;
    for (start, cluster) in graphemes(paragraph) {
        let mut made = Cluster {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            level: resolved.level(start),
            width: cluster_width(cluster),
            flags: match resolved.trailing(start, start + cluster.len()) {
                Trailing::Text => 0,
                Trailing::White => WHITE,
                Trailing::Separator => SEPARATOR,
            },
        };
        let head = cluster.chars().next().unwrap_or_default();
        if made.width == 0 {
            made.flags |= DROPPED;
            if is_line_end(head) {
                made.flags |= NEWLINE;
                leans = false;
            }
        } else if let Some((at, mark)) = bare_mark(cluster) {
            made.level = resolved.level(start + at);
            if leans {
                made.flags |= CONTINUED;
                made.width = 0;
            } else if !shape::keeps(mark, tashkeel) {
                made.flags |= DROPPED;
                made.width = 0;
            }
        } else {
            let blank = cluster.chars().all(is_blank);
            made.flags |= if blank { BLANK } else { 0 };
            leans = !blank;
        }
        clusters.push(made);
    }
    clusters
}

/// The mark with which a cluster begins that has no base, and its byte in the cluster.
fn bare_mark(cluster: &str) -> Option<(usize, char)> {
    let mut visible = cluster.char_indices().filter(|&(_, c)| !is_invisible(c));
    visible.next().filter(|&(_, c)| is_mark(c))
}

/// Characters that end a line (UAX #14: BK, CR, LF, NL); CR LF is one cluster.
const fn is_line_end(c: char) -> bool {
    matches!(
        c,
        '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Blanks that may hang over a line's end; no-break spaces may not.
fn is_blank(c: char) -> bool {
    match c {
        '\u{A0}' | '\u{2007}' | '\u{202F}' => false,
        c => c.is_whitespace(),
    }
}

/// Sets how every cluster is joined to its neighbours.
fn join(paragraph: &str, resolved: &Resolved<'_>, shaping: Shaping, clusters: &mut [Cluster]) {
    // The last character that takes part in joining, and its cluster if it is the cluster's head.
    let mut last: Option<(Joiner, Option<usize>)> = None;
    let mut next = 0;
    for (at, c) in paragraph.char_indices() {
        let is_head = clusters
            .get(next)
            .is_some_and(|cluster| cluster.start as usize == at);
        next += usize::from(is_head);
        let Some(joiner) = Joiner::new(c, resolved.level(at)) else {
            continue;
        };
        let own = is_head.then(|| next - 1);
        if let Some((before, cluster)) = last {
            let link = before.link(joiner);
            let (first, second) = if before.is_rtl() {
                (LEFT, RIGHT)
            } else {
                (RIGHT, LEFT)
            };
            if link != Link::Apart {
                set(clusters, cluster, first);
                set(clusters, own, second);
            }
            if link == Link::LamAlef && shaping == Shaping::Forms && cluster.is_some() {
                set(clusters, cluster, LAM_ALEF);
                set(clusters, own, CONTINUED);
                if let Some(alef) = own.and_then(|index| clusters.get_mut(index)) {
                    alef.width = 0;
                }
            }
        }
        last = Some((joiner, own));
    }
}

fn set(clusters: &mut [Cluster], index: Option<usize>, flag: u16) {
    if let Some(cluster) = index.and_then(|index| clusters.get_mut(index)) {
        cluster.flags |= flag;
    }
}

/// Sets where lines may end. A place inside a cell is none.
fn mark_breaks(paragraph: &str, clusters: &mut [Cluster]) {
    let found = breaks::find(paragraph);
    for (places, flag) in [(&found.soft, BREAK), (&found.tight, TIGHT)] {
        let mut next = 0;
        for &at in places {
            while clusters
                .get(next)
                .is_some_and(|cluster| (cluster.start as usize) < at)
            {
                next += 1;
            }
            if let Some(cluster) = clusters.get_mut(next)
                && cluster.start as usize == at
            {
                cluster.flags |= flag;
            }
        }
    }
    // A cell is not parted, nor the controls inside it.
    let mut inside = false;
    for cluster in clusters.iter_mut().rev() {
        inside = cluster.is(CONTINUED) || inside && cluster.is(DROPPED);
        if inside {
            cluster.flags &= !BREAK;
        }
    }
}

/// One past the last cluster that is drawn in the cell of `head`; controls may stand between them.
fn cell_end(clusters: &[Cluster], head: usize) -> usize {
    let mut end = head + 1;
    let rest = clusters.iter().enumerate().skip(end);
    for (index, cluster) in rest.take_while(|(_, cluster)| !cluster.is_head()) {
        if cluster.is(CONTINUED) {
            end = index + 1;
        }
    }
    end
}

impl Prepared {
    /// Base direction of the paragraph.
    pub const fn direction(&self) -> Direction {
        self.direction
    }

    /// Where the paragraph stands in the text.
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Whether no byte stands in the paragraph.
    pub const fn is_empty(&self) -> bool {
        self.clusters.is_empty()
    }

    /// The paragraph as lines of at most `width` cells (0 counts as 1).
    ///
    /// There is always at least one line, an empty one if need be. Breaks are
    /// logical and do not look at the order of cells. Blanks at a break hang
    /// and make no cell; a word wider than the line is cut between cells, not
    /// where that would tear off a bracket, quotation mark or comma if another
    /// place is to be had. Only a single cell that is wider than `width` makes
    /// a line wider than it. Linear in the clusters.
    pub fn wrap(&self, width: u16) -> Vec<LineRange> {
        let width = u32::from(width.max(1));
        let mut lines = Vec::new();
        let mut start = 0;
        while start < self.clusters.len() {
            let end = self.line_end(start, width);
            lines.push(self.range(start, end, true));
            start = end;
        }
        // A separator at the very end opens no further line.
        if lines.is_empty() {
            lines.push(self.range(0, 0, true));
        }
        lines
    }

    /// The whole paragraph as one line, with the blanks at its end.
    pub fn whole(&self) -> LineRange {
        self.range(0, self.clusters.len(), false)
    }

    /// Bytes of a line: those of its cells and those that hang at its end.
    pub fn span_of(&self, line: LineRange) -> Span {
        Span::new(self.byte(line.start as usize), self.byte(line.end as usize))
    }

    /// The lines of the paragraph at `width`, made at once; `text` is that of [`prepare`].
    pub fn lines(&self, text: &str, width: u16) -> Vec<Line> {
        self.wrap(width)
            .into_iter()
            .map(|range| self.line(text, range))
            .collect()
    }

    /// Makes the cells of one line; `text` is that of [`prepare`].
    ///
    /// A cell's level is that after L1. With [`Order::Visual`] the cells stand
    /// from the left edge on and mirrored characters are mirrored (L2, L4);
    /// with [`Order::Logical`] they stand as stored.
    pub fn line(&self, text: &str, range: LineRange) -> Line {
        let (start, shown) = (range.start as usize, range.shown as usize);
        let clusters = self.clusters.get(start..shown).unwrap_or_default();
        let mut levels: Vec<u8> = clusters.iter().map(|cluster| cluster.level).collect();
        let kind = |index: usize| clusters.get(index).map_or(Trailing::Text, |c| c.trailing());
        bidi::reset_levels(&mut levels, kind, self.direction.level());
        // L2 runs over all clusters: an isolate makes no cell and yet keeps its neighbours apart.
        let order = match self.target.order {
            Order::Visual => bidi::visual_order(&levels),
            Order::Logical => (0..levels.len()).collect(),
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
        Line {
            span: self.span_of(range),
            direction: self.direction,
            width: cells
                .iter()
                .fold(0, |sum: u16, cell| sum.saturating_add(cell.width)),
            order: self.target.order,
            cells,
        }
    }

    /// One cell from its clusters.
    fn cell(&self, text: &str, clusters: std::ops::Range<usize>, level: u8) -> Cell {
        let head = self.clusters[clusters.start];
        let span = Span::new(self.byte(clusters.start), self.byte(clusters.end));
        let own = self.text_of(text, clusters.start);
        let mut symbol = Symbol::default();
        let mut rest = clusters.start + 1..clusters.end;
        let first = own.chars().next().unwrap_or(' ');
        if first == '\t' {
            symbol.push(' ');
        } else if self.target.shaping == Shaping::Forms && shape::is_arabic_letter(first) {
            let alef = if head.is(LAM_ALEF) {
                rest.find(|&index| self.clusters[index].is(CONTINUED))
            } else {
                None
            };
            let alef = alef.map(|index| self.text_of(text, index));
            shape::push_forms(&mut symbol, own, alef, head.joined(), self.target.tashkeel);
        } else {
            let mirrors = self.target.order == Order::Visual && level % 2 == 1;
            self.push_plain(&mut symbol, own, mirrors);
        }
        for index in rest {
            if self.clusters[index].is(CONTINUED) {
                self.push_marks(&mut symbol, self.text_of(text, index));
            }
        }
        Cell {
            span,
            symbol,
            width: u16::from(head.width),
            level,
        }
    }

    /// A cluster that is not written as forms: its base, mirrored if need be, on a carrier if it has none.
    fn push_plain(&self, symbol: &mut Symbol, cluster: &str, mirrors: bool) {
        let mut chars = cluster.chars();
        let first = chars.next().unwrap_or(' ');
        if bare_mark(cluster).is_some() || width::needs_carrier(cluster) {
            symbol.push('\u{A0}');
            self.push_marks(symbol, cluster);
            return;
        }
        let shown = mirrors.then(|| bidi::mirrored(first)).flatten();
        symbol.push(shown.unwrap_or(first));
        self.push_marks(symbol, chars.as_str());
    }

    fn push_marks(&self, symbol: &mut Symbol, marks: &str) {
        symbol.extend(
            marks
                .chars()
                .filter(|&c| shape::keeps(c, self.target.tashkeel)),
        );
    }

    /// Text of one cluster, without what would overload a cell.
    fn text_of<'a>(&self, text: &'a str, index: usize) -> &'a str {
        width::shortened(Span::new(self.byte(index), self.byte(index + 1)).of(text))
    }

    /// First byte, in the text, of the cluster at `index`; the paragraph's end past the last.
    fn byte(&self, index: usize) -> usize {
        self.clusters.get(index).map_or(self.span.end, |cluster| {
            self.span.start + cluster.start as usize
        })
    }

    /// One past the last cluster of the line that begins at `start`.
    fn line_end(&self, start: usize, width: u32) -> usize {
        let mut used = 0;
        let mut hanging = 0;
        let mut soft = None;
        for (index, cluster) in self.clusters.iter().enumerate().skip(start) {
            if cluster.is(NEWLINE) {
                return index + 1;
            }
            if cluster.is(BREAK) && index > start {
                soft = Some(index);
            }
            if cluster.is(BLANK) {
                hanging += u32::from(cluster.width);
                continue;
            }
            let cells = u32::from(cluster.width);
            if cells > 0 && used + hanging + cells > width && used + hanging > 0 {
                return soft.unwrap_or_else(|| self.cut(start, index));
            }
            if cells > 0 {
                used += hanging + cells;
                hanging = 0;
            }
        }
        self.clusters.len()
    }

    /// Where a word without a break is cut, at `index` at the latest: not before a closing mark or after an opening one.
    fn cut(&self, start: usize, index: usize) -> usize {
        let first = (start..index)
            .find(|&at| self.clusters[at].is_head())
            .unwrap_or(start);
        (first + 1..=index)
            .rev()
            .find(|&at| self.clusters[at].is_head() && !self.clusters[at].is(TIGHT))
            .unwrap_or(index)
    }

    /// The line of the clusters `start..end`; with `hangs`, its last blanks make no cells.
    fn range(&self, start: usize, end: usize, hangs: bool) -> LineRange {
        let mut shown = end;
        while hangs
            && shown > start
            && self
                .clusters
                .get(shown - 1)
                .is_some_and(|cluster| cluster.flags & (BLANK | DROPPED) != 0)
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
