//! The trainer's program: hands its arguments to [`qari::train`].

fn main() -> std::process::ExitCode {
    qari::train::run(&std::env::args().skip(1).collect::<Vec<_>>())
}
