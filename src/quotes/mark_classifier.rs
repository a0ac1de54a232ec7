//! What the rules found and the weights of a trained model → which pairs of quotation marks are speech, and the candidates
//! that follow from it.
//!
//! [`probabilities`] is a pure function: text and candidates in, a probability for each pair out. [`decide`] is the last
//! word: a candidate in marks is dropped where the pair is more likely no speech, and a pair without a
//! candidate becomes one where it is more likely speech and the text has a speaker near by. Between the two
//! limits, which are equal in the weights of the repository, the rules stand. The speaker of such a pair is that of the candidate around it, else of the
//! nearest one in its sentence, else of the last one in front.
//!
//! The weights are `data/mark_weights.txt`, made by `qari-train marks`; that file holds figures. With no weights
//! nothing is changed.

use super::annotated::AnnotatedText;
use super::is_speech;
use super::lexicon::Lexicon;
use super::logistic::LogisticModel;
use super::mark_features::{PairContext, RuleVerdict, verdicts};
use super::state::QuoteCandidate;
use super::subject::Subject;
use super::{Attribution, QuoteKind};
#[cfg(feature = "train")]
use crate::span::Span;

/// Words from which marks that the model adds are a clause of their own and not a part of the narrator's.
const CLAUSE: usize = 6;
/// The most that a speaker who is only the nearest can count, on the scale of the rules.
const NEAREST: u8 = 45;

/// The pairs' probabilities, and the limits between which the rules decide.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SpeechLimits {
    /// Below it a candidate in marks is dropped.
    pub(crate) drop: f32,
    /// From it on a pair without a candidate becomes one.
    pub(crate) add: f32,
}

impl SpeechLimits {
    /// The limits that the weights in the repository were measured with.
    pub(crate) const SHIPPED: Self = Self {
        drop: 0.5,
        add: 0.5,
    };
}

/// The rules' candidates and what the model says of each pair.
pub(super) struct JudgedPairs {
    /// The rules' verdict on each pair.
    verdicts: Vec<RuleVerdict>,
    /// The probability that it is speech, for each pair; 0.5 where there is no model.
    pub(super) speech: Vec<f32>,
}

/// The probability of each pair.
pub(super) fn probabilities(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    candidates: &[QuoteCandidate],
    model: &LogisticModel,
) -> JudgedPairs {
    let verdicts = verdicts(text, candidates);
    let speech = verdicts
        .iter()
        .enumerate()
        .map(|(pair, &verdict)| {
            let context = PairContext {
                text,
                lexicon,
                candidates,
                pair,
                verdict,
            };
            if model.is_empty() {
                0.5
            } else {
                model.probability(|sink| context.features(sink))
            }
        })
        .collect();
    JudgedPairs { verdicts, speech }
}

/// The bytes inside each pair, with the names of its features.
#[cfg(feature = "train")]
pub(super) fn features(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    candidates: &[QuoteCandidate],
) -> Vec<(Span, Vec<String>)> {
    let verdicts = verdicts(text, candidates);
    let contexts = verdicts
        .iter()
        .enumerate()
        .map(|(pair, &verdict)| PairContext {
            text,
            lexicon,
            candidates,
            pair,
            verdict,
        });
    contexts
        .map(|context| {
            let mut names = Vec::new();
            context.features(&mut |feature| names.push(feature.to_string()));
            (text.span(text.inside(context.pair)), names)
        })
        .collect()
}

/// The candidates with those dropped and added that the model is sure of.
///
/// An added pair that covers all of an indirect candidate takes its place: speech in marks behind أن is direct.
pub(super) fn decide(
    text: &AnnotatedText<'_>,
    mut candidates: Vec<QuoteCandidate>,
    judged: &JudgedPairs,
    limits: SpeechLimits,
) -> Vec<QuoteCandidate> {
    let mut dropped = vec![false; candidates.len()];
    let mut added = Vec::new();
    for (pair, verdict) in judged.verdicts.iter().enumerate() {
        let speech = judged.speech[pair];
        match verdict.own {
            Some(own) => dropped[own] = speech < limits.drop,
            None if speech >= limits.add => {
                let Some(candidate) = from_pair(text, &candidates, pair, *verdict) else {
                    continue;
                };
                if let Some(around) = verdict.around.filter(|&around| {
                    let words = &candidates[around].words;
                    let marks = candidate.words.start - 1..candidate.words.end + 1;
                    candidates[around].kind == QuoteKind::Indirect
                        && marks.start <= words.start
                        && words.end <= marks.end
                }) {
                    dropped[around] = true;
                }
                added.push(candidate);
            }
            None => {}
        }
    }
    let mut keep = dropped.iter().map(|dropped| !dropped);
    candidates.retain(|_| keep.next().unwrap_or(true));
    candidates.append(&mut added);
    candidates
}

/// The candidate for a pair that the rules passed over; `None` where nobody is near who may have said it.
fn from_pair(
    text: &AnnotatedText<'_>,
    candidates: &[QuoteCandidate],
    pair: usize,
    verdict: RuleVerdict,
) -> Option<QuoteCandidate> {
    let words = text.inside(pair);
    let around = verdict.around.map(|index| &candidates[index]);
    let near = around
        .or_else(|| in_sentence(text, candidates, pair, verdict))
        .or_else(|| verdict.before.map(|index| &candidates[index]))?;
    let speaker = near.speaker.as_ref()?;
    let is_clause = around.is_none() && is_speech::length(text, pair) >= CLAUSE;
    Some(QuoteCandidate {
        kind: if is_clause {
            QuoteKind::Direct
        } else {
            QuoteKind::Partial
        },
        words,
        clitic: 0,
        cue: around.and_then(|around| around.cue.clone()),
        class: around.and_then(|around| around.class),
        speaker: Some(Subject {
            found_by: around.map_or(Attribution::CarriedOver, |_| speaker.found_by),
            confidence: speaker.confidence.min(NEAREST),
            ..speaker.clone()
        }),
    })
}

/// The candidate of the same sentence in front of a pair, or else behind it.
fn in_sentence<'c>(
    text: &AnnotatedText<'_>,
    candidates: &'c [QuoteCandidate],
    pair: usize,
    verdict: RuleVerdict,
) -> Option<&'c QuoteCandidate> {
    let open = text.pairs[pair].open;
    let place = text
        .sentences
        .partition_point(|sentence| sentence.end <= open);
    let sentence = text.sentences.get(place)?;
    let before = verdict.before.map(|index| &candidates[index]);
    let after = verdict.after.map(|index| &candidates[index]);
    before
        .filter(|one| one.words.start >= sentence.start)
        .or_else(|| after.filter(|one| one.words.start < sentence.end))
        .filter(|one| one.speaker.is_some())
}
