//! A verb without a subject → one in front of it in its sentence who is not its
//! grammatical subject but the only one it can mean.
//!
//! «واستمع المحلفون إلى فلان، ثم قرروا», «أصدرت النقابة بيانا قالت فيه»,
//! «وفي لقاء مع فلان، قال»: a plural verb looks for a plural, a verb that goes on
//! for the noun that leads the sentence, others for the person whom the
//! sentence's first phrase names. Nobody of an earlier sentence is looked at.
//!
//! The sure ways (subject behind, subject in front) come before it and the discourse state after it.
//! What it finds is a guess, of confidence 50 to 60; a person so found is shown as carried over.

use super::super::Attribution;
use super::super::annotated::MentionRef;
use super::super::cue::Cue;
use super::super::lexicon::conjugate::Number;
use super::super::registry::SpeakerIdentity;
use super::super::state::{NEAR, ReportState, SentenceScope};
use super::super::subject::{Subject, SubjectFinder};

/// Words of a sentence among which the person stands whom its first phrase names, and words from there to the verb.
///
/// «وفي لقاء مع سامر خليل، قال إن …»: further in, the person may be part of a clause.
const FIRST_PHRASE: usize = 7;
const REACH: usize = 15;

impl ReportState<'_, '_> {
    /// Who may be meant by a verb without a subject; `outer` is the speaker of the cue before it in the sentence.
    ///
    /// Where the sentence is about somebody, he is the topic already: then only a plural and
    /// «عندما قال» are looked at. `None` leaves the verb to the discourse state.
    pub(super) fn implied(
        &mut self,
        finder: &SubjectFinder<'_, '_>,
        cue: &Cue,
        sentence: &SentenceScope,
        outer: Option<&Subject>,
    ) -> Option<Subject> {
        let text = self.text;
        let start = sentence.words.start;
        if cue.agreement().number == Number::Plural {
            return self.several(finder, cue, start, outer);
        }
        if outer.is_some() {
            return None;
        }
        let no_topic = self.discourse.topic(self.sentence).is_none();
        // «صدقت جهات رقابية على العقار وقالت», «أصدرت النقابة بيانا قالت فيه»
        let within = matches!(text.key(cue.end), "فيه" | "فيها" | "خلاله" | "خلالها");
        if (cue.joined || within) && no_topic {
            let leading = finder.leading(&mut self.registry, start, cue.at);
            let agrees =
                |one: &Subject| self.registry.gender(one.identity) == Some(cue.agreement().gender);
            return leading.filter(agrees);
        }
        let led = if cue.joined || !no_topic {
            None
        } else {
            self.led_in(cue, start)
        };
        led.or_else(|| self.told_when(cue, start))
    }

    /// Those whom a plural verb means.
    ///
    /// Those of the cue before, if they are several; those who spoke, if they are; else the nearest
    /// plural in the sentence, then in its paragraph.
    fn several(
        &mut self,
        finder: &SubjectFinder<'_, '_>,
        cue: &Cue,
        start: usize,
        outer: Option<&Subject>,
    ) -> Option<Subject> {
        let text = self.text;
        let several =
            outer.filter(|outer| self.registry.number(outer.identity) != Number::Singular);
        if several.is_none() && self.several_spoke() {
            return self.carried(cue);
        }
        let paragraph = text.paragraphs[text.words[start].paragraph].0.start;
        several
            .map(|outer| outer.carried_over(outer.confidence))
            .or_else(|| finder.plural_before(&mut self.registry, cue, start))
            .or_else(|| finder.plural_before(&mut self.registry, cue, paragraph))
    }

    /// The person whom the sentence's first phrase leads in (وبالعودة إلى فلان، قال).
    ///
    /// Not for a verb with و: «واستقبل الوزير سامر خليل وقال» goes on with the minister.
    fn led_in(&self, cue: &Cue, start: usize) -> Option<Subject> {
        let text = self.text;
        let lowest = cue.at.saturating_sub(REACH).max(start);
        let found = (lowest..cue.at.min(start + FIRST_PHRASE))
            .rev()
            .filter(|&at| text.words[at].pair.is_none())
            .find_map(|at| text.person(at).filter(|named| named.first == at))?;
        let gender = self.registry.gender(SpeakerIdentity::Entity(found.id));
        let agrees = gender.is_none_or(|gender| gender == cue.agreement().gender);
        agrees.then(|| guessed(found, 50))
    }

    /// The last person in front of «عندما قال» (أذكرهم بفلان عندما قال).
    ///
    /// Whatever the discourse state says: عندما ties the verb to the person named before it.
    fn told_when(&self, cue: &Cue, start: usize) -> Option<Subject> {
        let text = self.text;
        let when = cue.at > start
            && matches!(
                text.key(cue.at - 1),
                "عندما" | "حين" | "حينما" | "حيث" | "اذ"
            );
        let mut back = (start..cue.at).rev().take(NEAR);
        let person = back.find_map(|at| text.person(at)).filter(|_| when)?;
        Some(guessed(person, 60))
    }
}

/// A person taken for the subject of a verb that does not name him.
fn guessed(person: MentionRef, confidence: u8) -> Subject {
    Subject {
        identity: SpeakerIdentity::Entity(person.id),
        words: person.first..person.end,
        found_by: Attribution::CarriedOver,
        confidence,
    }
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn a_plural_verb_finds_its_plural_in_the_paragraph() {
        check("واستمع المحلفون إلى [P:سامر خليل] يومين. ثم قرروا أن {i المحلفون:البرنامج مستمر}.");
    }

    #[test]
    fn whom_the_first_phrase_leads_in() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}. وبالعودة إلى [P2:نادر عوض]، قال إن {i P2:العمل جار}.",
        );
    }

    #[test]
    fn whose_paper_it_is() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}. وأصدرت نقابة المعلمين بيانا قالت فيه إن {i نقابة:العمل جار}.",
        );
    }
}
