//! Two forms of one kind → whether the first can be a short form or another spelling of the second.
//!
//! The rules are strict where a wrong join would attribute one person's words to another, and each looks
//! at the words of two names alone. What an article makes of them (two people that fit, an ambiguous
//! surname) is decided in [`aliases`](super).

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::EntityKind;
use super::super::gazetteers::GazetteerList;
use super::super::mentions::TaggedName;
use super::forms::{NameForm, NamePart, part};
use super::spelling::sounds_alike;
use crate::text::Document;
use crate::text::morphology::inflection::is_nisba;
use crate::text::orthography::is_letter;

/// Whether `short` can stand for what `long` names.
///
/// Both are of one kind. Forms of as many words must agree word by word, so that the relation
/// goes both ways there: فيكتور مالنيوف and فيكتور ملانيوف, whichever comes first.
pub(super) fn may_be_short_for(short: &NameForm, long: &NameForm) -> bool {
    let (a, b) = (short.parts.as_slice(), long.parts.as_slice());
    if a.is_empty() || a.len() > b.len() {
        return false;
    }
    if a.len() == b.len() && respelt(a, b) {
        return true;
    }
    if short.kind == EntityKind::Organization && reordered(a, b) {
        return true;
    }
    if a.len() == b.len() {
        return short.kind == EntityKind::Person && (by_vowels(a, b) || swapped(a, b));
    }
    match short.kind {
        EntityKind::Person => person(a, b),
        EntityKind::Place => place(a, b),
        EntityKind::Organization => organization(a, b),
    }
}

/// Whether two words are the same: the same letters, or alike in sound and not both common.
/// Two common words that differ in a letter are two names, and so are a given name and the adjective made of it
/// (سليمان, سليماني).
fn same(a: &NamePart, b: &NamePart) -> bool {
    let is_nisba_of = |a: &NamePart, b: &NamePart| {
        a.is(GazetteerList::Given) && b.letters.strip_suffix('ي') == Some(a.letters.as_str())
    };
    if is_nisba_of(a, b) || is_nisba_of(b, a) {
        return false;
    }
    // What looks like the article of one may be letters of the name, swapped: أبليازوف، ألبيازوف.
    let with_article = || a.definite != b.definite && sounds_alike(&a.whole(), &b.whole());
    a.letters == b.letters
        || (!(a.common && b.common) && (sounds_alike(&a.letters, &b.letters) || with_article()))
}

/// Word by word the same, some in another spelling.
fn respelt(a: &[NamePart], b: &[NamePart]) -> bool {
    a.iter().zip(b).all(|(a, b)| same(a, b))
}

/// People of as many names who differ in the long vowels of one, which is no given name: إدريس الكيسي, إدريس
/// الكايسي.
fn by_vowels(a: &[NamePart], b: &[NamePart]) -> bool {
    let mut other = a.iter().zip(b).filter(|(a, b)| !same(a, b));
    let (Some((a, b)), None) = (other.next(), other.next()) else {
        return false;
    };
    let is_given = a.is(GazetteerList::Given) || b.is(GazetteerList::Given);
    let vowel = |c: &char| matches!(c, 'ا' | 'و' | 'ي');
    let bones = |part: &NamePart| {
        part.letters
            .chars()
            .filter(|c| !vowel(c))
            .collect::<String>()
    };
    let lengths = a
        .letters
        .chars()
        .count()
        .abs_diff(b.letters.chars().count());
    !is_given && a.letters.chars().count() >= 4 && lengths <= 1 && bones(a) == bones(b)
}

/// A given name and a surname in the order of registers: مراد ضيف, ضيف مراد. Of two given names the order counts
/// (علي محمد, محمد علي).
fn swapped(a: &[NamePart], b: &[NamePart]) -> bool {
    let both_given = a.iter().all(|part| part.is(GazetteerList::Given));
    a.len() == 2 && !both_given && a[0].letters == b[1].letters && a[1].letters == b[0].letters
}

/// Words inside the name of a body that a short form leaves out, in folded letters.
static WEAK_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let lines = include_str!("../data/weak-words.txt").lines().skip(1);
    lines.map(|line| part(line).letters).collect()
});

/// The words of a body's name in alphabetical order, weak ones and what is written onto them left out:
/// منظمة التجارة العالمية and المنظمة العالمية للتجارة have the same.
fn core(parts: &[NamePart]) -> Vec<&str> {
    let mut core: Vec<&str> = parts
        .iter()
        .enumerate()
        .map(|(at, part)| {
            if at == 0 {
                part.letters.as_str()
            } else {
                bare(part)
            }
        })
        .filter(|letters| !WEAK_WORDS.contains(*letters))
        .collect();
    core.sort_unstable();
    core
}

/// A word inside a name without و, and without ل or ب and the article: والأمن and الأمن, للتجارة and التجارة.
fn bare(part: &NamePart) -> &str {
    let letters = part.letters.as_str();
    let behind = |(front, least): (&str, usize)| {
        let rest = letters.strip_prefix(front)?;
        rest.chars().nth(least - 1).is_some().then_some(rest)
    };
    let fronts = [("وال", 3), ("لل", 3), ("بال", 3), ("ل", 5)];
    fronts.into_iter().find_map(behind).unwrap_or(letters)
}

/// Whether two names of bodies have the same words but for order and weak ones; two words at least, of which
/// one is not the head.
fn reordered(a: &[NamePart], b: &[NamePart]) -> bool {
    if a.len().min(b.len()) < 2 || b.len() > MOST_COMPARED_WORDS {
        return false;
    }
    let (a, b) = (core(a), core(b));
    a.len() >= 2 && a == b
}

/// Most words of a name that is compared without regard to order.
const MOST_COMPARED_WORDS: usize = 12;

/// Whether the words of `a` stand in `b` in their order, with any others between.
fn within(a: &[NamePart], b: &[NamePart]) -> bool {
    let mut rest = b.iter();
    a.iter().all(|part| rest.any(|other| same(part, other)))
}

/// A given name, a surname, or some of the names with the first or the last among them.
///
/// Of رامي بن سعد الدوسكي these are short forms: رامي, الدوسكي, رامي الدوسكي, سعد الدوسكي.
/// سعد alone is not: it is his father's name, and more often another man's own.
fn person(a: &[NamePart], b: &[NamePart]) -> bool {
    let first = same(&a[0], &b[0]);
    let last = same(&a[a.len() - 1], &b[b.len() - 1]);
    (first || last) && within(a, b)
}

/// Words before a place's name that may be left out without changing the place.
/// In folded letters, as parts have them (مدينه for مدينة).
const GENERIC_PLACES: [&str; 16] = [
    "مدينه",
    "محافظه",
    "منطقه",
    "ولايه",
    "اقليم",
    "مقاطعه",
    "قريه",
    "بلده",
    "جمهوريه",
    "دوله",
    "مملكه",
    "سلطنه",
    "جزيره",
    "قطاع",
    "جبل",
    "قاعده",
];

/// مدينة زرقان is زرقان; but جنوب زرقان is a part of it and another place, and so a single word
/// is never taken for the beginning of a longer name.
fn place(a: &[NamePart], b: &[NamePart]) -> bool {
    let generic = GENERIC_PLACES.contains(&b[0].letters.as_str())
        && respelt_if_long(a, &b[1..])
        // جبل لبنان is no short form of the country's name.
        && !(matches!(b[0].letters.as_str(), "جبل" | "قاعده") && a[0].is(GazetteerList::Country));
    // شبه جزيرة القرم, قناة السويس الجديدة: the name with more after it.
    generic || (a.len() >= 2 && respelt(a, &b[..a.len()]))
}

/// [`respelt`] for names of as many words.
fn respelt_if_long(a: &[NamePart], b: &[NamePart]) -> bool {
    a.len() == b.len() && respelt(a, b)
}

/// A head word left out, the front or the end of the name, or three of its words and more.
///
/// Of حزب الفجر الجديد: الفجر الجديد and حزب الفجر, but neither حزب, which is a word for any
/// party, nor الجديد. وزارة المياه الساحلية and وزارة المياه المارونية do not fit each other;
/// وزارة المياه fits both and is ambiguous.
fn organization(a: &[NamePart], b: &[NamePart]) -> bool {
    let head = b[0].is(GazetteerList::Head);
    // حزب العدالة → العدالة: the head word left out.
    if head && respelt_if_long(a, &b[1..]) {
        return true;
    }
    if a.len() == 1 {
        // The first word of a foreign company's name stands for it, the last of a club's (يونايتد); and a name with the article for itself
        // with a nationality behind it (الكونغرس الأميركي).
        let is_foreign = !b[0].common && !head && !b[0].letters.is_ascii();
        let of_club = b.len() == 2
            && CLUB_ENDS.contains(&a[0].letters.as_str())
            && a[0].letters == b[1].letters;
        let with_origin = b.len() == 2 && a[0].definite && !head && is_origin(&b[1]);
        return of_club || (is_foreign || with_origin) && same(&a[0], &b[0]);
    }
    // الجيش السوري الحر → الجيش الحر: a word in the middle left out.
    let is_adjective = |part: &NamePart| part.definite;
    if a.len() == 2
        && b.len() == 3
        && b[1..].iter().all(is_adjective)
        && b[0].definite
        && same(&a[0], &b[0])
        && same(&a[1], &b[2])
    {
        return true;
    }
    respelt(a, &b[..a.len()])
        // جمعية الهلال الأحمر الفلسطيني → الهلال الأحمر
        || (head && respelt(a, &b[1..=a.len()]))
        || respelt(a, &b[b.len() - a.len()..])
        || (same(&a[0], &b[0]) && within(a, b) && a.len() >= 3)
}

/// Last words of foreign clubs that stand for the club, in folded letters (مانشستر يونايتد).
const CLUB_ENDS: [&str; 8] = [
    "يونايتد",
    "سيتي",
    "فيلا",
    "هوتسبير",
    "روفرز",
    "رينجرز",
    "سيلتيك",
    "جونيورز",
];

/// Whether a word is an adjective of origin with the article.
fn is_origin(part: &NamePart) -> bool {
    part.definite && is_nisba(&part.letters)
}

/// Whether `second` follows `first` in brackets or quotation marks as another name for it.
///
/// هيئة تنظيم الموانئ (همم), شركة سواعد القابضة - «سواعد». The first name has two words or more
/// and the second three at most: the long name is explained by the short. A dash alone is no
/// definition, since it separates two names more often. The closing bracket is not checked.
pub(super) fn defines(document: &Document<'_>, first: &TaggedName, second: &TaggedName) -> bool {
    if is_latin_form(document, first, second) {
        return true;
    }
    if first.kind != EntityKind::Organization
        || second.kind != EntityKind::Organization
        || first.tokens.len() < 2
    {
        return false;
    }
    let between = first.tokens.end..second.tokens.start;
    if between.is_empty() || between.len() > 2 || second.tokens.len() > 3 {
        return false;
    }
    between.clone().all(|at| {
        matches!(
            document.word(at),
            "(" | "\"" | "\u{AB}" | "\u{201C}" | "[" | "-"
        )
    }) && between.clone().any(|at| document.word(at) != "-")
}

/// Whether `second` is the form of `first` in Latin letters, in brackets behind it: سام ألتمان (Sam Altman).
fn is_latin_form(document: &Document<'_>, first: &TaggedName, second: &TaggedName) -> bool {
    let between = first.tokens.end..second.tokens.start;
    let is_latin = |name: &TaggedName| {
        name.span
            .of(document.text)
            .starts_with(|c: char| c.is_alphabetic() && !is_letter(c))
    };
    first.kind == second.kind
        && (1..=2).contains(&between.len())
        && document.word(between.end - 1) == "("
        && document.word(second.tokens.end) == ")"
        && is_latin(second)
        && !is_latin(first)
}
