//! Puts the terminal back, once, however the program ends.
//!
//! Quit, drop, error, panic, signal and stop all come here. The guard is
//! shared with the panic hook, so it has a handle of its own on the terminal
//! and always holds the bytes that would give the screen back now.
//!
//! The order of restoring: the restore sequence, within a limit; typed keys
//! and late replies are forgotten; the line discipline; notes of panics, which would
//! have been lost on the alternate screen.
//!
//! It cannot help against SIGKILL, nor against an abort of the process.

use std::io::Write;
use std::panic::{self, PanicHookInfo};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

use rustix::termios::Termios;

use super::TerminalError;
use super::device::Device;

/// How long the last bytes may take. A stalled link must not hold the program.
const RESTORE_LIMIT: Duration = Duration::from_millis(250);

/// Notes of panics in other threads that are kept.
const NOTES: usize = 16;

/// What it takes to restore the terminal.
#[derive(Debug)]
pub(super) struct Guard {
    device: Device,
    /// The line discipline as it was found.
    cooked: Termios,
    /// The bytes that give the screen back as things stand (the restore sequence).
    restore_sequence: Mutex<Vec<u8>>,
    /// Whether the screen is ours and has to be given back.
    entered: AtomicBool,
    /// What other threads' panics said while the screen was ours.
    notes: Mutex<Vec<String>>,
    /// The thread that paints.
    owner: ThreadId,
}

impl Guard {
    /// A guard for a terminal in the modes it is in now.
    ///
    /// # Errors
    ///
    /// [`TerminalError::Io`] where the terminal does not tell its modes.
    pub(super) fn new(device: Device) -> Result<Arc<Self>, TerminalError> {
        let cooked = device.modes()?;
        Ok(Arc::new(Self {
            device,
            cooked,
            restore_sequence: Mutex::default(),
            entered: AtomicBool::new(false),
            notes: Mutex::default(),
            owner: thread::current().id(),
        }))
    }

    /// Enters raw mode; from now on [`restore`](Self::restore) has work to do.
    ///
    /// `restore_sequence` is what [`restore`](Self::restore) will send. It is set before the modes
    /// change, so that a failure between the two is repaired as well.
    pub(super) fn enter(&self, restore_sequence: Vec<u8>) -> Result<(), TerminalError> {
        self.set_restore_sequence(restore_sequence);
        let mut raw = self.cooked.clone();
        raw.make_raw();
        self.entered.store(true, Ordering::SeqCst);
        self.device.set_modes(&raw)
    }

    /// Replaces the bytes that give the screen back.
    ///
    /// Called whenever the terminal is found to be another than was thought.
    pub(super) fn set_restore_sequence(&self, bytes: Vec<u8>) {
        *self
            .restore_sequence
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = bytes;
    }

    /// Whether the screen is ours.
    pub(super) fn is_entered(&self) -> bool {
        self.entered.load(Ordering::SeqCst)
    }

    /// Gives the screen back and restores the line discipline, if that is still to do. Never fails:
    /// where the terminal is gone there is nothing to restore.
    pub(super) fn restore(&self) {
        if !self.entered.swap(false, Ordering::SeqCst) {
            return;
        }
        let sequence = self
            .restore_sequence
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let _ = self.device.write_within(&sequence, RESTORE_LIMIT);
        drop(sequence);
        // What was typed, and replies that came too late, are not for the shell.
        self.device.discard_input();
        let _ = self.device.set_modes(&self.cooked);
        let notes = std::mem::take(&mut *self.notes.lock().unwrap_or_else(PoisonError::into_inner));
        for note in notes {
            let _ = writeln!(std::io::stderr(), "{note}");
        }
    }

    /// Installs a panic hook that restores the terminal before the message is printed. A panic in
    /// another thread leaves the screen alone; its message is printed once the screen is given back.
    pub(super) fn hook(self: &Arc<Self>) {
        let guard = Arc::downgrade(self);
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| match guard.upgrade() {
            Some(guard) if guard.keeps_quiet() => guard.note(info),
            Some(guard) => {
                guard.restore();
                previous(info);
            }
            None => previous(info),
        }));
    }

    /// A worker that panics must not tear the screen down under the reader.
    fn keeps_quiet(&self) -> bool {
        self.is_entered() && thread::current().id() != self.owner
    }

    /// Past [`NOTES`] the first ones are kept: they tell what went wrong.
    fn note(&self, info: &PanicHookInfo<'_>) {
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        if notes.len() < NOTES {
            notes.push(info.to_string());
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.restore();
    }
}
