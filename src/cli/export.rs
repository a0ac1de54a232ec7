//! `qari quotes`: all quotes of the articles, by speaker → Markdown, CSV or JSON Lines.
//!
//! Markdown is for people and groups by speaker, as the quotes pane does. CSV and JSON are
//! for programs: one row for each quote in the order of the text, with the same columns.
//! No offsets: `qari analyze` has those.

use std::io::{self, Write};

use serde::Serialize;

use super::analyze::quote_kind_name;
use crate::analysis::Analysis;
use crate::article::Article;
use crate::quotes::{CueClass, Quote, QuoteKind, Quotes, SpeakerId};

/// One quote as a row.
///
/// The names of the fields are the columns of the CSV.
#[derive(Debug, Serialize)]
struct QuoteRow<'a> {
    speaker: &'a str,
    role: &'a str,
    kind: &'static str,
    /// How it was said: the class of its cue.
    manner: &'static str,
    quote: String,
    /// 0 to 100.
    confidence: u8,
    title: &'a str,
    source: &'a str,
}

/// What is not known is an empty string: CSV has nothing else to say so.
/// Names of the columns, in the order of [`QuoteRow`]'s fields.
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

fn rows<'a>(article: &'a Article, analysis: &'a Analysis) -> impl Iterator<Item = QuoteRow<'a>> {
    analysis.quotes.list.iter().map(move |quote| {
        let speaker = quote
            .speaker
            .and_then(|id| analysis.quotes.speakers.get(id.0));
        QuoteRow {
            speaker: speaker.map_or("", |speaker| speaker.name.as_str()),
            role: speaker
                .and_then(|speaker| speaker.role)
                .map_or("", |role| role.of(&article.text)),
            kind: quote_kind_name(quote.kind),
            manner: quote.cue_class.map_or("", manner),
            quote: one_line(quote, article),
            confidence: quote.confidence,
            title: article.title_text().unwrap_or_default(),
            source: article.publisher.as_deref().unwrap_or(&article.source),
        }
    })
}

/// Line ends inside a quote would tear a row of CSV in the hands of simple readers.
fn one_line(quote: &Quote, article: &Article) -> String {
    quote
        .span
        .of(&article.text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Writes one quote a line as JSON.
///
/// # Errors
///
/// What writing to `out` gives.
///
/// The columns are `speaker`, `role`, `kind`, `manner`, `quote`, `confidence`, `title`,
/// `source`.
pub fn json(article: &Article, analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    for row in rows(article, analysis) {
        serde_json::to_writer(&mut *out, &row)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes one quote a record, after a record of the columns' names where `header` is set.
///
/// # Errors
///
/// What writing to `out` gives.
///
/// Fields are quoted as RFC 4180 has it, records end with `\n`; UTF-8 without a byte order
/// mark. An article without quotes writes the header alone, if that.
pub fn csv(
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
    for row in rows(article, analysis) {
        writer.serialize(row)?;
    }
    writer.flush()
}

/// Writes the article's title, then its speakers with their quotes.
///
/// # Errors
///
/// What writing to `out` gives.
///
/// Quotes without a known speaker come last, under «–».
pub fn markdown(article: &Article, analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
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

/// `text` with the characters escaped that Markdown (and HTML within it) would take for its own.
///
/// Any ASCII punctuation may be escaped (`CommonMark` 2.4), also where it would mean nothing.
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

/// Part of the format, as [`quote_kind_name`] is.
const fn manner(class: CueClass) -> &'static str {
    match class {
        CueClass::Say => "say",
        CueClass::Add => "add",
        CueClass::Stress => "stress",
        CueClass::Claim => "claim",
        CueClass::Warn => "warn",
        CueClass::Call => "call for",
        CueClass::Ask => "ask",
        CueClass::Judge => "judge",
        CueClass::Announce => "announce",
        CueClass::Deny => "deny",
        CueClass::According => "according to",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotes::Speaker;
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
