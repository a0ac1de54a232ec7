//! Weights → the bytes of a model.

use super::crf::Weights;
use super::features::Numbers;
use crate::entities::model::writer;

/// The model with that lexicon and those weights.
pub(crate) fn model(
    lexicon: &[u8],
    weights: &Weights,
    tokens: &Numbers,
    kept: &[u32],
    steps: &Numbers,
) -> Vec<u8> {
    let mut nodes: Vec<_> = tokens
        .list
        .iter()
        .zip(kept)
        .filter(|(_, at)| **at != u32::MAX)
        .map(|(feature, at)| (*feature, weights.nodes[*at as usize]))
        .filter(|(_, row)| row.iter().any(|w| *w != 0.0))
        .collect();
    nodes.sort_by_key(|(feature, _)| *feature);
    let mut links: Vec<_> = steps
        .list
        .iter()
        .copied()
        .zip(weights.steps.iter().copied())
        .collect();
    links.sort_by_key(|(feature, _)| *feature);
    println!("model: {} features with weights", nodes.len());
    writer::file(&[
        lexicon.to_vec(),
        writer::nodes(&nodes),
        writer::steps(&links),
    ])
}
