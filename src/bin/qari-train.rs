//! The trainer's program: passes its arguments to [`qari::train_main`].
//!
//! `qari-train --help` tells its options and stages.

fn main() -> std::process::ExitCode {
    qari::train_main(std::env::args_os())
}
