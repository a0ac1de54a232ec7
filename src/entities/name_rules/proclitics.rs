//! The first word of a name → how many of its letters are proclitics (و ف ب ل ك), by evidence.
//!
//! The word alone does not show it: بريان begins with its own ب, بكريم does not. What is asked, in this order:
//!
//! 1. Does the article write the same name without the letter? (وبان كي مون, بان كي مون)
//! 2. Is the whole word a name by a list, or is it لل? (بيروت; للأمم)
//! 3. How does the article write the word where nothing can be joined to it, inside of a person's name?
//!    (فؤاد بوعلي, so بوعلي)
//! 4. Can a proclitic stand there at all? A subject follows its verb, a name its title, with nothing between
//!    (قال ولفغانغ ماير).
//! 5. Is what is left a name by a list, the head of a body, or a name that more people bear?
//! 6. What news taught the model; but a و between two names is *and*.
//!
//! س stands before verbs alone and is never cut. Of للأمم the name begins at the second ل, as its alef is not
//! in the text; [`TaggedName::joined_article`] tells that it has the article.

use std::collections::HashSet;

use super::NameContext;
use super::lists::{FIRST_LETTERS, SAYINGS};
use crate::entities::EntityKind;
use crate::entities::gazetteers::GazetteerList;
use crate::entities::mentions::TaggedName;
use crate::hash::hash_letters;
use crate::span::Span;
use crate::text::morphology::proclitics::cuts;
use crate::text::orthography::Folded;

/// Lists whose words are names or begin names, of any kind.
const NAME_LISTS: u16 = GazetteerList::Country as u16
    | GazetteerList::City as u16
    | GazetteerList::Given as u16
    | GazetteerList::Media as u16
    | GazetteerList::Chain as u16
    | GazetteerList::Club as u16
    | GazetteerList::Head as u16
    | GazetteerList::Body as u16;

/// How the article writes names where nothing is joined to them, by kind and hash of words.
#[derive(Default)]
struct WrittenNames {
    /// Words behind the first of people's names.
    inside: HashSet<u64>,
    /// First words that no proclitic can be part of.
    starts: HashSet<(EntityKind, u64)>,
    /// The first and the last word of longer names.
    ends: HashSet<(EntityKind, u64, u64)>,
}

impl WrittenNames {
    fn new(context: NameContext<'_>, names: &[TaggedName]) -> Self {
        let mut written = Self::default();
        let hash = |at: usize| context.words.at(at).whole;
        for name in names {
            let (first, last) = (name.tokens.start, name.tokens.end - 1);
            if name.kind == EntityKind::Person {
                written.inside.extend(name.tokens.clone().skip(1).map(hash));
            }
            if possible_cuts(&context.letters(first)).is_empty() {
                written.starts.insert((name.kind, hash(first)));
            }
            if last > first {
                written.ends.insert((name.kind, hash(first), hash(last)));
            }
        }
        written
    }
}

/// The numbers of letters at the start of a word that can be proclitics of a name.
fn possible_cuts(letters: &[char]) -> Vec<usize> {
    let possible = cuts(letters).filter(|&cut| !letters[..cut].contains(&'س'));
    possible.collect()
}

/// Sets the first byte of each name behind its proclitics, and whether the article is joined to the last of them.
pub(super) fn cut(context: NameContext<'_>, names: &mut [TaggedName]) {
    let written = WrittenNames::new(context, names);
    let mut end_before = 0;
    for name in names {
        let at = name.tokens.start;
        let follows = at > 0 && at == std::mem::replace(&mut end_before, name.tokens.end);
        let letters = context.letters(at);
        if letters.len() < 2 {
            continue;
        }
        let cut = letters_to_cut(context, name, &letters, &written).max(usize::from(
            follows && is_conjunction(context, name, &letters),
        ));
        let token = context.document.tokens[at].span;
        let byte = Folded::new(context.document.word(at))
            .nth(cut)
            .filter(|_| cut > 0)
            .map_or(0, |(byte, _)| byte);
        name.span = Span::new(token.start + byte, name.span.end);
        name.joined_article = is_joined(context, &letters, cut);
    }
}

/// Letters of proclitics at the start of a name's first word.
fn letters_to_cut(
    context: NameContext<'_>,
    name: &TaggedName,
    letters: &[char],
    written: &WrittenNames,
) -> usize {
    let possible = possible_cuts(letters);
    if possible.is_empty() {
        // وج. ك. رولينغ
        let is_initial = letters.len() == 2 && letters[0] == 'و';
        return usize::from(is_initial && context.document.word(name.tokens.start + 1) == ".");
    }
    let hash = |word: &[char]| hash_letters(word.iter().copied());
    let find = |holds: &dyn Fn(u64) -> bool| {
        let found = possible.iter().find(|&&cut| holds(hash(&letters[cut..])));
        found.copied()
    };
    // وبان كي مون beside بان كي مون
    let last = context.words.at(name.tokens.end - 1).whole;
    let same = |first: u64| written.ends.contains(&(name.kind, first, last));
    if let Some(cut) = find(&same).filter(|_| name.tokens.len() > 1) {
        return cut;
    }
    if is_name(context, letters, name.kind) {
        return 0;
    }
    // للأمم, وللبنان
    let is_double = |cut: usize| letters[cut - 1] == 'ل' && letters[cut] == 'ل';
    if let Some(&cut) = possible
        .iter()
        .find(|&&cut| is_double(cut) && letters.len() > cut + 2)
    {
        return cut;
    }
    if written.inside.contains(&hash(letters)) && name.kind == EntityKind::Person {
        return 0;
    }
    let inside = |word: u64| name.kind == EntityKind::Person && written.inside.contains(&word);
    let starts = |word: u64| written.starts.contains(&(name.kind, word));
    if let Some(cut) = find(&inside).or_else(|| find(&starts)) {
        return cut;
    }
    if !can_be_joined(context, name, letters[0]) {
        return 0;
    }
    if let Some(&cut) = possible
        .iter()
        .find(|&&cut| is_name(context, &letters[cut..], name.kind))
    {
        return cut;
    }
    by_bearers(context, name, letters, &possible)
}

/// Whether the و of a name that follows another at once is *and*: no list has the whole word.
fn is_conjunction(context: NameContext<'_>, name: &TaggedName, letters: &[char]) -> bool {
    letters[0] == 'و' && letters.len() > 2 && !is_name(context, letters, name.kind)
}

/// Whether a word is a name of that kind, or begins such names, by a list.
fn is_name(context: NameContext<'_>, letters: &[char], kind: EntityKind) -> bool {
    let word: String = letters.iter().collect();
    let lists: &[GazetteerList] = match kind {
        EntityKind::Person => &[GazetteerList::Given, GazetteerList::Chain],
        EntityKind::Place => &[
            GazetteerList::Country,
            GazetteerList::City,
            GazetteerList::Site,
        ],
        EntityKind::Organization => &[
            GazetteerList::Head,
            GazetteerList::Media,
            GazetteerList::Club,
            GazetteerList::Body,
            GazetteerList::Country,
        ],
    };
    let listed = context.entry(letters).lists;
    lists.iter().any(|&list| listed & list as u16 != 0) || FIRST_LETTERS.holds(&word)
}

/// Whether a proclitic can stand before the name: not behind a title or a verb of saying, but for ل.
fn can_be_joined(context: NameContext<'_>, name: &TaggedName, first: char) -> bool {
    let Some(before) = name.tokens.start.checked_sub(1) else {
        return true;
    };
    let governs =
        SAYINGS.holds(&context.folded(before)) || context.holds(before, GazetteerList::Title);
    name.kind != EntityKind::Person || first == 'ل' || !governs
}

/// The cut by the number of people who bear the word and what is left of it; else the model's own.
///
/// و is cut as the model has it. The other letters are cut off a person's unknown name only where more
/// people bear the rest.
fn by_bearers(
    context: NameContext<'_>,
    name: &TaggedName,
    letters: &[char],
    possible: &[usize],
) -> usize {
    let word = context.words.at(name.tokens.start);
    let own = usize::from(word.cut);
    let own = if letters[..own.min(letters.len())].contains(&'س') {
        0
    } else {
        own
    };
    let is_doubtful = name.kind == EntityKind::Person && own > 0 && letters[own - 1] != 'و';
    if !is_doubtful || letters.get(own..own + 2) == Some(&['ا', 'ل']) {
        return own;
    }
    let bearers = |word: &[char]| context.entry(word).name_count;
    let more = possible
        .iter()
        .find(|&&cut| bearers(&letters[cut..]) > bearers(letters));
    more.copied().unwrap_or(0)
}

/// Whether the ل before the name and its first ل are ل and the article: للأمم, but not للبنان.
fn is_joined(context: NameContext<'_>, letters: &[char], cut: usize) -> bool {
    let is_double = cut > 0 && letters[cut - 1] == 'ل' && letters.get(cut) == Some(&'ل');
    if !is_double || letters.len() < cut + 3 {
        return false;
    }
    let rest = &letters[cut..];
    let mut definite = vec!['ا'];
    definite.extend_from_slice(rest);
    let (own, definite) = (context.entry(rest), context.entry(&definite));
    let own_is_name = own.lists & NAME_LISTS != 0;
    let definite_is_name = definite.lists & NAME_LISTS != 0;
    match (own_is_name, definite_is_name) {
        (true, false) => false,
        (false, true) => true,
        // A word with the article is far more often used than one that begins with ل by itself.
        _ => definite.frequency >= own.frequency,
    }
}
