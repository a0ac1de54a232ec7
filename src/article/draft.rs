//! An article between its file and [`Article`](super::types::Article): blocks of
//! raw text and what the file says about each of them.
//!
//! Every format produces an [`ArticleDraft`]; `structure` makes articles of all
//! drafts by the same rules. A draft's text is not clean yet, and no role is guessed here.

use std::borrow::Cow;

use super::provenance::Provenance;
use super::types::{ParagraphRole, Warning};
use crate::direction::Direction;
use crate::error::{NotText, UnpackError};

/// A piece of an article as its file gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ArticleBlock<'a> {
    /// Its raw text; every non-empty line of it becomes a paragraph.
    pub(super) text: Cow<'a, str>,
    /// Its role according to the file, where the file states one.
    pub(super) role: Option<ParagraphRole>,
    /// Its direction according to the file, where the file states one.
    pub(super) direction: Option<Direction>,
}

impl<'a> ArticleBlock<'a> {
    /// A block of `text` with the role that the file states.
    pub(super) fn new(text: impl Into<Cow<'a, str>>, role: Option<ParagraphRole>) -> Self {
        Self {
            text: text.into(),
            role,
            direction: None,
        }
    }

    /// Whether the file marks it as the title.
    pub(super) fn is_title(&self) -> bool {
        self.role == Some(ParagraphRole::Title)
    }
}

/// One article as its file gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ArticleDraft<'a> {
    /// In reading order.
    pub(super) blocks: Vec<ArticleBlock<'a>>,
    /// The publisher, where the file names one.
    pub(super) publisher: Option<String>,
    /// Author, date and address, where the file states them.
    pub(super) provenance: Provenance,
    /// The direction of the article as a whole, where the file states one.
    pub(super) direction: Option<Direction>,
    /// Controls that were removed from its text already.
    pub(super) controls_removed: usize,
    /// Byte sequences of its file, or of its part of an archive, that were not text.
    pub(super) invalid: usize,
    /// What was mended when that was decoded.
    pub(super) mended: Vec<Warning>,
}

/// Why a part of a file gave no article. `load` adds the file's name.
#[derive(Debug, thiserror::Error)]
pub(super) enum ExtractError {
    /// It is not valid JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// No text was found in a JSON value with these names.
    #[error("no text found")]
    NoTextUnder(Vec<String>),
    /// A page has no text.
    #[error("no text found in the page")]
    NoTextInHtml,
    /// No text was found in a file of the format with this name.
    #[error("no text found in this {0}")]
    NoTextInFormat(&'static str),
    /// It is not well-formed.
    #[error("{0}")]
    Malformed(String),
    /// It is no text.
    #[error(transparent)]
    NotText(#[from] NotText),
    /// It is not unpacked.
    #[error(transparent)]
    Unpack(#[from] UnpackError),
    /// A file of an archive gave no article.
    #[error("{name}: {reason}")]
    InArchive {
        /// Its name in the archive, raw.
        name: String,
        /// Why.
        reason: Box<ExtractError>,
    },
    /// Its text holds nothing but white space and control characters.
    #[error("empty")]
    Empty,
    /// The file changed after its records were listed.
    #[error("changed")]
    Changed,
}

/// Receives every article of a file, or why a part of the file holds none, in the file's order.
pub(super) type DraftSink<'s> = dyn FnMut(Result<ArticleDraft<'_>, ExtractError>) + 's;

impl<'a> ArticleDraft<'a> {
    /// A plain text, about which the file says nothing.
    pub(super) fn plain(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            blocks: vec![ArticleBlock::new(text, None)],
            ..Self::default()
        }
    }

    /// A draft that begins with `title`, on one line, where there is one.
    ///
    /// Each run of white space in the title becomes one space: HTML titles hold line ends.
    pub(super) fn titled(title: Option<&str>, publisher: Option<String>) -> Self {
        let words: Vec<&str> = title.into_iter().flat_map(str::split_whitespace).collect();
        let title = (!words.is_empty())
            .then(|| ArticleBlock::new(words.join(" "), Some(ParagraphRole::Title)));
        Self {
            blocks: title.into_iter().collect(),
            publisher,
            ..Self::default()
        }
    }

    /// The draft, with what decoding its file found: invalid byte sequences and what was mended.
    pub(super) fn decoded(self, invalid: usize, mended: Vec<Warning>) -> Self {
        Self {
            invalid,
            mended,
            ..self
        }
    }

    /// The title's block, where the file marks one.
    pub(super) fn title(&self) -> Option<&ArticleBlock<'a>> {
        self.blocks.iter().find(|block| block.is_title())
    }

    /// Appends the article's text. Where one of its first lines repeats the title, that
    /// line is left out.
    pub(super) fn append_body(&mut self, mut body: Vec<ArticleBlock<'a>>) {
        if let Some(title) = self.title() {
            drop_repeated_title(&title.text, &mut body);
        }
        self.blocks.append(&mut body);
    }
}

/// Removes the first line of `body` that repeats `title`, if one of the first three blocks does
/// or the first line of the first block.
///
/// Letters and digits alone are compared, so that quotation marks and spaces do not matter.
fn drop_repeated_title(title: &str, body: &mut Vec<ArticleBlock<'_>>) {
    /// A kicker or a date may precede the repeated title.
    const BLOCKS: usize = 3;
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let key = letters(title);
    // The length is compared first: a long block is not copied to find out that it differs.
    let repeats = |text: &str| text.len() < 4 * title.len() + 64 && letters(text) == key;
    if let Some(at) = body
        .iter()
        .take(BLOCKS)
        .position(|block| repeats(&block.text))
    {
        body.remove(at);
        return;
    }
    if let Some(first) = body.first_mut()
        && let Some((line, rest)) = first.text.trim_start().split_once('\n')
        && repeats(line)
    {
        first.text = rest.to_owned().into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks' texts after `title` got `body`, joined by ` / `.
    fn appended(title: Option<&str>, body: &[&str]) -> String {
        let mut draft = ArticleDraft::titled(title, None);
        draft.append_body(
            body.iter()
                .map(|text| ArticleBlock::new(*text, None))
                .collect(),
        );
        let texts: Vec<&str> = draft
            .blocks
            .iter()
            .map(|block| block.text.as_ref())
            .collect();
        texts.join(" / ")
    }

    #[test]
    fn a_repeated_title_comes_once() {
        let title = Some("«الميناء» يفتح\n أبوابه");
        let once = "«الميناء» يفتح أبوابه / نص";
        assert_eq!(appended(title, &["الميناء يفتح أبوابه.", "نص"]), once);
        assert_eq!(appended(title, &["\nالميناء يفتح أبوابه\nنص"]), once);
        assert_eq!(
            appended(title, &["الأحد", "الميناء يفتح أبوابه", "نص"]),
            "«الميناء» يفتح أبوابه / الأحد / نص"
        );
        // The fourth block is text already.
        let late = ["أ", "ب", "ج", "الميناء يفتح أبوابه"];
        assert!(appended(title, &late).ends_with("ج / الميناء يفتح أبوابه"));
        assert_eq!(appended(None, &["نص", "نص"]), "نص / نص");
    }
}
