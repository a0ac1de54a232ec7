//! Circles in a graph of files.

use std::collections::{BTreeMap, BTreeSet};

/// Groups of more than one file that reach each other, each sorted.
pub(crate) fn circles(edges: &BTreeSet<(usize, usize)>) -> Vec<Vec<usize>> {
    let mut next: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &(from, to) in edges {
        next.entry(from).or_default().push(to);
        next.entry(to).or_default();
    }
    let reached: BTreeMap<usize, BTreeSet<usize>> = next
        .keys()
        .map(|&file| (file, reach(file, &next)))
        .collect();
    let mut groups = BTreeSet::new();
    for (file, all) in &reached {
        let group: Vec<usize> = all
            .iter()
            .copied()
            .filter(|other| reached[other].contains(file))
            .collect();
        if group.len() > 1 {
            groups.insert(group);
        }
    }
    groups.into_iter().collect()
}

fn reach(file: usize, next: &BTreeMap<usize, Vec<usize>>) -> BTreeSet<usize> {
    let mut all = BTreeSet::new();
    let mut open = vec![file];
    while let Some(at) = open.pop() {
        for &to in &next[&at] {
            if all.insert(to) {
                open.push(to);
            }
        }
    }
    all
}
