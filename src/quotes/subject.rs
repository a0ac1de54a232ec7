//! A reporting verb → its subject: the noun phrase behind it, in front of it,
//! or none where it is dropped.
//!
//! «وقال المتحدث باسم الوزارة، اللواء فلان، في بيان»: the noun phrase begins
//! behind the verb; the person in apposition to it is the speaker, a person
//! governed by a preposition or by a noun like محامي is not. This file reads one
//! noun phrase; its children look for it behind the verb, in front of it and
//! further off.
//!
//! The identity is the registry's answer; here the words are chosen. It does not see cases:
//! which of two nouns is subject and which object is told by order, gender and lists.

use std::ops::Range;

use crate::entities::EntityKind;
use crate::text::morphology::proclitics::noun_stem;

use super::Attribution;
use super::annotated::{AnnotatedText, MentionRef};
use super::grammar;
use super::lexicon::conjugate::Form;
use super::lexicon::{Lexicon, WordList};
use super::owners;
use super::registry::{Registry, SpeakerIdentity};
use super::unlisted_names;

mod apposition;
mod before;
mod behind;
mod nearby;

/// Words of one noun phrase at most.
///
/// Titles are long in Arabic news; the bound keeps a lost sentence cheap.
const LONGEST: usize = 40;
/// Words of a noun phrase that names its speaker by description at most.
const LONGEST_CORE: usize = 12;

/// A subject as found.
///
/// `confidence` orders ways of finding and is no probability.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) identity: SpeakerIdentity,
    /// The words that name him here; empty where none do.
    pub(super) words: Range<usize>,
    pub(super) found_by: Attribution,
    /// 0 to 100.
    pub(super) confidence: u8,
}

impl Subject {
    /// A subject that goes on, at most as sure as `confidence`.
    ///
    /// The words that named him stay, so that the pane can show them for this quote, too.
    pub(super) fn carried_over(&self, confidence: u8) -> Self {
        Self {
            found_by: Attribution::CarriedOver,
            confidence: self.confidence.min(confidence),
            ..self.clone()
        }
    }
}

/// All that finding a subject needs.
///
/// Made for each cue and thrown away; the registry is handed in beside it, since describing
/// somebody may add him.
pub(super) struct SubjectFinder<'f, 'p> {
    pub(super) text: &'f AnnotatedText<'p>,
    pub(super) lexicon: &'f Lexicon,
    /// Who spoke before, oldest first.
    pub(super) recent: &'f [SpeakerIdentity],
}

impl SubjectFinder<'_, '_> {
    /// Whether the word is a noun for one who can speak.
    fn speaks(&self, at: usize) -> bool {
        let key = self.text.key(at);
        if grammar::is_particle(self.text, self.lexicon, at) {
            return false;
        }
        self.lexicon.speaks(key) || grammar::belongs_to_speaker(self.text, self.lexicon, at)
    }

    /// The speaker that a mention names.
    fn mentioned(named: MentionRef, found_by: Attribution, confidence: u8) -> Subject {
        Subject {
            identity: SpeakerIdentity::Entity(named.id),
            words: named.first..named.end,
            found_by,
            confidence,
        }
    }

    /// The noun phrase that begins at `head`: the person in apposition, the body, or the words themselves.
    ///
    /// In this order: a name at the head (95), the person in apposition (92), the body that a generic
    /// noun names (88), whoever the registry takes the words for (72, a body 80). هذا and نفس are
    /// passed over first. `None` only where no words are left. Words from
    /// `to` on are not looked at.
    pub(super) fn noun_phrase(
        &self,
        registry: &mut Registry,
        head: usize,
        to: usize,
    ) -> Option<Subject> {
        let text = self.text;
        let to = to.min(head + LONGEST);
        let points = grammar::is_same(text.key(head)) && text.named(head).is_none();
        let head = if points && head + 1 < to {
            head + 1
        } else {
            head
        };
        let several = self.several(registry, head, to);
        if let Some(found) = several.or_else(|| self.described_body(registry, head, to)) {
            return Some(found);
        }
        if let Some(named) = self.named_head(head) {
            return Some(Self::mentioned(named, Attribution::Subject, 95));
        }
        let from_head = |named: MentionRef, found_by, confidence| Subject {
            words: head..named.end,
            ..Self::mentioned(named, found_by, confidence)
        };
        if let Some(named) = self.apposition(head, to) {
            return Some(from_head(named, Attribution::Apposition, 92));
        }
        if let Some(named) = owners::generic_body(text, self.lexicon, head, to) {
            if grammar::in_list(text, self.lexicon, WordList::Papers, head) {
                registry.publish(text, head, named.id);
            }
            return Some(from_head(named, Attribution::Subject, 88));
        }
        let words = match text.opens.get(head).copied().flatten() {
            Some(pair) => self.name_in_marks(pair, to)?,
            None => head..self.core_end(head, to),
        };
        if words.is_empty() {
            return None;
        }
        let identity = registry.describe(text, self.lexicon, words.clone(), self.recent);
        let found_by = match identity {
            SpeakerIdentity::Entity(id) if text.kind(id) != Some(EntityKind::Person) => {
                Attribution::Publication
            }
            SpeakerIdentity::Entity(_) | SpeakerIdentity::Unnamed(_) => Attribution::Subject,
        };
        Some(Subject {
            identity,
            words,
            found_by,
            confidence: if found_by == Attribution::Publication {
                80
            } else {
                72
            },
        })
    }

    /// The body that a description stands for where it looks like a name or like a paper: «الصحيفة الأميركية» as an
    /// entity of its own, «بيان الشركة».
    ///
    /// `None` where the article has no such body, or where the noun has a name of its own with it.
    fn described_body(&self, registry: &mut Registry, head: usize, to: usize) -> Option<Subject> {
        let (text, lexicon) = (self.text, self.lexicon);
        let next = head + 1;
        let bare = |at: usize| at < to && text.named(at).is_none();
        let named = self
            .named_head(head)
            .filter(|named| registry.is_descriptive(named.id));
        let words = if let Some(named) = named {
            named.first..named.end
        } else if bare(head)
            && bare(next)
            && is_statement(text.key(head))
            && unlisted_names::has_article(text.key(next))
            && lexicon.knows(WordList::Bodies, text.key(next))
        {
            next..self.core_end(next, to)
        } else {
            return None;
        };
        let id = registry.body_meant(text, lexicon, &words, self.recent)?;
        if named.is_none() {
            registry.publish(text, head, id);
        }
        Some(Subject {
            identity: SpeakerIdentity::Entity(id),
            words: head..words.end,
            found_by: Attribution::Publication,
            confidence: 80,
        })
    }

    /// Two named ones who speak at once.
    fn several(&self, registry: &mut Registry, head: usize, to: usize) -> Option<Subject> {
        let words = self.joined_names(head, to)?;
        Some(Subject {
            identity: registry.several(self.text, words.clone()),
            words,
            found_by: Attribution::Subject,
            confidence: 88,
        })
    }

    /// The words of two names of one kind that و joins («سامر خليل ونادر عوض»): they speak as one.
    fn joined_names(&self, head: usize, to: usize) -> Option<Range<usize>> {
        let text = self.text;
        let first = text.named(head).filter(|named| named.first == head)?;
        let second = text
            .named(first.end)
            .filter(|named| named.first == first.end && named.end <= to)?;
        let and = text.raw(second.first).get(..second.clitic) == Some("و");
        let alike = text.kind(first.id) == text.kind(second.id) && first.id != second.id;
        (and && alike).then_some(head..second.end)
    }

    /// The words of a short pair of marks that something follows in the phrase (وقالت «أم سامر» للصحيفة).
    ///
    /// Only with something behind it before `to`: marks that fill the whole are the speech.
    fn name_in_marks(&self, pair: usize, to: usize) -> Option<Range<usize>> {
        let text = self.text;
        let inside = text.inside(pair);
        let close = text.pairs.get(pair)?.close;
        (close < to && unlisted_names::looks_like_one(text, self.lexicon, &inside))
            .then_some(inside)
    }

    /// The name that a phrase begins with, inside quotation marks or not.
    ///
    /// A mention that begins earlier does not count as the head.
    fn named_head(&self, head: usize) -> Option<MentionRef> {
        let inside = match self.text.opens.get(head).copied().flatten() {
            Some(pair) => self.text.inside(pair).start,
            None => head,
        };
        self.text
            .named(inside)
            .filter(|named| named.first == inside)
    }

    /// Where the core of an unnamed noun phrase ends: before a preposition, a comma, a verb.
    ///
    /// `head + 1` at least, `to` at most. The core is what is shown of one without a name, and what
    /// the registry compares: too long, and «المتحدث» is not known again; too short, and «وزير»
    /// is all that is left of a minister.
    fn core_end(&self, head: usize, to: usize) -> usize {
        let text = self.text;
        let mut at = head + 1;
        // «بيان من مكتب الوزير», «القائمون عليها»
        let paper = grammar::in_list(text, self.lexicon, WordList::Papers, head);
        if paper && matches!(text.key(at), "من" | "عن") || matches!(text.key(at), "عليها" | "عليه")
        {
            at += 1;
        }
        let key = text.key(head);
        let dual = key.ends_with("ان") && key != "سكان" && !paper;
        let closed = !key.starts_with("ال") && (key.ends_with("ون") || dual);
        let definite = unlisted_names::has_article(key) && text.named(head).is_none();
        let title = grammar::in_list(text, self.lexicon, WordList::People, head);
        let mut of = false;
        while at < to && at < head + LONGEST_CORE {
            of |= text.key(at) == "باسم";
            // «التقرير قوات حكومية»: what follows a definite noun without an article is no part of it,
            // but for a name behind a title.
            let name = title && !self.speaks(at);
            // «حساب الوزارة تغريدة»: nor of a construct that a definite noun closes.
            let ended = at > head + 1
                && unlisted_names::has_article(text.key(at - 1))
                && text.named(at).is_none()
                && !title
                && !self.speaks(at);
            let over =
                (definite || ended) && !of && !unlisted_names::has_article(text.key(at)) && !name;
            if over && text.opens[at].is_none() {
                break;
            }
            if let Some(pair) = text.opens[at] {
                at = text.pairs[pair].close + 1;
                continue;
            }
            // «معارضون الرئيس»: the object begins; «جاء شبيها»: the noun phrase is over.
            let object = closed && (text.key(at).starts_with("ال") || text.named(at).is_some());
            let tanwin = text.raw(at).ends_with('ً') || text.raw(at).ends_with("ًا");
            if object || tanwin || self.ends_core(at) {
                break;
            }
            at += 1;
        }
        at.min(to)
    }

    /// Whether a word is somebody's saying, with its pronoun (عن شهود قولهم).
    fn is_saying(&self, at: usize) -> bool {
        let senses = self.lexicon.senses(self.text.key(at)).iter();
        let mut own = senses.filter(|sense| sense.form == Form::Noun && sense.object);
        self.text.named(at).is_none() && own.next().is_some()
    }

    /// Whether a word is none of the noun phrase before it.
    ///
    /// Asked word by word. باسم is let through: «المتحدث باسم الوزارة» is one role.
    fn ends_core(&self, at: usize) -> bool {
        let text = self.text;
        let of = text.key(at - 1) == "باسم";
        let saying = self.is_saying(at);
        let governed = match text.named(at) {
            Some(named) => {
                let joined = text.key(at).starts_with("لل");
                named.first == at
                    && grammar::has_preposition(text, self.lexicon, at)
                    && !of
                    && !joined
            }
            None => text.key(at) != "باسم" && grammar::has_preposition(text, self.lexicon, at),
        };
        // «القناة التابعة للحزب» is the channel.
        let belongs = matches!(text.key(at), "التابع" | "التابعه" | "التابعين");
        governed
            || belongs
            || saying
            || text.is_mark(at)
            || grammar::that_at(text, at)
            || grammar::is_particle(text, self.lexicon, at)
            || grammar::in_list(text, self.lexicon, WordList::Adverbs, at)
    }
}

/// Whether a noun without the article is a paper or place where a body speaks for itself (بيان الشركة, موقع الوزارة).
fn is_statement(key: &str) -> bool {
    let stem = noun_stem(key);
    !unlisted_names::has_article(key)
        && matches!(
            stem.strip_prefix('ل').unwrap_or(stem),
            "بيان" | "بلاغ" | "تقرير" | "بيانات" | "موقع" | "حساب" | "صفحه" | "رساله"
        )
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn a_statement_is_the_bodys_that_its_noun_means() {
        check(
            "أعلنت شركة «[O:الفجر]» أن {i O:البرنامج مستمر}.¶وقال بيان الشركة إن {i O:العمل جار}.",
        );
    }

    #[test]
    fn the_body_behind_a_generic_noun() {
        check("ذكرت صحيفة «[O:الفجر]» أن {i O:البرنامج مستمر}.");
        check("وكشفت دراسة حديثة لشركة «[O:ميزان]» أن {i O:البرنامج مستمر}.");
    }

    #[test]
    fn the_unnamed_speak_as_themselves() {
        check("قال مصدر أمني إن {i مصدر:البرنامج مستمر}.");
        check("ويرى محللون أن {i محللون:البرنامج مستمر}.");
        check("وقال أحد السكان إن {i أحد:البرنامج مستمر}.");
    }

    #[test]
    fn a_definite_noun_takes_no_indefinite_one_along() {
        check("واتهم التقرير قوات حكومية ب{i التقرير:قتل المدنيين}.");
    }

    #[test]
    fn a_country_speaks() {
        check("أعلنت [L:ميرانيا] أنها {i L:ستوقف القتال}.");
    }
}
