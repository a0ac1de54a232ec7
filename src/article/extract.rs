//! The text of a file → the articles in it, each as blocks with what the file
//! says about them.
//!
//! Nothing is cleaned and no role is guessed here: `structure` does that for all
//! formats in the same way.
//!
//! `format.rs` explains how to add a format.

mod html;
mod json;
mod markdown;
mod markup;
mod news_object;
pub(super) mod plain;

use super::draft::{DraftSink, ExtractError};
use super::format::InputFormat;
use super::types::FieldPaths;

/// Gives `sink` every article in `text`, or why there is none, in the file's order.
///
/// The articles come one at a time, so the drafts of a JSON file with many are never in
/// memory together.
pub(super) fn extract(
    text: String,
    format: InputFormat,
    fields: &FieldPaths,
    sink: &mut DraftSink<'_>,
) {
    match format {
        // The text itself is passed on: a large one is not copied.
        InputFormat::Plain => sink(Ok(plain::article(text))),
        InputFormat::Markdown => sink(Ok(markdown::article(&text))),
        InputFormat::Html => sink(html::article(text).ok_or(ExtractError::NoText)),
        InputFormat::Json => json::articles(&text, fields, sink),
        InputFormat::JsonLines => json::articles_by_line(&text, fields, sink),
    }
}
