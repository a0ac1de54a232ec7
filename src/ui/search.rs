//! A query → the places in the article that hold it, whatever their spelling.
//!
//! Both sides are folded by [`text::orthography`](crate::text::orthography), so
//! hamza forms and seats, ta marbuta and ha, alef maqsura and ya, tatweel and harakat make
//! no difference, nor does the case of Latin letters. Presentation forms and word ligatures (ﷲ) are their letters. White space of any kind
//! and length is one blank. The article itself is folded once.
//!
//! It finds letters, not words: a query matches inside a word too, which is how «مدرسة»
//! finds «بالمدرسة». It knows no roots and no plurals.

use crate::span::Span;
use crate::text::orthography::{Folded, fold_seat};

/// An article's text folded for searching, made at the first search.
///
/// Takes about ten bytes for each letter of the article: two for the folded letter, eight
/// for its place.
#[derive(Clone, Debug, Default)]
pub(crate) struct SearchIndex {
    folded: String,
    /// For each byte of `folded` that begins a character, and for its end, the byte in the article; sorted.
    places: Vec<(u32, u32)>,
}

impl SearchIndex {
    /// Folds `text`. Texts of 4 GiB and more are cut there.
    pub(crate) fn new(text: &str) -> Self {
        let mut index = Self {
            folded: String::with_capacity(text.len()),
            places: Vec::with_capacity(text.len() / 2),
        };
        let mut blank = false;
        for (place, c) in Folded::new(text) {
            let Ok(at) = u32::try_from(place) else { break };
            if c.is_whitespace() {
                if !blank {
                    index.push(at, ' ');
                }
                blank = true;
            } else {
                index.push(at, fold_seat(c, text, place));
                blank = false;
            }
        }
        index.places.push((
            u32::try_from(index.folded.len()).unwrap_or(u32::MAX),
            u32::try_from(text.len()).unwrap_or(u32::MAX),
        ));
        index
    }

    fn push(&mut self, at: u32, c: char) {
        self.places
            .push((u32::try_from(self.folded.len()).unwrap_or(u32::MAX), at));
        self.folded.push(c);
    }

    /// The place in the article of the folded bytes `from..to`, which are not empty.
    ///
    /// Several folded letters may stand for one ligature of the text, which is found as a whole.
    fn source(&self, from: usize, to: usize) -> Span {
        let index = |at: usize| {
            self.places
                .partition_point(|&(folded, _)| (folded as usize) < at)
        };
        let place = |i: usize| self.places.get(i).map_or(0, |&(_, source)| source as usize);
        let last = place(index(to).saturating_sub(1));
        let mut end = index(to);
        while end + 1 < self.places.len() && place(end) == last {
            end += 1;
        }
        Span::new(place(index(from)), place(end))
    }

    /// All places that hold `query`, in reading order, without overlaps. Marks and
    /// tatweel after the last letter found belong to the place.
    ///
    /// Linear in the article. An empty query, or one of marks alone, finds nothing.
    pub(crate) fn find(&self, query: &str) -> Vec<Span> {
        let key = fold_query(query);
        if key.is_empty() {
            return Vec::new();
        }
        self.folded
            .match_indices(key.as_str())
            .map(|(at, found)| self.source(at, at + found.len()))
            .collect()
    }
}

/// `query` folded as the text is, with one blank between words and none at both ends.
pub(crate) fn fold_query(query: &str) -> String {
    let folded: String = Folded::new(query)
        .map(|(at, c)| fold_seat(c, query, at))
        .collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A search in progress or done.
///
/// Hits stay as they are while the reader moves among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// What was typed.
    pub query: String,
    /// Where it was found, in reading order.
    pub hits: Vec<Span>,
    /// The current hit.
    pub current: Option<usize>,
}

impl Search {
    /// The first hit at or after `from`, else the first of all.
    ///
    /// `None` where there is no hit.
    pub fn first_from(&self, from: usize) -> Option<usize> {
        let i = self.hits.partition_point(|hit| hit.start < from);
        if i < self.hits.len() {
            Some(i)
        } else if self.hits.is_empty() {
            None
        } else {
            Some(0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, query: &str) -> Vec<&'t str> {
        SearchIndex::new(text)
            .find(query)
            .into_iter()
            .map(|hit| hit.of(text))
            .collect()
    }

    #[test]
    fn spelling_makes_no_difference() {
        let text = "زار إبراهيمُ المدرسةَ في القاهـــرة، ثم عاد ابراهيم إلى المدرسه على عجل";
        assert_eq!(found(text, "ابراهيم"), ["إبراهيمُ", "ابراهيم"]);
        assert_eq!(found(text, "المدرسة"), ["المدرسةَ", "المدرسه"]);
        assert_eq!(found(text, "القاهرة"), ["القاهـــرة"]);
        assert_eq!(found(text, "علي"), ["على"]);
        assert_eq!(found(text, "  "), [""; 0]);
    }

    #[test]
    fn seats_of_the_hamza_and_presentation_forms_make_no_difference() {
        let text = "قال المسؤول والمسئول في شؤون وشئون الهيئة: ﷲ والله، ﺍﻟﻜﺘﺎﺏ والكتاب، ﻻ بأس، ﷺ.";
        assert_eq!(found(text, "مسئول"), ["مسؤول", "مسئول"]);
        // The hamza as a mark of its own, in the text and in what is typed.
        let apart = "المسو\u{654}ول والمسي\u{64E}\u{654}ول والمسوول";
        assert_eq!(
            found(apart, "مسئول"),
            ["مسو\u{654}ول", "مسي\u{64E}\u{654}ول"]
        );
        assert_eq!(found(text, "مسو\u{654}ول"), ["مسؤول", "مسئول"]);
        assert_eq!(found(text, "شؤون"), ["شؤون", "شئون"]);
        assert_eq!(found(text, "الله"), ["ﷲ", "الله", "ﷺ"]);
        assert_eq!(found(text, "ﷲ"), ["ﷲ", "الله", "ﷺ"]);
        assert_eq!(found(text, "الكتاب"), ["ﺍﻟﻜﺘﺎﺏ", "الكتاب"]);
        assert_eq!(found(text, "لا بأس"), ["ﻻ بأس"]);
        assert_eq!(found("ﻻ", "ل"), ["ﻻ"]);
        assert_eq!(found("ﻻ", "ا"), ["ﻻ"]);
    }

    #[test]
    fn a_phrase_is_found_across_a_line_end_and_latin_in_any_case() {
        assert_eq!(found("شركة\n  Nomad Labs", "شركه nomad"), ["شركة\n  Nomad"]);
    }

    #[test]
    fn a_search_goes_on_from_where_the_reader_is() {
        let search = Search {
            hits: vec![Span::new(5, 8), Span::new(20, 23)],
            ..Search::default()
        };
        assert_eq!(search.first_from(6), Some(1));
        assert_eq!(search.first_from(21), Some(0));
        assert_eq!(Search::default().first_from(0), None);
    }

    #[test]
    fn search_ignores_marks_and_spelling() {
        use crate::ui::search::SearchIndex;

        let text = "زارت سلمى المدرسةَ الأولى";
        let hits = SearchIndex::new(text).find("المدرسه الاولي");
        assert_eq!(hits.len(), 1);
        assert_eq!(hits[0].of(text), "المدرسةَ الأولى");
        assert!(SearchIndex::new(text).find("ً").is_empty());
    }
}
