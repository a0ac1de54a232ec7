//! Headlines and turns of talk: «فلان: …».

use std::ops::Range;

use super::clause::trim;
use super::floor::Came;
use super::grammar;
use super::lexicon::List;
use super::report::{Draft, Reader};
use super::subject::Finder;
use super::{Attribution, CueClass, QuoteKind};

/// Words of the name in front of the colon at most.
const LONGEST_NAME: usize = 9;

/// Reads a title of the form «فلان: …»; whether it was one.
pub(super) fn read(reader: &mut Reader<'_, '_>, title: Range<usize>) -> bool {
    let page = reader.page;
    let Some(colon) =
        (title.start..title.end.min(title.start + LONGEST_NAME)).find(|&at| page.raw(at) == ":")
    else {
        return false;
    };
    let head = title.start;
    let inner = page.opens[head].map_or(head, |pair| page.inside(pair).start);
    let named = page.named(inner).is_some();
    let listed = [List::People, List::Plurals, List::Bodies]
        .iter()
        .any(|list| grammar::in_list(page, reader.lexicon, *list, head));
    if !named && !listed {
        return false;
    }
    let finder = Finder {
        page,
        lexicon: reader.lexicon,
        recent: &[],
    };
    let Some(mut subject) = finder.noun_phrase(&mut reader.registry, head, colon) else {
        return false;
    };
    subject.found_by = Attribution::Turn;
    subject.confidence = subject.confidence.min(80);
    let start = colon + 1;
    let (kind, words) = match page.opens.get(start).copied().flatten() {
        Some(pair) if page.pairs[pair].close + 2 >= title.end => {
            reader.used[pair] = true;
            (QuoteKind::Direct, page.inside(pair))
        }
        Some(_) | None => (QuoteKind::Indirect, start..trim(page, start, title.end)),
    };
    if words.len() < 2 {
        return false;
    }
    reader.give(subject.who, Came::Topic, head);
    reader.drafts.push(Draft {
        kind,
        words,
        clitic: 0,
        cue: Some(colon..colon + 1),
        class: Some(CueClass::Say),
        speaker: Some(subject),
    });
    true
}
