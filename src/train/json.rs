//! Entities → a line of JSON as the scorer reads it.

use serde_json::{Value, json};

use super::corpus::Gold;
use crate::entities::{Entities, Kind};
use crate::span::Span;

/// One article with its entities; offsets count Unicode scalar values.
pub(crate) fn line(gold: &Gold, entities: &Entities) -> String {
    let text = &gold.article.text;
    let place = |span: Span| {
        let start = text[..span.start].chars().count();
        json!({"start": start, "end": start + span.of(text).chars().count(), "text": span.of(text)})
    };
    let list: Vec<Value> = entities
        .list
        .iter()
        .map(|entity| {
            let kind = match entity.kind {
                Kind::Person => "person",
                Kind::Place => "place",
                Kind::Organization => "organization",
            };
            let mentions: Vec<Value> = entity.mentions.iter().map(|m| place(m.span)).collect();
            json!({"kind": kind, "name": entity.name, "aliases": entity.aliases, "mentions": mentions})
        })
        .collect();
    let source = format!("{}.txt", gold.name);
    format!(
        "{}\n",
        json!({"source": source, "text": text, "entities": list, "quotes": []})
    )
}
