//! Text → extended grapheme clusters (UAX #29), with a fast path for Arabic and ASCII.
//!
//! Between two letters, digits or printable ASCII characters there is always a
//! boundary, and harakat always stay with what precedes them (GB9, GB999); that
//! decides nearly all of an Arabic article without a table. The rest is done by
//! `unicode-segmentation`, from the start of the cluster on. That is right because no rule of
//! UAX #29 looks back over a boundary but GB12 and GB13, which count flags in pairs.

use unicode_segmentation::UnicodeSegmentation as _;

/// The clusters of `text`, each with its first byte.
///
/// They follow each other without a gap and cover the text. Linear.
pub(super) fn graphemes(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let length = plain_cluster(rest).or_else(|| rest.graphemes(true).next().map(str::len))?;
        let start = at;
        at += length;
        Some((start, rest.get(..length)?))
    })
}

/// Length in bytes of the first cluster, if it is plain and the character after it too; `None` otherwise.
fn plain_cluster(text: &str) -> Option<usize> {
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
        fn the_fast_path_agrees_with_the_library(text in "[a b1.\u{60C}لاآ\u{64E}\u{651}\u{654}\u{200C}\u{200D}\u{200F}\u{600}\u{6DD}\u{6D6}🇪🇬👩\u{1F3FD}\u{FE0F}\u{20E3}क\u{94D}\r\n\u{301}漢]{0,24}") {
            let ours: Vec<_> = graphemes(&text).collect();
            let library: Vec<_> = text.grapheme_indices(true).collect();
            prop_assert_eq!(ours, library);
        }

        #[test]
        fn they_agree_on_any_text(text in any::<String>()) {
            let ours: Vec<_> = graphemes(&text).collect();
            let library: Vec<_> = text.grapheme_indices(true).collect();
            prop_assert_eq!(ours, library);
        }
    }
}
