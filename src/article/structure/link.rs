//! A line → whether it begins like a link to another article («اقرأ أيضا: …»).
//!
//! The openers are listed in `article/data/link-openers.txt` and compared by a
//! folded key, so that hamza, tanween, ى/ي, ة/ه, tatweel and marks do not matter. The
//! line itself is never changed.

use std::sync::LazyLock;

use crate::characters::is_invisible_format;

/// What follows the opener of a link line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkForm {
    /// Nothing but punctuation.
    Alone,
    /// The linked title.
    WithTarget,
}

/// One entry of the list.
struct LinkOpener {
    /// Its folded form.
    key: String,
    /// It may begin a sentence too, so a separator must follow.
    needs_separator: bool,
}

/// The list, read once. An entry that ends in a colon needs a separator after it.
static OPENERS: LazyLock<Vec<LinkOpener>> = LazyLock::new(|| {
    include_str!("../data/link-openers.txt")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| {
            let bare = line.trim_end_matches([' ', ':']);
            LinkOpener {
                key: line_key(bare.chars()),
                needs_separator: bare.len() < line.len(),
            }
        })
        .collect()
});

/// Longest line that can be a link, in bytes: about 25 Arabic words.
const LONGEST: usize = 400;
/// What may separate an opener from the linked title.
const SEPARATORS: [char; 11] = [':', '-', '–', '—', '|', '/', '»', '«', '>', '.', '…'];
/// Decorations before an opener.
const BULLETS: [char; 16] = [
    '-', '–', '—', '*', '•', '▪', '■', '●', '◄', '►', '·', '+', '>', '«', '(', '[',
];

/// What follows the opener if `line`, which has no white space at its ends, begins with one.
pub(super) fn link_form(line: &str) -> Option<LinkForm> {
    if line.len() > LONGEST {
        return None;
    }
    let bare = line.trim_start_matches(|c: char| BULLETS.contains(&c) || c.is_whitespace());
    // The beginning decides for nearly every line; only the others need their whole key.
    let beginning = line_key(bare.chars().take(BEGINNING));
    let mut candidates = OPENERS
        .iter()
        .filter(|entry| beginning.starts_with(&entry.key))
        .peekable();
    candidates.peek()?;
    let key = line_key(bare.chars());
    candidates.find_map(|entry| after_opener(&key, entry, line))
}

/// Characters at the start of a line that contain the longest opener, marks and spaces included.
const BEGINNING: usize = 48;

/// What follows `entry` in the folded line `key`, if the line begins with it.
fn after_opener(key: &str, entry: &LinkOpener, line: &str) -> Option<LinkForm> {
    let rest = key.strip_prefix(entry.key.as_str())?;
    if rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let rest = rest.trim_start();
    let separated = rest.starts_with(SEPARATORS);
    let target = rest.trim_matches(|c: char| !c.is_alphanumeric());
    if target.is_empty() {
        return (separated || !entry.needs_separator).then_some(LinkForm::Alone);
    }
    // Without a separator it may be a sentence; a sentence ends with a stop.
    let ends_open = !line.ends_with(['.', '؟', '!']);
    (separated || (!entry.needs_separator && ends_open)).then_some(LinkForm::WithTarget)
}

/// Comparison key: letters without marks and hamza forms, single spaces, lower case.
///
/// Not the key of `text::orthography`: the article layer is below the text layer, and needs
/// only hamza forms, ى and ة.
pub(super) fn line_key(chars: impl Iterator<Item = char>) -> String {
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
            // Only English openers have letter case.
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
            assert_eq!(link_form(line), Some(LinkForm::WithTarget), "{line}");
        }
    }

    #[test]
    fn every_opener_of_the_list_is_found() {
        let list = include_str!("../data/link-openers.txt");
        let entries: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(OPENERS.len(), entries.len());
        for entry in entries {
            // The beginning of a line must hold it with marks on every letter.
            assert!(entry.chars().count() * 2 <= BEGINNING, "{entry}");
            let line = format!("{}: خبر", entry.trim_end_matches([' ', ':']));
            assert_eq!(link_form(&line), Some(LinkForm::WithTarget), "{line}");
        }
    }

    #[test]
    fn an_opener_may_be_alone() {
        for line in [
            "اقرأ أيضا",
            "اقرأ أيضاً:",
            "مواضيع ذات صلة",
            "شاهد:",
            "• اقرأ أيضا …",
        ] {
            assert_eq!(link_form(line), Some(LinkForm::Alone), "{line}");
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
            assert_eq!(link_form(line), None, "{line}");
        }
    }
}
