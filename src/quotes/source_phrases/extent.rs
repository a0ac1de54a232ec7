//! Where a source phrase stands in its sentence → the words that it reports: in front of it, behind it, or both.
//!
//! It decides nothing about the source. A quote that a verb of the sentence already reports is left alone.

use std::ops::Range;

use super::super::clause::{self, ContentSpan, LaterCue, trim};
use super::super::grammar;
use super::super::lexicon::WordList;
use super::super::state::{ReportState, SentenceScope};
use super::super::subject::Subject;

/// Words of a phrase that leads over to a sentence, its comma included.
///
/// «من جهة أخرى،»: what it leads over to is the quote's first word.
const LEAD: usize = 7;
/// Words of a source in the middle of a sentence, up to the comma behind it.
const GOES_ON: usize = 14;
/// Fewest words of a quote that has no cue in front.
///
/// Marks of punctuation are counted as words here.
pub(super) const SHORTEST: usize = 3;

/// The words behind a source in the middle of its sentence («ويعود السبب، بحسب الوزارة، إلى المطر»): what is told goes on
/// there, up to where the narrator speaks again.
///
/// Only behind a comma or dash that sets the source off, and not where a new clause begins with و or a verb of saying.
pub(super) fn goes_on(
    reader: &ReportState<'_, '_>,
    subject: &Subject,
    sentence: &SentenceScope,
    later: &[LaterCue<'_>],
) -> Option<Range<usize>> {
    let text = reader.text;
    let from = subject.words.end;
    let off = |at: &usize| text.is_comma(*at) || matches!(text.raw(*at), "-" | "–");
    let start = (from..sentence.words.end.min(from + GOES_ON)).find(off)? + 1;
    let key = text.key(start);
    let said = |key: &str| !reader.lexicon.senses(key).is_empty();
    let new = key.starts_with('و')
        || said(key)
        || matches!(key, "فيما" | "بينما" | "كما" | "لكن" | "حيث");
    // «…، بحسب فلان، الذي …», «…، حسب فلان، في حديث للصحيفة»: the narrator tells who or where.
    let told = grammar::is_relative(key)
        || text.named(start).is_some()
        || key == "في"
            && (reader.lexicon.knows(WordList::Papers, text.key(start + 1))
                || matches!(
                    text.key(start + 1),
                    "حديث" | "تصريح" | "تصريحات" | "لقاء" | "مقابله" | "حوار" | "اتصال"
                ));
    if new || told || start >= sentence.words.end {
        return None;
    }
    let start = if grammar::that_at(text, start) {
        start + 1
    } else {
        start
    };
    let end = end_of(reader, start, sentence, later);
    (end >= start + SHORTEST).then_some(start..end)
}

/// Where what begins at `start` ends.
fn end_of(
    reader: &ReportState<'_, '_>,
    start: usize,
    sentence: &SentenceScope,
    later: &[LaterCue<'_>],
) -> usize {
    let span = ContentSpan {
        start,
        limit: sentence.words.end,
        phrase: false,
        speaker_agreement: None,
    };
    clause::end(reader.text, reader.lexicon, span, later)
}

/// The quote behind a source that leads its sentence.
///
/// From the comma or أن behind the name, up to the end. A strong verb of saying near there has
/// a quote of its own, and then there is none here.
pub(super) fn behind_name(
    reader: &ReportState<'_, '_>,
    subject: &Subject,
    sentence: &SentenceScope,
    later: &[LaterCue<'_>],
) -> Option<Range<usize>> {
    let text = reader.text;
    let from = subject.words.end;
    let mark = |at: usize| text.is_comma(at) || grammar::that_at(text, at) || text.raw(at) == ":";
    let start = (from..sentence.words.end.min(from + 14))
        .find(|&at| mark(at) || begins_answer(text.raw(at)))
        .map(|at| at + usize::from(mark(at)))?;
    let start = if grammar::that_at(text, start) || text.raw(start) == ":" {
        start + 1
    } else {
        start
    };
    // «وبحسب مصادر، أكدت …» reports by its verb, «وبحسب مصادر، فإنه يعتبر …» does not.
    let clause = grammar::that_at(text, start - 1);
    let reported = !clause
        && (from..sentence.words.end.min(start + 8)).any(|at| {
            text.named(at).is_none()
                && reader
                    .lexicon
                    .senses(text.key(at))
                    .iter()
                    .any(|sense| !reader.lexicon.entry(*sense).government.weak)
        });
    if reported || start >= sentence.words.end {
        return None;
    }
    let end = end_of(reader, start, sentence, later);
    (end >= start + SHORTEST).then_some(start..end)
}

/// Whether ف begins what a source that leads its sentence says (وبحسب الوزارة فالطريق مفتوح، فقد …).
fn begins_answer(raw: &str) -> bool {
    raw.starts_with("فال") && raw.chars().count() > 5 || raw == "فقد"
}

/// The clause in front of a source that ends its sentence.
///
/// Behind the last quote of the sentence, if there is one. The source must be set off by a
/// comma or a closing mark, or stand right behind the words. «وهو …» is only a remark.
pub(super) fn front(
    reader: &ReportState<'_, '_>,
    sentence: &SentenceScope,
    to: usize,
) -> Option<Range<usize>> {
    let text = reader.text;
    let after = reader
        .recent(sentence)
        .map(|candidate| candidate.words.end)
        .max();
    let mut start = lead_words(reader, sentence, to);
    if let Some(after) = after.filter(|&after| after > start) {
        start = after;
        while start < to
            && (text.is_mark(start) && text.opens[start].is_none()
                || matches!(text.key(start), "و"))
        {
            start += 1;
        }
    }
    if matches!(text.key(start), "وهو" | "وهي" | "ما" | "ذلك" | "وذلك") {
        return None;
    }
    let end = trim(text, start, to);
    let before = to.wrapping_sub(1);
    let closed = text.closes.get(before).copied().flatten().is_some();
    let ends_here = text.is_comma(before) || closed || end == to || text.is_comma(end);
    (ends_here && end >= start + SHORTEST).then_some(start..end)
}

/// The first word of a sentence behind its connectives and a phrase that only leads over («إلى ذلك،»).
///
/// A comma ends a lead only if one of the words before it is known for it.
pub(super) fn lead_words(
    reader: &ReportState<'_, '_>,
    sentence: &SentenceScope,
    to: usize,
) -> usize {
    let text = reader.text;
    let mut at = sentence.words.start;
    let leads = |at: usize| {
        let mark = text.is_mark(at) && text.opens[at].is_none();
        mark || matches!(
            text.key(at),
            "و" | "كما" | "لكن" | "ولكن" | "فيما" | "بينما"
        )
    };
    while at < to && leads(at) {
        at += 1;
    }
    if matches!(text.key(at), "غير" | "الا" | "بيد") && grammar::that_at(text, at + 1) {
        at += 2;
    }
    let over = |at: usize| {
        matches!(
            text.key(at),
            "ذلك" | "سياق" | "السياق" | "جهه" | "المقابل" | "غضون" | "الاثناء"
        )
    };
    let comma = (at..to.min(at + LEAD)).find(|&i| text.is_comma(i));
    match comma {
        Some(comma) if (at..comma).any(over) => comma + 1,
        Some(_) | None => at,
    }
}

/// Bytes of the conjunction و in front of a quote's first word, where it is none of the word's own letters (وزير).
///
/// The sentence's و belongs to the narrator: «والمال كاف لعام كامل، بحسب وزارة
/// الصحة» is quoted from المال on.
pub(super) fn conjunction(reader: &ReportState<'_, '_>, at: usize) -> usize {
    let text = reader.text;
    let raw = text.raw(at);
    let lists = [
        WordList::People,
        WordList::Plurals,
        WordList::Bodies,
        WordList::Papers,
        WordList::Contents,
    ];
    let listed = || {
        lists
            .iter()
            .any(|list| reader.lexicon.has(*list, text.key(at)))
    };
    let named = text.named(at).filter(|named| named.first == at);
    let own = named.map_or_else(listed, |named| named.clitic == 0);
    if begins_answer(raw) && !own {
        return 'ف'.len_utf8();
    }
    if raw.starts_with('و') && !own && raw.chars().count() > 3 {
        'و'.len_utf8()
    } else {
        0
    }
}
