//! Scores of labels and of their neighbours → the best row of labels, or the
//! probability of each label: a linear chain, decoded exactly.
//!
//! It knows no features and no words. Time is linear in the number of tokens.
//!
//! Both are the textbook's: the best row is Viterbi's (1967), the probabilities come from the
//! forward–backward sums of a linear-chain conditional random field (Lafferty et al., 2001). A
//! token costs one step for each pair of labels, 49, whatever the sentence's length. The trainer
//! uses the same code, so that it learns for exactly what the reader does.

#![expect(clippy::cast_possible_truncation, reason = "labels are below 7")]

use super::label::{LABELS, OUTSIDE, Row, may_follow};

/// Scores of a label (second index) behind another (first index).
pub(crate) type Edges = [Row; LABELS];

/// What a forbidden pair of labels scores: finite, so that sums of it stay numbers, and so low
/// that its exponential is 0.
pub(crate) const NEVER: f32 = -1e9;

/// Edges of score 0, forbidden pairs ruled out ("inside" behind another kind or "outside").
///
/// Every row of edges starts from this: a score that is added later cannot lift a forbidden
/// pair, which is so far down.
pub(crate) fn free_edges() -> Edges {
    let mut edges = [[0.0; LABELS]; LABELS];
    for (from, row) in edges.iter_mut().enumerate() {
        for (to, score) in row.iter_mut().enumerate() {
            if !may_follow(from, to) {
                *score = NEVER;
            }
        }
    }
    edges
}

/// The best row of labels: `nodes[i]` scores the labels of token i, `edges[i]` what leads
/// from token i−1 to it (`edges[0]` from "outside").
///
/// As many labels as nodes; the two slices are of one length. Never a forbidden pair while the
/// scores themselves stay far above [`NEVER`].
pub(crate) fn best(nodes: &[Row], edges: &[Edges]) -> Vec<usize> {
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(nodes.len());
    let mut score = [NEVER; LABELS];
    score[OUTSIDE] = 0.0;
    for (node, edge) in nodes.iter().zip(edges) {
        let mut next = [f32::MIN; LABELS];
        let mut from_best = [0u8; LABELS];
        for from in 0..LABELS {
            for to in 0..LABELS {
                let value = score[from] + edge[from][to];
                if value > next[to] {
                    next[to] = value;
                    from_best[to] = from as u8;
                }
            }
        }
        for (value, own) in next.iter_mut().zip(node) {
            *value += own;
        }
        score = next;
        back.push(from_best);
    }
    let mut label = (0..LABELS)
        .max_by(|&a, &b| score[a].total_cmp(&score[b]))
        .unwrap_or(OUTSIDE);
    let mut labels = vec![OUTSIDE; nodes.len()];
    for (at, from) in back.iter().enumerate().rev() {
        labels[at] = label;
        label = usize::from(from[label]);
    }
    labels
}

/// Probabilities of a chain.
///
/// Kept and filled anew for each sentence, to spare the room's making.
#[derive(Default)]
pub(crate) struct Marginals {
    /// Probability of each label at each token.
    pub(crate) nodes: Vec<Row>,
    /// Probability of each pair of labels at tokens i−1 and i; filled where asked for.
    pub(crate) edges: Vec<Edges>,
    /// Logarithm of the sum over all rows of labels.
    pub(crate) log_total: f64,
    /// Share of each label in the sums over all rows up to a token.
    forward: Vec<Row>,
}

impl Marginals {
    /// Computes the probabilities for scores as in [`best`]; with pairs of labels if `pairs`.
    ///
    /// The sums are scaled to 1 at each token, so that no sentence is too long for `f32`; what was
    /// scaled away is gathered in [`log_total`](Self::log_total). Scores of tokens may be of any
    /// size, those of edges should stay below 88, where the exponential of an `f32` ends.
    pub(crate) fn compute(&mut self, nodes: &[Row], edges: &[Edges], pairs: bool) {
        self.forward.clear();
        self.nodes.clear();
        self.nodes.resize(nodes.len(), [0.0; LABELS]);
        self.edges.clear();
        if pairs {
            self.edges.resize(nodes.len(), [[0.0; LABELS]; LABELS]);
        }
        self.log_total = 0.0;
        let weights: Vec<Row> = nodes.iter().map(exponentials).collect();
        let links: Vec<Edges> = edges
            .iter()
            .map(|edge| edge.map(|row| row.map(f32::exp)))
            .collect();
        let mut before = [0.0; LABELS];
        before[OUTSIDE] = 1.0;
        for ((weight, link), node) in weights.iter().zip(&links).zip(nodes) {
            let mut next = step(&before, link);
            for (value, own) in next.iter_mut().zip(weight) {
                *value *= own;
            }
            let total = normalize(&mut next);
            self.log_total += f64::from(total.ln()) + f64::from(greatest(node));
            self.forward.push(next);
            before = next;
        }
        let mut after = [1.0; LABELS];
        for at in (0..nodes.len()).rev() {
            let here: Row = std::array::from_fn(|y| self.forward[at][y] * after[y]);
            self.nodes[at] = here;
            normalize(&mut self.nodes[at]);
            let pulled: Row = std::array::from_fn(|y| after[y] * weights[at][y]);
            let from = if at == 0 {
                std::array::from_fn(|y| f32::from(u8::from(y == OUTSIDE)))
            } else {
                self.forward[at - 1]
            };
            if pairs {
                fill_pairs(&mut self.edges[at], &from, &links[at], &pulled);
            }
            after =
                std::array::from_fn(|y| (0..LABELS).map(|to| links[at][y][to] * pulled[to]).sum());
            normalize(&mut after);
        }
    }
}

/// The probabilities of all pairs of labels at one token, which sum to 1.
fn fill_pairs(out: &mut Edges, from: &Row, link: &Edges, pulled: &Row) {
    let mut total = 0.0;
    for (y, row) in out.iter_mut().enumerate() {
        for (to, cell) in row.iter_mut().enumerate() {
            *cell = from[y] * link[y][to] * pulled[to];
            total += *cell;
        }
    }
    let scale = 1.0 / total.max(f32::MIN_POSITIVE);
    for cell in out.iter_mut().flatten() {
        *cell *= scale;
    }
}

/// The sums one token on, before the token's own scores.
fn step(before: &Row, link: &Edges) -> Row {
    let mut next = [0.0; LABELS];
    for (value, row) in before.iter().zip(link) {
        for (sum, weight) in next.iter_mut().zip(row) {
            *sum += value * weight;
        }
    }
    next
}

/// Exponentials of a token's scores, the greatest of them 1.
fn exponentials(node: &Row) -> Row {
    let top = greatest(node);
    node.map(|score| (score - top).exp())
}

fn greatest(node: &Row) -> f32 {
    node.iter().copied().fold(f32::MIN, f32::max)
}

/// Scales a row to the sum 1 and gives what its sum was; a row of nothing stays one.
fn normalize(row: &mut Row) -> f32 {
    let total: f32 = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    let scale = 1.0 / total;
    for value in row.iter_mut() {
        *value *= scale;
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain() -> (Vec<Row>, Vec<Edges>) {
        let mut seed = 7u32;
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f32::from((seed >> 16) as u16) / 30_000.0 - 1.0
        };
        let nodes: Vec<Row> = (0..4).map(|_| std::array::from_fn(|_| next())).collect();
        let edges = (0..4)
            .map(|_| {
                let mut edge = free_edges();
                edge.iter_mut().flatten().for_each(|score| *score += next());
                edge
            })
            .collect();
        (nodes, edges)
    }

    fn all_rows(length: usize) -> Vec<Vec<usize>> {
        (0..length).fold(vec![vec![]], |rows, _| {
            rows.iter()
                .flat_map(|row| (0..LABELS).map(|y| [row.clone(), vec![y]].concat()))
                .collect()
        })
    }

    fn score(nodes: &[Row], edges: &[Edges], row: &[usize]) -> f64 {
        let mut from = OUTSIDE;
        let mut total = 0.0;
        for (at, &y) in row.iter().enumerate() {
            total += f64::from(edges[at][from][y]) + f64::from(nodes[at][y]);
            from = y;
        }
        total
    }

    #[test]
    fn the_chain_agrees_with_counting_every_row() {
        let (nodes, edges) = chain();
        let rows = all_rows(4);
        let scores: Vec<f64> = rows.iter().map(|row| score(&nodes, &edges, row)).collect();
        let top = (0..rows.len())
            .max_by(|&a, &b| scores[a].total_cmp(&scores[b]))
            .unwrap();
        assert_eq!(best(&nodes, &edges), rows[top]);

        let total: f64 = scores.iter().map(|s| s.exp()).sum();
        let mut marginals = Marginals::default();
        marginals.compute(&nodes, &edges, true);
        assert!((marginals.log_total - total.ln()).abs() < 1e-3);
        for at in 0..4 {
            for y in 0..LABELS {
                let exact: f64 = rows
                    .iter()
                    .zip(&scores)
                    .filter(|(row, _)| row[at] == y)
                    .map(|(_, s)| s.exp())
                    .sum();
                assert!((f64::from(marginals.nodes[at][y]) - exact / total).abs() < 1e-4);
            }
        }
        let exact: f64 = rows
            .iter()
            .zip(&scores)
            .filter(|(row, _)| row[1] == 1 && row[2] == 2)
            .map(|(_, s)| s.exp())
            .sum();
        assert!((f64::from(marginals.edges[2][1][2]) - exact / total).abs() < 1e-4);
    }

    #[test]
    fn nothing_has_no_labels() {
        assert!(best(&[], &[]).is_empty());
    }
}
