//! A description that no name, role or kind in the article fits → who is meant by salience: the protagonist near by,
//! whoever spoke last, the only body of a kind.
//!
//! Asked after `reference`, which goes by what the article says. Each answer is a guess within a bounded
//! number of mentions; where it finds nobody, the description speaks as itself.

use std::ops::Range;

use crate::entities::{EntityId, EntityKind};
use crate::text::morphology::proclitics::noun_stem;

use super::super::annotated::AnnotatedText;
use super::super::lexicon::conjugate::Gender;
use super::super::lexicon::{Lexicon, WordList};
use super::super::roles::office;
use super::super::unlisted_names;
use super::reference::{is_kind, is_near};
use super::{MOST_HOLDERS, Registry, SpeakerIdentity};

/// Paragraphs at the head of an article that may bring in a body without its name.
const INTRODUCTION: usize = 3;
/// Mentions that are looked back over for the person or body that a description may mean.
const PROTAGONIST: usize = 24;

impl Registry {
    /// Whether some name of the article is of that kind of body.
    pub(super) fn is_kind_of_any(&self, kind: &str) -> bool {
        self.profiles
            .values()
            .any(|profile| profile.kinds.iter().any(|known| known == kind))
    }

    /// The body that a headline or a first line brings in without its name («مرصد حقوقي يحذر»): the
    /// only one of that kind in the article.
    pub(super) fn introduced(
        &self,
        text: &AnnotatedText<'_>,
        lexicon: &Lexicon,
        words: &Range<usize>,
        head: &str,
    ) -> Option<EntityId> {
        let early = text.words.get(words.start)?.paragraph < INTRODUCTION;
        if !early || words.len() > 2 || !lexicon.has(WordList::Bodies, head) {
            return None;
        }
        let mut of_kind = self
            .profiles
            .iter()
            .filter(|(_, profile)| profile.kinds.iter().any(|kind| kind == head))
            .map(|(id, _)| *id);
        let only = of_kind.next()?;
        of_kind.next().is_none().then_some(only)
    }

    /// Whose «بيان» speaks where no owner is named with it: whose it was before, or whoever spoke last
    /// in the paragraph or the one before.
    ///
    /// Only for papers that are somebody's own statement: a study or a report may be a new one.
    pub(super) fn statement(
        &self,
        text: &AnnotatedText<'_>,
        lexicon: &Lexicon,
        words: &Range<usize>,
        recent: &[SpeakerIdentity],
    ) -> Option<SpeakerIdentity> {
        let head = noun_stem(text.key(words.start));
        let own = matches!(
            head,
            "بيان"
                | "رساله"
                | "بلاغ"
                | "برقيه"
                | "خطاب"
                | "تغريده"
                | "منشور"
                | "تدوينه"
                | "كلمه"
        );
        let owned = |at: usize| text.named(at).is_some() || lexicon.speaks(text.key(at));
        if !own || words.len() > 3 || words.clone().skip(1).any(owned) {
            return None;
        }
        if let Some(owner) = self.papers.get(head) {
            return Some(*owner);
        }
        let last = recent.last().copied()?;
        match last {
            SpeakerIdentity::Entity(_) => is_near(text, last, words.start).then_some(last),
            SpeakerIdentity::Unnamed(index) => {
                let one = self.unnamed.get(index)?;
                let paragraph = |at: usize| text.words.get(at).map_or(0, |word| word.paragraph);
                let near = paragraph(one.words.start) + 1 >= paragraph(words.start);
                let paper = matches!(
                    noun_stem(text.key(one.words.start)),
                    "بيان" | "رساله" | "تقرير"
                );
                (near && !paper).then_some(last)
            }
        }
    }

    /// Whoever spoke last, where the words say that he is meant again («الهيئة المذكورة», «المصدر ذاته»).
    ///
    /// Of bodies one that is an entity. «المصدر» is whoever spoke last where the article has no «مصدر» of its own.
    pub(super) fn same_again(
        &self,
        text: &AnnotatedText<'_>,
        lexicon: &Lexicon,
        words: &Range<usize>,
        recent: &[SpeakerIdentity],
    ) -> Option<SpeakerIdentity> {
        let again = |at: usize| {
            matches!(
                text.key(at),
                "ذاته"
                    | "ذاتها"
                    | "نفسه"
                    | "نفسها"
                    | "عينه"
                    | "عينها"
                    | "المذكور"
                    | "المذكوره"
                    | "المعني"
                    | "المعنيه"
            )
        };
        let before = words
            .start
            .checked_sub(1)
            .is_some_and(|at| matches!(text.key(at), "نفس" | "ذات"));
        let marked = before || (words.start + 1..words.end.min(words.start + 4)).any(again);
        let last = recent.last().copied()?;
        let head = text.key(words.start);
        let alone = words.len() == 1 && unlisted_names::has_article(head);
        if (marked || alone) && noun_stem(head) == "مصدر" && !self.heads.contains_key("مصدر")
        {
            return Some(last);
        }
        let fits = marked
            && lexicon.knows(WordList::Bodies, text.key(words.start))
            && matches!(last, SpeakerIdentity::Entity(_))
            && !is_kind(text, last, EntityKind::Person);
        fits.then_some(last)
    }

    /// The person whom a title or epithet means that the article gives to nobody: the last one
    /// mentioned before it, or else the first one behind it, near by.
    ///
    /// Of the gender of the noun, and none with a role of the same head noun: that role would have
    /// fitted.
    pub(super) fn protagonist(
        &self,
        text: &AnnotatedText<'_>,
        words: &Range<usize>,
        gender: Gender,
    ) -> Option<SpeakerIdentity> {
        let head = office(noun_stem(text.key(words.start)));
        let holders = self.offices.get(&head).map_or(&[][..], Vec::as_slice);
        let fits = |id: &EntityId| {
            let who = SpeakerIdentity::Entity(*id);
            is_kind(text, who, EntityKind::Person)
                && self.gender(who).is_none_or(|known| known == gender)
                && !holders
                    .iter()
                    .take(MOST_HOLDERS)
                    .any(|&role| self.roles[role].id == *id)
        };
        let paragraph = text.words.get(words.start)?.paragraph;
        let near = |id: &EntityId| is_near(text, SpeakerIdentity::Entity(*id), words.start);
        let before = text
            .mentions_before(words.start)
            .take(PROTAGONIST)
            .find(|id| fits(id) && near(id));
        before
            .or_else(|| {
                (words.end..text.words.len())
                    .take_while(|&at| text.words[at].paragraph <= paragraph + 1)
                    .filter_map(|at| text.person(at).filter(|named| named.first == at))
                    .map(|named| named.id)
                    .take(1)
                    .find(|id| fits(id))
            })
            .map(SpeakerIdentity::Entity)
    }

    /// The body that «الشركة» means where no name in the article says that it is one: the last
    /// organization that spoke or was mentioned and that is not known to be of another kind.
    pub(super) fn body_of_unknown_kind(
        &self,
        text: &AnnotatedText<'_>,
        lexicon: &Lexicon,
        words: &Range<usize>,
        recent: &[SpeakerIdentity],
    ) -> Option<EntityId> {
        let key = text.key(words.start);
        let head = noun_stem(key);
        let one_of_many = matches!(
            head,
            "وزاره"
                | "حكومه"
                | "شرطه"
                | "سلطات"
                | "محكمه"
                | "لجنه"
                | "جيش"
                | "دوله"
                | "قوات"
                | "نيابه"
                | "جهات"
                | "اجهزه"
                | "مدينه"
                | "بلديه"
                | "دول"
                | "قضاء"
        );
        if words.len() > 2
            || one_of_many
            || !unlisted_names::has_article(key)
            || !lexicon.knows(WordList::Bodies, key)
            || lexicon.knows(WordList::Plurals, key)
        {
            return None;
        }
        let other = |kind: &String| {
            kind != head && lexicon.has(WordList::Bodies, kind) && !are_alike(kind, head)
        };
        let fits = |id: EntityId| {
            is_kind(text, SpeakerIdentity::Entity(id), EntityKind::Organization)
                && !self.is_descriptive(id)
                && !self
                    .profiles
                    .get(&id)
                    .is_some_and(|profile| profile.kinds.iter().any(other))
        };
        let spoke = recent.iter().rev().find_map(|who| match who {
            SpeakerIdentity::Entity(id) if fits(*id) => Some(*id),
            SpeakerIdentity::Entity(_) | SpeakerIdentity::Unnamed(_) => None,
        });
        let near = |id: EntityId| is_near(text, SpeakerIdentity::Entity(id), words.start);
        spoke.or_else(|| {
            text.mentions_before(words.start)
                .take(PROTAGONIST)
                .find(|id| fits(*id) && near(*id))
        })
    }
}

/// Nouns for bodies of one kind: what the name calls itself, and what the text may call it.
const ALIKE: [&[&str]; 5] = [
    &["شركه", "خطوط", "مجموعه", "مؤسسه", "مصنع", "دار"],
    &["صحيفه", "جريده", "مجله", "موقع"],
    &["قناه", "محطه", "فضائيه", "تلفزيون", "شبكه", "اذاعه"],
    &["منظمه", "جمعيه", "رابطه", "مؤسسه", "هيئه", "مرصد"],
    &["حزب", "حركه", "تيار", "جبهه", "جماعه", "تنظيم"],
];

/// Whether two nouns may stand for one body.
fn are_alike(one: &str, other: &str) -> bool {
    ALIKE
        .iter()
        .any(|nouns| nouns.contains(&one) && nouns.contains(&other))
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn the_same_source_is_who_spoke_last() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}. وأفاد المصدر ذاته بأن {i P:العمل جار}. وأكد المصدر أن {i P:المال كاف}.",
        );
        check(
            "قال مصدر أمني إن {i مصدر:البرنامج مستمر}. وقال [P:سامر خليل] إن {i P:المال كاف}. وأفاد المصدر ذاته بأن {i مصدر:العمل جار}.",
        );
    }
}
