//! [`QuoteCandidate`]s → [`Quotes`]: bytes for words, numbers for speakers, and no two
//! quotes that cross.
//!
//! Drafts come in the order in which they were found; here they are put in the
//! order of the text, an outer one first, and one that crosses another or
//! repeats its words is dropped. Speakers are numbered by their first quote. An
//! unnamed speaker whom the article names later is that person by now: this
//! is the first place that asks [`Registry::settle`].
//!
//! It does not look for speech, and it does not join two speakers because their names are
//! alike: who is who was settled in the registry. After the sort it is linear in the candidates.

use crate::text::morphology::proclitics::without_joined_article;
use std::collections::HashMap;
use std::ops::Range;

use crate::entities::EntityId;
use crate::span::Span;
use crate::text::TokenKind;

use super::annotated::AnnotatedText;
use super::grammar;
use super::lexicon::{WordList, lexicon};
use super::registry::{Registry, SpeakerIdentity};
use super::state::{NEAR, QuoteCandidate};
use super::unlisted_names;
use super::{Quote, QuoteKind, Quotes, Speaker, SpeakerId};

/// Makes the quotes of an article from its candidates; and the candidates that were made quotes, in the same order.
///
/// `open` holds the quotes around the place that is read, the innermost last. Each candidate is
/// held against that one alone, which is enough because all of them nest. Of two candidates
/// with the same words the one that was found first stays (the sort is stable): a verb's own
/// content comes before what `unattributed` makes of the same marks.
pub(super) fn assemble(
    text: &AnnotatedText<'_>,
    registry: &Registry,
    mut candidates: Vec<QuoteCandidate>,
) -> (Quotes, Vec<QuoteCandidate>) {
    candidates.sort_by_key(|candidate| {
        (
            candidate.words.start,
            std::cmp::Reverse(candidate.words.end),
        )
    });
    let roles = fullest_roles(registry);
    let mut quotes = Quotes::default();
    let mut numbers: HashMap<SpeakerIdentity, SpeakerId> = HashMap::new();
    let mut open: Vec<Range<usize>> = Vec::new();
    let mut accepted = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        while open
            .last()
            .is_some_and(|outer| outer.end <= candidate.words.start)
        {
            open.pop();
        }
        let fits = open
            .last()
            .is_none_or(|outer| candidate.words.end <= outer.end && candidate.words != *outer);
        let Some(span) = bytes(text, &candidate).filter(|_| fits) else {
            continue;
        };
        open.push(candidate.words.clone());
        let speaker = candidate.speaker.as_ref().map(|subject| {
            let identity = registry.settle(subject.identity);
            *numbers.entry(identity).or_insert_with(|| {
                quotes.speakers.push(match identity {
                    SpeakerIdentity::Entity(id) => named(text, id, roles.get(&id)),
                    SpeakerIdentity::Unnamed(index) => {
                        let one = registry.unnamed.get(index);
                        unnamed(text, &one.map_or(0..0, |one| one.words.clone()))
                    }
                });
                SpeakerId(quotes.speakers.len() - 1)
            })
        });
        quotes.list.push(quote(text, &candidate, span, speaker));
        accepted.push(candidate);
    }
    name_runners_up(&mut quotes.list);
    (quotes, accepted)
}

/// The quote that an accepted candidate becomes.
fn quote(
    text: &AnnotatedText<'_>,
    candidate: &QuoteCandidate,
    span: Span,
    speaker: Option<SpeakerId>,
) -> Quote {
    let subject = candidate.speaker.as_ref();
    Quote {
        kind: candidate.kind,
        span,
        speaker,
        cue: candidate.cue.clone().map(|words| text.span(words)),
        cue_class: candidate.class,
        speaker_words: subject
            .map(|subject| text.span(closed(text, subject.words.clone())))
            .filter(|span| !span.is_empty()),
        found_by: subject.map(|subject| subject.found_by),
        runner_up: None,
        confidence: subject.map_or(20, |subject| subject.confidence),
    }
}

/// The other speaker whose quote stands nearest, an earlier one before a later one.
fn name_runners_up(quotes: &mut [Quote]) {
    for index in 0..quotes.len() {
        let own = quotes[index].speaker;
        let (before, after) = quotes.split_at(index);
        let others = before
            .iter()
            .rev()
            .take(NEAR)
            .chain(after.iter().take(NEAR));
        quotes[index].runner_up = others
            .filter_map(|other| other.speaker)
            .find(|other| Some(*other) != own);
    }
}

/// The words of a speaker with the mark that closes what is open in them: صحيفة «مرآة الخليج» is said to the end, not
/// up to its last word.
fn closed(text: &AnnotatedText<'_>, words: Range<usize>) -> Range<usize> {
    let pair = text.closes.get(words.end).copied().flatten();
    let pair = pair.and_then(|pair| text.pairs.get(pair));
    let closes = pair.is_some_and(|pair| !pair.guessed && words.contains(&pair.open));
    words.start..words.end + usize::from(closes)
}

/// The bytes of a candidate's words; nothing where marks alone are left of them, or where what is no
/// direct speech runs over the end of a paragraph: only marks that are open can do that.
///
/// The clitic is cut off here, in bytes: «طالب بوقف القتال» gives وقف القتال from a word
/// that is written بوقف. All before this speaks of whole words.
fn bytes(text: &AnnotatedText<'_>, candidate: &QuoteCandidate) -> Option<Span> {
    let span = text.span(candidate.words.clone());
    let span = Span::new(span.start + candidate.clitic, span.end);
    let words = span.of(text.source);
    let says_something = words.contains(char::is_alphanumeric);
    let stays = candidate.kind == QuoteKind::Direct || !words.contains('\n');
    (says_something && stays).then_some(span)
}

/// The fullest role of each person.
///
/// The fullest is the longest in words, of equals the first: «وزير الخارجية المصري» before
/// «الوزير». A role that changes in the article («الوزير السابق») is not told from the other.
fn fullest_roles(registry: &Registry) -> HashMap<EntityId, Range<usize>> {
    let mut roles: HashMap<EntityId, Range<usize>> = HashMap::new();
    for role in &registry.roles {
        let fullest = roles.entry(role.id).or_insert_with(|| role.words.clone());
        if role.words.len() > fullest.len() {
            *fullest = role.words.clone();
        }
    }
    roles
}

/// The shown name of an entity: the whole name where only a part of it was found (see
/// `retype_titled_names`), else the entity's own. The words may lie on two lines, so blanks are made one.
fn named(text: &AnnotatedText<'_>, id: EntityId, role: Option<&Range<usize>>) -> Speaker {
    let entity = text.entities.get(id);
    let whole = text.whole_name(id).map(|words| {
        let name: Vec<&str> = text
            .span(words)
            .of(text.source)
            .split_whitespace()
            .collect();
        name.join(" ")
    });
    Speaker {
        name: whole
            .or_else(|| entity.map(|entity| entity.name.clone()))
            .unwrap_or_default(),
        entity: Some(id),
        role: role.map(|words| text.span(words.clone())),
    }
}

/// The words of an unnamed speaker, with the place or body behind a single noun («مصدر في الوزارة»).
///
/// «مصدر» alone tells the reader nothing, so its place is shown with it. A noun with an
/// adjective («مصدر أمني») stays as it is. One word or one name is taken, no longer phrase.
fn with_place(text: &AnnotatedText<'_>, words: &Range<usize>) -> Range<usize> {
    let next = words.end;
    let body =
        lexicon().knows(WordList::Bodies, text.key(words.start)) && text.named(next + 1).is_some();
    let place = (words.len() == 1 || body) && matches!(text.key(next), "في" | "من" | "لدي");
    let noun = next + 1;
    let free = text
        .words
        .get(noun)
        .is_some_and(|word| word.kind == TokenKind::Arabic);
    if !place || !free || grammar::that_at(text, noun) {
        return words.clone();
    }
    let end = text.named(noun).map_or(noun + 1, |named| named.end);
    words.start..end
}

/// A speaker who is no entity. Where a name stands among his words they are taken apart:
/// «وزيرة العدل سلمى نور» is shown as سلمى نور with the role وزيرة العدل. A noun in front of
/// a name in marks («منظمة «ميزان»») says what it is and is no role.
fn unnamed(text: &AnnotatedText<'_>, words: &Range<usize>) -> Speaker {
    let words = &with_place(text, words);
    let inner = unlisted_names::behind_title(text, lexicon(), words)
        .or_else(|| unlisted_names::in_marks(text, lexicon(), words));
    let shown = text.span(inner.clone().unwrap_or_else(|| words.clone()));
    let name: Vec<&str> = shown.of(text.source).split_whitespace().collect();
    Speaker {
        name: without_preposition(text, words.start, name.join(" ")),
        entity: None,
        role: inner.and_then(|inner| {
            let in_marks = text
                .opens
                .get(inner.start.wrapping_sub(1))
                .copied()
                .flatten();
            in_marks
                .is_none()
                .then(|| text.span(words.start..inner.start))
        }),
    }
}

/// A name without the ل of «وفقا لمصدر», «وفقا للبيان».
///
/// Only where the word is a speaker without the ل and none with it: لواء keeps its letter.
/// `name` is as written, the word at `head` is asked in its folded key.
fn without_preposition(text: &AnnotatedText<'_>, head: usize, name: String) -> String {
    let known = |key: &str| lexicon().speaks(key);
    let key = text.key(head);
    if known(key) {
        return name;
    }
    match (without_joined_article(&name, 0), name.strip_prefix('ل')) {
        (Some(rest), _) if without_joined_article(key, 0).is_some_and(known) => format!("ال{rest}"),
        (_, Some(rest)) if key.strip_prefix('ل').is_some_and(known) => rest.to_owned(),
        _ => name,
    }
}
