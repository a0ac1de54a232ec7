//! The orders of the list of articles.

use crate::ui::lang::Label;

/// How the list of articles is ordered. Entries that are equal in it stay as they were given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArticleOrder {
    /// As the sources were named, and as the articles stand in them.
    #[default]
    Given,
    /// Articles that were never opened first.
    Unread,
    /// By day, the latest first; those without one last.
    Newest,
    /// By title.
    Title,
    /// By publisher, or name of the file.
    Source,
}

impl ArticleOrder {
    /// The order that follows, in a circle.
    pub(super) const fn next(self) -> Self {
        match self {
            Self::Given => Self::Unread,
            Self::Unread => Self::Newest,
            Self::Newest => Self::Title,
            Self::Title => Self::Source,
            Self::Source => Self::Given,
        }
    }

    /// What the interface calls it.
    pub(crate) const fn label(self) -> Label {
        match self {
            Self::Given => Label::OrderGiven,
            Self::Unread => Label::OrderUnread,
            Self::Newest => Label::OrderNewest,
            Self::Title => Label::OrderTitle,
            Self::Source => Label::OrderSource,
        }
    }
}
