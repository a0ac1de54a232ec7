//! An article on its way from its file to the reader: raw blocks of text and
//! what the file says of them. Neither clean nor judged yet.
//!
//! Every format ends in a [`ArticleDraft`]; `structure` makes all drafts into articles
//! by the same rules.

use std::borrow::Cow;

use super::ParagraphRole;

/// A piece of an article as its file gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ArticleBlock<'a> {
    /// Its raw text; every line of it becomes a paragraph.
    pub(super) text: Cow<'a, str>,
    /// What the file says it is, where the file says so.
    pub(super) role: Option<ParagraphRole>,
}

impl<'a> ArticleBlock<'a> {
    /// A block of `text` that the file calls `role`.
    pub(super) fn new(text: impl Into<Cow<'a, str>>, role: Option<ParagraphRole>) -> Self {
        Self {
            text: text.into(),
            role,
        }
    }

    /// Whether the file calls it the title.
    pub(super) fn is_title(&self) -> bool {
        self.role == Some(ParagraphRole::Title)
    }
}

/// One article as its file gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ArticleDraft<'a> {
    /// In reading order.
    pub(super) blocks: Vec<ArticleBlock<'a>>,
    /// Who published it, where the file says so.
    pub(super) publisher: Option<String>,
}

impl<'a> ArticleDraft<'a> {
    /// A plain text, of which the file says nothing.
    pub(super) fn plain(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            blocks: vec![ArticleBlock::new(text, None)],
            publisher: None,
        }
    }

    /// A draft that begins with `title`, on one line, where there is one.
    ///
    /// White space of any kind in the title becomes single blanks: HTML titles hold line ends.
    pub(super) fn titled(title: Option<&str>, publisher: Option<String>) -> Self {
        let words: Vec<&str> = title.into_iter().flat_map(str::split_whitespace).collect();
        let title = (!words.is_empty())
            .then(|| ArticleBlock::new(words.join(" "), Some(ParagraphRole::Title)));
        Self {
            blocks: title.into_iter().collect(),
            publisher,
        }
    }

    /// The title's block, where the file marks one.
    pub(super) fn title(&self) -> Option<&ArticleBlock<'a>> {
        self.blocks.iter().find(|block| block.is_title())
    }
}
