//! Tables → the bytes of a model file; the other side of [`model`](super), for the trainer
//! and for tests.

use super::{HEADER, MAGIC, NODE, SECTIONS, STEP, VERSION, mark, step_mark};
use crate::entities::chain::Edges;
use crate::entities::label::{LABELS, Row};

/// FNV-1a, 64 bits.
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

/// The file with these sections.
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

/// A table of weights; rows that round to nothing are left out.
pub(crate) fn nodes(weights: &[(u64, Row)]) -> Vec<u8> {
    let greatest = weights
        .iter()
        .flat_map(|(_, row)| row)
        .fold(0.0f32, |g, w| g.max(w.abs()));
    let step = (greatest / 127.0).max(f32::MIN_POSITIVE);
    let rounded: Vec<(u64, [i8; LABELS])> = weights
        .iter()
        .map(|(feature, row)| (*feature, row.map(|w| (w / step).round() as i8)))
        .filter(|(_, row)| row.iter().any(|w| *w != 0))
        .collect();
    let count = (rounded.len() * 5 / 4 + 2).next_power_of_two();
    let mut slots = vec![0u8; count * NODE];
    for (feature, row) in &rounded {
        let mut slot = *feature as usize & (count - 1);
        while slots[slot * NODE] != 0 || slots[slot * NODE + 1] != 0 {
            slot = (slot + 1) & (count - 1);
        }
        let entry = &mut slots[slot * NODE..(slot + 1) * NODE];
        entry[..2].copy_from_slice(&mark(*feature).to_le_bytes());
        for (byte, weight) in entry[2..].iter_mut().zip(row) {
            *byte = weight.cast_unsigned();
        }
    }
    [step.to_le_bytes().to_vec(), slots].concat()
}

/// A table of steps.
pub(crate) fn steps(weights: &[(u64, Edges)]) -> Vec<u8> {
    let all = || weights.iter().flat_map(|(_, edges)| edges.iter().flatten());
    let greatest = all().fold(0.0f32, |g, w| g.max(w.abs()));
    let step = (greatest / 32_000.0).max(f32::MIN_POSITIVE);
    let count = (weights.len() * 5 / 4 + 2).next_power_of_two();
    let mut slots = vec![0u8; count * STEP];
    for (feature, edges) in weights {
        let mut slot = *feature as usize & (count - 1);
        while slots[slot * STEP..slot * STEP + 4] != [0; 4] {
            slot = (slot + 1) & (count - 1);
        }
        let entry = &mut slots[slot * STEP..(slot + 1) * STEP];
        entry[..4].copy_from_slice(&step_mark(*feature).to_le_bytes());
        for (pair, weight) in entry[4..].chunks_exact_mut(2).zip(edges.iter().flatten()) {
            pair.copy_from_slice(&((weight / step).round() as i16).to_le_bytes());
        }
    }
    [step.to_le_bytes().to_vec(), slots].concat()
}
