//! The command line: arguments → one command → an exit code.

pub mod analyze;
pub mod print;
