//! Names that were taken for places or bodies → persons, where a title says so:
//! «وقالت وزيرة العدل سلمى \[نور\] إن».
//!
//! Only in the place of a speaker, behind a reporting verb or من جهته and a title: there a
//! word without an article beside the name is no verb and no noun that the name
//! belongs to, but the rest of the name.
//!
//! The name is completed with the unlisted words beside it, two on each side at
//! most, and the entity is a person throughout the article from then on. Its
//! spans stay as the entities module found them; only the shown name grows.
//!
//! It runs once, before anything is read, and is the only place where this module corrects the
//! entities. It never takes a person for a place, and never makes an entity.

use std::ops::Range;

use crate::entities::EntityKind;

use super::annotated::{AnnotatedText, MentionRef};
use super::grammar;
use super::lexicon::conjugate::Form;
use super::lexicon::{Lexicon, WordList};
use super::unlisted_names;
use crate::text::morphology::proclitics::readings;

/// Words between a title and the name at most.
///
/// Between the title's head noun and the name its complement may stand.
const TITLE: usize = 14;
/// Words between a verb and its subject's title at most.
const ADJUNCTS: usize = 3;
/// Words of a name on one side of what was found of it.
///
/// A name grows by four words at most.
const SIDE: usize = 2;

/// Takes the entities for persons that a title shows to be persons; linear in the words.
pub(super) fn retype(text: &mut AnnotatedText<'_>, lexicon: &Lexicon) {
    let mut at = 0;
    while at < text.words.len() {
        let Some(named) = text.named(at).filter(|named| named.first == at) else {
            at += 1;
            continue;
        };
        at = named.end.max(at + 1);
        if let Some(name) = person(text, lexicon, named) {
            text.take_for_person(named.id, name);
        }
    }
}

/// The words of the whole name, where a mention is part of a person's.
///
/// All must hold: no clitic and no article on the mention; the mention is but a part of the
/// name; a word with the article, a comma or another entity closes the title in front of it;
/// the phrase is over behind it; a verb and a title lead to it.
fn person(text: &AnnotatedText<'_>, lexicon: &Lexicon, named: MentionRef) -> Option<Range<usize>> {
    let wrong = named.clitic == 0
        && text.kind(named.id) != Some(EntityKind::Person)
        && (named.first..named.end).all(|at| !unlisted_names::has_article(text.key(at)))
        && !lexicon.speaks(text.key(named.first));
    if !wrong {
        return None;
    }
    let free = |at: usize| {
        let anne = text.raw(at) == "آن" && text.named(at).is_none();
        let plain = unlisted_names::is_free(text, lexicon, at)
            && !unlisted_names::has_article(text.key(at));
        anne || plain && !is_side(text, at)
    };
    let start = (named.first.saturating_sub(SIDE)..named.first)
        .rev()
        .take_while(|&at| free(at))
        .last()
        .unwrap_or(named.first);
    let mut end = (named.end..text.words.len().min(named.end + SIDE))
        .take_while(|&at| free(at))
        .last()
        .map_or(named.end, |at| at + 1);
    if let Some(rest) = text.person(end).filter(|rest| rest.clitic == 0) {
        end = rest.end;
    }
    let before = start.checked_sub(1)?;
    let closed = unlisted_names::has_article(text.key(before))
        || text.is_comma(before)
        || text.named(before).is_some() && text.person(before).is_none();
    let whole = start < named.first || end > named.end;
    let over = text.is_mark(end)
        || grammar::that_at(text, end)
        || grammar::is_particle(text, lexicon, end)
        || grammar::in_list(text, lexicon, WordList::Adverbs, end);
    (whole && closed && over && behind_verb(text, lexicon, start)).then_some(start..end)
}

/// Words that lead to a place.
///
/// «شمال ميرانيا» is no person.
fn is_side(text: &AnnotatedText<'_>, at: usize) -> bool {
    matches!(
        text.key(at),
        "شمال"
            | "جنوب"
            | "شرق"
            | "غرب"
            | "شمالي"
            | "جنوبي"
            | "شرقي"
            | "غربي"
            | "وسط"
            | "قرب"
    )
}

/// Whether a title stands in front of a word, and a reporting verb in front of the title.
///
/// The first title behind the last boundary is the subject's; the verb, or من جهته, must stand
/// within [`ADJUNCTS`] words in front of it. An أن, a colon or a full stop is a boundary.
fn behind_verb(text: &AnnotatedText<'_>, lexicon: &Lexicon, name: usize) -> bool {
    let paragraph = text.words[name].paragraph;
    let verb = |at: usize| {
        text.named(at).is_none()
            && readings(text.key(at))
                .flat_map(|key| lexicon.senses(key))
                .any(|sense| matches!(sense.form, Form::Past | Form::Present) && !sense.object)
    };
    let lowest = name.saturating_sub(TITLE);
    let near = (lowest..name)
        .rev()
        .take_while(|&at| {
            text.words[at].paragraph == paragraph
                && !grammar::that_at(text, at)
                && !matches!(text.raw(at), ":" | "." | "؟" | "!")
        })
        .last()
        .unwrap_or(name);
    let Some(head) = (near..name).find(|&at| {
        text.named(at).is_none()
            && grammar::in_list(text, lexicon, WordList::People, at)
            && !grammar::has_preposition(text, lexicon, at)
    }) else {
        return false;
    };
    let cue_with_content = |at: usize| {
        matches!(
            text.key(at),
            "جهته"
                | "جهتها"
                | "جانبه"
                | "جانبها"
                | "ناحيته"
                | "ناحيتها"
                | "بدوره"
                | "بدورها"
        )
    };
    (head.saturating_sub(ADJUNCTS).max(near)..head).any(|at| verb(at) || cue_with_content(at))
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::{check, find, parse};

    #[test]
    fn a_title_makes_a_person_of_half_a_name() {
        check(
            "وقالت وزيرة العدل سلمى [L:نور] إن {i L:البرنامج مستمر}. وقالت [O:الفجر] إن {i O:المال كاف}. وأضافت [L:نور] أن {i L:العمل جار}.",
        );
        check("وصرح رئيس مركز الطفولة في [L2:ميرانيا] [L:سامر] خليل أن {i L:البرنامج مستمر}.");
        check("وذكرت رئيسة وحدة التعليم، سلمى [L:نور]، بأن {i L:البرنامج مستمر}.");
    }

    #[test]
    fn the_whole_name_is_shown() {
        let quotes = find(&parse("وقالت وزيرة العدل سلمى [L:نور] إن العمل جار."));
        assert_eq!(quotes.speakers[0].name, "سلمى نور");
    }

    #[test]
    fn two_halves_of_a_name_are_its_first() {
        check(
            "قال [P:نادر خليل] إن {i P:العمل جار}. وأعلن رئيس حكومة [L2:ميرانيا] [L:سامر] [P:خليل] أن {i L:البرنامج مستمر}.",
        );
    }

    #[test]
    fn a_place_stays_a_place() {
        check("وقال وزير خارجية [L:ميرانيا] إن {i وزير:البرنامج مستمر}.");
        check("وقال وزير العدل في [L:ميرانيا] إن {i وزير:البرنامج مستمر}.");
        check("وقال المدير الجديد غرب [L:ميرانيا] إن {i المدير:البرنامج مستمر}.");
    }
}
