//! A [`Document`] and its [`Entities`] → [`AnnotatedText`]: the words as the quotes
//! module reads them, each with its folded key, its paragraph, the entity it belongs
//! to and whether it stands inside quotation marks.
//!
//! Everything behind this file speaks of words by their index; bytes come back
//! only when a quote is made.
//!
//! Nothing is judged here but where a sentence ends. The text is not changed: a key is a copy
//! of a word's letters, folded, and the word itself is read from the text by its span. Asked
//! for a word past the end, it returns an empty value and does not panic, so rules may
//! look ahead without counting.

use std::collections::HashMap;
use std::ops::Range;

use crate::article::ParagraphRole;
use crate::entities::{Entities, EntityId, EntityKind};
use crate::span::Span;
use crate::text::orthography::Folded;
use crate::text::sentences::{self, SentenceRule};
use crate::text::{Document, TokenKind};

use mark_pairs::MarkPair;

mod mark_pairs;

pub(super) use mark_pairs::is_clitic;

/// Words that a remark in brackets has at most.
///
/// A bracket that closes later, or in another paragraph, is read as a plain mark.
const LONGEST_BRACKET: usize = 40;

/// A word's part in an entity's mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MentionRef {
    /// The entity.
    pub(super) id: EntityId,
    /// First word of the mention.
    pub(super) first: usize,
    /// One past its last word.
    pub(super) end: usize,
    /// Bytes of the first word that stand before the name (و ب ل …).
    ///
    /// «ولسامر»: the two letters are four bytes. Zero for most mentions.
    pub(super) clitic: usize,
}

/// One word, number or mark.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) span: Span,
    pub(super) kind: TokenKind,
    /// Bytes of [`AnnotatedText::keys`], in which all keys lie one behind the other.
    key: Range<usize>,
    /// Index of its paragraph.
    pub(super) paragraph: usize,
    /// The mention it belongs to.
    pub(super) named: Option<MentionRef>,
    /// The innermost closed pair of quotation marks around it, the marks themselves left out.
    ///
    /// `None` in the narrator's own words: this is how rules keep out of what others say.
    pub(super) pair: Option<usize>,
}

/// An article as the rules of this module read it.
pub(super) struct AnnotatedText<'a> {
    pub(super) source: &'a str,
    pub(super) entities: &'a Entities,
    /// Entities that are persons whatever their kind says, with the words of their whole name.
    ///
    /// Filled by `retype_titled_names`; everything else asks [`AnnotatedText::kind`] and sees them as persons.
    persons: HashMap<EntityId, Range<usize>>,
    pub(super) words: Vec<Word>,
    keys: String,
    /// Word ranges of the paragraphs and what they are.
    pub(super) paragraphs: Vec<(Range<usize>, ParagraphRole)>,
    /// The pairs of quotation marks, by opening mark.
    pub(super) pairs: Vec<MarkPair>,
    /// The pair that opens at a word, where one does.
    ///
    /// One value for each word, like `closes`; the number is an index of `pairs`.
    pub(super) opens: Vec<Option<usize>>,
    /// The pair that closes at a word, where one does.
    pub(super) closes: Vec<Option<usize>>,
    /// The narrator's sentences: full stops inside quotation marks end none.
    ///
    /// In order, none over the end of a paragraph, and together they hold every word.
    pub(super) sentences: Vec<Range<usize>>,
    /// Whether the text tells ى from ي, so that على and the name علي differ.
    pub(super) writes_maqsura: bool,
}

impl<'a> AnnotatedText<'a> {
    /// Reads a document; linear in its words and mentions.
    pub(super) fn read(document: &'a Document<'_>, entities: &'a Entities) -> Self {
        let text = document.text;
        let mut keys = String::with_capacity(text.len());
        let mut words = Vec::with_capacity(document.tokens.len());
        for (paragraph, (range, _)) in document.paragraphs.iter().enumerate() {
            for token in document.tokens.get(range.clone()).unwrap_or_default() {
                let start = keys.len();
                keys.extend(Folded::new(token.span.of(text)).map(|(_, c)| c));
                words.push(Word {
                    span: token.span,
                    kind: token.kind,
                    key: start..keys.len(),
                    paragraph,
                    named: None,
                    pair: None,
                });
            }
        }
        let paragraphs = number_paragraphs(document);
        let mut annotated = Self {
            source: text,
            entities,
            persons: HashMap::new(),
            words,
            keys,
            paragraphs,
            pairs: Vec::new(),
            opens: Vec::new(),
            closes: Vec::new(),
            sentences: Vec::new(),
            writes_maqsura: false,
        };
        annotated.writes_maqsura = (0..annotated.words.len()).any(|at| annotated.raw(at) == "على");
        annotated.name_words();
        annotated.pair_marks();
        annotated.cut_sentences(document);
        annotated
    }

    /// The folded key of a word; empty past the end.
    ///
    /// Two words with one key are the same to a list; ask [`AnnotatedText::raw`] where أ and إ, ة and ه, or
    /// ى and ي must differ.
    pub(super) fn key(&self, at: usize) -> &str {
        self.words
            .get(at)
            .and_then(|word| self.keys.get(word.key.clone()))
            .unwrap_or_default()
    }

    /// The word as written; empty past the end.
    pub(super) fn raw(&self, at: usize) -> &'a str {
        self.words
            .get(at)
            .map(|word| word.span.of(self.source))
            .unwrap_or_default()
    }

    /// Whether the word is a mark of punctuation.
    pub(super) fn is_mark(&self, at: usize) -> bool {
        self.words
            .get(at)
            .is_some_and(|word| word.kind == TokenKind::Mark)
    }

    /// Whether the word is a comma, a semicolon or a dash.
    ///
    /// A dash counts, since «قال سامر - وهو مدير المركز - إن» sets apart like commas do; so does a
    /// hyphen, which many keyboards write for it.
    pub(super) fn is_comma(&self, at: usize) -> bool {
        self.is_mark(at) && matches!(self.raw(at), "،" | "," | "؛" | ";" | "-" | "–" | "—")
    }

    /// The mention that a word belongs to.
    pub(super) fn named(&self, at: usize) -> Option<MentionRef> {
        self.words.get(at).and_then(|word| word.named)
    }

    /// The kind of an entity.
    pub(super) fn kind(&self, id: EntityId) -> Option<EntityKind> {
        if self.persons.contains_key(&id) {
            return Some(EntityKind::Person);
        }
        self.entities.get(id).map(|entity| entity.kind)
    }

    /// Takes an entity for a person, its whole name standing at `name`.
    pub(super) fn take_for_person(&mut self, id: EntityId, name: Range<usize>) {
        self.persons.entry(id).or_insert(name);
    }

    /// The words of the whole name of an entity of which only a part was found.
    pub(super) fn whole_name(&self, id: EntityId) -> Option<Range<usize>> {
        self.persons.get(&id).cloned()
    }

    /// The mention of a person that a word belongs to.
    pub(super) fn person(&self, at: usize) -> Option<MentionRef> {
        self.named(at)
            .filter(|named| self.kind(named.id) == Some(EntityKind::Person))
    }

    /// The bytes from the first to the last of some words.
    ///
    /// Empty for no words. What lies between the words (blanks, an end of line) is inside.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        match (
            self.words.get(range.start),
            self.words.get(range.end.wrapping_sub(1)),
        ) {
            (Some(first), Some(last)) if range.start < range.end => {
                Span::new(first.span.start, last.span.end)
            }
            _ => Span::default(),
        }
    }

    /// The role of the paragraph of a word.
    pub(super) fn role(&self, at: usize) -> ParagraphRole {
        self.words
            .get(at)
            .and_then(|word| self.paragraphs.get(word.paragraph))
            .map_or(ParagraphRole::Body, |(_, role)| *role)
    }

    /// The paragraph that holds a byte.
    ///
    /// By bisection; for a byte between two words that of the later one, 0 past the last.
    pub(super) fn paragraph_at(&self, byte: usize) -> usize {
        let at = self.words.partition_point(|word| word.span.end <= byte);
        self.words.get(at).map_or(0, |word| word.paragraph)
    }

    /// The entities mentioned before a word, latest first.
    ///
    /// One for each mention, so an entity may come again; take a bounded number.
    pub(super) fn mentions_before(&self, at: usize) -> impl Iterator<Item = EntityId> {
        let start = self.words.get(at).map_or(0, |word| word.span.start);
        let count = self
            .entities
            .mentions
            .partition_point(|(span, _)| span.end <= start);
        self.entities.mentions[..count]
            .iter()
            .rev()
            .map(|(_, id)| *id)
    }

    /// Whether a blank stands between a word and the one before it.
    pub(super) fn apart(&self, at: usize) -> bool {
        at == 0
            || self.words.get(at).is_none_or(|word| {
                let gap = self
                    .words
                    .get(at - 1)
                    .map(|before| Span::new(before.span.end, word.span.start));
                gap.is_none_or(|gap| gap.of(self.source).contains(char::is_whitespace))
            })
    }

    /// One past the closing bracket of the bracket that opens at a word.
    pub(super) fn bracket_end(&self, at: usize) -> Option<usize> {
        if !self.is_mark(at) || !matches!(self.raw(at), "(" | "[") {
            return None;
        }
        let paragraph = self.words[at].paragraph;
        (at + 1..self.words.len().min(at + LONGEST_BRACKET))
            .take_while(|&i| self.words[i].paragraph == paragraph)
            .find(|&i| matches!(self.raw(i), ")" | "]"))
            .map(|i| i + 1)
    }

    /// The words inside a pair, its marks left out.
    pub(super) fn inside(&self, pair: usize) -> Range<usize> {
        self.pairs
            .get(pair)
            .map_or(0..0, |pair| pair.inside.0..pair.inside.1)
    }

    /// Mentions and words are both in order, so one walk over each is enough. A mention may begin
    /// inside a word, behind its clitic; a word in which it ends is all its own.
    fn name_words(&mut self) {
        let mut at = 0;
        for (span, id) in &self.entities.mentions {
            while at < self.words.len() && self.words[at].span.end <= span.start {
                at += 1;
            }
            let first = at;
            let mut end = first;
            while end < self.words.len() && self.words[end].span.start < span.end {
                end += 1;
            }
            let Some(word) = self.words.get(first).filter(|_| end > first) else {
                continue;
            };
            let named = MentionRef {
                id: *id,
                first,
                end,
                clitic: span.start.saturating_sub(word.span.start),
            };
            for word in &mut self.words[first..end] {
                word.named = Some(named);
            }
        }
    }

    /// The pairs nest, so a stack tells the innermost one around each word. A guessed end is not
    /// a mark and closes nothing.
    fn pair_marks(&mut self) {
        self.pairs = mark_pairs::pair(self);
        self.opens = vec![None; self.words.len()];
        self.closes = vec![None; self.words.len()];
        // An outer pair opens before an inner one, so the innermost writes last.
        for (index, pair) in self.pairs.iter().enumerate() {
            self.opens[pair.open] = Some(index);
            if let Some(close) = self.closes.get_mut(pair.close).filter(|_| !pair.guessed) {
                *close = Some(index);
            }
        }
        let mut stack: Vec<usize> = Vec::new();
        for at in 0..self.words.len() {
            while stack
                .last()
                .is_some_and(|&pair| self.pairs[pair].inside.1 <= at)
            {
                stack.pop();
            }
            self.words[at].pair = stack.last().copied();
            if let Some(pair) = self.opens[at] {
                stack.push(pair);
            }
        }
    }

    /// «قال: «العمل جار. والمال كاف» وغادر»: a full stop inside quotation marks is the speaker's.
    fn cut_sentences(&mut self, document: &Document<'_>) {
        let is_quoted = |at: usize| self.words.get(at).is_some_and(|word| word.pair.is_some());
        let rule = SentenceRule::Narration(&is_quoted);
        let mut cut = Vec::new();
        for (range, _) in &self.paragraphs {
            sentences::split(self.source, &document.tokens, range.clone(), rule, &mut cut);
        }
        self.sentences = cut;
    }
}

/// The document's paragraphs as ranges of word indices.
fn number_paragraphs(document: &Document<'_>) -> Vec<(Range<usize>, ParagraphRole)> {
    let mut at = 0;
    document
        .paragraphs
        .iter()
        .map(|(range, role)| {
            let start = at;
            at += document.tokens.get(range.clone()).map_or(0, <[_]>::len);
            (start..at, *role)
        })
        .collect()
}
