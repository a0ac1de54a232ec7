//! What a cue reports → [`QuoteCandidate`]s: the quote itself, and the speaker's own words in quotation marks inside it.
//!
//! The content gets its end here, from `clause`, and its kind: text in quotation marks is direct speech, a short text in
//! quotation marks after a verb of naming is partial, everything else is indirect. The speaker is already known and does
//! not change; only the gender is used, to find the end.

use std::ops::Range;

use super::super::QuoteKind;
use super::super::clause::{self, ContentSpan, LaterCue};
use super::super::content::Content;
use super::super::cue::Cue;
use super::super::grammar;
use super::super::is_speech;
use super::super::lexicon::conjugate::Agreement;
use super::super::state::{QuoteCandidate, ReportState};
use super::super::subject::Subject;
use super::cue_contents::CueWithContent;

/// The sentence behind a content.
///
/// What the search for an end may look at.
pub(super) struct FollowingText<'c> {
    /// One past the sentence's last word.
    pub(super) limit: usize,
    /// The cues behind.
    pub(super) later: &'c [LaterCue<'c>],
}

impl ReportState<'_, '_> {
    /// Makes the quotes of one cue with its content.
    ///
    /// At most one quote, and its parts behind it. Words in marks that an indirect quote holds
    /// become partial quotes with the same cue, class and speaker.
    pub(super) fn candidate(
        &mut self,
        cue_with_content: &CueWithContent,
        content: Content,
        rest: &FollowingText<'_>,
        speaker: Option<Subject>,
    ) {
        let cue = &cue_with_content.cue;
        let mut candidate = QuoteCandidate {
            kind: QuoteKind::Indirect,
            words: 0..0,
            clitic: 0,
            cue: Some(cue.at..cue.end),
            class: Some(cue.class(self.lexicon)),
            speaker,
        };
        if let Content::Marks { pair } = content {
            // «وصفه بـ"المتهور"»: his word in the narrator's sentence.
            let term = cue
                .entry(self.lexicon)
                .is_some_and(|entry| entry.government.scare);
            let short = is_speech::length(self.text, pair) < is_speech::SHORTEST_CLAUSE;
            candidate.kind = if term && short {
                QuoteKind::Partial
            } else {
                QuoteKind::Direct
            };
            candidate.words = self.text.inside(pair);
            self.used[pair] = true;
            self.candidates.push(candidate);
            return;
        }
        let (start, phrase) = match content {
            Content::Phrase { start, clitic } => {
                candidate.clitic = clitic;
                (start, true)
            }
            Content::Clause { start, clitic } => {
                candidate.clitic = clitic;
                (start, false)
            }
            Content::Colon { .. } | Content::Marks { .. } => (content.start(self.text), false),
        };
        let span = ContentSpan {
            start,
            limit: self.relative_limit(cue, start..rest.limit, phrase),
            phrase,
            speaker_agreement: self.speaker_agreement(candidate.speaker.as_ref()),
        };
        candidate.words = start..clause::end(self.text, self.lexicon, span, rest.later);
        if !candidate.words.is_empty() {
            self.candidates.push(candidate.clone());
            self.own_words(&candidate);
        }
    }

    /// A noun phrase in a relative clause ends with the clause (فلان الذي أعلن رغبته في كذا، يعد …).
    ///
    /// The words of a phrase in such a clause are the narrator's sentence, whose verb comes
    /// later. Clauses with أن are left to run: they hold commas of their own.
    fn relative_limit(&self, cue: &Cue, words: Range<usize>, phrase: bool) -> usize {
        let text = self.text;
        if !phrase || !grammar::is_relative(text.key(cue.at.saturating_sub(1))) {
            return words.end;
        }
        (words.start + 2..words.end.min(words.start + clause::LONGEST))
            .find(|&at| text.is_comma(at) && text.words[at].pair.is_none())
            .unwrap_or(words.end)
    }

    /// Gender and number of a speaker, where both are known.
    fn speaker_agreement(&self, speaker: Option<&Subject>) -> Option<Agreement> {
        let identity = speaker?.identity;
        Some(Agreement {
            gender: self.registry.gender(identity)?,
            number: self.registry.number(identity),
        })
    }

    /// The speaker's own words in marks inside what he is reported to have span.
    ///
    /// Pairs that lie wholly inside, the outermost only.
    fn own_words(&mut self, outer: &QuoteCandidate) {
        let text = self.text;
        let mut at = outer.words.start;
        while at < outer.words.end {
            let Some(pair) = text.opens[at] else {
                at += 1;
                continue;
            };
            let close = text.pairs[pair].close;
            at = close + 1;
            if close <= outer.words.end && is_speech::is_own_words(text, self.lexicon, pair) {
                self.used[pair] = true;
                self.candidates.push(QuoteCandidate {
                    kind: QuoteKind::Partial,
                    words: text.inside(pair),
                    clitic: 0,
                    ..outer.clone()
                });
            }
        }
    }
}
