//! The whole program in a pseudo-terminal: the screen after each key, and the bytes that are sent.
//!
//! A `vt100` terminal replays the output. Its screen is compared with the expected words, in the order and the shapes in
//! which a terminal shows them.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::support::folder::folder;
use crate::support::pty::ProcessState;
use crate::support::screen::{LEAVE, Program, parser, shown};
use rustix::process::Signal;

fn sample(name: &str) -> String {
    format!("{}/sample-articles/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn file(test: &str, content: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("program-{test}.txt"));
    fs::write(&path, content).unwrap();
    path
}

/// The program with the first sample article, analysed and drawn.
fn reader(size: (u16, u16)) -> Program {
    let mut program = Program::start(&[&sample("01-many-speakers.txt")], size);
    program.read("رصيف الملح");
    program.until("an analysis", |screen| !screen.contains("analysing"));
    program.settled();
    program
}

/// The number before `%` in the status line.
fn percent(screen: &str) -> u32 {
    let status = screen.trim_end().lines().last().unwrap();
    let number = status.trim_end().strip_suffix('%').unwrap();
    number
        .rsplit(' ')
        .next()
        .unwrap()
        .parse()
        .unwrap_or_else(|_| panic!("no percent in {status}"))
}

#[test]
fn a_folder_opens_as_a_list_and_enter_goes_in_and_q_out() {
    let mut program = Program::start(&["sample-articles"], (80, 24));
    program.read("صيادو صفاقس يرفضون إغلاق رصيف الملح");
    let screen = program.until("all quotes", |screen| {
        screen.contains("Articles") && screen.matches("Quotes ").count() >= 7
    });
    assert!(
        screen.contains("01-many-speakers.txt · 402 words"),
        "{screen}"
    );
    assert!(
        screen.contains("1/12") && screen.contains("q quit"),
        "{screen}"
    );
    assert!(program.press("j").contains("2/12"));
    assert!(program.press("G").contains("12/12"));
    assert!(program.press("gj").contains("2/12"));
    let article = program.press("\r");
    assert!(article.contains("! people  @ places  # organizations"));
    assert!(
        article.contains(&shown("وقالت صحيفة «مرآة الخليج الجديدة»")),
        "{article}"
    );
    assert!(program.press("q").contains("2/12"));
    program.pty.send("q");
    program.ends(0);
}

#[test]
fn keys_do_on_the_screen_what_they_say() {
    let mut program = reader((120, 40));
    let start = program.screen();
    assert!(start.contains("Tab quotes") && !start.contains("z fold"));
    // Speakers are in the pane at the left.
    let speaker = shown("رائد الزيزفوني");
    let beside = |line: &str| {
        line.split_once('│')
            .is_some_and(|(pane, _)| pane.contains(&speaker))
    };
    assert!(start.lines().any(beside), "{start}");

    let down = program.press("j");
    assert!(percent(&down) >= percent(&start) && down != start);
    assert_eq!(program.press("k"), start);
    let end = program.press("G");
    assert_eq!(percent(&end), 100);
    assert!(percent(&program.press("g")) < 100);
    let page = program.press(" ");
    assert!(percent(&page) > percent(&start));
    program.press("g");

    let quote = program.press("]");
    assert!(quote.contains("quote 1/27"), "{quote}");
    assert!(program.press("]]").contains("quote 3/27"));
    assert!(program.press("[").contains("quote 2/27"));

    let quotes = program.press("\t");
    assert!(
        quotes.contains("z fold") && quotes.contains("s speaker"),
        "{quotes}"
    );
    let folded = program.press("z");
    assert_ne!(folded, quotes);
    program.press("z");
    assert!(program.press("\t").contains("Tab quotes"));

    let search = program.press("g/المدينه");
    assert!(
        search.contains("search:") && search.contains(&shown("المدينه")),
        "{search}"
    );
    assert!(
        search.contains("1/1"),
        "spelling made a difference: {search}"
    );
    assert!(!program.press("\r").contains("search:"));
    program.press("\x1b");
    assert!(program.press("/zzz\r").contains("not found: zzz"));

    let help = program.press("?");
    assert!(help.contains("Keys") && help.contains("line down, or next item"));
    assert!(!program.press("q").contains("line down"));
    program.pty.send("q");
    program.ends(0);
}

#[test]
fn the_same_keys_work_under_the_arabic_layout() {
    let mut program = reader((80, 24));
    let start = program.screen();
    let down = program.press("ت");
    assert_ne!(down, start);
    assert_eq!(program.press("ن"), start);
    let page = program.press("ب");
    assert!(percent(&page) > percent(&start));
    // The key of `b` sends two letters.
    assert_eq!(program.press("لا"), start);
    assert!(program.press("د").contains("quote 1/27"));
    assert!(program.press("؟").contains("line down, or next item"));
    program.press("ض");
    program.pty.send("ض");
    program.ends(0);
}

#[test]
fn a_new_size_keeps_the_place() {
    let mut program = reader((120, 40));
    program.press(" ");
    let place = shown("النقابة عرضت على اللجنة");
    program.press("/النقابة عرضت\r");
    assert!(program.screen().contains(&place));
    for (columns, rows) in [(80, 24), (200, 50), (40, 10), (100, 30)] {
        let screen = program.resize(columns, rows);
        let status = program.status();
        assert!(
            status.contains('%'),
            "{columns}x{rows}: {status:?}\n{screen}"
        );
        assert!(
            screen.contains(&shown("النقابة")),
            "{columns}x{rows}: lost\n{screen}"
        );
    }
    assert!(program.resize(39, 10).contains("Screen smaller than 40x10"));
    assert!(program.resize(1, 1).len() <= 4);
    assert!(program.resize(120, 40).contains(&place));
    program.pty.send("q");
    program.ends(0);
}

#[test]
fn control_z_gives_the_terminal_back_and_going_on_repaints() {
    let mut program = reader((100, 30));
    let before = program.press("jj");
    program.pty.send("\x1a");
    assert!(matches!(program.pty.next_state(), ProcessState::Stopped(_)));
    assert!(program.pty.output.ends_with(LEAVE));
    assert!(program.pty.is_cooked());
    program.terminal = parser(100, 30);
    program.fed = program.pty.output.len();
    program.pty.signal(Signal::CONT);
    program.read("رصيف الملح");
    assert_eq!(program.settled(), before);
    assert!(program.pty.is_raw());
    assert_ne!(program.press("j"), before);
    program.pty.send("q");
    program.ends(0);
}

#[test]
fn signals_end_it_in_order() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let mut program = reader((80, 24));
        program.pty.signal(signal);
        program.ends(code);
    }
    let mut program = reader((80, 24));
    program.pty.send("\x03");
    program.ends(0);
}

#[test]
fn a_terminal_that_goes_away_ends_it_at_once() {
    let used = Path::new(env!("CARGO_TARGET_TMPDIR")).join("program-times.txt");
    let _ = fs::remove_file(&used);
    let script = format!("trap '' HUP; \"$@\"; times >'{}'", used.display());
    let article = file("hangup", "عنوان قصير\nقال سامر الحلواني: «نعم».\n");
    let args = [
        "-c",
        &script,
        "sh",
        env!("CARGO_BIN_EXE_qari"),
        article.to_str().unwrap(),
    ];
    let mut program = Program::start_as("/bin/sh", &args, (80, 24));
    program.read("سامر الحلواني");
    program.settled();
    std::thread::sleep(Duration::from_millis(300));
    let at = Instant::now();
    program.pty.hang_up();
    program.pty.next_state();
    assert!(at.elapsed() < Duration::from_secs(1), "{:?}", at.elapsed());
    // Of the shell, then of its child: user and system time.
    let times = fs::read_to_string(&used).unwrap();
    let child = times.lines().nth(1).unwrap();
    let seconds: f64 = child
        .split_whitespace()
        .map(|part| part.trim_start_matches("0m").trim_end_matches('s'))
        .map(|part| part.parse::<f64>().unwrap())
        .sum();
    assert!(seconds < 0.5, "it spun: {times}");
}

#[test]
fn nothing_is_written_and_nothing_done_when_nothing_changes() {
    let mut program = reader((120, 40));
    let state = |program: &Program| (program.pty.output.len(), program.pty.writes());
    let before = (state(&program), program.pty.ticks());
    std::thread::sleep(Duration::from_millis(300));
    program.settled();
    assert_eq!(state(&program), before.0, "it wrote while idle");
    assert!(program.pty.ticks() - before.1 <= 1, "it worked while idle");
    // Up at the start and keys without an action are answered with a message, once; a paste does nothing.
    for key in ["k", "~", "\x1b[15~", "\x1b[200~نص\x1b[201~"] {
        program.press(key);
        let answered = state(&program);
        program.press(key);
        assert_eq!(state(&program), answered, "{key:?} wrote twice");
    }
}

#[test]
fn one_frame_is_one_write() {
    let mut program = reader((120, 40));
    let keys = [
        "j", " ", "]", "\t", "\t", "?", "q", "g", "G", "/", "ا", "\x1b", "x", "q",
    ];
    let first = program.pty.writes();
    for key in keys {
        let before = program.pty.output.len();
        program.press(key);
        assert!(program.pty.output.len() > before, "{key:?} drew nothing");
    }
    // A message that goes by itself is a frame of its own; two of these keys may give one.
    let writes = usize::try_from(program.pty.writes() - first).unwrap();
    assert!((keys.len()..=keys.len() + 4).contains(&writes), "{writes}");
    // Keys that arrive together are drawn in one frame.
    let before = program.pty.writes();
    program.press("jjjjjjjj");
    assert!(program.pty.writes() - before <= 2);
}

#[test]
fn an_article_from_a_pipe_leaves_the_keys_to_the_terminal() {
    let (qari, article) = (env!("CARGO_BIN_EXE_qari"), sample("03-economy.txt"));
    for dash in ["-", ""] {
        let script = format!("cat \"$1\" | {qari} {dash}");
        let mut program = Program::start_as("/bin/sh", &["-c", &script, "sh", &article], (80, 24));
        program.read("سنابل المتوسط");
        let start = program.settled();
        assert_ne!(program.press("j"), start);
        program.pty.send("q");
        program.ends(0);
    }
}

#[test]
fn without_an_article_it_says_so_and_touches_nothing() {
    for (args, words) in [
        (&[][..], "nothing to read: name a file or a directory"),
        (&["-"], "standard input is a terminal"),
        (&["no-such-file.txt"], "no such file"),
        (&["--encoding", "x", "-"], "unknown encoding"),
    ] {
        let mut program = Program::start(args, (80, 24));
        let state = program.pty.next_state();
        assert!(matches!(state, ProcessState::Exited(1 | 2)), "{state:?}");
        let said = String::from_utf8(program.pty.output.clone()).unwrap();
        assert!(said.starts_with("qari: ") && said.contains(words), "{said}");
        assert!(!said.contains('\x1b'), "{said:?}");
        assert!(program.pty.is_cooked());
    }
}

#[test]
fn a_long_article_is_shown_before_it_is_analysed() {
    let one = fs::read_to_string(sample("01-many-speakers.txt")).unwrap();
    let article = file("long", &one.repeat(80));
    let mut program = Program::start(&[article.to_str().unwrap()], (120, 40));
    let early = program.read("رصيف الملح");
    assert!(early.contains("analysing"), "{early}");
    // Reading is possible before the analysis ends.
    let at = Instant::now();
    program.pty.send("jj");
    program.until("a scrolled screen", |screen| screen != early);
    assert!(at.elapsed() < Duration::from_secs(1), "{:?}", at.elapsed());
    program.until("an analysis", |screen| !screen.contains("analysing"));
    let late = program.read("رائد الزيزفوني");
    assert!(late.contains("Tab quotes"), "{late}");
    assert!(program.press("]").contains("quote 1/"));
    program.pty.send("q");
    program.ends(0);
}

/// Text with control sequences of every kind; most contain a word that the test can search for in the output.
const HOSTILE: &str = "عنوان \x1b]0;pwned\x07الخبر\u{9d}2;pwned\u{9c} الطويل هنا\n\
    قال سامر\x1b[2J الحلواني\u{9b}6n: «نعم\x1b[31;47m لن \x1bP+q6f776e6564\x1b\\نعود \u{90}q\u{9c}أبدا\x08\x7f\x0e».\n\
    زار \u{202e}دمشق \u{2066}owned\u{202d} أمس\u{200f}\u{061c} مع \x1b[?1049l \x1b[?9h\x1bc\x1b#8 نبيل\x0c العكاري.\n\
    \x1b[8;1;1t\x1b]52;c;ZXZpbDUy\x1b\\ خاتمة الخبر.\n";

#[test]
fn nothing_of_a_hostile_article_reaches_the_terminal() {
    let folder = folder("hostile");
    fs::write(folder.join("1.txt"), HOSTILE).unwrap();
    let json = serde_json::json!({"title": HOSTILE, "source": HOSTILE, "author": HOSTILE, "text": HOSTILE});
    fs::write(folder.join("2.json"), json.to_string()).unwrap();
    let html = format!(
        "<html><head><title>{HOSTILE}</title></head><body><h1>{HOSTILE}</h1><p>{}</p>&#27;]0;pwned&#7;</body></html>",
        HOSTILE.repeat(4)
    );
    fs::write(folder.join("3.html"), html).unwrap();
    fs::write(
        folder.join("4\x1b]0;pwned\x07\u{9b}2J\u{202e}.txt"),
        HOSTILE,
    )
    .unwrap();
    fs::write(folder.join("5\x1b[31;47m.txt"), "\0\0").unwrap();
    // Not the default: for an unknown terminal qari sends overrides itself, which would hide those of an article.
    for bidi in ["visual", "logical"] {
        let mut program = Program::start(&["--bidi", bidi, folder.to_str().unwrap()], (120, 40));
        program.see("Articles");
        program.until("all quotes", |screen| {
            screen.matches("Quotes ").count() >= 3
        });
        // In each article, everything that shows its words: names, quotes, evidence, index, search, copy.
        for _ in 0..4 {
            // Escape is sent by itself; with the next key it would be read as Alt.
            for keys in [
                "\r",
                "]ew",
                "\x1b",
                "x",
                "\x1b",
                "/الحلواني\ry",
                "\x1b",
                "t \t?",
                "\x1b",
                "q",
            ] {
                program.press(keys);
            }
            assert!(program.press("j").contains("Articles"));
        }
        program.press("\r");
        program.resize(80, 24);
        program.resize(40, 10);
        program.pty.send("\x03");
        assert_eq!(program.pty.next_state(), ProcessState::Exited(0));
        assert_harmless(&program.pty.output, bidi);
    }
}

/// `output` contains only letters and the sequences that qari itself sends.
fn assert_harmless(output: &[u8], bidi: &str) {
    let text = std::str::from_utf8(output).unwrap();
    let mut rest = text;
    let mut cleared = 0;
    while let Some(at) = rest.find(|c: char| c.is_control()) {
        let (c, from) = (rest.as_bytes()[at], &rest[at..]);
        let length = match c {
            b'\r' | b'\n' | b'\x08' => 1,
            b'\x1b' => {
                let length = sequence(from).unwrap_or_else(|| {
                    panic!("{bidi}: {:?}", from.chars().take(40).collect::<String>())
                });
                cleared += usize::from(&from[..length] == "\x1b[2J");
                length
            }
            _ => panic!("{bidi}: {:?}", from.chars().take(40).collect::<String>()),
        };
        rest = &from[length..];
    }
    // At the start, and once for each new size.
    assert!(cleared <= 4, "{bidi}: cleared {cleared} times");
    for word in ["31;47", "pwned", "]0;", "ZXZpbDUy"] {
        assert!(!text.contains(word), "{bidi}: {word}");
    }
    let controls = [
        '\u{202a}', '\u{202b}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}',
    ];
    assert!(!text.contains(controls), "{bidi}: a bidi control");
}

/// The length of the escape sequence at the start of `text`, if it is one that qari sends.
fn sequence(text: &str) -> Option<usize> {
    const FIXED: [&str; 19] = [
        "\x1b[5n",
        "\x1b[?1049h",
        "\x1b[?1049l",
        "\x1b[?25h",
        "\x1b[?25l",
        "\x1b[?2004h",
        "\x1b[?2004l",
        "\x1b[?2031h",
        "\x1b[?2031l",
        "\x1b[?2026h",
        "\x1b[?2026l",
        "\x1b[8l",
        "\x1b[8$p",
        "\x1b[>q",
        "\x1b[>c",
        "\x1b]11;?\x07",
        "\x1b[?1007s",
        "\x1b[?1007h",
        "\x1b[?1007r",
    ];
    if let Some(fixed) = FIXED.iter().find(|fixed| text.starts_with(**fixed)) {
        return Some(fixed.len());
    }
    // OSC 52 for the copy that the test makes: only base64.
    if let Some(copied) = text.strip_prefix("\x1b]52;c;") {
        let end = copied.find('\x07')?;
        let base64 = copied[..end]
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b));
        return (base64 && copied[end..].starts_with('\x07'))
            .then_some(text.len() - copied.len() + end + 1);
    }
    let parameters = text.strip_prefix("\x1b[")?;
    let end = parameters.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    let last = parameters.as_bytes()[end];
    b"mCGXKHJrSTABDcdLM".contains(&last).then_some(2 + end + 1)
}
