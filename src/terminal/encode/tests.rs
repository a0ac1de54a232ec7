//! Each encoding against the model of its terminal, and rows that a person can read.
//!
//! In goldens a capital is an Arabic letter in a presentation form, `&` lam-alef, `'` a
//! fatha on the letter before, `0` to `4` ASCII digits and `5` to `9` Arabic ones (٥ to ٩). In what is sent `|` is a
//! mark, `<` an override and `>` its end. Rows stand from the left edge, as they are
//! shown; below each its styles, `.` for plain, `r` for red, `b` for bold.

use proptest::prelude::*;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::model::{self, KONSOLE, Unit, VTE};
use super::*;

/// The row of the notation.
fn cells(row: &str, styles: &str) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for c in row.chars() {
        let symbol = match c {
            'A'..='Z' => letter(c),
            '5'..='9' => digit(c),
            '&' => '\u{fefb}',
            '\'' => {
                append(cells.last_mut().unwrap(), &['\u{64e}']);
                continue;
            }
            other => other,
        };
        cells.push(Cell::from(symbol));
    }
    for (cell, style) in cells.iter_mut().zip(styles.chars()) {
        match style {
            'r' => cell.fg = Color::Red,
            'b' => cell.modifier = Modifier::BOLD,
            _ => {}
        }
    }
    cells
}

fn letter(c: char) -> char {
    char::from_u32(0xfe80 + u32::from(c) - 0x41).unwrap()
}

fn digit(c: char) -> char {
    char::from_u32(0x660 + u32::from(c) - 0x30).unwrap()
}

/// What is sent for the row, in the notation.
fn sent(encoding: RowEncoding, row: &str, styles: &str) -> String {
    let mut cells = cells(row, styles);
    encoding.row(&mut cells);
    let written = |c: char| match c {
        '\u{fe80}'..='\u{fe99}' => char::from_u32(u32::from(c) - 0xfe80 + 0x41).unwrap(),
        '\u{665}'..='\u{669}' => char::from_u32(u32::from(c) - 0x660 + 0x30).unwrap(),
        '\u{fefb}' => '&',
        '\u{64e}' => '\'',
        LRM => '|',
        LRO => '<',
        PDF => '>',
        other => other,
    };
    let text: String = cells
        .iter()
        .flat_map(|cell| cell.symbol().chars())
        .collect();
    let style = |cell: &Cell| match (cell.fg, cell.modifier) {
        (Color::Red, _) => 'r',
        (_, Modifier::BOLD) => 'b',
        _ => '.',
    };
    let styles: String = cells.iter().map(style).collect();
    let text: String = text.chars().map(written).collect();
    if styles.contains(['r', 'b']) {
        format!("{text}\n      {styles}")
    } else {
        text
    }
}

/// The row in all encodings.
fn all(row: &str, styles: &str) -> String {
    [
        ("plain ", RowEncoding::Visual),
        ("marks ", RowEncoding::Marked),
        ("over  ", RowEncoding::Override),
        ("words ", RowEncoding::Words),
        ("runs  ", RowEncoding::Runs),
    ]
    .map(|(name, encoding)| format!("{name}{}\n", sent(encoding, row, styles)))
    .concat()
}

#[test]
fn words_digits_and_latin() {
    insta::assert_snapshot!(all(" .2023 CBA 1.4 linux GFED", ""), @r#"
plain  .2023 CBA 1.4 linux GFED
marks  .2023 C|B|A| 1.4 linux G|F|E|D|
over   <.2023 CBA 1.4 linux GFED>
words  .2023 ABC 1.4 linux DEFG
runs   .2023 ABC| 1.4 linux DEFG|
"#);
    insta::assert_snapshot!(all(" x 567 AB% 8 - 9 (56) CD", ""), @r#"
plain  x 567 AB% 8 - 9 (56) CD
marks  x 567| A|B|% 8| - 9| (56|) C|D|
over   <x 567 AB% 8 - 9 (56) CD>
words  x 765 %BA 8 - 9 (65) DC
runs   x 567| BA|% 8| - 9| (56|) DC|
"#);
}

#[test]
fn brackets_and_quotes() {
    insta::assert_snapshot!(all(" !\"FED\" (CBA) [x] «IHG»", ""), @r#"
plain  !"FED" (CBA) [x] «IHG»
marks  !"F|E|D|" (C|B|A|) [x] «I|H|G|»
over   <!"FED" (CBA) [x] «IHG»>
words  "DEF"! (ABC) [x] «GHI»
runs   !"DEF|" (ABC|) [x] «GHI|»
"#);
}

#[test]
fn lam_alef_and_harakat() {
    insta::assert_snapshot!(all(" B'A &C D&", ""), @r#"
plain  B'A &C D&
marks  B'|A| &|C| D|&|
over   <B'A &C D&>
words  AB' C& &D
runs   &D C& AB'|
"#);
}

#[test]
fn letters_at_both_edges() {
    insta::assert_snapshot!(all("BA C", ""), @r#"
plain BA C
marks B|A| C|
over  B|<A C>
words AB C
runs  C AB|
"#);
    insta::assert_snapshot!(all("A", ""), @r#"
plain A
marks A|
over  A|<>
words A
runs  A|
"#);
}

#[test]
fn an_override_ends_on_a_blank_where_there_is_one() {
    assert_eq!(sent(RowEncoding::Override, " CBA  ", ""), " <CBA > ");
    assert_eq!(sent(RowEncoding::Override, " CBA", ""), " <CBA>");
    let mut wide = [Cell::from(letter('A')), Cell::new("あ"), Cell::new("")];
    RowEncoding::Override.row(&mut wide);
    assert_eq!(wide[1].symbol(), "あ\u{202c}");
    assert_eq!(wide[2].symbol(), "");
}

#[test]
fn styles_inside_words() {
    insta::assert_snapshot!(all(" CBA FED IHG", ".brr........."), @r#"
plain  CBA FED IHG
      .brr........
marks  C|B|A| F|E|D| I|H|G|
      .brr........
over   <CBA FED IHG>
      .brr........
words  CAB DEF GHI
      .brr........
runs   GHI DEF ABC|
      .........rrb
"#);
}

#[test]
fn two_panes() {
    insta::assert_snapshot!(all("│ CBA  │   FED A  │", ""), @r#"
plain │ CBA  │   FED A  │
marks │ C|B|A|  │   F|E|D| A|  │
over  │< CBA  │   FED A  │>
words │ ABC  │   DEF A  │
runs  │ ABC|  │   A DEF|  │
"#);
    insta::assert_snapshot!(all(" CBA   FED A", ""), @r#"
plain  CBA   FED A
marks  C|B|A|   F|E|D| A|
over   <CBA   FED A>
words  ABC   DEF A
runs   ABC|   A DEF|
"#);
}

#[test]
fn what_cannot_move_is_left_alone() {
    for encoding in [
        RowEncoding::Visual,
        RowEncoding::Marked,
        RowEncoding::Override,
        RowEncoding::Words,
        RowEncoding::Runs,
    ] {
        let row = " (linux 1.4) │ x - 2 %";
        assert_eq!(sent(encoding, row, ""), row, "{encoding:?}");
        assert_eq!(sent(encoding, "    ", ""), "    ", "{encoding:?}");
    }
}

#[test]
fn no_symbol_outgrows_what_tmux_keeps_in_a_cell() {
    // tmux 3.3 keeps 21 bytes a cell; the longest symbol of the text is a letter with two vowel signs.
    for encoding in [
        RowEncoding::Marked,
        RowEncoding::Override,
        RowEncoding::Runs,
    ] {
        let mut cells = vec![Cell::new("\u{fe8e}\u{651}\u{64e}")];
        encoding.row(&mut cells);
        assert!(cells[0].symbol().len() <= 21, "{encoding:?}");
    }
}

/// One thing that a row is made of: a symbol and its columns.
fn thing() -> impl Strategy<Value = (&'static str, usize)> {
    prop_oneof![
        6 => prop::sample::select(vec!["\u{fe8e}", "\u{fedf}", "\u{feb3}", "\u{fea9}", "\u{fefb}"]),
        1 => prop::sample::select(vec!["\u{633}", "\u{fe91}\u{64e}", "\u{640}", "\u{5d0}"]),
        2 => prop::sample::select(vec!["1", "2", "\u{663}", "\u{665}", "\u{6f5}"]),
        2 => prop::sample::select(vec!["a", "Z"]),
        4 => Just(" "),
        3 => prop::sample::select(vec!["(", ")", "[", "]", "«", "»", "\"", "<", "/", "-", "+", "."]),
        2 => prop::sample::select(vec![":", ",", "%", "$", "!", "\u{60c}", "\u{61f}", "\u{66a}", "\u{66b}"]),
        1 => prop::sample::select(vec!["│", "─", "…", "—"]),
        1 => prop::sample::select(vec!["あ", "😀"]),
    ]
    .prop_map(|symbol| (symbol, if matches!(symbol, "あ" | "😀") { 2 } else { 1 }))
}

/// A row in visual order, in styles that change at any cell.
fn row() -> impl Strategy<Value = Vec<Cell>> {
    let style = prop_oneof![12 => Just(0_u8), 1 => 1_u8..5];
    prop::collection::vec((thing(), style), 0..48).prop_map(|things| {
        let mut cells = Vec::new();
        let mut style = 0;
        for ((symbol, columns), change) in things {
            // Styles come in stretches: a change holds until the next.
            style = if change == 0 { style } else { change };
            let mut cell = Cell::EMPTY;
            match style {
                2 => cell.fg = Color::Red,
                3 => cell.bg = Color::Blue,
                4 => cell.modifier = Modifier::BOLD,
                _ => {}
            }
            cell.set_symbol(symbol);
            cells.push(cell.clone());
            for _ in 1..columns {
                cell.set_symbol("");
                cells.push(cell.clone());
            }
        }
        cells
    })
}

/// The row encoded.
fn encoded(encoding: RowEncoding, row: &[Cell]) -> Vec<Cell> {
    let mut cells = row.to_vec();
    encoding.row(&mut cells);
    cells
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn plain_terminals_show_what_is_sent(row in row()) {
        for encoding in [RowEncoding::Visual, RowEncoding::Marked, RowEncoding::Override] {
            prop_assert_eq!(model::plain(&encoded(encoding, &row)), model::plain(&row));
        }
    }

    #[test]
    fn marks_hold_in_vte_and_in_every_piece_of_a_browser(row in row(), cuts in prop::collection::vec(any::<bool>(), 64)) {
        let sent = encoded(RowEncoding::Marked, &row);
        prop_assert_eq!(model::reorder(&sent, VTE), model::plain(&row));
        prop_assert_eq!(model::browser(&sent, &cuts), model::plain(&row));
    }

    #[test]
    fn an_override_holds_in_vte(row in row()) {
        let sent = encoded(RowEncoding::Override, &row);
        prop_assert_eq!(model::reorder(&sent, VTE), model::plain(&row));
    }

    #[test]
    fn an_override_ends_with_the_row(row in row(), neighbour in row()) {
        // Another pane of tmux to the right, whose terminal reorders it as ever. (A row that needs no override has none,
        // and may pair its brackets with the neighbour's; so would any other program's.)
        let own = encoded(RowEncoding::Override, &row);
        prop_assume!(own != row);
        let border = [Cell::new("│")];
        let sent = [&own, &border[..], &neighbour].concat();
        let alone = [&border[..], &neighbour].concat();
        let expected: Vec<Unit> = [model::plain(&row), model::reorder(&alone, VTE)].concat();
        prop_assert_eq!(model::reorder(&sent, VTE), expected);
    }

    #[test]
    fn konsole_turns_runs_back(row in row()) {
        prop_assert_eq!(model::reorder(&encoded(RowEncoding::Runs, &row), KONSOLE), model::plain(&row));
        // mlterm and VTE, which mirror.
        prop_assert_eq!(model::reorder(&encoded(RowEncoding::Runs, &row), VTE), model::plain(&row));
    }

    #[test]
    fn kitty_turns_words_back_but_those_whose_ends_disagree(row in row()) {
        let sent = encoded(RowEncoding::Words, &row);
        let shown = model::words(&sent);
        let wanted = model::runs(&row);
        for (shown, wanted) in shown.into_iter().zip(wanted) {
            if !model::ends_disagree(wanted) {
                prop_assert_eq!(shown, model::columns(&model::plain(wanted)));
            }
        }
    }

    #[test]
    fn symbols_alone_change(row in row()) {
        // Turned runs take their styles along; every other cell keeps its own, and no cell is lost.
        for encoding in [RowEncoding::Marked, RowEncoding::Override, RowEncoding::Words, RowEncoding::Runs] {
            let sent = encoded(encoding, &row);
            let shown = |cells: &[Cell]| {
                let mut all: Vec<_> = model::plain(cells).into_iter().map(|unit| unit.columns).collect();
                all.sort_unstable();
                all
            };
            prop_assert_eq!(shown(&sent), shown(&row));
            if encoding != RowEncoding::Runs {
                let styles = |cells: &[Cell]| cells.iter().map(Cell::style).collect::<Vec<_>>();
                prop_assert_eq!(styles(&sent), styles(&row));
            }
        }
    }
}
