//! What is known while the sentences of an article are read in order: the speakers so far, the
//! turns, the quote candidates found.
//!
//! A leaf below all rules that find quotes. The rules read it; `report` alone records into it,
//! sentence by sentence, apart from the rules for source phrases, headlines and unattributed marks,
//! which add their own candidate.

use std::ops::Range;

use super::annotated::AnnotatedText;
use super::cue::Cue;
use super::discourse::{DiscourseState, SpeakerQuery, Turn, TurnKind};
use super::lexicon::Lexicon;
use super::lexicon::conjugate::Number;
use super::registry::{Registry, SpeakerIdentity};
use super::subject::Subject;
use super::{Attribution, CueClass, QuoteKind};
use crate::entities::EntityKind;

/// Cues and quotes of one sentence that are looked at from one of them; no sentence of a writer's has more.
///
/// It bounds all that looks from one cue at the others, so a sentence of ten thousand cues
/// takes linear time.
pub(super) const NEAR: usize = 64;
/// A quote as word indices, its speaker not yet numbered.
///
/// Candidates may cross and repeat each other; `assemble` sorts that out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct QuoteCandidate {
    pub(super) kind: QuoteKind,
    pub(super) words: Range<usize>,
    /// Bytes of the first word that are a preposition and no part of the content.
    pub(super) clitic: usize,
    pub(super) cue: Option<Range<usize>>,
    pub(super) class: Option<CueClass>,
    pub(super) speaker: Option<Subject>,
}

/// A sentence that is being read, and where its quotes begin among the candidates.
#[derive(Clone, Debug)]
pub(super) struct SentenceScope {
    pub(super) words: Range<usize>,
    /// All candidates from there on are of this sentence, since they are only ever added.
    pub(super) first_draft: usize,
}

/// What is known while an article is read from top to bottom.
///
/// Text and lexicon do not change; the other fields grow with each sentence.
pub(super) struct ReportState<'r, 'p> {
    pub(super) text: &'r AnnotatedText<'p>,
    pub(super) lexicon: &'r Lexicon,
    pub(super) registry: Registry,
    pub(super) discourse: DiscourseState,
    pub(super) candidates: Vec<QuoteCandidate>,
    /// Pairs of quotation marks that are quotes already.
    ///
    /// One value for each pair, so that no pair is a quote twice.
    pub(super) used: Vec<bool>,
    /// Index of the sentence that is being read.
    pub(super) sentence: usize,
}

impl ReportState<'_, '_> {
    /// The last quotes of a sentence, latest first.
    pub(super) fn recent(&self, sentence: &SentenceScope) -> impl Iterator<Item = &QuoteCandidate> {
        self.candidates[sentence.first_draft..]
            .iter()
            .rev()
            .take(NEAR)
    }

    /// Records a turn.
    pub(super) fn record_turn(&mut self, identity: SpeakerIdentity, kind: TurnKind, at: usize) {
        let paragraph = self.text.words.get(at).map_or(0, |word| word.paragraph);
        self.discourse.record(Turn {
            identity,
            kind,
            sentence: self.sentence,
            paragraph,
        });
    }

    /// Whether the most recent speakers are several.
    pub(super) fn several_spoke(&self) -> bool {
        let last = self.discourse.speaker();
        last.is_some_and(|turn| self.registry.number(turn.identity) != Number::Singular)
    }

    /// The most recent speaker.
    ///
    /// Where nobody agrees it is still the last turn, at 30: a gender may have been learned wrong,
    /// and a doubtful speaker is shown rather than none. `None` only before the first turn.
    pub(super) fn carried(&self, cue: &Cue) -> Option<Subject> {
        let text = self.text;
        let query = SpeakerQuery {
            sentence: self.sentence,
            goes_on: cue.class(self.lexicon) == CueClass::Add,
            is_person: &|identity| match identity {
                SpeakerIdentity::Entity(id) => text.kind(id) == Some(EntityKind::Person),
                SpeakerIdentity::Unnamed(_) => true,
            },
        };
        let (turn, confidence) = self
            .discourse
            .last(&self.registry, cue.agreement(), query)
            .or_else(|| self.discourse.top().map(|turn| (turn, 30)))?;
        Some(Subject {
            identity: turn.identity,
            words: 0..0,
            found_by: Attribution::CarriedOver,
            confidence,
        })
    }
}
