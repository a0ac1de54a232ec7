//! The data files → one table from a folded word to its senses: reporting
//! verbs in all their forms, participles, nouns, and the small word lists that
//! tell a person from a title from a preposition.
//!
//! The table is made once, on first use, and holds some ten thousand forms, as keys
//! and without their letters: that takes about a millisecond.
//!
//! A word of the data files may have several senses (بين as verb, بيان as noun); all are
//! kept, and `cue` chooses where the word stands. Only the third person is made. The table
//! knows whole words: clitics are taken off by whoever asks. A line that cannot be read is
//! left out without a word, so a test counts the lines of verbs, nouns and sources.

use std::sync::OnceLock;

use crate::text::morphology::proclitics::readings;
use crate::text::orthography::fold;

use super::CueClass;
use conjugate::{Agreement, Form, Inflected};
use table::{HashTable, Key};

pub(super) mod conjugate;
mod table;

/// What may stand behind a cue and say what was span.
///
/// The last column of `verbs.txt` and `nouns.txt`, as letters and prepositions with commas.
/// Several may hold: «دعا إلى وقف القتال», «دعا إلى أن …», «دعا: «…»».
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "six independent columns of a data file"
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
    ///
    /// ذكر, بين, حدث: without content close by it is taken for another word.
    pub(super) weak: bool,
    /// Takes any noun behind its preposition (أعرب عن قلقه), not only a verbal noun.
    pub(super) any_noun: bool,
    /// Takes single words in marks (وصفه بـ«…»).
    pub(super) scare: bool,
}

/// One reporting verb or noun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CueEntry {
    /// The folded lemma.
    ///
    /// The third person of the past for a verb («قال»), the singular for a noun («تصريح»). Rules
    /// that hold for one verb alone ask for it by these letters.
    pub(super) lemma: String,
    /// The lemma as the data file writes it ends in ى.
    ///
    /// Folding hides it: نفى (he denied) and نفي (denial) have one key.
    pub(super) ends_in_maqsura: bool,
    /// The lemma begins with an alef without hamza (اتهم).
    ///
    /// Written with a hamza such a word is the first person («أتهم»: I accuse).
    pub(super) lemma_starts_bare: bool,
    pub(super) class: CueClass,
    pub(super) government: Government,
}

/// One reading of a word as a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CueSense {
    /// Index in [`Lexicon::entries`].
    entry: u16,
    pub(super) form: Form,
    /// For a verb or participle of its subject; for a noun with a pronoun of the one whom the
    /// pronoun means («قولها»: a woman's).
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
    ///
    /// Nothing is read from the phrase itself; the verb's subject is the speaker.
    Verb,
    /// A pronoun on its last word is the source (على حد قوله).
    ///
    /// Its speaker was named before, so he is the most recent speaker.
    Pronoun,
}

/// A list of words.
///
/// One file each, named like the variant. A word may be in several: لواء is a rank and a brigade.
/// The files hold words without article and clitics, folded on
/// reading; ambiguity is the asker's to solve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum WordList {
    /// Nouns for people who speak: titles, callings, unnamed speakers.
    People,
    /// Plural nouns for people.
    Plurals,
    /// Nouns for speakers who stay unnamed (مصدر, مسؤول).
    ///
    /// Others without a name («رجل», «موظفة») may be given one in the next sentence.
    Anonymous,
    /// Nouns for bodies: صحيفة, وزارة, شركة.
    Bodies,
    /// Nouns for papers that a body speaks through: تقرير, بيان.
    Papers,
    /// Nouns in front of a title or name in quotation marks.
    ///
    /// «فيلم «…»», «حملة «…»»: marks behind such a noun are around a name and are no speech.
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
    /// Honorifics that stand for a person (سموه).
    Honours,
    /// Words behind which a new clause begins (لكن, حيث).
    Breaks,
    /// Prepositions over which no apposition reaches (مع, خلال).
    ///
    /// «متحدث باسم الوزارة خلال لقاء مع سامر خليل»: the name behind is not the spokesman's.
    Barriers,
    /// What behind ب is an adverb and no content (بشأن, بنسبة).
    Fixed,
    /// Nouns in ون and ين that are no plurals for people (القانون).
    ///
    /// Asked where a plural for people is known by its ending alone.
    Singulars,
    /// Plurals for bodies that agree like a woman (كتائب).
    Collectives,
    /// Places that agree like a man (العراق).
    Masculine,
    /// Nouns for what somebody says, in front of his name (تعريف, أرقام).
    Sayings,
    /// Verbs with a pronoun that tell who made a paper (أجرته).
    Makers,
    /// Particles behind which a noun is not governed (عنه, ذلك, كان).
    Free,
    /// Particles, pronouns and auxiliaries that only a clause holds (لن, هناك).
    Clausal,
    /// Words of the first person (نحن, لدينا).
    We,
    /// Words of the second person (أنتم, لكم).
    You,
}

impl WordList {
    /// Its bit among those of a word.
    ///
    /// The variants are fewer than 32; one more than that does not compile.
    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// Words in all lists, and forms of all verbs and nouns, about: allocated at once.
const LISTED: usize = 2048;
/// A guess too low costs one more allocation and nothing else.
const FORMS: usize = 16384;

const LISTS: [(WordList, &str); 24] = [
    (WordList::People, include_str!("data/people.txt")),
    (WordList::Plurals, include_str!("data/plurals.txt")),
    (WordList::Anonymous, include_str!("data/anonymous.txt")),
    (WordList::Bodies, include_str!("data/bodies.txt")),
    (WordList::Papers, include_str!("data/papers.txt")),
    (WordList::Works, include_str!("data/works.txt")),
    (WordList::Relations, include_str!("data/relations.txt")),
    (
        WordList::Prepositions,
        include_str!("data/prepositions.txt"),
    ),
    (WordList::Adverbs, include_str!("data/adverbs.txt")),
    (WordList::Governors, include_str!("data/governors.txt")),
    (WordList::Contents, include_str!("data/contents.txt")),
    (WordList::Honours, include_str!("data/honours.txt")),
    (WordList::Breaks, include_str!("data/breaks.txt")),
    (WordList::Barriers, include_str!("data/barriers.txt")),
    (WordList::Fixed, include_str!("data/fixed.txt")),
    (WordList::Singulars, include_str!("data/singulars.txt")),
    (WordList::Collectives, include_str!("data/collectives.txt")),
    (WordList::Masculine, include_str!("data/masculine.txt")),
    (WordList::Sayings, include_str!("data/sayings.txt")),
    (WordList::Makers, include_str!("data/makers.txt")),
    (WordList::Free, include_str!("data/free.txt")),
    (WordList::Clausal, include_str!("data/clausal.txt")),
    (WordList::We, include_str!("data/we.txt")),
    (WordList::You, include_str!("data/you.txt")),
];

/// All that the data files say.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub(super) entries: Vec<CueEntry>,
    senses: HashTable<CueSense>,
    pub(super) sources: Vec<Source>,
    /// The lists that hold a folded word, as the bits of [`WordList::bit`].
    lists: HashTable<u32>,
}

/// The one lexicon.
///
/// Shared by all articles of a process and never changed. Rules are handed it rather than
/// asking here, except a few that stand too deep for one more parameter.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::make)
}

impl Lexicon {
    fn make() -> Self {
        let mut listed = Vec::with_capacity(LISTED);
        for (list, data) in LISTS {
            listed.extend(lines(data).map(|word| (table::key_of_pieces(&[word]), list.bit())));
        }
        let mut entries = Vec::new();
        let mut forms: Vec<(Key, CueSense)> = Vec::with_capacity(FORMS);
        for line in lines(include_str!("data/verbs.txt")) {
            add_verb(&mut entries, &mut forms, line);
        }
        for line in lines(include_str!("data/nouns.txt")) {
            add_noun(&mut entries, &mut forms, line);
        }
        Self {
            entries,
            senses: HashTable::new(&forms),
            sources: lines(include_str!("data/sources.txt"))
                .filter_map(read_source)
                .collect(),
            lists: HashTable::new(&listed),
        }
    }

    /// The senses of a folded word without clitics.
    ///
    /// Empty for most words. وأضاف has none: its و must be taken off first.
    pub(super) fn senses(&self, key: &str) -> &[CueSense] {
        self.senses.get(table::key(key))
    }

    /// The verb or noun of a sense.
    pub(super) fn entry(&self, sense: CueSense) -> &CueEntry {
        &self.entries[usize::from(sense.entry)]
    }

    /// Whether a folded word is in a list as it stands.
    pub(super) fn has(&self, list: WordList, key: &str) -> bool {
        self.bits(key) & list.bit() != 0
    }

    /// Whether a folded word is a noun for one who can speak: a person, people, a body, a paper.
    ///
    /// Asked of every noun that may be a subject, so one look at the table answers for all four
    /// lists. A word of no list cannot speak by this measure: «الباب» never, nor a calling that
    /// the lists lack.
    pub(super) fn speaks(&self, key: &str) -> bool {
        let speakers = [
            WordList::People,
            WordList::Plurals,
            WordList::Bodies,
            WordList::Papers,
        ];
        let mask = speakers.iter().fold(0, |mask, list| mask | list.bit());
        readings(key).any(|stem| self.bits(stem) & mask != 0) || self.is_bound_plural(key)
    }

    /// Whether a folded word is in a list, a conjunction or the article in front of it taken off.
    pub(super) fn knows(&self, list: WordList, key: &str) -> bool {
        readings(key).any(|stem| self.has(list, stem))
            || list == WordList::Plurals && self.is_bound_plural(key)
    }

    /// Whether a word is a plural for people whose ن went in front of its complement (مسؤولو الحزب).
    fn is_bound_plural(&self, key: &str) -> bool {
        key.ends_with('و')
            && readings(key).any(|stem| {
                let free = self.lists.get(table::key_of_pieces(&[stem, "ن"]));
                free.iter().any(|list| list & WordList::Plurals.bit() != 0)
            })
    }

    /// The bits of all lists that hold the word as it stands.
    fn bits(&self, key: &str) -> u32 {
        let lists = self.lists.get(table::key(key));
        lists.iter().fold(0, |bits, list| bits | list)
    }
}

/// A line is past, present, participle, class, government; `-` for a part that is not used.
fn add_verb(entries: &mut Vec<CueEntry>, forms: &mut Vec<(Key, CueSense)>, line: &str) {
    let mut fields = line.split_whitespace();
    let mut next = || fields.next().unwrap_or_default();
    let (past, present, participle) = (next(), next(), next());
    if let Some(entry) = add_entry(entries, past, next(), next()) {
        conjugate::verb(past, present, participle, &mut |form| {
            add_sense(forms, entry, form);
        });
    }
}

fn add_noun(entries: &mut Vec<CueEntry>, forms: &mut Vec<(Key, CueSense)>, line: &str) {
    let mut fields = line.split_whitespace();
    let mut next = || fields.next().unwrap_or_default();
    let noun = next();
    if let Some(entry) = add_entry(entries, noun, next(), next()) {
        conjugate::noun(noun, &mut |form| add_sense(forms, entry, form));
    }
}

/// `None` where the class is unknown; neither entry nor forms are added then.
fn add_entry(
    entries: &mut Vec<CueEntry>,
    lemma: &str,
    class: &str,
    government: &str,
) -> Option<u16> {
    let number = u16::try_from(entries.len()).ok()?;
    entries.push(CueEntry {
        lemma: fold(lemma),
        ends_in_maqsura: lemma.ends_with('ى'),
        lemma_starts_bare: lemma.starts_with('ا'),
        class: read_class(class)?,
        government: read_government(government),
    });
    Some(number)
}

/// Adds one form; a form that is written twice alike (as يعلنوا) may stand twice.
fn add_sense(forms: &mut Vec<(Key, CueSense)>, entry: u16, inflected: Inflected<'_>) {
    let sense = CueSense {
        entry,
        form: inflected.form,
        agreement: inflected.agreement,
        object: inflected.object,
    };
    forms.push((table::key_of_pieces(&inflected.pieces), sense));
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
            "n" => government.any_noun = true,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_says_what_it_is_and_repeats_nothing() {
        for (list, data) in LISTS {
            assert!(data.starts_with("# "), "{list:?}");
            let words: Vec<String> = lines(data).map(fold).collect();
            assert!(words.len() > 5, "{list:?}");
            for (index, word) in words.iter().enumerate() {
                assert!(!words[..index].contains(word), "{list:?}: {word} twice");
            }
        }
    }

    #[test]
    fn every_line_of_the_verbs_is_read() {
        let data = include_str!("data/verbs.txt");
        let nouns = include_str!("data/nouns.txt");
        let sources = include_str!("data/sources.txt");
        let lexicon = lexicon();
        assert_eq!(
            lexicon.entries.len(),
            lines(data).count() + lines(nouns).count()
        );
        assert_eq!(lexicon.sources.len(), lines(sources).count());
    }

    #[test]
    fn no_two_words_have_one_key() {
        let mut words = std::collections::HashMap::new();
        let mut see = |word: String| {
            let folded = fold(&word);
            let other = words
                .entry(table::key(&folded))
                .or_insert_with(|| folded.clone());
            assert_eq!(*other, folded);
        };
        for (_, data) in LISTS {
            lines(data).for_each(|word| see(word.to_owned()));
        }
        for line in lines(include_str!("data/verbs.txt")) {
            let parts: Vec<&str> = line.split_whitespace().collect();
            conjugate::verb(parts[0], parts[1], parts[2], &mut |form| {
                see(form.pieces.concat());
            });
        }
        for line in lines(include_str!("data/nouns.txt")) {
            let noun = line.split_whitespace().next().unwrap_or_default();
            conjugate::noun(noun, &mut |form| see(form.pieces.concat()));
        }
        assert!(words.len() > 10_000);
    }

    #[test]
    fn forms_lead_to_their_verb() {
        for (form, lemma) in [
            ("قالت", "قال"),
            ("يضيف", "اضاف"),
            ("مشيره", "اشار"),
            ("قوله", "قول"),
        ] {
            let lexicon = lexicon();
            let lemmas = lexicon.senses(form).iter();
            let mut lemmas = lemmas.map(|sense| &lexicon.entry(*sense).lemma);
            assert!(lemmas.any(|known| known == lemma), "{form}");
        }
    }

    #[test]
    fn the_article_and_the_conjunction_are_taken_off() {
        let lexicon = lexicon();
        assert!(lexicon.knows(WordList::People, "والوزير"));
        assert!(!lexicon.has(WordList::People, "والوزير"));
        assert!(lexicon.speaks("الصحيفه"));
        assert!(!lexicon.speaks("المطر"));
    }
}
