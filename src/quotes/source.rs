//! Speakers behind a preposition: «بحسب فلان», «وفقا لـ», «نقلا عن», and the
//! quote that stands in front of «كما قال فلان».

use std::ops::Range;

use super::clause::trim;
use super::cue::Cue;
use super::floor::Came;
use super::grammar;
use super::lexicon::{Lexicon, List, SourceShape};
use super::page::Page;
use super::report::{Draft, Reader};
use super::subject::{Finder, Subject};
use super::{Attribution, CueClass, QuoteKind};

/// Fewest words of a quote that has no cue in front.
const SHORTEST: usize = 3;

/// The first word of the one whom a cue's speaker relays (نقلت وكالة عن فلان, ذكرت الإذاعة نقلا عن فلان).
pub(super) fn relayed(
    page: &Page<'_>,
    lexicon: &Lexicon,
    cue: &Cue,
    marker: usize,
) -> Option<usize> {
    let relays = cue.entry(lexicon).is_some_and(|entry| entry.lemma == "نقل");
    (cue.end..marker).find_map(|at| {
        let key = page.key(at);
        let about = key == "عن" && (relays || page.key(at.wrapping_sub(1)) == "نقلا");
        let heard = key == "من"
            && cue.entry(lexicon).is_some_and(|entry| entry.lemma == "علم")
            && page.key(at + 1).starts_with("مص");
        if heard {
            return Some(at + 1);
        }
        let tongue = key == "لسان" && page.key(at.wrapping_sub(1)) == "علي";
        (about || tongue).then_some(at + 1)
    })
}

/// Reads a source phrase and the quote in front of it or behind it.
pub(super) fn read(
    reader: &mut Reader<'_, '_>,
    cue: &Cue,
    shape: SourceShape,
    sentence: &Range<usize>,
    first_draft: usize,
) {
    let page = reader.page;
    if page.words[cue.at].pair.is_some() || shape == SourceShape::Verb {
        return;
    }
    let covered = reader
        .recent(first_draft)
        .any(|draft| draft.words.end + 3 > cue.at);
    if shape == SourceShape::Pronoun {
        if !covered {
            by_pronoun(reader, cue, sentence, first_draft);
        }
        return;
    }
    let Some(mut subject) = speaker(reader, cue, shape, sentence.end) else {
        return;
    };
    subject.found_by = Attribution::According;
    let leads = lead_words(reader, sentence, cue.at) == cue.at;
    let words = if leads {
        behind_name(reader, &subject, sentence)
    } else if covered {
        None
    } else {
        front(reader, sentence, cue.at, first_draft)
    };
    let Some(words) = words else {
        return;
    };
    reader.give(subject.who, Came::Spoke, cue.at);
    push(reader, cue, words, subject);
}

/// A quote in front of «على حد قوله»: the clause behind the last comma, by whoever has the floor.
fn by_pronoun(reader: &mut Reader<'_, '_>, cue: &Cue, sentence: &Range<usize>, first_draft: usize) {
    let page = reader.page;
    let Some(mut words) = front(reader, sentence, cue.at, first_draft) else {
        return;
    };
    let comma = words
        .clone()
        .rev()
        .skip(SHORTEST)
        .find(|&at| page.is_comma(at) && page.words[at].pair.is_none());
    words.start = comma.map_or(words.start, |at| at + 1);
    if matches!(page.key(words.start), "الذي" | "التي" | "الذين") {
        words.start += 1;
    }
    let Some(mut subject) = reader.carried(cue).filter(|_| words.len() >= 2) else {
        return;
    };
    subject.confidence = subject.confidence.min(60);
    push(reader, cue, words, subject);
}

/// The first word of what makes a verb a source (كما قال, بحسب ما أعلن, وفقا لما ذكر).
pub(super) fn compares(page: &Page<'_>, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let first = before.checked_sub(1).map_or("", |i| page.key(i));
    match page.key(before) {
        "كما" | "حسبما" | "وفقما" | "مثلما" => Some(before),
        "ما" if matches!(first, "بحسب" | "حسب" | "وفق") => Some(before - 1),
        "لما" if matches!(first, "وفقا" | "طبقا") => Some(before - 1),
        _ => None,
    }
}

/// A quote in front of «كما قال فلان», where the verb itself reports nothing behind it.
pub(super) fn behind(
    reader: &mut Reader<'_, '_>,
    cue: &Cue,
    subject: &Subject,
    sentence: &Range<usize>,
    first_draft: usize,
) {
    let page = reader.page;
    let Some(lead) = compares(page, cue.at) else {
        return;
    };
    let covered = reader
        .recent(first_draft)
        .any(|draft| draft.words.end + 3 > lead);
    if covered {
        return;
    }
    if let Some(words) = front(reader, sentence, lead, first_draft) {
        let mut subject = subject.clone();
        subject.confidence = subject.confidence.min(70);
        push(reader, cue, words, subject);
    }
}

fn push(reader: &mut Reader<'_, '_>, cue: &Cue, words: Range<usize>, speaker: Subject) {
    let page = reader.page;
    let whole = page.opens[words.start].filter(|&pair| page.pairs[pair].close + 2 >= words.end);
    let (kind, words) = match whole {
        Some(pair) => {
            reader.used[pair] = true;
            (QuoteKind::Direct, page.inside(pair))
        }
        None => (QuoteKind::Indirect, words),
    };
    reader.drafts.push(Draft {
        kind,
        words,
        clitic: 0,
        cue: Some(cue.at..cue.end),
        class: Some(CueClass::According),
        speaker: Some(speaker),
    });
}

/// The first word of a sentence behind its conjunction and connectives.
fn lead_words(reader: &Reader<'_, '_>, sentence: &Range<usize>, to: usize) -> usize {
    let page = reader.page;
    let mut at = sentence.start;
    while at < to
        && (page.is_mark(at) && page.opens[at].is_none()
            || matches!(
                page.key(at),
                "و" | "كما" | "لكن" | "ولكن" | "فيما" | "بينما"
            ))
    {
        at += 1;
    }
    at
}

fn speaker(
    reader: &mut Reader<'_, '_>,
    cue: &Cue,
    shape: SourceShape,
    end: usize,
) -> Option<Subject> {
    let page = reader.page;
    let mut head = cue.end;
    if shape == SourceShape::Lam {
        if page.key(head) == "ل" {
            head += 1;
        } else if !page.key(head).starts_with('ل') {
            return None;
        }
    }
    let recent = reader.floor.recent();
    let finder = Finder {
        page,
        lexicon: reader.lexicon,
        recent: &recent,
    };
    let inner = page
        .opens
        .get(head)
        .copied()
        .flatten()
        .map_or(head, |pair| page.inside(pair).start);
    let named = page.named(inner).is_some_and(|named| named.first == inner);
    let listed = [List::People, List::Plurals, List::Bodies, List::Papers]
        .iter()
        .any(|list| {
            let key = page.key(head);
            reader.lexicon.knows(*list, key)
                || shape == SourceShape::Lam
                    && key.strip_prefix('ل').is_some_and(|rest| {
                        reader
                            .lexicon
                            .knows(*list, rest.strip_prefix('ل').unwrap_or(rest))
                    })
        });
    let of_name = page.named(head + 1).filter(|named| {
        named.first == head + 1
            && matches!(
                page.key(head),
                "تعريف"
                    | "قول"
                    | "راي"
                    | "مصادر"
                    | "ارقام"
                    | "احصاءات"
                    | "احصائيات"
                    | "تقديرات"
            )
    });
    if let Some(named) = of_name {
        return Some(Subject {
            who: super::registry::Who::Entity(named.id),
            words: named.first..named.end,
            found_by: Attribution::According,
            confidence: 80,
        });
    }
    // «… بحسب مقربين منه»: near the end of a sentence any plural for people is a source.
    let plural = page.key(head).ends_with("ين") || page.key(head).ends_with("ون");
    if !named && !listed && !(plural && cue.at + 12 > end) {
        return None;
    }
    let to = (head..end)
        .find(|&at| at > head && (grammar::that_at(page, at) || page.raw(at) == ":"))
        .unwrap_or(end);
    finder.noun_phrase(&mut reader.registry, head, to.min(head + 20))
}

/// The quote behind a source that leads its sentence.
fn behind_name(
    reader: &Reader<'_, '_>,
    subject: &Subject,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let page = reader.page;
    let from = subject.words.end;
    let start = (from..sentence.end.min(from + 14))
        .find(|&at| page.is_comma(at) || grammar::that_at(page, at) || page.raw(at) == ":")?
        + 1;
    let start = if grammar::that_at(page, start) || page.raw(start) == ":" {
        start + 1
    } else {
        start
    };
    let reported = (from..sentence.end.min(start + 8)).any(|at| {
        page.named(at).is_none()
            && reader
                .lexicon
                .senses(page.key(at))
                .iter()
                .any(|sense| !reader.lexicon.entries[sense.entry].government.weak)
    });
    let end = trim(page, start, sentence.end);
    (!reported && end >= start + SHORTEST).then_some(start..end)
}

/// The clause in front of a source that ends its sentence.
fn front(
    reader: &Reader<'_, '_>,
    sentence: &Range<usize>,
    to: usize,
    first_draft: usize,
) -> Option<Range<usize>> {
    let page = reader.page;
    let after = reader
        .recent(first_draft)
        .map(|draft| draft.words.end)
        .max();
    let mut start = lead_words(reader, sentence, to);
    if let Some(after) = after.filter(|&after| after > start) {
        start = after;
        while start < to
            && (page.is_mark(start) && page.opens[start].is_none()
                || matches!(page.key(start), "و"))
        {
            start += 1;
        }
    }
    if matches!(page.key(start), "وهو" | "وهي" | "ما") {
        return None;
    }
    let end = trim(page, start, to);
    let ends_here = page.is_comma(to.wrapping_sub(1))
        || page
            .closes
            .get(to.wrapping_sub(1))
            .copied()
            .flatten()
            .is_some()
        || end == to;
    (ends_here && end >= start + SHORTEST).then_some(start..end)
}
