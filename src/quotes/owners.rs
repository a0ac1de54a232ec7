//! A noun for a body or a paper → the entity that it names or belongs to: صحيفة «X», تقرير لشركة X,
//! استطلاع أجراه معهد X.
//!
//! It reads the words behind the noun alone, and knows nobody who spoke. Whose «التقرير» is where no name stands
//! with it is looked up at the paper's earlier mentions.

use std::ops::Range;

use crate::entities::{EntityId, EntityKind};
use crate::text::morphology::proclitics::noun_stem;

use super::annotated::{AnnotatedText, MentionRef};
use super::grammar;
use super::lexicon::{Lexicon, WordList};
use super::unlisted_names;

/// Words between a paper and the verb that tells who made it, at most.
const AUTHOR: usize = 9;
/// Words that are looked back over for an earlier mention of a paper.
const EARLIER: usize = 600;
/// Words of a noun phrase whose head is a paper, at most.
const PHRASE: usize = 14;

/// The body that a generic noun names: صحيفة «X», تقرير لشركة X.
///
/// «صحيفة «الفجر»» is الفجر. A paper may have its body further off («دراسة حديثة لشركة
/// ميزان»); a preposition with a pronoun shows a relative clause, whose body is another's.
/// A person never counts: «تقرير سامر خليل» is his own.
pub(super) fn generic_body(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    head: usize,
    to: usize,
) -> Option<MentionRef> {
    let body = grammar::in_list(text, lexicon, WordList::Bodies, head);
    // مصادر are people, though they are listed among papers.
    let paper = grammar::in_list(text, lexicon, WordList::Papers, head)
        && noun_stem(text.key(head)) != "مصادر";
    if !body && !paper {
        return None;
    }
    if paper && let Some(author) = author(text, lexicon, head, to) {
        return Some(author);
    }
    let reach = if paper { 7 } else { 4 };
    let mut at = head + 1;
    while at < to.min(head + reach) {
        if let Some(named) = text.named(at).filter(|named| named.first == at) {
            let person = text.person(at).is_some();
            let nisba = body && named.clitic > 0;
            // «حكومة ميرانيا» is not the country.
            let government = matches!(
                noun_stem(text.key(head)),
                "حكومه" | "سلطات" | "اداره" | "مكتب"
            ) && text.kind(named.id) == Some(EntityKind::Place);
            let own = paper && at == head + 1 && named.clitic == 0;
            let fits = (!person || own) && !nisba && !government;
            return (fits && (paper || at <= head + 2)).then_some(named);
        }
        let key = text.key(at);
        let particle = grammar::is_particle(text, lexicon, at);
        // «تقرير أمرت به الحكومة», «الإحصائية التي اطلعت عليها الصحيفة» are not hers.
        let clause = grammar::is_relative(key) || particle && key.ends_with(['ه', 'ا']);
        if body && particle
            || clause
            || matches!(key, "حول" | "بشان" | "في" | "الي")
            || text.is_comma(at)
        {
            return None;
        }
        at += 1;
    }
    None
}

/// Who made a paper, where a verb with a pronoun says so (استطلاع أجراه معهد «ميزان»).
fn author(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    head: usize,
    to: usize,
) -> Option<MentionRef> {
    let verb = (head + 1..to.min(head + AUTHOR))
        .find(|&at| lexicon.has(WordList::Makers, text.key(at)) && text.words[at].pair.is_none())?;
    (verb + 1..text.words.len().min(verb + 4))
        .take_while(|&at| !text.is_comma(at) && !grammar::governs_next(text, lexicon, at))
        .find_map(|at| text.named(at).filter(|named| named.first == at))
}

/// Whose paper a definite noun means («التقرير»), by an earlier mention of it in the text.
///
/// The latest mention that a name stands with; else, where the paper is brought in without the article, the
/// first person or organization of that sentence («وقدم سامر خليل دراسة عن السدود»).
pub(super) fn owner_of_earlier(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    words: &Range<usize>,
) -> Option<EntityId> {
    let head = noun_stem(text.key(words.start));
    let lowest = words.start.saturating_sub(EARLIER);
    let earlier = || {
        (lowest..words.start).rev().filter(|&at| {
            text.named(at).is_none()
                && noun_stem(text.key(at)).trim_start_matches(['و', 'ل', 'ب']) == head
        })
    };
    let to = |at: usize| text.words.len().min(at + PHRASE).min(words.start);
    let named = earlier().find_map(|at| generic_body(text, lexicon, at, to(at)));
    named.map(|named| named.id).or_else(|| {
        let first = earlier().next_back()?;
        if unlisted_names::has_article(text.key(first)) {
            return None;
        }
        let index = text
            .sentences
            .partition_point(|sentence| sentence.end <= first);
        let sentence = text.sentences.get(index)?;
        (sentence.start..first).find_map(|at| {
            let named = text.named(at).filter(|named| named.first == at)?;
            let free = !grammar::governs(text, at, named.clitic);
            (free && text.kind(named.id) != Some(EntityKind::Place)).then_some(named.id)
        })
    })
}
