//! Names found against names annotated → precision, recall and F1, in total
//! and by kind, and B-cubed for identities: the figures of the scorer that
//! stands beside the annotations.

use std::collections::HashMap;

use crate::entities::Kind;
use crate::span::Span;

/// Right, found and annotated names.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    pub(crate) right: usize,
    pub(crate) found: usize,
    pub(crate) gold: usize,
}

impl Count {
    pub(crate) fn precision(self) -> f64 {
        ratio(self.right, self.found)
    }

    pub(crate) fn recall(self) -> f64 {
        ratio(self.right, self.gold)
    }

    pub(crate) fn f1(self) -> f64 {
        ratio(2 * self.right, self.found + self.gold)
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// The figures of some articles.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Figures {
    /// By kind, in the order of [`Kind`].
    pub(crate) kinds: [Count; 3],
    /// B-cubed: sum of precisions, sum of recalls, number of names.
    pub(crate) cubed: (f64, f64, usize),
}

impl Figures {
    pub(crate) fn total(&self) -> Count {
        let mut total = Count::default();
        for count in self.kinds {
            total.add(count);
        }
        total
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.kinds.iter_mut().zip(other.kinds) {
            mine.add(theirs);
        }
        self.cubed.0 += other.cubed.0;
        self.cubed.1 += other.cubed.1;
        self.cubed.2 += other.cubed.2;
    }

    /// B-cubed F1.
    pub(crate) fn aliases(&self) -> f64 {
        let (p, r, n) = self.cubed;
        if n == 0 || p + r == 0.0 {
            return 0.0;
        }
        2.0 * p * r / (p + r) / n as f64
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let total = self.total();
        write!(
            f,
            "P {:.4} R {:.4} F1 {:.4} |",
            total.precision(),
            total.recall(),
            total.f1()
        )?;
        for (letter, count) in ['P', 'L', 'O'].iter().zip(self.kinds) {
            write!(
                f,
                " {letter} {:.3}/{:.3}/{:.3}",
                count.precision(),
                count.recall(),
                count.f1()
            )?;
        }
        if self.cubed.2 > 0 {
            write!(f, " | B3 {:.4}", self.aliases())?;
        }
        write!(f, " ({})", total.gold)
    }
}

/// A name with its kind and an identity.
pub(crate) type Named = (Span, Kind, usize);

/// Compares the names of one article; identities count if `identified`.
pub(crate) fn compare(gold: &[Named], found: &[Named], identified: bool) -> Figures {
    let mut figures = Figures::default();
    let mut right: Vec<(usize, usize)> = Vec::new();
    let at: HashMap<(Span, Kind), usize> = found.iter().map(|f| ((f.0, f.1), f.2)).collect();
    for (span, kind, identity) in gold {
        figures.kinds[*kind as usize].gold += 1;
        if let Some(&mine) = at.get(&(*span, *kind)) {
            figures.kinds[*kind as usize].right += 1;
            right.push((*identity, mine));
        }
    }
    for (_, kind, _) in found {
        figures.kinds[*kind as usize].found += 1;
    }
    if identified {
        for &(gold, mine) in &right {
            let both = right.iter().filter(|r| **r == (gold, mine)).count() as f64;
            figures.cubed.0 += both / right.iter().filter(|r| r.1 == mine).count() as f64;
            figures.cubed.1 += both / right.iter().filter(|r| r.0 == gold).count() as f64;
            figures.cubed.2 += 1;
        }
    }
    figures
}
