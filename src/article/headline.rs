//! What a list shows of an article that is not read yet.

use super::clean;
use super::draft::ArticleDraft;
use super::types::{Article, LABEL_WORDS, day, first_words};
use crate::direction::Direction;
use crate::hash::fnv1a;

/// Longest title and publisher in a list, in scalar values: a record without a title may have a text without a blank.
const LONGEST: usize = 300;

/// Title, publisher and day of an article, safe to print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Headline {
    /// As [`Article::label`]: the title, else the first words of the text.
    pub title: String,
    /// The base direction of the title.
    pub direction: Direction,
    /// The publisher that the file names.
    pub publisher: Option<String>,
    /// As [`Article::day`].
    pub day: Option<String>,
    /// Identifies the content in later runs: a hash of the record's bytes, or of the article's text where it was read.
    pub key: u64,
}

impl Headline {
    /// The headline of an article that was read.
    pub(crate) fn of(article: &Article) -> Self {
        Self {
            title: article.label().chars().take(LONGEST).collect(),
            direction: article.label_direction(),
            publisher: article.publisher.clone(),
            day: article.day().map(str::to_owned),
            key: content_key(article.text.as_bytes()),
        }
    }

    /// The headline of the record `bytes`, which makes `draft`.
    pub(super) fn of_draft(draft: &ArticleDraft<'_>, bytes: &[u8]) -> Self {
        let short = |text: &str| -> String { clean::line(text).chars().take(LONGEST).collect() };
        let block = draft.blocks.first();
        let text = block.map_or("", |block| &block.text).trim_start();
        let title = if block.is_some_and(super::draft::ArticleBlock::is_title) {
            short(text)
        } else {
            short(first_words(text, LABEL_WORDS))
        };
        let date = draft.provenance.date.as_deref();
        Self {
            direction: Direction::RightToLeft.of_paragraph(&title),
            title,
            publisher: draft.publisher.as_deref().map(short),
            day: date.map(|date| day(date).to_owned()),
            key: content_key(bytes),
        }
    }
}

/// A hash of `bytes` that is the same in every version.
fn content_key(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last.iter_mut().zip(rest).for_each(|(to, &from)| *to = from);
    let words = words.iter().chain([&last]);
    fnv1a(words.map(|word| u64::from_le_bytes(*word)))
}
