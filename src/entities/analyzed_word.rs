//! A token → its [`AnalyzedWord`]: everything that features need of one word, without its context.
//!
//! Folded letters alone count here, so harakat, tatweel and the hamza's seat change nothing.
//!
//! Where the lexicon knows a word it also knows its proclitics, from counts in news; an unknown word is
//! cut by what is left ([`stem`]). The words around are not looked at: a spelling is the same wherever it
//! occurs, so that each distinct word of an article is analyzed once
//! ([`DocumentWords`](super::words::DocumentWords)).

#![expect(
    clippy::cast_possible_truncation,
    reason = "two letters at most are cut off a word"
)]

use super::lexicon::{LexiconEntry, WordLexicon};
use crate::characters::{
    QuoteSide, is_closing_bracket, is_opening_bracket, is_sentence_end, quotation_mark,
};
use crate::hash;
use crate::text::morphology::proclitics::{begins_with_article, cuts, stem_letters};
use crate::text::orthography::Folded;
use crate::text::{Document, TokenKind};

/// Letters of a word that count, from its start, so that a "word" of a megabyte has no more features than
/// another.
pub(crate) const LETTERS: usize = 24;

/// The form of a token, without its letters.
///
/// The number of a variant is part of the model's features: the order must not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(crate) enum Shape {
    /// An Arabic word.
    Word,
    /// An Arabic word with the article ال.
    Definite,
    /// A single Arabic letter.
    Letter,
    /// A word of another script.
    Foreign,
    /// A number that can be a year.
    Year,
    /// Any other number.
    Number,
    /// « “ and the like.
    Open,
    /// » ” and the like.
    Close,
    /// A straight quotation mark, which opens and closes.
    Straight,
    /// ( [ {
    BracketOpen,
    /// ) ] }
    BracketClose,
    /// . ! ؟ …
    Stop,
    /// ، ؛ ,
    Comma,
    /// :
    Colon,
    /// - – — /
    Dash,
    /// Any other mark or symbol.
    Symbol,
}

/// One word and what is known of it.
#[derive(Clone, Debug)]
pub(crate) struct AnalyzedWord {
    /// Hash of the whole word.
    pub(crate) whole: u64,
    /// Hash of the word without its proclitics.
    pub(crate) stem: u64,
    /// Letters of proclitics in front of the stem.
    pub(crate) cut: u8,
    /// The proclitics' letters, one number for each combination; 0 for none. و 1, ف 2, ب 3, ل 4, any
    /// other 5; a second one counts on from six times the first.
    pub(crate) clitic: u8,
    /// Its form; that of the stem, where there are proclitics.
    pub(crate) shape: Shape,
    /// The stem's letters.
    pub(crate) letters: Vec<char>,
    /// What the lexicon knows of the stem.
    pub(crate) entry: LexiconEntry,
}

impl AnalyzedWord {
    /// Whether the token is a word of any script.
    pub(crate) const fn is_word(&self) -> bool {
        matches!(
            self.shape,
            Shape::Word | Shape::Definite | Shape::Letter | Shape::Foreign
        )
    }
}

/// Analyzes token `index`.
pub(crate) fn analyze(
    document: &Document<'_>,
    index: usize,
    lexicon: WordLexicon<'_>,
) -> AnalyzedWord {
    let word = document.word(index);
    match document.tokens[index].kind {
        TokenKind::Arabic => arabic(word, lexicon),
        TokenKind::Foreign => {
            let letters: Vec<char> = Folded::new(word).map(|(_, c)| c).take(LETTERS).collect();
            let whole = hash::hash_letters(letters.iter().copied());
            plain(whole, Shape::Foreign, letters, lexicon)
        }
        TokenKind::Number => {
            let digits = Folded::new(word)
                .filter(|(_, c)| c.is_ascii_digit())
                .count();
            let year = digits == 4 && word.chars().all(char::is_numeric);
            let shape = if year { Shape::Year } else { Shape::Number };
            // Short numbers stand for themselves (مجموعة 20), long ones for their length.
            let whole = if digits <= 2 {
                hash::hash_letters(Folded::new(word).map(|(_, c)| c))
            } else {
                hash::combine(0xD161, digits.min(8) as u64)
            };
            plain(whole, shape, Vec::new(), lexicon)
        }
        TokenKind::Mark => {
            let shape = mark(word);
            plain(
                hash::hash_letters(word.chars().take(1)),
                shape,
                Vec::new(),
                lexicon,
            )
        }
    }
}

/// A token without proclitics: of another script, a number, a mark.
fn plain(whole: u64, shape: Shape, letters: Vec<char>, lexicon: WordLexicon<'_>) -> AnalyzedWord {
    AnalyzedWord {
        whole,
        stem: whole,
        cut: 0,
        clitic: 0,
        shape,
        letters,
        entry: lexicon.get(whole).unwrap_or_default(),
    }
}

/// Marks that the model was trained on as [`Shape::Symbol`], though they are quotation marks (‚ ‛ ‟ ＂)
/// or end a sentence (۔). Their shape can change when the model is trained anew.
const TRAINED_AS_SYMBOLS: [char; 5] = ['\u{201A}', '\u{201B}', '\u{201F}', '\u{FF02}', '\u{06D4}'];

/// The shape of a mark, by its first character.
fn mark(word: &str) -> Shape {
    let mark = word.chars().next().unwrap_or(' ');
    if TRAINED_AS_SYMBOLS.contains(&mark) {
        return Shape::Symbol;
    }
    if let Some(quotation) = quotation_mark(mark) {
        return match quotation.side {
            QuoteSide::Opening => Shape::Open,
            QuoteSide::Closing => Shape::Close,
            QuoteSide::Either => Shape::Straight,
        };
    }
    match mark {
        ',' | ';' | '\u{060C}' | '\u{061B}' => Shape::Comma,
        ':' => Shape::Colon,
        '-' | '/' | '\u{2010}'..='\u{2015}' => Shape::Dash,
        _ if is_opening_bracket(mark) => Shape::BracketOpen,
        _ if is_closing_bracket(mark) => Shape::BracketClose,
        _ if is_sentence_end(mark) => Shape::Stop,
        _ => Shape::Symbol,
    }
}

/// An Arabic word: proclitics cut off, stem looked up.
fn arabic(word: &str, lexicon: WordLexicon<'_>) -> AnalyzedWord {
    let folded: Vec<char> = Folded::new(word).map(|(_, c)| c).take(LETTERS).collect();
    let whole = hash::hash_letters(folded.iter().copied());
    let (cut, letters, known) = stem(&folded, whole, lexicon);
    let clitic = clitic(&folded[..cut]);
    let shape = match letters.as_slice() {
        [_] | [] => Shape::Letter,
        ['ا', 'ل', _, _, ..] => Shape::Definite,
        _ => Shape::Word,
    };
    let stem = if cut == 0 {
        whole
    } else {
        hash::hash_letters(letters.iter().copied())
    };
    AnalyzedWord {
        whole,
        stem,
        cut: cut as u8,
        clitic,
        shape,
        letters,
        entry: known,
    }
}

/// The number of a row of proclitics; see [`AnalyzedWord::clitic`].
fn clitic(cut: &[char]) -> u8 {
    cut.iter().fold(0, |code, c| {
        code * 6
            + match c {
                'و' => 1,
                'ف' => 2,
                'ب' => 3,
                'ل' => 4,
                _ => 5,
            }
    })
}

/// The number of letters to cut, the stem and what is known of it.
///
/// Three questions, in this order:
///
/// 1. Does news have the whole word? Then the cut counted there holds: وليد stays whole.
/// 2. Is what is left a known word without proclitics of its own? ولبيروت gives بيروت.
/// 3. May an unknown word be cut? Before the article (والزرقاوي), or و before four letters
///    (ومالنيوف). A single ف, ب or ل before an unknown word stays: it may well be the word's
///    own (بلانكوفا، ليندوف).
fn stem(folded: &[char], whole: u64, lexicon: WordLexicon<'_>) -> (usize, Vec<char>, LexiconEntry) {
    let known = lexicon.get(whole);
    if let Some(entry) = known.filter(|entry| entry.frequency > 0) {
        let cut = usize::from(entry.cut).min(folded.len().saturating_sub(1));
        if cut == 0 {
            return (0, folded.to_vec(), entry);
        }
        let stem = stem_letters(folded, cut);
        let stem_entry = lexicon.get(hash::hash_letters(stem.iter().copied()));
        return (cut, stem, stem_entry.unwrap_or(entry));
    }
    for cut in cuts(folded) {
        let stem = stem_letters(folded, cut);
        if let Some(entry) = lexicon
            .get(hash::hash_letters(stem.iter().copied()))
            .filter(|entry| entry.cut == 0)
        {
            return (cut, stem, entry);
        }
    }
    // Of an unknown word only a proclitic before the article is cut, or a و before a long word.
    for cut in cuts(folded) {
        let stem = stem_letters(folded, cut);
        if begins_with_article(&stem) || (cut == 1 && folded[0] == 'و' && stem.len() >= 4) {
            return (cut, stem, LexiconEntry::default());
        }
    }
    (0, folded.to_vec(), known.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::gazetteers::GazetteerList;
    use crate::entities::notation;
    use crate::text;

    /// Proclitics, stem and shape of a word.
    fn read(word: &str) -> (usize, String, Shape) {
        let article = notation::article(word.to_owned());
        let document = text::read(&article);
        let table = notation::lexicon(&[
            ("بيروت", GazetteerList::City),
            ("وليد", GazetteerList::Given),
        ]);
        let word = analyze(&document, 0, WordLexicon::new(&table).unwrap());
        (
            usize::from(word.cut),
            word.letters.iter().collect(),
            word.shape,
        )
    }

    #[test]
    fn proclitics_are_cut_where_a_known_word_is_left() {
        assert_eq!(read("وبيروت"), (1, "بيروت".to_owned(), Shape::Word));
        assert_eq!(read("ولبيروت"), (2, "بيروت".to_owned(), Shape::Word));
        assert_eq!(read("وليد"), (0, "وليد".to_owned(), Shape::Word));
    }

    #[test]
    fn the_article_comes_back_behind_its_preposition() {
        assert_eq!(read("للمصنع"), (1, "المصنع".to_owned(), Shape::Definite));
        assert_eq!(read("بالمصنع"), (1, "المصنع".to_owned(), Shape::Definite));
    }

    #[test]
    fn harakat_and_tatweel_change_nothing() {
        assert_eq!(read("بـ\u{650}ي\u{652}روت"), read("بيروت"));
    }

    #[test]
    fn numbers_and_marks_have_a_shape_and_no_letters() {
        assert_eq!(read("2015"), (0, String::new(), Shape::Year));
        assert_eq!(read("20"), (0, String::new(), Shape::Number));
        assert_eq!(read("«"), (0, String::new(), Shape::Open));
    }
}
