//! Distinct words → what each adds to the net's first layer, at the window offsets where that is needed.
//!
//! Most of what a short article costs the net is computed here, once for each distinct word and offset.
//! Only what some token will use is computed and stored. Tokens are unknown here; the
//! [`RescoringPlan`](super::super::rescoring::RescoringPlan) says what is needed.

use fearless_simd::{Level, dispatch};

use super::super::analyzed_word::AnalyzedWord;
use super::{EntityNet, HIDDEN, HiddenLayer, PROJECTED, multiply};

/// Precomputed first-layer sums of words, at the offsets where they are needed.
pub(crate) struct FeatureContributions {
    rows: Vec<HiddenLayer>,
    /// For each word, its first row.
    starts: Vec<u32>,
    /// For each word, the offsets at which it has a row, a bit each.
    offsets: Vec<u8>,
}

impl FeatureContributions {
    /// What word `word` contributes at `offset` of the window, counted from 0.
    ///
    /// The offset must have been asked for: another one gives another row, without an error.
    #[inline]
    pub(crate) fn of(&self, word: usize, offset: usize) -> &HiddenLayer {
        let before = self.offsets[word] & ((1 << offset) - 1);
        &self.rows[self.starts[word] as usize + before.count_ones() as usize]
    }
}

impl EntityNet<'_> {
    /// What each word contributes to the first layer, at the offsets whose bits are set in `offsets`.
    pub(crate) fn contributions(
        &self,
        words: &[AnalyzedWord],
        offsets: Vec<u8>,
    ) -> FeatureContributions {
        dispatch!(Level::new(), _simd => self.contribution_kernel(words, offsets))
    }

    /// [`Self::contributions`], compiled for each instruction set.
    #[expect(
        clippy::inline_always,
        reason = "only so is it compiled for the instruction set at hand"
    )]
    #[inline(always)]
    fn contribution_kernel(
        &self,
        words: &[AnalyzedWord],
        offsets: Vec<u8>,
    ) -> FeatureContributions {
        let count: u32 = offsets.iter().map(|bits| bits.count_ones()).sum();
        let mut rows = Vec::with_capacity(count as usize);
        let mut starts = Vec::with_capacity(offsets.len());
        for (bits, word) in offsets.iter().zip(words) {
            starts.push(rows.len() as u32);
            if *bits == 0 {
                continue;
            }
            let mut projected = [0.0; PROJECTED];
            multiply(&mut projected, self.project, &self.input(word));
            let blocks = self.first.chunks_exact(PROJECTED * HIDDEN);
            for (_, weights) in (0..).zip(blocks).filter(|(at, _)| bits >> at & 1 != 0) {
                let mut row = [0.0; HIDDEN];
                multiply(&mut row, weights, &projected);
                rows.push(row);
            }
        }
        FeatureContributions {
            rows,
            starts,
            offsets,
        }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the same sums in the same order")]
mod tests {
    use super::*;
    use crate::entities::analyzed_word::Shape;
    use crate::entities::lexicon::LexiconEntry;
    use crate::entities::net::{HASHED_ROWS, NGRAM_ROWS, NGRAM_WIDTH, SIZES, VECTOR};
    use crate::entities::window::FIRST_WINDOW;

    #[test]
    fn a_part_of_the_contributions_is_the_same_as_in_all_of_them() {
        let rows = vec![0; 4 + NGRAM_ROWS * NGRAM_WIDTH + 4 + HASHED_ROWS * HIDDEN];
        let weights = 0..SIZES.iter().sum::<usize>();
        let weights = weights.map(|at| f32::from(u8::try_from(at % 251).unwrap()) / 100.0 - 1.0);
        let layers: Vec<u8> = weights.flat_map(f32::to_le_bytes).collect();
        let net = EntityNet::new(&[3; VECTOR], &rows, &layers).unwrap();
        let word = |vector| AnalyzedWord {
            whole: 0,
            stem: 0,
            cut: 0,
            clitic: 0,
            shape: Shape::Word,
            letters: Vec::new(),
            entry: LexiconEntry {
                vector,
                ..LexiconEntry::default()
            },
        };
        let words = [word(0), word(1), word(0), word(1)];
        let all = net.contributions(&words, vec![0b11111; 4]);
        assert_ne!(all.of(0, 0), all.of(1, 0));
        let offsets = vec![0b10010, 0, 0b11111, 0b00100];
        let some = net.contributions(&words, offsets.clone());
        assert_eq!(some.rows.len(), 8);
        for (word, bits) in offsets.iter().enumerate() {
            for offset in (0..FIRST_WINDOW).filter(|offset| bits >> offset & 1 != 0) {
                assert_eq!(some.of(word, offset), all.of(word, offset));
            }
        }
    }
}
