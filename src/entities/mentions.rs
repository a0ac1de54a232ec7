//! Labels of tokens → mentions in the text, proclitics left outside.

use super::label;
use super::lists::List;
use super::tagger::Words;
use super::{Evidence, Kind};
use std::ops::Range;

use crate::span::Span;
use crate::text::orthography::Folded;
use crate::text::{Document, TokenKind};

/// A name in the text, before it is known whose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// Its bytes, proclitics left out.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) kind: Kind,
    /// Why it was taken for a name.
    pub(crate) why: Evidence,
}

/// The names that `labels` tell of.
pub(crate) fn names(document: &Document<'_>, words: &Words, labels: &[usize]) -> Vec<Name> {
    let mut out = Vec::new();
    for range in &document.sentences {
        for (name, kind) in label::names(&labels[range.clone()]) {
            let tokens = range.start + name.start..range.start + name.end;
            let whole = document.span(tokens.clone());
            let span = Span::new(whole.start + cut(document, words, tokens.start), whole.end);
            let why = why(document, words, tokens.clone(), kind);
            out.push(Name {
                tokens,
                span,
                kind,
                why,
            });
        }
    }
    out
}

/// Why those tokens were taken for a name, as far as the words at hand tell.
fn why(document: &Document<'_>, words: &Words, tokens: Range<usize>, kind: Kind) -> Evidence {
    let holds = |at: usize, list: List| words.atom(at).word.lists & list as u16 != 0;
    let first = tokens.start;
    if kind == Kind::Organization && holds(first, List::Head) {
        return Evidence::Cue(document.tokens[first].span);
    }
    let before = first
        .checked_sub(1)
        .filter(|&at| document.tokens[at].kind != TokenKind::Mark)
        .or(first.checked_sub(2))
        .filter(|&at| document.tokens[at].kind != TokenKind::Mark);
    let cues: &[List] = match kind {
        Kind::Person => &[List::Title, List::Verb],
        Kind::Place => &[List::Site],
        Kind::Organization => &[List::Head, List::Verb],
    };
    if let Some(at) = before.filter(|&at| cues.iter().any(|&list| holds(at, list))) {
        return Evidence::Cue(document.tokens[at].span);
    }
    let lists: &[List] = match kind {
        Kind::Person => &[List::Given, List::Chain],
        Kind::Place => &[List::Country, List::City],
        Kind::Organization => &[List::Media, List::Club],
    };
    if tokens
        .clone()
        .all(|at| lists.iter().any(|&list| holds(at, list)))
    {
        return Evidence::List;
    }
    Evidence::Model
}

/// Bytes of proclitics at the start of token `at`.
fn cut(document: &Document<'_>, words: &Words, at: usize) -> usize {
    if document.tokens[at].kind != TokenKind::Arabic {
        return 0;
    }
    let letters = usize::from(words.atom(at).cut);
    Folded::new(document.word(at))
        .nth(letters)
        .map_or(0, |(byte, _)| if letters == 0 { 0 } else { byte })
}
