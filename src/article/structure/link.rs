//! A line → whether it begins as links to other articles do («اقرأ أيضا: …»).
//!
//! The openers are listed in `article/data/link-openers.txt` and compared by a
//! folded key, so that hamza, tanween, ى/ي, ة/ه, tatweel and marks do not matter. The
//! line itself is never changed.

use std::sync::LazyLock;

use crate::characters::is_invisible_format;

/// How a line that begins with an opener goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opener {
    /// Nothing follows but punctuation.
    Alone,
    /// The linked title follows on the same line.
    WithTarget,
}

/// One entry of the list.
struct Entry {
    /// Folded.
    key: String,
    /// The word alone may begin a sentence; a separator must follow.
    needs_separator: bool,
}

/// Read once from the list; a line that ends in a colon needs a separator after it.
static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    include_str!("../data/link-openers.txt")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| {
            let bare = line.trim_end_matches([' ', ':']);
            Entry {
                key: line_key(bare.chars()),
                needs_separator: bare.len() < line.len(),
            }
        })
        .collect()
});

/// Longest line that is taken for a link, in bytes: about 25 Arabic words.
const LONGEST: usize = 400;
/// What may stand between an opener and the title it announces.
const SEPARATORS: [char; 11] = [':', '-', '–', '—', '|', '/', '»', '«', '>', '.', '…'];
/// Decorations before an opener.
const BULLETS: [char; 16] = [
    '-', '–', '—', '*', '•', '▪', '■', '●', '◄', '►', '·', '+', '>', '«', '(', '[',
];

/// Whether `line`, without white space at its ends, begins with an opener.
pub(super) fn opener(line: &str) -> Option<Opener> {
    if line.len() > LONGEST {
        return None;
    }
    let bare = line.trim_start_matches(|c: char| BULLETS.contains(&c) || c.is_whitespace());
    // Nearly every line is told by its beginning; the whole key is made for the rest.
    let beginning = line_key(bare.chars().take(BEGINNING));
    let mut candidates = ENTRIES
        .iter()
        .filter(|entry| beginning.starts_with(&entry.key))
        .peekable();
    candidates.peek()?;
    let key = line_key(bare.chars());
    candidates.find_map(|entry| after_opener(&key, entry, line))
}

/// Characters of a line that hold the longest opener, marks and spaces included.
const BEGINNING: usize = 48;

/// How the folded line `key` goes on after `entry`, if it begins with it.
fn after_opener(key: &str, entry: &Entry, line: &str) -> Option<Opener> {
    let rest = key.strip_prefix(entry.key.as_str())?;
    if rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let rest = rest.trim_start();
    let separated = rest.starts_with(SEPARATORS);
    let target = rest.trim_matches(|c: char| !c.is_alphanumeric());
    if target.is_empty() {
        return (separated || !entry.needs_separator).then_some(Opener::Alone);
    }
    // Without a separator a sentence may begin so; a sentence ends with a stop.
    let ends_open = !line.ends_with(['.', '؟', '!']);
    (separated || (!entry.needs_separator && ends_open)).then_some(Opener::WithTarget)
}

/// Comparison key: letters without marks and hamza forms, single spaces, lower case.
///
/// Coarser than the key of the text room, which this room may not use: hamza forms,
/// ى and ة only.
fn line_key(chars: impl Iterator<Item = char>) -> String {
    let mut key = String::with_capacity(2 * BEGINNING);
    for c in chars {
        match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => key.push('ا'),
            'ى' => key.push('ي'),
            'ة' => key.push('ه'),
            'ـ' | '\u{64B}'..='\u{65F}' | '\u{670}' => {}
            invisible if is_invisible_format(invisible) => {}
            space if space.is_whitespace() => {
                if !key.ends_with(' ') {
                    key.push(' ');
                }
            }
            // Only the English openers have letter case.
            other => key.push(other.to_ascii_lowercase()),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openers_are_known_in_every_spelling() {
        for line in [
            "اقرأ أيضا: الميناء يفتح أبوابه",
            "إقرأ ايضاً : الميناء يفتح أبوابه",
            "اقرا أيضـا - الميناء يفتح أبوابه",
            "اقر أيضا: الميناء يفتح أبوابه",
            "أقرأ أيضًا: الميناء يفتح أبوابه",
            "• اقرأ أيضا | الميناء يفتح أبوابه",
            "(اقرأ أيضا: الميناء يفتح أبوابه)",
            "\u{200F}اقرأ أيضا: الميناء يفتح أبوابه",
            "طالع أيضا: الميناء يفتح أبوابه",
            "شاهد: لحظة افتتاح الميناء",
            "شاهد أيضاً لحظة افتتاح الميناء",
            "للمزيد: صفحة الميناء",
            "Read also: The port opens",
            "READ MORE: the port opens",
        ] {
            assert_eq!(opener(line), Some(Opener::WithTarget), "{line}");
        }
    }

    #[test]
    fn every_opener_of_the_list_is_found() {
        let list = include_str!("../data/link-openers.txt");
        let entries: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(ENTRIES.len(), entries.len());
        for entry in entries {
            // The beginning of a line must hold it with marks on every letter.
            assert!(entry.chars().count() * 2 <= BEGINNING, "{entry}");
            let line = format!("{}: خبر", entry.trim_end_matches([' ', ':']));
            assert_eq!(opener(&line), Some(Opener::WithTarget), "{line}");
        }
    }

    #[test]
    fn an_opener_may_stand_alone() {
        for line in [
            "اقرأ أيضا",
            "اقرأ أيضاً:",
            "مواضيع ذات صلة",
            "شاهد:",
            "• اقرأ أيضا …",
        ] {
            assert_eq!(opener(line), Some(Opener::Alone), "{line}");
        }
    }

    #[test]
    fn sentences_that_begin_alike_are_no_links() {
        for line in [
            "شاهد العالم مباراة الأمس",
            "شاهد",
            "اقرأ الكتاب ثم احكم عليه",
            "اقرأ أيضا ما بين السطور، فالكاتب لا يقول كل شيء.",
            "وقال أيضا: الميناء مفتوح",
            "قد يهمكم الأمر: الميناء مفتوح",
            "طالعنا الوزير أمس: الميناء مفتوح",
            "See alsoran: nothing",
        ] {
            assert_eq!(opener(line), None, "{line}");
        }
    }
}
