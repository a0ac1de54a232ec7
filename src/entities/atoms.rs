//! A token → its [`Atom`]: everything that features need of one word, whatever
//! stands around it.
//!
//! Folded letters alone count here, so harakat, tatweel and the hamza's seat
//! change nothing.
//!
//! Where the lexicon knows a word it also knows its proclitics, from counts in news; an unknown
//! word is cut by what is left. Nothing here looks at the words around: a spelling is one atom
//! wherever it stands, and what stands beside it is for the features to say. A word comes three
//! times in an article on average, so atoms are made once for each distinct word
//! ([`Words`](super::tagger::Words)).

#![expect(
    clippy::cast_possible_truncation,
    reason = "a word gives up two letters at most"
)]

use super::hash;
use super::lexicon::{Lexicon, Word};
use crate::characters::{
    QuoteSide, is_closing_bracket, is_opening_bracket, is_sentence_end, quotation_mark,
};
use crate::text::morphology::proclitics::{begins_with_article, cuts, stem_letters};
use crate::text::orthography::Folded;
use crate::text::{Document, TokenKind};

/// Letters of a word that are looked at: of longer ones the first so many alone, so that a
/// "word" of a megabyte has no more features than another.
pub(crate) const LETTERS: usize = 24;

/// What a token looks like, letters aside.
///
/// The number of a variant stands in the model's features: none may be moved.
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
    /// Any other mark.
    Symbol,
}

/// One word and what is known of it.
#[derive(Clone, Debug)]
pub(crate) struct Atom {
    /// Hash of the whole word.
    pub(crate) whole: u64,
    /// Hash of the word without its proclitics.
    pub(crate) stem: u64,
    /// Letters of proclitics in front of the stem.
    pub(crate) cut: u8,
    /// The proclitics' letters, one number for each combination; 0 for none. و 1, ف 2, ب 3, ل 4, any
    /// other 5; a second one counts on from six times the first.
    pub(crate) clitic: u8,
    /// What it looks like; of the stem, where there are proclitics.
    pub(crate) shape: Shape,
    /// The stem's letters.
    pub(crate) letters: Vec<char>,
    /// What the lexicon knows of the stem.
    pub(crate) word: Word,
}

impl Atom {
    /// Whether the token is a word of any script.
    pub(crate) const fn is_word(&self) -> bool {
        matches!(
            self.shape,
            Shape::Word | Shape::Definite | Shape::Letter | Shape::Foreign
        )
    }
}

/// The atom of token `index`.
pub(crate) fn atom(document: &Document<'_>, index: usize, lexicon: Lexicon<'_>) -> Atom {
    let word = document.word(index);
    match document.tokens[index].kind {
        TokenKind::Arabic => arabic(word, lexicon),
        TokenKind::Foreign => {
            let letters: Vec<char> = Folded::new(word).map(|(_, c)| c).take(LETTERS).collect();
            let whole = hash::letters(letters.iter().copied());
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
                hash::letters(Folded::new(word).map(|(_, c)| c))
            } else {
                hash::mix(0xD161, digits.min(8) as u64)
            };
            plain(whole, shape, Vec::new(), lexicon)
        }
        TokenKind::Mark => {
            let shape = mark(word);
            plain(
                hash::letters(word.chars().take(1)),
                shape,
                Vec::new(),
                lexicon,
            )
        }
    }
}

/// The atom of a token that carries no proclitics: of another script, a number, a mark.
fn plain(whole: u64, shape: Shape, letters: Vec<char>, lexicon: Lexicon<'_>) -> Atom {
    Atom {
        whole,
        stem: whole,
        cut: 0,
        clitic: 0,
        shape,
        letters,
        word: lexicon.get(whole).unwrap_or_default(),
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

/// The atom of an Arabic word: proclitics apart, stem looked up.
fn arabic(word: &str, lexicon: Lexicon<'_>) -> Atom {
    let folded: Vec<char> = Folded::new(word).map(|(_, c)| c).take(LETTERS).collect();
    let whole = hash::letters(folded.iter().copied());
    let (cut, stem_letters, known) = stem(&folded, whole, lexicon);
    let clitic = clitic(&folded[..cut]);
    let shape = match stem_letters.as_slice() {
        [_] | [] => Shape::Letter,
        ['ا', 'ل', _, _, ..] => Shape::Definite,
        _ => Shape::Word,
    };
    let stem = if cut == 0 {
        whole
    } else {
        hash::letters(stem_letters.iter().copied())
    };
    Atom {
        whole,
        stem,
        cut: cut as u8,
        clitic,
        shape,
        letters: stem_letters,
        word: known,
    }
}

/// The number of a row of proclitics; see [`Atom::clitic`].
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

/// Letters to cut, the stem and what is known of it.
///
/// Three questions, in this order:
///
/// 1. Does news know the whole word? Then what it counted there holds: وليد stays whole.
/// 2. Is what is left a known word that carries none itself? ولبيروت gives بيروت.
/// 3. May an unknown word be cut? Before the article (والزرقاوي), or و before four letters
///    (ومالنيوف). A single ف, ب or ل before an unknown word stays: it may well be the word's
///    own (بلانكوفا، ليندوف).
fn stem(folded: &[char], whole: u64, lexicon: Lexicon<'_>) -> (usize, Vec<char>, Word) {
    let known = lexicon.get(whole);
    if let Some(word) = known.filter(|word| word.frequency > 0) {
        let cut = usize::from(word.cut).min(folded.len().saturating_sub(1));
        if cut == 0 {
            return (0, folded.to_vec(), word);
        }
        let stem = stem_letters(folded, cut);
        let stem_word = lexicon.get(hash::letters(stem.iter().copied()));
        return (cut, stem, stem_word.unwrap_or(word));
    }
    for cut in cuts(folded) {
        let stem = stem_letters(folded, cut);
        if let Some(word) = lexicon
            .get(hash::letters(stem.iter().copied()))
            .filter(|word| word.cut == 0)
        {
            return (cut, stem, word);
        }
    }
    // An unknown word gives up a clitic in front of the article alone, or a conjunction before a long word.
    for cut in cuts(folded) {
        let stem = stem_letters(folded, cut);
        if begins_with_article(&stem) || (cut == 1 && folded[0] == 'و' && stem.len() >= 4) {
            return (cut, stem, Word::default());
        }
    }
    (0, folded.to_vec(), known.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::lists::List;
    use crate::entities::notation;
    use crate::text;

    /// Proclitics and stem of a word, and what it looks like.
    fn read(word: &str) -> (usize, String, Shape) {
        let article = notation::article(word.to_owned());
        let document = text::read(&article);
        let table = notation::lexicon(&[("بيروت", List::City), ("وليد", List::Given)]);
        let atom = atom(&document, 0, Lexicon::new(&table).unwrap());
        (
            usize::from(atom.cut),
            atom.letters.iter().collect(),
            atom.shape,
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
