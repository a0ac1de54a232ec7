//! One line of an article → its kind, by its form alone.
//!
//! The lines around it do not matter here. The limits were set on invented
//! articles and checked on 79 news articles, where each of the 70 titles was found.

use super::link::{self, LinkForm};
use crate::characters::{QuoteSide, is_closing_bracket, quotation_mark};

/// The kind of a line, by its form alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// «اقرأ أيضا: …» with the title of the linked article.
    Link,
    /// «اقرأ أيضا» alone; the lines below may be the linked titles.
    LinkOpener,
    /// Short, without a full stop at its end: a heading, depending on the lines around it.
    Short,
    /// An item of a list, or a turn of an interview.
    Item,
    /// A place, an agency or a writer's name.
    Dateline,
    /// Running text, and anything else.
    Prose,
}

/// Greatest length of a headline; both bounds hold.
struct HeadlineLimit {
    words: usize,
    /// An Arabic letter has two.
    bytes: usize,
}

/// A section heading of a newspaper.
const HEADING: HeadlineLimit = HeadlineLimit {
    words: 12,
    bytes: 180,
};
/// A title; longer than a heading, and at times more than one sentence.
const TITLE: HeadlineLimit = HeadlineLimit {
    words: 20,
    bytes: 300,
};

/// The kind of `line`, which has no white space at its ends.
///
/// The most certain test comes first; a line that passes none is prose.
pub(super) fn kind(line: &str) -> LineKind {
    if let Some(form) = link::link_form(line) {
        return match form {
            LinkForm::Alone => LineKind::LinkOpener,
            LinkForm::WithTarget => LineKind::Link,
        };
    }
    if is_item(line) {
        LineKind::Item
    } else if is_dateline(line) {
        LineKind::Dateline
    } else if is_headline(line, &HEADING) && !line.ends_with(['؟', '?', '!']) && !is_verse(line) {
        LineKind::Short
    } else {
        LineKind::Prose
    }
}

/// Whether `line` may be the title, if more text follows it. Unlike a heading it may end in
/// a question mark or an exclamation mark.
pub(super) fn is_title(line: &str) -> bool {
    is_headline(line, &TITLE) && !is_item(line) && !is_dateline(line)
}

/// Whether the line is short, has a letter, and does not end like a sentence.
fn is_headline(line: &str, limit: &HeadlineLimit) -> bool {
    line.len() <= limit.bytes
        && line.split_whitespace().nth(limit.words).is_none()
        && line.contains(char::is_alphabetic)
        && !ends_like_a_sentence(line)
}

/// Whether a stop ends the line, closing quotation marks and brackets not counted.
fn ends_like_a_sentence(line: &str) -> bool {
    let closes = |c: char| {
        c == ' '
            || is_closing_bracket(c)
            || quotation_mark(c).is_some_and(|mark| mark.side != QuoteSide::Opening)
    };
    line.trim_end_matches(closes)
        .ends_with(['.', '…', ':', '،', ',', '؛', ';', '-', '–', '—'])
}

/// Whether a bullet, a dash or a number precedes the text.
fn is_item(line: &str) -> bool {
    const BULLETS: [char; 16] = [
        '-', '–', '—', '*', '•', '▪', '■', '●', '◄', '►', '·', '~', '+', '>', '#', '◦',
    ];
    let rest = line.trim_start_matches(|c: char| c.is_numeric());
    if rest.len() == line.len() {
        return line.starts_with(BULLETS);
    }
    // "1. …", but not the decimal or the score "1.5", "2-1".
    let mut after = rest.chars();
    matches!(after.next(), Some('.' | ')' | '-' | '–' | '—' | ':'))
        && !after.next().is_some_and(char::is_numeric)
}

/// Whether the line names a place, an agency or a writer: a dash, a slash or a bar
/// among a few words, as in «القاهرة – وكالات», or spaced letters, as in «و م ع».
fn is_dateline(line: &str) -> bool {
    const WORDS: usize = 6;
    const MARKS: [&str; 6] = [" - ", " – ", " — ", "- ", " -", "– "];
    if line.split_whitespace().nth(WORDS).is_some() || ends_like_a_sentence(line) {
        return false;
    }
    line.split_whitespace()
        .all(|word| word.chars().count() == 1)
        || line.contains(['/', '|', '@', '©'])
        || MARKS.iter().any(|mark| line.contains(mark))
}

/// Whether the line is verse: two halves with a mark between them, or fully vocalized.
fn is_verse(line: &str) -> bool {
    const BETWEEN: [&str; 5] = ["***", " * ", " ... ", " … ", "   "];
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let marks = line
        .chars()
        .filter(|c| matches!(c, '\u{64B}'..='\u{652}'))
        .count();
    BETWEEN.iter().any(|mark| line.contains(mark)) || marks * 3 > letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_classified_by_their_form() {
        let cases = [
            ("توسعة الميناء القديم", LineKind::Short),
            ("سليمان: الميناء «شريان» المدينة", LineKind::Short),
            ("ماذا بعد التوسعة؟", LineKind::Prose),
            ("انتهى البيان.", LineKind::Prose),
            ("وقال الوزير:", LineKind::Prose),
            ("«وهذا آخر القول.»", LineKind::Prose),
            (
                "واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة أحد اثنا ثالث",
                LineKind::Prose,
            ),
            ("- هل توافق على القرار", LineKind::Item),
            ("• تمويل المشروع", LineKind::Item),
            ("1. تمويل المشروع", LineKind::Item),
            ("٢) تمويل المشروع", LineKind::Item),
            ("2024 عام الحصاد", LineKind::Short),
            ("3.5 مليون مسافر", LineKind::Short),
            ("مدينة الواحة – وكالات", LineKind::Dateline),
            ("الواحة/ مراسلنا", LineKind::Dateline),
            ("و أ ن", LineKind::Dateline),
            ("وَما الدَّهرُ إلّا ساعَةٌ ثُمَّ تَنقَضي", LineKind::Prose),
            ("يا دار ليلى بالرمال *** عليك مني السلام", LineKind::Prose),
            ("2024", LineKind::Prose),
            ("اقرأ أيضا: توسعة الميناء", LineKind::Link),
            ("اقرأ أيضاً:", LineKind::LinkOpener),
        ];
        for (line, expected) in cases {
            assert_eq!(kind(line), expected, "{line}");
        }
    }

    #[test]
    fn a_title_may_be_longer_and_may_be_a_question() {
        assert!(is_title(
            "لماذا تأخر افتتاح الميناء الجديد في مدينة الواحة ثلاث سنوات عن الموعد المعلن؟"
        ));
        assert!(!is_title("أعلنت الوزارة، الأحد، افتتاح الميناء."));
        assert!(!is_title(&"كلمة ".repeat(21)));
    }
}
