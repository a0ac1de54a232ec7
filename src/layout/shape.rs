//! Letters and their neighbours → joining → presentation forms.
//!
//! Joining follows `ArabicShaping.txt` (through `icu_properties`) in logical
//! order: transparent marks are skipped, ZWJ and tatweel cause joining,
//! ZWNJ prevents it. Two letters join only inside one level run (UAX #9,
//! section 6.1); in a left-to-right run (letters under an LRO) right and
//! left are exchanged. A line break inside a word changes nothing: the parts
//! keep their joined shapes, as CSS Text 3, section 5.1, requires ("as if the word
//! were not broken").
//!
//! Letters without forms of their own (`data/forms.txt` lists those that have forms)
//! stay as they are and still join their neighbours. Ligatures of whole words are written out as their letters. Marks are not combined
//! into ligatures, and lam-alef is the only ligature of letters.

use std::sync::LazyLock;

use icu_properties::CodePointMapData;
use icu_properties::props::JoiningType;

use super::line::Symbol;
use super::target::Tashkeel;
use super::width::is_mark;
use crate::characters::form_letters;

/// On which sides a letter is joined to its neighbours, as on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct JoinedSides {
    /// To the letter at its right: the one before it.
    pub(super) right: bool,
    /// To the letter at its left: the one after it.
    pub(super) left: bool,
    /// A lam that forms a ligature with the alef of the next cluster.
    pub(super) lam_alef: bool,
}

/// How two characters that follow each other touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum JoinLink {
    /// The two do not touch.
    Apart,
    /// They are joined.
    Joined,
    /// They are joined and are a lam and one of the four alefs.
    LamAlef,
}

/// A character that counts in joining: all but the transparent ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct JoiningCharacter {
    c: char,
    kind: JoiningType,
    level: u8,
}

impl JoiningCharacter {
    /// The character with its level; `None` where it is transparent to joining.
    pub(super) fn new(c: char, level: u8) -> Option<Self> {
        let kind = if c.is_ascii() {
            JoiningType::NonJoining
        } else {
            CodePointMapData::<JoiningType>::new().get(c)
        };
        (kind != JoiningType::Transparent).then_some(Self { c, kind, level })
    }

    /// How this character touches `next`, the next one in logical order.
    pub(super) fn link(self, next: Self) -> JoinLink {
        // ZWJ and ZWNJ are among the characters that X9 removes: they belong to the run of their letter.
        let is_format = |joiner: Self| matches!(joiner.c, '\u{200C}' | '\u{200D}');
        if self.level != next.level && !is_format(self) && !is_format(next) {
            return JoinLink::Apart;
        }
        let touch = if self.level % 2 == 1 {
            self.joins_left() && next.joins_right()
        } else {
            self.joins_right() && next.joins_left()
        };
        match (touch, self.c, next.c) {
            (false, _, _) => JoinLink::Apart,
            (true, '\u{0644}', '\u{0622}' | '\u{0623}' | '\u{0625}' | '\u{0627}')
                if self.level % 2 == 1 =>
            {
                JoinLink::LamAlef
            }
            (true, _, _) => JoinLink::Joined,
        }
    }

    /// Whether the run is right to left, so that the next character is at the left.
    pub(super) const fn is_rtl(self) -> bool {
        self.level % 2 == 1
    }

    /// By `Joining_Type`: dual, left or join-causing.
    fn joins_left(self) -> bool {
        [
            JoiningType::DualJoining,
            JoiningType::LeftJoining,
            JoiningType::JoinCausing,
        ]
        .contains(&self.kind)
    }

    /// By `Joining_Type`: dual, right or join-causing.
    fn joins_right(self) -> bool {
        [
            JoiningType::DualJoining,
            JoiningType::RightJoining,
            JoiningType::JoinCausing,
        ]
        .contains(&self.kind)
    }
}

/// First letter of the Arabic block; only its letters have forms.
const FIRST: u32 = 0x0620;
/// One past the last letter with forms.
const END: u32 = 0x06E0;

/// Forms by letter: isolated, final, initial, medial.
struct FormTable {
    letters: [[Option<char>; 4]; (END - FIRST) as usize],
    lam_alef: Vec<(char, [Option<char>; 4])>,
}

/// Read once, at the first letter that is shaped.
static FORMS: LazyLock<FormTable> = LazyLock::new(|| read_forms(include_str!("data/forms.txt")));

/// Each line is a letter and its four forms in hexadecimal, `-` where there is none; a
/// ligature is written `0644+` and its alef.
fn read_forms(data: &str) -> FormTable {
    let scalar = |hex: &str| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
    let mut forms = FormTable {
        letters: [[None; 4]; (END - FIRST) as usize],
        lam_alef: Vec::new(),
    };
    for line in data.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split_whitespace();
        let Some(key) = fields.next() else { continue };
        let mut row = [None; 4];
        for (form, field) in row.iter_mut().zip(fields) {
            *form = scalar(field);
        }
        if let Some(alef) = key.strip_prefix("0644+").and_then(scalar) {
            forms.lam_alef.push((alef, row));
        } else if let Some(letter) = scalar(key)
            && let Some(slot) = slot_mut(&mut forms.letters, letter)
        {
            *slot = row;
        }
    }
    forms
}

fn slot_mut(letters: &mut [[Option<char>; 4]], letter: char) -> Option<&mut [Option<char>; 4]> {
    letters.get_mut(usize::try_from(u32::from(letter).checked_sub(FIRST)?).ok()?)
}

/// The form of one letter; the letter itself where it has none.
///
/// Where a joined form is missing (a right-joining letter has no medial one), the letter
/// is returned as stored.
fn form(letter: char, joined: JoinedSides) -> char {
    let column = match (joined.right, joined.left) {
        (false, false) => 0,
        (true, false) => 1,
        (false, true) => 2,
        (true, true) => 3,
    };
    u32::from(letter)
        .checked_sub(FIRST)
        .and_then(|index| FORMS.letters.get(usize::try_from(index).ok()?))
        .and_then(|row| row[column])
        .unwrap_or(letter)
}

/// The ligature of lam with `alef`.
fn lam_alef(alef: char, joined: JoinedSides) -> Option<char> {
    let (_, row) = FORMS.lam_alef.iter().find(|(key, _)| *key == alef)?;
    row[usize::from(joined.right)]
}

/// Whether `c` is a letter that can be written as a form.
pub(super) const fn is_arabic_letter(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' | '\u{066E}'..='\u{066F}' | '\u{0671}'..='\u{06D3}' | '\u{06D5}' | '\u{06FA}'..='\u{06FF}')
}

/// The words of a ligature of whole words (U+FDF0–U+FDFD: ﷲ ﷺ ﷽ ﷼), where it is a cluster by itself.
///
/// These do not fit a cell: terminals cut them, draw over the neighbours or draw nothing. They are written out, ﷺ too: in one
/// cell no reader can tell it from ﷻ.
pub(super) fn word_ligature(cluster: &str) -> Option<&'static str> {
    let mut chars = cluster.chars();
    match (chars.next()?, chars.next()) {
        (c @ '\u{FDF0}'..='\u{FDFD}', None) => {
            Some(form_letters(c)).filter(|words| !words.is_empty())
        }
        _ => None,
    }
}

/// Appends a cluster that begins with an Arabic letter, as forms.
///
/// `alef` is the second cluster of a lam-alef. Marks are kept after the form
/// in their order (lam's, then alef's); ZWJ and ZWNJ are left out, as the forms already show
/// what they ask for. A hamza or madda that is stored as a mark of its own (NFD) is
/// composed with its letter, since the form includes it.
pub(super) fn push_forms(
    symbol: &mut Symbol,
    letter: &str,
    alef: Option<&str>,
    joined: JoinedSides,
    tashkeel: Tashkeel,
) {
    let letter = ComposedLetter::new(letter);
    let alef = alef.map(ComposedLetter::new);
    let ligature = alef.and_then(|alef| lam_alef(alef.head?, joined));
    symbol.extend(ligature.or_else(|| Some(form(letter.head?, joined))));
    let alefs_marks = alef.into_iter().flat_map(ComposedLetter::marks);
    symbol.extend(
        letter
            .marks()
            .chain(alefs_marks)
            .filter(|&c| keeps(c, tashkeel) && !matches!(c, '\u{200C}' | '\u{200D}')),
    );
}

/// A cluster as its letter, composed with a hamza or madda mark (NFC), and its other marks.
#[derive(Clone, Copy)]
struct ComposedLetter<'a> {
    head: Option<char>,
    marks: &'a str,
    /// Byte in `marks` of the mark that was composed with the letter.
    composed: Option<usize>,
}

impl<'a> ComposedLetter<'a> {
    fn new(cluster: &'a str) -> Self {
        let mut chars = cluster.chars();
        let head = chars.next();
        let marks = chars.as_str();
        let found = marks.find(|c| matches!(c, '\u{0653}'..='\u{0655}'));
        let mark = found.and_then(|at| marks.get(at..)?.chars().next());
        let letter = match (head, mark) {
            (Some('\u{0627}'), Some('\u{0653}')) => '\u{0622}',
            (Some('\u{0627}'), Some('\u{0654}')) => '\u{0623}',
            (Some('\u{0627}'), Some('\u{0655}')) => '\u{0625}',
            (Some('\u{0648}'), Some('\u{0654}')) => '\u{0624}',
            (Some('\u{064A}'), Some('\u{0654}')) => '\u{0626}',
            (Some('\u{06C1}'), Some('\u{0654}')) => '\u{06C2}',
            (Some('\u{06D2}'), Some('\u{0654}')) => '\u{06D3}',
            (Some('\u{06D5}'), Some('\u{0654}')) => '\u{06C0}',
            _ => {
                return Self {
                    head,
                    marks,
                    composed: None,
                };
            }
        };
        Self {
            head: Some(letter),
            marks,
            composed: found,
        }
    }

    fn marks(self) -> impl Iterator<Item = char> + 'a {
        self.marks
            .char_indices()
            .filter(move |(at, _)| Some(*at) != self.composed)
            .map(|(_, c)| c)
    }
}

/// Whether a character of a cluster stays in its cell.
pub(super) fn keeps(c: char, tashkeel: Tashkeel) -> bool {
    match tashkeel {
        Tashkeel::Keep => true,
        Tashkeel::Strip => !is_tashkeel(c),
    }
}

/// Harakat and the other vowel and recitation signs of Arabic.
///
/// Hamza and madda above and below (U+0653..U+0655) are parts of letters and
/// do not count.
fn is_tashkeel(c: char) -> bool {
    matches!(c, '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{0652}' | '\u{0656}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06ED}' | '\u{0897}'..='\u{089F}' | '\u{08CA}'..='\u{08FF}')
        && is_mark(c)
}

#[cfg(test)]
mod tests {
    use super::super::{Direction, LayoutTarget, RowOrder, Shaping, label, prepare};
    use super::*;
    use crate::span::Span;

    /// The forms of a text as code points, cells in logical order.
    fn forms(text: &str) -> String {
        let target = LayoutTarget {
            order: RowOrder::Logical,
            ..LayoutTarget::default()
        };
        let line = label(text, Direction::RightToLeft, target);
        let cells = line.cells.iter().map(|cell| {
            let scalars = cell.symbol.chars().map(|c| format!("{:04X}", u32::from(c)));
            scalars.collect::<Vec<_>>().join("+")
        });
        cells.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn forms_agree_with_joining_types() {
        let types = CodePointMapData::<JoiningType>::new();
        let mut seen = 0;
        for (letter, row) in ('\u{0620}'..'\u{06E0}').zip(FORMS.letters) {
            let Some(_isolated) = row[0] else { continue };
            seen += 1;
            let wanted = match (row[1].is_some(), row[2].is_some(), letter) {
                // Noon ghunna has no dotless forms in the middle of a word; u with hamza none at the end.
                (true, true, _) | (true, false, '\u{06BA}') => JoiningType::DualJoining,
                (true, false, _) | (false, false, '\u{0677}') => JoiningType::RightJoining,
                (false, _, _) => JoiningType::NonJoining,
            };
            assert_eq!(types.get(letter), wanted, "U+{:04X}", u32::from(letter));
        }
        assert_eq!(seen, 77);
        assert_eq!(FORMS.lam_alef.len(), 4);
    }

    #[test]
    fn each_letter_takes_the_shape_of_its_position() {
        for (what, text, cells) in [
            ("initial, medial, final", "ببب", "FE91 FE92 FE90"),
            ("reh joins one side only", "برب", "FE91 FEAE FE8F"),
            ("hamza joins nothing", "بءب", "FE8F FE80 FE8F"),
            ("marks are skipped", "بَّب", "FE91+064E+0651 FE90"),
            ("a space separates", "ب ب", "FE8F 0020 FE8F"),
            (
                "digits and Latin separate",
                "ب1بaب",
                "FE8F 0031 FE8F 0061 FE8F",
            ),
            ("tatweel joins", "بـب", "FE91 0640 FE90"),
            ("ZWNJ separates", "ب\u{200C}ب", "FE8F FE8F"),
            ("ZWJ joins", "ب\u{200D} \u{200D}ب", "FE91 0020 FE90"),
            ("an RLM is skipped", "ب\u{200F}ب", "FE91 FE90"),
            (
                "an isolate separates",
                "ب\u{2067}ب\u{2069}ب",
                "FE8F FE8F FE8F",
            ),
            ("Persian", "گچپژی", "FB94 FB7D FB59 FB8B FBFC"),
            ("Urdu", "ٹھےں", "FB68 FBAD FBAF FB9E"),
            (
                "Kurdish, with a letter without forms",
                "ڕۆژە",
                "0695 FBD9 FB8A FEE9",
            ),
            (
                "a letter without forms joins its neighbours",
                "بێب",
                "FE91 06CE FE90",
            ),
            ("a precomposed form is left alone", "\u{FEFB}ب", "FEFB FE8F"),
        ] {
            assert_eq!(forms(text), cells, "{what}");
        }
    }

    #[test]
    fn lam_alef_is_one_cell_with_all_its_marks() {
        for (what, text, cells) in [
            (
                "four alefs",
                "لا لأ لإ لآ",
                "FEFB 0020 FEF7 0020 FEF9 0020 FEF5",
            ),
            ("joined to what precedes", "بلا", "FE91 FEFC"),
            ("not to what follows", "لاب", "FEFB FE8F"),
            ("marks of lam, then of alef", "لَاً", "FEFB+064E+064B"),
            (
                "hamza stored as a mark, behind a haraka",
                "لا\u{064E}\u{0654}",
                "FEF7+064E",
            ),
            ("ZWJ between", "ل\u{200D}ا", "FEDF FE8E"),
            ("ZWNJ between", "ل\u{200C}ا", "FEDD FE8D"),
            ("tatweel between", "لـا", "FEDF 0640 FE8E"),
            ("wasla has none", "لٱ", "FEDF FB51"),
            ("an RLM between", "ل\u{200F}ا", "FEFB"),
            (
                "marks behind a control",
                "ل\u{200E}\u{64B}آ\u{200F}\u{650}",
                "FEF5+064B+0650",
            ),
            (
                "not with an emoji modifier on the alef",
                "لا\u{1F3FD}",
                "FEDF FE8E+1F3FD",
            ),
        ] {
            assert_eq!(forms(text), cells, "{what}");
        }
    }

    #[test]
    fn a_hamza_stored_as_a_mark_is_drawn_with_its_letter() {
        assert_eq!(forms("ا\u{0654}"), forms("أ"));
        assert_eq!(forms("و\u{064E}\u{0654}"), "FE85+064E");
        assert_eq!(forms("بي\u{0654}ب"), forms("بئب"));
    }

    #[test]
    fn runs_of_other_levels_do_not_join() {
        // Under an LRO letters run left to right: the first one is at the left and joins at its right.
        assert_eq!(forms("\u{202D}بب\u{202C}"), "FE90 FE91");
        assert_eq!(forms("ب\u{202D}ب\u{202C}ب"), "FE8F FE8F FE8F");
        assert_eq!(
            forms("\u{202D}لا\u{202C}"),
            "FEDD FE8D",
            "no ligature backwards"
        );
    }

    #[test]
    fn a_broken_word_keeps_its_joined_shapes() {
        let text = "مستشفيات";
        let all = Span::new(0, text.len());
        let paragraph = prepare(text, all, Direction::RightToLeft, LayoutTarget::default());
        let lines: String = paragraph
            .lines(text, 3)
            .iter()
            .flat_map(|line| line.cells.iter().rev().map(|cell| cell.symbol.to_string()))
            .collect();
        let logical = LayoutTarget {
            order: RowOrder::Logical,
            ..LayoutTarget::default()
        };
        let whole = label(text, Direction::RightToLeft, logical).text();
        assert_eq!(lines, whole);
    }

    #[test]
    fn strip_removes_vowel_signs_and_keeps_hamza_and_other_scripts() {
        let strip = LayoutTarget {
            order: RowOrder::Logical,
            shaping: Shaping::Base,
            tashkeel: Tashkeel::Strip,
        };
        let stripped = |text| label(text, Direction::RightToLeft, strip).text();
        assert_eq!(stripped("مُدَرِّسٌ قُرْآنٌ"), "مدرس قرآن");
        assert_eq!(stripped("هٰذا \u{64E}ا\u{654}"), "هذا ا\u{654}");
        assert_eq!(stripped("e\u{301} ש\u{5B8}"), "e\u{301} ש\u{5B8}");
        assert_eq!(
            stripped("\u{64E}"),
            "",
            "a vowel sign without a base is removed too"
        );
    }
}
