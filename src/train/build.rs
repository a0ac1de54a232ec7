//! Weights → the bytes of a model.

use super::batch::Batch;
use super::crf::Weights;
use crate::entities::chain::Edges;
use crate::entities::label::Row;
use crate::entities::model::{SECTIONS, writer};

/// The sections of one pass: weights and steps.
fn pass(batch: &Batch<'_>, weights: &Weights) -> [Vec<u8>; 2] {
    let mut nodes: Vec<(u64, Row)> = batch
        .tokens
        .list
        .iter()
        .copied()
        .zip(weights.nodes.iter().copied())
        .filter(|(_, row)| row.iter().any(|w| *w != 0.0))
        .collect();
    nodes.sort_by_key(|(feature, _)| *feature);
    let mut steps: Vec<(u64, Edges)> = batch
        .steps
        .list
        .iter()
        .copied()
        .zip(weights.steps.iter().copied())
        .collect();
    steps.sort_by_key(|(feature, _)| *feature);
    println!("model: {} features with weights", nodes.len());
    [writer::nodes(&nodes), writer::steps(&steps)]
}

/// The model with that knowledge and those passes; a model of one pass uses it twice.
pub(crate) fn model(
    lexicon: &[u8],
    phrases: &[u8],
    first: (&Batch<'_>, &Weights),
    second: Option<(&Batch<'_>, &Weights)>,
) -> Vec<u8> {
    let [nodes, steps] = pass(first.0, first.1);
    let [more_nodes, more_steps] = match second {
        Some((batch, weights)) => pass(batch, weights),
        None => [writer::nodes(&[]), writer::steps(&[])],
    };
    let sections: [Vec<u8>; SECTIONS] = [
        lexicon.to_vec(),
        phrases.to_vec(),
        nodes,
        steps,
        more_nodes,
        more_steps,
    ];
    writer::file(&sections)
}
