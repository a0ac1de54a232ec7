//! A text → the same text with its explicit bidi controls balanced on each line.
//!
//! Matching follows UAX #9: a PDI closes the nearest open isolate and all
//! embeddings inside it (X6a), a PDF closes the nearest embedding of its own
//! isolate (X7). What has no counterpart on its line is removed rather than
//! completed, so nothing is ever added. Overrides (LRO, RLO) are removed with their PDF
//! even where balanced: they can make any text look like any other, and news does not need
//! them. It does not compute levels.
//!
//! The unit is a line, not the file: with an opener that is closed two lines below,
//! one paragraph would change the order of the next one.
//!
//! Linear in the text. 10,000 openers on a line are one stack; a counter of open isolates
//! tells that a PDI has none, without a search.

use std::borrow::Cow;

/// Deepest nesting by UAX #9 (BD2); deeper openers are removed with their closers.
const MAX_DEPTH: usize = 125;

/// Removes the bidi controls that have no counterpart on their line; returns how many.
pub(super) fn balance(text: &str) -> (Cow<'_, str>, usize) {
    let removed = unmatched(text);
    if removed.is_empty() {
        return (Cow::Borrowed(text), 0);
    }
    let mut out = String::with_capacity(text.len());
    let mut kept = 0;
    for &at in &removed {
        out.push_str(&text[kept..at]);
        kept = at + CONTROL_BYTES;
    }
    out.push_str(&text[kept..]);
    (Cow::Owned(out), removed.len())
}

/// Length of every explicit bidi control in UTF-8.
const CONTROL_BYTES: usize = 3;

/// An opener whose closer has not come yet; on the stack of its line until the closer comes
/// or the line ends.
struct OpenControl {
    /// Its offset.
    at: usize,
    is_isolate: bool,
    /// Too deep, or an override: it is removed with its closer.
    removed: bool,
}

impl OpenControl {
    const fn new(at: usize, is_isolate: bool, removed: bool) -> Self {
        Self {
            at,
            is_isolate,
            removed,
        }
    }
}

/// Offsets of the controls to remove, in order.
///
/// Sorted line by line, since a closer adds the offset of its opener, which comes before it.
fn unmatched(text: &str) -> Vec<usize> {
    let mut line = LineControls::default();
    for (at, control) in controls(text) {
        line.take(at, control);
    }
    line.end();
    line.removed
}

/// The controls of one line so far.
#[derive(Default)]
struct LineControls {
    open: Vec<OpenControl>,
    /// How many of `open` are isolates, so that a stray PDI costs nothing.
    isolates: usize,
    removed: Vec<usize>,
    /// Where in `removed` this line begins.
    first: usize,
}

impl LineControls {
    /// Takes the next control.
    fn take(&mut self, at: usize, control: BidiControlKind) {
        match control {
            BidiControlKind::LineEnd => self.end(),
            BidiControlKind::Embedding => self.push(OpenControl::new(at, false, false)),
            BidiControlKind::Override => self.push(OpenControl::new(at, false, true)),
            BidiControlKind::Isolate => self.push(OpenControl::new(at, true, false)),
            BidiControlKind::PopEmbedding => {
                if self.open.last().is_some_and(|open| !open.is_isolate) {
                    self.close(at);
                } else {
                    self.removed.push(at);
                }
            }
            BidiControlKind::PopIsolate => self.pop_isolate(at),
        }
    }

    fn push(&mut self, mut open: OpenControl) {
        open.removed |= self.open.len() >= MAX_DEPTH;
        self.isolates += usize::from(open.is_isolate);
        self.open.push(open);
    }

    /// X6a: the embeddings that were opened inside the isolate end with it. They have no
    /// closer of their own and are removed.
    fn pop_isolate(&mut self, at: usize) {
        if self.isolates == 0 {
            self.removed.push(at);
            return;
        }
        while let Some(open) = self.open.pop_if(|open| !open.is_isolate) {
            self.removed.push(open.at);
        }
        self.isolates -= 1;
        self.close(at);
    }

    /// The closer at `at` belongs to the opener on top: both stay or both are removed.
    fn close(&mut self, at: usize) {
        if let Some(open) = self.open.pop()
            && open.removed
        {
            self.removed.extend([open.at, at]);
        }
    }

    /// What is still open at the end of the line has no closer.
    fn end(&mut self) {
        self.removed.extend(self.open.drain(..).map(|open| open.at));
        self.isolates = 0;
        if let Some(line) = self.removed.get_mut(self.first..) {
            line.sort_unstable();
        }
        self.first = self.removed.len();
    }
}

/// What the balance depends on. LRM, RLM and ALM are not among them: they open nothing.
#[derive(Clone, Copy)]
enum BidiControlKind {
    Embedding,
    Override,
    PopEmbedding,
    Isolate,
    PopIsolate,
    LineEnd,
}

/// The controls and line ends of `text` with their offsets.
///
/// All controls begin with the byte E2 in UTF-8, which no Arabic letter does.
fn controls(text: &str) -> impl Iterator<Item = (usize, BidiControlKind)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let found = at
                + bytes
                    .get(at..)?
                    .iter()
                    .position(|&b| b == 0xE2 || b == b'\n')?;
            at = found + 1;
            if bytes[found] == b'\n' {
                return Some((found, BidiControlKind::LineEnd));
            }
            match text[found..].chars().next() {
                Some('\u{202A}' | '\u{202B}') => return Some((found, BidiControlKind::Embedding)),
                Some('\u{202D}' | '\u{202E}') => return Some((found, BidiControlKind::Override)),
                Some('\u{202C}') => return Some((found, BidiControlKind::PopEmbedding)),
                Some('\u{2066}'..='\u{2068}') => return Some((found, BidiControlKind::Isolate)),
                Some('\u{2069}') => return Some((found, BidiControlKind::PopIsolate)),
                Some(_) | None => {}
            }
        }
    })
}
