//! A reporting verb → its subject: the noun phrase behind it, in front of it,
//! or none where it is dropped.
//!
//! «وقال المتحدث باسم الوزارة، اللواء فلان، في بيان»: the noun phrase begins
//! behind the verb; the person in apposition to it is the speaker, a person
//! governed by a preposition or by a noun like محامي is not.

use std::ops::Range;

use super::Attribution;
use super::cue::Cue;
use super::grammar;
use super::lexicon::conjugate::{Gender, Number};
use super::lexicon::{Lexicon, List};
use super::page::{Named, Page};
use super::registry::{Registry, Who, agreement_of};

/// Words of one noun phrase at most.
const LONGEST: usize = 40;
/// Words that are looked back over for a plural noun.
const FARTHEST: usize = 80;

/// A subject as found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) who: Who,
    pub(super) words: Range<usize>,
    pub(super) found_by: Attribution,
    pub(super) confidence: u8,
}

/// All that finding a subject needs.
pub(super) struct Finder<'f, 'p> {
    pub(super) page: &'f Page<'p>,
    pub(super) lexicon: &'f Lexicon,
    /// Who spoke before, oldest first.
    pub(super) recent: &'f [Who],
}

impl Finder<'_, '_> {
    /// The subject of a verb among the words behind it, up to `to`.
    pub(super) fn behind(&self, registry: &mut Registry, cue: &Cue, to: usize) -> Option<Subject> {
        // A verb in front of its subject is singular; a plural one has its subject elsewhere.
        if cue.agreement().number != Number::One {
            return None;
        }
        let head = self.skip_adjuncts(cue.end, to);
        if matches!(
            self.page.key(head),
            "النظر" | "الانتباه" | "الانظار" | "الضوء"
        ) {
            return self.late(registry, head + 1, to);
        }
        if head < to && grammar::is_nominal(self.page, self.lexicon, head) {
            let addressed = cue
                .entry(self.lexicon)
                .is_some_and(|entry| entry.class == super::CueClass::Call)
                && self.named_head(head).is_none()
                && ![List::People, List::Plurals, List::Bodies, List::Papers]
                    .iter()
                    .any(|list| grammar::in_list(self.page, self.lexicon, *list, head));
            if addressed {
                return None;
            }
            let subject = self.noun_phrase(registry, head, to);
            let oblique = subject
                .as_ref()
                .is_some_and(|one| self.is_oblique(one.words.start));
            let rest = |one: &Subject| (one.words.end..to).any(|at| !page_is_filler(self, at));
            let needs_object = cue
                .entry(self.lexicon)
                .is_some_and(|entry| matches!(entry.lemma.as_str(), "حث" | "حض" | "ناشد" | "اتهم"))
                && !cue.sense().is_some_and(|sense| sense.object);
            if needs_object
                && subject.as_ref().is_some_and(|one| !rest(one))
                && !self.recent.is_empty()
            {
                return None;
            }
            if let Some(subject) =
                subject.filter(|one| !oblique && self.agrees_behind(registry, one, cue))
            {
                return Some(subject);
            }
            return None;
        }
        self.late(registry, cue.end, to)
    }

    /// Whether a head noun stands in the oblique plural (المواطنين) and so is no subject.
    fn is_oblique(&self, head: usize) -> bool {
        let key = self.page.key(head);
        self.page.named(head).is_none()
            && key.starts_with("ال")
            && key.ends_with("ين")
            && key.chars().count() > 5
            && !self.lexicon.knows(List::People, key)
    }

    /// Whether the noun phrase behind a verb has the gender that the verb asks for; else it is its object.
    fn agrees_behind(&self, registry: &Registry, subject: &Subject, cue: &Cue) -> bool {
        let Some(gender) = registry.gender(subject.who) else {
            return true;
        };
        let close = subject.words.start <= cue.end + 1;
        if self
            .page
            .person(subject.words.end.saturating_sub(1))
            .is_some()
            || !close
        {
            return true;
        }
        let head = self.page.key(subject.words.start);
        if self.lexicon.knows(List::Plurals, head)
            || grammar::is_determiner(head)
            || cue.agreement().number != Number::One
        {
            return true;
        }
        let place = self
            .named_head(subject.words.start)
            .is_some_and(|named| self.page.kind(named.id) != Some(crate::entities::Kind::Person));
        match cue.agreement().gender {
            Gender::Feminine if place => true,
            Gender::Masculine => gender == Gender::Masculine,
            // A broken plural (مصادر, أوساط) agrees like a woman; only a man does not.
            Gender::Feminine => {
                gender == Gender::Feminine
                    || matches!(subject.who, Who::Unnamed(_))
                        && !self.lexicon.knows(List::People, head)
            }
        }
    }

    /// Passes over what may stand between a verb and its subject: adverbs, phrases of place and addressee.
    fn skip_adjuncts(&self, from: usize, to: usize) -> usize {
        let page = self.page;
        let mut at = from;
        while at < to {
            let key = page.key(at);
            // «قال د. فلان», «م. فلان»
            let initial = matches!(key, "د" | "م" | "ا" | "ود" | "اد" | "أد")
                && matches!(page.raw(at + 1), "." | "/");
            if initial {
                at += 2;
                continue;
            }
            let manner = matches!(key, "من")
                && matches!(
                    page.key(at + 1),
                    "جهته"
                        | "جهتها"
                        | "جهتهم"
                        | "جانبه"
                        | "جانبها"
                        | "جانبهم"
                        | "ناحيته"
                        | "ناحيتها"
                );
            if manner {
                at += 2;
            } else if grammar::in_list(page, self.lexicon, List::Adverbs, at)
                && page.named(at).is_none()
            {
                at += 1;
            } else if matches!(key, "ل" | "وب" | "ب")
                && page.opens.get(at + 1).copied().flatten().is_some()
            {
                at = page.opens[at + 1].map_or(at + 1, |pair| page.pairs[pair].close + 1);
            } else if let Some(named) = page.named(at).filter(|named| {
                named.first == at && grammar::has_preposition(page, self.lexicon, at)
            }) {
                at = named.end;
            } else if page.is_comma(at) && at > from {
                at += 1;
            } else {
                break;
            }
        }
        at
    }

    /// The noun phrase that begins at `head`: the person in apposition, the body, or the words themselves.
    pub(super) fn noun_phrase(
        &self,
        registry: &mut Registry,
        head: usize,
        to: usize,
    ) -> Option<Subject> {
        let page = self.page;
        let to = to.min(head + LONGEST);
        let points =
            grammar::is_same(page.key(head)) && page.named(head).is_none() && head + 1 < to;
        let head = if points { head + 1 } else { head };
        if let Some(named) = self.named_head(head) {
            return Some(Subject {
                who: Who::Entity(named.id),
                words: named.first..named.end,
                found_by: Attribution::Subject,
                confidence: 95,
            });
        }
        if let Some(named) = self.apposition(head, to) {
            return Some(Subject {
                who: Who::Entity(named.id),
                words: head..named.end,
                found_by: Attribution::Apposition,
                confidence: 92,
            });
        }
        if let Some(named) = self.generic_body(head, to) {
            return Some(Subject {
                who: Who::Entity(named.id),
                words: head..named.end,
                found_by: Attribution::Subject,
                confidence: 88,
            });
        }
        let words = head..self.core_end(head, to);
        if words.is_empty() || page.opens.get(head).copied().flatten().is_some() {
            return None;
        }
        let who = registry.describe(page, self.lexicon, words.clone(), self.recent);
        let found_by = match who {
            Who::Entity(id) if page.kind(id) != Some(crate::entities::Kind::Person) => {
                Attribution::Publication
            }
            Who::Entity(_) | Who::Unnamed(_) => Attribution::Subject,
        };
        Some(Subject {
            who,
            words,
            found_by,
            confidence: 75,
        })
    }

    /// The name that a phrase begins with, inside quotation marks or not.
    fn named_head(&self, head: usize) -> Option<Named> {
        let inside = match self.page.opens.get(head).copied().flatten() {
            Some(pair) => self.page.inside(pair).start,
            None => head,
        };
        self.page
            .named(inside)
            .filter(|named| named.first == inside)
    }

    /// The person in apposition to the noun at `head`.
    fn apposition(&self, head: usize, to: usize) -> Option<Named> {
        let page = self.page;
        let mut relative = false;
        let mut hard = false;
        let mut at = head + 1;
        let key = page.key(head);
        let closed = !key.starts_with("ال")
            && (key.ends_with("ون") || key.ends_with("ان") && self.lexicon.has(List::Plurals, key));
        if closed && (page.key(at).starts_with("ال") || page.named(at).is_some()) {
            return None;
        }
        while at < to {
            if let Some(end) = page.bracket_end(at) {
                at = end;
                continue;
            }
            let key = page.key(at);
            if page.is_comma(at) {
                relative = false;
            }
            relative |= matches!(key, "الذي" | "التي" | "الذين");
            hard |= is_hard(key);
            if let Some(named) = page.named(at).filter(|named| named.first == at) {
                let person = page.person(at).is_some();
                if person && !relative && !hard && !self.is_governed(named, head) {
                    return Some(named);
                }
                at = named.end;
                continue;
            }
            if grammar::that_at(page, at) || page.raw(at) == ":" {
                return None;
            }
            at += 1;
        }
        None
    }

    /// Whether a person's name hangs on the words before it and is no apposition.
    fn is_governed(&self, named: Named, head: usize) -> bool {
        let page = self.page;
        if named.clitic > 0
            && page
                .raw(named.first)
                .get(..named.clitic)
                .is_some_and(|front| front.contains(['ل', 'ب', 'ك', 'و']))
        {
            return true;
        }
        let Some(mut before) = named.first.checked_sub(1) else {
            return false;
        };
        if page.is_mark(before) && page.opens[before].is_some() && before > 0 {
            before -= 1;
        }
        if before < head || page.is_comma(before) {
            return false;
        }
        let key = page.key(before);
        let relation =
            self.lexicon.knows(List::Relations, key) && !key.starts_with("ال") && before != head
                || before == head && is_relation_only(self.lexicon, key);
        relation
            || grammar::is_particle(page, self.lexicon, before)
            || matches!(key, "باسم" | "بقياده" | "برئاسه" | "بزعامه" | "حرم" | "الي")
    }

    /// The body that a generic noun names: صحيفة «X», تقرير لشركة X.
    fn generic_body(&self, head: usize, to: usize) -> Option<Named> {
        let page = self.page;
        let body = grammar::in_list(page, self.lexicon, List::Bodies, head);
        let paper = grammar::in_list(page, self.lexicon, List::Papers, head);
        if !body && !paper {
            return None;
        }
        let reach = if paper { 7 } else { 4 };
        let mut at = head + 1;
        while at < to.min(head + reach) {
            if let Some(named) = page.named(at).filter(|named| named.first == at) {
                let person = page.person(at).is_some();
                let nisba = body && named.clitic > 0;
                return (!person && !nisba && (paper || at <= head + 2)).then_some(named);
            }
            let key = page.key(at);
            if body && grammar::is_particle(page, self.lexicon, at)
                || matches!(key, "امرت" | "حول" | "بشان" | "في" | "الي")
                || page.is_comma(at)
            {
                return None;
            }
            at += 1;
        }
        None
    }

    /// Where the core of an unnamed noun phrase ends: before a preposition, a comma, a verb.
    fn core_end(&self, head: usize, to: usize) -> usize {
        let page = self.page;
        let mut at = head + 1;
        if grammar::in_list(page, self.lexicon, List::Papers, head)
            && matches!(page.key(at), "من" | "عن")
        {
            at += 1;
        }
        let closed = !page.key(head).starts_with("ال")
            && (page.key(head).ends_with("ون") || page.key(head).ends_with("ان"));
        if page.key(at) == "عليها" || page.key(at) == "عليه" {
            at += 1;
        }
        while at < to && at < head + 12 {
            if let Some(pair) = page.opens[at] {
                at = page.pairs[pair].close + 1;
                continue;
            }
            // «معارضون الرئيس»: the object begins; «جاء شبيها»: the noun phrase is over.
            let object = closed && (page.key(at).starts_with("ال") || page.named(at).is_some());
            if object || page.raw(at).ends_with(['ً']) || page.raw(at).ends_with("ًا") {
                break;
            }
            let key = page.key(at);
            let stop = page.is_mark(at)
                || grammar::that_at(page, at)
                || grammar::is_particle(page, self.lexicon, at)
                || grammar::in_list(page, self.lexicon, List::Adverbs, at)
                || page.named(at).is_none()
                    && grammar::has_preposition(page, self.lexicon, at)
                    && key != "باسم"
                || page.named(at).is_some_and(|named| {
                    named.first == at
                        && grammar::governs(page, at, named.clitic)
                        && page.key(at - 1) != "باسم"
                        && !key.starts_with("لل")
                });
            if stop {
                break;
            }
            at += 1;
        }
        at.min(to)
    }

    /// A subject that comes late, behind a phrase: a person or body that nothing governs.
    fn late(&self, registry: &mut Registry, from: usize, to: usize) -> Option<Subject> {
        let page = self.page;
        let mut at = from;
        let mut hard = false;
        while at < to {
            let key = page.key(at);
            if matches!(key, "الذي" | "التي" | "الذين" | "مع") || grammar::that_at(page, at)
            {
                return None;
            }
            if page.is_comma(at) {
                hard = false;
            }
            hard |= is_hard(key);
            if let Some(named) = page
                .person(at)
                .filter(|named| named.first == at && named.clitic == 0)
            {
                let before = at.checked_sub(1)?;
                let title = self.lexicon.knows(List::People, page.key(before)) && before >= from;
                let free = page.is_comma(before) && before > from;
                if !hard && (title || free) {
                    return Some(Subject {
                        who: Who::Entity(named.id),
                        words: named.first..named.end,
                        found_by: Attribution::Apposition,
                        confidence: 70,
                    });
                }
                at = named.end;
                continue;
            }
            // A title behind a comma or a phrase: «أوضح في بيان رئيس الشركة فلان».
            let title = grammar::in_list(page, self.lexicon, List::People, at)
                && at > from + 1
                && !grammar::has_preposition(page, self.lexicon, at)
                && !grammar::is_particle(page, self.lexicon, at - 1);
            if title && page.named(at).is_none() {
                let found = self
                    .apposition(at, to)
                    .filter(|named| named.first - at < 14);
                if let Some(named) = found {
                    return Some(Subject {
                        who: Who::Entity(named.id),
                        words: at..named.end,
                        found_by: Attribution::Apposition,
                        confidence: 70,
                    });
                }
            }
            at += 1;
        }
        let _ = registry;
        None
    }

    /// The subject in front of a verb, among the words of its clause from `from`.
    pub(super) fn before(
        &self,
        registry: &mut Registry,
        cue: &Cue,
        from: usize,
    ) -> Option<Subject> {
        if let Some(subject) = self.relative(registry, cue, from) {
            return Some(subject);
        }
        if cue.joined {
            return None;
        }
        let pronoun = cue.at > from
            && matches!(
                self.page.key(cue.at - 1),
                "لكنه"
                    | "لكنها"
                    | "لكنهم"
                    | "ولكنه"
                    | "ولكنها"
                    | "انه"
                    | "انها"
                    | "انهم"
                    | "وهو"
                    | "وهي"
                    | "هو"
                    | "هي"
                    | "كما"
                    | "حيث"
            );
        if pronoun {
            return None;
        }
        let start = self.clause_start(from, cue.at);
        if start >= cue.at || !self.is_topic(start) {
            return None;
        }
        let subject = self.noun_phrase(registry, start, cue.at)?;
        self.agrees(registry, &subject, cue).then_some(subject)
    }

    /// Whether a noun that cannot speak is the verb's subject (المؤشرات تؤكد أن).
    pub(super) fn has_mute_subject(&self, cue: &Cue, from: usize) -> bool {
        let page = self.page;
        if cue.joined {
            return false;
        }
        let start = self.clause_start(from, cue.at);
        let listed = [List::People, List::Plurals, List::Bodies, List::Papers]
            .iter()
            .any(|list| grammar::in_list(page, self.lexicon, *list, start));
        let key = page.key(start);
        let article = super::lexicon::bare(key)
            .any(|word| word.starts_with("ال") && word.chars().count() > 3);
        let plain = (start..cue.at).all(|at| !page.is_mark(at) && page.named(at).is_none());
        start < cue.at
            && cue.at - start <= 5
            && article
            && !listed
            && plain
            && grammar::is_nominal(page, self.lexicon, start)
            && !key.ends_with("ون")
    }

    /// The antecedent of a relative clause (وفلان الذي أعلن).
    fn relative(&self, registry: &mut Registry, cue: &Cue, from: usize) -> Option<Subject> {
        let page = self.page;
        let pronoun = (from..cue.at)
            .rev()
            .take(3)
            .take_while(|&at| {
                is_relative(page.key(at))
                    || is_relative(page.key(at.saturating_sub(1)))
                    || grammar::is_particle(page, self.lexicon, at)
                    || grammar::in_list(page, self.lexicon, List::Adverbs, at)
            })
            .find(|&at| is_relative(page.key(at)))?;
        let mut last = pronoun.checked_sub(1).filter(|&last| last >= from)?;
        while last > from && (page.is_comma(last) || page.closes[last].is_some()) {
            last -= 1;
        }
        let named = page.named(last);
        let person =
            named.filter(|named| page.kind(named.id) == Some(crate::entities::Kind::Person));
        let who = person.or(named.filter(|_| page.key(pronoun) == "التي"));
        if let Some(named) = who {
            return Some(Subject {
                who: Who::Entity(named.id),
                words: named.first..named.end,
                found_by: Attribution::Subject,
                confidence: 85,
            });
        }
        let lowest = pronoun.saturating_sub(18).max(from);
        let head = (lowest..=last).rev().find(|&at| {
            page.named(at).is_none()
                && [List::People, List::Plurals]
                    .iter()
                    .any(|list| grammar::in_list(page, self.lexicon, *list, at))
                && (at == lowest || !matches!(page.key(at - 1), "باسم"))
        });
        let head = head.filter(|_| page.key(pronoun) != "التي").or_else(|| {
            (lowest..=last)
                .rev()
                .find(|&at| grammar::in_list(page, self.lexicon, List::Bodies, at))
                .filter(|_| page.key(pronoun) == "التي")
        });
        if let Some(head) = head {
            let mut subject = self.noun_phrase(registry, head, pronoun)?;
            subject.confidence = 60;
            return Some(subject);
        }
        let named = named?;
        Some(Subject {
            who: Who::Entity(named.id),
            words: named.first..named.end,
            found_by: Attribution::Subject,
            confidence: 60,
        })
    }

    /// The nearest plural noun for people in front of a plural verb (ناشطين يؤكدون).
    pub(super) fn plural_before(
        &self,
        registry: &mut Registry,
        cue: &Cue,
        from: usize,
    ) -> Option<Subject> {
        let page = self.page;
        let found = (from..cue.at).rev().take(FARTHEST).find(|&at| {
            let key = page.key(at);
            page.words[at].pair.is_none()
                && page.named(at).is_none()
                && (self.lexicon.knows(List::Plurals, key)
                    || key.chars().count() > 4
                        && (key.starts_with("ال") && (key.ends_with("ون") || key.ends_with("ين"))
                            || key.ends_with("يون")
                            || key.ends_with("يين"))
                        && !matches!(
                            key,
                            "القانون"
                                | "التلفزيون"
                                | "مليون"
                                | "مليونين"
                                | "تلفزيون"
                                | "الملايين"
                                | "ملايين"
                                | "التامين"
                                | "الصين"
                                | "اليمين"
                                | "الديون"
                                | "الشؤون"
                                | "تريليون"
                                | "اليقين"
                                | "القرنين"
                                | "العيون"
                                | "الفنون"
                                | "الطرفين"
                        ))
        })?;
        let mut head = found;
        // خبراء وسياسيين وصحافيين: the first of those joined.
        while head > from
            && page.key(head).starts_with('و')
            && !self.lexicon.has(List::Plurals, page.key(head))
            && self.lexicon.knows(List::Plurals, page.key(head - 1))
        {
            head -= 1;
        }
        let words = head..found + 1;
        let who = registry.describe(page, self.lexicon, words.clone(), self.recent);
        Some(Subject {
            who,
            words,
            found_by: Attribution::Subject,
            confidence: 55,
        })
    }

    /// The noun that leads a sentence as its verb's subject (ونظم محتجون وقفة، مطالبين …).
    pub(super) fn leading(
        &self,
        registry: &mut Registry,
        from: usize,
        to: usize,
    ) -> Option<Subject> {
        let page = self.page;
        (from..to.min(from + 7)).find_map(|at| {
            let listed = [List::People, List::Plurals, List::Bodies, List::Papers]
                .iter()
                .any(|list| grammar::in_list(page, self.lexicon, *list, at));
            let free = at == from || !grammar::is_particle(page, self.lexicon, at - 1);
            if !listed
                || !free
                || page.named(at).is_some()
                || grammar::has_preposition(page, self.lexicon, at)
            {
                return None;
            }
            let mut subject = self.noun_phrase(registry, at, to)?;
            subject.confidence = 60;
            Some(subject)
        })
    }

    /// The last person or title in front of a noun that reports (عاد الوزير إلى التأكيد على أن).
    pub(super) fn nearest(
        &self,
        registry: &mut Registry,
        cue: &Cue,
        from: usize,
    ) -> Option<Subject> {
        let page = self.page;
        (from..cue.at).rev().take(12).find_map(|at| {
            if let Some(named) = page.person(at) {
                return Some(Subject {
                    who: Who::Entity(named.id),
                    words: named.first..named.end,
                    found_by: Attribution::Subject,
                    confidence: 60,
                });
            }
            let title = page.named(at).is_none()
                && grammar::in_list(page, self.lexicon, List::People, at)
                && !grammar::has_preposition(page, self.lexicon, at);
            if title {
                self.noun_phrase(registry, at, cue.at)
            } else {
                None
            }
        })
    }

    /// The first word of the clause that a verb at `to` stands in.
    fn clause_start(&self, from: usize, to: usize) -> usize {
        let page = self.page;
        let lowest = to.saturating_sub(LONGEST).max(from);
        let mut start = lowest;
        for at in lowest..to {
            let key = page.key(at);
            let break_mark = page.is_mark(at)
                && matches!(
                    page.raw(at),
                    "؛" | ";" | ":" | "." | "*" | "•" | "?" | "؟" | "!"
                );
            let connective = matches!(
                key,
                "لكن"
                    | "ولكن"
                    | "الا"
                    | "غير"
                    | "بينما"
                    | "فيما"
                    | "حيث"
                    | "كما"
                    | "اما"
                    | "واما"
                    | "فاما"
                    | "بيد"
                    | "وكان"
                    | "وكانت"
                    | "كان"
                    | "كانت"
                    | "وكانوا"
                    | "كانوا"
                    | "بدوره"
                    | "بدورها"
                    | "بدورهم"
                    | "عندما"
                    | "اذ"
                    | "سيما"
                    | "ان"
                    | "جهته"
                    | "جهتها"
                    | "جانبه"
                    | "جانبها"
                    | "ذلك"
                    | "المقابل"
                    | "حين"
            );
            if page.words[at].pair.is_none() && (break_mark || connective) {
                start = at + 1;
            }
        }
        while start < to && (page.is_comma(start) || matches!(page.raw(start), "-" | "–" | "*")) {
            start += 1;
        }
        start
    }

    /// Whether a clause's first word can be its subject.
    fn is_topic(&self, at: usize) -> bool {
        let page = self.page;
        let key = page.key(at);
        let verb = !self.lexicon.senses(key).is_empty()
            || key
                .strip_prefix(['و', 'ف'])
                .is_some_and(|rest| !self.lexicon.senses(rest).is_empty());
        let listed = [List::People, List::Plurals, List::Bodies, List::Papers]
            .iter()
            .any(|list| grammar::in_list(page, self.lexicon, *list, at));
        let named = self.named_head(at).is_some();
        grammar::is_nominal(page, self.lexicon, at) && (named || listed && !verb)
    }

    /// Whether a subject can be that of a verb, by gender and number.
    pub(super) fn agrees(&self, registry: &Registry, subject: &Subject, cue: &Cue) -> bool {
        let agreement = cue.agreement();
        let gender = registry.gender(subject.who);
        let head = subject.words.start;
        let number = match subject.who {
            Who::Entity(_) => Number::One,
            Who::Unnamed(_) => agreement_of(self.page, self.lexicon, head).number,
        };
        let fits = number == agreement.number
            || number == Number::Two && agreement.number == Number::Many
            || matches!(subject.who, Who::Entity(_))
                && agreement.number != Number::One
                && self.page.named(head).is_none();
        fits && (agreement.gender == Gender::Masculine && gender != Some(Gender::Feminine)
            || agreement.gender == Gender::Feminine && gender != Some(Gender::Masculine)
            || agreement.number != Number::One)
    }
}

fn is_relative(key: &str) -> bool {
    matches!(key, "الذي" | "التي" | "الذين" | "ممن" | "اللذين" | "اللذان")
}

/// Whether a word between a subject and what was said is neither: a comma, an adverb.
fn page_is_filler(finder: &Finder<'_, '_>, at: usize) -> bool {
    finder.page.is_mark(at) || grammar::in_list(finder.page, finder.lexicon, List::Adverbs, at)
}

/// Prepositions over which no apposition reaches.
fn is_hard(key: &str) -> bool {
    matches!(
        key.strip_prefix(['و', 'ف']).unwrap_or(key),
        "مع" | "خلال"
            | "بعد"
            | "قبل"
            | "عقب"
            | "اثناء"
            | "اثر"
            | "ضد"
            | "حول"
            | "بشان"
            | "بخصوص"
            | "بين"
            | "بحضور"
            | "تعليقا"
            | "ردا"
            | "منذ"
            | "عندما"
            | "وسط"
            | "امام"
            | "بعيد"
            | "قبيل"
            | "لكن"
    )
}

/// Nouns that with a name right behind always mean somebody else (محامي فلان, مكتب فلان).
fn is_relation_only(lexicon: &Lexicon, key: &str) -> bool {
    lexicon.knows(List::Relations, key)
        && !key.starts_with("ال")
        && !key.starts_with("وال")
        && !matches!(key, "الشقيق")
}
