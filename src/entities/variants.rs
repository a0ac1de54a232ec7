//! Names that were found → other words of the article that spell one of them differently and were
//! overlooked.
//!
//! News writes a foreign name by ear, and differently in one article (تورغالييف، تورغاليف، تروغالييف).
//! A spelling that occurs nowhere else is unknown to lists and lexicon, and the tagger may miss it. Such
//! a word is taken for the person whose name it sounds like ([`sounds_alike`]).
//!
//! To keep words of the language out, it must have at least [`SHORTEST`] letters and be unknown to the
//! lexicon, and the name that it sounds like must be rare, too. Names of places and organizations are not
//! respelt so: they are known, or words of the language.

use std::collections::HashMap;

use super::aliases::MAX_COMPARED;
use super::aliases::spelling::{consonants, sounds_alike};
use super::label::OUTSIDE;
use super::mentions::TaggedName;
use super::words::DocumentWords;
use super::{EntityKind, MentionEvidence};
use crate::span::Span;
use crate::text::Document;

/// Fewest letters of a word that is taken for a spelling of a name.
const SHORTEST: usize = 6;

/// Greatest frequency in news ([`LexiconEntry::frequency`](super::lexicon::LexiconEntry::frequency)) of a
/// name that has other spellings: one that many bear is written in one way.
const RARE: u8 = 4;

/// A word of a person's name.
struct RareNamePart {
    letters: String,
    /// The whole name.
    name: Span,
}

/// Adds the overlooked spellings to `names`, which stay in reading order; `labels` are the tagger's.
pub(super) fn add_variants(
    document: &Document<'_>,
    words: &DocumentWords,
    labels: &[usize],
    names: &mut Vec<TaggedName>,
) {
    let parts = parts(words, names);
    if parts.is_empty() {
        return;
    }
    let mut more = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        let word = words.at(at);
        let unknown = word.entry.frequency == 0 && word.entry.lists == 0;
        let next = names.partition_point(|name| name.tokens.end <= at);
        let is_named = names.get(next).is_some_and(|name| name.tokens.start <= at);
        if *label != OUTSIDE
            || is_named
            || !unknown
            || !word.is_word()
            || word.letters.len() < SHORTEST
        {
            continue;
        }
        let letters: String = word.letters.iter().collect();
        let near = parts.get(&consonants(letters.chars()));
        let part = near.and_then(|near| {
            near.iter()
                .find(|part| sounds_alike(&letters, &part.letters))
        });
        if let Some(part) = part {
            let mut name = TaggedName::of(document, words, at..at + 1, EntityKind::Person);
            name.evidence = MentionEvidence::Earlier(part.name);
            more.push(name);
        }
    }
    names.append(&mut more);
    names.sort_by_key(|name| name.span.start);
}

/// The rare words of people's names, by their [`consonants`].
fn parts(words: &DocumentWords, names: &[TaggedName]) -> HashMap<String, Vec<RareNamePart>> {
    let mut parts: HashMap<String, Vec<RareNamePart>> = HashMap::new();
    for name in names.iter().filter(|name| name.kind == EntityKind::Person) {
        for at in name.tokens.clone() {
            let word = words.at(at);
            if word.letters.len() < SHORTEST || word.entry.frequency > RARE {
                continue;
            }
            let letters: String = word.letters.iter().collect();
            let alike = parts.entry(consonants(letters.chars())).or_default();
            // A hostile article may spell a name in thousands of ways; this keeps the comparisons linear.
            if alike.len() < MAX_COMPARED && alike.iter().all(|part| part.letters != letters) {
                alike.push(RareNamePart {
                    letters,
                    name: name.span,
                });
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::gazetteers::GazetteerList;
    use crate::entities::lexicon::WordLexicon;
    use crate::entities::{label, mentions, notation};
    use crate::text;

    /// The names of a text, of which those in brackets were tagged.
    fn found(marked: &str) -> String {
        let (text, spans) = notation::unmarked(marked);
        let article = notation::article(text);
        let document = text::read(&article);
        let table = notation::lexicon(&[("تورغالون", GazetteerList::Title)]);
        let words = DocumentWords::new(&document, WordLexicon::new(&table).unwrap());
        let labels = label::of(&document, spans);
        let mut names = mentions::tagged_names(&document, &words, &labels);
        add_variants(&document, &words, &labels, &mut names);
        let names = names.iter().map(|name| (name.span, name.kind));
        notation::marked(&article.text, names)
    }

    #[test]
    fn another_spelling_of_a_person_is_the_person() {
        assert_eq!(
            found("قال [P:مراد تورغالييف] أمس. وأضاف تروغالييف أنه عائد."),
            "قال [P:مراد تورغالييف] أمس. وأضاف [P:تروغالييف] أنه عائد."
        );
    }

    #[test]
    fn a_name_in_thousands_of_spellings_costs_no_more_than_its_words() {
        // Alef, waw and yeh are no consonants: all of these sound alike.
        let spelt = |number: u32| -> String {
            let vowels = (0..16).map(|bit| ['ا', 'و'][(number >> bit & 1) as usize]);
            format!("بر{}غ", vowels.collect::<String>())
        };
        let marked: Vec<String> = (0..3000).map(|n| format!("[P:{}] ", spelt(n))).collect();
        let (text, spans) = notation::unmarked(&marked.concat());
        let article = notation::article(text);
        let document = text::read(&article);
        let table = notation::lexicon(&[("بيروت", GazetteerList::City)]);
        let words = DocumentWords::new(&document, WordLexicon::new(&table).unwrap());
        let labels = label::of(&document, spans);
        let names = mentions::tagged_names(&document, &words, &labels);
        assert_eq!(names.len(), 3000);
        let parts = parts(&words, &names);
        assert_eq!(parts.len(), 1);
        assert!(parts.values().all(|alike| alike.len() <= MAX_COMPARED));
    }

    #[test]
    fn known_words_and_other_sounds_are_no_variants() {
        for text in [
            "قال [P:مراد تورغالييف] إن تورغالون عائد",
            "قال [P:مراد تورغالييف] إن بنزرغالييف بعيدة",
            "زار [L:تورغالييف] ثم تروغالييف",
            "قال [P:نادر] إن نديرا عائد",
        ] {
            assert_eq!(found(text), text);
        }
    }
}
