//! Words in marks that no cue claimed: a quote that goes on, the speaker's own
//! words in the narrator's sentence, or no speech at all.

use super::marked;
use super::report::{Draft, Reader, Sentence};
use super::subject::Subject;
use super::{Attribution, QuoteKind};

/// Words from which marks without a cue are taken for speech.
const CLAUSE: usize = 6;

/// Looks at the pairs of a sentence that no cue claimed.
pub(super) fn read(reader: &mut Reader<'_, '_>, sentence: &Sentence, outer: Option<&Subject>) {
    let page = reader.page;
    let mut at = sentence.words.start;
    while at < sentence.words.end {
        let Some(pair) = page.opens[at] else {
            at += 1;
            continue;
        };
        at = page.pairs[pair].close.max(at) + 1;
        if reader.used[pair] || !marked::is_own_words(page, reader.lexicon, pair) {
            continue;
        }
        let words = marked::length(page, pair);
        let spoken = reader.recent(sentence).any(|draft| {
            draft.kind == QuoteKind::Direct && draft.words.end < page.pairs[pair].open
        });
        let open = page.pairs[pair].open;
        // «…»، و«…»
        let and = open > 2 && page.key(open - 1) == "و";
        let before = open
            - if and && page.is_comma(open - 2) {
                3
            } else {
                2.min(open)
            };
        let joined = and && page.closes[before].is_some_and(|before| reader.used[before]);
        let spoken = spoken || joined;
        let alone = page.pairs[pair].open <= sentence.words.start + 1
            && page.pairs[pair].close + 2 >= sentence.words.end;
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

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn a_quote_goes_on_in_its_sentence() {
        check("وقال [P:سامر خليل]: «{d P:نعمل معا حتى الربيع}»، و«{d P:نبقى هنا}».");
    }

    #[test]
    fn marks_without_a_speaker_are_no_speech() {
        check("وصل الضيوف إلى «بيت الشعر القديم في وسط المدينة» أمس.");
    }
}
