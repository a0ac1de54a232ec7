//! Bytes of a file or of standard input → an [`Article`]: one clean text, its
//! title, its paragraphs and what each of them is.
//!
//! The room is the border where hostile input ends: after it the text holds no
//! escape sequence, no C0/C1 control but `\n`, no unbalanced bidi control. It
//! knows nothing of words, names or quotes.
//!
//! # How a file becomes an article
//!
//! ```text
//! bytes ─ load ─► decode ─► extract ─► clean ─► structure ─► Article
//!         size,   text and  blocks as  nothing  paragraphs,
//!         kind    U+FFFD    the file   that a   title, roles
//!                           marks them terminal
//!                                      obeys
//! ```
//!
//! 1. `load` asks the system what a name stands for and reads at most
//!    [`MAX_BYTES`]. A device, a socket or a directory is an error here.
//! 2. `decode` finds the encoding and makes text. Bytes that are not of it become
//!    U+FFFD and are counted in a [`Warning`].
//! 3. `extract` knows formats: plain text, Markdown, HTML, JSON. It gives blocks of
//!    text, and for each what the file itself says of it.
//! 4. `clean` removes what a terminal would obey or what would reorder the text.
//! 5. `structure` cuts blocks into paragraphs and gives each its [`ParagraphRole`]; the
//!    file's own word comes before any rule.
//!
//! A *span* is a half-open range of bytes of [`Article::text`]; every later room
//! names places by spans, so from here on the text is never changed.
//!
//! # Limitations
//!
//! - One directory level is read; folders inside a directory are left alone.
//! - HTML is read without scripts and style sheets: text that a script draws is
//!   not found.
//! - Titles and headings of plain text are recognised by their look. The rules were
//!   checked on 79 news articles; poems and lists may fare worse.

mod clean;
mod decode;
mod draft;
mod extract;
mod load;
mod structure;

use crate::span::Span;
pub use decode::CharacterEncoding;
pub use load::{Batch, LoadOptions, MAX_BYTES, Source, collect, load, open, read};

/// One article, ready to be analysed and laid out. Its text is never rewritten.
///
/// An article that was built by hand need not be clean: [`Article::from_text`] and
/// the functions that read files are the ways to a clean one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The whole text in UTF-8, title included; paragraphs are separated by `\n`.
    pub text: String,
    /// The title's place in `text`, where the article has one; always one of `paragraphs`.
    pub title: Option<Span>,
    /// Non-empty lines of `text` in order, without their line ends.
    pub paragraphs: Vec<Paragraph>,
    /// Where it came from, as a person would name it: a path, or `-`. With `#n` it is
    /// the n-th article of a JSON file.
    pub source: String,
    /// What publisher the file itself names, where it does (JSON, HTML metadata).
    pub publisher: Option<String>,
    /// What had to be mended on the way in, each kind of mending at most once.
    pub warnings: Vec<Warning>,
}

impl Article {
    /// The article that a plain text makes: cleaned, lines that a program broke
    /// at a margin joined, its title, headings and link lines found. `source` is
    /// the name that a person would give it.
    ///
    /// Never fails; a text without a letter gives an article without paragraphs
    /// or with body text alone.
    ///
    /// # Examples
    ///
    /// ```
    /// use qari::article::{Article, ParagraphRole};
    ///
    /// let article = Article::from_text(
    ///     "افتتاح مكتبة في حي الزيتون\n\nقالت الكاتبة سلمى الحداد إن الكتب للجميع.",
    ///     "library.txt",
    /// );
    /// assert_eq!(article.title_text(), Some("افتتاح مكتبة في حي الزيتون"));
    /// assert_eq!(article.paragraphs.len(), 2);
    /// assert_eq!(article.paragraphs[1].role, ParagraphRole::Body);
    ///
    /// // An escape sequence does not come through; the reader is told of it.
    /// let hostile = Article::from_text("خبر \u{1b}[2Jعاجل", "-");
    /// assert_eq!(hostile.text, "خبر عاجل");
    /// assert_eq!(hostile.warnings.len(), 1);
    /// ```
    pub fn from_text(text: &str, source: &str) -> Self {
        structure::build(extract::plain::article(text), source)
    }

    /// The title as text, where the article has one.
    pub fn title_text(&self) -> Option<&str> {
        self.title.map(|span| span.of(&self.text))
    }

    /// What a list of articles calls this one: its title, else the first
    /// [`LABEL_WORDS`] words of its first paragraph, else its source.
    ///
    /// # Examples
    ///
    /// ```
    /// use qari::article::Article;
    ///
    /// let untitled = Article::from_text("وصل القطار.", "-");
    /// assert_eq!(untitled.label(), "وصل القطار.");
    /// assert_eq!(Article::from_text("", "empty.txt").label(), "empty.txt");
    /// ```
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
///
/// White space before the first word is kept, so that the result is a slice of `text`.
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
    pub role: ParagraphRole,
}

/// What a paragraph is to a reader.
///
/// The role decides how a paragraph is drawn, and where speech is looked for: names
/// are found in text of every role, reported speech not in headings and links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParagraphRole {
    /// The article's title.
    Title,
    /// A section heading: a short line without a full stop between paragraphs, or what
    /// the file marks as one.
    Heading,
    /// Body text, and everything that no rule claims.
    Body,
    /// A link to another article («اقرأ أيضا: …», also misspelt), or a paragraph of a
    /// web page that is nothing but a link.
    Link,
}

/// Something that was mended or left out while an article was read.
///
/// A warning never stops the reading; what does is an [`Error`](crate::error::Error).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// That many byte sequences were not text in the article's encoding and became U+FFFD.
    InvalidBytes(usize),
    /// That many control characters or escape sequences were removed.
    ControlsRemoved(usize),
}
