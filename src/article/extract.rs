//! The text of a file → the articles in it, each as blocks with what the file
//! says of them.
//!
//! The format is known by the file's ending, else by its first bytes. Nothing
//! is cleaned and no role is guessed here: `structure` does that for all
//! formats alike.
//!
//! A new format is a variant of [`InputFormat`], its endings in [`ENDINGS`], and a file
//! below that makes a draft.

mod html;
mod json;
mod markdown;
pub(super) mod plain;

use std::path::Path;

use super::draft::ArticleDraft;

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
    /// One JSON value a line; a broken line does not spoil the others.
    JsonLines,
}

/// File endings that count as articles in a directory, and what they hold.
pub(super) const ENDINGS: [(&str, InputFormat); 9] = [
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

/// Why a part of a file gave no article.
#[derive(Debug)]
pub(super) enum Failure {
    /// The parser's words.
    Json(serde_json::Error),
    /// It was understood and holds no text.
    NoText,
}

impl InputFormat {
    /// By the ending of the file's name.
    ///
    /// Letter case does not matter; an ending that is not in [`ENDINGS`] tells nothing.
    pub(super) fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        ENDINGS
            .iter()
            .find_map(|(known, format)| (*known == ending).then_some(*format))
    }

    /// By the look of the text, where the name says nothing.
    ///
    /// Only HTML and JSON have a look of their own; all else is plain text.
    pub(super) fn of_text(text: &str) -> Self {
        let text = text.trim_start();
        let head: String = text.chars().take(512).collect();
        let head = head.to_ascii_lowercase();
        let markup = [
            "<!doctype html",
            "<html",
            "<head",
            "<body",
            "<article",
            "<meta",
        ];
        if markup.iter().any(|tag| head.starts_with(tag))
            || (head.starts_with("<?xml") && head.contains("<html"))
        {
            Self::Html
        } else if json::begins_like_an_article(text) {
            Self::Json
        } else {
            Self::Plain
        }
    }
}

/// Hands every article in `text` to `each`, or why there is none, in the file's order.
///
/// Articles are handed on one at a time, so a JSON file of many is never held whole as
/// drafts.
pub(super) fn extract(
    text: String,
    format: InputFormat,
    each: &mut dyn FnMut(Result<ArticleDraft<'_>, Failure>),
) {
    match format {
        // Handed on whole: a large text is not copied.
        InputFormat::Plain => each(Ok(plain::article(text))),
        InputFormat::Markdown => each(Ok(markdown::article(&text))),
        InputFormat::Html => each(html::article(&text).ok_or(Failure::NoText)),
        InputFormat::Json => json::articles(&text, each),
        InputFormat::JsonLines => json::articles_by_line(&text, each),
    }
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
    fn the_look_tells_the_format_of_a_nameless_text() {
        assert_eq!(
            InputFormat::of_text("\n<!DOCTYPE HTML><p>x"),
            InputFormat::Html
        );
        assert_eq!(
            InputFormat::of_text("<?xml version='1.0'?>\n<html>"),
            InputFormat::Html
        );
        assert_eq!(
            InputFormat::of_text(r#" {"title": "x", "text": "y"}"#),
            InputFormat::Json
        );
        assert_eq!(
            InputFormat::of_text(r#"[{"body": "y"}]"#),
            InputFormat::Json
        );
        assert_eq!(
            InputFormat::of_text("[وكالات] قال الوزير"),
            InputFormat::Plain
        );
        assert_eq!(InputFormat::of_text("<3 كتب"), InputFormat::Plain);
        assert_eq!(
            InputFormat::of_text("{المركزي} يرفع الفائدة"),
            InputFormat::Plain
        );
    }
}
