//! A [`Document`] → [`Entities`]: the people, places and
//! organizations of an article, all mentions of one under one name.
//!
//! The room's door is [`find`]; how names are found is nobody else's business.

use crate::span::Span;
use crate::text::Document;

pub(crate) mod aliases;
pub(crate) mod article;
pub(crate) mod atoms;
pub(crate) mod chain;
pub(crate) mod doubt;
pub(crate) mod features;
pub(crate) mod hash;
pub(crate) mod label;
pub(crate) mod lexicon;
pub(crate) mod lists;
pub(crate) mod mentions;
pub(crate) mod model;
pub(crate) mod net;
#[cfg(test)]
pub(crate) mod notation;
pub(crate) mod phrases;
pub(crate) mod table;
pub(crate) mod tagger;
pub(crate) mod variants;

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// Its fullest name as the article writes it.
    pub name: String,
    /// Every other form in the article, in order of first appearance.
    pub aliases: Vec<String>,
    /// Its mentions in reading order.
    pub mentions: Vec<Mention>,
}

/// One place in the text where an entity is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The name's bytes, proclitics (و ف ب ل ك) left out.
    pub span: Span,
    /// Why it was taken for a name.
    pub why: MentionEvidence,
}

/// Why a mention was tagged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MentionEvidence {
    /// A list of names holds it.
    List,
    /// The words around it call for a name.
    Cue(Span),
    /// The trained model's own judgement.
    Model,
    /// The article names it elsewhere, there.
    Earlier(Span),
}

/// All entities of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entities {
    /// The entities, in order of first mention.
    pub list: Vec<Entity>,
    /// Every mention with its entity, sorted by place, without overlaps.
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

/// [`find`] with a model of one's own.
pub(crate) fn find_with(document: &Document<'_>, model: &model::Model<'_>) -> Entities {
    let words = tagger::Words::new(document, model.lexicon);
    let labels = tagger::tag(document, &words, model);
    let mut names = mentions::names(document, &words, &labels);
    variants::add(document, &words, &labels, &mut names);
    aliases::group(document, &words, &names)
}
