//! A word → its readings with the one-letter proclitics cut off: و ف, then
//! ب ل ك س, and لل for ل + ال.
//!
//! Arabic writes and, so, in, for, like and the future onto the next word.
//! Whether a letter is such a clitic or the word's own (باريس, وليد) is not
//! decided here: the readings are offered, longest stem first, and the room
//! that knows words chooses.

use super::orthography::{is_letter, is_silent};

/// One way to read a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading<'a> {
    /// Conjunction و or ف in front.
    pub conjunction: Option<char>,
    /// Particle ب, ل, ك or س after it.
    pub particle: Option<char>,
    /// Whether the stem lost its article's alef to ل (للدولة: ل + لدولة for الدولة).
    pub article_joined: bool,
    /// What is left of the word, as written.
    pub stem: &'a str,
    /// Bytes cut off in front.
    pub cut: usize,
}

/// Fewest letters that a stem keeps; shorter ones are no words that take clitics.
const FEWEST_LETTERS: usize = 2;

/// All readings of `word`, the uncut word first, then by what is cut off.
pub fn readings(word: &str) -> impl Iterator<Item = Reading<'_>> {
    let whole = Reading {
        conjunction: None,
        particle: None,
        article_joined: false,
        stem: word,
        cut: 0,
    };
    let joined = cut_conjunction(whole);
    [
        Some(whole),
        cut_particle(whole),
        joined,
        joined.and_then(cut_particle),
    ]
    .into_iter()
    .flatten()
}

/// `word` without a conjunction و or ف in front, where enough letters are left.
pub fn without_conjunction(word: &str) -> Option<&str> {
    readings(word)
        .find(|reading| reading.conjunction.is_some() && reading.particle.is_none())
        .map(|reading| reading.stem)
}

fn cut_conjunction(reading: Reading<'_>) -> Option<Reading<'_>> {
    let (letter, rest) = first_letter(reading.stem)?;
    matches!(letter, 'و' | 'ف').then_some(Reading {
        conjunction: Some(letter),
        stem: rest,
        cut: reading.cut + reading.stem.len() - rest.len(),
        ..reading
    })
}

fn cut_particle(reading: Reading<'_>) -> Option<Reading<'_>> {
    let (letter, rest) = first_letter(reading.stem)?;
    matches!(letter, 'ب' | 'ل' | 'ك' | 'س').then_some(Reading {
        particle: Some(letter),
        article_joined: letter == 'ل' && rest.starts_with('ل'),
        stem: rest,
        cut: reading.cut + reading.stem.len() - rest.len(),
        ..reading
    })
}

/// The first letter and what follows it and its marks, where that is long enough to be a word.
fn first_letter(word: &str) -> Option<(char, &str)> {
    let mut chars = word.chars();
    let letter = chars.next()?;
    let rest = chars.as_str().trim_start_matches(is_silent);
    let enough = rest
        .chars()
        .filter(|&c| is_letter(c))
        .nth(FEWEST_LETTERS - 1);
    enough.map(|_| (letter, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(word: &str) -> Vec<&str> {
        readings(word).map(|reading| reading.stem).collect()
    }

    #[test]
    fn clitics_are_offered_in_their_order() {
        assert_eq!(stems("وقال"), ["وقال", "قال"]);
        assert_eq!(stems("فسيكتب"), ["فسيكتب", "سيكتب", "يكتب"]);
        assert_eq!(stems("باريس"), ["باريس", "اريس"]);
        assert_eq!(stems("بو"), ["بو"]);
        assert_eq!(stems("مصر"), ["مصر"]);
    }

    #[test]
    fn the_joined_article_is_told() {
        let last = readings("وللدولة").last().unwrap();
        assert_eq!((last.stem, last.article_joined), ("لدولة", true));
        assert_eq!(last.cut, "ول".len());
    }

    #[test]
    fn marks_go_with_the_clitic_that_carries_them() {
        assert_eq!(stems("وَبِلاد"), ["وَبِلاد", "بِلاد", "لاد"]);
        assert_eq!(without_conjunction("وَقال"), Some("قال"));
        assert_eq!(without_conjunction("قال"), None);
    }

    #[test]
    fn prefixes_come_off_one_by_one() {
        use crate::text::clitics::readings;
        let stems: Vec<&str> = readings("وبباريس").map(|r| r.stem).collect();
        assert_eq!(stems, ["وبباريس", "بباريس", "باريس"]);
    }
}
