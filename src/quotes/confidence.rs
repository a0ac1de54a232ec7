//! A quote candidate with its speaker → how likely both are right: a share between 0 and 100.
//!
//! A logistic model over binary features: which rule found the speaker and how sure it is, what kind of
//! words name him, what leads to the content, how long it is. The weights stand in
//! `data/confidence.txt`, one feature a line. They were fitted on annotated articles so that of the
//! quotes shown with a figure about that share is right on outlets that were not among them.
//!
//! It changes no speaker and no span. `assemble` leaves out what is more likely wrong than
//! useful.

use std::sync::OnceLock;

use crate::entities::EntityKind;
use std::collections::HashMap;

use super::annotated::AnnotatedText;
use super::grammar;
use super::lexicon::{Lexicon, WordList};
use super::registry::SpeakerIdentity;
use super::state::QuoteCandidate;
use super::unlisted_names;
use super::{Attribution, QuoteKind};

/// The weights by feature; a feature without one counts nothing.
fn weights() -> &'static HashMap<String, f32> {
    static WEIGHTS: OnceLock<HashMap<String, f32>> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        include_str!("data/confidence.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once(' '))
            .filter_map(|(name, weight)| Some((name.to_owned(), weight.trim().parse().ok()?)))
            .collect()
    })
}

/// The share, in percent, of quotes like this one that are right in span and speaker.
pub(super) fn of(text: &AnnotatedText<'_>, lexicon: &Lexicon, candidate: &QuoteCandidate) -> u8 {
    let known = weights();
    let sum: f32 = features(text, lexicon, candidate)
        .iter()
        .filter_map(|name| known.get(name))
        .sum();
    percent(1.0 / (1.0 + (-sum).exp()))
}

/// A share as whole percent, 1 to 99: nothing is certain.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value lies between 1 and 99"
)]
fn percent(share: f32) -> u8 {
    (share * 100.0).round().clamp(1.0, 99.0) as u8
}

/// The features that hold for a candidate, as the data file names them.
///
/// Each is about the whole candidate; none knows a word but by the list that it is in.
pub(super) fn features(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    candidate: &QuoteCandidate,
) -> Vec<String> {
    let kind = match candidate.kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Partial => "partial",
        QuoteKind::Indirect => "indirect",
    };
    let indirect = candidate.kind == QuoteKind::Indirect;
    let group = if indirect { "indirect" } else { "marks" };
    let mut names = vec!["bias".to_owned(), kind.to_owned()];
    let mut add = |name: String| names.push(name);
    let Some(speaker) = &candidate.speaker else {
        add("no-speaker".to_owned());
        return names;
    };
    let rule = match speaker.found_by {
        Attribution::Subject => "subject",
        Attribution::Apposition => "apposition",
        Attribution::CarriedOver => "carried",
        Attribution::Publication => "publication",
        Attribution::According => "according",
        Attribution::Turn => "turn",
    };
    add(format!("{group}:{rule}:{}", speaker.confidence));
    let who = match speaker.identity {
        SpeakerIdentity::Entity(id) => match text.kind(id) {
            Some(EntityKind::Person) => "person",
            Some(EntityKind::Organization) => "organization",
            Some(EntityKind::Place) | None => "place",
        },
        SpeakerIdentity::Unnamed(_) => "unnamed",
    };
    add(format!("{rule}:{who}"));
    let head = speaker.words.start;
    if !speaker.words.is_empty() {
        let list = [
            (WordList::People, "people"),
            (WordList::Plurals, "plurals"),
            (WordList::Papers, "papers"),
            (WordList::Bodies, "bodies"),
        ]
        .into_iter()
        .find(|(list, _)| lexicon.knows(*list, text.key(head)))
        .map_or("none", |(_, name)| name);
        let named = text.named(head).is_some();
        add(format!("{who}:head:{}", if named { "name" } else { list }));
        if !named && unlisted_names::has_article(text.key(head)) {
            add(format!("{who}:{list}:article"));
        }
        add(format!("source-words:{}", bucket(speaker.words.len())));
    }
    add(format!("{group}:words:{}", bucket(candidate.words.len())));
    let class = candidate.class.map(|class| format!("{class:?}"));
    let class = class.as_deref().unwrap_or("none");
    let start = candidate.words.start;
    let before = start.saturating_sub(1);
    let lead = if start == 0 {
        "none"
    } else if grammar::that_at(text, before) || grammar::is_and_that(text.key(before)) {
        "that"
    } else if text.raw(before) == ":" || start > 1 && text.raw(before - 1) == ":" {
        "colon"
    } else if text.opens[before].is_some() && start > 1 && grammar::that_at(text, before - 1) {
        "that-mark"
    } else if text.opens[before].is_some() {
        "mark"
    } else {
        "word"
    };
    add(format!("{group}:lead:{lead}"));
    add(format!("{group}:{lead}:{class}"));
    add(format!("{rule}:{class}"));
    if let Some(cue) = &candidate.cue {
        let gap = start.saturating_sub(cue.end);
        add(format!("{group}:gap:{}", bucket(gap)));
        let form = text.key(cue.start).chars().next();
        let joined =
            matches!(form, Some('و' | 'ف')) && lexicon.senses(text.key(cue.start)).is_empty();
        add(format!("{rule}:{}", if joined { "joined" } else { "free" }));
    }
    if indirect {
        if text.words[start].named.is_some() {
            add(format!("{lead}:name"));
        } else if lexicon.knows(WordList::Contents, text.key(start)) {
            add(format!("{lead}:content"));
        } else if unlisted_names::has_article(text.key(start)) {
            add(format!("{lead}:article"));
        } else {
            add(format!("{lead}:other"));
        }
    }
    let end = candidate.words.end;
    let over = text.is_mark(end) && matches!(text.raw(end), "." | "؟" | "!");
    add(format!(
        "{group}:end:{}",
        if over {
            "stop"
        } else if text.is_comma(end) {
            "comma"
        } else {
            "other"
        }
    ));
    add(format!("role:{:?}", text.role(start)));
    names
}

/// A length as one of a few classes.
const fn bucket(length: usize) -> &'static str {
    match length {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4 | 5 => "4",
        6..=8 => "6",
        9..=14 => "9",
        15..=30 => "15",
        _ => "31",
    }
}
