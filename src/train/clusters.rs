//! Vectors → clusters: spherical k-means from seeded starts.
//!
//! Words of one cluster occur in similar contexts; by the cluster the tagger knows something of
//! a word that no annotated article contains.
//!
//! Words are compared by the angle of their vectors alone (all are of length 1). How many
//! clusters are wanted is the caller's choice; it asks for three grains, coarse to fine.

use super::random::Random;
use super::vectors::{LENGTH, WordVector, unit};

/// Rounds of k-means; later ones move few words.
const ROUNDS: usize = 12;

/// The cluster of each vector, from 1; 0 for those without one.
///
/// `count` clusters are asked for; fewer may have words where there are fewer different vectors.
/// The numbers have no order and no meaning. Time: vectors × clusters × rounds.
pub(crate) fn clusters(vectors: &[Option<WordVector>], count: usize, seed: u64) -> Vec<u16> {
    let points: Vec<&WordVector> = vectors.iter().flatten().collect();
    if points.is_empty() {
        return vec![0; vectors.len()];
    }
    let mut random = Random::new(seed);
    let mut centers: Vec<WordVector> = (0..count)
        .map(|_| *points[random.below(points.len())])
        .collect();
    let mut of: Vec<usize> = Vec::new();
    for _ in 0..ROUNDS {
        of = points
            .iter()
            .map(|point| nearest(point, &centers))
            .collect();
        let mut sums = vec![[0.0f32; LENGTH]; count];
        let mut sizes = vec![0usize; count];
        for (point, &cluster) in points.iter().zip(&of) {
            sizes[cluster] += 1;
            for (sum, value) in sums[cluster].iter_mut().zip(point.iter()) {
                *sum += value;
            }
        }
        for (center, (sum, size)) in centers.iter_mut().zip(sums.iter().zip(&sizes)) {
            // A cluster without words starts again from another word.
            *center = if *size == 0 {
                *points[random.below(points.len())]
            } else {
                unit(sum)
            };
        }
    }
    let mut of = of.into_iter();
    vectors
        .iter()
        .map(|vector| match vector {
            Some(_) => of.next().unwrap_or(0) as u16 + 1,
            None => 0,
        })
        .collect()
}

/// The center with the smallest angle to a point; of equals the first.
fn nearest(point: &WordVector, centers: &[WordVector]) -> usize {
    let mut best = (0, f32::MIN);
    for (i, center) in centers.iter().enumerate() {
        let near: f32 = point.iter().zip(center).map(|(a, b)| a * b).sum();
        if near > best.1 {
            best = (i, near);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn similar_vectors_share_a_cluster() {
        let vector = |at: usize| -> Option<WordVector> {
            Some(std::array::from_fn(|i| f32::from(u8::from(i == at))))
        };
        let found = clusters(&[vector(0), None, vector(9), vector(0)], 2, 1);
        assert_eq!((found[0], found[1]), (found[3], 0));
        assert_eq!(clusters(&[None], 2, 1), [0]);
    }
}
