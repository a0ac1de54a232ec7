//! A [`Document`] and its [`Entities`] → [`Quotes`]:
//! what was said, by whom, and how we know.
//!
//! The entry point is [`find`]. Its stages, in this order: `annotated` (words, their
//! folded keys, pairs of marks), `cue` (where something may be reported),
//! `content` (what), `clause` (up to where), `retype_titled_names`, `subject`, `registry` and `discourse`
//! (by whom), `source_phrases`, `headline` and `unattributed` (what has no reporting verb),
//! `mark_classifier` (which marks are speech, by trained weights), `assemble`, `confidence` (how likely each quote is
//! right, likewise). All else is rules over word lists in `quotes/data`.
//!
//! Measured on 39 annotated news articles that no rule was written on, with the
//! annotated names: quotes in marks found F1 0.94, under the right speaker 0.86;
//! indirect speech found 0.80, under the right speaker 0.72; with the names that
//! the entities module finds in them: 0.93, 0.83, 0.79, 0.70. On the 40 articles
//! that the rules were written on: 0.97, 0.94, 0.91, 0.89 and 0.96, 0.92, 0.91,
//! 0.87. Some 2 million words a second.
//!
//! It does not know who «he» is inside a quote, nor read what the writer says
//! in the first person as a quote, nor take a thought for speech.
//!
//! One sentence through the stages: «وقال وزير الصحة سامر خليل إن البرنامج مستمر، مضيفا أن
//! العمل جار». `cue` finds قال and مضيفا; `content` finds the two clauses behind إن and أن;
//! `clause` ends the first before the comma of مضيفا; `subject` reads the noun phrase behind
//! قال and takes the name in apposition; the participle has no subject of its own, so `report`
//! gives its clause to the speaker of the verb before it.
//!
//! The limits in words that the files state («at most», «among») were set by hand while
//! the rules were written; no figure is kept for any single one. They have
//! a second use: no rule looks further than its limit, so hostile text takes linear time.

use std::collections::HashMap;

use serde::Serialize;

use crate::entities::{Entities, EntityId};
use crate::span::Span;
use crate::text::Document;

mod annotated;
mod assemble;
mod clause;
mod confidence;
#[cfg(test)]
mod constructions;
mod content;
mod cue;
mod discourse;
mod feature_values;
mod grammar;
mod headline;
mod is_speech;
mod learned;
mod lexicon;
mod logistic;
mod mark_classifier;
mod mark_features;
#[cfg(test)]
mod notation;
mod owners;
mod registry;
mod report;
mod retype_titled_names;
mod roles;
mod source_phrases;
mod state;
mod subject;
mod unattributed;
mod unlisted_names;

pub(crate) use learned::QuoteModels;
#[cfg(feature = "train")]
pub(crate) use {
    logistic::{BIAS, LogisticModel},
    mark_classifier::SpeechLimits,
};

/// How a quote stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// The speaker's own words in quotation marks, a clause of their own.
    Direct,
    /// Quoted words built into the narrator's sentence.
    Partial,
    /// Speech retold without quotation marks around the whole.
    Indirect,
}

/// Index of a speaker in [`Quotes::speakers`].
///
/// It counts within one article: the same person has another number in the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpeakerId(pub usize);

/// Someone who says something in the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The fullest name, or the article's words for one without a name («مصدر أمني»); presentation forms as letters.
    pub name: String,
    /// The entity, where the speaker is one.
    pub entity: Option<EntityId>,
    /// Role or title as the article gives it («المتحدث باسم وزارة الدفاع الروسية»).
    pub role: Option<Span>,
}

/// The class of a reporting verb or noun: how something was span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CueClass {
    /// قال، ذكر، صرح
    Say,
    /// أضاف، تابع
    Add,
    /// أكد، شدد
    Stress,
    /// زعم، ادعى
    Claim,
    /// حذر، نبه
    Warn,
    /// دعا، طالب، حض
    #[serde(rename = "call for")]
    Call,
    /// سأل، تساءل
    Ask,
    /// رأى، اعتبر
    Judge,
    /// أعلن، كشف
    Announce,
    /// نفى
    Deny,
    /// بحسب، وفقا لـ
    #[serde(rename = "according to")]
    According,
}

/// How a quote's speaker was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Attribution {
    /// Subject of the reporting verb.
    Subject,
    /// Name in apposition to the verb's subject (title, then name).
    Apposition,
    /// The verb's subject is dropped or a pronoun; the last speaker goes on.
    #[serde(rename = "carried over")]
    CarriedOver,
    /// The newspaper or agency under discussion.
    Publication,
    /// A preposition (بحسب، وفقا لـ، نقلا عن).
    #[serde(rename = "according to")]
    According,
    /// An interview turn or a headline (فلان: …).
    Turn,
}

/// One quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// How it stands in the text.
    pub kind: QuoteKind,
    /// The words said, inside the marks or after إن/أن.
    pub span: Span,
    /// Who said it; `None` where the text does not tell.
    pub speaker: Option<SpeakerId>,
    /// The reporting verb, noun or preposition.
    pub cue: Option<Span>,
    /// The cue's class.
    pub cue_class: Option<CueClass>,
    /// The words that name the speaker for this quote.
    ///
    /// `None` where the verb has no subject of its own («وأضاف أن …»).
    pub speaker_words: Option<Span>,
    /// How the speaker was found; `None` where there is none.
    ///
    /// It names the rule and not the evidence: a title that the article gives to a person
    /// elsewhere («وقال الوزير») counts as [`Attribution::Subject`], too.
    pub found_by: Option<Attribution>,
    /// Who else may have said it: the second of the candidates; `None` where nobody else of the article fits.
    ///
    /// Never [`Quote::speaker`], and always one who has a quote of his own.
    pub runner_up: Option<SpeakerId>,
    /// How likely the span and the speaker are both right, in percent.
    ///
    /// Of the quotes with 90 or more, on outlets that nothing was trained on, the share that is right stands in the table
    /// of `data/confidence_weights.txt`, as it does for the levels below.
    pub confidence: u8,
}

/// All quotes of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quotes {
    /// The quotes by start, an outer one before those nested in it.
    pub list: Vec<Quote>,
    /// The speakers, in order of their first quote.
    pub speakers: Vec<Speaker>,
}

impl Quotes {
    /// The quotes with a confidence of `percent` or more, and the speakers whom these have.
    #[must_use]
    pub fn at_least(&self, percent: u8) -> Self {
        self.filtered(|quote| quote.confidence >= percent)
    }

    /// The quotes for which `keep` holds, and their speakers, numbered anew.
    fn filtered(&self, keep: impl Fn(&Quote) -> bool) -> Self {
        let mut kept = Self::default();
        let mut numbers: HashMap<usize, SpeakerId> = HashMap::new();
        let mut runners_up = Vec::new();
        for quote in self.list.iter().filter(|quote| keep(quote)) {
            let known = quote
                .speaker
                .and_then(|id| self.speakers.get(id.0).map(|one| (id.0, one)));
            let speaker = known.map(|(number, speaker)| {
                *numbers.entry(number).or_insert_with(|| {
                    kept.speakers.push(speaker.clone());
                    SpeakerId(kept.speakers.len() - 1)
                })
            });
            runners_up.push(quote.runner_up);
            kept.list.push(Quote {
                speaker,
                ..quote.clone()
            });
        }
        for (quote, runner_up) in kept.list.iter_mut().zip(runners_up) {
            quote.runner_up = runner_up.and_then(|id| numbers.get(&id.0).copied());
        }
        kept
    }
}

/// Finds the quotes of a document and their speakers.
///
/// Linear in the length of the document. The spans nest or are disjoint, and every
/// [`SpeakerId`] is an index of [`Quotes::speakers`].
///
/// There is no error: a text without speech gives no quotes. The entities are read as they
/// are given; a name that was not found there can still speak, as a speaker without an
/// entity. The first call of a process makes the lexicon, which takes about a millisecond.
pub fn find(document: &Document<'_>, entities: &Entities) -> Quotes {
    find_with(document, entities, QuoteModels::shipped())
}

/// [`find`] with other weights than those built in.
pub(crate) fn find_with(
    document: &Document<'_>,
    entities: &Entities,
    models: &QuoteModels,
) -> Quotes {
    QuoteRun::new(document, entities).finish(models, &mut |_, _| {})
}

/// An article whose candidates are found and whose marks are not judged yet.
pub(crate) struct QuoteRun<'d> {
    text: annotated::AnnotatedText<'d>,
    registry: registry::Registry,
    candidates: Vec<state::QuoteCandidate>,
}

impl<'d> QuoteRun<'d> {
    /// Finds the candidates: all stages that are rules.
    pub(crate) fn new(document: &'d Document<'_>, entities: &'d Entities) -> Self {
        let lexicon = lexicon::lexicon();
        let mut text = annotated::AnnotatedText::read(document, entities);
        retype_titled_names::retype(&mut text, lexicon);
        let reader = report::read(&text, lexicon);
        let (mut registry, candidates) = (reader.registry, reader.candidates);
        registry.name_later(&text);
        Self {
            text,
            registry,
            candidates,
        }
    }

    /// Judges the pairs of marks, decides, and numbers the speakers. `explain` takes each feature of the confidence with
    /// the number of its quote.
    pub(crate) fn finish(
        self,
        models: &QuoteModels,
        explain: &mut dyn FnMut(usize, logistic::NamedFeature<'_>),
    ) -> Quotes {
        let (text, lexicon) = (&self.text, lexicon::lexicon());
        let judged = mark_classifier::probabilities(text, lexicon, &self.candidates, &models.marks);
        let candidates = if models.marks.is_empty() {
            self.candidates
        } else {
            mark_classifier::decide(text, self.candidates, &judged, models.limits)
        };
        let (mut quotes, accepted) = assemble::assemble(text, &self.registry, candidates);
        let context = confidence::ConfidenceContext {
            text,
            lexicon,
            registry: &self.registry,
            accepted: &accepted,
            speech: &judged.speech,
        };
        let is_rated = !models.confidence.is_empty();
        for (index, quote) in quotes.list.iter_mut().enumerate() {
            context.features(index, &mut |feature| explain(index, feature));
            if is_rated {
                let right = models
                    .confidence
                    .probability(|sink| context.features(index, sink));
                quote.confidence = logistic::percent(right);
            }
        }
        if is_rated {
            quotes = quotes.filtered(|quote| confidence::is_listed(quote.kind, quote.confidence));
        }
        quotes
    }

    /// The bytes inside each pair of marks, with the names of its features.
    #[cfg(feature = "train")]
    pub(crate) fn pairs(&self) -> Vec<(Span, Vec<String>)> {
        let lexicon = lexicon::lexicon();
        mark_classifier::features(&self.text, lexicon, &self.candidates)
    }
}
