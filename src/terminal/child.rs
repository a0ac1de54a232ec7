//! A program run for a moment: text in, or an answer out; nothing on the screen, never longer than a limit.
//!
//! No shell stands between. The program has no terminal for its input and output, is the
//! first of a process group of its own, and is killed with that group when its time is up.
//! One that opens `/dev/tty` by itself can still write there; nothing here can prevent that.
//!
//! The wait with a limit is `wait-timeout`'s. Not `duct` 1.1, which does the whole: it kills the program alone and not
//! those that it started, and keeps all that a program writes, however much.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use std::os::unix::process::CommandExt;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::process::{Pid, Signal, kill_process_group};
use wait_timeout::ChildExt;

use super::device::timespec;

/// The most that is read of an answer, in bytes. Who writes more fails: what is asked here is answered in a few lines.
const MAX_ANSWER: usize = 64 * 1024;

/// How a program failed.
#[derive(Debug)]
pub(crate) enum ProcessError {
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
pub(crate) fn feed(
    words: &[impl AsRef<OsStr>],
    text: &str,
    limit: Duration,
) -> Result<(), ProcessError> {
    let mut child = start(words, Stdio::piped(), Stdio::null())?;
    if let Some(mut input) = child.stdin.take() {
        let text = text.to_owned();
        // A pipe holds little: who does not read must not hold up who writes.
        thread::spawn(move || input.write_all(text.as_bytes()));
    }
    wait(&mut child, Instant::now() + limit)
}

/// Runs `words` and takes what it writes to its standard output, at most [`MAX_ANSWER`] bytes.
///
/// Returns as soon as that ends, since somebody waits for the answer; who closes it and stays is awaited, too.
pub(crate) fn ask(words: &[impl AsRef<OsStr>], limit: Duration) -> Result<String, ProcessError> {
    let end = Instant::now() + limit;
    let mut child = start(words, Stdio::null(), Stdio::piped())?;
    let answer = child.stdout.take().map(|output| read_answer(output, end));
    wait(&mut child, end)?;
    Ok(String::from_utf8_lossy(&answer.unwrap_or_default()).into_owned())
}

/// What comes until `end`. What cannot be read is no answer.
fn read_answer(mut output: ChildStdout, end: Instant) -> Vec<u8> {
    let mut received = Vec::new();
    let mut buffer = [0; 1024];
    while received.len() < MAX_ANSWER {
        let left = end.saturating_duration_since(Instant::now());
        let mut fds = [PollFd::new(&output, PollFlags::IN)];
        match poll(&mut fds, Some(&timespec(left))) {
            Ok(ready) if ready > 0 => {}
            Err(Errno::INTR) => continue,
            Ok(_) | Err(_) => break,
        }
        match output.read(&mut buffer) {
            Ok(count) if count > 0 => {
                received.extend_from_slice(buffer.get(..count).unwrap_or_default());
            }
            Ok(_) | Err(_) => break,
        }
    }
    received
}

fn start(words: &[impl AsRef<OsStr>], input: Stdio, output: Stdio) -> Result<Child, ProcessError> {
    let (program, arguments) = words
        .split_first()
        .ok_or_else(|| ProcessError::Start(io::ErrorKind::NotFound.into()))?;
    Command::new(program)
        .args(arguments)
        .stdin(input)
        .stdout(output)
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .map_err(ProcessError::Start)
}

/// Waits for the end; what the program started in the background may outlive it (`xclip` does so by design).
fn wait(child: &mut Child, end: Instant) -> Result<(), ProcessError> {
    let left = end.saturating_duration_since(Instant::now());
    match child.wait_timeout(left) {
        Ok(Some(status)) if status.success() => Ok(()),
        Ok(Some(status)) => Err(ProcessError::Status(status)),
        Ok(None) | Err(_) => {
            let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
            let _ = child.wait();
            Err(ProcessError::Slow)
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
            Err(ProcessError::Status(status)) if status.code() == Some(3)
        ));
        assert!(matches!(
            feed(&words("no-such-program-here"), "x", second),
            Err(ProcessError::Start(_))
        ));
        assert!(matches!(
            feed(&words(""), "x", second),
            Err(ProcessError::Start(_))
        ));
        // More than a pipe holds, unread.
        assert!(feed(&words("true"), &"x".repeat(1 << 20), second).is_ok());
        assert_eq!(ask(&words("echo on"), second).unwrap(), "on\n");
        // More than is wanted: who goes on writing is told that nobody reads.
        let endless = ask(&words("yes"), second);
        assert!(
            matches!(endless, Err(ProcessError::Status(_))),
            "{endless:?}"
        );
    }

    #[test]
    fn who_never_ends_is_ended_with_all_its_children() {
        let at = Instant::now();
        let limit = Duration::from_millis(100);
        let hang = words("sh -c 'sleep 20 & sleep 20'");
        assert!(matches!(feed(&hang, "x", limit), Err(ProcessError::Slow)));
        assert!(matches!(ask(&hang, limit), Err(ProcessError::Slow)));
        assert!(at.elapsed() < Duration::from_secs(5));
    }
}
