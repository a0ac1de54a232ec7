//! A program run for a moment: text in, nothing on the screen, never longer than a limit.
//!
//! No shell stands between. The program has no terminal for its input and output, is the
//! first of a process group of its own, and is killed with that group when its time is up.
//! One that opens `/dev/tty` by itself can still write there; nothing here can prevent that.

use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use std::os::unix::process::CommandExt;

use rustix::process::{Pid, Signal, kill_process_group};

/// How often it is looked whether the program has ended.
const LOOK: Duration = Duration::from_millis(5);

/// The most that is read of an answer, in bytes.
const ANSWER: u64 = 4096;

/// How a program failed.
#[derive(Debug)]
pub(super) enum Fault {
    /// It could not be started.
    Start(io::Error),
    /// It ended with this status.
    Status(ExitStatus),
    /// It did not end in time, and was killed.
    Slow,
}

/// Runs `words` (a program and its arguments) with `text` on its standard input; its output is dropped.
///
/// A program that ends well without reading all of it has done its work.
pub(super) fn feed(words: &[String], text: &str, limit: Duration) -> Result<(), Fault> {
    let mut child = start(words, Stdio::piped(), Stdio::null())?;
    if let Some(mut input) = child.stdin.take() {
        let text = text.to_owned();
        // A pipe holds little: who does not read must not hold up who writes.
        thread::spawn(move || input.write_all(text.as_bytes()));
    }
    ended(&mut child, limit)
}

/// Runs `words` and takes the beginning of what it writes to its standard output.
pub(super) fn ask(words: &[String], limit: Duration) -> Result<String, Fault> {
    let mut child = start(words, Stdio::null(), Stdio::piped())?;
    ended(&mut child, limit)?;
    let mut answer = String::new();
    if let Some(output) = child.stdout.take() {
        // What cannot be read is no answer.
        let _ = output.take(ANSWER).read_to_string(&mut answer);
    }
    Ok(answer)
}

fn start(words: &[String], input: Stdio, output: Stdio) -> Result<Child, Fault> {
    let (program, arguments) = words
        .split_first()
        .ok_or_else(|| Fault::Start(io::ErrorKind::NotFound.into()))?;
    Command::new(program)
        .args(arguments)
        .stdin(input)
        .stdout(output)
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .map_err(Fault::Start)
}

/// Waits for the end; what the program started in the background may outlive it (`xclip` does so by design).
fn ended(child: &mut Child, limit: Duration) -> Result<(), Fault> {
    let end = Instant::now() + limit;
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(Fault::Status(status)),
            Ok(None) if Instant::now() < end => thread::sleep(LOOK),
            Ok(None) | Err(_) => {
                let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
                let _ = child.wait();
                return Err(Fault::Slow);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        shlex::split(line).unwrap()
    }

    #[test]
    fn text_goes_in_and_the_end_is_told() {
        let second = Duration::from_secs(5);
        assert!(feed(&words("sh -c 'test \"$(cat)\" = سلام'"), "سلام", second).is_ok());
        assert!(matches!(
            feed(&words("sh -c 'exit 3'"), "x", second),
            Err(Fault::Status(status)) if status.code() == Some(3)
        ));
        assert!(matches!(
            feed(&words("no-such-program-here"), "x", second),
            Err(Fault::Start(_))
        ));
        assert!(matches!(feed(&[], "x", second), Err(Fault::Start(_))));
        // More than a pipe holds, unread.
        assert!(feed(&words("true"), &"x".repeat(1 << 20), second).is_ok());
        assert_eq!(ask(&words("echo on"), second).unwrap(), "on\n");
    }

    #[test]
    fn who_never_ends_is_ended_with_all_its_children() {
        let at = Instant::now();
        let limit = Duration::from_millis(100);
        let hang = words("sh -c 'sleep 20 & sleep 20'");
        assert!(matches!(feed(&hang, "x", limit), Err(Fault::Slow)));
        assert!(matches!(ask(&hang, limit), Err(Fault::Slow)));
        assert!(at.elapsed() < Duration::from_secs(5));
    }
}
