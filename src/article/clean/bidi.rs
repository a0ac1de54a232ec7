//! A text → the same text with its explicit bidi controls balanced on each line.
//!
//! Matching follows UAX #9: a PDI closes the nearest open isolate and all
//! embeddings inside it (X6a), a PDF closes the nearest embedding of its own
//! isolate (X7). What has no partner on its line is removed rather than
//! completed, so nothing is ever added. Overrides (LRO, RLO) go with their PDF
//! even where balanced: they make any text read as any other, and news has no
//! use for them. It does not compute levels.
//!
//! The unit is a line, not a paragraph of the file: an opener that is closed two
//! lines below would let one paragraph change how the next one is read.
//!
//! Linear in the text. 10,000 openers on a line are one stack; a PDI without an
//! isolate is known by a counter and never searches it.

use std::borrow::Cow;

/// Nesting that UAX #9 honours (BD2); deeper openers are removed with their closers.
const MAX_DEPTH: usize = 125;

/// Removes the bidi controls that have no partner on their line; says how many.
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

/// Every explicit bidi control is that long in UTF-8.
const CONTROL_BYTES: usize = 3;

/// An opener that waits for its closer.
///
/// Waits on the stack of its line until its closer comes or the line ends.
struct Open {
    at: usize,
    isolate: bool,
    /// Too deep, or an override: its closer goes with it.
    doomed: bool,
}

impl Open {
    const fn new(at: usize, isolate: bool, doomed: bool) -> Self {
        Self {
            at,
            isolate,
            doomed,
        }
    }
}

/// Offsets of the controls to remove, in order.
///
/// Every line is judged by itself and sorted by itself, since closers name offsets
/// before them.
fn unmatched(text: &str) -> Vec<usize> {
    let mut line = Line::default();
    for (at, control) in controls(text) {
        line.take(at, control);
    }
    line.end();
    line.removed
}

/// The controls of one line and what is known of them so far.
#[derive(Default)]
struct Line {
    open: Vec<Open>,
    /// How many of `open` are isolates, so that a stray PDI costs nothing.
    isolates: usize,
    removed: Vec<usize>,
    /// Where in `removed` this line begins.
    first: usize,
}

impl Line {
    /// One control, in reading order.
    fn take(&mut self, at: usize, control: Control) {
        match control {
            Control::LineEnd => self.end(),
            Control::Embedding => self.push(Open::new(at, false, false)),
            Control::Override => self.push(Open::new(at, false, true)),
            Control::Isolate => self.push(Open::new(at, true, false)),
            Control::PopEmbedding => {
                if self.open.last().is_some_and(|open| !open.isolate) {
                    self.close(at);
                } else {
                    self.removed.push(at);
                }
            }
            Control::PopIsolate => self.pop_isolate(at),
        }
    }

    fn push(&mut self, mut open: Open) {
        open.doomed |= self.open.len() >= MAX_DEPTH;
        self.isolates += usize::from(open.isolate);
        self.open.push(open);
    }

    /// X6a: the embeddings that were opened inside the isolate end with it; they have no
    /// closer of their own and go.
    fn pop_isolate(&mut self, at: usize) {
        if self.isolates == 0 {
            self.removed.push(at);
            return;
        }
        // Embeddings still open inside the isolate have no closer of their own.
        while let Some(open) = self.open.pop_if(|open| !open.isolate) {
            self.removed.push(open.at);
        }
        self.isolates -= 1;
        self.close(at);
    }

    /// The opener on top has met its closer: both stay, or both go.
    fn close(&mut self, at: usize) {
        if let Some(open) = self.open.pop()
            && open.doomed
        {
            self.removed.extend([open.at, at]);
        }
    }

    /// What is still open at the line's end has no partner.
    fn end(&mut self) {
        self.removed.extend(self.open.drain(..).map(|open| open.at));
        self.isolates = 0;
        if let Some(line) = self.removed.get_mut(self.first..) {
            line.sort_unstable();
        }
        self.first = self.removed.len();
    }
}

/// What matters to the balance.
///
/// LRM, RLM and ALM are not among them: they open nothing and stay.
#[derive(Clone, Copy)]
enum Control {
    Embedding,
    Override,
    PopEmbedding,
    Isolate,
    PopIsolate,
    LineEnd,
}

/// The controls of `text` and, after the first one, its line ends, with their offsets.
///
/// All controls begin with the byte E2 in UTF-8, which no Arabic letter does.
fn controls(text: &str) -> impl Iterator<Item = (usize, Control)> {
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
                return Some((found, Control::LineEnd));
            }
            match text[found..].chars().next() {
                Some('\u{202A}' | '\u{202B}') => return Some((found, Control::Embedding)),
                Some('\u{202D}' | '\u{202E}') => return Some((found, Control::Override)),
                Some('\u{202C}') => return Some((found, Control::PopEmbedding)),
                Some('\u{2066}'..='\u{2068}') => return Some((found, Control::Isolate)),
                Some('\u{2069}') => return Some((found, Control::PopIsolate)),
                Some(_) | None => {}
            }
        }
    })
}
