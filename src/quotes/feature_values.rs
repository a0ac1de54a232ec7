//! Facts about words, cues and speakers → the names that features give them.
//!
//! One name for each class, the same in the features of a pair of marks and in those of a quote's confidence. Numbers
//! become the names of ranges. Nothing is judged.

use std::ops::Range;

use crate::entities::EntityKind;
use crate::text::TokenKind;
use crate::text::morphology::proclitics::without_conjunction;

use super::annotated::{AnnotatedText, is_clitic};
use super::lexicon::conjugate::Form;
use super::lexicon::{CueSense, Lexicon, WordList};
use super::{Attribution, CueClass, QuoteKind, grammar};

/// A class of words with what tells two of it apart: the class of a cue, the letters of a particle.
pub(super) type WordClass<'t> = (&'static str, &'t str);

/// Lists that give a word its class, the first that holds it.
const CLASSES: [(WordList, &str); 11] = [
    (WordList::Works, "work noun"),
    (WordList::Papers, "paper noun"),
    (WordList::Anonymous, "anonymous"),
    (WordList::People, "title"),
    (WordList::Plurals, "people"),
    (WordList::Bodies, "body noun"),
    (WordList::Sayings, "saying noun"),
    (WordList::Contents, "content noun"),
    (WordList::Governors, "governor"),
    (WordList::Breaks, "break"),
    (WordList::Adverbs, "adverb"),
];

/// The name of a class of cues.
pub(super) const fn cue_class(class: Option<CueClass>) -> &'static str {
    match class {
        None => "none",
        Some(CueClass::Say) => "say",
        Some(CueClass::Add) => "add",
        Some(CueClass::Stress) => "stress",
        Some(CueClass::Claim) => "claim",
        Some(CueClass::Warn) => "warn",
        Some(CueClass::Call) => "call for",
        Some(CueClass::Ask) => "ask",
        Some(CueClass::Judge) => "judge",
        Some(CueClass::Announce) => "announce",
        Some(CueClass::Deny) => "deny",
        Some(CueClass::According) => "according to",
    }
}

/// The name of the way in which a speaker was found.
pub(super) const fn attribution(found_by: Option<Attribution>) -> &'static str {
    match found_by {
        None => "none",
        Some(Attribution::Subject) => "subject",
        Some(Attribution::Apposition) => "apposition",
        Some(Attribution::CarriedOver) => "carried over",
        Some(Attribution::Publication) => "publication",
        Some(Attribution::According) => "according to",
        Some(Attribution::Turn) => "turn",
    }
}

/// The name of a kind of quotes.
pub(super) const fn quote_kind(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Partial => "partial",
        QuoteKind::Indirect => "indirect",
    }
}

/// The name of a kind of entities.
pub(super) const fn entity_kind(kind: Option<EntityKind>) -> &'static str {
    match kind {
        None => "none",
        Some(EntityKind::Person) => "person",
        Some(EntityKind::Place) => "place",
        Some(EntityKind::Organization) => "organization",
    }
}

/// The range of a number of words.
pub(super) const fn words_range(words: usize) -> &'static str {
    match words {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4 => "4",
        5 => "5",
        6..=7 => "6-7",
        8..=10 => "8-10",
        11..=15 => "11-15",
        16..=25 => "16-25",
        _ => "26+",
    }
}

/// The range of a small count.
pub(super) const fn count_range(count: usize) -> &'static str {
    match count {
        0 => "0",
        1 => "1",
        2 => "2",
        3..=4 => "3-4",
        5..=8 => "5-8",
        _ => "9+",
    }
}

/// The range of a rank from 0 to 100, in steps of five below 100.
pub(super) const fn rank_range(rank: u8) -> &'static str {
    const STEPS: [&str; 21] = [
        "0", "5", "10", "15", "20", "25", "30", "35", "40", "45", "50", "55", "60", "65", "70",
        "75", "80", "85", "90", "95", "100",
    ];
    let step = (rank / 5) as usize;
    if step < STEPS.len() {
        STEPS[step]
    } else {
        "100"
    }
}

/// Whether something holds.
pub(super) const fn yes(holds: bool) -> &'static str {
    if holds { "yes" } else { "no" }
}

/// The reporting sense of a word, a conjunction or ب in front of it taken off.
pub(super) fn cue_sense(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    at: usize,
) -> Option<CueSense> {
    if text
        .named(at)
        .is_some_and(|named| named.first != at || named.clitic == 0)
    {
        return None;
    }
    let key = text.key(at);
    let first = |key: &str| lexicon.senses(key).first().copied();
    first(key)
        .or_else(|| without_conjunction(key, 2).and_then(first))
        .or_else(|| {
            let noun = key.strip_prefix("بال").or_else(|| key.strip_prefix('ب'));
            noun.and_then(first)
                .filter(|sense| sense.form == Form::Noun)
        })
}

/// The class of the word at `at`; `edge` outside of `bounds`.
pub(super) fn word_class<'t>(
    text: &'t AnnotatedText<'_>,
    lexicon: &Lexicon,
    at: Option<usize>,
    bounds: &Range<usize>,
) -> WordClass<'t> {
    let Some(at) = at.filter(|at| bounds.contains(at)) else {
        return ("edge", "");
    };
    if text.is_mark(at) {
        return (punctuation(text, at), "");
    }
    if let Some(named) = text.named(at) {
        return ("name", entity_kind(text.kind(named.id)));
    }
    if text.words[at].kind != TokenKind::Arabic {
        let number = text.words[at].kind == TokenKind::Number;
        return (if number { "number" } else { "foreign" }, "");
    }
    let key = text.key(at);
    if is_clitic(text, at) {
        return ("clitic", key);
    }
    if grammar::that_at(text, at) {
        return ("that", "");
    }
    if grammar::is_and_that(key) {
        return ("and that", "");
    }
    if let Some(sense) = cue_sense(text, lexicon, at) {
        let form = match sense.form {
            Form::Past | Form::Present => "cue verb",
            Form::Participle => "cue participle",
            Form::Noun => "cue noun",
        };
        return (form, cue_class(Some(lexicon.entry(sense).class)));
    }
    if lexicon
        .sources
        .iter()
        .any(|source| source.words.first().is_some_and(|word| word == key))
    {
        return ("source phrase", "");
    }
    listed_class(text, lexicon, at)
}

/// The class of an Arabic word that is neither name nor cue, by list and by shape.
fn listed_class<'t>(text: &'t AnnotatedText<'_>, lexicon: &Lexicon, at: usize) -> WordClass<'t> {
    let key = text.key(at);
    if grammar::is_relative(key) {
        return ("relative", "");
    }
    if grammar::is_determiner(key) {
        return ("determiner", "");
    }
    if grammar::is_particle(text, lexicon, at) {
        return ("particle", without_conjunction(key, 2).unwrap_or(key));
    }
    if let Some((_, class)) = CLASSES.iter().find(|(list, _)| lexicon.knows(*list, key)) {
        return (class, "");
    }
    let stem = without_conjunction(key, 3).unwrap_or(key);
    let long = stem.chars().count() >= 4;
    let class = if stem.starts_with("ال") {
        "definite"
    } else if long && stem.starts_with(['ي', 'ت']) {
        "present shape"
    } else if long && stem.starts_with('ن') {
        "we shape"
    } else if long && (stem.ends_with("ته") || stem.ends_with("ها") || stem.ends_with("هم")) {
        "with pronoun"
    } else if long && stem.ends_with('ت') {
        "past shape"
    } else if stem.ends_with('ه') {
        "feminine noun"
    } else {
        "word"
    };
    (class, "")
}

/// The class of a mark of punctuation.
pub(super) fn punctuation(text: &AnnotatedText<'_>, at: usize) -> &'static str {
    if text.opens.get(at).copied().flatten().is_some() {
        return "opening mark";
    }
    if text.closes.get(at).copied().flatten().is_some() {
        return "closing mark";
    }
    match text.raw(at) {
        ":" => "colon",
        "،" | "," => "comma",
        "؛" | ";" => "semicolon",
        "." | "…" => "full stop",
        "؟" | "?" | "!" => "question",
        "-" | "–" | "—" => "dash",
        "(" | "[" => "opening bracket",
        ")" | "]" => "closing bracket",
        _ => "mark",
    }
}
