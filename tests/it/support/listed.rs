//! Entities of a text by a list of names: what a perfect tagger would find, for tests of what comes after it.

use qari::Span;
use qari::{Entities, Entity, EntityId, EntityKind, Mention, MentionEvidence};

/// Every place where one of `names` stands, as a mention; each name is one entity.
pub fn entities(text: &str, names: &[(&str, EntityKind)]) -> Entities {
    let mut entities = Entities::default();
    for &(name, kind) in names {
        let id = EntityId(entities.list.len());
        let mentions: Vec<Mention> = text
            .match_indices(name)
            .map(|(at, _)| Mention {
                span: Span::new(at, at + name.len()),
                evidence: MentionEvidence::List,
            })
            .collect();
        entities
            .mentions
            .extend(mentions.iter().map(|mention| (mention.span, id)));
        entities.list.push(Entity {
            kind,
            name: name.to_owned(),
            aliases: Vec::new(),
            mentions,
        });
    }
    entities.mentions.sort_unstable();
    entities
}
