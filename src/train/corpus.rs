//! Annotated articles (`NAME.ann`) → text, names and their identities.
//!
//! The form is that of the annotation guidelines: `<P1>…</P1>`, `<L>…</L>`,
//! `<O3>…</O3>` for names (with or without an identity), `<Q …>` for quotes
//! (passed over here), the text before a line `====`.

use std::path::Path;

use crate::article::{Article, Paragraph, Role};
use crate::entities::Kind;
use crate::span::Span;

/// An annotated article.
pub(crate) struct Gold {
    /// File name without its ending.
    pub(crate) name: String,
    /// The article, tags taken out.
    pub(crate) article: Article,
    /// Its names in reading order.
    pub(crate) names: Vec<GoldName>,
    /// Whether the names carry identities.
    pub(crate) identified: bool,
}

/// One name as annotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct GoldName {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
    /// The number behind the kind's letter; 0 where there is none.
    pub(crate) identity: u32,
}

/// Reads every `.ann` file of a folder, in the order of their names.
pub(crate) fn load(folder: &Path) -> std::io::Result<Vec<Gold>> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "ann"))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            Ok(parse(&name, &std::fs::read_to_string(path)?))
        })
        .collect()
}

/// One annotated article from the text of its file.
pub(crate) fn parse(name: &str, file: &str) -> Gold {
    let body = match file.find("\n====\n") {
        Some(end) => &file[..=end],
        None => file,
    };
    let mut text = String::with_capacity(body.len());
    let mut names = Vec::new();
    let mut open: Vec<(usize, Option<(Kind, u32)>)> = Vec::new();
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some((length, tag)) = tag(rest) else {
            text.push('<');
            rest = &rest[1..];
            continue;
        };
        rest = &rest[length..];
        match tag {
            Tag::Open(what) => open.push((text.len(), what)),
            Tag::Close => {
                if let Some((start, Some((kind, identity)))) = open.pop() {
                    names.push(GoldName {
                        span: Span::new(start, text.len()),
                        kind,
                        identity,
                    });
                }
            }
        }
    }
    text.push_str(rest);
    names.sort_by_key(|name| name.span);
    Gold {
        name: name.to_owned(),
        identified: names.iter().any(|name| name.identity > 0),
        article: article(name, text),
        names,
    }
}

/// A plain article: every line with ink is a paragraph.
pub(crate) fn article(source: &str, text: String) -> Article {
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let ink = line.trim();
        if !ink.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            paragraphs.push(Paragraph {
                span: Span::new(from, from + ink.len()),
                role: Role::Body,
            });
        }
        start += line.len() + 1;
    }
    Article {
        text,
        paragraphs,
        source: source.to_owned(),
        ..Article::default()
    }
}

enum Tag {
    Open(Option<(Kind, u32)>),
    Close,
}

/// The tag at the start of `text` and its length in bytes.
fn tag(text: &str) -> Option<(usize, Tag)> {
    let end = text.find('>')?;
    let inner = &text[1..end];
    let (closing, inner) = match inner.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, inner),
    };
    let letter = inner.chars().next()?;
    let kind = match letter {
        'P' => Some(Kind::Person),
        'L' => Some(Kind::Place),
        'O' => Some(Kind::Organization),
        'Q' => None,
        _ => return None,
    };
    let number = &inner[1..];
    let what = match kind {
        Some(kind) if number.bytes().all(|b| b.is_ascii_digit()) => {
            Some((kind, number.parse().unwrap_or(0)))
        }
        None if number.is_empty() || number.starts_with(' ') => None,
        _ => return None,
    };
    Some((end + 1, if closing { Tag::Close } else { Tag::Open(what) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_taken_out_and_kept_as_names() {
        let gold = parse(
            "x",
            "قال <P1>سالم</P1> 3<4 <Q s=\"P1\" k=\"d\">في <L2>مأرب</L2></Q>\n====\nP1 = سالم\n",
        );
        assert_eq!(gold.article.text, "قال سالم 3<4 في مأرب\n");
        let shown: Vec<_> = gold
            .names
            .iter()
            .map(|n| (n.span.of(&gold.article.text), n.kind, n.identity))
            .collect();
        assert_eq!(shown, [("سالم", Kind::Person, 1), ("مأرب", Kind::Place, 2)]);
    }
}
