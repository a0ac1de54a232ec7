//! The text of the pane for a small article.

use super::*;
use crate::entities::{Entities, Entity, EntityKind};
use crate::quotes::{Attribution, Speaker};

fn quote(text: &str, words: &str, kind: QuoteKind, speaker: Option<usize>) -> Quote {
    let start = text.find(words).unwrap();
    Quote {
        kind,
        span: Span::new(start, start + words.len()),
        speaker: speaker.map(SpeakerId),
        cue: None,
        cue_class: None,
        speaker_words: None,
        found_by: speaker.map(|_| Attribution::Subject),
        runner_up: None,
        confidence: 90,
    }
}

fn sample() -> (Article, Analysis) {
    let text = "قال سامر: «نعم». وقالت هالة: «لا يا سامر». وأضاف أن الأمر انتهى.".to_owned();
    let list = vec![
        quote(&text, "نعم", QuoteKind::Direct, Some(0)),
        quote(&text, "لا يا سامر", QuoteKind::Direct, Some(1)),
        quote(&text, "الأمر انتهى", QuoteKind::Indirect, Some(0)),
    ];
    let person = |name: &str| Entity {
        kind: EntityKind::Person,
        name: name.into(),
        aliases: vec![],
        mentions: vec![],
    };
    let mentions = text
        .match_indices("سامر")
        .map(|(at, name)| (Span::new(at, at + name.len()), EntityId(0)))
        .collect();
    let speaker = |name: &str, id| Speaker {
        name: name.into(),
        entity: Some(EntityId(id)),
        role: None,
    };
    let analysis = Analysis {
        entities: Entities {
            list: vec![person("سامر"), person("هالة")],
            mentions,
        },
        quotes: Quotes {
            list,
            speakers: vec![speaker("سامر", 0), speaker("هالة", 1)],
        },
    };
    (
        Article {
            text,
            ..Article::default()
        },
        analysis,
    )
}

fn pane(selection: &PaneSelection) -> String {
    let (article, analysis) = sample();
    PaneText::new(
        &article,
        &analysis,
        selection,
        PaneStyle::text(Lang::English),
    )
    .text
}

#[test]
fn speakers_come_in_order_of_their_first_quote_with_their_number() {
    assert_eq!(
        pane(&PaneSelection::default()),
        "سامر (1 + 1 indirect)\n«نعم»\n– الأمر انتهى\nهالة (1)\n«لا يا سامر»\n"
    );
}

#[test]
fn indirect_speech_can_be_left_out_and_speakers_folded() {
    let selection = PaneSelection {
        hide_indirect: true,
        folded: [Some(SpeakerId(1))].into(),
        ..PaneSelection::default()
    };
    assert_eq!(pane(&selection), "سامر (1)\n«نعم»\nهالة (1)\n");
}

#[test]
fn the_order_of_the_article_names_each_speaker() {
    let selection = PaneSelection {
        order: QuoteOrder::Article,
        ..PaneSelection::default()
    };
    assert_eq!(
        pane(&selection),
        "سامر: «نعم»\nهالة: «لا يا سامر»\nسامر: – الأمر انتهى\n"
    );
}

#[test]
fn quotes_about_a_person_are_those_of_others() {
    let selection = PaneSelection {
        about: Some(EntityId(0)),
        ..PaneSelection::default()
    };
    assert_eq!(pane(&selection), "هالة (1)\n«لا يا سامر»\n");
}

#[test]
fn nothing_about_somebody_is_said_with_the_name() {
    let selection = PaneSelection {
        about: Some(EntityId(1)),
        ..PaneSelection::default()
    };
    assert_eq!(pane(&selection), "nothing is said about هالة\n");
}

#[test]
fn an_article_without_quotes_says_so() {
    let (article, _) = sample();
    let column = PaneText::new(
        &article,
        &Analysis::default(),
        &PaneSelection::default(),
        PaneStyle::text(Lang::English),
    );
    assert_eq!(column.items, [PaneItem::Note]);
}

#[test]
fn names_inside_quotes_are_known_whatever_blanks_stand_before_them() {
    let (mut article, mut analysis) = sample();
    // A blank of three bytes becomes one of one byte.
    article.text = article.text.replacen("لا يا", "لا\u{2003}يا", 1);
    for (span, _) in &mut analysis.entities.mentions[1..] {
        *span = Span::new(span.start + 2, span.end + 2);
    }
    let quote = &mut analysis.quotes.list[1].span;
    *quote = Span::new(quote.start, quote.end + 2);
    let column = PaneText::new(
        &article,
        &analysis,
        &PaneSelection::default(),
        PaneStyle::text(Lang::English),
    );
    let names: Vec<_> = column
        .names
        .iter()
        .map(|&(span, i)| (span.of(&column.text), i))
        .collect();
    assert_eq!(names, [("سامر", 1)]);
}

#[test]
fn words_are_the_quote_itself_and_a_folded_one_is_found_at_its_speaker() {
    let (article, analysis) = sample();
    let selection = PaneSelection {
        folded: [Some(SpeakerId(1))].into(),
        ..PaneSelection::default()
    };
    let column = PaneText::new(
        &article,
        &analysis,
        &selection,
        PaneStyle::text(Lang::English),
    );
    assert_eq!(column.words[1].of(&column.text), "نعم");
    assert_eq!(
        column.index_of_quote(1, &analysis.quotes),
        column.index_of(PaneItem::Speaker(Some(SpeakerId(1))))
    );
}

#[test]
fn without_quotes_the_pane_says_so() {
    use crate::analysis::Analysis;
    use crate::article::Article;
    use crate::ui::Lang;
    use crate::ui::pane::{PaneItem, PaneSelection, PaneText};

    let article = Article::from_text("وصل القطار.", "-");
    let column = PaneText::new(
        &article,
        &Analysis::default(),
        &PaneSelection::default(),
        PaneStyle::text(Lang::English),
    );
    assert_eq!(column.items, [PaneItem::Note]);
    assert_eq!(
        column.blocks[0].of(&column.text),
        "No quotes in this article"
    );
}

/// The sample with the first speaker's indirect speech holding a quote of his.
fn nested() -> (Article, Analysis) {
    let (article, mut analysis) = sample();
    let list = &mut analysis.quotes.list;
    list.push(quote(&article.text, "انتهى", QuoteKind::Partial, Some(0)));
    list[3].confidence = 45;
    list[2].confidence = 65;
    (article, analysis)
}

#[test]
fn quoted_words_inside_indirect_speech_are_marked_in_it() {
    let (article, analysis) = nested();
    let style = PaneStyle::text(Lang::English);
    let column = PaneText::new(&article, &analysis, &PaneSelection::default(), style);
    assert!(
        column.text.contains("سامر (2 + 1 indirect)"),
        "{}",
        column.text
    );
    let marked: Vec<_> = column
        .quoted
        .iter()
        .map(|span| span.of(&column.text))
        .collect();
    assert_eq!(marked, ["انتهى"]);
    assert_eq!(column.index_of(PaneItem::Quote(3)), None);
    assert_eq!(
        column.index_of_quote(3, &analysis.quotes),
        column.index_of(PaneItem::Quote(2))
    );
    // While indirect speech is hidden it stands for itself.
    let selection = PaneSelection {
        hide_indirect: true,
        ..PaneSelection::default()
    };
    let column = PaneText::new(&article, &analysis, &selection, style);
    assert!(column.text.contains("“انتهى” ؟؟"), "{}", column.text);
}

#[test]
fn a_heading_of_the_list_has_two_rows_and_its_numbers_apart() {
    let (article, analysis) = nested();
    let style = PaneStyle {
        form: PaneForm::List(40),
        ..PaneStyle::text(Lang::English)
    };
    let column = PaneText::new(&article, &analysis, &PaneSelection::default(), style);
    assert!(
        column
            .text
            .starts_with("سامر\u{2028}\u{a0}\n«نعم»\n– الأمر انتهى ؟\n"),
        "{}",
        column.text
    );
    let summary = column.summary(Some(SpeakerId(0))).unwrap();
    assert_eq!(summary.tally(), "2«  1–");
    assert!(
        summary.places[2] && !summary.places[8],
        "{:?}",
        summary.places
    );
}

#[test]
fn a_strip_has_one_row_for_an_item_and_is_in_the_order_of_the_article() {
    let (article, analysis) = nested();
    let style = PaneStyle {
        form: PaneForm::Strip(11),
        ..PaneStyle::text(Lang::English)
    };
    let column = PaneText::new(&article, &analysis, &PaneSelection::default(), style);
    let rows: Vec<_> = column.text.lines().collect();
    assert_eq!(
        rows,
        ["سا…", "«نعم»", "هالة", "«لا يا سامر»", "سا…", "– الأمر ا… ؟"]
    );
    assert!(column.dense);
    // A Latin name leaves the left to the numbers.
    let mut analysis = analysis;
    analysis.quotes.speakers[0].name = "Sam".to_owned();
    let column = PaneText::new(&article, &analysis, &PaneSelection::default(), style);
    assert_eq!(Paragraphs::direction(&column, 0), Direction::RightToLeft);
}
