//! Tables that are written come back; the built-in file is whole and has its card.

use super::*;
use crate::entities::hash::mix;

#[test]
fn weights_come_back_rounded() {
    let rows: Vec<(u64, Row)> = (0..500)
        .map(|n| {
            (
                mix(n, 1),
                std::array::from_fn(|y| {
                    f32::from(u16::try_from(n * 10 + y as u64).unwrap()) / 1000.0 - 2.5
                }),
            )
        })
        .collect();
    let bytes = writer::nodes(&rows);
    let nodes = Nodes::new(&bytes).unwrap();
    for (feature, row) in &rows {
        let mut sums = [0; LABELS];
        nodes.add(*feature, &mut sums);
        for (got, want) in nodes.scores(&sums).iter().zip(row) {
            assert!((got - want).abs() <= nodes.step);
        }
    }
    let mut sums = [0; LABELS];
    nodes.add(mix(1, 2), &mut sums);
    assert_eq!(sums, [0; LABELS]);
}

#[test]
fn the_built_in_file_is_whole() {
    assert!(Model::built_in().is_some());
    assert_eq!(
        FILE[16..24],
        writer::checksum(&FILE[HEADER..]).to_le_bytes()
    );
}

/// The card that lies beside the file.
const CARD: &str = include_str!("../model.txt");

#[test]
fn the_card_speaks_of_this_file() {
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
fn a_table_without_an_empty_slot_ends_the_search() {
    let full = [vec![0; 4], vec![1; NODE * 2]].concat();
    let mut sums = [0; LABELS];
    Nodes::new(&full).unwrap().add(5, &mut sums);
    assert_eq!(sums, [0; LABELS]);
}

#[test]
fn another_version_is_refused() {
    let mut file = FILE[..].to_vec();
    file[8] = 0xFF;
    assert!(Model::read(&file).is_none());
}

#[test]
fn a_torn_file_is_refused() {
    for length in [0, 7, 8, 20, HEADER, FILE.len() - 1] {
        assert!(Model::read(&FILE[..length]).is_none(), "{length}");
    }
}

#[test]
fn a_file_that_is_written_is_read() {
    let edges: Edges =
        std::array::from_fn(|from| std::array::from_fn(|to| f32::from(u8::from(from > to))));
    let steps = writer::steps(&[(mix(1, 1), edges)]);
    let empty = vec![0; 20];
    let nodes = writer::nodes(&[]);
    let phrases = vec![0; 6];
    let file = writer::file(&[empty, phrases, nodes.clone(), steps.clone(), nodes, steps]);
    let model = Model::read(&file).unwrap();
    let mut found = [[0.0; LABELS]; LABELS];
    model.first.steps.add(mix(1, 1), &mut found);
    assert!((found[3][2] - 1.0).abs() < 1e-3 && found[2][3].abs() < 1e-3);
}
