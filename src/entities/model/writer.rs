//! Tables → the bytes of a model file, for the trainer and for tests. [`model`](super) reads them.
//!
//! The same tables give the same bytes, in the order in which they are handed over. Nothing is
//! checked here: a value that does not fit its field is a fault of the caller, and the tests
//! read back what is written.

#![expect(
    clippy::cast_possible_truncation,
    reason = "a model is far smaller than 2^32 bytes; weights are rounded on purpose"
)]

use super::{
    EMISSION_FINGERPRINT, EMISSION_SLOT, FILTER, HEADER, MAGIC, PAIRS, SECTIONS,
    TRANSITION_FINGERPRINT, TRANSITION_SLOT, VERSION, filter_bit,
};
use crate::entities::chain::TransitionScores;
use crate::entities::label::LabelScores;
use crate::entities::model_table;
use crate::hash::fnv1a;

/// FNV-1a, 64 bits: against a file that was cut off or changed by accident, not by intent.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    fnv1a(bytes.iter().map(|byte| u64::from(*byte)))
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

/// The scale by which the greatest of `weights` becomes `top`.
///
/// One scale serves a whole section: it costs the small weights their last digits and spares every
/// slot a number of its own. Never 0, so that it can be a divisor.
fn scale<'w>(weights: impl Iterator<Item = &'w f32>, top: f32) -> f32 {
    let greatest = weights.fold(0.0f32, |greatest, weight| greatest.max(weight.abs()));
    (greatest / top).max(f32::MIN_POSITIVE)
}

/// A table of weights of both passes; those that round to nothing are left out.
///
/// A feature that is not in the table has no weight.
pub(crate) fn emissions(weights: &[(u64, [LabelScores; 2])]) -> Vec<u8> {
    let all = |pass: usize| weights.iter().flat_map(move |(_, rows)| &rows[pass]);
    let scales: [f32; 2] = std::array::from_fn(|pass| scale(all(pass), 127.0));
    let round = |weight: f32, scale: f32| ((weight / scale).round() as i8).cast_unsigned();
    let entries: Vec<(u64, Vec<u8>)> = weights
        .iter()
        .map(|(feature, rows)| {
            let bytes = rows.iter().zip(scales);
            let bytes = bytes.flat_map(|(row, scale)| row.iter().map(move |w| round(*w, scale)));
            (*feature, bytes.collect::<Vec<u8>>())
        })
        .filter(|(_, bytes)| bytes.iter().any(|byte| *byte != 0))
        .collect();
    let mut filter = vec![0; FILTER];
    for (feature, _) in &entries {
        let (byte, bit) = filter_bit(*feature);
        filter[byte] |= bit;
    }
    filter.extend(model_table::write::<EMISSION_SLOT, EMISSION_FINGERPRINT>(
        &entries,
    ));
    join(scales, filter)
}

/// A table of transition weights of both passes, in 16 bits where emissions have 8: there are few, and
/// each counts at every token.
pub(crate) fn transitions(weights: &[(u64, [TransitionScores; 2])]) -> Vec<u8> {
    let all = |pass: usize| {
        let scores = weights.iter().map(move |(_, scores)| &scores[pass]);
        scores.flat_map(|scores| scores.iter().flatten())
    };
    let scales: [f32; 2] = std::array::from_fn(|pass| scale(all(pass), 32_000.0));
    let entries: Vec<(u64, Vec<u8>)> = weights
        .iter()
        .map(|(feature, scores)| {
            let mut bytes = Vec::with_capacity(4 * PAIRS);
            for (scores, scale) in scores.iter().zip(scales) {
                for weight in scores.iter().flatten() {
                    bytes.extend(((weight / scale).round() as i16).to_le_bytes());
                }
            }
            (*feature, bytes)
        })
        .collect();
    join(
        scales,
        model_table::write::<TRANSITION_SLOT, TRANSITION_FINGERPRINT>(&entries),
    )
}

/// A section of the two scales and what they belong to.
fn join(scales: [f32; 2], slots: Vec<u8>) -> Vec<u8> {
    let mut bytes = scales.map(f32::to_le_bytes).concat();
    bytes.extend(slots);
    bytes
}
