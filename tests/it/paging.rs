//! Text for people on a terminal: laid out as articles are, in a pager where it is longer than the screen.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::support::command::{run, sample as sample_path};
use crate::support::screen::{Program, shown};

const QARI: &str = env!("CARGO_BIN_EXE_qari");

fn sample() -> String {
    sample_path("01-many-speakers.txt")
}

/// A folder for one test, with a pager that writes its arguments and its input to files there.
fn pager(test: &str) -> (PathBuf, String) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("paging-{test}"));
    fs::create_dir_all(&folder).unwrap();
    let program = folder.join("less");
    let script = format!(
        "#!/bin/sh\necho \"$@ $LESSCHARSET\" > {0}/arguments\ncat > {0}/input\necho paged\n",
        folder.display()
    );
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    (folder, program.display().to_string())
}

#[test]
fn long_text_goes_through_the_pager_in_the_order_of_the_screen() {
    let analyze = ["analyze", "--format", "text"];
    for command in [&["print"][..], &["quotes"], &analyze] {
        let (folder, pager) = pager(command[0]);
        let sample = sample();
        let mut arguments = command.to_vec();
        arguments.push(&sample);
        // A terminal that is known to show cells as they are sent.
        let env = [("PAGER", pager.as_str()), ("TERM", "st-256color")];
        let mut program = Program::start_with(QARI, &arguments, (80, 24), &env);
        program.see("paged");
        let text = fs::read_to_string(folder.join("input")).unwrap();
        assert!(text.contains(&shown("الحبقاني")), "{command:?}: {text}");
        let arguments = fs::read_to_string(folder.join("arguments")).unwrap();
        assert_eq!(arguments.trim(), "-R utf-8");
    }
}

#[test]
fn rows_with_marks_are_passed_on_raw() {
    let (folder, pager) = pager("raw");
    let sample = sample();
    let arguments = ["print", "--bidi", "override", "--pager", &pager, &sample];
    let mut program = Program::start_with(QARI, &arguments, (80, 24), &[]);
    program.see("paged");
    let arguments = fs::read_to_string(folder.join("arguments")).unwrap();
    assert_eq!(arguments.trim(), "-r utf-8");
}

#[test]
fn no_pager_short_text_and_pipes_go_to_standard_output() {
    let (_, pager) = pager("none");
    let sample = sample();
    let env = [("PAGER", pager.as_str()), ("TERM", "st-256color")];
    for (arguments, rows) in [
        (vec!["quotes", "--no-pager", &sample], 24),
        (vec!["quotes", &sample], 200),
    ] {
        let mut program = Program::start_with(QARI, &arguments, (80, rows), &env);
        let screen = program.see("¶");
        assert!(!screen.contains("paged"));
    }
    let piped = run(["quotes", "--pager", &pager, &sample]);
    let text = piped.out;
    assert!(text.contains("الحبقاني") && !text.contains("paged"));
}

#[test]
fn help_has_examples_environment_files_and_exit_codes() {
    let help = run(["--help"]).out;
    for section in ["EXAMPLES:", "ENVIRONMENT:", "FILES:", "EXIT STATUS:"] {
        assert!(help.contains(section), "{section}");
    }
}
