//! The first bytes that came from the terminal, as they came, for reports of faults.
//!
//! The parser keeps what it understood; this keeps what came, also where it was cut off or nonsense. Keys that were
//! typed in the same moment are in it too.

/// Bytes that are kept: all replies that were ever seen take some 100.
const LIMIT: usize = 1024;

/// The first bytes that came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ReplyLog(Vec<u8>);

impl ReplyLog {
    /// Takes bytes in; what goes over [`LIMIT`] is left out.
    pub(super) fn note(&mut self, bytes: &[u8]) {
        let free = LIMIT - self.0.len();
        self.0.extend_from_slice(&bytes[..bytes.len().min(free)]);
    }

    /// In printable ASCII: `\x1b[?62;22c`.
    pub(super) fn escaped(&self) -> String {
        self.0.escape_ascii().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_first_is_kept_and_nothing_of_it_acts() {
        let mut log = ReplyLog::default();
        log.note(b"\x1b[>0;276;0c");
        log.note("\u{9b}".as_bytes());
        assert_eq!(log.escaped(), "\\x1b[>0;276;0c\\xc2\\x9b");
        log.note(&[b'x'; 2 * LIMIT]);
        log.note(b"y");
        assert_eq!(log.0.len(), LIMIT);
        assert!(log.escaped().ends_with('x'));
    }
}
