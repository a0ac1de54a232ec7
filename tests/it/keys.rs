//! Keys → state, through the same entry point as the program.

use crate::support::{app, drawn, effect_of, press, row, sample};
use qari::article::Article;
use qari::internals::ui::Excerpt;
use qari::internals::ui::{App, Effect, Lang};
use qari::internals::ui::{Focus, ReaderState};
use qari::internals::ui::{Overlay, Screen};

const SIZE: (u16, u16) = (120, 30);

fn reading() -> App {
    app(vec![sample("01")], Lang::Arabic, SIZE)
}

fn reader(app: &App) -> &ReaderState {
    match &app.screen {
        Screen::Article(reader) => reader,
        Screen::List => panic!("no article is open"),
    }
}

#[test]
fn one_article_opens_and_q_leaves() {
    let mut app = reading();
    assert!(matches!(app.screen, Screen::Article(_)));
    assert_eq!(effect_of(&mut app, "q"), Effect::Quit);
    assert_eq!(effect_of(&mut app, "<C-c>"), Effect::Quit);
}

#[test]
fn several_articles_open_as_a_list_and_q_returns_to_it() {
    let mut app = app(
        vec![sample("01"), sample("02"), sample("03")],
        Lang::English,
        SIZE,
    );
    assert!(matches!(app.screen, Screen::List));
    press(&mut app, "j<enter>");
    assert_eq!(reader(&app).article.source, "02-newspaper-review.txt");
    assert_eq!(effect_of(&mut app, "q"), Effect::None);
    assert!(matches!(app.screen, Screen::List));
    assert_eq!(app.library.selected, 1);
    assert_eq!(effect_of(&mut app, "q"), Effect::Quit);
}

#[test]
fn the_next_article_is_one_key_away() {
    let mut app = app(vec![sample("01"), sample("02")], Lang::English, SIZE);
    press(&mut app, "<enter>.");
    assert_eq!(reader(&app).article.source, "02-newspaper-review.txt");
    press(&mut app, ".,");
    assert_eq!(reader(&app).article.source, "01-many-speakers.txt");
}

#[test]
fn scrolling_back_and_forth_returns_to_the_same_place() {
    let mut app = reading();
    // Low enough that no page meets the article's end.
    app.resize((120, 12));
    press(&mut app, "jjj");
    let place = reader(&app).viewport.anchor();
    assert!(place > 0);
    for there_and_back in ["jjkk", "du", "<space>b", "<C-f><C-b>"] {
        press(&mut app, there_and_back);
        assert_eq!(reader(&app).viewport.anchor(), place, "{there_and_back}");
    }
    press(&mut app, "G");
    assert_eq!(reader(&app).percent(), 100);
    press(&mut app, "g");
    assert_eq!(reader(&app).viewport.anchor(), 0);
}

#[test]
fn the_arabic_layout_does_the_same() {
    let mut latin = reading();
    let mut arabic = reading();
    press(&mut latin, "jjd]}kG[");
    press(&mut arabic, "تتيد>ن\u{FEF7}ج");
    assert_eq!(
        reader(&latin).viewport.anchor(),
        reader(&arabic).viewport.anchor()
    );
    assert_eq!(reader(&latin).selected, reader(&arabic).selected);
    assert_eq!(effect_of(&mut arabic, "ض"), Effect::Quit);
}

#[test]
fn paragraphs_are_stops() {
    let mut app = reading();
    let starts: Vec<usize> = reader(&app)
        .article
        .paragraphs
        .iter()
        .map(|p| p.span.start)
        .collect();
    press(&mut app, "}}");
    assert_eq!(reader(&app).viewport.anchor(), starts[2]);
    press(&mut app, "j{");
    assert_eq!(reader(&app).viewport.anchor(), starts[2]);
    press(&mut app, "{");
    assert_eq!(reader(&app).viewport.anchor(), starts[1]);
}

#[test]
fn next_quote_selects_it_shows_it_and_moves_the_pane() {
    let mut app = reading();
    press(&mut app, "]");
    let first = reader(&app).selected.expect("a quote is selected");
    press(&mut app, "]]]");
    let reader = reader(&app);
    assert_eq!(reader.selected, Some(first + 3));
    let quote = reader.selected_quote().unwrap().span;
    assert!(reader.viewport.visible_span().covers(quote));
    let quotes = &reader.analysis.as_ref().unwrap().quotes;
    assert_eq!(
        Some(reader.pane.cursor),
        reader.pane.text().index_of_quote(first + 3, quotes)
    );
}

#[test]
fn the_end_of_the_quotes_is_said() {
    let mut app = reading();
    press(&mut app, &"]".repeat(100));
    assert!(app.message.is_some());
    press(&mut app, "k");
    assert!(app.message.is_none(), "a message lasts until the next key");
}

#[test]
fn moving_in_the_pane_moves_the_article_and_enter_goes_there() {
    let mut app = reading();
    press(&mut app, "<tab>G");
    assert_eq!(reader(&app).focus, Focus::Quotes);
    let quote = reader(&app)
        .selected_quote()
        .expect("the last quote is selected")
        .span;
    assert!(reader(&app).viewport.visible_span().covers(quote));
    press(&mut app, "<enter>");
    assert_eq!(reader(&app).focus, Focus::Article);
    assert!(reader(&app).selected.is_some());
}

#[test]
fn enter_on_a_speaker_goes_to_the_first_quote_under_the_name() {
    let mut app = reading();
    press(&mut app, "<tab>g}");
    let at = reader(&app).pane.cursor;
    assert!(at > 0 && reader(&app).selected.is_none(), "a heading");
    press(&mut app, "<enter>");
    assert_eq!(reader(&app).focus, Focus::Article);
    assert_eq!(reader(&app).pane.cursor, at + 1);
    let quote = reader(&app).selected_quote().expect("it is selected").span;
    assert!(reader(&app).viewport.visible_span().covers(quote));
    // Folded, the name has none to go to.
    press(&mut app, "<tab>Zg<enter>");
    assert_eq!(reader(&app).focus, Focus::Article);
    assert_eq!(reader(&app).pane.cursor, 0);
}

#[test]
fn folding_a_speaker_hides_his_quotes_and_keeps_the_cursor_on_him() {
    let mut app = reading();
    press(&mut app, "<tab>gj");
    let before = reader(&app).pane.text().items.len();
    press(&mut app, "z");
    assert!(reader(&app).pane.text().items.len() < before);
    assert_eq!(reader(&app).pane.cursor, 0);
    press(&mut app, "z");
    assert_eq!(reader(&app).pane.text().items.len(), before);
    press(&mut app, "Z");
    let speakers = reader(&app).pane.text().items.len();
    press(&mut app, "Z");
    assert_eq!(reader(&app).pane.text().items.len(), before);
    assert!(speakers < before);
}

#[test]
fn one_speaker_alone_and_back() {
    let mut app = reading();
    press(&mut app, "]s");
    let speaker = reader(&app).filter.expect("his quotes alone");
    press(&mut app, "]]");
    assert_eq!(
        reader(&app).selected_quote().unwrap().speaker,
        Some(speaker)
    );
    press(&mut app, "s");
    assert_eq!(reader(&app).filter, None);
    press(&mut app, "s<esc>");
    assert_eq!(reader(&app).filter, None);
}

#[test]
fn indirect_speech_can_be_hidden() {
    let mut app = reading();
    let all = reader(&app).pane.text().items.len();
    press(&mut app, "i");
    assert!(reader(&app).pane.text().items.len() < all);
    press(&mut app, "i");
    assert_eq!(reader(&app).pane.text().items.len(), all);
}

#[test]
fn a_search_finds_whatever_the_spelling_and_n_goes_on() {
    let article = Article::from_text("زار إبراهيم القاهرة.\nثم عاد ابراهيم إلى القاهره.", "a");
    let mut app = app(vec![article], Lang::Arabic, SIZE);
    press(&mut app, "/القاهرة<enter>");
    let search = reader(&app).search.as_ref().unwrap();
    assert_eq!((search.hits.len(), search.current), (2, Some(0)));
    press(&mut app, "n");
    assert_eq!(reader(&app).search.as_ref().unwrap().current, Some(1));
    press(&mut app, "n");
    assert_eq!(reader(&app).search.as_ref().unwrap().current, Some(0));
    press(&mut app, "<esc>");
    assert_eq!(reader(&app).search, None);
}

#[test]
fn a_search_that_is_given_up_goes_back_to_its_place() {
    let mut app = reading();
    press(&mut app, "jj");
    let place = reader(&app).viewport.anchor();
    press(&mut app, "/المصدر<esc>");
    assert_eq!(reader(&app).viewport.anchor(), place);
    press(&mut app, "/لاشيءكهذا<enter>");
    assert!(app.message.as_ref().unwrap().text.contains("لاشيءكهذا"));
    assert_eq!(reader(&app).search, None);
}

#[test]
fn letters_typed_into_a_search_are_no_commands() {
    let mut app = reading();
    assert_eq!(effect_of(&mut app, "/qض"), Effect::None);
    assert_eq!(app.prompt.as_ref().unwrap().query, "qض");
    press(&mut app, "<bs><bs><bs>");
    assert!(
        app.prompt.is_none(),
        "deleting beyond the beginning leaves the search"
    );
}

#[test]
fn help_shows_and_hides() {
    let mut app = reading();
    press(&mut app, "?");
    assert!(matches!(app.overlay, Some(Overlay::Help(..))));
    press(&mut app, "jjq");
    assert!(app.overlay.is_none() && matches!(app.screen, Screen::Article(_)));
}

#[test]
fn the_place_survives_resizes() {
    let mut app = reading();
    press(&mut app, "}}}j");
    let place = reader(&app).viewport.anchor();
    for size in [(80, 24), (40, 10), (200, 60), SIZE] {
        app.resize(size);
        let visible = reader(&app).viewport.visible_span();
        assert!(visible.start <= place && place < visible.end, "{size:?}");
    }
    assert_eq!(reader(&app).viewport.anchor(), place);
}

#[test]
fn a_screen_too_small_says_so_and_comes_back() {
    let mut app = reading();
    app.resize((30, 8));
    let text = row(&drawn(&app, (30, 8)), 0);
    assert!(text.contains("40"), "{text}");
    press(&mut app, "jj");
    app.resize(SIZE);
    assert!(!reader(&app).viewport.rows().is_empty());
}

#[test]
fn forty_by_ten_shows_one_pane_at_a_time() {
    let mut app = reading();
    app.resize((40, 10));
    assert_eq!(app.geometry().unwrap().pane, None);
    press(&mut app, "<tab>");
    assert!(app.geometry().unwrap().pane.is_some());
    press(&mut app, "<enter>");
    assert_eq!(app.geometry().unwrap().pane, None);
}

#[test]
fn copying_takes_the_logical_text_with_its_speaker() {
    let mut app = reading();
    let Effect::Copy(Excerpt::Quote, text) = effect_of(&mut app, "]y") else {
        panic!("nothing was copied")
    };
    let quote = reader(&app).selected_quote().unwrap();
    assert!(
        text.contains(quote.span.of(&reader(&app).article.text)),
        "{text}"
    );
    assert!(text.contains("01-many-speakers.txt"));
}

#[test]
fn all_quotes_of_a_speaker_are_copied_from_his_heading_or_with_one_key() {
    let quotes = |app: &mut App, keys: &str| match effect_of(app, keys) {
        Effect::Copy(Excerpt::Quotes(count), text) => (count, text),
        other => panic!("{keys}: {other:?}"),
    };
    let mut app = reading();
    press(&mut app, "]");
    let analysis = reader(&app).analysis.clone().unwrap();
    let speaker = reader(&app).selected_quote().unwrap().speaker;
    let own = |quote: &&qari::Quote| quote.speaker == speaker;
    let count = analysis.quotes.list.iter().filter(own).count();
    let (copied, text) = quotes(&mut app, "Y");
    assert_eq!(copied, count);
    assert_eq!(text.lines().count(), count + 2, "{text}");
    // The same key under the Arabic layout; the heading with `y`; the first speaker's heading is the first item.
    assert_eq!(quotes(&mut app, "إ"), (copied, text));
    let (from_heading, text) = quotes(&mut app, "<tab>gy");
    let first = analysis.quotes.list[0].speaker.unwrap();
    assert!(
        text.starts_with(&analysis.quotes.speakers[first.0].name),
        "{text}"
    );
    assert_eq!(quotes(&mut app, "Y").0, from_heading);
}

#[test]
fn the_last_chosen_of_quote_and_name_is_copied() {
    let mut app = reading();
    let copied = |app: &mut App, keys: &str| match effect_of(app, keys) {
        Effect::Copy(excerpt, _) => excerpt,
        other => panic!("{keys}: {other:?}"),
    };
    assert_eq!(copied(&mut app, "]y"), Excerpt::Quote);
    assert_eq!(copied(&mut app, "ey"), Excerpt::Name);
    assert_eq!(copied(&mut app, "]y"), Excerpt::Quote);
    // Nobody is selected: a message, and nothing is copied.
    let mut app = reading();
    assert_eq!(effect_of(&mut app, "Y"), Effect::None);
    assert!(app.message.is_some());
}

#[test]
fn without_a_quote_a_name_is_copied_and_without_a_name_the_paragraph() {
    let mut app = reading();
    let text = &reader(&app).article.clone();
    let first = text.paragraphs[0].span.of(&text.text).to_owned();
    assert_eq!(
        effect_of(&mut app, "y"),
        Effect::Copy(Excerpt::Paragraph, first)
    );
    let second = text.paragraphs[1].span.of(&text.text).to_owned();
    app.resize((120, 12));
    assert_eq!(
        effect_of(&mut app, "}y"),
        Effect::Copy(Excerpt::Paragraph, second)
    );
    press(&mut app, "ge");
    let analysis = reader(&app).analysis.clone().unwrap();
    let id = reader(&app).entity_under_cursor().unwrap();
    let name = analysis.entities.get(id).unwrap().name.clone();
    assert_eq!(effect_of(&mut app, "y"), Effect::Copy(Excerpt::Name, name));
    let Effect::Copy(Excerpt::Name, listed) = effect_of(&mut app, "xjy") else {
        panic!("the index gave no name")
    };
    assert!(analysis.entities.list.iter().any(|e| e.name == listed));
}

#[test]
fn every_key_in_every_context_is_survived() {
    use qari::internals::ui::READER;
    for (number, size) in [
        ("01", SIZE),
        ("01", (40, 10)),
        ("01", (39, 9)),
        ("07", (80, 24)),
        ("08", SIZE),
    ] {
        let mut app = app(vec![sample(number)], Lang::Arabic, size);
        for prefix in ["", "<tab>", "?", "x", "/ا", "w", "G<tab>G"] {
            for binding in READER.bindings {
                for &key in binding.keys {
                    press(&mut app, "<esc><esc><esc><esc>");
                    press(&mut app, prefix);
                    let _ = app.key(key);
                    drawn(&app, size);
                }
            }
        }
    }
}

/// The sources on the list, in its order.
fn listed(app: &App) -> Vec<&str> {
    let library = &app.library;
    let shown = library.shown().iter();
    shown
        .map(|&id| library.entries[id].source.as_str())
        .collect()
}

#[test]
fn the_list_is_filtered_as_one_types() {
    let samples = vec![sample("01"), sample("02"), sample("03")];
    let mut app = app(samples, Lang::English, SIZE);
    press(&mut app, "j/03");
    assert_eq!(listed(&app), ["03-economy.txt"]);
    press(&mut app, "<bs><bs>02<enter><enter>");
    assert_eq!(reader(&app).article.source, "02-newspaper-review.txt");
    // The next article is the next one of the list.
    press(&mut app, ".q");
    assert_eq!(listed(&app), ["02-newspaper-review.txt"]);
    press(&mut app, "<esc>");
    assert_eq!((listed(&app).len(), app.library.selected), (3, 1));
}

#[test]
fn a_filter_that_is_cancelled_or_finds_nothing_leaves_the_list_as_it_was() {
    let mut app = app(vec![sample("01"), sample("02")], Lang::English, SIZE);
    press(&mut app, "/01<enter>/02<esc>");
    assert_eq!(listed(&app), ["01-many-speakers.txt"]);
    press(&mut app, "/zzz<enter>");
    assert_eq!(listed(&app).len(), 2);
    assert!(app.message.is_some());
}

#[test]
fn articles_that_were_opened_follow_the_unread() {
    let mut app = app(vec![sample("01"), sample("02")], Lang::English, SIZE);
    press(&mut app, "<enter>qo");
    assert_eq!(
        listed(&app),
        ["02-newspaper-review.txt", "01-many-speakers.txt"]
    );
    assert!(app.library.entries[0].progress.is_some());
}
