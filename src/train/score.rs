//! Names found, compared with names annotated → precision, recall and F1, in total and by kind, and B-cubed for
//! identities.
//!
//! A name is correct if its span and its kind are (exact match, as in the shared tasks of `CoNLL`). B-cubed (Bagga and
//! Baldwin, 1998) compares, for each correct name, the names that share its identity in the annotation and in the result.
//!
//! Counts are summed over articles before they are divided (micro average), so a long article has more weight. A missed
//! name lowers recall but not B-cubed, which measures only how names are joined. It cannot be compared with a B-cubed
//! that counts missed names.

use std::collections::HashMap;

use crate::entities::EntityKind;
use crate::span::Span;

/// Numbers of correct, found and annotated names. A ratio with denominator 0 is 0.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NameCount {
    /// Found as annotated.
    pub(crate) right: usize,
    /// Found.
    pub(crate) found: usize,
    /// Annotated.
    pub(crate) annotated: usize,
}

impl NameCount {
    /// Share of the found names that are right.
    pub(crate) fn precision(self) -> f64 {
        ratio(self.right, self.found)
    }

    /// Share of the annotated names that were found.
    pub(crate) fn recall(self) -> f64 {
        ratio(self.right, self.annotated)
    }

    /// Harmonic mean of the two.
    pub(crate) fn f1(self) -> f64 {
        ratio(2 * self.right, self.found + self.annotated)
    }

    /// Adds the names of other articles.
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.annotated += other.annotated;
    }
}

/// `part / whole`; 0 if `whole` is 0.
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// The figures of some articles.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct EvaluationFigures {
    /// By kind, in the order of [`EntityKind`].
    pub(crate) kinds: [NameCount; 3],
    /// B-cubed: sum of precisions, sum of recalls, number of names.
    pub(crate) cubed: (f64, f64, usize),
}

impl EvaluationFigures {
    /// All kinds together.
    pub(crate) fn total(&self) -> NameCount {
        let mut total = NameCount::default();
        for count in self.kinds {
            total.add(count);
        }
        total
    }

    /// Adds the counts of other articles.
    pub(crate) fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.kinds.iter_mut().zip(other.kinds) {
            mine.add(theirs);
        }
        self.cubed.0 += other.cubed.0;
        self.cubed.1 += other.cubed.1;
        self.cubed.2 += other.cubed.2;
    }

    /// B-cubed F1.
    ///
    /// 0 if no article is annotated with identities.
    pub(crate) fn aliases(&self) -> f64 {
        let (p, r, n) = self.cubed;
        if n == 0 || p + r == 0.0 {
            return 0.0;
        }
        2.0 * p * r / (p + r) / n as f64
    }
}

/// `P R F1` in total and by kind, and F1 of aliases if identities are known.
impl std::fmt::Display for EvaluationFigures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut figures = |name: &str, count: NameCount| {
            write!(
                f,
                "{name} P {:.3} R {:.3} F1 {:.3}; ",
                count.precision(),
                count.recall(),
                count.f1()
            )
        };
        figures("entities", self.total())?;
        for (name, count) in ["person", "place", "organization"].iter().zip(self.kinds) {
            figures(name, count)?;
        }
        if self.cubed.2 > 0 {
            write!(f, "aliases F1 {:.3}; ", self.aliases())?;
        }
        write!(f, "{} names", self.total().annotated)
    }
}

/// A name with its kind and an identity: a number that all names of one entity share.
pub(crate) type ScoredName = (Span, EntityKind, usize);

/// Compares the names of one article; identities count if `identified`.
///
/// The numbers of identities are not compared, only which names share one. Names are looked up by span and kind.
/// B-cubed takes quadratic time in the number of correct names of an article.
pub(crate) fn compare(
    annotated: &[ScoredName],
    found: &[ScoredName],
    identified: bool,
) -> EvaluationFigures {
    let mut figures = EvaluationFigures::default();
    let mut right: Vec<(usize, usize)> = Vec::new();
    let at: HashMap<(Span, EntityKind), usize> = found.iter().map(|f| ((f.0, f.1), f.2)).collect();
    for (span, kind, identity) in annotated {
        figures.kinds[*kind as usize].annotated += 1;
        if let Some(&mine) = at.get(&(*span, *kind)) {
            figures.kinds[*kind as usize].right += 1;
            right.push((*identity, mine));
        }
    }
    for (_, kind, _) in found {
        figures.kinds[*kind as usize].found += 1;
    }
    if identified {
        for &(annotated, mine) in &right {
            let both = right.iter().filter(|r| **r == (annotated, mine)).count() as f64;
            figures.cubed.0 += both / right.iter().filter(|r| r.1 == mine).count() as f64;
            figures.cubed.1 += both / right.iter().filter(|r| r.0 == annotated).count() as f64;
            figures.cubed.2 += 1;
        }
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(start: usize, kind: EntityKind, identity: usize) -> ScoredName {
        (Span::new(start, start + 2), kind, identity)
    }

    #[test]
    fn place_and_kind_must_agree() {
        let annotated = [
            named(0, EntityKind::Person, 1),
            named(4, EntityKind::Place, 2),
        ];
        let found = [
            named(0, EntityKind::Person, 0),
            named(4, EntityKind::Person, 1),
        ];
        let total = compare(&annotated, &found, false).total();
        assert_eq!((total.right, total.found, total.annotated), (1, 2, 2));
    }

    #[test]
    fn two_identities_made_one_cost_precision_alone() {
        let annotated = [
            named(0, EntityKind::Person, 1),
            named(4, EntityKind::Person, 2),
        ];
        let found = [
            named(0, EntityKind::Person, 0),
            named(4, EntityKind::Person, 0),
        ];
        let figures = compare(&annotated, &found, true);
        let (precision, recall, names) = figures.cubed;
        assert!((precision - 1.0).abs() < 1e-9 && (recall - 2.0).abs() < 1e-9 && names == 2);
        assert!((figures.aliases() - 2.0 / 3.0).abs() < 1e-9);
    }
}
