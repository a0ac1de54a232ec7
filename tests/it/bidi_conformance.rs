//! All of Unicode's `BidiTest.txt` and `BidiCharacterTest.txt` through the line path: `prepare`, then `line`.
//!
//! Unicode's cases are about characters, a line's are about cells, so a case
//! is compared like this:
//!
//! - every cell has the level and the position in the order that the case gives for the cell's base, its first
//!   character that rule X9 does not remove; marks follow their base (L3) and are compared by it;
//! - a character that makes no cell is left out of the order: those that X9 removes (the case itself gives
//!   them no level), and isolates, LRM, RLM, ALM, line and paragraph separators and other controls, which have
//!   a level but are never drawn. How many there are is asserted to the last one.
//!
//! No case is skipped. The files are of Unicode 15.0; the tables in use are newer (18 in `icu_properties`, 16 for
//! brackets in `unicode-bidi`). The cases use characters whose classes have not changed in between; one whose class
//! did would be reported as a failure. See `tests/data/unicode/README.md`.

use std::collections::HashSet;
use std::fmt::Write as _;

use qari::Span;
use qari::layout::{
    Direction, LayoutTarget, PreparedParagraph, RowOrder, Shaping, Tashkeel, prepare, prepare_with,
};

use crate::support::unicode_data::unicode_data;

const VISUAL: LayoutTarget = LayoutTarget {
    order: RowOrder::Visual,
    shaping: Shaping::Base,
    tashkeel: Tashkeel::Keep,
};

/// What a case asks for.
struct Case {
    text: Vec<char>,
    /// `None`: found by P2 and P3.
    direction: Option<Direction>,
    /// Level of every character after L1; `None` for those that X9 removes.
    levels: Vec<Option<u8>>,
    /// Indices of characters from the left edge.
    order: Vec<usize>,
}

/// What has been compared.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    cases: usize,
    /// Cells compared.
    cells: usize,
    /// Characters drawn in the cell of another: marks.
    marks: usize,
    /// Characters removed by X9.
    removed: usize,
    /// Isolates, directional marks, separators and controls: they have a level and no cell.
    without_cell: usize,
    /// Cases with more than one paragraph.
    paragraphs: usize,
}

/// Compares one case; the difference, if there is one.
fn compare(case: &Case, tally: &mut Tally) -> Result<(), String> {
    let text: String = case.text.iter().collect();
    let all = Span::new(0, text.len());
    let prepared: PreparedParagraph = match case.direction {
        Some(direction) => prepare_with(&text, all, direction, VISUAL),
        None => prepare(&text, all, Direction::LeftToRight, VISUAL),
    };
    let line = prepared.line(&text, prepared.whole());
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let mut covered = HashSet::new();
    let mut order = Vec::new();
    for cell in &line.cells {
        let members: Vec<usize> = (0..starts.len())
            .filter(|&index| cell.span.contains(starts[index]))
            .collect();
        covered.extend(members.iter().copied());
        let leveled: Vec<usize> = members
            .into_iter()
            .filter(|&index| case.levels[index].is_some())
            .collect();
        let Some(&base) = leveled.first() else {
            return Err(format!("a cell of removed characters: {cell:?}"));
        };
        if case.levels[base] != Some(cell.level) {
            return Err(format!("level of {base}: {cell:?}"));
        }
        tally.marks += leveled.len() - 1;
        order.push(base);
    }
    let bases: HashSet<usize> = order.iter().copied().collect();
    let wanted: Vec<usize> = case
        .order
        .iter()
        .copied()
        .filter(|index| bases.contains(index))
        .collect();
    if wanted != order {
        return Err(format!("order {order:?}, wanted {wanted:?}"));
    }
    for (index, &c) in case.text.iter().enumerate() {
        if case.levels[index].is_none() {
            tally.removed += 1;
        } else if !covered.contains(&index) {
            if !is_never_drawn(c) {
                return Err(format!("no cell for {index}, U+{:04X}", u32::from(c)));
            }
            tally.without_cell += 1;
        }
    }
    tally.cases += 1;
    tally.cells += order.len();
    tally.paragraphs += usize::from(case.text.iter().rev().skip(1).any(|&c| c == '\u{2029}'));
    Ok(())
}

/// Characters with a level that make no cell; an independent list, by the names that Unicode gives them.
fn is_never_drawn(c: char) -> bool {
    matches!(
        c,
        '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}'
    ) || c.is_control() && c != '\t'
}

fn report(name: &str, failures: &[String]) {
    assert!(
        failures.is_empty(),
        "{} cases of {name} fail, the first:\n{}",
        failures.len(),
        failures
            .iter()
            .take(10)
            .fold(String::new(), |mut all, one| {
                let _ = writeln!(all, "{one}");
                all
            })
    );
}

/// A character for every class of `BidiTest.txt`; none of them joins into a lam-alef or is a bracket.
fn of_class(class: &str) -> char {
    match class {
        "L" => 'a',
        "R" => '\u{05D0}',
        "AL" => '\u{0628}',
        "EN" => '1',
        "ES" => '+',
        "ET" => '#',
        "AN" => '\u{0661}',
        "CS" => ',',
        "NSM" => '\u{0300}',
        "BN" => '\u{200B}',
        "B" => '\u{2029}',
        "S" => '\t',
        "WS" => ' ',
        "ON" => '!',
        "LRE" => '\u{202A}',
        "RLE" => '\u{202B}',
        "PDF" => '\u{202C}',
        "LRO" => '\u{202D}',
        "RLO" => '\u{202E}',
        "LRI" => '\u{2066}',
        "RLI" => '\u{2067}',
        "FSI" => '\u{2068}',
        "PDI" => '\u{2069}',
        other => panic!("BidiTest.txt has a class {other} that is new"),
    }
}

fn levels(field: &str) -> Vec<Option<u8>> {
    field
        .split_whitespace()
        .map(|level| level.parse().ok())
        .collect()
}

fn indices(field: &str) -> Vec<usize> {
    field
        .split_whitespace()
        .map(|index| index.parse().expect("an index"))
        .collect()
}

#[test]
fn every_case_of_bidi_test() {
    let data = unicode_data("BidiTest.txt");
    let (mut wanted_levels, mut order) = (Vec::new(), Vec::new());
    let mut tally = Tally::default();
    let mut failures = Vec::new();
    for (number, line) in data.lines().enumerate() {
        if let Some(field) = line.strip_prefix("@Levels:") {
            wanted_levels = levels(field);
        } else if let Some(field) = line.strip_prefix("@Reorder:") {
            order = indices(field);
        } else if let Some((classes, set)) = line.split_once(';')
            && !line.starts_with('#')
        {
            let set: u8 = set.trim().parse().expect("a bit set");
            let text: Vec<char> = classes.split_whitespace().map(of_class).collect();
            for (bit, direction) in [
                (1, None),
                (2, Some(Direction::LeftToRight)),
                (4, Some(Direction::RightToLeft)),
            ] {
                if set & bit == 0 {
                    continue;
                }
                let case = Case {
                    text: text.clone(),
                    direction,
                    levels: wanted_levels.clone(),
                    order: order.clone(),
                };
                if let Err(difference) = compare(&case, &mut tally) {
                    failures.push(format!(
                        "line {}: {line}: {direction:?}: {difference}",
                        number + 1
                    ));
                }
            }
        }
    }
    report("BidiTest.txt", &failures);
    let wanted = Tally {
        cases: 770_241,
        cells: 1_578_804,
        marks: 73_554,
        removed: 822_969,
        without_cell: 574_290,
        paragraphs: 0,
    };
    assert_eq!(tally, wanted);
}

#[test]
fn every_case_of_bidi_character_test() {
    let data = unicode_data("BidiCharacterTest.txt");
    let mut tally = Tally::default();
    let mut failures = Vec::new();
    for (number, line) in data.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let fields: Vec<&str> = line.split(';').collect();
        let text: Vec<char> = fields[0]
            .split_whitespace()
            .map(|hex| {
                u32::from_str_radix(hex, 16)
                    .ok()
                    .and_then(char::from_u32)
                    .expect("a scalar")
            })
            .collect();
        let direction = match fields[1] {
            "0" => Some(Direction::LeftToRight),
            "1" => Some(Direction::RightToLeft),
            _ => None,
        };
        let base = match fields[2] {
            "0" => Direction::LeftToRight,
            _ => Direction::RightToLeft,
        };
        let whole: String = text.iter().collect();
        let found = prepare(
            &whole,
            Span::new(0, whole.len()),
            Direction::LeftToRight,
            VISUAL,
        )
        .direction();
        if direction.is_none() && found != base {
            failures.push(format!("line {}: {line}: base {found:?}", number + 1));
        }
        let case = Case {
            text,
            direction,
            levels: levels(fields[3]),
            order: indices(fields[4]),
        };
        if let Err(difference) = compare(&case, &mut tally) {
            failures.push(format!("line {}: {line}: {difference}", number + 1));
        }
    }
    report("BidiCharacterTest.txt", &failures);
    let wanted = Tally {
        cases: 91_707,
        cells: 717_159,
        marks: 23,
        removed: 224,
        without_cell: 97,
        paragraphs: 0,
    };
    assert_eq!(tally, wanted);
}
