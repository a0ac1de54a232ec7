//! Bodies and sites whose ends or kind the writing shows → the same names put right, and units and bases added.
//!
//! ```text
//! a clause behind the name     اللجنة العليا المنبثقة | عن الوزارة      →  without the participle
//! a clause with أن             وزارة الصحة أن المال كاف                →  as far as أن
//! a body named after a person  حركة "صلاح الدين"                       →  an organization
//! a base                       قاعدة الوادي العسكرية                  →  a place, with its adjective
//! a unit with a number         اللواء الثامن                          →  an organization
//! ```

use super::NameContext;
use super::boundaries::BEFORE_TEN;
use super::lists::{BODY_HEADS, CLAUSE_PARTICIPLES};
use crate::entities::mentions::TaggedName;
use crate::entities::{EntityKind, MentionEvidence};
use crate::text::morphology::proclitics::{PREPOSITIONS, without_conjunction, without_preposition};
use std::ops::Range;

/// Units that are counted.
const UNITS: [&str; 7] = [
    "اللواء",
    "الفرقه",
    "الكتيبه",
    "الفيلق",
    "الفوج",
    "الاسطول",
    "السريه",
];

/// Ordinals behind [`UNITS`] of feminine gender: لواء takes those of [`BEFORE_TEN`], فرقة these.
const FEMININE_ORDINALS: [&str; 10] = [
    "الاولي",
    "الثانيه",
    "الثالثه",
    "الرابعه",
    "الخامسه",
    "السادسه",
    "السابعه",
    "الثامنه",
    "التاسعه",
    "العاشره",
];

/// What kind of base it is; closes its name.
const BASE_ADJECTIVES: [&str; 3] = ["العسكريه", "الجويه", "البحريه"];

/// Cuts the ends of names of bodies and places, and gives bodies in quotation marks their kind.
pub(super) fn correct(context: NameContext<'_>, names: &mut [TaggedName]) {
    for name in names {
        if name.kind != EntityKind::Organization && is_quoted_body(context, &name.tokens) {
            *name = context.name(name.tokens.clone(), EntityKind::Organization);
        }
        if name.kind != EntityKind::Person {
            let end = clause_start(context, &name.tokens);
            if end < name.tokens.end {
                *name = context.name(name.tokens.start..end, name.kind);
            }
        }
    }
}

/// Puts bases in the place of the names that they hold; returns the units that the tagger overlooked.
pub(super) fn names(context: NameContext<'_>, names: &mut Vec<TaggedName>) -> Vec<TaggedName> {
    let mut units = Vec::new();
    for at in 0..context.document.tokens.len() {
        if let Some(range) = base(context, names, at) {
            names.retain(|name| name.tokens.end <= range.start || name.tokens.start >= range.end);
            let next = names.partition_point(|name| name.tokens.start < range.start);
            names.insert(next, sure(context, range, EntityKind::Place));
        } else if let Some(range) = unit(context, at) {
            units.push(sure(context, range, EntityKind::Organization));
        }
    }
    units
}

/// A name whose first word is the evidence.
fn sure(context: NameContext<'_>, tokens: Range<usize>, kind: EntityKind) -> TaggedName {
    let cue = context.document.tokens[tokens.start].span;
    let mut name = context.name(tokens, kind);
    name.evidence = MentionEvidence::Cue(cue);
    name
}

/// Whether quotation marks close around a name behind the noun of a body (حركة "صلاح الدين").
fn is_quoted_body(context: NameContext<'_>, tokens: &Range<usize>) -> bool {
    let is = |at: usize, marks: &[&str]| marks.contains(&context.document.word(at));
    tokens.start >= 2
        && is(tokens.start - 1, &["\"", "\u{AB}", "\u{201C}"])
        && is(tokens.end, &["\"", "\u{BB}", "\u{201D}"])
        && is_word(context, tokens.start - 2, |word| BODY_HEADS.holds(word))
}

/// The first token of a clause inside of a name; the name's end if it has none.
fn clause_start(context: NameContext<'_>, tokens: &Range<usize>) -> usize {
    let begins_clause = |at: &usize| {
        // أن, not ان: that is a letter of سي ان ان, too.
        context.document.word(*at).starts_with("أن") && context.folded(*at) == "ان"
            || CLAUSE_PARTICIPLES.holds(&context.folded(*at))
    };
    (tokens.start + 1..tokens.end)
        .find(begins_clause)
        .unwrap_or(tokens.end)
}

/// The tokens of a base with an adjective that begins at token `at`; one word, or a name, stands between.
fn base(context: NameContext<'_>, names: &[TaggedName], at: usize) -> Option<Range<usize>> {
    if !is_word(context, at, |word| word == "قاعده") || !context.is_arabic(at + 1) {
        return None;
    }
    let next = names.partition_point(|name| name.tokens.end <= at + 1);
    let name_behind = names.get(next).filter(|name| name.tokens.start <= at + 1);
    let is_adjective = |at: usize| BASE_ADJECTIVES.contains(&context.folded(at).as_str());
    let closes = match name_behind {
        Some(name) if is_adjective(name.tokens.end - 1) => name.tokens.end - 1,
        Some(name) => name.tokens.end,
        None => at + 2,
    };
    let fits = is_adjective(closes) && closes > at + 1 && closes < context.sentence(at).end;
    fits.then_some(at..closes + 1)
}

/// The tokens of a unit that begins at token `at`, with its ordinal.
fn unit(context: NameContext<'_>, at: usize) -> Option<Range<usize>> {
    let end = context.sentence(at).end;
    let ordinal = context.folded(at + 1);
    let is_ordinal = BEFORE_TEN.contains(&ordinal.as_str())
        || FEMININE_ORDINALS.contains(&ordinal.as_str())
        || ordinal == "الاول";
    if at + 1 >= end || !is_ordinal || !is_word(context, at, |word| UNITS.contains(&word)) {
        return None;
    }
    let is_ten = at + 2 < end && matches!(context.folded(at + 2).as_str(), "عشر" | "عشره");
    Some(at..if is_ten { at + 3 } else { at + 2 })
}

/// Whether `holds` accepts the word of a token, or what is left of it behind its proclitics.
fn is_word(context: NameContext<'_>, at: usize, holds: impl Fn(&str) -> bool) -> bool {
    let word = context.folded(at);
    let joined = without_conjunction(&word, 3).unwrap_or(&word);
    let bare = without_preposition(joined, &PREPOSITIONS, 3).unwrap_or(joined);
    holds(&word) || holds(joined) || holds(bare)
}
