//! Text → tokens: Arabic words, foreign words, numbers and single punctuation marks.
//!
//! Tokens begin and end on grapheme clusters, so a mention made of tokens never separates a letter from
//! its marks. White space and invisible controls are no tokens. Time is linear: each scalar value is
//! read once, also in a run of a million combining marks. Words are not analyzed here.

use unicode_segmentation::UnicodeSegmentation;

use super::orthography::{is_letter, is_mark};
use super::{Token, TokenKind};
use crate::characters::is_invisible_format;
use crate::span::Span;

/// The class of a cluster, by its first scalar value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ClusterClass {
    Arabic,
    /// Tatweel: continues a word, begins none.
    Tatweel,
    Foreign,
    Digit,
    Mark,
    Blank,
}

/// Appends the tokens of `text[span]` to `tokens`.
pub(super) fn scan(text: &str, span: Span, tokens: &mut Vec<Token>) {
    let part = span.of(text);
    let mut at = 0;
    while at < part.len() {
        let end = cluster_end(part, at);
        let class = classify(&part[at..end]);
        let kind = match class {
            ClusterClass::Blank => {
                at = end;
                continue;
            }
            ClusterClass::Arabic | ClusterClass::Tatweel => TokenKind::Arabic,
            ClusterClass::Foreign => TokenKind::Foreign,
            ClusterClass::Digit => TokenKind::Number,
            ClusterClass::Mark => TokenKind::Mark,
        };
        let end = grow(part, end, kind);
        tokens.push(Token {
            span: Span::new(span.start + at, span.start + end),
            kind,
        });
        at = end;
    }
}

/// Where a token of `kind` that reaches to `end` ends.
fn grow(part: &str, mut end: usize, kind: TokenKind) -> usize {
    while end < part.len() {
        let next = cluster_end(part, end);
        let class = classify(&part[end..next]);
        let continues = match kind {
            TokenKind::Arabic => matches!(class, ClusterClass::Arabic | ClusterClass::Tatweel),
            TokenKind::Foreign => {
                matches!(class, ClusterClass::Foreign | ClusterClass::Digit)
                    || joins_foreign(part, end, next)
            }
            TokenKind::Number => class == ClusterClass::Digit || joins_digits(part, end, next),
            TokenKind::Mark => false,
        };
        if !continues {
            break;
        }
        end = next;
    }
    end
}

/// Whether the cluster `at..next` is a separator directly before a digit (1,200.5, 10:30, 2015/7/1).
fn joins_digits(part: &str, at: usize, next: usize) -> bool {
    matches!(
        &part[at..next],
        "." | "," | ":" | "/" | "-" | "\u{066B}" | "\u{066C}" | "\u{060C}"
    ) && part[next..].starts_with(char::is_numeric)
}

/// Whether the cluster `at..next` is an apostrophe or ampersand directly before a letter (O'Neil, AT&T).
fn joins_foreign(part: &str, at: usize, next: usize) -> bool {
    matches!(&part[at..next], "'" | "\u{2019}" | "&" | "_")
        && part[next..].starts_with(|c: char| c.is_alphabetic() && !is_letter(c))
}

/// The end of the grapheme cluster that begins at `at`.
fn cluster_end(part: &str, at: usize) -> usize {
    let mut chars = part[at..].chars();
    let Some(first) = chars.next() else {
        return part.len();
    };
    let mut end = at + first.len_utf8();
    if !is_plain(first) {
        return segmented_end(part, at);
    }
    for next in chars {
        if is_plain(next) {
            return end;
        }
        if !is_mark(next) {
            return segmented_end(part, at);
        }
        end += next.len_utf8();
    }
    end
}

/// [`cluster_end`] by the rules of UAX #29 in full.
fn segmented_end(part: &str, at: usize) -> usize {
    at + part[at..]
        .graphemes(true)
        .next()
        .map_or(part.len() - at, str::len)
}

/// Whether `c` always begins a cluster and joins none that follows it, as Arabic letters,
/// visible ASCII and the common marks of punctuation do: which makes the rules of UAX #29 unnecessary.
const fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\n' | '\u{00AB}' | '\u{00BB}' | '\u{060C}' | '\u{061B}' | '\u{061F}'
        | '\u{0621}'..='\u{064A}' | '\u{0660}'..='\u{0669}' | '\u{2010}'..='\u{2026}')
}

fn classify(cluster: &str) -> ClusterClass {
    let first = cluster.chars().next().unwrap_or(' ');
    match first {
        '\u{0640}' => ClusterClass::Tatweel,
        _ if is_letter(first) => ClusterClass::Arabic,
        // Number signs (U+0600 to U+0605) are prepended to the digits that they number, in one cluster.
        '0'..='9' | '\u{0600}'..='\u{0605}' => ClusterClass::Digit,
        '\0'..=' ' | '\u{7F}' => ClusterClass::Blank,
        'A'..='Z' | 'a'..='z' => ClusterClass::Foreign,
        '!'..='~' => ClusterClass::Mark,
        _ if first.is_whitespace() || first.is_control() || is_invisible_format(first) => {
            ClusterClass::Blank
        }
        _ if first.is_alphabetic() => ClusterClass::Foreign,
        _ if first.is_numeric() => ClusterClass::Digit,
        _ => ClusterClass::Mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        let mut tokens = Vec::new();
        scan(text, Span::new(0, text.len()), &mut tokens);
        let shown: Vec<String> = tokens
            .iter()
            .map(|token| {
                let letter = match token.kind {
                    TokenKind::Arabic => 'a',
                    TokenKind::Foreign => 'f',
                    TokenKind::Number => 'n',
                    TokenKind::Mark => 'm',
                };
                format!("{letter}:{}", token.span.of(text))
            })
            .collect();
        shown.join(" ")
    }

    #[test]
    fn words_numbers_and_marks_are_separated() {
        assert_eq!(
            cut("قال «نعم»، 1,200.5 ريال."),
            "a:قال m:« a:نعم m:» m:، n:1,200.5 a:ريال m:."
        );
        assert_eq!(cut("في 2015/7/1، 10:30"), "a:في n:2015/7/1 m:، n:10:30");
        assert_eq!(
            cut("ال19 وwindows10 O'Neil"),
            "a:ال n:19 a:و f:windows10 f:O'Neil"
        );
        assert_eq!(cut("1، 2"), "n:1 m:، n:2");
    }

    #[test]
    fn marks_and_tatweel_stay_in_the_word() {
        assert_eq!(cut("كَتَـــبَ الدَّرْسَ"), "a:كَتَـــبَ a:الدَّرْسَ");
        assert_eq!(cut("می\u{200C}روم"), "a:می\u{200C}روم");
        assert_eq!(cut("الـ\u{200F} الـ"), "a:الـ a:الـ");
    }

    #[test]
    fn controls_and_white_space_are_no_tokens() {
        assert_eq!(cut("\u{202B} نص\u{202C}\u{FEFF}\r\n\tنص"), "a:نص a:نص");
        assert_eq!(cut(""), "");
    }

    proptest::proptest! {
        #[test]
        fn tokens_are_sorted_and_stand_on_cluster_boundaries(text in "\\PC*|[ابوةـًٌّ\u{200d}\u{600}a1.,« \n]{0,60}") {
            let mut tokens = Vec::new();
            scan(&text, Span::new(0, text.len()), &mut tokens);
            let borders: std::collections::BTreeSet<usize> =
                text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            let mut last = 0;
            for token in tokens {
                assert!(last <= token.span.start && !token.span.is_empty());
                assert!(borders.contains(&token.span.start) && borders.contains(&token.span.end));
                last = token.span.end;
            }
        }
    }
}
