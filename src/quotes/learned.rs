//! The trained weights of this module: of the pairs of quotation marks and of the confidence of a quote.
//!
//! Both are text files in `data`, built in, and read once in a process. `qari-train marks` writes them; the trainer also
//! makes models of its own, each without an outlet, and asks for quotes with these.

use std::sync::OnceLock;

use super::logistic::LogisticModel;
use super::mark_classifier::SpeechLimits;

/// Weights of the pairs of marks.
const MARKS: &str = include_str!("data/mark_weights.txt");
/// Weights of the confidence.
const CONFIDENCE: &str = include_str!("data/confidence_weights.txt");

/// Both models, with the limits of the first.
#[derive(Clone, Debug)]
pub(crate) struct QuoteModels {
    /// Whether a pair of marks is speech; without weights the rules alone decide.
    pub(crate) marks: LogisticModel,
    /// Where that model decides and not the rules.
    pub(crate) limits: SpeechLimits,
    /// Whether a quote is right; without weights its confidence is the rank that the rules gave it.
    pub(crate) confidence: LogisticModel,
}

impl QuoteModels {
    /// Those that are built in.
    pub(crate) fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<QuoteModels> = OnceLock::new();
        SHIPPED.get_or_init(|| Self {
            marks: LogisticModel::parse(MARKS),
            limits: SpeechLimits::SHIPPED,
            confidence: LogisticModel::parse(CONFIDENCE),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of a data file that are no comments.
    fn weights(data: &str) -> impl Iterator<Item = &str> {
        data.lines().filter(|line| !line.starts_with('#'))
    }

    #[test]
    fn every_line_is_a_weight_and_none_stands_twice() {
        for data in [MARKS, CONFIDENCE] {
            let mut names = std::collections::HashSet::new();
            for line in weights(data) {
                let (name, weight) = line.split_once('\t').expect("a tab");
                assert!(weight.parse::<f32>().is_ok_and(f32::is_finite), "{line}");
                assert!(name.contains('=') && names.insert(name), "{line}");
            }
            assert!((2..=301).contains(&names.len()), "{}", names.len());
        }
    }

    /// `# reliability LEVEL: quotes N, right R` of the header.
    fn reliability(level: &str) -> (f32, f32) {
        let start = format!("# reliability {level}: quotes ");
        let line = CONFIDENCE
            .lines()
            .find_map(|line| line.strip_prefix(start.as_str()));
        let (count, right) = line
            .expect("the level")
            .split_once(", right ")
            .expect("a share");
        (
            count.parse().expect("a count"),
            right.parse().expect("a share"),
        )
    }

    #[test]
    fn the_shown_confidence_is_the_share_that_is_right_on_unseen_outlets() {
        let levels = ["90-100", "80-89", "70-79", "60-69", "0-59"];
        let all: f32 = levels.iter().map(|level| reliability(level).0).sum();
        let (sure, right) = reliability("90-100");
        assert!(right >= 0.92, "{right}");
        assert!(sure >= 0.2 * all, "{sure} of {all}");
        for (level, least) in [("80-89", 0.78), ("70-79", 0.68), ("60-69", 0.58)] {
            let (_, right) = reliability(level);
            assert!((least..least + 0.16).contains(&right), "{level}: {right}");
        }
    }
}
