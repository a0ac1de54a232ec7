//! The words of an unnamed speaker → the name among them, where no entity was
//! found: «وزيرة العدل سلمى نور» is shown as سلمى نور.
//!
//! A guess for the eye, made only behind a title: two to four words that are in
//! no list and without an article, behind a word that has one.
//!
//! It makes no entity and marks nothing in the text: the name is shown in the pane, and its
//! last word lets the registry know the speaker again («وقالت نور»). What it takes for a name
//! may be an adjective that no list holds.

use std::ops::Range;

use crate::text::TokenKind;

use super::annotated::AnnotatedText;
use super::grammar;
use super::lexicon::{Lexicon, WordList};
use crate::text::morphology::proclitics::readings;

/// Words of a name.
///
/// One word alone may be an adjective; longer runs are no name.
const NAME: Range<usize> = 2..5;

/// The name among the words of a title.
///
/// The change from article to none shows the border: in «وزيرة العدل سلمى نور» the title's
/// last word has it. «مدير مركز سامر» shows no border, so nothing is taken.
pub(super) fn behind_title(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    words: &Range<usize>,
) -> Option<Range<usize>> {
    if !lexicon.knows(WordList::People, text.key(words.start)) {
        return None;
    }
    let start = (words.start + 1..words.end).find(|&at| {
        has_article(text.key(at - 1)) && !has_article(text.key(at)) && is_free(text, lexicon, at)
    })?;
    let end = (start + 1..words.end)
        .find(|&at| !is_free(text, lexicon, at))
        .unwrap_or(words.end);
    NAME.contains(&(end - start)).then_some(start..end)
}

/// Whether a word has the article, a conjunction in front of it or not.
///
/// At least two letters must follow ال, and the family of والد is not و with ال.
pub(super) fn has_article(key: &str) -> bool {
    // والد has no article behind a و.
    let parent = matches!(
        key,
        "والد"
            | "والده"
            | "والدها"
            | "والدهم"
            | "والدته"
            | "والدتها"
            | "والدتهم"
            | "والدي"
    );
    !parent && readings(key).any(|word| word.starts_with("ال") && word.chars().count() > 3)
}

/// The name in marks behind a noun for a body, or for a paper that bears its maker's name (استطلاع «ميزان»).
///
/// A study's own title («دراسة «المدن الجديدة»») begins with the article and is not its
/// maker. Behind a body five words pass, behind a paper two.
pub(super) fn in_marks(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    words: &Range<usize>,
) -> Option<Range<usize>> {
    let pair = text.opens.get(words.start + 1).copied().flatten()?;
    let inside = text.inside(pair);
    let key = text.key(words.start);
    let key = key
        .strip_prefix('ل')
        .filter(|rest| lexicon.knows(WordList::Bodies, rest))
        .unwrap_or(key);
    let maker = readings(key).any(|word| {
        matches!(
            word,
            "تقرير" | "استطلاع" | "دراسه" | "مسح" | "احصاءات" | "بيانات" | "ارقام"
        )
    });
    let title = !maker || has_article(text.key(inside.start));
    let body = lexicon.knows(WordList::Bodies, key);
    let short = inside.len() <= if body { NAME.end } else { NAME.start };
    // «منظمة «الفجر» الحقوقية»
    let whole = words.end == inside.end + 1 || body && words.end > inside.end;
    (whole && short && (body || !title)).then_some(inside)
}

/// Whether words look like a person's name that was not found: two to four that are in no list,
/// without an article, or a kunya (أم سامر).
///
/// A kunya's second word may have the article («أبو الخير»); its own أم or أبو is in no list.
/// A word that ل or ب begins is left out, though لبنى is a name: most are prepositions.
pub(super) fn looks_like_one(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    words: &Range<usize>,
) -> bool {
    let clitic = text.key(words.start).starts_with(['ل', 'ب']);
    let kunya = matches!(text.key(words.start), "ام" | "ابو" | "ابي");
    !clitic
        && NAME.contains(&words.len())
        && words.clone().skip(usize::from(kunya)).all(|at| {
            is_free(text, lexicon, at)
                && (kunya || !has_article(text.key(at)))
                && !grammar::is_determiner(text.key(at))
        })
}

/// Whether a word can be part of a name: Arabic, and none that the lists know.
///
/// Words of an entity are not free: they have a name already.
pub(super) fn is_free(text: &AnnotatedText<'_>, lexicon: &Lexicon, at: usize) -> bool {
    let key = text.key(at);
    let arabic = text.words[at].kind == TokenKind::Arabic && text.named(at).is_none();
    let listed = lexicon.speaks(key)
        || lexicon.knows(WordList::Contents, key)
        || lexicon.knows(WordList::Works, key);
    arabic
        && !listed
        && !grammar::is_particle(text, lexicon, at)
        && !grammar::in_list(text, lexicon, WordList::Adverbs, at)
        && !grammar::has_preposition(text, lexicon, at)
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::{find, parse};

    fn name(line: &str) -> String {
        find(&parse(line)).speakers[0].name.clone()
    }

    #[test]
    fn a_name_behind_its_title() {
        assert_eq!(name("وقالت وزيرة العدل سلمى نور إن العمل جار."), "سلمى نور");
        assert_eq!(
            name("وقال الدكتور سامر خليل مدير المركز إن العمل جار."),
            "سامر خليل"
        );
    }

    #[test]
    fn a_name_in_marks() {
        assert_eq!(name("وكشف استطلاع «ميزان» أن العمل جار."), "ميزان");
        assert_eq!(name("وقالت صحيفة «ميزان» إن العمل جار."), "ميزان");
        assert_eq!(
            name("وقالت قناة ميزان التابعة للحزب إن العمل جار."),
            "قناة ميزان"
        );
        assert_eq!(
            name("وذكر بيان من مكتب [P:خليل] أن العمل جار."),
            "بيان من مكتب خليل"
        );
    }

    #[test]
    fn a_title_alone_stays() {
        assert_eq!(name("وقال وزير العدل إن العمل جار."), "وزير العدل");
        assert_eq!(
            name("وقال مسؤول أمني كبير إن العمل جار."),
            "مسؤول أمني كبير"
        );
    }
}
