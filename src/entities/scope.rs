//! What the second pass of the tagger computes for a token.

/// How much of a token the second pass scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ScoringScope {
    /// Nothing: the token is outside of names.
    Skip,
    /// Its first layer alone, which the scores of a neighbour need.
    Context,
    /// Its label scores.
    Full,
}
