//! Named features that are present or absent → a probability: a logistic model whose weights are lines of text.
//!
//! A line is `template=value`, a tab and the weight; `template=value&second` where two facts count together. Each
//! weight can be read with its name, and a missing one counts nothing, so a data file of another version is
//! never an error. The weights are found by `qari-train marks`; nothing is learned here.

use std::fmt;

/// The name under which a data file holds the constant term.
pub(crate) const BIAS: NamedFeature<'static> = NamedFeature {
    template: "bias",
    value: "1",
    second: "",
};

/// A feature that is present: what is asked, and the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NamedFeature<'t> {
    /// What is asked (`before1`).
    pub(crate) template: &'static str,
    /// The answer, the name of a class or a word of a closed class.
    pub(crate) value: &'t str,
    /// A second answer that counts together with the first; empty for most.
    pub(crate) second: &'t str,
}

impl fmt::Display for NamedFeature<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.template, self.value)?;
        if self.second.is_empty() {
            return Ok(());
        }
        write!(f, "&{}", self.second)
    }
}

/// What takes features, one by one.
pub(crate) type QuoteFeatureSink<'s> = dyn FnMut(NamedFeature<'_>) + 's;

/// A hash of the bytes of a feature's name (FNV-1a, 64 bits), the same for the name in pieces and as a whole.
fn hash(pieces: &[&str]) -> u64 {
    let bytes = pieces.iter().flat_map(|piece| piece.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

impl NamedFeature<'_> {
    fn hash(&self) -> u64 {
        if self.second.is_empty() {
            hash(&[self.template, "=", self.value])
        } else {
            hash(&[self.template, "=", self.value, "&", self.second])
        }
    }
}

/// Weights of named features.
#[derive(Clone, Debug, Default)]
pub(crate) struct LogisticModel {
    /// Hashes of names with their weights, by hash.
    weights: Vec<(u64, f32)>,
}

impl LogisticModel {
    /// The weights of a data file; a line that is no weight is passed over, and a test sees to it that there is none.
    pub(crate) fn parse(data: &str) -> Self {
        let lines = data.lines().filter(|line| !line.starts_with('#'));
        let mut weights: Vec<(u64, f32)> = lines
            .filter_map(|line| {
                let (name, weight) = line.split_once('\t')?;
                Some((hash(&[name]), weight.parse().ok()?))
            })
            .collect();
        weights.sort_unstable_by_key(|(hash, _)| *hash);
        Self { weights }
    }

    /// Whether it holds no weight at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// The weight of a feature, 0 where it has none.
    fn weight(&self, feature: &NamedFeature<'_>) -> f32 {
        let hash = feature.hash();
        let place = self.weights.binary_search_by_key(&hash, |(hash, _)| *hash);
        place.map_or(0.0, |place| self.weights[place].1)
    }

    /// The probability, from 0 to 1, where `features` gives those that are present.
    pub(crate) fn probability(&self, features: impl FnOnce(&mut QuoteFeatureSink<'_>)) -> f32 {
        let mut sum = self.weight(&BIAS);
        features(&mut |feature| sum += self.weight(&feature));
        1.0 / (1.0 + (-sum).exp())
    }
}

/// A probability in percent, rounded down: 90 means 90 or more.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a probability is from 0 to 1"
)]
pub(crate) fn percent(probability: f32) -> u8 {
    (probability * 100.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_add_up_and_unknown_features_count_nothing() {
        let model =
            LogisticModel::parse("# head\nbias=1\t-1\nbefore=colon\t2\nbefore=cue&say\t0.5\n");
        let of = |value, second| {
            model.probability(|sink| {
                sink(NamedFeature {
                    template: "before",
                    value,
                    second,
                });
            })
        };
        assert!((of("colon", "") - 0.731).abs() < 0.001);
        assert!((of("cue", "say") - 0.378).abs() < 0.001);
        assert!((of("cue", "add") - 0.269).abs() < 0.001);
    }

    #[test]
    fn a_name_in_pieces_is_the_name_as_written() {
        let feature = NamedFeature {
            template: "after",
            value: "cue",
            second: "say",
        };
        assert_eq!(feature.hash(), hash(&[&feature.to_string()]));
    }
}
