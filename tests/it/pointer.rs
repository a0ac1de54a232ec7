//! The mouse on whole screens: what is pressed is found on the drawn screen by its letters.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use crate::support::{app, drawn, press, row, sample};
use qari::EntityKind;
use qari::internals::ui::Screen;
use qari::internals::ui::bytes_at;
use qari::internals::ui::{App, Effect, Lang};
use qari::internals::ui::{Focus, ReaderState};
use qari::layout::{self, Direction, FlowRow, LayoutTarget};

const SIZE: (u16, u16) = (120, 40);
const PRESS: MouseEventKind = MouseEventKind::Down(MouseButton::Left);

fn reading() -> App {
    app(vec![sample("01")], Lang::English, SIZE)
}

fn reader(app: &App) -> &ReaderState {
    match &app.screen {
        Screen::Article(reader) => reader,
        Screen::List => panic!("no article is open"),
    }
}

fn point(app: &mut App, kind: MouseEventKind, (column, row): (u16, u16)) -> Effect {
    app.point(MouseEvent {
        kind,
        column,
        row,
        modifiers: KeyModifiers::NONE,
    })
}

/// Where `text` is drawn in columns from `from` on: its leftmost cell, first in the highest row.
fn find(app: &App, text: &str, from: u16) -> (u16, u16) {
    let buffer = drawn(app, SIZE);
    let cells = layout::label(text, Direction::RightToLeft, LayoutTarget::default()).cells;
    for y in 1..SIZE.1 - 1 {
        for x in from..SIZE.0 - u16::try_from(cells.len()).unwrap() {
            let here = |i: usize| buffer[(x + u16::try_from(i).unwrap(), y)].symbol();
            if (0..cells.len()).all(|i| here(i) == cells[i].symbol) {
                return (x, y);
            }
        }
    }
    panic!("{text} is not on the screen");
}

/// The column at which the article begins.
fn article(app: &App) -> u16 {
    app.geometry().unwrap().column.x
}

#[test]
fn a_cell_gives_the_bytes_that_are_drawn_there() {
    for (number, size) in [("01", SIZE), ("08", (80, 40)), ("06", (60, 24))] {
        let app = app(vec![sample(number)], Lang::Arabic, size);
        let buffer = drawn(&app, size);
        let column = app.geometry().unwrap().column;
        for (row, y) in reader(&app).viewport.rows().iter().zip(column.y..) {
            let FlowRow::Line { line, .. } = row else {
                continue;
            };
            let mut seen = 0;
            for x in column.x..column.right() {
                let Some(span) = bytes_at(line, column.x..column.right(), x) else {
                    assert_eq!(buffer[(x, y)].symbol(), " ");
                    continue;
                };
                let cell = line.cells.iter().find(|cell| cell.span == span).unwrap();
                if cell.width == 1 {
                    assert_eq!(buffer[(x, y)].symbol(), cell.symbol, "{x},{y}");
                }
                seen += 1;
            }
            assert_eq!(seen, line.width);
        }
    }
}

#[test]
fn a_name_in_the_article_is_selected_where_it_is_pressed() {
    let mut app = reading();
    let name = "رائد الزيزفوني";
    let at = find(&app, name, article(&app));
    assert_eq!(point(&mut app, PRESS, at), Effect::None);
    let reader = reader(&app);
    let id = reader.entity_under_cursor().expect("a name");
    let analysis = reader.analysis.as_ref().unwrap();
    let entity = analysis.entities.get(id).unwrap();
    assert_eq!(
        (entity.kind, entity.name.as_str()),
        (EntityKind::Person, name)
    );
}

#[test]
fn a_quote_in_the_article_is_selected_in_both_and_nothing_moves() {
    let mut app = reading();
    press(&mut app, "]");
    let first = reader(&app).selected.unwrap();
    let quote = reader(&app).selected_quote().unwrap().span;
    let text = reader(&app).article.text.clone();
    // The pane's cursor elsewhere, nothing selected.
    press(&mut app, "<tab>g<tab>");
    assert_eq!(reader(&app).selected, None);
    assert_eq!(reader(&app).pane.cursor, 0);
    // Not the first word, which ends a line.
    let word = quote.of(&text).split_whitespace().nth(1).unwrap();
    let at = find(&app, word, article(&app));
    let top = reader(&app).viewport.top();
    let _ = point(&mut app, PRESS, at);
    let reader = reader(&app);
    assert_eq!(reader.selected, Some(first));
    assert_eq!(reader.viewport.top(), top);
    let quotes = &reader.analysis.as_ref().unwrap().quotes;
    assert_eq!(
        Some(reader.pane.cursor),
        reader.pane.text().index_of_quote(first, quotes)
    );
    assert_eq!(reader.focus, Focus::Article);
}

#[test]
fn a_quote_in_the_pane_is_selected_and_pressed_again_is_opened() {
    let mut app = reading();
    let pane = app.geometry().unwrap().pane.unwrap();
    // The first quote stands below the first speaker, whose name and role take two rows.
    let at = (pane.x + 5, pane.y + 2);
    let _ = point(&mut app, PRESS, at);
    assert_eq!(reader(&app).focus, Focus::Quotes);
    let quote = reader(&app).selected_quote().expect("a quote").span;
    assert!(reader(&app).viewport.visible_span().overlaps(quote));
    let _ = point(&mut app, PRESS, at);
    assert_eq!(reader(&app).focus, Focus::Article);
    assert!(reader(&app).selected.is_some());
    // A speaker is folded by the second press, unfolded by the third.
    let items = reader(&app).pane.text().items.len();
    for expected in [false, true, false] {
        let _ = point(&mut app, PRESS, (pane.x + 5, pane.y));
        assert_eq!(reader(&app).pane.text().items.len() < items, expected);
    }
}

#[test]
fn the_wheel_scrolls_what_it_is_over_and_moves_no_cursor() {
    let mut app = reading();
    press(&mut app, "]");
    let pane = app.geometry().unwrap().pane.unwrap();
    let column = app.geometry().unwrap().column;
    let state = |app: &App| {
        let reader = reader(app);
        (reader.viewport.top(), reader.pane.viewport.top())
    };
    let cursor = (reader(&app).selected, reader(&app).pane.cursor);
    let start = state(&app);
    let _ = point(&mut app, MouseEventKind::ScrollDown, (pane.x, pane.y));
    assert_eq!(state(&app).0, start.0);
    assert_ne!(state(&app).1, start.1);
    let _ = point(&mut app, MouseEventKind::ScrollUp, (pane.x, pane.y));
    assert_eq!(state(&app), start);
    let _ = point(&mut app, MouseEventKind::ScrollDown, (column.x, column.y));
    assert_ne!(state(&app).0, start.0);
    assert_eq!(state(&app).1, start.1);
    assert_eq!((reader(&app).selected, reader(&app).pane.cursor), cursor);
}

#[test]
fn articles_and_names_in_lists_are_opened_where_they_are_pressed() {
    let mut app = app(vec![sample("01"), sample("02")], Lang::English, SIZE);
    let second = find(&app, "402", 0).1 + 3;
    let _ = point(&mut app, PRESS, (60, second));
    assert_eq!(reader(&app).article.source, "02-newspaper-review.txt");
    press(&mut app, "x");
    let row = app.geometry().unwrap().page_rows().y;
    // The first row is the heading of a kind.
    let _ = point(&mut app, PRESS, (60, row));
    assert!(app.overlay.is_some());
    let _ = point(&mut app, PRESS, (60, row + 2));
    assert!(app.overlay.is_none() && reader(&app).mention.is_some());
}

#[test]
fn the_status_line_says_that_it_is_on_and_a_search_is_left_alone() {
    let mut app = reading();
    let status = |app: &App| row(&drawn(app, SIZE), SIZE.1 - 1);
    assert!(!status(&app).contains("Shift"));
    assert_eq!(
        crate::support::effect_of(&mut app, "m"),
        Effect::Mouse(true)
    );
    assert!(status(&app).contains("mouse on"));
    press(&mut app, "j");
    assert!(
        status(&app).contains("select text with Shift"),
        "{}",
        status(&app)
    );
    assert_eq!(
        crate::support::effect_of(&mut app, "ة"),
        Effect::Mouse(false)
    );
    press(&mut app, "j");
    assert!(!status(&app).contains("Shift"));
    press(&mut app, "/ا");
    let top = reader(&app).viewport.top();
    let _ = point(&mut app, MouseEventKind::ScrollDown, (100, 10));
    assert_eq!(reader(&app).viewport.top(), top);
}

#[test]
fn every_place_on_every_screen_is_survived() {
    for size in [SIZE, (80, 24), (40, 10), (39, 9)] {
        let mut app = app(vec![sample("01"), sample("07")], Lang::Arabic, size);
        for keys in ["", "<enter>", "<tab>G", "x", "<esc>?", "<esc>w", "<esc>v"] {
            press(&mut app, keys);
            for y in (0..=size.1).chain([u16::MAX]) {
                for x in (0..=size.0).step_by(7).chain([u16::MAX]) {
                    for kind in [MouseEventKind::ScrollDown, MouseEventKind::ScrollUp, PRESS] {
                        let _ = point(&mut app, kind, (x, y));
                    }
                }
            }
            drawn(&app, size);
        }
    }
}
