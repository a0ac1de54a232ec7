//! A JSON object → its article, by the key names that news sites, feeds and corpora use.
//!
//! What makes an object an article is a text under one of the names of [`BODY`]; a
//! title alone does not. The lists are ordered: the first name that holds something
//! is used. Keys that are not known are ignored. Text that holds HTML is read as HTML.
//!
//! `json.rs` finds the objects in a JSON file, `html.rs` in the linked data of a page.

use serde_json::Value;

use super::markup;
use crate::article::draft::{ArticleBlock, ArticleDraft};

/// Names of the title, best first.
const TITLE: [&str; 7] = [
    "title",
    "headline",
    "heading",
    "name",
    "العنوان",
    "عنوان",
    "subject",
];
/// Names of the text, best first.
const BODY: [&str; 16] = [
    "text",
    "body",
    "content",
    "articleBody",
    "article_body",
    "article_text",
    "fulltext",
    "full_text",
    "maintext",
    "story",
    "paragraphs",
    "article",
    "content_html",
    "content_text",
    "النص",
    "نص",
];
/// Names of the publisher, best first.
const PUBLISHER: [&str; 8] = [
    "publisher",
    "source",
    "site_name",
    "siteName",
    "site",
    "newspaper",
    "outlet",
    "المصدر",
];
/// Keys of an object that holds one article or several, best first.
pub(super) const WRAPPERS: [&str; 10] = [
    "@graph", "articles", "article", "items", "posts", "data", "results", "news", "post", "docs",
];
/// How many levels of wrappers and of nested texts are followed.
///
/// Deeper ones hold no article: hostile nesting ends here, long before the parser's
/// own limit of 128.
pub(super) const DEPTH: usize = 4;

/// The article that the object `value` is, if it holds a text.
///
/// Title and publisher may be missing; the text may be a string, a list of paragraphs,
/// or an object around either.
pub(super) fn article(value: &Value) -> Option<ArticleDraft<'static>> {
    let mut body = Vec::new();
    for key in BODY {
        match value.get(key) {
            // `{"article": {…}}` wraps one, with a title of its own.
            Some(Value::Object(_)) if WRAPPERS.contains(&key) => {}
            Some(found) => push_text(found, DEPTH, &mut body),
            None => {}
        }
        if !body.is_empty() {
            break;
        }
    }
    if body.is_empty() {
        return None;
    }
    let title = first_text(value, &TITLE).map(|title| markup::plain_text(&title));
    let mut draft = ArticleDraft::titled(title.as_deref(), first_text(value, &PUBLISHER));
    draft.append_body(body);
    Some(draft)
}

/// Whether `value` has a schema.org type of article.
///
/// `NewsArticle`, `ReportageNewsArticle`, `BlogPosting` and the like are recognized by
/// their ending.
pub(super) fn is_news(value: &Value) -> bool {
    let is = |kind: &Value| {
        kind.as_str()
            .is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting"))
    };
    match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

/// The value of the first of `keys` that holds a non-empty string, or an object with one.
fn first_text(value: &Value, keys: &[&str]) -> Option<String> {
    const INSIDE: [&str; 4] = ["rendered", "name", "text", "value"];
    let string = |found: &Value| {
        let text = found.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    keys.iter()
        .filter_map(|key| value.get(*key))
        .find_map(|found| {
            string(found).or_else(|| INSIDE.iter().find_map(|key| string(found.get(*key)?)))
        })
}

/// Appends the blocks of a text: a string, a list of them, or an object that holds one.
///
/// Numbers and booleans are no text; what is nested deeper than `depth` is left out.
fn push_text(value: &Value, depth: usize, blocks: &mut Vec<ArticleBlock<'static>>) {
    const INSIDE: [&str; 6] = ["rendered", "text", "value", "content", "paragraphs", "body"];
    match value {
        Value::String(text) if text.trim().is_empty() => {}
        Value::String(text) if markup::is_markup(text) => {
            blocks.append(&mut markup::fragment(text));
        }
        Value::String(text) => {
            // Character references may occur in text without a tag; its line ends count.
            let lines: Vec<String> = text.lines().map(markup::plain_text).collect();
            blocks.push(ArticleBlock::new(lines.join("\n"), None));
        }
        Value::Array(elements) if depth > 0 => {
            for element in elements {
                push_text(element, depth - 1, blocks);
            }
        }
        Value::Object(object) if depth > 0 => {
            if let Some(inner) = INSIDE.iter().find_map(|key| object.get(*key)) {
                push_text(inner, depth - 1, blocks);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {}
    }
}
