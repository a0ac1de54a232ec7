//! An [`Article`] → [`Analysis`]: the product of text, entities and quotes,
//! made once per article, free of widths, colours and terminals.

use crate::article::Article;
use crate::entities::{self, Entities};
use crate::quotes::{self, Quotes};
use crate::text;

/// What was found in an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// People, places, organizations.
    pub entities: Entities,
    /// Who said what.
    pub quotes: Quotes,
}

impl Analysis {
    /// Analyses `article`, all stages in order.
    pub fn of(article: &Article) -> Self {
        let document = text::read(article);
        let entities = entities::find(&document);
        let quotes = quotes::find(&document, &entities);
        Self { entities, quotes }
    }
}
