//! Job control: stopping as Ctrl-Z does, where a shell can let the program go on.
//!
//! Raw mode switches the terminal's own Ctrl-Z off (ISIG), so the key comes as a key
//! and the stop is done here. The caller restores the terminal before.

use rustix::process::{
    Signal, getpgid, getpgrp, getpid, getppid, getsid, kill_current_process_group, kill_process,
};

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
