//! A document and a model → the label of every token.
//!
//! The first pass scores every sentence by itself. Its probabilities make the [`DocumentFeatures`] of
//! the article. The second pass scores again with those, and the net adds its scores. Features that
//! both passes share are computed and looked up once, those of one word alone once for each distinct
//! word.
//!
//! ```text
//! document → distinct words → first pass → probabilities → document features
//!                                  emission sums ↘               ↓
//!                                     net's scores → second pass → labels
//! ```
//!
//! Each sentence is labelled by itself, so a name never crosses its end. Time is linear in the
//! tokens; what is kept from the first pass for the second is some hundred bytes a token.

use std::ops::Range;

use super::analyzed_word::AnalyzedWord;
use super::chain::{self, Marginals, TransitionScores, permitted_transitions};
use super::document_features::DocumentFeatures;
use super::features::{self, FeatureGroup, SentenceWords, WINDOW};
use super::label::{LABELS, LabelScores, OUTSIDE};
use super::model::{EmissionSums, Model, TaggingPass};
use super::net::{self, FeatureContributions, HIDDEN, HiddenLayer};
use super::rescoring::RescoringPlan;
use super::scope::ScoringScope;
use super::window::{FIRST_WINDOW, around};
use super::words::DocumentWords;
use crate::text::Document;

/// Tokens in the window of a token's features.
const WIDTH: usize = 2 * WINDOW as usize + 1;

/// Hashed feature indices of a token, about (measured: 2.2): space that is reserved at once.
const INDICES_PER_TOKEN: usize = 3;

/// What the first pass leaves for the second. All rows are by token of the document.
struct FirstPass {
    /// Probabilities of each token's labels.
    probabilities: Vec<LabelScores>,
    /// Emission sums of the features that both passes share.
    sums: Vec<EmissionSums>,
    /// Hashed feature indices for the net, one token after the other.
    indices: Vec<u16>,
    /// Where each token's indices end.
    ends: Vec<usize>,
}

impl FirstPass {
    /// The hashed feature indices of token `at`.
    fn indices(&self, at: usize) -> &[u16] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.indices[start..self.ends[at]]
    }
}

/// What the second pass works from.
struct SecondPass<'p> {
    first: &'p FirstPass,
    features: &'p DocumentFeatures<'p>,
    /// For each token of the document.
    scopes: &'p [ScoringScope],
    /// `None` without a net.
    contributions: Option<FeatureContributions>,
}

/// Scores of a token that is outside for certain.
const OUTSIDE_SCORES: LabelScores = {
    let mut row = [chain::FORBIDDEN; LABELS];
    row[OUTSIDE] = 0.0;
    row
};

/// One document in the tagger. `model` and `words` must have been made with one lexicon.
struct TaggingRun<'d> {
    document: &'d Document<'d>,
    words: &'d DocumentWords,
    model: &'d Model<'d>,
}

impl TaggingRun<'_> {
    /// Scores every sentence by itself.
    ///
    /// Looks up the sums of both passes together, and remembers which features the net will take as
    /// hashed indices, so that they need not be computed again.
    fn first_pass(&self) -> FirstPass {
        let word_sums = self.word_sums();
        let tokens = self.words.index.len();
        let mut pass = FirstPass {
            probabilities: Vec::with_capacity(tokens),
            sums: Vec::with_capacity(tokens),
            indices: Vec::with_capacity(tokens * INDICES_PER_TOKEN),
            ends: Vec::with_capacity(tokens),
        };
        let mut marginals = Marginals::default();
        for range in &self.document.sentences {
            let words = self.words_of(range);
            let line = features::line(self.document, range.start);
            let positions = features::positions(&words, line, self.model.phrases);
            let sentence = SentenceWords {
                words: &words,
                positions: &positions,
            };
            for at in 0..words.len() {
                let mut sums = self.window_sums(&word_sums, range, range.start + at);
                let mut sink = |group: FeatureGroup, feature: u64| {
                    self.model.emissions.add(feature, &mut sums);
                    if group.is_net_input() {
                        pass.indices.push(net::hashed_index(feature));
                    }
                };
                features::token_features(&sentence, at, &mut sink);
                pass.sums.push(sums);
                pass.ends.push(pass.indices.len());
            }
            let emissions = self.emissions(&pass.sums[range.clone()], TaggingPass::First);
            let transitions = self.transitions(&words, TaggingPass::First, |_| true);
            marginals.compute(&emissions, &transitions, false);
            pass.probabilities.extend_from_slice(&marginals.labels);
        }
        pass
    }

    /// The labels of all tokens by the second pass and the net.
    ///
    /// Tokens of which the first pass is sure stay outside; see [`RescoringPlan`]. Where the model has
    /// no net, the second pass decides alone. The net's scores are added as they are: how much each of
    /// the two counts is part of their weights.
    fn second_pass(&self, first: &FirstPass, features: &DocumentFeatures<'_>) -> Vec<usize> {
        let plan = RescoringPlan::new(self.document, self.words, &first.probabilities);
        let net = self.model.net.as_ref();
        let pass = SecondPass {
            first,
            features,
            scopes: &plan.scopes,
            contributions: net.map(|net| net.contributions(&self.words.distinct, plan.offsets)),
        };
        let mut labels = Vec::with_capacity(first.probabilities.len());
        for range in &self.document.sentences {
            self.label_sentence(range, &pass, &mut labels);
        }
        labels
    }

    /// [`Self::second_pass`] for one sentence.
    fn label_sentence(&self, range: &Range<usize>, pass: &SecondPass<'_>, labels: &mut Vec<usize>) {
        let scopes = &pass.scopes[range.clone()];
        if !scopes.contains(&ScoringScope::Full) {
            labels.extend(std::iter::repeat_n(OUTSIDE, scopes.len()));
            return;
        }
        let mut sums = pass.first.sums[range.clone()].to_vec();
        let mut layers = self.hidden_layers(range, pass, &mut sums);
        let mut emissions = self.emissions(&sums, TaggingPass::Second);
        // Between two tokens that are outside there is no transition to score.
        let is_open = |at: usize| scopes[at.saturating_sub(1)..=at].contains(&ScoringScope::Full);
        let words = self.words_of(range);
        let mut transitions = self.transitions(&words, TaggingPass::Second, is_open);
        if let (Some(net), Some(layers)) = (&self.model.net, &mut layers) {
            net.add_emissions(layers, scopes, &mut emissions);
            net.add_transitions(&mut transitions);
        }
        for (emission, scope) in emissions.iter_mut().zip(scopes) {
            if *scope != ScoringScope::Full {
                *emission = OUTSIDE_SCORES;
            }
        }
        labels.extend(chain::viterbi(&emissions, &transitions));
    }

    /// Adds the document's features to `sums`, and gives the net's first layer of each token of the
    /// sentence, before the rectifier; `None` without a net.
    fn hidden_layers(
        &self,
        range: &Range<usize>,
        pass: &SecondPass<'_>,
        sums: &mut [EmissionSums],
    ) -> Option<Vec<HiddenLayer>> {
        let mut layers = pass
            .contributions
            .as_ref()
            .map(|contributions| self.word_layers(contributions, pass.scopes, range));
        let mut found = Vec::new();
        for (at, sums) in range.clone().zip(sums) {
            let scope = pass.scopes[at];
            if scope == ScoringScope::Skip {
                continue;
            }
            found.clear();
            let mut sink = |_: FeatureGroup, feature: u64| {
                // The scores of a token that is only context are not used.
                if scope == ScoringScope::Full {
                    self.model.emissions.add(feature, sums);
                }
                found.push(net::hashed_index(feature));
            };
            pass.features
                .features(self.words, range.clone(), at, &mut sink);
            if let (Some(net), Some(layers)) = (&self.model.net, &mut layers) {
                let indices = pass.first.indices(at).iter().chain(&found);
                net.add_hashed_features(indices, &mut layers[at - range.start]);
            }
        }
        layers
    }

    /// The part of the net's first layer that words alone contribute, for each token of a sentence.
    ///
    /// Words beyond the sentence's ends contribute nothing.
    fn word_layers(
        &self,
        contributions: &FeatureContributions,
        scopes: &[ScoringScope],
        range: &Range<usize>,
    ) -> Vec<HiddenLayer> {
        let layer = |at: usize| {
            let mut sum = [0.0; HIDDEN];
            if scopes[at] == ScoringScope::Skip {
                return sum;
            }
            for (offset, near) in around(at, FIRST_WINDOW, range) {
                let contribution = contributions.of(self.words.index[near] as usize, offset);
                for (sum, value) in sum.iter_mut().zip(contribution) {
                    *sum += value;
                }
            }
            sum
        };
        range.clone().map(layer).collect()
    }

    fn words_of(&self, range: &Range<usize>) -> Vec<&AnalyzedWord> {
        range.clone().map(|at| self.words.at(at)).collect()
    }

    fn emissions(&self, sums: &[EmissionSums], pass: TaggingPass) -> Vec<LabelScores> {
        let weights = &self.model.emissions;
        sums.iter().map(|sums| weights.scores(sums, pass)).collect()
    }

    /// The emission sums of each distinct word at each offset of the window, indexed by
    /// distance + [`WINDOW`].
    ///
    /// A token's score begins as the sum of five of these; so the weights of a word's letters are
    /// looked up once, however often it comes.
    fn word_sums(&self) -> Vec<[EmissionSums; WIDTH]> {
        let weights = &self.model.emissions;
        let of = |word: &AnalyzedWord, offset: usize| {
            let mut sums = EmissionSums::default();
            let mut sink = |_: FeatureGroup, feature: u64| weights.add(feature, &mut sums);
            features::word_features(word, offset.cast_signed() - WINDOW, &mut sink);
            sums
        };
        let words = self.words.distinct.iter();
        words
            .map(|word| std::array::from_fn(|offset| of(word, offset)))
            .collect()
    }

    /// The sums of the words around token `at` of the sentence `range`.
    fn window_sums(
        &self,
        word_sums: &[[EmissionSums; WIDTH]],
        range: &Range<usize>,
        at: usize,
    ) -> EmissionSums {
        let mut sums = EmissionSums::default();
        for (offset, near) in around(at, WIDTH, range) {
            let more = &word_sums[self.words.index[near] as usize][offset];
            for (sum, more) in sums.iter_mut().zip(more) {
                *sum += more;
            }
        }
        sums
    }

    /// Transition scores of a sentence, with features for those tokens that `is_open` accepts.
    fn transitions(
        &self,
        words: &[&AnalyzedWord],
        pass: TaggingPass,
        is_open: impl Fn(usize) -> bool,
    ) -> Vec<TransitionScores> {
        // Transitions depend on words alone, so no positions need be found for them.
        let sentence = SentenceWords {
            words,
            positions: &[],
        };
        let weights = &self.model.transitions;
        let mut bias = permitted_transitions();
        weights.add(features::TRANSITION_BIAS, pass, &mut bias);
        (0..words.len())
            .map(|at| {
                let mut scores = bias;
                if is_open(at) {
                    features::transition_features(&sentence, at, &mut |feature| {
                        weights.add(feature, pass, &mut scores);
                    });
                }
                scores
            })
            .collect()
    }
}

/// The labels of all tokens, by both passes and the net.
///
/// One for each token, never "inside" where no name is open.
pub(crate) fn tag(document: &Document<'_>, words: &DocumentWords, model: &Model<'_>) -> Vec<usize> {
    let run = TaggingRun {
        document,
        words,
        model,
    };
    let first = run.first_pass();
    let features = DocumentFeatures::new(document, words, &first.probabilities);
    run.second_pass(&first, &features)
}

/// The labels of all tokens by the first pass alone.
///
/// For news by the million words, of which only shares are wanted.
#[cfg(feature = "train")]
pub(crate) fn tag_once(
    document: &Document<'_>,
    words: &DocumentWords,
    model: &Model<'_>,
) -> Vec<usize> {
    let run = TaggingRun {
        document,
        words,
        model,
    };
    let first = run.first_pass();
    let label = |range: &Range<usize>| {
        let emissions = run.emissions(&first.sums[range.clone()], TaggingPass::First);
        let words = run.words_of(range);
        let transitions = run.transitions(&words, TaggingPass::First, |_| true);
        chain::viterbi(&emissions, &transitions)
    };
    document.sentences.iter().flat_map(label).collect()
}
