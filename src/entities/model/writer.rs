//! Tables → the bytes of a model file; the other side of [`model`](super), for the trainer
//! and for tests.
//!
//! The same tables give the same bytes, in the order in which they are handed over. Nothing is
//! checked here: a value that does not fit its field is a fault of the caller, and the suite
//! reads back what it writes.

#![expect(
    clippy::cast_possible_truncation,
    reason = "a model is far smaller than 2^32 bytes; weights are rounded on purpose"
)]

use super::{
    FILTER, HEADER, MAGIC, NODE, NODE_MARK, PAIRS, SECTIONS, STEP, STEP_MARK, VERSION, filter_bit,
};
use crate::entities::chain::Edges;
use crate::entities::label::Row;
use crate::entities::table;

/// FNV-1a, 64 bits: against a file that was cut off or changed by accident, not by intent.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

/// Version, checksum and size of a file, a line each, as they stand in its card `model.txt`.
pub(crate) fn card(file: &[u8]) -> String {
    let body = file.get(HEADER..).unwrap_or_default();
    format!(
        "version: {VERSION}\nchecksum: {:016x}\nbytes: {}\n",
        checksum(body),
        file.len()
    )
}

/// The file with these sections, in the order of [`Section`](super::Section).
pub(crate) fn file(sections: &[Vec<u8>; SECTIONS]) -> Vec<u8> {
    let body = sections.concat();
    let mut file = Vec::with_capacity(HEADER + body.len());
    file.extend_from_slice(&MAGIC);
    file.extend_from_slice(&VERSION.to_le_bytes());
    file.extend_from_slice(&(SECTIONS as u32).to_le_bytes());
    file.extend_from_slice(&checksum(&body).to_le_bytes());
    let mut start = HEADER;
    for section in sections {
        file.extend_from_slice(&(start as u32).to_le_bytes());
        file.extend_from_slice(&(section.len() as u32).to_le_bytes());
        start += section.len();
    }
    file.extend_from_slice(&body);
    file
}

/// The step between two weights so that the greatest of `weights` is `top` steps.
///
/// One step serves a whole section: it costs the small weights their last digits and spares every
/// slot a number of its own. Never 0, so that it can be divided by.
fn step<'w>(weights: impl Iterator<Item = &'w f32>, top: f32) -> f32 {
    let greatest = weights.fold(0.0f32, |greatest, weight| greatest.max(weight.abs()));
    (greatest / top).max(f32::MIN_POSITIVE)
}

/// A table of weights of both passes; those that round to nothing are left out.
///
/// The reader takes a feature that is not there for one that weighs nothing.
pub(crate) fn nodes(weights: &[(u64, [Row; 2])]) -> Vec<u8> {
    let all = |pass: usize| weights.iter().flat_map(move |(_, rows)| &rows[pass]);
    let steps: [f32; 2] = std::array::from_fn(|pass| step(all(pass), 127.0));
    let round = |weight: f32, step: f32| ((weight / step).round() as i8).cast_unsigned();
    let entries: Vec<(u64, Vec<u8>)> = weights
        .iter()
        .map(|(feature, rows)| {
            let bytes = rows.iter().zip(steps);
            let bytes = bytes.flat_map(|(row, step)| row.iter().map(move |w| round(*w, step)));
            (*feature, bytes.collect::<Vec<u8>>())
        })
        .filter(|(_, bytes)| bytes.iter().any(|byte| *byte != 0))
        .collect();
    let mut filter = vec![0; FILTER];
    for (feature, _) in &entries {
        let (byte, bit) = filter_bit(*feature);
        filter[byte] |= bit;
    }
    filter.extend(table::write::<NODE, NODE_MARK>(&entries));
    join(steps, filter)
}

/// A table of steps of both passes, in finer steps than the weights of features: there are few,
/// and each counts at every token.
pub(crate) fn steps(weights: &[(u64, [Edges; 2])]) -> Vec<u8> {
    let all = |pass: usize| {
        let edges = weights.iter().map(move |(_, edges)| &edges[pass]);
        edges.flat_map(|edges| edges.iter().flatten())
    };
    let steps: [f32; 2] = std::array::from_fn(|pass| step(all(pass), 32_000.0));
    let entries: Vec<(u64, Vec<u8>)> = weights
        .iter()
        .map(|(feature, edges)| {
            let mut bytes = Vec::with_capacity(4 * PAIRS);
            for (edges, step) in edges.iter().zip(steps) {
                for weight in edges.iter().flatten() {
                    bytes.extend(((weight / step).round() as i16).to_le_bytes());
                }
            }
            (*feature, bytes)
        })
        .collect();
    join(steps, table::write::<STEP, STEP_MARK>(&entries))
}

/// A section of the two steps and what they belong to.
fn join(steps: [f32; 2], slots: Vec<u8>) -> Vec<u8> {
    let mut bytes = steps.map(f32::to_le_bytes).concat();
    bytes.extend(slots);
    bytes
}
