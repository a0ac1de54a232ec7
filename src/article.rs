//! Bytes of a file or of standard input → an [`Article`]: one clean text, its
//! title, its paragraphs and the role of each.
//!
//! This module is the border where hostile input ends: after it the text holds no
//! escape sequence, no C0/C1 control but `\n`, no unbalanced bidi control. It
//! knows nothing about words, names or quotes.
//!
//! # How a file becomes an article
//!
//! ```text
//! bytes ─ load ─► extract ───────────► clean ─► structure ─► Article
//!         size,   unpack and decode,   without  paragraphs,
//!         kind    blocks as the file   controls title, roles
//!                 marks them
//! ```
//!
//! 1. `load` asks the system what a name stands for and reads at most
//!    [`MAX_BYTES`]. A device, a socket or a directory is an error here.
//! 2. `extract` knows the formats: plain text, Markdown, HTML, JSON, feeds, mail, subtitles, EPUB, DOCX, and what is
//!    compressed or packed. It gives blocks of text, and for each what the file itself says about it. How much a file
//!    may unpack to is bounded (`limits`).
//! 3. `decode`, called by `extract`, finds the encoding and makes text. Bytes that are invalid in it become U+FFFD and
//!    are counted in a [`Warning`].
//! 4. `clean` removes what a terminal would obey and what would reorder the text.
//! 5. `structure` cuts blocks into paragraphs and gives each its [`ParagraphRole`]; what
//!    the file states comes before any rule.
//!
//! A *span* is a half-open range of bytes of [`Article::text`]; all later modules name
//! places in the text by spans, so from here on the text is never changed.
//!
//! # Limitations
//!
//! - One directory level is read; directories inside a directory are ignored.
//! - HTML is read without scripts and style sheets: text that a script draws is
//!   not found.
//! - Titles and headings of plain text are recognized by their form. The rules were
//!   checked on 79 news articles; they may do worse on poems and lists.

mod clean;
mod decode;
mod draft;
mod extract;
pub(crate) mod format;
mod headline;
mod limits;
mod load;
mod provenance;
mod records;
mod stream;
mod structure;
mod types;
mod visual_order;

pub use decode::CharacterEncoding;
pub(crate) use headline::Headline;
pub use limits::MAX_BYTES;
pub(crate) use load::read_nth;
pub use load::{ArticleSource, LoadOptions, collect_sources, open, read_source};
pub(crate) use records::{Record, RecordFile, RecordPlace};
pub(crate) use stream::{SourcePortion, portions};
pub use types::{Article, FieldPaths, Paragraph, ParagraphRole, Warning};

use crate::error::Error;

impl Article {
    /// The article that a plain text makes: cleaned, lines that a program broke
    /// at a margin joined, its title, headings and link lines found. `source` is
    /// the name that a user would give it.
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
    /// // An escape sequence is removed, and a warning says so.
    /// let hostile = Article::from_text("خبر \u{1b}[2Jعاجل", "-");
    /// assert_eq!(hostile.text, "خبر عاجل");
    /// assert_eq!(hostile.warnings.len(), 1);
    /// ```
    pub fn from_text(text: &str, source: &str) -> Self {
        Self {
            source: source.to_owned(),
            ..structure::build(extract::plain::article(text))
        }
    }

    /// The article in `bytes`, as it would be read from a file called `source`: the ending of
    /// that name tells the format, else the content does. Of a file with several
    /// articles it is the first.
    ///
    /// # Errors
    ///
    /// Whatever keeps the bytes from being an article, as the variants of
    /// [`Error`] say; more than [`MAX_BYTES`] among them.
    ///
    /// # Examples
    ///
    /// ```
    /// use qari::article::{Article, LoadOptions};
    ///
    /// let page = "<title>خبر</title><h1>افتتاح مكتبة</h1><p>قالت الكاتبة إن الكتب للجميع.";
    /// let article = Article::from_bytes(page.into(), "library.html", &LoadOptions::default())?;
    /// assert_eq!(article.text, "خبر\nافتتاح مكتبة\nقالت الكاتبة إن الكتب للجميع.");
    /// assert_eq!(article.source, "library.html");
    ///
    /// let error = Article::from_bytes(vec![0, 1, 2], "x", &LoadOptions::default()).unwrap_err();
    /// assert!(error.to_string().starts_with("x: not text: byte 0 is NUL"));
    /// # Ok::<(), qari::error::Error>(())
    /// ```
    pub fn from_bytes(bytes: Vec<u8>, source: &str, options: &LoadOptions) -> Result<Self, Error> {
        load::from_bytes(bytes, source, options)
    }
}
