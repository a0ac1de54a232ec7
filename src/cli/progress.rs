//! How far a batch is → one line on standard error, where a person looks at it.
//!
//! `qari: 12345 · 31% · 1:20` is articles, the share of the input, minutes and seconds that remain; without a length of the
//! input it is the number alone. It holds no words, so it is the same in both languages and needs no order of letters.
//! `indicatif` would bring four crates for these three numbers.
//!
//! There is none if standard error is no terminal, or standard output is one, which the line would break into; and none
//! in the first second.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Between two drawings.
const INTERVAL: Duration = Duration::from_millis(200);
/// Before the first drawing.
const PATIENCE: Duration = Duration::from_secs(1);
/// Back to the first column, and clear to the end of the line.
const CLEAR: &[u8] = b"\r\x1b[K";
/// Endings of files that are longer inside than outside.
const PACKED: [&str; 5] = ["gz", "xz", "zst", "bz2", "zip"];

/// The state of a batch.
pub(super) struct Progress {
    /// Whether somebody sees it.
    seen: bool,
    begun: Instant,
    next: Instant,
    /// Whether a line stands on the screen.
    drawn: bool,
    articles: usize,
    bytes: u64,
    /// Length of the input in bytes, where it is known.
    total: Option<u64>,
}

impl Progress {
    /// Of a batch over `files`, which begins now.
    pub(super) fn new(files: &[PathBuf]) -> Self {
        let seen = io::stderr().is_terminal() && !io::stdout().is_terminal();
        let begun = Instant::now();
        Self {
            seen,
            begun,
            next: begun + PATIENCE,
            drawn: false,
            articles: 0,
            bytes: 0,
            total: if seen { total(files) } else { None },
        }
    }

    /// So many articles and bytes more were written.
    pub(super) fn advance(&mut self, articles: usize, bytes: u64) {
        self.articles += articles;
        self.bytes += bytes;
        if !self.seen {
            return;
        }
        let now = Instant::now();
        if now < self.next {
            return;
        }
        self.next = now + INTERVAL;
        self.drawn = true;
        let line = self.line(now - self.begun);
        let _ = io::stderr().write_all(&[CLEAR, line.as_bytes()].concat());
    }

    /// Takes the line away, so that a message can be written; the next drawing brings it back.
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.drawn) {
            let _ = io::stderr().write_all(CLEAR);
        }
    }

    /// Takes the line away for good.
    pub(super) fn end(&mut self) {
        self.clear();
        self.seen = false;
    }

    /// The line after that time.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a share in percent needs no more than 52 bits"
    )]
    fn line(&self, spent: Duration) -> String {
        let Some(total) = self.total.filter(|total| *total > 0) else {
            return format!("qari: {}", self.articles);
        };
        let share = (self.bytes as f64 / total as f64).clamp(1e-9, 1.0);
        let left = (spent.as_secs_f64() * (1.0 - share) / share).min(1e7);
        let left = Duration::from_secs_f64(left).as_secs();
        format!(
            "qari: {} · {:.0}% · {}:{:02}",
            self.articles,
            share * 100.0,
            left / 60,
            left % 60
        )
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

/// The length of all files together; `None` with a pipe, a folder or a packed file among them.
fn total(files: &[PathBuf]) -> Option<u64> {
    let length = |file: &PathBuf| {
        let packed = file.extension().is_some_and(|ending| {
            PACKED
                .iter()
                .any(|packed| ending.eq_ignore_ascii_case(packed))
        });
        let metadata = fs::metadata(file).ok()?;
        (metadata.is_file() && !packed).then_some(metadata.len())
    };
    files.iter().map(length).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_has_the_share_and_the_time_left() {
        let mut progress = Progress::new(&[]);
        progress.advance(12, 500);
        assert_eq!(progress.line(Duration::from_secs(100)), "qari: 12");
        progress.total = Some(2_000);
        assert_eq!(
            progress.line(Duration::from_secs(100)),
            "qari: 12 · 25% · 5:00"
        );
        progress.bytes = 3_000;
        assert_eq!(
            progress.line(Duration::from_secs(100)),
            "qari: 12 · 100% · 0:00"
        );
    }
}
