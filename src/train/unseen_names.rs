//! The results of a cross-validation (JSON Lines) → the names of each article, found by a model that has not seen it.
//!
//! The quotes are trained on these: names that the tagger has learned by heart are better than those of a new article, and a
//! speaker that is right because of that tells nothing of new ones. Evidence for a mention is not in the file; every mention
//! gets [`MentionEvidence::Model`].

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::error::TrainError;
use crate::entities::{Entities, Entity, EntityId, EntityKind, Mention, MentionEvidence};
use crate::span::Span;

/// A line of the results, as `qari analyze` writes it.
#[derive(serde::Deserialize)]
struct FoundArticle {
    source: String,
    text: String,
    entities: Vec<FoundEntity>,
}

#[derive(serde::Deserialize)]
struct FoundEntity {
    kind: EntityKind,
    name: String,
    aliases: Vec<String>,
    mentions: Vec<FoundMention>,
}

/// Unicode scalar values `start..end` of the text.
#[derive(serde::Deserialize)]
struct FoundMention {
    start: usize,
    end: usize,
}

/// The text and the names of each article, by the name of its file without `.ann` or `.txt`.
///
/// # Errors
///
/// A file that cannot be read, a line that is not in its form.
pub(crate) fn read(path: &Path) -> Result<HashMap<String, (String, Entities)>, TrainError> {
    let lines = fs::read_to_string(path).map_err(TrainError::io(path))?;
    let mut found = HashMap::new();
    for (number, line) in lines.lines().enumerate() {
        let article: FoundArticle = serde_json::from_str(line).map_err(|_| TrainError::Line {
            path: path.display().to_string(),
            line: number + 1,
            expected: "an article with entities, as crossval --results writes it",
        })?;
        let entities = entities(&article.text, article.entities);
        let name = article.source.trim_end_matches(".txt").to_owned();
        found.insert(name, (article.text, entities));
    }
    Ok(found)
}

/// The names with the bytes of their mentions.
fn entities(text: &str, found: Vec<FoundEntity>) -> Entities {
    let mut bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
    bytes.push(text.len());
    let byte = |scalar: usize| bytes.get(scalar).copied().unwrap_or(text.len());
    let mut entities = Entities::default();
    for (index, entity) in found.into_iter().enumerate() {
        let spans = entity.mentions.iter();
        let spans = spans.map(|mention| Span::new(byte(mention.start), byte(mention.end)));
        let mentions: Vec<Mention> = spans
            .map(|span| Mention {
                span,
                evidence: MentionEvidence::Model,
            })
            .collect();
        let all = mentions
            .iter()
            .map(|mention| (mention.span, EntityId(index)));
        entities.mentions.extend(all);
        entities.list.push(Entity {
            kind: entity.kind,
            name: entity.name,
            aliases: entity.aliases,
            mentions,
        });
    }
    entities.mentions.sort_by_key(|(span, _)| span.start);
    entities
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_become_bytes_and_mentions_are_in_reading_order() {
        let path = std::env::temp_dir().join(format!("qari-unseen-names-{}", std::process::id()));
        let line = r#"{"source":"a.txt","text":"زار سالم تونس","entities":[
            {"kind":"place","name":"تونس","aliases":[],"mentions":[{"start":9,"end":13}]},
            {"kind":"person","name":"سالم","aliases":[],"mentions":[{"start":4,"end":8}]}]}"#;
        fs::write(&path, line.replace('\n', " ")).unwrap();
        let found = read(&path).unwrap();
        let _ = fs::remove_file(&path);
        let (text, entities) = &found["a"];
        let names = entities.mentions.iter();
        let names: Vec<_> = names.map(|(span, id)| (span.of(text), id.0)).collect();
        assert_eq!(names, [("سالم", 1), ("تونس", 0)]);
    }
}
