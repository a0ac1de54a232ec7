//! JSON → articles, by the key names that news sites, feeds and corpora use.
//!
//! Understood: one object; an array of them; objects one after the other (JSON
//! Lines); an object that wraps them (`{"articles": […]}`); schema.org's
//! `NewsArticle`, alone or in an `@graph`; `WordPress`'s `{"rendered": …}`. Text
//! that holds HTML is read as HTML. Keys that are not known are ignored.
//!
//! What makes an object an article is a text under one of the names of [`BODY`]; a
//! title alone does not. The lists are ordered: the first name that holds something
//! wins.
//!
//! A broken value ends an array or a sequence, since nothing tells where the next
//! one begins; in JSON Lines it costs its own line alone.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer as _, SeqAccess, Visitor};
use serde_json::Value;

use super::{Failure, html};
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
/// Names of what wraps one article or several.
const WRAPPER: [&str; 10] = [
    "@graph", "articles", "article", "items", "posts", "data", "results", "news", "post", "docs",
];
/// How deep wrappers and nested texts are followed.
///
/// Deeper ones hold no article: hostile nesting ends here, long before the parser's
/// own limit of 128.
const DEPTH: usize = 4;

/// Takes one article, or why a value holds none.
type Each<'e> = dyn FnMut(Result<ArticleDraft<'_>, Failure>) + 'e;

/// Every article of one or more JSON values one after the other. The elements
/// of an outer array are read one at a time, never all at once.
pub(super) fn articles(text: &str, each: &mut Each<'_>) {
    let rest = text.trim_start();
    let outcome = if rest.starts_with('[') {
        let mut reader = serde_json::Deserializer::from_str(rest);
        reader
            .deserialize_seq(Elements { each })
            .and_then(|()| reader.end())
    } else {
        let values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        values.into_iter().try_for_each(|value| {
            wrapped(&value?, DEPTH, each);
            Ok(())
        })
    };
    if let Err(error) = outcome {
        each(Err(Failure::Json(error)));
    }
}

/// Every article of a text with one JSON value a line.
pub(super) fn articles_by_line(text: &str, each: &mut Each<'_>) {
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(value) => wrapped(&value, DEPTH, each),
            Err(error) => each(Err(Failure::Json(error))),
        }
    }
}

/// Whether the first value of `text` is an object, or an array of objects, with
/// a key of ours: what is enough to take a nameless text for JSON.
pub(super) fn begins_like_an_article(text: &str) -> bool {
    let inner = text.trim_start_matches(['[', ' ', '\n', '\r', '\t']);
    let Some(inner) = inner.strip_prefix('{') else {
        return false;
    };
    let Some(key) = inner.trim_start().strip_prefix('"') else {
        return false;
    };
    // The first key is closed and followed by a colon: no Arabic headline is.
    key.split_once('"')
        .is_some_and(|(_, rest)| rest.trim_start().starts_with(':'))
}

/// Hands over the elements of an array as they are read.
struct Elements<'e, 'f> {
    each: &'e mut Each<'f>,
}

impl<'de> Visitor<'de> for Elements<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of articles")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while let Some(value) = elements.next_element_seed(Element)? {
            wrapped(&value, DEPTH, self.each);
        }
        Ok(())
    }
}

/// Reads one element as a value; the seed that [`Elements`] asks the parser with.
struct Element;

impl<'de> DeserializeSeed<'de> for Element {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        serde::Deserialize::deserialize(reader)
    }
}

/// The articles in `value`: itself, or what it wraps.
///
/// Calls `each` at least once, so that a value without an article is reported.
fn wrapped(value: &Value, depth: usize, each: &mut Each<'_>) {
    if let Some(draft) = article(value) {
        each(Ok(draft));
        return;
    }
    let inner: Vec<&Value> = match value {
        Value::Array(elements) => elements.iter().collect(),
        Value::Object(object) => WRAPPER
            .iter()
            .filter_map(|key| object.get(*key))
            .find(|inner| inner.is_object() || inner.is_array())
            .into_iter()
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    // Of a page's graph only the article counts, not the site or the writer.
    let is_graph = inner.iter().any(|element| is_news(element));
    let mut found = false;
    for element in inner
        .into_iter()
        .filter(|element| !is_graph || is_news(element))
    {
        found = true;
        if depth == 0 {
            each(Err(Failure::NoText));
        } else {
            wrapped(element, depth - 1, each);
        }
    }
    if !found {
        each(Err(Failure::NoText));
    }
}

/// Whether `value` names itself an article in schema.org's words.
///
/// `NewsArticle`, `ReportageNewsArticle`, `BlogPosting` and their like, by the ending.
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

/// The article that the object `value` is, if it holds a text.
///
/// Title and publisher may be missing; the text may be a string, a list of paragraphs,
/// or an object around either.
pub(super) fn article(value: &Value) -> Option<ArticleDraft<'static>> {
    let mut body = Vec::new();
    for key in BODY {
        match value.get(key) {
            // `{"article": {…}}` wraps one, with a title of its own.
            Some(Value::Object(_)) if WRAPPER.contains(&key) => {}
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
    let title = first(value, &TITLE).map(|title| html::plain(&title));
    let mut draft = ArticleDraft::titled(title.as_deref(), first(value, &PUBLISHER));
    html::drop_repeated_title(&draft.blocks, &mut body);
    draft.blocks.append(&mut body);
    Some(draft)
}

/// The first of `keys` that holds a non-empty string, or an object with one.
fn first(value: &Value, keys: &[&str]) -> Option<String> {
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

/// The blocks of a text: a string, a list of them, or an object that holds one.
///
/// Numbers and booleans are no text; what is nested deeper than `depth` is left out.
fn push_text(value: &Value, depth: usize, blocks: &mut Vec<ArticleBlock<'static>>) {
    const INSIDE: [&str; 6] = ["rendered", "text", "value", "content", "paragraphs", "body"];
    match value {
        Value::String(text) if text.trim().is_empty() => {}
        Value::String(text) if html::is_markup(text) => blocks.append(&mut html::fragment(text)),
        Value::String(text) => {
            // References may stand in text without a tag; its lines count.
            let lines: Vec<String> = text.lines().map(html::plain).collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The articles of `text`, one string each: publisher, then blocks.
    fn read(text: &str) -> Vec<String> {
        let mut got = Vec::new();
        articles(text, &mut |outcome| got.push(show(outcome)));
        got
    }

    fn show(outcome: Result<ArticleDraft<'_>, Failure>) -> String {
        match outcome {
            Ok(draft) => {
                let blocks = draft.blocks.iter().map(|block| match block.role {
                    Some(role) => format!("{role:?}:{}", block.text),
                    None => block.text.clone().into_owned(),
                });
                let publisher = draft.publisher.map(|name| format!("@{name}"));
                publisher
                    .into_iter()
                    .chain(blocks)
                    .collect::<Vec<_>>()
                    .join(" / ")
            }
            Err(Failure::Json(_)) => "broken".to_owned(),
            Err(Failure::NoText) => "no text".to_owned(),
        }
    }

    #[test]
    fn common_key_names_are_known() {
        for text in [
            r#"{"title": "ع", "text": "نص", "source": "صحيفة"}"#,
            r#"{"headline": "ع", "articleBody": "نص", "publisher": {"@type": "Organization", "name": "صحيفة"}}"#,
            r#"{"id": 7, "title": {"rendered": "ع"}, "content": {"rendered": "<p>نص</p>"}, "site": "صحيفة"}"#,
            r#"{"heading": "ع", "paragraphs": ["نص"], "newspaper": "صحيفة", "date": null}"#,
        ] {
            assert_eq!(read(text), ["@صحيفة / Title:ع / نص"], "{text}");
        }
    }

    #[test]
    fn paragraphs_may_be_a_list() {
        assert_eq!(
            read(r#"{"paragraphs": ["أ", "", {"text": "ب"}]}"#),
            ["أ / ب"]
        );
        assert_eq!(read(r#"{"body": ["أ", "ب"], "title": ""}"#), ["أ / ب"]);
    }

    #[test]
    fn several_articles_come_in_order() {
        let two = ["أ", "ب"];
        assert_eq!(read(r#"[{"text": "أ"}, {"text": "ب"}]"#), two);
        assert_eq!(read("{\"text\": \"أ\"}\n{\"text\": \"ب\"}\n"), two);
        assert_eq!(read(r#"{"articles": [{"text": "أ"}, {"text": "ب"}]}"#), two);
        assert_eq!(
            read(r#"{"article": {"title": "ع", "text": "أ"}}"#),
            ["Title:ع / أ"]
        );
    }

    #[test]
    fn of_a_graph_the_article_alone_counts() {
        let graph = r#"{"@context": "https://schema.org", "@graph": [
            {"@type": "WebSite", "name": "موقع", "text": "شعار"},
            {"@type": ["NewsArticle"], "headline": "ع", "articleBody": "نص"}]}"#;
        assert_eq!(read(graph), ["Title:ع / نص"]);
    }

    #[test]
    fn a_title_that_the_text_repeats_comes_once() {
        assert_eq!(
            read(r#"{"title": "ع ع", "text": "ع ع\nنص"}"#),
            ["Title:ع ع / نص"]
        );
    }

    #[test]
    fn what_holds_no_text_says_so() {
        assert_eq!(
            read(r#"[{"text": "أ"}, {"title": "ب"}, 3]"#),
            ["أ", "no text", "no text"]
        );
        assert_eq!(read("{}"), ["no text"]);
        assert_eq!(
            read(r#"{"data": {"data": {"data": {"data": {"data": {"data": 1}}}}}}"#),
            ["no text"]
        );
    }

    #[test]
    fn what_stands_before_a_fault_is_kept() {
        assert_eq!(read(r#"[{"text": "أ"}, {"text": }]"#), ["أ", "broken"]);
        assert_eq!(read(r#"[{"text": "أ"}] ؟"#), ["أ", "broken"]);
        assert_eq!(read(&"[".repeat(100_000)), ["broken"]);
    }

    #[test]
    fn a_broken_line_does_not_spoil_the_others() {
        let mut got = Vec::new();
        let lines = "{\"text\": \"أ\"}\n{\"text\"\n\n{\"text\": \"ب\"}";
        articles_by_line(lines, &mut |outcome| got.push(show(outcome)));
        assert_eq!(got, ["أ", "broken", "ب"]);
    }
}
