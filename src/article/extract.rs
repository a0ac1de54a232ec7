//! The bytes of a file → the articles in it, each as blocks with what the file
//! says about them.
//!
//! ```text
//! bytes ─► compressed: unpack ─► bytes again
//!          ZIP: archive ─► EPUB, DOCX, or each file inside ─► bytes again
//!          mail: MIME parts ─► decode ─► HTML or plain text
//!          else: decode ─► the format of the text ─► blocks
//! ```
//!
//! What a file unpacks to is bounded by one [`UnpackBudget`] for all that is inside. Nothing is cleaned and no role is
//! guessed here: `structure` does that for all formats in the same way.
//!
//! `format.rs` explains how to add a format.

mod archive;
mod feed;
mod html;
mod json;
mod mail;
mod markdown;
mod markup;
mod news_object;
pub(super) mod plain;
mod subtitles;
mod unpack;
mod xml;

use std::path::Path;

use super::decode::{self, CharacterEncoding};
use super::draft::{ArticleDraft, DraftSink, ExtractError};
use super::format::{self, InputFormat};
use super::types::FieldPaths;
use super::visual_order;
use crate::error::NotText;
use unpack::UnpackBudget;

/// How a file with a record a line holds them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RecordLines {
    /// As they are.
    Plain,
    /// Compressed in that format.
    Packed(InputFormat),
}

/// Whether the file at `path`, which begins with `bytes`, is JSON Lines in UTF-8, by its name or by its first two lines.
/// `None` where it is not, or that cannot be told.
pub(super) fn record_lines(bytes: &[u8], path: &Path) -> Option<RecordLines> {
    let by_name = |path: &Path| InputFormat::of_path(path) == Some(InputFormat::JsonLines);
    match InputFormat::of_bytes(bytes) {
        Some(InputFormat::Zip | InputFormat::Mail) => None,
        Some(packed) => {
            let inner = unpack::inner_name(&path.to_string_lossy());
            by_name(Path::new(&inner)).then_some(RecordLines::Packed(packed))
        }
        None => {
            let bytes = bytes.trim_ascii_start();
            let mut lines = bytes.split(|&byte| byte == b'\n');
            let first = lines.next()?;
            let second = lines.next().and_then(|line| line.first());
            let by_content = || {
                second == Some(&b'{') && serde_json::from_slice::<serde_json::Value>(first).is_ok()
            };
            let object = first.first() == Some(&b'{');
            (object && (by_name(path) || by_content())).then_some(RecordLines::Plain)
        }
    }
}

/// Writes what is inside of `packed` to `to`.
pub(super) fn unpack_to(
    packed: impl std::io::BufRead,
    format: InputFormat,
    to: &mut impl std::io::Write,
) -> Result<(), crate::error::UnpackError> {
    unpack::copy(packed, format, to)
}

/// Gives `sink` the articles of a line of JSON as drafts of which only the beginning is to be used: title, or first words,
/// and what the record states about the article.
pub(super) fn record_headlines(line: &str, fields: &FieldPaths, sink: &mut DraftSink<'_>) {
    json::headlines(line, fields, sink);
}

/// The bytes of a file, and what is known of them beforehand.
pub(super) struct FileContent<'a> {
    pub(super) bytes: Vec<u8>,
    /// The name whose ending tells the format; may be empty.
    pub(super) name: String,
    /// The encoding that the user asked for.
    pub(super) encoding: Option<CharacterEncoding>,
    /// Where the text of a JSON article stands, if the user says so.
    pub(super) fields: &'a FieldPaths,
    /// Its text is in visual order, and is to be turned.
    pub(super) from_visual: bool,
}

/// Gives `sink` every article in `content`, or why there is none, in the file's order.
///
/// The articles come one at a time, so the drafts of a file with many are never in memory together.
pub(super) fn extract(content: FileContent<'_>, sink: &mut DraftSink<'_>) {
    read(content, &mut UnpackBudget::new(), sink);
}

/// The same for a file and for what was inside of one; `budget` is what the whole may still unpack to.
fn read(content: FileContent<'_>, budget: &mut UnpackBudget, sink: &mut DraftSink<'_>) {
    let named = InputFormat::of_path(Path::new(&content.name));
    let packed = InputFormat::of_bytes(&content.bytes);
    match packed.or(named.filter(|format| *format == InputFormat::Mail)) {
        Some(InputFormat::Mail) => {
            let is_visual = content.from_visual;
            mail::articles(&content, &mut |draft| {
                sink(draft.map(|draft| turned(draft, is_visual)));
            });
        }
        Some(InputFormat::Zip) => archive::articles(&content, budget, sink),
        Some(compressed) => match unpack::decompress(&content.bytes, compressed, budget) {
            Ok(bytes) => {
                let inside = FileContent {
                    bytes,
                    name: unpack::inner_name(&content.name),
                    encoding: content.encoding,
                    fields: content.fields,
                    from_visual: content.from_visual,
                };
                read(inside, budget, sink);
                budget.leave();
            }
            Err(error) => sink(Err(error.into())),
        },
        None => text(content, named, sink),
    }
}

/// Gives `sink` the articles of a file that is text, once its encoding and its format are found.
fn text(content: FileContent<'_>, named: Option<InputFormat>, sink: &mut DraftSink<'_>) {
    // Whoever names an encoding says that it is text.
    if content.encoding.is_none()
        && let Some(name) = format::unreadable(&content.bytes)
    {
        return sink(Err(NotText::Known(name).into()));
    }
    let decoded = match decode::decode(content.bytes, content.encoding) {
        Ok(decoded) => decoded,
        Err(reason) => return sink(Err(reason.into())),
    };
    if decoded.text.trim().is_empty() {
        return sink(Err(ExtractError::Empty));
    }
    let format = InputFormat::of_text(&decoded.text, named);
    let (invalid, mended) = (decoded.invalid, decoded.mended());
    let fields = content.fields;
    let mut text = decoded.text;
    // Before lines that a program broke at a margin are joined; each is turned by itself.
    let is_plain = matches!(format, InputFormat::Plain | InputFormat::Markdown);
    if content.from_visual && is_plain {
        text = visual_order::turned(&text);
    }
    let is_visual = content.from_visual && !is_plain;
    let sink: &mut DraftSink<'_> = &mut |draft| {
        sink(draft.map(|draft: ArticleDraft<'_>| {
            turned(draft, is_visual).decoded(invalid, mended.clone())
        }));
    };
    match format {
        InputFormat::Markdown => sink(Ok(markdown::article(&text))),
        InputFormat::Html => sink(html::article(text).ok_or(ExtractError::NoTextInHtml)),
        InputFormat::Json => json::articles(&text, fields, sink),
        InputFormat::JsonLines => json::articles_by_line(&text, fields, sink),
        InputFormat::Xml => match format::xml_root(&text) {
            Some("rss" | "feed" | "RDF") => feed::articles(&text, sink),
            Some("html") => sink(html::article(text).ok_or(ExtractError::NoTextInHtml)),
            Some("svg") => sink(Err(NotText::Known("a picture").into())),
            Some(_) => sink(Err(NotText::Known(
                "XML that is no feed and no page (save its text as .txt)",
            )
            .into())),
            None => sink(Ok(plain::article(text))),
        },
        InputFormat::Subtitles => sink(subtitles::article(&text)),
        // The text itself is passed on: a large one is not copied. What is packed was unpacked before.
        InputFormat::Plain
        | InputFormat::Mail
        | InputFormat::Zip
        | InputFormat::Gzip
        | InputFormat::Xz
        | InputFormat::Zstd
        | InputFormat::Bzip2 => sink(Ok(plain::article(text))),
    }
}

/// The draft, its lines turned round if they are in visual order.
fn turned(mut draft: ArticleDraft<'_>, is_visual: bool) -> ArticleDraft<'_> {
    if is_visual {
        for block in &mut draft.blocks {
            block.text = visual_order::turned(&block.text).into();
        }
    }
    draft
}

#[cfg(test)]
mod tests;
