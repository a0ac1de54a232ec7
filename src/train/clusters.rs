//! Vectors → clusters: spherical k-means from seeded starts.

use super::random::Random;
use super::vectors::{LENGTH, Vector, unit};

/// Rounds of k-means; later ones move few words.
const ROUNDS: usize = 12;

/// The cluster of each vector, from 1; 0 for those without one.
pub(crate) fn clusters(vectors: &[Option<Vector>], count: usize, seed: u64) -> Vec<u16> {
    let points: Vec<&Vector> = vectors.iter().flatten().collect();
    let mut random = Random::new(seed);
    let mut centres: Vec<Vector> = (0..count)
        .map(|_| *points[random.below(points.len())])
        .collect();
    let mut of: Vec<usize> = Vec::new();
    for _ in 0..ROUNDS {
        of = points
            .iter()
            .map(|point| nearest(point, &centres))
            .collect();
        let mut sums = vec![[0.0f32; LENGTH]; count];
        let mut sizes = vec![0usize; count];
        for (point, &cluster) in points.iter().zip(&of) {
            sizes[cluster] += 1;
            for (sum, value) in sums[cluster].iter_mut().zip(point.iter()) {
                *sum += value;
            }
        }
        for (centre, (sum, size)) in centres.iter_mut().zip(sums.iter().zip(&sizes)) {
            *centre = if *size == 0 {
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

fn nearest(point: &Vector, centres: &[Vector]) -> usize {
    let mut best = (0, f32::MIN);
    for (i, centre) in centres.iter().enumerate() {
        let near: f32 = point.iter().zip(centre).map(|(a, b)| a * b).sum();
        if near > best.1 {
            best = (i, near);
        }
    }
    best.0
}
