//! The keys of `qari doctor`, which shows a sample in each row encoding and asks which one reads right.
//!
//! Only the table: what the actions do is decided by the doctor's own loop.

use super::{KeyBinding, Keymap, ctrl, k, named, rows};
use crate::ui::lang::Label;
use crossterm::event::KeyCode;

/// Which of the doctor's two screens gets the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum DoctorContext {
    /// The sample in each row encoding, numbered.
    RowEncodings,
    /// What was found out about the terminal.
    Findings,
}

/// What a key asks of the doctor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum DoctorAction {
    /// The sample with this index, counted from 0, reads right.
    Choose(usize),
    /// None of the samples reads right.
    NoneFits,
    /// Leave, changing nothing.
    Leave,
    /// Forget the choice that was kept for this terminal.
    Forget,
    /// Show the findings.
    ShowFindings,
    /// Show the samples again.
    ShowRowEncodings,
    /// Scroll the findings by lines.
    Scroll(i16),
    /// Stop the program as the shell's job control does.
    Suspend,
}

const ROW_ENCODINGS: &[DoctorContext] = &[DoctorContext::RowEncodings];
const FINDINGS: &[DoctorContext] = &[DoctorContext::Findings];
const BOTH: &[DoctorContext] = &[DoctorContext::RowEncodings, DoctorContext::Findings];

/// The keys of the doctor. Any key without a row leads back from the findings.
pub(crate) const DOCTOR: Keymap<DoctorContext, DoctorAction> = Keymap {
    bindings: rows![
        ROW_ENCODINGS [k('1')] DoctorAction::Choose(0), DoctorChoose;
        ROW_ENCODINGS [k('2')] DoctorAction::Choose(1), DoctorChoose;
        ROW_ENCODINGS [k('3')] DoctorAction::Choose(2), DoctorChoose;
        ROW_ENCODINGS [k('4')] DoctorAction::Choose(3), DoctorChoose;
        ROW_ENCODINGS [k('5')] DoctorAction::Choose(4), DoctorChoose;
        ROW_ENCODINGS [k('6')] DoctorAction::Choose(5), DoctorChoose;
        ROW_ENCODINGS [k('n')] DoctorAction::NoneFits, DoctorNoneFits;
        ROW_ENCODINGS [named(KeyCode::Enter), named(KeyCode::Esc)] DoctorAction::Leave, DoctorLeave;
        ROW_ENCODINGS [k('f')] DoctorAction::Forget, DoctorForget;
        ROW_ENCODINGS [k('i')] DoctorAction::ShowFindings, DoctorFindings;
        FINDINGS [k('j'), named(KeyCode::Down)] DoctorAction::Scroll(1), DoctorFindings;
        FINDINGS [k('k'), named(KeyCode::Up)] DoctorAction::Scroll(-1), DoctorFindings;
        FINDINGS [k('i'), named(KeyCode::Enter), named(KeyCode::Esc)] DoctorAction::ShowRowEncodings, DoctorBack;
        BOTH [k('q'), ctrl('c')] DoctorAction::Leave, DoctorLeave;
        BOTH [ctrl('z')] DoctorAction::Suspend, KeySuspend;
    ],
};
