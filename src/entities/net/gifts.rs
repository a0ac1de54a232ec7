//! Distinct words → what they give to the net's first layer, at the distances where it is wanted.
//!
//! Most of what a short article costs the net is done here, once for each distinct word and
//! distance: no more is worked out, or given room, than some token in doubt will ask for. It knows
//! no tokens; who wants what is [`doubt`](super::super::doubt)'s business.

use pulp::{Arch, NullaryFnOnce};

use super::super::atoms::Atom;
use super::{HIDDEN, Layer, MIDDLE, Net, multiply};

/// What words give to the first layer at the distances where that is wanted.
pub(crate) struct Gifts {
    rows: Vec<Layer>,
    /// For each word, its first gift.
    starts: Vec<u32>,
    /// For each word, the distances at which it has one, a bit each.
    wanted: Vec<u8>,
}

impl Gifts {
    /// What word `word` gives at `distance`, counted from 0.
    ///
    /// It must have been wanted: what is found for another distance is some other gift.
    #[inline]
    pub(crate) fn of(&self, word: usize, distance: usize) -> &Layer {
        let before = self.wanted[word] & ((1 << distance) - 1);
        &self.rows[self.starts[word] as usize + before.count_ones() as usize]
    }
}

impl Net<'_> {
    /// What each word gives to the first layer, at the distances whose bits are set in `wanted`.
    pub(crate) fn gifts(&self, atoms: &[Atom], wanted: Vec<u8>) -> Gifts {
        Arch::new().dispatch(Giving {
            net: self,
            atoms,
            wanted,
        })
    }
}

/// [`Net::gifts`] at work, for the processor at hand.
struct Giving<'w, 'm> {
    net: &'w Net<'m>,
    atoms: &'w [Atom],
    wanted: Vec<u8>,
}

impl NullaryFnOnce for Giving<'_, '_> {
    type Output = Gifts;

    #[expect(
        clippy::inline_always,
        reason = "only so is it compiled for the processor at hand"
    )]
    #[inline(always)]
    fn call(self) -> Gifts {
        let count: u32 = self.wanted.iter().map(|wanted| wanted.count_ones()).sum();
        let mut rows = Vec::with_capacity(count as usize);
        let mut starts = Vec::with_capacity(self.wanted.len());
        for (wanted, atom) in self.wanted.iter().zip(self.atoms) {
            starts.push(rows.len() as u32);
            if *wanted == 0 {
                continue;
            }
            let mut middle = [0.0; MIDDLE];
            multiply(&mut middle, self.net.project, &self.net.input(atom));
            let near = self.net.near.chunks_exact(MIDDLE * HIDDEN);
            for (_, weights) in (0..).zip(near).filter(|(at, _)| wanted >> at & 1 != 0) {
                let mut gift = [0.0; HIDDEN];
                multiply(&mut gift, weights, &middle);
                rows.push(gift);
            }
        }
        Gifts {
            rows,
            starts,
            wanted: self.wanted,
        }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the same sums in the same order")]
mod tests {
    use super::*;
    use crate::entities::atoms::Shape;
    use crate::entities::lexicon::Word;
    use crate::entities::net::{GRAM, GRAMS, NEAR, SIZES, SPOTS, VECTOR};

    #[test]
    fn what_is_wanted_is_what_all_of_it_would_be() {
        let rows = vec![0; 4 + GRAMS * GRAM + 4 + SPOTS * HIDDEN];
        let weights = 0..SIZES.iter().sum::<usize>();
        let weights = weights.map(|at| f32::from(u8::try_from(at % 251).unwrap()) / 100.0 - 1.0);
        let layers: Vec<u8> = weights.flat_map(f32::to_le_bytes).collect();
        let net = Net::new(&[3; VECTOR], &rows, &layers).unwrap();
        let atom = |vector| Atom {
            whole: 0,
            stem: 0,
            cut: 0,
            clitic: 0,
            shape: Shape::Word,
            letters: Vec::new(),
            word: Word {
                vector,
                ..Word::default()
            },
        };
        let atoms = [atom(0), atom(1), atom(0), atom(1)];
        let all = net.gifts(&atoms, vec![0b11111; 4]);
        assert_ne!(all.of(0, 0), all.of(1, 0));
        let wanted = vec![0b10010, 0, 0b11111, 0b00100];
        let some = net.gifts(&atoms, wanted.clone());
        assert_eq!(some.rows.len(), 8);
        for (word, wanted) in wanted.iter().enumerate() {
            for distance in (0..NEAR).filter(|distance| wanted >> distance & 1 != 0) {
                assert_eq!(some.of(word, distance), all.of(word, distance));
            }
        }
    }
}
