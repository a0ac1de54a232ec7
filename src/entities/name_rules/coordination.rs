//! A head in the dual or plural before names joined by و (حركتي فتح وحماس, بلدتي السمكة وعين القمح) → these
//! names.
//!
//! The first word behind the head and the word behind و are names, whether or not the tagger found them;
//! its own names keep their kind and ends. A third name and more are left to the tagger.

use super::NameContext;
use super::lists::pair_head;
use crate::entities::mentions::TaggedName;
use crate::entities::{EntityKind, MentionEvidence};
use crate::text::morphology::proclitics::{PREPOSITIONS, without_conjunction, without_preposition};

/// Generic first words of a place's name: the next word belongs to it.
const PLACE_FRONTS: [&str; 14] = [
    "عين", "دير", "بيت", "كفر", "خان", "وادي", "تل", "راس", "ام", "ابو", "بني", "جبل", "سيدي", "حي",
];

/// The names behind heads in the dual that the tagger overlooked.
pub(super) fn names(context: NameContext<'_>, tagged: &[TaggedName]) -> Vec<TaggedName> {
    let mut out = Vec::new();
    for at in 0..context.document.tokens.len() {
        let Some(kind) = head(context, at) else {
            continue;
        };
        let end = context.sentence(at).end;
        // مدينتي ومدينته: the head is "my city". حزبا سياسيا: it is an accusative.
        let after = context.folded(at + 1);
        let is_accusative =
            context.folded(at).ends_with('ا') && !context.folded(at).ends_with("تا");
        if after.starts_with('و') || is_accusative && !after.starts_with("ال") {
            continue;
        }
        let Some((first, next)) = item(context, tagged, at + 1..end, kind) else {
            continue;
        };
        if next >= end || !context.folded(next).starts_with('و') {
            continue;
        }
        let Some((second, _)) = item(context, tagged, next..end, kind) else {
            continue;
        };
        let cue = context.document.tokens[at].span;
        out.extend([first, second].into_iter().flatten().map(|mut name| {
            name.evidence = MentionEvidence::Cue(cue);
            name
        }));
    }
    out
}

/// The kind of the names behind token `at`, if it is a head in the dual.
fn head(context: NameContext<'_>, at: usize) -> Option<EntityKind> {
    let word = context.folded(at);
    let joined = without_conjunction(&word, 3);
    let behind = without_preposition(&word, &PREPOSITIONS, 3);
    [Some(word.as_str()), joined, behind]
        .into_iter()
        .flatten()
        .find_map(pair_head)
}

/// The name that begins at `range.start` and the token behind it. No name where the tagger has one there.
fn item(
    context: NameContext<'_>,
    tagged: &[TaggedName],
    range: std::ops::Range<usize>,
    kind: EntityKind,
) -> Option<(Option<TaggedName>, usize)> {
    let at = range.start;
    if at >= range.end || !context.is_arabic(at) {
        return None;
    }
    let next = tagged.partition_point(|name| name.tokens.end <= at);
    if let Some(name) = tagged.get(next).filter(|name| name.tokens.start == at) {
        return Some((None, name.tokens.end));
    }
    let word = context.folded(at);
    let stem = word.strip_prefix('و').unwrap_or(&word);
    let two = kind == EntityKind::Place && PLACE_FRONTS.contains(&stem) && at + 1 < range.end;
    let end = if two { at + 2 } else { at + 1 };
    (stem.chars().count() >= 3).then(|| (Some(context.name(at..end, kind)), end))
}
