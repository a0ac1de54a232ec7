//! A title → the person in apposition to it: «المتحدث باسم الوزارة، اللواء فلان».
//!
//! The name is looked for up to the clause or colon; a relative clause and what
//! stands behind خلال or مع hold none. A name that a preposition, a relation
//! (محامي) or another's title governs belongs to somebody else: a man is not his
//! spokesman, nor a mother her child.
//!
//! It finds a name, and says nothing of titles without one: those stay the words themselves.
//! The first name that nothing governs is taken; there is no search for a better one.

use super::super::annotated::MentionRef;
use super::super::grammar;
use super::super::lexicon::WordList;
use super::super::roles;
use super::super::unlisted_names;
use super::SubjectFinder;

impl SubjectFinder<'_, '_> {
    /// The person in apposition to the noun at `head`.
    ///
    /// A comma closes a relative clause but not the reach of خلال. Names that are passed over do
    /// not end the search: «المتحدث باسم سامر خليل، نادر عوض» is نادر.
    pub(super) fn apposition(&self, head: usize, to: usize) -> Option<MentionRef> {
        let text = self.text;
        if self.is_closed(head) || self.is_no_person(head) {
            return None;
        }
        let mut relative = false;
        let mut barred = false;
        let mut at = head + 1;
        while at < to {
            if let Some(end) = text.bracket_end(at) {
                at = end;
                continue;
            }
            let key = text.key(at);
            if text.is_comma(at) {
                relative = false;
            }
            relative |= grammar::is_relative(key);
            barred |= grammar::in_list(text, self.lexicon, WordList::Barriers, at);
            if let Some(named) = text.named(at).filter(|named| named.first == at) {
                let person = text.person(at).is_some() || self.is_set_apart(named, head, to);
                let free = person && !relative && !barred;
                if free && !self.is_governed(named, head) {
                    return Some(named);
                }
                at = named.end;
                continue;
            }
            if grammar::that_at(text, at) || text.raw(at) == ":" {
                return None;
            }
            at += 1;
        }
        None
    }

    /// Whether an indefinite plural ends its noun phrase, so that what follows is its verb's object (معارضون الرئيس).
    ///
    /// By ending: معارضون in ون cannot be in the construct, which would drop its ن.
    /// Whether a noun means several, or a definite one a body or paper: no person is in apposition to it
    /// («الباحثون تحت إشراف فلان», «نعت الكتائب الشهيد فلان»).
    fn is_no_person(&self, head: usize) -> bool {
        let list = |list: WordList| grammar::in_list(self.text, self.lexicon, list, head);
        let body = list(WordList::Bodies) || list(WordList::Papers);
        let definite = unlisted_names::has_article(self.text.key(head));
        !list(WordList::People) && (list(WordList::Plurals) || body && definite)
    }

    /// Whether a name that was not taken for a person's stands alone between commas behind a title: «المستشار السابق
    /// للوزارة، فلان فلان، إن».
    ///
    /// Two words at least: «وزير الصحة، لبنان، …» does not occur, but a city may stand so.
    fn is_set_apart(&self, named: MentionRef, head: usize, to: usize) -> bool {
        let text = self.text;
        let list = |list: WordList| grammar::in_list(text, self.lexicon, list, head);
        let (first, end) = (named.first, named.end);
        let before = first.checked_sub(1).is_some_and(|at| text.is_comma(at));
        let behind = end >= to || text.is_comma(end) || grammar::that_at(text, end);
        let one = list(WordList::People) && !list(WordList::Plurals);
        one && before && behind && end - first >= 2 && named.clitic == 0
    }

    fn is_closed(&self, head: usize) -> bool {
        let key = self.text.key(head);
        let dual = key.ends_with("ان") && self.lexicon.has(WordList::Plurals, key);
        let closed = !key.starts_with("ال") && (key.ends_with("ون") || dual);
        let next = head + 1;
        closed && (self.text.key(next).starts_with("ال") || self.text.named(next).is_some())
    }

    /// Whether a person's name hangs on the words before it and is no apposition.
    ///
    /// Four ties: a clitic on the name, the noun in front («محامي», «أحد مساعدي»), a verb with a
    /// pronoun that belongs to the head («لجنة يرأسها سامر»), a preposition or phrase of service.
    /// A comma in front, or being the first word, sets the name free.
    fn is_governed(&self, named: MentionRef, head: usize) -> bool {
        let text = self.text;
        let front = text
            .raw(named.first)
            .get(..named.clitic)
            .unwrap_or_default();
        if front.contains(['ل', 'ب', 'ك', 'و']) {
            return true;
        }
        let Some(mut before) = named.first.checked_sub(1) else {
            return false;
        };
        if text.is_mark(before) && text.opens[before].is_some() && before > 0 {
            before -= 1;
        }
        if before < head || text.is_comma(before) {
            return false;
        }
        let key = text.key(before);
        // «محامي فلان»: somebody else; «المستشار فلان» is the man himself.
        let article = key.starts_with("ال") || before == head && key.starts_with("وال");
        let relation = self.lexicon.knows(WordList::Relations, key) && !article;
        // «أحد مساعدي فلان», «لجنة يرأسها فلان»
        let one_of = key.strip_suffix(['ي', 'و']).is_some_and(|stem| {
            self.lexicon.has(WordList::Relations, stem)
                && before > 0
                && grammar::is_determiner(text.key(before - 1))
        });
        let verb = key.starts_with(['ي', 'ت'])
            && (key.ends_with("ها") || key.ends_with('ه'))
            && !text.raw(before).ends_with('ة')
            && key.chars().count() > 4
            && !self.lexicon.speaks(key);
        relation
            || one_of
            || verb
            || roles::others_title(text, self.lexicon, before, head).is_some()
            || grammar::governs_next(text, self.lexicon, before)
            || matches!(key, "باسم" | "بقياده" | "برئاسه" | "بزعامه" | "حرم")
    }
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn title_and_name() {
        check(
            "وقال المتحدث باسم [O:وزارة الصحة]، اللواء [P:سامر خليل]، في بيان: «{d P:البرنامج مستمر حتى الربيع}».",
        );
        check("وأوضح وزير التعليم الدكتور [P:سامر خليل] أن {i P:البرنامج مستمر}.");
    }

    #[test]
    fn a_man_is_not_his_spokesman() {
        check("وقال متحدث باسم [P:سامر خليل] إن {i متحدث:البرنامج مستمر}.");
        check("وقال محامي [P:سامر خليل] إن {i محامي:البرنامج مستمر}.");
    }

    #[test]
    fn whom_he_met_is_not_the_speaker() {
        check("وقال متحدث رسمي خلال لقاء مع الوزير [P:سامر خليل] إن {i متحدث:البرنامج مستمر}.");
    }

    #[test]
    fn an_object_is_no_apposition() {
        check("واتهم معارضون [P:سامر خليل] ب{i معارضون:مخالفة الدستور}.");
    }

    #[test]
    fn the_holder_of_another_title_is_not_meant() {
        check("وقال مستشار للرئيس [P:سامر خليل] إن {i مستشار:البرنامج مستمر}.");
        check("وقال المتحدث باسم الرئيس [P:سامر خليل] إن {i المتحدث:البرنامج مستمر}.");
        check("وقالت والدة الطفل [P:سامر خليل] إن {i والدة:البرنامج مستمر}.");
        check("وقال المتحدث باسم الجيش العقيد [P:سامر خليل] إن {i P:البرنامج مستمر}.");
    }

    #[test]
    fn one_of_his_men_is_not_he() {
        check("وقال أحد مساعدي [P:سامر خليل] إن {i أحد:البرنامج مستمر}.");
    }

    #[test]
    fn several_and_bodies_have_no_person_in_apposition() {
        check("وقال الباحثون تحت إشراف [P:سامر خليل] إن {i الباحثون:البرنامج مستمر}.");
        check(
            "وأورد البيان المذيل بتوقيع رئيس التنظيم، [P:سامر خليل]، أن {i البيان:البرنامج مستمر}.",
        );
    }

    #[test]
    fn a_name_between_commas_behind_a_title_is_a_persons() {
        check("وأكد المستشار السابق للوزارة، [L:نمرود سامر]، أن {i L:البرنامج مستمر}.");
    }
}
