//! Subjects that grammar does not determine: the plural noun before a plural verb, the noun at the start of a sentence,
//! the last title before a reporting noun.
//!
//! They are used last, before the discourse state, and only for verbs and nouns whose form leaves nothing better. None of
//! them is certain: their confidence is 55 to 60, except that of a title.

use super::super::Attribution;
use super::super::cue::Cue;
use super::super::grammar;
use super::super::lexicon::WordList;
use super::super::registry::Registry;
use super::super::unlisted_names;
use super::{Subject, SubjectFinder};

/// Words that are looked back over for a plural noun.
///
/// A paragraph's length, about: the noun may be in the sentence before.
const FARTHEST: usize = 80;
/// Words of a sentence among which its leading noun stands.
const LEADING: usize = 7;
/// Words that are looked back over for a title.
const NEAREST: usize = 12;

impl SubjectFinder<'_, '_> {
    /// The nearest plural noun for people in front of a plural verb (ناشطين يؤكدون).
    ///
    /// The words of marks are left out, for who is named there is spoken of. A row of plurals and
    /// a count in front are taken along, so that all of them speak.
    pub(in crate::quotes) fn plural_before(
        &self,
        registry: &mut Registry,
        cue: &Cue,
        from: usize,
    ) -> Option<Subject> {
        let text = self.text;
        let found = (from..cue.at).rev().take(FARTHEST).find(|&at| {
            text.words[at].pair.is_none() && self.is_plural(at) && !self.is_possessed(at)
        })?;
        let mut head = found;
        // «خبراء وسياسيين», «ناشطون محليون»: the first of those joined.
        while head > from && self.lexicon.knows(WordList::Plurals, text.key(head - 1)) {
            head -= 1;
        }
        // «عدد من المواطنين»
        let part = head.checked_sub(2).filter(|&at| {
            at >= from && text.key(head - 1) == "من" && grammar::is_quantity(text.key(at))
        });
        let words = part.unwrap_or(head)..found + 1;
        Some(Subject {
            identity: registry.describe(text, self.lexicon, words.clone(), self.recent),
            words,
            found_by: Attribution::Subject,
            confidence: 55,
        })
    }

    /// Whether a plural belongs to the one noun in front of it, who is meant (رئيس الوزراء, نقابة الصحفيين).
    fn is_possessed(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|i| self.text.key(i)) else {
            return false;
        };
        let one = self.lexicon.knows(WordList::People, before)
            && !self.lexicon.knows(WordList::Plurals, before)
            || self.lexicon.knows(WordList::Bodies, before);
        one && self.text.key(at).starts_with("ال") && !unlisted_names::has_article(before)
    }

    /// Whether a word is a plural for people, by the list or by its ending.
    ///
    /// Where no list holds it: ون or ين with the article, يون or يين without. Duals in تين are
    /// things as often as people.
    fn is_plural(&self, at: usize) -> bool {
        let key = self.text.key(at);
        let fixed = self.lexicon.has(WordList::Singulars, key) || grammar::is_relative(key);
        if self.text.named(at).is_some() || fixed {
            return false;
        }
        let definite = key.starts_with("ال") && (key.ends_with("ون") || key.ends_with("ين"));
        let definite = definite && !key.ends_with("تين");
        let ending = definite || key.ends_with("يون") || key.ends_with("يين");
        self.lexicon.knows(WordList::Plurals, key) || key.chars().count() > 4 && ending
    }

    /// The noun that leads a sentence as its verb's subject (ونظم محتجون وقفة، مطالبين …).
    ///
    /// Names are passed over: as topics of the sentence they would have a turn already.
    pub(in crate::quotes) fn leading(
        &self,
        registry: &mut Registry,
        from: usize,
        to: usize,
    ) -> Option<Subject> {
        let text = self.text;
        let free = |at: usize| at == from || !grammar::governs_next(text, self.lexicon, at - 1);
        (from..to.min(from + LEADING))
            .filter(|&at| text.named(at).is_none() && self.speaks(at) && free(at))
            .filter(|&at| !grammar::has_preposition(text, self.lexicon, at))
            .find_map(|at| self.noun_phrase(registry, at, to))
            .map(|subject| Subject {
                confidence: 60,
                ..subject
            })
    }

    /// The last person or title in front of a noun that reports (عاد الوزير إلى التأكيد على أن).
    ///
    /// The nearest, not the subject: a noun that reports stands close to whose it is.
    pub(in crate::quotes) fn nearest(
        &self,
        registry: &mut Registry,
        cue: &Cue,
        from: usize,
    ) -> Option<Subject> {
        let text = self.text;
        (from..cue.at).rev().take(NEAREST).find_map(|at| {
            if let Some(named) = text.person(at) {
                return Some(Self::mentioned(named, Attribution::Subject, 60));
            }
            let title = text.named(at).is_none()
                && grammar::in_list(text, self.lexicon, WordList::People, at)
                && !grammar::has_preposition(text, self.lexicon, at);
            if title {
                self.noun_phrase(registry, at, cue.at)
            } else {
                None
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn a_plural_verb_finds_its_plural() {
        check("وهو ما رآه ناشطون محليون، يؤكدون أن {i ناشطون:البرنامج مستمر}.");
    }

    #[test]
    fn a_plural_that_belongs_to_one_is_passed_over() {
        check(
            "وهو ما رآه ناشطون محليون في مكتب رئيس الوزراء، يؤكدون أن {i ناشطون:البرنامج مستمر}.",
        );
    }

    #[test]
    fn a_participle_finds_the_leading_noun() {
        check("ونظمت نقابة المعلمين وقفة، مؤكدة أن {i نقابة:البرنامج مستمر}.");
    }

    #[test]
    fn a_number_of_people() {
        check("وأبدى عدد من المواطنين استياءهم من التأخير، قائلين إن {i عدد:البرنامج مستمر}.");
    }
}
