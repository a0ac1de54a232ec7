//! Labels of tokens → mentions in the text, proclitics left outside.

use super::label;
use super::tagger::Words;
use super::{Evidence, Kind};
use crate::span::Span;
use crate::text::orthography::Folded;
use crate::text::{Document, TokenKind};

/// A name in the text, before it is known whose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// Its tokens.
    pub(crate) tokens: std::ops::Range<usize>,
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
            out.push(Name {
                tokens,
                span,
                kind,
                why: Evidence::Model,
            });
        }
    }
    out
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
