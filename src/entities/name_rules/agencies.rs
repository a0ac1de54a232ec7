//! ل before a name of several words that news knows (لبي بي سي, ولفرانس برس) → that name.
//!
//! The phrases of the model are found by their first word without its proclitics; where the model does not know
//! that a word has some, it misses the phrase.

use super::NameContext;
use crate::entities::EntityKind;
use crate::entities::mentions::TaggedName;
use crate::entities::phrases::MAX_PHRASE_WORDS;
use crate::hash::{combine, hash_letters};

/// Share, of 7, from which a phrase is that name nearly wherever it stands.
const SURE: u8 = 5;

/// The bodies of several words behind ل that the tagger overlooked.
pub(super) fn names(context: NameContext<'_>) -> Vec<TaggedName> {
    let Some(phrases) = context.phrases else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for at in 0..context.document.tokens.len() {
        let letters = context.letters(at);
        let rest = match letters.as_slice() {
            ['و', 'ل', rest @ ..] | ['ل', rest @ ..] if rest.len() >= 2 => rest,
            _ => continue,
        };
        let end = context.sentence(at).end.min(at + MAX_PHRASE_WORDS);
        let mut key = combine(0, hash_letters(rest.iter().copied()));
        let mut found = None;
        for next in at + 1..end {
            key = combine(key, context.words.at(next).whole);
            let phrase = phrases.get(key);
            if phrase.is_some_and(|phrase| {
                phrase.kind == EntityKind::Organization && phrase.share >= SURE
            }) {
                found = Some(next + 1);
            }
        }
        out.extend(found.map(|end| context.name(at..end, EntityKind::Organization)));
    }
    out
}
