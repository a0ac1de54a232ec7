//! Job control: stopping as Ctrl-Z does, where a shell can let the program go on.
//!
//! Raw mode switches the terminal's own Ctrl-Z off (ISIG), so the key comes as a key
//! and the stop is done here. The caller restores the terminal before.

use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::process::{
    Signal, getpgid, getpgrp, getpid, getppid, getsid, kill_current_process_group, kill_process,
};

use super::TerminalError;
use super::device::timespec;
use super::signals::{Pending, Signals};

/// How long a stop may take to reach this thread.
const STOP_LIMIT: Duration = Duration::from_secs(1);

/// Whether somebody could continue this program after a stop: its process group is not the session's first, and its
/// parent is of the same session. A program that a terminal started directly would sleep for ever.
pub(super) fn can_stop() -> bool {
    let (Some(parent), Ok(session)) = (getppid(), getsid(None)) else {
        return false;
    };
    let group = getpgrp();
    if group == session || getsid(Some(parent)) != Ok(session) {
        return false;
    }
    // A parent within the group is a script, which a shell started in turn.
    getpgid(Some(parent)).is_ok()
}

/// Stops this process, and asks the others of its group (the far ends of a pipe, the script around it) to stop. Returns
/// when it is continued.
pub(super) fn stop() {
    // Our own handler for SIGTSTP notes it; the caller forgets it.
    let _ = kill_current_process_group(Signal::TSTP);
    let _ = kill_process(getpid(), Signal::STOP);
}

/// Waits for the signal that ends a stop. A stop reaches the threads of a program one after the other: this one may
/// run on for a moment, and must not take the screen meanwhile.
pub(super) fn await_continuation(signals: &mut Signals) -> Result<Pending, TerminalError> {
    let end = Instant::now() + STOP_LIMIT;
    let mut all = Pending::default();
    loop {
        let new = signals.take();
        all.continued |= new.continued;
        all.terminate = all.terminate.or(new.terminate);
        let left = end.saturating_duration_since(Instant::now());
        if all.continued || all.terminate.is_some() || left.is_zero() {
            return Ok(all);
        }
        let mut fds = [PollFd::new(signals, PollFlags::IN)];
        match poll(&mut fds, Some(&timespec(left))) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(e) => return Err(TerminalError::io("wait to go on", e)),
        }
    }
}
