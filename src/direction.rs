//! Text → the direction that it is read in (UAX #9, HL1: a higher protocol sets the base direction).
//!
//! The first strong character of a paragraph, which UAX #9 takes where nothing else is known (P2, P3), is wrong for
//! «BBC عربي نقلت …» in an Arabic article. Here the words of a text are counted instead: an article is right to left
//! if a quarter of its words are; a paragraph of it is left to right only if fewer than one word in ten has a
//! right-to-left letter. Words are counted rather than letters, so that an address of eighty letters counts once.
//!
//! Levels and order of the characters inside a paragraph are the subject of [`layout`](crate::layout).

use icu_properties::CodePointMapData;
use icu_properties::props::BidiClass;

/// Base direction of a paragraph (UAX #9, P2, P3 and HL1).
///
/// It decides at which edge a line stands (right-to-left lines at the right one) and how
/// neutral characters between runs are placed, not how words read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Right to left: Arabic, Hebrew.
    #[default]
    RightToLeft,
    /// Left to right: Latin and most others.
    LeftToRight,
}

/// Of so many words of an article at most one must be right to left for the article to be so.
const ARTICLE: usize = 4;
/// Of so many words of a paragraph in a right-to-left article one must be right to left for the paragraph to be so.
const PARAGRAPH: usize = 10;
/// Of so many words of a paragraph in a left-to-right article one must be right to left for the paragraph to be so.
const FOREIGN_PARAGRAPH: usize = 2;

impl Direction {
    /// The paragraph embedding level: 1 or 0.
    pub(crate) const fn level(self) -> u8 {
        match self {
            Self::RightToLeft => 1,
            Self::LeftToRight => 0,
        }
    }

    /// The direction of a paragraph with this text, in an article of the direction `self`.
    ///
    /// In a right-to-left article a paragraph is left to right only if fewer than one in ten of its words has a
    /// right-to-left letter; in a left-to-right one it is right to left if at least every second word has one. A
    /// paragraph without letters has the direction of the article. A word is a run between white space that has a letter; digits,
    /// punctuation and the marks LRM and RLM do not count.
    ///
    /// # Examples
    ///
    /// ```
    /// use qari::layout::Direction;
    ///
    /// let article = Direction::RightToLeft;
    /// assert_eq!(article.of_paragraph("BBC عربي نقلت الخبر"), Direction::RightToLeft);
    /// assert_eq!(article.of_paragraph("This line is English."), Direction::LeftToRight);
    /// assert_eq!(article.of_paragraph("12/3 ٪"), Direction::RightToLeft);
    /// ```
    #[must_use]
    pub fn of_paragraph(self, text: &str) -> Self {
        self.of_words(WordCount::of(text))
    }

    /// [`of_paragraph`](Self::of_paragraph) of a paragraph whose words are counted already.
    pub(crate) fn of_words(self, words: WordCount) -> Self {
        let share = match self {
            Self::RightToLeft => PARAGRAPH,
            Self::LeftToRight => FOREIGN_PARAGRAPH,
        };
        words.direction(share).unwrap_or(self)
    }
}

/// Words by the direction of their letters.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WordCount {
    /// Words with a letter.
    all: usize,
    /// Those of them with a right-to-left letter.
    right_to_left: usize,
}

impl WordCount {
    /// Counts the words of `text`. Linear.
    pub(crate) fn of(text: &str) -> Self {
        let mut words = Self::default();
        let mut found = None;
        for c in text.chars().chain([' ']) {
            if c.is_whitespace() {
                if let Some(direction) = found.take() {
                    words.all += 1;
                    words.right_to_left += usize::from(direction == Direction::RightToLeft);
                }
            } else if found != Some(Direction::RightToLeft) {
                found = letter_direction(c).or(found);
            }
        }
        words
    }

    /// The direction of an article with the words of these paragraphs: right to left if at least one in four has a
    /// right-to-left letter. `None` where there is no word.
    pub(crate) fn article_direction(paragraphs: &[Self]) -> Option<Direction> {
        let sum = paragraphs.iter().fold(Self::default(), |sum, words| Self {
            all: sum.all + words.all,
            right_to_left: sum.right_to_left + words.right_to_left,
        });
        sum.direction(ARTICLE)
    }

    /// Right to left if at least one word in `share` is; `None` where there is no word.
    fn direction(self, share: usize) -> Option<Direction> {
        if self.all == 0 {
            return None;
        }
        Some(if self.right_to_left * share >= self.all {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        })
    }
}

/// The direction of a letter; `None` for anything else, digits and directional marks among it.
fn letter_direction(c: char) -> Option<Direction> {
    match c {
        'A'..='Z' | 'a'..='z' => Some(Direction::LeftToRight),
        '\0'..='\u{7F}' => None,
        '\u{0620}'..='\u{064A}' => Some(Direction::RightToLeft),
        c if !c.is_alphabetic() => None,
        c => match CodePointMapData::<BidiClass>::new().get(c) {
            BidiClass::RightToLeft | BidiClass::ArabicLetter => Some(Direction::RightToLeft),
            BidiClass::LeftToRight => Some(Direction::LeftToRight),
            _other => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::Direction::{LeftToRight, RightToLeft};
    use super::*;

    #[test]
    fn a_latin_beginning_does_not_turn_an_arabic_paragraph() {
        for text in [
            "BBC عربي نقلت عن المدير قوله إن اللاعبين تدربوا شهرا كاملا (من دون إجازة)",
            "(Reuters) - قال مسؤول إن الأمر انتهى.",
            "FIFA: «المباراة ستقام في موعدها»",
            "iPhone 15 يصل إلى الأسواق العربية",
            "20°C و30% رطوبة",
            "@user1: ما رأيك في #الخبر؟",
            "https://example.org/ar/news/a-very-long-address-of-a-page?id=12 المصدر",
            "Gemini web app را گوگل ارائه می‌کند",
            "המחיר עלה ב-5%",
        ] {
            assert_eq!(RightToLeft.of_paragraph(text), RightToLeft, "{text}");
        }
        let english = "This line is English, and only English.";
        assert_eq!(RightToLeft.of_paragraph(english), LeftToRight);
    }

    #[test]
    fn the_border_is_one_word_in_ten() {
        let words = |latin: usize| "word ".repeat(latin) + "كلمة 12 – …";
        assert_eq!(RightToLeft.of_paragraph(&words(9)), RightToLeft);
        assert_eq!(RightToLeft.of_paragraph(&words(10)), LeftToRight);
        assert_eq!(LeftToRight.of_paragraph(&words(1)), RightToLeft);
        assert_eq!(LeftToRight.of_paragraph(&words(2)), LeftToRight);
        // A word with letters of both directions is right to left.
        assert_eq!(LeftToRight.of_paragraph("word بـAI"), RightToLeft);
    }

    #[test]
    fn without_letters_the_article_decides() {
        for text in ["", "12/3 ٪ …", "\u{200E}12", "٢٠٢٤ – 2025"] {
            assert_eq!(RightToLeft.of_paragraph(text), RightToLeft, "{text}");
            assert_eq!(LeftToRight.of_paragraph(text), LeftToRight, "{text}");
        }
        assert_eq!(
            WordCount::article_direction(&["12", ""].map(WordCount::of)),
            None
        );
    }

    #[test]
    fn an_article_is_right_to_left_if_a_quarter_of_it_is() {
        let of =
            |paragraphs: [&str; 2]| WordCount::article_direction(&paragraphs.map(WordCount::of));
        assert_eq!(of(["one two three", "أربعة"]), Some(RightToLeft));
        assert_eq!(of(["one two three four", "خمسة"]), Some(LeftToRight));
    }
}
