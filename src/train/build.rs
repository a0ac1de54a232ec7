//! Tables and weights → the bytes of a model, in the format that
//! [`entities::model`](crate::entities::model) documents.

use super::crf::Weights;
use super::features::Numbering;
use super::knowledge::Tables;
use crate::entities::chain::Edges;
use crate::entities::label::Row;
use crate::entities::model::writer;

/// The weights of one pass with the numbers of their features; there may be more numbers than weights.
#[derive(Clone, Copy)]
pub(crate) struct Pass<'w> {
    /// The features' numbers.
    pub(crate) numbering: &'w Numbering,
    /// The weights.
    pub(crate) weights: &'w Weights,
}

impl Pass<'_> {
    /// The sections of the pass: weights and steps, in the order of the features' hashes.
    fn sections(self) -> [Vec<u8>; 2] {
        let features = self.numbering.tokens.list.iter().copied();
        let mut nodes: Vec<(u64, Row)> = features
            .zip(self.weights.nodes.iter().copied())
            .filter(|(_, row)| row.iter().any(|w| *w != 0.0))
            .collect();
        nodes.sort_by_key(|(feature, _)| *feature);
        let features = self.numbering.steps.list.iter().copied();
        let mut steps: Vec<(u64, Edges)> =
            features.zip(self.weights.steps.iter().copied()).collect();
        steps.sort_by_key(|(feature, _)| *feature);
        [writer::nodes(&nodes), writer::steps(&steps)]
    }
}

/// The model with those tables and passes; without a second pass its tables are empty.
pub(crate) fn model(tables: &Tables, first: Pass<'_>, second: Option<Pass<'_>>) -> Vec<u8> {
    let [nodes, steps] = first.sections();
    let [more_nodes, more_steps] = match second {
        Some(pass) => pass.sections(),
        None => [writer::nodes(&[]), writer::steps(&[])],
    };
    writer::file(&[
        tables.lexicon.clone(),
        tables.phrases.clone(),
        nodes,
        steps,
        more_nodes,
        more_steps,
    ])
}
