//! Where the tokens of a sentence stand: quotations and head words.

use super::*;
use crate::entities::lexicon::Lexicon;
use crate::entities::notation;
use crate::entities::tagger::Words;
use crate::text;

/// For each token: place in a quotation from its start and to its end, and the head word it may belong to.
fn placed(sentence: &str) -> Vec<(u8, u8, u16)> {
    let article = notation::article(sentence.to_owned());
    let document = text::read(&article);
    let table = notation::lexicon(&[("حزب", List::Head)]);
    let words = Words::new(&document, Lexicon::new(&table).unwrap());
    let atoms: Vec<&Atom> = (0..document.tokens.len())
        .map(|at| words.atom(at))
        .collect();
    let none = vec![0; 6];
    places(&atoms, 2, Phrases::new(&none).unwrap())
        .iter()
        .map(|place| (place.since_open, place.to_close, place.head))
        .collect()
}

#[test]
fn words_in_quotation_marks_count_from_both() {
    let places = placed("قال \"نعم كثيرا\" هنا");
    let inside: Vec<_> = places.iter().map(|(since, to, _)| (*since, *to)).collect();
    assert_eq!(inside, [(0, 0), (0, 0), (1, 2), (2, 1), (0, 0), (0, 0)]);
}

#[test]
fn a_head_word_reaches_to_the_next_stop() {
    let heads: Vec<u16> = placed("انضم حزب الفجر الجديد، أمس")
        .iter()
        .map(|place| place.2)
        .collect();
    assert_eq!(heads, [0, 0, 2, 2, 0, 0]);
}
