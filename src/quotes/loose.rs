//! Words in marks that no cue claimed: a quote that goes on, the speaker's own
//! words in the narrator's sentence, or no speech at all.
//!
//! Long marks beside a reported speech go on with it, as do marks joined to it by و
//! and marks in front of the verb whose subject follows them («…»، يقول فلان). Short
//! marks behind a named speaker are his words in part. Marks that are a whole
//! sentence of their own go to whoever has the floor; all others are no speech.
//!
//! It comes last in a sentence, when all cues have taken what is theirs: `used` tells which
//! marks are left. It never takes marks away from a cue. Marks that are no speech here
//! (names, titles, terms) are no quote at all, and that is most of them.

use super::marked;
use super::registry::Who;
use super::report::{Draft, Reader, Sentence};
use super::subject::Subject;
use super::{Attribution, QuoteKind};

/// Words from which marks without a cue are taken for speech.
///
/// Shorter marks may be a term or a slogan.
const CLAUSE: usize = 6;
/// Words between a speech and the name of the one who told it, which stands behind it.
const TOLD: usize = 6;
/// Words from which marks behind a speech go on with it.
const SHORTEST: usize = 3;

/// Looks at the pairs of a sentence that no cue claimed.
///
/// `outer` is the speaker of the sentence's last cue, where it has one. Pairs inside a pair
/// are not looked at: they are part of what its speaker says. One pass over the words.
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
        let found = match outer {
            Some(outer) => beside(reader, sentence, pair, outer),
            None => alone(reader, sentence, pair),
        };
        let Some((kind, speaker)) = found else {
            continue;
        };
        reader.used[pair] = true;
        reader.drafts.push(Draft {
            kind,
            words: page.inside(pair),
            clitic: 0,
            cue: None,
            class: None,
            speaker: Some(speaker),
        });
    }
}

/// Marks in a sentence that reports `outer`: his speech that goes on, or his words in the narrator's sentence.
///
/// In this order: told behind («…»، يقول سامر), which is as good as a cue of its own; long,
/// joined or following speech, which goes on; short marks behind a named speaker, his words
/// in part («رفض سامر خليل ما عده «مماطلة»»). An unnamed speaker gets no short marks: a noun
/// that speaks may be none.
fn beside(
    reader: &Reader<'_, '_>,
    sentence: &Sentence,
    pair: usize,
    outer: &Subject,
) -> Option<(QuoteKind, Subject)> {
    let page = reader.page;
    let open = page.pairs[pair].open;
    let words = marked::length(page, pair);
    let after_speech = |draft: &Draft| draft.kind == QuoteKind::Direct && draft.words.end < open;
    let spoken = reader.recent(sentence).any(after_speech);
    // «…»، يقول فلان
    let close = page.pairs[pair].close;
    let verb = |at: usize| !reader.lexicon.senses(page.key(at)).is_empty();
    let told = page.is_comma(close + 1)
        && (close + 2..close + TOLD).contains(&outer.words.start)
        && (close + 2..outer.words.start).any(verb);
    if told && words >= SHORTEST && !outer.words.is_empty() {
        return Some((QuoteKind::Direct, carry(outer, 75)));
    }
    if words >= CLAUSE || is_joined(reader, open) || spoken && words >= SHORTEST {
        return Some((QuoteKind::Direct, carry(outer, 60)));
    }
    // «وكالة الفجر "فجر"»: the name again.
    let again = words < SHORTEST && open > 0 && page.named(open - 1).is_some();
    let named = !again && matches!(outer.who, Who::Entity(_)) && !outer.words.is_empty();
    let term = marked::is_term(page, reader.lexicon, pair);
    (named && !term && open >= outer.words.end).then(|| (QuoteKind::Partial, carry(outer, 45)))
}

/// Marks that are a sentence of their own go to whoever has the floor.
///
/// «قال سامر إن المال كاف. «نعمل معا حتى الربيع كل يوم».» Only marks that fill their sentence,
/// but for one word or mark on either side; a sentence that merely contains marks is the
/// narrator's.
fn alone(
    reader: &Reader<'_, '_>,
    sentence: &Sentence,
    pair: usize,
) -> Option<(QuoteKind, Subject)> {
    let page = reader.page;
    let whole = page.pairs[pair].open <= sentence.words.start + 1
        && page.pairs[pair].close + 2 >= sentence.words.end;
    if !whole || marked::length(page, pair) < CLAUSE {
        return None;
    }
    let turn = reader.floor.top()?;
    let speaker = Subject {
        who: turn.who,
        words: 0..0,
        found_by: Attribution::CarriedOver,
        confidence: 45,
    };
    Some((QuoteKind::Direct, speaker))
}

/// Whether a pair is joined to a quote before it («…»، و«…»).
///
/// The quote before may stand behind a comma or without one. It must be speech already, so a
/// row of titles («…» و«…») joins nothing.
fn is_joined(reader: &Reader<'_, '_>, open: usize) -> bool {
    let page = reader.page;
    if open < 3 || page.key(open - 1) != "و" {
        return false;
    }
    let before = if page.is_comma(open - 2) {
        open - 3
    } else {
        open - 2
    };
    page.closes[before].is_some_and(|before| reader.used[before])
}

/// The speaker of the sentence, at most as sure as `confidence`.
fn carry(outer: &Subject, confidence: u8) -> Subject {
    Subject {
        found_by: Attribution::CarriedOver,
        confidence: outer.confidence.min(confidence),
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

    #[test]
    fn who_told_it_stands_behind() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}.¶«{d P2:نعمل معا حتى الربيع}»، يقول [P2:نادر عوض].",
        );
    }
}
