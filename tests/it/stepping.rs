//! Ways in the article: steps, the way back, counts, marks, searches again, one and two speakers.

use crate::support::{app, drawn, effect_of, press, row, sample};
use qari::article::Article;
use qari::internals::ui::{App, Effect, Excerpt, Lang, Overlay, ReaderState, Screen};

const SIZE: (u16, u16) = (120, 20);

fn reading() -> App {
    app(vec![sample("01")], Lang::English, SIZE)
}

fn reader(app: &App) -> &ReaderState {
    match &app.screen {
        Screen::Article(reader) => reader,
        Screen::List => panic!("no article is open"),
    }
}

fn place(app: &App) -> usize {
    reader(app).viewport.anchor()
}

fn message(app: &App) -> &str {
    app.message.as_ref().map_or("", |message| &message.text)
}

/// The last row of the screen.
fn status(app: &App) -> String {
    row(&drawn(app, SIZE), SIZE.1 - 1)
}

#[test]
fn one_key_returns_from_a_search_to_where_it_began() {
    for keys in [
        ["<C-o>", "<C-r>"],
        ["<bs>", "<A-right>"],
        ["''", "<A-right>"],
    ] {
        let mut app = reading();
        press(&mut app, "jjj");
        let began = place(&app);
        press(&mut app, "/الترميم<enter>nn");
        let found = place(&app);
        assert_ne!(found, began);
        press(&mut app, keys[0]);
        assert_eq!(place(&app), began, "{keys:?}");
        press(&mut app, keys[1]);
        assert_eq!(place(&app), found, "{keys:?}");
    }
}

#[test]
fn start_and_end_are_jumps_and_the_first_place_is_said() {
    let mut app = reading();
    press(&mut app, "jjG<C-o>");
    let began = place(&app);
    assert!(began > 0);
    press(&mut app, "<C-o>");
    assert_eq!(
        (place(&app), message(&app)),
        (began, "nowhere to go back to")
    );
}

#[test]
fn n_steps_to_the_next_mention_of_the_name_that_was_stepped_to() {
    let mut app = app(vec![sample("12")], Lang::English, SIZE);
    press(&mut app, "e");
    let entity = reader(&app).entity_under_cursor().unwrap();
    let analysis = reader(&app).analysis.clone().unwrap();
    let all = analysis.entities.mentions.iter();
    let own: Vec<usize> = all
        .enumerate()
        .filter(|(_, (_, id))| *id == entity)
        .map(|(i, _)| i)
        .collect();
    assert!(own.len() > 2, "{own:?}");
    let at = own
        .iter()
        .position(|&i| Some(i) == reader(&app).mention)
        .unwrap();
    press(&mut app, "n");
    assert_eq!(reader(&app).mention, Some(own[at + 1]));
    let position = format!("name {}/{}", at + 2, own.len());
    assert!(status(&app).contains(&position), "{}", status(&app));
    press(&mut app, "N");
    assert_eq!(reader(&app).mention, Some(own[at]));
    // Round the end, which is said.
    press(&mut app, &"n".repeat(own.len() - at));
    assert_eq!(reader(&app).mention, Some(own[0]));
    assert!(
        message(&app).contains("from the start"),
        "{}",
        message(&app)
    );
}

#[test]
fn n_follows_the_last_step_and_the_status_says_which() {
    let mut app = reading();
    press(&mut app, "]n");
    assert!(status(&app).contains("quote 2/"), "{}", status(&app));
    press(&mut app, "/الترميم<enter>");
    assert!(status(&app).contains("hit 1/"), "{}", status(&app));
    press(&mut app, "n");
    assert!(status(&app).contains("hit 2/"), "{}", status(&app));
    press(&mut app, "]n");
    assert!(status(&app).contains("quote "), "{}", status(&app));
}

#[test]
fn hits_say_where_they_wrap() {
    let article = Article::from_text("زار القاهرة.\nثم عاد إلى القاهرة.", "a");
    let mut app = app(vec![article], Lang::English, SIZE);
    press(&mut app, "/القاهرة<enter>n");
    assert_eq!(message(&app), "");
    press(&mut app, "n");
    assert!(message(&app).contains("from the start"));
    press(&mut app, "N");
    assert!(message(&app).contains("from the end"));
}

#[test]
fn an_ended_search_is_made_again_and_earlier_ones_are_recalled() {
    let mut app = reading();
    press(&mut app, "/الترميم<enter>");
    press(&mut app, "/الملح<enter><esc>");
    assert_eq!(reader(&app).search, None);
    press(&mut app, "n");
    assert_eq!(reader(&app).search.as_ref().unwrap().query, "الملح");
    press(&mut app, "/<up><up>");
    assert_eq!(app.prompt.as_ref().unwrap().query, "الترميم");
    press(&mut app, "<down>");
    assert_eq!(app.prompt.as_ref().unwrap().query, "الملح");
    press(&mut app, "<down>");
    assert_eq!(app.prompt.as_ref().unwrap().query, "");
    press(&mut app, "<esc>/<enter>");
    assert_eq!(reader(&app).search.as_ref().unwrap().query, "الملح");
}

#[test]
fn control_c_in_a_prompt_cancels() {
    let mut app = reading();
    assert_eq!(effect_of(&mut app, "/ال<C-c>"), Effect::None);
    assert!(app.prompt.is_none() && reader(&app).search.is_none());
    assert_eq!(effect_of(&mut app, "M<C-c>"), Effect::None);
    assert_eq!(effect_of(&mut app, "<C-c>"), Effect::Quit);
}

#[test]
fn a_number_before_a_key_repeats_it() {
    for (counted, plain) in [
        ("5j", "jjjjj"),
        ("3]", "]]]"),
        ("٣د", "]]]"),
        ("2e", "ee"),
        ("12j3k", "9j"),
    ] {
        let (mut a, mut b) = (reading(), reading());
        press(&mut a, counted);
        press(&mut b, plain);
        assert_eq!(place(&a), place(&b), "{counted}");
        assert_eq!(reader(&a).selected, reader(&b).selected, "{counted}");
        assert_eq!(reader(&a).mention, reader(&b).mention, "{counted}");
    }
    let mut app = reading();
    let third = reader(&app).article.paragraphs[3].span.start;
    press(&mut app, "3G");
    assert_eq!(
        place(&app),
        third,
        "paragraphs are counted without the title"
    );
    press(&mut app, "5<esc>jk");
    assert_eq!(place(&app), third, "Esc drops the number");
}

#[test]
fn digits_alone_tell_where_the_kinds_are_now() {
    let mut app = reading();
    press(&mut app, "2");
    assert!(
        message(&app).contains("places: \u{2066}@"),
        "{}",
        message(&app)
    );
    assert!(reader(&app).shows(qari::EntityKind::Place));
    press(&mut app, "<esc>@");
    assert!(!reader(&app).shows(qari::EntityKind::Place));
    press(&mut app, "@");
    assert!(reader(&app).shows(qari::EntityKind::Place));
}

#[test]
fn a_key_without_a_use_says_so() {
    let mut app = reading();
    press(&mut app, "~");
    assert!(message(&app).contains('~') && message(&app).contains('?'));
    press(&mut app, "G<space>");
    assert_eq!(message(&app), "this is the end");
}

#[test]
fn a_mark_is_gone_back_to_under_both_layouts() {
    let mut app = reading();
    press(&mut app, "jjMa");
    let marked = place(&app);
    press(&mut app, "G'a");
    assert_eq!(place(&app), marked);
    // The same keys under the Arabic layout.
    press(&mut app, "Gطش");
    assert_eq!(place(&app), marked);
    press(&mut app, "'b");
    assert!(message(&app).starts_with("no mark"), "{}", message(&app));
}

#[test]
fn one_speaker_narrows_the_pane_and_another_takes_over() {
    let mut app = reading();
    press(&mut app, "<tab>gs");
    let first = reader(&app).filter.unwrap();
    let items = reader(&app).pane.text().items.len();
    let of = |app: &App| {
        let analysis = reader(app).analysis.clone().unwrap();
        let speaker = reader(app).filter;
        let quotes = analysis.quotes.list.iter();
        quotes.filter(|quote| quote.speaker == speaker).count()
    };
    // The heading and his quotes; quoted words inside indirect speech have no row of their own.
    assert!((2..=of(&app) + 1).contains(&items));
    press(&mut app, "}");
    let second = reader(&app).filter.unwrap();
    assert_ne!(first, second);
    let items = reader(&app).pane.text().items.len();
    assert!((2..=of(&app) + 1).contains(&items));
    press(&mut app, "s");
    assert_eq!(reader(&app).filter, None);
    assert!(message(&app).is_empty());
}

#[test]
fn two_speakers_are_compared_and_copied() {
    let mut app = reading();
    press(&mut app, "]c");
    let sides = |app: &App| match &app.overlay {
        Some(Overlay::Comparison(comparison)) => {
            comparison.sides.each_ref().map(|side| side.speaker)
        }
        _ => panic!("no comparison is open"),
    };
    let [first, second] = sides(&app);
    assert_eq!(Some(first), reader(&app).selected_quote().unwrap().speaker);
    press(&mut app, "}");
    assert_eq!(sides(&app)[0], first);
    assert_ne!(sides(&app)[1], second);
    let Effect::Copy(Excerpt::Quotes(count), text) = effect_of(&mut app, "y") else {
        panic!("nothing was copied");
    };
    let analysis = reader(&app).analysis.clone().unwrap();
    let [first, second] = sides(&app);
    for speaker in [first, second] {
        assert!(text.contains(&analysis.quotes.speakers[speaker.0].name));
    }
    let own = analysis.quotes.list.iter();
    let own = own.filter(|quote| [Some(first), Some(second)].contains(&quote.speaker));
    assert_eq!(count, own.count());
    press(&mut app, "c");
    assert_eq!(sides(&app), [second, first]);
    press(&mut app, "q");
    assert!(app.overlay.is_none());
}

#[test]
fn enter_opens_the_evidence_of_what_is_chosen() {
    let mut app = reading();
    press(&mut app, "<enter>");
    assert!(app.overlay.is_none() && place(&app) > 0, "a line down");
    press(&mut app, "]<enter>");
    assert!(matches!(app.overlay, Some(Overlay::Card(_))));
}
