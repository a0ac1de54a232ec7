//! Rows of named features with labels → weights of a logistic model.
//!
//! The features are chosen in two steps: those that tell most by themselves, then, of these, the ones whose
//! weights change most. The weights maximize the likelihood with a penalty on their squares, by Newton's method; sums are taken
//! in the order of the rows, so the same rows give the same weights. A group of rows can be left out whole.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::quotes::{BIAS, LogisticModel};

/// Most rounds of Newton's method; it ends after five to eight.
const ROUNDS: usize = 25;
/// The largest change of a weight at which it ends.
const STILL: f64 = 1e-4;
/// Features kept in the first step.
const FIRST_CHOICE: usize = 400;

/// How a model is fitted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FitSettings {
    /// Penalty on the square of a weight.
    pub(crate) penalty: f64,
    /// Rows that a feature must be present in.
    pub(crate) least: usize,
    /// Features at most.
    pub(crate) most: usize,
}

/// One row: the numbers of its features, its label, and what it belongs to.
struct NamedRow {
    features: Vec<u32>,
    label: bool,
    group: usize,
}

/// Rows with the names of their features.
#[derive(Default)]
pub(crate) struct NamedRows {
    names: Vec<String>,
    numbers: HashMap<String, u32>,
    rows: Vec<NamedRow>,
}

/// Weights by name, the largest first; the constant term leads.
pub(crate) struct NamedWeights(Vec<(String, f64)>);

impl NamedRows {
    /// Adds a row; a feature that is named twice counts once.
    pub(crate) fn add(&mut self, names: &[String], label: bool, group: usize) {
        let mut features: Vec<u32> = names.iter().map(|name| self.number(name)).collect();
        features.sort_unstable();
        features.dedup();
        self.rows.push(NamedRow {
            features,
            label,
            group,
        });
    }

    fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    /// Number of rows, and of those with the label.
    pub(crate) fn counts(&self) -> (usize, usize) {
        let right = self.rows.iter().filter(|row| row.label).count();
        (self.rows.len(), right)
    }

    /// Weights of the rows that are not of the group `without`.
    pub(crate) fn fit(&self, without: Option<usize>, settings: FitSettings) -> NamedWeights {
        let rows: Vec<&NamedRow> = self
            .rows
            .iter()
            .filter(|row| Some(row.group) != without)
            .collect();
        let mut chosen = self.telling(&rows, settings.least);
        chosen.truncate(FIRST_CHOICE);
        let weights = newton(
            &rows,
            &self.columns(&chosen),
            chosen.len(),
            settings.penalty,
        );
        let mut by_size: Vec<(f64, u32)> = chosen
            .iter()
            .zip(&weights[1..])
            .map(|(&feature, weight)| {
                let present = rows.iter().filter(|row| has(row, feature)).count() as f64;
                let share = present / rows.len().max(1) as f64;
                (weight.abs() * (share * (1.0 - share)).sqrt(), feature)
            })
            .collect();
        by_size.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        by_size.truncate(settings.most);
        let chosen: Vec<u32> = by_size.into_iter().map(|(_, feature)| feature).collect();
        let weights = newton(
            &rows,
            &self.columns(&chosen),
            chosen.len(),
            settings.penalty,
        );
        let mut named: Vec<(String, f64)> = chosen
            .iter()
            .map(|&feature| self.names[feature as usize].clone())
            .zip(weights[1..].iter().copied())
            .collect();
        named.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then_with(|| a.0.cmp(&b.0)));
        named.insert(0, (BIAS.to_string(), weights[0]));
        NamedWeights(named)
    }

    /// The features that enough rows have, by what each tells of the label by itself (the likelihood ratio), the most first.
    fn telling(&self, rows: &[&NamedRow], least: usize) -> Vec<u32> {
        let mut counts = vec![(0.0_f64, 0.0_f64); self.names.len()];
        let mut right = 0.0;
        for row in rows {
            right += f64::from(u8::from(row.label));
            for &feature in &row.features {
                let count = &mut counts[feature as usize];
                count.0 += 1.0;
                count.1 += f64::from(u8::from(row.label));
            }
        }
        let all = rows.len() as f64;
        let total = entropy(all, right);
        let mut gains: Vec<(f64, u32)> = counts
            .iter()
            .zip(0..)
            .filter(|((present, _), _)| *present >= least as f64 && *present < all)
            .map(|(&(present, good), feature)| {
                let parts = entropy(present, good) + entropy(all - present, right - good);
                (total - parts, feature)
            })
            .collect();
        gains.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        gains.into_iter().map(|(_, feature)| feature).collect()
    }

    /// For each feature the column of a chosen one, counted from 1; column 0 is the constant term.
    fn columns(&self, chosen: &[u32]) -> Vec<u32> {
        let mut columns = vec![0; self.names.len()];
        for (column, &feature) in (1..).zip(chosen) {
            columns[feature as usize] = column;
        }
        columns
    }
}

fn has(row: &NamedRow, feature: u32) -> bool {
    row.features.binary_search(&feature).is_ok()
}

/// `right` of `all` as bits times `all`, in natural units.
fn entropy(all: f64, right: f64) -> f64 {
    let part = |count: f64| {
        if count > 0.0 {
            -count * (count / all).ln()
        } else {
            0.0
        }
    };
    if all > 0.0 {
        part(right) + part(all - right)
    } else {
        0.0
    }
}

/// The weights of `count` columns and, first, of the constant term.
fn newton(rows: &[&NamedRow], columns: &[u32], count: usize, penalty: f64) -> Vec<f64> {
    let size = count + 1;
    let present: Vec<Vec<usize>> = rows
        .iter()
        .map(|row| {
            let own = row
                .features
                .iter()
                .map(|&feature| columns[feature as usize] as usize);
            std::iter::once(0)
                .chain(own.filter(|&column| column > 0))
                .collect()
        })
        .collect();
    let mut weights = vec![0.0; size];
    for _ in 0..ROUNDS {
        let mut gradient: Vec<f64> = weights.iter().map(|weight| -penalty * weight).collect();
        gradient[0] = 0.0;
        let mut curvature = vec![0.0; size * size];
        for column in 0..size {
            curvature[column * size + column] = if column == 0 { 1e-9 } else { penalty };
        }
        for (row, present) in rows.iter().zip(&present) {
            let sum: f64 = present.iter().map(|&column| weights[column]).sum();
            let probability = 1.0 / (1.0 + (-sum).exp());
            let error = f64::from(u8::from(row.label)) - probability;
            let spread = probability * (1.0 - probability);
            for &column in present {
                gradient[column] += error;
                let line = &mut curvature[column * size..(column + 1) * size];
                for &other in present {
                    line[other] += spread;
                }
            }
        }
        let step = solve(curvature, gradient, size);
        let mut largest: f64 = 0.0;
        for (weight, step) in weights.iter_mut().zip(&step) {
            let step = step.clamp(-2.0, 2.0);
            *weight += step;
            largest = largest.max(step.abs());
        }
        if largest < STILL {
            break;
        }
    }
    weights
}

/// Solves a symmetric positive definite system by Cholesky's decomposition.
fn solve(mut matrix: Vec<f64>, mut right: Vec<f64>, size: usize) -> Vec<f64> {
    for row in 0..size {
        let (above, below) = matrix.split_at_mut(row * size);
        let own = &mut below[..size];
        for column in 0..row {
            let other = &above[column * size..column * size + size];
            let dot: f64 = own[..column]
                .iter()
                .zip(&other[..column])
                .map(|(a, b)| a * b)
                .sum();
            own[column] = (own[column] - dot) / other[column];
        }
        let square: f64 = own[..row].iter().map(|value| value * value).sum();
        own[row] = (own[row] - square).max(1e-12).sqrt();
    }
    for row in 0..size {
        let line = &matrix[row * size..];
        let dot: f64 = line[..row]
            .iter()
            .zip(&right[..row])
            .map(|(a, b)| a * b)
            .sum();
        right[row] = (right[row] - dot) / line[row];
    }
    for row in (0..size).rev() {
        right[row] /= matrix[row * size + row];
        let value = right[row];
        for column in 0..row {
            right[column] -= matrix[row * size + column] * value;
        }
    }
    right
}

impl NamedWeights {
    /// The lines of a data file.
    pub(crate) fn lines(&self) -> String {
        let mut lines = String::new();
        for (name, weight) in &self.0 {
            let _ = writeln!(lines, "{name}\t{weight:.3}");
        }
        lines
    }

    /// The model that the lines of the data file make.
    pub(crate) fn model(&self) -> LogisticModel {
        LogisticModel::parse(&self.lines())
    }

    /// Number of features.
    pub(crate) fn count(&self) -> usize {
        self.0.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_follow_the_labels_and_a_group_is_left_out() {
        let mut rows = NamedRows::default();
        for number in 0..400 {
            let (signal, noise) = (number % 2 == 0, number % 3 == 0);
            let label = signal ^ (number % 10 == 0);
            let names: Vec<String> = [("a=1", signal), ("b=1", noise)]
                .iter()
                .filter(|(_, present)| *present)
                .map(|(name, _)| (*name).to_owned())
                .collect();
            rows.add(&names, label, 0);
            rows.add(&names, !label, 1);
        }
        let settings = FitSettings {
            penalty: 1.0,
            least: 5,
            most: 10,
        };
        let fitted = rows.fit(Some(1), settings);
        let of = |name: &str| {
            fitted
                .0
                .iter()
                .find(|(other, _)| other == name)
                .map(|(_, w)| *w)
        };
        assert!(
            of("a=1").is_some_and(|weight| weight > 3.0),
            "{}",
            fitted.lines()
        );
        assert!(of("b=1").is_some_and(|weight| weight.abs() < 0.5));
        assert!(
            rows.fit(Some(0), settings)
                .0
                .iter()
                .any(|(name, w)| name == "a=1" && *w < -3.0)
        );
    }

    #[test]
    fn a_system_is_solved() {
        let solution = solve(vec![4.0, 1.0, 1.0, 3.0], vec![1.0, 2.0], 2);
        assert!((solution[0] - 1.0 / 11.0).abs() < 1e-9 && (solution[1] - 7.0 / 11.0).abs() < 1e-9);
    }
}
