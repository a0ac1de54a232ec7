//! Small questions about single words of a [`AnnotatedText`]: is it أن, a preposition,
//! a noun that can be a subject, a verbal noun.
//!
//! These are questions about letters and lists, not about meaning: a word that is
//! in no list is taken for a noun that cannot speak. Keys are folded (أ is ا, ى is ي,
//! ة is ه), so where the written letter matters the raw word is asked.
//!
//! Nothing here looks further than two words. A question that needs a sense of the sentence
//! (is this noun the subject?) is put together from these by its asker.

use super::annotated::AnnotatedText;
use super::lexicon::{Lexicon, WordList};
use crate::text::TokenKind;
use crate::text::morphology::inflection::without_pronoun;
use crate::text::morphology::proclitics::{readings, without_article, without_conjunction};

/// Whether the word is إن/أن, with a preposition or pronoun written onto it (بأن, أنه, بأنها, فإن).
///
/// Folding makes أن, إن, ان and آن one key; [`that_at`] also asks the written word.
pub(super) fn is_that(key: &str) -> bool {
    let stem = key.strip_prefix(['ب', 'ف']).unwrap_or(key);
    stem.strip_prefix("ان").is_some_and(|suffix| {
        matches!(
            suffix,
            "" | "ه" | "ها" | "هم" | "هما" | "هن" | "ني" | "نا" | "ي"
        )
    })
}

/// Whether a word of the text is أن or إن and not آن (a time).
pub(super) fn that_at(text: &AnnotatedText<'_>, at: usize) -> bool {
    is_that(text.key(at)) && text.named(at).is_none() && !text.raw(at).starts_with('آ')
}

/// The bytes of أنّ or إنّ that a lost blank glued to the next word («أنّروسيا»), if so.
///
/// Only with its shadda, and not before a pronoun: أنّب and أنّى are words of their own.
pub(super) fn glued_that(text: &AnnotatedText<'_>, at: usize) -> Option<usize> {
    let raw = text.raw(at);
    let start = ["أنّ", "إنّ", "بأنّ"]
        .into_iter()
        .find(|that| raw.starts_with(that))?;
    let rest = raw.get(start.len()..)?;
    let letters = rest.chars().filter(|c| c.is_alphabetic()).count();
    (letters >= 4 && !is_that(text.key(at))).then_some(start.len())
}

/// Whether the word is a relative pronoun.
///
/// ما and من are left out: they are questions, negations and prepositions far more often.
pub(super) fn is_relative(key: &str) -> bool {
    matches!(key, "الذي" | "التي" | "الذين" | "ممن" | "اللذين" | "اللذان")
}

/// Whether the word is a noun for one who can speak, a preposition ل on it taken off (وفقا لمصدر, للوزارة).
pub(super) fn speaks_behind(lexicon: &Lexicon, key: &str) -> bool {
    let stem = key
        .strip_prefix('ل')
        .map(|rest| rest.strip_prefix('ل').unwrap_or(rest));
    lexicon.speaks(key) || stem.is_some_and(|stem| lexicon.speaks(stem))
}

/// Whether the word is و with أن (وأن, وأنه).
///
/// It goes on with an earlier أن («قال إن المال كاف وأن العمل جار»), so it opens no content of
/// a verb that stands between.
pub(super) fn is_and_that(key: &str) -> bool {
    key.strip_prefix('و').is_some_and(is_that)
}

/// The word without the conjunction, where what is left is a word of a list.
pub(super) fn in_list(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    list: WordList,
    at: usize,
) -> bool {
    lexicon.knows(list, text.key(at))
}

/// Whether the word is a preposition or particle, a conjunction in front of it taken off.
///
/// The list holds more than the grammar's prepositions: all that begins a phrase of its own
/// and so ends the noun phrase before it (عندما, ذلك, كان).
pub(super) fn is_particle(text: &AnnotatedText<'_>, lexicon: &Lexicon, at: usize) -> bool {
    let key = text.key(at);
    if is_ali(text, at) {
        return false;
    }
    // أمام, folded like إمام
    if key == "امام" && !text.raw(at).starts_with('إ') {
        return true;
    }
    lexicon.has(WordList::Prepositions, key)
        || without_conjunction(key, 0).is_some_and(|rest| lexicon.has(WordList::Prepositions, rest))
}

/// Whether the word governs the noun behind it: a particle, but none that is complete in itself (عنه, ذلك, كان).
///
/// «في المدينة سامر»: في governs what follows; «فيها سامر»: فيها does not, and سامر is free.
pub(super) fn governs_next(text: &AnnotatedText<'_>, lexicon: &Lexicon, at: usize) -> bool {
    let key = text.key(at);
    let joined = without_conjunction(key, 0);
    let free = lexicon.has(WordList::Free, key)
        || joined.is_some_and(|rest| lexicon.has(WordList::Free, rest));
    !free && is_particle(text, lexicon, at)
}

/// Whether علي is the name: behind a comma or a title, in a text that writes على with ى.
///
/// Many texts write على without dots below; there the two cannot be told apart and على is
/// what is meant.
fn is_ali(text: &AnnotatedText<'_>, at: usize) -> bool {
    let front = |before: usize| text.is_comma(before) || text.key(before).starts_with("ال");
    text.writes_maqsura && text.raw(at) == "علي" && at.checked_sub(1).is_some_and(front)
}

/// Whether a preposition of one letter is written onto the word (لوكالة, للصحافيين, بالرياض, لـ).
///
/// For a name the entities stage knows where it begins, and that is used. For another
/// word the first letter is taken for a preposition unless a list holds the whole word:
/// لجنة and بلدية keep their letters, لمدينة does not.
pub(super) fn has_preposition(text: &AnnotatedText<'_>, lexicon: &Lexicon, at: usize) -> bool {
    let key = text.key(at);
    let key = key
        .strip_prefix('و')
        .filter(|rest| rest.starts_with(['ل', 'ب']))
        .unwrap_or(key);
    if let Some(named) = text.named(at).filter(|named| named.first == at) {
        let inside = key.strip_prefix('ل').is_some_and(|rest| {
            !lexicon.knows(WordList::Bodies, key) && lexicon.knows(WordList::Bodies, rest)
        });
        return named.clitic > 0 && governs(text, at, named.clitic) || inside;
    }
    if matches!(key, "ل" | "ب" | "ك" | "لل" | "بال")
        || key.starts_with("لل") && key.chars().count() > 4
        || key.starts_with("بال") && key.chars().count() > 4
    {
        return true;
    }
    let known = |word: &str| {
        [
            WordList::People,
            WordList::Plurals,
            WordList::Bodies,
            WordList::Papers,
            WordList::Works,
            WordList::Contents,
        ]
        .iter()
        .any(|list| lexicon.knows(*list, word))
    };
    if known(key) || is_determiner(key) {
        return false;
    }
    // No noun that can speak begins with ل or ب but those of the lists.
    key.strip_prefix(['ل', 'ب'])
        .is_some_and(|rest| rest.chars().count() > 2)
        || key
            .strip_prefix('ك')
            .is_some_and(|rest| rest.chars().count() > 2 && known(rest))
}

/// Whether the letters in front of a name hold a preposition and not و or ف alone.
///
/// `clitic` is in bytes of the raw word, as in [`super::annotated::MentionRef`].
pub(super) fn governs(text: &AnnotatedText<'_>, at: usize, clitic: usize) -> bool {
    text.raw(at)
        .get(..clitic)
        .is_some_and(|front| front.contains(['ل', 'ب', 'ك']))
}

/// Whether the noun phrase that ends with the name at `at` is governed: by a preposition («مع وزير
/// الخارجية فلان») or by a verbal noun («للقاء الرئيس السوري فلان»).
///
/// Back over the title in front of the name: nouns for persons and bodies, words with the article, places.
pub(super) fn phrase_is_governed(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    at: usize,
    from: usize,
) -> bool {
    let mut head = at;
    while head > from && at - head < 8 {
        if governs_next(text, lexicon, head - 1) {
            return true;
        }
        let before = head - 1;
        let key = text.key(before);
        let named = text.named(before).is_some();
        let title = named
            || in_list(text, lexicon, WordList::People, before)
            || in_list(text, lexicon, WordList::Bodies, before)
            || key.starts_with("ال") && key.chars().count() > 3;
        if !title || text.is_mark(before) {
            break;
        }
        if has_preposition(text, lexicon, before) {
            return true;
        }
        head = before;
    }
    let Some(before) = head
        .checked_sub(1)
        .filter(|&before| before >= from && head < at)
    else {
        return false;
    };
    text.named(before).is_none()
        && !text.is_mark(before)
        && (has_preposition(text, lexicon, before)
            || lexicon.has(WordList::Contents, text.key(before)))
}

/// Whether the word stands in front of the noun that is meant (أحد المسؤولين, ذات المصدر).
///
/// Such a word heads its noun phrase without saying who speaks: «وقال أحد السكان» has a
/// subject whose noun comes second, and «أحد» shows the gender and number.
pub(super) fn is_determiner(key: &str) -> bool {
    matches!(
        key,
        "احد"
            | "احدي"
            | "كل"
            | "جميع"
            | "معظم"
            | "بعض"
            | "بعضهم"
            | "اغلب"
            | "غالبيه"
            | "هؤلاء"
            | "كلا"
            | "احدهم"
            | "احداهن"
            | "احدهما"
            | "اخر"
            | "اخري"
            | "الاخر"
            | "الاخري"
            | "الثاني"
            | "الثانيه"
            | "الثالث"
            | "بضعه"
            | "عده"
    ) || is_count(key)
        || is_same(key)
}

/// Whether the word is a number from three to ten (ثلاثة مسؤولين).
pub(super) fn is_count(key: &str) -> bool {
    let stem = without_article(key, 0).unwrap_or(key);
    let stem = stem.strip_suffix('ه').unwrap_or(stem);
    matches!(
        stem,
        "ثلاث" | "اربع" | "خمس" | "ست" | "سبع" | "ثماني" | "تسع" | "عشر"
    )
}

/// Whether the word counts those behind it (عدد من, العديد من).
///
/// It asks for من behind it, which would else end the noun phrase («عدد من السكان»).
pub(super) fn is_quantity(key: &str) -> bool {
    let stem = without_article(key, 0).unwrap_or(key);
    matches!(
        stem,
        "عدد"
            | "كثير"
            | "عديد"
            | "مجموعه"
            | "مئات"
            | "عشرات"
            | "الاف"
            | "اكثر"
            | "فريق"
            | "وفد"
            | "قله"
            | "جمع"
            | "لفيف"
    )
}

/// Whether the word only points at the noun behind it (ذات المصدر, هذا المسؤول).
pub(super) fn is_same(key: &str) -> bool {
    matches!(key, "ذات" | "نفس" | "هذا" | "هذه")
}

/// Whether the word can be the head of a subject: a noun or name that no preposition governs.
///
/// It says what the word is not: no particle, no preposition, no أن, no adverb. A verb passes,
/// since no list holds all verbs; callers look only where a noun must stand. An opening mark
/// passes for what it encloses.
pub(super) fn is_nominal(text: &AnnotatedText<'_>, lexicon: &Lexicon, at: usize) -> bool {
    let Some(word) = text.words.get(at) else {
        return false;
    };
    match word.kind {
        TokenKind::Mark => text.opens.get(at).copied().flatten().is_some(),
        // «قال 3 شهود»
        TokenKind::Number => in_list(text, lexicon, WordList::Plurals, at + 1),
        TokenKind::Foreign => true,
        TokenKind::Arabic => {
            let named = word.named.is_some_and(|named| named.first == at);
            let key = text.key(at);
            (named
                || is_determiner(key)
                || !is_particle(text, lexicon, at) && key.chars().count() > 1)
                && !has_preposition(text, lexicon, at)
                && !is_that(key)
                && !is_and_that(key)
                // «الفجر», «المساء» are newspapers, too.
                && (named || !in_list(text, lexicon, WordList::Adverbs, at))
        }
    }
}

/// Whether the word is a verbal noun that can be what was said (ضرورة, تأجيل, رفضهما); `strict` asks for one from the list.
///
/// «أعلن سامر تأجيل اللقاء»: تأجيل is what was announced. By the list, or by the shape of a
/// verbal noun; the list is needed for those of the first form (رفض, دعم), which have no
/// shape of their own. A noun with the article counts only where a list holds it.
pub(super) fn is_content_noun(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    at: usize,
    strict: bool,
) -> bool {
    if text.named(at).is_some()
        || text
            .words
            .get(at)
            .is_none_or(|word| word.kind != TokenKind::Arabic)
    {
        return false;
    }
    let key = text.key(at);
    let stem = strip_pronoun(key);
    let listed = readings(key).any(|word| {
        lexicon.has(WordList::Contents, word)
            || lexicon.has(WordList::Contents, strip_pronoun(word))
            || word
                .strip_suffix('ا')
                .is_some_and(|cut| lexicon.has(WordList::Contents, cut))
            || strip_pronoun(word)
                .strip_suffix('ت')
                .is_some_and(|cut| lexicon.has(WordList::Contents, &format!("{cut}ه")))
    });
    let other = [
        WordList::People,
        WordList::Plurals,
        WordList::Bodies,
        WordList::Prepositions,
        WordList::Adverbs,
    ]
    .iter()
    .any(|list| in_list(text, lexicon, *list, at));
    listed
        || !strict
            && !other
            && (!key.starts_with("ال") || begins_with_own_alef_lam(key))
            && has_masdar_shape(stem)
}

/// Whether a folded stem has the shape of a verbal noun, a pronoun on it taken off.
pub(super) fn is_masdar(stem: &str) -> bool {
    has_masdar_shape(strip_pronoun(stem))
}

/// Whether the word is a noun for one who speaks, with a pronoun written onto it (زميله, زوجته, محاميها).
///
/// «وقالت زوجته إن …»: no list holds زوجته. The ة of a woman's noun is ت in front of a pronoun.
pub(super) fn belongs_to_speaker(text: &AnnotatedText<'_>, lexicon: &Lexicon, at: usize) -> bool {
    let key = text.key(at);
    // محامية is no «his lawyer».
    if key.starts_with("ال") || text.raw(at).ends_with('ة') {
        return false;
    }
    let stem = strip_pronoun(key);
    let listed = |stem: &str| {
        [WordList::People, WordList::Plurals]
            .iter()
            .any(|list| lexicon.knows(*list, stem))
    };
    let woman = |stem: &str| {
        stem.strip_suffix('ت')
            .is_some_and(|cut| listed(&format!("{cut}ه")))
    };
    stem.len() < key.len() && (listed(stem) || woman(stem))
}

/// The longest pronoun that leaves three letters; a word that merely ends so (وجه) is cut,
/// too, so callers look the rest up in a list.
fn strip_pronoun(key: &str) -> &str {
    without_pronoun(key)
        .map(|(stem, _)| stem)
        .filter(|stem| stem.chars().count() >= 3)
        .unwrap_or(key)
}

/// Whether a word begins with ا and ل of its own and not with the article: التزام, إلغاء.
pub(super) fn begins_with_own_alef_lam(key: &str) -> bool {
    let stem = strip_pronoun(key);
    let letters: Vec<char> = stem.chars().collect();
    let eighth_form = matches!(letters[..], ['ا', 'ل', 'ت', _, 'ا', _]);
    eighth_form || matches!(stem, "الغاء" | "الزام" | "الحاق" | "القاء" | "الهام")
}

/// Whether the letters have the shape of a verbal noun: تفعيل, إفعال, انفعال, افتعال, استفعال.
///
/// Forms II, IV, VI, VII, VIII and X of the verb. It is about letters alone: اقتصاد has the
/// shape of افتعال, too, though nobody says that he announced it.
fn has_masdar_shape(stem: &str) -> bool {
    let letters: Vec<char> = stem.chars().collect();
    match letters[..] {
        ['ت', _, _, 'ي', _] | ['ت', _, 'ا', _, _] | ['ا', _, _, 'ا', _] => true,
        ['ا', second, _, _, 'ا', _] => matches!(
            second,
            'ن' | 'ح'
                | 'ع'
                | 'ق'
                | 'ف'
                | 'ش'
                | 'ج'
                | 'خ'
                | 'ص'
                | 'ض'
                | 'س'
                | 'ر'
                | 'ك'
                | 'ل'
                | 'م'
                | 'ه'
                | 'ب'
                | 'غ'
                | 'ت'
        ),
        ['ا', 'س', 'ت', .., 'ا', _] => letters.len() >= 6,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn ali_is_a_name_where_ala_is_written_otherwise() {
        check("وشدد المدير العام، علي [P:خليل]، على أن {i P:البرنامج مستمر}.");
    }
}
