//! Entities whose name is a description («الصحيفة الأميركية») → the body that is meant.
//!
//! A list of names takes such words for a name of their own. The body that spoke last, or was mentioned last, and
//! is of that kind is meant by them; where there is none, they stay the entity that they were taken for.

use std::collections::HashSet;
use std::ops::Range;

use crate::entities::{Entities, EntityId, EntityKind};
use crate::text::morphology::inflection::is_nisba;
use crate::text::morphology::proclitics::noun_stem;
use crate::text::orthography::fold;

use super::super::annotated::AnnotatedText;
use super::super::lexicon::Lexicon;
use super::super::unlisted_names;
use super::{Registry, SpeakerIdentity};

/// Whether a noun, as a stem, is one of those that are never a name with the article and an adjective of origin alone.
///
/// «الحكومة المصرية», «الجامعة العربية» are names; these are not.
fn is_kind_of_body(stem: &str) -> bool {
    matches!(
        stem,
        "صحيفه"
            | "جريده"
            | "مجله"
            | "وكاله"
            | "قناه"
            | "محطه"
            | "اذاعه"
            | "شبكه"
            | "موقع"
            | "شركه"
            | "مجموعه"
            | "مؤسسه"
            | "منظمه"
    )
}

/// The organizations whose whole name is such a noun, with an adjective of origin or without one.
pub(super) fn names(entities: &Entities) -> HashSet<EntityId> {
    let describes = |name: &str| {
        let name = fold(name);
        let mut words = name.split_whitespace();
        let head = words.next().unwrap_or_default();
        let second = words.next();
        let origin = second.is_none_or(|word| {
            let stem = noun_stem(word);
            unlisted_names::has_article(word)
                && (is_nisba(stem) || stem.strip_suffix('ه').is_some_and(is_nisba))
        });
        unlisted_names::has_article(head)
            && is_kind_of_body(noun_stem(head))
            && origin
            && words.next().is_none()
    };
    let list = entities.list.iter().enumerate();
    list.filter(|(_, one)| one.kind == EntityKind::Organization && describes(&one.name))
        .map(|(index, _)| EntityId(index))
        .collect()
}

impl Registry {
    /// The body that a definite noun means, by its kind or as the only body that it can mean.
    pub(in crate::quotes) fn body_meant(
        &self,
        text: &AnnotatedText<'_>,
        lexicon: &Lexicon,
        words: &Range<usize>,
        recent: &[SpeakerIdentity],
    ) -> Option<EntityId> {
        let head = noun_stem(text.key(words.start));
        self.body(text, words, head, recent)
            .or_else(|| self.body_of_unknown_kind(text, lexicon, words, recent))
    }

    /// Whether an entity's name is a description.
    pub(in crate::quotes) fn is_descriptive(&self, id: EntityId) -> bool {
        self.descriptive.contains(&id)
    }
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn a_description_taken_for_a_name_is_the_body_it_describes() {
        check(
            "ذكرت صحيفة «[O:الفجر]» أن {i O:البرنامج مستمر}.¶وقالت [O2:الصحيفة الأميركية] إن {i O:العمل جار}.",
        );
        check("وقالت [O2:الصحيفة الأميركية] إن {i O2:العمل جار}.");
    }
}
