//! Size of the terminal behind standard output, for what is printed without a session.

use std::io;

/// Columns of the terminal that standard output goes to; `None` where it is none or does not tell.
pub(crate) fn columns() -> Option<u16> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    (size.ws_col > 0).then_some(size.ws_col)
}

/// Rows of that terminal.
pub(crate) fn rows() -> Option<u16> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    (size.ws_row > 0).then_some(size.ws_row)
}
