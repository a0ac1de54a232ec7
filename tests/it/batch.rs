//! Collections: order, streams, what is skipped, `qari entities`, and the examples of the README.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::command::{file, finish, qari, run, run_with};
use crate::support::folder::folder;
use serde_json::Value;

/// A record with a quote of a speaker who has the number in the name of the place.
fn record(number: usize) -> String {
    let filler = "وانتهى اليوم هادئا كما بدأ. ".repeat(number % 7 * 10);
    format!(
        "{{\"title\": \"خبر {number}\", \"text\": \"{filler}قال سامر الحلواني: «الرقم {number} صحيح تماما».\"}}\n"
    )
}

fn collection(records: usize) -> String {
    (0..records).map(record).collect()
}

fn titles(out: &str) -> Vec<String> {
    let title = |line: &str| {
        let value: Value = serde_json::from_str(line).unwrap();
        value["title"].as_str().unwrap().to_owned()
    };
    out.lines().map(title).collect()
}

#[test]
fn threads_keep_the_order_and_every_byte() {
    let folder = folder("batch-order");
    let path = file(&folder, "news.jsonl", collection(300));
    let one = run(["analyze", "--jobs", "1", &path]);
    let four = run(["analyze", "-j4", &path]);
    assert_eq!((one.code, four.code), (Some(0), Some(0)));
    assert_eq!(one.out, four.out);
    let wanted: Vec<String> = (0..300).map(|number| format!("خبر {number}")).collect();
    assert_eq!(titles(&one.out), wanted);
    // Standard input is the same but for its name.
    let piped = run_with(&["analyze"], collection(300).as_bytes());
    assert_eq!(piped.out, one.out.replace(&path, "-"));
}

#[test]
fn skipped_records_are_one_line_and_the_exit_code() {
    let folder = folder("batch-skipped");
    let content = collection(200) + "{broken\n\n{\"text\": \" \"}\n" + &record(7) + "{broken\n";
    let path = file(&folder, "news.jsonl", content);
    let missing = folder.join("missing.txt").to_str().unwrap().to_owned();
    for command in ["analyze", "quotes", "entities"] {
        let ran = run([command, &missing, &path]);
        assert_eq!(ran.code, Some(1), "{command}");
        let lines: Vec<&str> = ran.err.lines().collect();
        assert_eq!(lines.len(), 3, "{}", ran.err);
        assert!(
            lines[0].contains("missing.txt: no such file"),
            "{}",
            ran.err
        );
        assert!(
            lines[1].ends_with("news.jsonl: 2 records skipped, not valid JSON: lines 201, 205"),
            "{}",
            ran.err
        );
        assert!(
            lines[2].contains("1 record skipped, no text") && lines[2].ends_with(": line 203"),
            "{}",
            ran.err
        );
    }
}

/// What comes in is written before more comes.
#[test]
fn a_pipe_gives_its_first_results_before_it_ends() {
    let mut child = qari(["analyze"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(collection(400).as_bytes()).unwrap();
    input.flush().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    output.read_line(&mut first).unwrap();
    assert_eq!(titles(&first), ["خبر 0"]);
    drop(input);
    assert_eq!(output.lines().count(), 399);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_closed_pipe_ends_a_long_run_without_a_message() {
    let folder = folder("batch-closed");
    let path = file(&folder, "news.jsonl", collection(3_000));
    let mut child = qari(["analyze", &path])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    output.read_line(&mut first).unwrap();
    drop(output);
    let ran = finish(child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
}

#[test]
fn names_come_as_a_table() {
    let ran = run_with(&["entities", "--format", "csv"], collection(2).as_bytes());
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(
        lines[0].starts_with("name,kind,aliases,mentions,"),
        "{}",
        ran.out
    );
    assert!(
        lines[1].starts_with("سامر الحلواني,person,,1,"),
        "{}",
        ran.out
    );
    assert_eq!(lines.len(), 3);
    assert!(run(["entities", "-j0"]).err.contains("1 to 1024"));
}

/// Runs the commands of the README that use `jq`, where it is installed.
#[test]
fn the_examples_with_jq_give_what_the_readme_says() {
    if Command::new("jq").arg("--version").output().is_err() {
        return;
    }
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"));
    let readme = readme.unwrap();
    let example = readme
        .lines()
        .find(|line| line.trim_start().starts_with("qari quotes") && line.contains("| jq"))
        .unwrap();
    let folder = folder("batch-jq");
    file(&folder, "news.jsonl", collection(3));
    let command = example
        .trim()
        .replace("qari ", &format!("{} ", env!("CARGO_BIN_EXE_qari")));
    let ran = Command::new("sh")
        .args(["-c", &command])
        .current_dir(&folder)
        .env("LC_ALL", "C.UTF-8")
        .output();
    let ran = finish(ran.unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{command}");
    assert_eq!(ran.out, "3\tسامر الحلواني\n");
}
