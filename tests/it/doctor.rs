//! `qari doctor`: what it shows and saves, and that the reader uses the saved choice.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::support::command::run;
use crate::support::pty::ProcessState;
use crate::support::screen::{Program, shown};
use serde_json::Value;

/// The replies of the terminal in these tests.
const ANSWERS: &str = "\x1bP>|Testbed 7.1\x1b\\\x1b[>77;1;0c\x1b[8;0$y\x1b[?62;22c";
const FINGERPRINT: &str = "term=xterm-256color,name=Testbed_7.1,da2=77;1;0";

/// The path of a configuration file for one test; the file does not exist yet.
fn config(test: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("doctor-{test}/config.toml"));
    let _ = fs::remove_dir_all(path.parent().unwrap());
    path
}

/// The doctor in a terminal of that size, which has sent its replies.
fn doctor(config: &Path, size: (u16, u16), env: &[(&str, &str)]) -> Program {
    let mut all = vec![("QARI_CONFIG", config.to_str().unwrap())];
    all.extend(env);
    let mut program = Program::start_mute(&["doctor"], size, &all);
    program.pty.expect("\x1b[c");
    program.pty.send(ANSWERS);
    program.see("Testbed 7.1");
    program.settled();
    program
}

/// The output after the screen was restored.
fn printed(mut program: Program) -> String {
    assert_eq!(program.pty.next_state(), ProcessState::Exited(0));
    assert!(program.pty.is_cooked());
    let output = String::from_utf8(program.pty.output.clone()).unwrap();
    output
        .rsplit("\x1b[?1049l")
        .next()
        .unwrap()
        .replace("\r\n", "\n")
}

fn kept(config: &Path) -> Option<String> {
    let text = fs::read_to_string(config).ok()?;
    let all: toml_edit::DocumentMut = text.parse().unwrap();
    let kept = all.get("terminals")?.get(FINGERPRINT)?.as_str()?;
    Some(kept.to_owned())
}

#[test]
fn a_number_is_kept_for_the_terminal_and_can_be_forgotten() {
    let config = config("number");
    let mut program = doctor(&config, (80, 24), &[]);
    let screen = program.screen();
    for word in [
        "Which of these lines reads right?",
        "1  visual",
        "3  marked",
        "5  runs",
        "qari's own choice",
    ] {
        assert!(screen.contains(word), "{word} not in\n{screen}");
    }
    assert!(!screen.contains("forget"), "{screen}");
    // Automatic wrapping is off only while the doctor uses the screen.
    program.pty.expect("\x1b[?7l");
    program.pty.send("3");
    program.pty.expect("\x1b[?7h");
    let said = printed(program);
    for word in [
        "kept: marked is used",
        "terminal: unknown",
        "bidi.automatic: override",
        "replies: \\x1bP>|Testbed 7.1\\x1b\\\\\\x1b[>77;1;0c\\x1b[8;0$y\\x1b[?62;22c",
        "environment.TERM: xterm-256color",
        "size: [80,24]",
    ] {
        assert!(said.contains(word), "{word} not in\n{said}");
    }
    assert_eq!(kept(&config).as_deref(), Some("marked"));

    let mut program = doctor(&config, (80, 24), &[]);
    program.until("what is kept", |screen| {
        screen.contains("3  marked    kept, in use")
    });
    program.pty.send("\r");
    assert!(printed(program).contains("nothing changed"));
    assert_eq!(kept(&config).as_deref(), Some("marked"));

    let program = doctor(&config, (80, 24), &[]);
    // Under the Arabic layout.
    program.pty.send("ب");
    assert!(printed(program).contains("forgotten"));
    assert_eq!(kept(&config), None);
}

#[test]
fn the_line_stands_there_in_every_way() {
    let mut program = doctor(&config("ways"), (100, 30), &[]);
    let screen = program.screen();
    let line = shown("قال الأستاذ (سمير): لا نقرأ في qari إلا 25 خبرا.");
    // As stored, and with marks, which a plain terminal does not show.
    assert!(screen.matches(&line).count() >= 1, "{screen}");
    let word = shown("قال");
    let turned: String = word.chars().rev().collect();
    assert!(screen.contains(&turned), "no turned words in\n{screen}");
    assert!(String::from_utf8_lossy(&program.pty.output).contains('\u{200e}'));
    program.pty.send("q");
    printed(program);
}

#[test]
fn where_none_reads_right_it_says_what_is_left() {
    let config = config("none");
    let mut program = doctor(&config, (80, 24), &[]);
    program.see("6  logical");
    program.pty.send("n");
    let said = printed(program);
    assert!(
        said.contains("none of the lines reads right") && said.contains("--json"),
        "{said}"
    );
    assert_eq!(kept(&config), None);
    let program = doctor(&config, (80, 24), &[]);
    program.pty.send("6");
    assert!(printed(program).contains("kept: logical"));
    assert_eq!(kept(&config).as_deref(), Some("logical"));
}

#[test]
fn a_terminal_with_a_switch_shows_first_the_ways_that_want_it_off_then_the_others() {
    const VTE: &str = "\x1b[>65;7006;1c\x1b[8;1$y\x1b[?65;1;9c";
    let config = config("switch");
    let env = [("QARI_CONFIG", config.to_str().unwrap())];
    let mut program = Program::start_mute(&["doctor"], (80, 24), &env);
    program.pty.expect("\x1b[8l");
    program.pty.send(VTE);
    program.see("DA2 65;7006;1");
    let screen = program.settled();
    assert!(
        screen.contains("3  marked") && !screen.contains("4  words"),
        "{screen}"
    );
    // An encoding that is not on the screen cannot be chosen.
    program.press("5");
    let from = program.pty.output.len();
    program.pty.send("n");
    program.see("6  logical");
    program.pty.send(VTE);
    let screen = program.settled();
    assert!(
        screen.contains("4  words") && !screen.contains("3  marked"),
        "{screen}"
    );
    let new = &program.pty.output[from..];
    let count = |text: &[u8]| {
        new.windows(text.len())
            .filter(|bytes| *bytes == text)
            .count()
    };
    assert_eq!(
        (count(b"\x1b[?1049h"), count(b"\x1b[8h"), count(b"\x1b[8l")),
        (1, 1, 0)
    );
    program.pty.send("5");
    assert!(printed(program).contains("kept: runs"));
    let text = fs::read_to_string(&config).unwrap();
    assert!(text.contains("da2=65;7006;1\" = \"runs\""), "{text}");
}

#[test]
fn it_speaks_arabic_and_shows_what_was_found() {
    let mut program = doctor(&config("arabic"), (80, 24), &[("QARI_LANG", "ar")]);
    program.read("أي سطر من هذه يُقرأ صحيحا؟");
    // The question is in English too, for those whose terminal does not display Arabic correctly.
    program.see("Which of these lines reads right?");
    program.pty.send("i");
    program.see("replies: \\x1bP>|Testbed");
    program.pty.send("j");
    program.pty.send("i");
    program.see("Which of these lines reads right?");
    program.pty.send("\x03");
    printed(program);
}

#[test]
fn it_holds_in_small_windows_and_through_stops_and_ends_by_signals() {
    let config = config("small");
    let mut program = doctor(&config, (80, 24), &[]);
    program.pty.resize(40, 10);
    program.terminal = crate::support::screen::parser(40, 10);
    program.see("Screen smaller than 60x22");
    for (columns, rows) in [(1, 1), (60, 22), (61, 23), (200, 60), (80, 24)] {
        program.resize(columns, rows);
        assert!(program.pty.is_alive(), "{columns}x{rows}");
    }
    program.pty.send("\x1a");
    assert!(matches!(program.pty.next_state(), ProcessState::Stopped(_)));
    assert!(program.pty.is_cooked());
    program.pty.signal(rustix::process::Signal::CONT);
    program.see("5  runs");
    program.pty.hang_up();
    assert_eq!(program.pty.next_state(), ProcessState::Exited(129));
    assert_eq!(kept(&config), None);
}

/// The bytes that the reader sends, with these options, to a terminal with the same replies.
fn reader(config: &Path, args: &[&str], bidi: &str) -> String {
    let article = format!(
        "{}/sample-articles/04-sport.txt",
        env!("CARGO_MANIFEST_DIR")
    );
    let mut all = args.to_vec();
    all.push(&article);
    let env = [
        ("QARI_CONFIG", config.to_str().unwrap()),
        ("QARI_BIDI", bidi),
    ];
    let mut program = Program::start_mute(&all, (80, 24), &env);
    program.pty.expect("\x1b[c");
    program.pty.send(ANSWERS);
    program.settled();
    program.settled();
    program.pty.send("q");
    assert_eq!(program.pty.next_state(), ProcessState::Exited(0));
    String::from_utf8(program.pty.output.clone()).unwrap()
}

#[test]
fn the_reader_believes_the_command_line_then_the_environment_then_what_was_kept() {
    let config = config("belief");
    let marked = |output: &str| output.contains('\u{200e}');
    assert!(!marked(&reader(&config, &[], "auto")));
    let program = doctor(&config, (80, 24), &[]);
    program.pty.send("3");
    printed(program);
    assert!(
        marked(&reader(&config, &[], "auto")),
        "what was kept does not hold"
    );
    assert!(!marked(&reader(&config, &[], "visual")));
    assert!(marked(&reader(&config, &["--bidi", "auto"], "visual")));
    assert!(!marked(&reader(&config, &["--bidi", "visual"], "marked")));
}

/// Exit code and output of the program, run without the terminal of the tests, if there is one.
fn detached(args: &[&str]) -> Option<(Option<i32>, String, String)> {
    let mut command = Command::new("setsid");
    command
        .arg("--wait")
        .arg(env!("CARGO_BIN_EXE_qari"))
        .args(args);
    command
        .stdin(Stdio::null())
        .env("QARI_CONFIG", "")
        .env("QARI_STATE", "");
    let Ok(output) = command
        .env("TERM", "xterm")
        .env("QARI_BIDI", "auto")
        .output()
    else {
        eprintln!("no setsid here: not tested");
        return None;
    };
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Some((
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    ))
}

#[test]
fn without_a_person_it_says_what_to_do() {
    let ran = run(["doctor"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("doctor --json"), "{}", ran.err);
}

#[test]
fn json_needs_neither_a_person_nor_a_terminal() {
    if let Some((code, out, _)) = detached(&["doctor", "--json"]) {
        assert_eq!(code, Some(0));
        let found: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(found["tty"], false);
        assert!(found["problem"].as_str().unwrap().contains("no terminal"));
        assert_eq!(found["environment"]["TERM"], "xterm");
        assert_eq!(found["bidi"]["asked_for"], "auto");
    }
    let config = config("json");
    let env = [("QARI_CONFIG", config.to_str().unwrap())];
    let mut program = Program::start_mute(&["doctor", "--json"], (80, 24), &env);
    program.pty.expect("\x1b[c");
    program.pty.send(ANSWERS);
    let found: Value = serde_json::from_str(&printed(program)).unwrap();
    assert_eq!(found["tty"], true);
    assert_eq!(found["fingerprint"], FINGERPRINT);
    assert_eq!(found["answered"]["xtversion"], "Testbed 7.1");
    assert_eq!(found["answered"]["mode_8"], 0);
    assert_eq!(found["bidi"]["used"], "override");
    assert!(!found["unknown"].as_array().unwrap().is_empty());
    // The wait for a terminal without replies has a limit.
    let program = Program::start_mute(&["doctor", "--json"], (80, 24), &env);
    let found: Value = serde_json::from_str(&printed(program)).unwrap();
    assert_eq!(
        (found["tty"].clone(), found["replies"].clone()),
        (true.into(), "".into())
    );
}

#[test]
fn a_broken_configuration_is_told_and_not_written_over() {
    let config = config("broken");
    fs::create_dir_all(config.parent().unwrap()).unwrap();
    fs::write(&config, "x =").unwrap();
    let mut program = doctor(&config, (80, 24), &[]);
    program.pty.send("2");
    assert_eq!(program.pty.next_state(), ProcessState::Exited(1));
    let said = String::from_utf8_lossy(&program.pty.output);
    assert!(
        said.contains("config.toml: not valid") && said.contains("remove it"),
        "{said}"
    );
    assert_eq!(fs::read(&config).unwrap(), b"x =");
}
