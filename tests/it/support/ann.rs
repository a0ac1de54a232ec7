//! Annotated articles (`tests/samples/*.ann`, notation in the README there) → text, mentions, quotes; and how
//! well an analysis agrees with them.

use std::collections::HashMap;

use qari::Analysis;
use qari::EntityKind;
use qari::Span;
use qari::{QuoteKind, Quotes};

/// An annotated article.
pub struct Annotated {
    /// The text without tags.
    pub text: String,
    /// Names: place, kind, identity (`P1`).
    pub mentions: Vec<(Span, EntityKind, String)>,
    /// Quotes: place, kind, identity of the speaker.
    pub quotes: Vec<(Span, QuoteKind, String)>,
    /// Every form of each identity, the fullest first.
    pub names: HashMap<String, Vec<String>>,
}

/// Reads the notation.
pub fn read(source: &str) -> Annotated {
    let (body, list) = source.split_once("\n====\n").expect("a list after ====");
    let mut out = Annotated {
        text: String::new(),
        mentions: Vec::new(),
        quotes: Vec::new(),
        names: HashMap::new(),
    };
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.text.push_str(before);
        let Some(end) = tag.find('>').filter(|&end| is_tag(&tag[1..end])) else {
            out.text.push('<');
            rest = &tag[1..];
            continue;
        };
        let name = &tag[1..end];
        rest = &tag[end + 1..];
        if name.starts_with('/') {
            let (name, start) = open.pop().expect("an open tag");
            out.close(name, Span::new(start, out.text.len()));
        } else {
            open.push((name, out.text.len()));
        }
    }
    out.text.push_str(rest);
    for line in list.lines() {
        if let Some((id, forms)) = line.split_once('=') {
            let forms = forms
                .split('|')
                .map(|form| form.trim().to_owned())
                .collect();
            out.names.insert(id.trim().to_owned(), forms);
        }
    }
    out
}

fn is_tag(inner: &str) -> bool {
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    inner == "Q"
        || inner.starts_with("Q s=")
        || (inner.starts_with(['P', 'L', 'O'])
            && inner[1..].bytes().all(|b| b.is_ascii_digit())
            && inner.len() > 1)
}

impl Annotated {
    fn close(&mut self, tag: &str, span: Span) {
        if let Some(attributes) = tag.strip_prefix("Q ") {
            let value = |name: &str| {
                let from = attributes
                    .split(&format!("{name}=\""))
                    .nth(1)
                    .expect("the attribute");
                from.split('"').next().expect("its value").to_owned()
            };
            let kind = match value("k").as_str() {
                "d" => QuoteKind::Direct,
                "p" => QuoteKind::Partial,
                _ => QuoteKind::Indirect,
            };
            self.quotes.push((span, kind, value("s")));
        } else {
            let kind = match tag.as_bytes()[0] {
                b'P' => EntityKind::Person,
                b'L' => EntityKind::Place,
                _ => EntityKind::Organization,
            };
            self.mentions.push((span, kind, tag.to_owned()));
        }
    }

    /// How many names agree exactly, of how many found and how many there are.
    pub fn names_score(&self, analysis: &Analysis) -> Score {
        let found: Vec<(Span, EntityKind)> = analysis
            .entities
            .mentions
            .iter()
            .map(|&(span, id)| (span, analysis.entities.list[id.0].kind))
            .collect();
        let right = self
            .mentions
            .iter()
            .filter(|(span, kind, _)| found.contains(&(*span, *kind)));
        Score {
            right: right.count(),
            found: found.len(),
            there: self.mentions.len(),
        }
    }

    /// Quotes, in marks or indirect, that were found; and those also under the right speaker.
    pub fn quotes_score(&self, analysis: &Analysis, indirect: bool) -> (Score, Score) {
        let is_wanted = |kind: QuoteKind| (kind == QuoteKind::Indirect) == indirect;
        let need = if indirect { 0.5 } else { 0.8 };
        let mut gold: Vec<_> = self
            .quotes
            .iter()
            .filter(|(_, kind, _)| is_wanted(*kind))
            .collect();
        let (there, mut found, mut placed, mut right) = (gold.len(), 0, 0, 0);
        for quote in analysis
            .quotes
            .list
            .iter()
            .filter(|quote| is_wanted(quote.kind))
        {
            found += 1;
            let best = (0..gold.len()).max_by(|&a, &b| {
                overlap(gold[a].0, quote.span).total_cmp(&overlap(gold[b].0, quote.span))
            });
            if let Some(i) = best.filter(|&i| overlap(gold[i].0, quote.span) >= need) {
                placed += 1;
                right += usize::from(self.is_speaker(
                    &gold[i].2,
                    quote.speaker.map(|id| id.0),
                    analysis,
                ));
                gold.remove(i);
            }
        }
        let score = |right| Score {
            right,
            found,
            there,
        };
        (score(placed), score(right))
    }

    fn is_speaker(&self, identity: &str, speaker: Option<usize>, analysis: &Analysis) -> bool {
        let quotes: &Quotes = &analysis.quotes;
        let Some(speaker) = speaker.map(|i| &quotes.speakers[i]) else {
            return false;
        };
        let named = self.names[identity].contains(&speaker.name);
        let mentioned = speaker.entity.is_some_and(|id| {
            let own = analysis.entities.list[id.0]
                .mentions
                .iter()
                .map(|mention| mention.span);
            own.into_iter().any(|span| {
                self.mentions
                    .iter()
                    .any(|(gold, _, other)| other == identity && gold.overlaps(span))
            })
        });
        named || mentioned
    }
}

/// Shared part of two spans, of all that they cover: 0 to 1.
fn overlap(a: Span, b: Span) -> f64 {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let all = a.end.max(b.end) - a.start.min(b.start);
    #[expect(
        clippy::cast_precision_loss,
        reason = "an article has less than 2^52 bytes"
    )]
    let share = shared as f64 / all.max(1) as f64;
    share
}

/// So many right, of so many found, of so many that are there.
#[derive(Clone, Copy, Default)]
pub(crate) struct Score {
    pub(crate) right: usize,
    pub(crate) found: usize,
    pub(crate) there: usize,
}

impl Score {
    /// Adds the counts of another text.
    pub(crate) fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.there += other.there;
    }

    /// Harmonic mean of precision and recall, 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "counts of a few articles")]
    pub(crate) fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.there).max(1) as f64
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} right of {} found, {} there",
            self.right, self.found, self.there
        )
    }
}
