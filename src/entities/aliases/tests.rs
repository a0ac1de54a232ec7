//! Names marked in a text → the entities that they form.

use super::*;
use crate::entities::gazetteers::GazetteerList;
use crate::entities::lexicon::WordLexicon;
use crate::entities::{MentionEvidence, notation};
use crate::text;

/// Reads `[P:…] [L:…] [O:…]` out of a text and groups those names: `name = alias | alias; …`.
fn grouped(marked: &str) -> String {
    let (text, spans) = notation::unmarked(marked);
    let article = notation::article(text);
    let document = text::read(&article);
    let table = notation::lexicon(&[
        ("حزب", GazetteerList::Head),
        ("وزارة", GazetteerList::Head),
        ("هيئة", GazetteerList::Head),
        ("سمير", GazetteerList::Given),
        ("سامر", GazetteerList::Given),
    ]);
    let words = DocumentWords::new(&document, WordLexicon::new(&table).unwrap());
    let names: Vec<TaggedName> = spans
        .into_iter()
        .map(|(span, kind)| TaggedName {
            tokens: document.token_at(span.start)..document.token_at(span.end - 1) + 1,
            span,
            kind,
            evidence: MentionEvidence::Model,
        })
        .collect();
    let entities = group(&document, &words, &names);
    let shown: Vec<String> = entities
        .list
        .iter()
        .map(|entity| {
            format!(
                "{} = {} x{}",
                entity.name,
                entity.aliases.join(" | "),
                entity.mentions.len()
            )
        })
        .collect();
    shown.join("; ")
}

#[test]
fn a_surname_or_a_given_name_stands_for_the_full_name() {
    assert_eq!(
        grouped("قال [P:رامي بن سعد الدوسكي] ثم [P:الدوسكي] و[P:رامي الدوسكي] و[P:رامي]"),
        "رامي بن سعد الدوسكي = الدوسكي | رامي الدوسكي | رامي x4"
    );
}

#[test]
fn two_people_of_one_surname_stay_two_and_the_last_named_is_meant() {
    assert_eq!(
        grouped(
            "[P:نادر الحلوجي] و[P:منى الحلوجي] قالت [P:الحلوجي] ثم [P:نادر الحلوجي] و[P:الحلوجي]"
        ),
        "نادر الحلوجي = الحلوجي x3; منى الحلوجي = الحلوجي x2"
    );
    assert_eq!(
        grouped("[P:سمير قدري] و[P:سامر قدري]"),
        "سمير قدري =  x1; سامر قدري =  x1"
    );
}

#[test]
fn spellings_of_a_foreign_name_are_one() {
    assert_eq!(
        grouped("[P:فيكتور مالنيوف] و[P:ملانيوف]"),
        "فيكتور مالنيوف = ملانيوف x2"
    );
    assert_eq!(
        grouped("[P:عبد الله رجوي] و[P:عبدالله رجوي]"),
        "عبد الله رجوي = عبدالله رجوي x2"
    );
}

#[test]
fn a_person_and_a_place_of_one_name_stay_two() {
    assert_eq!(
        grouped("[P:علي القدسي] في [L:القدسي]"),
        "علي القدسي =  x1; القدسي =  x1"
    );
}

#[test]
fn an_organization_is_shortened() {
    assert_eq!(
        grouped("[O:حزب الفجر الجديد] ثم [O:الفجر الجديد]"),
        "حزب الفجر الجديد = الفجر الجديد x2"
    );
    assert_eq!(
        grouped("[O:وزارة المياه المارونية] و[O:وزارة المياه] و[O:وزارة المياه الساحلية]"),
        "وزارة المياه المارونية = وزارة المياه x2; وزارة المياه الساحلية =  x1"
    );
    assert_eq!(
        grouped("[O:هيئة تنظيم الموانئ] (\"[O:همم]\") ثم [O:همم]"),
        "هيئة تنظيم الموانئ = همم x3"
    );
}

#[test]
fn another_spelling_of_a_surname_goes_to_the_full_name() {
    assert_eq!(
        grouped("[P:مراد تورغالييف] و[P:تروغالييف] و[P:تورغالييف] و[P:تروغالييف]"),
        "مراد تورغالييف = تروغالييف | تورغالييف x4"
    );
    // What reads as an article is none.
    assert_eq!(
        grouped("[P:مراد أبلينوخف] و[P:أبلينوخف] و[P:ألبينوخف]"),
        "مراد أبلينوخف = أبلينوخف | ألبينوخف x3"
    );
}

#[test]
fn places_keep_their_parts_apart() {
    assert_eq!(
        grouped("[L:جنوب زرقان] و[L:زرقان] و[L:مدينة زرقان]"),
        "جنوب زرقان =  x1; مدينة زرقان = زرقان x2"
    );
    assert_eq!(
        grouped("[L:المملكة المتحدة] و[L:بريطانيا]"),
        "المملكة المتحدة = بريطانيا x2"
    );
}
