//! Bytes of a file or of standard input → an [`Article`]: one clean text, its
//! title, its paragraphs and what each of them is.
//!
//! The room is the border where hostile input ends: after it the text holds no
//! escape sequence, no C0/C1 control but `\n`, no unbalanced bidi control. It
//! knows nothing of words, names or quotes.

mod clean;
mod decode;
mod draft;
mod extract;
mod load;
mod structure;

use crate::span::Span;
pub use decode::Encoding;
pub use load::{Batch, MAX_BYTES, Options, Source, collect, load, open, read};

/// One article, ready to be analysed and laid out. Its text is never rewritten.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The whole text, title included; paragraphs are separated by `\n`.
    pub text: String,
    /// The title's place in `text`, where the article has one.
    pub title: Option<Span>,
    /// Non-empty lines of `text` in order, without their line ends.
    pub paragraphs: Vec<Paragraph>,
    /// Where it came from, as a person would name it: a path, or `-`.
    pub source: String,
    /// What publisher the file itself names, where it does (JSON, HTML metadata).
    pub publisher: Option<String>,
    /// What had to be mended on the way in.
    pub warnings: Vec<Warning>,
}

impl Article {
    /// The article that a plain text makes: cleaned, lines that a program broke
    /// at a margin joined, its title, headings and link lines found. `source` is
    /// the name that a person would give it.
    ///
    /// Never fails; a text without a letter gives an article without paragraphs
    /// or with body text alone.
    pub fn from_text(text: &str, source: &str) -> Self {
        structure::build(extract::plain::article(text), source)
    }

    /// The title as text, where the article has one.
    pub fn title_text(&self) -> Option<&str> {
        self.title.map(|span| span.of(&self.text))
    }

    /// What a list of articles calls this one: its title, else the first
    /// [`LABEL_WORDS`] words of its first paragraph, else its source.
    pub fn label(&self) -> &str {
        if let Some(title) = self.title_text() {
            return title;
        }
        let Some(first) = self.paragraphs.first() else {
            return &self.source;
        };
        first_words(first.span.of(&self.text), LABEL_WORDS)
    }

    /// Words in the text, title included: runs between white space that hold a
    /// letter or a digit.
    pub fn word_count(&self) -> usize {
        self.text
            .split_whitespace()
            .filter(|word| word.contains(char::is_alphanumeric))
            .count()
    }
}

/// Words that stand for a title where an article has none.
pub const LABEL_WORDS: usize = 8;

/// The first `count` words of `text`, as they stand there.
fn first_words(text: &str, count: usize) -> &str {
    let mut words = 0;
    let mut in_word = false;
    for (at, c) in text.char_indices() {
        let space = c.is_whitespace();
        words += usize::from(in_word && space);
        if words == count {
            return &text[..at];
        }
        in_word = !space;
    }
    text
}

/// A paragraph and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its bytes in the article's text, white space at both ends left out.
    pub span: Span,
    /// What it is.
    pub role: Role,
}

/// What a paragraph is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The article's title.
    Title,
    /// A section heading: a short line without a full stop between paragraphs.
    Heading,
    /// Body text.
    Body,
    /// A link to another article («اقرأ أيضا: …», also misspelt).
    Link,
}

/// Something that was mended or left out while an article was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// That many byte sequences were not text in the article's encoding and became U+FFFD.
    InvalidBytes(usize),
    /// That many control characters or escape sequences were removed.
    ControlsRemoved(usize),
}
