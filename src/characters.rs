//! Sets of characters that several layers ask about: quotation marks, sentence ends, brackets,
//! bidi controls and invisible format characters.
//!
//! Each set stands here once, so that the layers agree on it. A layer that needs fewer members says
//! so where it asks, with the reason. Nothing here knows words or rewrites text, and what is removed
//! from an article at its border is decided by [`article`](crate::article).

use std::sync::LazyLock;

use unicode_normalization::char::{compose, decompose_compatible};

/// Which side of a quotation a mark stands on, by the character alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QuoteSide {
    /// « ‹ “ „ ‟ ‘ ‚ ‛
    Opening,
    /// » › ” ’
    Closing,
    /// `"`, `'` and ＂, which look alike on both sides.
    Either,
}

/// The shape of a quotation mark. The two marks of a quotation are mostly of one family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QuoteFamily {
    /// « »
    Guillemet,
    /// ‹ ›
    SingleGuillemet,
    /// “ ” „ ‟
    CurlyDouble,
    /// ‘ ’ ‚ ‛; ’ is also the apostrophe.
    CurlySingle,
    /// `"` and ＂
    StraightDouble,
    /// `'`, which is also the apostrophe.
    StraightSingle,
}

/// A quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct QuotationMark {
    /// The side that the character itself shows. Arabic texts use “ and ” on both sides, so a
    /// caller that can see the neighbours should ask them too.
    pub(crate) side: QuoteSide,
    /// Its shape.
    pub(crate) family: QuoteFamily,
}

/// What quotation mark `c` is; `None` for any other character.
///
/// The sides of the curly and angular marks are those of Unicode's general categories: Pi and Ps
/// open, Pf closes.
#[inline]
pub(crate) const fn quotation_mark(c: char) -> Option<QuotationMark> {
    use QuoteFamily::{
        CurlyDouble, CurlySingle, Guillemet, SingleGuillemet, StraightDouble, StraightSingle,
    };
    use QuoteSide::{Closing, Either, Opening};
    let (side, family) = match c {
        '\u{00AB}' => (Opening, Guillemet),
        '\u{00BB}' => (Closing, Guillemet),
        '\u{2039}' => (Opening, SingleGuillemet),
        '\u{203A}' => (Closing, SingleGuillemet),
        '\u{201C}' | '\u{201E}' | '\u{201F}' => (Opening, CurlyDouble),
        '\u{201D}' => (Closing, CurlyDouble),
        '\u{2018}' | '\u{201A}' | '\u{201B}' => (Opening, CurlySingle),
        '\u{2019}' => (Closing, CurlySingle),
        '"' | '\u{FF02}' => (Either, StraightDouble),
        '\'' => (Either, StraightSingle),
        _ => return None,
    };
    Some(QuotationMark { side, family })
}

/// Whether `c` ends a sentence where it is no part of a number, address or abbreviation: . ! ? ؟ … ۔
#[inline]
pub(crate) const fn is_sentence_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '\u{061F}' | '\u{2026}' | '\u{06D4}')
}

/// Whether `c` is ( [ or {.
#[inline]
pub(crate) const fn is_opening_bracket(c: char) -> bool {
    matches!(c, '(' | '[' | '{')
}

/// Whether `c` is ) ] or }.
#[inline]
pub(crate) const fn is_closing_bracket(c: char) -> bool {
    matches!(c, ')' | ']' | '}')
}

/// Whether `c` has Unicode's property `Bidi_Control`: ALM, LRM, RLM, embeddings, overrides, isolates.
#[inline]
pub(crate) const fn is_bidi_control(c: char) -> bool {
    matches!(
        c,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    )
}

/// Whether `c` is a format character that is not seen: the bidi controls, zero-width spaces and
/// joiners, the soft hyphen, the byte order mark, invisible operators and the deprecated format
/// characters U+206A–U+206F.
///
/// C0 and C1 controls are not among them ([`char::is_control`]), nor the line and paragraph
/// separators, which are white space.
#[inline]
pub(crate) const fn is_invisible_format(c: char) -> bool {
    is_bidi_control(c)
        || matches!(
            c,
            '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        )
}

/// The letters that a presentation form of the Arabic script stands for, as a text stores them; empty for any other character.
///
/// By the compatibility decompositions of U+FB50–U+FDFF and U+FE70–U+FEFC, with a hamza or madda composed with its
/// letter (ﺅ is ؤ); ﷽, which has none, by its name in Unicode. Of forms of a mark alone (U+FE70: a blank with a tanween) it is the mark. The word ligatures
/// (U+FDF0–U+FDFD: ﷲ ﷺ ﷽) give their words.
pub(crate) fn form_letters(c: char) -> &'static str {
    if !matches!(c, FIRST_FORM..='\u{FDFF}' | '\u{FE70}'..=LAST_FORM) {
        return "";
    }
    let forms = &*FORM_LETTERS;
    usize::try_from(u32::from(c) - u32::from(FIRST_FORM))
        .ok()
        .and_then(|index| forms.ends.get(index..=index + 1))
        .and_then(|ends| forms.letters.get(ends[0]..ends[1]))
        .unwrap_or_default()
}

/// First and last character that may be a presentation form of the Arabic script.
const FIRST_FORM: char = '\u{FB50}';
const LAST_FORM: char = '\u{FEFC}';

/// The letters of all forms, one after the other.
struct FormLetters {
    letters: String,
    /// Where the letters of each character from [`FIRST_FORM`] on begin; one more than there are characters.
    ends: Vec<usize>,
}

/// Made at the first presentation form; texts without any never need it.
static FORM_LETTERS: LazyLock<FormLetters> = LazyLock::new(|| {
    let mut forms = FormLetters {
        letters: String::new(),
        ends: vec![0],
    };
    for form in FIRST_FORM..=LAST_FORM {
        let is_words = matches!(form, '\u{FDF0}'..='\u{FDFD}');
        let mut letters: Vec<char> = Vec::new();
        if matches!(form, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}') {
            decompose_compatible(form, |c| {
                let composed = letters.last().and_then(|&last| compose(last, c));
                match composed {
                    Some(composed) => *letters.last_mut().unwrap_or(&mut ' ') = composed,
                    None if c == ' ' && !is_words => {}
                    None => letters.push(c),
                }
            });
        }
        // A character without a decomposition gives itself, and is no form.
        if form == '\u{FDFD}' {
            forms.letters.push_str("بسم الله الرحمن الرحيم");
        } else if letters != [form] {
            forms.letters.extend(letters);
        }
        forms.ends.push(forms.letters.len());
    }
    forms
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_has_its_side_and_its_family() {
        let shown = |c: char| {
            quotation_mark(c).map_or('.', |mark| match mark.side {
                QuoteSide::Opening => 'o',
                QuoteSide::Closing => 'c',
                QuoteSide::Either => 'e',
            })
        };
        let sides: String = "«»‹›“”„‟‘’‚‛\"'\u{FF02}(،`".chars().map(shown).collect();
        assert_eq!(
            sides,
            "ocococ".to_owned() + "oo" + "oc" + "oo" + "eee" + "..."
        );
        let family = |c: char| quotation_mark(c).map(|mark| mark.family);
        for pair in ["«»", "‹›", "“”", "„‟", "‘’", "\"\u{FF02}"] {
            let families: Vec<_> = pair.chars().map(family).collect();
            assert_eq!(families[0], families[1], "{pair}");
        }
        assert_ne!(family('\''), family('\u{2019}'));
    }

    #[test]
    fn a_presentation_form_gives_its_letters() {
        for (form, letters) in [
            ('\u{FEE3}', "م"),
            ('\u{FE86}', "ؤ"),
            ('\u{FE8B}', "ئ"),
            ('\u{FEF7}', "لأ"),
            ('\u{FEFC}', "لا"),
            ('\u{FBFD}', "ی"),
            ('\u{FE7D}', "\u{640}\u{651}"),
            ('\u{FE70}', "\u{64B}"),
            ('\u{FDF2}', "الله"),
            ('\u{FDFA}', "صلى الله عليه وسلم"),
            ('\u{FDFC}', "ریال"),
            ('ب', ""),
            ('\u{FD3E}', ""),
            ('\u{FEFF}', ""),
            ('\u{FE00}', ""),
        ] {
            assert_eq!(form_letters(form), letters, "U+{:04X}", u32::from(form));
        }
        assert!(form_letters('\u{FDFD}').starts_with("بسم الله"));
    }

    #[test]
    fn bidi_controls_are_unicode_s() {
        use icu_properties::CodePointSetData;
        use icu_properties::props::{BidiControl, DefaultIgnorableCodePoint};
        let bidi = CodePointSetData::new::<BidiControl>();
        let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
        for c in '\0'..=char::MAX {
            assert_eq!(is_bidi_control(c), bidi.contains(c), "{c:?}");
            assert!(!is_invisible_format(c) || ignorable.contains(c), "{c:?}");
        }
    }
}
