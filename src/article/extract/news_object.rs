//! A JSON object → its article, by the key names that news sites, feeds and corpora use.
//!
//! What makes an object an article is a text under one of the names of [`BODY`]; a
//! title alone does not. The lists are ordered: the first name that holds something
//! is used. Keys that are not known are ignored. Text that holds HTML is read as HTML.
//!
//! Names are compared without letter case: `Content` is `content`. Block editors' lists are read too: a paragraph whose
//! words are in `children` is one paragraph.
//!
//! `json.rs` finds the objects in a JSON file, `html.rs` in the linked data of a page.

use serde_json::Value;

use super::markup;
use crate::article::draft::{ArticleBlock, ArticleDraft};
use crate::article::provenance::Provenance;
use crate::article::types::FieldPaths;

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
pub(super) const BODY: [&str; 33] = [
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
    "المحتوى",
    "محتوى",
    "html",
    "body_html",
    "bodyHtml",
    "body_text",
    "raw_text",
    "articleText",
    "textContent",
    "blocks",
    "content_elements",
    "children",
    // What may be a summary alone comes last.
    "description",
    "summary",
    "lead",
    "excerpt",
    "الوصف",
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
pub(super) const WRAPPERS: [&str; 16] = [
    "@graph", "articles", "article", "items", "posts", "data", "results", "news", "post", "docs",
    "result", "response", "hits", "_source", "payload", "entry",
];
/// How many levels of wrappers and of nested texts are followed.
///
/// Deeper ones hold no article: hostile nesting ends here, long before the parser's
/// own limit of 128.
pub(super) const DEPTH: usize = 6;

/// The article that the object `value` is, if it holds a text.
///
/// Title and publisher may be missing; the text may be a string, a list of paragraphs,
/// or an object around either.
pub(super) fn article(value: &Value) -> Option<ArticleDraft<'static>> {
    let mut body = Vec::new();
    for key in BODY {
        match member(value, key) {
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
    Some(titled(value, first_text(value, &TITLE), body))
}

/// [`article`] where the text is one string without markup, of which only the beginning is in the draft. `None` for other
/// objects, whatever they hold.
pub(super) fn headline(value: &Value) -> Option<ArticleDraft<'static>> {
    /// Enough for the words that stand for a title.
    const BEGINNING: usize = 400;
    let text = BODY.iter().find_map(|key| match member(value, key)? {
        Value::String(text) if text.trim().is_empty() => None,
        other => Some(other),
    });
    let text = text?.as_str()?.trim_start();
    let beginning: String = text.chars().take(BEGINNING).collect();
    let block = ArticleBlock::new(markup::plain_text(&beginning), None);
    Some(titled(value, first_text(value, &TITLE), vec![block]))
}

/// The draft of an article with this title and text; `value` may name a publisher.
fn titled(
    value: &Value,
    title: Option<String>,
    body: Vec<ArticleBlock<'static>>,
) -> ArticleDraft<'static> {
    let title = title.map(|title| markup::plain_text(&title));
    let mut draft = ArticleDraft::titled(title.as_deref(), first_text(value, &PUBLISHER));
    draft.provenance = Provenance::of_json(value);
    draft.append_body(body);
    draft
}

/// The article whose text, and title where one is given, stand where `fields` say. The path of a field is followed through
/// objects by name and through lists by number.
pub(super) fn article_at(value: &Value, fields: &FieldPaths) -> Option<ArticleDraft<'static>> {
    let mut body = Vec::new();
    push_text(at_path(value, fields.text.as_deref()?)?, DEPTH, &mut body);
    if body.is_empty() {
        return None;
    }
    let stated = fields.title.as_deref().and_then(|path| {
        let title = at_path(value, path)?.as_str()?.trim();
        (!title.is_empty()).then(|| title.to_owned())
    });
    Some(titled(
        value,
        stated.or_else(|| first_text(value, &TITLE)),
        body,
    ))
}

/// The value at `path`: names and numbers with dots between them.
fn at_path<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(value, |value, step| match value {
        Value::Array(elements) => elements.get(step.parse::<usize>().ok()?),
        other => other.get(step),
    })
}

/// The object in `value` that holds the longest article, `value` itself included.
///
/// For the data of a page that a script draws, where the article stands below keys of the site's own.
pub(super) fn longest_article(value: &Value) -> Option<ArticleDraft<'static>> {
    /// Deeper nesting and further objects are not searched.
    const DEEPEST: usize = 12;
    const MOST: usize = 2_000;
    let length = |draft: &ArticleDraft<'_>| -> usize {
        draft.blocks.iter().map(|block| block.text.len()).sum()
    };
    let mut longest: Option<ArticleDraft<'static>> = None;
    let mut waiting = vec![(value, DEEPEST)];
    let mut searched = 0;
    while let Some((value, depth)) = waiting.pop() {
        searched += 1;
        if searched > MOST {
            break;
        }
        if let Some(found) = article(value)
            && longest
                .as_ref()
                .is_none_or(|best| length(&found) > length(best))
        {
            longest = Some(found);
        }
        if depth > 0 {
            match value {
                Value::Object(object) => {
                    waiting.extend(object.values().map(|inner| (inner, depth - 1)));
                }
                Value::Array(elements) => {
                    waiting.extend(elements.iter().map(|inner| (inner, depth - 1)));
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
    }
    longest
}

/// The member of an object whose name is `key`, else the first one that differs from it in letter case alone.
fn member<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    let object = value.as_object()?;
    object.get(key).or_else(|| {
        let mut members = object.iter();
        members.find_map(|(name, found)| name.eq_ignore_ascii_case(key).then_some(found))
    })
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
        .filter_map(|key| member(value, key))
        .find_map(|found| {
            string(found).or_else(|| INSIDE.iter().find_map(|key| string(found.get(*key)?)))
        })
}

/// The words of a paragraph of a block editor, where all that it holds are pieces of text: `{"children": [{"text": …}, …]}`.
fn inline_text(value: &Value) -> Option<String> {
    let pieces = value.get("children").or_else(|| value.get("content"))?;
    let pieces = pieces.as_array()?;
    let is_block = value.get("type").is_some();
    let words = pieces.iter().map(|piece| {
        let is_text = piece.get("type").is_none_or(|kind| kind == "text");
        piece.get("text")?.as_str().filter(|_| is_text)
    });
    let words: String = words.collect::<Option<String>>()?;
    (is_block && !words.trim().is_empty()).then_some(words)
}

/// Appends the blocks of a text: a string, a list of them, or an object that holds one.
///
/// Numbers and booleans are no text; what is nested deeper than `depth` is left out.
fn push_text(value: &Value, depth: usize, blocks: &mut Vec<ArticleBlock<'static>>) {
    const INSIDE: [&str; 10] = [
        "rendered",
        "html",
        "text",
        "value",
        "content",
        "children",
        "paragraphs",
        "blocks",
        "body",
        "data",
    ];
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
            if let Some(words) = inline_text(value) {
                blocks.push(ArticleBlock::new(words, None));
            } else if let Some(inner) = INSIDE.iter().find_map(|key| object.get(*key)) {
                push_text(inner, depth - 1, blocks);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {}
    }
}
