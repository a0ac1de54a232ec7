//! Paragraph → the places where a line may end.
//!
//! UAX #14 (15.1) through `icu_segmenter`, which Unicode's own project maintains
//! (`unicode-linebreak` has been at Unicode 15.0 since 2023), with rules for
//! Arabic newspapers, because UAX #14 cannot tell whether an ASCII
//! quotation mark opens or closes:
//!
//! - an opening bracket or quotation mark stays with what follows, a closing
//!   one with what precedes, also where spaces stand between them (`" نص "`);
//! - no line begins with a comma, full stop, ellipsis or percent sign that belongs to what precedes;
//! - a soft hyphen is no place to break, since none is drawn.
//!
//! A word wider than the line is broken between clusters; [`Breaks::kept_together`] says where
//! that would separate a bracket, quotation mark or comma from its word.

use std::borrow::Cow;

use icu_properties::CodePointMapData;
use icu_properties::props::{BidiMirroringGlyph, BidiPairedBracketType};
use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::width::{is_invisible, is_mark};
use crate::characters::{
    QuoteFamily, QuoteSide, is_closing_bracket, is_opening_bracket, is_sentence_end, quotation_mark,
};

/// What a punctuation mark does to a line break beside it.
///
/// A mark without a role may be at either end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BreakRole {
    /// Stays with what follows.
    Opener,
    /// Stays with what precedes.
    Closer,
}

/// A punctuation mark with a role, in bytes of the paragraph: a bracket, a quotation mark, a comma or a full stop.
#[derive(Clone, Copy, Debug)]
struct PunctuationMark {
    start: usize,
    end: usize,
    role: BreakRole,
}

/// Where a paragraph may be broken; byte offsets, ascending.
pub(super) struct Breaks {
    /// A line may end here.
    pub(super) opportunities: Vec<usize>,
    /// Even a word that is wider than the line should not be broken here.
    pub(super) kept_together: Vec<usize>,
}

/// Finds the breaks of a paragraph. Linear.
pub(super) fn find(text: &str) -> Breaks {
    let marks = punctuation_marks(text);
    let mut next = 0;
    let plain = without_complex_scripts(text);
    let opportunities = uax14_opportunities(&plain)
        .filter(|&at| {
            while marks.get(next).is_some_and(|mark| mark.start < at) {
                next += 1;
            }
            let before = next.checked_sub(1).and_then(|index| marks.get(index));
            may_break(text, at, before, marks.get(next))
        })
        .collect();
    let kept_together = marks
        .iter()
        .map(|mark| match mark.role {
            BreakRole::Opener => mark.end,
            BreakRole::Closer => mark.start,
        })
        .collect();
    Breaks {
        opportunities,
        kept_together,
    }
}

/// The opportunities of UAX #14 in a text [without complex scripts](without_complex_scripts), 0 and its length among them.
pub(super) fn uax14_opportunities(text: &str) -> impl Iterator<Item = usize> {
    const SEGMENTER: LineSegmenterBorrowed<'static> =
        LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    SEGMENTER.segment_str(text)
}

/// The text with other letters of the same length in place of Thai, Lao, Khmer and Burmese ones, which need a
/// dictionary.
///
/// Without its dictionaries the segmenter takes a run of them for one word
/// anyway, but writes a warning to standard error in debug builds. All byte offsets stay the same.
pub(super) fn without_complex_scripts(text: &str) -> Cow<'_, str> {
    let is_complex = |c: char| {
        matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AA7F}')
            && (c.is_alphabetic() || is_mark(c))
    };
    if !text.contains(is_complex) {
        return Cow::Borrowed(text);
    }
    // A Devanagari letter is three bytes long too, so that all offsets stay.
    let plain = |c| if is_complex(c) { '\u{0905}' } else { c };
    Cow::Owned(text.chars().map(plain).collect())
}

/// The added rules, for one opportunity of UAX #14: `before` is the nearest mark before it, `after` the nearest at or
/// behind it.
fn may_break(
    text: &str,
    at: usize,
    before: Option<&PunctuationMark>,
    after: Option<&PunctuationMark>,
) -> bool {
    let (Some(head), Some(tail)) = (text.get(..at), text.get(at..)) else {
        return false;
    };
    if head.is_empty() || head.ends_with('\u{00AD}') {
        return false;
    }
    if after.is_some_and(|mark| mark.start == at && mark.role == BreakRole::Closer) {
        return false;
    }
    let only_spaces_to = |mark: &PunctuationMark| {
        text.get(mark.end..at)
            .is_some_and(|between| between.chars().all(char::is_whitespace))
    };
    if before.is_some_and(|mark| mark.role == BreakRole::Opener && only_spaces_to(mark)) {
        return false;
    }
    let number = |head: &str| head.trim_end().ends_with(|c: char| c.is_numeric());
    !(tail.starts_with(['%', '\u{066A}', '\u{2030}']) && number(head))
}

/// The punctuation marks of a paragraph that have a role.
///
/// One pass; an opening ASCII quotation mark is remembered until one closes.
fn punctuation_marks(text: &str) -> Vec<PunctuationMark> {
    let mut marks = Vec::new();
    let mut before = None;
    let mut inside = false;
    for (start, c) in text.char_indices() {
        if is_letter(c) {
            before = Some(c);
            continue;
        }
        if is_ignored(c) {
            continue;
        }
        let end = start + c.len_utf8();
        if let Some(role) = role(c, before, text.get(end..).unwrap_or_default(), inside) {
            if c == '"' {
                inside = role == BreakRole::Opener;
            }
            marks.push(PunctuationMark { start, end, role });
        }
        before = Some(c);
    }
    marks
}

/// The letters of most texts, which are no punctuation; they skip the look-ups below.
const fn is_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '\u{0620}'..='\u{064A}' | '\u{0671}'..='\u{06D3}')
}

/// Combining marks and formatting characters, which do not count as neighbours of a punctuation mark.
fn is_ignored(c: char) -> bool {
    !c.is_ascii() && (is_mark(c) || is_invisible(c) && !c.is_whitespace())
}

/// The role of a punctuation mark: `before` is the character before it, `rest` the text
/// after it, `inside` whether an ASCII quotation mark is open.
fn role(c: char, before: Option<char>, rest: &str, inside: bool) -> Option<BreakRole> {
    if is_quote(c) {
        return Some(quote_role(c, before, rest, inside));
    }
    if is_stop(c) {
        return Some(BreakRole::Closer);
    }
    match CodePointMapData::<BidiMirroringGlyph>::new()
        .get(c)
        .paired_bracket_type
    {
        BidiPairedBracketType::Open => Some(BreakRole::Opener),
        BidiPairedBracketType::Close => Some(BreakRole::Closer),
        _ => None,
    }
}

/// Commas, full stops and the like, which stay with what precedes them.
const fn is_stop(c: char) -> bool {
    is_sentence_end(c)
        || matches!(
            c,
            ',' | ';' | ':' | '\u{060C}' | '\u{061B}' | '\u{3001}' | '\u{3002}'
        )
}

/// Quotation marks of any kind; writers use each of them on both sides; `'` is an apostrophe here.
const fn is_quote(c: char) -> bool {
    match quotation_mark(c) {
        Some(mark) => !matches!(mark.family, QuoteFamily::StraightSingle),
        None => false,
    }
}

/// Whether a quotation mark opens or closes: decided by the spaces around it, since Arabic texts use
/// every mark on both sides; between two spaces by the mark itself, an ASCII one in turns.
fn quote_role(c: char, before: Option<char>, rest: &str, inside: bool) -> BreakRole {
    let opens_after = |c: char| c.is_whitespace() || is_opening_bracket(c);
    let closes_before = |c: char| c.is_whitespace() || is_stop(c) || is_closing_bracket(c);
    let open_side = before.is_none_or(opens_after);
    let close_side = rest
        .chars()
        .find(|&c| !is_ignored(c))
        .is_none_or(closes_before);
    match (open_side, close_side) {
        (true, false) => BreakRole::Opener,
        (false, true) => BreakRole::Closer,
        (true, true) | (false, false) => match quotation_mark(c).map(|mark| mark.side) {
            Some(QuoteSide::Opening) => BreakRole::Opener,
            Some(QuoteSide::Closing) => BreakRole::Closer,
            _ if inside => BreakRole::Closer,
            _ => BreakRole::Opener,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::notation::{arabic, wrapped};

    /// A text in the module's notation with `|` at each break opportunity.
    fn pieces(notation: &str) -> String {
        let text = arabic(notation);
        let mut found = super::find(&text).opportunities;
        found.retain(|&at| at < text.len());
        let mut shown = String::new();
        for ((at, _), c) in text.char_indices().zip(notation.chars()) {
            if found.contains(&at) {
                shown.push('|');
            }
            shown.push(c);
        }
        shown
    }

    #[test]
    fn quotes_and_brackets_stay_with_their_words() {
        for shown in [
            "QAL: |\"NS |NS\" |TM",
            "QAL: |\" NS |NS \" |TM",
            "QAL: |« NS |NS » |TM",
            "QAL: |( NS |NS ) |TM",
            "QAL: |“NS” |TM",
            // The quotation marks as some Arabic keyboards give them, closing mark first.
            "QAL: |”NS“ |TM",
            "QAL: |\"NS \" |TM",
            "QAL: |\" NS\" |TM",
            "(\"NS\") |TM",
            "QAL |\"NS\": |\"TM\"",
            "don’t |be",
            // After an unpaired mark the next pair is still decided by the spaces around it.
            "TWL |5\" |FY |\"NS\" |M",
        ] {
            let stored = shown.replace('|', "");
            assert_eq!(pieces(&stored), shown);
        }
    }

    #[test]
    fn no_line_begins_with_a_mark_that_ends_a_phrase() {
        for shown in [
            "NS، |NS ، |NS",
            "NS .",
            "NS … |NS",
            "NS ؟ |NS ! |NS",
            "NSBH |20 % |MN",
            "NSBH |٢٠ ٪ |MN",
            "12/3/2026 |M",
            "co\u{AD}op",
        ] {
            let stored = shown.replace('|', "");
            assert_eq!(pieces(&stored), shown);
        }
    }

    #[test]
    fn scripts_that_need_a_dictionary_count_as_words() {
        assert_eq!(pieces("ກຂຄ ไทย မြန်မာ A"), "ກຂຄ |ไทย |မြန်မာ |A");
    }

    #[test]
    fn a_long_word_is_broken_where_no_mark_leaves_its_word() {
        assert_eq!(wrapped("ABDEFG", 4), ["EDBA", "GF"]);
        assert_eq!(wrapped("\"ABD\"", 4), ["BA\"", "\"D"]);
        assert_eq!(wrapped("ABDE،", 4), ["DBA", "،E"]);
        assert_eq!(wrapped("AB(DE", 3), ["BA", "ED)"]);
        assert_eq!(wrapped("((((", 2), ["))", "))"], "there is no better place");
    }
}
