//! Words in marks that no cue claimed: a quote that goes on, the speaker's own
//! words in the narrator's sentence, or no speech at all.

use std::ops::Range;

use super::marked;
use super::report::{Draft, Reader};
use super::subject::Subject;
use super::{Attribution, QuoteKind};

/// Words from which marks without a cue are taken for speech.
const CLAUSE: usize = 6;

/// Looks at the pairs of a sentence that no cue claimed.
pub(super) fn read(
    reader: &mut Reader<'_, '_>,
    sentence: &Range<usize>,
    first_draft: usize,
    outer: Option<&Subject>,
) {
    let page = reader.page;
    let mut at = sentence.start;
    while at < sentence.end {
        let Some(pair) = page.opens[at] else {
            at += 1;
            continue;
        };
        at = page.pairs[pair].close.max(at) + 1;
        if reader.used[pair] || !marked::is_own_words(page, reader.lexicon, pair) {
            continue;
        }
        let words = marked::length(page, pair);
        let spoken = reader.recent(first_draft).any(|draft| {
            draft.kind == QuoteKind::Direct && draft.words.end < page.pairs[pair].open
        });
        let open = page.pairs[pair].open;
        let joined = open > 1
            && page.key(open - 1) == "و"
            && page.closes[open - 2].is_some_and(|before| reader.used[before]);
        let spoken = spoken || joined;
        let alone = page.pairs[pair].open <= sentence.start + 1
            && page.pairs[pair].close + 2 >= sentence.end;
        let speaker = match outer {
            Some(outer) if words >= CLAUSE || joined || spoken && words >= 3 => Some(carry(outer)),
            None if alone && words >= CLAUSE => reader.floor.top().map(|turn| Subject {
                who: turn.who,
                words: 0..0,
                found_by: Attribution::CarriedOver,
                confidence: 45,
            }),
            Some(_) | None => continue,
        };
        let Some(speaker) = speaker else {
            continue;
        };
        reader.used[pair] = true;
        reader.drafts.push(Draft {
            kind: QuoteKind::Direct,
            words: page.inside(pair),
            clitic: 0,
            cue: None,
            class: None,
            speaker: Some(speaker),
        });
    }
}

fn carry(outer: &Subject) -> Subject {
    Subject {
        found_by: Attribution::CarriedOver,
        confidence: outer.confidence.min(60),
        ..outer.clone()
    }
}
