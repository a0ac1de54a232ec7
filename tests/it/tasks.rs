//! What a reader of news comes for, each with the number of keys that it takes.

use crate::support::{app, drawn, effect_of, press, row, sample};
use qari::internals::ui::{App, Effect, Excerpt, Lang, Overlay, ReaderState, Screen};

fn reading(number: &str, size: (u16, u16)) -> App {
    app(vec![sample(number)], Lang::English, size)
}

fn reader(app: &App) -> &ReaderState {
    match &app.screen {
        Screen::Article(reader) => reader,
        Screen::List => panic!("no article is open"),
    }
}

/// Presses each of `keys`, which are so many.
fn press_keys(app: &mut App, keys: &[&str]) -> usize {
    for key in keys {
        press(app, key);
    }
    keys.len()
}

#[test]
fn all_quotes_of_a_speaker_are_copied_with_two_keys() {
    let mut app = reading("01", (120, 40));
    let keys = press_keys(&mut app, &["]"]);
    let Effect::Copy(Excerpt::Quotes(count), _) = effect_of(&mut app, "Y") else {
        panic!("nothing was copied");
    };
    assert!(count >= 9 && keys < 3, "{count}");
}

#[test]
fn the_next_mention_of_a_name_takes_one_key() {
    let mut app = reading("12", (120, 40));
    press(&mut app, "e");
    let (name, first) = (reader(&app).entity_under_cursor(), reader(&app).mention);
    press(&mut app, "n");
    assert_eq!(reader(&app).entity_under_cursor(), name);
    assert_ne!(reader(&app).mention, first);
}

#[test]
fn the_next_article_takes_one_key_and_the_list_keeps_its_place() {
    let articles = vec![sample("01"), sample("02"), sample("03")];
    let mut app = app(articles, Lang::English, (80, 24));
    press(&mut app, "<enter>..q");
    assert_eq!(app.library.selected, 2);
}

#[test]
fn one_key_returns_from_a_search() {
    let mut app = reading("01", (80, 24));
    press(&mut app, "jjj");
    let began = reader(&app).viewport.anchor();
    press(&mut app, "/الترميم<enter>nn");
    assert_ne!(reader(&app).viewport.anchor(), began);
    press(&mut app, "<bs>");
    assert_eq!(reader(&app).viewport.anchor(), began);
}

#[test]
fn two_speakers_are_compared_with_three_keys() {
    let mut app = reading("01", (120, 40));
    let keys = press_keys(&mut app, &["]", "c", "}"]);
    assert!(keys <= 3 && matches!(app.overlay, Some(Overlay::Comparison(_))));
}

#[test]
fn indirect_speech_is_hidden_with_one_key() {
    let mut app = reading("01", (120, 40));
    press(&mut app, "i");
    assert!(reader(&app).pane.selection.hide_indirect);
}

#[test]
fn an_unsure_speaker_is_found_and_explained_with_two_keys() {
    let mut app = reading("01", (120, 40));
    let quotes = &reader(&app).analysis.as_ref().unwrap().quotes.list;
    if quotes.iter().all(|quote| quote.confidence >= 50) {
        press(&mut app, "U");
        assert!(app.message.is_some());
        return;
    }
    press_keys(&mut app, &["U", "w"]);
    assert!(reader(&app).selected_quote().unwrap().confidence < 50);
    assert!(matches!(app.overlay, Some(Overlay::Card(_))));
}

#[test]
fn the_evidence_leaves_the_quote_and_its_cue_visible() {
    for size in [(80, 24), (120, 40), (60, 30)] {
        let mut app = reading("01", size);
        for _ in 0..12 {
            press(&mut app, "]w");
            let Some(Overlay::Card(card)) = &app.overlay else {
                panic!("no evidence is shown");
            };
            assert!(!card.rows.is_empty());
            let buffer = drawn(&app, size);
            let rows = (0..size.1).map(|y| row(&buffer, y));
            let covered: Vec<bool> = rows
                .map(|row| row.contains('│') || row.contains('─'))
                .collect();
            assert!(covered.iter().any(|covered| *covered));
            let quote = reader(&app).selected_quote().unwrap().span;
            let visible = reader(&app).viewport.visible_span();
            assert!(
                visible.start <= quote.start && quote.start < visible.end,
                "{size:?}"
            );
            press(&mut app, "w");
            assert!(app.overlay.is_none());
        }
    }
}

#[test]
fn a_card_follows_steps() {
    let mut app = reading("01", (120, 40));
    press(&mut app, "]w");
    let title = |app: &App| match &app.overlay {
        Some(Overlay::Card(card)) => (card.title.clone(), card.rows.clone()),
        _ => panic!("no card is open"),
    };
    let first = title(&app);
    press(&mut app, "]");
    assert_ne!(title(&app), first);
    press(&mut app, "e");
    assert!(title(&app).0.contains("mentions"), "{:?}", title(&app));
    press(&mut app, "?");
    assert!(matches!(app.overlay, Some(Overlay::Help(..))));
    press(&mut app, "q");
    assert!(
        matches!(app.overlay, Some(Overlay::Card(_))),
        "help returns to the card"
    );
}

#[test]
fn the_index_finds_a_name_and_goes_to_one_of_its_mentions() {
    let mut app = reading("12", (80, 24));
    press(&mut app, "xn");
    let Some(Overlay::Index(index)) = &app.overlay else {
        panic!("no index is open");
    };
    let entry = index.entry().unwrap().clone();
    press(&mut app, "<enter>");
    let mention = reader(&app).mention.unwrap();
    let analysis = reader(&app).analysis.clone().unwrap();
    assert_eq!(
        analysis.entities.mentions[mention],
        (entry.mentions[1], entry.id)
    );
    // By a part of the name, in another spelling.
    let part: String = entry.name.chars().take(4).collect();
    press(&mut app, &format!("x/{part}<enter>"));
    let Some(Overlay::Index(index)) = &app.overlay else {
        panic!("the index closed");
    };
    assert!(index.lines.len() <= 4 && index.entries.len() > 4);
    press(&mut app, "<enter><bs>");
}
