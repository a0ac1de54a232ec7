//! Unicode's `GraphemeBreakTest.txt` and `LineBreakTest.txt`, every line of both.
//!
//! Grapheme clusters must be exactly those of the file. Break opportunities are compared twice: before the rules that
//! [`breaks`] adds to UAX #14 they must be exactly those of the file; after these rules none may be new, and each that
//! is missing must have its reason ([`Tailoring`]).
//!
//! The versions of the files stand in `tests/data/unicode/README.md`. The bidirectional algorithm has its
//! conformance test in `tests/it/bidi_conformance.rs`, through the public functions.

use std::collections::BTreeMap;

use super::breaks;
use super::graphemes::graphemes;

#[path = "../../tests/it/support/unicode_data.rs"]
mod unicode_data;
use unicode_data::unicode_data;

/// A line of a break test: a text and the byte offsets of its boundaries, without 0.
struct BreakCase {
    text: String,
    boundaries: Vec<usize>,
}

/// The cases of a file, each with its line from 1.
///
/// A case is written `÷ 0020 × 0308 ÷`: code points, ÷ at a boundary, × where there is none.
fn cases(file: &str) -> impl Iterator<Item = (usize, BreakCase)> {
    file.lines().enumerate().filter_map(|(index, line)| {
        let fields = line.split('#').next().unwrap_or_default();
        let mut case = BreakCase {
            text: String::new(),
            boundaries: Vec::new(),
        };
        for field in fields.split_whitespace() {
            match field {
                "÷" => case.boundaries.push(case.text.len()),
                "×" => {}
                hex => {
                    let scalar = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
                    case.text.push(scalar.unwrap_or_else(|| panic!("{line}")));
                }
            }
        }
        case.boundaries.retain(|&at| at > 0);
        (!case.text.is_empty()).then_some((index + 1, case))
    })
}

fn assert_none(failures: &[String]) {
    let first: Vec<&str> = failures.iter().take(10).map(String::as_str).collect();
    assert!(
        failures.is_empty(),
        "{} cases fail, the first:\n{}",
        failures.len(),
        first.join("\n")
    );
}

#[test]
fn conformance_of_grapheme_clusters() {
    let file = unicode_data("GraphemeBreakTest.txt");
    let mut failures = Vec::new();
    let mut count = 0;
    for (line, case) in cases(&file) {
        count += 1;
        let ends: Vec<usize> = graphemes(&case.text)
            .map(|(start, cluster)| start + cluster.len())
            .collect();
        if ends != case.boundaries {
            failures.push(format!("line {line}: {:?}: {ends:?}", case.text));
        }
    }
    assert_none(&failures);
    assert_eq!(count, 766);
}

#[test]
fn conformance_of_break_opportunities() {
    let file = unicode_data("LineBreakTest.txt");
    let mut failures = Vec::new();
    let mut count = 0;
    for (line, case) in cases(&file) {
        count += 1;
        let plain = breaks::without_complex_scripts(&case.text);
        let found: Vec<usize> = breaks::uax14_opportunities(&plain)
            .filter(|&at| at > 0)
            .collect();
        if found != case.boundaries {
            failures.push(format!(
                "line {line}: {:?} {:04X?}: {found:?}, not {:?}",
                case.text,
                case.text.chars().map(u32::from).collect::<Vec<_>>(),
                case.boundaries
            ));
        }
    }
    assert_none(&failures);
    assert_eq!(count, 10_274);
}

/// The rules that take a break opportunity of UAX #14 away.
///
/// Told by the characters about the place, not by the code under test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tailoring {
    /// A soft hyphen before the place: none is drawn there.
    SoftHyphen,
    /// A percent sign after it and a number before it, spaces between them or not (`20 %`).
    Percent,
    /// A comma, full stop or the like after it, behind a space (`نص ،`).
    Stop,
    /// A closing bracket or a quotation mark after it: `" نص "`, and marks that UAX #14 cannot tell apart.
    Closing,
    /// An opening bracket or a quotation mark before it, spaces between them or not.
    Opening,
}

impl Tailoring {
    /// The rule that explains why no line ends at `at`; `None` where there is none.
    fn explains(text: &str, at: usize) -> Option<Self> {
        let (head, tail) = text.split_at(at);
        let next = tail.chars().next()?;
        let last = head
            .trim_end()
            .chars()
            .rfind(|&c| !super::width::is_mark(c))?;
        let quotes = "\"«»‘’‚‛“”„‟‹›";
        if head.ends_with('\u{AD}') {
            Some(Self::SoftHyphen)
        } else if "%٪‰".contains(next) && last.is_numeric() {
            Some(Self::Percent)
        } else if ".,;:!?،؛؟۔…、。".contains(next) {
            Some(Self::Stop)
        } else if quotes.contains(next) || ")]}⁆⟩〉》」』】〕〗）］｝｣⁾₎".contains(next)
        {
            Some(Self::Closing)
        } else if quotes.contains(last) || "([{⁅⟨〈《「『【〔〖（［｛｢⁽₍".contains(last)
        {
            Some(Self::Opening)
        } else {
            None
        }
    }
}

#[test]
fn conformance_of_break_opportunities_after_the_added_rules() {
    let file = unicode_data("LineBreakTest.txt");
    let mut failures = Vec::new();
    let mut removed = BTreeMap::new();
    for (line, case) in cases(&file) {
        let found = breaks::find(&case.text).opportunities;
        // At the end of the text and after a line separator a line ends whatever the opportunities say.
        let line_ends = [
            '\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}',
        ];
        let inner = (case.boundaries.iter())
            .filter(|&&at| at < case.text.len() && !case.text[..at].ends_with(line_ends));
        if let Some(new) = found.iter().find(|at| !case.boundaries.contains(at)) {
            failures.push(format!("line {line}: {:?}: new at {new}", case.text));
        }
        for &at in inner.filter(|at| !found.contains(at)) {
            match Tailoring::explains(&case.text, at) {
                Some(rule) => *removed.entry(rule).or_insert(0) += 1,
                None => failures.push(format!("line {line}: {:?}: none at {at}", case.text)),
            }
        }
    }
    assert_none(&failures);
    let expected = [
        (Tailoring::SoftHyphen, 7),
        (Tailoring::Percent, 2),
        (Tailoring::Stop, 4),
        (Tailoring::Closing, 10),
        (Tailoring::Opening, 35),
    ];
    assert_eq!(removed, BTreeMap::from(expected));
}
