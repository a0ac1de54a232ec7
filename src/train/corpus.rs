//! Annotated articles (`NAME.ann`) → text, names and their identities, quotes and their speakers.
//!
//! The notation stands in `tests/samples/README.md`: `<P1>…</P1>`, `<L2>…</L2>`,
//! `<O3>…</O3>` for names, `<Q s="P1" k="d">…</Q>` for quotes, the text before a
//! line `====`, behind it the forms of each identity (`P1 = fullest name | other form`). The number, an identity, may be left out: `<P>…</P>`.
//!
//! A `<` that begins no tag is a `<` of the text. Every line that is not blank is a paragraph.
//!
//! A tag closes the one that was opened last; one that would cross a name of another kind is an error with its line.
//! A quote without a speaker or kind that can be read has none: only the training of the quotes asks for them.

use std::collections::HashMap;
use std::path::Path;

use super::error::{AnnotationFault, TrainError};
use crate::article::{Article, Paragraph, ParagraphRole};
use crate::entities::EntityKind;
use crate::quotes::QuoteKind;
use crate::span::Span;

/// An annotated article.
pub(crate) struct AnnotatedArticle {
    /// File name without its ending.
    pub(crate) name: String,
    /// The article, tags taken out.
    pub(crate) article: Article,
    /// Its names in reading order.
    pub(crate) names: Vec<AnnotatedName>,
    /// Its quotes in the order of their ends.
    pub(crate) quotes: Vec<AnnotatedQuote>,
    /// All forms of each identity that the list behind the text gives.
    pub(crate) forms: HashMap<AnnotatedIdentity, Vec<String>>,
    /// Whether the names carry identities: one that does is enough. Only such articles count for aliases.
    pub(crate) identified: bool,
    /// Who published it, where an index tells.
    pub(crate) outlet: Option<String>,
    /// Whether no training may see it, in any fold; it is measured all the same.
    pub(crate) kept_out: bool,
}

/// One name as annotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AnnotatedName {
    /// Its bytes in the article's text, where no tags are.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) kind: EntityKind,
    /// The number behind the kind's letter; 0 where there is none. It names one thing within its
    /// article and kind: `P1` and `L1` are two.
    pub(crate) identity: u32,
}

impl AnnotatedName {
    const fn new(span: Span, kind: EntityKind, identity: u32) -> Self {
        Self {
            span,
            kind,
            identity,
        }
    }
}

/// An identity of the article: `P1`, `L2`, `O3`, or an unnamed speaker `X1`, whose kind is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct AnnotatedIdentity {
    pub(crate) kind: Option<EntityKind>,
    pub(crate) number: u32,
}

/// One quote as annotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AnnotatedQuote {
    /// Its bytes in the article's text, where no tags are.
    pub(crate) span: Span,
    /// How it stands in the text.
    pub(crate) kind: Option<QuoteKind>,
    /// Whose words they are.
    pub(crate) speaker: Option<AnnotatedIdentity>,
}

impl AnnotatedQuote {
    const fn new(span: Span, kind: Option<QuoteKind>, speaker: Option<AnnotatedIdentity>) -> Self {
        Self {
            span,
            kind,
            speaker,
        }
    }
}

/// Reads `train/*.ann`, `dev/*.ann` and `outlets/*.ann` of a folder, each in the order of their names.
///
/// # Errors
///
/// A file that cannot be read or is not in the notation; no file at all; no file of the
/// name that is to be kept out.
pub(crate) fn load(
    data: &Path,
    keep_out: Option<&str>,
) -> Result<Vec<AnnotatedArticle>, TrainError> {
    let mut all = Vec::new();
    for part in ["train", "dev", "outlets"] {
        let folder = data.join(part);
        if folder.is_dir() {
            read_folder(&folder, &mut all)?;
        }
    }
    if all.is_empty() {
        return Err(TrainError::NoArticles {
            path: data.display().to_string(),
        });
    }
    if let Some(name) = keep_out {
        let mut found = false;
        for annotated in all.iter_mut().filter(|annotated| annotated.name == name) {
            annotated.kept_out = true;
            found = true;
        }
        if !found {
            return Err(TrainError::NotThere {
                name: name.to_owned(),
            });
        }
    }
    Ok(all)
}

/// Reads the `.ann` files of one folder, not of folders in it; sorted, so that folds are the same everywhere.
pub(crate) fn read_folder(
    folder: &Path,
    into: &mut Vec<AnnotatedArticle>,
) -> Result<(), TrainError> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(TrainError::io(folder))? {
        let path = entry.map_err(TrainError::io(folder))?.path();
        if path.extension().is_some_and(|ending| ending == "ann") {
            paths.push(path);
        }
    }
    paths.sort();
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let file = std::fs::read_to_string(&path).map_err(TrainError::io(&path))?;
        let annotated = parse(&name, &file).map_err(|(byte, fault)| TrainError::Annotation {
            path: path.display().to_string(),
            line: file[..byte].matches('\n').count() + 1,
            fault,
        })?;
        into.push(annotated);
    }
    Ok(())
}

/// One annotated article from the text of its file; a fault with its byte.
///
/// One pass. Names are in reading order; the byte of a fault is that in the file.
pub(crate) fn parse(name: &str, file: &str) -> Result<AnnotatedArticle, (usize, AnnotationFault)> {
    const LIST: &str = "\n====\n";
    let (body, list) = match file.find(LIST) {
        Some(end) => (&file[..=end], &file[end + LIST.len()..]),
        None => (file, ""),
    };
    let mut text = String::with_capacity(body.len());
    let mut names = Vec::new();
    let mut quotes = Vec::new();
    let mut open: Vec<(usize, Tagged)> = Vec::new();
    let mut at = 0;
    while let Some(found) = body[at..].find('<') {
        text.push_str(&body[at..at + found]);
        at += found;
        let Some((length, tag)) = tag(&body[at..]) else {
            text.push('<');
            at += 1;
            continue;
        };
        match tag {
            AnnotationTag::Open(what) => open.push((text.len(), what)),
            AnnotationTag::Close(closed) => {
                let (start, what) = open.pop().ok_or((at, AnnotationFault::NotOpen))?;
                let span = Span::new(start, text.len());
                match what {
                    Tagged::Name(kind, identity) if closed == Some(kind) => {
                        if span.of(&text).trim().is_empty() {
                            return Err((at, AnnotationFault::Empty));
                        }
                        names.push(AnnotatedName::new(span, kind, identity));
                    }
                    Tagged::Quote(kind, speaker) if closed.is_none() => {
                        quotes.push(AnnotatedQuote::new(span, kind, speaker));
                    }
                    Tagged::Name(..) | Tagged::Quote(..) => {
                        return Err((at, AnnotationFault::NotClosed));
                    }
                }
            }
        }
        at += length;
    }
    if !open.is_empty() {
        return Err((body.len(), AnnotationFault::NotClosed));
    }
    text.push_str(&body[at..]);
    names.sort_by_key(|name| name.span);
    Ok(AnnotatedArticle {
        name: name.to_owned(),
        identified: names.iter().any(|name| name.identity > 0),
        outlet: None,
        kept_out: false,
        article: article(&format!("{name}.txt"), text),
        names,
        quotes,
        forms: list.lines().filter_map(forms).collect(),
    })
}

/// A plain article: every line that is not blank is a paragraph.
pub(crate) fn article(source: &str, text: String) -> Article {
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let content = line.trim();
        if !content.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            paragraphs.push(Paragraph::new(
                Span::new(from, from + content.len()),
                ParagraphRole::Body,
            ));
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

/// `P1 = fullest name | other form` of the list behind the text.
fn forms(line: &str) -> Option<(AnnotatedIdentity, Vec<String>)> {
    let (name, forms) = line.split_once('=')?;
    let forms = forms.split('|').map(|form| form.trim().to_owned());
    Some((
        identity(name.trim())?,
        forms.filter(|form| !form.is_empty()).collect(),
    ))
}

/// `P1`, `X2` …
fn identity(name: &str) -> Option<AnnotatedIdentity> {
    let kind = match name.chars().next()? {
        'X' => None,
        letter => Some(entity_kind(letter)?),
    };
    let number = name[1..].parse().ok()?;
    Some(AnnotatedIdentity { kind, number })
}

/// The kind of names that a letter stands for.
fn entity_kind(letter: char) -> Option<EntityKind> {
    match letter {
        'P' => Some(EntityKind::Person),
        'L' => Some(EntityKind::Place),
        'O' => Some(EntityKind::Organization),
        _ => None,
    }
}

/// What a tag is around.
#[derive(Clone, Copy)]
enum Tagged {
    /// A name: its kind and the number behind it.
    Name(EntityKind, u32),
    /// A quote: its kind and speaker.
    Quote(Option<QuoteKind>, Option<AnnotatedIdentity>),
}

/// A tag; one that closes with the kind of its name, none for a quote.
enum AnnotationTag {
    Open(Tagged),
    Close(Option<EntityKind>),
}

/// The tag at the start of `text` and its length in bytes.
///
/// None where it is no tag of the notation: `<3`, `<b>`, `<P1 x>` are text.
fn tag(text: &str) -> Option<(usize, AnnotationTag)> {
    let end = text.find('>')?;
    let inner = &text[1..end];
    let (closing, inner) = match inner.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, inner),
    };
    let letter = inner.chars().next()?;
    let kind = entity_kind(letter);
    if kind.is_none() && letter != 'Q' {
        return None;
    }
    let rest = &inner[1..];
    let tagged = match kind {
        Some(kind) if rest.bytes().all(|b| b.is_ascii_digit()) => {
            Tagged::Name(kind, rest.parse().unwrap_or(0))
        }
        None if rest.is_empty() || rest.starts_with(' ') => {
            let kind = match attribute(rest, " k=\"") {
                Some("d") => Some(QuoteKind::Direct),
                Some("p") => Some(QuoteKind::Partial),
                Some("i") => Some(QuoteKind::Indirect),
                _ => None,
            };
            Tagged::Quote(kind, attribute(rest, " s=\"").and_then(identity))
        }
        _ => return None,
    };
    let tag = if closing {
        AnnotationTag::Close(kind)
    } else {
        AnnotationTag::Open(tagged)
    };
    Some((end + 1, tag))
}

/// The value of an attribute that is written ` name="value"`.
fn attribute<'t>(attributes: &'t str, start: &str) -> Option<&'t str> {
    let (_, value) = attributes.split_once(start)?;
    value.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_taken_out_and_kept_as_names() {
        let annotated = parse(
            "x",
            "قال <P1>سالم</P1> 3<4 <Q s=\"P1\" k=\"d\">في <L2>مأرب</L2></Q>\n====\nP1 = سالم\n",
        )
        .unwrap_or_else(|fault| panic!("{fault:?}"));
        assert_eq!(annotated.article.text, "قال سالم 3<4 في مأرب\n");
        let shown: Vec<_> = annotated
            .names
            .iter()
            .map(|n| (n.span.of(&annotated.article.text), n.kind, n.identity))
            .collect();
        assert_eq!(
            shown,
            [
                ("سالم", EntityKind::Person, 1),
                ("مأرب", EntityKind::Place, 2)
            ]
        );
    }

    #[test]
    fn quotes_have_a_kind_a_speaker_and_his_forms() {
        let file = "قال <P1>سالم</P1>: «<Q s=\"P1\" k=\"d\">نعم</Q>» و<Q>لا</Q>\n====\nP1 = سالم الحداد | سالم\nX2 = مصدر\n";
        let annotated = parse("x", file).unwrap_or_else(|fault| panic!("{fault:?}"));
        let salim = AnnotatedIdentity {
            kind: Some(EntityKind::Person),
            number: 1,
        };
        let shown: Vec<_> = annotated
            .quotes
            .iter()
            .map(|q| (q.span.of(&annotated.article.text), q.kind, q.speaker))
            .collect();
        assert_eq!(
            shown,
            [
                ("نعم", Some(QuoteKind::Direct), Some(salim)),
                ("لا", None, None)
            ]
        );
        assert_eq!(annotated.forms[&salim], ["سالم الحداد", "سالم"]);
        assert_eq!(annotated.forms.len(), 2);
    }

    #[test]
    fn a_broken_tag_is_told() {
        let fault = |file: &str| parse("x", file).err().map(|(_, fault)| fault);
        assert_eq!(fault("قال <P1>سالم"), Some(AnnotationFault::NotClosed));
        assert_eq!(fault("قال <P1>سالم</L1>"), Some(AnnotationFault::NotClosed));
        assert_eq!(fault("قال سالم</P1>"), Some(AnnotationFault::NotOpen));
        assert_eq!(fault("قال <P1> </P1>"), Some(AnnotationFault::Empty));
        assert_eq!(fault("قال 3 < 4"), None);
    }
}
