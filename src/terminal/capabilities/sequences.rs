//! What is known of the terminal → the bytes that ask it, enter its screen, switch its reordering and leave it.
//!
//! What is switched is remembered, so that leaving puts back exactly that. It sends nothing.

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
};

use super::{BidiChoice, Capabilities};
use crate::terminal::command::{self, queue};
use crate::terminal::profile::{BidiSwitch, TerminalKind};

/// The question for the background (OSC 11).
const ASK_BACKGROUND: &[u8] = b"\x1b]11;?\x07";

/// The terminal tells when its colours change (mode 2031), and no more.
const TELL_COLORS: &[u8] = b"\x1b[?2031h";
const TELL_NO_COLORS: &[u8] = b"\x1b[?2031l";

/// What was switched, and has to be put back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Switched {
    /// `CSI 8 l`.
    explicit: bool,
    /// Konsole's `OSC 50`.
    osc_50: bool,
    /// mlterm's `OSC 5379`.
    osc_5379: bool,
}

impl Capabilities {
    /// The questions, to be asked before anything is changed. DA1 comes last: every terminal answers it.
    ///
    /// XTVERSION, DA2, mode 8 (left out where it would print a letter), the background, DA1.
    pub(in crate::terminal) fn questions(&self) -> Vec<u8> {
        let mut out = b"\x1b[>q\x1b[>c".to_vec();
        if !self.avoid_mode_query {
            out.extend_from_slice(b"\x1b[8$p");
        }
        let prints_osc = |kind: TerminalKind| kind.profile().quirks.prints_osc;
        if !self.guess.is_some_and(prints_osc) {
            out.extend_from_slice(ASK_BACKGROUND);
        }
        out.extend_from_slice(b"\x1b[c");
        out
    }

    /// The question for the background, where this terminal has answered it before.
    pub(in crate::terminal) fn background_again(&self) -> Option<&'static [u8]> {
        self.tells_background.then_some(ASK_BACKGROUND)
    }

    /// Takes the screen: alternate screen, no cursor, pastes marked, other colours told, no reordering, all clear. The
    /// clear comes after `CSI 8 l`, since VTE gives each row the mode that holds when it is cleared, and after the
    /// questions, one of which some terminals print a letter of.
    pub(in crate::terminal) fn enter(&mut self, bidi: BidiChoice, questions: bool) -> Vec<u8> {
        let mut out = Vec::new();
        queue(&mut out, EnterAlternateScreen);
        queue(&mut out, Hide);
        queue(&mut out, EnableBracketedPaste);
        out.extend_from_slice(TELL_COLORS);
        if questions {
            out.extend(self.questions());
        }
        self.switched = Switched::default();
        out.extend(self.switch(bidi));
        out.extend_from_slice(command::NO_MARGINS);
        out.extend_from_slice(command::PLAIN_STYLE);
        queue(&mut out, Clear(ClearType::All));
        out.extend_from_slice(command::HOME);
        out
    }

    /// Switches the terminal's own reordering to what `bidi` wants of it, from what was sent before; nothing where
    /// that is the same. `bidi` is resolved.
    pub(in crate::terminal) fn switch(&mut self, bidi: BidiChoice) -> Vec<u8> {
        let off = match bidi {
            BidiChoice::Auto | BidiChoice::Visual | BidiChoice::Override | BidiChoice::Marked => {
                true
            }
            // These count on a terminal that reorders.
            BidiChoice::Words | BidiChoice::Runs | BidiChoice::Logical => false,
        };
        let own = if off && self.multiplexer.is_none() {
            self.terminal.profile().switch
        } else {
            BidiSwitch::None
        };
        let wanted = Switched {
            // Harmless where it is not known.
            explicit: off,
            // Only to a terminal that said it is Konsole: elsewhere OSC 50 sets the font.
            osc_50: own == BidiSwitch::Osc50,
            osc_5379: own == BidiSwitch::Osc5379,
        };
        let out = self.change(self.switched, wanted);
        self.switched = wanted;
        out
    }

    /// From one state of switches to another. Mode 8 goes back only to what it was.
    fn change(&self, from: Switched, to: Switched) -> Vec<u8> {
        let mut out = Vec::new();
        let mut osc = |number, name, before: bool, after: bool| {
            if before != after {
                out.extend_from_slice(format!("\x1b]{number};{name}={}\x07", !after).as_bytes());
            }
        };
        osc(50, "BidiRenderingEnabled", from.osc_50, to.osc_50);
        osc(5379, "use_ctl", from.osc_5379, to.osc_5379);
        if to.explicit && !from.explicit {
            out.extend_from_slice(b"\x1b[8l");
        } else if from.explicit && !to.explicit && self.was_implicit() {
            out.extend_from_slice(b"\x1b[8h");
        }
        out
    }

    /// Whether the terminal reordered by mode 8 before qari came. Guessed only of terminals that do so by default:
    /// `WezTerm` would begin to reorder.
    fn was_implicit(&self) -> bool {
        let by_default = |kind: TerminalKind| {
            matches!(
                kind.profile().switch,
                BidiSwitch::Mode8 {
                    implicit_by_default: true
                }
            )
        };
        if let Some(state) = self.bdsm {
            return matches!(state, 1 | 3);
        }
        let hinted = self.hints.iter().filter(|kind| self.is_hinted(**kind));
        by_default(self.terminal) || hinted.copied().any(by_default)
    }

    /// Gives the screen back: the reverse of [`enter`](Self::enter) and of every [`switch`](Self::switch) since, in
    /// reverse order.
    pub(in crate::terminal) fn leave(&self) -> Vec<u8> {
        let mut out = Vec::new();
        // It may have been left open.
        queue(&mut out, EndSynchronizedUpdate);
        out.extend_from_slice(command::NO_MARGINS);
        out.extend_from_slice(command::PLAIN_STYLE);
        out.extend(self.change(self.switched, Switched::default()));
        out.extend_from_slice(TELL_NO_COLORS);
        queue(&mut out, DisableBracketedPaste);
        queue(&mut out, Show);
        queue(&mut out, LeaveAlternateScreen);
        out
    }
}
