//! A cue with its content → whose words it reports: the subject of its verb, the speaker that an agency relays, the
//! subject of its sentence, or the most recent speaker.
//!
//! They are tried in this order: the person that an agency relays, the newspaper that publishes the words, the subject
//! after or before the verb, the only possible subject in the sentence, the speaker of the previous cue, the most recent
//! speaker. Inside another person's speech only the subject of the verb is used.
//!
//! Outside of another person's speech there is nearly always a result after somebody has spoken, but it may be poor. Its
//! confidence tells this, and the caller decides whether it is sufficient for a quote.

use super::super::CueClass;
use super::super::cue::Cue;
use super::super::discourse::TurnKind;
use super::super::grammar;
use super::super::lexicon::WordList;
use super::super::lexicon::conjugate::{Form, Number};
use super::super::registry::SpeakerIdentity;
use super::super::source_phrases;
use super::super::state::{ReportState, SentenceScope};
use super::super::subject::{Subject, SubjectFinder};
use super::super::unlisted_names;
use super::cue_contents::CueWithContent;

/// Quotes behind whose ends the subject of the next verb may begin.
///
/// Later quotes end later, so the last few hold the nearest end.
const LAST_QUOTES: usize = 4;

/// Whose sentence a cue stands in.
#[derive(Clone, Copy, Debug)]
pub(super) enum NarrationLevel<'s> {
    /// The narrator's; the speaker of the cue before it in the sentence, if any.
    Outer(Option<&'s Subject>),
    /// Another speaker's words, where only a subject of its own counts.
    Inside,
}

impl ReportState<'_, '_> {
    /// Who says what a cue reports.
    ///
    /// There are two cases. A finite verb has a subject of its own, behind it, in front of
    /// it or dropped. A participle or noun has none: it goes with the clause in front of it, else
    /// with the speaker before («، مضيفا»), else with the noun that leads the sentence.
    ///
    /// A noun behind the verb that cannot speak gives way to a subject in front of it («سامر خليل
    /// أعلن البرنامج»): it is the object. `marker` is where words that may name the speaker end.
    pub(super) fn subject(
        &mut self,
        cue_with_content: &CueWithContent,
        marker: usize,
        sentence: &SentenceScope,
        level: NarrationLevel<'_>,
    ) -> Option<Subject> {
        let recent = self.discourse.recent();
        let finder = SubjectFinder {
            text: self.text,
            lexicon: self.lexicon,
            recent: &recent,
        };
        let cue = &cue_with_content.cue;
        if let Some(relayed) = source_phrases::relayed(self.text, self.lexicon, cue, marker) {
            // «ذكرت الإذاعة نقلا عن مسؤولين أن …. وقالت إن …»: she, too, may go on.
            let relays = finder.behind(&mut self.registry, cue, relayed - 1);
            let found = finder.noun_phrase(&mut self.registry, relayed, marker);
            if let Some(agency) =
                relays.filter(|one| matches!(one.identity, SpeakerIdentity::Entity(_)))
            {
                self.record_turn(agency.identity, TurnKind::Topic, cue.at);
            }
            return found;
        }
        if let Some(paper) = source_phrases::stands_in(self.text, self.lexicon, cue) {
            return finder.noun_phrase(&mut self.registry, paper, marker);
        }
        let from = self.free_from(cue.at, sentence);
        if cue.is_finite() {
            let behind = finder.behind(&mut self.registry, cue, marker);
            // A noun that cannot speak behind the verb is its object where somebody stands in front.
            let mute = behind.as_ref().is_none_or(|one| !self.can_continue(one));
            let front = if mute || self.may_follow_its_subject(cue, from) {
                finder.before(&mut self.registry, cue, from)
            } else {
                None
            };
            let found = front.or(behind);
            let outer = match level {
                NarrationLevel::Outer(outer) if found.is_none() => outer,
                NarrationLevel::Outer(_) | NarrationLevel::Inside => return found,
            };
            let found = self.implied(&finder, cue, sentence, outer);
            return found.or_else(|| self.carried(cue));
        }
        if let NarrationLevel::Outer(Some(outer)) = level
            && let Some(found) = self.between(&finder, cue, outer, sentence)
        {
            return Some(found);
        }
        if let NarrationLevel::Outer(Some(outer)) = level
            && self.same_number(cue, outer)
        {
            return Some(outer.carried_over(90));
        }
        self.of_sentence(&finder, cue_with_content, from, sentence)
            .or_else(|| self.carried(cue))
    }

    /// Whether the noun behind a verb may be its object although it can speak, so that a subject in front counts first
    /// («رئيسة النقابة، فلانة، حذرت الوزير من …», «وكان الوزير قد أبلغ الرئيس»).
    fn may_follow_its_subject(&self, cue: &Cue, from: usize) -> bool {
        let addresses = cue.entry(self.lexicon).is_some_and(|entry| {
            matches!(entry.class, CueClass::Warn | CueClass::Call | CueClass::Ask)
                || matches!(
                    entry.lemma.as_str(),
                    "اخبر" | "ابلغ" | "اتهم" | "هنا" | "شكر" | "وصف" | "انتقد" | "هاجم"
                )
        });
        let particle =
            cue.at > from && matches!(self.text.key(cue.at - 1), "قد" | "لم" | "لن" | "لا");
        addresses && !cue.joined || particle
    }

    /// The first word of a sentence behind what was already said in it.
    ///
    /// «قال سامر إن المال كاف، أما نادر عوض فيرى أن …»: سامر stands in front of what was already
    /// said and is no subject of the second verb. For a cue inside a quote the words of that quote count.
    fn free_from(&self, at: usize, sentence: &SentenceScope) -> usize {
        let ends = self
            .candidates
            .iter()
            .rev()
            .take(LAST_QUOTES)
            .map(|candidate| {
                if candidate.words.contains(&at) {
                    candidate.words.start
                } else {
                    candidate.words.end
                }
            });
        let start = sentence.words.start;
        ends.filter(|&end| end <= at)
            .max()
            .map_or(start, |end| end.max(start))
    }

    /// The subject of a participle or noun that no verb of its sentence gives.
    ///
    /// A participle is asked only where the sentence has no topic: the discourse state knows it, and
    /// is consulted next. A noun
    /// with a pronoun («قوله») goes to the discourse state at once, one without («تصريحات») to the last
    /// person or title in front of it.
    fn of_sentence(
        &mut self,
        finder: &SubjectFinder<'_, '_>,
        cue_with_content: &CueWithContent,
        from: usize,
        sentence: &SentenceScope,
    ) -> Option<Subject> {
        let cue = &cue_with_content.cue;
        if cue.is_participle() && self.discourse.topic(self.sentence).is_none() {
            if cue.agreement().number == Number::Plural && self.several_spoke() {
                return self.carried(cue);
            }
            return if cue.agreement().number == Number::Plural {
                finder.plural_before(&mut self.registry, cue, from)
            } else {
                finder.leading(&mut self.registry, sentence.words.start, cue.at)
            };
        }
        let free =
            |sense: super::super::lexicon::CueSense| sense.form == Form::Noun && !sense.object;
        if cue.sense().is_some_and(free) {
            // «إعلان وزير الصحة أن …»: the noun's complement says it.
            let complement =
                self.text.named(cue.end).is_some() || self.lexicon.speaks(self.text.key(cue.end));
            let marker = cue_with_content.found.map_or(cue.end, |found| found.marker);
            if complement && cue.end < marker {
                return finder.noun_phrase(&mut self.registry, cue.end, marker);
            }
            return finder.nearest(&mut self.registry, cue, from);
        }
        None
    }

    /// Whether a participle can go with the subject of its sentence, by number.
    fn same_number(&self, cue: &Cue, outer: &Subject) -> bool {
        let many = cue.agreement().number != Number::Singular && cue.is_participle();
        !many || self.registry.number(outer.identity) != Number::Singular
    }

    /// Whether somebody can go on speaking: a name, or a noun that is known for one who speaks.
    ///
    /// «وأكد الفحص أن …» reports, but «وأضاف» behind it does not mean the test.
    pub(super) fn can_continue(&self, subject: &Subject) -> bool {
        match subject.identity {
            SpeakerIdentity::Entity(_) => true,
            SpeakerIdentity::Unnamed(index) => {
                self.registry.unnamed.get(index).is_some_and(|one| {
                    let key = self.text.key(one.words.start);
                    let plural = key.ends_with("ون") || key.ends_with("يين");
                    let name =
                        || unlisted_names::looks_like_one(self.text, self.lexicon, &one.words);
                    let own =
                        || grammar::belongs_to_speaker(self.text, self.lexicon, one.words.start);
                    plural
                        || name()
                        || grammar::is_determiner(key)
                        || self.lexicon.speaks(key)
                        || own()
                })
            }
        }
    }

    /// Whether the subject of a verb that reports nothing itself is one whose words may follow.
    ///
    /// «وانتقد سامر خليل القرار. وقال …»: he is surely one who acts. An unsure noun passes only
    /// right behind a verb of saying that a reporting participle follows.
    pub(super) fn acts(&self, cue: &Cue, later: &[CueWithContent], subject: &Subject) -> bool {
        let goes_on = later
            .first()
            .is_some_and(|next| next.cue.is_participle() && next.found.is_some());
        let tells = goes_on && subject.words.start == cue.end && self.can_tell(cue, subject);
        cue.is_finite() && (self.is_solid(subject) || tells)
    }

    /// Whether the noun behind a verb of saying that a participle follows tells something (وعلق متابع قائلا).
    ///
    /// «وعلق متابع قائلا: …»: no list holds متابع. A noun with tanwin's ا is an adverb or object.
    fn can_tell(&self, cue: &Cue, subject: &Subject) -> bool {
        let key = self.text.key(subject.words.start);
        let says = matches!(
            cue.class(self.lexicon),
            CueClass::Say | CueClass::Add | CueClass::Stress | CueClass::Ask
        );
        // «هنأ المنافس قائلا»: the one addressed.
        let addresses = cue.entry(self.lexicon).is_some_and(|entry| {
            matches!(
                entry.lemma.as_str(),
                "هنا"
                    | "خاطب"
                    | "سال"
                    | "مازح"
                    | "داعب"
                    | "نادي"
                    | "حيا"
                    | "طمان"
                    | "شكر"
                    | "اخبر"
                    | "ابلغ"
            )
        });
        if addresses {
            return false;
        }
        let many = grammar::is_quantity(key) || self.lexicon.knows(WordList::Plurals, key);
        many || says
            && !key.ends_with('ا')
            && !grammar::is_content_noun(self.text, self.lexicon, subject.words.start, false)
    }

    /// Whether a subject is surely one who acts: a name or a noun for a person.
    fn is_solid(&self, subject: &Subject) -> bool {
        match subject.identity {
            SpeakerIdentity::Entity(_) => true,
            SpeakerIdentity::Unnamed(_) => grammar::in_list(
                self.text,
                self.lexicon,
                WordList::People,
                subject.words.start,
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn a_name_that_was_not_found_goes_on() {
        check("قال سامر خليل إن {i سامر:البرنامج مستمر}. وأضاف أن {i سامر:العمل جار}.");
        check(
            "وقالت \"أم سامر\" ل\"[O:الفجر]\": إنها {i أم:ستسافر غدا}. وأضافت أن {i أم:العمل جار}.",
        );
    }

    #[test]
    fn an_agency_that_relays_goes_on() {
        check(
            "وذكرت [O:الإذاعة الوطنية]، نقلا عن مسؤول أمني، أن {i مسؤول:البرنامج مستمر}. وقالت إن {i O:العمل جار}.",
        );
    }

    #[test]
    fn a_subject_in_front_of_a_verb_that_addresses_somebody() {
        check("لكن رئيسة النقابة، [P:سلمى نور]، حذرت [P2:نادر عوض] من {i P:عودة العنف}.");
    }
}
