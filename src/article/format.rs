//! The name of a file, its first bytes or its first characters → its format.
//!
//! One table, [`FORMATS`], names all formats that are read; the README's table is written from it. `format/unreadable.rs`
//! names the formats that are refused, `format/signs.rs` has the signs by which content is recognized. Character
//! encodings are the subject of `decode.rs`.
//!
//! The bytes come before the name where they are certain: a compressed file, a ZIP file, a mail. Among the formats
//! that are text the name decides, except that a page or a feed in a `.txt` is read as what it is.
//!
//! # How to add a format
//!
//! 1. a variant of [`InputFormat`] and a row of [`FORMATS`], from which the README's table is written
//!    (`QARI_BLESS=1 cargo test readme`);
//! 2. a file in `extract/` that makes an [`ArticleDraft`](super::draft::ArticleDraft) (`extract/subtitles.rs` is a small
//!    example), and its arm in `extract.rs`, which the compiler asks for;
//! 3. if it can be recognized without a name (standard input), a sign in `format/signs.rs`;
//! 4. a file of it in the tests of `extract`.
//!
//! A format that is not read has a row in `format/unreadable.rs`.

mod signs;
mod unreadable;

use std::fmt::Write as _;
use std::path::Path;

pub(super) use unreadable::unreadable;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InputFormat {
    /// Text, one paragraph a line.
    Plain,
    /// `CommonMark` with the tables, footnotes and front matter of GitHub.
    Markdown,
    /// A web page.
    Html,
    /// One JSON value, or several one after the other; JSON Feed too.
    Json,
    /// One JSON value a line; a broken line does not affect the others.
    JsonLines,
    /// XML: RSS, RDF and Atom feeds, XHTML; the root element decides.
    Xml,
    /// Subtitles: `SubRip` and `WebVTT`.
    Subtitles,
    /// A mail, several of them in an mbox, or a page saved as MHTML.
    Mail,
    /// A ZIP file: an EPUB book, a DOCX document, or an archive of articles.
    Zip,
    /// Compressed by gzip.
    Gzip,
    /// Compressed by xz.
    Xz,
    /// Compressed by Zstandard.
    Zstd,
    /// Compressed by bzip2.
    Bzip2,
}

/// A row of the table of formats.
struct FormatRow {
    format: InputFormat,
    /// What people call it.
    name: &'static str,
    /// Endings of its files, in lower case, without the dot.
    endings: &'static [&'static str],
    /// What is read of it.
    reading: &'static str,
}

/// All formats that are read, in the README's order.
const FORMATS: [FormatRow; 13] = [
    FormatRow {
        format: InputFormat::Plain,
        name: "Plain text",
        endings: &["txt", "text"],
        reading: "a paragraph a line, or paragraphs between blank lines; lines broken at a margin are joined",
    },
    FormatRow {
        format: InputFormat::Html,
        name: "HTML",
        endings: &["html", "htm", "xhtml"],
        reading: "the article of the page: title, paragraphs, headings, links, publisher",
    },
    FormatRow {
        format: InputFormat::Markdown,
        name: "Markdown",
        endings: &["md", "markdown"],
        reading: "the text without its marks; `title:` of the front matter; lists, tables, quotes, footnotes",
    },
    FormatRow {
        format: InputFormat::Json,
        name: "JSON, JSON Feed",
        endings: &["json"],
        reading: "title, text and source under their usual names; several articles in an array",
    },
    FormatRow {
        format: InputFormat::JsonLines,
        name: "JSON Lines",
        endings: &["jsonl", "ndjson"],
        reading: "an article a line",
    },
    FormatRow {
        format: InputFormat::Xml,
        name: "RSS, Atom",
        endings: &["rss", "atom", "rdf", "xml"],
        reading: "an article an item: its content, else its summary",
    },
    FormatRow {
        format: InputFormat::Mail,
        name: "Mail, mbox, MHTML",
        endings: &["eml", "mbox", "mht", "mhtml"],
        reading: "subject and text of each message; the article of a saved page",
    },
    FormatRow {
        format: InputFormat::Subtitles,
        name: "SubRip, WebVTT",
        endings: &["srt", "vtt"],
        reading: "cues joined into paragraphs, each under its time",
    },
    FormatRow {
        format: InputFormat::Zip,
        name: "EPUB, DOCX, ZIP",
        endings: &["epub", "docx", "zip"],
        reading: "an article a chapter; the document; every file inside with an ending of this table",
    },
    FormatRow {
        format: InputFormat::Gzip,
        name: "gzip",
        endings: &["gz"],
        reading: "the file inside",
    },
    FormatRow {
        format: InputFormat::Xz,
        name: "xz",
        endings: &["xz"],
        reading: "the file inside",
    },
    FormatRow {
        format: InputFormat::Zstd,
        name: "Zstandard",
        endings: &["zst", "zstd"],
        reading: "the file inside",
    },
    FormatRow {
        format: InputFormat::Bzip2,
        name: "bzip2",
        endings: &["bz2"],
        reading: "the file inside",
    },
];

/// The endings of the files that count as articles in a directory and in a ZIP file, each with its dot, joined by spaces.
pub(super) fn endings() -> String {
    let all = FORMATS.iter().flat_map(|row| row.endings);
    let all: Vec<String> = all.map(|ending| format!(".{ending}")).collect();
    all.join(" ")
}

/// The README's table of formats, in Markdown.
pub fn markdown() -> String {
    let mut table = String::from("| format | endings | what is read |\n| --- | --- | --- |\n");
    for row in &FORMATS {
        let endings: Vec<String> = row.endings.iter().map(|end| format!("`.{end}`")).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(
            table,
            "| {} | {} | {} |",
            row.name,
            endings.join(" "),
            row.reading
        );
    }
    table
}

impl InputFormat {
    /// The format that the ending of the file's name stands for, in any letter case;
    /// `None` for an ending that is not in [`FORMATS`].
    pub(super) fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        FORMATS
            .iter()
            .find_map(|row| row.endings.contains(&ending.as_str()).then_some(row.format))
    }

    /// The format that the bytes have without doubt, whatever the file is called: compressed, ZIP, mail.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        const MAGIC: [(&[u8], InputFormat); 6] = [
            (b"\x1F\x8B\x08", InputFormat::Gzip),
            (b"\xFD7zXZ\0", InputFormat::Xz),
            (b"\x28\xB5\x2F\xFD", InputFormat::Zstd),
            (b"PK\x03\x04", InputFormat::Zip),
            // A ZIP file without entries.
            (b"PK\x05\x06", InputFormat::Zip),
            (b"PK00PK\x03\x04", InputFormat::Zip),
        ];
        let magic = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
        if let Some((_, format)) = magic {
            return Some(*format);
        }
        // «BZh», the block size, and π or the square root of it.
        let is_bzip2 = bytes.starts_with(b"BZh")
            && bytes.get(4..10).is_some_and(|block| {
                block == b"\x31\x41\x59\x26\x53\x59" || block == b"\x17\x72\x45\x38\x50\x90"
            });
        if is_bzip2 {
            Some(Self::Bzip2)
        } else {
            signs::is_mail(bytes).then_some(Self::Mail)
        }
    }

    /// The format of a text: what its name says, unless the text shows that it is something else; without a name what its
    /// first characters say, else plain text.
    pub(super) fn of_text(text: &str, named: Option<Self>) -> Self {
        match named {
            // Markup and times are never shown as the article.
            Some(Self::Plain) => match Self::recognized(text) {
                Some(seen @ (Self::Html | Self::Xml | Self::Subtitles)) => seen,
                Some(_) | None => Self::Plain,
            },
            Some(Self::Html) if signs::xml_root(text).is_some_and(|root| root != "html") => {
                Self::Xml
            }
            // A compressed or packed file whose content is text all the same has only the wrong ending.
            Some(Self::Gzip | Self::Xz | Self::Zstd | Self::Bzip2 | Self::Zip) | None => {
                Self::recognized(text).unwrap_or(Self::Plain)
            }
            Some(named) => named,
        }
    }

    /// The format that a text is recognized as by its first characters.
    fn recognized(text: &str) -> Option<Self> {
        let text = text.trim_start();
        if signs::is_html(text) {
            Some(Self::Html)
        } else if signs::xml_root(text).is_some() {
            Some(Self::Xml)
        } else if signs::begins_like_json_object(text) {
            Some(Self::Json)
        } else if signs::is_subtitles(text) {
            Some(Self::Subtitles)
        } else {
            signs::is_markdown(text).then_some(Self::Markdown)
        }
    }
}

/// The local name of the root element of an XML text: `rss` of `<rss version="2.0">`.
pub(super) fn xml_root(text: &str) -> Option<&str> {
    signs::xml_root(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_tells_the_format_in_any_case() {
        let of = |name: &str| InputFormat::of_path(Path::new(name));
        assert_eq!(of("a.TXT"), Some(InputFormat::Plain));
        assert_eq!(of("خبر.html"), Some(InputFormat::Html));
        assert_eq!(of("a.b.jsonl"), Some(InputFormat::JsonLines));
        assert_eq!(of("a.html.gz"), Some(InputFormat::Gzip));
        assert_eq!(of("Makefile"), None);
        assert_eq!(of(".txt"), None);
    }

    #[test]
    fn no_ending_stands_for_two_formats() {
        let mut all: Vec<_> = FORMATS.iter().flat_map(|row| row.endings).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn the_content_tells_the_format_of_a_text_without_a_name() {
        for (text, expected) in [
            ("\n<!DOCTYPE HTML><p>x", InputFormat::Html),
            ("<?xml version='1.0'?>\n<html>", InputFormat::Html),
            ("<?xml version='1.0'?>\n<!-- x --><rss>", InputFormat::Xml),
            (
                "<feed xmlns='http://www.w3.org/2005/Atom'>",
                InputFormat::Xml,
            ),
            (r#" {"title": "x", "text": "y"}"#, InputFormat::Json),
            (r#"[{"body": "y"}]"#, InputFormat::Json),
            (
                "WEBVTT\n\n00:01.000 --> 00:02.000\nنص",
                InputFormat::Subtitles,
            ),
            (
                "1\r\n00:00:01,000 --> 00:00:02,000\r\nنص",
                InputFormat::Subtitles,
            ),
            ("---\ntitle: خبر\n---\nنص", InputFormat::Markdown),
            ("# عنوان\n\nنص", InputFormat::Markdown),
            ("[وكالات] قال الوزير", InputFormat::Plain),
            ("<3 كتب", InputFormat::Plain),
            ("{المركزي} يرفع الفائدة", InputFormat::Plain),
            ("{\"المركزي\" يرفع الفائدة}", InputFormat::Plain),
            ("1\nقال الوزير", InputFormat::Plain),
            ("---\nقال الوزير\n---", InputFormat::Plain),
        ] {
            assert_eq!(InputFormat::of_text(text, None), expected, "{text}");
        }
    }

    #[test]
    fn markup_under_a_wrong_name_is_read_as_what_it_is() {
        let plain = |text| InputFormat::of_text(text, Some(InputFormat::Plain));
        assert_eq!(plain("<html><p>x"), InputFormat::Html);
        assert_eq!(plain("<rss><channel>"), InputFormat::Xml);
        assert_eq!(plain("# عنوان\n\nنص"), InputFormat::Plain);
        assert_eq!(
            InputFormat::of_text("<?xml version='1.0'?><rss>", Some(InputFormat::Html)),
            InputFormat::Xml
        );
        assert_eq!(
            InputFormat::of_text("<p>x", Some(InputFormat::Html)),
            InputFormat::Html
        );
        // Only its name says that it is compressed.
        assert_eq!(
            InputFormat::of_text("نص", Some(InputFormat::Gzip)),
            InputFormat::Plain
        );
    }

    #[test]
    fn bytes_tell_what_is_packed() {
        for (bytes, expected) in [
            (&b"\x1F\x8B\x08\0"[..], Some(InputFormat::Gzip)),
            (b"BZh91AY&SY", Some(InputFormat::Bzip2)),
            (b"BZhello", None),
            (b"PK\x03\x04", Some(InputFormat::Zip)),
            (b"PK is short", None),
            (b"", None),
        ] {
            assert_eq!(InputFormat::of_bytes(bytes), expected, "{bytes:?}");
        }
    }
}
