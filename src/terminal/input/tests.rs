//! The input parser against every split of every sequence.

use super::*;
use proptest::prelude::*;

/// Everything that `bytes` are, with no more to come.
fn read(chunks: &[&[u8]]) -> Vec<TerminalInput> {
    let mut parser = InputParser::new();
    for chunk in chunks {
        parser.feed(chunk);
    }
    while parser.patience().is_some() {
        parser.lapse();
    }
    std::iter::from_fn(|| parser.pop()).collect()
}

/// An input in a short notation: `C-x`, `A-ت`, `S-Up`, `Esc`.
fn name(input: &TerminalInput) -> String {
    let marks = |modifiers: KeyModifiers| {
        let all = [
            (KeyModifiers::CONTROL, "C-"),
            (KeyModifiers::ALT, "A-"),
            (KeyModifiers::SHIFT, "S-"),
        ];
        let held = all.into_iter().filter(|(one, _)| modifiers.contains(*one));
        held.map(|(_, mark)| mark).collect::<String>()
    };
    match input {
        TerminalInput::Event(Event::Key(key)) => {
            let code = match key.code {
                KeyCode::Char(c) => c.to_string(),
                other => format!("{other:?}"),
            };
            format!("{}{code}", marks(key.modifiers))
        }
        TerminalInput::Event(Event::Mouse(mouse)) => {
            let (held, kind) = (marks(mouse.modifiers), mouse.kind);
            format!("{held}{kind:?} at {},{}", mouse.column, mouse.row)
        }
        TerminalInput::Event(Event::Paste(text)) => format!("paste {text:?}"),
        TerminalInput::Event(other) => format!("{other:?}"),
        TerminalInput::Reply(reply) => format!("{reply:?}"),
    }
}

/// What terminals send, and what it is.
const SEQUENCES: &[(&[u8], &str)] = &[
    (b"j", "j"),
    ("ت".as_bytes(), "ت"),
    ("؟".as_bytes(), "؟"),
    ("あ".as_bytes(), "あ"),
    ("😀".as_bytes(), "😀"),
    (b"\r", "Enter"),
    (b"\n", "C-j"),
    (b"\t", "Tab"),
    (b"\x7f", "Backspace"),
    (b"\x08", "Backspace"),
    (b"\x00", "C- "),
    (b"\x03", "C-c"),
    (b"\x1a", "C-z"),
    (b"\x1c", "C-\\"),
    (b"\x1f", "C-_"),
    (b"\x1b", "Esc"),
    (b"\x1b\x1b", "Esc Esc"),
    (b"\x1b\x1b\x1b", "Esc Esc Esc"),
    (b"\x1bx", "A-x"),
    ("\x1bت".as_bytes(), "A-ت"),
    (b"\x1b\r", "A-Enter"),
    (b"\x1b\x7f", "A-Backspace"),
    (b"\x1b\x01", "C-A-a"),
    (b"\x1b\x1bx", "Esc A-x"),
    (b"\x1b[", "A-["),
    (b"\x1bO", "A-O"),
    (b"\x1bP", "A-P"),
    (b"\x1b]", "A-]"),
    (b"\x1b[A", "Up"),
    (b"\x1bOB", "Down"),
    (b"\x1b[C", "Right"),
    (b"\x1bOD", "Left"),
    (b"\x1b[H", "Home"),
    (b"\x1bOF", "End"),
    (b"\x1b[1~", "Home"),
    (b"\x1b[7~", "Home"),
    (b"\x1b[4~", "End"),
    (b"\x1b[8~", "End"),
    (b"\x1b[2~", "Insert"),
    (b"\x1b[3~", "Delete"),
    (b"\x1b[5~", "PageUp"),
    (b"\x1b[6~", "PageDown"),
    (b"\x1b[6;5~", "C-PageDown"),
    (b"\x1b[1;2A", "S-Up"),
    (b"\x1b[1;3B", "A-Down"),
    (b"\x1b[1;5C", "C-Right"),
    (b"\x1b[1;8D", "C-A-S-Left"),
    (b"\x1b[a", "S-Up"),
    (b"\x1bOc", "C-Right"),
    (b"\x1b[3$", "S-Delete"),
    (b"\x1b[5^", "C-PageUp"),
    (b"\x1b[6@", "C-S-PageDown"),
    (b"\x1b\x1b[A", "A-Up"),
    (b"\x1b\x1bOA", "A-Up"),
    (b"\x1b[Z", "BackTab"),
    (b"\x1b[1;2Z", "BackTab"),
    (b"\x1bOP", "F(1)"),
    (b"\x1bO5S", "C-F(4)"),
    (b"\x1b[[E", "F(5)"),
    (b"\x1b[15~", "F(5)"),
    (b"\x1b[21~", "F(10)"),
    (b"\x1b[24;2~", "S-F(12)"),
    (b"\x1b[1;2R", "S-F(3)"),
    (b"\x1bOM", "Enter"),
    (b"\x1bOt", "4"),
    (b"\x1b[27;5;105~", "C-i"),
    (b"\x1b[105;5u", "C-i"),
    (b"\x1b[1578::107;5u", "C-ت"),
    (b"\x1b[9;2u", "BackTab"),
    // Not keys: mouse, focus, cursor position, unknown things.
    (b"\x1b[M !!", ""),
    (b"\x1b[<0;10;10m", ""),
    (b"\x1b[<1;10;10M", ""),
    (b"\x1b[<32;10;10M", ""),
    (b"\x1b[<66;10;10M", ""),
    (b"\x1b[<0;0;10M", ""),
    (b"\x1b[<0;10;0M", ""),
    (b"\x1b[<0;10M", ""),
    (b"\x1b[<0;10;10;10M", ""),
    (b"\x1b[<;;M", ""),
    (b"\x1b[<M", ""),
    (b"\x1b[<0;99999;1M", ""),
    (b"\x1b[<-1;1;1M", ""),
    (b"\x1b[32;10;10M", ""),
    (b"\x1b[I", ""),
    (b"\x1b[O", ""),
    (b"\x1b[24;80R", ""),
    (b"\x1b[1;80R", ""),
    (b"\x1b[?997;3n", ""),
    (b"\x1b[997;1n", ""),
    (b"\x1b[?2026;2$y", ""),
    (b"\x1b[99999999999;2~", ""),
    (b"\x1b[57399u", ""),
    (b"\x1b]10;rgb:0000/0000/0000\x07", ""),
    (b"\x1b]11;?\x07", ""),
    (b"\x1b]11;rgb:00/00\x07", ""),
    (b"\x1b]11;rgb:00/00/00/00\x07", ""),
    (b"\x1b]11;rgb:00000/0/0\x07", ""),
    (b"\x1b]11;rgb:+f/0/0\x07", ""),
    (b"\x1b]11;rgb://\x07", ""),
    (b"\x1b]52;c;Zm9v\x1b\\", ""),
    (b"\x1b_G1;OK\x1b\\", ""),
    (b"\x1bP1$r0m\x1b\\", ""),
    (b"\xff", ""),
    (b"\xc2\x85", ""),
    // The mouse.
    (b"\x1b[<0;10;5M", "Down(Left) at 9,4"),
    (b"\x1b[<20;1;1M", "C-S-Down(Left) at 0,0"),
    (b"\x1b[<64;80;24M", "ScrollUp at 79,23"),
    (b"\x1b[<65;300;200M", "ScrollDown at 299,199"),
    // Replies, as the terminals of the README's table give them.
    (b"\x1b[8;1$y", "Mode { mode: 8, state: 1 }"),
    (b"\x1b[8;0$y", "Mode { mode: 8, state: 0 }"),
    (b"\x1b[?65;1;9c", "Primary([65, 1, 9])"),
    (b"\x1b[?6c", "Primary([6])"),
    (b"\x1b[?62;c", "Primary([62, 0])"),
    (b"\x1b[>65;7006;1c", "Secondary([65, 7006, 1])"),
    (b"\x1b[>1;011301;0c", "Secondary([1, 11301, 0])"),
    (b"\x1bP>|foot(1.13.1)\x1b\\", "Version(\"foot(1.13.1)\")"),
    (
        b"\x1b]11;rgb:0000/2b2b/3636\x1b\\",
        "Background([0, 43, 54])",
    ),
    (b"\x1b]11;rgb:f/e0/fff\x07", "Background([255, 224, 255])"),
    (
        b"\x1b]11;rgba:1e1e/1e1e/1e1e/cccc\x07",
        "Background([30, 30, 30])",
    ),
    (b"\x1b[?997;1n", "OtherColors"),
    (b"\x1b[?997;2n", "OtherColors"),
    // Pastes.
    (b"\x1b[200~a\r\nb\x1b[A\x03\x1b[201~", "paste \"a\\nb[A\""),
    ("\x1b[200~سلام\x1b[201~".as_bytes(), "paste \"سلام\""),
    (b"\x1b[200~\x1b[201~", "paste \"\""),
];

#[test]
fn every_sequence_at_every_split() {
    for (bytes, expected) in SEQUENCES {
        for cut in 0..=bytes.len() {
            let (a, b) = bytes.split_at(cut);
            let names: Vec<_> = read(&[a, b]).iter().map(name).collect();
            assert_eq!(names.join(" "), *expected, "{bytes:?} cut at {cut}");
        }
        let single: Vec<_> = bytes.chunks(1).collect();
        let names: Vec<_> = read(&single).iter().map(name).collect();
        assert_eq!(names.join(" "), *expected, "{bytes:?} byte by byte");
    }
}

#[test]
fn a_sequence_never_swallows_the_key_after_it() {
    for (bytes, expected) in SEQUENCES {
        if matches!(bytes.last(), Some(0x1b | b'[' | b'O' | b'P' | b']')) && !expected.is_empty() {
            continue; // Alone these are keys; before `q` they begin something else.
        }
        let names: Vec<_> = read(&[bytes, b"q"]).iter().map(name).collect();
        let expected = if expected.is_empty() {
            "q".to_owned()
        } else {
            format!("{expected} q")
        };
        assert_eq!(names.join(" "), expected, "{bytes:?}");
    }
}

#[test]
fn cut_off_sequences_do_not_eat_control_keys() {
    let keys = |chunks: &[&[u8]]| read(chunks).iter().map(name).collect::<Vec<_>>().join(" ");
    assert_eq!(keys(&[b"\x1b[12", b"\x03"]), "C-c");
    assert_eq!(keys(&[b"\x1b]0;title", b"\x1b[A"]), "Up");
    assert_eq!(keys(&[b"\x1b]0;t\x18q"]), "q");
    assert_eq!(keys(&[b"\x1bPt\x1aq"]), "q");
    assert_eq!(keys(&["\x1b[ت".as_bytes()]), "ت");
    assert_eq!(keys(&[b"\xd8q"]), "q");
}

#[test]
fn a_hostile_terminal_costs_bounded_memory() {
    let mut parser = InputParser::new();
    parser.feed(b"\x1b[200~");
    parser.feed(&vec![b'x'; PASTE_LIMIT * 3]);
    assert!(parser.held.len() <= PASTE_LIMIT + PASTE_END.len());
    parser.feed(PASTE_END);
    assert!(matches!(
        parser.pop(),
        Some(TerminalInput::Event(Event::Paste(text))) if text.len() == PASTE_LIMIT
    ));
    parser.feed(b"\x1bP");
    parser.feed(&vec![b'x'; 1 << 20]);
    assert!(parser.held.len() <= STRING_LIMIT);
    parser.feed(b"\x1b\\\x1b[");
    parser.feed(&vec![b'1'; 1 << 20]);
    assert!(parser.held.len() <= SEQUENCE_LIMIT);
}

proptest! {
    /// Any bytes, however cut: the same inputs, and the machine always comes to rest.
    #[test]
    fn splitting_changes_nothing(bytes in proptest::collection::vec(
        prop_oneof![Just(0x1b_u8), Just(b'['), Just(b'~'), any::<u8>()], 0..60), cut in 0_usize..60) {
        let (a, b) = bytes.split_at(cut.min(bytes.len()));
        prop_assert_eq!(read(&[&bytes]), read(&[a, b]));
    }
}
