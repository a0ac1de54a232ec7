//! The one coordinate of the crate: a byte range in an article's text.
//!
//! Tokens, mentions, quotes, cells and scroll positions are all [`Span`]s or
//! byte offsets into the same text, which is never rewritten. Only the command `analyze` converts them to
//! Unicode scalar values, for its output.
//!
//! A span holds no text: its owner says which text it counts in.

/// A half-open range of bytes, `start..end`, in one article's text.
///
/// Both ends lie on `char` boundaries of that text.
///
/// # Examples
///
/// ```
/// use qari::Span;
///
/// let text = "وصل القطار";
/// let train = Span::new(7, text.len());
/// assert_eq!(train.of(text), "القطار");
/// assert_eq!(train.len(), 12); // two bytes an Arabic letter
/// assert!(train.contains(7) && !train.contains(text.len()));
///
/// // Half-open: neighbours share no byte.
/// let arrived = Span::new(0, 6);
/// assert!(!arrived.overlaps(Span::new(6, 7)));
/// assert!(Span::new(0, text.len()).covers(train));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span of the bytes `start..end`; an end before the start gives the empty span at `start`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self {
            start,
            end: if end < start { start } else { end },
        }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    pub const fn is_empty(self) -> bool {
        self.end == self.start
    }

    /// Whether the byte at `at` lies inside.
    pub const fn contains(self, at: usize) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether all of `inner` lies inside.
    ///
    /// An empty span is covered by every span that it touches.
    pub const fn covers(self, inner: Self) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// Whether the two share at least one byte.
    ///
    /// An empty span overlaps a span that has it in its interior, not one that begins or ends there.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The text under the span; empty where the span does not fit `text`.
    ///
    /// Also where an end falls inside a character. Never panics.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlap_needs_a_shared_byte() {
        assert!(Span::new(0, 3).overlaps(Span::new(2, 5)));
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 5).covers(Span::new(0, 5)));
    }

    #[test]
    fn a_span_that_does_not_fit_reads_as_empty() {
        assert_eq!(Span::new(1, 3).of("يد"), "");
        assert_eq!(Span::new(0, 2).of("يد"), "ي");
        assert_eq!(Span::new(9, 12).of("يد"), "");
    }
}
