//! The name of a file, or its first characters → its format.
//!
//! Only HTML and JSON are recognized by content; any other text without a known file extension is plain text. Character
//! encodings are the subject of `decode.rs`.
//!
//! # How to add a format
//!
//! 1. a variant of [`InputFormat`] and its file extensions in [`ENDINGS`];
//! 2. a file in `extract/` that makes an [`ArticleDraft`](super::draft::ArticleDraft) (`extract/markdown.rs` is the
//!    smallest example), and its arm in [`extract`](super::extract::extract), which the compiler asks for;
//! 3. if it can be recognized without a name (standard input), a case in [`InputFormat::of_text`];
//! 4. the lists of formats in the README ("Use") and in the help (`FILE|DIR` in `cli/options.rs`).

use std::path::Path;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InputFormat {
    /// Text, one paragraph a line.
    Plain,
    /// Text with `#` headings.
    Markdown,
    /// A web page.
    Html,
    /// One JSON value, or several one after the other.
    Json,
    /// One JSON value a line; a broken line does not affect the others.
    JsonLines,
}

/// Endings of the files that count as articles in a directory, and their formats.
pub(super) const ENDINGS: &[(&str, InputFormat)] = &[
    ("txt", InputFormat::Plain),
    ("text", InputFormat::Plain),
    ("md", InputFormat::Markdown),
    ("markdown", InputFormat::Markdown),
    ("html", InputFormat::Html),
    ("htm", InputFormat::Html),
    ("json", InputFormat::Json),
    ("jsonl", InputFormat::JsonLines),
    ("ndjson", InputFormat::JsonLines),
];

impl InputFormat {
    /// The format that the ending of the file's name stands for, in any letter case;
    /// `None` for an ending that is not in [`ENDINGS`].
    pub(super) fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        ENDINGS
            .iter()
            .find_map(|(known, format)| (*known == ending).then_some(*format))
    }

    /// The format that a text is recognized as by its first characters: HTML, JSON, else
    /// plain text. For standard input and for names that say nothing.
    pub(super) fn of_text(text: &str) -> Self {
        const HTML_TAGS: [&str; 6] = [
            "<!doctype html",
            "<html",
            "<head",
            "<body",
            "<article",
            "<meta",
        ];
        let text = text.trim_start();
        let head: String = text.chars().take(512).collect();
        let head = head.to_ascii_lowercase();
        if HTML_TAGS.iter().any(|tag| head.starts_with(tag))
            || (head.starts_with("<?xml") && head.contains("<html"))
        {
            Self::Html
        } else if begins_like_json_object(text) {
            Self::Json
        } else {
            Self::Plain
        }
    }
}

/// Whether `text` begins with a JSON object, or an array of objects: an opening brace,
/// a string and a colon. An Arabic headline in brackets has no such beginning.
fn begins_like_json_object(text: &str) -> bool {
    let inner = text.trim_start_matches(['[', ' ', '\n', '\r', '\t']);
    let Some(inner) = inner.strip_prefix('{') else {
        return false;
    };
    let Some(key) = inner.trim_start().strip_prefix('"') else {
        return false;
    };
    key.split_once('"')
        .is_some_and(|(_, rest)| rest.trim_start().starts_with(':'))
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
        assert_eq!(of("Makefile"), None);
        assert_eq!(of(".txt"), None);
    }

    #[test]
    fn the_content_tells_the_format_of_a_text_without_a_name() {
        for (text, expected) in [
            ("\n<!DOCTYPE HTML><p>x", InputFormat::Html),
            ("<?xml version='1.0'?>\n<html>", InputFormat::Html),
            (r#" {"title": "x", "text": "y"}"#, InputFormat::Json),
            (r#"[{"body": "y"}]"#, InputFormat::Json),
            ("[وكالات] قال الوزير", InputFormat::Plain),
            ("<3 كتب", InputFormat::Plain),
            ("{المركزي} يرفع الفائدة", InputFormat::Plain),
            ("{\"المركزي\" يرفع الفائدة}", InputFormat::Plain),
        ] {
            assert_eq!(InputFormat::of_text(text), expected, "{text}");
        }
    }
}
