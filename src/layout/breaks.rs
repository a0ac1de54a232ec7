//! Paragraph → the places where a line may end.
//!
//! UAX #14 through `icu_segmenter` (kept by Unicode's project and current;
//! `unicode-linebreak` stands at Unicode 15.0 since 2023), with the rules that
//! an Arabic newspaper adds, because UAX #14 cannot tell whether an ASCII
//! quotation mark opens or closes:
//!
//! - an opening bracket or quotation mark stays with what follows, a closing
//!   one with what precedes, also where blanks stand between them (`" نص "`);
//! - no line begins with a comma, full stop, ellipsis or percent sign that belongs to what precedes;
//! - a soft hyphen is no place to break, since none is drawn.
//!
//! A word wider than the line is broken elsewhere (at a cluster); `tight` says where
//! that would tear a bracket, quotation mark or comma off.

use std::borrow::Cow;

use icu_properties::CodePointMapData;
use icu_properties::props::{BidiMirroringGlyph, BidiPairedBracketType};
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::width::{is_invisible, is_mark};
use crate::characters::{
    QuoteFamily, QuoteSide, is_closing_bracket, is_opening_bracket, is_sentence_end, quotation_mark,
};

/// What a punctuation mark does to a line break beside it.
///
/// A mark without a role may stand at either end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BreakRole {
    /// Stays with what follows.
    Opener,
    /// Stays with what precedes.
    Closer,
}

/// A punctuation mark with a role.
///
/// A bracket, a quotation mark, a comma or a stop, in bytes of the paragraph.
#[derive(Clone, Copy, Debug)]
struct PunctuationMark {
    start: usize,
    end: usize,
    role: BreakRole,
}

/// Where lines may and should not end; byte offsets, ascending.
pub(super) struct Breaks {
    /// A line may end here.
    pub(super) soft: Vec<usize>,
    /// Even a word that is too long should not be cut here.
    pub(super) tight: Vec<usize>,
}

/// Finds the breaks of a paragraph. Linear.
///
/// The offsets are those of `text`, also where scripts were swapped for the segmenter.
pub(super) fn find(text: &str) -> Breaks {
    const SEGMENTER: icu_segmenter::LineSegmenterBorrowed<'static> =
        LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let edges = edges(text);
    let mut next = 0;
    let soft = SEGMENTER
        .segment_str(&without_complex_scripts(text))
        .filter(|&at| {
            while edges.get(next).is_some_and(|edge| edge.start < at) {
                next += 1;
            }
            let before = next.checked_sub(1).and_then(|index| edges.get(index));
            may_break(text, at, before, edges.get(next))
        })
        .collect();
    let tight = edges
        .iter()
        .map(|edge| match edge.role {
            BreakRole::Opener => edge.end,
            BreakRole::Closer => edge.start,
        })
        .collect();
    Breaks { soft, tight }
}

/// The text with the letters of Thai, Lao, Khmer and Burmese, which need a dictionary, as letters of the same length.
///
/// Without its dictionaries the segmenter takes a run of them for one word
/// anyway, but complains to standard error in debug builds.
fn without_complex_scripts(text: &str) -> Cow<'_, str> {
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

/// The local rules on one opportunity of UAX #14, between the nearest edge before it and the nearest from it on.
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
    if after.is_some_and(|edge| edge.start == at && edge.role == BreakRole::Closer) {
        return false;
    }
    let blank = |edge: &PunctuationMark| {
        text.get(edge.end..at)
            .is_some_and(|between| between.chars().all(char::is_whitespace))
    };
    if before.is_some_and(|edge| edge.role == BreakRole::Opener && blank(edge)) {
        return false;
    }
    let number = |head: &str| head.trim_end().ends_with(|c: char| c.is_numeric());
    !(tail.starts_with(['%', '\u{066A}', '\u{2030}']) && number(head))
}

/// The edges of a paragraph.
///
/// One pass; an opening ASCII quotation mark is remembered until one closes.
fn edges(text: &str) -> Vec<PunctuationMark> {
    let mut edges = Vec::new();
    let mut before = None;
    let mut inside = false;
    for (start, c) in text.char_indices() {
        if is_letter(c) {
            before = Some(c);
            continue;
        }
        if is_passed_over(c) {
            continue;
        }
        let end = start + c.len_utf8();
        if let Some(role) = role(c, before, text.get(end..).unwrap_or_default(), inside) {
            if c == '"' {
                inside = role == BreakRole::Opener;
            }
            edges.push(PunctuationMark { start, end, role });
        }
        before = Some(c);
    }
    edges
}

/// The letters of most texts, which are no edge; that spares the look-ups below.
const fn is_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '\u{0620}'..='\u{064A}' | '\u{0671}'..='\u{06D3}')
}

/// Marks and formatting characters neither open nor close nor stand between.
fn is_passed_over(c: char) -> bool {
    !c.is_ascii() && (is_mark(c) || is_invisible(c) && !c.is_whitespace())
}

/// What a mark does here: `before` is the character that precedes it, `rest` the text
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

/// Commas, full stops and their like, which end what precedes them.
const fn is_stop(c: char) -> bool {
    is_sentence_end(c)
        || matches!(
            c,
            ',' | ';' | ':' | '\u{060C}' | '\u{061B}' | '\u{3001}' | '\u{3002}'
        )
}

/// Quotation marks of any kind that may open or close, after the writer's habit; `'` is an apostrophe here.
const fn is_quote(c: char) -> bool {
    match quotation_mark(c) {
        Some(mark) => !matches!(mark.family, QuoteFamily::StraightSingle),
        None => false,
    }
}

/// Which side a quotation mark belongs to: told by the blanks around it, since Arabic texts use
/// every mark both ways; between two blanks by its own sense, an ASCII one by turns.
fn quote_role(c: char, before: Option<char>, rest: &str, inside: bool) -> BreakRole {
    let opens_after = |c: char| c.is_whitespace() || is_opening_bracket(c);
    let closes_before = |c: char| c.is_whitespace() || is_stop(c) || is_closing_bracket(c);
    let open_side = before.is_none_or(opens_after);
    let close_side = rest
        .chars()
        .find(|&c| !is_passed_over(c))
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

    /// The logical pieces that lines can be made of, for a text in the room's notation.
    fn pieces(notation: &str) -> String {
        let text = arabic(notation);
        let mut soft = super::find(&text).soft;
        soft.retain(|&at| at < text.len());
        let mut shown = String::new();
        for ((at, _), c) in text.char_indices().zip(notation.chars()) {
            if soft.contains(&at) {
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
            // After an odd mark the next pair is still told by the blanks around it.
            "TWL |5\" |FY |\"NS\" |M",
        ] {
            let stored = shown.replace('|', "");
            assert_eq!(pieces(&stored), shown);
        }
    }

    #[test]
    fn no_line_begins_with_what_ends_a_phrase() {
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
    fn a_long_word_is_cut_where_nothing_is_torn_off() {
        assert_eq!(wrapped("ABDEFG", 4), ["EDBA", "GF"]);
        assert_eq!(wrapped("\"ABD\"", 4), ["BA\"", "\"D"]);
        assert_eq!(wrapped("ABDE،", 4), ["DBA", "،E"]);
        assert_eq!(wrapped("AB(DE", 3), ["BA", "ED)"]);
        assert_eq!(
            wrapped("((((", 2),
            ["))", "))"],
            "nothing else is to be had"
        );
    }
}
