//! The program `qari-train`: passes its arguments to the trainer of the library.
//!
//! `qari-train --help` lists options and stages.

fn main() -> std::process::ExitCode {
    qari::train_main(std::env::args_os())
}
