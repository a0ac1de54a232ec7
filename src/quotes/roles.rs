//! The words around a person's name → the roles he holds: a title in front
//! (وزير الخارجية فلان), an apposition behind (فلان، وزير الخارجية،).
//!
//! A role is kept as the stems of its words, without article, particles and the
//! words that all offices share (عام, رسمي). A description means the holder when
//! enough of its stems are the role's: the head noun, and two thirds of the
//! rest. An adjective of origin that the other lacks tells two holders of one
//! office apart. The role shown to the reader is the longest one.
//!
//! A role is what the article says and no knowledge of the world: «الرئيس» is whomever this
//! article calls so. Stems are folded words, so spelling with or without hamza is one. It
//! does not know when a role ended.

use std::ops::Range;

use crate::entities::EntityId;

use super::annotated::{AnnotatedText, MentionRef};
use crate::text::morphology::inflection::{dual_stem, is_nisba};
use crate::text::morphology::proclitics::{
    noun_stem, without_conjunction, without_joined_article, without_preposition,
};

use super::grammar;
use super::lexicon::{Lexicon, WordList};
use super::unlisted_names;

/// Words of a role that can be its head noun (المستشار ورئيس الوزراء).
///
/// «نائب رئيس الوزراء وزير الصحة»: either noun may be used alone later.
const HEADS: usize = 6;
/// Words that a role may have at most.
const LONGEST: usize = 16;

/// A role that the article gives to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PersonRole {
    pub(super) id: EntityId,
    /// First word of the role.
    pub(super) at: usize,
    /// The words of the role.
    pub(super) words: Range<usize>,
    /// In the order of the text.
    stems: Vec<String>,
}

impl PersonRole {
    /// The names of offices that a description of it can begin with.
    ///
    /// The keys under which the registry finds the role: each once, sorted. A dual («وزيرا الصحة
    /// والمال») is found under the singular as well.
    pub(super) fn offices(&self) -> Vec<String> {
        let heads = self.stems.iter().take(HEADS);
        let mut names: Vec<String> = heads.clone().map(|stem| office(stem)).collect();
        names.extend(heads.filter_map(|stem| dual_stem(stem)).map(office));
        names.sort_unstable();
        names.dedup();
        names
    }

    /// How well the role fits the stems of a description; `None` where it does not.
    ///
    /// The figure only orders roles for one description: four for each stem of the description
    /// that the role has, two where the head noun is the same, one for a role that says little
    /// more. A lone noun («الوزير») fits every role with that head.
    ///
    /// Stems are compared pair by pair; a role has at most [`LONGEST`] words, so that is bounded.
    pub(super) fn matches(&self, wanted: &[String]) -> Option<usize> {
        let head = wanted.first()?;
        if !self
            .stems
            .iter()
            .take(HEADS)
            .any(|stem| same_head(stem, head))
        {
            return None;
        }
        let count = wanted
            .iter()
            .filter(|want| self.stems.iter().any(|stem| close(stem, want)))
            .count();
        let first = self.stems.first().is_some_and(|stem| same_head(stem, head));
        let all_held = self.stems.len() >= 2
            && self
                .stems
                .iter()
                .all(|stem| wanted.iter().any(|want| close(stem, want)));
        let enough = wanted.len() == 1 || count >= 2 && count * 3 >= wanted.len() * 2 || all_held;
        // «وزير الخارجية المصري» is not the Saudi one.
        let foreign = wanted
            .iter()
            .skip(1)
            .any(|want| is_nisba(want) && !self.stems.iter().any(|stem| close(stem, want)))
            && self
                .stems
                .iter()
                .skip(1)
                .any(|stem| is_nisba(stem) && !wanted.iter().any(|want| close(stem, want)));
        let plain = usize::from(self.stems.len() <= wanted.len() + 1);
        (enough && !foreign).then_some(count * 4 + usize::from(first) * 2 + plain)
    }
}

/// The roles in front of and behind a mention of a person.
///
/// None, one or two. What stands around one mention holds for the entity throughout.
pub(super) fn around(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    named: MentionRef,
) -> Vec<PersonRole> {
    [before(text, lexicon, named), behind(text, lexicon, named)]
        .into_iter()
        .flatten()
        .map(|words| PersonRole {
            id: named.id,
            at: words.start,
            stems: stems(text, lexicon, words.clone()),
            words,
        })
        .filter(|role| !role.stems.is_empty())
        .collect()
}

/// The role of the second of two who share one («وزيرا الخارجية المصري فلان والسعودي فلان»).
///
/// The dual names the office once, and each adjective its holder. The second role is built
/// from the first one's stems: head in the singular, its adjective of origin put in place of
/// the other's.
pub(super) fn joined(
    text: &AnnotatedText<'_>,
    named: MentionRef,
    before: &PersonRole,
) -> Option<PersonRole> {
    let at = named.first.checked_sub(1)?;
    let key = text.key(at);
    let adjective = key.strip_prefix("وال").filter(|rest| is_nisba(rest))?;
    if at < before.at || at - before.at > LONGEST {
        return None;
    }
    let mut stems: Vec<String> = before
        .stems
        .iter()
        .enumerate()
        .filter(|(i, stem)| *i == 0 || !is_nisba(stem))
        .map(|(_, stem)| stem.clone())
        .collect();
    stems.retain(|stem| !matches!(stem.as_str(), "مملكه" | "دوله" | "جمهوريه"));
    if let Some(head) = stems.first_mut()
        && let Some(one) = dual_stem(head)
    {
        *head = one.to_owned();
    }
    stems.push(adjective.to_owned());
    Some(PersonRole {
        id: named.id,
        at,
        words: at..at + 1,
        stems,
    })
}

/// The title in front of a name: from the leftmost noun for a person after the last boundary.
///
/// Word by word to the left, and the leftmost noun for a person is the head: «وزير الخارجية
/// والمغتربين الدكتور سامر خليل». A mark, a verb of saying, أن, another person or a word that
/// no role goes over ends the way.
fn before(text: &AnnotatedText<'_>, lexicon: &Lexicon, named: MentionRef) -> Option<Range<usize>> {
    let mut head = None;
    let mut commas = 0;
    let lowest = named.first.saturating_sub(LONGEST);
    for at in (lowest..named.first).rev() {
        let same = text.words[at].paragraph == text.words[named.first].paragraph;
        if !same || text.person(at).is_some() {
            break;
        }
        if text.is_comma(at) {
            // One comma may stand between the role and the name or its rank.
            commas += 1;
            if commas > 1 || named.first - at > 4 {
                break;
            }
            continue;
        }
        let stop = text.is_mark(at)
            && !matches!(text.raw(at), "«" | "»" | "\"" | "“" | "”" | "(" | ")")
            || grammar::that_at(text, at)
            || is_break(text.key(at))
            || is_cue(text, lexicon, at);
        if stop {
            break;
        }
        if is_person_noun(text, lexicon, at) {
            head = Some(at);
        }
    }
    let last = named.first.checked_sub(1)?;
    // «محامي فلان» is no role of his.
    if lexicon.has(WordList::Relations, text.key(last)) {
        return None;
    }
    // «طالب فلان بكذا»: a title of one word has its article, and at the start of a sentence this is the verb.
    let opens = last.checked_sub(1).is_none_or(|at| {
        text.words[at].paragraph != text.words[last].paragraph || text.is_mark(at)
    });
    if head == Some(last) && opens && noun_stem(text.key(last)) == text.key(last) {
        return None;
    }
    let head = head.map(|head| others_title(text, lexicon, last, head).unwrap_or(head));
    head.map(|head| {
        // «رئيسة النقابة، المهندسة سلمى»: the rank behind the comma is no part of the office.
        let comma = (head..named.first).find(|&at| text.is_comma(at));
        head..trim_comma(text, head, comma.unwrap_or(named.first))
    })
}

/// The first word of the title that ends at `last`, where it is governed itself inside the phrase that
/// begins at `head`: its holder is not the one meant (مستشار للرئيس فلان, المتحدث باسم الرئيس فلان, والدة الطفل فلان).
///
/// The nearest title is the holder's: in «المتحدث باسم الرئيس سامر خليل» الرئيس is the name's
/// title and المتحدث nobody's here; in «المتحدث باسم الجيش العقيد سامر خليل» العقيد is not
/// governed, and the whole is his. نائب and its like are left out: «نائب الرئيس سامر خليل»
/// is taken for the deputy.
pub(super) fn others_title(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    last: usize,
    head: usize,
) -> Option<usize> {
    let bare = |at: usize| text.named(at).is_none();
    let title = |at: usize| {
        let key = text.key(at);
        let governed = without_joined_article(key, 0).or_else(|| key.strip_prefix("بال"));
        bare(at)
            && (governed.is_some_and(|rest| lexicon.has(WordList::People, rest))
                || lexicon.knows(WordList::People, key) && unlisted_names::has_article(key))
    };
    // «الرئيس المنتخب فلان»
    let adjective = |at: usize| bare(at) && unlisted_names::has_article(text.key(at));
    let first = if title(last) {
        last
    } else if last > head && adjective(last) && title(last - 1) {
        last - 1
    } else {
        return None;
    };
    if first <= head {
        return None;
    }
    let front = text.key(first - 1);
    let served = matches!(
        front,
        "نائب" | "نائبه" | "مساعد" | "مساعده" | "وكيل" | "معاون" | "خلف" | "سلف"
    );
    let relation = lexicon.has(WordList::Relations, front) && !served;
    let governed = grammar::has_preposition(text, lexicon, first)
        || grammar::governs_next(text, lexicon, first - 1)
        || relation
        || matches!(front, "باسم" | "بقياده" | "برئاسه" | "بزعامه");
    governed.then_some(first)
}

fn trim_comma(text: &AnnotatedText<'_>, from: usize, mut to: usize) -> usize {
    while to > from && text.is_comma(to - 1) {
        to -= 1;
    }
    to
}

/// The apposition behind a name: a noun for a person, up to the next boundary.
///
/// «سامر خليل، وزير الصحة، إن …» or «سامر خليل (مدير المركز)». The next word must be a noun for
/// a person; «، والمدير نادر» with its و is somebody else.
fn behind(text: &AnnotatedText<'_>, lexicon: &Lexicon, named: MentionRef) -> Option<Range<usize>> {
    let mut from = named.end;
    if text.is_mark(from) && matches!(text.raw(from), "»" | "\"" | "”" | "“") {
        from += 1;
    }
    if text.is_comma(from) || text.raw(from) == "(" {
        from += 1;
    }
    let key = text.key(from);
    if key.starts_with('و') && !lexicon.has(WordList::People, key)
        || !is_person_noun(text, lexicon, from)
    {
        return None;
    }
    let paragraph = text.words.get(from)?.paragraph;
    let mut to = from + 1;
    while to < text.words.len() && to < from + LONGEST && text.words[to].paragraph == paragraph {
        let boundary = text.is_comma(to)
            || text.is_mark(to) && !matches!(text.raw(to), "«" | "»" | "\"" | "“" | "”")
            || grammar::that_at(text, to)
            || is_break(text.key(to))
            || is_cue(text, lexicon, to);
        if boundary {
            break;
        }
        to += 1;
    }
    Some(from..to)
}

/// Words that no role goes over.
///
/// Folded keys. They begin a time, a relative clause, or a clause with a verb.
fn is_break(key: &str) -> bool {
    matches!(
        key,
        "الذي"
            | "التي"
            | "الذين"
            | "خلال"
            | "بعد"
            | "قبل"
            | "عقب"
            | "مع"
            | "ان"
            | "امس"
            | "اليوم"
            | "حيث"
            | "كما"
            | "بينما"
            | "فيما"
            | "ضد"
            | "عندما"
            | "حول"
            | "وقد"
            | "قد"
            | "كان"
            | "وكان"
            | "بشان"
    )
}

/// Strong verbs only, and no word that is a noun for a person itself.
fn is_cue(text: &AnnotatedText<'_>, lexicon: &Lexicon, at: usize) -> bool {
    let key = text.key(at);
    let strong = |word: &str| {
        lexicon
            .senses(word)
            .iter()
            .any(|sense| !lexicon.entry(*sense).government.weak)
    };
    text.named(at).is_none()
        && !lexicon.knows(WordList::People, key)
        && (strong(key) || without_conjunction(key, 0).is_some_and(strong))
}

/// A preposition of one letter on it is passed over here; whether it governs the name is
/// asked later, by [`others_title`].
fn is_person_noun(text: &AnnotatedText<'_>, lexicon: &Lexicon, at: usize) -> bool {
    text.named(at).is_none() && {
        let key = text.key(at);
        lexicon.knows(WordList::People, key)
            || without_joined_article(key, 0)
                .is_some_and(|rest| lexicon.has(WordList::People, rest))
            || without_preposition(key, &['ل', 'ب'], 4)
                .is_some_and(|rest| lexicon.knows(WordList::People, rest))
            || dual_stem(key).is_some_and(|stem| lexicon.knows(WordList::People, stem))
    }
}

/// The stems of the words of a description that tell it from others.
///
/// Words that all offices share say nothing. رئيس الوزراء and رئيس الحكومة are one office, so
/// وزراء is read as حكومة.
pub(super) fn stems(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    words: Range<usize>,
) -> Vec<String> {
    words
        .filter(|&at| {
            !text.is_mark(at)
                && (text.named(at).is_some() || !grammar::is_particle(text, lexicon, at))
        })
        .map(|at| match noun_stem(text.key(at)) {
            "وزراء" => "حكومه".to_owned(),
            stem => stem.to_owned(),
        })
        .filter(|stem| {
            !matches!(
                stem.as_str(),
                "باسم" | "سيد" | "دكتور" | "د" | "عام" | "رسمي" | "امس" | ""
            )
        })
        .collect()
}

/// Whether two head nouns name the same office.
fn same_head(a: &str, b: &str) -> bool {
    office(a) == office(b) || dual_stem(a) == Some(b)
}

/// The one name of an office with two (ناطق, متحدث), a preposition taken off.
pub(super) fn office(word: &str) -> String {
    match word {
        "ناطق" => "متحدث".to_owned(),
        "ناطقه" => "متحدثه".to_owned(),
        _ => word.strip_prefix('ل').unwrap_or(word).to_owned(),
    }
}

/// Whether two stems are one word but for a preposition or a nisba ending (مصر, مصري).
///
/// «وزير خارجية مصر» and «وزير الخارجية المصري» are one office.
fn close(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let nisba = long
        .strip_prefix(short)
        .is_some_and(|rest| matches!(rest, "ي" | "يه"));
    let clitic = long.strip_prefix(['ل', 'ب', 'و']) == Some(short);
    short.chars().count() >= 3 && (nisba || clitic)
}

/// The person who is named for the first time right behind a word, at the head of a sentence.
///
/// In the next two sentences, among their first five words, no more than one paragraph down.
/// He must be named there for the first time: else the article would have named him before.
pub(super) fn named_behind(text: &AnnotatedText<'_>, at: usize) -> Option<EntityId> {
    let here = text.words.get(at.saturating_sub(1))?.paragraph;
    let sentence = text
        .sentences
        .partition_point(|sentence| sentence.end <= at);
    text.sentences
        .get(sentence + 1..)?
        .iter()
        .take(2)
        .filter(|sentence| text.words[sentence.start].paragraph <= here + 1)
        .find_map(|sentence| {
            (sentence.start..sentence.end.min(sentence.start + 5)).find_map(|i| {
                let named = text
                    .person(i)
                    .filter(|named| named.first == i && named.clitic == 0)?;
                let entity = text.entities.get(named.id)?;
                let first = entity.mentions.first()?;
                // A title of its own or an earlier mention makes it somebody else.
                let fresh = first.span.start >= text.words[at.saturating_sub(1)].span.end;
                fresh.then_some(named.id)
            })
        })
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::{find, parse};

    #[test]
    fn the_fullest_role_is_shown() {
        let line = parse("وقال المتحدث باسم [O:وزارة الصحة]، [P:سامر خليل]، إن العمل جار.");
        let quotes = find(&line);
        let role = quotes.speakers[0]
            .role
            .map(|span| span.of(&line.article.text));
        assert_eq!(role, Some("المتحدث باسم وزارة الصحة"));
    }

    #[test]
    fn a_role_behind_the_name() {
        let line = parse("وقال [P:سامر خليل]، مدير عام المركز، إن العمل جار.");
        let quotes = find(&line);
        let role = quotes.speakers[0]
            .role
            .map(|span| span.of(&line.article.text));
        assert_eq!(role, Some("مدير عام المركز"));
    }

    #[test]
    fn a_verb_that_reads_as_a_title_is_none() {
        let line = parse("طالب [P:سامر خليل] بوقف العمل. وقال [P:سامر خليل] إن العمل جار.");
        assert!(find(&line).speakers.iter().all(|one| one.role.is_none()));
    }
}
