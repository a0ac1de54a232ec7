//! Entries, filter and orders.

use super::*;

/// A library of listed articles: title, source, day.
fn library(articles: &[(&str, &str, &str)]) -> Library {
    let mut library = Library::waiting(["news.jsonl".to_owned()]);
    let listed = articles
        .iter()
        .enumerate()
        .map(|(i, (title, source, day))| ListedArticle {
            id: i,
            place: (0, i + 1),
            name: format!("news.jsonl#{}", i + 1),
            headline: Headline {
                title: (*title).to_owned(),
                publisher: Some((*source).to_owned()),
                day: (!day.is_empty()).then(|| (*day).to_owned()),
                ..Headline::default()
            },
        });
    library.receive(Delivery::Listed(listed.collect()));
    library
}

const NEWS: &[(&str, &str, &str)] = &[
    ("مؤتمر الإسكندرية يختتم أعماله", "صحيفة النهار", "2026-01-02"),
    ("أسعار القمح ترتفع", "وكالة الشرق", ""),
    ("إعادة افتتاح المكتبة", "صحيفة النهار", "2026-03-01"),
];

fn filtered(filter: &str) -> Vec<usize> {
    let mut library = library(NEWS);
    library.set_filter(filter);
    library.shown().to_vec()
}

#[test]
fn the_selection_stops_at_both_ends_and_stays_in_view() {
    let mut library = Library::waiting((0..10).map(|i| i.to_string()));
    library.move_by(-1);
    assert_eq!(library.selected, 0);
    library.move_by(7);
    library.keep_in_view(4);
    assert_eq!((library.selected, library.top), (7, 4));
    library.move_by(100);
    library.keep_in_view(4);
    assert_eq!((library.selected, library.top), (9, 6));
    library.move_by(-9);
    library.keep_in_view(4);
    assert_eq!(library.top, 0);
}

#[test]
fn an_analysis_without_its_article_changes_nothing() {
    let mut library = Library::waiting(["a".to_owned()]);
    assert!(!library.receive(Delivery::Analysed(0, Arc::default())));
    let gone = |id| Delivery::Loaded {
        id,
        first: Err("gone".into()),
        more: vec![],
    };
    assert!(library.receive(gone(0)));
    assert!(!library.receive(gone(5)));
}

#[test]
fn a_file_of_several_articles_becomes_several_entries_in_its_place() {
    let mut library = Library::waiting(["a".to_owned(), "b".to_owned()]);
    library.selected = 1;
    let more = vec![(2, Ok(Arc::default())), (3, Err("broken".to_owned()))];
    library.receive(Delivery::Loaded {
        id: 0,
        first: Ok(Arc::default()),
        more,
    });
    assert_eq!(
        (library.shown(), library.selected),
        ([0, 2, 3, 1].as_slice(), 3)
    );
}

#[test]
fn the_filter_finds_all_words_in_any_spelling_of_title_and_source() {
    assert_eq!(filtered(""), [0, 1, 2]);
    assert_eq!(filtered("الاسكندريه"), [0]);
    assert_eq!(filtered("  النهار  اعاده "), [2]);
    assert!(filtered("القمح النهار").is_empty());
}

#[test]
fn the_selection_stays_on_its_article_when_the_list_changes() {
    let mut library = library(NEWS);
    library.selected = 2;
    library.set_filter("النهار");
    assert_eq!((library.shown(), library.selected), ([0, 2].as_slice(), 1));
    library.set_filter("القمح");
    assert_eq!(library.selected, 0);
}

#[test]
fn orders_follow_one_another() {
    let mut library = library(NEWS);
    library.entries[0].progress = Some(10);
    let mut orders = Vec::new();
    for _ in 0..5 {
        library.next_order();
        orders.push((library.order(), library.shown().to_vec()));
    }
    let expected = [
        (ArticleOrder::Unread, vec![1, 2, 0]),
        (ArticleOrder::Newest, vec![2, 0, 1]),
        (ArticleOrder::Title, vec![1, 2, 0]),
        (ArticleOrder::Source, vec![0, 2, 1]),
        (ArticleOrder::Given, vec![0, 1, 2]),
    ];
    assert_eq!(orders, expected);
}

#[test]
fn without_days_there_is_no_order_by_day() {
    let mut library = library(&[("أ", "ب", "")]);
    library.next_order();
    library.next_order();
    assert_eq!(library.order(), ArticleOrder::Title);
}

#[test]
fn articles_opened_long_ago_are_dropped() {
    let titles = vec![("أ", "ب", ""); MOST_OPENED + 1];
    let mut library = library(&titles);
    for id in 0..titles.len() {
        library.receive(Delivery::Loaded {
            id,
            first: Ok(Arc::default()),
            more: vec![],
        });
    }
    assert!(matches!(library.entries[0].state, EntryState::Listed));
    assert!(matches!(library.entries[1].state, EntryState::Ready(..)));
    assert_eq!(library.entries[0].headline.as_ref().unwrap().title, "أ");
}

#[test]
fn all_problems_are_counted_and_the_first_are_kept() {
    let mut library = library(NEWS);
    for _ in 0..2 {
        library.receive(Delivery::Scanned {
            records: 700,
            problems: vec!["empty".to_owned(); 600],
        });
    }
    let counts = (
        library.records,
        library.problem_count,
        library.problems.len(),
    );
    assert_eq!(counts, (1400, 1200, MOST_PROBLEMS));
}
