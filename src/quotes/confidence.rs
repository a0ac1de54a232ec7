//! The quotes of an article with their candidates → how likely each is right: [`Quote::confidence`](super::Quote).
//!
//! A quote is right where its span is and its speaker is the one meant. The probability comes from a logistic model
//! over what is known of the quote: how its speaker was found, the cue and its distance to the words of the speaker,
//! what kind of speaker it is, whether the verb agrees with him, what stands between, where the words end, the
//! probability of its marks, the quotes around it. Each is a named feature; the weights are
//! `data/confidence_weights.txt`, made by `qari-train marks`, with a table of how reliable they are on outlets
//! that no weight was trained on.
//!
//! It changes no quote; one that is most likely wrong is not listed, see [`is_listed`]. A quote costs constant time; see
//! [`NEAR`].

use std::ops::Range;

use super::annotated::AnnotatedText;
use super::feature_values::{
    attribution, count_range, cue_class, cue_sense, entity_kind, quote_kind, rank_range,
    word_class, words_range, yes,
};
use super::lexicon::Lexicon;
use super::lexicon::conjugate::Number;
use super::logistic::{NamedFeature, QuoteFeatureSink};
use super::registry::{Registry, SpeakerIdentity};
use super::state::QuoteCandidate;
use super::{Attribution, QuoteKind};
use crate::entities::EntityKind;

/// Words and quotes around one that are looked at.
const NEAR: usize = 40;

/// Whether a quote is listed at all.
///
/// Of indirect quotes below the limit more are wrong than a reader gains by the right ones: the F1 of what is listed
/// under the right speaker falls with them, on outlets that the weights had not seen. Words in marks were
/// said by somebody, so fewer are left out.
pub(super) const fn is_listed(kind: QuoteKind, confidence: u8) -> bool {
    match kind {
        QuoteKind::Indirect => confidence >= 25,
        QuoteKind::Direct | QuoteKind::Partial => confidence >= 10,
    }
}

/// All that the features of an article's quotes are read from.
pub(super) struct ConfidenceContext<'c, 'p> {
    pub(super) text: &'c AnnotatedText<'p>,
    pub(super) lexicon: &'c Lexicon,
    pub(super) registry: &'c Registry,
    /// The candidates that became quotes, in the order of the text.
    pub(super) accepted: &'c [QuoteCandidate],
    /// The probability that a pair of marks is speech, by pair.
    pub(super) speech: &'c [f32],
}

/// A feature with two values, the second empty where one is enough.
fn feature<'t>(template: &'static str, value: &'t str, second: &'t str) -> NamedFeature<'t> {
    NamedFeature {
        template,
        value,
        second,
    }
}

/// The range of a probability.
fn probability_range(probability: f32) -> &'static str {
    const TENTHS: [&str; 10] = [
        "below 0.1",
        "0.1",
        "0.2",
        "0.3",
        "0.4",
        "0.5",
        "0.6",
        "0.7",
        "0.8",
        "0.9",
    ];
    if probability >= 0.97 {
        return "0.97";
    }
    let tenth = (0..10u8)
        .rev()
        .find(|&tenth| probability * 10.0 >= f32::from(tenth));
    TENTHS[usize::from(tenth.unwrap_or(0))]
}

impl ConfidenceContext<'_, '_> {
    /// Gives the features of the quote `index` to `sink`.
    pub(super) fn features(&self, index: usize, sink: &mut QuoteFeatureSink<'_>) {
        let Some(quote) = self.accepted.get(index) else {
            return;
        };
        self.attribution(quote, sink);
        self.speaker(quote, sink);
        self.distance(quote, sink);
        self.content(quote, sink);
        self.neighbours(index, sink);
        self.rivals(index, sink);
    }

    /// How the speaker was found, and the cue.
    fn attribution(&self, quote: &QuoteCandidate, sink: &mut QuoteFeatureSink<'_>) {
        let speaker = quote.speaker.as_ref();
        let kind = quote_kind(quote.kind);
        let found_by = attribution(speaker.map(|one| one.found_by));
        let class = cue_class(quote.class);
        sink(feature("kind", kind, ""));
        sink(feature("found by", found_by, ""));
        sink(feature("found by", found_by, kind));
        sink(feature(
            "rank",
            rank_range(speaker.map_or(0, |one| one.confidence)),
            "",
        ));
        sink(feature("cue", class, ""));
        sink(feature("cue", class, kind));
        let sense = quote
            .cue
            .as_ref()
            .and_then(|cue| cue_sense(self.text, self.lexicon, cue.start));
        if let Some(sense) = sense {
            let entry = self.lexicon.entry(sense);
            sink(feature("cue word", &entry.lemma, ""));
            sink(feature("cue weak", yes(entry.government.weak), kind));
        }
    }

    /// What kind of speaker it is.
    fn speaker(&self, quote: &QuoteCandidate, sink: &mut QuoteFeatureSink<'_>) {
        let Some(speaker) = &quote.speaker else {
            sink(feature("speaker", "none", ""));
            return;
        };
        let (text, found_by) = (self.text, attribution(Some(speaker.found_by)));
        let identity = self.registry.settle(speaker.identity);
        let class = match identity {
            SpeakerIdentity::Entity(id) => entity_kind(text.kind(id)),
            SpeakerIdentity::Unnamed(_) => "unnamed",
        };
        sink(feature("speaker", class, ""));
        sink(feature("speaker", class, found_by));
        let words = speaker.words.clone().take(NEAR);
        let names = words.clone().any(|at| {
            text.named(at)
                .is_some_and(|named| SpeakerIdentity::Entity(named.id) == identity)
        });
        let by = if speaker.words.is_empty() {
            "no words"
        } else if names {
            "name"
        } else {
            "description"
        };
        sink(feature("named by", by, class));
        sink(feature(
            "speaker words",
            words_range(speaker.words.len()),
            by,
        ));
        match identity {
            SpeakerIdentity::Entity(id) => {
                let entity = text.entities.get(id);
                let mentions = entity.map_or(0, |entity| entity.mentions.len());
                let parts = entity.map_or(0, |entity| entity.name.split_whitespace().count());
                sink(feature("mentions", count_range(mentions), class));
                sink(feature("name words", count_range(parts), class));
            }
            SpeakerIdentity::Unnamed(_) => {
                let head = words.clone().next();
                let (head, _) = word_class(text, self.lexicon, head, &(0..text.words.len()));
                sink(feature("head", head, ""));
            }
        }
        let sense = quote
            .cue
            .as_ref()
            .and_then(|cue| cue_sense(text, self.lexicon, cue.start));
        if let Some(sense) = sense {
            let agrees = match self.registry.gender(identity) {
                None => "unknown",
                Some(gender) => yes(gender == sense.agreement.gender),
            };
            sink(feature("agrees", agrees, found_by));
            let many = sense.agreement.number != Number::Singular;
            let several = self.registry.number(identity) != Number::Singular;
            sink(feature("number", yes(many), yes(several)));
        }
    }

    /// From the cue to the words of the speaker, and what stands between them.
    fn distance(&self, quote: &QuoteCandidate, sink: &mut QuoteFeatureSink<'_>) {
        let (Some(cue), Some(speaker)) = (&quote.cue, &quote.speaker) else {
            return;
        };
        let text = self.text;
        let words = &speaker.words;
        let (side, between) = if words.is_empty() {
            ("none", 0..0)
        } else if words.start >= cue.end {
            ("behind", cue.end..words.start)
        } else if words.end <= cue.start {
            ("in front", words.end..cue.start)
        } else {
            ("within", 0..0)
        };
        sink(feature("distance", side, words_range(between.len())));
        let comma = between.clone().take(NEAR).any(|at| text.is_comma(at));
        let named = between.take(NEAR).any(|at| text.named(at).is_some());
        sink(feature("between", yes(comma), yes(named)));
        let bounds = 0..text.words.len();
        let (before, _) = word_class(text, self.lexicon, cue.start.checked_sub(1), &bounds);
        sink(feature("before the cue", before, ""));
        let (after, _) = word_class(text, self.lexicon, Some(cue.end), &bounds);
        sink(feature("after the cue", after, ""));
        if !words.is_empty() {
            let (behind, _) = word_class(text, self.lexicon, Some(words.end), &bounds);
            sink(feature("after the speaker", behind, ""));
        }
        let (gap_side, gap) = if quote.words.start >= cue.end {
            ("content behind", quote.words.start - cue.end)
        } else {
            (
                "content in front",
                cue.start.saturating_sub(quote.words.end),
            )
        };
        sink(feature(gap_side, words_range(gap), ""));
    }

    /// The words said: how many, what stands in front, what ends them, how likely their marks are speech.
    fn content(&self, quote: &QuoteCandidate, sink: &mut QuoteFeatureSink<'_>) {
        let text = self.text;
        let kind = quote_kind(quote.kind);
        let words = quote.words.clone();
        let bounds = 0..text.words.len();
        sink(feature("length", kind, words_range(words.len())));
        let (before, _) = word_class(text, self.lexicon, words.start.checked_sub(1), &bounds);
        sink(feature("before", kind, before));
        let last = text
            .words
            .get(words.end.wrapping_sub(1))
            .map(|word| word.paragraph);
        let next = text.words.get(words.end).map(|word| word.paragraph);
        let after = if last == next {
            word_class(text, self.lexicon, Some(words.end), &bounds).0
        } else {
            "edge"
        };
        sink(feature("after", kind, after));
        let commas = words
            .clone()
            .take(NEAR)
            .filter(|&at| text.is_comma(at))
            .count();
        sink(feature("commas", kind, count_range(commas)));
        let role = match text.role(words.start) {
            crate::article::ParagraphRole::Title => "title",
            crate::article::ParagraphRole::Body
            | crate::article::ParagraphRole::Heading
            | crate::article::ParagraphRole::Link
            | crate::article::ParagraphRole::Furniture => "text",
        };
        sink(feature("role", role, kind));
        let pair = words
            .start
            .checked_sub(1)
            .and_then(|open| text.opens.get(open).copied()?);
        if let Some(pair) = pair.filter(|_| quote.kind != QuoteKind::Indirect) {
            let speech = self.speech.get(pair).copied().unwrap_or(0.5);
            sink(feature("speech", probability_range(speech), ""));
            let guessed = text.pairs.get(pair).is_some_and(|pair| pair.guessed);
            sink(feature("end guessed", yes(guessed), ""));
        }
    }

    /// The quotes around this one.
    fn neighbours(&self, index: usize, sink: &mut QuoteFeatureSink<'_>) {
        let quote = &self.accepted[index];
        let identity = |one: &QuoteCandidate| {
            one.speaker
                .as_ref()
                .map(|speaker| self.registry.settle(speaker.identity))
        };
        let own = identity(quote);
        let same = |other: &QuoteCandidate| yes(identity(other) == own);
        let before = &self.accepted[index.saturating_sub(NEAR)..index];
        let around = before
            .iter()
            .rev()
            .find(|other| other.words.end >= quote.words.end);
        sink(feature(
            "nested",
            around.map_or("no", |_| "in"),
            around.map_or("", same),
        ));
        let next = self.accepted.get(index + 1);
        let holds = next.is_some_and(|next| next.words.end <= quote.words.end);
        sink(feature("holds another", yes(holds), quote_kind(quote.kind)));
        let previous = before
            .iter()
            .rev()
            .find(|other| other.words.end <= quote.words.start);
        let found_by = attribution(quote.speaker.as_ref().map(|one| one.found_by));
        sink(feature("previous", previous.map_or("none", same), found_by));
        let mut speakers: Vec<_> = before.iter().filter_map(identity).collect();
        speakers.dedup();
        sink(feature(
            "changes of speaker",
            count_range(speakers.len()),
            found_by,
        ));
    }

    /// Others who are named between the quote before and this one's cue, or in front of the cue.
    fn rivals(&self, index: usize, sink: &mut QuoteFeatureSink<'_>) {
        let quote = &self.accepted[index];
        let text = self.text;
        let Some(speaker) = &quote.speaker else {
            return;
        };
        let at = quote
            .cue
            .as_ref()
            .map_or(quote.words.start, |cue| cue.start);
        let identity = self.registry.settle(speaker.identity);
        let place = text
            .sentences
            .partition_point(|sentence| sentence.end <= at);
        let sentence = text
            .sentences
            .get(place)
            .map_or(at, |sentence| sentence.start);
        let found_by = attribution(Some(speaker.found_by));
        let others = |range: Range<usize>, person: bool| {
            let names = range.filter_map(|at| text.named(at).filter(|named| named.first == at));
            names
                .filter(|named| SpeakerIdentity::Entity(named.id) != identity)
                .filter(|named| (text.kind(named.id) == Some(EntityKind::Person)) == person)
                .count()
        };
        let front = sentence.max(at.saturating_sub(NEAR))..at;
        sink(feature(
            "persons in front",
            count_range(others(front.clone(), true)),
            found_by,
        ));
        sink(feature(
            "bodies in front",
            count_range(others(front, false)),
            found_by,
        ));
        let previous = self.accepted[..index]
            .last()
            .map_or(0, |other| other.words.end.min(at));
        if speaker.found_by == Attribution::CarriedOver {
            let since = previous.max(at.saturating_sub(NEAR * 2))..at;
            sink(feature(
                "persons since",
                count_range(others(since.clone(), true)),
                "",
            ));
            sink(feature(
                "bodies since",
                count_range(others(since.clone(), false)),
                "",
            ));
            sink(feature("words since", words_range(since.len() / 2), ""));
        }
    }
}
