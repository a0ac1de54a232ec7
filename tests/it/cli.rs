//! The program without a terminal: exit codes, the messages for bad input, and the output of `print` and `analyze` to
//! pipes and files.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::support::command::{Ran, acts, file, finish, qari, run, run_with, sample};
use crate::support::folder::folder;
use serde_json::Value;

/// A short article: a title, a direct and an indirect quote, names.
const ARTICLE: &str = "افتتاح مكتبة الحي القديم\nدمشق: قال سامر الحلواني مدير المكتبة: «سنفتح الأبواب كل يوم حتى المساء».\nوأضاف أن وزارة الثقافة ستدعم المشروع.\n";

/// The program exited with `code`, without output, and with one line on standard error that contains all `words`.
fn assert_refused(ran: &Ran, code: i32, words: &[&str]) {
    assert_eq!(ran.code, Some(code), "{}", ran.err);
    assert_eq!(ran.out, "");
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(ran.err.starts_with("qari: "), "{}", ran.err);
    for word in words {
        assert!(ran.err.contains(word), "{word} not in {}", ran.err);
    }
}

#[test]
fn what_cannot_be_read_is_named_with_the_way_out() {
    let dir = folder("refused");
    let empty = file(&dir, "empty.txt", "");
    let blank = file(&dir, "blank.txt", " \n\u{FEFF}\n");
    let binary = file(
        &dir,
        "binary.txt",
        b"\x7fELF\x02\x01\x01\0\0\0\0\0\x03\0>\0",
    );
    let missing = dir.join("missing.txt").to_str().unwrap().to_owned();
    let hollow = dir.join("hollow");
    fs::create_dir(&hollow).unwrap();
    fs::write(hollow.join("README.md"), "not an article").unwrap();
    let hollow = hollow.to_str().unwrap();
    let cases: [(&str, &[&str]); 6] = [
        (&missing, &["missing.txt", "no such file"]),
        (&empty, &["empty.txt", "nothing to read"]),
        (&blank, &["blank.txt", "nothing to read"]),
        (&binary, &["binary.txt", "not text", "qari reads text"]),
        (hollow, &["hollow", "no articles here", ".txt"]),
        ("/dev/null", &["/dev/null", "a device"]),
    ];
    for (path, words) in cases {
        // The reader reports it before it looks for a terminal.
        assert_refused(&run([path]), 1, words);
        assert_refused(&run(["print", path]), 1, words);
        assert_refused(&run(["analyze", path]), 1, words);
    }
}

#[test]
fn nothing_at_all_is_an_error_that_helps() {
    assert_refused(&run([""; 0]), 1, &["-: empty"]);
    assert_refused(&run(["-"]), 1, &["-: empty"]);
    for command in ["print", "analyze", "quotes"] {
        assert_refused(&run([command]), 1, &["-: empty"]);
        // Standard input needs no name.
        let ran = run_with(&[command], ARTICLE.as_bytes());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{command}");
        assert!(ran.out.contains("الحلواني"), "{command}");
    }
}

#[test]
fn without_a_terminal_the_reader_points_to_print() {
    // `setsid` starts the program without the terminal of the test, if there is one.
    let ran = Command::new("setsid")
        .arg("--wait")
        .arg(env!("CARGO_BIN_EXE_qari"))
        .arg(sample("04-sport.txt"))
        .stdin(Stdio::null())
        .output();
    let Ok(output) = ran else {
        eprintln!("no setsid here: not tested");
        return;
    };
    assert_refused(&finish(output), 1, &["no terminal", "qari print"]);
}

#[test]
fn wrong_options_are_told_with_exit_code_2() {
    let article = sample("04-sport.txt");
    assert_refused(
        &run(["print", "--encoding", "klingon", &article]),
        2,
        &["unknown encoding 'klingon'", "windows-1256"],
    );
    for args in [
        ["--wat", &article].as_slice(),
        &["print", "--bidi", "sideways", &article],
        &["print", "--width", "3", &article],
        &["analyze", "--format", "xml", &article],
    ] {
        let ran = run(args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(ran.err.contains(args[args.len() - 2]), "{}", ran.err);
        assert!(ran.err.contains("--help"), "{}", ran.err);
    }
}

#[test]
fn help_and_version_are_no_errors() {
    let help = run(["--help"]);
    assert_eq!((help.code, help.err.as_str()), (Some(0), ""));
    for word in ["print", "analyze", "keys", "--encoding", "--bidi"] {
        assert!(help.out.contains(word), "{word}");
    }
    let version = run(["--version"]);
    assert_eq!(
        version.out,
        concat!("qari ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn one_bad_file_in_a_directory_costs_only_itself() {
    let dir = folder("one-bad");
    file(&dir, "1.txt", ARTICLE);
    file(&dir, "2.txt", b"GIF89a\0\x01\x02\0\0");
    file(&dir, "10.txt", ARTICLE.replace("سامر", "نبيل"));
    let dir = dir.to_str().unwrap();
    let ran = run(["analyze", dir]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(ran.err.contains("2.txt: not text"), "{}", ran.err);
    let sources: Vec<String> = records(&ran.out)
        .iter()
        .map(|record| record["source"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(sources.len(), 2);
    assert!(sources[0].ends_with("/1.txt") && sources[1].ends_with("/10.txt"));
    let printed = run(["print", dir]);
    assert_eq!(printed.code, Some(1));
    assert!(printed.out.contains("سامر") && printed.out.contains("نبيل"));
}

#[test]
fn an_unreadable_path_among_good_ones_gives_the_good_ones() {
    let dir = folder("among");
    let good = file(&dir, "good.txt", ARTICLE);
    let hollow = dir.join("hollow");
    fs::create_dir(&hollow).unwrap();
    let missing = dir.join("missing.txt");
    for bad in [hollow, missing] {
        for order in [
            [bad.to_str().unwrap(), &good],
            [&good, bad.to_str().unwrap()],
        ] {
            let ran = run(["analyze"].iter().chain(&order));
            assert_eq!(ran.code, Some(1));
            assert_eq!(records(&ran.out).len(), 1, "{order:?}: {}", ran.err);
            assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        }
    }
}

#[test]
fn a_pipe_and_a_fifo_are_read_to_their_end() {
    let expected = run(["print", &file(&folder("pipe"), "a.txt", ARTICLE)]).out;
    for args in [&["print", "-"][..], &["print", "/dev/stdin"]] {
        let ran = run_with(args, ARTICLE.as_bytes());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        assert_eq!(ran.out, expected);
    }
    let fifo = folder("fifo").join("news");
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    rustix::fs::mkfifoat(rustix::fs::CWD, &fifo, mode).unwrap();
    let path = fifo.clone();
    let writer = std::thread::spawn(move || fs::write(path, ARTICLE).unwrap());
    let ran = run([OsStr::new("print"), fifo.as_os_str()]);
    writer.join().unwrap();
    assert_eq!((ran.code, ran.out), (Some(0), expected));
}

#[test]
fn every_encoding_gives_the_same_text() {
    let dir = folder("encodings");
    let expected = run(["print", &file(&dir, "utf8.txt", ARTICLE)]).out;
    assert!(expected.contains("سامر الحلواني"));
    let wide = |bytes: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let text = if mark {
            format!("\u{FEFF}{ARTICLE}")
        } else {
            ARTICLE.to_owned()
        };
        text.encode_utf16().flat_map(bytes).collect()
    };
    let legacy = |label: &str| -> Vec<u8> {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        let (bytes, _, lossy) = encoding.encode(ARTICLE);
        assert!(!lossy || label == "iso-8859-6");
        bytes.into_owned()
    };
    let cases: [(&str, Vec<u8>, &[&str]); 6] = [
        ("bom", format!("\u{FEFF}{ARTICLE}").into_bytes(), &[]),
        ("crlf", ARTICLE.replace('\n', "\r\n").into_bytes(), &[]),
        ("le", wide(u16::to_le_bytes, true), &[]),
        ("be", wide(u16::to_be_bytes, true), &[]),
        (
            "bare",
            wide(u16::to_le_bytes, false),
            &["--encoding", "utf-16le"],
        ),
        ("cp1256", legacy("windows-1256"), &[]),
    ];
    for (name, bytes, options) in cases {
        let path = file(&dir, &format!("{name}.txt"), bytes);
        let ran = run(["print", &path].iter().chain(options));
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{name}");
        assert_eq!(ran.out, expected, "{name}");
    }
    // ISO 8859-6 has no «», so the article has straight quotation marks here.
    let plain = ARTICLE.replace(['«', '»'], "\"");
    let (bytes, _, _) = encoding_rs::ISO_8859_6.encode(&plain);
    let path = file(&dir, "iso.txt", bytes);
    let utf8 = file(&dir, "iso-utf8.txt", &plain);
    assert_eq!(run(["print", &path]).out, run(["print", &utf8]).out);
}

#[test]
fn bytes_that_are_no_text_are_shown_as_such() {
    let mut bytes = ARTICLE.as_bytes().to_vec();
    let at = ARTICLE.find("مدير").unwrap();
    bytes[at] = 0xff;
    let ran = run_with(&["print", "-"], &bytes);
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.contains('\u{FFFD}') && ran.out.contains("المكتبة"));
}

#[test]
fn print_to_a_pipe_is_the_text_itself() {
    let ran = run_with(&["print", "-", "--width", "200"], ARTICLE.as_bytes());
    let paragraphs: Vec<&str> = ran.out.split("\n\n").map(str::trim_end).collect();
    assert_eq!(paragraphs, ARTICLE.lines().collect::<Vec<_>>());
    for number in [
        "01-many-speakers.txt",
        "06-harakat-and-verse.txt",
        "08-mixed-arabic-english.txt",
    ] {
        let ran = run(["print", &sample(number)]);
        assert_eq!(ran.code, Some(0));
        assert!(!acts(&ran.out), "{number}");
        assert!(!ran.out.chars().any(is_form), "{number}: shaped");
        assert!(
            ran.out.lines().all(|line| !line.starts_with(' ')),
            "{number}: indented"
        );
        assert_eq!(ran.out, run(["print", &sample(number)]).out);
    }
}

/// Arabic presentation forms A and B, except ornate brackets and ligatures that an article itself may contain.
fn is_form(c: char) -> bool {
    matches!(c, '\u{FB50}'..='\u{FD3D}' | '\u{FE70}'..='\u{FEFC}')
}

#[test]
fn print_in_visual_order_stands_at_the_right_in_colour() {
    let args = [
        "print", "--bidi", "visual", "--width", "60", "--color", "always",
    ];
    let path = sample("01-many-speakers.txt");
    let ran = run(args.iter().chain(&[path.as_str()]));
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert_eq!(ran.out, run(args.iter().chain(&[path.as_str()])).out);
    assert!(ran.out.chars().any(is_form));
    let mut coloured = 0;
    for line in ran.out.lines().filter(|line| !line.is_empty()) {
        let text = without_sgr(line);
        assert!(!acts(&text), "{text:?}");
        assert_eq!(columns(&text), 60, "not at the right edge: {text:?}");
        assert!(!text.ends_with(' '), "{text:?}");
        if let Some(last) = line.rfind('\x1b') {
            assert_eq!(&line[last..last + 4], "\x1b[0m", "left styled: {line:?}");
            coloured += 1;
        }
    }
    assert!(coloured > 10, "{coloured}");
    let none = run(["print", "--bidi", "visual", "--color", "never", &path]);
    assert!(!none.out.contains('\x1b'));
}

/// Columns that a terminal gives to `line`.
fn columns(line: &str) -> u16 {
    let mut terminal = vt100::Parser::new(1.try_into().unwrap(), 200.try_into().unwrap(), 0);
    terminal.process(line.as_bytes());
    terminal.screen().cursor_position().1
}

/// A line without its `ESC [ … m`.
fn without_sgr(line: &str) -> String {
    let mut parts = line.split('\x1b');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find('m').unwrap();
        assert!(part.starts_with('['), "{part:?}");
        assert!(
            part[1..end]
                .bytes()
                .all(|b| b.is_ascii_digit() || b == b';')
        );
        out.push_str(&part[end + 1..]);
    }
    out
}

/// The lines of an analysis, each an object.
fn records(out: &str) -> Vec<Value> {
    out.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The `text` field of `place` is the part of `text` between its offsets `start` and `end`.
fn assert_place(place: &Value, text: &[char]) {
    let at = |name: &str| usize::try_from(place[name].as_u64().unwrap()).unwrap();
    let (start, end) = (at("start"), at("end"));
    assert!(start < end && end <= text.len(), "{place}");
    let there: String = text[start..end].iter().collect();
    assert_eq!(place["text"], there.as_str());
}

fn assert_record(record: &Value) {
    let text: Vec<char> = record["text"].as_str().unwrap().chars().collect();
    assert!(record["source"].is_string());
    assert!(record["title"].is_string() || record["title"].is_null());
    let entities = record["entities"].as_array().unwrap();
    for entity in entities {
        let kind = entity["kind"].as_str().unwrap();
        assert!(
            ["person", "place", "organization"].contains(&kind),
            "{kind}"
        );
        assert!(!entity["name"].as_str().unwrap().is_empty());
        assert!(
            entity["aliases"]
                .as_array()
                .unwrap()
                .iter()
                .all(Value::is_string)
        );
        let mentions = entity["mentions"].as_array().unwrap();
        assert!(!mentions.is_empty(), "{entity}");
        for mention in mentions {
            assert_place(mention, &text);
        }
    }
    for quote in record["quotes"].as_array().unwrap() {
        assert_place(quote, &text);
        let kind = quote["kind"].as_str().unwrap();
        assert!(["direct", "partial", "indirect"].contains(&kind), "{kind}");
        if !quote["cue"].is_null() {
            assert_place(&quote["cue"], &text);
        }
        let speaker = &quote["speaker"];
        if !speaker.is_null() {
            assert!(!speaker["name"].as_str().unwrap().is_empty());
            let entity = &speaker["entity"];
            let known = entity.as_u64().is_none_or(|i| i < entities.len() as u64);
            assert!(known && (entity.is_u64() || entity.is_null()), "{speaker}");
        }
    }
}

#[test]
fn analyze_writes_one_object_a_line_with_what_is_promised() {
    let samples = sample("");
    let ran = run(["analyze", &samples]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let records = records(&ran.out);
    assert_eq!(records.len(), 12);
    for record in &records {
        assert_record(record);
        assert!(!record["entities"].as_array().unwrap().is_empty());
        assert!(!record["quotes"].as_array().unwrap().is_empty());
    }
    assert_eq!(
        ran.out,
        run(["analyze", &samples]).out,
        "not the same twice"
    );
    let explained = run(["analyze", "--explain", &samples]);
    assert!(explained.out.contains("\"found_by\":"));
    assert!(!ran.out.contains("\"found_by\":"));
    assert!(ran.out.contains("\"confidence\":"));
}

#[test]
fn analyze_for_people_lists_quotes_and_names() {
    let ran = run_with(&["analyze", "--format", "text", "-"], ARTICLE.as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(
        ran.out.starts_with("افتتاح مكتبة الحي القديم (-)\n"),
        "{}",
        ran.out
    );
    for part in [
        "سامر الحلواني:\n",
        "  «سنفتح الأبواب كل يوم حتى المساء»\n",
        "[person]\nسامر الحلواني (1)",
        "[place]\n",
        "[organization]\n",
    ] {
        assert!(ran.out.contains(part), "{part} not in {}", ran.out);
    }
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let many = vec![sample("01-many-speakers.txt"); 40];
    for command in ["print", "analyze"] {
        let mut child = qari([command.to_owned()].iter().chain(&many))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut String::new()).unwrap();
        drop(out);
        let ran = finish(child.wait_with_output().unwrap());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{command}");
    }
}

#[test]
fn nothing_that_acts_on_a_terminal_comes_through() {
    let hostile = "عنوان الخبر الطويل\nقال سامر الحلواني: «نعم\x1b]0;owned\x07 \x1b[2J\u{9b}2J\u{9d}0;x\u{9c} \u{90}q\u{9c}لا\x7f\x08\x0b».\nزار \x1b[31mدمشق\x1b[m \u{202e}txt.exe\u{2066} أمس\r\nEnd\x1b\n";
    for options in [
        &["print", "-"][..],
        &["print", "--bidi", "visual", "-"],
        &["analyze", "-"],
        &["analyze", "--format", "text", "-"],
    ] {
        let ran = run_with(options, hostile.as_bytes());
        assert_eq!(ran.code, Some(0), "{options:?}: {}", ran.err);
        assert!(!acts(&ran.out), "{options:?}: {:?}", ran.out);
        assert!(!ran.out.contains("owned"), "{options:?}");
        for line in ran.out.lines() {
            let opened = line
                .matches(['\u{202a}', '\u{202b}', '\u{202d}', '\u{202e}'])
                .count();
            assert_eq!(opened, line.matches('\u{202c}').count(), "{line:?}");
            let opened = line.matches(['\u{2066}', '\u{2067}', '\u{2068}']).count();
            assert_eq!(opened, line.matches('\u{2069}').count(), "{line:?}");
        }
    }
    let coloured = run_with(&["print", "--color", "always", "-"], hostile.as_bytes());
    for line in coloured.out.lines() {
        assert!(!acts(&without_sgr(line)), "{line:?}");
    }
}

#[test]
fn a_hostile_file_name_acts_on_nothing_either() {
    let dir = folder("names");
    let name = "خبر\x1b]0;owned\x07\u{9b}2J.txt";
    let path = file(&dir, name, ARTICLE);
    for options in [
        &["analyze"][..],
        &["analyze", "--format", "text"],
        &["print"],
    ] {
        let ran = run(options.iter().chain(&[path.as_str()]));
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(!acts(&ran.out), "{options:?}: {:?}", ran.out);
    }
    fs::remove_file(&path).unwrap();
    let ran = run(["print", &path]);
    assert!(
        ran.err.contains("no such file") && !acts(&ran.err),
        "{:?}",
        ran.err
    );
    let hollow = dir.join("a\x1b[2J\u{9b}\u{202e}");
    fs::create_dir(&hollow).unwrap();
    let ran = run([OsStr::new("print"), hollow.as_os_str()]);
    assert!(
        ran.err.contains("no articles") && !acts(&ran.err),
        "{ran:?}"
    );
    let ran = run(["print", "--encoding", "\x1b[2J", &path]);
    assert!(
        ran.err.contains("unknown encoding") && !acts(&ran.err),
        "{ran:?}"
    );
}
