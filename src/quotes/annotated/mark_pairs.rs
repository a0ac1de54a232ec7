//! The quotation marks of a text → [`MarkPair`]s: which mark opens, which closes
//! it, and what is inside what.
//!
//! « » “ ” „ ‟ ‹ › " ' ” in any mix. A straight mark opens or closes by what
//! stands beside it; one that could do both closes where one is open. A mark
//! without a partner is dropped, except that an opener behind a colon or in front
//! of أن takes all up to its paragraph's end (see [`MarkPair::guessed`]). A quote that goes on
//! over paragraphs is paired across them. Linear in the words: a closer looks
//! at no more than [`DEEPEST`] open marks.
//!
//! It does not ask whether a pair is speech; `is_speech` does. Newspapers mix their marks, close
//! « with " and leave closers out, so families are a preference and no rule.

use std::ops::Range;

use super::AnnotatedText;
use crate::characters::{QuoteFamily, QuoteSide, quotation_mark};
use crate::text::TokenKind;

/// Open marks that a closer looks at; deeper nesting than this is no writing.
///
/// It also bounds the cost of a text of openers alone.
const DEEPEST: usize = 4;
/// Paragraphs over which one quote may go on.
///
/// A speech printed whole runs over several; a lost opener must not reach a closer far below.
const MOST_PARAGRAPHS: usize = 12;

/// Two quotation marks that belong together, as word indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::quotes) struct MarkPair {
    /// The opening mark.
    pub(in crate::quotes) open: usize,
    /// The closing mark, or one past the last word inside where there is none.
    pub(in crate::quotes) close: usize,
    /// The words between the marks.
    ///
    /// A mark of two tokens ('') makes them begin two words behind `open`.
    pub(in crate::quotes) inside: (usize, usize),
    /// Whether the closing mark is missing and the end was guessed.
    pub(in crate::quotes) guessed: bool,
}

/// What a mark can do where it stands.
///
/// By the glyph alone for « ‹ „, by its neighbours for marks that look alike on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MarkDirection {
    Opens,
    Closes,
    Either,
}

/// The family a mark belongs to; a closer prefers an opener of its own.
///
/// Curly and straight double marks are two families, so that a straight one may stand inside “…”.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MarkFamily {
    Guillemet,
    Single,
    Curly,
    Straight,
}

/// Pairs the quotation marks of a text, sorted by opening mark.
///
/// Paragraph by paragraph. `open` holds the openers of this paragraph, `unclosed` those of the
/// ones before that found no closer. A closer is tried in this order: an opener of its
/// family, any opener (for marks that can only be double), a unclosed one of an earlier
/// paragraph. What is left is guessed at the end or dropped.
///
/// The pairs that come out nest: one that crosses an earlier one is dropped. Two pairs never
/// share an opening mark, and none is empty.
pub(super) fn pair(text: &AnnotatedText<'_>) -> Vec<MarkPair> {
    let mut pairs = Vec::new();
    let mut unclosed: Vec<(usize, MarkFamily)> = Vec::new();
    let reversed = is_reversed(text);
    for (range, _) in &text.paragraphs {
        let mut open: Vec<(usize, MarkFamily)> = Vec::new();
        for at in range.clone() {
            let Some(mark) = mark_at(text, at, reversed) else {
                continue;
            };
            let (direction, family) = (mark.direction, mark.family);
            let straight_inside =
                direction == MarkDirection::Opens && family == MarkFamily::Straight;
            if goes_on(text, &unclosed, at, direction) {
                unclosed.push((at, family));
                continue;
            }
            match direction {
                MarkDirection::Opens if !straight_inside || may_nest(&open, at) => {
                    open.push((at, family));
                }
                MarkDirection::Either
                    if !open.iter().rev().take(DEEPEST).any(|o| o.1 == family) =>
                {
                    open.push((at, family));
                }
                MarkDirection::Opens | MarkDirection::Closes | MarkDirection::Either => {
                    if let Some((opener, dropped)) = close(&mut open, family) {
                        unclosed.extend(dropped);
                        pairs.push(between(text, opener, at, mark.last));
                    } else if carry(text, &mut unclosed, at) {
                        let opener = unclosed.pop().map_or(at, |o| o.0);
                        pairs.push(between(text, opener, at, mark.last));
                    } else if direction == MarkDirection::Either || family == MarkFamily::Straight {
                        open.push((at, family));
                    }
                }
            }
        }
        unclosed.extend(open);
    }
    guess(text, &unclosed, &mut pairs);
    pairs.sort_unstable_by_key(|pair| (pair.open, std::cmp::Reverse(pair.close)));
    drop_crossing(&mut pairs);
    pairs
}

/// The pair of the mark that begins at `open` and the one at `close..=last`.
fn between(text: &AnnotatedText<'_>, open: usize, close: usize, last: usize) -> MarkPair {
    MarkPair {
        open,
        close: last,
        inside: (after_mark(text, open), close),
        guessed: false,
    }
}

/// The first word behind the mark that begins at a word.
fn after_mark(text: &AnnotatedText<'_>, at: usize) -> usize {
    mark_at(text, at, false).map_or(at, |mark| mark.last) + 1
}

/// A quotation mark: one token, or two that are written for one ('' << >>).
///
/// It begins at the word that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    /// Its last word.
    last: usize,
    direction: MarkDirection,
    family: MarkFamily,
}

/// What the word at `at` can do as a quotation mark, or `None` where it is none.
///
/// An apostrophe inside a word (d'Or) is no quotation mark. The second of two apostrophes is part of the
/// first one's mark.
fn mark_at(text: &AnnotatedText<'_>, at: usize, reversed: bool) -> Option<Mark> {
    if text.words[at].kind != TokenKind::Mark {
        return None;
    }
    let raw = text.raw(at);
    let repeats = |i: usize| matches!(raw, "'" | "<" | ">") && text.raw(i) == raw;
    if at > 0 && repeats(at - 1) && !text.apart(at) {
        return None;
    }
    if repeats(at + 1) && !text.apart(at + 1) {
        let (direction, family) = match raw {
            "<" => (MarkDirection::Opens, MarkFamily::Guillemet),
            ">" => (MarkDirection::Closes, MarkFamily::Guillemet),
            _ => (beside(text, at..at + 2, false), MarkFamily::Straight),
        };
        return Some(Mark {
            last: at + 1,
            direction,
            family,
        });
    }
    let mut letters = raw.chars();
    let mark = quotation_mark(letters.next()?).filter(|_| letters.next().is_none())?;
    let direction = match mark.family {
        QuoteFamily::Guillemet | QuoteFamily::SingleGuillemet => {
            if (mark.side == QuoteSide::Opening) == reversed {
                MarkDirection::Closes
            } else {
                MarkDirection::Opens
            }
        }
        QuoteFamily::CurlyDouble if matches!(raw, "„" | "‟") => MarkDirection::Opens,
        QuoteFamily::CurlyDouble => beside(text, at..at + 1, true),
        QuoteFamily::StraightDouble => beside(text, at..at + 1, false),
        QuoteFamily::CurlySingle | QuoteFamily::StraightSingle => {
            if between_letters(text, at) {
                return None;
            }
            beside(text, at..at + 1, true)
        }
    };
    Some(Mark {
        last: at,
        direction,
        family: mark.family.into(),
    })
}

/// Whether the writer opens with » and closes with «, as some word processors store them.
///
/// Then more » stand in front of a word, or behind a colon, than behind a word.
fn is_reversed(text: &AnnotatedText<'_>) -> bool {
    let mut opening = 0_usize;
    let mut closing = 0_usize;
    for at in (0..text.words.len()).filter(|&at| text.raw(at) == "»") {
        let free_before = text.apart(at);
        let free_after = text.apart(at + 1);
        let colon = at > 0 && text.raw(at - 1) == ":";
        opening += usize::from(free_before && (colon || !free_after && !text.is_mark(at + 1)));
        closing += usize::from(!free_before);
    }
    opening > closing
}

impl From<QuoteFamily> for MarkFamily {
    fn from(family: QuoteFamily) -> Self {
        match family {
            QuoteFamily::Guillemet => Self::Guillemet,
            QuoteFamily::SingleGuillemet
            | QuoteFamily::CurlySingle
            | QuoteFamily::StraightSingle => Self::Single,
            QuoteFamily::CurlyDouble => Self::Curly,
            QuoteFamily::StraightDouble => Self::Straight,
        }
    }
}

/// Only of single marks; a double mark inside a word still opens or closes.
fn between_letters(text: &AnnotatedText<'_>, at: usize) -> bool {
    !text.apart(at)
        && !text.apart(at + 1)
        && !text.is_mark(at.wrapping_sub(1))
        && !text.is_mark(at + 1)
}

/// Opens or closes, by the blanks beside the mark; `strict` marks are never [`MarkDirection::Either`] with a blank on one side.
///
/// Free on the left and bound on the right opens; the other way round closes. A clitic on its
/// own («و"», «بـ"») counts as a blank: what is written onto the mark is not inside it.
fn beside(text: &AnnotatedText<'_>, mark: Range<usize>, strict: bool) -> MarkDirection {
    let at = mark.start;
    let paragraph = text.words[at].paragraph;
    let same = |i: usize| {
        text.words
            .get(i)
            .is_some_and(|word| word.paragraph == paragraph)
    };
    let clitic = at > 0 && same(at - 1) && is_clitic(text, at - 1);
    let bracket = at > 0 && matches!(text.raw(at - 1), "(" | "[" | ":" | "-" | "،");
    let free_before = at == 0 || !same(at - 1) || text.apart(at) || clitic || bracket;
    let after = mark.end;
    let punctuation_after = text.is_mark(after)
        && matches!(
            text.raw(after),
            "." | "،" | "," | "؛" | ")" | "]" | "؟" | "!" | ":"
        );
    let free_after = !same(after) || text.apart(after) || punctuation_after;
    match (free_before, free_after) {
        (true, false) => MarkDirection::Opens,
        (false, true) => MarkDirection::Closes,
        (false, false) if strict && clitic => MarkDirection::Opens,
        (true, true) | (false, false) => MarkDirection::Either,
    }
}

/// Whether the word before a mark is a conjunction or preposition of one letter (و" بـ" لـ").
pub(in crate::quotes) fn is_clitic(text: &AnnotatedText<'_>, at: usize) -> bool {
    matches!(
        text.key(at),
        "و" | "ف" | "ب" | "ل" | "ك" | "وب" | "ول" | "ال" | "وال" | "لل" | "بال"
    )
}

/// Whether a straight mark that faces open may open inside another straight pair.
///
/// Straight marks show no side, so two levels are all that can be told apart.
fn may_nest(open: &[(usize, MarkFamily)], at: usize) -> bool {
    match open
        .iter()
        .rev()
        .take(DEEPEST)
        .filter(|o| o.1 == MarkFamily::Straight)
        .count()
    {
        0 => true,
        // A straight mark right behind the opener is that one's closer, badly spaced.
        1 => open.last().is_none_or(|o| o.0 + 1 < at),
        _ => false,
    }
}

/// Takes the opener that a closer of `family` closes, and the openers inside it that stay without a partner.
///
/// Its own family first, looking back at most [`DEEPEST`] openers. A guillemet or curly closer
/// takes the last opener of another family rather than none; a straight or single one does
/// not, since an inch sign or an apostrophe would close what it does not belong to.
fn close(
    open: &mut Vec<(usize, MarkFamily)>,
    family: MarkFamily,
) -> Option<(usize, Vec<(usize, MarkFamily)>)> {
    let deep = open.len().saturating_sub(DEEPEST);
    let place = open[deep..]
        .iter()
        .rposition(|o| o.1 == family)
        .map(|i| i + deep)
        .or_else(|| {
            open.len()
                .checked_sub(1)
                .filter(|_| matches!(family, MarkFamily::Guillemet | MarkFamily::Curly))
        })?;
    let dropped = open.split_off(place + 1);
    open.pop().map(|o| (o.0, dropped))
}

/// Whether a closer without an opener in its paragraph closes the last unclosed opener of an earlier one.
///
/// `unclosed` is cut to end with that opener, which the caller takes. The openers that repeat the
/// quote's mark at each paragraph are dropped with it.
fn carry(text: &AnnotatedText<'_>, unclosed: &mut Vec<(usize, MarkFamily)>, at: usize) -> bool {
    let paragraph = |opener: &(usize, MarkFamily)| text.words[opener.0].paragraph;
    let Some(mut first) = unclosed.len().checked_sub(1) else {
        return false;
    };
    // Each paragraph of a quote that is opened again adds a unclosed opener; the first one counts.
    while first > 0
        && reopens(text, unclosed[first].0)
        && paragraph(&unclosed[first - 1]) + 1 >= paragraph(&unclosed[first])
    {
        first -= 1;
    }
    let (from, to) = (paragraph(&unclosed[first]), text.words[at].paragraph);
    if from == to || to - from > MOST_PARAGRAPHS {
        return false;
    }
    unclosed.truncate(first + 1);
    true
}

/// Whether a mark opens a paragraph only to show that the quote of the paragraph before goes on.
///
/// Printers repeat « at the head of each paragraph of one speech and close only the last.
fn goes_on(
    text: &AnnotatedText<'_>,
    unclosed: &[(usize, MarkFamily)],
    at: usize,
    face: MarkDirection,
) -> bool {
    let before = unclosed
        .last()
        .map(|opener| text.words[opener.0].paragraph + 1);
    face != MarkDirection::Closes && reopens(text, at) && before == Some(text.words[at].paragraph)
}

/// Whether a mark stands first in its paragraph.
fn reopens(text: &AnnotatedText<'_>, at: usize) -> bool {
    text.paragraphs
        .get(text.words[at].paragraph)
        .is_some_and(|(range, _)| range.start == at)
}

/// Gives a unclosed opener behind a colon, or in front of أن, the rest of its paragraph.
///
/// The end of the paragraph and not of the sentence: a speech behind a colon may have several.
/// At least three words; one guess for a paragraph, from its first such opener.
fn guess(text: &AnnotatedText<'_>, unclosed: &[(usize, MarkFamily)], pairs: &mut Vec<MarkPair>) {
    let mut taken = 0;
    for &(open, _) in unclosed {
        let colon = open > 0 && text.raw(open - 1) == ":";
        let that = matches!(text.key(open + 1), "ان" | "انه" | "انها");
        let end = text
            .paragraphs
            .get(text.words[open].paragraph)
            .map_or(open, |(range, _)| range.end);
        if (colon || that) && open >= taken && end > open + 3 {
            pairs.push(MarkPair {
                open,
                close: end,
                inside: (after_mark(text, open), end),
                guessed: true,
            });
            taken = end;
        }
    }
}

/// Drops pairs that cross an earlier one, so that all pairs nest.
///
/// The pairs are sorted, so each is held against the innermost that is still open. Linear.
fn drop_crossing(pairs: &mut Vec<MarkPair>) {
    let mut ends: Vec<usize> = Vec::new();
    pairs.retain(|pair| {
        while ends.last().is_some_and(|&end| end <= pair.open) {
            ends.pop();
        }
        let fits =
            ends.last().is_none_or(|&end| pair.close <= end) && pair.inside.1 > pair.inside.0;
        if fits {
            ends.push(pair.close);
        }
        fits
    });
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn all_kinds_of_marks_pair() {
        check("قال [P:سامر خليل]: «{d P:البرنامج مستمر حتى الربيع}».");
        check("قال [P:سامر خليل]: \"{d P:البرنامج مستمر حتى الربيع}\".");
        check("قال [P:سامر خليل]: “{d P:البرنامج مستمر حتى الربيع}”.");
        check("قال [P:سامر خليل]: ”{d P:البرنامج مستمر حتى الربيع}“.");
        check("قال [P:سامر خليل]: „{d P:البرنامج مستمر حتى الربيع}“.");
        check("قال [P:سامر خليل]: ‹{d P:البرنامج مستمر حتى الربيع}›.");
    }

    #[test]
    fn a_badly_spaced_mark_still_opens() {
        check("وقال [P:سامر خليل]\" {d P:البرنامج مستمر حتى الربيع} \".");
    }

    #[test]
    fn straight_marks_nest() {
        check(
            "وأكد [P:سامر خليل] أن \"{d P:البرنامج يجري بطريقة \"جديدة\" و\"سريعة\" في المدن}\".",
        );
    }

    #[test]
    fn a_missing_closer_ends_with_its_paragraph() {
        check("وقال [P:سامر خليل]: «{d P:البرنامج مستمر حتى الربيع.}¶ثم عاد الجميع إلى بيوتهم.");
    }

    #[test]
    fn a_quote_goes_on_over_paragraphs() {
        check("وقال [P:سامر خليل]: «{d P:البرنامج مستمر حتى الربيع.¶والعمل يجري في كل المدن}».");
    }

    #[test]
    fn a_quote_that_is_opened_again_is_one() {
        check("وقال [P:سامر خليل]: «{d P:البرنامج مستمر حتى الربيع.¶«والعمل يجري في كل المدن}».");
    }

    #[test]
    fn a_lonely_closer_is_no_quote() {
        check("البرنامج مستمر حتى الربيع» في كل المدن.");
    }
}
