//! Tokens of a paragraph → sentences.
//!
//! A sentence ends at one of . ! ? ؟ … ۔ ([`is_sentence_end`]). A point inside a number or a web
//! address, after the single letter of an abbreviation (د. , أ.ف.ب), after a Latin initial in its spoken form
//! (جون إف. كينيدي) or before more points ends none.
//! Paragraphs are cut before this; no sentence crosses one.
//!
//! There is one splitter with two rules, [`SentenceRule`]: the entity model was trained on the
//! sentences of one, speech is read in the sentences of the other.

use std::ops::Range;

use super::morphology::proclitics::without_conjunction;
use super::{Token, TokenKind};
use crate::characters::{QuoteSide, is_closing_bracket, is_sentence_end, quotation_mark};

/// Which sentences are wanted.
///
/// | | `Tokens` | `Narration` |
/// |---|---|---|
/// | an end mark inside quotation marks | ends the sentence | belongs to the speaker and ends none |
/// | closing marks and brackets behind the end | go along | begin the next sentence, unless the quotation holds them |
/// | several end marks in a row (؟!) | the first ends, the others go along | the last ends |
/// | a row of points (...) | ends at its last point | ends none |
/// | an abbreviation's letter | touches its point; `وأ.` too | may stand apart from it; of those with و only `ود.` |
#[derive(Clone, Copy)]
pub(crate) enum SentenceRule<'q> {
    /// Every sentence, quoted or not: what the entity model was trained on. A change here changes the
    /// features of its tokens and means training anew.
    Tokens,
    /// The narrator's sentences. The function tells whether a token stands inside quotation marks,
    /// the marks themselves left out.
    Narration(&'q dyn Fn(usize) -> bool),
}

/// Latin letters as they are spoken, which stand for initials. Those that are common words as well (في, أي, أو, إن)
/// are left out.
const SPOKEN_LETTERS: [&str; 22] = [
    "إف",
    "اف",
    "إم",
    "جيه",
    "جي",
    "دبليو",
    "إتش",
    "اتش",
    "كيه",
    "إل",
    "آر",
    "إس",
    "اس",
    "إيه",
    "ايه",
    "بي",
    "سي",
    "دي",
    "تي",
    "زد",
    "كيو",
    "إكس",
];

/// Whether a word is a Latin letter in its spoken form.
pub(crate) fn is_spoken_letter(word: &str) -> bool {
    SPOKEN_LETTERS.contains(&word)
}

/// Appends the sentences of `tokens[range]` to `sentences`, together all of the range.
///
/// `range` is one paragraph, or a part of one. Linear in the tokens.
pub(crate) fn split(
    text: &str,
    tokens: &[Token],
    range: Range<usize>,
    rule: SentenceRule<'_>,
    sentences: &mut Vec<Range<usize>>,
) {
    let words = Words { text, tokens };
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        let mut end = at + 1;
        let ends = match rule {
            SentenceRule::Tokens => words.ends_sentence(at, &range),
            SentenceRule::Narration(is_quoted) => {
                !is_quoted(at) && words.ends_narration(at, range.end)
            }
        };
        if ends {
            if matches!(rule, SentenceRule::Tokens) {
                while end < range.end && words.goes_along(end) {
                    end += 1;
                }
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

/// Tokens with their text.
#[derive(Clone, Copy)]
struct Words<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

impl<'t> Words<'t> {
    /// The token as written; empty past the end.
    fn word(self, at: usize) -> &'t str {
        self.tokens
            .get(at)
            .map_or("", |token| token.span.of(self.text))
    }

    /// The one character of a mark; a blank, which ends nothing, for other tokens.
    fn mark(self, at: usize) -> char {
        let mut chars = self.word(at).chars();
        match (chars.next(), chars.next()) {
            (Some(mark), None) => mark,
            _ => ' ',
        }
    }

    /// Whether no byte stands between the token and the one before it.
    fn touches_before(self, at: usize) -> bool {
        at > 0
            && self
                .tokens
                .get(at)
                .is_some_and(|token| token.span.start == self.tokens[at - 1].span.end)
    }

    /// Whether a word of another script or a number stands there, as in web addresses.
    fn is_address_part(self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| matches!(token.kind, TokenKind::Foreign | TokenKind::Number))
    }

    /// [`SentenceRule::Tokens`] for one token of the paragraph `range`.
    fn ends_sentence(self, at: usize, range: &Range<usize>) -> bool {
        match self.mark(at) {
            '.' => self.is_full_stop(at, range),
            other => is_sentence_end(other),
        }
    }

    /// Whether the point at `at` is a full stop.
    fn is_full_stop(self, at: usize, range: &Range<usize>) -> bool {
        let next = Some(at + 1).filter(|next| range.contains(next));
        if next.is_some_and(|next| self.word(next) == ".") {
            return false;
        }
        let before = at
            .checked_sub(1)
            .filter(|before| range.contains(before) && self.touches_before(at));
        if before.is_some_and(|before| self.is_initial(before)) {
            return next.is_none();
        }
        if before.is_some_and(|before| self.is_spoken_initial(before, range)) {
            return false;
        }
        let Some(next) = next.filter(|&next| self.touches_before(next)) else {
            return true;
        };
        // Nothing between the point and the next token: an address or a forgotten space.
        !(before.is_some_and(|before| self.is_address_part(before)) && self.is_address_part(next))
    }

    /// Whether a token is the single letter of an abbreviation, a و aside (د, أ, وأ).
    fn is_initial(self, at: usize) -> bool {
        let word = self.word(at);
        match self.tokens[at].kind {
            TokenKind::Arabic | TokenKind::Foreign => {
                let letters = without_conjunction(word, 1)
                    .filter(|_| word.starts_with('و'))
                    .unwrap_or(word);
                letters.chars().count() == 1
            }
            TokenKind::Number | TokenKind::Mark => false,
        }
    }

    /// Whether a token is the spoken form of a Latin letter between two words of a name (جورج دبليو. بوش): no
    /// letter stands before it, as in بي بي سي, and behind its point stands a word without a conjunction.
    fn is_spoken_initial(self, at: usize, range: &Range<usize>) -> bool {
        let is_arabic = |at: usize| {
            range.contains(&at)
                && self
                    .tokens
                    .get(at)
                    .is_some_and(|token| token.kind == TokenKind::Arabic)
        };
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        // جي. كيه. رولينغ: the point of another initial.
        let is_point = self.word(before) == "."
            && before > range.start
            && is_spoken_letter(self.word(before - 1));
        let is_name_word = is_arabic(before) && !is_spoken_letter(self.word(before)) || is_point;
        is_spoken_letter(self.word(at))
            && is_name_word
            && is_arabic(at + 2)
            && self.word(at + 1) == "."
            && !self.word(at + 2).starts_with(['و', 'ف'])
    }

    /// Whether the token at `at` still belongs to the sentence that ended before it.
    ///
    /// Closing marks and brackets do, and further end marks but ۔. A mark that may open as well does
    /// where it touches the sentence's end.
    fn goes_along(self, at: usize) -> bool {
        let mark = self.mark(at);
        match (mark, quotation_mark(mark).map(|mark| mark.side)) {
            // Not among the marks that the model was trained with.
            ('\u{06D4}' | '\u{FF02}', _) => false,
            ('\u{201C}', _) | (_, Some(QuoteSide::Either)) => self.touches_before(at),
            (_, Some(side)) => side == QuoteSide::Closing,
            (_, None) => is_closing_bracket(mark) || is_sentence_end(mark),
        }
    }

    /// [`SentenceRule::Narration`] for one token outside of quotation marks; `end` is the
    /// paragraph's.
    fn ends_narration(self, at: usize, end: usize) -> bool {
        let mark = self.mark(at);
        let ends = self.tokens[at].kind == TokenKind::Mark
            && is_sentence_end(mark)
            && (mark != '.' || self.is_narrators_full_stop(at));
        // ۔ is not looked for behind another mark.
        let more = |mark: char| is_sentence_end(mark) && mark != '\u{06D4}';
        ends && (at + 1 >= end || !more(self.mark(at + 1)))
    }

    /// Whether the point at `at` is a full stop and no abbreviation's, address's or ellipsis's.
    fn is_narrators_full_stop(self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |before| self.word(before));
        let mut letters = super::orthography::Folded::new(before).map(|(_, c)| c);
        let is_abbreviation = match (letters.next(), letters.next(), letters.next()) {
            (Some(one), None, _) => one.is_alphabetic(),
            (Some('و'), Some('د'), None) => true,
            _ => false,
        };
        let is_initial = at
            .checked_sub(1)
            .is_some_and(|before| self.is_spoken_initial(before, &(0..self.tokens.len())));
        let is_ellipsis = self.word(at + 1) == "." || before == ".";
        let gap = self.tokens.get(at + 1).map(|next| {
            let between = self.tokens[at].span.end..next.span.start;
            self.text.get(between).unwrap_or_default()
        });
        let is_joined = gap.is_some_and(|gap| !gap.contains(char::is_whitespace));
        let in_address =
            is_joined && self.is_address_part(at + 1) && at > 0 && self.is_address_part(at - 1);
        !(is_abbreviation || is_initial || is_ellipsis || in_address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn tokens(text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        super::super::tokens::scan(text, Span::new(0, text.len()), &mut tokens);
        tokens
    }

    fn cut_by<'t>(text: &'t str, rule: SentenceRule<'_>) -> Vec<&'t str> {
        let tokens = tokens(text);
        let mut sentences = Vec::new();
        split(text, &tokens, 0..tokens.len(), rule, &mut sentences);
        sentences
            .into_iter()
            .map(|range| &text[tokens[range.start].span.start..tokens[range.end - 1].span.end])
            .collect()
    }

    fn cut(text: &str) -> Vec<&str> {
        cut_by(text, SentenceRule::Tokens)
    }

    /// The narrator's sentences; what stands between « and » is quoted.
    fn narration(text: &str) -> Vec<&str> {
        let tokens = tokens(text);
        let is_quoted = |at: usize| {
            let before = &text[..tokens[at].span.start];
            before.matches('«').count() > before.matches('»').count()
                && tokens[at].span.of(text) != "»"
        };
        cut_by(text, SentenceRule::Narration(&is_quoted))
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
        assert_eq!(cut("ذكر ود. سالم"), ["ذكر ود. سالم"]);
        assert_eq!(cut("ذكر فد. سالم"), ["ذكر فد.", "سالم"]);
        assert_eq!(
            cut("موقع www.example.org هنا"),
            ["موقع www.example.org هنا"]
        );
        assert_eq!(cut("انتهى.ثم بدأ"), ["انتهى.", "ثم بدأ"]);
    }

    #[test]
    fn a_spoken_initial_inside_a_name_ends_none() {
        for name in ["جون إف. كينيدي هنا", "كتبت جي. كيه. رولينغ هنا"]
        {
            assert_eq!(cut(name), [name]);
            assert_eq!(narration(name), [name]);
        }
        assert_eq!(cut("بثته بي بي سي. قال ذلك"), ["بثته بي بي سي.", "قال ذلك"]);
        assert_eq!(
            narration("فيتامين سي. وقال ذلك"),
            ["فيتامين سي.", "وقال ذلك"]
        );
        assert_eq!(cut("غادر جون إف."), ["غادر جون إف."]);
    }

    #[test]
    fn quoted_stops_do_not_end_the_narrators_sentence() {
        assert_eq!(
            narration("قال: «العمل جار. والمال كاف» وغادر. ثم عاد"),
            ["قال: «العمل جار. والمال كاف» وغادر.", "ثم عاد"]
        );
        assert_eq!(narration("جاء؟! ثم ذهب"), ["جاء؟!", "ثم ذهب"]);
        assert_eq!(narration("انتظر... ثم مضى."), ["انتظر... ثم مضى."]);
        assert_eq!(
            narration("ذكر د . سالم وود. هالة"),
            ["ذكر د . سالم وود.", "هالة"]
        );
        assert_eq!(narration("موقع a.org هنا. نعم"), ["موقع a.org هنا.", "نعم"]);
    }

    #[test]
    fn every_token_is_in_one_sentence() {
        let text = ".. «. جاء.) ! a.b د.";
        let tokens = tokens(text);
        for rule in [SentenceRule::Tokens, SentenceRule::Narration(&|_| false)] {
            let mut sentences = Vec::new();
            split(text, &tokens, 0..tokens.len(), rule, &mut sentences);
            assert_eq!(
                sentences.iter().map(ExactSizeIterator::len).sum::<usize>(),
                tokens.len()
            );
        }
    }
}
