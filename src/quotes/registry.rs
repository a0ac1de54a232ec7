//! Names, roles and unnamed speakers of an article → one identity each.
//!
//! «وزير الخارجية» is the person whom the article calls so anywhere;
//! «الصحيفة» is the newspaper last spoken of; «المصدر» is the «مصدر أمني» of the
//! paragraph before. What none of these explains speaks as itself.
//!
//! It is filled twice: once from all mentions before reading begins, so that a title is known
//! before the sentence that explains it, and then with each speaker as he is met. Identity of
//! names is not its matter: that two mentions are one entity was decided in the entities
//! module. A wrong identity costs a right quote its speaker, so what is doubtful stays apart.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::entities::{EntityId, EntityKind};
use crate::text::morphology::proclitics::noun_stem;

use super::annotated::{AnnotatedText, MentionRef};
use super::grammar;
use super::lexicon::conjugate::{Agreement, Gender, Number};
use super::lexicon::{Lexicon, WordList};
use super::roles::{self, PersonRole};
use super::unlisted_names;
use agreement::{gender_around, is_definite, noun_gender};

pub(super) use agreement::agreement_of;

mod agreement;
mod descriptive;
mod reference;
mod salience;

/// Holders of one office, or speakers by one noun, that are compared.
///
/// It bounds the comparison in a text that gives one title to thousands.
const MOST_HOLDERS: usize = 64;

/// One who says something.
///
/// An identity inside this module; it becomes a [`super::SpeakerId`] in `assemble`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum SpeakerIdentity {
    Entity(EntityId),
    /// Index in [`Registry::unnamed`].
    Unnamed(usize),
}

/// A speaker without a name.
#[derive(Clone, Debug)]
pub(super) struct Unnamed {
    /// The words that first named him.
    pub(super) words: Range<usize>,
    /// Whether he may stay unnamed throughout (مصدر).
    ///
    /// Such a one is never given the name of somebody who is named behind him.
    anonymous: bool,
    /// Whether his words point back («المسؤول») or bring in somebody new («مسؤول»).
    definite: bool,
    /// Whether a title in the singular names him.
    title: bool,
    /// What a verb without a subject must show to be his.
    agreement: Agreement,
    /// The entity that the article names later.
    pub(super) named: Option<EntityId>,
}

/// What is known of an entity besides its name.
#[derive(Clone, Debug, Default)]
struct EntityProfile {
    gender: Option<Gender>,
    /// Folded first words of its names and the nouns in front of them (صحيفة): what «الصحيفة» can mean.
    ///
    /// Stems as `roles::stem` makes them.
    kinds: Vec<String>,
}

/// The identities of one article.
pub(super) struct Registry {
    pub(super) roles: Vec<PersonRole>,
    pub(super) unnamed: Vec<Unnamed>,
    /// Indices of roles by their first stems.
    offices: HashMap<String, Vec<usize>>,
    /// Indices of unnamed speakers by head noun.
    heads: HashMap<String, Vec<usize>>,
    /// Folded last words of persons' names; `None` where two persons share one.
    ///
    /// The article may speak of «نور» where the entities module found only «سلمى نور».
    surnames: HashMap<String, Option<EntityId>>,
    /// Last words of the names of unnamed speakers, names that were not found: سامر خليل, later خليل.
    guessed: HashMap<String, usize>,
    profiles: HashMap<EntityId, EntityProfile>,
    /// Whose paper «التقرير», «البيان» was when it last spoke, by head noun.
    papers: HashMap<String, SpeakerIdentity>,
    /// Entities whose name is a description («الصحيفة الأميركية»): nobody is ever meant by another description.
    descriptive: HashSet<EntityId>,
}

impl Registry {
    /// Collects roles, genders and generic nouns from all mentions.
    ///
    /// One pass over the words; each mention looks at a bounded number of words around it.
    pub(super) fn read(text: &AnnotatedText<'_>, lexicon: &Lexicon) -> Self {
        let mut registry = Self {
            roles: Vec::new(),
            unnamed: Vec::new(),
            offices: HashMap::new(),
            heads: HashMap::new(),
            surnames: HashMap::new(),
            guessed: HashMap::new(),
            profiles: HashMap::new(),
            papers: HashMap::new(),
            descriptive: descriptive::names(text.entities),
        };
        let mut at = 0;
        while at < text.words.len() {
            let Some(named) = text.named(at).filter(|named| named.first == at) else {
                at += 1;
                continue;
            };
            registry.note(text, lexicon, named);
            at = named.end.max(at + 1);
        }
        for (index, role) in registry.roles.iter().enumerate() {
            for office in role.offices() {
                registry.offices.entry(office).or_default().push(index);
            }
        }
        registry
    }

    /// The first gender that is shown stays: later mentions may be in places that mislead. A
    /// body's generic noun («صحيفة «الفجر»») settles its gender, whatever its name looks like.
    fn note(&mut self, text: &AnnotatedText<'_>, lexicon: &Lexicon, named: MentionRef) {
        let person = text.kind(named.id) == Some(EntityKind::Person);
        if person {
            let last = text.key(named.end - 1).to_owned();
            let one = self.surnames.entry(last).or_insert(Some(named.id));
            *one = one.filter(|id| *id == named.id);
            let mut held = roles::around(text, lexicon, named);
            if !held.iter().any(|role| role.at < named.first) {
                held.extend(
                    self.roles
                        .last()
                        .and_then(|before| roles::joined(text, named, before)),
                );
            }
            self.roles.extend(held);
        }
        let gender = gender_around(text, lexicon, named);
        let profile = self.profiles.entry(named.id).or_default();
        profile.gender = profile.gender.or(gender);
        if !person {
            let before = named.first.checked_sub(1).map(|i| {
                if text.opens.get(i).copied().flatten().is_some() && i > 0 {
                    i - 1
                } else {
                    i
                }
            });
            let generic = before.filter(|&i| grammar::in_list(text, lexicon, WordList::Bodies, i));
            for at in generic.into_iter().chain([named.first]) {
                // «لمنظمة الصحة» is a منظمة.
                let key = text.key(at);
                let front = if at == named.first { named.clitic } else { 0 };
                let letters = text
                    .raw(at)
                    .get(..front)
                    .map_or(0, |front| front.chars().count());
                let own = key.char_indices().nth(letters).map_or(0, |(byte, _)| byte);
                let kind = noun_stem(key.get(own..).unwrap_or(key));
                if !profile.kinds.iter().any(|known| known == kind) {
                    profile.kinds.push(kind.to_owned());
                }
            }
            if let Some(at) = generic {
                profile.gender = Some(noun_gender(lexicon, text.key(at)));
            }
        }
    }

    /// Gender of a speaker, where the article shows it.
    ///
    /// `None` only for an entity: an unnamed speaker's noun always shows one.
    pub(super) fn gender(&self, identity: SpeakerIdentity) -> Option<Gender> {
        match self.settle(identity) {
            SpeakerIdentity::Entity(id) => {
                self.profiles.get(&id).and_then(|profile| profile.gender)
            }
            SpeakerIdentity::Unnamed(index) => {
                self.unnamed.get(index).map(|one| one.agreement.gender)
            }
        }
    }

    /// Number of a speaker; a name is one.
    ///
    /// So a plural verb («وأكدوا») goes to speakers without a name alone.
    pub(super) fn number(&self, identity: SpeakerIdentity) -> Number {
        match self.settle(identity) {
            SpeakerIdentity::Entity(_) => Number::Singular,
            SpeakerIdentity::Unnamed(index) => self
                .unnamed
                .get(index)
                .map_or(Number::Singular, |one| one.agreement.number),
        }
    }

    /// A speaker's gender as his verb shows it; of one without a name only that a woman holds his title.
    pub(super) fn learn(&mut self, identity: SpeakerIdentity, gender: Gender) {
        match identity {
            SpeakerIdentity::Entity(id) => {
                let profile = self.profiles.entry(id).or_default();
                profile.gender = profile.gender.or(Some(gender));
            }
            SpeakerIdentity::Unnamed(index) => {
                let one = self.unnamed.get_mut(index).filter(|one| one.title);
                if let Some(one) = one.filter(|_| gender == Gender::Feminine) {
                    one.agreement.gender = gender;
                }
            }
        }
    }

    /// The entity behind an unnamed speaker whom the article names later.
    ///
    /// Before [`Registry::name_later`] has run, which is when all is read, it changes nothing.
    pub(super) fn settle(&self, identity: SpeakerIdentity) -> SpeakerIdentity {
        match identity {
            SpeakerIdentity::Unnamed(index) => self
                .unnamed
                .get(index)
                .and_then(|one| one.named)
                .map_or(identity, SpeakerIdentity::Entity),
            SpeakerIdentity::Entity(_) => identity,
        }
    }

    /// Whoever a noun phrase without a name means: a role's holder, a body, an unnamed speaker.
    ///
    /// In this order: a surname, the guessed name of an unnamed speaker, the holder of an office,
    /// the last body of that kind, whoever a lone definite noun points back to, an unnamed
    /// speaker of the same words. Only a definite noun phrase is looked up among roles and bodies: «وقال
    /// وزير سابق» is nobody who was named. What is left becomes a new unnamed speaker.
    ///
    /// `recent` are the speakers so far, oldest first; of several who fit the latest is meant.
    pub(super) fn describe(
        &mut self,
        text: &AnnotatedText<'_>,
        lexicon: &Lexicon,
        words: Range<usize>,
        recent: &[SpeakerIdentity],
    ) -> SpeakerIdentity {
        if let Some(id) = self.by_surname(text, lexicon, &words) {
            return SpeakerIdentity::Entity(id);
        }
        if let Some(index) = self.again(text, lexicon, &words) {
            return SpeakerIdentity::Unnamed(index);
        }
        let head = noun_stem(text.key(words.start)).to_owned();
        let honour = lexicon.has(WordList::Honours, text.key(words.start));
        let definite = honour || is_definite(text, &words);
        if definite && let Some(id) = self.holder(text, lexicon, &words, recent) {
            return SpeakerIdentity::Entity(id);
        }
        if definite && let Some(id) = self.body(text, &words, &head, recent) {
            return SpeakerIdentity::Entity(id);
        }
        if !definite && let Some(id) = self.introduced(text, lexicon, &words, &head) {
            return SpeakerIdentity::Entity(id);
        }
        if let Some(identity) = self.same_again(text, lexicon, &words, recent) {
            return identity;
        }
        if let Some(identity) = self.statement(text, lexicon, &words, recent) {
            return identity;
        }
        if definite
            && !self.heads.contains_key(&head)
            && let Some(id) = self.body_of_unknown_kind(text, lexicon, &words, recent)
        {
            return SpeakerIdentity::Entity(id);
        }
        if definite && let Some(identity) = self.bridged(text, lexicon, &words, recent) {
            if lexicon.knows(WordList::Papers, text.key(words.start)) {
                self.papers.insert(head, identity);
            }
            return identity;
        }
        if let Some(index) = self.same_unnamed(&head, &words, definite, text) {
            return SpeakerIdentity::Unnamed(index);
        }
        self.add_unnamed(text, lexicon, words, definite)
    }

    /// A new speaker without a name, who is known again by his head noun and by the last word of a
    /// name among his words.
    fn add_unnamed(
        &mut self,
        text: &AnnotatedText<'_>,
        lexicon: &Lexicon,
        words: Range<usize>,
        definite: bool,
    ) -> SpeakerIdentity {
        let head = noun_stem(text.key(words.start)).to_owned();
        self.heads.entry(head).or_default().push(self.unnamed.len());
        let name = unlisted_names::looks_like_one(text, lexicon, &words).then(|| words.clone());
        if let Some(name) = name.or_else(|| unlisted_names::behind_title(text, lexicon, &words)) {
            let last = text.key(name.end - 1).to_owned();
            self.guessed.entry(last).or_insert(self.unnamed.len());
        }
        self.unnamed.push(Unnamed {
            agreement: agreement_of(text, lexicon, words.start),
            anonymous: lexicon.knows(WordList::Anonymous, text.key(words.start)),
            title: lexicon.knows(WordList::People, text.key(words.start))
                && !lexicon.knows(WordList::Plurals, text.key(words.start)),
            words,
            definite,
            named: None,
        });
        SpeakerIdentity::Unnamed(self.unnamed.len() - 1)
    }

    /// Several named ones who speak at once: one speaker without an entity, in the plural.
    pub(super) fn several(
        &mut self,
        text: &AnnotatedText<'_>,
        words: Range<usize>,
    ) -> SpeakerIdentity {
        let key: Vec<&str> = words.clone().map(|at| text.key(at)).collect();
        let key = key.join(" ");
        if let Some(index) = self.heads.get(&key).and_then(|known| known.first()) {
            return SpeakerIdentity::Unnamed(*index);
        }
        let index = self.unnamed.len();
        self.heads.insert(key, vec![index]);
        self.unnamed.push(Unnamed {
            words,
            anonymous: true,
            definite: true,
            title: false,
            agreement: Agreement {
                gender: Gender::Masculine,
                number: Number::Plural,
            },
            named: None,
        });
        SpeakerIdentity::Unnamed(index)
    }

    /// Remembers whose paper speaks, so that «البيان» is his again.
    ///
    /// «أوضح تقرير لوزارة الصحة أن …. وأضاف التقرير أن …»: the second is the ministry's, although
    /// another body may have been mentioned between.
    pub(super) fn publish(&mut self, text: &AnnotatedText<'_>, paper: usize, id: EntityId) {
        let head = noun_stem(text.key(paper)).to_owned();
        self.papers.insert(head, SpeakerIdentity::Entity(id));
    }

    /// An unnamed speaker whom the words mean again («المصدر» for «مصدر أمني»).
    ///
    /// A definite noun of one or two words points back to the last speaker with its head noun;
    /// longer or indefinite ones must repeat the same words but for articles.
    fn same_unnamed(
        &self,
        head: &str,
        words: &Range<usize>,
        definite: bool,
        text: &AnnotatedText<'_>,
    ) -> Option<usize> {
        self.heads
            .get(head)?
            .iter()
            .rev()
            .take(MOST_HOLDERS)
            .copied()
            .find(|&index| {
                let one = &self.unnamed[index];
                let same =
                    |(a, b): (usize, usize)| noun_stem(text.key(a)) == noun_stem(text.key(b));
                definite && words.len() <= 2
                    || one.words.len() == words.len()
                        && one.words.clone().zip(words.clone()).all(same)
            })
    }

    /// Gives an unnamed speaker the name of the person who is first named right behind.
    ///
    /// «وقال رجل إن …. سامر خليل، وهو نجار، …»: the reporter brings him in by what he is and
    /// names him then. One man or woman only, of the same gender, and none who may stay
    /// unnamed; [`roles::named_behind`] says how near the name must be.
    pub(super) fn name_later(&mut self, text: &AnnotatedText<'_>) {
        for index in 0..self.unnamed.len() {
            let one = &self.unnamed[index];
            if one.anonymous || one.definite || one.agreement.number != Number::Singular {
                continue;
            }
            let found = roles::named_behind(text, one.words.end);
            let gender = found
                .and_then(|id| self.profiles.get(&id))
                .and_then(|profile| profile.gender);
            let agrees = gender.is_none_or(|gender| gender == self.unnamed[index].agreement.gender);
            if let Some(id) = found.filter(|_| agrees) {
                self.unnamed[index].named = Some(id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn the_newspaper_under_discussion() {
        check("قالت صحيفة «[O:الفجر]» إن {i O:البرنامج مستمر}.¶وذكرت الصحيفة أن {i O:العمل جار}.");
    }

    #[test]
    fn a_role_is_the_one_who_holds_it() {
        check(
            "قال وزير الصحة [P:سامر خليل] إن {i P:البرنامج مستمر}. وقال [P2:نادر عوض] إن {i P2:المال كاف}. وقال وزير الصحة إن {i P:العمل جار}.",
        );
        check(
            "التقى وزير الخارجية المصري [P:سامر خليل] نظيره. وقال وزير الخارجية السوداني إن {i وزير:العمل جار}.",
        );
    }

    #[test]
    fn the_unnamed_return() {
        check(
            "قال مصدر أمني إن {i مصدر:البرنامج مستمر}. وقال [P:نادر عوض] إن {i P:المال كاف}. وقال المصدر إن {i مصدر:العمل جار}.",
        );
    }

    #[test]
    fn a_name_that_was_not_found_returns() {
        check(
            "قالت وزيرة العدل سلمى نور إن {i سلمى:البرنامج مستمر}. وقال [P:نادر عوض] إن {i P:المال كاف}. وقالت نور إن {i سلمى:العمل جار}.",
        );
        check(
            "التقى [P:سامر خليل] الصحافيين. وقالت [O:البلدية] إن {i O:المال كاف}. وقال سامر خليل إن {i P:العمل جار}.",
        );
    }

    #[test]
    fn who_is_named_later_is_that_person() {
        check(
            "ورأت معلمة سعودية أن {i P:البرنامج مستمر}.¶[P:سلمى نور]، مديرة سابقة، تقيم في العاصمة.",
        );
    }

    #[test]
    fn two_who_share_a_role() {
        check(
            "اجتمع وزيرا الخارجية المصري [P:سامر خليل] والسوداني [P2:نادر عوض]. وقال وزير الخارجية السوداني إن {i P2:العمل جار}.",
        );
    }

    #[test]
    fn honours_stand_for_the_person() {
        check("افتتح الأمير [P:سامر خليل] المعرض. وأكد سموه أن {i P:العمل جار}.");
    }
}
