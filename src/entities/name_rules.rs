//! Names that the tagger marked → the same names with their ends put right, false ones left out, and names
//! that sure signs of the text show added.
//!
//! The tagger labels whole tokens by what it learned. What is certain by the writing itself is corrected here,
//! in this order:
//!
//! ```text
//! plain_words    names that are ordinary words              →  left out
//! boundaries     three people joined by و, initials with full stops, ordinals, آل and بن at the end
//! bodies         clauses behind a body's name, bodies in quotation marks, bases, units with a number
//! coordination   حركتي فتح وحماس                             →  both names
//! agencies       لبي بي سي                                      →  the name behind ل
//! latin          names in Latin letters                     →  by lists, and in brackets behind their Arabic form
//! proclitics     the letters before a name                  →  cut by evidence
//! ```
//!
//! Each rule is a function of the document and the names. The words of the rules are lists in `data/`; the
//! model knows nothing of them, so they can change without training. Entities are made afterwards, by
//! [`aliases`](super::aliases).

use crate::hash::hash_letters;
use crate::text::orthography::Folded;
use crate::text::{Document, TokenKind};

use super::EntityKind;
use super::analyzed_word::LETTERS;
use super::gazetteers::GazetteerList;
use super::lexicon::{LexiconEntry, WordLexicon};
use super::mentions::TaggedName;
use super::phrases::PhraseTable;
use super::words::DocumentWords;

mod agencies;
mod bodies;
mod boundaries;
mod coordination;
mod latin;
mod lists;
mod plain_words;
mod proclitics;

/// An article with what is known of its words.
#[derive(Clone, Copy)]
pub(crate) struct NameContext<'c> {
    pub(crate) document: &'c Document<'c>,
    pub(crate) words: &'c DocumentWords,
    pub(crate) lexicon: WordLexicon<'c>,
    /// Names of several words; none in tests that need none.
    pub(crate) phrases: Option<PhraseTable<'c>>,
}

impl NameContext<'_> {
    /// The folded letters of token `at`; none for a token that is no Arabic word or lies outside of the document.
    fn letters(&self, at: usize) -> Vec<char> {
        if !self.is_arabic(at) {
            return Vec::new();
        }
        let folded = Folded::new(self.document.word(at)).map(|(_, c)| c);
        folded.take(LETTERS).collect()
    }

    /// [`Self::letters`] as a string.
    fn folded(&self, at: usize) -> String {
        self.letters(at).into_iter().collect()
    }

    fn is_arabic(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Arabic)
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.document.tokens.get(at).map(|token| token.kind)
    }

    /// What the lexicon knows of a row of folded letters as a whole.
    fn entry(&self, letters: &[char]) -> LexiconEntry {
        let hash = hash_letters(letters.iter().copied());
        self.lexicon.get(hash).unwrap_or_default()
    }

    /// Whether a list holds the word of token `at`, its proclitics left out.
    fn holds(&self, at: usize, list: GazetteerList) -> bool {
        at < self.words.index.len() && self.words.at(at).entry.lists & list as u16 != 0
    }

    /// The tokens of the sentence that holds token `at`.
    fn sentence(&self, at: usize) -> std::ops::Range<usize> {
        let sentences = &self.document.sentences;
        let next = sentences.partition_point(|range| range.end <= at);
        sentences.get(next).cloned().unwrap_or(at..at + 1)
    }

    /// A name of those tokens.
    fn name(&self, tokens: std::ops::Range<usize>, kind: EntityKind) -> TaggedName {
        TaggedName::of(self.document, self.words, tokens, kind)
    }
}

/// Applies all rules to `names`; they stay in reading order and without overlaps.
pub(crate) fn apply(context: NameContext<'_>, mut names: Vec<TaggedName>) -> Vec<TaggedName> {
    plain_words::remove(context, &mut names);
    let mut names = boundaries::correct(context, &names);
    bodies::correct(context, &mut names);
    let more = bodies::names(context, &mut names);
    add(&mut names, more);
    let more = coordination::names(context, &names);
    add(&mut names, more);
    add(&mut names, agencies::names(context));
    let more = latin::names(context, &mut names);
    add(&mut names, more);
    proclitics::cut(context, &mut names);
    names
}

/// Adds the names of `more` that overlap none of `names`.
fn add(names: &mut Vec<TaggedName>, more: Vec<TaggedName>) {
    let free = |name: &TaggedName, names: &[TaggedName]| {
        let next = names.partition_point(|other| other.tokens.end <= name.tokens.start);
        names
            .get(next)
            .is_none_or(|other| other.tokens.start >= name.tokens.end)
    };
    for name in more {
        if free(&name, names) {
            let at = names.partition_point(|other| other.tokens.start < name.tokens.start);
            names.insert(at, name);
        }
    }
}

#[cfg(test)]
mod tests;
