//! What holds of the quotes of any text whatever: they nest or are disjoint,
//! stay in their paragraph, name speakers that exist, and take linear time.

use proptest::prelude::*;
use qari::EntityKind;
use qari::article::Article;
use qari::internals::quotes;
use qari::internals::text;
use qari::{Quote, QuoteKind, Quotes};

use crate::support::growth::{assert_linear, work};
use crate::support::listed::entities;

const NAMES: [(&str, EntityKind); 3] = [
    ("سامر", EntityKind::Person),
    ("سلمى", EntityKind::Person),
    ("ميرانيا", EntityKind::Place),
];

/// Words of which random news is made: cues, names, nouns, particles, marks.
const WORDS: [&str; 44] = [
    "قال",
    "وأضاف",
    "أكدت",
    "مشيرا",
    "إلى",
    "أن",
    "إن",
    "بأن",
    "أنه",
    ":",
    "«",
    "»",
    "\"",
    "“",
    "”",
    "،",
    ".",
    "\n",
    "وزير",
    "الصحة",
    "المتحدث",
    "باسم",
    "مصدر",
    "أمني",
    "محللون",
    "الصحيفة",
    "صحيفة",
    "سامر",
    "خليل",
    "سلمى",
    "ميرانيا",
    "البرنامج",
    "مستمر",
    "ضرورة",
    "بحسب",
    "وفقا",
    "ل",
    "من",
    "جهته",
    "الذي",
    "(",
    ")",
    "و",
    "حذر",
];

/// The quotes of a text whose people are those of [`WORDS`].
fn find(text: &str) -> (String, Quotes) {
    let article = Article::from_text(text, "-");
    let document = text::read(&article);
    let quotes = quotes::find(&document, &entities(&article.text, &NAMES));
    (article.text, quotes)
}

fn nest_or_are_disjoint(a: &Quote, b: &Quote) -> bool {
    !a.span.overlaps(b.span) || a.span.covers(b.span) || b.span.covers(a.span)
}

/// Kind, speaker and words of the quotes, marks left out of the words.
fn outline(text: &str, quotes: &Quotes) -> Vec<(QuoteKind, Option<String>, String)> {
    let bare = |words: &str| words.replace(['«', '»', '"', '“', '”', '„', '‹', '›'], "");
    let speaker = |quote: &Quote| quote.speaker.map(|id| bare(&quotes.speakers[id.0].name));
    quotes
        .list
        .iter()
        .map(|quote| (quote.kind, speaker(quote), bare(quote.span.of(text))))
        .collect()
}

proptest! {
    #[test]
    fn quotes_of_any_news_hold_together(words in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..120)) {
        let (text, quotes) = find(&words.join(" "));
        for quote in &quotes.list {
            prop_assert!(!quote.span.of(&text).is_empty());
            prop_assert!(quote.confidence <= 100);
            if let Some(id) = quote.speaker {
                prop_assert!(id.0 < quotes.speakers.len());
            }
            if quote.kind != QuoteKind::Direct {
                prop_assert!(!quote.span.of(&text).contains('\n'), "crosses a paragraph");
            }
            for span in [quote.cue, quote.speaker_words].into_iter().flatten() {
                prop_assert!(!span.of(&text).is_empty());
            }
        }
        for (index, quote) in quotes.list.iter().enumerate() {
            for other in &quotes.list[index + 1..] {
                prop_assert!(nest_or_are_disjoint(quote, other));
                prop_assert!(quote.span.start <= other.span.start);
            }
        }
    }

    #[test]
    fn any_text_at_all_is_read(text in "\\PC{0,300}") {
        find(&text);
    }
}

#[test]
fn all_marks_give_the_same_quotes() {
    let news = "قال سامر خليل: OPالبرنامج مستمر حتى الربيعCL. وأضاف أن OPالعمل جار في كل المدنCL، مشيرا إلى أن الوضع OPخطير جداCL في الشمال.\n\
        وقالت صحيفة OPالفجرCL إن العمل OPتأخر كثيراCL، وOPلن ينتهي قبل الصيفCL.";
    let with = |open: &str, close: &str| {
        let (text, quotes) = find(&news.replace("OP", open).replace("CL", close));
        outline(&text, &quotes)
    };
    let guillemets = with("«", "»");
    assert_eq!(guillemets.len(), 7);
    for (open, close) in [("\"", "\""), ("“", "”"), ("”", "“"), ("„", "“"), ("‹", "›")]
    {
        assert_eq!(with(open, close), guillemets, "{open}{close}");
    }
}

#[test]
fn a_quote_over_paragraphs_is_one_and_direct() {
    let (text, quotes) = find(
        "وصل سامر إلى المدينة أمس.\nوقال سامر: «البرنامج مستمر حتى الربيع.\n«والعمل يجري في كل المدن».",
    );
    assert_eq!(quotes.list.len(), 1);
    assert_eq!(quotes.list[0].kind, QuoteKind::Direct);
    assert!(quotes.list[0].span.of(&text).contains('\n'));
}

#[test]
fn hostile_text_takes_linear_time() {
    let shapes: [&dyn Fn(usize) -> String; 9] = [
        &|n| "« كلمة ".repeat(n),
        &|n| "\" كلمة ".repeat(n),
        &|n| "» كلمة ".repeat(n),
        &|n| "« كلمة\n".repeat(n),
        &|n| "قال أن ".repeat(n),
        &|n| "بحسب سامر، ".repeat(n),
        &|n| "وقال سامر إن البرنامج مستمر، ".repeat(n),
        &|n| "الوزير الذي قال إن ".repeat(n),
        &|n| "( قال : ".repeat(n),
    ];
    assert_linear(&shapes, |text| {
        let article = Article::from_text(text, "-");
        let document = text::read(&article);
        let entities = entities(&article.text, &NAMES);
        work(|| _ = std::hint::black_box(quotes::find(&document, &entities)))
    });
}
