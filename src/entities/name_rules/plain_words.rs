//! Names that are ordinary words in their sentence → left out; a given name that is also a place → a person.
//!
//! A word of a list decides, with the word before it: the hair is no place for being grey, and a virus no
//! person. Everything else stays as the tagger has it.

use std::collections::HashSet;

use super::NameContext;
use super::lists::{
    COLOURED_THINGS, COLOURS, NATIONALITIES, NOUNS_BEFORE_THINGS, PLAIN_WORDS, SAYINGS,
};
use crate::entities::EntityKind;
use crate::entities::gazetteers::GazetteerList;
use crate::entities::mentions::TaggedName;
use crate::text::morphology::proclitics::{PREPOSITIONS, without_conjunction, without_preposition};

/// Removes the names that are none, and takes a woman called آسيا for a person.
pub(super) fn remove(context: NameContext<'_>, names: &mut Vec<TaggedName>) {
    names.retain(|name| !is_plain(context, name));
    retype_given_names(context, names);
}

/// Whether a name of a person or a place is made of ordinary words.
fn is_plain(context: NameContext<'_>, name: &TaggedName) -> bool {
    if name.kind == EntityKind::Organization {
        return false;
    }
    let first = context.folded(name.tokens.start);
    let last = context.folded(name.tokens.end - 1);
    let before = match name.tokens.start.checked_sub(1) {
        Some(at) => context.folded(at),
        None => String::new(),
    };
    let single = name.tokens.len() == 1;
    // بفيروس كورونا
    let is_disease = name
        .tokens
        .clone()
        .any(|at| bare(&context.folded(at), |word| PLAIN_WORDS.holds(word)));
    // أذان المغرب, صاروخ كروز
    let is_thing = NOUNS_BEFORE_THINGS.holds(&before);
    // الشعر الرمادي
    let noun = if single { &before } else { &first };
    let is_coloured = name.tokens.len() <= 2
        && COLOURS.holds(&last)
        && bare(noun, |word| COLOURED_THINGS.holds(word));
    // الناشط الأمازيغي
    let is_origin = single
        && name.kind == EntityKind::Person
        && NATIONALITIES.holds(&first)
        && without_conjunction(&before, 4)
            .unwrap_or(&before)
            .starts_with("ال");
    is_disease || is_thing || is_coloured || is_origin
}

/// Whether `holds` accepts the word, or what is left of it behind a conjunction or a preposition.
fn bare(word: &str, holds: impl Fn(&str) -> bool) -> bool {
    let joined = without_conjunction(word, 3);
    let behind = without_preposition(word, &PREPOSITIONS, 3);
    [Some(word), joined, behind]
        .into_iter()
        .flatten()
        .any(holds)
}

/// A single given name that the tagger has as a place is a person where the article names somebody in full by
/// it, or where it is the subject of a verb of saying and a list of given names holds it.
fn retype_given_names(context: NameContext<'_>, names: &mut [TaggedName]) {
    let people: HashSet<String> = names
        .iter()
        .filter(|name| name.kind == EntityKind::Person && name.tokens.len() > 1)
        .map(|name| context.folded(name.tokens.start))
        .collect();
    for name in names.iter_mut() {
        if name.kind != EntityKind::Place || name.tokens.len() != 1 {
            continue;
        }
        let at = name.tokens.start;
        let says = at > 0 && SAYINGS.holds(&context.folded(at - 1));
        let is_given =
            people.contains(&context.folded(at)) || context.holds(at, GazetteerList::Given);
        let is_country = context.holds(at, GazetteerList::Country);
        if says && is_given && !is_country {
            *name = context.name(at..at + 1, EntityKind::Person);
        }
    }
}
