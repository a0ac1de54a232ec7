//! Whole screens as text that a person can read (see `support::screen`), kept in `tests/goldens`.
//!
//! After a wanted change: `INSTA_UPDATE=always cargo test screens::`, then read the difference.

use crate::support::{app, golden, press, sample, screen};
use qari::internals::ui::Lang;

/// The reader at two sizes in both languages, with a quote selected and without.
#[test]
fn the_reader_in_both_languages_and_sizes() {
    for (name, lang) in [("ar", Lang::Arabic), ("en", Lang::English)] {
        for size in [(120, 40), (80, 24)] {
            let mut app = app(vec![sample("01")], lang, size);
            golden(&format!("reader-{name}-{}", size.0), screen(&mut app, size));
            press(&mut app, "<space>]]");
            golden(
                &format!("reader-{name}-{}-quote", size.0),
                screen(&mut app, size),
            );
        }
    }
}

#[test]
fn wide_with_a_quote_selected() {
    let size = (120, 30);
    let mut app = app(vec![sample("01")], Lang::Arabic, size);
    press(&mut app, "]]]]");
    golden("wide", screen(&mut app, size));
}

#[test]
fn eighty_by_twenty_four_with_the_quotes_below() {
    let size = (80, 24);
    let mut app = app(vec![sample("02")], Lang::Arabic, size);
    press(&mut app, "<tab>jjj");
    golden("below", screen(&mut app, size));
}

#[test]
fn forty_by_ten() {
    let size = (40, 10);
    let mut app = app(vec![sample("03")], Lang::English, size);
    golden("small", screen(&mut app, size));
}

#[test]
fn left_to_right_paragraphs_stand_at_the_left() {
    let size = (80, 40);
    let mut app = app(vec![sample("08")], Lang::English, size);
    golden("mixed", screen(&mut app, size));
}

#[test]
fn a_search_in_progress() {
    let size = (80, 16);
    let mut app = app(vec![sample("12")], Lang::Arabic, size);
    press(&mut app, "/المضائق");
    golden("search", screen(&mut app, size));
}

#[test]
fn the_list_of_articles() {
    let size = (100, 20);
    let articles = ["01", "05", "09", "10", "11"].map(sample).into();
    let mut app = app(articles, Lang::Arabic, size);
    press(&mut app, "j");
    golden("list", screen(&mut app, size));
}

/// The screen after `keys` in both languages at both sizes, as `NAME-ar-120x40` and so on.
fn in_all_sizes(name: &str, number: &str, keys: &str) {
    for (lang, language) in [(Lang::Arabic, "ar"), (Lang::English, "en")] {
        for size in [(120, 40), (80, 24)] {
            let mut app = app(vec![sample(number)], lang, size);
            press(&mut app, keys);
            let name = format!("{name}-{language}-{}x{}", size.0, size.1);
            golden(&name, screen(&mut app, size));
        }
    }
}

#[test]
fn two_speakers_side_by_side() {
    in_all_sizes("comparison", "01", "]c");
}

#[test]
fn a_step_among_the_mentions_of_one_name() {
    in_all_sizes("name-step", "01", "een");
}

#[test]
fn the_index_of_names() {
    in_all_sizes("index", "12", "xjn");
}

#[test]
fn all_keys_of_the_article() {
    in_all_sizes("help", "01", "?");
}

#[test]
fn the_keys_that_a_word_leaves() {
    let size = (80, 24);
    let mut app = app(vec![sample("01")], Lang::English, size);
    press(&mut app, "?/quote<enter>");
    golden("help-filtered", screen(&mut app, size));
}

#[test]
fn the_evidence_for_a_quote() {
    in_all_sizes("evidence", "01", "]]w");
}

#[test]
fn the_card_of_a_name_with_several_forms() {
    in_all_sizes("name-card", "12", "eeeeeeeew");
}
