//! The groups that features belong to: what each is about, whether the net takes it too, and its name for
//! the trainer, which measures what a group is worth by leaving it out.

/// Groups of features, for measuring what each is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Group {
    /// Words and stems.
    Words,
    /// First and last letters.
    Affixes,
    /// Rows of letters anywhere in a word.
    Ngrams,
    /// Clusters of words with like neighbours.
    Clusters,
    /// Lists of names and cues.
    Lists,
    /// How often a word is a name in news.
    Silver,
    /// Phrases that news uses as names.
    Phrases,
    /// Article, nisba, digits, marks.
    Shape,
    /// Quotation marks and brackets.
    Quotation,
    /// Head words of organizations and titles some words before.
    Heads,
    /// Two and three words together.
    Pairs,
    /// Where in the article.
    Position,
    /// What the rest of the article says.
    Article,
}

impl Group {
    /// Whether the net takes the group's features as its spots.
    pub(crate) const fn is_spot(self) -> bool {
        match self {
            Self::Quotation | Self::Phrases | Self::Heads | Self::Position | Self::Article => true,
            Self::Words
            | Self::Affixes
            | Self::Ngrams
            | Self::Clusters
            | Self::Lists
            | Self::Silver
            | Self::Shape
            | Self::Pairs => false,
        }
    }
}

#[cfg(feature = "train")]
impl Group {
    /// Every group.
    pub(crate) const ALL: [Self; 13] = [
        Self::Words,
        Self::Affixes,
        Self::Ngrams,
        Self::Clusters,
        Self::Lists,
        Self::Silver,
        Self::Phrases,
        Self::Shape,
        Self::Quotation,
        Self::Heads,
        Self::Pairs,
        Self::Position,
        Self::Article,
    ];

    /// Its name on the trainer's command line and in its figures.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Affixes => "affixes",
            Self::Ngrams => "ngrams",
            Self::Clusters => "clusters",
            Self::Lists => "lists",
            Self::Silver => "silver",
            Self::Phrases => "phrases",
            Self::Shape => "shape",
            Self::Quotation => "quotation",
            Self::Heads => "heads",
            Self::Pairs => "pairs",
            Self::Position => "position",
            Self::Article => "article",
        }
    }
}
