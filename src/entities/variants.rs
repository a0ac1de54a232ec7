//! Names that were found → words that spell one of them otherwise and were overlooked.
//!
//! News writes a foreign name by ear, in one article now so and now so (تورغالييف، تورغاليف،
//! تروغالييف). A spelling that stands nowhere else is a word that no list and no news knows, and the
//! tagger may pass it over. Such a word is taken for the person whose name it sounds like
//! ([`alike`]).
//!
//! Told apart from words of the language by this: it is as long as [`SHORTEST`], unknown to the lexicon,
//! and the name that it sounds like is rare, too. Names of places and organizations are left alone: they are
//! known, or words of the language.

use std::collections::HashMap;

use super::aliases::MOST;
use super::aliases::spelling::{alike, skeleton};
use super::label::OUTSIDE;
use super::mentions::Name;
use super::tagger::Words;
use super::{EntityKind, MentionEvidence};
use crate::span::Span;
use crate::text::Document;

/// Fewest letters of a word that is taken for a spelling of a name.
const SHORTEST: usize = 6;

/// Greatest frequency in news ([`Word::frequency`](super::lexicon::Word::frequency)) of the name that another word is
/// taken to spell: one that many bear is written in one way.
const RARE: u8 = 4;

/// A part of a person's name.
struct Part {
    letters: String,
    /// The name that it is of.
    name: Span,
}

/// Adds to `names`, which are in reading order and stay so, what they leave over; `labels` are the tagger's.
pub(super) fn add(document: &Document<'_>, words: &Words, labels: &[usize], names: &mut Vec<Name>) {
    let parts = parts(words, names);
    if parts.is_empty() {
        return;
    }
    let mut more = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        let atom = words.atom(at);
        let unknown = atom.word.frequency == 0 && atom.word.lists == 0;
        if *label != OUTSIDE || !unknown || !atom.is_word() || atom.letters.len() < SHORTEST {
            continue;
        }
        let letters: String = atom.letters.iter().collect();
        let near = parts.get(&skeleton(letters.chars()));
        let part = near.and_then(|near| near.iter().find(|part| alike(&letters, &part.letters)));
        if let Some(part) = part {
            let mut name = Name::of(document, words, at..at + 1, EntityKind::Person);
            name.why = MentionEvidence::Earlier(part.name);
            more.push(name);
        }
    }
    names.append(&mut more);
    names.sort_by_key(|name| name.span.start);
}

/// The rare words of people's names, by their [`skeleton`]s.
fn parts(words: &Words, names: &[Name]) -> HashMap<String, Vec<Part>> {
    let mut parts: HashMap<String, Vec<Part>> = HashMap::new();
    for name in names.iter().filter(|name| name.kind == EntityKind::Person) {
        for at in name.tokens.clone() {
            let atom = words.atom(at);
            if atom.letters.len() < SHORTEST || atom.word.frequency > RARE {
                continue;
            }
            let letters: String = atom.letters.iter().collect();
            let alike = parts.entry(skeleton(letters.chars())).or_default();
            // An article may spell a name in thousands of ways; comparing all with all would never end.
            if alike.len() < MOST && alike.iter().all(|part| part.letters != letters) {
                alike.push(Part {
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
    use crate::entities::lexicon::Lexicon;
    use crate::entities::lists::List;
    use crate::entities::{label, mentions, notation};
    use crate::text;

    /// The names of a text, of which those in brackets were tagged.
    fn found(marked: &str) -> String {
        let (text, spans) = notation::unmarked(marked);
        let article = notation::article(text);
        let document = text::read(&article);
        let table = notation::lexicon(&[("تورغالون", List::Title)]);
        let words = Words::new(&document, Lexicon::new(&table).unwrap());
        let labels = label::of(&document, spans);
        let mut names = mentions::names(&document, &words, &labels);
        add(&document, &words, &labels, &mut names);
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
        // Skeletons know no alef, waw and yeh: all of these sound alike.
        let spelt = |number: u32| -> String {
            let vowels = (0..16).map(|bit| ['ا', 'و'][(number >> bit & 1) as usize]);
            format!("بر{}غ", vowels.collect::<String>())
        };
        let marked: Vec<String> = (0..3000).map(|n| format!("[P:{}] ", spelt(n))).collect();
        let (text, spans) = notation::unmarked(&marked.concat());
        let article = notation::article(text);
        let document = text::read(&article);
        let table = notation::lexicon(&[("بيروت", List::City)]);
        let words = Words::new(&document, Lexicon::new(&table).unwrap());
        let labels = label::of(&document, spans);
        let names = mentions::names(&document, &words, &labels);
        assert_eq!(names.len(), 3000);
        let parts = parts(&words, &names);
        assert_eq!(parts.len(), 1);
        assert!(parts.values().all(|alike| alike.len() <= MOST));
    }

    #[test]
    fn words_that_are_known_or_sound_otherwise_are_none() {
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
