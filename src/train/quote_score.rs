//! Quotes as found and as annotated → which are found, which stand under the right speaker, and figures of both.
//!
//! A quote in marks is found where its span and an annotated one share four fifths of what they cover together, an indirect one
//! where they share a half; the best pairs first, each once. Its speaker is right where he is the annotated entity, by its mentions
//! or by one of its names; for one without a name the same head word and the words of one among those of the
//! other are enough. Positions are counted without white space.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::ops::AddAssign;

use super::corpus::{AnnotatedArticle, AnnotatedIdentity};
use crate::article::Article;
use crate::entities::Entities;
use crate::quotes::{Quote, QuoteKind, Quotes};
use crate::span::Span;
use crate::text::orthography::Folded;

/// Share that a quote in marks must have in common with an annotated one.
const IN_MARKS: f64 = 0.8;
/// Share that an indirect quote must have in common.
const INDIRECT: f64 = 0.5;

/// Bytes of a text → letters and marks in front of them, white space not counted.
pub(crate) struct NonBlankPositions(Vec<usize>);

impl NonBlankPositions {
    pub(crate) fn new(text: &str) -> Self {
        let mut positions = Vec::with_capacity(text.len() + 1);
        let mut count = 0;
        for c in text.chars() {
            positions.extend(std::iter::repeat_n(count, c.len_utf8()));
            count += usize::from(!c.is_whitespace());
        }
        positions.push(count);
        Self(positions)
    }

    /// The span in these positions.
    pub(crate) fn span(&self, span: Span) -> Span {
        let last = self.0.len() - 1;
        Span::new(self.0[span.start.min(last)], self.0[span.end.min(last)])
    }
}

/// What two spans share, of what they cover together.
pub(crate) fn overlap(one: Span, other: Span) -> f64 {
    let shared = one
        .end
        .min(other.end)
        .saturating_sub(one.start.max(other.start)) as f64;
    let covered = one.end.max(other.end) - one.start.min(other.start);
    if covered == 0 {
        0.0
    } else {
        shared / covered as f64
    }
}

/// Counts of quotes of one sort.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct QuoteCounts {
    found: usize,
    right: usize,
    given: usize,
    annotated: usize,
}

impl QuoteCounts {
    fn f1(&self, hits: usize) -> f64 {
        2.0 * hits as f64 / (self.given + self.annotated).max(1) as f64
    }

    /// F1 of the spans.
    pub(crate) fn found_f1(&self) -> f64 {
        self.f1(self.found)
    }

    /// F1 of spans under the right speaker.
    pub(crate) fn right_f1(&self) -> f64 {
        self.f1(self.right)
    }
}

impl AddAssign for QuoteCounts {
    fn add_assign(&mut self, other: Self) {
        self.found += other.found;
        self.right += other.right;
        self.given += other.given;
        self.annotated += other.annotated;
    }
}

impl fmt::Display for QuoteCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (found, right) = (self.found_f1(), self.right_f1());
        write!(f, "found {found:.3}, right {right:.3} ({})", self.annotated)
    }
}

/// The judgement of an article's quotes.
#[derive(Clone, Debug, Default)]
pub(crate) struct QuoteJudgement {
    /// Whether each quote that was found is right, span and speaker.
    pub(crate) right: Vec<bool>,
    /// Quotes in marks.
    pub(crate) marks: QuoteCounts,
    /// Indirect quotes.
    pub(crate) indirect: QuoteCounts,
}

/// An article as read by the program, beside its annotations.
pub(crate) struct QuoteReference<'g> {
    annotated: &'g AnnotatedArticle,
    /// The annotated names as spans without white space.
    names: Vec<(Span, AnnotatedIdentity)>,
    /// The annotated quotes likewise: span, in marks, speaker.
    pub(crate) quotes: Vec<(Span, bool, Option<AnnotatedIdentity>)>,
    /// Positions in the text as read by the program.
    pub(crate) positions: NonBlankPositions,
}

impl<'g> QuoteReference<'g> {
    pub(crate) fn new(annotated: &'g AnnotatedArticle, article: &Article) -> Self {
        let own = NonBlankPositions::new(&annotated.article.text);
        let names = annotated.names.iter().map(|name| {
            let identity = AnnotatedIdentity {
                kind: Some(name.kind),
                number: name.identity,
            };
            (own.span(name.span), identity)
        });
        let quotes = annotated.quotes.iter().filter_map(|quote| {
            let in_marks = quote.kind? != QuoteKind::Indirect;
            Some((own.span(quote.span), in_marks, quote.speaker))
        });
        Self {
            annotated,
            names: names.collect(),
            quotes: quotes.collect(),
            positions: NonBlankPositions::new(&article.text),
        }
    }

    /// Judges quotes that were found.
    pub(crate) fn judge(&self, entities: &Entities, quotes: &Quotes) -> QuoteJudgement {
        let mut judgement = QuoteJudgement {
            right: vec![false; quotes.list.len()],
            ..QuoteJudgement::default()
        };
        let owners = self.owners(entities);
        for (in_marks, need) in [(true, IN_MARKS), (false, INDIRECT)] {
            let is_one = |quote: &Quote| (quote.kind != QuoteKind::Indirect) == in_marks;
            let given: Vec<usize> = (0..quotes.list.len())
                .filter(|&i| is_one(&quotes.list[i]))
                .collect();
            let gold: Vec<_> = self
                .quotes
                .iter()
                .filter(|quote| quote.1 == in_marks)
                .collect();
            let mut counts = QuoteCounts {
                given: given.len(),
                annotated: gold.len(),
                ..QuoteCounts::default()
            };
            let spans: Vec<Span> = given
                .iter()
                .map(|&i| self.positions.span(quotes.list[i].span))
                .collect();
            let gold_spans: Vec<Span> = gold.iter().map(|quote| quote.0).collect();
            for (annotated, found) in pairs(&gold_spans, &spans, need) {
                counts.found += 1;
                let quote = given[found];
                let same = gold[annotated].2.is_some_and(|identity| {
                    self.is_speaker(identity, &quotes.list[quote], quotes, &owners)
                });
                counts.right += usize::from(same);
                judgement.right[quote] = same;
            }
            if in_marks {
                judgement.marks = counts;
            } else {
                judgement.indirect = counts;
            }
        }
        judgement
    }

    /// The annotated identity that most mentions of each entity overlap.
    fn owners(&self, entities: &Entities) -> Vec<Option<AnnotatedIdentity>> {
        let owner = |mentions: &mut dyn Iterator<Item = Span>| {
            let mut counts: BTreeMap<(u8, u32), (usize, AnnotatedIdentity)> = BTreeMap::new();
            for mention in mentions {
                for (span, identity) in self.names.iter().filter(|name| name.0.overlaps(mention)) {
                    let _ = span;
                    let kind = identity.kind.map_or(0, |kind| kind as u8 + 1);
                    counts
                        .entry((kind, identity.number))
                        .or_insert((0, *identity))
                        .0 += 1;
                }
            }
            let best = counts.values().max_by_key(|(count, _)| *count);
            best.map(|(_, identity)| *identity)
        };
        let list = entities.list.iter();
        list.map(|entity| {
            owner(
                &mut entity
                    .mentions
                    .iter()
                    .map(|one| self.positions.span(one.span)),
            )
        })
        .collect()
    }

    fn is_speaker(
        &self,
        identity: AnnotatedIdentity,
        quote: &Quote,
        quotes: &Quotes,
        owners: &[Option<AnnotatedIdentity>],
    ) -> bool {
        let Some(speaker) = quote.speaker.and_then(|id| quotes.speakers.get(id.0)) else {
            return false;
        };
        let owner = speaker
            .entity
            .and_then(|id| owners.get(id.0).copied().flatten());
        if owner == Some(identity) {
            return true;
        }
        let name = folded(&speaker.name);
        let forms = self.annotated.forms.get(&identity).into_iter().flatten();
        !name.is_empty()
            && forms.map(|form| folded(form)).any(|form| {
                form == name
                    || identity.kind.is_none() && owner.is_none() && is_same_unnamed(&name, &form)
            })
    }
}

/// The same head word, and the words of one among the words of the other.
fn is_same_unnamed(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(' ');
        words
            .map(|word| word.strip_prefix("ال").unwrap_or(word).to_owned())
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let (a, b): (HashSet<_>, HashSet<_>) = (one.iter().collect(), other.iter().collect());
    one.first() == other.first() && (a.is_subset(&b) || b.is_subset(&a))
}

/// A name for comparison: folded, no quotation marks, single blanks.
fn folded(name: &str) -> String {
    let letters: String = Folded::new(name)
        .map(|(_, c)| c)
        .filter(|c| !"\"«»“”".contains(*c))
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Pairs of spans that share at least `need`, the best first, each span once.
fn pairs(gold: &[Span], given: &[Span], need: f64) -> Vec<(usize, usize)> {
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    for (i, &one) in gold.iter().enumerate() {
        let shared = given
            .iter()
            .enumerate()
            .map(|(j, &other)| (overlap(one, other), i, j));
        all.extend(shared.filter(|(share, _, _)| *share >= need));
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
    let (mut used, mut taken) = (HashSet::new(), HashSet::new());
    let free = all.into_iter().filter(|(_, i, j)| {
        let is_free = !used.contains(i) && !taken.contains(j);
        if is_free {
            used.insert(*i);
            taken.insert(*j);
        }
        is_free
    });
    free.map(|(_, i, j)| (i, j)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;
    use crate::train::corpus;

    #[test]
    fn a_quote_is_right_under_its_speaker() {
        let file = "قال <P1>سامر خليل</P1>: «<Q s=\"P1\" k=\"d\">نعمل معا حتى الربيع</Q>».\n====\nP1 = سامر خليل\n";
        let annotated = corpus::parse("x", file).unwrap_or_else(|fault| panic!("{fault:?}"));
        let article = Article::from_text(&annotated.article.text, "x.txt");
        let document = text::read(&article);
        let entities = crate::entities::find(&document);
        let quotes = crate::quotes::find(&document, &entities);
        let judgement = QuoteReference::new(&annotated, &article).judge(&entities, &quotes);
        assert_eq!(judgement.right, [true]);
        assert_eq!(judgement.marks.to_string(), "found 1.000, right 1.000 (1)");
        assert!(is_same_unnamed("المصدر", "مصدر امني") && !is_same_unnamed("مسؤول", "مصدر"));
    }
}
