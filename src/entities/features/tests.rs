//! Positions of the tokens of a sentence: quotations and head words.

use super::*;
use crate::entities::gazetteers::GazetteerList;
use crate::entities::lexicon::WordLexicon;
use crate::entities::notation;
use crate::entities::phrases::PhraseTable;
use crate::entities::words::DocumentWords;
use crate::text;

/// For each token: its position in a quotation from the start and to the end, and its head word.
fn positions_in(sentence: &str) -> Vec<(u8, u8, u16)> {
    let article = notation::article(sentence.to_owned());
    let document = text::read(&article);
    let table = notation::lexicon(&[("حزب", GazetteerList::Head)]);
    let words = DocumentWords::new(&document, WordLexicon::new(&table).unwrap());
    let row: Vec<&AnalyzedWord> = (0..document.tokens.len()).map(|at| words.at(at)).collect();
    let none = vec![0; 6];
    positions(&row, 2, PhraseTable::new(&none).unwrap())
        .iter()
        .map(|position| (position.since_open, position.to_close, position.head))
        .collect()
}

#[test]
fn words_in_quotation_marks_count_from_both() {
    let found = positions_in("قال \"نعم كثيرا\" هنا");
    let inside: Vec<_> = found.iter().map(|(since, to, _)| (*since, *to)).collect();
    assert_eq!(inside, [(0, 0), (0, 0), (1, 2), (2, 1), (0, 0), (0, 0)]);
}

#[test]
fn a_head_word_reaches_to_the_next_stop() {
    let heads: Vec<u16> = positions_in("انضم حزب الفجر الجديد، أمس")
        .iter()
        .map(|position| position.2)
        .collect();
    assert_eq!(heads, [0, 0, 2, 2, 0, 0]);
}
