//! The subject behind its verb: «وقال فلان», «وأوضح أمس المتحدث باسم …».
//!
//! Most subjects stand here (three of four in news). Adverbs, addressees and
//! pronouns between the verb and its subject are passed over; a noun that does
//! not agree with the verb, or whom the verb calls on, is its object and no
//! subject. A subject may also come late, behind a phrase: then only a person
//! whom a title or a comma sets free is taken.
//!
//! It gives way to a subject in front where what it finds cannot speak. No case endings are
//! written, so «دعا الوزير» is read by what the verb needs: a verb that calls on somebody has
//! an object, and where only one noun is there the speaker is the one before.

use crate::entities::EntityKind;

use super::super::cue::Cue;
use super::super::grammar;
use super::super::lexicon::WordList;
use super::super::lexicon::conjugate::{Form, Gender, Number};
use super::super::registry::{Registry, SpeakerIdentity, agreement_of};
use super::super::{Attribution, CueClass};
use super::{Subject, SubjectFinder};

/// Words between a title and its name at most, where the subject comes late.
///
/// Beyond that the name may be anybody's.
const LATE_NAME: usize = 14;

impl SubjectFinder<'_, '_> {
    /// The subject of a verb among the words behind it, up to `to`.
    ///
    /// `to` is the first word of the content. The noun phrase must begin right behind the verb and
    /// its adjuncts; failing that, a person is looked for further on ([`Self::late`]), except
    /// behind وأضاف, whose speaker is the last one. «لفت النظر» has its object written into it.
    pub(in crate::quotes) fn behind(
        &self,
        registry: &mut Registry,
        cue: &Cue,
        to: usize,
    ) -> Option<Subject> {
        // A verb in front of its subject is singular; a plural one has its subject elsewhere.
        if cue.agreement().number != Number::Singular {
            return None;
        }
        let head = self.skip_adjuncts(cue.end, to);
        if matches!(
            self.text.key(head),
            "النظر" | "الانتباه" | "الانظار" | "الضوء"
        ) {
            return self.late(head + 1, to);
        }
        if head >= to || !grammar::is_nominal(self.text, self.lexicon, head) {
            // A verb that goes on (وأضاف في حديث مع فلان) has the speaker before it.
            let goes_on = cue.joined && cue.class(self.lexicon) == CueClass::Add;
            return if goes_on && !self.recent.is_empty() {
                None
            } else {
                self.late(cue.end, to)
            };
        }
        // «غردت محذرة المستخدمين»: how she said it.
        let circumstance = self.named_head(head).is_none()
            && !self.speaks(head)
            && self
                .lexicon
                .senses(self.text.key(head))
                .iter()
                .any(|sense| sense.form == Form::Participle);
        // «ودعا رئيسَ الحكومة»: the accusative is written.
        let accusative = self.text.raw(head).ends_with('\u{64e}');
        if circumstance || accusative || self.is_addressed(cue, head) {
            return None;
        }
        let subject = self.noun_phrase(registry, head, to)?;
        let object = self.is_only_object(cue, &subject, to)
            || self.is_oblique(subject.words.start)
            || !self.agrees_behind(registry, &subject, cue);
        (!object).then_some(subject)
    }

    /// Whether the noun behind a verb that calls for or describes something is its object and no speaker (دعا العالم إلى, وصف القرار بـ).
    ///
    /// A name is not asked: «دعا سامر خليل إلى …» is he who calls.
    fn is_addressed(&self, cue: &Cue, head: usize) -> bool {
        let calls = cue.entry(self.lexicon).is_some_and(|entry| {
            entry.class == CueClass::Call || matches!(entry.lemma.as_str(), "وصف" | "نعت" | "سمي")
        });
        let key = self.text.key(head);
        let people = key.starts_with("ال")
            && !key.ends_with("ون")
            && self.lexicon.knows(WordList::Plurals, key);
        let again = cue.joined && !self.recent.is_empty();
        // «وناشدت عائلة الأسير»: a woman's verb with a noun in the feminine is she who calls.
        let she = cue.agreement().gender == Gender::Feminine
            && !key.starts_with("ال")
            && self.text.raw(head).ends_with('ة')
            && !grammar::is_content_noun(self.text, self.lexicon, head, false);
        calls && self.named_head(head).is_none() && (!self.speaks(head) && !she || again && people)
    }

    /// Whether a verb that must have an object has only this one noun phrase (وحث الوزير على).
    ///
    /// Only once somebody has spoken: the first sentence of a text has nobody to carry over.
    fn is_only_object(&self, cue: &Cue, subject: &Subject, to: usize) -> bool {
        let needs = cue.entry(self.lexicon).is_some_and(|entry| {
            matches!(
                entry.lemma.as_str(),
                "حث" | "حض" | "ناشد" | "اتهم" | "وصف" | "نعت"
            )
        });
        let has = cue.sense().is_some_and(|sense| sense.object);
        let filler = |at: usize| {
            self.text.is_mark(at)
                || self.text.key(at) == "ب"
                || grammar::in_list(self.text, self.lexicon, WordList::Adverbs, at)
        };
        needs && !has && !self.recent.is_empty() && (subject.words.end..to).all(filler)
    }

    /// Whether a head noun stands in the oblique plural (المواطنين) and so is no subject.
    ///
    /// ين is also the ending of a few nouns for one man, which the list of people holds.
    fn is_oblique(&self, head: usize) -> bool {
        let key = self.text.key(head);
        self.text.named(head).is_none()
            && key.starts_with("ال")
            && key.ends_with("ين")
            && key.chars().count() > 5
            && !self.lexicon.knows(WordList::People, key)
    }

    /// Whether the noun phrase behind a verb has the gender that the verb asks for; else it is its object.
    ///
    /// Asked only of a noun close behind the verb. A name at the end of the phrase, a plural or a
    /// determiner passes: their gender is not shown by the verb, or not known well enough.
    fn agrees_behind(&self, registry: &Registry, subject: &Subject, cue: &Cue) -> bool {
        // «وقال البيان»: the noun agrees, whoever it stands for.
        let start = subject.words.start;
        let noun = self.named_head(start).is_none() && self.speaks(start);
        let own = noun.then(|| agreement_of(self.text, self.lexicon, start).gender);
        let Some(gender) = own.or_else(|| registry.gender(subject.identity)) else {
            return true;
        };
        let close = subject.words.start <= cue.end + 1;
        if self
            .text
            .person(subject.words.end.saturating_sub(1))
            .is_some()
            || !close
        {
            return true;
        }
        let head = self.text.key(subject.words.start);
        if self.lexicon.knows(WordList::Plurals, head)
            || grammar::is_determiner(head)
            || cue.agreement().number != Number::Singular
        {
            return true;
        }
        let place = self
            .named_head(subject.words.start)
            .is_some_and(|named| self.text.kind(named.id) != Some(EntityKind::Person));
        match cue.agreement().gender {
            Gender::Feminine if place => true,
            Gender::Masculine => gender == Gender::Masculine,
            // A broken plural (مصادر, أوساط) agrees like a woman; only a man does not, but for a
            // woman with a man's title (قالت المدير العام).
            Gender::Feminine => {
                gender == Gender::Feminine
                    || self.is_womans_title(subject, cue)
                    || matches!(subject.identity, SpeakerIdentity::Unnamed(_))
                        && !self.lexicon.knows(WordList::People, head)
            }
        }
    }

    /// Whether a masculine title behind a feminine verb is its subject: a woman holds it, and the verb has no use for an object.
    ///
    /// Only verbs that say something and take no person as their object.
    fn is_womans_title(&self, subject: &Subject, cue: &Cue) -> bool {
        let says = cue.entry(self.lexicon).is_some_and(|entry| {
            matches!(
                entry.class,
                CueClass::Say | CueClass::Add | CueClass::Stress | CueClass::Announce
            ) && !entry.government.weak
        });
        let has = cue.sense().is_some_and(|sense| sense.object);
        let unnamed = matches!(subject.identity, SpeakerIdentity::Unnamed(_));
        says && !has
            && unnamed
            && self
                .lexicon
                .knows(WordList::People, self.text.key(subject.words.start))
    }

    /// Passes over what may stand between a verb and its subject: adverbs, phrases of place and addressee.
    ///
    /// The index of the first word that is none of these, `to` at most but for a pair that runs
    /// over it. «وقال أمس للفجر في اتصال المدير سامر خليل» stops at في, and `late` does the rest.
    fn skip_adjuncts(&self, from: usize, to: usize) -> usize {
        let text = self.text;
        let mut at = from;
        while at < to {
            let key = text.key(at);
            // «قال د. فلان», «م. فلان»
            let initial = matches!(key, "د" | "م" | "ا" | "ود" | "اد" | "أد")
                && matches!(text.raw(at + 1), "." | "/");
            if initial {
                at += 2;
                continue;
            }
            let manner = matches!(key, "من")
                && matches!(
                    text.key(at + 1),
                    "جهته"
                        | "جهتها"
                        | "جهتهم"
                        | "جانبه"
                        | "جانبها"
                        | "جانبهم"
                        | "ناحيته"
                        | "ناحيتها"
                );
            // «وردت عليها فلانة», «وأيده فيه فلان»
            let pronoun = self.lexicon.has(WordList::Free, key)
                && self.lexicon.has(WordList::Prepositions, key)
                && (key.ends_with('ه') || key.ends_with("ها") || key.ends_with("هم"))
                && key.chars().count() <= 5
                && !matches!(key, "هذه");
            let adverb = grammar::in_list(text, self.lexicon, WordList::Adverbs, at)
                && text.named(at).is_none();
            if let Some(end) = self.frame_end(at).filter(|&end| end <= to) {
                at = end;
            } else if manner {
                at += 2;
            } else if pronoun || adverb || self.is_manner(at) {
                at += 1;
            } else if matches!(key, "ل" | "وب" | "ب")
                && text.opens.get(at + 1).copied().flatten().is_some()
            {
                at = text.opens[at + 1].map_or(at + 1, |pair| text.pairs[pair].close + 1);
            } else if let Some(named) = text.named(at).filter(|named| {
                named.first == at && grammar::has_preposition(text, self.lexicon, at)
            }) {
                at = named.end;
            } else if text.is_comma(at) && at > from {
                at += 1;
            } else {
                break;
            }
        }
        at
    }

    /// The end of a phrase that only places the saying («في هذا الصدد», «بهذه المناسبة»).
    fn frame_end(&self, at: usize) -> Option<usize> {
        let (key, next) = (self.text.key(at), self.text.key(at + 1));
        match key {
            "في" | "خلال" | "ضمن" if matches!(next, "هذا" | "هذه" | "ذات" | "نفس") => {
                Some(at + 3)
            }
            "بهذا" | "بهذه" | "لهذا" => Some(at + 2),
            _ => None,
        }
    }

    /// Whether a word is an adverb of manner in front of the subject or the speech (قال هاتفيا مسؤول, قال مبتسما: …).
    ///
    /// By the ا of the accusative and by what follows: the subject or the speech itself.
    fn is_manner(&self, at: usize) -> bool {
        let key = self.text.key(at);
        let next = at + 1;
        key.ends_with('ا')
            && key.chars().count() > 4
            && self.text.named(at).is_none()
            && !self.speaks(at)
            && !self.lexicon.has(WordList::Contents, key)
            && (self.starts_saying(next)
                || (self.speaks(next) || self.text.person(next).is_some())
                    && !grammar::has_preposition(self.text, self.lexicon, next))
    }

    /// Whether a colon or a speech in marks begins at a word.
    fn starts_saying(&self, at: usize) -> bool {
        self.text.raw(at) == ":" || self.text.opens.get(at).copied().flatten().is_some()
    }

    /// A subject that comes late, behind a phrase: a person or body that nothing governs.
    ///
    /// 70, whatever it finds. A name must have a title or a comma right in front of it, or be in
    /// apposition to a title that nothing governs; relative clauses and مع end the search.
    fn late(&self, from: usize, to: usize) -> Option<Subject> {
        let text = self.text;
        let mut at = from;
        let mut hard = false;
        while at < to {
            let key = text.key(at);
            if matches!(key, "الذي" | "التي" | "الذين" | "مع") || grammar::that_at(text, at)
            {
                return None;
            }
            if text.is_comma(at) {
                hard = false;
            }
            hard |= grammar::in_list(text, self.lexicon, WordList::Barriers, at);
            if let Some(named) = text
                .person(at)
                .filter(|named| named.first == at && named.clitic == 0)
            {
                let before = at.checked_sub(1)?;
                let title =
                    self.lexicon.knows(WordList::People, text.key(before)) && before >= from;
                let free = text.is_comma(before) && before > from;
                if !hard && (title || free) {
                    return Some(Subject {
                        identity: SpeakerIdentity::Entity(named.id),
                        words: named.first..named.end,
                        found_by: Attribution::Apposition,
                        confidence: 70,
                    });
                }
                at = named.end;
                continue;
            }
            // A title behind a comma or a phrase: «أوضح في بيان رئيس الشركة فلان».
            let title = grammar::in_list(text, self.lexicon, WordList::People, at)
                && at > from + 1
                && !grammar::has_preposition(text, self.lexicon, at)
                && !grammar::governs_next(text, self.lexicon, at - 1);
            if title && text.named(at).is_none() {
                let found = self
                    .apposition(at, to)
                    .filter(|named| named.first - at < LATE_NAME);
                if let Some(named) = found {
                    return Some(Subject {
                        identity: SpeakerIdentity::Entity(named.id),
                        words: at..named.end,
                        found_by: Attribution::Apposition,
                        confidence: 70,
                    });
                }
            }
            at += 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn adverbs_and_addressees_stand_between() {
        check("قال أمس [P:سامر خليل] إن {i P:البرنامج مستمر}.");
        check("وقال لـ«[O:الفجر]» [P:سامر خليل] إن {i P:البرنامج مستمر}.");
        check("وقال د. [P:سامر خليل] إن {i P:البرنامج مستمر}.");
    }

    #[test]
    fn a_verb_that_goes_on_has_no_late_subject() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}. وأضاف في لقاء حضره الوزير [P2:نادر عوض] أن {i P:العمل جار}.",
        );
    }

    #[test]
    fn whom_he_calls_on_is_not_the_speaker() {
        check("قال [P:سامر خليل] إن {i P:البرنامج مستمر}. ودعا المواطنين إلى {i P:الصبر}.");
        check("قال [P:سامر خليل] إن {i P:البرنامج مستمر}. وحذر [L:ميرانيا] من {i P:عودة العنف}.");
    }

    #[test]
    fn a_pronoun_between_verb_and_subject() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}. وردت عليه [P2:سلمى نور]: «{d P2:نعمل معا حتى الربيع}».",
        );
    }

    #[test]
    fn a_woman_with_a_mans_title() {
        check(
            "قالت [O:البلدية] إن {i O:البرنامج مستمر}. وقالت المدير العام إن {i المدير:العمل جار}. وأضافت أن {i المدير:المال كاف}.",
        );
    }

    #[test]
    fn a_paper_agrees_as_a_noun() {
        check(
            "ذكر بيان ل[O:وزارة الصحة] أن {i O:البرنامج مستمر}. وأشار البيان إلى أن {i O:العمل جار}.",
        );
    }

    #[test]
    fn numbers_speak() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}. وأكد ثلاثة مسؤولين أن {i ثلاثة:العمل جار}. وأضافوا أن {i ثلاثة:المال كاف}.",
        );
    }

    #[test]
    fn a_phrase_that_places_the_saying_stands_between() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}. ويرى في هذا الصدد [P2:نادر عوض]، الخبير في المياه، أن {i P2:العمل جار}.",
        );
    }

    #[test]
    fn a_written_accusative_is_the_object() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}. ودعا رئيسَ الحكومة [P2:نادر عوض] إلى {i P:قبول التغيير}.",
        );
    }
}
