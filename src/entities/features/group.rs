//! The groups of features: the subject of each, whether it is also input of the net, and its name for the
//! trainer, which measures the effect of a group by leaving it out (ablation).

/// A group of features.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum FeatureGroup {
    /// Words and stems.
    Words,
    /// First and last letters.
    Affixes,
    /// Letter n-grams anywhere in a word.
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
    /// The rest of the article.
    Article,
}

impl FeatureGroup {
    /// Whether the group's features are hashed features of the net, too.
    pub(crate) const fn is_net_input(self) -> bool {
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
impl FeatureGroup {
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
