//! Tables and weights → the bytes of a model, in the format that
//! [`entities::model`](crate::entities::model) documents.

use std::collections::BTreeMap;

use super::crf::Weights;
use super::features::Numbering;
use super::knowledge::Tables;
use super::net;
use crate::entities::chain::TransitionScores;
use crate::entities::label::{LABELS, LabelScores};
use crate::entities::model::writer;

/// How much the net's opinion counts; the second pass counts for the rest. The scores are added
/// before the best labels are sought, so the two need not agree for a name to be found.
const NET_SHARE: f32 = 0.4;

/// What was learned for a model. The numbers may be more than a pass has weights for.
#[derive(Clone, Copy)]
pub(crate) struct Learned<'w> {
    /// The features' numbers.
    pub(crate) numbering: &'w Numbering,
    /// Weights of the first pass.
    pub(crate) first: &'w Weights,
    /// Weights of the second pass, and the net beside it; `None` where training has not come so far.
    pub(crate) second: Option<(&'w Weights, &'w net::Weights)>,
}

/// The model of those tables and weights.
///
/// The shares go into the weights, so that the reader only adds. Features that weigh nothing in
/// both passes are left out; a feature of one pass alone has zeros for the other.
pub(crate) fn model(tables: &Tables, learned: Learned<'_>) -> Vec<u8> {
    let mut nodes: BTreeMap<u64, [LabelScores; 2]> = BTreeMap::new();
    let mut steps: BTreeMap<u64, [TransitionScores; 2]> = BTreeMap::new();
    let second = learned.second.map(|(weights, _)| weights);
    let passes = [(Some(learned.first), 1.0), (second, 1.0 - NET_SHARE)];
    let Numbering {
        tokens,
        steps: numbers,
    } = learned.numbering;
    for (n, (pass, scale)) in passes.into_iter().enumerate() {
        let Some(pass) = pass else { continue };
        for (feature, row) in tokens.list.iter().zip(&pass.nodes) {
            if row.iter().any(|weight| *weight != 0.0) {
                let rows = nodes.entry(*feature).or_insert([[0.0; LABELS]; 2]);
                rows[n] = row.map(|weight| weight * scale);
            }
        }
        for (feature, edges) in numbers.list.iter().zip(&pass.steps) {
            let both = steps.entry(*feature).or_default();
            both[n] = edges.map(|row| row.map(|weight| weight * scale));
        }
    }
    let (vectors, [rows, layers]) = learned.second.map_or_else(Default::default, |(_, net)| {
        (tables.vectors.clone(), net.sections(NET_SHARE))
    });
    writer::file(&[
        tables.lexicon.clone(),
        tables.phrases.clone(),
        writer::emissions(&nodes.into_iter().collect::<Vec<_>>()),
        writer::transitions(&steps.into_iter().collect::<Vec<_>>()),
        vectors,
        rows,
        layers,
    ])
}
