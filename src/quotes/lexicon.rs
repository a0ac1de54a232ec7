//! The data files → one table from a folded word to its senses: reporting
//! verbs in all their forms, participles, nouns, and the small word lists that
//! tell a person from a title from a preposition.
//!
//! The table is made once, on first use, and holds some ten thousand forms.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::text::orthography::fold;

use super::CueClass;
use conjugate::{Agreement, Form, Inflected};

pub(super) mod conjugate;

/// What may stand behind a cue and say what was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "five independent columns of a data file"
)]
pub(super) struct Government {
    /// A clause after أن/إن.
    pub(super) clause: bool,
    /// A colon or a quotation mark.
    pub(super) quote: bool,
    /// A verbal noun as its object (أعلن وفاة).
    pub(super) object: bool,
    /// Prepositions with a noun phrase (حذر من, دعا إلى), folded.
    pub(super) prepositions: Vec<String>,
    /// A homograph: only with its content right behind it.
    pub(super) weak: bool,
    /// Takes single words in marks (وصفه بـ«…»).
    pub(super) scare: bool,
}

/// One reporting verb or noun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The folded lemma.
    pub(super) lemma: String,
    /// The lemma as the data file writes it ends in ى.
    pub(super) ends_in_maqsura: bool,
    /// The lemma begins with an alef without hamza (اتهم).
    pub(super) lemma_starts_bare: bool,
    pub(super) class: CueClass,
    pub(super) government: Government,
}

/// One reading of a word as a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sense {
    /// Index in [`Lexicon::entries`].
    pub(super) entry: usize,
    pub(super) form: Form,
    pub(super) agreement: Agreement,
    /// Whether an object pronoun is written onto it (وصفه).
    pub(super) object: bool,
}

/// A phrase that names a source (بحسب, نقلا عن).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// Its folded words.
    pub(super) words: Vec<String>,
    pub(super) shape: SourceShape,
}

/// How a source phrase names the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SourceShape {
    /// The source follows.
    Name,
    /// The source follows behind ل.
    Lam,
    /// A reporting verb follows (كما قال فلان).
    Verb,
    /// A pronoun on its last word is the source (على حد قوله).
    Pronoun,
}

/// A list of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum List {
    /// Nouns for people who speak: titles, callings, unnamed speakers.
    People,
    /// Plural nouns for people.
    Plurals,
    /// Nouns for speakers who stay unnamed (مصدر, مسؤول).
    Anonymous,
    /// Nouns for bodies: صحيفة, وزارة, شركة.
    Bodies,
    /// Nouns for papers that a body speaks through: تقرير, بيان.
    Papers,
    /// Nouns in front of a title or name in quotation marks.
    Works,
    /// Nouns with a person behind them who is not meant (محامي فلان).
    Relations,
    /// Prepositions and adverbs that begin a phrase of their own.
    Prepositions,
    /// Adverbs that may stand between a verb and its subject.
    Adverbs,
    /// Words before أن that govern it themselves (قبل أن, يجب أن).
    Governors,
    /// Verbal nouns of frequent content (ضرورة, وجود).
    Contents,
    /// Words that begin a narrator's clause (فيما, بينما).
    Connectives,
}

const LISTS: [(List, &str); 12] = [
    (List::People, include_str!("data/people.txt")),
    (List::Plurals, include_str!("data/plurals.txt")),
    (List::Anonymous, include_str!("data/anonymous.txt")),
    (List::Bodies, include_str!("data/bodies.txt")),
    (List::Papers, include_str!("data/papers.txt")),
    (List::Works, include_str!("data/works.txt")),
    (List::Relations, include_str!("data/relations.txt")),
    (List::Prepositions, include_str!("data/prepositions.txt")),
    (List::Adverbs, include_str!("data/adverbs.txt")),
    (List::Governors, include_str!("data/governors.txt")),
    (List::Contents, include_str!("data/contents.txt")),
    (List::Connectives, include_str!("data/connectives.txt")),
];

/// All that the data files say.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub(super) entries: Vec<Entry>,
    senses: HashMap<String, Vec<Sense>>,
    pub(super) sources: Vec<Source>,
    lists: HashMap<List, HashSet<String>>,
}

/// The one lexicon.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::make)
}

impl Lexicon {
    fn make() -> Self {
        let mut lexicon = Self {
            entries: Vec::new(),
            senses: HashMap::new(),
            sources: lines(include_str!("data/sources.txt"))
                .filter_map(read_source)
                .collect(),
            lists: LISTS
                .iter()
                .map(|(list, data)| (*list, lines(data).map(fold).collect()))
                .collect(),
        };
        for line in lines(include_str!("data/verbs.txt")) {
            lexicon.add_verb(line);
        }
        for line in lines(include_str!("data/nouns.txt")) {
            lexicon.add_noun(line);
        }
        lexicon
    }

    /// The senses of a folded word without clitics.
    pub(super) fn senses(&self, key: &str) -> &[Sense] {
        self.senses.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether a folded word is in a list as it stands.
    pub(super) fn has(&self, list: List, key: &str) -> bool {
        self.lists
            .get(&list)
            .is_some_and(|words| words.contains(key))
    }

    /// Whether a folded word is in a list, a conjunction or the article in front of it taken off.
    pub(super) fn knows(&self, list: List, key: &str) -> bool {
        bare(key).any(|stem| self.has(list, stem))
    }

    fn add_verb(&mut self, line: &str) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [past, present, participle, class, government] = fields[..] else {
            return;
        };
        let Some(entry) = self.add_entry(past, class, government) else {
            return;
        };
        for inflected in conjugate::verb(past, present, participle) {
            self.add_sense(entry, inflected);
        }
    }

    fn add_noun(&mut self, line: &str) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [noun, class, government] = fields[..] else {
            return;
        };
        let Some(entry) = self.add_entry(noun, class, government) else {
            return;
        };
        for inflected in conjugate::noun(noun) {
            self.add_sense(entry, inflected);
        }
    }

    fn add_entry(&mut self, lemma: &str, class: &str, government: &str) -> Option<usize> {
        self.entries.push(Entry {
            lemma: fold(lemma),
            ends_in_maqsura: lemma.ends_with('ى'),
            lemma_starts_bare: lemma.starts_with('ا'),
            class: read_class(class)?,
            government: read_government(government),
        });
        Some(self.entries.len() - 1)
    }

    fn add_sense(&mut self, entry: usize, inflected: Inflected) {
        let sense = Sense {
            entry,
            form: inflected.form,
            agreement: inflected.agreement,
            object: inflected.object,
        };
        let senses = self.senses.entry(fold(&inflected.word)).or_default();
        let known = senses.iter().any(|other| {
            other.form == sense.form
                && other.entry == sense.entry
                && other.agreement == sense.agreement
        });
        if !known {
            senses.push(sense);
        }
    }
}

/// The word, and the word without conjunction and article.
pub(super) fn bare(key: &str) -> impl Iterator<Item = &str> {
    let joined = key.strip_prefix(['و', 'ف']).filter(|rest| rest.len() >= 4);
    let no_article = |word: &'_ str| word.len() > 6 && word.starts_with("ال");
    [
        Some(key),
        joined,
        key.strip_prefix("ال").filter(|_| no_article(key)),
        joined.and_then(|rest| rest.strip_prefix("ال").filter(|_| no_article(rest))),
    ]
    .into_iter()
    .flatten()
}

/// The lines of a data file without its comments.
fn lines(data: &str) -> impl Iterator<Item = &str> {
    data.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn read_class(word: &str) -> Option<CueClass> {
    Some(match word {
        "say" => CueClass::Say,
        "add" => CueClass::Add,
        "stress" => CueClass::Stress,
        "claim" => CueClass::Claim,
        "warn" => CueClass::Warn,
        "call" => CueClass::Call,
        "ask" => CueClass::Ask,
        "judge" => CueClass::Judge,
        "announce" => CueClass::Announce,
        "deny" => CueClass::Deny,
        "according" => CueClass::According,
        _ => return None,
    })
}

fn read_government(column: &str) -> Government {
    let mut government = Government::default();
    for word in column.split(',') {
        match word {
            "c" => government.clause = true,
            "q" => government.quote = true,
            "o" => government.object = true,
            "w" => government.weak = true,
            "s" => government.scare = true,
            preposition => government.prepositions.push(fold(preposition)),
        }
    }
    government
}

fn read_source(line: &str) -> Option<Source> {
    let (words, shape) = line.split_once(' ')?;
    Some(Source {
        words: words.split('_').map(fold).collect(),
        shape: match shape.trim() {
            "n" => SourceShape::Name,
            "l" => SourceShape::Lam,
            "v" => SourceShape::Verb,
            "e" => SourceShape::Pronoun,
            _ => return None,
        },
    })
}
