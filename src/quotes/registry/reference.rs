//! A description → the entity it means: the holder of an office, the last body
//! of a kind, whoever spoke last.
//!
//! Each kind of description has its own way here: an office goes to the person
//! whose role fits best, then to whoever of those spoke last; a kind of body to
//! the last body of that kind that spoke or was mentioned; a paper to whose it
//! was before. What is none of these is left to the caller, as one without a
//! name. All look back over a bounded number of mentions.

use std::ops::Range;

use crate::entities::{EntityId, EntityKind};
use crate::text::TokenKind;
use crate::text::morphology::proclitics::noun_stem;
use crate::text::orthography::fold;

use super::super::annotated::AnnotatedText;
use super::super::grammar;
use super::super::lexicon::conjugate::Number;
use super::super::lexicon::{Lexicon, WordList};
use super::super::owners;
use super::super::roles::{self};
use super::super::unlisted_names;
use super::{MOST_HOLDERS, Registry, SpeakerIdentity, agreement_of};

/// Mentions that are looked back over for a body.
///
/// It keeps an article of mentions alone linear.
const MEMORY: usize = 256;

impl Registry {
    /// The person who holds the role that the words name.
    ///
    /// The best fit by [`roles::PersonRole::matches`] wins; of equals who spoke last; of those whose role
    /// stands nearest, in front or behind: an article may name the minister only in its last line.
    pub(in crate::quotes) fn holder(
        &self,
        text: &AnnotatedText<'_>,
        lexicon: &Lexicon,
        words: &Range<usize>,
        recent: &[SpeakerIdentity],
    ) -> Option<EntityId> {
        if !grammar::in_list(text, lexicon, WordList::People, words.start) {
            return None;
        }
        let wanted = roles::stems(text, lexicon, words.clone());
        let mut best: Option<(usize, usize, usize, EntityId)> = None;
        let office = roles::office(wanted.first()?);
        let indices = self.offices.get(&office).map_or(&[][..], Vec::as_slice);
        // Of a hostile number of holders the nearest are looked at.
        let near = indices.partition_point(|&index| self.roles[index].at <= words.start);
        let from = near.saturating_sub(MOST_HOLDERS);
        for &index in indices.iter().skip(from).take(2 * MOST_HOLDERS) {
            let role = &self.roles[index];
            let Some(score) = role.matches(&wanted) else {
                continue;
            };
            let spoke = recent
                .iter()
                .rev()
                .position(|identity| *identity == SpeakerIdentity::Entity(role.id));
            let recency = spoke.map_or(0, |place| recent.len() - place);
            let near = usize::MAX - role.at.abs_diff(words.start);
            if best.is_none_or(|b| (score, recency, near) > (b.0, b.1, b.2)) {
                best = Some((score, recency, near, role.id));
            }
        }
        best.map(|b| b.3)
    }

    /// The person whose surname ends a description that was not taken for a name (وزيرة العدل سلمى نور).
    ///
    /// Only a surname that one person alone has. It must stand alone, or behind a title, or with
    /// his first name; «مكتب نور» is not she.
    pub(super) fn by_surname(
        &self,
        text: &AnnotatedText<'_>,
        lexicon: &Lexicon,
        words: &Range<usize>,
    ) -> Option<EntityId> {
        let last = words
            .end
            .checked_sub(1)
            .filter(|&last| last >= words.start)?;
        let head = text.key(words.start);
        // A mention was looked at before; محامي خليل is not خليل.
        if text.named(last).is_some() || words.len() > 1 && lexicon.has(WordList::Relations, head) {
            return None;
        }
        let title = words.len() > 1 && lexicon.knows(WordList::People, head);
        let alone = words.len() == 1
            && (!lexicon.speaks(head)
                || unlisted_names::has_article(head) && !self.is_kind_of_any(noun_stem(head)));
        let id = (*self.surnames.get(text.key(last))?)?;
        let whole = || {
            let name = text.entities.get(id).map(|entity| fold(&entity.name));
            let first = name.is_some_and(|name| name.split_whitespace().next() == Some(head));
            first && unlisted_names::looks_like_one(text, lexicon, words)
        };
        (title || alone || whole()).then_some(id)
    }

    /// The unnamed speaker whose name's last word stands alone or ends a description.
    ///
    /// The name was never found, so its last word is all there is to know him by.
    pub(super) fn again(
        &self,
        text: &AnnotatedText<'_>,
        lexicon: &Lexicon,
        words: &Range<usize>,
    ) -> Option<usize> {
        let last = words.end.checked_sub(1)?;
        let head = text.key(words.start);
        let alone = words.len() == 1 && !lexicon.speaks(head);
        let title = words.len() == 2 && lexicon.knows(WordList::People, head);
        let free = text.named(last).is_none() && !lexicon.has(WordList::Relations, head);
        let known = self.guessed.get(text.key(last)).copied();
        known.filter(|_| free && (alone || title))
    }

    /// The body that «الصحيفة» or «الهيئة» means: the last one of that kind.
    ///
    /// `head` is the noun's stem. One or two words («الصحيفة الأمريكية»); the adjective is not
    /// compared. One that spoke goes before one that was merely mentioned.
    pub(super) fn body(
        &self,
        text: &AnnotatedText<'_>,
        words: &Range<usize>,
        head: &str,
        recent: &[SpeakerIdentity],
    ) -> Option<EntityId> {
        let of_kind = |id: EntityId| {
            let profile = self.profiles.get(&id);
            !self.is_descriptive(id)
                && profile.is_some_and(|profile| profile.kinds.iter().any(|kind| kind == head))
        };
        if words.len() > 2 {
            return None;
        }
        let spoke = recent.iter().rev().find_map(|identity| match identity {
            SpeakerIdentity::Entity(id) if of_kind(*id) => Some(*id),
            SpeakerIdentity::Entity(_) | SpeakerIdentity::Unnamed(_) => None,
        });
        spoke.or_else(|| {
            text.mentions_before(words.start)
                .take(MEMORY)
                .find(|id| of_kind(*id))
        })
    }

    /// Whose paper «التقرير» or «البيان» is: whose it was before, or the last body that spoke or was mentioned.
    ///
    /// A person's paper is his only where it was his before. A body that spoke must be near, in
    /// this paragraph or the one before; else the body last mentioned is taken.
    fn publisher(
        &self,
        text: &AnnotatedText<'_>,
        lexicon: &Lexicon,
        words: &Range<usize>,
        recent: &[SpeakerIdentity],
    ) -> Option<SpeakerIdentity> {
        let head = noun_stem(text.key(words.start));
        let number =
            |at: usize| text.words.get(at).map(|word| word.kind) == Some(TokenKind::Number);
        // «المادة (27)», «الفقرة 3» speak as themselves.
        let numbered = |at: usize| text.raw(at) == "(" || number(at);
        if numbered(words.end) || words.clone().any(numbered) {
            return None;
        }
        let body = |identity: &SpeakerIdentity| is_kind(text, *identity, EntityKind::Organization);
        let near = |identity: &SpeakerIdentity| is_near(text, *identity, words.start);
        let any = |identity: &SpeakerIdentity| {
            matches!(identity, SpeakerIdentity::Entity(_))
                && !is_kind(text, *identity, EntityKind::Person)
        };
        let mut mentioned = text.mentions_before(words.start).take(MEMORY);
        let known = self.papers.get(head).copied();
        let earlier =
            || owners::owner_of_earlier(text, lexicon, words).map(SpeakerIdentity::Entity);
        known
            .or_else(earlier)
            .or_else(|| recent.iter().rev().copied().find(any).filter(near))
            .or_else(|| {
                mentioned
                    .find(|id| body(&SpeakerIdentity::Entity(*id)))
                    .map(SpeakerIdentity::Entity)
            })
    }

    /// «المتحدث», «البيان», «سموه» without a complement: whoever spoke last and can be meant.
    ///
    /// Three kinds: an honour («سموه») is the last person who spoke or was mentioned; a paper is its
    /// publisher's; a title is the last speaker if he is a person or one of several («أحد السكان»)
    /// and of its gender. «المصدر» is left out, for it always has a «مصدر» of its own before it.
    pub(super) fn bridged(
        &self,
        text: &AnnotatedText<'_>,
        lexicon: &Lexicon,
        words: &Range<usize>,
        recent: &[SpeakerIdentity],
    ) -> Option<SpeakerIdentity> {
        let key = text.key(words.start);
        let latest = || recent.iter().rev().copied();
        let mentioned = || {
            text.mentions_before(words.start)
                .take(MEMORY)
                .map(SpeakerIdentity::Entity)
        };
        if lexicon.has(WordList::Honours, key) {
            let person = |identity: &SpeakerIdentity| is_kind(text, *identity, EntityKind::Person);
            return latest().find(person).or_else(|| mentioned().find(person));
        }
        let article = unlisted_names::has_article(key);
        let head = noun_stem(key);
        let known = self.same_unnamed(head, words, true, text).is_some();
        if !article || known || matches!(head, "مصدر" | "مصادر") {
            return None;
        }
        if lexicon.knows(WordList::Papers, key) {
            return self.publisher(text, lexicon, words, recent);
        }
        let person = lexicon.knows(WordList::People, key) && !lexicon.knows(WordList::Plurals, key);
        let gender = agreement_of(text, lexicon, words.start).gender;
        let one_of = |identity: SpeakerIdentity| match identity {
            SpeakerIdentity::Unnamed(index) => self.unnamed.get(index).is_some_and(|one| {
                grammar::is_determiner(text.key(one.words.start))
                    && one.agreement.number == Number::Singular
            }),
            SpeakerIdentity::Entity(_) => false,
        };
        let fits = |identity: &SpeakerIdentity| {
            (is_kind(text, *identity, EntityKind::Person) || one_of(*identity))
                && self.gender(*identity).is_none_or(|known| known == gender)
        };
        let known = latest().filter(|_| person).find(fits);
        known.or_else(|| {
            person
                .then(|| self.protagonist(text, words, gender))
                .flatten()
        })
    }
}

/// Whether an entity is mentioned in the paragraph of a word or the one before, in front of the word.
///
/// By bisection over the entity's mentions.
pub(super) fn is_near(text: &AnnotatedText<'_>, identity: SpeakerIdentity, at: usize) -> bool {
    let SpeakerIdentity::Entity(id) = identity else {
        return false;
    };
    let (Some(entity), Some(word)) = (text.entities.get(id), text.words.get(at)) else {
        return false;
    };
    let before = entity
        .mentions
        .partition_point(|mention| mention.span.end <= word.span.start);
    let last = before
        .checked_sub(1)
        .and_then(|index| entity.mentions.get(index));
    last.is_some_and(|mention| text.paragraph_at(mention.span.start) + 1 >= word.paragraph)
}

pub(super) fn is_kind(
    text: &AnnotatedText<'_>,
    identity: SpeakerIdentity,
    kind: EntityKind,
) -> bool {
    match identity {
        SpeakerIdentity::Entity(id) => text.kind(id) == Some(kind),
        SpeakerIdentity::Unnamed(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn a_report_is_whose_it_was_before() {
        check(
            "وأوضح تقرير ل[O:وزارة الصحة] أن {i O:البرنامج مستمر}. وزار الفريق [O2:البلدية]. وأشار التقرير إلى أن {i O:العمل جار}.",
        );
    }

    #[test]
    fn a_numbered_article_speaks_as_itself() {
        check(
            "قالت [O:البلدية] إن {i O:البرنامج مستمر}. وأشارت المادة (27) إلى أن {i المادة:العمل جار}.",
        );
    }
}
