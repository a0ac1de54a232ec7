//! One line of an article → what it looks like by itself: a headline, a link or plain text.
//!
//! It knows nothing of the lines around it.

use super::link::{self, Opener};

/// What a line looks like by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// «اقرأ أيضا: …» with its target.
    Link,
    /// «اقرأ أيضا» alone; the next line may be its target.
    LinkOpener,
    /// Short, without a final stop: a heading, if the neighbours agree.
    Short,
    /// Anything else.
    Plain,
}

/// Longest heading and longest title, in words and in bytes. A title's limits
/// are 20 words and 150 Arabic letters; a heading's, 12 words and 90 letters.
const HEADING: (usize, usize) = (12, 180);
const TITLE: (usize, usize) = (20, 300);

/// What `line`, without white space at its ends, looks like.
pub(super) fn kind(line: &str) -> Kind {
    match link::opener(line) {
        Some(Opener::Alone) => Kind::LinkOpener,
        Some(Opener::WithTarget) => Kind::Link,
        None if is_headline(line, HEADING) && !line.ends_with(['؟', '?', '!']) => Kind::Short,
        None => Kind::Plain,
    }
}

/// Whether `line` may be the title, given that more text follows it.
pub(super) fn is_title(line: &str) -> bool {
    is_headline(line, TITLE)
}

/// Short, begun like a sentence and not ended like one.
fn is_headline(line: &str, (words, bytes): (usize, usize)) -> bool {
    line.len() <= bytes
        && line.split_whitespace().nth(words).is_none()
        && line.chars().any(char::is_alphabetic)
        && !ends_like_a_sentence(line)
        && !is_list_item(line)
        && !is_dateline(line)
}

/// A stop at the end, closing quotation marks and brackets left aside.
fn ends_like_a_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '»', '”', '\'', '’', ')', ']', ' '])
        .ends_with(['.', '…', ':', '،', ',', '؛', ';', '-', '–', '—'])
}

/// A bullet, a dash or a number before the text.
fn is_list_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_numeric());
    if rest.len() < line.len() {
        return rest.starts_with(['.', ')', '-', '–', '—', ':', '/']);
    }
    line.starts_with([
        '-', '–', '—', '*', '•', '▪', '■', '●', '◄', '►', '·', '~', '+', '>', '#',
    ])
}

/// A place, an agency or a writer's name before the text itself: a dash, a
/// slash or a bar between a few words, as in «القاهرة – وكالات».
fn is_dateline(line: &str) -> bool {
    const WORDS: usize = 6;
    if line.split_whitespace().nth(WORDS).is_some() {
        return false;
    }
    let single_letters = line
        .split_whitespace()
        .all(|word| word.chars().count() == 1);
    single_letters
        || line.contains(['/', '|', '@', '©'])
        || [" - ", " – ", " — ", "- ", " -"]
            .iter()
            .any(|dash| line.contains(dash))
}
