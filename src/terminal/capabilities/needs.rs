//! What is known of the terminal → what rows, layout and frames need there.
//!
//! There are two cases: a drawn screen, where the terminal may be queried and modes switched, and printed rows, where
//! neither is done. Nothing is sent here.

use super::{BidiChoice, Capabilities, TerminalKind};
use crate::layout::{LayoutTarget, RowOrder, Shaping, Tashkeel};
use crate::terminal::profile::BidiSwitch;
use crate::terminal::tmux;
use crate::terminal::{RememberedBidi, RowEncoding};

impl Capabilities {
    /// How letters must be ordered for what was found; never [`BidiChoice::Auto`].
    ///
    /// Until the terminal has answered, one of which nothing is known is taken for one that shows cells as they are
    /// sent, or that `CSI 8 l` makes so: most are.
    pub(crate) fn needs(&self) -> BidiChoice {
        if self.multiplexer.is_some() {
            tmux::needs(self.clients.as_deref().unwrap_or_default())
        } else if self.terminal == TerminalKind::Unknown && !self.settled {
            BidiChoice::Visual
        } else {
            self.terminal.profile().direct
        }
    }

    /// What the terminal needs as long as nothing in it is switched: for rows that are printed. Never
    /// [`BidiChoice::Auto`].
    ///
    /// What holds for the terminals that qari switches is then what holds for them behind a multiplexer. `TERM` and the
    /// variables of the terminal itself go before those that programs inherit (`VTE_VERSION`, `KONSOLE_VERSION`,
    /// `MLTERM`). Limits: an xterm started from a Konsole is taken for it; tmux is not asked.
    pub(crate) fn needs_unswitched(&self) -> BidiChoice {
        if self.multiplexer.is_some() {
            return self.needs();
        }
        let terminal = self.guess.or_else(|| self.hints.first().copied());
        terminal.unwrap_or_default().profile().hidden
    }

    /// Cells of each row that an encoding takes beside those of its text: mlterm gives the two controls of an override
    /// one each (measured, 3.9.0), and a row that is as wide as the window would go on in the next.
    pub(crate) fn columns_lost_to(&self, bidi: BidiChoice) -> u16 {
        if bidi != BidiChoice::Override {
            return 0;
        }
        let hinted = self.hints.iter().filter(|kind| self.is_hinted(**kind));
        let columns = hinted.map(|kind| kind.profile().quirks.columns_of_override);
        columns.max().unwrap_or(0)
    }

    /// What holds in the end: the choice, else what was chosen for this terminal before, else what it needs. Never
    /// [`BidiChoice::Auto`].
    pub(crate) fn resolve(&self, choice: BidiChoice, remembered: &RememberedBidi) -> BidiChoice {
        if choice != BidiChoice::Auto {
            return choice;
        }
        let before = remembered.get(&self.fingerprint()).copied();
        before
            .filter(|bidi| *bidi != BidiChoice::Auto)
            .unwrap_or_else(|| self.needs())
    }

    /// What layout must make for this terminal. Vowel signs are stripped where they would spoil the letters;
    /// a person may overrule that.
    ///
    /// All encodings but [`BidiChoice::Logical`] start from the same: visual order in presentation forms, lam-alef in
    /// one cell. So a terminal that is recognized late costs a repaint, and new lines only where that changes the vowel
    /// signs or the order.
    pub(crate) fn target(&self, bidi: BidiChoice) -> LayoutTarget {
        let resolved = if bidi == BidiChoice::Auto {
            self.needs()
        } else {
            bidi
        };
        let outside = self.clients.iter().flatten().map(|client| client.terminal);
        let mut shown_in = outside.chain(std::iter::once(self.terminal));
        // A word that is turned is shaped anew by the terminal: kitty 0.26 shapes one with marks as if it were two.
        let strip =
            resolved == BidiChoice::Words || shown_in.any(|kind| kind.profile().misplaces_marks);
        let (order, shaping) = match resolved {
            BidiChoice::Auto
            | BidiChoice::Visual
            | BidiChoice::Override
            | BidiChoice::Marked
            | BidiChoice::Words
            | BidiChoice::Runs => (RowOrder::Visual, Shaping::Forms),
            BidiChoice::Logical => (RowOrder::Logical, Shaping::Base),
        };
        LayoutTarget {
            order,
            shaping,
            tashkeel: if strip {
                Tashkeel::Strip
            } else {
                Tashkeel::Keep
            },
        }
    }

    /// How rows in the order of [`target`](Self::target) go over the wire.
    ///
    /// A person who asks for anything but [`BidiChoice::Auto`] is taken at their word, whatever the terminal is.
    pub(crate) fn encoding(&self, bidi: BidiChoice) -> RowEncoding {
        let encoding = bidi.encoding().or_else(|| self.needs().encoding());
        encoding.unwrap_or_default()
    }

    /// Whether the terminal's own reordering can be switched off, so that rows in an encoding that counts on it cannot
    /// be shown beside rows in one that does not. By the profile; behind a multiplexer nothing can be switched.
    pub(crate) fn has_switch(&self) -> bool {
        self.terminal.profile().switch != BidiSwitch::None && self.multiplexer.is_none()
    }

    /// Whether SU and SD scroll a region here.
    pub(in crate::terminal) fn can_scroll(&self) -> bool {
        self.guess.is_none_or(|kind| kind.profile().scrolls)
    }

    /// Whether a synchronized update (mode 2026) is of use: tmux from 3.7 on repaints a whole region that scrolls
    /// within one, screen and mosh swallow it.
    pub(in crate::terminal) fn can_synchronize(&self) -> bool {
        let hinted = self.hints.iter().filter(|kind| self.is_hinted(**kind));
        let mut possible = hinted.chain(std::iter::once(&self.terminal));
        self.multiplexer.is_none() && possible.all(|kind| kind.profile().synchronizes)
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
        let lost = |vars, bidi| Capabilities::from_env(&variables(vars)).columns_lost_to(bidi);
        assert_eq!(lost("TERM=mlterm", BidiChoice::Override), 2);
        assert_eq!(lost("TERM=mlterm", BidiChoice::Visual), 0);
        assert_eq!(lost("TERM=xterm", BidiChoice::Override), 0);
    }
}
