//! Names in one line, for tests: `قال [P:سالم] في [L:بيروت] لوكالة [O:الفجر]`.
//!
//! The letters are those of the kinds: person, place (location), organization.
//!
//! [`unmarked`] and [`marked`] are inverse. The notation has no nested brackets and no identities; a
//! broken one fails the test that uses it.

use super::EntityKind;
use super::gazetteers::GazetteerList;
use super::lexicon::{LexiconEntry, write};
use crate::article::{Article, Paragraph, ParagraphRole};
use crate::hash;
use crate::span::Span;
use crate::text::orthography::fold;

/// The text without marks, and what they mark.
///
/// Any letter but P and L stands for an organization. Spans are bytes of the text without marks.
pub(crate) fn unmarked(marked: &str) -> (String, Vec<(Span, EntityKind)>) {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut rest = marked;
    while let Some(at) = rest.find('[') {
        text.push_str(&rest[..at]);
        let kind = match &rest[at + 1..at + 2] {
            "P" => EntityKind::Person,
            "L" => EntityKind::Place,
            _ => EntityKind::Organization,
        };
        let end = at + rest[at..].find(']').unwrap();
        let start = text.len();
        text.push_str(&rest[at + 3..end]);
        spans.push((Span::new(start, text.len()), kind));
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    (text, spans)
}

/// The text with marks; names in reading order.
pub(crate) fn marked(text: &str, names: impl IntoIterator<Item = (Span, EntityKind)>) -> String {
    let mut out = String::new();
    let mut done = 0;
    for (span, kind) in names {
        out.push_str(&text[done..span.start]);
        let letter = match kind {
            EntityKind::Person => "P",
            EntityKind::Place => "L",
            EntityKind::Organization => "O",
        };
        out.extend(["[", letter, ":", span.of(text), "]"]);
        done = span.end;
    }
    out + &text[done..]
}

/// An article of one paragraph, in the body; no headline, no date.
pub(crate) fn article(text: String) -> Article {
    let paragraphs = vec![Paragraph::new(
        Span::new(0, text.len()),
        ParagraphRole::Body,
    )];
    Article {
        text,
        paragraphs,
        ..Article::default()
    }
}

/// A lexicon of frequent words, each on a list, without clusters, vectors or shares; any other
/// word is unknown to it.
pub(crate) fn lexicon(words: &[(&str, GazetteerList)]) -> Vec<u8> {
    let entries: Vec<(u64, LexiconEntry)> = words
        .iter()
        .map(|&(word, list)| {
            let known = LexiconEntry {
                lists: list as u16,
                frequency: 9,
                ..LexiconEntry::default()
            };
            (hash::hash_letters(fold(word).chars()), known)
        })
        .collect();
    write(entries.iter().map(|(hash, word)| (hash, word)))
}
