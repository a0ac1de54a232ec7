//! The start of a text that begins with a control → how many bytes a terminal
//! would take as one control function.
//!
//! The forms are those of ECMA-48 (5th ed., 5.4 and 8.3): `ESC` with
//! intermediates and a final byte, CSI, and the strings that OSC, DCS, SOS, PM and APC
//! open, each in its 7-bit and its 8-bit form. What the function would do does not matter here.

/// Bytes that the control function at the start of `rest` takes; at least its first character.
///
/// A control string counts as one function only if its terminator is on the same
/// line with no other control before it. Otherwise only the opener is taken: a stray
/// one removes no text, and the search for terminators stays linear over any number of openers.
pub(super) fn length(rest: &str) -> usize {
    let mut chars = rest.chars();
    let Some(first) = chars.next() else { return 0 };
    let after = chars.as_str();
    let taken = match first {
        '\u{1B}' => seven_bit(after),
        '\u{9B}' => csi(after),
        '\u{90}' | '\u{98}' | '\u{9D}' | '\u{9E}' | '\u{9F}' => string(after),
        _single => 0,
    };
    first.len_utf8() + taken
}

/// Bytes after `ESC` that belong to it.
///
/// `[` begins a CSI sequence; `]`, `P`, `X`, `^`, `_` and `k` begin a string; anything else is
/// intermediates (0x20..0x2F) and one final byte.
fn seven_bit(after: &str) -> usize {
    match after.bytes().next() {
        Some(b'[') => 1 + csi(&after[1..]),
        // `k` is screen's and tmux's own string, the window name.
        Some(b']' | b'P' | b'X' | b'^' | b'_' | b'k') => 1 + string(&after[1..]),
        Some(_) | None => {
            let intermediates = run(after, 0x20..=0x2F);
            intermediates + final_byte(&after[intermediates..], 0x30..=0x7E)
        }
    }
}

/// Parameters, intermediates and final byte after a CSI, as far as they go.
///
/// Where the final byte is missing, what was read is taken anyway, as a terminal would.
fn csi(after: &str) -> usize {
    let parameters = run(after, 0x30..=0x3F);
    let intermediates = run(&after[parameters..], 0x20..=0x2F);
    let before = parameters + intermediates;
    before + final_byte(&after[before..], 0x40..=0x7E)
}

/// Length of a control string with its terminator (ST in both forms, or BEL); 0 without a
/// terminator, so that the text after the opener is shown.
fn string(after: &str) -> usize {
    for (at, c) in after.char_indices() {
        return match c {
            '\u{7}' => at + 1,
            '\u{9C}' => at + 2,
            '\u{1B}' if after[at + 1..].starts_with('\\') => at + 2,
            other if other.is_control() => 0,
            _payload => continue,
        };
    }
    0
}

/// Length of the leading run of bytes in `range`, all of which are ASCII.
fn run(text: &str, range: std::ops::RangeInclusive<u8>) -> usize {
    text.bytes().take_while(|byte| range.contains(byte)).count()
}

/// One if the first byte lies in `range`.
fn final_byte(text: &str, range: std::ops::RangeInclusive<u8>) -> usize {
    usize::from(
        text.bytes()
            .next()
            .is_some_and(|byte| range.contains(&byte)),
    )
}

#[cfg(test)]
mod tests {
    use super::length;

    /// `text` without the control function at its start.
    fn left(text: &str) -> &str {
        &text[length(text)..]
    }

    #[test]
    fn whole_functions_are_taken_in_both_forms() {
        for function in [
            "\u{1B}[31m",
            "\u{9B}31m",
            "\u{1B}[?1049h",
            "\u{1B}[4 q",
            "\u{1B}]0;title\u{7}",
            "\u{1B}]8;;http://x\u{1B}\\",
            "\u{9D}2;عنوان\u{9C}",
            "\u{1B}Pq#0\u{1B}\\",
            "\u{90}q\u{9C}",
            "\u{1B}X..\u{1B}\\",
            "\u{1B}^..\u{9C}",
            "\u{1B}_G..\u{1B}\\",
            "\u{1B}kname\u{1B}\\",
            "\u{1B}c",
            "\u{1B}(B",
            "\u{1B}#8",
            "\u{7}",
            "\u{8}",
        ] {
            assert_eq!(left(&format!("{function}نص")), "نص", "{function:?}");
        }
    }

    #[test]
    fn a_function_cut_off_takes_what_there_is() {
        for cut in [
            "\u{1B}",
            "\u{1B}[",
            "\u{1B}[31",
            "\u{1B}(",
            "\u{9B}",
            "\u{9B}1;",
        ] {
            assert_eq!(left(cut), "", "{cut:?}");
        }
        assert_eq!(left("\u{1B}نص"), "نص");
        assert_eq!(left("\u{1B}[31نص"), "نص");
        assert_eq!(left("\u{1B}\n"), "\n");
    }

    #[test]
    fn the_content_of_an_unterminated_string_is_kept() {
        assert_eq!(left("\u{1B}]0;نص\nسطر\u{7}"), "0;نص\nسطر\u{7}");
        assert_eq!(left("\u{9D}نص"), "نص");
        // The terminator behind another opener is not its own.
        assert_eq!(left("\u{9D}نص\u{90}x\u{9C}"), "نص\u{90}x\u{9C}");
        assert_eq!(left("\u{1B}Pنص\u{1B}[m"), "نص\u{1B}[m");
    }
}
