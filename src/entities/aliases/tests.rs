//! Names marked in a text → the entities that they form.

use super::*;
use crate::entities::gazetteers::GazetteerList;
use crate::entities::lexicon::WordLexicon;
use crate::entities::{MentionEvidence, mentions, notation};
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
        ("سليمان", GazetteerList::Given),
        ("إدريس", GazetteerList::Given),
        ("منظمة", GazetteerList::Head),
        ("حركة", GazetteerList::Head),
        ("جماعة", GazetteerList::Head),
    ]);
    let words = DocumentWords::new(&document, WordLexicon::new(&table).unwrap());
    let names: Vec<TaggedName> = spans
        .into_iter()
        .map(|(span, kind)| TaggedName {
            tokens: document.token_at(span.start)..document.token_at(span.end - 1) + 1,
            span,
            kind,
            evidence: MentionEvidence::Model,
            joined_article: mentions::begins_with_joined_article(&document, span),
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

#[test]
fn the_joined_article_makes_no_other_name() {
    assert_eq!(
        grouped("[O:الخارجية التركية] ثم ل[O:لخارجية التركية] و[O:الخارجية التركية]"),
        "الخارجية التركية =  x3"
    );
    assert_eq!(grouped("وصل ل[L:لكويت] ثم [L:الكويت]"), "الكويت =  x2");
}

#[test]
fn a_similar_surname_is_another_person() {
    assert_eq!(
        grouped("[P:هاني سليمان] و[P:قاسم سليماني] قال [P:سليمان] ثم [P:سليماني]"),
        "هاني سليمان = سليمان x2; قاسم سليماني = سليماني x2"
    );
    assert_eq!(
        grouped("[P:إدريس الكيسي] و[P:إدريس الكايسي]"),
        "إدريس الكايسي = إدريس الكيسي x2"
    );
}

#[test]
fn a_body_has_shorter_and_reordered_names() {
    for (marked, right) in [
        (
            "[O:الجيش السوري الحر] ثم [O:الجيش الحر]",
            "الجيش السوري الحر = الجيش الحر x2",
        ),
        (
            "[O:أمانة المنطقة الشمالية] ثم [O:أمانة الشمالية]",
            "أمانة المنطقة الشمالية = أمانة الشمالية x2",
        ),
        (
            "[O:منظمة البحار الدافئة] ثم [O:المنظمة الدافئة للبحار]",
            "المنظمة الدافئة للبحار = منظمة البحار الدافئة x2",
        ),
        (
            "[O:جماعة الحوثي] ثم [O:الحوثيون] ثم [O:الحوثيين]",
            "جماعة الحوثي = الحوثيون | الحوثيين x3",
        ),
        (
            "[O:فايننشال تايمز] ثم [O:الفايننشال تايمز]",
            "الفايننشال تايمز = فايننشال تايمز x2",
        ),
        ("[O:منظمة أوبك] ثم [O:الأوبك]", "منظمة أوبك = الأوبك x2"),
        (
            "[O:منظمة الصحة العالمية] ([O:WHO]) ثم [O:WHO]",
            "منظمة الصحة العالمية = WHO x3",
        ),
        (
            "[P:سام ألتمان] ([P:Sam Altman]) أمس",
            "سام ألتمان = Sam Altman x2",
        ),
    ] {
        assert_eq!(grouped(marked), right, "{marked}");
    }
}

#[test]
fn a_kunya_is_one_in_every_case() {
    assert_eq!(
        grouped("[P:أبو مازن] ثم [P:أبا مازن] ثم [P:أبي مازن]"),
        "أبو مازن = أبا مازن | أبي مازن x3"
    );
}

#[test]
fn a_compound_name_is_one_word_with_or_without_its_blank() {
    assert_eq!(
        grouped("[P:صفاء ناصرالدين] ثم [P:صفاء ناصر الدين] ثم [P:ناصر الدين]"),
        "صفاء ناصر الدين = صفاء ناصرالدين | ناصر الدين x3"
    );
}
