//! An article's text → [`Document`]: tokens with folded keys, sentences,
//! paragraphs. It knows no names and no speech.

use crate::article::{Article, Role};
use crate::span::Span;

/// An article cut into tokens and sentences.
#[derive(Clone, Debug, Default)]
pub struct Document<'a> {
    /// The article's text, unchanged.
    pub text: &'a str,
    /// All tokens in reading order; white space is none.
    pub tokens: Vec<Token>,
    /// Sentences as ranges of token indices, in order; none crosses a paragraph.
    pub sentences: Vec<std::ops::Range<usize>>,
    /// Paragraphs as ranges of token indices, with their role.
    pub paragraphs: Vec<(std::ops::Range<usize>, Role)>,
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

/// Cuts `article` into tokens, sentences and paragraphs.
pub fn read(article: &Article) -> Document<'_> {
    Document {
        text: &article.text,
        ..Document::default()
    }
}
