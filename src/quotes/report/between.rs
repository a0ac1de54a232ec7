//! A participle → the subject of the clause between it and the speaker before:
//! «وقال فلان إن …، ووافقه فلان الرأي، مضيفا أن».
//!
//! That clause has no reporting verb; it is known by its connective (فيما, أما) or
//! by a pronoun on its verb that means the speaker before.
//!
//! It gives way to the speaker before where the clause has nobody who acts, or where gender
//! forbids him. Only the clause right in front of the participle is looked at.

use crate::text::morphology::proclitics::without_conjunction;
use std::ops::Range;

use crate::entities::EntityKind;

use super::super::cue::Cue;
use super::super::grammar;
use super::super::lexicon::WordList;
use super::super::state::{ReportState, SentenceScope};
use super::super::subject::{Subject, SubjectFinder};

/// Words between such a clause and its participle at most, the clause included.
///
/// Further off, the speaker before is taken.
const FARTHEST: usize = 16;

impl ReportState<'_, '_> {
    /// The one of whom the clause right in front of a participle tells, where the speaker before is not he.
    ///
    /// `outer` is the speaker of the cue before. The words behind his name are searched backwards
    /// from the participle, so of two such clauses the nearer counts.
    pub(super) fn between(
        &mut self,
        finder: &SubjectFinder<'_, '_>,
        cue: &Cue,
        outer: &Subject,
        sentence: &SentenceScope,
    ) -> Option<Subject> {
        if !cue.is_participle() {
            return None;
        }
        let lowest = outer.words.end.max(sentence.words.start + 1);
        let from = cue.at.saturating_sub(FARTHEST).max(lowest);
        let start = (from..cue.at).rev().find(|&at| self.begins_answer(at))?;
        let found = self.actor(finder, start..cue.at)?;
        let agrees = self
            .registry
            .gender(found.identity)
            .is_none_or(|gender| gender == cue.agreement().gender);
        (agrees && found.identity != outer.identity).then_some(found)
    }

    /// Whether a clause begins at a word that tells what somebody else did to the speaker before.
    ///
    /// «قال سامر إن المال كاف، ووافقته سلمى نور، مضيفة أن …»: the pronoun of ووافقته is سامر, so
    /// she who follows is somebody else. A comma must stand in front.
    fn begins_answer(&self, at: usize) -> bool {
        let text = self.text;
        let free = |at: usize| text.words[at].pair.is_none();
        if at == 0 || !text.is_comma(at - 1) || !free(at) || text.named(at).is_some() {
            return false;
        }
        let key = text.key(at);
        let next = text.key(at + 1);
        let connective = matches!(key, "فيما" | "بينما" | "اما")
            || (key, next) == ("في", "حين")
            || (key, next) == ("الامر", "الذي");
        let rest = without_conjunction(key, 0).unwrap_or_default();
        let pronoun = ["ه", "ها", "هم", "هما"]
            .iter()
            .any(|end| rest.ends_with(end));
        // «ووافقه», but not «والحكومة» and not «وزوجته».
        let verb = pronoun
            && rest.chars().count() > 3
            && !text.raw(at).ends_with('ة')
            && !rest.starts_with("ال")
            && !self.lexicon.speaks(key)
            && !grammar::belongs_to_speaker(text, self.lexicon, at);
        connective || verb
    }

    /// Whether a word is a verbal noun, whose complement does not act («أبدى استعداده للقاء الرئيس»).
    fn is_verbal_noun(&self, at: usize) -> bool {
        let text = self.text;
        let key = text.key(at);
        let listed = |rest: &str| self.lexicon.has(WordList::Contents, rest) || rest == "لقاء";
        text.named(at).is_none()
            && !self.lexicon.speaks(key)
            && (grammar::is_content_noun(text, self.lexicon, at, false)
                || key.strip_prefix(['ل', 'ب']).is_some_and(listed))
    }

    /// The first in some words who acts: a name or title that nothing governs.
    ///
    /// Places do not act. A noun is taken only if it is a title in the singular.
    fn actor(&mut self, finder: &SubjectFinder<'_, '_>, words: Range<usize>) -> Option<Subject> {
        let text = self.text;
        let (first, end) = (words.start, words.end);
        for at in words.skip(1) {
            let governed = grammar::phrase_is_governed(text, self.lexicon, at, first)
                || grammar::governs_next(text, self.lexicon, at - 1)
                || grammar::has_preposition(text, self.lexicon, at)
                || at > first + 1 && self.is_verbal_noun(at - 1);
            if governed || text.words[at].pair.is_some() {
                continue;
            }
            let named = text.named(at).filter(|named| named.first == at);
            let acts = named.is_some_and(|named| {
                !matches!(text.kind(named.id), Some(EntityKind::Place) | None)
            });
            let title = text.named(at).is_none()
                && grammar::in_list(text, self.lexicon, WordList::People, at);
            if acts || title {
                return finder.noun_phrase(&mut self.registry, at, end);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn who_answers_is_the_participles_subject() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر، ووافقه [P2:نادر عوض] الرأي}، مضيفا أن {i P2:العمل جار}. وأشار إلى أن {i P2:المال كاف}.",
        );
    }

    #[test]
    fn his_own_deeds_change_nothing() {
        check("قال [P:سامر خليل] إن {i P:البرنامج مستمر في المدن}، مضيفا أن {i P:العمل جار}.");
    }

    #[test]
    fn the_complement_of_a_verbal_noun_does_not_act() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر، فيما أبدى استعداده للقاء الرئيس [P2:نادر عوض]}، مؤكدا أن {i P:العمل جار}.",
        );
    }
}
