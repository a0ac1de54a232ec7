//! What the first pass says of a whole article → which tokens the second pass looks at, and what
//! the net must work out for them.
//!
//! Of most words the first pass is sure that they are no name, and the second pass would agree: on
//! 597 articles of unlabelled news, 3 of 10,959 names came out otherwise. So those words stay
//! outside and are not scored again, which saves a quarter of the time that names take in an
//! article of 14 KB. A word in doubt is scored with all that stands around it, in doubt or not: it
//! loses nothing.

use super::label::{OUTSIDE, Row};
use super::net::{NEAR, NEXT};
use super::tagger::{Words, around};
use crate::text::Document;

/// Probability of "outside" from which the first pass is taken at its word.
///
/// With 0.999, 1 of the 10,959 names would be another; with 0.99, 9.
const SURE: f32 = 0.995;

/// What the second pass does with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Look {
    /// Nothing: it is outside.
    Away,
    /// Its first layer, which the scores of a neighbour need.
    Aside,
    /// Its scores.
    At,
}

/// What the second pass has to do.
pub(crate) struct Doubt {
    /// For each token.
    pub(crate) looks: Vec<Look>,
    /// For each distinct word, the distances at which its gift is wanted, a bit each.
    pub(crate) wanted: Vec<u8>,
}

impl Doubt {
    /// Finds the tokens that are in doubt by the first pass's probabilities.
    pub(crate) fn new(document: &Document<'_>, words: &Words, rows: &[Row]) -> Self {
        let mut looks = vec![Look::Away; rows.len()];
        let mut wanted = vec![0; words.atoms.len()];
        for range in &document.sentences {
            for at in range.clone().filter(|&at| rows[at][OUTSIDE] < SURE) {
                for (_, near) in around(at, NEXT, range) {
                    looks[near] = looks[near].max(Look::Aside);
                }
                looks[at] = Look::At;
            }
            for at in range.clone().filter(|&at| looks[at] != Look::Away) {
                for (distance, near) in around(at, NEAR, range) {
                    wanted[words.of[near] as usize] |= 1 << distance;
                }
            }
        }
        Self { looks, wanted }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::label::LABELS;
    use crate::entities::lexicon::Lexicon;
    use crate::entities::notation;
    use crate::text;

    /// A letter for each token: . away, a aside, A at; and the words that are asked for a gift.
    fn looks(text: &str, doubtful: &[usize]) -> (String, String) {
        let article = notation::article(text.to_owned());
        let document = text::read(&article);
        let table = notation::lexicon(&[]);
        let words = Words::new(&document, Lexicon::new(&table).unwrap());
        let row = |at: usize| {
            let mut row = [0.0; LABELS];
            row[OUTSIDE] = if doubtful.contains(&at) { 0.99 } else { 1.0 };
            row
        };
        let rows: Vec<Row> = (0..document.tokens.len()).map(row).collect();
        let doubt = Doubt::new(&document, &words, &rows);
        let letter = |look: &Look| match look {
            Look::Away => '.',
            Look::Aside => 'a',
            Look::At => 'A',
        };
        let wanted = doubt.wanted.iter().map(u8::to_string).collect::<Vec<_>>();
        (doubt.looks.iter().map(letter).collect(), wanted.join(" "))
    }

    #[test]
    fn a_word_in_doubt_is_looked_at_with_its_neighbours() {
        assert_eq!(looks("a b c d e f g h i", &[4]).0, "...aAa...");
        assert_eq!(looks("a b c d e", &[0, 1]).0, "AAa..");
        assert_eq!(looks("a b c d e", &[]).0, ".....");
        // No sentence looks into the next one.
        assert_eq!(looks("قال أين؟ ذهب ولم يعد", &[3]).0, "...Aa.");
    }

    #[test]
    fn gifts_are_wanted_where_a_layer_needs_them() {
        // Layers of a and b: a is asked for at its own place (2) and as the word before (1).
        assert_eq!(looks("a b c d e", &[0]).1, "6 12 24 16 0");
    }
}
