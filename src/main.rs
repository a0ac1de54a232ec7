//! The program `qari`: passes its arguments to the library and ends with the exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    qari::main(std::env::args_os())
}
