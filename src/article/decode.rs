//! Bytes → text, with a count of what was not text.
//!
//! What decides on the encoding, in this order:
//!
//! 1. the user's `--encoding`;
//! 2. a byte order mark (UTF-8, UTF-16);
//! 3. NULs or many controls: not text, an error;
//! 4. valid UTF-8, always;
//! 5. UTF-8 with a few damaged bytes;
//! 6. what an HTML or XML file declares, unless it gives no Arabic letter and the guess is an Arabic encoding that does;
//! 7. a guess.
//!
//! UTF-16 without a byte order mark is tried where the head holds NULs. The guess is
//! chardetng's, set for Arabic pages: on 79 news articles it distinguished
//! windows-1256 from ISO-8859-6 without an error from 40 characters on (measured),
//! so no letter statistics of our own are added.
//!
//! Lines in another encoding than the rest, and lines that were decoded in a wrong encoding before they were saved, are
//! mended where nothing is lost (`decode/mend.rs`); a [`Warning`] says so. The user's choice is never mended.
//!
//! It does not remove controls (`clean` does).
//!
//! # Limitations
//!
//! Below 40 characters a legacy encoding may be guessed wrong; `--encoding`
//! overrides the guess. UTF-32 is not read, as in the Encoding Standard.

mod mend;
mod sniff;

use std::str::FromStr;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{ISO_8859_6, REPLACEMENT, UTF_8, WINDOWS_1256};

use super::types::Warning;
use crate::error::{Error, NotText};

/// A character encoding, chosen by its label.
///
/// Any label of the WHATWG Encoding Standard (section 4.2), in any case:
/// `utf-8`, `windows-1256`, `cp1256`, `iso-8859-6`, `utf-16le`, …
///
/// # Examples
///
/// ```
/// use qari::article::CharacterEncoding;
///
/// let encoding: CharacterEncoding = "cp1256".parse()?;
/// assert_eq!(encoding.name(), "windows-1256");
/// assert!("latin-arabic".parse::<CharacterEncoding>().is_err());
/// # Ok::<(), qari::error::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CharacterEncoding(&'static encoding_rs::Encoding);

impl CharacterEncoding {
    /// The encoding's name in the standard.
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

impl FromStr for CharacterEncoding {
    type Err = Error;

    /// # Errors
    ///
    /// [`Error::UnknownEncoding`] for a label that is not in the standard, or only as one
    /// that must not be decoded (`hz-gb-2312`).
    fn from_str(label: &str) -> Result<Self, Error> {
        encoding_rs::Encoding::for_label(label.as_bytes())
            .filter(|encoding| *encoding != REPLACEMENT)
            .map(Self)
            .ok_or_else(|| Error::UnknownEncoding {
                label: label.to_owned(),
            })
    }
}

/// Text, its encoding, and how many byte sequences were invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DecodedText {
    pub(super) text: String,
    /// Byte sequences that became U+FFFD.
    pub(super) invalid: usize,
    pub(super) encoding: CharacterEncoding,
    /// Lines that had been decoded in a wrong encoding before, and are mended.
    pub(super) mojibake: usize,
    /// Lines in another encoding than the rest.
    pub(super) mixed: usize,
}

impl DecodedText {
    /// What was mended, as warnings.
    pub(super) fn mended(&self) -> Vec<Warning> {
        let mojibake = (self.mojibake > 0).then_some(Warning::MojibakeMended(self.mojibake));
        let mixed = (self.mixed > 0).then_some(Warning::MixedEncodings(self.mixed));
        mojibake.into_iter().chain(mixed).collect()
    }

    /// The same with its mojibake undone.
    fn with_mojibake_undone(self) -> Self {
        match mend::mojibake(&self.text) {
            Some((text, mojibake)) => Self {
                text,
                mojibake,
                ..self
            },
            None => self,
        }
    }
}

/// Decodes `bytes` in the order of the module's description. Valid UTF-8 without a
/// mark is not copied.
///
/// # Errors
///
/// How it was recognized that the bytes are not text. Never if `asked` names an encoding: then
/// the bytes are decoded as that, whatever they are.
pub(super) fn decode(
    mut bytes: Vec<u8>,
    asked: Option<CharacterEncoding>,
) -> Result<DecodedText, NotText> {
    if let Some(encoding) = asked {
        return Ok(convert(&bytes, encoding.0));
    }
    match encoding_rs::Encoding::for_bom(&bytes) {
        Some((encoding, mark)) if encoding == UTF_8 => {
            bytes.drain(..mark);
            return Ok(utf8(bytes).unwrap_or_else(|damaged| convert(&damaged, UTF_8)));
        }
        Some((wide, _mark)) => return Ok(convert(&bytes, wide)),
        None => {}
    }
    if let Some(at) = sniff::nul(&bytes) {
        let wide = sniff::utf16(&bytes).ok_or(NotText::Nul(at))?;
        return Ok(convert(&bytes, wide));
    }
    sniff::controls(&bytes)?;
    let bytes = match utf8(bytes) {
        Ok(decoded) => return Ok(decoded.with_mojibake_undone()),
        Err(bytes) => bytes,
    };
    if mend::has_utf8_line(&bytes)
        && let Some((text, mixed)) = mend::mixed(&bytes)
    {
        let invalid = text.matches('\u{FFFD}').count();
        return Ok(DecodedText {
            text,
            invalid,
            mixed,
            ..convert(b"", UTF_8)
        });
    }
    let encoding = if sniff::is_damaged_utf8(&bytes) {
        UTF_8
    } else {
        match sniff::declared(&bytes) {
            Some(declared) if !is_overruled(&bytes, declared) => declared,
            Some(_) | None => guess(&bytes),
        }
    };
    Ok(convert(&bytes, encoding).with_mojibake_undone())
}

/// Whether a file that declares `declared` is in an Arabic encoding: the declaration gives no Arabic letter, and what is
/// guessed gives nearly nothing else.
fn is_overruled(bytes: &[u8], declared: &'static encoding_rs::Encoding) -> bool {
    let head = bytes.get(..GUESS_BYTES).unwrap_or(bytes);
    if [WINDOWS_1256, ISO_8859_6].contains(&declared)
        || declared
            .decode_without_bom_handling(head)
            .0
            .chars()
            .any(mend::is_arabic)
    {
        return false;
    }
    let guessed = guess(bytes);
    [WINDOWS_1256, ISO_8859_6].contains(&guessed) && mend::is_mostly_arabic(head, guessed)
}

/// The bytes as text, in place, if they are valid UTF-8; else the bytes again.
fn utf8(bytes: Vec<u8>) -> Result<DecodedText, Vec<u8>> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(DecodedText {
            text,
            invalid: 0,
            encoding: CharacterEncoding(UTF_8),
            mojibake: 0,
            mixed: 0,
        }),
        Err(error) => Err(error.into_bytes()),
    }
}

/// Decodes as `encoding` and counts the invalid sequences.
///
/// A byte order mark of that encoding is removed. A U+FFFD that is in the file itself does
/// not count where the encoding is UTF-8.
fn convert(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> DecodedText {
    let (text, damaged) = encoding.decode_with_bom_removal(bytes);
    let invalid = match (damaged, encoding == UTF_8) {
        (false, _) => 0,
        // U+FFFD may be in the file itself; the chunks show which bytes are invalid.
        (true, true) => bytes
            .utf8_chunks()
            .filter(|chunk| !chunk.invalid().is_empty())
            .count(),
        (true, false) => text.chars().filter(|&c| c == '\u{FFFD}').count(),
    };
    DecodedText {
        text: text.into_owned(),
        invalid,
        encoding: CharacterEncoding(encoding),
        mojibake: 0,
        mixed: 0,
    }
}

/// Bytes that the guess reads. More do not make it better, and it tries 27 encodings at once.
const GUESS_BYTES: usize = 1 << 18;

/// The likeliest encoding of text that is not UTF-8.
///
/// Never UTF-8, which was tried before, and never ISO-2022-JP, which can hide markup.
fn guess(bytes: &[u8]) -> &'static encoding_rs::Encoding {
    // A page may begin with much ASCII, which says nothing about the encoding.
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let from = first.saturating_sub(16);
    let upto = bytes.len().min(from + GUESS_BYTES);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[from..upto], upto == bytes.len());
    // The country decides for short texts only.
    detector.guess(Some(b"sa"), Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARABIC: &str =
        "قالت وزيرة الري ليلى منصور، الأحد، إن السد الجديد سيُفتتح في الشتاء.\nوأضافت: هذا وعد!";

    fn encoded(text: &str, label: &str) -> Vec<u8> {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        let (bytes, _, unmappable) = encoding.encode(text);
        assert!(!unmappable, "{label}");
        bytes.into_owned()
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    }

    fn read(bytes: Vec<u8>) -> (String, &'static str, usize) {
        let decoded = decode(bytes, None).unwrap();
        (decoded.text, decoded.encoding.name(), decoded.invalid)
    }

    #[test]
    fn the_encodings_of_arabic_are_found() {
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        let cases = [
            ("UTF-8", ARABIC.into()),
            ("UTF-8", marked(b"\xEF\xBB\xBF", ARABIC.into())),
            ("UTF-16LE", marked(b"\xFF\xFE", utf16(ARABIC, false))),
            ("UTF-16BE", marked(b"\xFE\xFF", utf16(ARABIC, true))),
            ("UTF-16LE", utf16(ARABIC, false)),
            ("UTF-16BE", utf16(ARABIC, true)),
            ("windows-1256", encoded(ARABIC, "windows-1256")),
            ("ISO-8859-6", encoded(ARABIC, "iso-8859-6")),
        ];
        for (name, bytes) in cases {
            assert_eq!(read(bytes), (ARABIC.to_owned(), name, 0));
        }
    }

    #[test]
    fn forty_letters_are_enough_to_tell_the_legacy_encodings() {
        let short = "وصل رئيس البعثة أمس إلى مدينة الواحة في";
        for name in ["windows-1256", "ISO-8859-6"] {
            assert_eq!(read(encoded(short, name)), (short.to_owned(), name, 0));
        }
        // Shorter ones need the hint that the text is Arabic.
        for name in ["windows-1256", "ISO-8859-6"] {
            assert_eq!(read(encoded("قال سليمان", name)).1, name);
        }
    }

    #[test]
    fn the_guess_looks_where_the_letters_are() {
        let text = "x".repeat(GUESS_BYTES + 1) + ARABIC;
        assert_eq!(read(encoded(&text, "iso-8859-6")).1, "ISO-8859-6");
    }

    #[test]
    fn french_beside_arabic_sources_is_not_taken_for_arabic() {
        let french =
            "Le ministère a déjà annoncé la création d'une école à la frontière, près du fleuve.";
        let (text, name, _) = read(encoded(french, "windows-1252"));
        assert_eq!((text.as_str(), name), (french, "windows-1252"));
    }

    #[test]
    fn damaged_utf8_stays_utf8_and_the_damage_is_counted() {
        let mut bytes = format!("{ARABIC}\u{FFFD}").into_bytes();
        bytes.insert(0, 0xFF);
        bytes.extend([0xD9, b'.', 0xC0, 0xAF]);
        let (text, name, invalid) = read(bytes);
        assert_eq!(name, "UTF-8");
        assert_eq!(
            text,
            format!("\u{FFFD}{ARABIC}\u{FFFD}\u{FFFD}.\u{FFFD}\u{FFFD}")
        );
        assert_eq!(invalid, 4);
    }

    #[test]
    fn valid_utf8_wins_over_what_the_page_declares() {
        let page = format!("<meta charset='windows-1256'><p>{ARABIC}");
        assert_eq!(read(page.clone().into_bytes()), (page, "UTF-8", 0));
    }

    #[test]
    fn a_declaration_wins_over_the_guess() {
        for head in [
            "<META CharSet = \"ISO-8859-6\">",
            "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-6'>",
            "<?xml version='1.0' encoding='iso-8859-6'?>",
        ] {
            // Two letters are too few for a guess.
            let page = format!("{head}<p>يد");
            assert_eq!(read(encoded(&page, "iso-8859-6")), (page, "ISO-8859-6", 0));
        }
    }

    #[test]
    fn a_declaration_without_arabic_letters_is_overruled_by_arabic() {
        let page = format!("<meta charset=iso-8859-1><p>{ARABIC}");
        for name in ["windows-1256", "ISO-8859-6"] {
            assert_eq!(read(encoded(&page.replace('ُ', ""), name)).1, name);
        }
        let french = "<meta charset=iso-8859-1><p>Le ministère a déjà annoncé la création d'une école à la frontière.";
        assert_eq!(read(encoded(french, "windows-1252")).1, "windows-1252");
    }

    #[test]
    fn the_users_choice_wins_over_everything() {
        let asked = Some("cp1256".parse::<CharacterEncoding>().unwrap());
        let bytes = encoded("نعم", "windows-1256");
        assert_eq!(decode(bytes, asked).unwrap().text, "نعم");
        let decoded = decode("é".into(), asked).unwrap();
        assert_eq!(
            (decoded.text.as_str(), decoded.encoding.name()),
            ("أ©", "windows-1256")
        );
    }

    #[test]
    fn an_unknown_label_is_an_error_that_names_valid_ones() {
        for label in ["arabic-8", "", "hz-gb-2312"] {
            let error = label.parse::<CharacterEncoding>().unwrap_err();
            assert!(error.to_string().contains("windows-1256"), "{error}");
        }
    }

    #[test]
    fn unpaired_surrogates_are_counted() {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend(utf16("أ", false));
        bytes.extend([0x00, 0xD8, b'.', 0]);
        assert_eq!(read(bytes), ("أ\u{FFFD}.".to_owned(), "UTF-16LE", 1));
    }

    #[test]
    fn binary_is_refused_with_the_reason() {
        let refused = |bytes: &[u8]| decode(bytes.to_vec(), None).unwrap_err();
        assert_eq!(refused(b"header bytes\0\x01"), NotText::Nul(12));
        assert_eq!(refused(b"ab\x01\x02\x03\x04\x05\x06"), NotText::Controls(2));
        // Every second byte is NUL, but as UTF-16 it is no text.
        assert_eq!(
            refused(b"a\0b\0\x00\xD8c\0d\0e\0f\0g\0h\0i\0j\0"),
            NotText::Nul(1)
        );
    }

    #[test]
    fn escape_sequences_alone_do_not_make_a_text_binary() {
        let coloured = "\u{1B}[1mعنوان\u{1B}[0m نص طويل بعض الشيء".to_owned();
        assert_eq!(read(coloured.clone().into_bytes()).0, coloured);
    }
}
