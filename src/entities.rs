//! A [`Document`] → [`Entities`]: the people, places and organizations of an article, with all mentions
//! of one under one name.
//!
//! The entry point is [`find`]. Its stages:
//!
//! ```text
//! words       document → distinct words, looked up in the model's lexicon
//! tagger      words → a label for each token (two passes over features, and a net)
//! mentions    labels → names with their bytes and the evidence for them
//! name_rules  names → names with their ends and proclitics put right, false ones out, sure ones in
//! variants    + words that spell one of these names otherwise
//! aliases     names → entities
//! ```
//!
//! It finds names only: pronouns (قال إنه) and descriptions (الوزير) are no mentions. Who speaks is
//! found by [`quotes`](crate::quotes).

use serde::{Deserialize, Serialize};

use crate::span::Span;
use crate::text::Document;

pub(crate) mod aliases;
pub(crate) mod analyzed_word;
pub(crate) mod chain;
pub(crate) mod document_features;
pub(crate) mod features;
pub(crate) mod gazetteers;
pub(crate) mod label;
pub(crate) mod lexicon;
pub(crate) mod mentions;
pub(crate) mod model;
mod model_table;
pub(crate) mod name_rules;
pub(crate) mod net;
#[cfg(test)]
pub(crate) mod notation;
pub(crate) mod phrases;
mod rescoring;
pub(crate) mod scope;
pub(crate) mod tagger;
mod variants;
pub(crate) mod window;
pub(crate) mod words;

/// What an entity is.
///
/// Serialized as `person`, `place`, `organization`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being, or a family used as a name for persons.
    Person,
    /// A country, region, city, quarter, street, river, sea, mountain or named site.
    Place,
    /// A company, party, ministry, court, army, team, newspaper, agency or body.
    Organization,
}

/// Index of an entity in [`Entities::list`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub usize);

/// One person, place or organization of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// Its fullest name as the article writes it, presentation forms as letters.
    pub name: String,
    /// Every other form in the article, in order of first appearance.
    pub aliases: Vec<String>,
    /// Its mentions in reading order.
    pub mentions: Vec<Mention>,
}

/// One occurrence of an entity's name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The name's bytes, proclitics (و ف ب ل ك) left out.
    pub span: Span,
    /// Why it was taken for a name.
    pub evidence: MentionEvidence,
}

/// Why a mention was tagged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MentionEvidence {
    /// Lists of names hold all its words.
    List,
    /// A word before it calls for a name (the span is that word's).
    Cue(Span),
    /// The trained model alone.
    Model,
    /// The article names the entity at that span, too.
    Earlier(Span),
}

/// All entities of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entities {
    /// The entities, in order of first mention.
    pub list: Vec<Entity>,
    /// Every mention with its entity, in reading order, without overlaps.
    pub mentions: Vec<(Span, EntityId)>,
}

impl Entities {
    /// The entity with that index.
    pub fn get(&self, id: EntityId) -> Option<&Entity> {
        self.list.get(id.0)
    }
}

/// Finds the people, places and organizations of a document.
pub fn find(document: &Document<'_>) -> Entities {
    match model::Model::built_in() {
        Some(model) => find_with(document, &model),
        None => Entities::default(),
    }
}

/// [`find`] with a given model.
pub(crate) fn find_with(document: &Document<'_>, model: &model::Model<'_>) -> Entities {
    let words = words::DocumentWords::new(document, model.lexicon);
    let labels = tagger::tag(document, &words, model);
    let context = name_rules::NameContext {
        document,
        words: &words,
        lexicon: model.lexicon,
        phrases: Some(model.phrases),
    };
    let tagged = mentions::tagged_names(document, &words, &labels);
    let mut names = name_rules::apply(context, tagged);
    variants::add_variants(document, &words, &labels, &mut names);
    aliases::group(document, &words, &names)
}
