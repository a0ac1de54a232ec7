//! Text → the same text without anything that could act on a terminal.
//!
//! Done once, where an article enters: escape sequences, C0 and C1 controls,
//! noncharacters and invisible carriers are taken out, line ends of every kind
//! become `\n`, a tab becomes a space, bidi controls are balanced line by line.
//! Nothing is added and no other character is touched: ZWJ, ZWNJ, LRM, RLM,
//! ALM and NBSP stay, being spelling and typography in Arabic.
//!
//! | character | what becomes of it |
//! |---|---|
//! | CR LF, CR, VT, FF, NEL, LS, PS | `\n` |
//! | tab | a space |
//! | ESC, CSI, OSC … with what belongs to them | removed, counted once |
//! | other C0 and C1 controls, DEL | removed |
//! | soft hyphen, BOM, tags, noncharacters | removed |
//! | embeddings, isolates without a partner on their line | removed |
//! | overrides (LRO, RLO) and their PDF | removed |
//!
//! The two passes run in this order because an escape sequence may hold the bytes
//! of a bidi control, never the other way round.
//!
//! It does not judge bytes (`decode` did) and knows no paragraph roles.

mod bidi;
mod escape;

use std::borrow::Cow;

/// Text that is safe to draw, and how much had to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cleaned<'a> {
    /// Borrowed where the text was clean already.
    pub(crate) text: Cow<'a, str>,
    /// Characters and whole escape sequences that were removed; a line end or a
    /// tab that was only rewritten does not count.
    pub(crate) removed: usize,
}

/// Cleans `text`. Linear in its length; one copy for each of the two passes that finds something.
pub(crate) fn clean(text: &str) -> Cleaned<'_> {
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
    Cleaned {
        text,
        removed: controls + bidi,
    }
}

/// A name or another short text, clean and on one line.
///
/// A line end becomes a blank. Used for what stands in messages and lists: names of
/// files, of publishers.
pub(crate) fn line(text: &str) -> String {
    clean(text).text.replace('\n', " ")
}

/// Takes out everything but unbalanced bidi controls, which need a whole line to judge.
///
/// Borrows as long as nothing was found. Once something is, everything before it is
/// copied in one piece, so that text costs one copy however much is removed.
fn strip(text: &str) -> (Cow<'_, str>, usize) {
    let mut out = String::new();
    let mut removed = 0;
    // Everything before `kept` is in `out` or gone.
    let (mut kept, mut at) = (0, 0);
    while let Some(found) = next_suspect(text, at) {
        let (length, action) = judge(&text[found..]);
        at = found + length;
        let replacement = match action {
            Action::Keep => continue,
            Action::Remove => "",
            Action::Break => "\n",
            Action::Space => " ",
        };
        if out.is_empty() {
            out.reserve(text.len());
        }
        out.push_str(&text[kept..found]);
        out.push_str(replacement);
        removed += usize::from(action == Action::Remove);
        kept = at;
    }
    if kept == 0 {
        return (Cow::Borrowed(text), 0);
    }
    out.push_str(&text[kept..]);
    (Cow::Owned(out), removed)
}

/// What becomes of one suspect character or sequence.
///
/// Only [`Remove`](Self::Remove) counts as a removal in [`Cleaned::removed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Keep,
    Remove,
    Break,
    Space,
}

/// The first byte at or after `from` that may begin something to take out.
///
/// Lead bytes alone are looked at, so a clean Arabic article costs one look-up a byte.
fn next_suspect(text: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    let found = rest
        .iter()
        .position(|&byte| SUSPECT[usize::from(byte)])
        .map(|offset| from + offset)?;
    Some(found)
}

/// Lead bytes of the characters that [`judge`] does not always keep. Arabic
/// letters (lead bytes D8–DB) are not among them, so a clean article is one
/// table look-up a byte.
static SUSPECT: [bool; 256] = {
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

/// How many bytes at the start of `rest` belong together, and what becomes of them.
///
/// A character is one unit; CR LF is one, and so is an escape sequence as far as
/// ECMA-48 lets it reach (see `clean/escape.rs`).
fn judge(rest: &str) -> (usize, Action) {
    let Some(first) = rest.chars().next() else {
        return (1, Action::Keep);
    };
    let action = match first {
        '\r' if rest.as_bytes().get(1) == Some(&b'\n') => return (2, Action::Break),
        // Line ends of other systems: CR, VT, FF, NEL, LS, PS.
        '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Action::Break,
        '\t' => Action::Space,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => {
            return (escape::length(rest), Action::Remove);
        }
        other if is_carrier(other) => Action::Remove,
        _other => Action::Keep,
    };
    (first.len_utf8(), action)
}

/// Characters that carry nothing a reader sees, and go wherever they stand.
///
/// Format characters that are not listed here are kept; layout gives them no cell.
fn is_carrier(c: char) -> bool {
    match c {
        // Soft hyphen: terminals disagree whether it takes a cell.
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

    /// The cleaned text; controls are written as escapes in the cases below.
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
            Cleaned {
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
    fn an_override_goes_with_its_own_pdf() {
        assert_eq!(
            cleaned("\u{202B}a\u{202E}b\u{202C}c\u{202C}"),
            "\u{202B}abc\u{202C}"
        );
        assert_eq!(cleaned("\u{202D}مرحبا"), "مرحبا");
    }

    #[test]
    fn nesting_past_the_limit_goes_with_its_closers() {
        let deep = "\u{2067}".repeat(130) + "x" + &"\u{2069}".repeat(130);
        let kept = "\u{2067}".repeat(125) + "x" + &"\u{2069}".repeat(125);
        assert_eq!(cleaned(&deep), kept);
    }

    #[test]
    fn invisible_carriers_go() {
        assert_eq!(
            cleaned("أ\u{FFF9}ب\u{FFFB}ت\u{FFFC}ث\u{E0041}ج\u{FDD0}ح\u{10FFFF}خ\u{AD}"),
            "أبتثجحخ"
        );
    }
}
