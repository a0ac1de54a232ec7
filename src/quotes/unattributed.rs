//! Words in marks that no cue claimed: a quote that goes on, the speaker's own
//! words in the narrator's sentence, or no speech at all.
//!
//! Long marks beside a reported speech go on with it, as do marks joined to it by و
//! and marks in front of the verb whose subject follows them («…»، يقول فلان). Short
//! marks behind a named speaker are his words in part. Marks that are a whole
//! sentence of their own go to the most recent speaker; all others are no speech.
//!
//! It comes last in a sentence, when all cues have taken what is theirs: `used` tells which
//! marks are left. It never takes marks away from a cue. Marks that are no speech here
//! (names, titles, terms) are no quote at all, and that is most of them.

use super::is_speech;
use super::registry::SpeakerIdentity;
use super::state::{QuoteCandidate, ReportState, SentenceScope};
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
pub(super) fn read(
    reader: &mut ReportState<'_, '_>,
    sentence: &SentenceScope,
    outer: Option<&Subject>,
) {
    let text = reader.text;
    let mut at = sentence.words.start;
    while at < sentence.words.end {
        let Some(pair) = text.opens[at] else {
            at += 1;
            continue;
        };
        at = text.pairs[pair].close.max(at) + 1;
        if reader.used[pair] || !is_speech::is_own_words(text, reader.lexicon, pair) {
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
        reader.candidates.push(QuoteCandidate {
            kind,
            words: text.inside(pair),
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
    reader: &ReportState<'_, '_>,
    sentence: &SentenceScope,
    pair: usize,
    outer: &Subject,
) -> Option<(QuoteKind, Subject)> {
    let text = reader.text;
    let open = text.pairs[pair].open;
    let words = is_speech::length(text, pair);
    let after_speech = |candidate: &QuoteCandidate| {
        candidate.kind == QuoteKind::Direct && candidate.words.end < open
    };
    let spoken = reader.recent(sentence).any(after_speech);
    // «…»، يقول فلان
    let close = text.pairs[pair].close;
    let verb = |at: usize| !reader.lexicon.senses(text.key(at)).is_empty();
    let told = text.is_comma(close + 1)
        && (close + 2..close + TOLD).contains(&outer.words.start)
        && (close + 2..outer.words.start).any(verb);
    if told && words >= SHORTEST && !outer.words.is_empty() {
        return Some((QuoteKind::Direct, outer.carried_over(75)));
    }
    if words >= CLAUSE || is_joined(reader, open) || spoken && words >= SHORTEST {
        return Some((QuoteKind::Direct, outer.carried_over(60)));
    }
    // «وكالة الفجر "فجر"»: the name again.
    let again = words < SHORTEST && open > 0 && text.named(open - 1).is_some();
    let named =
        !again && matches!(outer.identity, SpeakerIdentity::Entity(_)) && !outer.words.is_empty();
    let term = is_speech::is_term(text, reader.lexicon, pair);
    (named && !term && open >= outer.words.end)
        .then(|| (QuoteKind::Partial, outer.carried_over(45)))
}

/// Marks that are a sentence of their own go to the most recent speaker.
///
/// «قال سامر إن المال كاف. «نعمل معا حتى الربيع كل يوم».» Only marks that fill their sentence,
/// but for one word or mark on either side; a sentence that merely contains marks is the
/// narrator's.
fn alone(
    reader: &ReportState<'_, '_>,
    sentence: &SentenceScope,
    pair: usize,
) -> Option<(QuoteKind, Subject)> {
    let text = reader.text;
    let whole = text.pairs[pair].open <= sentence.words.start + 1
        && text.pairs[pair].close + 2 >= sentence.words.end;
    if !whole || is_speech::length(text, pair) < CLAUSE {
        return None;
    }
    let turn = reader.discourse.top()?;
    let speaker = Subject {
        identity: turn.identity,
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
fn is_joined(reader: &ReportState<'_, '_>, open: usize) -> bool {
    let text = reader.text;
    if open < 3 || text.key(open - 1) != "و" {
        return false;
    }
    let before = if text.is_comma(open - 2) {
        open - 3
    } else {
        open - 2
    };
    text.closes[before].is_some_and(|before| reader.used[before])
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
