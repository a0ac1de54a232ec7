//! Tables and weights → the bytes of a model, in the format that
//! [`entities::model`](crate::entities::model) documents.

use std::collections::BTreeMap;

use super::crf::CrfWeights;
use super::features::FeatureNumbering;
use super::knowledge::ModelTables;
use super::net;
use crate::entities::chain::TransitionScores;
use crate::entities::label::{LABELS, LabelScores};
use crate::entities::model::writer;

/// Weight of the net's scores; the second pass has the rest. The scores are added
/// before the best labels are computed, so the two need not agree for a name to be found.
const NET_SHARE: f32 = 0.4;

/// What was learned for a model. The numbers may be more than a pass has weights for.
#[derive(Clone, Copy)]
pub(crate) struct LearnedWeights<'w> {
    /// The features' numbers.
    pub(crate) numbering: &'w FeatureNumbering,
    /// Weights of the first pass.
    pub(crate) first: &'w CrfWeights,
    /// Weights of the second pass, and the net; `None` while only the first pass is trained.
    pub(crate) second: Option<(&'w CrfWeights, &'w net::NetWeights)>,
}

/// The model of those tables and weights.
///
/// The weights are multiplied by these shares, so that the reader only adds. Features with weight 0 in
/// both passes are omitted; a feature of only one pass has zeros for the other.
pub(crate) fn model(tables: &ModelTables, learned: LearnedWeights<'_>) -> Vec<u8> {
    let mut nodes: BTreeMap<u64, [LabelScores; 2]> = BTreeMap::new();
    let mut steps: BTreeMap<u64, [TransitionScores; 2]> = BTreeMap::new();
    let second = learned.second.map(|(weights, _)| weights);
    let passes = [(Some(learned.first), 1.0), (second, 1.0 - NET_SHARE)];
    let FeatureNumbering {
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
