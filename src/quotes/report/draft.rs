//! What a cue reports → [`Draft`]s: the quote itself, and the speaker's own
//! words in marks inside it.
//!
//! Here a content gets its end, from `clause`, and its kind: marks are direct speech, short
//! marks behind a verb that names things are partial, all else is indirect. Who speaks is
//! known before and not looked at again, save for his gender, which helps to find the end.

use std::ops::Range;

use super::super::QuoteKind;
use super::super::clause::{self, Candidate, Said};
use super::super::content::Content;
use super::super::cue::Cue;
use super::super::grammar;
use super::super::lexicon::conjugate::Agreement;
use super::super::marked;
use super::super::subject::Subject;
use super::frames::Frame;
use super::{Draft, Reader};

/// The sentence behind a content.
///
/// What the search for an end may look at.
pub(super) struct Rest<'c> {
    /// One past the sentence's last word.
    pub(super) limit: usize,
    /// The cues behind.
    pub(super) later: &'c [Candidate<'c>],
}

impl Reader<'_, '_> {
    /// Makes the quotes of one frame.
    ///
    /// At most one quote, and its parts behind it. Words in marks that an indirect quote holds
    /// become partial quotes with the same cue, class and speaker.
    pub(super) fn draft(
        &mut self,
        frame: &Frame,
        content: Content,
        rest: &Rest<'_>,
        speaker: Option<Subject>,
    ) {
        let cue = &frame.cue;
        let mut draft = Draft {
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
            let short = marked::length(self.page, pair) < marked::SHORTEST_CLAUSE;
            draft.kind = if term && short {
                QuoteKind::Partial
            } else {
                QuoteKind::Direct
            };
            draft.words = self.page.inside(pair);
            self.used[pair] = true;
            self.drafts.push(draft);
            return;
        }
        let (start, phrase) = match content {
            Content::Phrase { start, clitic } => {
                draft.clitic = clitic;
                (start, true)
            }
            Content::Clause { .. } | Content::Colon { .. } | Content::Marks { .. } => {
                (content.start(self.page), false)
            }
        };
        let said = Said {
            start,
            limit: self.relative_limit(cue, start..rest.limit, phrase),
            phrase,
            teller: self.teller(draft.speaker.as_ref()),
        };
        draft.words = start..clause::end(self.page, self.lexicon, said, rest.later);
        if !draft.words.is_empty() {
            self.drafts.push(draft.clone());
            self.own_words(&draft);
        }
    }

    /// A noun phrase in a relative clause ends with the clause (فلان الذي أعلن رغبته في كذا، يعد …).
    ///
    /// The words of a phrase in such a clause are the narrator's sentence, whose verb comes
    /// later. Clauses with أن are left to run: they hold commas of their own.
    fn relative_limit(&self, cue: &Cue, words: Range<usize>, phrase: bool) -> usize {
        let page = self.page;
        if !phrase || !grammar::is_relative(page.key(cue.at.saturating_sub(1))) {
            return words.end;
        }
        (words.start + 2..words.end.min(words.start + clause::LONGEST))
            .find(|&at| page.is_comma(at) && page.words[at].pair.is_none())
            .unwrap_or(words.end)
    }

    /// Gender and number of a speaker, where both are known.
    fn teller(&self, speaker: Option<&Subject>) -> Option<Agreement> {
        let who = speaker?.who;
        Some(Agreement {
            gender: self.registry.gender(who)?,
            number: self.registry.number(who),
        })
    }

    /// The speaker's own words in marks inside what he is reported to have said.
    ///
    /// Pairs that lie wholly inside, the outermost only.
    fn own_words(&mut self, outer: &Draft) {
        let page = self.page;
        let mut at = outer.words.start;
        while at < outer.words.end {
            let Some(pair) = page.opens[at] else {
                at += 1;
                continue;
            };
            let close = page.pairs[pair].close;
            at = close + 1;
            if close <= outer.words.end && marked::is_own_words(page, self.lexicon, pair) {
                self.used[pair] = true;
                self.drafts.push(Draft {
                    kind: QuoteKind::Partial,
                    words: page.inside(pair),
                    clitic: 0,
                    ..outer.clone()
                });
            }
        }
    }
}
