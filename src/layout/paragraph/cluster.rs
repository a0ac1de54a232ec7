//! Text of a paragraph → clusters with level, width, joining and breaks.
//!
//! Four passes over the text, each linear: levels (UAX #9), clusters with their widths
//! (UAX #29), joining (`ArabicShaping.txt`), breaks (UAX #14). A cluster takes eight bytes;
//! the cells of a line are made from these and the text.
//!
//! It makes no cells and breaks no lines.

use crate::characters::form_letters;
use crate::direction::Direction;
use crate::layout::bidi::{L1Class, ResolvedLevels};
use crate::layout::breaks;
use crate::layout::graphemes::graphemes;
use crate::layout::shape::{self, JoinLink, JoinedSides, JoiningCharacter};
use crate::layout::target::{LayoutTarget, Shaping, Tashkeel};
use crate::layout::width::{cluster_width, is_bare_mark, is_invisible};

/// One grapheme cluster of a paragraph, without its text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cluster {
    /// First byte, from the paragraph's start.
    pub(super) start: u32,
    /// Embedding level before L1.
    pub(super) level: u8,
    /// Cells.
    pub(super) width: u8,
    /// The constants below, combined.
    pub(super) flags: u16,
}

/// A line may end before this cluster.
pub(super) const BREAK_BEFORE: u16 = 1;
/// A line separator: a line ends with this cluster.
pub(super) const ENDS_LINE: u16 = 1 << 1;
/// White space, which may hang over a line's end.
pub(super) const SPACE: u16 = 1 << 2;
/// Invisible: makes no cell.
pub(super) const NO_CELL: u16 = 1 << 3;
/// Is drawn in the cell of the cluster before it: the alef of a lam-alef, a mark behind a control.
pub(super) const SHARES_CELL: u16 = 1 << 4;
/// L1: white space.
pub(super) const L1_WHITESPACE: u16 = 1 << 5;
/// L1: separator.
pub(super) const L1_SEPARATOR: u16 = 1 << 6;
/// Not even a word wider than the line should be broken before it.
pub(super) const KEPT_TOGETHER: u16 = 1 << 7;
/// Joined to the letter at its right.
pub(super) const JOINED_RIGHT: u16 = 1 << 8;
/// Joined to the letter at its left.
pub(super) const JOINED_LEFT: u16 = 1 << 9;
/// A lam with the alef that follows.
pub(super) const LAM_ALEF: u16 = 1 << 10;
/// One letter of a word ligature (ﷲ) that is written out; all its letters have the same first byte.
pub(super) const WRITTEN_OUT: u16 = 1 << 11;

impl Cluster {
    /// `flag` is one of the constants above.
    pub(super) const fn is(self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    /// Whether it begins a cell of its own.
    pub(super) const fn is_head(self) -> bool {
        self.flags & (NO_CELL | SHARES_CELL) == 0
    }

    /// How L1 treats it at the end of a line.
    pub(super) const fn l1_class(self) -> L1Class {
        if self.is(L1_SEPARATOR) {
            L1Class::Separator
        } else if self.is(L1_WHITESPACE) {
            L1Class::Whitespace
        } else {
            L1Class::Text
        }
    }

    /// Right and left as on the screen, not as text is stored.
    pub(super) const fn joined(self) -> JoinedSides {
        JoinedSides {
            right: self.is(JOINED_RIGHT),
            left: self.is(JOINED_LEFT),
            lam_alef: self.is(LAM_ALEF),
        }
    }
}

/// Everything about a paragraph that does not depend on the width of the pane.
pub(super) fn analyze_paragraph(
    paragraph: &str,
    direction: Direction,
    target: LayoutTarget,
) -> Vec<Cluster> {
    let resolved = ResolvedLevels::new(paragraph, direction);
    let mut clusters = clusters(paragraph, &resolved, target.tashkeel);
    join(paragraph, &resolved, target.shaping, &mut clusters);
    mark_breaks(paragraph, &mut clusters);
    clusters
}

/// Splits a paragraph into clusters with their levels, widths and L1 classes.
fn clusters(paragraph: &str, resolved: &ResolvedLevels<'_>, tashkeel: Tashkeel) -> Vec<Cluster> {
    let mut clusters = Vec::with_capacity(paragraph.len() / 2 + 1);
    // Whether a mark behind a control can be drawn in the cell before it.
    let mut has_base_cell = false;
    for (start, cluster) in graphemes(paragraph) {
        if let Some(words) = shape::word_ligature(cluster) {
            write_out(words, start, resolved.level(start), &mut clusters);
            has_base_cell = false;
            continue;
        }
        let head = cluster.chars().next().unwrap_or_default();
        // A joiner may come before the base; it makes no cell.
        let base = if is_invisible(head) {
            cluster.find(|c| !is_invisible(c)).unwrap_or(0)
        } else {
            0
        };
        let mut made = Cluster {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            level: resolved.level(start + base),
            width: cluster_width(cluster),
            flags: match resolved.l1_class(start, start + cluster.len()) {
                L1Class::Text => 0,
                L1Class::Whitespace => L1_WHITESPACE,
                L1Class::Separator => L1_SEPARATOR,
            },
        };
        if made.width == 0 {
            made.flags |= NO_CELL;
            if is_line_end(head) {
                made.flags |= ENDS_LINE;
                has_base_cell = false;
            }
        } else if is_bare_mark(cluster) {
            if has_base_cell && made.width == 1 {
                made.flags |= SHARES_CELL;
                made.width = 0;
            } else if !cluster
                .chars()
                .any(|c| shape::keeps(c, tashkeel) && !is_invisible(c))
            {
                made.flags |= NO_CELL;
                made.width = 0;
            }
        } else {
            let is_space = cluster.chars().all(is_hanging_space);
            made.flags |= if is_space { SPACE } else { 0 };
            has_base_cell = !is_space;
        }
        clusters.push(made);
    }
    clusters
}

/// Appends the letters of a word ligature as clusters of their own; lines may end at its spaces.
///
/// They read right to left also where the ligature is neutral, as ﷽ is, and stands in a left-to-right paragraph.
fn write_out(words: &str, start: usize, level: u8, clusters: &mut Vec<Cluster>) {
    let mut after_space = false;
    for c in words.chars() {
        let is_space = c == ' ';
        let mut flags = WRITTEN_OUT;
        if is_space {
            flags |= SPACE | L1_WHITESPACE;
        } else if after_space {
            flags |= BREAK_BEFORE;
        }
        after_space = is_space;
        clusters.push(Cluster {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            level: level | 1,
            width: 1,
            flags,
        });
    }
}

/// Characters that end a line (UAX #14: BK, CR, LF, NL); CR LF is one cluster.
const fn is_line_end(c: char) -> bool {
    matches!(
        c,
        '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// White space that may hang over a line's end; no-break spaces may not.
fn is_hanging_space(c: char) -> bool {
    match c {
        '\u{A0}' | '\u{2007}' | '\u{202F}' => false,
        c => c.is_whitespace(),
    }
}

/// Sets how every cluster is joined to its neighbours.
///
/// Joining is by character, not by cluster: a ZWJ inside a cluster counts. It does
/// not cross a change of level (UAX #9, section 6.1).
fn join(
    paragraph: &str,
    resolved: &ResolvedLevels<'_>,
    shaping: Shaping,
    clusters: &mut [Cluster],
) {
    let mut last: Option<JoiningCluster> = None;
    let mut next = 0;
    for (at, c) in paragraph.char_indices() {
        let is_head = clusters
            .get(next)
            .is_some_and(|cluster| cluster.start as usize == at);
        if is_head && clusters[next].is(WRITTEN_OUT) {
            next = join_words(form_letters(c), shaping, clusters, next);
            last = None;
            continue;
        }
        next += usize::from(is_head);
        let Some(joiner) = JoiningCharacter::new(c, resolved.level(at)) else {
            continue;
        };
        let own = (joiner, is_head.then(|| next - 1));
        if let Some(before) = last {
            link(before, own, shaping, clusters);
        }
        last = Some(own);
    }
}

/// A character that takes part in joining, and its cluster if it is the cluster's head.
type JoiningCluster = (JoiningCharacter, Option<usize>);

/// Joins the letters of a word ligature, whose clusters begin at `first`, with each other; returns the cluster after them.
fn join_words(words: &str, shaping: Shaping, clusters: &mut [Cluster], first: usize) -> usize {
    let mut last: Option<JoiningCluster> = None;
    let mut index = first;
    for c in words.chars() {
        if let Some(joiner) = JoiningCharacter::new(c, 1) {
            let own = (joiner, Some(index));
            if let Some(before) = last {
                link(before, own, shaping, clusters);
            }
            last = Some(own);
        }
        index += 1;
    }
    index
}

/// Joins two neighbours, if they join.
fn link(before: JoiningCluster, own: JoiningCluster, shaping: Shaping, clusters: &mut [Cluster]) {
    let link = before.0.link(own.0);
    let (first, second) = if before.0.is_rtl() {
        (JOINED_LEFT, JOINED_RIGHT)
    } else {
        (JOINED_RIGHT, JOINED_LEFT)
    };
    if link != JoinLink::Apart {
        set(clusters, before.1, first);
        set(clusters, own.1, second);
    }
    if link == JoinLink::LamAlef && shaping == Shaping::Forms {
        ligate(clusters, before.1, own.1);
    }
}

/// Puts an alef into the cell of its lam, unless one of the two clusters has more than a letter and marks.
fn ligate(clusters: &mut [Cluster], lam: Option<usize>, alef: Option<usize>) {
    let width = |index: usize| clusters.get(index).map(|cluster| cluster.width);
    if lam.and_then(width) != Some(1) || alef.and_then(width) != Some(1) {
        return;
    }
    set(clusters, lam, LAM_ALEF);
    set(clusters, alef, SHARES_CELL);
    if let Some(alef) = alef.and_then(|index| clusters.get_mut(index)) {
        alef.width = 0;
    }
}

/// Sets a flag of the cluster that a character begins; no cluster, no flag.
fn set(clusters: &mut [Cluster], index: Option<usize>, flag: u16) {
    if let Some(cluster) = index.and_then(|index| clusters.get_mut(index)) {
        cluster.flags |= flag;
    }
}

/// Sets where lines may end, which is never inside a cell.
fn mark_breaks(paragraph: &str, clusters: &mut [Cluster]) {
    let found = breaks::find(paragraph);
    for (places, flag) in [
        (&found.opportunities, BREAK_BEFORE),
        (&found.kept_together, KEPT_TOGETHER),
    ] {
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
    // A cell is not divided, nor are the controls inside it separated from it.
    let mut inside = false;
    for cluster in clusters.iter_mut().rev() {
        inside = cluster.is(SHARES_CELL) || inside && cluster.is(NO_CELL);
        if inside {
            cluster.flags &= !BREAK_BEFORE;
        }
    }
}
