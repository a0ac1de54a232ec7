//! Paragraphs of a flow → their parts → clusters and lines, in a cache of bounded size.
//!
//! A *part* is a paragraph, or at most [`MAX_PART_BYTES`] of a very long one. Layouts
//! are kept in a map by (paragraph, part). When they cover more
//! than [`MAX_KEPT_BYTES`] of text, those that were not used for longest are dropped, so memory does not grow with the
//! text. Rows and scrolling are computed in the [flow](super).

use crate::characters::is_sentence_end;
use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::direction::Direction;
use crate::layout::bidi;
use crate::layout::paragraph::{LineRange, PreparedParagraph, prepare_with};
use crate::layout::target::LayoutTarget;
use crate::span::Span;

/// Longest part of a paragraph that is laid out at once, in bytes.
const MAX_PART_BYTES: usize = 16 * 1024;
/// Text whose layouts are kept, in bytes; when there is more, the half that was not used for longest is dropped.
pub(super) const MAX_KEPT_BYTES: usize = 1024 * 1024;

/// One paragraph of the flow.
///
/// Nothing is computed until it is needed: 100,000 paragraphs are a list of spans.
#[derive(Clone, Debug)]
struct FlowBlock {
    span: Span,
    /// Blank rows before it.
    gap: u16,
    /// Its base direction, where the caller knows it.
    direction: Option<Direction>,
    parts: Option<BlockParts>,
}

/// Direction and parts of a paragraph, computed when they are first needed.
#[derive(Clone, Debug)]
pub(super) struct BlockParts {
    pub(super) direction: Direction,
    /// First byte of every part; at least one.
    pub(super) starts: Vec<usize>,
}

/// The layout of a part.
#[derive(Clone, Debug)]
pub(super) struct PartLayout {
    pub(super) prepared: PreparedParagraph,
    /// Lines at the flow's width; empty until they are first needed, never empty after that.
    pub(super) lines: Vec<LineRange>,
    /// Value of the clock when it was last used.
    used: u64,
}

/// All paragraphs with the layouts of their parts.
#[derive(Clone, Debug)]
pub(super) struct FlowCache {
    blocks: Vec<FlowBlock>,
    fallback: Direction,
    target: LayoutTarget,
    width: u16,
    /// By paragraph and part.
    layouts: HashMap<(usize, usize), PartLayout>,
    /// Bytes of text that `layouts` covers.
    kept_bytes: usize,
    /// Counts requests, so that layouts can be ordered by their last use.
    clock: u64,
}

impl FlowCache {
    /// Every paragraph but the first gets one blank row before it.
    pub(super) fn new(
        blocks: Vec<Span>,
        fallback: Direction,
        target: LayoutTarget,
        width: u16,
    ) -> Self {
        let blocks = blocks
            .into_iter()
            .enumerate()
            .map(|(index, span)| FlowBlock {
                span,
                gap: u16::from(index > 0),
                direction: None,
                parts: None,
            })
            .collect();
        Self {
            blocks,
            fallback,
            target,
            width: width.max(1),
            layouts: HashMap::new(),
            kept_bytes: 0,
            clock: 0,
        }
    }

    /// Number of paragraphs.
    pub(super) const fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Does nothing if there is no such paragraph.
    pub(super) fn set_gap(&mut self, block: usize, rows: u16) {
        if let Some(block) = self.blocks.get_mut(block) {
            block.gap = rows;
        }
    }

    /// Sets the direction of a paragraph; does nothing if there is no such paragraph.
    pub(super) fn set_direction(&mut self, index: usize, direction: Direction) {
        let Some(block) = self.blocks.get_mut(index) else {
            return;
        };
        block.direction = Some(direction);
        let changed = block.parts.as_ref();
        if changed.is_some_and(|parts| parts.direction != direction) {
            block.parts = None;
            self.layouts.retain(|&(of, _), _| of != index);
            let spans = self.layouts.values().map(|layout| layout.prepared.span());
            self.kept_bytes = spans.map(Span::len).sum();
        }
    }

    pub(super) const fn width(&self) -> u16 {
        self.width
    }

    /// Drops the lines, keeps the rest.
    pub(super) fn set_width(&mut self, width: u16) {
        if self.width != width.max(1) {
            self.width = width.max(1);
            for layout in self.layouts.values_mut() {
                layout.lines.clear();
            }
        }
    }

    pub(super) const fn target(&self) -> LayoutTarget {
        self.target
    }

    /// Drops all layouts, unless only the order of cells changes.
    pub(super) fn set_target(&mut self, target: LayoutTarget) {
        let before = self.target;
        self.target = target;
        if (before.shaping, before.tashkeel) == (target.shaping, target.tashkeel) {
            for layout in self.layouts.values_mut() {
                layout.prepared.target = target;
            }
        } else {
            self.layouts.clear();
            self.kept_bytes = 0;
        }
    }

    /// Base direction of a paragraph; the fallback if there is no such paragraph.
    pub(super) fn direction(&mut self, text: &str, block: usize) -> Direction {
        let fallback = self.fallback;
        self.parts(text, block)
            .map_or(fallback, |parts| parts.direction)
    }

    /// The paragraph that contains the byte, the next one if none does, the last one past the end.
    pub(super) fn block_of(&self, byte: usize) -> usize {
        let is_before = |span: Span| span.end <= byte && !(span.is_empty() && span.start == byte);
        self.blocks
            .partition_point(|block| is_before(block.span))
            .min(self.blocks.len().saturating_sub(1))
    }

    /// Bytes of text whose layouts are kept.
    #[cfg(test)]
    pub(super) const fn kept_bytes(&self) -> usize {
        self.kept_bytes
    }

    /// Number of parts whose layouts are kept.
    #[cfg(test)]
    pub(super) fn laid_out_count(&self) -> usize {
        self.layouts.len()
    }

    /// Blank rows at the beginning of a part.
    pub(super) fn gap(&self, block: usize, part: usize) -> usize {
        match self.blocks.get(block) {
            Some(block) if part == 0 => usize::from(block.gap),
            Some(_) | None => 0,
        }
    }

    /// Rows of a part including its blank rows; lays the part out.
    pub(super) fn rows_in(&mut self, text: &str, block: usize, part: usize) -> usize {
        let gap = self.gap(block, part);
        self.laid_out(text, block, part)
            .map_or(0, |layout| gap + layout.lines.len())
    }

    /// Number of parts of a paragraph; lays nothing out.
    pub(super) fn part_count(&mut self, text: &str, block: usize) -> usize {
        self.parts(text, block)
            .map_or(0, |parts| parts.starts.len())
    }

    /// Direction and parts of a paragraph, computed at the first call.
    ///
    /// The direction is that of the whole paragraph, so that a part which begins with a
    /// Latin word has the same one.
    pub(super) fn parts(&mut self, text: &str, block: usize) -> Option<&BlockParts> {
        let fallback = self.fallback;
        let block = self.blocks.get_mut(block)?;
        let (span, known) = (block.span, block.direction);
        Some(block.parts.get_or_insert_with(|| {
            BlockParts {
                direction: known
                    .or_else(|| bidi::first_strong(span.of(text)))
                    .unwrap_or(fallback),
                starts: part_starts(text, span),
            }
        }))
    }

    /// The layout of a part, made now if it is not in the cache; `None` if there is no such part.
    pub(super) fn laid_out(
        &mut self,
        text: &str,
        block: usize,
        part: usize,
    ) -> Option<&PartLayout> {
        let (direction, span) = {
            let whole = self.blocks.get(block)?.span;
            let parts = self.parts(text, block)?;
            let start = *parts.starts.get(part)?;
            let end = parts.starts.get(part + 1).copied().unwrap_or(whole.end);
            (parts.direction, Span::new(start, end))
        };
        self.clock += 1;
        let key = (block, part);
        if !self.layouts.contains_key(&key) {
            self.drop_unused(span.len());
            let prepared = prepare_with(text, span, direction, self.target);
            self.kept_bytes += prepared.span().len();
            let fresh = PartLayout {
                prepared,
                lines: Vec::new(),
                used: 0,
            };
            self.layouts.insert(key, fresh);
        }
        let (width, clock) = (self.width, self.clock);
        let layout = self.layouts.get_mut(&key)?;
        layout.used = clock;
        if layout.lines.is_empty() {
            layout.lines = layout.prepared.wrap(width);
        }
        Some(layout)
    }

    /// Drops the half of the layouts that was not used for longest if `more` bytes would be too many.
    ///
    /// Half at once, so that scrolling on does not drop and make one part for every row.
    fn drop_unused(&mut self, more: usize) {
        if self.kept_bytes + more <= MAX_KEPT_BYTES {
            return;
        }
        let mut ages: Vec<u64> = self.layouts.values().map(|layout| layout.used).collect();
        let middle = ages.len() / 2;
        let (_, &mut median, _) = ages.select_nth_unstable(middle);
        self.layouts.retain(|_, layout| layout.used > median);
        self.kept_bytes = self
            .layouts
            .values()
            .map(|layout| layout.prepared.span().len())
            .sum();
    }
}

/// Where the parts of a paragraph begin.
///
/// A part has between three quarters of [`MAX_PART_BYTES`] and all of them.
fn part_starts(text: &str, span: Span) -> Vec<usize> {
    let mut starts = vec![span.start];
    let mut start = span.start;
    while span.end.saturating_sub(start) > MAX_PART_BYTES {
        let low = char_boundary(text, start + MAX_PART_BYTES / 4 * 3);
        let high = char_boundary(text, start + MAX_PART_BYTES);
        let window = Span::new(low, high).of(text);
        let next = low + boundary_in(window);
        // The span does not fit the text.
        if next <= start {
            break;
        }
        start = next;
        starts.push(start);
    }
    starts
}

/// The nearest `char` boundary at or before `at`.
fn char_boundary(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

/// The best boundary in a window of text: after a line separator, a sentence, a space, or between clusters.
fn boundary_in(window: &str) -> usize {
    let after = |at: usize| {
        let rest = window.get(at..).unwrap_or_default();
        at + rest.len() - rest.trim_start().len()
    };
    let ends_sentence = |at: usize| {
        window
            .get(..at)
            .is_some_and(|head| head.ends_with(is_sentence_end))
    };
    if let Some(at) = window.rfind('\n') {
        return at + 1;
    }
    let spaces = || window.rmatch_indices(' ').map(|(at, _)| at);
    if let Some(at) = spaces()
        .find(|&at| ends_sentence(at))
        .or_else(|| spaces().next())
    {
        return after(at);
    }
    window
        .grapheme_indices(true)
        .next_back()
        .map(|(at, _)| at)
        .filter(|&at| at > 0)
        .unwrap_or(window.len())
}
