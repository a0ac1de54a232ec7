//! `qari quotes`: all quotes of the articles, by speaker → Markdown, CSV or JSON Lines.
//!
//! Markdown is for people and groups the quotes by speaker, as the quotes pane does. CSV and JSON are for programs: one
//! row per quote in the order of the text, both with the columns of [`QuoteRow`]. There are no offsets: `qari analyze`
//! has those.

use std::io::{self, Write};

use super::records::{QuoteRow, one_line};
use crate::analysis::Analysis;
use crate::article::Article;
use crate::quotes::{QuoteKind, Quotes, SpeakerId};

/// The names of the columns, in the order of the fields of [`QuoteRow`].
const COLUMNS: [&str; 8] = [
    "speaker",
    "role",
    "kind",
    "manner",
    "quote",
    "confidence",
    "title",
    "source",
];

/// Writes one JSON object per quote and line.
///
/// # Errors
///
/// Writing to `out` fails.
pub(crate) fn json(article: &Article, analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    for row in QuoteRow::of(article, analysis) {
        serde_json::to_writer(&mut *out, &row)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes one CSV record per quote, with `header` after a record of [`COLUMNS`].
///
/// Fields are quoted by RFC 4180, records end with `\n`; UTF-8 without a byte order mark.
///
/// # Errors
///
/// Writing to `out` fails.
pub(crate) fn csv(
    article: &Article,
    analysis: &Analysis,
    header: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(out);
    if header {
        writer.write_record(COLUMNS)?;
    }
    for row in QuoteRow::of(article, analysis) {
        writer.serialize(row)?;
    }
    writer.flush()
}

/// Writes the title of the article, then its speakers with their quotes. Quotes without a known speaker come last, below
/// the heading «–».
///
/// # Errors
///
/// Writing to `out` fails.
pub(crate) fn markdown(
    article: &Article,
    analysis: &Analysis,
    out: &mut dyn Write,
) -> io::Result<()> {
    let quotes = &analysis.quotes;
    writeln!(
        out,
        "# {}\n\n{}\n",
        escaped(article.label()),
        escaped(&article.source)
    )?;
    for (id, speaker) in quotes.speakers.iter().enumerate() {
        let role = speaker
            .role
            .map(|role| format!("، {}", role.of(&article.text)))
            .unwrap_or_default();
        writeln!(out, "## {}\n", escaped(&format!("{}{role}", speaker.name)))?;
        markdown_quotes(article, quotes, Some(SpeakerId(id)), out)?;
    }
    if quotes.list.iter().any(|quote| quote.speaker.is_none()) {
        writeln!(out, "## –\n")?;
        markdown_quotes(article, quotes, None, out)?;
    }
    Ok(())
}

fn markdown_quotes(
    article: &Article,
    quotes: &Quotes,
    speaker: Option<SpeakerId>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for quote in quotes.list.iter().filter(|quote| quote.speaker == speaker) {
        let words = escaped(&one_line(quote, article));
        match quote.kind {
            QuoteKind::Direct => writeln!(out, "- «{words}»")?,
            QuoteKind::Partial => writeln!(out, "- “{words}”")?,
            QuoteKind::Indirect => writeln!(out, "- {words}")?,
        }
    }
    writeln!(out)
}

/// `text` with the characters escaped that have a meaning in Markdown, or in HTML inside of it.
///
/// Any ASCII punctuation may be escaped (`CommonMark` 2.4), also where it has no meaning.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotes::{CueClass, Quote, Speaker};
    use crate::span::Span;

    fn sample() -> (Article, Analysis) {
        let article = Article::from_text("قالت هالة: «نعم، \"لا\"، *ربما*».", "a.txt");
        let start = article.text.find("نعم").unwrap();
        let end = article.text.find('»').unwrap();
        let quote = Quote {
            kind: QuoteKind::Direct,
            span: Span::new(start, end),
            speaker: Some(SpeakerId(0)),
            cue: None,
            cue_class: Some(CueClass::Say),
            speaker_words: None,
            found_by: None,
            confidence: 90,
        };
        let speakers = vec![Speaker {
            name: "هالة".into(),
            entity: None,
            role: None,
        }];
        let analysis = Analysis {
            quotes: Quotes {
                list: vec![quote],
                speakers,
            },
            ..Analysis::default()
        };
        (article, analysis)
    }

    fn written(write: impl Fn(&Article, &Analysis, &mut dyn Write) -> io::Result<()>) -> String {
        let (article, analysis) = sample();
        let mut out = Vec::new();
        write(&article, &analysis, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn csv_quotes_what_holds_its_own_marks() {
        let text = written(|article, analysis, out| csv(article, analysis, true, out));
        assert_eq!(
            text,
            "speaker,role,kind,manner,quote,confidence,title,source\nهالة,,direct,say,\"نعم، \"\"لا\"\"، *ربما*\",90,,a.txt\n"
        );
    }

    #[test]
    fn markdown_escapes_its_own_marks_and_lists_by_speaker() {
        let text = written(markdown);
        assert!(
            text.ends_with("## هالة\n\n- «نعم، \"لا\"، \\*ربما\\*»\n\n"),
            "{text}"
        );
    }

    #[test]
    fn json_is_one_object_a_line() {
        let text = written(json);
        let value: serde_json::Value = serde_json::from_str(text.trim_end()).unwrap();
        assert_eq!(value["speaker"], "هالة");
    }
}
