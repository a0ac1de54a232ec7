//! What is written is read back; the built-in file is complete and its card describes it.

use super::*;
use crate::hash::combine;

#[test]
fn weights_come_back_rounded() {
    let weight = |n: u64, y: usize| f32::from(u16::try_from(n * 10 + y as u64).unwrap()) / 1000.0;
    let rows: Vec<(u64, [LabelScores; 2])> = (0..500)
        .map(|n| {
            let row = std::array::from_fn(|y| weight(n, y) - 2.5);
            (combine(n, 1), [row, row.map(|w| 2.0 * w)])
        })
        .collect();
    let bytes = writer::emissions(&rows);
    let weights = EmissionWeights::new(&bytes).unwrap();
    for (feature, both) in &rows {
        let mut sums = EmissionSums::default();
        weights.add(*feature, &mut sums);
        for (pass, row) in [TaggingPass::First, TaggingPass::Second]
            .into_iter()
            .zip(both)
        {
            for (got, want) in weights.scores(&sums, pass).iter().zip(row) {
                assert!((got - want).abs() <= weights.scales[pass as usize]);
            }
        }
    }
    let mut sums = EmissionSums::default();
    weights.add(combine(1, 2), &mut sums);
    assert_eq!(sums, EmissionSums::default());
}

#[test]
fn the_built_in_file_is_complete() {
    assert!(Model::built_in().unwrap().net.is_some());
    assert_eq!(
        FILE[16..24],
        writer::checksum(&FILE[HEADER..]).to_le_bytes()
    );
}

/// The model card beside the file.
const CARD: &str = include_str!("../model.txt");

#[test]
fn the_card_describes_this_file() {
    let card = writer::card(FILE);
    for line in card.lines() {
        assert!(
            CARD.lines().any(|other| other == line),
            "src/entities/model.txt must say \"{line}\", with the figures of that model"
        );
    }
    let figures = CARD.lines().filter(|line| line.contains("| ."));
    assert!(figures.count() >= 4, "the card has lost its figures");
}

#[test]
fn another_version_is_refused() {
    let mut file = FILE[..].to_vec();
    file[8] = 0xFF;
    assert!(Model::read(&file).is_none());
}

#[test]
fn a_truncated_file_is_refused() {
    for length in [0, 7, 8, 20, HEADER, FILE.len() - 1] {
        assert!(Model::read(&FILE[..length]).is_none(), "{length}");
    }
}

#[test]
fn a_file_that_is_written_is_read() {
    let scores: TransitionScores =
        std::array::from_fn(|from| std::array::from_fn(|to| f32::from(u8::from(from > to))));
    let transitions =
        writer::transitions(&[(combine(1, 1), [scores, scores.map(|row| row.map(|w| -w))])]);
    let file = |layers: Vec<u8>| {
        let (lexicon, phrases) = (vec![0; 20], vec![0; 6]);
        let emissions = writer::emissions(&[]);
        writer::file(&[
            lexicon,
            phrases,
            emissions,
            transitions.clone(),
            vec![],
            vec![],
            layers,
        ])
    };
    let whole = file(vec![]);
    let model = Model::read(&whole).unwrap();
    assert!(model.net.is_none());
    for (pass, sign) in [(TaggingPass::First, 1.0), (TaggingPass::Second, -1.0)] {
        let mut found = [[0.0; LABELS]; LABELS];
        model.transitions.add(combine(1, 1), pass, &mut found);
        assert!((found[3][2] - sign).abs() < 1e-3 && found[2][3].abs() < 1e-3);
    }
    // A net of another size is an error, and no model without a net.
    assert!(Model::read(&file(vec![0; 4])).is_none());
}
