//! Gender, number and definiteness of nouns and names, by their letters, the
//! lists and the words around them.
//!
//! Written Arabic leaves the vowels out, so this is about endings: ة and ات for women, lists
//! for what endings do not show. Where nothing shows it, a noun is masculine and a name has
//! no gender until a verb or a title tells it. First names are not looked up.

use std::ops::Range;

use crate::entities::EntityKind;
use crate::text::morphology::proclitics::noun_stem;

use super::super::annotated::{AnnotatedText, MentionRef};
use crate::text::morphology::inflection;

use super::super::grammar;
use super::super::lexicon::conjugate::{Agreement, Form, Gender, Number};
use super::super::lexicon::{CueSense, Lexicon, WordList};
use super::super::unlisted_names;
use crate::text::morphology::proclitics::readings;

/// Whether a noun phrase is definite: by article, by a name, or by a complement with one.
///
/// A noun in the construct has no article of its own: «وزير الصحة» is definite by its second
/// word, «مسؤول في الوزارة» passes, too, though grammar would not let it.
pub(super) fn is_definite(text: &AnnotatedText<'_>, words: &Range<usize>) -> bool {
    let article = |at: usize| unlisted_names::has_article(text.key(at));
    let second = words.start + 1;
    article(words.start)
        || second < words.end && (article(second) || text.named(second).is_some())
        || words
            .clone()
            .skip(1)
            .any(|at| text.named(at).is_some() || article(at))
}

/// Gender and number of a noun by its letters and the lists.
///
/// A count shows number («ثلاثة شهود»), a noun with a pronoun gender («زميلته»), a plural both.
/// Plurals for people count as masculine, those in ات, too: a plural verb is matched by number.
pub(in crate::quotes) fn agreement_of(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    at: usize,
) -> Agreement {
    let key = text.key(at);
    let plural = lexicon.knows(WordList::Plurals, key);
    // مصادر is no people and agrees like a woman.
    let own = grammar::belongs_to_speaker(text, lexicon, at);
    let (gender, number) = if grammar::is_count(key) {
        (Gender::Masculine, Number::Plural)
    } else if own && !plural {
        // زميله is a man, زميلته a woman.
        let woman = inflection::FEMININE_POSSESSED
            .iter()
            .any(|end| key.ends_with(end))
            && !matches!(noun_stem(key), "اخته" | "بنته");
        let gender = if woman || matches!(key, "امه" | "امها" | "امهم" | "اخته" | "اختها")
        {
            Gender::Feminine
        } else {
            Gender::Masculine
        };
        (gender, Number::Singular)
    } else if plural && noun_stem(key) == "مصادر" {
        (Gender::Feminine, Number::Singular)
    } else if plural && key.ends_with("ان") && !key.ends_with("سكان") {
        (Gender::Masculine, Number::Dual)
    } else if plural {
        (Gender::Masculine, Number::Plural)
    } else {
        (noun_gender(lexicon, key), Number::Singular)
    };
    Agreement { gender, number }
}

/// The gender of a noun by its ending; a plural for bodies (كتائب, شؤون) agrees like a woman.
pub(super) fn noun_gender(lexicon: &Lexicon, key: &str) -> Gender {
    let stem = noun_stem(key);
    if lexicon.has(WordList::Collectives, stem) {
        Gender::Feminine
    } else {
        inflection::noun_gender(stem)
    }
}

/// The gender that a title, a verb or the first word of a name shows.
///
/// In this order: a title right in front («الوزيرة سلمى»); for a place the list of masculine
/// ones, else feminine; the noun that a body's name begins with; the verb right in front
/// («قالت نور»); for a body the ة of its first word. A verb behind the name is not asked: it
/// may have another subject.
pub(super) fn gender_around(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    named: MentionRef,
) -> Option<Gender> {
    let kind = text.kind(named.id)?;
    let before = named.first.checked_sub(1).map_or("", |at| text.key(at));
    let first = text.key(named.first);
    match kind {
        EntityKind::Person if lexicon.knows(WordList::People, before) => {
            return Some(noun_gender(lexicon, before));
        }
        EntityKind::Place if lexicon.has(WordList::Masculine, noun_stem(first)) => {
            return Some(Gender::Masculine);
        }
        EntityKind::Place => return Some(Gender::Feminine),
        EntityKind::Organization if lexicon.knows(WordList::Bodies, first) => {
            return Some(noun_gender(lexicon, first));
        }
        EntityKind::Person | EntityKind::Organization => {}
    }
    let finite =
        |sense: &&CueSense| !sense.object && matches!(sense.form, Form::Past | Form::Present);
    let verb = readings(before)
        .flat_map(|word| lexicon.senses(word))
        .find(finite)
        .map(|sense| sense.agreement.gender);
    let ending = kind == EntityKind::Organization && first.ends_with('ه');
    verb.or(ending.then_some(Gender::Feminine))
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn whose_colleague_he_is_says_nothing_of_his_gender() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}. وقال زميله إن {i زميله:العمل جار}. وأضاف أن {i زميله:المال كاف}.",
        );
    }
}
