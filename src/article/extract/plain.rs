//! Plain text → a draft; lines that a program broke at a margin are joined again.
//!
//! The output of `fmt` or `pdftotext` and the text of a mail have their paragraphs cut
//! into lines of one width. Each line would become a paragraph of its own, and names and
//! quotes would be torn apart. Only white space changes: a `\n` becomes a space.
//!
//! All of these must hold, else the text stays as it is:
//!
//! - the longest line has 56 to 100 letters ([`MARGIN`]);
//! - at least six line ends are inside paragraphs ([`LEAST_BREAKS`]);
//! - four in five of them are where the next word did not fit any more;
//! - not more than half of those follow the end of a sentence.
//!
//! Verse, lists and texts with one sentence a line fail one of them.

use std::borrow::Cow;

use crate::article::draft::ArticleDraft;

/// Margins at which programs break text, in letters. Verse is narrower; a paragraph on
/// one line is wider.
const MARGIN: std::ops::RangeInclusive<usize> = 56..=100;
/// Fewer broken lines may be chance.
const LEAST_BREAKS: usize = 6;

/// The draft of a plain text.
pub(in crate::article) fn article<'a>(text: impl Into<Cow<'a, str>>) -> ArticleDraft<'a> {
    let text = text.into();
    match unwrapped(&text) {
        Some(joined) => ArticleDraft::plain(joined),
        None => ArticleDraft::plain(text),
    }
}

/// The text with each paragraph on one line; `None` if its lines have no common margin.
///
/// Linear: at most five passes over the lines. The usual article needs its first line only.
fn unwrapped(text: &str) -> Option<String> {
    let mut margin = 0;
    for line in text.lines() {
        margin = margin.max(letters(line));
        // Nearly every article is decided here, by its first paragraph.
        if margin > *MARGIN.end() {
            return None;
        }
    }
    if !MARGIN.contains(&margin) {
        return None;
    }
    let breaks = || {
        text.lines()
            .zip(text.lines().skip(1))
            .filter(|(line, next)| !line.trim().is_empty() && !next.trim().is_empty())
    };
    let all = breaks().count();
    let full = || breaks().filter(|(line, next)| is_full(line, next, margin));
    let at_margin = full().count();
    let after_stop =
        full().filter(|(line, _)| line.trim_end().ends_with(['.', '؟', '!', '"', '»']));
    // The last line of a paragraph and headings are short; in verse and lists most
    // lines are. A margin coincides with the end of a sentence now and then; where a
    // writer puts one sentence on each line, every break does.
    if all < LEAST_BREAKS || at_margin * 10 < all * 8 || after_stop.count() * 2 > at_margin {
        return None;
    }
    let mut joined = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let next = lines.peek().copied().unwrap_or_default();
        let goes_on = !next.trim().is_empty() && is_full(line, next, margin);
        joined.push_str(if goes_on { line.trim_end() } else { line });
        joined.push(if goes_on { ' ' } else { '\n' });
    }
    Some(joined)
}

/// Whether the first word of `next` did not fit on `line`, with a tolerance of a tenth
/// for margins that are not counted in letters.
fn is_full(line: &str, next: &str, margin: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    let begins_item = word.starts_with(['-', '–', '*', '•', '#', '>']);
    !begins_item && (letters(line) + 1 + letters(word)) * 10 >= margin * 9
}

/// Characters that count toward the margin: all but harakat, which the programs that
/// break lines do not count either.
fn letters(text: &str) -> usize {
    text.chars()
        .filter(|c| !matches!(c, '\u{64B}'..='\u{652}' | '\r'))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAGRAPH: &str = "قالت وزيرة النقل ليلى منصور، الأحد، إن ميناء الواحة سيستقبل أول سفينة في \
        الشتاء المقبل، وإن التوسعة اكتملت قبل موعدها بشهرين، وإن كلفة المشروع بلغت 120 مليون دينار، دفعت \
        الحكومة نصفها، وجاء الباقي من صندوق المدن الساحلية الذي أنشئ قبل عشرة أعوام.";

    /// The text as `fmt -w` would break it.
    fn wrapped(text: &str, width: usize) -> String {
        let mut lines = vec![String::new()];
        for word in text.split(' ') {
            let last = lines.last_mut().unwrap();
            if !last.is_empty() && letters(last) + 1 + letters(word) > width {
                lines.push(word.to_owned());
            } else {
                *last = format!("{last} {word}").trim().to_owned();
            }
        }
        lines.join("\n")
    }

    #[test]
    fn broken_lines_are_joined_at_any_margin() {
        for width in [60, 72, 80, 100] {
            let broken = wrapped(PARAGRAPH, width);
            let text = format!(
                "الميناء يفتح أبوابه\n\n{broken}\n\n{broken}\n\n- بند\n- بند آخر\n\n{broken}"
            );
            let expected = format!(
                "الميناء يفتح أبوابه\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n\n- بند\n- بند آخر\n\n{PARAGRAPH}\n"
            );
            assert_eq!(
                unwrapped(&text).as_deref(),
                Some(expected.as_str()),
                "{width}"
            );
        }
    }

    #[test]
    fn a_list_item_stays_on_its_own_line() {
        let broken = wrapped(PARAGRAPH, 72);
        let full = broken.lines().next().unwrap();
        let list = format!("- {full}\n- {full}");
        let text = [broken.as_str(), &broken, &broken, &list].join("\n\n");
        let joined = unwrapped(&text).unwrap();
        assert!(joined.ends_with(&format!("\n{list}\n")), "{joined}");
    }

    #[test]
    fn lines_that_a_writer_broke_stay() {
        let verse = "يا دار ليلى بالرمال تكلمي ثم اسألي عنا الرياح\n".repeat(12);
        let list = "خبر قصير عن الميناء\nخبر أطول قليلا عن المطار الجديد وعن السفن التي وصلت إليه أمس مساء\n".repeat(6);
        let sentence = "قالت وزيرة النقل ليلى منصور، الأحد، إن ميناء الواحة يستقبل أول سفينة.\n";
        for text in [
            verse,
            list,
            sentence.repeat(12),
            format!("{PARAGRAPH}\n").repeat(8),
            wrapped(PARAGRAPH, 72),
        ] {
            assert_eq!(unwrapped(&text), None);
        }
    }
}
