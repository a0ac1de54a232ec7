//! Names in the text → their distinct forms, in letters that can be compared.

use std::collections::HashMap;

use super::super::Kind;
use super::super::lists::List;
use super::super::mentions::Name;
use super::super::tagger::Words;
use crate::text::orthography::fold_hamza;
use crate::text::{Document, TokenKind};

/// One word of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its letters, hamza and article taken off.
    pub(crate) letters: String,
    /// Whether it stood with the article ال.
    pub(crate) definite: bool,
    /// Lists that hold it.
    pub(crate) lists: u16,
    /// Whether news uses it so often that a near spelling is another word.
    pub(crate) common: bool,
}

/// One way in which an article names something.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) kind: Kind,
    pub(crate) parts: Vec<Part>,
    /// All letters in a row, so that a space more or less is nothing.
    pub(crate) key: String,
    /// Indices of its mentions.
    pub(crate) mentions: Vec<usize>,
}

impl Part {
    pub(crate) const fn is(&self, list: List) -> bool {
        self.lists & list as u16 != 0
    }
}

/// Frequency (a power of two) from which a word counts as common.
const COMMON: u8 = 8;

/// The distinct forms of `names`, in order of first mention.
pub(crate) fn forms(document: &Document<'_>, words: &Words, names: &[Name]) -> Vec<Form> {
    let mut at: HashMap<(Kind, String), usize> = HashMap::new();
    let mut forms: Vec<Form> = Vec::new();
    for (mention, name) in names.iter().enumerate() {
        let parts = parts(document, words, name);
        let key: String = parts
            .iter()
            .flat_map(|part| [article(part), part.letters.as_str()])
            .collect();
        let form = *at
            .entry((name.kind, key))
            .or_insert_with_key(|(kind, key)| {
                forms.push(Form {
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

const fn article(part: &Part) -> &'static str {
    if part.definite { "ال" } else { "" }
}

fn parts(document: &Document<'_>, words: &Words, name: &Name) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for at in name.tokens.clone() {
        if document.tokens[at].kind == TokenKind::Mark {
            continue;
        }
        let span = document.tokens[at].span;
        let start = span.start.max(name.span.start);
        let word = document.text.get(start..span.end).unwrap_or_default();
        let atom = words.atom(at);
        let mut part = part(word);
        part.lists = atom.word.lists;
        part.common = atom.word.frequency >= COMMON || part.is(List::Given);
        match parts.last_mut() {
            // عبد الله is one name, with or without the space.
            Some(before) if before.letters == "عبد" && !before.definite => {
                before.letters.push_str(article(&part));
                before.letters.push_str(&part.letters);
                before.common = true;
            }
            _ => parts.push(part),
        }
    }
    parts
}

/// A word in comparable letters.
pub(crate) fn part(word: &str) -> Part {
    let mut letters: String = crate::text::orthography::fold(word)
        .chars()
        .filter_map(fold_hamza)
        .collect();
    // The joined article: ل + ال is written لل, and the name begins at its second ل.
    let definite = match letters
        .strip_prefix("ال")
        .filter(|rest| rest.chars().count() >= 2)
    {
        Some(rest) => {
            letters = String::from(rest);
            true
        }
        None => false,
    };
    letters = match letters.as_str() {
        "ابن" => "بن".to_owned(),
        "ابي" | "ابا" => "ابو".to_owned(),
        other => match other
            .strip_suffix("ون")
            .filter(|rest| definite && rest.chars().count() >= 3)
        {
            // Sound plurals by case: الحوثيون، الحوثيين.
            Some(rest) => format!("{rest}ين"),
            None => letters,
        },
    };
    Part {
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
