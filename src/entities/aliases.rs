//! Names in the text → entities: which names are the same person, place or organization
//! (within-document entity clustering).
//!
//! Forms of one kind are joined where one is a short form or another spelling of the other, or where they
//! are known to name one thing. A short form that fits two people (a surname that both bear) goes to the
//! one named last before it; the two themselves are never joined. Time is linear in the number of
//! forms: a form is compared with at most [`MAX_COMPARED`] others that share a word.
//!
//! Three things join forms, in this order:
//!
//! 1. a list of names that are known to be one ([`known`]): بريطانيا and المملكة المتحدة;
//! 2. a short name that the text itself defines: هيئة تنظيم الموانئ («همم»);
//! 3. short forms and other spellings ([`relation`]): رامي بن سعد الدوسكي, then الدوسكي.
//!
//! Pronouns (قال إنه) and descriptions (الوزير، الشركة) are not resolved here, and names of two kinds are
//! never joined: the club الساحل and the region الساحل stay two entities, whatever else the article says
//! of them.

use std::collections::HashMap;

use super::mentions::TaggedName;
use super::words::DocumentWords;
use super::{Entities, Entity, EntityId, EntityKind, Mention, MentionEvidence};
use crate::text::Document;
use forms::{NameForm, NamePart};

mod forms;
mod known;
mod relation;
pub(super) mod spelling;

/// Most forms that a form is compared with, and most aliases that an entity shows.
///
/// It keeps an article of ten thousand people named محمد linear. A form beyond the first ones with a word
/// may still join one of them, but no other form is compared with it.
pub(super) const MAX_COMPARED: usize = 64;

/// The entities that `names` name.
pub(crate) fn group(
    document: &Document<'_>,
    words: &DocumentWords,
    names: &[TaggedName],
) -> Entities {
    let forms = forms::forms(document, words, names);
    let mut groups = FormGroups::new(forms.len());
    groups.join_known(&forms);
    groups.join_defined(document, names, &forms);
    // The longest first: رامي بن سعد الدوسكي and رامي الدوسكي are one group by the time that
    // الدوسكي is compared, which then fits one person and is not ambiguous between two.
    let mut by_length: Vec<usize> = (0..forms.len()).collect();
    by_length.sort_by_key(|&form| std::cmp::Reverse(forms[form].parts.len()));
    let index = FormIndex::new(&forms);
    // Forms that fit several groups: each mention goes to the group named last before it.
    let mut ambiguous: HashMap<usize, Vec<usize>> = HashMap::new();
    for &short in &by_length {
        let mut fitting = index.fitting(&forms, short);
        // Where the article has the full name, another spelling of the short one does not compete with it.
        let length = |form: usize| forms[form].parts.len();
        if fitting.iter().any(|&long| length(long) > length(short)) {
            fitting.retain(|&long| length(long) > length(short));
        }
        let mut roots: Vec<usize> = fitting.iter().map(|&long| groups.root(long)).collect();
        roots.sort_unstable();
        roots.dedup();
        match roots.as_slice() {
            [] => {}
            // Several forms of one group count once, so this is the usual case.
            [one] => groups.join(*one, short),
            several => {
                ambiguous.insert(short, several.to_vec());
            }
        }
    }
    let owner = owners(&forms, &mut groups, &ambiguous, names.len());
    entities(document, names, &owner)
}

/// The group of each mention.
///
/// Mentions are assigned in reading order, and the group of a mention counts as named there, also by a
/// short form: in منى الحلوجي … الحلوجي … الحلوجي all are hers until the other
/// الحلوجي is named in full. Where a short form stands before either full name, it goes to the
/// group that the article names first.
fn owners(
    forms: &[NameForm],
    groups: &mut FormGroups,
    ambiguous: &HashMap<usize, Vec<usize>>,
    mentions: usize,
) -> Vec<usize> {
    let mut form_of = vec![0; mentions];
    for (form, mention) in forms
        .iter()
        .enumerate()
        .flat_map(|(i, f)| f.mentions.iter().map(move |&m| (i, m)))
    {
        form_of[mention] = form;
    }
    let mut last: HashMap<usize, usize> = HashMap::new();
    let mut owner = vec![0; mentions];
    for (mention, &form) in form_of.iter().enumerate() {
        let root = groups.root(form);
        owner[mention] = match ambiguous.get(&form) {
            None => root,
            Some(several) => {
                let several: Vec<usize> = several.iter().map(|&other| groups.root(other)).collect();
                // A group that was not named yet counts 0, below every mention.
                let latest = several
                    .iter()
                    .copied()
                    .max_by_key(|other| last.get(other).map_or(0, |at| at + 1));
                latest
                    .filter(|other| last.contains_key(other))
                    .unwrap_or(several[0])
            }
        };
        last.insert(owner[mention], mention);
    }
    owner
}

/// Builds the entities from the group of each mention.
///
/// The fullest name is the one of most words, then of most bytes; of equals the first. A form in Latin
/// letters stands behind every Arabic one. Every entity has a mention at least, since it is made at its first.
fn entities(document: &Document<'_>, names: &[TaggedName], owner: &[usize]) -> Entities {
    let mut entities = Entities::default();
    let mut ids: HashMap<usize, usize> = HashMap::new();
    let mut fullest: Vec<usize> = Vec::new();
    for (mention, name) in names.iter().enumerate() {
        let id = *ids.entry(owner[mention]).or_insert_with(|| {
            entities.list.push(Entity {
                kind: name.kind,
                name: String::new(),
                aliases: Vec::new(),
                mentions: Vec::new(),
            });
            fullest.push(mention);
            entities.list.len() - 1
        });
        let is_arabic = |m: usize| !names[m].span.of(document.text).is_ascii();
        let size = |m: usize| (is_arabic(m), names[m].tokens.len(), names[m].span.len());
        if size(mention) > size(fullest[id]) {
            fullest[id] = mention;
        }
        let entity = &mut entities.list[id];
        if entity.aliases.len() < MAX_COMPARED {
            let shown = name.shown(document);
            if !entity.aliases.contains(&shown) {
                entity.aliases.push(shown);
            }
        }
        let evidence = match (&name.evidence, entity.mentions.first()) {
            // An earlier mention is better evidence than the model alone.
            (MentionEvidence::Model, Some(earlier)) => MentionEvidence::Earlier(earlier.span),
            (evidence, _) => evidence.clone(),
        };
        entity.mentions.push(Mention {
            span: name.span,
            evidence,
        });
        entities.mentions.push((name.span, EntityId(id)));
    }
    for (entity, &mention) in entities.list.iter_mut().zip(&fullest) {
        entity.name = names[mention].shown(document);
        entity.aliases.retain(|alias| *alias != entity.name);
    }
    entities
}

/// Forms by the letters of their words, and by the consonants of their words.
///
/// Only forms that share one of these keys are compared, which avoids the comparison of all pairs. Keys
/// are apart by kind of name.
struct FormIndex {
    words: HashMap<(EntityKind, String), Vec<usize>>,
}

impl FormIndex {
    fn new(forms: &[NameForm]) -> Self {
        let mut words: HashMap<(EntityKind, String), Vec<usize>> = HashMap::new();
        for (at, form) in forms.iter().enumerate() {
            for part in &form.parts {
                for key in keys(part) {
                    let list = words.entry((form.kind, key)).or_default();
                    if list.len() < MAX_COMPARED && list.last() != Some(&at) {
                        list.push(at);
                    }
                }
            }
        }
        Self { words }
    }

    /// The forms that `short` may be a short or another form of.
    ///
    /// The first eight words are looked up: a name that is alike in none of these is a different one.
    fn fitting(&self, forms: &[NameForm], short: usize) -> Vec<usize> {
        let form = &forms[short];
        let mut out: Vec<usize> = Vec::new();
        for part in form.parts.iter().take(8) {
            for key in keys(part) {
                for &long in self.words.get(&(form.kind, key)).into_iter().flatten() {
                    if long != short
                        && !out.contains(&long)
                        && relation::may_be_short_for(form, &forms[long])
                    {
                        out.push(long);
                    }
                }
            }
        }
        out
    }
}

/// The keys of a word: its letters, and its consonants without and with its article.
fn keys(part: &NamePart) -> impl Iterator<Item = String> {
    let with_article = part.definite.then(|| consonant_key(&part.whole()));
    [part.letters.clone(), consonant_key(&part.letters)]
        .into_iter()
        .chain(with_article)
}

/// A word's consonants as a key that no word's letters are.
///
/// مالنيوف and ملانيوف have different letters and the same key.
fn consonant_key(word: &str) -> String {
    format!("~{}", spelling::consonants(word.chars()))
}

/// Forms joined into groups (union–find).
///
/// A group is identified by its root, the form of it that the article names first: [`Self::join`] puts
/// the later root under the earlier, so that the result does not depend on the order of joining.
struct FormGroups {
    parent: Vec<usize>,
}

impl FormGroups {
    fn new(forms: usize) -> Self {
        Self {
            parent: (0..forms).collect(),
        }
    }

    /// The root of a form's group; halves the path to it, so that later calls are short.
    fn root(&mut self, form: usize) -> usize {
        let mut root = form;
        while self.parent[root] != root {
            self.parent[root] = self.parent[self.parent[root]];
            root = self.parent[root];
        }
        root
    }

    /// Joins two groups; nothing where they are one already.
    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
    }

    /// Joins forms that are known to name one thing.
    ///
    /// People are left out: two of one name are two people, and no list can know which is meant.
    fn join_known(&mut self, forms: &[NameForm]) {
        let mut first: HashMap<(EntityKind, (usize, usize)), usize> = HashMap::new();
        for (at, form) in forms
            .iter()
            .enumerate()
            .filter(|(_, form)| form.kind != EntityKind::Person)
        {
            if let Some(line) = known::line_of(form) {
                let other = *first.entry((form.kind, line)).or_insert(at);
                self.join(other, at);
            }
        }
    }

    /// Joins a form with the short name that follows it in brackets or quotation marks: صندوق … («هدف»),
    /// and with its form in Latin letters in brackets.
    ///
    /// Names are in reading order, so only neighbours need be looked at.
    fn join_defined(&mut self, document: &Document<'_>, names: &[TaggedName], forms: &[NameForm]) {
        let mut form_of = vec![0; names.len()];
        for (form, mention) in forms
            .iter()
            .enumerate()
            .flat_map(|(i, f)| f.mentions.iter().map(move |&m| (i, m)))
        {
            form_of[mention] = form;
        }
        for (at, pair) in names.windows(2).enumerate() {
            let (first, second) = (form_of[at], form_of[at + 1]);
            // A short name that is known to be another body's defines nothing: … للأمم المتحدة (الأونروا).
            let lines = [first, second].map(|form| known::line_of(&forms[form]));
            let is_others = lines[0].is_some() && lines[1].is_some() && lines[0] != lines[1];
            if !is_others && relation::defines(document, &pair[0], &pair[1]) {
                self.join(first, second);
            }
        }
    }
}

#[cfg(test)]
mod tests;
