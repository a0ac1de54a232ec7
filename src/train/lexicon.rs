//! News and lists → the words of the model's lexicon.

use std::collections::BTreeMap;

use super::clusters::clusters;
use super::news::News;
use super::vectors::vectors;
use super::words::{hash, stems};
use crate::entities::lexicon::Word;

/// Fewest occurrences of a stem that gets clusters.
const LEAST: u32 = 4;

/// Clusters of each grain.
const GRAINS: [usize; 3] = [64, 300, 1200];

/// The words, by the hash of their letters.
pub(crate) fn build(news: &News) -> BTreeMap<u64, Word> {
    let start = std::time::Instant::now();
    let stems = stems(news);
    println!(
        "stems: {} tokens, {} distinct, {} frequent ({:?})",
        stems.tokens.len(),
        stems.words.len(),
        stems.counts.iter().filter(|c| **c >= LEAST).count(),
        start.elapsed()
    );
    let vectors = vectors(&stems, LEAST);
    save(&stems.words, &vectors);
    println!("vectors ({:?})", start.elapsed());
    let grains: Vec<Vec<u16>> = GRAINS
        .iter()
        .map(|&count| clusters(&vectors, count, 5))
        .collect();
    println!("clusters ({:?})", start.elapsed());
    if let Ok(probe) = std::env::var("QARI_PROBE") {
        for word in probe.split(' ') {
            let Some(i) = stems.words.iter().position(|w| w == word) else {
                continue;
            };
            let like: Vec<&str> = (0..stems.words.len())
                .filter(|&j| grains[2][j] == grains[2][i])
                .map(|j| stems.words[j].as_str())
                .take(30)
                .collect();
            println!("{word}: {}", like.join(" "));
        }
    }
    let mut words: BTreeMap<u64, Word> = BTreeMap::new();
    for (i, stem) in stems.words.iter().enumerate() {
        if stems.counts[i] >= LEAST {
            words.insert(
                hash(stem),
                Word {
                    frequency: stems.counts[i].ilog2() as u8 + 1,
                    clusters: [grains[0][i], grains[1][i], grains[2][i]],
                    ..Word::default()
                },
            );
        }
    }
    for (i, word) in news.words.iter().enumerate() {
        if news.counts[i] >= LEAST && stems.cut[i] > 0 {
            let entry = words.entry(hash(word)).or_default();
            if entry.frequency == 0 {
                *entry = Word {
                    frequency: news.counts[i].ilog2() as u8 + 1,
                    cut: stems.cut[i],
                    ..*entry
                };
            }
        }
    }
    words
}

/// Writes each vector behind the hash of its word.
fn save(words: &[String], vectors: &[Option<super::vectors::Vector>]) {
    let mut bytes = Vec::new();
    for (word, vector) in words.iter().zip(vectors) {
        if let Some(vector) = vector {
            bytes.extend_from_slice(&hash(word).to_le_bytes());
            for value in vector {
                bytes.extend_from_slice(&value.to_le_bytes());
            }
        }
    }
    std::fs::write("target/train/vectors.bin", bytes).unwrap();
}
