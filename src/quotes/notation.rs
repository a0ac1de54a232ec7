//! The one-line notation of this module's tests: a sentence with its names and
//! its quotes marked, and the check that finding gives just that.
//!
//! `[P:سامر خليل]` is a person, `[L:…]` a place, `[O:…]` an organization; a digit
//! tells which (`[P2:خليل]`; none is 1). `{i P:البرنامج مستمر}` is an indirect quote of
//! that person, `{d …}` a direct and `{p …}` a partial one. The speaker of a quote is an
//! entity (`P`, `O2`), the first word of one without a name (`مصدر`), or `-`.
//! `¶` begins a new paragraph. The first paragraph of a line is body text unless the line begins with `#`, which makes it a title.
//!
//! A line is its own expectation: it is taken apart, read, and written again with what was
//! found, and the two must be equal. So a test shows its sentence as a reader would see it,
//! and a failure shows both. Marks of the notation cannot stand in a sentence. Cues, classes
//! and confidences are not shown; tests that need them ask [`only`] or [`find`]. It is
//! compiled for tests alone, and panics on a line that it cannot read.

use std::collections::HashMap;

use crate::article::{Article, Paragraph, ParagraphRole};
use crate::entities::{Entities, Entity, EntityId, EntityKind, Mention, MentionEvidence};
use crate::quotes::logistic::LogisticModel;
use crate::quotes::mark_classifier::SpeechLimits;
use crate::quotes::{self, Quote, QuoteKind, QuoteModels, Quotes};
use crate::span::Span;
use crate::text;

/// A line taken apart.
///
/// `entities` are as if found with full certainty: the tests of this module are not about names.
pub(super) struct NotatedLine {
    pub(super) article: Article,
    pub(super) entities: Entities,
    /// Label of each entity (`P`, `O2`).
    labels: Vec<String>,
    /// The line with its quotes left out.
    ///
    /// Start and end of each mention in bytes of the text, with its label.
    bare: Vec<(usize, usize, String)>,
}

/// Checks that the quotes found in a line are those marked in it.
#[track_caller]
pub(super) fn check(line: &str) {
    let parsed = parse(line);
    let quotes = find(&parsed);
    assert_eq!(render(&parsed, &quotes), line);
}

/// Finds the quotes of a line by the rules alone: no line may change its answer because weights were trained anew.
pub(super) fn find(line: &NotatedLine) -> Quotes {
    let document = text::read(&line.article);
    let rules_alone = QuoteModels {
        marks: LogisticModel::default(),
        limits: SpeechLimits::SHIPPED,
        confidence: LogisticModel::default(),
    };
    quotes::find_with(&document, &line.entities, &rules_alone)
}

/// The only quote of a line.
#[track_caller]
pub(super) fn only(line: &str) -> Quote {
    let quotes = find(&parse(line));
    assert_eq!(quotes.list.len(), 1, "{quotes:?}");
    quotes.list[0].clone()
}

/// Takes a line apart; quote marks are dropped, names become entities.
///
/// The first mention of a label gives the entity its name; later ones add mentions to it.
pub(super) fn parse(line: &str) -> NotatedLine {
    let (title, line) = match line.strip_prefix('#') {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let mut parsed = NotatedLine {
        article: Article::default(),
        entities: Entities::default(),
        labels: Vec::new(),
        bare: Vec::new(),
    };
    let mut ids: HashMap<String, EntityId> = HashMap::new();
    let mut text = String::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '¶' => text.push('\n'),
            '}' => {}
            '{' => rest = rest.split_once(':').expect("a speaker").1,
            '[' => {
                let (label, tail) = rest.split_once(':').expect("a label");
                let (name, tail) = tail.split_once(']').expect("a closing bracket");
                rest = tail;
                let start = text.len();
                text.push_str(name);
                let span = Span::new(start, text.len());
                let id = *ids.entry(label.to_owned()).or_insert_with(|| {
                    parsed.labels.push(label.to_owned());
                    parsed.entities.list.push(entity(label, name));
                    EntityId(parsed.labels.len() - 1)
                });
                parsed.entities.list[id.0].mentions.push(mention(span));
                parsed.entities.mentions.push((span, id));
                parsed.bare.push((span.start, span.end, label.to_owned()));
            }
            _ => text.push(c),
        }
    }
    parsed.article = article(text, title);
    parsed
}

fn article(text: String, title: bool) -> Article {
    let mut at = 0;
    let mut paragraphs = Vec::new();
    for line in text.split('\n') {
        let role = if title && at == 0 {
            ParagraphRole::Title
        } else {
            ParagraphRole::Body
        };
        paragraphs.push(Paragraph::new(Span::new(at, at + line.len()), role));
        at += line.len() + 1;
    }
    Article {
        text,
        paragraphs,
        ..Article::default()
    }
}

/// The label's first letter is the kind; anything but `P` and `L` is an organization.
fn entity(label: &str, name: &str) -> Entity {
    Entity {
        kind: match label.chars().next() {
            Some('P') => EntityKind::Person,
            Some('L') => EntityKind::Place,
            _ => EntityKind::Organization,
        },
        name: name.to_owned(),
        aliases: Vec::new(),
        mentions: Vec::new(),
    }
}

fn mention(span: Span) -> Mention {
    Mention {
        span,
        evidence: MentionEvidence::List,
    }
}

/// The line again, with the quotes that were found.
pub(super) fn render(line: &NotatedLine, quotes: &Quotes) -> String {
    let text = &line.article.text;
    let mut out = String::new();
    if line.article.paragraphs.first().map(|p| p.role) == Some(ParagraphRole::Title) {
        out.push('#');
    }
    for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
        close(line, quotes, at, &mut out);
        for quote in quotes.list.iter().filter(|quote| quote.span.start == at) {
            let (kind, identity) = (letter(quote.kind), speaker(line, quotes, quote));
            out.extend(["{", kind, " ", &identity, ":"]);
        }
        for (_, _, label) in line.bare.iter().filter(|name| name.0 == at) {
            out.extend(["[", label, ":"]);
        }
        match c {
            '\0' => {}
            '\n' => out.push('¶'),
            _ => out.push(c),
        }
    }
    out
}

/// Closers come before openers at one byte, names inside quotes.
fn close(line: &NotatedLine, quotes: &Quotes, at: usize, out: &mut String) {
    for _ in line.bare.iter().filter(|name| name.1 == at) {
        out.push(']');
    }
    for _ in quotes.list.iter().filter(|quote| quote.span.end == at) {
        out.push('}');
    }
}

fn letter(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "d",
        QuoteKind::Partial => "p",
        QuoteKind::Indirect => "i",
    }
}

/// The label, or the first word of an unnamed speaker's shown name, or `-` for nobody.
fn speaker(line: &NotatedLine, quotes: &Quotes, quote: &Quote) -> String {
    let Some(speaker) = quote.speaker.and_then(|id| quotes.speakers.get(id.0)) else {
        return "-".to_owned();
    };
    match speaker.entity {
        Some(id) => line.labels[id.0].clone(),
        None => speaker
            .name
            .split(' ')
            .next()
            .unwrap_or_default()
            .to_owned(),
    }
}
