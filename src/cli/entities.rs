//! `qari entities`: the people, places and organizations of each article → Markdown, CSV or JSON Lines.
//!
//! Markdown is for people and groups the names by kind. CSV and JSON are for programs: one row per name and article in the
//! order of first mention, both with the columns of [`EntityRow`]. The places of all mentions are in `qari analyze`.

use std::io::{self, Write};

use super::export;
use super::options::TableFormat;
use super::records::EntityRow;
use crate::article::Article;
use crate::entities::{Entities, EntityKind};

/// The names of the columns, in the order of the fields of [`EntityRow`].
const COLUMNS: [&str; 12] = [
    "name", "kind", "aliases", "mentions", "title", "source", "author", "date", "url", "file",
    "start", "end",
];

/// What stands before the first article: in CSV the names of the columns.
pub(super) fn header(format: TableFormat) -> String {
    match format {
        TableFormat::Csv => COLUMNS.join(",") + "\n",
        TableFormat::Markdown | TableFormat::Json => String::new(),
    }
}

/// Writes one JSON object per name and line.
///
/// # Errors
///
/// Writing to `out` fails.
pub(super) fn json(article: &Article, entities: &Entities, out: &mut dyn Write) -> io::Result<()> {
    for row in EntityRow::of(article, entities) {
        serde_json::to_writer(&mut *out, &row)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes one CSV record per name, by RFC 4180 in UTF-8; records end with `\n`.
///
/// # Errors
///
/// Writing to `out` fails.
pub(super) fn csv(article: &Article, entities: &Entities, out: &mut dyn Write) -> io::Result<()> {
    export::csv_rows(EntityRow::of(article, entities), out)
}

/// Writes the title of the article and where it comes from, then its names by kind with the number of their mentions.
///
/// # Errors
///
/// Writing to `out` fails.
pub(super) fn markdown(
    article: &Article,
    entities: &Entities,
    out: &mut dyn Write,
) -> io::Result<()> {
    export::markdown_heading(article, out)?;
    for (kind, heading) in [
        (EntityKind::Person, "أشخاص"),
        (EntityKind::Place, "أماكن"),
        (EntityKind::Organization, "جهات"),
    ] {
        let own: Vec<_> = entities
            .list
            .iter()
            .filter(|entity| entity.kind == kind)
            .collect();
        if own.is_empty() {
            continue;
        }
        writeln!(out, "## {heading}\n")?;
        for entity in own {
            let forms: Vec<String> = std::iter::once(&entity.name)
                .chain(&entity.aliases)
                .map(|name| export::escaped(name))
                .collect();
            writeln!(out, "- {} ({})", forms.join("، "), entity.mentions.len())?;
        }
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;

    fn written(write: impl Fn(&Article, &Entities, &mut dyn Write) -> io::Result<()>) -> String {
        let text = "قال سامر الحلواني في دمشق إن وزارة الثقافة وافقت. وعاد الحلواني أمس.";
        let article = Article::from_text(text, "a.txt");
        let mut out = Vec::new();
        write(&article, &Analysis::of(&article).entities, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn csv_has_a_row_for_each_name() {
        let header = header(TableFormat::Csv);
        assert_eq!(header.trim_end().split(',').count(), COLUMNS.len());
        let text = written(csv);
        // No name here has a comma.
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0][..4], ["سامر الحلواني", "person", "الحلواني", "2"]);
        assert_eq!(rows[0][9..], ["a.txt", "4", "17"]);
    }

    #[test]
    fn json_has_the_columns_of_the_csv() {
        let first: serde_json::Value =
            serde_json::from_str(written(json).lines().next().unwrap()).unwrap();
        let mut names: Vec<&str> = first
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let mut columns = COLUMNS.to_vec();
        names.sort_unstable();
        columns.sort_unstable();
        assert_eq!(names, columns);
    }

    #[test]
    fn markdown_lists_by_kind() {
        let text = written(markdown);
        assert!(
            text.contains("## أشخاص\n\n- سامر الحلواني، الحلواني (2)\n\n## أماكن\n\n- دمشق (1)\n"),
            "{text}"
        );
    }
}
