//! A pair of quotation marks → is it speech, or a name, a title, a term?
//!
//! Five of eight quoted spans in news are no speech.
//!
//! What stands in marks in news is a ship, a film, a party, a word held at arm's length, or
//! somebody's speech. Length tells most, then the noun in front («فيلم «…»»), then whether
//! the words are an entity's name. No verb is looked for inside, and the speaker is not asked.
//! All is linear in the pair's words, and those in front are bounded.

use super::annotated::AnnotatedText;
use super::lexicon::{Lexicon, WordList};
use crate::text::morphology::proclitics::{PREPOSITIONS, without_conjunction, without_preposition};

/// Words that a name or title in marks has at most.
///
/// Behind a noun that calls for a name, twice that and more is still taken for a title.
const LONGEST_NAME: usize = 5;
/// Words in front of a pair among which the noun stands that calls for it.
///
/// «المسرحية الجديدة التي كتبها سامر «…»»; a mark of punctuation ends the way back.
const NAMED_BY: usize = 8;
/// Words from which a span in marks is no term any more.
pub(super) const SHORTEST_CLAUSE: usize = 4;

/// Words inside a pair, marks of punctuation not counted.
///
/// Counted no further than to 1000: nobody asks for more.
pub(super) fn length(text: &AnnotatedText<'_>, pair: usize) -> usize {
    text.inside(pair)
        .filter(|&at| !text.is_mark(at))
        .count()
        .min(1000)
}

/// Whether the pair is around a name or title: an entity, or behind a noun that calls for one.
///
/// In this order: an entity fills the pair, or all but a word of it; a title in the pair
/// explains the name in front («سامر خليل «مدير المركز»»); a generic noun stands right in
/// front, or a colon or one word between; ل stands in front of a short pair («قال لـ«الفجر»»).
/// More than twelve words are no name, unless an entity fills them.
pub(super) fn is_name(text: &AnnotatedText<'_>, lexicon: &Lexicon, pair: usize) -> bool {
    let inside = text.inside(pair);
    let words = inside.len();
    let first = text.named(inside.start);
    let named = first.is_some_and(|named| {
        named.end >= inside.end
            || named.end + 1 >= inside.end && words <= LONGEST_NAME
            || text
                .named(inside.end - 1)
                .is_some_and(|last| last.id == named.id)
    });
    if named {
        return true;
    }
    let open = inside.start.saturating_sub(1);
    let before = open.checked_sub(1);
    let clitic = before.is_some_and(|at| matches!(text.key(at), "ل" | "لل"));
    let generic = before.is_some_and(|at| is_generic(text, lexicon, at));
    let colon = before.is_some_and(|at| text.raw(at) == ":");
    let generic = generic
        || colon
            && before
                .and_then(|at| at.checked_sub(1))
                .is_some_and(|at| is_generic(text, lexicon, at));
    let role = text.named(open.wrapping_sub(1)).is_some()
        && lexicon.knows(WordList::People, text.key(inside.start))
        && words <= 12;
    if role {
        return true;
    }
    let generic_before = before.and_then(|at| at.checked_sub(1)).is_some_and(|at| {
        is_generic(text, lexicon, at) && words <= LONGEST_NAME && !text.is_mark(at + 1)
    });
    generic && words <= 12 || generic_before || clitic && words <= LONGEST_NAME
}

/// The noun may carry one preposition («لفيلم», «للفيلم»). A word of a name calls for nothing.
fn is_generic(text: &AnnotatedText<'_>, lexicon: &Lexicon, at: usize) -> bool {
    if text.is_mark(at) || text.named(at).is_some() {
        return false;
    }
    let key = text.key(at);
    lexicon.knows(WordList::Works, key)
        || without_preposition(key, &PREPOSITIONS, 0).is_some_and(|rest| {
            lexicon.knows(WordList::Works, rest.strip_prefix('ل').unwrap_or(rest))
        })
}

/// Whether a noun that calls for a name or title stands a few words in front of a pair (للمسرحية الجديدة «…»).
pub(super) fn is_term(text: &AnnotatedText<'_>, lexicon: &Lexicon, pair: usize) -> bool {
    let open = text.pairs[pair].open;
    (open.saturating_sub(NAMED_BY)..open)
        .rev()
        .take_while(|&at| !text.is_mark(at))
        .any(|at| is_generic(text, lexicon, at))
}

/// Whether the pair can be what a cue that ends at `from` reports.
///
/// Four words are speech behind a cue. Two or three are only where nothing stands between:
/// the cue, a colon or the speaker's name («وقال سامر خليل «لن نتوقف»»). One word never is.
pub(super) fn can_be_speech(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    pair: usize,
    from: usize,
) -> bool {
    if is_name(text, lexicon, pair) {
        return false;
    }
    let open = text.pairs[pair].open;
    let words = length(text, pair);
    let close = open == from || text.raw(open.saturating_sub(1)) == ":";
    let behind_name = open > 0 && text.named(open - 1).is_some_and(|named| named.end == open);
    words >= SHORTEST_CLAUSE || words >= 2 && (close || behind_name)
}

/// Whether nothing of the clause that a pair begins goes on behind its closing mark.
///
/// «قال إن «المال كاف»» is direct speech; «قال إن «المال» كاف» is retold, with a word of his
/// own in it. Behind the pair must come the paragraph's end, a cue, or a
/// mark that opens nothing.
pub(super) fn covers_clause(text: &AnnotatedText<'_>, lexicon: &Lexicon, pair: usize) -> bool {
    let after = text.pairs[pair].close + 1;
    let paragraph = text
        .words
        .get(text.pairs[pair].open)
        .map(|word| word.paragraph);
    if text.words.get(after).map(|word| word.paragraph) != paragraph || text.is_mark(after) {
        return text.opens.get(after).copied().flatten().is_none();
    }
    let key = text.key(after);
    let stem = without_conjunction(key, 0).unwrap_or(key);
    !lexicon.senses(stem).is_empty()
        || lexicon
            .sources
            .iter()
            .any(|source| source.words.first().is_some_and(|word| word == stem))
}

/// Whether a short pair inside reported speech is the speaker's own words rather than a term or name.
///
/// Unlike speech behind a cue it may be one word long. No names, nothing without an Arabic
/// word, no lone noun for a work.
pub(super) fn is_own_words(text: &AnnotatedText<'_>, lexicon: &Lexicon, pair: usize) -> bool {
    let inside = text.inside(pair);
    let words = length(text, pair);
    if words == 0 || is_name(text, lexicon, pair) {
        return false;
    }
    if inside
        .clone()
        .all(|at| text.named(at).is_some() || text.is_mark(at))
    {
        return false;
    }
    let foreign = inside
        .clone()
        .all(|at| text.words[at].kind != crate::text::TokenKind::Arabic);
    let listed = words == 1 && lexicon.knows(WordList::Works, text.key(inside.start));
    !foreign && !listed
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn a_name_in_marks_is_no_speech() {
        check("قالت صحيفة «[O:الفجر]» إن {i O:البرنامج مستمر}.");
        check("عرض الفيلم «ليل الصيف الطويل» في المدينة.");
        check("وقال [P:سامر خليل] لصحيفة «[O:الفجر]» إن {i P:البرنامج مستمر}.");
    }

    #[test]
    fn a_name_inside_reported_speech_stays_a_name() {
        check("وقال [P:سامر خليل] إن {i P:حملة «أيد بيضاء» بدأت أمس}.");
    }

    #[test]
    fn the_speakers_own_words_inside() {
        check("وقال [P:سامر خليل] إن {i P:الوضع «{p P:خطير جدا}» في المدن}.");
    }
}
