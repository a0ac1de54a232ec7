//! Speakers behind a preposition: «بحسب فلان», «وفقا لـ», «نقلا عن», and the
//! quote that stands in front of «كما قال فلان».
//!
//! What is tried, in this order: the source leads its sentence and the quote
//! follows; the quote stands in front and the source ends it; the quote is the
//! clause behind the last comma (على حد قوله). A quote that a verb of the sentence
//! already reports is left alone. Here also: whom an agency relays, and the paper
//! in which something stands (جاء في بيان). A law or a number after حسب is no source.
//!
//! A source phrase has no subject and no أن, so where its quote lies is read from where it
//! stands. In the middle of a sentence a few words in front are no quote: «وتم، وفق الوزارة،
//! افتتاح المركز» is left out rather than cut wrong. One speaker for each phrase; of «بحسب سامر ونادر» the first.

use std::ops::Range;

use super::annotated::AnnotatedText;
use super::clause::LaterCue;
use super::cue::Cue;
use super::discourse::TurnKind;
use super::grammar;
use super::lexicon::{Lexicon, SourceShape, WordList};
use super::registry::SpeakerIdentity;
use super::state::{QuoteCandidate, ReportState, SentenceScope};
use super::subject::{Subject, SubjectFinder};
use super::{Attribution, CueClass, QuoteKind};
use crate::text::TokenKind;
use extent::{SHORTEST, behind_name, conjunction, front, goes_on, lead_words};

mod extent;

/// Words that name a source at most.
const LONGEST_NAME: usize = 20;

/// The first word of the one whom a cue's speaker relays (نقلت وكالة عن فلان, ذكرت الإذاعة نقلا عن فلان).
///
/// «نقلت قناة الفجر عن مسؤول أن …» is the official's; so is what stands «على لسانه», and what a
/// paper learned «من مصادر». The searched words end at `marker`, in front of the content.
/// `None` for a verb whose subject speaks himself.
pub(super) fn relayed(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    cue: &Cue,
    marker: usize,
) -> Option<usize> {
    let relays = cue.entry(lexicon).is_some_and(|entry| entry.lemma == "نقل");
    (cue.end..marker).find_map(|at| {
        let key = text.key(at);
        let about = key == "عن" && (relays || text.key(at.wrapping_sub(1)) == "نقلا");
        let heard = key == "من"
            && cue.entry(lexicon).is_some_and(|entry| entry.lemma == "علم")
            && text.key(at + 1).starts_with("مص");
        if heard {
            return Some(at + 1);
        }
        let tongue = key == "لسان" && text.key(at.wrapping_sub(1)) == "علي";
        (about || tongue).then_some(at + 1)
    })
}

/// The paper in which a cue says that something stands (جاء في بيان الوزارة: …).
///
/// The verb alone («جاء») does not say that anything was said; `cue` lets it pass only with a
/// paper behind it.
pub(super) fn stands_in(text: &AnnotatedText<'_>, lexicon: &Lexicon, cue: &Cue) -> Option<usize> {
    let entry = cue.entry(lexicon)?;
    let stands = matches!(entry.lemma.as_str(), "جاء" | "ورد") && text.key(cue.end) == "في";
    stands.then_some(cue.end + 1)
}

/// Reads a source phrase and the quote in front of it or behind it.
///
/// Nothing is read inside marks, nor for «كما قال»: there the verb is a cue itself. A phrase
/// that leads its sentence has its quote behind it even where the rest is long; any other
/// has it in front, unless a quote already ends near.
pub(super) fn read(
    reader: &mut ReportState<'_, '_>,
    cue: &Cue,
    shape: SourceShape,
    sentence: &SentenceScope,
    later: &[LaterCue<'_>],
) {
    let text = reader.text;
    if text.words[cue.at].pair.is_some() || shape == SourceShape::Verb {
        return;
    }
    let covered = reader
        .recent(sentence)
        .any(|candidate| candidate.words.end + 3 > cue.at);
    if shape == SourceShape::Pronoun {
        if !covered {
            by_pronoun(reader, cue, sentence);
        }
        return;
    }
    let Some(mut subject) = speaker(reader, cue, shape, sentence.words.end) else {
        return;
    };
    subject.found_by = Attribution::According;
    let opens = cue.joined && text.is_comma(cue.at.wrapping_sub(1));
    let leads = opens || lead_words(reader, sentence, cue.at) == cue.at;
    let words = if leads {
        behind_name(reader, &subject, sentence, later)
    } else if covered {
        None
    } else {
        front(reader, sentence, cue.at)
    };
    let back = if leads || covered {
        None
    } else {
        goes_on(reader, &subject, sentence, later)
    };
    let Some(words) = words.or(back.clone()) else {
        // «وبحسب مصادر، أكدت أن»
        let verb = subject.words.end + 1;
        let tells = text.is_comma(verb - 1) && !reader.lexicon.senses(text.key(verb)).is_empty();
        if leads && tells {
            reader.record_turn(subject.identity, TurnKind::Topic, cue.at);
        }
        return;
    };
    reader.record_turn(subject.identity, TurnKind::Spoke, cue.at);
    if let Some(back) = back.filter(|back| *back != words) {
        push(reader, cue, back, subject.clone());
    }
    push(reader, cue, words, subject);
}

/// A quote in front of «على حد قوله»: the clause behind the last comma, by the most recent speaker.
///
/// «وكان المال كافيا، وهذا أمر نادر على حد قوله»: only the last clause is his for sure. The speaker
/// is carried over, so it is never more than 60.
fn by_pronoun(reader: &mut ReportState<'_, '_>, cue: &Cue, sentence: &SentenceScope) {
    let text = reader.text;
    let Some(mut words) = front(reader, sentence, cue.at) else {
        return;
    };
    let comma = words
        .clone()
        .rev()
        .skip(SHORTEST)
        .find(|&at| text.is_comma(at) && text.words[at].pair.is_none());
    words.start = comma.map_or(words.start, |at| at + 1);
    if matches!(text.key(words.start), "الذي" | "التي" | "الذين") {
        words.start += 1;
    }
    let Some(mut subject) = reader.carried(cue).filter(|_| words.len() >= 2) else {
        return;
    };
    subject.confidence = subject.confidence.min(60);
    push(reader, cue, words, subject);
}

/// The first word of what makes a verb a source (كما قال, بحسب ما أعلن, وفقا لما ذكر).
///
/// `None` for a verb that stands on its own. كما is also «and furthermore» at the head of a
/// clause («كما أكد أن …»), which is why the verb's own content goes first.
pub(super) fn compares(text: &AnnotatedText<'_>, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let first = before.checked_sub(1).map_or("", |i| text.key(i));
    match text.key(before) {
        "كما" if before == 0 || text.is_comma(before - 1) => Some(before),
        "حسبما" | "وفقما" | "مثلما" => Some(before),
        "ما" if matches!(first, "بحسب" | "حسب" | "وفق") => Some(before - 1),
        "لما" if matches!(first, "وفقا" | "طبقا") => Some(before - 1),
        _ => None,
    }
}

/// Whether a verb tells what somebody else's judgement is about (اعتبر فلان ما قاله فلان «…»), and not what is added (وهو ما أكده).
///
/// Then the one who says it does not take the turn of the one who judges it.
pub(super) fn is_told_of(text: &AnnotatedText<'_>, at: usize) -> bool {
    let key = |back: usize| at.checked_sub(back).map_or("", |i| text.key(i));
    matches!(key(1), "ما" | "مما" | "لما" | "بما")
        && !matches!(key(2), "وهو" | "وهي" | "هو" | "هذا")
}

/// A quote in front of «كما قال فلان», where the verb itself reports nothing behind it.
///
/// The sentence's words up to the comparison, and no quote where another ends close by.
pub(super) fn behind(
    reader: &mut ReportState<'_, '_>,
    cue: &Cue,
    subject: &Subject,
    sentence: &SentenceScope,
) {
    let text = reader.text;
    let Some(lead) = compares(text, cue.at) else {
        return;
    };
    let covered = reader
        .recent(sentence)
        .any(|candidate| candidate.words.end + 3 > lead);
    if covered {
        return;
    }
    if let Some(words) = front(reader, sentence, lead) {
        let mut subject = subject.clone();
        subject.confidence = subject.confidence.min(70);
        push(reader, cue, words, subject);
    }
}

/// Marks that are all of the quote make it direct speech, else it is indirect.
fn push(reader: &mut ReportState<'_, '_>, cue: &Cue, words: Range<usize>, speaker: Subject) {
    let text = reader.text;
    let whole = text.opens[words.start].filter(|&pair| text.pairs[pair].close + 2 >= words.end);
    let (kind, words) = match whole {
        Some(pair) => {
            reader.used[pair] = true;
            (QuoteKind::Direct, text.inside(pair))
        }
        None => (QuoteKind::Indirect, words),
    };
    reader.candidates.push(QuoteCandidate {
        kind,
        clitic: conjunction(reader, words.start),
        words,
        cue: Some(cue.at..cue.end),
        class: Some(CueClass::According),
        speaker: Some(speaker),
    });
}

fn speaker(
    reader: &mut ReportState<'_, '_>,
    cue: &Cue,
    shape: SourceShape,
    end: usize,
) -> Option<Subject> {
    let text = reader.text;
    let mut head = cue.end;
    if shape == SourceShape::Lam {
        if text.key(head) == "ل" {
            head += 1;
        } else if !text.key(head).starts_with('ل') {
            return None;
        }
    }
    let recent = reader.discourse.recent();
    let finder = SubjectFinder {
        text,
        lexicon: reader.lexicon,
        recent: &recent,
    };
    let inner = text
        .opens
        .get(head)
        .copied()
        .flatten()
        .map_or(head, |pair| text.inside(pair).start);
    let named = text.named(inner).is_some_and(|named| named.first == inner);
    let listed = match shape {
        SourceShape::Lam => grammar::speaks_behind(reader.lexicon, text.key(head)),
        SourceShape::Name | SourceShape::Verb | SourceShape::Pronoun => {
            reader.lexicon.speaks(text.key(head))
        }
    };
    if let Some(said) = of_saying(reader, &finder, head..end, shape) {
        return Some(said);
    }
    if shape == SourceShape::Lam && matches!(text.key(head), "له" | "لها" | "لهم") {
        return reader.carried(cue).map(|one| Subject {
            words: head..head + 1,
            ..one
        });
    }
    // «… بحسب مقربين منه»: near the end of a sentence any plural for people is a source.
    let plural = text.key(head).ends_with("ين") || text.key(head).ends_with("ون");
    let last = plural && cue.at + 12 > end;
    if !(named || listed || last || is_counted(reader, head)) {
        return None;
    }
    let end = end.min(head + LONGEST_NAME);
    let to = (head + 1..end)
        .find(|&at| grammar::that_at(text, at) || text.raw(at) == ":")
        .unwrap_or(end);
    finder.noun_phrase(&mut reader.registry, head, to)
}

/// The source behind a noun for what he says (بحسب تعريف البنك, وفقا لأرقام الوزارة, وفق إفادة مصدر).
fn of_saying(
    reader: &mut ReportState<'_, '_>,
    finder: &SubjectFinder<'_, '_>,
    words: Range<usize>,
    shape: SourceShape,
) -> Option<Subject> {
    let (text, head) = (reader.text, words.start);
    let stem = text
        .key(head)
        .strip_prefix('ل')
        .filter(|_| shape == SourceShape::Lam);
    let said = reader
        .lexicon
        .has(WordList::Sayings, stem.unwrap_or(text.key(head)));
    let next = text.named(head + 1).filter(|named| named.first == head + 1);
    if let Some(named) = next.filter(|_| said) {
        return Some(Subject {
            identity: SpeakerIdentity::Entity(named.id),
            words: named.first..named.end,
            found_by: Attribution::According,
            confidence: 80,
        });
    }
    if said && reader.lexicon.speaks(text.key(head + 1)) {
        let end = words.end.min(head + 1 + LONGEST_NAME);
        return finder.noun_phrase(&mut reader.registry, head + 1, end);
    }
    None
}

/// Whether a number or determiner stands before a noun for those who speak (بحسب 3 مسؤولين).
fn is_counted(reader: &ReportState<'_, '_>, head: usize) -> bool {
    let text = reader.text;
    let number = text
        .words
        .get(head)
        .is_some_and(|word| word.kind == TokenKind::Number);
    (number || grammar::is_determiner(text.key(head))) && reader.lexicon.speaks(text.key(head + 1))
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn according_to_behind() {
        check("{i P:البرنامج مستمر في كل المدن}، بحسب [P:سامر خليل].");
        check("{i P:البرنامج مستمر في كل المدن}، وفقا ل[P:سامر خليل].");
        check("{i O:البرنامج مستمر في كل المدن}، كما تقول صحيفة «[O:الفجر]».");
    }

    #[test]
    fn what_leads_over_is_no_quote() {
        check("إلى ذلك، {i P:البرنامج مستمر في كل المدن}، بحسب [P:سامر خليل].");
        check("و{i P:تأخر البرنامج في كل المدن}، بحسب [P:سامر خليل].");
        check("{i مصدر:البرنامج مستمر في كل المدن}، وفقا لمصدر أمني.");
    }

    #[test]
    fn according_to_in_front() {
        check("وبحسب [P:سامر خليل]، {i P:البرنامج مستمر في كل المدن}.");
    }

    #[test]
    fn the_one_relayed_is_the_speaker() {
        check("ونقلت وكالة «[O:الفجر]» عن [P:سامر خليل] قوله إن {i P:البرنامج مستمر}.");
        check("وذكرت [O:الإذاعة الوطنية]، نقلا عن مسؤولين أمنيين، أن {i مسؤولين:البرنامج مستمر}.");
    }

    #[test]
    fn a_law_is_no_source() {
        check("يدفع المشترك بحسب القانون رسما سنويا.");
    }

    #[test]
    fn as_he_put_it() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}. وكان المال، الذي {i P:لم يعد كافيا} على حد قوله، قد صرف.",
        );
    }

    #[test]
    fn an_agencys_verb_says_nothing_of_the_one_relayed() {
        check(
            "ونقلت وكالة «[O:الفجر]» عن [P:سامر خليل] قوله إن {i P:البرنامج مستمر}. وأضاف أن {i P:العمل جار}.",
        );
    }

    #[test]
    fn what_stands_in_a_paper() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}. وجاء في بيان ل[O:وزارة الصحة] أن {i O:العمل جار}.",
        );
        check("قال [P:سامر خليل] إن {i P:البرنامج مستمر}. وجاء الضيوف في المساء.");
    }
}
