//! The Arabic keyboard layout: which letter the key of a Latin letter sends.
//!
//! Source: the layout "Arabic" of Windows and of xkb (`ara`), which agree on
//! these keys. A key that sends two letters there (`b` is lam and alef) is given
//! as the one ligature that X11 sends; the loop joins the two letters into it.

/// Latin character of a US key (with or without Shift) and what the same key sends under the Arabic layout.
///
/// Keys without a row send the same character under both layouts, or are not bound.
const TWINS: &[(char, char)] = &[
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
    ('E', '\u{064F}'),
    ('G', '\u{FEF7}'),
    ('N', 'آ'),
    ('J', 'ـ'),
    ('K', '،'),
    ('Z', '~'),
    ('.', 'ز'),
    (',', 'و'),
];

/// What the key of `latin` sends under the Arabic layout, where that differs.
///
/// `None` for keys that send the same under both.
pub fn arabic_layout_key(latin: char) -> Option<char> {
    TWINS
        .iter()
        .find(|(key, _)| *key == latin)
        .map(|&(_, twin)| twin)
}

/// Two letters that one key sends under some Arabic layouts, and the ligature that stands for the key.
///
/// X11 sends the ligature, Windows the two letters (lam, then alef).
pub fn joined(first: char, second: char) -> Option<char> {
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
        for (i, (key, twin)) in TWINS.iter().enumerate() {
            for (other, same) in &TWINS[i + 1..] {
                assert_ne!(twin, same, "{key} and {other}");
                assert_ne!(key, other);
            }
        }
    }

    #[test]
    fn the_keys_that_the_hands_know() {
        assert_eq!(arabic_layout_key('j'), Some('ت'));
        assert_eq!(arabic_layout_key('k'), Some('ن'));
        assert_eq!(arabic_layout_key('q'), Some('ض'));
        assert_eq!(joined('ل', 'ا'), arabic_layout_key('b'));
        assert_eq!(joined('ل', 'أ'), arabic_layout_key('G'));
        assert_eq!(joined('ل', 'م'), None);
    }

    #[test]
    fn lam_and_alef_are_one_key() {
        use crate::ui::keymap::{arabic_layout_key, joined};

        assert_eq!(arabic_layout_key('b'), Some('\u{FEFB}'));
        assert_eq!(joined('ل', 'ا'), arabic_layout_key('b'));
        assert_eq!(joined('ا', 'ل'), None);
    }
}
