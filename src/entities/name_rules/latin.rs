//! Names in Latin letters → names, by lists and by their place in the sentence.
//!
//! - A row of Latin words that is as a whole the name of a body (BBC, New York Times).
//! - A row of Latin words that begins with a given name (Elon Musk).
//! - Latin words in brackets behind a name, which are another form of it: سام ألتمان (Sam Altman).
//!
//! Upper case alone makes no name: GPS, VPN and iPhone are none. A word inside an address is left out.

use super::NameContext;
use super::lists::{is_latin_body, is_latin_given_name};
use crate::entities::mentions::TaggedName;
use crate::entities::{EntityKind, MentionEvidence};
use crate::text::TokenKind;
use std::ops::Range;

/// Most Latin words of a name.
const MOST_WORDS: usize = 6;

/// The names in Latin letters that the tagger overlooked.
///
/// What the tagger took for a body is a person where its Latin form begins with a given name.
pub(super) fn names(context: NameContext<'_>, tagged: &mut [TaggedName]) -> Vec<TaggedName> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < context.document.tokens.len() {
        if context.kind(at) != Some(TokenKind::Foreign) {
            at += 1;
            continue;
        }
        let row = row(context, at);
        at = row.end;
        if row.len() > 2 * MOST_WORDS || is_in_address(context, &row) {
            continue;
        }
        if let Some(base) = explained(context, tagged, &row) {
            let base = &mut tagged[base];
            if listed(context, &row) == Some(EntityKind::Person)
                && base.kind == EntityKind::Organization
            {
                *base = context.name(base.tokens.clone(), EntityKind::Person);
            }
            let mut form = context.name(row, base.kind);
            form.evidence = MentionEvidence::Earlier(base.span);
            out.push(form);
        } else if let Some(kind) = listed(context, &row) {
            let mut name = context.name(row, kind);
            name.evidence = MentionEvidence::List;
            out.push(name);
        }
    }
    out
}

/// The Latin words from token `at` on, with & - . between them; as far as the sentence goes.
fn row(context: NameContext<'_>, at: usize) -> Range<usize> {
    let sentence = context.sentence(at).end;
    let tokens = &context.document.tokens;
    let is_latin = |at: usize| at < sentence && context.kind(at) == Some(TokenKind::Foreign);
    let is_number = |at: usize| at < sentence && context.kind(at) == Some(TokenKind::Number);
    let touches = |at: usize| tokens[at - 1].span.end == tokens[at].span.start;
    let mut end = at + 1;
    loop {
        if is_latin(end) {
            end += 1;
        } else if is_latin(end + 1)
            && matches!(context.document.word(end), "&" | "-" | ".")
            && (context.document.word(end) == "&" || (touches(end) && touches(end + 1)))
        {
            end += 2;
        } else if is_number(end) && touches(end) {
            end += 1;
        } else {
            return at..end;
        }
    }
}

/// Whether the row is part of an address (a@b.c, @name).
fn is_in_address(context: NameContext<'_>, row: &Range<usize>) -> bool {
    let is_sign = |at: usize| matches!(context.document.word(at), "@" | "/" | "#");
    row.start.checked_sub(1).is_some_and(is_sign) || is_sign(row.end)
}

/// The name before the bracket of which the row is another form, as its index in `tagged`.
fn explained(context: NameContext<'_>, tagged: &[TaggedName], row: &Range<usize>) -> Option<usize> {
    let document = context.document;
    let bracket = row
        .start
        .checked_sub(1)
        .filter(|&at| document.word(at) == "(")?;
    if document.word(row.end) != ")" {
        return None;
    }
    let before = bracket.checked_sub(1)?;
    let is_mark = context.kind(before) == Some(TokenKind::Mark)
        && matches!(
            document.word(before),
            "\"" | "\u{BB}" | "\u{201D}" | "\u{2019}" | "'"
        );
    let last = if is_mark {
        before.checked_sub(1)?
    } else {
        before
    };
    let next = tagged.partition_point(|name| name.tokens.end <= last);
    let is_base = tagged
        .get(next)
        .is_some_and(|name| name.tokens.end == last + 1);
    let first = document.word(row.start).chars().next()?;
    let is_form = first.is_uppercase() || row.len() == 1;
    (is_base && is_form && context.is_arabic(last)).then_some(next)
}

/// The kind of a row that the lists know.
fn listed(context: NameContext<'_>, row: &Range<usize>) -> Option<EntityKind> {
    let document = context.document;
    let text = document.span(row.clone()).of(document.text);
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_latin_body(&name) {
        return Some(EntityKind::Organization);
    }
    let is_capitalized = |at: usize| document.word(at).starts_with(char::is_uppercase);
    let is_person = (2..=4).contains(&row.len())
        && is_latin_given_name(document.word(row.start))
        && is_capitalized(row.end - 1)
        && !document
            .word(row.end - 1)
            .chars()
            .skip(1)
            .any(char::is_uppercase);
    is_person.then_some(EntityKind::Person)
}
