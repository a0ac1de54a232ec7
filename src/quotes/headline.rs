//! Headlines and turns of talk: «فلان: …».
//!
//! A headline's name must be an entity or a noun for one who speaks; «أسعار: …» is no
//! turn. Paragraphs of that form are turns only where an article has several, so
//! that a list with colons stays the narrator's.
//!
//! Headlines leave the verb out: «سامر خليل: البرنامج مستمر» is he says. The colon is the cue.
//! A headline with a verb («سامر خليل يدعو إلى …») is read like any sentence. What stands
//! behind the colon is his to the end of the paragraph; a turn that runs over several
//! paragraphs is given only its first.

use std::ops::Range;

use crate::article::ParagraphRole;
use crate::entities::EntityKind;

use super::annotated::AnnotatedText;
use super::clause::trim;
use super::discourse::TurnKind;
use super::grammar;
use super::lexicon::WordList;
use super::state::{QuoteCandidate, ReportState};
use super::subject::SubjectFinder;
use super::{Attribution, CueClass, QuoteKind};

/// Words of the name in front of the colon at most.
///
/// A title and a name («وزير الصحة الدكتور سامر خليل»); a colon further on ends a clause.
const LONGEST_NAME: usize = 9;
/// Words in marks from which they are all of what is said, whatever stands behind them.
const CLAUSE: usize = 5;
/// Words behind the colon at least.
const FEWEST_WORDS: usize = 2;

/// Paragraphs at the start among which second headlines stand, and the words that one has at most.
const SECOND_HEADLINES: usize = 5;
const LONGEST_HEADLINE: usize = 18;

/// Paragraphs of the form «فلان: …» from which an article is an interview.
///
/// One such paragraph alone may be a caption or a list's entry.
const FEWEST_TURNS: usize = 2;

/// Which paragraphs are turns of an interview: those that a person's name and a colon begin, where there are several.
///
/// One value for each paragraph. Only persons have turns: «الموعد: …» does not
/// begin one, nor does a body. Linear in the paragraphs.
pub(super) fn turns(text: &AnnotatedText<'_>) -> Vec<bool> {
    let is_turn = |range: &Range<usize>| {
        let named = text.person(range.start);
        let colon = named.filter(|named| named.first == range.start && text.raw(named.end) == ":");
        colon.is_some_and(|named| named.end + FEWEST_WORDS < range.end)
    };
    let turns: Vec<bool> = text
        .paragraphs
        .iter()
        .map(|(range, role)| *role == ParagraphRole::Body && is_turn(range))
        .collect();
    if turns.iter().filter(|turn| **turn).count() < FEWEST_TURNS {
        return vec![false; turns.len()];
    }
    turns
}

/// Where the words in front of a title's colon begin, and the colon: behind the dots that part the title («… بعد الزيارة..
/// زوجة الأسير: …»), else at its start.
fn before_colon(text: &AnnotatedText<'_>, title: &Range<usize>) -> Option<(usize, usize)> {
    let colon = title.clone().find(|&at| text.raw(at) == ":")?;
    let dots = |at: &usize| text.raw(*at) == "." && text.raw(at.wrapping_sub(1)) == ".";
    let parted = (title.start + 1..colon).rev().find(dots);
    let head = parted.map_or(title.start, |dot| dot + 1);
    (head < colon && colon < head + LONGEST_NAME).then_some((head, colon))
}

/// Whether a paragraph of the body looks like a second headline: short, near the start, without a full stop.
pub(super) fn is_second_headline(text: &AnnotatedText<'_>, paragraph: usize) -> bool {
    let Some((words, _)) = text.paragraphs.get(paragraph) else {
        return false;
    };
    let ends = words
        .end
        .checked_sub(1)
        .is_some_and(|last| text.raw(last) == ".");
    // «بيروت: فلان» is a dateline, «المصدر: …» a credit.
    let dateline = text
        .named(words.start)
        .is_some_and(|named| text.kind(named.id) == Some(EntityKind::Place))
        || text.key(words.start) == "المصدر";
    paragraph < SECOND_HEADLINES && words.len() <= LONGEST_HEADLINE && !ends && !dateline
}

/// Reads a title or a turn of the form «فلان: …»; whether it was one.
///
/// `title` is the words of the title or of the turn's paragraph. `false` leaves reader and
/// candidates as they were, for the words to be read as a sentence, except that the registry may
/// know one more unnamed speaker and a pair around one word counts as used.
///
/// Marks that cover the rest make it direct speech; else it is indirect, for a headline's
/// words are seldom the speaker's own. The name is recorded as a topic, so that the
/// first «وأضاف» of the text may be his.
pub(super) fn read(reader: &mut ReportState<'_, '_>, title: &Range<usize>) -> bool {
    let text = reader.text;
    let Some((head, colon)) = before_colon(text, title) else {
        return false;
    };
    let inner = text.opens[head].map_or(head, |pair| text.inside(pair).start);
    let named = text.named(inner).is_some();
    let listed = [
        WordList::People,
        WordList::Plurals,
        WordList::Bodies,
        WordList::Papers,
    ]
    .iter()
    .any(|list| grammar::in_list(text, reader.lexicon, *list, head));
    if !named && !listed {
        return false;
    }
    let finder = SubjectFinder {
        text,
        lexicon: reader.lexicon,
        recent: &[],
    };
    let Some(mut subject) = finder.noun_phrase(&mut reader.registry, head, colon) else {
        return false;
    };
    subject.found_by = Attribution::Turn;
    subject.confidence = subject.confidence.min(80);
    let start = colon + 1;
    let (kind, words) = match text.opens.get(start).copied().flatten() {
        Some(pair)
            if text.pairs[pair].close + 2 >= title.end || text.inside(pair).len() >= CLAUSE =>
        {
            reader.used[pair] = true;
            (QuoteKind::Direct, text.inside(pair))
        }
        Some(_) | None => (QuoteKind::Indirect, start..trim(text, start, title.end)),
    };
    if words.len() < FEWEST_WORDS {
        return false;
    }
    reader.record_turn(subject.identity, TurnKind::Topic, head);
    reader.candidates.push(QuoteCandidate {
        kind,
        words,
        clitic: 0,
        cue: Some(colon..colon + 1),
        class: Some(CueClass::Say),
        speaker: Some(subject),
    });
    true
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn a_name_and_a_colon() {
        check("#[P:سامر خليل]: {i P:البرنامج مستمر حتى الربيع}");
        check("#وزير الصحة: «{d وزير:البرنامج مستمر حتى الربيع}»");
    }

    #[test]
    fn turns_of_an_interview() {
        check(
            "[P:سامر خليل]: {i P:العمل جار في كل المدن. والمال كاف}.¶[P2:سلمى نور]: {i P2:نحتاج إلى وقت}.¶[P:سامر خليل]: «{d P:سوف نصبر حتى الربيع}».",
        );
        check("[P:سامر خليل]: العمل جار في كل المدن.¶ثم عاد الجميع.");
    }

    #[test]
    fn a_headline_with_a_verb() {
        check("#[P:سامر خليل] يدعو إلى {i P:وقف القتال}");
    }

    #[test]
    fn other_colons_are_no_turn() {
        check("#جديد السوق: أسعار ترتفع حتى الربيع");
    }
}
