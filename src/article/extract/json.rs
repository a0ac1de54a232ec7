//! JSON → the articles in it, one after the other.
//!
//! Understood: one object; an array of them; objects one after the other (JSON
//! Lines); an object that wraps them (`{"articles": […]}`); schema.org's
//! `NewsArticle`, alone or in an `@graph`; `WordPress`'s `{"rendered": …}`. The keys
//! of an article are listed in `news_object.rs`.
//!
//! A broken value ends an array or a sequence, since nothing tells where the next
//! one begins; in JSON Lines only its own line is lost.

use std::fmt;

use serde::de::{Deserializer as _, SeqAccess, Visitor};
use serde_json::Value;

use super::news_object::{self, DEPTH, WRAPPERS};
use crate::article::draft::{DraftSink, ExtractError};
use crate::article::types::FieldPaths;

/// Gives `sink` every article of one or more JSON values one after the other. The elements
/// of an outer array are read one at a time, never all at once.
pub(super) fn articles(text: &str, fields: &FieldPaths, sink: &mut DraftSink<'_>) {
    let rest = text.trim_start();
    let outcome = if rest.starts_with('[') {
        let mut reader = serde_json::Deserializer::from_str(rest);
        reader
            .deserialize_seq(ArrayOfArticles { sink, fields })
            .and_then(|()| reader.end())
    } else {
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        values.try_for_each(|value| {
            read_value(&value?, fields, sink);
            Ok(())
        })
    };
    if let Err(error) = outcome {
        sink(Err(error.into()));
    }
}

/// Gives `sink` every article of a text with one JSON value a line.
pub(super) fn articles_by_line(text: &str, fields: &FieldPaths, sink: &mut DraftSink<'_>) {
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(value) => read_value(&value, fields, sink),
            Err(error) => sink(Err(error.into())),
        }
    }
}

/// Gives `sink` the articles of one JSON value as [`articles_by_line`] does, but of a text only its beginning.
pub(super) fn headlines(line: &str, fields: &FieldPaths, sink: &mut DraftSink<'_>) {
    match serde_json::from_str::<Value>(line) {
        Ok(value) if fields.text.is_none() => match news_object::headline(&value) {
            Some(draft) => sink(Ok(draft)),
            None => read_value(&value, fields, sink),
        },
        Ok(value) => read_value(&value, fields, sink),
        Err(error) => sink(Err(error.into())),
    }
}

/// Passes on the elements of an array as they are read.
struct ArrayOfArticles<'s, 'f> {
    sink: &'s mut DraftSink<'f>,
    fields: &'s FieldPaths,
}

/// Gives `sink` the articles in `value`: the one at `fields`, if they name a text, else those that the usual names tell.
fn read_value(value: &Value, fields: &FieldPaths, sink: &mut DraftSink<'_>) {
    if fields.text.is_some() {
        sink(news_object::article_at(value, fields).ok_or_else(|| no_text(value)));
    } else {
        push_articles(value, DEPTH, sink);
    }
}

/// The error about a value without a text, with the names that it has.
fn no_text(value: &Value) -> ExtractError {
    /// More are not listed.
    const LISTED: usize = 12;
    let names = value.as_object().map(|object| object.keys());
    let names = names.into_iter().flatten().take(LISTED);
    ExtractError::NoTextUnder(names.cloned().collect())
}

impl<'de> Visitor<'de> for ArrayOfArticles<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of articles")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while let Some(value) = elements.next_element::<Value>()? {
            read_value(&value, self.fields, self.sink);
        }
        Ok(())
    }
}

/// Gives `sink` the articles in `value`: itself, or those that it wraps.
///
/// Calls `sink` at least once, so that a value without an article is reported.
fn push_articles(value: &Value, depth: usize, sink: &mut DraftSink<'_>) {
    if let Some(draft) = news_object::article(value) {
        sink(Ok(draft));
        return;
    }
    let inner: Vec<&Value> = match value {
        Value::Array(elements) => elements.iter().collect(),
        Value::Object(object) => WRAPPERS
            .iter()
            .filter_map(|key| object.get(*key))
            .find(|inner| inner.is_object() || inner.is_array())
            .into_iter()
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    // Of a page's graph the article counts, not the site or the author.
    let is_graph = inner.iter().any(|element| news_object::is_news(element));
    let mut found = false;
    for element in inner
        .into_iter()
        .filter(|element| !is_graph || news_object::is_news(element))
    {
        found = true;
        if depth == 0 {
            sink(Err(no_text(element)));
        } else {
            push_articles(element, depth - 1, sink);
        }
    }
    if !found {
        sink(Err(no_text(value)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::draft::ArticleDraft;

    /// The articles of `text`, one string each: publisher, then blocks.
    fn read(text: &str) -> Vec<String> {
        let mut got = Vec::new();
        articles(text, &FieldPaths::default(), &mut |outcome| {
            got.push(show(outcome));
        });
        got
    }

    fn show(outcome: Result<ArticleDraft<'_>, ExtractError>) -> String {
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
            Err(ExtractError::Json(_)) => "broken".to_owned(),
            Err(error) => error.to_string(),
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
    fn in_a_graph_only_the_article_counts() {
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
    fn texts_of_many_tools_are_found() {
        for text in [
            r#"{"title": "ع", "html": "<p>نص</p>"}"#,
            r#"{"headline": "ع", "body_html": "<p>نص</p>", "summary": "ملخص"}"#,
            r#"{"title": "ع", "description": "نص"}"#,
            r#"{"Title": "ع", "Content": "نص"}"#,
            r#"{"العنوان": "ع", "المحتوى": "نص", "الكاتب": "سلمى"}"#,
            r#"{"hits": {"hits": [{"_source": {"title": "ع", "content": "نص"}}]}}"#,
            r#"{"status": "ok", "response": {"docs": [{"title": "ع", "body": ["نص"]}]}}"#,
            r#"{"title": "ع", "content": {"html": "<p>نص</p>", "text": "نص"}}"#,
            r#"{"title": "ع", "content": [{"type": "paragraph", "children": [{"text": "ن"}, {"text": "ص", "bold": true}]}]}"#,
            r#"{"title": "ع", "blocks": [{"type": "paragraph", "data": {"text": "نص"}}]}"#,
            r#"{"title": "ع", "content_elements": [{"type": "text", "content": "<p>نص</p>"}]}"#,
            r#"{"title": "ع", "body": null, "content": "", "summary": "نص"}"#,
        ] {
            assert_eq!(read(text), ["Title:ع / نص"], "{text}");
        }
    }

    #[test]
    fn a_field_can_be_named() {
        let fields = FieldPaths {
            text: Some("a.b.1".to_owned()),
            title: Some("a.t".to_owned()),
        };
        let mut got = Vec::new();
        let text = r#"[{"a": {"b": ["س", "نص"], "t": "ع"}, "text": "آخر"}, {"c": 1}]"#;
        articles(text, &fields, &mut |outcome| got.push(show(outcome)));
        assert_eq!(got, ["Title:ع / نص", "no text found"]);
    }

    #[test]
    fn what_holds_no_text_says_so() {
        assert_eq!(
            read(r#"[{"text": "أ"}, {"title": "ب"}, 3]"#),
            ["أ", "no text found", "no text found"]
        );
        assert_eq!(read("{}"), ["no text found"]);
        assert_eq!(
            read(r#"{"data": {"data": {"data": {"data": {"data": {"data": 1}}}}}}"#),
            ["no text found"]
        );
    }

    #[test]
    fn articles_before_an_error_are_kept() {
        assert_eq!(read(r#"[{"text": "أ"}, {"text": }]"#), ["أ", "broken"]);
        assert_eq!(read(r#"[{"text": "أ"}] ؟"#), ["أ", "broken"]);
        assert_eq!(read(&"[".repeat(100_000)), ["broken"]);
    }

    #[test]
    fn a_broken_line_does_not_affect_the_others() {
        let mut got = Vec::new();
        let lines = "{\"text\": \"أ\"}\n{\"text\"\n\n{\"text\": \"ب\"}";
        articles_by_line(lines, &FieldPaths::default(), &mut |outcome| {
            got.push(show(outcome));
        });
        assert_eq!(got, ["أ", "broken", "ب"]);
    }
}
