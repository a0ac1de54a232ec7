//! Names in the text → their distinct forms, in letters that can be compared.
//!
//! Names come without proclitics; here harakat, the seat of the hamza and punctuation are removed too, so
//! that وبالفجر، «الفجر» and الفجر are mentions of one form, and فجر is of another. Words are not reduced
//! to their singular or their root: الأمم and الأمة stay two.

use std::collections::HashMap;

use super::super::EntityKind;
use super::super::gazetteers::GazetteerList;
use super::super::mentions::TaggedName;
use super::super::words::DocumentWords;
use crate::text::morphology::inflection::oblique_plural;
use crate::text::morphology::proclitics::{ARTICLE, without_article};
use crate::text::orthography::{fold, fold_hamza};
use crate::text::{Document, TokenKind};

/// One word of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamePart {
    /// Its letters, without hamza and article.
    pub(crate) letters: String,
    /// Whether it had the article ال. It counts for the form's key alone: two words are the same
    /// with it and without it (الغامدي، غامدي).
    pub(crate) definite: bool,
    /// Lists that hold it.
    pub(crate) lists: u16,
    /// Whether news uses it so often that a near spelling is another word: سمير is no misspelt
    /// سامر. Given names count as common however rare they are.
    pub(crate) common: bool,
}

/// One way in which an article names an entity.
///
/// No two forms of one kind have the same key.
#[derive(Clone, Debug)]
pub(crate) struct NameForm {
    /// What it names; forms of different kinds are never compared.
    pub(crate) kind: EntityKind,
    /// Its words in their order; none for a name of punctuation alone.
    pub(crate) parts: Vec<NamePart>,
    /// All letters in a row, with articles, so that spaces make no difference (حضر موت، حضرموت).
    pub(crate) key: String,
    /// Its mentions, as indices into the names that the forms were made of; ascending.
    pub(crate) mentions: Vec<usize>,
}

impl NamePart {
    /// Whether a list holds the word.
    pub(crate) const fn is(&self, list: GazetteerList) -> bool {
        self.lists & list as u16 != 0
    }

    /// Its letters with the article.
    pub(super) fn whole(&self) -> String {
        format!("{}{}", article(self), self.letters)
    }
}

/// [`LexiconEntry::frequency`](super::super::lexicon::LexiconEntry::frequency) from which a word counts as
/// common: 128 times or more in the news that the model was trained on.
const COMMON: u8 = 8;

/// The distinct forms of `names`, in order of first mention.
///
/// Every name is a mention of exactly one form. Linear in the bytes of the names.
pub(crate) fn forms(
    document: &Document<'_>,
    words: &DocumentWords,
    names: &[TaggedName],
) -> Vec<NameForm> {
    let mut at: HashMap<(EntityKind, String), usize> = HashMap::new();
    let mut forms: Vec<NameForm> = Vec::new();
    for (mention, name) in names.iter().enumerate() {
        let parts = parts(document, words, name);
        let key: String = parts
            .iter()
            .flat_map(|part| [article(part), part.letters.as_str()])
            .collect();
        let form = *at
            .entry((name.kind, key))
            .or_insert_with_key(|(kind, key)| {
                forms.push(NameForm {
                    kind: *kind,
                    parts,
                    key: key.clone(),
                    mentions: Vec::new(),
                });
                forms.len() - 1
            });
        forms[form].mentions.push(mention);
    }
    forms
}

/// The article as a form's key has it.
const fn article(part: &NamePart) -> &'static str {
    if part.definite { ARTICLE } else { "" }
}

/// The words of a name, from behind the proclitics of its first.
fn parts(document: &Document<'_>, words: &DocumentWords, name: &TaggedName) -> Vec<NamePart> {
    let mut parts: Vec<NamePart> = Vec::new();
    for at in name.tokens.clone() {
        if document.tokens[at].kind == TokenKind::Mark {
            continue;
        }
        let span = document.tokens[at].span;
        let start = span.start.max(name.span.start);
        let word = document.text.get(start..span.end).unwrap_or_default();
        let entry = words.at(at).entry;
        let mut part = if name.joined_article && parts.is_empty() {
            part(&format!("ا{word}"))
        } else {
            part(word)
        };
        part.lists = entry.lists;
        part.common = entry.frequency >= COMMON || part.is(GazetteerList::Given);
        match parts.last_mut() {
            // عبد الله and ناصر الدين are one name, with or without the space.
            Some(before) if is_compound(before, &part) => {
                before.letters.push_str(article(&part));
                before.letters.push_str(&part.letters);
                before.common = true;
            }
            _ => parts.push(part),
        }
    }
    parts
}

/// Whether two words of a name are one: عبد and what follows it, and الدين with what stands before it.
fn is_compound(before: &NamePart, part: &NamePart) -> bool {
    let of_faith = part.definite && part.letters == "دين" && !before.definite;
    before.letters == "عبد" && !before.definite || of_faith
}

/// A word in comparable letters.
///
/// Besides the article, what changes with a name's case becomes one form: أبو، أبا and أبي, the sound
/// plural الراشديون and الراشديين; and ابن becomes بن. Lists and frequency are unknown here; the caller
/// sets them.
pub(crate) fn part(word: &str) -> NamePart {
    let mut letters: String = fold(word).chars().filter_map(fold_hamza).collect();
    // Two letters at least are left: الت is a word that begins with ال, not ت with the article.
    let definite = match without_article(&letters, 2) {
        Some(rest) => {
            letters = String::from(rest);
            true
        }
        None => false,
    };
    letters = match letters.as_str() {
        "ابن" => "بن".to_owned(),
        "ابي" | "ابا" => "ابو".to_owned(),
        // Sound plurals by case: الحوثيون، الحوثيين.
        other => match oblique_plural(other).filter(|_| definite) {
            Some(oblique) => oblique,
            None => letters,
        },
    };
    NamePart {
        letters,
        definite,
        lists: 0,
        common: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_made_comparable() {
        assert_eq!(part("الغامدي").letters, part("غامدي").letters);
        assert!(part("الغامدي").definite);
        assert_eq!(part("ابن").letters, "بن");
        assert_eq!(part("الراشديون"), part("الراشديين"));
        assert_eq!(part("رؤوف").letters, "رووف");
    }
}
