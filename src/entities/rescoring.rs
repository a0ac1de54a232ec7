//! Probabilities of the first pass → which tokens the second pass scores, and which contributions of
//! words the net must compute for them.
//!
//! Of most words the first pass is sure that they are no name, and the second pass would agree: on
//! 597 articles of unlabelled news, 3 of 10,959 names came out otherwise. So those words stay outside
//! and are not scored again, which saves a quarter of the time that names take in an article of
//! 14 KB. A doubtful word is scored with everything around it, doubtful or not, so that its own
//! scores are the same as without this plan.

use super::label::{LabelScores, OUTSIDE};
use super::scope::ScoringScope;
use super::window::{FIRST_WINDOW, SECOND_WINDOW, around};
use super::words::DocumentWords;
use crate::text::Document;

/// Probability of "outside" from which the first pass decides alone.
///
/// With 0.999, 1 of the 10,959 names would be another; with 0.99, 9.
const SURE: f32 = 0.995;

/// What the second pass has to compute.
pub(crate) struct RescoringPlan {
    /// For each token of the document.
    pub(crate) scopes: Vec<ScoringScope>,
    /// For each distinct word, the offsets in the first layer's window at which its contribution is
    /// needed, a bit each.
    pub(crate) offsets: Vec<u8>,
}

impl RescoringPlan {
    /// Finds the tokens that are doubtful by the first pass's probabilities, `rows`, one for each
    /// token.
    pub(crate) fn new(
        document: &Document<'_>,
        words: &DocumentWords,
        rows: &[LabelScores],
    ) -> Self {
        let mut scopes = vec![ScoringScope::Skip; rows.len()];
        let mut offsets = vec![0; words.distinct.len()];
        for range in &document.sentences {
            for at in range.clone().filter(|&at| rows[at][OUTSIDE] < SURE) {
                for (_, near) in around(at, SECOND_WINDOW, range) {
                    scopes[near] = scopes[near].max(ScoringScope::Context);
                }
                scopes[at] = ScoringScope::Full;
            }
            for at in range.clone().filter(|&at| scopes[at] != ScoringScope::Skip) {
                for (offset, near) in around(at, FIRST_WINDOW, range) {
                    offsets[words.index[near] as usize] |= 1 << offset;
                }
            }
        }
        Self { scopes, offsets }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::label::LABELS;
    use crate::entities::lexicon::WordLexicon;
    use crate::entities::notation;
    use crate::text;

    /// A letter for each token (. skip, c context, F full) and the offsets of each distinct word.
    fn plan(text: &str, doubtful: &[usize]) -> (String, String) {
        let article = notation::article(text.to_owned());
        let document = text::read(&article);
        let table = notation::lexicon(&[]);
        let words = DocumentWords::new(&document, WordLexicon::new(&table).unwrap());
        let row = |at: usize| {
            let mut row = [0.0; LABELS];
            row[OUTSIDE] = if doubtful.contains(&at) { 0.99 } else { 1.0 };
            row
        };
        let rows: Vec<LabelScores> = (0..document.tokens.len()).map(row).collect();
        let plan = RescoringPlan::new(&document, &words, &rows);
        let letter = |scope: &ScoringScope| match scope {
            ScoringScope::Skip => '.',
            ScoringScope::Context => 'c',
            ScoringScope::Full => 'F',
        };
        let offsets = plan.offsets.iter().map(u8::to_string).collect::<Vec<_>>();
        (plan.scopes.iter().map(letter).collect(), offsets.join(" "))
    }

    #[test]
    fn a_doubtful_word_is_scored_with_its_neighbours() {
        assert_eq!(plan("a b c d e f g h i", &[4]).0, "...cFc...");
        assert_eq!(plan("a b c d e", &[0, 1]).0, "FFc..");
        assert_eq!(plan("a b c d e", &[]).0, ".....");
        // No window reaches into the next sentence.
        assert_eq!(plan("قال أين؟ ذهب ولم يعد", &[3]).0, "...Fc.");
    }

    #[test]
    fn contributions_are_needed_where_a_layer_sees_the_word() {
        // Layers of a and b: a is needed at its own offset (2) and as the word before (1).
        assert_eq!(plan("a b c d e", &[0]).1, "6 12 24 16 0");
    }
}
