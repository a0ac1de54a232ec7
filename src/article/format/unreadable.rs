//! The first bytes of a file → the name of a format that is not read, and the way out.
//!
//! Such a file is refused by name; its bytes are never shown as text. A text that begins with `%PDF-` is refused too.

/// First bytes, and the name with the way out.
const UNREADABLE: [(&[u8], &str); 39] = [
    (b"%PDF-", "a PDF file (pdftotext makes text of it)"),
    (b"\xD0\xCF\x11\xE0", "an Office document (save it as text)"),
    (b"{\\rtf", "an RTF document (save it as text)"),
    (b"%!PS", "a PostScript file (ps2txt makes text of it)"),
    (b"AT&TFORM", "a DjVu file (djvutxt makes text of it)"),
    (b"ITSF", "a help file (save its pages as HTML)"),
    (
        b"[Script Info]",
        "subtitles of another kind (ffmpeg makes .srt of them)",
    ),
    (b"Rar!", "a RAR archive (unrar x unpacks it)"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive (7z x unpacks it)"),
    (
        b"\x1F\x9D",
        "compressed by compress (uncompress unpacks it)",
    ),
    (b"\x04\x22\x4D\x18", "compressed by lz4 (unlz4 unpacks it)"),
    (b"LZIP", "compressed by lzip (lzip -d unpacks it)"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"8BPS", "a picture"),
    (b"\0\0\x01\0", "a picture"),
    (b"\xFF\x0A", "a picture"),
    (b"<svg", "a picture"),
    (b"ID3\x03", "a sound"),
    (b"ID3\x04", "a sound"),
    (b"\xFF\xFB", "a sound"),
    (b"fLaC", "a sound"),
    (b"OggS", "a sound or a film"),
    (b"MThd", "a sound"),
    (b"\x1A\x45\xDF\xA3", "a film"),
    (b"FLV\x01", "a film"),
    (b"\0\0\x01\xBA", "a film"),
    (b"\x7FELF", "a program"),
    (b"\xCF\xFA\xED\xFE", "a program"),
    (b"\xCA\xFE\xBA\xBE", "a program"),
    (b"\0asm", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\0\x01\0\0\0", "a font"),
    (b"OTTO\0", "a font"),
];

/// Bytes that stand later in the file: their offset, they, and the name with the way out.
const UNREADABLE_INSIDE: [(usize, &[u8], &str); 8] = [
    (257, b"ustar", "a tar archive (tar -xf unpacks it)"),
    (
        60,
        b"BOOKMOBI",
        "a Kindle book (Calibre makes an EPUB of it)",
    ),
    (8, b"WEBP", "a picture"),
    (8, b"WAVE", "a sound"),
    (8, b"AVI ", "a film"),
    (4, b"ftypavif", "a picture"),
    (4, b"ftyphei", "a picture"),
    (4, b"ftyp", "a film"),
];

/// The name of the format that the bytes have, if it is one that is not read.
pub(in crate::article) fn unreadable(bytes: &[u8]) -> Option<&'static str> {
    let begins = UNREADABLE
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic));
    let inside = || {
        UNREADABLE_INSIDE.iter().find_map(|(at, magic, name)| {
            let rest = bytes.get(*at..)?;
            rest.starts_with(magic).then_some(*name)
        })
    };
    begins.map(|(_, name)| *name).or_else(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_are_not_read_have_names() {
        let at = |offset: usize, magic: &[u8]| [&vec![b'x'; offset], magic].concat();
        for (bytes, name) in [
            (b"%PDF-1.7 text".to_vec(), "a PDF file"),
            (b"\xD0\xCF\x11\xE0\xA1".to_vec(), "an Office document"),
            (at(257, b"ustar\0"), "a tar archive"),
            (at(60, b"BOOKMOBI"), "a Kindle book"),
            (at(4, b"ftypheic"), "a picture"),
            (at(4, b"ftypisom"), "a film"),
        ] {
            assert!(
                unreadable(&bytes).is_some_and(|found| found.starts_with(name)),
                "{name}"
            );
        }
        assert_eq!(unreadable("قال الوزير ustar".as_bytes()), None);
        assert_eq!(unreadable(b""), None);
    }
}
