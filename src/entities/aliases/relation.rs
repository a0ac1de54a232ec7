//! Two forms of one kind → whether the first can be a short form or another spelling of the second.
//!
//! The rules are strict where a wrong join would attribute one person's words to another, and each looks
//! at the words of two names alone. What an article makes of them (two people that fit, an ambiguous
//! surname) is decided in [`aliases`](super).

use super::super::EntityKind;
use super::super::gazetteers::GazetteerList;
use super::super::mentions::TaggedName;
use super::forms::{NameForm, NamePart};
use super::spelling::sounds_alike;
use crate::text::Document;

/// Whether `short` can stand for what `long` names.
///
/// Both are of one kind. Forms of as many words must agree word by word, so that the relation
/// goes both ways there: فيكتور مالنيوف and فيكتور ملانيوف, whichever comes first.
pub(super) fn may_be_short_for(short: &NameForm, long: &NameForm) -> bool {
    let (a, b) = (short.parts.as_slice(), long.parts.as_slice());
    if a.is_empty() || a.len() > b.len() {
        return false;
    }
    if a.len() == b.len() {
        return respelt(a, b);
    }
    match short.kind {
        EntityKind::Person => person(a, b),
        EntityKind::Place => place(a, b),
        EntityKind::Organization => organization(a, b),
    }
}

/// Whether two words are the same: the same letters, or alike in sound and not both common.
/// Two common words that differ in a letter are two names.
fn same(a: &NamePart, b: &NamePart) -> bool {
    // What looks like the article of one may be letters of the name, swapped: أبليازوف، ألبيازوف.
    let with_article = || a.definite != b.definite && sounds_alike(&a.whole(), &b.whole());
    a.letters == b.letters
        || (!(a.common && b.common) && (sounds_alike(&a.letters, &b.letters) || with_article()))
}

/// Word by word the same, some in another spelling.
fn respelt(a: &[NamePart], b: &[NamePart]) -> bool {
    a.iter().zip(b).all(|(a, b)| same(a, b))
}

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
const GENERIC_PLACES: [&str; 14] = [
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
];

/// مدينة زرقان is زرقان; but جنوب زرقان is a part of it and another place, and so a single word
/// is never taken for the beginning of a longer name.
fn place(a: &[NamePart], b: &[NamePart]) -> bool {
    let generic = GENERIC_PLACES.contains(&b[0].letters.as_str()) && respelt_if_long(a, &b[1..]);
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
        // The first word of a foreign company's name stands for it.
        return !b[0].common && !head && same(&a[0], &b[0]);
    }
    respelt(a, &b[..a.len()])
        || respelt(a, &b[b.len() - a.len()..])
        || (same(&a[0], &b[0]) && within(a, b) && a.len() >= 3)
}

/// Whether `second` follows `first` in brackets or quotation marks as another name for it.
///
/// هيئة تنظيم الموانئ (همم), شركة سواعد القابضة - «سواعد». The first name has two words or more
/// and the second three at most: the long name is explained by the short. A dash alone is no
/// definition, since it separates two names more often. The closing bracket is not checked.
pub(super) fn defines(document: &Document<'_>, first: &TaggedName, second: &TaggedName) -> bool {
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
