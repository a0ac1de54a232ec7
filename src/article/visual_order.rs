//! Text in visual order (letters stored from left to right as they are drawn, as some PDF programs copy them) → whether it
//! is, and the text turned round.
//!
//! It is recognized by the form of its words. In Arabic one word in four begins with the article ال, and ة and ى stand at the
//! end of words alone; in visual order words end in لا and begin with ة or ى, which words in logical order nearly never do.
//! Texts without such words (Persian, Urdu, Hebrew) are not recognized; they can be turned on request.
//!
//! A line is turned by the inverse of UAX #9: characters from right to left, brackets mirrored, numbers and Latin words kept
//! in their order. What UAX #9 maps to one visual order cannot be told apart again: a range 12-34 is taken for Arabic text's
//! own (12 first), a number beside a Latin word for part of the Latin text.

use icu_properties::CodePointMapData;
use icu_properties::props::{BidiClass, BidiMirroringGlyph};

use crate::characters::form_letters;

/// Words that are looked at: the beginning of an article tells.
const LOOKED_AT: usize = 4000;
/// Fewest words with the form of visual order.
const FEWEST: usize = 3;
/// How many times as many words have that form than have the form of logical order.
const TIMES: usize = 4;

/// Whether `text` is stored in visual order. Reads its first words alone.
pub(super) fn is_visual(text: &str) -> bool {
    let (mut visual, mut logical) = (0, 0);
    for word in text.split_whitespace().take(LOOKED_AT) {
        match word_order(word) {
            Some(WordOrder::Visual) => visual += 1,
            Some(WordOrder::Logical) => logical += 1,
            None => {}
        }
    }
    visual >= FEWEST && visual >= TIMES * logical
}

/// What the form of a word shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WordOrder {
    Logical,
    Visual,
}

/// The order of the letters of `word`, if its form shows it. Shorter words show nothing.
fn word_order(word: &str) -> Option<WordOrder> {
    const SHORTEST: usize = 4;
    const ARTICLE: [char; 2] = ['ا', 'ل'];
    const FINAL: [char; 2] = ['ة', 'ى'];
    /// Letters of the longest word that is looked at; few are longer.
    const LONGEST: usize = 24;
    if word.is_ascii() || word.len() > 8 * LONGEST {
        return None;
    }
    let letters = word.chars().flat_map(|c| {
        let form = form_letters(c);
        form.chars().chain(form.is_empty().then_some(c))
    });
    let letters: Vec<char> = letters.filter(|c| matches!(c, 'ء'..='ي')).collect();
    let count = letters.len();
    if !(SHORTEST..=LONGEST).contains(&count) {
        return None;
    }
    let (first, last) = (letters[0], letters[count - 1]);
    let is_logical = letters[..2] == ARTICLE || FINAL.contains(&last);
    let is_visual = [last, letters[count - 2]] == ARTICLE || FINAL.contains(&first);
    match (is_logical, is_visual) {
        (true, false) => Some(WordOrder::Logical),
        (false, true) => Some(WordOrder::Visual),
        (true, true) | (false, false) => None,
    }
}

/// `text` in logical order, each of its lines turned that has a right-to-left letter.
pub(super) fn turned(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let end = line.trim_end_matches(['\n', '\r']).len();
        turn_line(&line[..end], &mut out);
        out.push_str(&line[end..]);
    }
    out
}

/// What a character is to the order of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turning {
    /// A letter read from left to right.
    Latin,
    Digit,
    /// Stands inside of a number between two digits: . , : /
    Separator,
    /// Stays with the character before it.
    Mark,
    Other,
}

fn turning(c: char) -> Turning {
    match CodePointMapData::<BidiClass>::new().get(c) {
        BidiClass::LeftToRight => Turning::Latin,
        BidiClass::EuropeanNumber | BidiClass::ArabicNumber if c.is_numeric() => Turning::Digit,
        // U+066B, the decimal separator, is an Arabic number.
        BidiClass::CommonSeparator | BidiClass::ArabicNumber => Turning::Separator,
        BidiClass::NonspacingMark => Turning::Mark,
        _other => Turning::Other,
    }
}

/// Appends a line without its end to `out`, turned. Linear.
fn turn_line(line: &str, out: &mut String) {
    let is_right_to_left = line.chars().any(|c| {
        let class = CodePointMapData::<BidiClass>::new().get(c);
        matches!(class, BidiClass::ArabicLetter | BidiClass::RightToLeft)
    });
    if !is_right_to_left {
        return out.push_str(line);
    }
    let chars: Vec<(char, Turning)> = line.chars().map(|c| (c, turning(c))).collect();
    // The pieces that keep their order, from left to right.
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let end = piece_end(&chars, at);
        pieces.push(at..end);
        at = end;
    }
    for piece in pieces.into_iter().rev() {
        let one = piece.len() == 1;
        for (c, _) in &chars[piece] {
            let mirror = CodePointMapData::<BidiMirroringGlyph>::new().get(*c);
            out.push(if one {
                mirror.mirroring_glyph.unwrap_or(*c)
            } else {
                *c
            });
        }
    }
}

/// Where the piece ends that begins at `from` and keeps its order: Latin words with all between them, a number, or one
/// character with its marks.
fn piece_end(chars: &[(char, Turning)], from: usize) -> usize {
    let mut end = from + 1;
    match chars[from].1 {
        Turning::Latin | Turning::Digit => {
            let is_latin = chars[from].1 == Turning::Latin;
            for (at, (_, kind)) in chars.iter().enumerate().skip(from + 1) {
                match kind {
                    Turning::Latin if is_latin => end = at + 1,
                    Turning::Digit => end = at + 1,
                    Turning::Separator if !is_latin && at == end => {}
                    Turning::Mark if at == end => end = at + 1,
                    Turning::Other | Turning::Separator
                        if is_latin && at < end + LONGEST_GAP && !is_arabic(chars[at].0) => {}
                    _other => break,
                }
            }
        }
        Turning::Separator | Turning::Mark | Turning::Other => {
            end += chars[end..]
                .iter()
                .take_while(|(_, kind)| *kind == Turning::Mark)
                .count();
        }
    }
    end
}

/// Most characters between two Latin words of one piece.
const LONGEST_GAP: usize = 4;

fn is_arabic(c: char) -> bool {
    matches!(
        CodePointMapData::<BidiClass>::new().get(c),
        BidiClass::ArabicLetter | BidiClass::RightToLeft
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a display from left to right shows of a line: its stored form in visual order.
    const VISUAL: &str = ".قافتالاب بحرت هدالب نإ ناحرف نب لصيف يدوعسلا ةيجراخلا ريزو لاق";
    const LOGICAL: &str = "قال وزير الخارجية السعودي فيصل بن فرحان إن بلاده ترحب بالاتفاق.";

    #[test]
    fn visual_order_is_recognized_by_the_form_of_words() {
        assert!(is_visual(
            ".«ةيولوأ دادغبو ةرهاقلا يف نمألا» :ناحرف نب لصيف فاضأو"
        ));
        assert!(is_visual("ﺔﻴﺟﺭﺎﺨﻟﺍ ﺮﻳﺯﻭ .«ﺔﻳﻮﻟﻭﺃ ﺩﺍﺪﻐﺑﻭ ﺓﺮﻫﺎﻘﻟﺍ ﻲﻓ"));
        for logical in [
            LOGICAL,
            "قال الوزير إلا أن القاهرة أولا وقليلا ومثلا وأهلا وسهلا",
            "مثلا وأولا",
            "latin words alone",
            "می‌خواهم کتاب‌های علی‌رضا را بخوانم، خانهٔ ما و نامهٔ او",
            "",
        ] {
            assert!(!is_visual(logical), "{logical}");
        }
    }

    #[test]
    fn a_line_is_turned_with_its_numbers_latin_words_and_brackets() {
        for (visual, logical) in [
            (VISUAL, LOGICAL),
            (".«نمألا» :فاضأو", "وأضاف: «الأمن»."),
            ("2024/3/12 موي 14:30 دنع", "عند 14:30 يوم 2024/3/12"),
            ("٪12 نم ١٢٫٥ ىلإ 3-1", "1-3 إلى ١٢٫٥ من 12٪"),
            ("بأ\nدج", "أب\nجد"),
            (
                "رهش .Meta Platforms Inc ةكرش",
                "شركة Meta Platforms Inc. شهر",
            ),
            ("This line is English.", "This line is English."),
            ("ب\u{64E}أ", "أب\u{64E}"),
            ("أ\r\nب\n", "أ\r\nب\n"),
        ] {
            assert_eq!(turned(visual), logical);
        }
    }
}
