//! An [`Article`] → [`Analysis`]: the product of text, entities and quotes,
//! made once per article, free of widths, colours and terminals.
//!
//! In this order, since each stage stands on the one before: tokens and sentences,
//! entities in them, quotes with entities as speakers. All stages are linear in the text,
//! need no network and no file: lists and model are built into the program.
//!
//! The tokens are dropped at the end; whoever needs them calls [`text::read`].

pub(crate) mod citation;

use std::borrow::Cow;

use crate::article::Article;
use crate::entities::{self, Entities};
use crate::quotes::{self, Quotes};
use crate::text::{self, orthography};

/// What was found in an article.
///
/// All spans in it count in [`Article::text`]; it holds no text but names. The default is
/// an analysis that found nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// People, places, organizations.
    pub entities: Entities,
    /// Who said what.
    pub quotes: Quotes,
}

impl Analysis {
    /// Analyses `article`, all stages in order.
    ///
    /// # Examples
    ///
    /// ```
    /// use qari::article::Article;
    /// use qari::QuoteKind;
    /// use qari::Analysis;
    ///
    /// let article = Article::from_text(
    ///     "قال وزير الثقافة سامر الحداد: «المكتبة مفتوحة للجميع».",
    ///     "library.txt",
    /// );
    /// let analysis = Analysis::of(&article);
    /// let quote = &analysis.quotes.list[0];
    /// assert_eq!(quote.kind, QuoteKind::Direct);
    /// assert_eq!(quote.span.of(&article.text), "المكتبة مفتوحة للجميع");
    /// let speaker = quote.speaker.map(|id| &analysis.quotes.speakers[id.0]);
    /// assert_eq!(speaker.map(|speaker| speaker.name.as_str()), Some("سامر الحداد"));
    /// ```
    ///
    /// # Limitations
    ///
    /// Written for news in Standard Arabic. Poetry, dialect and other languages are read
    /// without an error, but names and quotes are found poorly in them.
    ///
    /// Nothing is found in an article that is too long ([`Article::is_analysed`]).
    pub fn of(article: &Article) -> Self {
        if !article.is_analysed() {
            return Self::default();
        }
        let document = text::read(article);
        let entities = entities::find(&document);
        let quotes = quotes::find(&document, &entities);
        let mut analysis = Self { entities, quotes };
        analysis.write_names_in_base_letters();
        analysis
    }

    /// Names in lists have letters, where the article stores presentation forms: they are compared and typed as letters.
    fn write_names_in_base_letters(&mut self) {
        let entities = self.entities.list.iter_mut();
        let names =
            entities.flat_map(|entity| [&mut entity.name].into_iter().chain(&mut entity.aliases));
        let speakers = self
            .quotes
            .speakers
            .iter_mut()
            .map(|speaker| &mut speaker.name);
        for name in names.chain(speakers) {
            if let Cow::Owned(letters) = orthography::base_letters(name) {
                *name = letters;
            }
        }
    }
}
