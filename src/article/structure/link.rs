//! A line → whether it begins as links to other articles do («اقرأ أيضا: …»).
//!
//! The openers are listed in `article/data/link-openers.txt` and compared by a
//! folded key, so that hamza, tanween, ى/ي, ة/ه, tatweel and marks do not matter. The
//! line itself is never changed.

use std::sync::LazyLock;

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

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    include_str!("../data/link-openers.txt")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| {
            let bare = line.trim_end_matches([' ', ':']);
            Entry {
                key: line_key(bare),
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
    let key = line_key(bare);
    ENTRIES
        .iter()
        .filter_map(|entry| after_opener(&key, entry, line))
        .next()
}

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
fn line_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => key.push('ا'),
            'ى' => key.push('ي'),
            'ة' => key.push('ه'),
            'ـ' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{200B}'..='\u{200F}' => {}
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            space if space.is_whitespace() => {
                if !key.ends_with(' ') {
                    key.push(' ');
                }
            }
            other => key.extend(other.to_lowercase()),
        }
    }
    key
}
