//! Files with many articles: what cannot be read does not matter, and large files are not read whole.

use std::fmt::Write as _;
use std::fs;

use crate::support::folder::folder;
use crate::support::screen::Program;

const QARI: &str = env!("CARGO_BIN_EXE_qari");

#[test]
fn a_record_without_text_is_counted_and_listed() {
    let file = folder("records").join("news.jsonl");
    let records = [
        r#"{"title": "وصل القطار", "text": "قال المدير إن القطار وصل.", "date": "2026-01-02"}"#,
        r#"{"title": "فارغ", "text": ""}"#,
        r#"{"title": "غادر القطار", "text": "قال المدير إن القطار غادر."}"#,
    ];
    fs::write(&file, records.join("\n")).unwrap();
    let mut program = Program::start_with(QARI, &[file.to_str().unwrap()], (100, 20), &[]);
    let screen = program.see("1 of 3 records without text");
    assert!(screen.contains("2026-01-02"), "{screen}");
    let screen = program.press("!");
    assert!(screen.contains("#2"), "{screen}");
    program.press("q");
    program.pty.send("q");
    program.ends(0);
}

/// A file of more than four megabytes: 600 records, the third without text.
fn large(name: &str) -> String {
    let file = folder(name).join("news.jsonl");
    let mut text = String::new();
    for i in 1..=600 {
        let body = if i == 3 {
            String::new()
        } else {
            format!("قالت سلمى الحداد كلاما رقم N{i:03}. ").repeat(200)
        };
        let _ = writeln!(text, r#"{{"title": "T{i:03}", "text": "{body}"}}"#);
    }
    assert!(text.len() > 4 << 20);
    fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn a_large_file_opens_as_a_list_whose_records_are_read_when_opened() {
    let file = large("large");
    let state = folder("large-state").join("places.json");
    let env = [("QARI_STATE", state.to_str().unwrap())];
    let mut program = Program::start_with(QARI, &[&file], (100, 20), &env);
    program.see("1 of 600 records without text");
    program.press("/t598");
    program.see("T598");
    program.press("\r");
    program.pty.send("\r");
    program.see("N598");
    // Past the filter, the next article is the next one that it left.
    program.press("q");
    program.see("read ");
    program.pty.send("q");
    program.ends(0);
    // The next run knows that it was opened.
    let mut program = Program::start_with(QARI, &[&file], (100, 20), &env);
    program.see("1 of 600 records without text");
    program.press("/t598");
    program.see("read ");
    program.press("\x1b");
    program.pty.send("q");
    program.ends(0);
}
