//! [`Draft`]s → [`Quotes`]: bytes for words, numbers for speakers, and no two
//! quotes that cross.

use std::collections::HashMap;
use std::ops::Range;

use crate::span::Span;

use super::page::Page;
use super::registry::{Registry, Who};
use super::report::Draft;
use super::{Quote, Quotes, Speaker, SpeakerId};

/// Makes the quotes of an article from its drafts.
pub(super) fn assemble(page: &Page<'_>, registry: &Registry, mut drafts: Vec<Draft>) -> Quotes {
    drafts.sort_by_key(|draft| (draft.words.start, std::cmp::Reverse(draft.words.end)));
    let mut quotes = Quotes::default();
    let mut numbers: HashMap<Who, SpeakerId> = HashMap::new();
    let mut open: Vec<Range<usize>> = Vec::new();
    for draft in drafts {
        while open
            .last()
            .is_some_and(|outer| outer.end <= draft.words.start)
        {
            open.pop();
        }
        let fits = open
            .last()
            .is_none_or(|outer| draft.words.end <= outer.end && draft.words != *outer);
        let Some(span) = bytes(page, &draft).filter(|_| fits) else {
            continue;
        };
        open.push(draft.words.clone());
        let speaker = draft.speaker.as_ref().map(|subject| {
            let who = registry.settle(subject.who);
            *numbers.entry(who).or_insert_with(|| {
                quotes.speakers.push(speaker(page, registry, who));
                SpeakerId(quotes.speakers.len() - 1)
            })
        });
        quotes.list.push(Quote {
            kind: draft.kind,
            span,
            speaker,
            cue: draft.cue.map(|words| page.span(words)),
            cue_class: draft.class,
            speaker_words: draft
                .speaker
                .as_ref()
                .map(|subject| page.span(subject.words.clone()))
                .filter(|span| !span.is_empty()),
            found_by: draft.speaker.as_ref().map(|subject| subject.found_by),
            confidence: draft
                .speaker
                .as_ref()
                .map_or(20, |subject| subject.confidence),
        });
    }
    quotes
}

fn bytes(page: &Page<'_>, draft: &Draft) -> Option<Span> {
    let span = page.span(draft.words.clone());
    let span = Span::new(span.start + draft.clitic, span.end);
    (!span.is_empty()).then_some(span)
}

fn speaker(page: &Page<'_>, registry: &Registry, who: Who) -> Speaker {
    match who {
        Who::Entity(id) => {
            let role = registry
                .roles
                .iter()
                .filter(|role| role.id == id)
                .max_by_key(|role| (role.words.len(), std::cmp::Reverse(role.at)))
                .map(|role| page.span(role.words.clone()));
            Speaker {
                name: page
                    .entities
                    .get(id)
                    .map(|entity| entity.name.clone())
                    .unwrap_or_default(),
                entity: Some(id),
                role,
            }
        }
        Who::Unnamed(index) => {
            let words = registry
                .unnamed
                .get(index)
                .map_or(0..0, |one| one.words.clone());
            Speaker {
                name: page
                    .span(words)
                    .of(page.text)
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" "),
                entity: None,
                role: None,
            }
        }
    }
}
