//! Blocks of raw text → an [`Article`] with its title and its paragraphs' roles.
//!
//! Each block is cleaned here and joined to the one text; every non-empty line
//! is a paragraph. Rules that need only the line itself stand in `structure/line.rs`
//! and `structure/link.rs`; this file holds those that need its neighbours. It
//! does not know which file format a block came from.

mod line;
mod link;

use super::{Article, Paragraph, Role, Warning, clean::clean};
use crate::span::Span;

/// A piece of an article as its file gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block<'a> {
    /// Its raw text; every line of it becomes a paragraph.
    pub(super) text: std::borrow::Cow<'a, str>,
    /// What the file says it is, where the file says so.
    pub(super) role: Option<Role>,
}

/// The article that `blocks` make, in their order, one or more lines each.
///
/// A title is looked for in the first line if no block is marked as one.
pub(super) fn build(blocks: Vec<Block<'_>>, source: &str) -> Article {
    let marked = blocks.iter().any(|block| block.role == Some(Role::Title));
    let mut article = Article {
        source: source.to_owned(),
        ..Article::default()
    };
    let mut removed = 0;
    let mut roles = Vec::new();
    for block in blocks {
        let cleaned = clean(&block.text);
        removed += cleaned.removed;
        let start = article.text.len();
        if start == 0 {
            article.text = match cleaned.text {
                std::borrow::Cow::Owned(text) => text,
                // The clean block's own buffer becomes the text: 100 MB are not copied.
                std::borrow::Cow::Borrowed(_) => block.text.into_owned(),
            };
        } else {
            article.text.push('\n');
            article.text.push_str(&cleaned.text);
        }
        for span in paragraph_spans(&article.text, start) {
            article.paragraphs.push(Paragraph {
                span,
                role: Role::Body,
            });
            roles.push(block.role);
        }
    }
    if removed > 0 {
        article.warnings.push(Warning::ControlsRemoved(removed));
    }
    assign_roles(&mut article, &roles, marked);
    article
}

/// The non-empty lines of `text` from `start` on, without white space at their ends.
fn paragraph_spans(text: &str, start: usize) -> impl Iterator<Item = Span> {
    let mut at = start;
    text[start..].split('\n').filter_map(move |line| {
        let begin = at;
        at += line.len() + 1;
        let left = line.trim_start();
        let inner = left.trim_end();
        let from = begin + line.len() - left.len();
        (!inner.is_empty()).then(|| Span::new(from, from + inner.len()))
    })
}

/// Gives every paragraph its role: the file's own word first, then the rules.
fn assign_roles(article: &mut Article, given: &[Option<Role>], marked: bool) {
    let Article {
        text, paragraphs, ..
    } = article;
    let kinds: Vec<line::Kind> = paragraphs
        .iter()
        .map(|paragraph| line::kind(paragraph.span.of(text)))
        .collect();
    for (paragraph, (role, kind)) in paragraphs.iter_mut().zip(given.iter().zip(&kinds)) {
        paragraph.role = role.unwrap_or(match kind {
            line::Kind::Link | line::Kind::LinkOpener => Role::Link,
            line::Kind::Short | line::Kind::Plain => Role::Body,
        });
    }
    title(article, &kinds, marked);
    headings(&mut article.paragraphs, &kinds, given);
    links_after_opener(&mut article.paragraphs, &kinds, given);
}

/// Finds the title: the block that the file marks, else a first line that looks like one.
fn title(article: &mut Article, kinds: &[line::Kind], marked: bool) {
    let more_follows = article.paragraphs.len() > 1;
    let Some(first) = article.paragraphs.first_mut() else {
        return;
    };
    if !marked
        && more_follows
        && kinds.first() != Some(&line::Kind::LinkOpener)
        && first.role == Role::Body
        && line::is_title(first.span.of(&article.text))
    {
        first.role = Role::Title;
    }
    article.title = article
        .paragraphs
        .iter()
        .find(|paragraph| paragraph.role == Role::Title)
        .map(|paragraph| paragraph.span);
}

/// A short line with body text before it and after it is a heading.
fn headings(paragraphs: &mut [Paragraph], kinds: &[line::Kind], given: &[Option<Role>]) {
    let mut body_before = false;
    for at in 0..paragraphs.len() {
        let body_after = kinds.get(at + 1) == Some(&line::Kind::Plain);
        let free = given[at].is_none() && paragraphs[at].role == Role::Body;
        if free && kinds[at] == line::Kind::Short && body_before && body_after {
            paragraphs[at].role = Role::Heading;
        }
        body_before |= paragraphs[at].role == Role::Body;
    }
}

/// Short lines under a lone «اقرأ أيضا», and a run of them at the end, are links.
fn links_after_opener(paragraphs: &mut [Paragraph], kinds: &[line::Kind], given: &[Option<Role>]) {
    for at in 1..paragraphs.len() {
        let free = given[at].is_none() && paragraphs[at].role == Role::Body;
        if free && kinds[at] == line::Kind::Short && kinds[at - 1] == line::Kind::LinkOpener {
            paragraphs[at].role = Role::Link;
        }
    }
    let tail = kinds
        .iter()
        .zip(given)
        .rev()
        .take_while(|(kind, role)| **kind == line::Kind::Short && role.is_none())
        .count();
    let body = paragraphs
        .iter()
        .any(|p| p.role == Role::Body && p.span.len() > 0);
    if tail >= TAIL_LINKS && body && tail < paragraphs.len() {
        let first = paragraphs.len() - tail;
        for paragraph in &mut paragraphs[first..] {
            paragraph.role = Role::Link;
        }
    }
}

/// So many headline-like lines in a row at the end are links to other articles;
/// fewer may be a signature or an agency's name.
const TAIL_LINKS: usize = 2;
