//! The clusters of a cell → the cell: its bytes and what is sent to the terminal for it.
//!
//! Letters become forms, brackets are mirrored, marks are kept or stripped, a word ligature gives one letter for each of
//! its clusters. Which clusters make a cell, and in which order cells stand, is decided [elsewhere](super).

use super::PreparedParagraph;
use super::cluster::{LAM_ALEF, SHARES_CELL, WRITTEN_OUT};
use crate::layout::line::{Cell, Symbol};
use crate::layout::target::{RowOrder, Shaping};
use crate::layout::{bidi, shape, width};
use crate::span::Span;

impl PreparedParagraph {
    /// One cell from its clusters.
    pub(super) fn cell(&self, text: &str, clusters: std::ops::Range<usize>, level: u8) -> Cell {
        let head = self.clusters[clusters.start];
        let span = Span::new(self.byte(clusters.start), self.end_byte(clusters.end));
        let own = self.text_of(text, clusters.start);
        let own = own.trim_start_matches(width::is_invisible);
        let mut symbol = Symbol::default();
        let mut rest: Vec<usize> = (clusters.start + 1..clusters.end)
            .filter(|&index| self.clusters[index].is(SHARES_CELL))
            .collect();
        let first = own.chars().next().unwrap_or(' ');
        if first == '\t' {
            symbol.push(' ');
        } else if self.target.shaping == Shaping::Forms && shape::is_arabic_letter(first) {
            // Marks behind a control may come before the alef and after it.
            let is_letter = |&index: &usize| {
                self.text_of(text, index)
                    .starts_with(shape::is_arabic_letter)
            };
            let alef = rest
                .iter()
                .position(is_letter)
                .filter(|_| head.is(LAM_ALEF));
            let alef = alef.map(|place| self.text_of(text, rest.remove(place)));
            shape::push_forms(&mut symbol, own, alef, head.joined(), self.target.tashkeel);
        } else {
            let mirrors = self.target.order == RowOrder::Visual && level % 2 == 1;
            self.push_plain(&mut symbol, own, mirrors);
        }
        for index in rest {
            self.push_marks(&mut symbol, self.text_of(text, index));
        }
        Cell {
            span,
            symbol,
            width: u16::from(head.width),
            level,
        }
    }

    /// A cluster that is not written as forms: its base, mirrored if required, or a no-break space if it has none.
    fn push_plain(&self, symbol: &mut Symbol, cluster: &str, mirrors: bool) {
        let mut chars = cluster.chars();
        let first = chars.next().unwrap_or(' ');
        if width::needs_carrier(cluster) {
            symbol.push('\u{A0}');
            self.push_marks(symbol, cluster);
            return;
        }
        let shown = mirrors.then(|| bidi::mirrored(first)).flatten();
        symbol.push(shown.unwrap_or(first));
        // The forms already show what joiners beside Arabic letters ask for; emoji and Indic letters need theirs.
        let joined = self.target.shaping == Shaping::Forms
            && matches!(first, ' ' | '\u{A0}' | '\u{0600}'..='\u{06FF}');
        if joined {
            let marks = chars.filter(|c| !matches!(c, '\u{200C}' | '\u{200D}'));
            symbol.extend(marks.filter(|&c| shape::keeps(c, self.target.tashkeel)));
        } else {
            self.push_marks(symbol, chars.as_str());
        }
    }

    /// Marks as they are stored, without those that the target strips.
    fn push_marks(&self, symbol: &mut Symbol, marks: &str) {
        symbol.extend(
            marks
                .chars()
                .filter(|&c| shape::keeps(c, self.target.tashkeel)),
        );
    }

    /// Text of one cluster, at most as many scalars as a cell can hold.
    fn text_of<'a>(&self, text: &'a str, index: usize) -> &'a str {
        if self.clusters[index].is(WRITTEN_OUT) {
            return self.written_letter(text, index);
        }
        width::shortened(Span::new(self.byte(index), self.byte(index + 1)).of(text))
    }

    /// The letter of a word ligature that the cluster at `index` is.
    fn written_letter(&self, text: &str, index: usize) -> &'static str {
        let start = self.clusters[index].start;
        let before = self.clusters[..index].iter().rev();
        let place = before.take_while(|cluster| cluster.start == start).count();
        let ligature = Span::new(self.byte(index), self.end_byte(index + 1)).of(text);
        let words = shape::word_ligature(ligature).unwrap_or_default();
        let mut letters = words.char_indices().skip(place).map(|(at, _)| at);
        let from = letters.next().unwrap_or(words.len());
        let to = letters.next().unwrap_or(words.len());
        words.get(from..to).unwrap_or_default()
    }

    /// One past the last byte of the cluster before `end`. The letters of a word ligature have the same bytes.
    pub(super) fn end_byte(&self, end: usize) -> usize {
        let last = end.checked_sub(1).and_then(|last| self.clusters.get(last));
        let rest = self.clusters.iter().skip(end);
        let mut after = rest.skip_while(|next| last.is_some_and(|last| last.start == next.start));
        after
            .next()
            .map_or(self.span.end, |next| self.span.start + next.start as usize)
    }
}
