//! The subject in front of its verb: «صحيفة فلان اعتبرت», «وفلان الذي أعلن».
//!
//! What is tried, in this order: the antecedent of a relative clause; the
//! indefinite noun that the verb describes; the one whom أما sets apart; the noun
//! that begins the verb's clause. Gender and number must agree. A verb with و
//! on it has no subject in front of it in its own clause.
//!
//! It is asked where nothing that can speak stands behind the verb. Arabic puts the subject
//! first in headlines, after أن, and where it is contrasted. A noun that does not agree is
//! passed over rather than taken with doubt.

use crate::entities::EntityKind;
use crate::text::morphology::proclitics::without_conjunction;

use super::super::Attribution;
use super::super::annotated::MentionRef;
use super::super::cue::Cue;
use super::super::grammar;
use super::super::lexicon::WordList;
use super::super::lexicon::conjugate::{Gender, Number};
use super::super::registry::{Registry, SpeakerIdentity, agreement_of};
use super::super::unlisted_names;
use super::{LONGEST, Subject, SubjectFinder};

/// Words in front of a relative pronoun among which its antecedent stands.
///
/// Its title may be long; the head noun is what is looked for.
const ANTECEDENT: usize = 18;
/// Adjectives behind an indefinite noun at most.
const ADJECTIVES: usize = 2;
/// Words of a noun phrase that و joins in front of its verb, at most.
const JOINED: usize = 12;
/// Words of a noun phrase that cannot speak (المؤشرات الجديدة تؤكد).
///
/// A longer phrase may have a speaker in it.
const MUTE: usize = 5;

impl SubjectFinder<'_, '_> {
    /// The subject in front of a verb, among the words of its clause from `from`.
    ///
    /// `from` is the first word that is free: what earlier cues said is behind it. A pronoun in
    /// front of the verb («وهو يؤكد») means a dropped subject, which the discourse state resolves better.
    pub(in crate::quotes) fn before(
        &self,
        registry: &mut Registry,
        cue: &Cue,
        from: usize,
    ) -> Option<Subject> {
        if let Some(subject) = self.relative(registry, cue, from) {
            return Some(subject);
        }
        if let Some(subject) = self.described(registry, cue, from) {
            return Some(subject);
        }
        if let Some(subject) = self.set_apart(registry, cue, from) {
            return Some(subject);
        }
        if cue.joined || cue.at > from && is_pronoun(self.text.key(cue.at - 1)) {
            return None;
        }
        let start = self.clause_start(from, cue.at);
        let leads = start < cue.at && self.is_topic(start);
        let first = leads
            .then(|| self.noun_phrase(registry, start, cue.at))
            .flatten();
        if let Some(subject) = first.filter(|one| self.agrees(registry, one, cue)) {
            return Some(subject);
        }
        let joined = self.joined_clause(start, cue.at)?;
        let subject = self.noun_phrase(registry, joined, cue.at)?;
        self.agrees(registry, &subject, cue).then_some(subject)
    }

    /// The first word of a noun phrase that و joins to the clause before and that reaches up to the
    /// verb at `to` («…، ورئيس البلاد يلمح إلى»).
    ///
    /// The comma in front is needed: without it و may join two objects.
    fn joined_clause(&self, from: usize, to: usize) -> Option<usize> {
        let text = self.text;
        let lowest = to.saturating_sub(JOINED).max(from + 1);
        let head = (lowest..to).rev().find(|&at| {
            text.is_comma(at - 1)
                && text.words[at].pair.is_none()
                && text.key(at).starts_with('و')
                && (text
                    .named(at)
                    .is_some_and(|named| named.first == at && named.clitic > 0)
                    || text.named(at).is_none() && self.speaks(at))
        })?;
        let plain = (head + 1..to).all(|at| {
            let inside = text.named(at).is_some_and(|named| named.first != at);
            inside
                || !text.is_comma(at)
                    && self.lexicon.senses(text.key(at)).is_empty()
                    && !grammar::that_at(text, at)
                    && !grammar::is_relative(text.key(at))
        });
        plain.then_some(head)
    }

    /// The one whom أما sets apart from others (أما فلان فقال).
    ///
    /// The verb must have its ف; it is what makes the noun behind أما its subject.
    fn set_apart(&self, registry: &mut Registry, cue: &Cue, from: usize) -> Option<Subject> {
        let text = self.text;
        if !cue.joined || !text.key(cue.at).starts_with('ف') {
            return None;
        }
        let lowest = cue.at.saturating_sub(LONGEST).max(from);
        let apart = (lowest..cue.at)
            .rev()
            .find(|&at| text.words[at].pair.is_none() && matches!(text.key(at), "اما" | "واما"))?;
        let head = apart + 1;
        let quoted = text.opens[head].is_some();
        let subject = (self.named_head(head).is_some() || self.speaks(head) || quoted)
            .then(|| self.noun_phrase(registry, head, cue.at))??;
        self.agrees(registry, &subject, cue).then_some(subject)
    }

    /// The indefinite noun right in front of a verb that describes it (نقلا عن مصادر قالت إن).
    ///
    /// «مصادر قالت إن …»: an indefinite noun takes its clause without الذي. A particle or nothing
    /// must stand in front, so that it is no part of a longer phrase. A plural may have a verb in
    /// the feminine.
    fn described(&self, registry: &mut Registry, cue: &Cue, from: usize) -> Option<Subject> {
        let text = self.text;
        if cue.joined {
            return None;
        }
        let head = (from.max(cue.at.saturating_sub(ADJECTIVES + 1))..cue.at)
            .rev()
            .take_while(|&at| {
                !text.is_mark(at)
                    && text.named(at).is_none()
                    && !unlisted_names::has_article(text.key(at))
                    && !grammar::is_particle(text, self.lexicon, at)
            })
            .find(|&at| self.speaks(at))?;
        let free = head == from || grammar::is_particle(text, self.lexicon, head - 1);
        let words = head..cue.at;
        let identity =
            free.then(|| registry.describe(text, self.lexicon, words.clone(), self.recent))?;
        let subject = Subject {
            identity,
            words,
            found_by: Attribution::Subject,
            confidence: 70,
        };
        let one = agreement_of(text, self.lexicon, head).number == Number::Singular;
        let feminine = cue.agreement().gender == Gender::Feminine;
        let agrees = self.agrees(registry, &subject, cue) || !one && feminine;
        agrees.then_some(subject)
    }

    /// Whether a noun that cannot speak is the subject of the verb at `at` (المؤشرات تؤكد أن).
    ///
    /// Then a dropped subject is none: the verb has one, and what it shows is nobody's speech.
    pub(in crate::quotes) fn has_mute_subject(&self, at: usize, from: usize) -> bool {
        let text = self.text;
        let start = self.clause_start(from, at);
        let key = text.key(start);
        let article = unlisted_names::has_article(key);
        let plain = |i: usize| !text.is_mark(i) && text.named(i).is_none();
        start < at
            && at - start <= MUTE
            && article
            && !key.ends_with("ون")
            && !self.speaks(start)
            && grammar::is_nominal(text, self.lexicon, start)
            && (start..at).all(plain)
    }

    /// The antecedent of a relative clause.
    ///
    /// For الذي a person or a noun for people, for التي a name or a noun for a body. A name right
    /// in front is surest (85), a noun further off, or a name of another kind, a guess (60).
    fn relative(&self, registry: &mut Registry, cue: &Cue, from: usize) -> Option<Subject> {
        let text = self.text;
        let pronoun = self.relative_pronoun(cue, from)?;
        let mut last = pronoun.checked_sub(1).filter(|&last| last >= from)?;
        while last > from && (text.is_comma(last) || text.closes[last].is_some()) {
            last -= 1;
        }
        let feminine = text.key(pronoun) == "التي";
        let agreement = cue.agreement();
        let man = text.key(pronoun) == "الذي";
        if man && agreement.gender == Gender::Feminine && agreement.number == Number::Singular {
            return None;
        }
        let named = text.named(last);
        let is_person = |named: &MentionRef| text.kind(named.id) == Some(EntityKind::Person);
        if let Some(named) = named.filter(|named| feminine || is_person(named)) {
            return Some(Self::mentioned(named, Attribution::Subject, 85));
        }
        let lowest = pronoun.saturating_sub(ANTECEDENT).max(from);
        let head = (lowest..=last)
            .rev()
            .find(|&at| self.is_antecedent(at, feminine));
        if let Some(head) = head {
            let mut subject = self.noun_phrase(registry, head, pronoun)?;
            subject.confidence = 60;
            return Some(subject);
        }
        named.map(|named| Self::mentioned(named, Attribution::Subject, 60))
    }

    /// The relative pronoun right in front of a verb, particles and adverbs aside.
    fn relative_pronoun(&self, cue: &Cue, from: usize) -> Option<usize> {
        let text = self.text;
        let relative = |at: usize| grammar::is_relative(text.key(at));
        let light = |at: usize| {
            grammar::is_particle(text, self.lexicon, at)
                || grammar::in_list(text, self.lexicon, WordList::Adverbs, at)
        };
        (from..cue.at)
            .rev()
            .take(3)
            .take_while(|&at| relative(at) || at > 0 && relative(at - 1) || light(at))
            .find(|&at| relative(at))
    }

    /// Whether a noun can be what a relative pronoun stands for.
    fn is_antecedent(&self, at: usize, feminine: bool) -> bool {
        let text = self.text;
        let list = |list: WordList| grammar::in_list(text, self.lexicon, list, at);
        if feminine {
            return list(WordList::Bodies);
        }
        let person = list(WordList::People) || list(WordList::Plurals);
        person && text.named(at).is_none() && (at == 0 || text.key(at - 1) != "باسم")
    }

    /// The first word of the clause that a verb at `to` stands in.
    ///
    /// Behind the last word or mark that opens a clause, marks of the narrator's own level alone.
    /// A comma opens none: it stands inside noun phrases, too.
    fn clause_start(&self, from: usize, to: usize) -> usize {
        let text = self.text;
        let lowest = to.saturating_sub(LONGEST).max(from);
        let mark = |at: usize| {
            matches!(
                text.raw(at),
                "؛" | ";" | ":" | "." | "*" | "•" | "?" | "؟" | "!"
            )
        };
        let breaks = |at: usize| {
            text.words[at].pair.is_none()
                && (mark(at) || self.lexicon.has(WordList::Breaks, text.key(at)))
        };
        let mut start = (lowest..to)
            .rev()
            .find(|&at| breaks(at))
            .map_or(lowest, |at| at + 1);
        while start < to && (text.is_comma(start) || text.raw(start) == "*") {
            start += 1;
        }
        start
    }

    /// Whether a clause's first word can be its subject.
    ///
    /// A noun that could itself be a reporting verb is left out here: طالب may be «demanded».
    fn is_topic(&self, at: usize) -> bool {
        let key = self.text.key(at);
        let verb = |key: &str| !self.lexicon.senses(key).is_empty();
        let reports = verb(key) || without_conjunction(key, 0).is_some_and(verb);
        let named = self.named_head(at).is_some();
        grammar::is_nominal(self.text, self.lexicon, at) && (named || self.speaks(at) && !reports)
    }

    /// Whether a subject can be that of a verb, by gender and number.
    ///
    /// A gender that is not known fits both. A title in the dual may have a plural verb.
    fn agrees(&self, registry: &Registry, subject: &Subject, cue: &Cue) -> bool {
        let agreement = cue.agreement();
        let gender = registry.gender(subject.identity);
        let head = subject.words.start;
        let number = match subject.identity {
            SpeakerIdentity::Entity(_) => Number::Singular,
            SpeakerIdentity::Unnamed(_) => agreement_of(self.text, self.lexicon, head).number,
        };
        let fits = number == agreement.number
            || number == Number::Dual && agreement.number == Number::Plural
            || matches!(subject.identity, SpeakerIdentity::Entity(_))
                && agreement.number != Number::Singular
                && self.text.named(head).is_none();
        fits && (agreement.gender == Gender::Masculine && gender != Some(Gender::Feminine)
            || agreement.gender == Gender::Feminine && gender != Some(Gender::Masculine)
            || agreement.number != Number::Singular)
    }
}

/// Whether the word in front of a verb is a pronoun or particle, so that its subject is dropped.
fn is_pronoun(key: &str) -> bool {
    let pronoun = matches!(key, "وهو" | "وهي" | "هو" | "هي" | "كما" | "حيث");
    let but = key.strip_prefix('و').unwrap_or(key).strip_prefix("لكن");
    let that = key.strip_prefix("ان");
    pronoun
        || but
            .or(that)
            .is_some_and(|suffix| matches!(suffix, "ه" | "ها" | "هم"))
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn subject_verb() {
        check("صحيفة «[O:الفجر]» اعتبرت أن {i O:البرنامج مستمر}.");
        check("مدير المركز، [P:سامر خليل]، قال إن {i P:البرنامج مستمر}.");
        check("إلا أن رئيس الاتحاد [P:سامر خليل] أعلن أنه {i P:سيسافر غدا}.");
    }

    #[test]
    fn relative_clauses() {
        check("و[P:سامر خليل] الذي أعلن أن {i P:البرنامج مستمر}.");
    }

    #[test]
    fn a_verb_describes_the_noun_in_front() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}، مستشهدا بما جمعه عن مصادر قالت إن {i مصادر:العمل جار}.",
        );
        check("والتقى [P:سامر خليل] بمسؤول محلي أكد أن {i P:العمل جار}.");
    }

    #[test]
    fn a_noun_that_cannot_speak_reports_nothing() {
        check("المؤشرات تؤكد أن البرنامج مستمر.");
    }

    #[test]
    fn one_is_set_apart() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}. أما [P2:نادر عوض]، مدير المركز، فقال إن {i P2:العمل جار}. وأضاف أن {i P2:المال كاف}.",
        );
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}. أما [O:وزارة الصحة] فأكدت أن {i O:العمل جار}.",
        );
    }
}
