//! Plain text → a draft; lines that a program broke at a margin are joined again, the `> ` of a quoted mail is removed, and
//! character references are resolved (`&nbsp;`, `&#1606;`) with the tags beside them.
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
//! Where every broken paragraph ends with a sentence and at most one in four of its lines does, 36 letters and three line
//! ends are enough, with nine in ten at the margin.
//!
//! Verse, lists and texts with one sentence a line fail one of them.

use std::borrow::Cow;

use super::markup;
use crate::article::clean::{self, CleanedText};
use crate::article::draft::ArticleDraft;

/// Margins at which programs break text, in letters. Verse is narrower; a paragraph on
/// one line is wider.
const MARGIN: std::ops::RangeInclusive<usize> = 56..=100;
/// Narrowest margin of a text whose paragraphs end with sentences.
const NARROWEST: usize = 36;
/// Fewer broken lines may be chance.
const LEAST_BREAKS: usize = 6;
/// The same in a text whose paragraphs end with sentences.
const LEAST_BREAKS_OF_SENTENCES: usize = 3;

/// The draft of a plain text.
pub(in crate::article) fn article<'a>(text: impl Into<Cow<'a, str>>) -> ArticleDraft<'a> {
    let mut text = text.into();
    // A carriage return ends a line too, and a sequence that is removed has no width.
    let cleaned = match clean::clean(&text) {
        CleanedText {
            text: Cow::Owned(clean),
            removed,
        } => Some((clean, removed)),
        CleanedText { .. } => None,
    };
    let mut controls_removed = 0;
    if let Some((clean, removed)) = cleaned {
        text = Cow::Owned(clean);
        controls_removed = removed;
    }
    if let Some(unquoted) = unquoted(&text) {
        text = Cow::Owned(unquoted);
    }
    if let Some(resolved) = resolved(&text) {
        text = Cow::Owned(resolved);
    }
    let draft = match unwrapped(&text) {
        Some(joined) => ArticleDraft::plain(joined),
        None => ArticleDraft::plain(text),
    };
    ArticleDraft {
        controls_removed,
        ..draft
    }
}

/// The text without the `>` before the lines of a quoted mail; `None` where no two lines in a row have one.
fn unquoted(text: &str) -> Option<String> {
    if !text.contains("\n>") {
        return None;
    }
    let is_quoted = |line: &str| line.starts_with('>');
    let mut lines = text.lines().zip(text.lines().skip(1));
    if !lines.any(|(line, next)| is_quoted(line) && is_quoted(next)) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        out.push_str(line.trim_start_matches(['>', ' ']));
        out.push('\n');
    }
    Some(out)
}

/// The text with its character references resolved, as a page's text would be read; `None` where there is none.
///
/// Only lines with a reference are read so: a `<` elsewhere may be just that.
fn resolved(text: &str) -> Option<String> {
    if !text.contains('&') || !text.lines().any(has_reference) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        if has_reference(line) {
            for block in markup::fragment(line) {
                out.push_str(&block.text);
                out.push('\n');
            }
        } else {
            out.push_str(line);
            out.push('\n');
        }
    }
    Some(out)
}

/// Whether the line has a character reference that news pages use.
fn has_reference(line: &str) -> bool {
    const NAMES: [&str; 20] = [
        "nbsp", "quot", "amp", "laquo", "raquo", "ldquo", "rdquo", "lsquo", "rsquo", "hellip",
        "ndash", "mdash", "zwnj", "zwj", "rlm", "lrm", "lt", "gt", "apos", "middot",
    ];
    line.match_indices('&').any(|(at, _)| {
        // The longest one, `&#1114111;`, has ten bytes.
        let rest = line.as_bytes().get(at + 1..).unwrap_or_default();
        let Some(end) = rest.iter().take(10).position(|&byte| byte == b';') else {
            return false;
        };
        let name = &rest[..end];
        let is_number =
            |digits: &[u8]| !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit);
        match name.strip_prefix(b"#") {
            Some(number) => is_number(number.strip_prefix(b"x").unwrap_or(number)),
            None => NAMES.iter().any(|known| known.as_bytes() == name),
        }
    })
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
    if margin < NARROWEST {
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
    let after_stop = full().filter(|(line, _)| ends_a_sentence(line));
    // The last line of a paragraph and headings are short; in verse and lists most
    // lines are. A margin coincides with the end of a sentence now and then; where a
    // writer puts one sentence on each line, every break does.
    let after_stop = after_stop.count();
    let usual = MARGIN.contains(&margin)
        && all >= LEAST_BREAKS
        && at_margin * 10 >= all * 8
        && after_stop * 2 <= at_margin;
    let of_sentences = all >= LEAST_BREAKS_OF_SENTENCES
        && at_margin * 10 >= all * 9
        && after_stop * 4 <= at_margin
        && ends_with_sentences(text);
    if !usual && !of_sentences {
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

/// Whether a line ends like a sentence.
fn ends_a_sentence(line: &str) -> bool {
    line.trim_end().ends_with(['.', '؟', '!', '"', '»'])
}

/// Whether every paragraph of more than one line ends with a sentence. Verse does not.
fn ends_with_sentences(text: &str) -> bool {
    let mut before: Option<&str> = None;
    let mut lines = 0;
    for line in text.lines().chain([""]) {
        let is_item = line.trim_start().starts_with(ITEMS);
        if line.trim().is_empty() || is_item {
            if lines > 1 && !before.is_some_and(ends_a_sentence) {
                return false;
            }
            lines = 0;
        } else {
            lines += 1;
        }
        before = Some(line);
    }
    true
}

/// What begins an item of a list, a heading or a quotation.
const ITEMS: [char; 6] = ['-', '–', '*', '•', '#', '>'];

/// Whether the first word of `next` did not fit on `line`, with a tolerance of a tenth
/// for margins that are not counted in letters.
fn is_full(line: &str, next: &str, margin: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    let begins_item = word.starts_with(ITEMS);
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
        for width in [40, 60, 72, 80, 100] {
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
    fn a_short_text_is_joined_where_its_paragraphs_are_sentences() {
        let broken = wrapped(PARAGRAPH, 60);
        let quoted = format!("> {}", broken.replace('\n', "\n> "));
        for text in [broken, quoted] {
            let draft = article(format!("عنوان\n\n{text}\n"));
            assert_eq!(draft.blocks[0].text, format!("عنوان\n\n{PARAGRAPH}\n"));
        }
    }

    #[test]
    fn character_references_are_resolved() {
        let shown = |text: &str| article(text.to_owned()).blocks[0].text.clone().into_owned();
        assert_eq!(
            shown(
                "قالت&nbsp;ليلى &laquo;نعم&raquo; &quot;أكيد&quot; &#1606;&#1593;&#1605; ثم <b>غامق</b> و<br/>سطر.\n3 < 5"
            ),
            "قالت\u{A0}ليلى «نعم» \"أكيد\" نعم ثم غامق و\nسطر.\n3 < 5\n"
        );
        for text in ["A & B; C", "&x; <b>", "AT&T", "&;"] {
            assert_eq!(shown(text), text);
        }
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
            format!("{}\n", wrapped(PARAGRAPH, 48).trim_end_matches('.')).repeat(3),
        ] {
            assert_eq!(unwrapped(&text), None);
        }
    }
}
