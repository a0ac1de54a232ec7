//! Bytes → what they are, by content: not text, UTF-16, damaged UTF-8,
//! or the encoding that an HTML or XML head declares.
//!
//! Every test reads a bounded head of the file, or all of it in one linear pass.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};

use crate::error::NotText;

/// Bytes at the start of a file in which a NUL means that it is not text. A later NUL is
/// removed with the other controls.
const HEAD: usize = 1 << 16;

/// Offset of the first NUL in the head.
///
/// Text in UTF-8 or in a single-byte encoding has none; UTF-16 has many.
pub(super) fn nul(bytes: &[u8]) -> Option<usize> {
    head(bytes).iter().position(|&byte| byte == 0)
}

/// Refuses a head of which more than one byte in ten is a control that text does not use.
///
/// Tab, line ends, form feed and ESC occur in text: logs and terminal recordings are
/// accepted.
pub(super) fn controls(bytes: &[u8]) -> Result<(), NotText> {
    let is_control = |byte: &u8| matches!(byte, 0x01..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    let head = head(bytes);
    let count = head.iter().filter(|byte| is_control(byte)).count();
    match head.iter().position(is_control) {
        Some(first) if count * 10 > head.len() => Err(NotText::Controls(first)),
        Some(_) | None => Ok(()),
    }
}

/// UTF-16 without a byte order mark: of the even or of the odd bytes nine in ten are the high
/// bytes of Latin (00) or Arabic (06), and the head decodes to text.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = head(bytes);
    let pairs = head.len() / 2;
    let high = |offset: usize| {
        let count = head
            .chunks_exact(2)
            .filter(|pair| matches!(pair[offset], 0x00 | 0x06))
            .count();
        count * 10 >= pairs * 9
    };
    let encoding = match (high(0), high(1)) {
        (true, false) => UTF_16BE,
        (false, true) => UTF_16LE,
        (true, true) | (false, false) => return None,
    };
    // The last pair of the head may be cut off; text has no controls but white space.
    let (text, damaged) = encoding.decode_without_bom_handling(&head[..pairs * 2]);
    let text_like = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    (pairs > 1 && !damaged && text.chars().all(text_like)).then_some(encoding)
}

/// UTF-8 with some invalid bytes: at least two valid multi-byte sequences to each invalid one.
///
/// Arabic in a legacy encoding has at least sixty times fewer valid ones than invalid
/// (measured), since two letters in a row are two lead bytes.
pub(super) fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    valid >= invalid.saturating_mul(2)
}

/// The encoding that the head of an HTML or XML file declares.
///
/// A simple form of the HTML standard's prescan: the first `charset=` of a
/// page that begins with markup, or `encoding=` of an XML declaration.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    /// The standard reads 1024 bytes; some pages declare it later.
    const PRESCAN: usize = 4096;
    let head = bytes.get(..PRESCAN).unwrap_or(bytes).trim_ascii_start();
    if !head.starts_with(b"<") {
        return None;
    }
    let head = head.to_ascii_lowercase();
    let key: &[u8] = if head.starts_with(b"<?xml") {
        b"encoding"
    } else {
        b"charset"
    };
    let at = head.windows(key.len()).position(|window| window == key)?;
    let rest = head[at + key.len()..].trim_ascii_start();
    let rest = rest.strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest
        .strip_prefix(b"\"")
        .or(rest.strip_prefix(b"'"))
        .unwrap_or(rest);
    let end = rest
        .iter()
        .position(|byte| {
            matches!(byte, b'"' | b'\'' | b';' | b'>' | b'/') || byte.is_ascii_whitespace()
        })
        .unwrap_or(rest.len());
    // The file is neither UTF-8 nor UTF-16, so a declaration of these says nothing.
    encoding_rs::Encoding::for_label(&rest[..end])
        .filter(|found| ![UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED].contains(found))
}

/// The first [`HEAD`] bytes; a character may be cut off at their end.
fn head(bytes: &[u8]) -> &[u8] {
    bytes.get(..HEAD).unwrap_or(bytes)
}
