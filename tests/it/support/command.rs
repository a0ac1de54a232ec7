//! The program run to its end, without a terminal.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What a run of the program left.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A command that knows nothing of the terminal, locale and settings that the tests run with.
pub(crate) fn qari<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qari"));
    command.args(args).stdin(Stdio::null());
    for name in ["NO_COLOR", "QARI_LANG", "QARI_BIDI", "COLORTERM"] {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C.UTF-8").env("TERM", "xterm");
    // Nothing of the person who runs the tests is read, and nothing is kept.
    let home = concat!(env!("CARGO_TARGET_TMPDIR"), "/no-home");
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
        command.env(name, home);
    }
    command.env("QARI_CONFIG", "").env("QARI_STATE", "");
    command
}

pub(crate) fn run<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Ran {
    finish(qari(args).output().unwrap())
}

/// Runs with `input` on a pipe at standard input.
pub(crate) fn run_with(args: &[&str], input: &[u8]) -> Ran {
    let mut child = qari(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input).unwrap();
    drop(stdin);
    finish(child.wait_with_output().unwrap())
}

pub(crate) fn finish(output: Output) -> Ran {
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(crate) fn file(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

pub(crate) fn sample(name: &str) -> String {
    format!("{}/sample-articles/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// Whether a terminal would act on something in `text`: C0 but line ends, DEL, C1.
pub(crate) fn acts(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && c != '\n')
}
