//! Environment and replies of real terminals, and what they lead to.

use super::*;
use crate::layout::{Shaping, Tashkeel};
use crate::terminal::notation::variables;
use crate::terminal::{RememberedBidi, RowEncoding};

fn after(vars: &'static str, replies: &[TerminalReply]) -> Capabilities {
    let mut capabilities = Capabilities::from_env(&variables(vars));
    for reply in replies {
        capabilities.learn(reply.clone());
    }
    capabilities
}

/// The same on a screen that was taken before anything was heard, and switched since.
fn entered(vars: &'static str, replies: &[TerminalReply]) -> Capabilities {
    let mut capabilities = Capabilities::from_env(&variables(vars));
    capabilities.enter(BidiChoice::Auto, true);
    for reply in replies {
        capabilities.learn(reply.clone());
    }
    capabilities.switch(capabilities.needs());
    capabilities
}

fn escaped(bytes: &[u8]) -> String {
    bytes.escape_ascii().to_string()
}

fn version(name: &str) -> TerminalReply {
    TerminalReply::Version(name.into())
}

#[test]
fn vowel_signs_are_left_out_where_they_would_spoil_the_letters() {
    for (vars, expected) in [
        ("TERM=foot", Tashkeel::Strip),
        ("TERM=alacritty", Tashkeel::Strip),
        ("TERM=xterm-kitty", Tashkeel::Strip),
        ("TERM=xterm-256color", Tashkeel::Keep),
    ] {
        assert_eq!(
            after(vars, &[]).target(BidiChoice::Auto).tashkeel,
            expected,
            "{vars}"
        );
    }
}

#[test]
fn mode_8_is_put_back_to_what_it_was() {
    let back = |vars, replies: &[TerminalReply]| {
        let bytes = entered(vars, replies).leave();
        escaped(&bytes).contains("\\x1b[8h")
    };
    let mode = |state| TerminalReply::Mode { mode: 8, state };
    assert!(back("TERM=xterm-256color", &[mode(1)]));
    assert!(back("TERM=xterm-256color", &[mode(3)]));
    assert!(!back("TERM=xterm-256color", &[mode(2)]));
    assert!(!back("TERM=xterm-256color VTE_VERSION=7006", &[mode(2)]));
    assert!(!back("TERM=xterm-256color", &[mode(0)]));
    assert!(!back("TERM=xterm-256color", &[mode(4)]));
    assert!(!back("TERM=xterm-256color", &[]));
    assert!(back("TERM=xterm-256color VTE_VERSION=7006", &[]));
    assert!(back(
        "TERM=x",
        &[TerminalReply::Secondary(vec![65, 7006, 1])]
    ));
    assert!(!back("TERM=tmux-256color VTE_VERSION=7006", &[]));
}

#[test]
fn osc_50_goes_to_a_sure_konsole_alone() {
    let off = |vars, replies: &[TerminalReply]| {
        let bytes = after(vars, replies).switch(BidiChoice::Visual);
        escaped(&bytes).contains("50;BidiRenderingEnabled=false")
    };
    let da2 = &[TerminalReply::Secondary(vec![1, 115, 0])];
    assert!(off("TERM=x", &[version("Konsole 22.12.3")]));
    assert!(off("TERM=x KONSOLE_VERSION=221203", da2));
    assert!(!off("TERM=x", da2));
    // An xterm started from Konsole inherits its variable.
    assert!(!off(
        "TERM=x KONSOLE_VERSION=221203",
        &[
            TerminalReply::Secondary(vec![41, 379, 0]),
            version("XTerm(379)")
        ]
    ));
    assert!(!off("TERM=x KONSOLE_VERSION=221203", &[]));
    assert!(!off(
        "TMUX=/tmp/x KONSOLE_VERSION=221203",
        &[da2[0].clone(), version("tmux 3.3a")]
    ));
}

#[test]
fn what_is_switched_off_is_switched_on() {
    let konsole = entered("TERM=x", &[version("Konsole 22.12.3")]);
    assert!(escaped(&konsole.leave()).contains("BidiRenderingEnabled=true\\x07"));
    let mut mlterm = after("TERM=mlterm", &[TerminalReply::Secondary(vec![24, 279, 0])]);
    assert!(escaped(&mlterm.enter(BidiChoice::Visual, true)).contains("5379;use_ctl=false\\x07"));
    assert!(escaped(&mlterm.leave()).contains("5379;use_ctl=true\\x07"));
    assert!(!escaped(&mlterm.enter(BidiChoice::Logical, true)).contains("5379"));
    assert!(!escaped(&mlterm.leave()).contains("5379"));
}

#[test]
fn what_was_not_switched_is_not_put_back() {
    // Recognised too late: the program is leaving.
    let mut konsole = after("TERM=x", &[]);
    konsole.enter(BidiChoice::Visual, true);
    konsole.learn(version("Konsole 22.12.3"));
    assert!(!escaped(&konsole.leave()).contains("50;Bidi"));
    let mut vte = after("TERM=x VTE_VERSION=7006", &[]);
    vte.enter(BidiChoice::Logical, true);
    vte.learn(TerminalReply::Mode { mode: 8, state: 1 });
    assert!(!escaped(&vte.leave()).contains("\\x1b[8h"));
}

#[test]
fn a_choice_that_counts_on_reordering_takes_the_switch_back() {
    // Remembered, and found only once the terminal has told its name.
    let mut vte = entered("TERM=x", &[TerminalReply::Mode { mode: 8, state: 1 }]);
    assert_eq!(escaped(&vte.switch(BidiChoice::Logical)), "\\x1b[8h");
    assert_eq!(escaped(&vte.switch(BidiChoice::Logical)), "");
    assert!(!escaped(&vte.leave()).contains("\\x1b[8h"));
    assert_eq!(escaped(&vte.switch(BidiChoice::Override)), "\\x1b[8l");
    let mut konsole = entered("TERM=x", &[version("Konsole 22.12.3")]);
    assert_eq!(
        escaped(&konsole.switch(BidiChoice::Runs)),
        "\\x1b]50;BidiRenderingEnabled=true\\x07"
    );
}

#[test]
fn the_order_on_entry() {
    let mut vte = after("TERM=xterm-256color", &[]);
    insta::assert_snapshot!(escaped(&vte.enter(BidiChoice::Visual, true)),
        @r"\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[?2031h\x1b[>q\x1b[>c\x1b[8$p\x1b]11;?\x07\x1b[c\x1b[8l\x1b[r\x1b[m\x1b[2J\x1b[H");
    insta::assert_snapshot!(escaped(&vte.leave()),
        @r"\x1b[?2026l\x1b[r\x1b[m\x1b[?2031l\x1b[?2004l\x1b[?25h\x1b[?1049l");
}

#[test]
fn mode_8_is_not_asked_where_it_would_show() {
    for vars in [
        "TERM=xterm-256color TERM_PROGRAM=Apple_Terminal",
        "TERM=xterm-256color KONSOLE_VERSION=221203",
        "TERM=screen-256color",
        "TERM=linux",
    ] {
        let capabilities = after(vars, &[]);
        assert!(!escaped(&capabilities.questions()).contains("$p"), "{vars}");
    }
}

#[test]
fn a_fingerprint_is_a_key_that_needs_no_quotes() {
    let konsole = after(
        "TERM=xterm-256color",
        &[
            version("Konsole 22.12.3"),
            TerminalReply::Secondary(vec![1, 115, 0]),
        ],
    );
    assert_eq!(
        konsole.fingerprint(),
        "term=xterm-256color,name=Konsole_22.12.3,da2=1;115;0"
    );
    let screen = after("TERM=screen STY=1", &[]);
    assert_eq!(screen.fingerprint(), "term=screen,name=-,da2=-,in=screen");
    let hostile = after("TERM=x", &[version(&"\"\n\u{202e}=".repeat(50))]);
    assert!(hostile.fingerprint().len() < 100);
    assert!(!hostile.fingerprint().contains(['"', '\n', '\u{202e}']));
}

#[test]
fn kitty_gets_words() {
    for capabilities in [
        after("TERM=xterm-kitty", &[]),
        after("TERM=x", &[version("kitty(0.26.5)")]),
        after("TERM=x", &[TerminalReply::Secondary(vec![1, 4000, 26])]),
    ] {
        assert_eq!(capabilities.encoding(BidiChoice::Auto), RowEncoding::Words);
        assert_eq!(
            capabilities.target(BidiChoice::Auto).shaping,
            Shaping::Forms
        );
        assert_eq!(
            capabilities.target(BidiChoice::Logical).shaping,
            Shaping::Base
        );
        assert_eq!(
            capabilities.encoding(BidiChoice::Visual),
            RowEncoding::Visual
        );
    }
}

/// `TERM`, XTVERSION, DA2, the state of mode 8 (9: silent), DA1; what is needed, and what that rests on.
type Known = (
    &'static str,
    &'static str,
    &'static [u16],
    u16,
    &'static [u16],
    (BidiChoice, DetectionEvidence),
);

const X: &str = "xterm-256color";
const VISUAL: BidiChoice = BidiChoice::Visual;

/// What real terminals answer (measured), and what the others do by their sources.
#[rustfmt::skip]
const KNOWN: &[Known] = &[
    (X, "XTerm(379)", &[41, 379, 0], 0, &[64, 1], (VISUAL, DetectionEvidence::Name)),
    (X, "", &[65, 7006, 1], 1, &[65, 1, 9], (VISUAL, DetectionEvidence::Numbers)),
    (X, "VTE(7600)", &[61, 7600, 1], 1, &[61], (VISUAL, DetectionEvidence::Name)),
    (X, "Konsole 22.12.3", &[1, 115, 0], 9, &[62, 1, 4], (VISUAL, DetectionEvidence::Name)),
    ("mlterm", "", &[24, 279, 0], 0, &[63], (VISUAL, DetectionEvidence::Numbers)),
    (X, "kitty(0.26.5)", &[1, 4000, 26], 0, &[62], (BidiChoice::Words, DetectionEvidence::Name)),
    ("alacritty", "", &[0, 1700, 1], 9, &[6], (VISUAL, DetectionEvidence::Numbers)),
    (X, "foot(1.13.1)", &[1, 11301, 0], 9, &[62, 4, 22], (VISUAL, DetectionEvidence::Name)),
    ("rxvt-unicode-256color", "", &[85, 95, 0], 9, &[1, 2], (VISUAL, DetectionEvidence::Numbers)),
    ("st-256color", "", &[], 9, &[6], (VISUAL, DetectionEvidence::Environment)),
    (X, "", &[64, 0, 0], 9, &[64, 1], (VISUAL, DetectionEvidence::Numbers)),
    (X, "", &[0, 276, 0], 0, &[1, 2], (BidiChoice::Marked, DetectionEvidence::Numbers)),
    (X, "tmux 3.3a", &[84, 0, 0], 9, &[1, 2], (BidiChoice::Override, DetectionEvidence::Hidden)),
    ("screen", "", &[83, 40900, 0], 9, &[1, 2], (BidiChoice::Override, DetectionEvidence::Hidden)),
    (X, "", &[1, 10, 0], 9, &[62], (BidiChoice::Override, DetectionEvidence::Hidden)),
    // From sources.
    (X, "WezTerm 20240203", &[1, 277, 0], 2, &[65], (VISUAL, DetectionEvidence::Name)),
    (X, "ghostty 1.2.0", &[1, 10, 0], 9, &[62], (VISUAL, DetectionEvidence::Name)),
    (X, "iTerm2 3.6.2", &[64, 2500, 0], 0, &[64], (VISUAL, DetectionEvidence::Name)),
    (X, "iTerm2 3.7.0beta2", &[64, 2500, 0], 0, &[64], (BidiChoice::Logical, DetectionEvidence::Name)),
    (X, "mintty 3.7.0", &[77, 30700, 0], 1, &[64], (VISUAL, DetectionEvidence::Name)),
    (X, "", &[0, 10, 1], 0, &[61], (VISUAL, DetectionEvidence::Numbers)),
    (X, "", &[0, 136, 0], 9, &[6], (BidiChoice::Logical, DetectionEvidence::Numbers)),
    (X, "", &[1, 95, 0], 9, &[1, 2], (BidiChoice::Override, DetectionEvidence::Numbers)),
    ("linux", "", &[], 9, &[6], (VISUAL, DetectionEvidence::Environment)),
    // Of none that is known.
    (X, "Unheard-of 1", &[], 1, &[62], (VISUAL, DetectionEvidence::Mode)),
    (X, "Unheard-of 1", &[], 0, &[62], (BidiChoice::Override, DetectionEvidence::Nothing)),
    (X, "", &[], 9, &[62], (BidiChoice::Override, DetectionEvidence::Nothing)),
    (X, "", &[], 9, &[], (VISUAL, DetectionEvidence::Nothing)),
];

#[test]
fn each_terminal_gets_what_it_needs() {
    for (term, name, secondary, state, primary, expected) in KNOWN {
        let env = |variable: &str| (variable == "TERM").then(|| (*term).to_owned());
        let mut found = Capabilities::from_env(&env);
        let replies = [
            (!name.is_empty()).then(|| version(name)),
            (!secondary.is_empty()).then(|| TerminalReply::Secondary(secondary.to_vec())),
            (*state != 9).then_some(TerminalReply::Mode {
                mode: 8,
                state: *state,
            }),
            (!primary.is_empty()).then(|| TerminalReply::Primary(primary.to_vec())),
        ];
        for reply in replies.into_iter().flatten() {
            found.learn(reply);
        }
        assert_eq!(
            (found.needs(), found.evidence),
            *expected,
            "{term} {name} {secondary:?}"
        );
    }
}

#[test]
fn a_guess_needs_no_reply_where_the_environment_names_the_terminal() {
    for (vars, bidi) in [
        (
            "TERM=xterm-256color TERM_PROGRAM=vscode",
            BidiChoice::Marked,
        ),
        (
            "TERM=xterm-256color TERM_PROGRAM=Apple_Terminal",
            BidiChoice::Override,
        ),
        (
            "TERM=xterm-256color TERM_PROGRAM=iTerm.app TERM_PROGRAM_VERSION=3.5.11",
            BidiChoice::Visual,
        ),
        (
            "TERM=xterm-256color LC_TERMINAL=iTerm2 LC_TERMINAL_VERSION=3.10.0",
            BidiChoice::Logical,
        ),
        ("TERM=xterm-256color WT_SESSION=1", BidiChoice::Visual),
        ("TERM=xterm-kitty", BidiChoice::Words),
        (
            "TERM=tmux-256color TMUX=/tmp/x TERM_PROGRAM=vscode",
            BidiChoice::Override,
        ),
        ("TERM=screen.xterm-256color STY=1", BidiChoice::Override),
        ("TERM=xterm-256color ZELLIJ=0", BidiChoice::Override),
    ] {
        assert_eq!(after(vars, &[]).needs(), bidi, "{vars}");
    }
}

#[test]
fn tmux_tells_what_it_is_shown_in() {
    let mut tmux = after(
        "TERM=tmux-256color TMUX=/tmp/x TMUX_PANE=%3 VTE_VERSION=7006",
        &[],
    );
    assert!(tmux.asks_tmux());
    assert_eq!(tmux.tmux_pane(), Some("%3"));
    let client = |term: &str, name: &str, terminal| TmuxClient {
        term: term.to_owned(),
        name: name.to_owned(),
        terminal,
    };
    tmux.learn_clients(vec![client(
        "xterm-256color",
        "Konsole 22.12.3",
        TerminalKind::Konsole,
    )]);
    assert_eq!(
        (tmux.needs(), tmux.evidence),
        (BidiChoice::Runs, DetectionEvidence::Clients)
    );
    assert_eq!(
        tmux.fingerprint(),
        "term=tmux-256color,name=-,da2=-,in=tmux,outer-term=xterm-256color,outer=Konsole_22.12.3"
    );
    tmux.learn_clients(vec![client("alacritty", "", TerminalKind::Alacritty)]);
    assert_eq!(tmux.needs(), BidiChoice::Visual);
    assert_eq!(tmux.target(BidiChoice::Auto).tashkeel, Tashkeel::Strip);
    // At the far end of ssh there is no tmux to ask.
    assert!(!after("TERM=tmux-256color", &[]).asks_tmux());
    assert!(!after("TERM=xterm", &[]).asks_tmux());
}

#[test]
fn a_choice_goes_before_what_was_remembered_and_that_before_what_is_found() {
    let vte = after("TERM=x", &[TerminalReply::Secondary(vec![65, 7006, 1])]);
    let remembered = RememberedBidi::from([(vte.fingerprint(), BidiChoice::Runs)]);
    assert_eq!(
        vte.resolve(BidiChoice::Auto, &RememberedBidi::new()),
        BidiChoice::Visual
    );
    assert_eq!(vte.resolve(BidiChoice::Auto, &remembered), BidiChoice::Runs);
    assert_eq!(
        vte.resolve(BidiChoice::Words, &remembered),
        BidiChoice::Words
    );
    let other = after("TERM=x", &[TerminalReply::Secondary(vec![65, 7600, 1])]);
    assert_eq!(
        other.resolve(BidiChoice::Auto, &remembered),
        BidiChoice::Visual
    );
    // "auto" in the configuration is no choice.
    let auto = RememberedBidi::from([(vte.fingerprint(), BidiChoice::Auto)]);
    assert_eq!(vte.resolve(BidiChoice::Auto, &auto), BidiChoice::Visual);
}
