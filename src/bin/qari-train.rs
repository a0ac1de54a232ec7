//! The trainer's program: hands its arguments to [`qari::train`].
//!
//! `qari-train --help` tells its options and stages.

fn main() -> std::process::ExitCode {
    qari::train_main(std::env::args_os())
}
