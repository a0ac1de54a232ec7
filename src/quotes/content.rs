//! A [`Cue`] → what stands behind it: a clause after أن, words in marks, the
//! rest after a colon, a noun phrase that says what was called for.
//!
//! What is looked for, in this order, up to a bounded number of words: marks that
//! can be speech, a colon, أن that no other word governs, and for the verbs that
//! take one a noun phrase behind their preposition or as their object. The verb's
//! line in `data/verbs.txt` says which of them it takes; a homograph (weak there)
//! must have its content close by.
//!
//! It finds where the content begins; where it ends is `clause`'s. The noun phrase is looked
//! for only in front of the clause: in «دعا إلى ضرورة أن …» it takes the clause with it.

use super::annotated::AnnotatedText;
use super::cue::{Cue, CueKind};
use super::grammar;
use super::is_speech;
use super::lexicon::{CueEntry, Lexicon, WordList};
use super::unlisted_names;

mod phrase;

/// Words between a speaker in marks and the colon at most.
const SOON: usize = 8;
/// Words between a cue and its content at most.
const FARTHEST: usize = 60;
/// Words between a weak cue and the marks that it reports at most.
const NEAR_MARKS: usize = 14;
/// Words between a weak cue and its content at most.
const FARTHEST_WEAK: usize = 30;

/// What a cue reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// A clause; `start` is its first word.
    ///
    /// `clitic` bytes of that word are أن, where a lost blank glued the two together.
    Clause { start: usize, clitic: usize },
    /// The pair of quotation marks.
    Marks { pair: usize },
    /// All after a colon.
    Colon { start: usize },
    /// A noun phrase; `clitic` bytes of its first word are a preposition.
    Phrase { start: usize, clitic: usize },
}

impl Content {
    /// The first word of the content, its opening mark included.
    pub(super) fn start(self, text: &AnnotatedText<'_>) -> usize {
        match self {
            Self::Clause { start, .. } | Self::Colon { start } | Self::Phrase { start, .. } => {
                start
            }
            Self::Marks { pair } => text.pairs.get(pair).map_or(0, |pair| pair.open),
        }
    }
}

/// A content and the first word of what leads to it (أن, the colon, the preposition).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FoundContent {
    pub(super) content: Content,
    /// Where the words that may name the speaker end.
    pub(super) marker: usize,
}

/// Finds what the cue reports among the words up to `limit`.
pub(super) fn find(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    cue: &Cue,
    limit: usize,
) -> Option<FoundContent> {
    let entry = match cue.kind {
        CueKind::Word(_) => cue.entry(lexicon)?,
        CueKind::Source(_) => return None,
    };
    let reach = if entry.government.weak {
        FARTHEST_WEAK
    } else {
        FARTHEST
    };
    let to = limit.min(cue.end + reach);
    let clause = clause_or_marks(text, lexicon, cue, entry, to);
    // A verbal noun that comes first is what was said (شدد على ضرورة أن …).
    let before = clause.map_or(to, |found| found.marker);
    phrase::phrase(text, lexicon, cue, entry, before)
        .or(clause)
        .or_else(|| phrase::any_object(text, lexicon, cue, entry, to))
}

/// The nearest wins; marks that are no speech, and brackets, are jumped over whole, so that
/// أن inside them is not found. «، وأن» ends the search: it belongs to an earlier verb.
fn clause_or_marks(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    cue: &Cue,
    entry: &CueEntry,
    to: usize,
) -> Option<FoundContent> {
    let government = &entry.government;
    let mut at = cue.end;
    while at < to {
        if let Some(pair) = text.opens[at] {
            let scare = government.scare && is_scare(text, pair, cue);
            let near = !government.weak || at <= cue.end + NEAR_MARKS;
            let quoted = government.quote && near && !names_speaker(text, lexicon, cue, pair);
            if scare || quoted && is_speech::can_be_speech(text, lexicon, pair, cue.end) {
                return Some(FoundContent {
                    content: Content::Marks { pair },
                    marker: at,
                });
            }
            at = text.pairs[pair].close + 1;
            continue;
        }
        if let Some(end) = text.bracket_end(at) {
            at = end;
            continue;
        }
        if text.raw(at) == ":" {
            return colon(text, lexicon, at, to, cue);
        }
        let key = text.key(at);
        if government.clause && grammar::that_at(text, at) && !governed(text, lexicon, at, cue.end)
        {
            let start = skip_colon(text, at + 1);
            return (start < to || start <= at + 2).then(|| that(text, lexicon, start, at));
        }
        if let Some(clitic) = grammar::glued_that(text, at).filter(|_| government.clause) {
            return Some(FoundContent {
                content: Content::Clause { start: at, clitic },
                marker: at,
            });
        }
        if grammar::is_and_that(key) && at > cue.end {
            return None;
        }
        at += 1;
    }
    None
}

/// Whether a pair right behind a verb holds its subject, a colon following soon (وقالت «أم سامر» للصحيفة: …).
fn names_speaker(text: &AnnotatedText<'_>, lexicon: &Lexicon, cue: &Cue, pair: usize) -> bool {
    let close = text.pairs[pair].close;
    text.pairs[pair].open == cue.end
        && cue.is_finite()
        && unlisted_names::looks_like_one(text, lexicon, &text.inside(pair))
        && (close + 1..close + 1 + SOON).any(|at| text.raw(at) == ":")
}

/// Whether a pair names what somebody calls something (وصفه بـ«…», ما سماه «…»).
///
/// Such marks are taken however short they are; other marks must pass for speech.
fn is_scare(text: &AnnotatedText<'_>, pair: usize, cue: &Cue) -> bool {
    let open = text.pairs[pair].open;
    let calls = open > 0
        && matches!(
            text.key(open - 1),
            "ب" | "بانه" | "بانها" | "بكونه" | "بكونها" | "بكونهم" | "عن"
        );
    let names = cue
        .entry(super::lexicon::lexicon())
        .is_some_and(|entry| entry.lemma == "سمي")
        && open <= cue.end + 2;
    calls || names
}

fn skip_colon(text: &AnnotatedText<'_>, at: usize) -> usize {
    if matches!(text.raw(at), ":" | "،" | ",") {
        at + 1
    } else {
        at
    }
}

/// The clause behind أن, or the marks where they cover all of it.
fn that(text: &AnnotatedText<'_>, lexicon: &Lexicon, start: usize, marker: usize) -> FoundContent {
    let content = match text.opens.get(start).copied().flatten() {
        Some(pair) if is_speech::covers_clause(text, lexicon, pair) => Content::Marks { pair },
        Some(_) | None => Content::Clause { start, clitic: 0 },
    };
    FoundContent { content, marker }
}

/// What follows a colon: marks, or أن, or bare words.
fn colon(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    at: usize,
    to: usize,
    cue: &Cue,
) -> Option<FoundContent> {
    let mut start = at + 1;
    while matches!(text.raw(start), ":" | "." | "-" | "–") {
        start += 1;
    }
    if let Some(pair) = text.opens.get(start).copied().flatten() {
        let whole = !is_speech::is_name(text, lexicon, pair) || text.inside(pair).len() > 5;
        let content = if whole {
            Content::Marks { pair }
        } else {
            Content::Colon { start }
        };
        return Some(FoundContent {
            content,
            marker: at,
        });
    }
    let weak = cue.entry(lexicon).is_none_or(|entry| entry.government.weak);
    let near = at <= cue.end + if weak { 6 } else { 25 };
    let lists = matches!(
        text.key(at - 1),
        "وهي"
            | "هي"
            | "وهم"
            | "هم"
            | "ومنها"
            | "منها"
            | "ومنهم"
            | "منهم"
            | "التاليه"
            | "الاتيه"
            | "بينها"
            | "بينهم"
            | "وهو"
            | "التالي"
            | "الاتي"
    );
    let strong = near
        && !lists
        && cue
            .entry(lexicon)
            .is_some_and(|entry| entry.government.quote);
    if grammar::that_at(text, start) {
        let inner = start + 1;
        return Some(FoundContent {
            content: that(text, lexicon, inner, at).content,
            marker: at,
        });
    }
    (strong && start < to).then_some(FoundContent {
        content: Content::Colon { start },
        marker: at,
    })
}

/// Whether the word before أن takes it for itself (قبل أن, يجب أن).
fn governed(text: &AnnotatedText<'_>, lexicon: &Lexicon, at: usize, from: usize) -> bool {
    if at <= from || text.named(at - 1).is_some() {
        return false;
    }
    lexicon.knows(WordList::Governors, text.key(at - 1))
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn behind_that() {
        check("قال [P:سامر خليل] إن {i P:البرنامج مستمر}.");
        check("قال [P:سامر خليل] ان {i P:البرنامج مستمر}.");
        check("أفاد [P:سامر خليل] بأن {i P:البرنامج مستمر}.");
        check("قال [P:سامر خليل] إنه {i P:سيسافر غدا}.");
        check("شدد [P:سامر خليل] على أن {i P:البرنامج مستمر}.");
    }

    #[test]
    fn marks_over_the_whole_clause_are_direct() {
        check("وأكد [P:سامر خليل] أن «{d P:البرنامج مستمر}».");
    }

    #[test]
    fn a_clause_that_goes_on_behind_its_marks_is_indirect() {
        check("وأكد [P:سامر خليل] أن {i P:«{p P:العالم يراقب}» أي خرق للاتفاق}.");
    }

    #[test]
    fn verbs_that_take_a_noun() {
        check("أعلن [P:سامر خليل] {i P:تأجيل البطولة}.");
        check("حذر [P:سامر خليل] من {i P:عودة العنف}.");
        check("دعا [P:سامر خليل] إلى {i P:وقف القتال}.");
        check("طالب [P:سامر خليل] ب{i P:إعادة الانتخابات}.");
        check("وحض [P:سامر خليل] الحكومة على {i P:وقف القتال}.");
    }

    #[test]
    fn no_content_no_quote() {
        check("أكد [P:سامر خليل] الخبر.");
        check("وصل [P:سامر خليل] قبل أن يبدأ الحفل.");
    }

    #[test]
    fn a_colon_without_marks() {
        check("وقال [P:سامر خليل]: {i P:البرنامج مستمر حتى الربيع}.");
    }
}
