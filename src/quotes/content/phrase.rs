//! A [`Cue`] → the noun phrase behind it that says what was called for, announced or denied.
//!
//! Behind the verb's preposition, or as its object: a verbal noun by its list or its shape, any noun for the
//! verbs that take one.

use crate::text::morphology::proclitics::{self, without_article};

use super::super::CueClass;
use super::super::annotated::AnnotatedText;
use super::super::cue::Cue;
use super::super::grammar;
use super::super::lexicon::conjugate::Form;
use super::super::lexicon::{CueEntry, Lexicon, WordList};
use super::{Content, FARTHEST_WEAK, FoundContent};

/// Words between a verb and an object that only its place shows.
const FARTHEST_OBJECT: usize = 14;

/// A noun phrase as content: behind the verb's preposition, or its object.
pub(super) fn phrase(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    cue: &Cue,
    entry: &CueEntry,
    to: usize,
) -> Option<FoundContent> {
    let to = to.min(cue.end + FARTHEST_WEAK);
    let government = &entry.government;
    let none = government.prepositions.is_empty() && !government.object;
    if none || lacks_complement(text, lexicon, cue) {
        return None;
    }
    let mut at = cue.end;
    let mut guess = None;
    while at < to {
        if let Some(pair) = text.opens[at] {
            at = text.pairs[pair].close + 1;
            continue;
        }
        if text.raw(at) == "." || at > cue.end && grammar::that_at(text, at) {
            break;
        }
        if let Some(end) = text.bracket_end(at) {
            at = end;
            continue;
        }
        if let Some(found) = behind_preposition(text, lexicon, entry, at) {
            return Some(found);
        }
        // «وكشف استطلاع أن»: a paper right behind its verb speaks.
        let speaks = at == cue.end
            && cue.is_finite()
            && grammar::in_list(text, lexicon, WordList::Papers, at);
        let object = government.object
            && !speaks
            && !hides_name(text, at)
            && (is_denied(text, entry, cue, at)
                || is_object(text, lexicon, at, cue.end)
                || at == cue.end && is_plain_object(text, lexicon, cue, at));
        if object {
            return Some(FoundContent {
                content: Content::Phrase {
                    start: at,
                    clitic: 0,
                },
                marker: at,
            });
        }
        let verbal = cue.is_finite() || cue.is_participle();
        guess = guess.or_else(|| any_noun(text, lexicon, entry, at).filter(|_| verbal));
        at += 1;
    }
    guess
}

/// Whether «ما …», «أي …» behind a verb that denies is what is denied (نفى ما أشيع، ينفي أي دور).
fn is_denied(text: &AnnotatedText<'_>, entry: &CueEntry, cue: &Cue, at: usize) -> bool {
    at > cue.end && entry.class == CueClass::Deny && matches!(text.key(at), "ما" | "اي" | "ايه")
}

/// Any noun behind ب of a verb that calls or threatens, where no verbal noun is found.
///
/// The last way out («هدد بالعقاب»), and only for classes whose ب brings the content.
fn any_noun(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    entry: &CueEntry,
    at: usize,
) -> Option<FoundContent> {
    let key = text.key(at);
    let rest = key.strip_prefix('ب')?;
    let calls = entry
        .government
        .prepositions
        .iter()
        .any(|preposition| preposition == "ب")
        && matches!(
            entry.class,
            CueClass::Call | CueClass::Claim | CueClass::Warn | CueClass::Announce
        );
    let lists = [
        WordList::Bodies,
        WordList::People,
        WordList::Plurals,
        WordList::Contents,
        WordList::Papers,
        WordList::Works,
    ];
    let noun = without_article(rest, 0).unwrap_or(rest);
    let own =
        lists.iter().any(|list| lexicon.knows(*list, key)) || lexicon.has(WordList::Fixed, noun);
    let fits = calls && !own && noun.chars().count() >= 3 && text.named(at).is_none();
    fits.then(|| FoundContent {
        content: Content::Phrase {
            start: at,
            clitic: 'ب'.len_utf8(),
        },
        marker: at,
    })
}

/// Whether a noun names nobody who says it: «واجه اتهامات بـ», unlike «اتهامات الوزارة بـ» and «اتهامه بـ».
fn lacks_complement(text: &AnnotatedText<'_>, lexicon: &Lexicon, cue: &Cue) -> bool {
    let complement = text.named(cue.end).is_some() || lexicon.speaks(text.key(cue.end));
    let noun = cue.sense().filter(|sense| sense.form == Form::Noun);
    noun.is_some_and(|noun| !noun.object) && !complement
}

/// Whether a speaker asks at a word to stay unnamed (طلب عدم ذكر اسمه).
fn hides_name(text: &AnnotatedText<'_>, at: usize) -> bool {
    text.key(at) == "عدم" && matches!(text.key(at + 1), "ذكر" | "الكشف" | "كشف" | "نشر")
}

/// Any indefinite noun as the object of a verb that announces, denies, expects or asks for it, where neither a verbal noun
/// nor a clause is found (أعلنت الوزارة إجراءات جديدة, تنفي ادعاءات كاذبة).
///
/// Behind the verb's subject, whose last word is a name or has the article, so that the noun is no adjective of it; or right
/// behind the verb where the subject stands in front.
pub(super) fn any_object(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    cue: &Cue,
    entry: &CueEntry,
    to: usize,
) -> Option<FoundContent> {
    let asks = matches!(entry.lemma.as_str(), "طلب" | "اقترح" | "تمني" | "اشترط");
    let class = matches!(
        entry.class,
        CueClass::Announce | CueClass::Deny | CueClass::Judge | CueClass::Stress
    );
    let takes = entry.government.object && (asks || class) && cue.is_finite();
    let ends = |at: &usize| !text.is_mark(*at) || text.is_comma(*at);
    let start = (cue.end..to.min(cue.end + FARTHEST_OBJECT))
        .take_while(ends)
        .find(|&at| {
            takes
                && !hides_name(text, at)
                && is_indefinite(text, lexicon, at)
                && is_free(text, lexicon, cue, at)
        })?;
    Some(FoundContent {
        content: Content::Phrase { start, clitic: 0 },
        marker: start,
    })
}

/// Whether the noun at `at` can be the object of the verb, by what stands in front of it.
fn is_free(text: &AnnotatedText<'_>, lexicon: &Lexicon, cue: &Cue, at: usize) -> bool {
    let noun = |before: usize| {
        text.named(before)
            .is_some_and(|named| named.end == before + 1)
            || text.key(before).starts_with("ال") && !grammar::is_particle(text, lexicon, before)
    };
    if at > cue.end {
        let before = at - 1;
        return noun(before) || text.is_comma(before) && noun(before - 1);
    }
    let front = cue.at.checked_sub(1).is_some_and(|front| {
        text.words[front].kind == crate::text::TokenKind::Arabic
            && text.words[front].paragraph == text.words[cue.at].paragraph
            && grammar::is_nominal(text, lexicon, front)
    });
    front && !cue.joined
}

/// Whether a word is an indefinite noun that names nobody: no name, no noun for one who speaks, no particle, verb of
/// saying, adverb or number.
fn is_indefinite(text: &AnnotatedText<'_>, lexicon: &Lexicon, at: usize) -> bool {
    let arabic = text
        .words
        .get(at)
        .is_some_and(|word| word.kind == crate::text::TokenKind::Arabic);
    let key = text.key(at);
    let article = key.starts_with("ال") && !grammar::begins_with_own_alef_lam(key);
    let plain = arabic && !article && key.chars().count() > 3 && text.named(at).is_none();
    plain
        && grammar::is_nominal(text, lexicon, at)
        && !key.starts_with('و')
        && !key.ends_with("ون")
        && !lexicon.speaks(key)
        && lexicon.senses(key).is_empty()
        && !grammar::is_determiner(key)
        && !grammar::is_same(key)
        && !matches!(
            key,
            "غالبا" | "باسم" | "نفسه" | "نفسها" | "ذاته" | "ذاتها" | "ايضا"
        )
        && !grammar::is_quantity(key)
        && !grammar::in_list(text, lexicon, WordList::Adverbs, at)
        && !grammar::has_preposition(text, lexicon, at)
}

fn behind_preposition(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    entry: &CueEntry,
    at: usize,
) -> Option<FoundContent> {
    let key = text.key(at);
    for preposition in &entry.government.prepositions {
        if key == preposition {
            let start = at + 1;
            let noun = takes(text, lexicon, entry, start);
            return noun.then_some(FoundContent {
                content: Content::Phrase { start, clitic: 0 },
                marker: at,
            });
        }
        if preposition.chars().count() == 1 {
            let letter: Vec<char> = preposition.chars().collect();
            let Some(rest) = proclitics::behind_preposition(key, &letter) else {
                continue;
            };
            let whole = text.named(at).is_none()
                && content_word(lexicon, rest)
                && !lexicon.has(WordList::Contents, key);
            if whole && !lexicon.has(WordList::Fixed, rest) {
                let clitic = text.raw(at).chars().next().map_or(0, char::len_utf8);
                return Some(FoundContent {
                    content: Content::Phrase { start: at, clitic },
                    marker: at,
                });
            }
        }
    }
    None
}

fn content_word(lexicon: &Lexicon, stem: &str) -> bool {
    lexicon.knows(WordList::Contents, stem) || grammar::is_masdar(stem)
}

/// Whether the noun behind a cue's preposition can be what was span.
fn takes(text: &AnnotatedText<'_>, lexicon: &Lexicon, entry: &CueEntry, start: usize) -> bool {
    // «أعرب عن اعتقاده أن …»: the clause is the content.
    let believes = entry.government.any_noun && grammar::that_at(text, start + 1);
    if believes
        || grammar::that_at(text, start)
        || text.named(start).is_some()
        || text.is_mark(start) && text.opens[start].is_none()
    {
        return false;
    }
    let calls = matches!(
        entry.class,
        CueClass::Call | CueClass::Warn | CueClass::Announce
    );
    let points = entry.government.any_noun
        && text
            .words
            .get(start)
            .is_some_and(|word| word.kind == crate::text::TokenKind::Arabic)
        && !grammar::is_particle(text, lexicon, start);
    let announced = entry.class != CueClass::Announce || !text.key(start).starts_with("ال");
    calls && announced
        || points
        || grammar::is_content_noun(text, lexicon, start, false)
        || !entry.government.scare && text.opens.get(start).copied().flatten().is_some()
}

/// Whether any noun right behind a cue is its object: a participle has no subject of its own (مؤكدا المضي قدما),
/// and an indefinite noun in the construct that names nobody is none (أكد صلابة الموقف).
fn is_plain_object(text: &AnnotatedText<'_>, lexicon: &Lexicon, cue: &Cue, at: usize) -> bool {
    let arabic = text
        .words
        .get(at)
        .is_some_and(|word| word.kind == crate::text::TokenKind::Arabic);
    if !arabic || !grammar::is_nominal(text, lexicon, at) || text.named(at).is_some() {
        return false;
    }
    let speaks = [
        WordList::People,
        WordList::Plurals,
        WordList::Bodies,
        WordList::Papers,
    ]
    .iter()
    .any(|list| grammar::in_list(text, lexicon, *list, at));
    if cue.is_participle() {
        return !speaks && !lexicon.knows(WordList::Works, text.key(at));
    }
    let key = text.key(at);
    let construct = text.key(at + 1).starts_with("ال") && text.named(at + 1).is_none();
    let plain = !key.starts_with("ال") && !key.ends_with("ون") && key.chars().count() > 2;
    !speaks && construct && plain && cue.joined && !grammar::is_determiner(key)
}

/// Whether a verbal noun at `at` is the object of the cue that ends at `from`.
fn is_object(text: &AnnotatedText<'_>, lexicon: &Lexicon, at: usize, from: usize) -> bool {
    let key = text.key(at);
    if key.starts_with('و') && !lexicon.has(WordList::Contents, key) {
        return false;
    }
    let after_name = at > from && text.named(at - 1).is_some_and(|named| named.end == at);
    let definite = after_name
        && text
            .key(at)
            .strip_prefix("ال")
            .is_some_and(grammar::is_masdar);
    if !definite && !grammar::is_content_noun(text, lexicon, at, false) {
        return false;
    }
    if at == from {
        return true;
    }
    let before = at - 1;
    if matches!(
        text.key(before),
        "المقرر" | "المزمع" | "المتوقع" | "المنتظر" | "المقترح"
    ) || text.key(at) == "بناء" && text.key(at + 1) == "علي"
    {
        return false;
    }
    let after_article = text.key(before).starts_with("ال")
        && (!text.key(at).starts_with("ال") || grammar::begins_with_own_alef_lam(text.key(at)));
    let free = text.is_comma(before)
        || text.is_mark(before) && matches!(text.raw(before), "»" | "\"" | "”" | ")")
        || grammar::in_list(text, lexicon, WordList::Adverbs, before)
        || matches!(
            text.key(before),
            "عليها"
                | "عليه"
                | "فيها"
                | "فيه"
                | "له"
                | "لها"
                | "بها"
                | "به"
                | "عنه"
                | "عنها"
        );
    (after_name || after_article || free) && !grammar::has_preposition(text, lexicon, at)
}
