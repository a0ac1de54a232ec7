//! Grapheme cluster → number of cells: the one function that decides the width of anything.
//!
//! | what | cells |
//! |---|---|
//! | letter, form, digit, punctuation, tatweel | 1 |
//! | lam-alef as a form | 1 |
//! | lam-alef as base letters | 2 (a cell for each) |
//! | harakat and other marks on a letter | 0 |
//! | a mark without a base | 1 (it is drawn on a no-break space) |
//! | East Asian wide, emoji (also flags, ZWJ and keycap sequences) | 2 |
//! | tab | 1 (it is drawn as a space: an article has no columns) |
//! | other controls, bidi controls, zero-width spaces, soft hyphens | 0 (no cell) |
//!
//! East Asian width and emoji follow `unicode-width`, which agrees with what
//! terminals do; the rest is decided here, since `unicode-width` measures Arabic otherwise than
//! terminals draw it. A whole text is measured by [`width()`](super::width()), which lays it out.

use crate::characters::is_invisible_format;
use unicode_bidi::BidiClass;
use unicode_width::UnicodeWidthStr as _;

use super::bidi::{bidi_class, is_removed_or_isolate};

/// Longest part of a cluster that is drawn, in scalars.
///
/// 10,000 marks on one letter are one cluster, which no terminal can draw.
/// 32 is a little above the 30 of UAX #15's Stream-Safe
/// Text Format, which no real text reaches.
pub(super) const SCALARS_PER_CLUSTER: usize = 32;

/// Cells of one grapheme cluster by itself.
///
/// The alef of a lam-alef form has none; that depends on the neighbour and
/// is decided by [`super::shape`].
pub(super) fn cluster_width(cluster: &str) -> u8 {
    let mut chars = cluster.chars();
    let Some(head) = chars.next() else { return 0 };
    if head == '\t' {
        return 1;
    }
    let alone = chars.as_str().is_empty();
    if alone && matches!(head, ' '..='~') || is_plain_letter(head) && (alone || all_marks(chars)) {
        return 1;
    }
    let kept = shortened(cluster);
    if kept.chars().all(is_invisible) {
        return 0;
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that may ask unicode-width"
    )]
    let cells = kept.width() + usize::from(needs_carrier(kept));
    u8::try_from(cells).unwrap_or(u8::MAX)
}

/// Whether a visible cluster must be drawn on a no-break space, so that it does not combine with the cell before it.
///
/// True of a mark without a base, and of a cluster without a width of its own (a Hangul vowel alone).
pub(super) fn needs_carrier(cluster: &str) -> bool {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that may ask unicode-width"
    )]
    let cells = cluster.width();
    cells == 0 || is_bare_mark(cluster)
}

/// Whether a cluster is a mark without a base.
pub(super) fn is_bare_mark(cluster: &str) -> bool {
    cluster
        .chars()
        .find(|&c| !is_invisible(c))
        .is_some_and(is_mark)
}

/// The first [`SCALARS_PER_CLUSTER`] scalars of a cluster.
pub(super) fn shortened(cluster: &str) -> &str {
    // A cluster of so few bytes cannot have more scalars.
    if cluster.len() <= SCALARS_PER_CLUSTER {
        return cluster;
    }
    match cluster.char_indices().nth(SCALARS_PER_CLUSTER) {
        Some((end, _)) => cluster.get(..end).unwrap_or(cluster),
        None => cluster,
    }
}

/// Letters and digits of the Arabic block, the common case.
const fn is_plain_letter(c: char) -> bool {
    matches!(c, '\u{060C}' | '\u{061B}' | '\u{061F}'..='\u{064A}' | '\u{0660}'..='\u{066F}' | '\u{0671}'..='\u{06D5}')
}

/// Whether only Arabic marks follow (each without width).
fn all_marks(mut chars: std::str::Chars<'_>) -> bool {
    chars.all(|c| matches!(c, '\u{064B}'..='\u{065F}' | '\u{0670}'))
}

/// Whether the character never becomes a cell: controls, bidi controls, other default-ignorables.
///
/// Tab is not among them: it becomes a space.
pub(super) fn is_invisible(c: char) -> bool {
    match c {
        '\t' | ' '..='~' | '\u{0620}'..='\u{06D5}' => false,
        // Line and paragraph separators, interlinear annotation.
        '\u{2028}' | '\u{2029}' | '\u{FFF9}'..='\u{FFFB}' => true,
        c if c.is_control() || is_invisible_format(c) => true,
        c => is_removed_or_isolate(bidi_class(c)),
    }
}

/// Whether the character is a nonspacing or enclosing mark (bidi class NSM is exactly Mn and Me).
pub(super) fn is_mark(c: char) -> bool {
    match c {
        '\u{0000}'..='\u{02FF}' | '\u{0620}'..='\u{064A}' => false,
        c => bidi_class(c) == BidiClass::NSM,
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::{LayoutTarget, Shaping, width};

    fn base() -> LayoutTarget {
        LayoutTarget {
            shaping: Shaping::Base,
            ..LayoutTarget::default()
        }
    }

    #[test]
    fn every_kind_of_text_has_its_cells() {
        for (text, forms, letters) in [
            ("", 0, 0),
            ("سلام", 3, 4),
            ("لا", 1, 2),
            ("لا إله إلا الله", 13, 15),
            ("مُدَرِّسٌ", 4, 4),
            ("مـــد", 5, 5),
            ("a\tb", 3, 3),
            ("a\u{1b}b\u{0}\u{9b}", 2, 2),
            ("\u{200F}ب\u{202B}\u{202C}\u{FEFF}", 1, 1),
            ("漢字", 4, 4),
            ("👍🏽", 2, 2),
            ("👨‍👩‍👧", 2, 2),
            ("🇪🇬", 2, 2),
            ("می‌رود", 5, 5),
            ("\u{064E}", 1, 1),
            ("é", 1, 1),
            ("e\u{301}", 1, 1),
            ("٪٣٫٥", 4, 4),
            ("\u{0600}\u{0661}", 2, 2),
        ] {
            assert_eq!(
                width(text, LayoutTarget::default()),
                forms,
                "{text:?} as forms"
            );
            assert_eq!(width(text, base()), letters, "{text:?} as letters");
        }
    }

    #[test]
    fn ten_thousand_marks_take_no_more_than_their_letter() {
        let marks = format!("ب{}", "\u{064E}".repeat(10_000));
        assert_eq!(width(&marks, LayoutTarget::default()), 1);
        let numbers = "\u{0600}".repeat(10_000);
        assert!(width(&numbers, LayoutTarget::default()) <= 32);
    }
}
