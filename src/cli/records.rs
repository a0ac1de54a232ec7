//! The JSON and CSV records that `qari analyze` and `qari quotes` write: an analysis → serializable structs.
//!
//! Names of fields and values are a format that programs depend on. Values of enums are named by serde beside each enum
//! (`EntityKind`, `QuoteKind`, `CueClass`, `Attribution`); the order of the fields here is their order in the output. The
//! other JSON of qari is `Findings` of the doctor and the two files of [`store`](crate::store).
//!
//! Optional fields are `null` where a thing does not exist, and left out where it was not asked for (`--explain`).

use serde::{Serialize, Serializer};

use crate::analysis::Analysis;
use crate::analysis::citation::Citation;
use crate::article::Article;
use crate::entities::{Entities, Entity, EntityKind, Mention, MentionEvidence};
use crate::quotes::{Attribution, CueClass, Quote, QuoteKind, Speaker};
use crate::span::Span;

/// One article, with everything that was found in it.
#[derive(Debug, Serialize)]
pub(super) struct ArticleRecord<'a> {
    source: &'a str,
    title: Option<&'a str>,
    text: &'a str,
    entities: Vec<EntityRecord<'a>>,
    quotes: Vec<QuoteRecord<'a>>,
}

/// One entity. A speaker's `entity` is an index into `entities`.
#[derive(Debug, Serialize)]
struct EntityRecord<'a> {
    kind: EntityKind,
    name: &'a str,
    aliases: &'a [String],
    mentions: Vec<SpanRecord<'a>>,
}

/// One quote; `found_by` with `--explain` only.
#[derive(Debug, Serialize)]
struct QuoteRecord<'a> {
    kind: QuoteKind,
    #[serde(flatten)]
    span: SpanRecord<'a>,
    speaker: Option<SpeakerRecord<'a>>,
    cue: Option<SpanRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found_by: Option<Attribution>,
    /// 0 to 100.
    confidence: u8,
}

/// The speaker of a quote. A speaker without a name has the words of the text as its name.
#[derive(Debug, Serialize)]
struct SpeakerRecord<'a> {
    name: &'a str,
    entity: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<SpanRecord<'a>>,
}

/// A part of the text: Unicode scalar values `start..end`, and the text there.
#[derive(Debug, Serialize)]
struct SpanRecord<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<EvidenceRecord<'a>>,
}

/// Why a mention was taken for a name: the kind of evidence, and its words in the article.
#[derive(Debug, Serialize)]
struct EvidenceRecord<'a> {
    by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<&'a str>,
}

/// One quote for `qari quotes`, as CSV or JSON. The names of the fields are the columns of the CSV; unknown is an empty
/// string, since CSV has nothing else for it.
#[derive(Debug, Serialize)]
pub(super) struct QuoteRow<'a> {
    speaker: &'a str,
    role: &'a str,
    kind: QuoteKind,
    /// The class of the cue.
    #[serde(serialize_with = "or_empty")]
    manner: Option<CueClass>,
    /// White space is single spaces: a line end inside a field breaks simple CSV readers.
    quote: String,
    /// 0 to 100.
    confidence: u8,
    title: &'a str,
    /// The publisher, else the file.
    source: &'a str,
    /// Whether the speaker is sure, by the confidence.
    sure: bool,
    author: &'a str,
    /// As the file writes it.
    date: &'a str,
    url: &'a str,
    /// As in `source` of `qari analyze`.
    file: &'a str,
    /// Counted from 1 without the title; 0 in the title.
    paragraph: usize,
    /// Unicode scalar values before the quote in `text` of `qari analyze`.
    start: usize,
    end: usize,
}

/// One entity of an article for `qari entities`, as CSV or JSON. The names of the fields are the columns of the CSV; unknown is
/// an empty string.
#[derive(Debug, Serialize)]
pub(super) struct EntityRow<'a> {
    name: &'a str,
    kind: EntityKind,
    /// Other forms in the article, ` | ` between them.
    aliases: String,
    /// How often it is mentioned.
    mentions: usize,
    title: &'a str,
    /// The publisher, else the file.
    source: &'a str,
    author: &'a str,
    /// As the file writes it.
    date: &'a str,
    url: &'a str,
    /// As in `source` of `qari analyze`.
    file: &'a str,
    /// Unicode scalar values before the first mention in `text` of `qari analyze`.
    start: usize,
    end: usize,
}

impl<'a> ArticleRecord<'a> {
    /// The record of one article; with `explain` evidence, rules and confidence too.
    pub(super) fn new(article: &'a Article, analysis: &'a Analysis, explain: bool) -> Self {
        let spans = SpanRecords::new(&article.text, explain);
        let entities = analysis.entities.list.iter();
        let quotes = analysis.quotes.list.iter();
        Self {
            source: &article.source,
            title: article.title_text(),
            text: &article.text,
            entities: entities.map(|entity| spans.entity(entity)).collect(),
            quotes: quotes
                .map(|quote| spans.quote(quote, speaker(analysis, quote)))
                .collect(),
        }
    }
}

impl<'a> QuoteRow<'a> {
    /// The rows of one article, in the order of the text.
    pub(super) fn of(
        article: &'a Article,
        analysis: &'a Analysis,
    ) -> impl Iterator<Item = QuoteRow<'a>> {
        let spans = SpanRecords::new(&article.text, false);
        analysis.quotes.list.iter().map(move |quote| {
            let citation = Citation::new(article, analysis, quote);
            let known = |value: &'a Option<String>| value.as_deref().unwrap_or_default();
            QuoteRow {
                speaker: citation.speaker.map_or("", |speaker| &speaker.name),
                role: citation.role().unwrap_or_default(),
                kind: quote.kind,
                manner: quote.cue_class,
                confidence: quote.confidence,
                title: article.title_text().unwrap_or_default(),
                source: article.source_name(),
                sure: citation.sure,
                author: known(&article.author),
                date: known(&article.date),
                url: known(&article.address),
                file: &article.source,
                paragraph: citation.paragraph,
                start: spans.scalars(quote.span.start),
                end: spans.scalars(quote.span.end),
                quote: citation.words,
            }
        })
    }
}

impl<'a> EntityRow<'a> {
    /// The rows of one article, in the order of first mention.
    pub(super) fn of(
        article: &'a Article,
        entities: &'a Entities,
    ) -> impl Iterator<Item = EntityRow<'a>> {
        let spans = SpanRecords::new(&article.text, false);
        entities.list.iter().map(move |entity| {
            let first = entity.mentions.first().map(|mention| mention.span);
            let first = first.unwrap_or_default();
            EntityRow {
                name: &entity.name,
                kind: entity.kind,
                aliases: entity.aliases.join(" | "),
                mentions: entity.mentions.len(),
                title: article.title_text().unwrap_or_default(),
                source: article.source_name(),
                author: article.author.as_deref().unwrap_or_default(),
                date: article.date.as_deref().unwrap_or_default(),
                url: article.address.as_deref().unwrap_or_default(),
                file: &article.source,
                start: spans.scalars(first.start),
                end: spans.scalars(first.end),
            }
        })
    }
}

/// The value, or an empty string.
#[expect(clippy::ref_option, reason = "the signature that serde calls")]
fn or_empty<T: Serialize, S: Serializer>(value: &Option<T>, to: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => value.serialize(to),
        None => to.serialize_str(""),
    }
}

fn speaker<'a>(analysis: &'a Analysis, quote: &Quote) -> Option<&'a Speaker> {
    let id = quote.speaker?;
    analysis.quotes.speakers.get(id.0)
}

/// Makes the records of one text. Byte offsets become counts of Unicode scalar values here and nowhere else.
///
/// A look-up costs a binary search and at most 64 characters, so that an article of 10 MB with 100,000 mentions takes
/// linear time.
struct SpanRecords<'a> {
    text: &'a str,
    explain: bool,
    /// The byte offset of every 64th scalar value.
    marks: Vec<usize>,
}

impl<'a> SpanRecords<'a> {
    const STEP: usize = 64;

    fn new(text: &'a str, explain: bool) -> Self {
        let starts = text.char_indices().step_by(Self::STEP);
        Self {
            text,
            explain,
            marks: starts.map(|(at, _)| at).collect(),
        }
    }

    /// The number of scalar values before `byte`, which must be a character boundary of the text.
    fn scalars(&self, byte: usize) -> usize {
        let marks_before = self.marks.partition_point(|&mark| mark <= byte);
        let i = marks_before.saturating_sub(1);
        let mark = self.marks.get(i).copied().unwrap_or(0);
        i * Self::STEP + Span::new(mark, byte).of(self.text).chars().count()
    }

    fn span(&self, span: Span) -> SpanRecord<'a> {
        SpanRecord {
            start: self.scalars(span.start),
            end: self.scalars(span.end),
            text: span.of(self.text),
            why: None,
        }
    }

    fn entity(&self, entity: &'a Entity) -> EntityRecord<'a> {
        let mentions = entity.mentions.iter();
        EntityRecord {
            kind: entity.kind,
            name: &entity.name,
            aliases: &entity.aliases,
            mentions: mentions.map(|mention| self.mention(mention)).collect(),
        }
    }

    fn mention(&self, mention: &Mention) -> SpanRecord<'a> {
        SpanRecord {
            why: self.explain.then(|| self.evidence(&mention.evidence)),
            ..self.span(mention.span)
        }
    }

    fn evidence(&self, evidence: &MentionEvidence) -> EvidenceRecord<'a> {
        let (by, span) = match evidence {
            MentionEvidence::List => ("list", None),
            MentionEvidence::Cue(span) => ("cue", Some(*span)),
            MentionEvidence::Model => ("model", None),
            MentionEvidence::Earlier(span) => ("elsewhere", Some(*span)),
        };
        EvidenceRecord {
            by,
            words: span.map(|span| span.of(self.text)),
        }
    }

    fn quote(&self, quote: &Quote, speaker: Option<&'a Speaker>) -> QuoteRecord<'a> {
        let words = quote.speaker_words.filter(|_| self.explain);
        QuoteRecord {
            kind: quote.kind,
            span: self.span(quote.span),
            speaker: speaker.map(|speaker| SpeakerRecord {
                name: &speaker.name,
                entity: speaker.entity.map(|id| id.0),
                words: words.map(|span| self.span(span)),
            }),
            cue: quote.cue.map(|span| self.span(span)),
            found_by: quote.found_by.filter(|_| self.explain),
            confidence: quote.confidence,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_scalar_values_also_after_the_first_mark() {
        let text = "قال a ".repeat(50);
        let spans = SpanRecords::new(&text, false);
        for (i, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(spans.scalars(byte), i);
        }
        assert_eq!(spans.scalars(text.len()), text.chars().count());
        assert_eq!(SpanRecords::new("", false).scalars(0), 0);
    }

    #[test]
    fn values_of_enums_have_the_names_of_the_format() {
        let names = serde_json::json!([
            [
                EntityKind::Person,
                EntityKind::Place,
                EntityKind::Organization
            ],
            [QuoteKind::Direct, QuoteKind::Partial, QuoteKind::Indirect],
            [CueClass::Call, CueClass::According, CueClass::Announce],
            [
                Attribution::CarriedOver,
                Attribution::According,
                Attribution::Turn
            ],
        ]);
        let expected = serde_json::json!([
            ["person", "place", "organization"],
            ["direct", "partial", "indirect"],
            ["call for", "according to", "announce"],
            ["carried over", "according to", "turn"],
        ]);
        assert_eq!(names, expected);
    }
}
