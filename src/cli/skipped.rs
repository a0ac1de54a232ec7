//! Records of a collection that gave no article → one line for each file and cause, with their numbers.
//!
//! What concerns a whole file is no skipped record: it is reported when it happens.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use crate::error::{Error, visible};

/// Most ranges of numbers that are kept for one file and cause; the others are counted alone.
const RANGES: usize = 500;

/// The records that were skipped, and the exit code that follows.
#[derive(Debug, Default)]
pub(super) struct SkippedRecords {
    /// In the order in which they were met first.
    groups: Vec<SkippedGroup>,
    /// That of the last failure.
    code: u8,
}

/// Records of one file that were skipped for one cause.
#[derive(Debug)]
struct SkippedGroup {
    /// The file.
    source: String,
    cause: String,
    /// What the numbers count.
    unit: NumberUnit,
    count: usize,
    /// First and last numbers of runs.
    ranges: Vec<(usize, usize)>,
    /// Records that are in none of `ranges`.
    unlisted: usize,
}

/// What the number of a record counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NumberUnit {
    /// Lines of the file.
    Line,
    /// Records of the file.
    Record,
}

impl SkippedRecords {
    /// Adds a record, which stands in that line of its file where this is known. Gives the error back where it concerns no
    /// single record.
    pub(super) fn gather(&mut self, error: Error, line: Option<usize>) -> Option<Error> {
        let message = error.to_string();
        let Some((source, number, reason)) = record(&message) else {
            self.code = error.exit_code();
            return Some(error);
        };
        self.code = error.exit_code();
        let cause = match &error {
            // Their messages say where in the record, and what to do with a file.
            Error::Json { .. } => "not valid JSON".to_owned(),
            Error::Empty { .. } => "empty".to_owned(),
            Error::NoTextInJson { .. } => {
                "no text under a usual name (--field text=path.to.field names it)".to_owned()
            }
            _ => reason.to_owned(),
        };
        let (number, unit) = match line {
            Some(line) => (line, NumberUnit::Line),
            None => (number, NumberUnit::Record),
        };
        let known = self
            .groups
            .iter_mut()
            .find(|group| group.source == source && group.cause == cause && group.unit == unit);
        match known {
            Some(group) => group.add(number),
            None => self.groups.push(SkippedGroup {
                source: source.to_owned(),
                cause,
                unit,
                count: 1,
                ranges: vec![(number, number)],
                unlisted: 0,
            }),
        }
        None
    }

    /// Writes an error to standard error, after `qari: `. A failure of that is ignored.
    pub(super) fn report(message: &dyn std::fmt::Display) {
        let _ = writeln!(io::stderr(), "qari: {}", visible(&message.to_string()));
    }

    /// Writes the summary to standard error and gives the exit code.
    pub(super) fn finish(&self) -> ExitCode {
        for line in self.summary() {
            Self::report(&line);
        }
        ExitCode::from(self.code)
    }

    /// One line for each file and cause.
    pub(super) fn summary(&self) -> Vec<String> {
        self.groups.iter().map(SkippedGroup::summary).collect()
    }
}

impl SkippedGroup {
    fn add(&mut self, number: usize) {
        self.count += 1;
        let full = self.ranges.len() == RANGES;
        match self.ranges.last_mut() {
            Some((_, last)) if *last == number => {}
            Some((_, last)) if *last + 1 == number => *last = number,
            _ if full => self.unlisted += 1,
            _ => self.ranges.push((number, number)),
        }
    }

    fn summary(&self) -> String {
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let (count, unit) = match self.unit {
            NumberUnit::Line => (self.count, "line"),
            NumberUnit::Record => (self.count, "number"),
        };
        let mut summary = format!(
            "{}: {count} record{} skipped, {}: {unit}{} ",
            self.source,
            plural(count),
            self.cause,
            plural(count)
        );
        for (at, (first, last)) in self.ranges.iter().enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            let _ = match last - first {
                0 => write!(summary, "{comma}{first}"),
                _ => write!(summary, "{comma}{first}-{last}"),
            };
        }
        if self.unlisted > 0 {
            let _ = write!(summary, " and {} more", self.unlisted);
        }
        summary
    }
}

/// File, number and reason in the message of an error about a record: `news.jsonl#17: empty: …`.
fn record(message: &str) -> Option<(&str, usize, &str)> {
    let (source, rest) = message.split_once('#')?;
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let number = rest[..digits].parse().ok()?;
    // A line with several articles has `news.jsonl#17#2`.
    let reason = rest.split_once(": ")?.1;
    rest[digits..]
        .starts_with([':', '#'])
        .then_some((source, number, reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty(path: &str) -> Error {
        Error::Empty {
            path: path.to_owned(),
        }
    }

    #[test]
    fn numbers_of_one_file_and_cause_are_one_line() {
        let mut skipped = SkippedRecords::default();
        for number in [2, 3, 4, 9] {
            assert!(
                skipped
                    .gather(empty(&format!("a.json#{number}")), None)
                    .is_none()
            );
        }
        assert!(skipped.gather(empty("b.jsonl#7"), Some(8)).is_none());
        assert!(skipped.gather(empty("b.jsonl#9#2"), Some(10)).is_none());
        assert_eq!(
            skipped.summary(),
            [
                "a.json: 4 records skipped, empty: numbers 2-4, 9",
                "b.jsonl: 2 records skipped, empty: lines 8, 10",
            ]
        );
        assert_eq!(skipped.code, 1);
    }

    #[test]
    fn the_error_of_a_whole_file_comes_back() {
        let mut skipped = SkippedRecords::default();
        assert!(skipped.gather(empty("a.txt"), None).is_some());
        assert!(skipped.gather(empty("a #x.txt"), None).is_some());
        assert_eq!((skipped.summary().len(), skipped.code), (0, 1));
    }

    #[test]
    fn no_list_of_numbers_is_endless() {
        let mut skipped = SkippedRecords::default();
        for number in 0..2_000 {
            skipped.gather(empty("a.jsonl#1"), Some(2 * number + 1));
        }
        let summary = skipped.summary();
        assert!(
            summary[0].starts_with("a.jsonl: 2000 records skipped"),
            "{summary:?}"
        );
        assert!(summary[0].ends_with(", 999 and 1500 more"), "{summary:?}");
    }
}
