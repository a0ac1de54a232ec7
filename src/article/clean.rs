//! Text → the same text without anything that could act on a terminal.
//!
//! Done once, where an article enters: escape sequences, C0 and C1 controls,
//! noncharacters and some invisible characters are removed, line ends of every kind
//! become `\n`, a tab becomes a space, bidi controls are balanced line by line.
//! Nothing is added and no other character is changed: ZWJ, ZWNJ, LRM, RLM,
//! ALM and NBSP stay, since they are spelling and typography in Arabic.
//!
//! | character | what becomes of it |
//! |---|---|
//! | CR LF, CR, VT, FF, NEL, LS, PS | `\n` |
//! | tab | a space |
//! | ESC, CSI, OSC … with their sequences | removed, each counted once |
//! | other C0 and C1 controls, DEL | removed |
//! | soft hyphen, BOM, tags, noncharacters | removed |
//! | embeddings and isolates without a counterpart on their line | removed |
//! | overrides (LRO, RLO) and their PDF | removed |
//!
//! Bidi controls are balanced in a second pass, since an escape sequence may contain
//! one, and a bidi control contains no escape sequence.
//!
//! It does not decode bytes (`decode` did) and knows no paragraph roles.

mod bidi;
mod escape;

use std::borrow::Cow;

/// Text that is safe to draw, and how much was removed from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CleanedText<'a> {
    /// Borrowed where the text was clean already.
    pub(super) text: Cow<'a, str>,
    /// Characters and whole escape sequences that were removed; a line end or a
    /// tab that was only rewritten does not count.
    pub(super) removed: usize,
}

/// Cleans `text`. Linear in its length; each of the two passes copies the text only if it
/// finds something.
pub(super) fn clean(text: &str) -> CleanedText<'_> {
    let (stripped, controls) = strip(text);
    let (text, bidi) = match stripped {
        Cow::Borrowed(clean) => bidi::balance(clean),
        Cow::Owned(copy) => {
            let (balanced, removed) = bidi::balance(&copy);
            // A borrow of the copy means that the copy itself is already right.
            let balanced = match balanced {
                Cow::Borrowed(_) => None,
                Cow::Owned(text) => Some(text),
            };
            (Cow::Owned(balanced.unwrap_or(copy)), removed)
        }
    };
    CleanedText {
        text,
        removed: controls + bidi,
    }
}

/// A name or another short text, clean and on one line: each line end becomes a space.
///
/// For the names of files and publishers, which occur in messages and lists.
pub(super) fn line(text: &str) -> String {
    clean(text).text.replace('\n', " ")
}

/// Removes everything but unbalanced bidi controls, which only a whole line shows.
///
/// Borrows where nothing is found. The text between two finds is copied in one piece, so the
/// text is copied once however much is removed.
fn strip(text: &str) -> (Cow<'_, str>, usize) {
    let mut out = String::new();
    let mut removed = 0;
    // Everything before `kept` is in `out` or was removed.
    let (mut kept, mut at) = (0, 0);
    while let Some(found) = next_candidate(text, at) {
        let (length, action) = classify(&text[found..]);
        at = found + length;
        let replacement = match action {
            CleanAction::Keep => continue,
            CleanAction::Remove => "",
            CleanAction::Break => "\n",
            CleanAction::Space => " ",
        };
        if out.is_empty() {
            out.reserve(text.len());
        }
        out.push_str(&text[kept..found]);
        out.push_str(replacement);
        removed += usize::from(action == CleanAction::Remove);
        kept = at;
    }
    if kept == 0 {
        return (Cow::Borrowed(text), 0);
    }
    out.push_str(&text[kept..]);
    (Cow::Owned(out), removed)
}

/// What is done with a character or sequence.
///
/// Only [`Remove`](Self::Remove) counts in [`CleanedText::removed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CleanAction {
    Keep,
    Remove,
    Break,
    Space,
}

/// Offset of the first byte at or after `from` that may begin something to change.
fn next_candidate(text: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    let found = rest
        .iter()
        .position(|&byte| CANDIDATE_LEAD_BYTES[usize::from(byte)])
        .map(|offset| from + offset)?;
    Some(found)
}

/// Lead bytes of the characters that [`classify`] does not always keep. Arabic
/// letters (lead bytes D8–DB) are not among them, so a clean article costs one
/// table look-up a byte.
static CANDIDATE_LEAD_BYTES: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = byte != b'\n' as usize;
        byte += 1;
    }
    table[0x7F] = true;
    // C1 and soft hyphen; U+2000..U+206F; U+FDD0.. and U+FFF9..; above the BMP.
    table[0xC2] = true;
    table[0xE2] = true;
    table[0xEF] = true;
    let mut lead = 0xF0;
    while lead < 0xF5 {
        table[lead] = true;
        lead += 1;
    }
    table
};

/// How many bytes at the start of `rest` are one unit, and what is done with them.
///
/// A unit is a character, CR LF, or an escape sequence to its end by ECMA-48
/// (see `clean/escape.rs`).
fn classify(rest: &str) -> (usize, CleanAction) {
    let Some(first) = rest.chars().next() else {
        return (1, CleanAction::Keep);
    };
    let action = match first {
        '\r' if rest.as_bytes().get(1) == Some(&b'\n') => return (2, CleanAction::Break),
        // Line ends of other systems: CR, VT, FF, NEL, LS, PS.
        '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => CleanAction::Break,
        '\t' => CleanAction::Space,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => {
            return (escape::length(rest), CleanAction::Remove);
        }
        other if is_removed(other) => CleanAction::Remove,
        _other => CleanAction::Keep,
    };
    (first.len_utf8(), action)
}

/// Whether `c` shows nothing and is removed wherever it occurs.
///
/// Fewer than the invisible characters of `characters.rs`: other format characters are
/// spelling (ZWNJ) or direction (RLM) and are kept; layout gives them no cell.
fn is_removed(c: char) -> bool {
    match c {
        // Soft hyphen: terminals disagree on whether it takes a cell.
        '\u{AD}'
        // Deprecated format characters; some switch Arabic shaping off.
        | '\u{206A}'..='\u{206F}'
        // Byte order mark, interlinear annotation, object replacement.
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFC}'
        // Tags: an invisible second text.
        | '\u{E0000}'..='\u{E007F}'
        | '\u{FDD0}'..='\u{FDEF}' => true,
        // The last two of every plane are noncharacters.
        other => u32::from(other) & 0xFFFE == 0xFFFE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cleaned text.
    fn cleaned(text: &str) -> String {
        clean(text).text.into_owned()
    }

    #[test]
    fn clean_text_is_not_copied() {
        let text =
            "قال \u{200F}(2024)\u{A0}— \u{201C}نعم\u{201D}…\nمي\u{200C}خواهم \u{2067}x\u{2069}";
        let got = clean(text);
        assert_eq!(
            got,
            CleanedText {
                text: Cow::Borrowed(text),
                removed: 0
            }
        );
        assert!(matches!(got.text, Cow::Borrowed(_)));
    }

    #[test]
    fn line_ends_of_every_kind_become_one() {
        assert_eq!(
            cleaned("a\r\nb\rc\u{B}d\u{C}e\u{85}f\u{2028}g\u{2029}h"),
            "a\nb\nc\nd\ne\nf\ng\nh"
        );
        assert_eq!(clean("a\r\nb\tc").removed, 0);
        assert_eq!(cleaned("a\tb"), "a b");
    }

    #[test]
    fn each_sequence_counts_once() {
        let got = clean("\u{1B}[31mأحمر\u{1B}[0m\u{7}\u{FEFF}");
        assert_eq!(got.text, "أحمر");
        assert_eq!(got.removed, 4);
    }

    #[test]
    fn bidi_controls_are_balanced_within_their_line() {
        // RLE … without PDF, PDF without opener, PDI closing an isolate with an open embedding.
        assert_eq!(cleaned("\u{202B}س\nص\u{202C}"), "س\nص");
        assert_eq!(
            cleaned("\u{2067}\u{202A}x\u{2069}\u{202C}"),
            "\u{2067}x\u{2069}"
        );
        assert_eq!(
            cleaned("\u{202A}\u{2067}x\u{202C}\u{2069}\u{202C}"),
            "\u{202A}\u{2067}x\u{2069}\u{202C}"
        );
        assert_eq!(cleaned("\u{2069}x\u{2066}"), "x");
        assert_eq!(clean("\u{2069}x\u{2066}").removed, 2);
    }

    #[test]
    fn an_override_is_removed_with_its_own_pdf() {
        assert_eq!(
            cleaned("\u{202B}a\u{202E}b\u{202C}c\u{202C}"),
            "\u{202B}abc\u{202C}"
        );
        assert_eq!(cleaned("\u{202D}مرحبا"), "مرحبا");
    }

    #[test]
    fn nesting_past_the_limit_is_removed_with_its_closers() {
        let deep = "\u{2067}".repeat(130) + "x" + &"\u{2069}".repeat(130);
        let kept = "\u{2067}".repeat(125) + "x" + &"\u{2069}".repeat(125);
        assert_eq!(cleaned(&deep), kept);
    }

    #[test]
    fn invisible_characters_are_removed() {
        assert_eq!(
            cleaned("أ\u{FFF9}ب\u{FFFB}ت\u{FFFC}ث\u{E0041}ج\u{FDD0}ح\u{10FFFF}خ\u{AD}"),
            "أبتثجحخ"
        );
    }
}
