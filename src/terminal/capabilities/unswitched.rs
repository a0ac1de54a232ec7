//! The environment → what rows need that are printed rather than drawn.
//!
//! Nobody asks the terminal and nothing is switched for a page that is printed, so what stands for the terminals
//! that qari switches is what stands for them behind a multiplexer. Variables that programs inherit decide here
//! where no other does: an override, which VTE needs, is right as well where cells are shown as sent.

use super::{Capabilities, TerminalKind};
use crate::terminal::BidiChoice;

impl Capabilities {
    /// What the terminal needs as long as nothing in it is switched. Never [`BidiChoice::Auto`].
    ///
    /// `TERM` and the variables of the terminal itself go before those that programs inherit (`VTE_VERSION`,
    /// `KONSOLE_VERSION`, `MLTERM`). Limits: an xterm started from a Konsole is taken for it; tmux is not asked.
    pub fn needs_unswitched(&self) -> BidiChoice {
        if self.multiplexer.is_some() {
            return self.needs();
        }
        let terminal = self.guess.or_else(|| self.hints.first().copied());
        terminal.unwrap_or_default().needs_when_hidden()
    }

    /// Cells of each row that an encoding takes beside those of its text: mlterm gives the two controls of an override
    /// one each (measured, 3.9.0), and a row that is as wide as the window would go on in the next.
    pub fn lost_to(&self, bidi: BidiChoice) -> u16 {
        if self.hinted(TerminalKind::Mlterm) && bidi == BidiChoice::Override {
            2
        } else {
            0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::notation::variables;

    #[test]
    fn a_page_is_printed_for_the_terminal_that_the_environment_names() {
        for (vars, expected) in [
            ("TERM=xterm-256color", BidiChoice::Override),
            ("TERM=xterm-256color VTE_VERSION=7006", BidiChoice::Override),
            (
                "TERM=xterm-256color KONSOLE_VERSION=221203",
                BidiChoice::Runs,
            ),
            (
                "TERM=xterm-256color TERM_PROGRAM=vscode",
                BidiChoice::Marked,
            ),
            ("TERM=mlterm MLTERM=3.9.0", BidiChoice::Override),
            ("TERM=xterm-kitty", BidiChoice::Words),
            ("TERM=st-256color", BidiChoice::Visual),
            // Started from a terminal whose variables it inherits.
            ("TERM=alacritty KONSOLE_VERSION=221203", BidiChoice::Visual),
            (
                "TERM=xterm-256color TERM_PROGRAM=vscode VTE_VERSION=7006",
                BidiChoice::Marked,
            ),
            (
                "TERM=xterm LC_TERMINAL=iTerm2 LC_TERMINAL_VERSION=3.7.1",
                BidiChoice::Logical,
            ),
            (
                "TERM=tmux-256color TMUX=x,1,0 KONSOLE_VERSION=221203",
                BidiChoice::Override,
            ),
            ("", BidiChoice::Override),
        ] {
            let known = Capabilities::from_env(&variables(vars));
            assert_eq!(known.needs_unswitched(), expected, "{vars}");
        }
    }

    #[test]
    fn mlterm_alone_counts_the_controls_of_an_override() {
        let lost = |vars, bidi| Capabilities::from_env(&variables(vars)).lost_to(bidi);
        assert_eq!(lost("TERM=mlterm", BidiChoice::Override), 2);
        assert_eq!(lost("TERM=mlterm", BidiChoice::Visual), 0);
        assert_eq!(lost("TERM=xterm", BidiChoice::Override), 0);
    }
}
