//! `qari analyze`: articles → JSON Lines, or a text for people.
//!
//! Offsets in the JSON count Unicode scalar values into `text`; this is the one
//! place where bytes become scalars. Python and most languages with UTF-32 strings index
//! them directly; UTF-16 languages count U+10000 and above twice.
//!
//! ```json
//! {"source": "a.txt", "title": "…", "text": "…",
//!  "entities": [{"kind": "person", "name": "…", "aliases": ["…"],
//!                "mentions": [{"start": 3, "end": 9, "text": "…"}]}],
//!  "quotes": [{"kind": "direct", "start": 20, "end": 41, "text": "…",
//!              "speaker": {"name": "…", "entity": 0},
//!              "cue": {"start": 15, "end": 19, "text": "…"}}]}
//! ```
//!
//! With `--explain` come `why` for each mention, and `words`, `found_by` and `confidence`
//! for each quote. Keys that have nothing to say are left out there, `null` elsewhere. Names
//! of values are fixed English words: programs compare them.
//!
//! It finds nothing itself and orders nothing anew.

use std::io::{self, Write};

use serde::Serialize;

use crate::analysis::Analysis;
use crate::article::Article;
use crate::entities::{EntityKind, MentionEvidence};
use crate::quotes::{Attribution, QuoteKind};
use crate::span::Span;

/// One article as a line of JSON.
///
/// The fields stand in this order in the output.
#[derive(Debug, Serialize)]
struct ArticleRecord<'a> {
    source: &'a str,
    title: Option<&'a str>,
    text: &'a str,
    entities: Vec<EntityRecord<'a>>,
    quotes: Vec<QuoteRecord<'a>>,
}

/// Its index in `entities` is what a speaker's `entity` names.
#[derive(Debug, Serialize)]
struct EntityRecord<'a> {
    kind: &'static str,
    name: &'a str,
    aliases: &'a [String],
    mentions: Vec<SpanRecord<'a>>,
}

/// `found_by` and `confidence` are there with `explain` alone.
#[derive(Debug, Serialize)]
struct QuoteRecord<'a> {
    kind: &'static str,
    #[serde(flatten)]
    place: SpanRecord<'a>,
    speaker: Option<SpeakerRecord<'a>>,
    cue: Option<SpanRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found_by: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<u8>,
}

/// A speaker without a name in the text has the words of the text as its name.
#[derive(Debug, Serialize)]
struct SpeakerRecord<'a> {
    name: &'a str,
    /// Index into `entities`.
    entity: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<SpanRecord<'a>>,
}

/// A place in the text: scalar values `start..end`, and what stands there.
#[derive(Debug, Serialize)]
struct SpanRecord<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<EvidenceRecord<'a>>,
}

/// EvidenceRecord a mention was taken for a name.
#[derive(Debug, Serialize)]
struct EvidenceRecord<'a> {
    by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<&'a str>,
}

/// Bytes of a text → scalar values, for many places of one text.
///
/// A look-up costs a binary search and at most 64 characters, so that an article of 10 MB
/// with 100,000 mentions is no worse than a small one.
struct ScalarIndex<'a> {
    text: &'a str,
    /// For each 64th scalar, its byte.
    marks: Vec<usize>,
}

impl<'a> ScalarIndex<'a> {
    const STEP: usize = 64;

    fn new(text: &'a str) -> Self {
        let marks = text
            .char_indices()
            .step_by(Self::STEP)
            .map(|(at, _)| at)
            .collect();
        Self { text, marks }
    }

    /// The scalar values before `byte`, which must be a boundary of the text.
    fn of(&self, byte: usize) -> usize {
        let i = self
            .marks
            .partition_point(|&mark| mark <= byte)
            .saturating_sub(1);
        let mark = self.marks.get(i).copied().unwrap_or(0);
        i * Self::STEP + Span::new(mark, byte).of(self.text).chars().count()
    }

    /// `why` is left to the caller.
    fn place(&self, span: Span) -> SpanRecord<'a> {
        SpanRecord {
            start: self.of(span.start),
            end: self.of(span.end),
            text: span.of(self.text),
            why: None,
        }
    }
}

/// Writes one article as one line of JSON; with `explain`, why each mention and speaker was found.
///
/// # Errors
///
/// What writing to `out` gives.
pub fn json(
    article: &Article,
    analysis: &Analysis,
    explain: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let scalars = ScalarIndex::new(&article.text);
    let record = ArticleRecord {
        source: &article.source,
        title: article.title_text(),
        text: &article.text,
        entities: entities(analysis, &scalars, explain),
        quotes: quotes(analysis, &scalars, explain),
    };
    serde_json::to_writer(&mut *out, &record)?;
    out.write_all(b"\n")
}

fn entities<'a>(
    analysis: &'a Analysis,
    scalars: &ScalarIndex<'a>,
    explain: bool,
) -> Vec<EntityRecord<'a>> {
    let list = &analysis.entities.list;
    list.iter()
        .map(|entity| EntityRecord {
            kind: kind_name(entity.kind),
            name: &entity.name,
            aliases: &entity.aliases,
            mentions: entity
                .mentions
                .iter()
                .map(|mention| SpanRecord {
                    why: explain.then(|| why(&mention.evidence, scalars.text)),
                    ..scalars.place(mention.span)
                })
                .collect(),
        })
        .collect()
}

fn quotes<'a>(
    analysis: &'a Analysis,
    scalars: &ScalarIndex<'a>,
    explain: bool,
) -> Vec<QuoteRecord<'a>> {
    let quotes = &analysis.quotes;
    quotes
        .list
        .iter()
        .map(|quote| QuoteRecord {
            kind: quote_kind_name(quote.kind),
            place: scalars.place(quote.span),
            speaker: quote
                .speaker
                .and_then(|id| quotes.speakers.get(id.0))
                .map(|speaker| SpeakerRecord {
                    name: &speaker.name,
                    entity: speaker.entity.map(|id| id.0),
                    words: quote
                        .speaker_words
                        .filter(|_| explain)
                        .map(|span| scalars.place(span)),
                }),
            cue: quote.cue.map(|span| scalars.place(span)),
            found_by: quote.found_by.filter(|_| explain).map(attribution_name),
            confidence: explain.then_some(quote.confidence),
        })
        .collect()
}

const fn kind_name(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Place => "place",
        EntityKind::Organization => "organization",
    }
}

/// The word that programs see; part of the format.
pub(super) const fn quote_kind_name(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Partial => "partial",
        QuoteKind::Indirect => "indirect",
    }
}

const fn attribution_name(found_by: Attribution) -> &'static str {
    match found_by {
        Attribution::Subject => "subject",
        Attribution::Apposition => "apposition",
        Attribution::CarriedOver => "carried over",
        Attribution::Publication => "publication",
        Attribution::According => "according to",
        Attribution::Turn => "turn",
    }
}

/// The word is part of the format; `words` is the evidence as the article has it.
fn why<'a>(evidence: &MentionEvidence, text: &'a str) -> EvidenceRecord<'a> {
    let (by, place) = match evidence {
        MentionEvidence::List => ("list", None),
        MentionEvidence::Cue(span) => ("cue", Some(*span)),
        MentionEvidence::Model => ("model", None),
        MentionEvidence::Earlier(span) => ("elsewhere", Some(*span)),
    };
    EvidenceRecord {
        by,
        words: place.map(|span| span.of(text)),
    }
}

/// Writes the quotes by speaker and the entities by kind, in logical order, for people.
///
/// # Errors
///
/// What writing to `out` gives.
///
/// Quotes without a known speaker are left out: nobody stands above them. The form is for
/// reading and may change; programs take [`json`].
pub fn text(article: &Article, analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} ({})\n", article.label(), article.source)?;
    let quotes = &analysis.quotes;
    for (id, speaker) in quotes.speakers.iter().enumerate() {
        writeln!(out, "{}:", speaker.name)?;
        let own = quotes
            .list
            .iter()
            .filter(|quote| quote.speaker.is_some_and(|speaker| speaker.0 == id));
        for quote in own {
            let words = quote.span.of(&article.text).replace('\n', " ");
            match quote.kind {
                QuoteKind::Direct => writeln!(out, "  «{words}»")?,
                QuoteKind::Partial => writeln!(out, "  “{words}”")?,
                QuoteKind::Indirect => writeln!(out, "  – {words}")?,
            }
        }
    }
    for kind in [
        EntityKind::Person,
        EntityKind::Place,
        EntityKind::Organization,
    ] {
        writeln!(out, "\n[{}]", kind_name(kind))?;
        for entity in analysis
            .entities
            .list
            .iter()
            .filter(|entity| entity.kind == kind)
        {
            write!(out, "{} ({})", entity.name, entity.mentions.len())?;
            for alias in &entity.aliases {
                write!(out, " | {alias}")?;
            }
            writeln!(out)?;
        }
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_scalars_also_past_the_marks() {
        let text = "قال a ".repeat(50);
        let scalars = ScalarIndex::new(&text);
        for (i, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(scalars.of(byte), i);
        }
        assert_eq!(scalars.of(text.len()), text.chars().count());
        assert_eq!(ScalarIndex::new("").of(0), 0);
    }

    #[test]
    fn the_record_has_the_fields_that_are_promised() {
        let article = Article::from_text("عنوان قصير\nقال سامر: «نعم».", "a.txt");
        let mut out = Vec::new();
        json(&article, &Analysis::default(), false, &mut out).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        for field in ["source", "title", "text", "entities", "quotes"] {
            assert!(value.get(field).is_some(), "{field}");
        }
        assert_eq!(out.last(), Some(&b'\n'));
    }
}
