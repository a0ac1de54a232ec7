//! Copying and colours in the whole program: where the copy arrives, the message about it, and the colours for a dark
//! and a light background.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::folder::folder;
use crate::support::screen::Program;

/// The program with a short article, these environment variables and these options.
fn reader(home: &Path, variables: &[&str], options: &[&str]) -> Program {
    let article = home.join("article.txt");
    fs::write(&article, "عنوان قصير\nقال سامر الحلواني: «نعم سنعود».\n").unwrap();
    let state = format!("XDG_STATE_HOME={}", home.display());
    let mut arguments = vec![state.as_str()];
    arguments.extend(variables);
    arguments.push(env!("CARGO_BIN_EXE_qari"));
    arguments.extend(options);
    arguments.push(article.to_str().unwrap());
    let mut program = Program::start_as("/usr/bin/env", &arguments, (120, 24));
    program.until("an analysis", |screen| {
        screen.contains("Tab quotes") && !screen.contains("analysing")
    });
    program.settled();
    program
}

fn saved(home: &Path) -> String {
    fs::read_to_string(home.join("qari/copies.txt")).unwrap_or_default()
}

/// The quote as it is copied.
const QUOTE: &str = "«نعم سنعود» — سامر الحلواني (عنوان قصير، ";
/// How OSC 52 begins.
const OSC_52: &[u8] = b"\x1b]52;c;";

fn sends_osc_52(program: &Program) -> bool {
    let mut windows = program.pty.output.windows(OSC_52.len());
    windows.any(|bytes| bytes == OSC_52)
}

fn quits(mut program: Program) {
    program.pty.send("q");
    program.ends(0);
}

#[test]
fn a_terminal_that_may_not_copy_is_sent_it_and_the_file_too() {
    let home = folder("perhaps");
    let mut program = reader(&home, &[], &[]);
    let said = program.press("]y");
    assert!(
        said.contains("the terminal may not take it; also in"),
        "{said}"
    );
    assert!(sends_osc_52(&program));
    assert!(saved(&home).starts_with(QUOTE), "{}", saved(&home));
    program.press("y");
    assert_eq!(saved(&home).matches(QUOTE).count(), 2);
    quits(program);
}

#[test]
fn a_terminal_that_never_copies_gets_nothing() {
    let home = folder("never");
    // The usual replies, and then the name of VTE.
    let mut program = reader(&home, &[], &[]);
    program.pty.send("\x1bP>|VTE(7600)\x1b\\");
    program.settled();
    let said = program.press("]y");
    assert!(said.contains("does not copy; saved in"), "{said}");
    assert!(!sends_osc_52(&program));
    assert!(saved(&home).starts_with(QUOTE));
    quits(program);
}

#[test]
fn a_terminal_that_surely_copies_leaves_no_file() {
    let home = folder("surely");
    let mut program = reader(&home, &["TERM=alacritty"], &[]);
    assert!(program.press("]y").contains("quote copied"));
    assert!(sends_osc_52(&program));
    assert_eq!(saved(&home), "");
    quits(program);
}

#[test]
fn a_copy_command_gets_the_text_and_its_output_is_never_seen() {
    let home = folder("command");
    let there = home.join("there");
    let command = format!("sh -c 'cat >{}; echo SEEN; echo SEEN >&2'", there.display());
    let mut program = reader(&home, &[], &["--copy-command", &command]);
    let said = program.press("]y");
    assert!(said.contains("quote copied by sh"), "{said}");
    assert!(fs::read_to_string(there).unwrap().starts_with(QUOTE));
    assert!(!said.contains("SEEN") && !sends_osc_52(&program));
    assert_eq!(saved(&home), "");
    quits(program);
}

#[test]
fn a_copy_command_that_fails_is_told_and_the_file_has_the_text() {
    for (command, words) in [
        ("sh -c 'exit 7'", "sh: exit status 7; saved in"),
        ("no-such-command", "no-such-command: "),
    ] {
        let home = folder("failing");
        let variable = format!("QARI_COPY_COMMAND={command}");
        let mut program = reader(&home, &[&variable], &[]);
        let said = program.press("]y");
        assert!(said.contains(words), "{said}");
        assert!(saved(&home).starts_with(QUOTE));
        quits(program);
    }
}

#[test]
fn a_copy_command_that_hangs_holds_nothing_up() {
    let home = folder("hanging");
    let mut program = reader(&home, &[], &["--copy-command", "sleep 60"]);
    program.pty.send("]y");
    let at = Instant::now();
    program.pty.send("?");
    program.see("line down, or next item");
    assert!(at.elapsed() < Duration::from_secs(1), "{:?}", at.elapsed());
    program.press("q");
    program.see("sleep: no end within 3 s; saved in");
    assert!(saved(&home).starts_with(QUOTE));
    quits(program);
}

#[test]
fn a_copy_under_way_arrives_though_one_leaves_at_once() {
    let home = folder("leaving");
    let there = home.join("there");
    let command = format!("sh -c 'sleep 0.3; cat >{}'", there.display());
    let mut program = reader(&home, &[], &["--copy-command", &command]);
    program.pty.send("]yq");
    program.ends(0);
    assert!(fs::read_to_string(there).unwrap().starts_with(QUOTE));
}

/// A program `tmux` that runs `option` for `show-options` and saves what `load-buffer` gets.
fn tmux(home: &Path, option: &str) -> String {
    let script = format!(
        "#!/bin/sh\ncase $1 in show-options) {option};; load-buffer) shift; echo \"$@\" >{0}/how; cat >{0}/buffer;; esac\n",
        home.display()
    );
    let path = home.join("tmux");
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    format!("PATH={}:/usr/bin:/bin", home.display())
}

#[test]
fn tmux_is_asked_what_it_does_with_copies() {
    for (option, words, how, osc) in [
        ("echo on", "to tmux, and through it", "", true),
        (
            "echo external",
            "into tmux (paste: prefix ])",
            "-w -\n",
            false,
        ),
        ("echo off", "into tmux (paste: prefix ])", "-\n", false),
        ("exit 1", "the terminal may not take it; also in", "", true),
        ("sleep 9", "the terminal may not take it; also in", "", true),
    ] {
        let home = folder("tmux");
        let path = tmux(&home, option);
        let mut program = reader(
            &home,
            &[&path, "TMUX=/tmp/t,1,0", "TERM=tmux-256color"],
            &[],
        );
        program.pty.send("]y");
        let said = program.see(words);
        assert!(said.contains(words), "{said}");
        assert_eq!(sends_osc_52(&program), osc, "{option}");
        assert_eq!(
            fs::read_to_string(home.join("how")).unwrap_or_default(),
            how
        );
        if !how.is_empty() {
            assert!(
                fs::read_to_string(home.join("buffer"))
                    .unwrap()
                    .starts_with(QUOTE)
            );
        }
        let fallback = words.contains("also in");
        assert_eq!(!saved(&home).is_empty(), fallback, "{option}");
        quits(program);
    }
}

#[test]
fn a_late_word_on_the_background_is_one_small_repaint_and_the_same_word_none() {
    let home = folder("background");
    let mut program = reader(&home, &[], &[]);
    let told = |program: &mut Program, color: &str| {
        let (from, writes) = (program.pty.output.len(), program.pty.writes());
        program.pty.send(format!("\x1b]11;rgb:{color}\x07"));
        program.settled();
        (
            String::from_utf8(program.pty.output[from..].to_vec()).unwrap(),
            program.pty.writes() - writes,
        )
    };
    let (dark, writes) = told(&mut program, "0000/2b2b/3636");
    // The name is drawn again in the colour for dark backgrounds; nothing is cleared or switched.
    assert!(dark.contains("38;5;80") && writes == 1, "{dark:?}");
    assert!(!dark.contains("[2J") && !dark.contains("[8l"), "{dark:?}");
    assert_eq!(told(&mut program, "0000/0000/0000"), (String::new(), 0));
    let (light, _) = told(&mut program, "ffff/ffff/ffff");
    assert!(light.contains("38;5;24"), "{light:?}");
    quits(program);
}

#[test]
fn a_theme_that_was_asked_for_stays_and_a_hint_is_enough_to_begin_with() {
    let home = folder("theme");
    let mut program = reader(&home, &["QARI_THEME=light"], &[]);
    let from = program.pty.output.len();
    program.pty.send("\x1b]11;rgb:0000/0000/0000\x07");
    program.settled();
    assert_eq!(program.pty.output.len(), from);
    let has = |program: &Program, text: &str| {
        let output = String::from_utf8_lossy(&program.pty.output);
        output.contains(text)
    };
    assert!(has(&program, "38;5;24"));
    quits(program);
    let program = reader(&home, &["COLORFGBG=15;0"], &[]);
    assert!(has(&program, "38;5;80"));
    quits(program);
    let program = reader(&home, &["COLORFGBG=15;0"], &["--theme", "colorblind"]);
    assert!(has(&program, "38;5;74"));
    quits(program);
}
