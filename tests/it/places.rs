//! Reading continues at the saved position: after every kind of end, from one small file, unless it is switched off.

use std::fs;
use std::path::Path;

use crate::support::folder::folder;
use crate::support::pty::ProcessState;
use crate::support::screen::Program;
use rustix::process::Signal;

const WENT_ON: &str = "reading goes on where it stopped";

/// An article of 120 short paragraphs, each with its number.
fn article(folder: &Path, name: &str, word: &str) -> String {
    let path = folder.join(name);
    let paragraphs = (1..=120).map(|i| format!("{word} N{i:03} قالت سلمى الحداد كلاما.\n\n"));
    let text = format!("عنوان {word}\n\n{}", paragraphs.collect::<String>());
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn start(args: &[&str], state: &str) -> Program {
    let qari = env!("CARGO_BIN_EXE_qari");
    let mut program = Program::start_with(qari, args, (80, 24), &[("QARI_STATE", state)]);
    program.until("a paragraph", |screen| {
        screen.contains("N0") || screen.contains("N1")
    });
    program
}

/// The number of the first paragraph on the screen.
fn first(program: &mut Program) -> u32 {
    let screen = program.settled();
    let number = screen
        .split('N')
        .skip(1)
        .find_map(|rest| rest.get(..3)?.parse().ok());
    number.unwrap_or_else(|| panic!("no number in\n{screen}"))
}

/// Reads two pages from the start; the number of the first paragraph after that.
fn read_on(program: &mut Program) -> u32 {
    assert_eq!(first(program), 1);
    program.press("  ");
    let place = first(program);
    assert!(place > 10, "{place}");
    place
}

fn leave(mut program: Program, keys: &str) {
    program.pty.send(keys);
    program.ends(0);
}

#[test]
fn every_end_keeps_the_place() {
    use ProcessState::{Exited, Killed, Stopped};

    let dir = folder("ends");
    let ends: [End; 6] = [
        ("q", |program| program.pty.send("q"), Exited(0)),
        ("ctrl-c", |program| program.pty.send("\x03"), Exited(0)),
        (
            "term",
            |program| program.pty.signal(Signal::TERM),
            Exited(143),
        ),
        (
            "hup",
            |program| program.pty.signal(Signal::HUP),
            Exited(129),
        ),
        ("hangup", |program| program.pty.hang_up(), Exited(129)),
        // Suspended, then killed, which the program cannot notice.
        (
            "stop",
            |program| {
                program.pty.send("\x1a");
                assert!(matches!(program.pty.next_state(), Stopped(_)));
                program.pty.signal(Signal::KILL);
            },
            Killed(9),
        ),
    ];
    for (name, end, expected) in ends {
        let text = article(&dir, name, name);
        let state = dir.join(format!("{name}.json"));
        let mut program = start(&[&text], state.to_str().unwrap());
        let place = read_on(&mut program);
        end(&mut program);
        assert_eq!(program.pty.next_state(), expected, "{name}");
        let mut again = start(&[&text], state.to_str().unwrap());
        let screen = again.settled();
        assert!(
            screen.contains(WENT_ON) && screen.contains("g to the start"),
            "{name}: {screen}"
        );
        assert_eq!(first(&mut again), place, "{name}");
        again.press("g");
        assert_eq!(first(&mut again), 1);
        // Left at the start: nothing to go on with.
        leave(again, "q");
        let mut fresh = start(&[&text], state.to_str().unwrap());
        assert_eq!(first(&mut fresh), 1, "{name}");
        assert!(!fresh.screen().contains(WENT_ON));
        leave(fresh, "q");
    }
}

#[test]
fn a_place_belongs_to_the_text_and_not_to_its_name() {
    let dir = folder("name");
    let state = dir.join("state/deep/places.json");
    let (one, other) = (
        article(&dir, "one.txt", "كلمة"),
        article(&dir, "other.txt", "غيرها"),
    );
    let mut program = start(&[&one], state.to_str().unwrap());
    let place = read_on(&mut program);
    leave(program, "q");
    let mut program = start(&[&other], state.to_str().unwrap());
    assert_eq!(first(&mut program), 1);
    leave(program, "q");
    let moved = dir.join("moved.txt");
    fs::rename(&one, &moved).unwrap();
    let mut program = start(&[moved.to_str().unwrap()], state.to_str().unwrap());
    assert_eq!(first(&mut program), place);
    // The position does not depend on the width.
    let screen = program.resize(60, 30);
    assert!(screen.contains(&format!("N{place:03}")), "{screen}");
    leave(program, "q");
    // A changed text is another article.
    let text = fs::read_to_string(&moved)
        .unwrap()
        .replacen("N120", "N121", 1);
    fs::write(&moved, text).unwrap();
    let mut program = start(&[moved.to_str().unwrap()], state.to_str().unwrap());
    assert_eq!(first(&mut program), 1);
    leave(program, "q");
}

#[test]
fn it_can_be_switched_off() {
    let dir = folder("off");
    let text = article(&dir, "text.txt", "كلمة");
    let state = dir.join("places.json");
    let state = state.to_str().unwrap();
    let mut program = start(&["--no-state", &text], state);
    read_on(&mut program);
    leave(program, "q");
    assert!(!Path::new(state).exists());
    let mut program = start(&[&text], state);
    read_on(&mut program);
    leave(program, "q");
    let before = fs::read(state).unwrap();
    // The saved position is neither used nor removed.
    let mut program = start(&["--no-state", &text], state);
    assert_eq!(first(&mut program), 1);
    leave(program, "Gq");
    let mut program = start(&[&text], "");
    assert_eq!(first(&mut program), 1);
    leave(program, "Gq");
    assert_eq!(fs::read(state).unwrap(), before);
}

#[test]
fn a_damaged_file_is_set_aside_and_positions_are_kept_again() {
    let dir = folder("broken");
    let text = article(&dir, "text.txt", "كلمة");
    let file = dir.join("places.json");
    fs::write(&file, "{\"places\": 7").unwrap();
    let state = file.to_str().unwrap();
    let qari = env!("CARGO_BIN_EXE_qari");
    let mut program = Program::start_with(qari, &[&text], (200, 24), &[("QARI_STATE", state)]);
    program.until("a message", |screen| {
        screen.contains("places.json.damaged") && screen.contains("N001")
    });
    let place = read_on(&mut program);
    program.pty.send("q");
    assert_eq!(program.pty.next_state(), ProcessState::Exited(0));
    let said = String::from_utf8_lossy(&program.pty.output);
    let said = said.rsplit("\x1b[?1049l").next().unwrap();
    assert!(said.contains("places.json.damaged"), "{said}");
    assert_eq!(
        fs::read(dir.join("places.json.damaged")).unwrap(),
        b"{\"places\": 7"
    );
    let mut program = start(&[&text], state);
    assert_eq!(first(&mut program), place);
    leave(program, "q");
}

#[test]
fn a_folder_that_cannot_be_written_to_is_told_at_the_end() {
    let dir = folder("readonly");
    let text = article(&dir, "text.txt", "كلمة");
    // A file in place of the folder: root cannot write there either.
    let file = dir.join("file");
    fs::write(&file, "").unwrap();
    let state = file.join("places.json");
    let mut program = start(&[&text], state.to_str().unwrap());
    read_on(&mut program);
    program.pty.send("q");
    assert_eq!(program.pty.next_state(), ProcessState::Exited(0));
    let said = String::from_utf8_lossy(&program.pty.output);
    let said = said.rsplit("\x1b[?1049l").next().unwrap();
    assert!(
        said.contains("cannot be written") && said.contains("QARI_STATE"),
        "{said}"
    );
}

#[test]
fn readers_that_end_together_lose_nothing_of_each_other() {
    let dir = folder("together");
    let state = dir.join("places.json");
    let state = state.to_str().unwrap();
    let texts: Vec<_> = (0..6)
        .map(|i| article(&dir, &format!("{i}.txt"), &format!("كلمة{i}")))
        .collect();
    let mut programs: Vec<_> = texts.iter().map(|text| start(&[text], state)).collect();
    let places: Vec<_> = programs.iter_mut().map(read_on).collect();
    for program in &mut programs {
        program.pty.hang_up();
    }
    for program in &mut programs {
        assert_eq!(program.pty.next_state(), ProcessState::Exited(129));
    }
    for (text, place) in texts.iter().zip(places) {
        let mut program = start(&[text], state);
        assert_eq!(first(&mut program), place, "{text}");
        leave(program, "q");
    }
    let left: Vec<_> = fs::read_dir(&dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), texts.len() + 1, "{left:?}");
}

/// A way to end: its name, what does it, and how the program then ends.
type End = (&'static str, fn(&mut Program), ProcessState);

#[test]
fn an_article_of_a_list_keeps_its_place_while_another_is_read() {
    let dir = folder("list");
    article(&dir, "1.txt", "كلمة");
    article(&dir, "2.txt", "غيرها");
    let state = folder("list-state").join("places.json");
    let state = [("QARI_STATE", state.to_str().unwrap())];
    let open = || {
        let qari = env!("CARGO_BIN_EXE_qari");
        let mut program = Program::start_with(qari, &[dir.to_str().unwrap()], (80, 24), &state);
        program.until("both", |screen| screen.matches("Quotes ").count() >= 2);
        program
    };
    let mut program = open();
    program.press("\r");
    let place = read_on(&mut program);
    program.press(".");
    assert_eq!(first(&mut program), 1);
    program.press(" ");
    let other = first(&mut program);
    program.press(",");
    assert_eq!(first(&mut program), place);
    program.press("q");
    program.press("\r");
    assert_eq!(first(&mut program), place);
    leave(program, "\x03");
    let mut program = open();
    program.press("j\r");
    assert_eq!(first(&mut program), other);
    leave(program, "\x03");
}
