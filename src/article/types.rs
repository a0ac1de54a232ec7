//! What an article is: its text, its paragraphs with their roles, and warnings.
//!
//! Types alone; every other file of the module uses them and they use none of
//! it. How an article is made is the subject of `article.rs`.

use crate::direction::Direction;
use crate::span::Span;

/// One article, ready to be analysed and laid out. Its text is never rewritten.
///
/// All fields are public, so an article that was built by hand need not be clean.
/// [`Article::from_text`], [`Article::from_bytes`] and the functions that read
/// files always give a clean one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The whole text in UTF-8, title included; paragraphs are separated by `\n`.
    pub text: String,
    /// The title's bytes in `text`, where the article has a title; always the span
    /// of one of `paragraphs`.
    pub title: Option<Span>,
    /// Non-empty lines of `text` in order, without their line ends.
    pub paragraphs: Vec<Paragraph>,
    /// Where the article came from, as a user would name it: a path, or `-`. With
    /// `#n` it is the n-th article of a JSON file.
    pub source: String,
    /// The publisher that the file names, where it names one (JSON, HTML metadata).
    pub publisher: Option<String>,
    /// The author that the file names, or several joined by «، » (JSON, HTML metadata).
    pub author: Option<String>,
    /// The date of publication as the file writes it; most write RFC 3339 (JSON, HTML metadata).
    pub date: Option<String>,
    /// The article's web address, `http` or `https` (JSON, HTML metadata).
    pub address: Option<String>,
    /// What was repaired or removed on reading; each kind at most once.
    pub warnings: Vec<Warning>,
    /// The direction of the article as a whole: what the file declares, else what a quarter of its words have. Paragraphs
    /// have their own.
    pub direction: Direction,
}

impl Article {
    /// The title as text, where the article has one.
    pub fn title_text(&self) -> Option<&str> {
        self.title.map(|span| span.of(&self.text))
    }

    /// The name of this article in a list of articles: its title, else the first
    /// eight words of its first paragraph, else its source.
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

    /// The base direction of [`label`](Self::label).
    pub fn label_direction(&self) -> Direction {
        let titled = |paragraph: &&Paragraph| Some(paragraph.span) == self.title;
        let title = self.paragraphs.iter().find(titled);
        title
            .or(self.paragraphs.first())
            .map_or(self.direction, |paragraph| paragraph.direction)
    }

    /// The publisher, else the source: what a reader would call where the article comes from.
    pub fn source_name(&self) -> &str {
        self.publisher.as_deref().unwrap_or(&self.source)
    }

    /// The day of publication: of a date by RFC 3339 its first ten characters, else the date as it is.
    ///
    /// # Examples
    ///
    /// ```
    /// use qari::Article;
    ///
    /// let date = |date: &str| Article { date: Some(date.to_owned()), ..Article::default() };
    /// assert_eq!(date("2026-10-21T09:15:00+03:00").day(), Some("2026-10-21"));
    /// assert_eq!(date("21 أكتوبر 2026").day(), Some("21 أكتوبر 2026"));
    /// ```
    pub fn day(&self) -> Option<&str> {
        self.date.as_deref().map(day)
    }

    /// Whether names and quotes are looked for: not in a text of more than 600,000 words, numbers and marks.
    ///
    /// Only the longest novels have as many. The analysis needs up to 600 bytes for each of them, so that it stays below
    /// 400 MB whatever a file holds. Linear in the text.
    ///
    /// # Examples
    ///
    /// ```
    /// use qari::article::Article;
    ///
    /// assert!(Article::from_text("وصل القطار.", "-").is_analysed());
    /// assert!(!Article::from_text(&"( ".repeat(700_000), "-").is_analysed());
    /// ```
    pub fn is_analysed(&self) -> bool {
        // A token has a byte at least.
        self.text.len() <= MOST_TOKENS || tokens(&self.text, MOST_TOKENS) <= MOST_TOKENS
    }

    /// Words in the text, title included. A word is a run between white space that
    /// holds a letter or a digit.
    pub fn word_count(&self) -> usize {
        self.text
            .split_whitespace()
            .filter(|word| word.contains(char::is_alphanumeric))
            .count()
    }
}

/// The day in `date`: of a date by RFC 3339 its first ten characters, else the date as it is.
pub(super) fn day(date: &str) -> &str {
    let day = date.split(['T', ' ']).next().unwrap_or(date);
    let shape: String = day
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    if shape == "0000-00-00" { day } else { date }
}

/// Most tokens of an article in which names and quotes are looked for.
const MOST_TOKENS: usize = 600_000;

/// Tokens in `text`, or some more: runs of letters and digits with the marks on them, and every other visible character.
/// Counted to `most` and one more.
fn tokens(text: &str, most: usize) -> usize {
    let mut in_word = false;
    let begins = |c: char| {
        let mark = matches!(c, '\u{610}'..='\u{61A}' | '\u{640}'..='\u{65F}');
        let joins = c.is_alphanumeric() || mark;
        let goes_on = std::mem::replace(&mut in_word, joins) && joins;
        !c.is_whitespace() && !goes_on
    };
    let found = text.chars().map(begins).filter(|begins| *begins);
    found.take(most + 1).count()
}

/// Words that stand for a title where an article has none.
pub(super) const LABEL_WORDS: usize = 8;

/// The first `count` words of `text`.
///
/// White space before the first word is kept, so that the result is a slice of `text`.
pub(super) fn first_words(text: &str, count: usize) -> &str {
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

/// A paragraph of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its bytes in the article's text, without white space at either end.
    pub span: Span,
    /// What kind of paragraph it is.
    pub role: ParagraphRole,
    /// Its base direction (UAX #9, HL1).
    pub direction: Direction,
}

impl Paragraph {
    /// A right-to-left paragraph.
    pub const fn new(span: Span, role: ParagraphRole) -> Self {
        Self {
            span,
            role,
            direction: Direction::RightToLeft,
        }
    }
}

/// What kind of paragraph a paragraph is.
///
/// The role decides how a paragraph is drawn and where reported speech is searched:
/// names are found in paragraphs of every role but furniture, speech not in headings and links either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParagraphRole {
    /// The article's title.
    Title,
    /// A section heading: a short line without a full stop between paragraphs, or a
    /// line that the file marks as a heading.
    Heading,
    /// Body text, and everything that no rule assigns another role.
    Body,
    /// A link to another article («اقرأ أيضا: …», also misspelt), or a paragraph of a
    /// web page that is nothing but a link.
    Link,
    /// Part of the page around the article by its form: a photo credit, a byline with a date, a row of buttons, a counter, a
    /// notice («صدر الصورة، …», «انسخ الرابط», «12 تعليقا»). Neither names nor speech are searched in it.
    Furniture,
}

/// Something that was repaired or removed while an article was read.
///
/// A warning never stops the reading; what does is an [`Error`](crate::error::Error).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// That many byte sequences were not text in the article's encoding and became U+FFFD.
    InvalidBytes(usize),
    /// That many control characters or escape sequences were removed.
    ControlsRemoved(usize),
    /// That many lines had been decoded in a wrong encoding before they were saved; the damage was undone without loss.
    MojibakeMended(usize),
    /// That many lines were in another encoding than the rest of the file.
    MixedEncodings(usize),
    /// The letters are stored in visual order, from left to right, and were left so; [`LoadOptions`](super::LoadOptions)
    /// can turn them.
    VisualOrder,
    /// The text is so long that no names and quotes are looked for in it; see [`Article::is_analysed`].
    NotAnalysed,
}

/// Where in a JSON object the article stands, if the usual names do not tell: names and numbers with dots between them
/// (`response.docs.0.body`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldPaths {
    /// The text; without it the usual names are tried.
    pub text: Option<String>,
    /// The title.
    pub title: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::{first_words, tokens};

    #[test]
    fn words_and_marks_are_counted() {
        assert_eq!(tokens("قالَ: «نعم 25!»\n", 99), 7);
        assert_eq!(tokens("((( ", 99), 3);
        assert_eq!(tokens("((( ", 1), 2);
        // One word of a megabyte is one.
        assert_eq!(tokens(&"س".repeat(1 << 20), 99), 1);
    }

    #[test]
    fn a_label_keeps_whole_words_alone() {
        assert_eq!(first_words("واحد اثنان ثلاثة", 2), "واحد اثنان");
        assert_eq!(first_words(" واحد  اثنان", 1), " واحد");
        assert_eq!(first_words("واحد", 8), "واحد");
        assert_eq!(first_words("", 8), "");
    }
}
