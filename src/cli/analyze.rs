//! `qari analyze`: articles → JSON Lines, or a text for people.
//!
//! Offsets in the JSON count Unicode scalar values of `text`: Python and most languages with UTF-32 strings index by them
//! directly; languages with UTF-16 strings count U+10000 and above twice.
//!
//! ```json
//! {"source": "a.txt", "title": "…", "text": "…",
//!  "entities": [{"kind": "person", "name": "…", "aliases": ["…"],
//!                "mentions": [{"start": 3, "end": 9, "text": "…"}]}],
//!  "quotes": [{"kind": "direct", "start": 20, "end": 41, "text": "…",
//!              "speaker": {"name": "…", "entity": 0},
//!              "cue": {"start": 15, "end": 19, "text": "…"}, "confidence": 93}]}
//! ```
//!
//! `confidence` is how likely the words and the speaker of a quote are both right, in percent.
//!
//! `--explain` adds `why` to each mention, and `words` and `found_by` to each quote. Values that do not
//! exist are left out there, and `null` elsewhere. The records are in the module `records`. Nothing is found or
//! ordered here.

use std::io::{self, Write};

use super::records::ArticleRecord;
use crate::analysis::Analysis;
use crate::article::Article;
use crate::entities::EntityKind;
use crate::quotes::QuoteKind;

/// Writes one article as one line of JSON; `explain` adds why each mention and speaker was found.
///
/// # Errors
///
/// Writing to `out` fails.
pub fn json(
    article: &Article,
    analysis: &Analysis,
    explain: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &ArticleRecord::new(article, analysis, explain))?;
    out.write_all(b"\n")
}

/// Writes the quotes by speaker and the entities by kind, in logical order, for people.
///
/// Quotes without a known speaker are left out, since there is no heading for them. The form is for reading and may
/// change; programs use [`json`].
///
/// # Errors
///
/// Writing to `out` fails.
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
        let name = serde_json::to_string(&kind)?;
        writeln!(out, "\n[{}]", name.trim_matches('"'))?;
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
    fn the_record_has_the_documented_fields() {
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
