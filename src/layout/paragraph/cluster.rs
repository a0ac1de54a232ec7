//! Text of a paragraph → clusters with level, width, joining and breaks.
//!
//! Four passes over the text, each linear: levels (UAX #9), clusters with their widths
//! (UAX #29), joining (`ArabicShaping.txt`), breaks (UAX #14). A cluster is eight bytes;
//! what a line needs more is read from the text again.
//!
//! It makes no cells and breaks no lines.

use super::super::bidi::{Resolved, Trailing};
use super::super::graphemes::graphemes;
use super::super::shape::{self, Joined, Joiner, Link};
use super::super::width::{cluster_width, is_bare_mark, is_invisible};
use super::super::{Direction, LayoutTarget, Shaping, Tashkeel, breaks};

/// One grapheme cluster of a paragraph, without its text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cluster {
    /// First byte, from the paragraph's start.
    pub(super) start: u32,
    /// Embedding level before L1.
    pub(super) level: u8,
    /// Cells.
    pub(super) width: u8,
    /// The constants below, together.
    pub(super) flags: u16,
}

/// A line may end before this cluster.
pub(super) const BREAK: u16 = 1;
/// A line ends with this cluster.
pub(super) const NEWLINE: u16 = 1 << 1;
/// A blank, which may hang over a line's end.
pub(super) const BLANK: u16 = 1 << 2;
/// Makes no cell.
pub(super) const DROPPED: u16 = 1 << 3;
/// Is drawn in the cell of the cluster before it: the alef of a lam-alef, a mark cut off by a control.
pub(super) const CONTINUED: u16 = 1 << 4;
/// L1: white.
pub(super) const WHITE: u16 = 1 << 5;
/// L1: separator.
pub(super) const SEPARATOR: u16 = 1 << 6;
/// Not even a word too long is cut before it.
pub(super) const TIGHT: u16 = 1 << 7;
/// Joined to the letter at its right.
pub(super) const RIGHT: u16 = 1 << 8;
/// Joined to the letter at its left.
pub(super) const LEFT: u16 = 1 << 9;
/// A lam with the alef that follows.
pub(super) const LAM_ALEF: u16 = 1 << 10;

impl Cluster {
    /// `flag` is one of the constants above.
    pub(super) const fn is(self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    /// Begins a cell of its own.
    pub(super) const fn is_head(self) -> bool {
        self.flags & (DROPPED | CONTINUED) == 0
    }

    /// What L1 does to it at the end of a line.
    pub(super) const fn trailing(self) -> Trailing {
        if self.is(SEPARATOR) {
            Trailing::Separator
        } else if self.is(WHITE) {
            Trailing::White
        } else {
            Trailing::Text
        }
    }

    /// Right and left as the eye sees them, not as text is stored.
    pub(super) const fn joined(self) -> Joined {
        Joined {
            right: self.is(RIGHT),
            left: self.is(LEFT),
            lam_alef: self.is(LAM_ALEF),
        }
    }
}

/// Everything about a paragraph that does not depend on the width of the pane.
pub(super) fn analyse(paragraph: &str, direction: Direction, target: LayoutTarget) -> Vec<Cluster> {
    let resolved = Resolved::new(paragraph, direction);
    let mut clusters = clusters(paragraph, &resolved, target.tashkeel);
    join(paragraph, &resolved, target.shaping, &mut clusters);
    mark_breaks(paragraph, &mut clusters);
    clusters
}

/// Cuts a paragraph into clusters with their levels, widths and L1 kinds.
fn clusters(paragraph: &str, resolved: &Resolved<'_>, tashkeel: Tashkeel) -> Vec<Cluster> {
    let mut clusters = Vec::with_capacity(paragraph.len() / 2 + 1);
    // Whether a mark that has lost its letter to a control can still lean on a cell.
    let mut leans = false;
    for (start, cluster) in graphemes(paragraph) {
        let head = cluster.chars().next().unwrap_or_default();
        // A joiner may stand before the base; it has no place of its own.
        let base = if is_invisible(head) {
            cluster.find(|c| !is_invisible(c)).unwrap_or(0)
        } else {
            0
        };
        let mut made = Cluster {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            level: resolved.level(start + base),
            width: cluster_width(cluster),
            flags: match resolved.trailing(start, start + cluster.len()) {
                Trailing::Text => 0,
                Trailing::White => WHITE,
                Trailing::Separator => SEPARATOR,
            },
        };
        if made.width == 0 {
            made.flags |= DROPPED;
            if is_line_end(head) {
                made.flags |= NEWLINE;
                leans = false;
            }
        } else if is_bare_mark(cluster) {
            if leans && made.width == 1 {
                made.flags |= CONTINUED;
                made.width = 0;
            } else if !cluster
                .chars()
                .any(|c| shape::keeps(c, tashkeel) && !is_invisible(c))
            {
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
///
/// Joining is by character, not by cluster: a ZWJ inside a cluster has its say. It does
/// not cross a change of level (UAX #9, section 6.1).
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
            if link == Link::LamAlef && shaping == Shaping::Forms {
                ligate(clusters, cluster, own);
            }
        }
        last = Some((joiner, own));
    }
}

/// Puts an alef into the cell of its lam, unless one of the two carries more than marks.
fn ligate(clusters: &mut [Cluster], lam: Option<usize>, alef: Option<usize>) {
    let width = |index: usize| clusters.get(index).map(|cluster| cluster.width);
    if lam.and_then(width) != Some(1) || alef.and_then(width) != Some(1) {
        return;
    }
    set(clusters, lam, LAM_ALEF);
    set(clusters, alef, CONTINUED);
    if let Some(alef) = alef.and_then(|index| clusters.get_mut(index)) {
        alef.width = 0;
    }
}

/// A character that begins no cluster has none to set the flag of.
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
