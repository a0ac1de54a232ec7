//! An article's text → [`Document`]: tokens, sentences, paragraphs; and what the letters of one word show.
//!
//! ```text
//! tokens        text → words, numbers, punctuation marks
//! sentences     tokens → sentences
//! orthography   letters → folded letters, for comparison
//! morphology    a folded word → proclitics, article, suffixes, gender, number
//! ```
//!
//! Names and speech are found by [`entities`](crate::entities) and [`quotes`](crate::quotes).

use crate::article::{Article, ParagraphRole};
use crate::span::Span;
use sentences::SentenceRule;

pub(crate) mod morphology;
pub mod orthography;
pub(crate) mod sentences;
mod tokens;

/// An article cut into tokens and sentences.
#[derive(Clone, Debug, Default)]
pub struct Document<'a> {
    /// The article's text, unchanged.
    pub text: &'a str,
    /// All tokens in reading order; white space is none.
    pub tokens: Vec<Token>,
    /// Sentences as ranges of token indices, in order; none crosses a paragraph.
    pub sentences: Vec<std::ops::Range<usize>>,
    /// Paragraphs as ranges of token indices, with their role; page furniture has no tokens.
    pub paragraphs: Vec<(std::ops::Range<usize>, ParagraphRole)>,
}

/// A word, a number or one punctuation mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters of the Arabic script with their marks.
    Arabic,
    /// Letters of any other script.
    Foreign,
    /// Digits, with separators inside.
    Number,
    /// One punctuation mark or symbol.
    Mark,
}

impl<'a> Document<'a> {
    /// Token `index` as written; empty past the last token.
    pub fn word(&self, index: usize) -> &'a str {
        self.tokens
            .get(index)
            .map(|token| token.span.of(self.text))
            .unwrap_or_default()
    }

    /// The folded form of token `index`, computed on each call.
    pub fn key(&self, index: usize) -> String {
        orthography::fold(self.word(index))
    }

    /// The bytes from the first to the last token of a range of token indices; empty where the range is.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        match (
            self.tokens.get(range.start),
            self.tokens.get(range.end.wrapping_sub(1)),
        ) {
            (Some(first), Some(last)) if !range.is_empty() => {
                Span::new(first.span.start, last.span.end)
            }
            _ => Span::default(),
        }
    }

    /// Index of the token that holds the byte `at`, or of the next one after it.
    pub fn token_at(&self, at: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end <= at)
    }
}

/// Cuts `article` into tokens, sentences and paragraphs.
///
/// Linear in the length of the text. Text outside the article's paragraphs is ignored.
pub fn read(article: &Article) -> Document<'_> {
    let text = article.text.as_str();
    // Arabic news has 9 to 10 bytes a token (measured), so one allocation is enough.
    let mut tokens = Vec::with_capacity(text.len() / 8);
    let mut all_sentences = Vec::new();
    let mut paragraphs = Vec::with_capacity(article.paragraphs.len());
    for paragraph in &article.paragraphs {
        let first = tokens.len();
        // Without tokens nothing is found in it.
        if paragraph.role != ParagraphRole::Furniture {
            tokens::scan(text, paragraph.span, &mut tokens);
        }
        let range = first..tokens.len();
        let rule = SentenceRule::Tokens;
        sentences::split(text, &tokens, range.clone(), rule, &mut all_sentences);
        paragraphs.push((range, paragraph.role));
    }
    Document {
        text,
        tokens,
        sentences: all_sentences,
        paragraphs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Paragraph;

    #[test]
    fn no_sentence_crosses_a_paragraph() {
        let text = "عنوان بلا نقطة\nجملة أولى. جملة ثانية".to_owned();
        let cut = text.find('\n').unwrap();
        let paragraphs = vec![
            Paragraph::new(Span::new(0, cut), ParagraphRole::Title),
            Paragraph::new(Span::new(cut + 1, text.len()), ParagraphRole::Body),
        ];
        let article = Article {
            text,
            paragraphs,
            ..Article::default()
        };
        let document = read(&article);
        assert_eq!(document.sentences, [0..3, 3..6, 6..8]);
        assert_eq!(
            document.paragraphs,
            [(0..3, ParagraphRole::Title), (3..8, ParagraphRole::Body)]
        );
        assert_eq!(document.span(3..6).of(document.text), "جملة أولى.");
        assert_eq!(document.token_at(cut), 3);
        assert_eq!(document.key(4), "اولي");
    }
}
