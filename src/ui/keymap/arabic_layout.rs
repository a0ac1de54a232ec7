//! The Arabic keyboard layout: which character the key of a Latin character sends.
//!
//! Source: the layout "Arabic" of Windows and of xkb (`ara`), which agree on
//! these keys. A key that sends two letters there (`b` is lam and alef) is listed
//! with the one ligature that X11 sends; the event loop replaces the two letters by it.

/// Latin character of a US key (with or without Shift) and what the same key sends under the Arabic layout.
///
/// Keys without a row send the same character under both layouts, or are not bound.
const ARABIC_LAYOUT: &[(char, char)] = &[
    ('q', 'ض'),
    ('w', 'ص'),
    ('e', 'ث'),
    ('r', 'ق'),
    ('t', 'ف'),
    ('y', 'غ'),
    ('u', 'ع'),
    ('i', 'ه'),
    ('o', 'خ'),
    ('p', 'ح'),
    ('[', 'ج'),
    (']', 'د'),
    ('a', 'ش'),
    ('s', 'س'),
    ('d', 'ي'),
    ('f', 'ب'),
    ('g', 'ل'),
    ('h', 'ا'),
    ('j', 'ت'),
    ('k', 'ن'),
    ('l', 'م'),
    ('z', 'ئ'),
    ('x', 'ء'),
    ('c', 'ؤ'),
    ('v', 'ر'),
    ('b', '\u{FEFB}'),
    ('n', 'ى'),
    ('m', 'ة'),
    ('/', 'ظ'),
    ('?', '؟'),
    ('{', '<'),
    ('}', '>'),
    ('1', '١'),
    ('2', '٢'),
    ('3', '٣'),
    ('4', '٤'),
    ('5', '٥'),
    ('6', '٦'),
    ('E', '\u{064F}'),
    ('G', '\u{FEF7}'),
    ('N', 'آ'),
    ('M', '\u{2019}'),
    ('U', '\u{2018}'),
    ('\'', 'ط'),
    ('Y', 'إ'),
    ('J', 'ـ'),
    ('K', '،'),
    ('Z', '~'),
    ('.', 'ز'),
    (',', 'و'),
];

/// What the key of `latin` sends under the Arabic layout, where that differs.
///
/// `None` for keys that send the same under both.
pub(crate) fn arabic_layout_key(latin: char) -> Option<char> {
    ARABIC_LAYOUT
        .iter()
        .find(|(key, _)| *key == latin)
        .map(|&(_, arabic)| arabic)
}

/// The Latin character of the key that sends `arabic` under the Arabic layout.
pub(crate) fn latin_key(arabic: char) -> Option<char> {
    let row = ARABIC_LAYOUT.iter().find(|(_, sent)| *sent == arabic);
    row.map(|&(latin, _)| latin)
}

/// The ligature for two letters that one key sends under some Arabic layouts.
///
/// Windows sends the two letters (lam, then alef), X11 the ligature, which the keymap knows.
pub(crate) fn ligature_key(first: char, second: char) -> Option<char> {
    match (first, second) {
        ('ل', 'ا') => Some('\u{FEFB}'),
        ('ل', 'أ') => Some('\u{FEF7}'),
        ('ل', 'إ') => Some('\u{FEF9}'),
        ('ل', 'آ') => Some('\u{FEF5}'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_keys_send_the_same_letter() {
        for (i, (key, arabic)) in ARABIC_LAYOUT.iter().enumerate() {
            for (other, same) in &ARABIC_LAYOUT[i + 1..] {
                assert_ne!(arabic, same, "{key} and {other}");
                assert_ne!(key, other);
            }
        }
    }

    #[test]
    fn well_known_keys() {
        assert_eq!(arabic_layout_key('j'), Some('ت'));
        assert_eq!(arabic_layout_key('k'), Some('ن'));
        assert_eq!(arabic_layout_key('q'), Some('ض'));
        assert_eq!(ligature_key('ل', 'ا'), arabic_layout_key('b'));
        assert_eq!(ligature_key('ل', 'أ'), arabic_layout_key('G'));
        assert_eq!(ligature_key('ل', 'م'), None);
    }

    #[test]
    fn lam_and_alef_are_one_key() {
        use crate::ui::keymap::{arabic_layout_key, ligature_key};

        assert_eq!(arabic_layout_key('b'), Some('\u{FEFB}'));
        assert_eq!(ligature_key('ل', 'ا'), arabic_layout_key('b'));
        assert_eq!(ligature_key('ا', 'ل'), None);
    }
}
