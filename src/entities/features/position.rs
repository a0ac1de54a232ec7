//! The words of a sentence → where each token stands: in quotations, in known phrases, behind head words,
//! and in which kind of line.
//!
//! By the shapes and lists of words alone. What a position means for a label is learned.

#![expect(
    clippy::cast_possible_truncation,
    reason = "positions are limited before the cast"
)]

use super::super::analyzed_word::{AnalyzedWord, Shape};
use super::super::gazetteers::GazetteerList;
use super::super::phrases::{PhraseEntry, PhraseTable};
use crate::text::Document;

/// Where a token stands in its sentence and its article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TokenPosition {
    /// Tokens since the mark that opened the quotation around it, plus one; 0 outside.
    pub(crate) since_open: u8,
    /// Tokens to the mark that closes it, plus one; 0 outside.
    pub(crate) to_close: u8,
    /// Index in the sentence of the word before that quotation, plus one; 0 for none.
    pub(crate) before_quote: u16,
    /// Index in the sentence of the head word of an organization that it may belong to, plus one.
    pub(crate) head: u16,
    /// The known phrase that it is part of: kind, position in the phrase and share; 0 outside of any.
    pub(crate) phrase: u16,
    /// Line of the article: 0 the first, 1 a short line without a stop, 2 any other.
    pub(crate) line: u8,
}

/// The position of each token of a sentence; `line` as in [`TokenPosition::line`].
///
/// One pass over the words. Quotations do not nest (of «… «…» …» the inner counts), and one that continues in the
/// next sentence is not seen. A head word reaches seven words, to a stop, comma or colon, or to
/// the next head word.
pub(crate) fn positions(
    words: &[&AnalyzedWord],
    line: u8,
    phrases: PhraseTable<'_>,
) -> Vec<TokenPosition> {
    let mut positions = vec![
        TokenPosition {
            line,
            ..TokenPosition::default()
        };
        words.len()
    ];
    for found in phrases.find(words) {
        let PhraseEntry { kind, share } = found.phrase;
        let last = found.end - found.start - 1;
        for (at, position) in positions[found.start..found.end].iter_mut().enumerate() {
            let part = match at {
                0 => 0,
                _ if at == last => 2,
                _ => 1,
            };
            position.phrase = 1 + (part * 3 + kind as u16) * 8 + u16::from(share);
        }
    }
    let mut open: Option<usize> = None;
    let mut head: Option<usize> = None;
    for (at, word) in words.iter().enumerate() {
        match word.shape {
            Shape::Straight if open.is_some() => close(&mut positions, &mut open, at),
            Shape::Close => close(&mut positions, &mut open, at),
            Shape::Open | Shape::Straight => open = Some(at),
            _ => {}
        }
        if let Some(found) = head {
            if at - found > 7 || matches!(word.shape, Shape::Stop | Shape::Comma | Shape::Colon) {
                head = None;
            } else {
                positions[at].head = found as u16 + 1;
            }
        }
        if word.entry.lists & GazetteerList::Head as u16 != 0 && at < usize::from(u16::MAX) {
            head = Some(at);
        }
    }
    positions
}

/// Ends the open quotation at token `at` and records it in the tokens inside; nothing where none is open.
fn close(positions: &mut [TokenPosition], open: &mut Option<usize>, at: usize) {
    let Some(start) = open.take() else { return };
    // Quotations after the 65,535th word of a sentence have no word before them. The mark's own index is
    // that of the word before it, plus one.
    let before = u16::try_from(start).unwrap_or(0);
    for (since, position) in positions[start + 1..at].iter_mut().enumerate() {
        position.since_open = (since + 1).min(200) as u8;
        position.to_close = (at - start - 1 - since).min(200) as u8;
        position.before_quote = before;
    }
}

/// The kind of line that token `index` stands in; see [`TokenPosition::line`].
///
/// The first paragraph is the headline where a page has one; a short line without a full stop
/// (14 tokens at most) is mostly a heading, a byline or a caption.
pub(crate) fn line(document: &Document<'_>, index: usize) -> u8 {
    let at = document
        .paragraphs
        .partition_point(|(range, _)| range.end <= index);
    match document.paragraphs.get(at) {
        _ if at == 0 => 0,
        Some((range, _)) if range.len() <= 14 && document.word(range.end - 1) != "." => 1,
        _ => 2,
    }
}
