//! Names found against names annotated → every difference, with the words around it.
//!
//! A line each, parted by tabs: the article, what is wrong, the name as annotated, the name
//! as found, and the text around it. Names are in the notation `[P:…] [L:…] [O:…]`.
//!
//! It is for people who look for errors to fix: sorted by article and position, at most one fault for each
//! annotated name. Identities are not compared; the figures of that are
//! [`score`](super::score)'s.

use std::fmt::Write as _;

use super::crossval::whole;
use super::features::PreparedArticle;
use crate::entities::{Entities, EntityKind};
use crate::span::Span;
use crate::text::Document;

/// Tokens shown on either side.
const AROUND: usize = 6;

/// First line of the file; the columns of [`lines`].
pub(crate) const HEADER: &str = "article\tfault\tannotated\tfound\tcontext\n";

/// A name by its whole tokens.
type NameWithKind = (Span, EntityKind);

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NameFault {
    /// Annotated, nothing found there.
    Missed,
    /// Found, nothing annotated there.
    MadeUp,
    /// Found, of another kind.
    Kind,
    /// Found, longer or shorter.
    Bounds,
}

impl NameFault {
    /// The word in the file.
    const fn name(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::MadeUp => "made up",
            Self::Kind => "kind",
            Self::Bounds => "bounds",
        }
    }
}

/// The differences of one article, in reading order.
///
/// A line ends with a line feed. Names are shown by their whole tokens, proclitics with them.
pub(crate) fn lines(article: &PreparedArticle<'_>, entities: &Entities) -> String {
    let document = &article.document;
    let mentions = entities.mentions.iter();
    let found: Vec<NameWithKind> = mentions
        .filter_map(|(span, id)| Some((whole(document, *span), entities.get(*id)?.kind)))
        .collect();
    let names = article.annotated.names.iter();
    let annotated: Vec<NameWithKind> = names
        .map(|name| (whole(document, name.span), name.kind))
        .collect();
    let mut out = String::new();
    for (fault, annotated, found) in differences(&annotated, &found) {
        let Some((at, _)) = annotated.or(found) else {
            continue;
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}",
            article.annotated.name,
            fault.name(),
            shown(document, annotated),
            shown(document, found),
            context(document, at)
        );
    }
    out
}

/// Annotated names without their equal, each beside the found name that touches it, and found names that touch none.
///
/// Both rows are in reading order; linear, but for names that overlap. A name found in two
/// halves counts as one wrong bound, with its first half beside it.
fn differences(
    annotated: &[NameWithKind],
    found: &[NameWithKind],
) -> Vec<(NameFault, Option<NameWithKind>, Option<NameWithKind>)> {
    let mut out = Vec::new();
    let mut next = 0;
    for &name in annotated {
        // Both are sorted: what ends before this name is done with.
        while found.get(next).is_some_and(|f| f.0.end <= name.0.start) {
            next += 1;
        }
        let near = || found[next..].iter().take_while(|f| f.0.start < name.0.end);
        if near().any(|f| *f == name) {
            continue;
        }
        let other = near().next().copied();
        let fault = match other {
            None => NameFault::Missed,
            Some(other) if other.0 == name.0 => NameFault::Kind,
            Some(_) => NameFault::Bounds,
        };
        out.push((fault, Some(name), other));
    }
    let mut next = 0;
    for &name in found {
        while annotated.get(next).is_some_and(|g| g.0.end <= name.0.start) {
            next += 1;
        }
        if annotated.get(next).is_none_or(|g| g.0.start >= name.0.end) {
            out.push((NameFault::MadeUp, None, Some(name)));
        }
    }
    out.sort_by_key(|(_, annotated, found)| annotated.or(*found).map(|name| name.0));
    out
}

/// `[P:…]`, or nothing for no name.
fn shown(document: &Document<'_>, name: Option<NameWithKind>) -> String {
    name.map_or_else(String::new, |(span, kind)| {
        let letter = match kind {
            EntityKind::Person => 'P',
            EntityKind::Place => 'L',
            EntityKind::Organization => 'O',
        };
        format!("[{letter}:{}]", flat(span.of(document.text)))
    })
}

/// The tokens around a place.
fn context(document: &Document<'_>, at: Span) -> String {
    let first = document.token_at(at.start).saturating_sub(AROUND);
    let last = document.token_at(at.end) + AROUND;
    let span = document.span(first..last.min(document.tokens.len()));
    flat(span.of(document.text))
}

/// One line without tabs.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_difference_is_listed_once() {
        let name = |start, end, kind| (Span::new(start, end), kind);
        let annotated = [
            name(0, 4, EntityKind::Person),
            name(5, 9, EntityKind::Place),
            name(10, 14, EntityKind::Place),
            name(20, 30, EntityKind::Organization),
        ];
        let found = [
            name(0, 4, EntityKind::Person),
            name(5, 9, EntityKind::Person),
            name(15, 19, EntityKind::Place),
            name(20, 25, EntityKind::Organization),
        ];
        let faults: Vec<NameFault> = differences(&annotated, &found)
            .into_iter()
            .map(|(fault, ..)| fault)
            .collect();
        assert_eq!(
            faults,
            [
                NameFault::Kind,
                NameFault::Missed,
                NameFault::MadeUp,
                NameFault::Bounds
            ]
        );
    }
}
