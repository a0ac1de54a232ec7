//! The painter's bytes, exactly, and replayed into a terminal.

use super::*;
use proptest::prelude::*;
use ratatui::buffer::CellDiffOption;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

const PLAIN: OutputProfile = OutputProfile {
    depth: ColorDepth::TrueColor,
    encoding: RowEncoding::Visual,
    scroll: true,
    synchronize: false,
};

/// A buffer of these lines, one cell for each character.
fn screen(lines: &[&str]) -> Buffer {
    let width = lines.iter().map(|line| line.chars().count()).max();
    let width = u16::try_from(width.unwrap_or(0)).unwrap();
    let height = u16::try_from(lines.len()).unwrap();
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    for (y, line) in lines.iter().enumerate() {
        for (x, c) in line.chars().enumerate() {
            let at = (u16::try_from(x).unwrap(), u16::try_from(y).unwrap());
            buffer[at].set_char(c);
        }
    }
    buffer
}

/// A painter in front of a terminal that shows `buffer`.
/// A painter for that profile, of a terminal whose content is not known.
fn unknown(profile: OutputProfile) -> Painter {
    let mut painter = Painter::default();
    painter.set_profile(profile);
    painter
}

fn painter(buffer: &Buffer) -> Painter {
    let mut painter = unknown(PLAIN);
    painter.cleared(buffer.area.as_size());
    painter.frame(buffer, None, None, &mut Vec::new());
    painter
}

/// The bytes from one buffer to the other.
fn step(from: &Buffer, to: &Buffer, hint: Option<ScrollHint>) -> String {
    let mut out = Vec::new();
    painter(from).frame(to, None, hint, &mut out);
    String::from_utf8(out).unwrap().escape_debug().to_string()
}

#[test]
fn nothing_changed_is_no_bytes() {
    let buffer = screen(&["سلام", "abc "]);
    assert_eq!(step(&buffer, &buffer, None), "");
    let mut out = Vec::new();
    let painted = painter(&buffer).frame(&buffer.clone(), None, None, &mut out);
    assert_eq!((painted.bytes, out.len()), (0, 0));
}

#[test]
fn one_letter_is_a_move_and_a_letter() {
    let from = screen(&["abcdef", "ghijkl", "mnopqr"]);
    let to = screen(&["abcdef", "ghXjkl", "mnopqr"]);
    assert_eq!(step(&from, &to, None), r"\u{1b}[2;3HX");
}

#[test]
fn short_gaps_are_written_again_and_long_ones_jumped() {
    let from = screen(&["abcdefghijklmnop"]);
    assert_eq!(
        step(&from, &screen(&["XbYdefghijklmnop"]), None),
        r"\u{1b}[HXbY"
    );
    assert_eq!(
        step(&from, &screen(&["XbcdefghijklmnoY"]), None),
        r"\u{1b}[HX\u{1b}[16GY"
    );
}

#[test]
fn next_rows_start_with_a_line_feed() {
    let from = screen(&["abc", "def"]);
    assert_eq!(
        step(&from, &screen(&["Xbc", "Xef"]), None),
        r"\u{1b}[HX\r\nX"
    );
    assert_eq!(step(&from, &screen(&["Xbc", "dXf"]), None), r"\u{1b}[HX\nX");
    // After the last column a wrap may be pending, so only what begins at the first column is sure.
    assert_eq!(
        step(&from, &screen(&["abX", "deX"]), None),
        r"\u{1b}[;3HX\u{1b}[2;3HX"
    );
}

#[test]
fn blanks_are_erased() {
    let from = screen(&["abcdefghijklmnopqrstuvwxyz"]);
    assert_eq!(
        step(&from, &screen(&["ab                        "]), None),
        r"\u{1b}[;3H\u{1b}[K"
    );
    assert_eq!(
        step(&from, &screen(&["              opqrstuvwxyz"]), None),
        r"\u{1b}[H\u{1b}[14X"
    );
    assert_eq!(
        step(&screen(&["ab"]), &screen(&["a "]), None),
        r"\u{1b}[;2H "
    );
}

#[test]
fn blanks_with_a_colour_are_written() {
    let mut to = screen(&["          "]);
    to.set_style(to.area, Style::new().bg(Color::Blue));
    assert_eq!(
        step(&screen(&["abcdefghij"]), &to, None),
        r"\u{1b}[H\u{1b}[44m          \u{1b}[m"
    );
}

#[test]
fn styles_change_by_what_differs() {
    let from = screen(&["      "]);
    let mut to = screen(&["abcdef"]);
    to.set_style(Rect::new(0, 0, 4, 1), Style::new().fg(Color::Red));
    to.set_style(
        Rect::new(2, 0, 2, 1),
        Style::new().add_modifier(Modifier::BOLD),
    );
    assert_eq!(
        step(&from, &to, None),
        r"\u{1b}[H\u{1b}[31mab\u{1b}[1mcd\u{1b}[mef"
    );
}

#[test]
fn a_blank_between_words_costs_no_change_of_style() {
    let from = screen(&["     "]);
    let mut to = screen(&["ab cd"]);
    let style = Style::new().fg(Color::Red).bold().underlined();
    to.set_style(to.area, style);
    assert_eq!(
        step(&from, &to, None),
        r"\u{1b}[H\u{1b}[1;4;31mab cd\u{1b}[m"
    );
}

#[test]
fn a_symbol_of_doubtful_width_is_followed_by_a_sure_move() {
    let from = screen(&["      "]);
    let mut to = screen(&["😀 xyz "]);
    to[(1, 0)].set_diff_option(CellDiffOption::Skip);
    assert_eq!(step(&from, &to, None), r"\u{1b}[H😀\u{1b}[3Gxyz");
}

#[test]
fn an_unknown_screen_is_cleared_first() {
    let mut out = Vec::new();
    unknown(PLAIN).frame(&screen(&["a"]), None, None, &mut out);
    assert_eq!(out.escape_ascii().to_string(), r"\x1b[r\x1b[2J\x1b[Ha");
}

#[test]
fn the_cursor_is_shown_placed_and_hidden() {
    let buffer = screen(&["abc"]);
    let mut painter = painter(&buffer);
    let mut send = |cursor| {
        let mut out = Vec::new();
        painter.frame(&buffer, cursor, None, &mut out);
        out.escape_ascii().to_string()
    };
    assert_eq!(send(Some(Position::new(2, 0))), r"\x1b[1;3H\x1b[?25h");
    assert_eq!(send(Some(Position::new(2, 0))), "");
    assert_eq!(send(Some(Position::new(0, 0))), r"\x1b[1;1H");
    assert_eq!(send(None), r"\x1b[?25l");
}

const LINES: [&str; 7] = [
    "title of the page",
    "first line of it ",
    "second line here ",
    "third line stands",
    "fourth line again",
    "fifth line at end",
    "status line: 12% ",
];

#[test]
fn hints_of_frames_that_were_passed_over_add_up() {
    let hint = |by| ScrollHint {
        top: 1,
        bottom: 9,
        by,
    };
    assert_eq!(hint(1).then(Some(hint(2))), Some(hint(3)));
    assert_eq!(hint(2).then(None), Some(hint(2)));
    assert_eq!(hint(1).then(Some(hint(-1))), None);
    assert_eq!(hint(i16::MAX).then(Some(hint(1))), None);
    let elsewhere = ScrollHint { top: 2, ..hint(1) };
    assert_eq!(hint(1).then(Some(elsewhere)), None);
}

#[test]
fn a_scroll_moves_rows_where_that_is_shorter() {
    let from = screen(&LINES[..6]);
    let to = screen(&[LINES[0], LINES[2], LINES[3], LINES[4], LINES[6], LINES[5]]);
    let hint = |by| ScrollHint {
        top: 1,
        bottom: 5,
        by,
    };
    assert_eq!(
        step(&from, &to, Some(hint(1))),
        r"\u{1b}[2;5r\u{1b}[S\u{1b}[r\u{1b}[5Hstatus line: 12%"
    );
    let back = step(&to, &from, Some(hint(-1)));
    assert!(back.starts_with(r"\u{1b}[2;5r\u{1b}[T"), "{back}");
    // A hint that does not hold costs nothing.
    assert_eq!(step(&from, &to, Some(hint(-2))), step(&from, &to, None));
    assert_eq!(step(&from, &from, Some(hint(1))), "");
    for bad in [0, 4, -4, i16::MIN] {
        assert_eq!(step(&from, &to, Some(hint(bad))), step(&from, &to, None));
    }
}

#[test]
fn large_frames_are_synchronized_where_that_is_of_use() {
    let (from, to) = (screen(&[&" ".repeat(600)]), screen(&[&"x".repeat(600)]));
    let mut painter = painter(&from);
    painter.profile.synchronize = true;
    let mut out = Vec::new();
    painter.frame(&to, None, None, &mut out);
    assert!(out.starts_with(b"\x1b[?2026h") && out.ends_with(b"\x1b[?2026l"));
}

#[test]
fn what_an_article_holds_never_becomes_a_command() {
    let mut to = screen(&["abcd"]);
    to[(0, 0)].set_symbol("\u{1b}[31m");
    to[(1, 0)].set_symbol("\u{9b}2J");
    to[(2, 0)].set_symbol("\u{202e}\u{7}");
    let mut out = Vec::new();
    painter(&screen(&["abcd"])).frame(&to, None, None, &mut out);
    let text = String::from_utf8(out).unwrap();
    assert_eq!(text, "\u{1b}[H[31m2J ");
}

// ---- replayed into a terminal ---------------------------------------------------------------

const WIDTH: u16 = 24;
const HEIGHT: u16 = 8;

/// One drawn thing: a symbol, its width, its style.
fn piece() -> impl Strategy<Value = (&'static str, u16, Style)> {
    let symbol = prop_oneof![
        8 => Just((" ", 1)),
        2 => Just(("a", 1)),
        2 => Just(("\u{fe8e}", 1)),
        2 => Just(("\u{fefb}", 1)),
        2 => Just(("\u{fe91}\u{64e}", 1)),
        1 => Just(("あ", 2)),
        1 => Just(("│", 1)),
    ];
    let colour = prop_oneof![
        4 => Just(Color::Reset),
        1 => Just(Color::Red),
        1 => Just(Color::Indexed(208)),
        1 => Just(Color::Rgb(1, 2, 3)),
    ];
    let modifier = prop_oneof![
        5 => Just(Modifier::empty()),
        1 => Just(Modifier::BOLD),
        1 => Just(Modifier::DIM),
        1 => Just(Modifier::ITALIC | Modifier::UNDERLINED),
        1 => Just(Modifier::REVERSED),
    ];
    (symbol, colour.clone(), colour, modifier).prop_map(|((symbol, width), fg, bg, modifier)| {
        (
            symbol,
            width,
            Style::new().fg(fg).bg(bg).add_modifier(modifier),
        )
    })
}

/// A screen of runs of pieces.
fn buffers() -> impl Strategy<Value = Buffer> {
    proptest::collection::vec((piece(), 1_u16..12), 1..60).prop_map(|runs| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
        let (mut x, mut y) = (0, 0);
        for ((symbol, width, style), count) in runs {
            for _ in 0..count {
                if x + width > WIDTH {
                    (x, y) = (0, y + 1);
                }
                if y >= HEIGHT {
                    return buffer;
                }
                buffer[(x, y)].set_symbol(symbol).set_style(style);
                for half in 1..width {
                    buffer[(x + half, y)].set_diff_option(CellDiffOption::Skip);
                }
                x += width;
            }
        }
        buffer
    })
}

/// Whether the terminal shows the buffer, cell by cell; what differs.
fn difference(terminal: &vt100::Parser, buffer: &Buffer) -> Option<String> {
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let (want, have) = (&buffer[(x, y)], terminal.screen().cell(y, x)?);
            if want.diff_option == CellDiffOption::Skip {
                if !have.is_wide_continuation() {
                    return Some(format!("{x},{y}: no half of a wide cell"));
                }
                continue;
            }
            let text = if have.has_contents() {
                have.contents()
            } else {
                " "
            };
            let blank = want.symbol() == " "
                && !want
                    .modifier
                    .intersects(Modifier::REVERSED | Modifier::UNDERLINED);
            let same_style = have.bgcolor() == color(want.bg)
                && (blank
                    || (have.fgcolor() == color(want.fg)
                        && (want.symbol() == " "
                            || (have.bold() == want.modifier.contains(Modifier::BOLD)
                                && have.dim() == want.modifier.contains(Modifier::DIM)
                                && have.italic() == want.modifier.contains(Modifier::ITALIC)))
                        && have.underline() == want.modifier.contains(Modifier::UNDERLINED)
                        && have.inverse() == want.modifier.contains(Modifier::REVERSED)));
            if text != want.symbol() || !same_style {
                return Some(format!("{x},{y}: {want:?} against {have:?}"));
            }
        }
    }
    None
}

fn color(color: Color) -> vt100::Color {
    match color {
        Color::Red => vt100::Color::Idx(1),
        Color::Indexed(n) => vt100::Color::Idx(n),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        _ => vt100::Color::Default,
    }
}

/// The first buffer, scrolled as a reader does, and changed a little.
fn scrolled(from: &Buffer, hint: ScrollHint, change: &Buffer, changed_row: u16) -> Buffer {
    let mut to = from.clone();
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            to[(x, y)] = match hint.source(y) {
                _ if y == changed_row => change[(x, y)].clone(),
                Some(from_y) => from[(x, from_y)].clone(),
                None => change[(x, y)].clone(),
            };
        }
    }
    to
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Any screen to any other, with any hint: the terminal shows the other.
    #[test]
    fn a_terminal_shows_what_was_painted(
        a in buffers(), b in buffers(), top in 0..HEIGHT, bottom in 0..=HEIGHT, by in -9_i16..9, row in 0..HEIGHT,
    ) {
        let mut terminal = vt100::Parser::new(HEIGHT.try_into().unwrap(), WIDTH.try_into().unwrap(), 0);
        let mut painter = unknown(PLAIN);
        let hint = ScrollHint { top, bottom, by };
        let moved = scrolled(&b, hint, &a, row);
        for (buffer, hint) in [(&a, None), (&b, Some(hint)), (&moved, Some(hint)), (&a, None)] {
            let mut out = Vec::new();
            painter.frame(buffer, None, hint, &mut out);
            terminal.process(&out);
            prop_assert_eq!(difference(&terminal, buffer), None, "after {}", out.escape_ascii());
            let mut again = Vec::new();
            painter.frame(buffer, None, hint, &mut again);
            prop_assert_eq!(again.len(), 0);
        }
    }
}
