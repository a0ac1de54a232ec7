//! Articles as an attacker writes them: whatever goes in, what comes out is
//! safe to draw, covers the text, and comes in linear time.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use qari::article::{self, Article, LoadOptions, ParagraphRole, Warning};

/// Characters that may not reach a terminal, wherever they stand. Written apart
/// from the code under test on purpose.
fn is_forbidden(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(u32::from(c),
            0xAD | 0x2028 | 0x2029 | 0x202D | 0x202E | 0x206A..=0x206F | 0xFEFF | 0xFFF9..=0xFFFC
            | 0xFDD0..=0xFDEF | 0xE0000..=0xE007F)
        || u32::from(c) % 0x1_0000 >= 0xFFFE
}

/// Whether every explicit bidi control has its partner on its own line, in
/// proper nesting. As strict as can be: an embedding does not cross an isolate.
fn is_balanced(line: &str) -> bool {
    let mut open = Vec::new();
    for c in line.chars() {
        match c {
            '\u{202A}' | '\u{202B}' => open.push('\u{202C}'),
            '\u{2066}'..='\u{2068}' => open.push('\u{2069}'),
            '\u{202C}' | '\u{2069}' if open.pop() != Some(c) => return false,
            _other => {}
        }
    }
    open.is_empty()
}

/// Everything that holds for any article.
fn check(article: &Article) -> Result<(), TestCaseError> {
    let text = &article.text;
    prop_assert_eq!(text.chars().find(|&c| is_forbidden(c)), None);
    for line in text.lines() {
        prop_assert!(is_balanced(line), "{:?}", line);
    }
    let mut covered = 0;
    for paragraph in &article.paragraphs {
        let span = paragraph.span;
        prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        prop_assert!(covered <= span.start && span.start < span.end);
        let gap = &text[covered..span.start];
        prop_assert!(gap.trim().is_empty(), "{:?} is in no paragraph", gap);
        let inner = span.of(text);
        prop_assert!(!inner.contains('\n') && inner == inner.trim());
        covered = span.end;
    }
    prop_assert!(text[covered..].trim().is_empty());
    let titles: Vec<_> = article
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.role == ParagraphRole::Title)
        .map(|paragraph| paragraph.span)
        .collect();
    prop_assert_eq!(article.title, titles.first().copied());
    Ok(())
}

fn checked(text: &str) -> Article {
    let article = Article::from_text(text, "-");
    check(&article).unwrap_or_else(|fault| panic!("{fault} in {text:?}"));
    article
}

/// The text that is left, without white space.
fn visible(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn every_control_in_every_position() {
    let words = ["قال", "الوزير", "«نعم»"];
    let controls = (0..0x20)
        .chain(0x7F..=0x9F)
        .chain([
            0xAD, 0x2028, 0x2029, 0xFEFF, 0xFFF9, 0xFFFC, 0xFDD0, 0x1_FFFF, 0xE_0041,
        ])
        .chain(0x202A..=0x202E)
        .chain(0x2066..=0x206F);
    for control in controls.filter_map(char::from_u32) {
        for at in 0..=words.len() {
            let mut with = words.map(str::to_owned).to_vec();
            with.insert(at, control.to_string());
            for between in ["", " ", "\n"] {
                let article = checked(&with.join(between));
                // A text of letters loses nothing but the control.
                assert_eq!(
                    visible(&article.text),
                    words.concat(),
                    "{control:?} at {at}"
                );
            }
        }
    }
}

#[test]
fn sequences_cut_off_at_the_end() {
    let whole = [
        "\u{1B}[38;5;196m",
        "\u{1B}]0;title\u{7}",
        "\u{1B}]8;;http://x\u{1B}\\",
        "\u{1B}P1$tx\u{1B}\\",
        "\u{9B}1;2H",
        "\u{9D}52;c;eA==\u{9C}",
        "\u{1B}_Gf=100;eA\u{1B}\\",
        "\u{1B}(0",
        "\u{1B}#8",
        "\u{1B} F",
        "\u{1B}c",
        "\u{1B}kname\u{1B}\\",
    ];
    for sequence in whole {
        for cut in sequence.char_indices().map(|(at, _)| at).skip(1) {
            let article = checked(&format!("نص{}", &sequence[..cut]));
            assert!(article.text.starts_with("نص"), "{sequence:?} at {cut}");
        }
        assert_eq!(checked(&format!("أ{sequence}ب")).text, "أب", "{sequence:?}");
    }
}

#[test]
fn a_sequence_in_pieces_does_not_come_together() {
    // Taking the inner one out must not make an outer one.
    for text in [
        "\u{1B}\u{1B}[m[31mنص",
        "\u{1B}\u{200B}[31mنص",
        "\u{1B}\u{0}[31mنص",
        "\u{1B}\u{AD}[31mنص",
        "\u{1B}\u{FEFF}]0;x\u{7}نص",
        "\u{9B}\u{9B}31mنص",
    ] {
        let once = checked(text).text;
        assert_eq!(Article::from_text(&once, "-").text, once);
    }
}

#[test]
fn what_is_removed_is_counted() {
    let article = checked("\u{1B}[1mعنوان\u{1B}[0m\r\nنص\u{202E}مقلوب\tآخر.");
    assert_eq!(article.text, "عنوان\nنصمقلوب آخر.");
    assert_eq!(article.warnings, [Warning::ControlsRemoved(3)]);
    assert_eq!(checked("عنوان\r\nنص\t.").warnings, []);
}

#[test]
fn arabic_typography_is_left_alone() {
    let text = "مي\u{200C}خواهم \u{200F}(2024)\u{200E} ه\u{200D} \u{61C}12%\u{A0}…\n\u{2067}ab\u{2069} \
                \u{202B}ج\u{202C} مُدَرِّسٌ ـــ «نعم» “لا” 👩\u{200D}🚀";
    assert_eq!(checked(text).text, text);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_made_safe_and_stays_so(text in hostile_text()) {
        let article = Article::from_text(&text, "-");
        check(&article)?;
        let again = Article::from_text(&article.text, "-");
        prop_assert_eq!(&again.text, &article.text);
        prop_assert!(!again.warnings.iter().any(|w| matches!(w, Warning::ControlsRemoved(_))));
        prop_assert_eq!(again.paragraphs, article.paragraphs);
    }

    #[test]
    fn clean_text_comes_through_character_for_character(
        text in "[ء-يa-z0-9\u{64B}-\u{652}«»\"():،.؟ \u{A0}\u{200C}-\u{200F}]{0,80}(\n[ء-ي .]{0,40}){0,6}"
    ) {
        let article = Article::from_text(&text, "-");
        // Three line ends and more may have been made at a margin: then lines are joined by blanks.
        if text.matches('\n').count() <= 2 {
            prop_assert_eq!(article.text, text);
        } else {
            let visible = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(visible(&article.text), visible(&text));
        }
    }

    #[test]
    fn any_bytes_in_any_kind_of_file_give_an_article_or_a_reason(
        bytes in hostile_bytes(),
        ending in prop::sample::select(vec![
            "txt", "html", "json", "jsonl", "md", "rss", "atom", "xml", "eml", "mbox", "mhtml",
            "srt", "vtt", "epub", "docx", "zip", "gz", "xz", "zst", "bz2",
        ]),
    ) {
        let file = Scratch::new(&format!("bytes.{ending}"));
        fs::write(&file.0, &bytes)?;
        match article::open(&file.0, &LoadOptions::default()) {
            Ok(article) => {
                check(&article)?;
                prop_assert!(!article.paragraphs.is_empty());
            }
            Err(error) => {
                let message = error.to_string();
                prop_assert!(message.starts_with(&file.0.display().to_string()), "{}", message);
                prop_assert_eq!(error.exit_code(), 1);
            }
        }
    }
}

/// Text in which controls and halves of sequences are common.
fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[ء-ي]{1,6}",
        2 => "[ .:\n\r\t]",
        2 => prop::sample::select(vec![
            "\u{1B}[", "\u{1B}]0;", "\u{1B}P", "\u{1B}\\", "\u{7}", "\u{9B}", "\u{9C}", "\u{9D}", "\u{1B}",
            "\u{202A}", "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}", "\u{2066}", "\u{2067}", "\u{2068}",
            "\u{2069}", "\u{FEFF}", "\u{85}", "\u{2029}", "\u{0}", "اقرأ أيضا", ":", "\n",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[;0-9?mHJ]{1,4}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Bytes that are sometimes text, HTML or JSON, mostly damaged.
fn hostile_bytes() -> impl Strategy<Value = Vec<u8>> {
    let markup = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<h1>",
        "<table><td>",
        "<script>",
        "</script>",
        "<svg>",
        "<br>",
        "<a href=x>",
        "<title>",
        "&lt;",
        "&#27;",
        "&#x9b;31m",
        "<!--",
        "{\"text\":",
        "\"",
        "}",
        "[",
        "]",
        ",",
        "\\u001b[31m",
        "\\n",
        "{\"title\": \"أ\", \"text\": \"",
        "\"}\n",
        "# ",
        "\n",
    ]);
    let piece = prop_oneof![
        markup.prop_map(|piece| piece.as_bytes().to_vec()),
        "[ء-ي ]{1,20}".prop_map(String::into_bytes),
        prop::collection::vec(any::<u8>(), 1..8),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A file under the system's temporary directory that goes with its test.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let thread = format!("{:?}", std::thread::current().id());
        let thread: String = thread.chars().filter(char::is_ascii_digit).collect();
        let name = format!("qari-hostile-{}-{thread}-{name}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A file that a failed test never made is no second failure.
        let _gone = fs::remove_file(&self.0);
    }
}

const SENTENCE: &str =
    "قالت وزيرة النقل ليلى منصور، الأحد، إن ميناء الواحة يستقبل أول سفينة في الشتاء. ";

/// Opens `size` bytes of `line` over and over; says how long that took. The
/// limits of the tests are wide: what is quadratic misses them by far.
fn opened(name: &str, line: &str, size: usize) -> (Article, Duration) {
    let file = Scratch::new(name);
    if let Err(error) = fs::write(&file.0, line.repeat(size / line.len())) {
        panic!("{}: {error}", file.0.display());
    }
    let begun = Instant::now();
    let article = open(&file.0);
    (article, begun.elapsed())
}

fn open(path: &Path) -> Article {
    article::open(path, &LoadOptions::default()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_line_of_ten_megabytes() {
    let (article, took) = opened("line.txt", SENTENCE, 10_000_000);
    assert_eq!(article.paragraphs.len(), 1);
    assert!(took < Duration::from_secs(10), "{took:?}");
}

#[test]
fn megabytes_of_openers() {
    for opener in [
        "\u{1B}]0;",
        "\u{1B}P",
        "\u{9D}x",
        "\u{1B}[",
        "\u{202B}",
        "\u{2067}س",
        "\u{2067}\u{202A}x\u{2069}",
        "\"",
        "«",
    ] {
        let (_, took) = opened("openers.txt", &format!("{opener}س"), 2_000_000);
        assert!(took < Duration::from_secs(20), "{opener:?}: {took:?}");
    }
}

#[test]
fn a_hundred_megabytes_just_work() {
    let (article, took) = opened("large.txt", &format!("{SENTENCE}\n"), 100_000_000);
    assert_eq!(
        article.text.len(),
        100_000_000 / (SENTENCE.len() + 1) * (SENTENCE.len() + 1)
    );
    // It is read, but names are not looked for in ten million words.
    assert_eq!(article.warnings, [Warning::NotAnalysed]);
    let begun = Instant::now();
    assert_eq!(qari::Analysis::of(&article), qari::Analysis::default());
    assert!(begun.elapsed() < Duration::from_secs(10));
    assert!(took < Duration::from_secs(60), "{took:?}");
}
