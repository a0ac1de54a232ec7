//! What holds of the entities of any text whatever: mentions are sorted and disjoint, lie on cluster boundaries and
//! agree with their entities; the same article in other bytes has the same names; linear time; no panic.

use proptest::prelude::*;
use qari::article::Article;
use qari::internals::entities;
use qari::internals::text::{self, orthography};
use qari::{Entities, EntityKind};
use unicode_segmentation::UnicodeSegmentation;

use crate::support::growth::{assert_linear, work};

/// Words of which random news is made: names, titles, head words, proclitics, marks.
const WORDS: [&str; 40] = [
    "قال",
    "الرئيس",
    "وزير",
    "وزارة",
    "الخارجية",
    "حزب",
    "الفجر",
    "شركة",
    "محمد",
    "بن",
    "سالم",
    "أحمد",
    "عبد",
    "الله",
    "في",
    "من",
    "بغداد",
    "لبنان",
    "وبيروت",
    "مدينة",
    "نهر",
    "النيل",
    "صحيفة",
    "الشرق",
    "وكالة",
    "«",
    "»",
    "\"",
    "(",
    ")",
    "،",
    ".",
    ":",
    "\n",
    "2015",
    "BBC",
    "ال",
    "و",
    "لل",
    "أبو",
];

fn find(text: &str) -> (Article, Entities) {
    let article = Article::from_text(text, "-");
    let entities = entities::find(&text::read(&article));
    (article, entities)
}

/// Folded name and kind of every mention, in order.
fn names(text: &str) -> Vec<(String, EntityKind)> {
    let (article, entities) = find(text);
    let mentions = entities.mentions.iter();
    mentions
        .map(|(span, id)| {
            let words: Vec<String> = span
                .of(&article.text)
                .split_whitespace()
                .map(orthography::fold)
                .collect();
            (words.join(" "), entities.get(*id).unwrap().kind)
        })
        .collect()
}

/// What holds of every analysis.
fn check(text: &str) -> Result<(), TestCaseError> {
    let article = Article::from_text(text, "-");
    let before = article.text.clone();
    let entities = entities::find(&text::read(&article));
    prop_assert_eq!(&article.text, &before, "the text is never rewritten");
    let mut boundaries: Vec<usize> = before.grapheme_indices(true).map(|(at, _)| at).collect();
    boundaries.push(before.len());
    for pair in entities.mentions.windows(2) {
        prop_assert!(pair[0].0.end <= pair[1].0.start, "sorted, without overlaps");
    }
    for (span, id) in &entities.mentions {
        prop_assert!(span.start < span.end);
        prop_assert!(
            boundaries.binary_search(&span.start).is_ok()
                && boundaries.binary_search(&span.end).is_ok(),
            "{:?} is cut out of a cluster",
            span.of(&before)
        );
        prop_assert!(!span.of(&before).contains('\n'), "a name crosses a line");
        let entity = entities.get(*id).unwrap();
        prop_assert!(entity.mentions.iter().any(|mention| mention.span == *span));
    }
    let all: usize = entities
        .list
        .iter()
        .map(|entity| entity.mentions.len())
        .sum();
    prop_assert_eq!(all, entities.mentions.len());
    for entity in &entities.list {
        prop_assert!(!entity.mentions.is_empty());
        // A form is shown with plain blanks, and with the alef that its joined article lacks in the text.
        let named = |form: &str| {
            entity.mentions.iter().any(|mention| {
                let words: Vec<&str> = mention.span.of(&before).split_whitespace().collect();
                let shown = words.join(" ");
                form == shown || form.strip_prefix('ا') == Some(&shown)
            })
        };
        prop_assert!(named(&entity.name));
        prop_assert!(
            entity
                .aliases
                .iter()
                .all(|alias| named(alias) && *alias != entity.name)
        );
    }
    Ok(())
}

proptest! {
    #[test]
    fn entities_of_any_news_hold_together(words in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..120)) {
        check(&words.join(" "))?;
    }

    #[test]
    fn letters_without_spaces_between_them(words in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..30)) {
        check(&words.concat())?;
    }

    #[test]
    fn any_text_at_all_is_read(text in "\\PC{0,300}") {
        check(&text)?;
    }

    /// Letters, harakat, tatweel, format controls and joiners in any order.
    #[test]
    fn marks_where_none_belong(text in "[\u{621}-\u{652}\u{670}\u{61C}\u{640}\u{200C}-\u{200F}\u{FEFC}\u{FDF2} .\n]{0,200}") {
        check(&text)?;
    }

    #[test]
    fn harakat_and_tatweel_between_letters_change_no_name(
        words in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..60),
        marks in prop::collection::vec(prop::sample::select(&["", "", "\u{64E}", "\u{650}\u{651}", "\u{640}", "\u{640}\u{640}"][..]), 1..40),
    ) {
        let plain = words.join(" ");
        prop_assert_eq!(names(&decorated(&plain, &marks)), names(&plain));
    }
}

/// `text` with the next of `marks` behind each Arabic letter that another letter follows.
fn decorated(text: &str, marks: &[&str]) -> String {
    let letter =
        |c: char| ('\u{621}'..='\u{63A}').contains(&c) || ('\u{641}'..='\u{64A}').contains(&c);
    let mut marks = marks.iter().cycle();
    let mut out = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        out.push(c);
        if letter(c) && rest.peek().is_some_and(|next| letter(*next)) {
            out.push_str(marks.next().unwrap());
        }
    }
    out
}

/// The texts of the sample articles.
fn samples() -> Vec<(&'static str, String)> {
    ["01", "02", "03", "04", "05", "06", "07", "08", "12"]
        .into_iter()
        .map(|number| (number, crate::support::sample(number).text))
        .collect()
}

#[test]
fn the_same_article_with_other_line_ends() {
    for (sample, text) in samples() {
        let expected = names(&text);
        assert!(!expected.is_empty(), "{sample}");
        assert_eq!(names(&text.replace('\n', "\r\n")), expected, "{sample}");
        assert_eq!(names(&text.replace('\n', "\r")), expected, "{sample}");
    }
}

#[test]
fn the_same_article_without_harakat() {
    for (sample, text) in samples() {
        let stripped = text.replace(
            |c| ('\u{64B}'..='\u{652}').contains(&c) || c == '\u{670}',
            "",
        );
        assert_eq!(names(&stripped), names(&text), "{sample}");
    }
}

#[test]
fn the_same_article_with_tatweel() {
    for (sample, text) in samples() {
        assert_eq!(
            names(&decorated(&text, &["\u{640}"])),
            names(&text),
            "{sample}"
        );
    }
}

#[test]
fn hostile_text_takes_linear_time() {
    let shapes: [&dyn Fn(usize) -> String; 9] = [
        &|n| "محمد ".repeat(n),
        &|n| "« وزارة ".repeat(n),
        &|n| "\" حزب ".repeat(n),
        &|n| "محمد سالم\n".repeat(n),
        &|n| "شركة الفجر، ".repeat(n),
        &|n| {
            (0..n).fold(String::new(), |text, i| {
                text + "قال محمد سالم" + &letters(i) + " في بغداد. "
            })
        },
        // Two spellings of one endless name.
        &|n| {
            let name = "كرم".repeat(n / 3 + 2);
            format!("قال الوزير محمد {name}س أمس. وقال الوزير محمد {name}ش غدا.")
        },
        &|n| "(".repeat(n),
        &|n| "محمد".repeat(n),
    ];
    assert_linear(&shapes, |text| {
        let article = Article::from_text(text, "-");
        let document = text::read(&article);
        work(|| _ = std::hint::black_box(entities::find(&document)))
    });
}

/// A number in Arabic letters, so that every name is another.
fn letters(number: usize) -> String {
    let digits = number.to_string();
    digits
        .chars()
        .map(|digit| {
            "ابتثجحخدذر"
                .chars()
                .nth(digit.to_digit(10).unwrap() as usize)
                .unwrap()
        })
        .collect()
}
