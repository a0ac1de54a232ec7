//! Letters → folded letters: one form for the spellings of a word that writers interchange.
//!
//! Folding makes keys for comparison and search; it never rewrites an article. [`Folded`] gives each
//! kept letter with the byte where it stands, so a hit in folded letters is a
//! [`Span`](crate::span::Span) in the text. Nothing here knows words: proclitics, the article and
//! suffixes are the subject of `text::morphology`.

use std::borrow::Cow;

use crate::characters::{form_letters, is_invisible_format};

/// The letter that `c` is compared as, or `None` where comparison ignores it.
///
/// - أ إ آ ٱ (and ٲ ٳ ٵ) are ا; ى and the Persian ی are ي; ة (and ۃ) is ه;
///   ک is ك; ہ ھ ۀ are ه. These are the letters that newsrooms swap most:
///   2.5 % of the distinct names of `ANERcorp` have two spellings that differ in them alone.
/// - Ignored: harakat, the superscript alef, Koranic marks, tatweel, joiners,
///   bidi controls, the soft hyphen and the byte order mark.
/// - Arabic-Indic and Persian digits are 0–9; other letters become lower case where
///   that is a single scalar value.
///
/// A presentation form is compared as its letter (U+FE70–U+FEFC and U+FB50–U+FDFF); of a ligature this is its first letter, and
/// [`Folded`] gives all. ؤ and ئ stay: see [`fold_hamza`] and [`fold_seat`].
///
/// # Limitations
///
/// Spellings that differ in letters (a long vowel left out, foreign names with و or without)
/// stay different; `entities::aliases` joins some of them.
#[inline]
pub fn fold_char(c: char) -> Option<char> {
    match c {
        '\u{0622}' | '\u{0623}' | '\u{0625}' | '\u{0671}'..='\u{0673}' | '\u{0675}' => {
            Some('\u{0627}')
        }
        '\u{0649}' | '\u{06CC}' | '\u{06D2}' => Some('\u{064A}'),
        '\u{0629}' | '\u{06C0}'..='\u{06C3}' | '\u{06BE}' | '\u{06D5}' => Some('\u{0647}'),
        '\u{06A9}' | '\u{06AA}' => Some('\u{0643}'),
        '\u{0660}'..='\u{0669}' => char::from_digit(u32::from(c) - 0x660, 10),
        '\u{06F0}'..='\u{06F9}' => char::from_digit(u32::from(c) - 0x6F0, 10),
        '\u{0621}'..='\u{064A}' if c != '\u{0640}' => Some(c),
        _ if is_silent(c) => None,
        '\u{FB50}'..='\u{FEFC}' => match form_letters(c).chars().next() {
            Some(letter) => fold_char(letter),
            None => Some(c),
        },
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        '\0'..='\u{7F}' => Some(c),
        _ => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => Some(one),
                _ => Some(c),
            }
        }
    }
}

/// [`fold_char`] that also removes the hamza from its seat: ؤ is و, ئ is ي, and a
/// hamza on the line is ignored.
///
/// For names whose spelling varies (رؤوف/رءوف, فائز/فايز); too coarse for search.
#[inline]
pub fn fold_hamza(c: char) -> Option<char> {
    match c {
        '\u{0624}' => Some('\u{0648}'),
        '\u{0626}' => Some('\u{064A}'),
        '\u{0621}' | '\u{0654}' | '\u{0655}' => None,
        _ => fold_char(c),
    }
}

/// [`fold_char`] with one seat for the hamza: ؤ and ئ are ء, so that مسؤول and مسئول, شؤون and شئون are found by each
/// other.
///
/// A hamza that is stored as a mark of its own on و or ي (NFD) counts too: `folded` is a letter of [`Folded`], `at` its place in
/// `text`.
///
/// For search: unlike [`fold_hamza`] it keeps the hamza, without which too many other words would be found.
#[inline]
pub fn fold_seat(folded: char, text: &str, at: usize) -> char {
    match folded {
        '\u{0624}' | '\u{0626}' => '\u{0621}',
        '\u{0648}' | '\u{064A}' if has_hamza(text, at) => '\u{0621}',
        other => other,
    }
}

/// Whether a hamza above is among the marks of the letter at `at`.
fn has_hamza(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let mut marks = rest.chars().skip(1).take_while(|&c| is_mark(c));
    marks.any(|c| c == '\u{0654}')
}

/// `text` with its presentation forms as the letters they stand for; as it is where it has none.
///
/// For names in lists and files: the article itself is not rewritten.
pub fn base_letters(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| form_letters(c).is_empty()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match form_letters(c) {
            "" => out.push(c),
            letters => out.push_str(letters),
        }
    }
    Cow::Owned(out)
}

/// Whether comparison ignores `c`: marks, tatweel, joiners, bidi controls and other invisible format characters.
#[inline]
pub fn is_silent(c: char) -> bool {
    is_mark(c) || c == '\u{0640}' || is_invisible_format(c)
}

/// Whether `c` is a mark that stands on or under an Arabic letter (harakat, shadda,
/// superscript alef, Koranic marks).
#[inline]
pub const fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{064B}'..='\u{065F}'
            | '\u{0670}'
            | '\u{0610}'..='\u{061A}'
            | '\u{06D6}'..='\u{06DC}'
            | '\u{06DF}'..='\u{06E4}'
            | '\u{06E7}'
            | '\u{06E8}'
            | '\u{06EA}'..='\u{06ED}'
            | '\u{0898}'..='\u{089F}'
            | '\u{08CA}'..='\u{08E1}'
            | '\u{08E3}'..='\u{08FF}'
    )
}

/// Whether `c` is a letter of the Arabic script (Arabic, Persian, Urdu, Kurdish …),
/// presentation forms included; tatweel and marks are not letters.
#[inline]
pub const fn is_letter(c: char) -> bool {
    matches!(
        c,
        '\u{0620}'..='\u{063F}'
            | '\u{0641}'..='\u{064A}'
            | '\u{066E}'
            | '\u{066F}'
            | '\u{0671}'..='\u{06D3}'
            | '\u{06D5}'
            | '\u{06EE}'
            | '\u{06EF}'
            | '\u{06FA}'..='\u{06FC}'
            | '\u{06FF}'
            | '\u{0750}'..='\u{077F}'
            | '\u{0870}'..='\u{0887}'
            | '\u{08A0}'..='\u{08C9}'
            | '\u{FB50}'..='\u{FBB1}'
            | '\u{FBD3}'..='\u{FD3D}'
            | '\u{FD50}'..='\u{FDFB}'
            | '\u{FE70}'..='\u{FEFC}'
    )
}

/// The folded letters of a text with the byte offsets of the letters they stand for.
///
/// All letters of a ligature have the offset of the ligature.
#[derive(Clone, Debug)]
pub struct Folded<'a> {
    chars: std::str::CharIndices<'a>,
    /// The letters of a presentation form that are still to come, and its offset.
    letters: std::str::Chars<'static>,
    form: usize,
}

impl<'a> Folded<'a> {
    /// Folds `text` from its start; nothing is allocated.
    pub fn new(text: &'a str) -> Self {
        Self {
            chars: text.char_indices(),
            letters: "".chars(),
            form: 0,
        }
    }
}

impl Iterator for Folded<'_> {
    type Item = (usize, char);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            // Not in a loop of its own: nearly every text has no form at all.
            if let Some(letter) = self.letters.next() {
                if let Some(folded) = fold_char(letter) {
                    return Some((self.form, folded));
                }
                continue;
            }
            let (at, c) = self.chars.next()?;
            if c >= '\u{FB50}' {
                self.letters = form_letters(c).chars();
                self.form = at;
                if !self.letters.as_str().is_empty() {
                    continue;
                }
            }
            if let Some(folded) = fold_char(c) {
                return Some((at, folded));
            }
        }
    }
}

/// `word` in folded letters, as a key for comparison.
pub fn fold(word: &str) -> String {
    Folded::new(word).map(|(_, c)| c).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_in_letters() {
        assert_eq!(base_letters("ﻓﻴﺼﻞ ﺑﻦ ﻓﺮﺣﺎﻥ، A"), "فيصل بن فرحان، A");
        assert!(matches!(base_letters("فيصل"), Cow::Borrowed("فيصل")));
    }

    #[test]
    fn spellings_of_one_word_fold_alike() {
        for (a, b) in [
            ("إسرائيل", "اسرائيل"),
            ("أفريقيا", "إفريقيا"),
            ("مصطفى", "مصطفي"),
            ("المملكة", "المملكه"),
            ("العــراق", "العراق"),
            ("مُحَمَّد", "محمد"),
            ("ک\u{06CC}ف", "كيف"),
            ("٢٠١٥", "2015"),
            ("هٰذا", "هذا"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} / {b}");
        }
        assert_ne!(fold("سعد"), fold("سعيد"));
        assert_ne!(fold("مؤمن"), fold("مومن"));
    }

    #[test]
    fn hamza_leaves_its_seat_only_where_asked() {
        let of = |word: &str| word.chars().filter_map(fold_hamza).collect::<String>();
        assert_eq!(of("رؤوف"), of("رووف"));
        assert_eq!(of("فائز"), of("فايز"));
        assert_eq!(of("سماء"), "سما");
    }

    #[test]
    fn offsets_point_at_the_letters_in_the_text() {
        let text = "كَتـَبَ";
        for (at, c) in Folded::new(text) {
            assert!(text[at..].starts_with(c));
        }
    }

    #[test]
    fn letters_and_marks_are_told_apart() {
        assert!(is_letter('ب') && is_letter('پ') && is_letter('\u{FEFB}'));
        assert!(!is_letter('\u{0640}') && !is_letter('\u{064E}') && !is_letter('،'));
        assert!(is_mark('\u{0651}') && !is_mark('\u{0640}'));
    }

    #[test]
    fn letters_digits_and_marks_fold() {
        use crate::text::orthography::fold_char;

        assert_eq!(fold_char('إ'), Some('ا'));
        assert_eq!(fold_char('ة'), Some('ه'));
        assert_eq!(fold_char('٣'), Some('3'));
        assert_eq!(fold_char('\u{064E}'), None); // a fatha
    }

    #[test]
    fn seats_of_the_hamza_are_one() {
        use crate::text::orthography::fold_hamza;

        let key = |name: &str| name.chars().filter_map(fold_hamza).collect::<String>();
        assert_eq!(key("رؤوف"), key("رءووف"));
    }

    #[test]
    fn folded_letters_keep_their_bytes() {
        use crate::text::orthography::Folded;
        let folded: Vec<(usize, char)> = Folded::new("إلـى").collect();
        assert_eq!(folded, [(0, 'ا'), (2, 'ل'), (6, 'ي')]);
    }

    #[test]
    fn presentation_forms_fold_as_their_letters() {
        for (forms, letters) in [
            ("ﻓﻴﺼﻞ ﺑﻦ ﻓﺮﺣﺎﻥ", "فيصل بن فرحان"),
            ("ﺑﺎﻻﺗﻔﺎﻕ", "بالاتفاق"),
            ("ﺍﻷﻣﻦ", "الأمن"),
            ("ﻣﺴﺆﻭﻝ", "مسؤول"),
            ("ﷲ", "الله"),
            ("ﷺ", "صلى الله عليه وسلم"),
        ] {
            assert_eq!(fold(forms), fold(letters), "{forms}");
        }
        let places: Vec<(usize, char)> = Folded::new("ﻓﻼ").collect();
        assert_eq!(places, [(0, 'ف'), (3, 'ل'), (3, 'ا')]);
    }

    #[test]
    fn the_hamza_keeps_one_seat_in_search() {
        let of = |word: &str| {
            Folded::new(word)
                .map(|(at, c)| fold_seat(c, word, at))
                .collect::<String>()
        };
        assert_eq!(of("مسؤول"), of("مسئول"));
        assert_eq!(of("شؤون"), of("شئون"));
        assert_ne!(of("مسؤول"), of("مسول"));
    }

    #[test]
    fn words_fold_to_a_key() {
        use crate::text::orthography::fold;

        assert_eq!(fold("المدرسةُ"), fold("المدرسه"));
        assert_ne!(fold("سعد"), fold("سعيد"));
    }
}
