//! Names, roles and unnamed speakers of an article → one identity each.
//!
//! «وزير الخارجية» is the person whom the article calls so anywhere;
//! «الصحيفة» is the newspaper last spoken of; «المصدر» is the «مصدر أمني» of the
//! paragraph before. What none of these explains speaks as itself.

use std::collections::HashMap;
use std::ops::Range;

use crate::entities::{EntityId, Kind};

use super::grammar;
use super::lexicon::conjugate::{Agreement, Form, Gender, Number};
use super::lexicon::{Lexicon, List, bare};
use super::page::{Named, Page};
use super::roles::{self, Role};

/// Holders of one office, or speakers by one noun, that are compared.
const MOST_HOLDERS: usize = 64;
/// Mentions that are looked back over for a body.
const MEMORY: usize = 256;

/// Who says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Who {
    Entity(EntityId),
    /// Index in [`Registry::unnamed`].
    Unnamed(usize),
}

/// A speaker without a name.
#[derive(Clone, Debug)]
pub(super) struct Unnamed {
    /// The words that first named him.
    pub(super) words: Range<usize>,
    /// Folded head noun without conjunction and article.
    head: String,
    /// Whether he may stay unnamed throughout (مصدر).
    anonymous: bool,
    definite: bool,
    agreement: Agreement,
    /// The entity that the article names later.
    pub(super) named: Option<EntityId>,
}

/// What is known of an entity besides its name.
#[derive(Clone, Debug, Default)]
struct Profile {
    gender: Option<Gender>,
    /// Folded first words of its names and the nouns in front of them (صحيفة): what «الصحيفة» can mean.
    kinds: Vec<String>,
}

/// The identities of one article.
pub(super) struct Registry {
    pub(super) roles: Vec<Role>,
    pub(super) unnamed: Vec<Unnamed>,
    /// Indices of roles by their first stems.
    offices: HashMap<String, Vec<usize>>,
    /// Indices of unnamed speakers by head noun.
    heads: HashMap<String, Vec<usize>>,
    profiles: HashMap<EntityId, Profile>,
}

impl Registry {
    /// Collects roles, genders and generic nouns from all mentions.
    pub(super) fn read(page: &Page<'_>, lexicon: &Lexicon) -> Self {
        let mut registry = Self {
            roles: Vec::new(),
            unnamed: Vec::new(),
            offices: HashMap::new(),
            heads: HashMap::new(),
            profiles: HashMap::new(),
        };
        let mut at = 0;
        while at < page.words.len() {
            let Some(named) = page.named(at).filter(|named| named.first == at) else {
                at += 1;
                continue;
            };
            registry.note(page, lexicon, named);
            at = named.end.max(at + 1);
        }
        for (index, role) in registry.roles.iter().enumerate() {
            for office in role.offices() {
                registry.offices.entry(office).or_default().push(index);
            }
        }
        registry
    }

    fn note(&mut self, page: &Page<'_>, lexicon: &Lexicon, named: Named) {
        let person = page.kind(named.id) == Some(Kind::Person);
        if person {
            let mut held = roles::around(page, lexicon, named);
            if !held.iter().any(|role| role.at < named.first) {
                held.extend(
                    self.roles
                        .last()
                        .and_then(|before| roles::joined(page, named, before)),
                );
            }
            self.roles.extend(held);
        }
        let gender = gender_around(page, lexicon, named, person);
        let profile = self.profiles.entry(named.id).or_default();
        profile.gender = profile.gender.or(gender);
        if !person {
            let before = named.first.checked_sub(1).map(|i| {
                if page.opens.get(i).copied().flatten().is_some() && i > 0 {
                    i - 1
                } else {
                    i
                }
            });
            let generic = before.filter(|&i| grammar::in_list(page, lexicon, List::Bodies, i));
            for at in generic.into_iter().chain([named.first]) {
                let kind = roles::stem(page.key(at));
                if !profile.kinds.iter().any(|known| known == kind) {
                    profile.kinds.push(kind.to_owned());
                }
            }
            if let Some(at) = generic {
                profile.gender = Some(body_gender(page.key(at)));
            }
        }
    }

    /// Gender of a speaker, where the article shows it.
    pub(super) fn gender(&self, who: Who) -> Option<Gender> {
        match self.settle(who) {
            Who::Entity(id) => self.profiles.get(&id).and_then(|profile| profile.gender),
            Who::Unnamed(index) => self.unnamed.get(index).map(|one| one.agreement.gender),
        }
    }

    /// Number of a speaker; a name is one.
    pub(super) fn number(&self, who: Who) -> Number {
        match self.settle(who) {
            Who::Entity(_) => Number::One,
            Who::Unnamed(index) => self
                .unnamed
                .get(index)
                .map_or(Number::One, |one| one.agreement.number),
        }
    }

    /// A speaker's gender as his verb shows it.
    pub(super) fn learn(&mut self, who: Who, gender: Gender) {
        if let Who::Entity(id) = who {
            let profile = self.profiles.entry(id).or_default();
            profile.gender = profile.gender.or(Some(gender));
        }
    }

    /// The entity behind an unnamed speaker whom the article names later.
    pub(super) fn settle(&self, who: Who) -> Who {
        match who {
            Who::Unnamed(index) => self
                .unnamed
                .get(index)
                .and_then(|one| one.named)
                .map_or(who, Who::Entity),
            Who::Entity(_) => who,
        }
    }

    /// Whoever a noun phrase without a name means: a role's holder, a body, an unnamed speaker.
    pub(super) fn describe(
        &mut self,
        page: &Page<'_>,
        lexicon: &Lexicon,
        words: Range<usize>,
        recent: &[Who],
    ) -> Who {
        let head = roles::stem(page.key(words.start)).to_owned();
        let definite = is_definite(page, &words)
            || page.key(words.start).ends_with("ته")
            || page.key(words.start) == "معاليه"
            || page.key(words.start) == "سموه";
        if definite && let Some(id) = self.holder(page, lexicon, &words, recent) {
            return Who::Entity(id);
        }
        if definite && let Some(id) = self.body(page, &words, &head, recent) {
            return Who::Entity(id);
        }
        if definite && let Some(who) = self.bridged(page, lexicon, &words, recent) {
            return who;
        }
        if let Some(index) = self.same_unnamed(&head, &words, definite, page) {
            return Who::Unnamed(index);
        }
        self.heads
            .entry(head.clone())
            .or_default()
            .push(self.unnamed.len());
        self.unnamed.push(Unnamed {
            agreement: agreement_of(page, lexicon, words.start),
            anonymous: lexicon.knows(List::Anonymous, page.key(words.start)),
            words,
            head,
            definite,
            named: None,
        });
        Who::Unnamed(self.unnamed.len() - 1)
    }

    /// The person who holds the role that the words name.
    pub(super) fn holder(
        &self,
        page: &Page<'_>,
        lexicon: &Lexicon,
        words: &Range<usize>,
        recent: &[Who],
    ) -> Option<EntityId> {
        if !grammar::in_list(page, lexicon, List::People, words.start) {
            return None;
        }
        let wanted = roles::stems(page, lexicon, words.clone());
        let mut best: Option<(usize, usize, usize, EntityId)> = None;
        let office = roles::office(wanted.first()?);
        let indices = self.offices.get(&office).map_or(&[][..], Vec::as_slice);
        // Of a hostile number of holders the nearest are looked at.
        let near = indices.partition_point(|&index| self.roles[index].at <= words.start);
        let from = near.saturating_sub(MOST_HOLDERS);
        for &index in indices.iter().skip(from).take(2 * MOST_HOLDERS) {
            let role = &self.roles[index];
            let Some(score) = role.matches(&wanted) else {
                continue;
            };
            let spoke = recent
                .iter()
                .rev()
                .position(|who| *who == Who::Entity(role.id));
            let recency = spoke.map_or(0, |place| recent.len() - place);
            let near = usize::MAX - role.at.abs_diff(words.start);
            if best.is_none_or(|b| (score, recency, near) > (b.0, b.1, b.2)) {
                best = Some((score, recency, near, role.id));
            }
        }
        best.map(|b| b.3)
    }

    /// The body that «الصحيفة» or «الهيئة» means: the last one of that kind.
    fn body(
        &self,
        page: &Page<'_>,
        words: &Range<usize>,
        head: &str,
        recent: &[Who],
    ) -> Option<EntityId> {
        let of_kind = |id: EntityId| {
            self.profiles
                .get(&id)
                .is_some_and(|profile| profile.kinds.iter().any(|kind| kind == head))
        };
        if words.len() > 2 {
            return None;
        }
        let spoke = recent.iter().rev().find_map(|who| match who {
            Who::Entity(id) if of_kind(*id) => Some(*id),
            Who::Entity(_) | Who::Unnamed(_) => None,
        });
        spoke.or_else(|| {
            page.mentions_before(words.start)
                .take(MEMORY)
                .find(|id| of_kind(*id))
        })
    }

    /// «المتحدث», «البيان» without a complement: whoever spoke last and can be meant.
    fn bridged(
        &self,
        page: &Page<'_>,
        lexicon: &Lexicon,
        words: &Range<usize>,
        recent: &[Who],
    ) -> Option<Who> {
        let key = page.key(words.start);
        let honour = matches!(
            key,
            "سموه"
                | "معاليه"
                | "سعادته"
                | "فضيلته"
                | "سماحته"
                | "جلالته"
                | "فخامته"
                | "سيادته"
                | "دولته"
                | "غبطته"
                | "سموها"
                | "معاليها"
                | "سعادتها"
        );
        if honour {
            let person =
                |who: &Who| matches!(who, Who::Entity(id) if page.kind(*id) == Some(Kind::Person));
            let mut before = page
                .mentions_before(words.start)
                .take(MEMORY)
                .map(Who::Entity);
            return recent
                .iter()
                .rev()
                .copied()
                .find(person)
                .or_else(|| before.find(person));
        }
        let article = bare(key).any(|word| word.starts_with("ال") && word.chars().count() > 3);
        if !article
            || self
                .same_unnamed(roles::stem(key), words, true, page)
                .is_some()
        {
            return None;
        }
        if matches!(roles::stem(key), "مصدر" | "مصادر") {
            return None;
        }
        let paper = lexicon.knows(List::Papers, key);
        let person = lexicon.knows(List::People, key) && !lexicon.knows(List::Plurals, key);
        let gender = agreement_of(page, lexicon, words.start).gender;
        let fits = |who: &Who| match *who {
            Who::Entity(id) if paper => page.kind(id) != Some(Kind::Person),
            Who::Entity(id) => {
                page.kind(id) == Some(Kind::Person)
                    && self.gender(*who).is_none_or(|known| known == gender)
            }
            Who::Unnamed(_) => false,
        };
        if !paper && !person {
            return None;
        }
        let spoke = recent.iter().rev().copied().find(fits).filter(|_| !paper);
        let near = |who: &Who| match who {
            Who::Entity(id) => page.entities.get(*id).is_some_and(|entity| {
                let here = page
                    .words
                    .get(words.start)
                    .map_or(0, |word| word.span.start);
                let before = entity
                    .mentions
                    .partition_point(|mention| mention.span.end <= here);
                let last = before
                    .checked_sub(1)
                    .and_then(|index| entity.mentions.get(index));
                last.is_some_and(|mention| {
                    page.paragraph_at(mention.span.start) + 1 >= page.words[words.start].paragraph
                })
            }),
            Who::Unnamed(_) => false,
        };
        let spoke = spoke.or_else(|| {
            recent
                .iter()
                .rev()
                .copied()
                .find(fits)
                .filter(|who| paper && near(who))
        });
        spoke.or_else(|| {
            let body = |id: &EntityId| paper && page.kind(*id) == Some(Kind::Organization);
            page.mentions_before(words.start)
                .take(MEMORY)
                .find(body)
                .map(Who::Entity)
        })
    }

    fn same_unnamed(
        &self,
        head: &str,
        words: &Range<usize>,
        definite: bool,
        page: &Page<'_>,
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
                    |(a, b): (usize, usize)| roles::stem(page.key(a)) == roles::stem(page.key(b));
                definite && words.len() <= 2
                    || one.words.len() == words.len()
                        && one.words.clone().zip(words.clone()).all(same)
            })
    }

    /// Gives an unnamed speaker the name of the person who is first named right behind.
    pub(super) fn name_later(&mut self, page: &Page<'_>) {
        for index in 0..self.unnamed.len() {
            let one = &self.unnamed[index];
            if one.anonymous || one.definite || one.agreement.number != Number::One {
                continue;
            }
            let found = roles::named_behind(page, one.words.end);
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

/// Whether a noun phrase is definite: by article, by a name, or by a complement with one.
fn is_definite(page: &Page<'_>, words: &Range<usize>) -> bool {
    let article =
        |at: usize| bare(page.key(at)).any(|key| key.starts_with("ال") && key.chars().count() > 3);
    let second = words.start + 1;
    article(words.start)
        || second < words.end && (article(second) || page.named(second).is_some())
        || words
            .clone()
            .skip(1)
            .any(|at| page.named(at).is_some() || article(at))
}

/// Gender and number of a noun by its letters and the lists.
pub(super) fn agreement_of(page: &Page<'_>, lexicon: &Lexicon, at: usize) -> Agreement {
    let key = page.key(at);
    if lexicon.knows(List::Plurals, key) {
        let dual = key.ends_with("ان") && !key.ends_with("سكان");
        let inanimate = roles::stem(key) == "مصادر";
        return Agreement {
            gender: if inanimate {
                Gender::Feminine
            } else {
                Gender::Masculine
            },
            number: if dual {
                Number::Two
            } else if inanimate {
                Number::One
            } else {
                Number::Many
            },
        };
    }
    let body = lexicon.knows(List::Bodies, key) && body_gender(key) == Gender::Feminine;
    let feminine = body
        || key.ends_with('ه')
        || key.ends_with("ات")
        || matches!(roles::stem(key), "تقارير" | "انباء" | "معلومات");
    Agreement {
        gender: if feminine {
            Gender::Feminine
        } else {
            Gender::Masculine
        },
        number: Number::One,
    }
}

/// The gender of a noun for a body; a broken plural (كتائب, شؤون) agrees like a woman.
fn body_gender(key: &str) -> Gender {
    let stem = roles::stem(key);
    let plural = matches!(
        stem,
        "كتائب"
            | "سرايا"
            | "امم"
            | "شؤون"
            | "خطوط"
            | "قوي"
            | "جمارك"
            | "ارصاد"
            | "صحف"
            | "اوساط"
            | "دوائر"
            | "فصائل"
            | "دار"
            | "مصارف"
            | "بنوك"
            | "محاكم"
            | "مواقع"
            | "مراكز"
            | "لجان"
            | "مجالس"
            | "دول"
            | "احزاب"
            | "اسواق"
            | "نتائج"
            | "وسائل"
            | "الويه"
    );
    if plural || stem.ends_with('ه') || stem.ends_with("ات") {
        Gender::Feminine
    } else {
        Gender::Masculine
    }
}

/// The gender that a verb or title in front of a name shows.
fn gender_around(page: &Page<'_>, lexicon: &Lexicon, named: Named, person: bool) -> Option<Gender> {
    let before = named.first.checked_sub(1)?;
    let key = page.key(before);
    if person && lexicon.knows(List::People, key) {
        return Some(if key.ends_with('ه') {
            Gender::Feminine
        } else {
            Gender::Masculine
        });
    }
    let senses = bare(key).flat_map(|word| lexicon.senses(word));
    if !person && page.kind(named.id) == Some(Kind::Place) {
        let masculine = matches!(
            roles::stem(page.key(named.first)),
            "عراق"
                | "يمن"
                | "لبنان"
                | "سودان"
                | "مغرب"
                | "اردن"
                | "غرب"
                | "خليج"
                | "شرق"
                | "صومال"
                | "بيت"
                | "فاتيكان"
                | "كرملين"
        );
        return Some(if masculine {
            Gender::Masculine
        } else {
            Gender::Feminine
        });
    }
    let finite = |form: Form| matches!(form, Form::Past | Form::Present);
    let verb = senses
        .filter(|sense| !sense.object && finite(sense.form))
        .map(|sense| sense.agreement.gender)
        .next();
    let first = page.key(named.first);
    if !person && lexicon.knows(List::Bodies, first) {
        return Some(body_gender(first));
    }
    let ends_feminine = first.ends_with('ه') && !person;
    verb.or_else(|| ends_feminine.then_some(Gender::Feminine))
}
