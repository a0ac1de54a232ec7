//! `qari quotes`: all quotes of the articles, by speaker → Markdown, CSV or JSON Lines.
//!
//! Markdown is for people and groups the quotes by speaker, as the quotes pane does. CSV and JSON are for programs: one
//! row per quote in the order of the text, both with the columns of [`QuoteRow`]. Offsets are those of `qari analyze`, which
//! has the text.

use std::io::{self, Write};

use serde::Serialize;

use super::options::TableFormat;
use super::records::QuoteRow;
use crate::analysis::Analysis;
use crate::analysis::citation::{self, Citation, RETOLD, UNSURE};
use crate::article::Article;
use crate::quotes::{Quote, QuoteKind, SpeakerId};

/// The names of the columns, in the order of the fields of [`QuoteRow`].
const COLUMNS: [&str; 16] = [
    "speaker",
    "role",
    "kind",
    "manner",
    "quote",
    "confidence",
    "title",
    "source",
    "sure",
    "author",
    "date",
    "url",
    "file",
    "paragraph",
    "start",
    "end",
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

/// What stands before the first article: in CSV the names of the columns.
pub(super) fn header(format: TableFormat) -> String {
    match format {
        TableFormat::Csv => COLUMNS.join(",") + "\n",
        TableFormat::Markdown | TableFormat::Json => String::new(),
    }
}

/// Writes one CSV record per quote, with the columns of [`COLUMNS`].
///
/// Fields are quoted by RFC 4180, records end with `\n`; UTF-8 without a byte order mark.
///
/// # Errors
///
/// Writing to `out` fails.
pub(crate) fn csv(article: &Article, analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    csv_rows(QuoteRow::of(article, analysis), out)
}

/// Writes a CSV record for each of `rows`.
pub(super) fn csv_rows(
    rows: impl Iterator<Item = impl Serialize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(out);
    for row in rows {
        writer.serialize(row)?;
    }
    writer.flush()
}

/// Writes the title of the article and where it comes from, then its speakers with their quotes. Quotes without a
/// known speaker come last, below the heading «–».
///
/// Each quote has the number of its paragraph; one that is not in the speaker's words, or whose speaker is unsure, says
/// so before it.
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
    markdown_heading(article, out)?;
    for (id, speaker) in quotes.speakers.iter().enumerate() {
        let said = |quote: &Quote| quote.speaker == Some(SpeakerId(id));
        if !quotes.list.iter().any(said) {
            continue;
        }
        let name = citation::name_and_role(speaker, article);
        writeln!(out, "## {}\n", escaped(&name))?;
        markdown_quotes(article, analysis, Some(SpeakerId(id)), out)?;
    }
    if quotes.list.iter().any(|quote| quote.speaker.is_none()) {
        writeln!(out, "## –\n")?;
        markdown_quotes(article, analysis, None, out)?;
    }
    Ok(())
}

/// Writes the title of an article and where it comes from.
pub(super) fn markdown_heading(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n", escaped(article.label()))?;
    let parts = [
        article.publisher.as_deref().map(escaped),
        article.author.as_deref().map(escaped),
        article.day().map(escaped),
        // No character of an address acts in an autolink.
        article
            .address
            .as_ref()
            .map(|address| format!("<{address}>")),
        Some(code(&article.source)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    writeln!(out, "{}\n", parts.join(" · "))
}

fn markdown_quotes(
    article: &Article,
    analysis: &Analysis,
    speaker: Option<SpeakerId>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let quotes = analysis.quotes.list.iter();
    for quote in quotes.filter(|quote| quote.speaker == speaker) {
        let citation = Citation::new(article, analysis, quote);
        let words = escaped(&citation.words);
        let unsure = if citation.sure || speaker.is_none() {
            String::new()
        } else {
            format!("{UNSURE} ")
        };
        let words = match quote.kind {
            QuoteKind::Direct => format!("«{words}»"),
            QuoteKind::Partial => format!("“{words}”"),
            QuoteKind::Indirect => format!("{RETOLD} {words}"),
        };
        match citation.paragraph {
            0 => writeln!(out, "- {unsure}{words}")?,
            number => writeln!(out, "- {unsure}{words} (¶{number})")?,
        }
    }
    writeln!(out)
}

/// `text` as code, in which no character has a meaning but the backtick; with one, escaped text.
pub(super) fn code(text: &str) -> String {
    if text.contains('`') {
        escaped(text)
    } else {
        format!("`{text}`")
    }
}

/// `text` with the characters escaped that have a meaning in Markdown, or in HTML inside of it.
///
/// Any ASCII punctuation may be escaped (`CommonMark` 2.4), also where it has no meaning.
pub(super) fn escaped(text: &str) -> String {
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
    use crate::quotes::{CueClass, Quotes, Speaker};
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
            runner_up: None,
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
        let text = header(TableFormat::Csv) + &written(csv);
        assert_eq!(
            text,
            concat!(
                "speaker,role,kind,manner,quote,confidence,title,source,",
                "sure,author,date,url,file,paragraph,start,end\n",
                "هالة,,direct,say,\"نعم، \"\"لا\"\"، *ربما*\",90,,a.txt,",
                "true,,,,a.txt,1,12,29\n"
            )
        );
    }

    #[test]
    fn markdown_escapes_its_own_marks_and_lists_by_speaker() {
        let text = written(markdown);
        assert!(
            text.ends_with("`a.txt`\n\n## هالة\n\n- «نعم، \"لا\"، \\*ربما\\*» (¶1)\n\n"),
            "{text}"
        );
    }

    #[test]
    fn json_is_one_object_a_line() {
        let text = written(json);
        let value: serde_json::Value = serde_json::from_str(text.trim_end()).unwrap();
        assert_eq!(value["speaker"], "هالة");
        assert_eq!(
            (&value["sure"], &value["paragraph"]),
            (&true.into(), &1.into())
        );
    }

    #[test]
    fn markdown_says_what_is_retold_and_who_is_unsure() {
        let (mut article, mut analysis) = sample();
        analysis.quotes.list[0].kind = QuoteKind::Indirect;
        analysis.quotes.list[0].confidence = 30;
        article.publisher = Some("صحيفة".to_owned());
        article.author = Some("هالة *".to_owned());
        article.date = Some("2026-10-21T09:15:00Z".to_owned());
        article.address = Some("https://a.example/1".to_owned());
        let mut out = Vec::new();
        markdown(&article, &analysis, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.contains("صحيفة · هالة \\* · 2026-10-21 · <https://a.example/1> · `a.txt`\n"),
            "{text}"
        );
        assert!(
            text.contains("- [القائل غير مؤكد] [نقلا بالمعنى] نعم، "),
            "{text}"
        );
    }
}
