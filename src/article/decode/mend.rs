//! A file in more than one encoding, or decoded in a wrong one before it was saved → the text that was meant.
//!
//! Line by line, since a part pasted from elsewhere may be damaged alone. A line is replaced only where nothing is lost:
//!
//! - *mojibake*: the line, encoded as windows-1252 or windows-1256 without a gap, is valid UTF-8 with Arabic letters, or
//!   windows-1256 that is nearly all Arabic letters. «Ø§Ù„» was «ال», and so was «Çá».
//! - *mixed encodings*: a line of a UTF-8 file that is not UTF-8, and is nearly all Arabic letters as windows-1256.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252, WINDOWS_1256};

/// Bytes at the beginning of a text of which one line must be mojibake; else the text is taken to be right.
const HEAD: usize = 1 << 16;
/// Fewer characters beyond ASCII in a line prove nothing.
const LEAST: usize = 4;

/// The text with its mojibake undone, and in how many lines; `None` where there is none.
///
/// Linear; of a text that begins right only the beginning is looked at.
pub(super) fn mojibake(text: &str) -> Option<(String, usize)> {
    let mut head = HEAD.min(text.len());
    while !text.is_char_boundary(head) {
        head -= 1;
    }
    if !text[..head].lines().any(|line| mended(line).is_some()) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut count = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\r', '\n']);
        match mended(content) {
            Some(right) => {
                count += 1;
                out.push_str(&right);
                out.push_str(&line[content.len()..]);
            }
            None => out.push_str(line),
        }
    }
    Some((out, count))
}

/// What a line was before it was decoded in a wrong encoding.
fn mended(line: &str) -> Option<String> {
    let foreign = line.chars().filter(|c| !c.is_ascii()).count();
    if foreign < LEAST {
        return None;
    }
    let latin = line
        .chars()
        .filter(|c| matches!(c, '\u{C0}'..='\u{FF}'))
        .count();
    // Both kinds of mojibake are full of Latin letters with marks, or of ط and ظ with signs between them.
    if latin * 3 >= foreign {
        let bytes = encoded(line, WINDOWS_1252)?;
        return utf8(&bytes).or_else(|| arabic(&bytes));
    }
    let doubled = line.contains("ط§") || line.contains("ظ„") || line.contains("ط±");
    if doubled {
        return utf8(&encoded(line, WINDOWS_1256)?);
    }
    None
}

/// The line in `encoding`, where all of it can be written in that.
fn encoded(line: &str, encoding: &'static Encoding) -> Option<Vec<u8>> {
    let (bytes, _, unmappable) = encoding.encode(line);
    (!unmappable).then(|| bytes.into_owned())
}

/// The bytes as UTF-8, if they are valid and have Arabic letters.
fn utf8(bytes: &[u8]) -> Option<String> {
    let (text, damaged) = UTF_8.decode_without_bom_handling(bytes);
    (!damaged && text.chars().any(is_arabic)).then(|| text.into_owned())
}

/// The bytes as windows-1256, if nearly all letters beyond ASCII are Arabic ones then.
fn arabic(bytes: &[u8]) -> Option<String> {
    // Damaged UTF-8 would be full of ط and ظ, the lead bytes of Arabic letters.
    let lead = bytes
        .iter()
        .filter(|byte| matches!(byte, 0xD8 | 0xD9))
        .count();
    let foreign = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let is_arabic = lead * 4 <= foreign && is_mostly_arabic(bytes, WINDOWS_1256);
    is_arabic.then(|| {
        let (text, _) = WINDOWS_1256.decode_without_bom_handling(bytes);
        text.into_owned()
    })
}

/// The bytes as UTF-8 with lines of windows-1256 in between, and how many; `None` where there is no such line.
///
/// What is neither becomes U+FFFD, as everywhere.
pub(super) fn mixed(bytes: &[u8]) -> Option<(String, usize)> {
    let mut out = String::with_capacity(bytes.len());
    let mut count = 0;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if let Ok(right) = std::str::from_utf8(line) {
            out.push_str(right);
        } else if let Some(right) = arabic(line) {
            count += 1;
            out.push_str(&right);
        } else {
            out.push_str(&String::from_utf8_lossy(line));
        }
    }
    (count > 0).then_some((out, count))
}

/// Whether nearly all letters beyond ASCII are Arabic ones in `encoding`.
pub(super) fn is_mostly_arabic(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let letters = || text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic());
    let arabic = letters().filter(|&c| is_arabic(c)).count();
    arabic >= LEAST && arabic * 20 >= letters().count() * 19
}

/// Whether a line of the bytes is UTF-8 with several Arabic letters.
pub(super) fn has_utf8_line(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|&byte| byte == b'\n');
    lines.any(|line| {
        std::str::from_utf8(line)
            .is_ok_and(|line| line.chars().filter(|&c| is_arabic(c)).nth(LEAST).is_some())
    })
}

/// Whether `c` is a letter of the Arabic block.
pub(super) fn is_arabic(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{064A}' | '\u{0671}'..='\u{06D3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const RIGHT: &str = "قالت وزيرة النقل ليلى منصور، الأحد، إن ميناء الواحة سيستقبل 120 سفينة.";

    /// `text` in one encoding, read in another.
    fn garbled(text: &str, written: &'static Encoding, read: &'static Encoding) -> String {
        let (bytes, _, unmappable) = written.encode(text);
        assert!(!unmappable);
        read.decode_without_bom_handling(&bytes).0.into_owned()
    }

    #[test]
    fn mojibake_is_mended_where_nothing_is_lost() {
        for (written, read) in [
            (UTF_8, WINDOWS_1252),
            (UTF_8, WINDOWS_1256),
            (WINDOWS_1256, WINDOWS_1252),
        ] {
            let wrong = garbled(RIGHT, written, read);
            assert_ne!(wrong, RIGHT);
            let text = format!("{RIGHT}\r\n{wrong}\n\nA line of ASCII\n{wrong}");
            let right = format!("{RIGHT}\r\n{RIGHT}\n\nA line of ASCII\n{RIGHT}");
            assert_eq!(mojibake(&text), Some((right, 2)), "{}", read.name());
        }
    }

    #[test]
    fn right_texts_stay() {
        for text in [
            RIGHT,
            "Le ministère a déjà annoncé la création d'une école à la frontière, près du fleuve.",
            "Der Minister für Öffentlichkeit: äußerst schön, größer, Übermäßig",
            "خط§ ظ„ ط± وطن",
            "ÇÁ",
            "naïve",
        ] {
            assert_eq!(mojibake(text), None, "{text}");
        }
        // A letter was lost on the way: nothing is guessed.
        let wrong = garbled(RIGHT, UTF_8, WINDOWS_1252)
            .replacen('\u{81}', "", 1)
            .replacen("Ù", "", 1);
        assert_eq!(mojibake(&wrong), None);
    }

    #[test]
    fn lines_of_another_encoding_are_read_in_it() {
        let (bytes, _, _) = WINDOWS_1256.encode(RIGHT);
        let file = [RIGHT.as_bytes(), b"\n\n", &bytes, b"\n", RIGHT.as_bytes()].concat();
        assert_eq!(
            mixed(&file),
            Some((format!("{RIGHT}\n\n{RIGHT}\n{RIGHT}"), 1))
        );
        assert_eq!(mixed(&[RIGHT.as_bytes(), b"\n\xFF"].concat()), None);
    }
}
