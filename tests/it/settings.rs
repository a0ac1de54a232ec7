//! The configuration: what it sets, what overrides it, and what is said about a wrong line; completions and the manual.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::command::run;
use crate::support::folder::folder;
use crate::support::screen::Program;

const QARI: &str = env!("CARGO_BIN_EXE_qari");

fn file(name: &str, text: &str) -> PathBuf {
    let path = folder(name).join("config.toml");
    fs::write(&path, text).unwrap();
    path
}

/// The reader with that configuration in a terminal of 120 by 30.
fn reader(config: &Path, args: &[&str]) -> Program {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-articles/04-sport.txt");
    let mut all = args.to_vec();
    all.push(sample);
    let env = [
        ("QARI_CONFIG", config.to_str().unwrap()),
        ("QARI_STATE", ""),
    ];
    Program::start_with(QARI, &all, (120, 30), &env)
}

#[test]
fn a_setting_holds_and_a_wrong_one_is_named() {
    let config = file("holds", "mouse = true\nquotes-pain = false\n");
    let mut program = reader(&config, &[]);
    program.see("line 2: there is no setting `quotes-pain`; the nearest is `q");
    program.press("j");
    program.see("mouse on");
    program.pty.send("q");
    program.pty.settle(std::time::Duration::from_millis(150));
    let output = String::from_utf8_lossy(&program.pty.output).into_owned();
    let end = output.rsplit("\x1b[?1049l").next().unwrap();
    assert!(end.contains("line 2"), "{end}");
}

#[test]
fn the_pane_is_hidden_where_the_configuration_says_so_and_options_override_it() {
    let hidden = file("pane", "quotes-pane = false\nwidth = 40\n");
    let mut program = reader(&hidden, &[]);
    let narrow = program.settled();
    assert!(!narrow.contains('│'), "{narrow}");
    let mut program = reader(&hidden, &["--width", "72"]);
    let wide = program.settled();
    let longest = |screen: &str| {
        let rows = screen.lines().skip(1).take(27);
        rows.map(|row| row.trim().chars().count()).max()
    };
    assert!(longest(&wide) > longest(&narrow), "{narrow}\n{wide}");
}

#[test]
fn the_program_writes_its_configuration_completions_and_manual() {
    let default = run(["config"]);
    assert!(
        default.out.contains("# theme = \"auto\""),
        "{}",
        default.out
    );
    for (shell, sign) in [
        ("bash", "complete -F _qari"),
        ("zsh", "#compdef qari"),
        ("fish", "complete -c qari"),
    ] {
        let script = run(["completions", shell]);
        assert_eq!(script.code, Some(0));
        assert!(script.out.contains(sign), "{shell}: {}", script.out);
        assert!(script.out.contains("tashkeel"), "{shell}");
    }
    let manual = run(["man"]);
    assert!(manual.out.contains(".TH qari 1"), "{}", manual.out);
    assert!(manual.out.contains(".SH FILES"), "{}", manual.out);
}

#[test]
fn several_articles_make_one_page() {
    let sample = |name: &str| format!("{}/sample-articles/{name}", env!("CARGO_MANIFEST_DIR"));
    let ran = run([
        "export".to_owned(),
        "--lang=ar".to_owned(),
        sample("01-many-speakers.txt"),
        sample("05-interview.txt"),
    ]);
    assert_eq!(ran.code, Some(0));
    for (part, count) in [
        ("<!DOCTYPE html>", 1),
        ("</html>", 1),
        ("<article ", 2),
        ("id=\"q2-1\"", 1),
    ] {
        assert_eq!(ran.out.matches(part).count(), count, "{part}");
    }
    assert!(ran.out.contains("<h2>الأقوال</h2>"));
    let none = run(["export", "no-such-file.txt"]);
    assert_eq!((none.code, none.out.as_str()), (Some(1), ""));
}
