//! Paragraph → levels (UAX #9, P to I, through `unicode-bidi`); line of levels → visual order (L1, L2, L4 here).
//!
//! The library's own reordering works on bytes and whole paragraphs; a line
//! of cells needs L1 per line and L2 per grapheme cluster, so that L3 (marks
//! stay after their base) holds by construction. The levels of a cluster are
//! those of its base.

use icu_properties::props::{BidiClass as ClassData, BidiMirroringGlyph};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};
use unicode_bidi::{
    BidiClass, BidiDataSource as _, BidiInfo, Direction as StrongDirection, Level,
    get_base_direction_full_with_data_source,
};

use crate::direction::Direction;

const CLASSES: CodePointMapDataBorrowed<'static, ClassData> = CodePointMapData::<ClassData>::new();

/// The `Bidi_Class` of a character.
///
/// By `icu_properties`; an unassigned character has the default of its block
/// (`DerivedBidiClass.txt`), right to left in the Arabic ones.
pub(crate) fn bidi_class(c: char) -> BidiClass {
    CLASSES.bidi_class(c)
}

/// Classes of formatting characters: those that X9 removes, the isolates, the paragraph separators.
pub(super) const fn is_removed_or_isolate(class: BidiClass) -> bool {
    use BidiClass::{
        AL, AN, B, BN, CS, EN, ES, ET, FSI, L, LRE, LRI, LRO, NSM, ON, PDF, PDI, R, RLE, RLI, RLO,
        S, WS,
    };
    match class {
        B | BN | FSI | LRE | LRI | LRO | PDF | PDI | RLE | RLI | RLO => true,
        AL | AN | CS | EN | ES | ET | L | NSM | ON | R | S | WS => false,
    }
}

/// Base direction by the first strong character outside isolates (UAX #9, P2 and P3); `None` where
/// there is none: digits and punctuation have no direction of their own.
///
/// # Examples
///
/// ```
/// use qari::layout::{Direction, first_strong};
///
/// assert_eq!(first_strong("«قطار» (train)"), Some(Direction::RightToLeft));
/// assert_eq!(first_strong("12: train"), Some(Direction::LeftToRight));
/// assert_eq!(first_strong("12 – 15"), None);
/// ```
pub fn first_strong(text: &str) -> Option<Direction> {
    match get_base_direction_full_with_data_source(&CLASSES, text) {
        StrongDirection::Ltr => Some(Direction::LeftToRight),
        StrongDirection::Rtl => Some(Direction::RightToLeft),
        StrongDirection::Mixed => None,
    }
}

/// How L1 treats a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum L1Class {
    /// It keeps its level.
    Text,
    /// White space, isolate or removed character: takes the paragraph's level before a separator and at the line's end.
    Whitespace,
    /// Segment or paragraph separator: always takes the paragraph's level.
    Separator,
}

/// Levels and original classes of a paragraph, by byte.
///
/// Every byte of a character has the character's level; a cluster has the level of its
/// base.
pub(super) struct ResolvedLevels<'a> {
    info: BidiInfo<'a>,
    base: u8,
}

impl<'a> ResolvedLevels<'a> {
    /// Runs UAX #9 up to rule I2. Paragraph separators inside `text` split it (P1); all parts have the given direction.
    pub(super) fn new(text: &'a str, direction: Direction) -> Self {
        let base = direction.level();
        let level = Level::new(base).unwrap_or_else(|_| Level::ltr());
        Self {
            info: BidiInfo::new_with_data_source(&CLASSES, text, Some(level)),
            base,
        }
    }

    /// Level of the character that begins at `at`.
    ///
    /// Past the end it is that of the paragraph.
    pub(super) fn level(&self, at: usize) -> u8 {
        self.info.levels.get(at).map_or(self.base, Level::number)
    }

    /// How L1 treats the cluster at those bytes: as white space only if all of it is (a mark on a space is text).
    pub(super) fn l1_class(&self, start: usize, end: usize) -> L1Class {
        let classes = self
            .info
            .original_classes
            .get(start..end)
            .unwrap_or_default();
        match classes.first() {
            Some(BidiClass::B | BidiClass::S) => L1Class::Separator,
            _ if classes
                .iter()
                .all(|&class| class == BidiClass::WS || is_removed_or_isolate(class)) =>
            {
                L1Class::Whitespace
            }
            _ => L1Class::Text,
        }
    }
}

/// L1: white space before a separator and at the end of the line, and the separators, take the paragraph's level.
///
/// Applied to a line after breaking, so the end of each line counts, not the end of the paragraph.
pub(super) fn reset_levels(levels: &mut [u8], kinds: impl Fn(usize) -> L1Class, base: u8) {
    let mut at_end = true;
    for (index, level) in levels.iter_mut().enumerate().rev() {
        match kinds(index) {
            L1Class::Separator => {
                *level = base;
                at_end = true;
            }
            L1Class::Whitespace if at_end => *level = base,
            L1Class::Whitespace => {}
            L1Class::Text => at_end = false,
        }
    }
}

/// L2: for each position from the left edge, the index of the cluster that stands there.
///
/// Linear in the line times the number of different levels in it.
pub(super) fn visual_order(levels: &[u8]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    let highest = levels.iter().copied().max().unwrap_or(0);
    let lowest_odd = levels.iter().copied().filter(|level| level % 2 == 1).min();
    let Some(lowest_odd) = lowest_odd else {
        return order;
    };
    for level in (lowest_odd..=highest).rev() {
        let mut rest = order.as_mut_slice();
        while let Some(start) = rest.iter().position(|&index| levels[index] >= level) {
            let (_, run) = rest.split_at_mut(start);
            let end = run
                .iter()
                .position(|&index| levels[index] < level)
                .unwrap_or(run.len());
            let (run, after) = run.split_at_mut(end);
            run.reverse();
            rest = after;
        }
    }
    order
}

/// L4: the mirrored counterpart of a character, where it has one (`BidiMirroring.txt`).
pub(crate) fn mirrored(c: char) -> Option<char> {
    if c.is_ascii_alphanumeric() || matches!(c, ' ' | '\u{0600}'..='\u{06FF}') {
        return None;
    }
    CodePointMapData::<BidiMirroringGlyph>::new()
        .get(c)
        .mirroring_glyph
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_and_mirrored_characters_are_those_of_unicode() {
        assert_eq!(bidi_class('س'), BidiClass::AL);
        assert_eq!(bidi_class('٣'), BidiClass::AN);
        assert_eq!(bidi_class('3'), BidiClass::EN);
        assert_eq!(bidi_class('\u{064E}'), BidiClass::NSM);
        assert_eq!(mirrored('('), Some(')'));
        assert_eq!(mirrored('«'), Some('»'));
        assert_eq!(mirrored('a'), None);
        assert_eq!(mirrored('،'), None);
    }

    #[test]
    fn the_first_strong_character_outside_isolates_decides() {
        let rtl = Some(Direction::RightToLeft);
        let ltr = Some(Direction::LeftToRight);
        assert_eq!(first_strong("12 «a» ب"), ltr);
        assert_eq!(first_strong("12 «ب» a"), rtl);
        assert_eq!(
            first_strong("\u{2067}ب\u{2069} a"),
            ltr,
            "an isolate is skipped"
        );
        assert_eq!(first_strong("...\n\nب"), rtl, "a line without letters too");
        assert_eq!(first_strong("12/3 ٪ …"), None);
    }

    #[test]
    fn nested_runs_are_reversed_from_the_highest_level_down() {
        // The example of UAX #9, L2: car MEANS CAR. and its like.
        assert_eq!(visual_order(&[0, 0, 1, 1, 2, 2, 1]), [0, 1, 6, 4, 5, 3, 2]);
        assert_eq!(
            visual_order(&[1, 1, 2, 2, 4, 3, 2, 1]),
            [7, 2, 3, 5, 4, 6, 1, 0]
        );
        assert_eq!(visual_order(&[2, 2, 4]), [0, 1, 2]);
        assert!(visual_order(&[]).is_empty());
    }

    #[test]
    fn spaces_take_the_base_level_at_the_end_and_before_a_tab() {
        let kinds: Vec<L1Class> = "a _|_ b _"
            .chars()
            .map(|c| match c {
                '_' | ' ' => L1Class::Whitespace,
                '|' => L1Class::Separator,
                _ => L1Class::Text,
            })
            .collect();
        let mut levels = [2; 9];
        reset_levels(&mut levels, |index| kinds[index], 1);
        assert_eq!(levels, [2, 1, 1, 1, 2, 2, 2, 1, 1]);
    }
}
