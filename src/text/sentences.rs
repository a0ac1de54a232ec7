//! Tokens of a paragraph → sentences.
//!
//! A sentence ends at . ! ? ؟ … and takes the closing quotation marks and
//! brackets behind it along. A point inside a number or a web address, after
//! the single letter of an abbreviation (د. ,أ.ف.ب) or before more points ends
//! none. Paragraphs are cut before this; no sentence crosses one.

use std::ops::Range;

use super::{Token, TokenKind};

/// Appends the sentences of `tokens[range]` to `sentences`, together all of the range.
pub(super) fn split(
    text: &str,
    tokens: &[Token],
    range: Range<usize>,
    sentences: &mut Vec<Range<usize>>,
) {
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        let mut end = at + 1;
        if ends_sentence(text, &tokens[range.clone()], at - range.start) {
            while end < range.end && goes_along(text, &tokens[end], &tokens[end - 1]) {
                end += 1;
            }
            sentences.push(start..end);
            start = end;
        }
        at = end;
    }
    if start < range.end {
        sentences.push(start..range.end);
    }
}

fn ends_sentence(text: &str, tokens: &[Token], at: usize) -> bool {
    match tokens[at].span.of(text) {
        "!" | "?" | "\u{061F}" | "\u{2026}" | "\u{06D4}" => true,
        "." => point_ends(text, tokens, at),
        _ => false,
    }
}

/// Whether the point at `at` is a full stop.
fn point_ends(text: &str, tokens: &[Token], at: usize) -> bool {
    let point = &tokens[at];
    let next = tokens.get(at + 1);
    if next.is_some_and(|token| token.span.of(text) == ".") {
        return false;
    }
    let before = at.checked_sub(1).map(|i| &tokens[i]);
    let close_before = before.filter(|token| token.span.end == point.span.start);
    if close_before.is_some_and(|token| is_initial(text, token)) {
        return next.is_none();
    }
    let Some(next) = next.filter(|token| token.span.start == point.span.end) else {
        return true;
    };
    // Nothing between the point and the next token: an address or a forgotten space.
    !matches!(
        (close_before.map(|token| token.kind), next.kind),
        (
            Some(TokenKind::Foreign | TokenKind::Number),
            TokenKind::Foreign | TokenKind::Number
        )
    )
}

/// Whether a token is the single letter of an abbreviation, a conjunction aside (د, أ, وأ).
fn is_initial(text: &str, token: &Token) -> bool {
    let word = token.span.of(text);
    match token.kind {
        TokenKind::Arabic | TokenKind::Foreign => {
            let word = word
                .strip_prefix('و')
                .filter(|rest| !rest.is_empty())
                .unwrap_or(word);
            word.chars().count() == 1
        }
        TokenKind::Number | TokenKind::Mark => false,
    }
}

/// Whether `token` still belongs to the sentence that ended before it.
fn goes_along(text: &str, token: &Token, before: &Token) -> bool {
    let close = token.span.start == before.span.end;
    match token.span.of(text) {
        "\u{00BB}" | "\u{201D}" | "\u{2019}" | ")" | "]" | "}" | "\u{203A}" | "." | "!" | "?"
        | "\u{061F}" | "\u{2026}" => true,
        // A straight quotation mark closes where it touches the sentence's end.
        "\"" | "'" | "\u{201C}" => close,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn cut(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        super::super::tokens::scan(text, Span::new(0, text.len()), &mut tokens);
        let mut sentences = Vec::new();
        split(text, &tokens, 0..tokens.len(), &mut sentences);
        sentences
            .into_iter()
            .map(|range| &text[tokens[range.start].span.start..tokens[range.end - 1].span.end])
            .collect()
    }

    #[test]
    fn full_stops_end_sentences_and_quotes_go_along() {
        assert_eq!(cut("جاء. ذهب؟ عاد"), ["جاء.", "ذهب؟", "عاد"]);
        assert_eq!(cut("قال: «جئت.» ثم ذهب."), ["قال: «جئت.»", "ثم ذهب."]);
        assert_eq!(
            cut("قال: \"جئت.\" ثم \"ذهب\"."),
            ["قال: \"جئت.\"", "ثم \"ذهب\"."]
        );
        assert_eq!(cut("انتظر... ثم مضى!!"), ["انتظر...", "ثم مضى!!"]);
    }

    #[test]
    fn points_in_numbers_abbreviations_and_addresses_end_none() {
        assert_eq!(cut("بلغ 3.5 في د. سالم"), ["بلغ 3.5 في د. سالم"]);
        assert_eq!(cut("ذكرت أ.ف.ب أمس"), ["ذكرت أ.ف.ب أمس"]);
        assert_eq!(
            cut("موقع www.example.org هنا"),
            ["موقع www.example.org هنا"]
        );
        assert_eq!(cut("انتهى.ثم بدأ"), ["انتهى.", "ثم بدأ"]);
    }

    #[test]
    fn every_token_is_in_one_sentence() {
        let text = ".. «. جاء.) ! a.b د.";
        let mut tokens = Vec::new();
        super::super::tokens::scan(text, Span::new(0, text.len()), &mut tokens);
        let mut sentences = Vec::new();
        split(text, &tokens, 0..tokens.len(), &mut sentences);
        assert_eq!(
            sentences.iter().map(ExactSizeIterator::len).sum::<usize>(),
            tokens.len()
        );
    }
}
