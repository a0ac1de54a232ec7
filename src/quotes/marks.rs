//! The quotation marks of a page → [`Pair`]s: which mark opens, which closes
//! it, and what is inside what.
//!
//! « » “ ” „ ‟ ‹ › " ' ” in any mix. A straight mark opens or closes by what
//! stands beside it; one that could do both closes where one is open. A mark
//! without a partner is dropped, except that an opener behind a colon or in front
//! of أن takes all up to its paragraph's end (see [`Pair::guessed`]). A quote that goes on
//! over paragraphs is paired across them. Linear in the words: a closer looks
//! at no more than [`DEEPEST`] open marks.
//!
//! It does not ask whether a pair is speech; `marked` does. Newspapers mix their marks, close
//! « with " and leave closers out, so families are a preference and no rule.

use super::page::Page;
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
pub(super) struct Pair {
    /// The opening mark.
    pub(super) open: usize,
    /// The closing mark, or one past the last word inside where there is none.
    pub(super) close: usize,
    /// Whether the closing mark is missing and the end was guessed.
    pub(super) guessed: bool,
}

/// What a mark can do where it stands.
///
/// By the glyph alone for « ‹ „, by its neighbours for marks that look alike on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Face {
    Opens,
    Closes,
    Either,
}

/// The family a mark belongs to; a closer prefers an opener of its own.
///
/// Curly and straight double marks are two families, so that a straight one may stand inside “…”.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Guillemet,
    Single,
    Curly,
    Straight,
}

/// Pairs the quotation marks of a page, sorted by opening mark.
///
/// Paragraph by paragraph. `open` holds the openers of this paragraph, `loose` those of the
/// ones before that found no closer. A closer is tried in this order: an opener of its
/// family, any opener (for marks that can only be double), a loose one of an earlier
/// paragraph. What is left is guessed at the end or dropped.
///
/// The pairs that come out nest: one that crosses an earlier one is dropped. Two pairs never
/// share an opening mark, and none is empty.
pub(super) fn pair(page: &Page<'_>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut loose: Vec<(usize, Family)> = Vec::new();
    for (range, _) in &page.paragraphs {
        let mut open: Vec<(usize, Family)> = Vec::new();
        for at in range.clone() {
            let Some((face, family)) = face(page, at) else {
                continue;
            };
            let straight_inside = face == Face::Opens && family == Family::Straight;
            if goes_on(page, &loose, at, face) {
                loose.push((at, family));
                continue;
            }
            match face {
                Face::Opens if !straight_inside || may_nest(&open, at) => {
                    open.push((at, family));
                }
                Face::Either if !open.iter().rev().take(DEEPEST).any(|o| o.1 == family) => {
                    open.push((at, family));
                }
                Face::Opens | Face::Closes | Face::Either => {
                    if let Some((opener, dropped)) = close(&mut open, family) {
                        loose.extend(dropped);
                        pairs.push(Pair {
                            open: opener,
                            close: at,
                            guessed: false,
                        });
                    } else if carry(page, &mut loose, at) {
                        pairs.push(Pair {
                            open: loose.pop().map_or(at, |o| o.0),
                            close: at,
                            guessed: false,
                        });
                    } else if face == Face::Either || family == Family::Straight {
                        open.push((at, family));
                    }
                }
            }
        }
        loose.extend(open);
    }
    guess(page, &loose, &mut pairs);
    pairs.sort_unstable_by_key(|pair| (pair.open, std::cmp::Reverse(pair.close)));
    drop_crossing(&mut pairs);
    pairs
}

/// What the word at `at` can do as a quotation mark, or `None` where it is none.
///
/// An apostrophe inside a word (d'Or) is no quotation mark.
fn face(page: &Page<'_>, at: usize) -> Option<(Face, Family)> {
    if page.words[at].kind != TokenKind::Mark {
        return None;
    }
    Some(match page.raw(at) {
        "«" => (Face::Opens, Family::Guillemet),
        "»" => (Face::Closes, Family::Guillemet),
        "‹" => (Face::Opens, Family::Single),
        "›" => (Face::Closes, Family::Single),
        "„" | "‟" => (Face::Opens, Family::Curly),
        "“" | "”" => (beside(page, at, true), Family::Curly),
        "\"" | "＂" => (beside(page, at, false), Family::Straight),
        "'" | "‘" | "’" if !between_letters(page, at) => {
            (beside(page, at, true), Family::Single)
        }
        _ => return None,
    })
}

/// Only of single marks; a double mark inside a word still opens or closes.
fn between_letters(page: &Page<'_>, at: usize) -> bool {
    !page.apart(at)
        && !page.apart(at + 1)
        && !page.is_mark(at.wrapping_sub(1))
        && !page.is_mark(at + 1)
}

/// Opens or closes, by the blanks beside the mark; `strict` marks are never [`Face::Either`] with a blank on one side.
///
/// Free on the left and bound on the right opens; the other way round closes. A clitic on its
/// own («و"», «بـ"») counts as a blank: what is written onto the mark is not inside it.
fn beside(page: &Page<'_>, at: usize, strict: bool) -> Face {
    let paragraph = page.words[at].paragraph;
    let same = |i: usize| {
        page.words
            .get(i)
            .is_some_and(|word| word.paragraph == paragraph)
    };
    let clitic = at > 0 && same(at - 1) && is_clitic(page, at - 1);
    let bracket = at > 0 && matches!(page.raw(at - 1), "(" | "[" | ":" | "-" | "،");
    let free_before = at == 0 || !same(at - 1) || page.apart(at) || clitic || bracket;
    let punctuation_after = page.is_mark(at + 1)
        && matches!(
            page.raw(at + 1),
            "." | "،" | "," | "؛" | ")" | "]" | "؟" | "!" | ":"
        );
    let free_after = !same(at + 1) || page.apart(at + 1) || punctuation_after;
    match (free_before, free_after) {
        (true, false) => Face::Opens,
        (false, true) => Face::Closes,
        (false, false) if strict && clitic => Face::Opens,
        (true, true) | (false, false) => Face::Either,
    }
}

/// Whether the word before a mark is a conjunction or preposition of one letter (و" بـ" لـ").
pub(super) fn is_clitic(page: &Page<'_>, at: usize) -> bool {
    matches!(
        page.key(at),
        "و" | "ف" | "ب" | "ل" | "ك" | "وب" | "ول" | "ال" | "وال" | "لل" | "بال"
    )
}

/// Whether a straight mark that faces open may open inside another straight pair.
///
/// Straight marks show no side, so two levels are all that can be told apart.
fn may_nest(open: &[(usize, Family)], at: usize) -> bool {
    match open
        .iter()
        .rev()
        .take(DEEPEST)
        .filter(|o| o.1 == Family::Straight)
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
fn close(open: &mut Vec<(usize, Family)>, family: Family) -> Option<(usize, Vec<(usize, Family)>)> {
    let deep = open.len().saturating_sub(DEEPEST);
    let place = open[deep..]
        .iter()
        .rposition(|o| o.1 == family)
        .map(|i| i + deep)
        .or_else(|| {
            open.len()
                .checked_sub(1)
                .filter(|_| matches!(family, Family::Guillemet | Family::Curly))
        })?;
    let dropped = open.split_off(place + 1);
    open.pop().map(|o| (o.0, dropped))
}

/// Whether a closer without an opener in its paragraph closes the last loose opener of an earlier one.
///
/// `loose` is cut to end with that opener, which the caller takes. The openers that repeat the
/// quote's mark at each paragraph are dropped with it.
fn carry(page: &Page<'_>, loose: &mut Vec<(usize, Family)>, at: usize) -> bool {
    let paragraph = |opener: &(usize, Family)| page.words[opener.0].paragraph;
    let Some(mut first) = loose.len().checked_sub(1) else {
        return false;
    };
    // Each paragraph of a quote that is opened again adds a loose opener; the first one counts.
    while first > 0
        && reopens(page, loose[first].0)
        && paragraph(&loose[first - 1]) + 1 >= paragraph(&loose[first])
    {
        first -= 1;
    }
    let (from, to) = (paragraph(&loose[first]), page.words[at].paragraph);
    if from == to || to - from > MOST_PARAGRAPHS {
        return false;
    }
    loose.truncate(first + 1);
    true
}

/// Whether a mark opens a paragraph only to show that the quote of the paragraph before goes on.
///
/// Printers repeat « at the head of each paragraph of one speech and close only the last.
fn goes_on(page: &Page<'_>, loose: &[(usize, Family)], at: usize, face: Face) -> bool {
    let before = loose
        .last()
        .map(|opener| page.words[opener.0].paragraph + 1);
    face != Face::Closes && reopens(page, at) && before == Some(page.words[at].paragraph)
}

/// Whether a mark stands first in its paragraph.
fn reopens(page: &Page<'_>, at: usize) -> bool {
    page.paragraphs
        .get(page.words[at].paragraph)
        .is_some_and(|(range, _)| range.start == at)
}

/// Gives a loose opener behind a colon, or in front of أن, the rest of its paragraph.
///
/// The end of the paragraph and not of the sentence: a speech behind a colon may have several.
/// At least three words; one guess for a paragraph, from its first such opener.
fn guess(page: &Page<'_>, loose: &[(usize, Family)], pairs: &mut Vec<Pair>) {
    let mut taken = 0;
    for &(open, _) in loose {
        let colon = open > 0 && page.raw(open - 1) == ":";
        let that = matches!(page.key(open + 1), "ان" | "انه" | "انها");
        let end = page
            .paragraphs
            .get(page.words[open].paragraph)
            .map_or(open, |(range, _)| range.end);
        if (colon || that) && open >= taken && end > open + 3 {
            pairs.push(Pair {
                open,
                close: end,
                guessed: true,
            });
            taken = end;
        }
    }
}

/// Drops pairs that cross an earlier one, so that all pairs nest.
///
/// The pairs are sorted, so each is held against the innermost that is still open. Linear.
fn drop_crossing(pairs: &mut Vec<Pair>) {
    let mut ends: Vec<usize> = Vec::new();
    pairs.retain(|pair| {
        while ends.last().is_some_and(|&end| end <= pair.open) {
            ends.pop();
        }
        let fits = ends.last().is_none_or(|&end| pair.close <= end) && pair.close > pair.open + 1;
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
