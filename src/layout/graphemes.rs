//! Text → extended grapheme clusters (UAX #29), with a short way for Arabic and ASCII.
//!
//! Between two letters, digits or printable ASCII characters there is always a
//! boundary, and harakat always stay with what precedes them (GB9, GB999); that
//! decides nearly all of an Arabic article without a table. The rest is asked of
//! `unicode-segmentation`, starting at the cluster, which a boundary allows:
//! no rule of UAX #29 looks back over one, but GB12 and GB13, which count flags in pairs.

use unicode_segmentation::UnicodeSegmentation as _;

/// The clusters of `text` with their first bytes.
///
/// They follow each other without a gap and cover the text. Linear.
pub(super) fn graphemes(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let length = short_way(rest).or_else(|| rest.graphemes(true).next().map(str::len))?;
        let start = at;
        at += length;
        Some((start, rest.get(..length)?))
    })
}

/// Length of the first cluster, if it is plain and what follows it is.
fn short_way(text: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    let (_, head) = chars.next()?;
    if !is_plain(head) {
        return None;
    }
    for (at, c) in chars {
        if is_plain(c) {
            return Some(at);
        }
        if !matches!(c, '\u{064B}'..='\u{065F}' | '\u{0670}') {
            return None;
        }
    }
    Some(text.len())
}

/// Characters of `Grapheme_Cluster_Break` Other that are neither pictographs nor parts of conjuncts.
const fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{060C}' | '\u{061B}' | '\u{061F}'..='\u{064A}' | '\u{0660}'..='\u{066F}' | '\u{0671}'..='\u{06D5}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_short_way_is_the_long_way(text in "[a b1.\u{60C}لاآ\u{64E}\u{651}\u{654}\u{200C}\u{200D}\u{200F}\u{600}\u{6DD}\u{6D6}🇪🇬👩\u{1F3FD}\u{FE0F}\u{20E3}क\u{94D}\r\n\u{301}漢]{0,24}") {
            let short: Vec<_> = graphemes(&text).collect();
            let long: Vec<_> = text.grapheme_indices(true).collect();
            prop_assert_eq!(short, long);
        }

        #[test]
        fn for_any_text(text in any::<String>()) {
            let short: Vec<_> = graphemes(&text).collect();
            let long: Vec<_> = text.grapheme_indices(true).collect();
            prop_assert_eq!(short, long);
        }
    }
}
