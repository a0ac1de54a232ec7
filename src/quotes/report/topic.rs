//! A sentence → who it is about, where its first words tell: that person or
//! body becomes the antecedent of the dropped subjects behind it.
//!
//! Only the sentence's first words are looked at, and nothing behind أن, a colon or
//! a speech. A name that a preposition or another noun governs is no topic, and
//! a reporter's name and place in front of his report are passed over.
//!
//! «وترأس نادر عوض الوفد. وقال إن …»: the second sentence has no subject; the first is about
//! نادر عوض. A topic counts for less than one who spoke, and a body that is a topic for less
//! than a person. Places are no topics: news names them in passing.

use std::ops::Range;

use crate::entities::{EntityId, EntityKind};

use super::super::discourse::TurnKind;
use super::super::grammar;
use super::super::is_speech;
use super::super::lexicon::WordList;
use super::super::registry::SpeakerIdentity;
use super::super::state::ReportState;
use super::cue_contents::CueWithContent;

/// Words of a sentence among which its subject stands.
///
/// Arabic puts its verb first, with the subject behind it and adverbs between.
const FIRST_WORDS: usize = 12;
/// Words among which a body, and a title without a name, are its subject.
const FIRST_BODY: usize = 8;
const FIRST_TITLE: usize = 3;
/// Words of a reporter's name and place in front of his report.
///
/// A colon must close it and a dash divide it.
const BYLINE: usize = 12;
/// Words in marks before which the search ends.
///
/// Shorter marks are around a name that may be the subject itself.
const SPEECH: usize = 5;

impl ReportState<'_, '_> {
    /// Records the subject of the sentence as a topic.
    ///
    /// The first that fits is taken; at most one. The search ends at the first verb that reports
    /// something, for behind that the subject is its own and gets its turn by speaking.
    pub(super) fn record_topic(
        &mut self,
        sentence: &Range<usize>,
        cues_with_content: &[CueWithContent],
    ) {
        let first = cues_with_content.iter().find(|cue_with_content| {
            cue_with_content.cue.is_finite() && cue_with_content.found.is_some()
        });
        let limit = first
            .map_or(sentence.end, |cue_with_content| cue_with_content.cue.at)
            .min(sentence.start + FIRST_WORDS);
        let start = self.behind_byline(sentence);
        let limit = limit.max(start);
        for at in start..limit {
            if self.ends_search(at, start) {
                return;
            }
            if let Some(id) = self.topic_at(at, start, limit) {
                self.record_turn(SpeakerIdentity::Entity(id), TurnKind::Topic, at);
                return;
            }
        }
    }

    /// The first word behind a reporter's name and place (سامر خليل - الفجر - الرياض: …), or the sentence's own.
    ///
    /// All three must hold: a name first, a dash, and no verb or و between, so that «سامر خليل
    /// قال: …» is not taken for one.
    fn behind_byline(&self, sentence: &Range<usize>) -> usize {
        let text = self.text;
        let start = sentence.start;
        let head = start..sentence.end.min(start + BYLINE);
        let Some(colon) = head.clone().find(|&at| text.raw(at) == ":") else {
            return start;
        };
        let dash = (start..colon).any(|at| matches!(text.raw(at), "-" | "–" | "—" | "/"));
        let plain = (start..colon).all(|at| {
            let bare = text.named(at).is_none() && !text.is_mark(at);
            !bare || !text.key(at).starts_with('و') && self.lexicon.senses(text.key(at)).is_empty()
        });
        let first = text.named(start).is_some_and(|named| named.first == start);
        if dash && plain && first {
            colon + 1
        } else {
            start
        }
    }

    /// Whether a clause, a colon or a speech begins at a word.
    ///
    /// «غير أن», «إلا أن» only lead over, and what follows them is the sentence itself.
    fn ends_search(&self, at: usize, start: usize) -> bool {
        let text = self.text;
        let but = at > start && matches!(text.key(at - 1), "غير" | "الا" | "بيد" | "لكن" | "ولكن");
        grammar::that_at(text, at) && !but
            || text.raw(at) == ":"
            || text.opens[at].is_some_and(|pair| is_speech::length(text, pair) > SPEECH)
    }

    /// The entity that the word at `at` names as the subject of a sentence that begins at `start`.
    ///
    /// A person passes anywhere among the first words, unless the noun in front makes him somebody
    /// else's («محامي سامر»); a body only early and as the head of its phrase; a title without a
    /// name earlier still.
    fn topic_at(&self, at: usize, start: usize, limit: usize) -> Option<EntityId> {
        let text = self.text;
        if at > start && grammar::governs_next(text, self.lexicon, at - 1) {
            return None;
        }
        let Some(named) = text.named(at) else {
            return if at <= start + FIRST_TITLE {
                self.title_at(at, limit)
            } else {
                None
            };
        };
        if named.first != at || grammar::governs(text, at, named.clitic) {
            return None;
        }
        match text.kind(named.id)? {
            EntityKind::Person => {
                let before = if at > start { text.key(at - 1) } else { "" };
                let other = self.lexicon.knows(WordList::Relations, before)
                    && !self.lexicon.knows(WordList::People, before);
                let governed = grammar::phrase_is_governed(text, self.lexicon, at, start);
                (!other && !governed).then_some(named.id)
            }
            EntityKind::Organization => {
                (at <= start + FIRST_BODY && self.heads_phrase(at, start)).then_some(named.id)
            }
            EntityKind::Place => None,
        }
    }

    /// Whether a body's name is no complement of the noun in front of it (رئيس نادي فلان).
    ///
    /// «رئيس نادي الفجر» is not the club. The word in front must be the verb, a mark, an adverb or
    /// a particle that governs nothing.
    fn heads_phrase(&self, at: usize, start: usize) -> bool {
        let text = self.text;
        // «على قناة «الفجر»»: what counts stands in front of the noun that says what it is.
        let mut at = at;
        while at > start
            && (text.opens[at - 1].is_some()
                || text.named(at - 1).is_none()
                    && self.lexicon.knows(WordList::Bodies, text.key(at - 1)))
        {
            at -= 1;
        }
        if grammar::has_preposition(text, self.lexicon, at) {
            return false;
        }
        let Some(before) = at.checked_sub(1).filter(|_| at > start) else {
            return true;
        };
        if grammar::governs_next(text, self.lexicon, before) {
            return false;
        }
        let list = |list: WordList| grammar::in_list(text, self.lexicon, list, before);
        if text.is_mark(before) || list(WordList::Adverbs) {
            return true;
        }
        // The first word of a clause is its verb.
        let opens = |front: usize| {
            text.is_comma(front) || grammar::in_list(text, self.lexicon, WordList::Breaks, front)
        };
        let first = before == start || opens(before - 1);
        let verb = first && !self.lexicon.speaks(text.key(before));
        verb || grammar::is_particle(text, self.lexicon, before)
    }

    /// The person whose title stands at a word.
    ///
    /// The name behind the title, or else the one who holds that office elsewhere in the article.
    fn title_at(&self, at: usize, limit: usize) -> Option<EntityId> {
        let text = self.text;
        if !grammar::in_list(text, self.lexicon, WordList::People, at)
            || grammar::has_preposition(text, self.lexicon, at)
        {
            return None;
        }
        let end = (at + 1..limit)
            .find(|&end| {
                text.is_mark(end)
                    || grammar::is_particle(text, self.lexicon, end)
                    || text.person(end).is_some()
            })
            .unwrap_or(limit.max(at + 1));
        let person = text
            .person(end)
            .filter(|named| named.first == end && named.clitic == 0);
        person.map(|named| named.id).or_else(|| {
            let recent = self.discourse.recent();
            self.registry
                .holder(text, self.lexicon, &(at..end), &recent)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn a_body_that_belongs_to_another_noun_is_no_topic() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}. وانتهت أمس مباراة [O:الفجر] في المدينة. وقال: «{d P:نعمل معا حتى الربيع}».",
        );
    }

    #[test]
    fn a_reporter_is_no_topic() {
        check(
            "[P2:نادر عوض] - [O:الفجر]: أكد [P:سامر خليل] أن {i P:البرنامج مستمر}. وقال إن {i P:العمل جار}.",
        );
    }
}
