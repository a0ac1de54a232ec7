//! Names whose ends the tagger has wrong → the same names from their first to their last word.
//!
//! ```text
//! people joined by و      سعاد عبد الرحمن والشيخ عبدالله بن زايد  →  two names
//! agencies joined         فرانس برس ولرويترز                       →  two names
//! initials                جون ف. كينيدي, ج. ك. رولينغ              →  one name
//! a name that cannot end  حمد بن خليفة آل | ثاني                   →  with the next word
//! ordinals                لويس الرابع عشر, بنديكتوس الـ16           →  with the ordinal
//! ```

use super::NameContext;
use super::lists::{FIRST_LETTERS, REGNAL_NAMES, RULER_TITLES};
use crate::entities::EntityKind;
use crate::entities::gazetteers::GazetteerList;
use crate::entities::mentions::TaggedName;
use crate::text::TokenKind;
use crate::text::morphology::proclitics::{PREPOSITIONS, without_conjunction, without_preposition};
use crate::text::sentences::is_spoken_letter;
use std::ops::Range;

/// Tokens of a name and its kind.
type NameRange = (Range<usize>, EntityKind);

/// Words behind which a person's name goes on.
const OPEN_ENDS: [&str; 8] = ["ال", "بن", "ابن", "ابو", "ابي", "ابا", "بنت", "ولد"];

/// Kunyas as they begin a name.
const KUNYAS: [&str; 4] = ["ابو", "ابي", "ابا", "ام"];

/// Ordinals behind the name of a ruler.
const ORDINALS: [&str; 11] = [
    "الاول",
    "الثاني",
    "الثالث",
    "الرابع",
    "الخامس",
    "السادس",
    "السابع",
    "الثامن",
    "التاسع",
    "العاشر",
    "الثانيه",
];

/// Ordinals before عشر.
pub(super) const BEFORE_TEN: [&str; 10] = [
    "الحادي",
    "الثاني",
    "الثالث",
    "الرابع",
    "الخامس",
    "السادس",
    "السابع",
    "الثامن",
    "التاسع",
    "العاشر",
];

/// `names` with their ends put right, in reading order.
pub(super) fn correct(context: NameContext<'_>, names: &[TaggedName]) -> Vec<TaggedName> {
    let mut ranges: Vec<NameRange> = Vec::with_capacity(names.len());
    for name in names {
        split(context, name.tokens.clone(), name.kind, &mut ranges);
    }
    add_initialed(context, &mut ranges);
    add_rulers(context, &mut ranges);
    let mut out: Vec<TaggedName> = Vec::with_capacity(ranges.len());
    for at in 0..ranges.len() {
        let (mut tokens, mut kind) = ranges[at].clone();
        let open = out.last().map_or(0, |name| name.tokens.end);
        // A longer name before it has taken it in.
        if tokens.start < open {
            continue;
        }
        if kind == EntityKind::Organization && is_ruler(context, &tokens) {
            kind = EntityKind::Person;
        }
        if kind == EntityKind::Person {
            let following = ranges.get(at + 1);
            tokens = with_initials(context, tokens, open, following);
            tokens.end = with_open_end(context, &tokens);
            tokens.end = with_ordinal(context, &tokens);
            tokens.end = without_pronoun_word(context, &tokens);
        }
        let same = names.iter().find(|name| name.tokens == tokens);
        match same.filter(|name| name.kind == kind) {
            Some(name) => out.push(name.clone()),
            None => out.push(context.name(tokens, kind)),
        }
    }
    out
}

/// Appends a name to `out`, as several where و joins them.
fn split(
    context: NameContext<'_>,
    tokens: Range<usize>,
    kind: EntityKind,
    out: &mut Vec<NameRange>,
) {
    let mut start = tokens.start;
    let mut kind = kind;
    for at in tokens.start + 1..tokens.end {
        let is_initialed = kind != EntityKind::Place && is_joined_initial(context, at);
        let begins = match kind {
            EntityKind::Person => begins_person(context, at, tokens.end),
            EntityKind::Organization => begins_medium(context, at),
            EntityKind::Place => false,
        };
        if !begins && !is_initialed {
            continue;
        }
        out.push((start..at, kind));
        // والشيخ عبدالله: the title stays outside.
        let is_title = context.holds(at, GazetteerList::Title) && at + 1 < tokens.end;
        start = if is_title { at + 1 } else { at };
        if is_initialed {
            kind = EntityKind::Person;
        }
    }
    if start < tokens.end {
        out.push((start..tokens.end, kind));
    }
}

/// Whether و joins another person at token `at`: behind it stands a given name, a kunya, a title or a known word
/// with the article, and the whole is no name of its own (وهبة).
fn begins_person(context: NameContext<'_>, at: usize, end: usize) -> bool {
    let letters = context.letters(at);
    if letters.first() != Some(&'و') || letters.len() < 3 {
        return false;
    }
    let whole: String = letters.iter().collect();
    let known = context.entry(&letters);
    let is_name = known.lists & GazetteerList::Given as u16 != 0
        || known.lists & GazetteerList::Chain as u16 != 0
        || FIRST_LETTERS.holds(&whole)
        || (known.frequency > 0 && known.cut == 0);
    if is_name {
        return false;
    }
    let mut rest = &letters[1..];
    if rest.len() > 3 && matches!(rest[0], 'ل' | 'ب') && !is_given(context, rest) {
        rest = &rest[1..];
    }
    let word: String = rest.iter().collect();
    let has_more = at + 1 < end;
    let entry = context.entry(rest);
    let is_borne = entry.name_count > 0 || entry.kinds[0] >= 40;
    let is_definite = word.starts_with("ال") && rest.len() >= 5 && is_borne;
    let is_title = entry.lists & GazetteerList::Title as u16 != 0 && has_more;
    is_given(context, rest)
        || is_title
        || (KUNYAS.contains(&word.as_str()) && has_more)
        || is_definite
}

/// Whether a list of given names holds the letters.
fn is_given(context: NameContext<'_>, letters: &[char]) -> bool {
    context.entry(letters).lists & GazetteerList::Given as u16 != 0
}

/// Whether و and a preposition stand before a newspaper or agency at token `at`.
fn begins_medium(context: NameContext<'_>, at: usize) -> bool {
    let letters = context.letters(at);
    letters.len() > 4
        && letters[0] == 'و'
        && PREPOSITIONS.contains(&letters[1])
        && context.entry(&letters).lists == 0
        && context.entry(&letters[2..]).lists & GazetteerList::Media as u16 != 0
}

/// Whether token `at` is a single Arabic letter, a و before it aside, or a Latin one as it is spoken (إف).
fn is_initial(context: NameContext<'_>, at: usize) -> bool {
    if is_spoken_letter(context.document.word(at)) {
        return true;
    }
    match context.letters(at).as_slice() {
        [_] => true,
        ['و', _] => context.document.word(at + 1) == ".",
        _ => false,
    }
}

/// Whether token `at` is و with an initial behind it and a full stop (وج. ك. رولينغ).
fn is_joined_initial(context: NameContext<'_>, at: usize) -> bool {
    matches!(context.letters(at).as_slice(), ['و', _]) && is_dotted(context, at)
}

/// Whether an initial and its full stop stand at tokens `at` and `at + 1`, without a gap.
fn is_dotted(context: NameContext<'_>, at: usize) -> bool {
    let tokens = &context.document.tokens;
    is_initial(context, at)
        && context.document.word(at + 1) == "."
        && tokens[at].span.end == tokens[at + 1].span.start
}

/// The first token of the initials that end right before `start`, but not before `least`; titles of one letter
/// (د. أ.د. م.) at their front stay outside.
fn initials_before(context: NameContext<'_>, start: usize, least: usize) -> usize {
    let mut first = start;
    while first >= least + 2 && is_dotted(context, first - 2) {
        first -= 2;
    }
    while first < start {
        let word = context.folded(first);
        let letter = without_conjunction(&word, 1).unwrap_or(&word);
        let is_title = matches!(letter, "د" | "ا") || (letter == "م" && first + 2 == start);
        if !is_title {
            break;
        }
        first += 2;
    }
    first
}

/// A person's name with initials before it and inside it; `following` is the next name of the tagger.
fn with_initials(
    context: NameContext<'_>,
    tokens: Range<usize>,
    least: usize,
    following: Option<&NameRange>,
) -> Range<usize> {
    let Range { mut start, mut end } = tokens;
    start = initials_before(context, start, least.max(context.sentence(start).start));
    // جون ف: the letter may be the name's last word or the next.
    let mut letter = if is_initial(context, end - 1) && end - start > 1 {
        end - 1
    } else {
        end
    };
    let sentence = context.sentence(start).end;
    let mut behind = end;
    while letter + 2 < sentence
        && is_dotted(context, letter)
        && !context.folded(letter).starts_with('و')
    {
        behind = letter + 2;
        letter = behind;
    }
    if behind > end && context.is_arabic(behind) {
        match following {
            Some((next, _)) if next.start <= behind && next.end > behind => end = next.end,
            _ if is_name_word(context, behind) => end = behind + 1,
            _ => {}
        }
    }
    start..end
}

/// Frequency in news below which a word is no common one: 64 times.
const RARE: u8 = 7;

/// Whether a word can be a surname: people bear it, or it is rare in news.
fn is_name_word(context: NameContext<'_>, at: usize) -> bool {
    let letters = context.letters(at);
    let entry = context.entry(&letters);
    letters.len() >= 3 && (entry.name_count > 0 || entry.kinds[0] >= 40 || entry.frequency < RARE)
}

/// Adds people of whom the tagger found nothing: two initials and more before a word that people bear.
fn add_initialed(context: NameContext<'_>, ranges: &mut Vec<NameRange>) {
    let document = context.document;
    for at in 2..document.tokens.len() {
        if document.word(at - 1) != "." || !is_dotted(context, at - 2) || !context.is_arabic(at) {
            continue;
        }
        let next = ranges.partition_point(|(tokens, _)| tokens.end <= at);
        let is_free = ranges.get(next).is_none_or(|(tokens, _)| tokens.start > at);
        let least = next
            .checked_sub(1)
            .map_or(0, |before| ranges[before].0.end)
            .max(context.sentence(at).start);
        let first = initials_before(context, at, least);
        if is_free && at - first >= 4 && is_name_word(context, at) {
            ranges.insert(next, (at..at + 1, EntityKind::Person));
        }
    }
}

/// Adds rulers of whom the tagger found nothing: a name that ordinals follow, and an ordinal before عشر.
fn add_rulers(context: NameContext<'_>, ranges: &mut Vec<NameRange>) {
    let tokens = context.document.tokens.len();
    for at in (0..tokens).filter(|&at| context.document.word(at + 2) == "عشر") {
        let is_ruler = BEFORE_TEN.contains(&context.folded(at + 1).as_str())
            && is_regnal(context, at)
            && context.sentence(at).end > at + 2;
        let next = ranges.partition_point(|(range, _)| range.end <= at);
        let is_free = ranges
            .get(next)
            .is_none_or(|(range, _)| range.start > at + 2);
        if is_ruler && is_free {
            ranges.insert(next, (at..at + 3, EntityKind::Person));
        }
    }
}

/// The end of a name whose last word calls for another (آل, بن, أبو).
fn with_open_end(context: NameContext<'_>, tokens: &Range<usize>) -> usize {
    let end = tokens.end;
    let last = context.folded(end - 1);
    // أبي is *my father*, too.
    let is_open =
        OPEN_ENDS.contains(&last.as_str()) && (last != "ابي" || is_name_word(context, end));
    let goes_on = end < context.sentence(tokens.start).end
        && context.is_arabic(end)
        && context.letters(end).len() >= 2;
    if is_open && goes_on { end + 1 } else { end }
}

/// Whether the word before a name is the title of a ruler, its proclitics left out.
fn has_ruler_title(context: NameContext<'_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else {
        return false;
    };
    let word = context.folded(before);
    let joined = without_conjunction(&word, 3).unwrap_or(&word);
    let bare = without_preposition(joined, &PREPOSITIONS, 3).unwrap_or(joined);
    [word.as_str(), joined, bare]
        .iter()
        .any(|word| RULER_TITLES.holds(word))
}

/// Whether the first word is a name that ordinals follow; a conjunction before it aside.
fn is_regnal(context: NameContext<'_>, start: usize) -> bool {
    let word = context.folded(start);
    REGNAL_NAMES.holds(&word)
        || without_conjunction(&word, 3).is_some_and(|rest| REGNAL_NAMES.holds(rest))
}

/// Whether what the tagger took for a body is a ruler with a number (بنديكتوس الـ16).
fn is_ruler(context: NameContext<'_>, tokens: &Range<usize>) -> bool {
    tokens.len() <= 3
        && is_regnal(context, tokens.start)
        && context.folded(tokens.start + 1) == "ال"
        && tokens.len() > 1
}

/// The end of a name with the ordinal behind it.
fn with_ordinal(context: NameContext<'_>, tokens: &Range<usize>) -> usize {
    let end = tokens.end;
    let sentence = context.sentence(tokens.start).end;
    let is =
        |at: usize, words: &[&str]| at < sentence && words.contains(&context.folded(at).as_str());
    // السادس | عشر
    if is(end - 1, &BEFORE_TEN) && is(end, &["عشر"]) {
        return end + 1;
    }
    if is(end, &BEFORE_TEN) && is(end + 1, &["عشر"]) {
        return end + 2;
    }
    let is_number = |at: usize| at < sentence && context.kind(at) == Some(TokenKind::Number);
    // الـ before digits
    let is_joint = |at: usize| is(at, &["ال"]);
    if is_joint(end - 1) && is_number(end) {
        return end + 1;
    }
    if !has_ruler_title(context, tokens.start) && !is_regnal(context, tokens.start) {
        return end;
    }
    if is_joint(end) && is_number(end + 1) {
        return end + 2;
    }
    if is(end, &ORDINALS) { end + 1 } else { end }
}

/// The end of a name without a last word that is none (دافنشي كونهما).
fn without_pronoun_word(context: NameContext<'_>, tokens: &Range<usize>) -> usize {
    let last = context.folded(tokens.end - 1);
    let is_dual = last.ends_with("هما") && last.chars().count() > 4;
    if tokens.len() > 1 && is_dual {
        tokens.end - 1
    } else {
        tokens.end
    }
}
