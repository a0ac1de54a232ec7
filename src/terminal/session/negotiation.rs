//! What was asked of the terminal and of tmux, what is known by the answers, and what follows for rows and colours.
//!
//! It sends nothing: the session sends what is asked and switched.

use std::time::Instant;

use crate::layout::LayoutTarget;
use crate::terminal::capabilities::Capabilities;
use crate::terminal::color::ColorDepth;
use crate::terminal::input::TerminalReply;
use crate::terminal::paint::OutputProfile;
use crate::terminal::reply_log::ReplyLog;
use crate::terminal::tmux::TmuxQuery;
use crate::terminal::{BidiChoice, SessionOptions};

/// Questions, answers and conclusions of one session.
#[derive(Debug)]
pub(super) struct Negotiation {
    pub(super) capabilities: Capabilities,
    options: SessionOptions,
    /// Who reorders, as the terminal is known now: never [`BidiChoice::Auto`].
    pub(super) bidi: BidiChoice,
    /// How many colours are sent.
    pub(super) depth: ColorDepth,
    /// To tmux, about the terminals that it is shown in.
    pub(super) tmux_query: Option<TmuxQuery>,
    /// What came before the terminal had answered everything.
    pub(super) reply_log: ReplyLog,
    /// When the terminal was last asked what it is, or for its background.
    pub(super) last_question: Instant,
    /// Whether it is to tell its background once more.
    background_is_asked: bool,
}

impl Negotiation {
    /// What the environment alone says; `env` looks a variable up.
    pub(super) fn new(options: SessionOptions, env: &dyn Fn(&str) -> Option<String>) -> Self {
        let capabilities = Capabilities::from_env(env);
        Self {
            bidi: capabilities.resolve(options.bidi, &options.remembered),
            depth: ColorDepth::detect(options.color, env),
            tmux_query: None,
            reply_log: ReplyLog::default(),
            last_question: Instant::now(),
            background_is_asked: false,
            capabilities,
            options,
        }
    }

    /// What layout must make for this terminal.
    pub(super) fn target(&self) -> LayoutTarget {
        self.capabilities.target(self.bidi)
    }

    /// How frames are made for this terminal.
    pub(super) fn output_profile(&self) -> OutputProfile {
        OutputProfile {
            depth: self.depth,
            encoding: self.capabilities.encoding(self.bidi),
            scroll: self.capabilities.can_scroll(),
            synchronize: self.capabilities.can_synchronize(),
        }
    }

    /// Asks tmux which terminals it is shown in, where there is a tmux and that matters.
    pub(super) fn ask_tmux(&mut self) {
        if self.options.bidi == BidiChoice::Auto
            && self.tmux_query.is_none()
            && self.capabilities.asks_tmux()
        {
            let pane = self.capabilities.tmux_pane().map(str::to_owned);
            self.tmux_query = TmuxQuery::ask(pane);
        }
    }

    /// Takes tmux's answer in; whether there was one.
    pub(super) fn take_clients(&mut self) -> bool {
        let clients = self.tmux_query.as_mut().and_then(TmuxQuery::read);
        let Some(clients) = clients else {
            return false;
        };
        self.tmux_query = None;
        self.capabilities.learn_clients(clients);
        true
    }

    /// The question for the background, which may have changed since it was told; nothing for a terminal that never
    /// told it.
    pub(super) fn ask_background(&mut self) -> Option<&'static [u8]> {
        let question = self.capabilities.background_again()?;
        self.background_is_asked = true;
        self.last_question = Instant::now();
        Some(question)
    }

    /// Takes an answer of the terminal in.
    pub(super) fn learn(&mut self, reply: TerminalReply) {
        self.background_is_asked &= !matches!(reply, TerminalReply::Background(_));
        self.capabilities.learn(reply);
    }

    /// Keeps what came, for reports, as long as answers are expected.
    pub(super) fn note(&mut self, bytes: &[u8]) {
        if !self.capabilities.settled {
            self.reply_log.note(bytes);
        }
    }

    /// Whether an answer may be on its way.
    pub(super) const fn is_awaited(&self) -> bool {
        !self.capabilities.settled || self.background_is_asked
    }

    /// Draws the conclusions from what is known now; the bytes that switch the terminal's own reordering accordingly.
    pub(super) fn conclude(&mut self) -> Vec<u8> {
        self.bidi = self
            .capabilities
            .resolve(self.options.bidi, &self.options.remembered);
        self.capabilities.switch(self.bidi)
    }
}
