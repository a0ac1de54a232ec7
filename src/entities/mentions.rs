//! Labels of tokens → names in the text with their bytes, proclitics excluded, and the evidence for them.
//!
//! The labels decide what is a name. The evidence is found afterwards from the words around, to be shown
//! to the user: the model weighs hundreds of features, and a title before the name is merely what a
//! person would point at. A name never crosses a sentence's end.

use super::gazetteers::GazetteerList;
use super::label;
use super::words::DocumentWords;
use super::{EntityKind, MentionEvidence};
use std::ops::Range;

use crate::span::Span;
use crate::text::orthography::Folded;
use crate::text::{Document, TokenKind};

/// A name in the text, before it is assigned to an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TaggedName {
    /// Its tokens; at least one.
    pub(crate) tokens: Range<usize>,
    /// Its bytes, proclitics left out.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) kind: EntityKind,
    /// Why it was taken for a name.
    pub(crate) evidence: MentionEvidence,
    /// Whether its article is joined to the ل before it: of للأمم the span is لأمم, the name الأمم.
    pub(crate) joined_article: bool,
}

impl TaggedName {
    /// The name at those tokens.
    pub(crate) fn of(
        document: &Document<'_>,
        words: &DocumentWords,
        tokens: Range<usize>,
        kind: EntityKind,
    ) -> Self {
        let whole = document.span(tokens.clone());
        let cut = cut(document, words, tokens.start);
        let span = Span::new(whole.start + cut, whole.end);
        Self {
            joined_article: cut > 0 && begins_with_joined_article(document, span),
            span,
            evidence: evidence(document, words, tokens.clone(), kind),
            tokens,
            kind,
        }
    }

    /// The name as it is shown: its blanks as one space each, its joined article written out.
    pub(crate) fn shown(&self, document: &Document<'_>) -> String {
        let mut shown = String::new();
        if self.joined_article {
            shown.push('ا');
        }
        for (at, word) in self.span.of(document.text).split_whitespace().enumerate() {
            if at > 0 {
                shown.push(' ');
            }
            shown.push_str(word);
        }
        shown
    }
}

/// Whether a name begins with ل behind another ل, and has letters enough for an article.
pub(super) fn begins_with_joined_article(document: &Document<'_>, name: Span) -> bool {
    let before = document.text.get(..name.start).unwrap_or_default();
    let mut behind = Folded::new(
        before
            .rsplit(char::is_whitespace)
            .next()
            .unwrap_or_default(),
    );
    let mut letters = Folded::new(name.of(document.text)).map(|(_, c)| c);
    behind.by_ref().last().is_some_and(|(_, c)| c == 'ل')
        && letters.next() == Some('ل')
        && letters.take(2).filter(|c| c.is_alphabetic()).count() == 2
}

/// The names that `labels` mark.
///
/// In reading order and without overlaps; one label for each token of the document.
pub(crate) fn tagged_names(
    document: &Document<'_>,
    words: &DocumentWords,
    labels: &[usize],
) -> Vec<TaggedName> {
    let mut out = Vec::new();
    for range in &document.sentences {
        for (name, kind) in label::name_ranges(&labels[range.clone()]) {
            let tokens = range.start + name.start..range.start + name.end;
            out.push(TaggedName::of(document, words, tokens, kind));
        }
    }
    out
}

/// The evidence for those tokens being a name, as far as the words around show it.
///
/// The first of these that holds: its own head word (حزب الفجر), a cue before it (الوزير قدري،
/// مدينة زرقان), lists that hold every word of it, the model's own judgement. A cue counts over
/// one mark too (قال: «سالم»), not over a word between.
fn evidence(
    document: &Document<'_>,
    words: &DocumentWords,
    tokens: Range<usize>,
    kind: EntityKind,
) -> MentionEvidence {
    let holds = |at: usize, list: GazetteerList| words.at(at).entry.lists & list as u16 != 0;
    let first = tokens.start;
    if kind == EntityKind::Organization && holds(first, GazetteerList::Head) {
        return MentionEvidence::Cue(document.tokens[first].span);
    }
    let before = first
        .checked_sub(1)
        .filter(|&at| document.tokens[at].kind != TokenKind::Mark)
        .or(first.checked_sub(2))
        .filter(|&at| document.tokens[at].kind != TokenKind::Mark);
    let cues: &[GazetteerList] = match kind {
        EntityKind::Person => &[GazetteerList::Title, GazetteerList::Verb],
        EntityKind::Place => &[GazetteerList::Site],
        EntityKind::Organization => &[GazetteerList::Head, GazetteerList::Verb],
    };
    if let Some(at) = before.filter(|&at| cues.iter().any(|&list| holds(at, list))) {
        return MentionEvidence::Cue(document.tokens[at].span);
    }
    let lists: &[GazetteerList] = match kind {
        EntityKind::Person => &[GazetteerList::Given, GazetteerList::Chain],
        EntityKind::Place => &[GazetteerList::Country, GazetteerList::City],
        EntityKind::Organization => &[GazetteerList::Media, GazetteerList::Club],
    };
    if tokens
        .clone()
        .all(|at| lists.iter().any(|&list| holds(at, list)))
    {
        return MentionEvidence::List;
    }
    MentionEvidence::Model
}

/// Bytes of proclitics at the start of token `at`.
///
/// Proclitics are counted in folded letters; the name begins at the byte of the first letter behind them,
/// so that harakat on a proclitic belong to the proclitic. Of للمصنع the name is لمصنع: the
/// article's alef is not in the text.
fn cut(document: &Document<'_>, words: &DocumentWords, at: usize) -> usize {
    if document.tokens[at].kind != TokenKind::Arabic {
        return 0;
    }
    let letters = usize::from(words.at(at).cut);
    Folded::new(document.word(at))
        .nth(letters)
        .map_or(0, |(byte, _)| if letters == 0 { 0 } else { byte })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::lexicon::WordLexicon;
    use crate::entities::notation;
    use crate::text;

    /// The names of a text whose marked tokens the tagger has labelled, and the evidence for each.
    fn found(marked: &str) -> (String, Vec<String>) {
        let (text, spans) = notation::unmarked(marked);
        let article = notation::article(text);
        let document = text::read(&article);
        let table = notation::lexicon(&[
            ("سالم", GazetteerList::Given),
            ("وليد", GazetteerList::Given),
            ("بيروت", GazetteerList::City),
            ("الوزير", GazetteerList::Title),
            ("مدينة", GazetteerList::Site),
            ("حزب", GazetteerList::Head),
        ]);
        let words = DocumentWords::new(&document, WordLexicon::new(&table).unwrap());
        let labels = label::of(&document, spans);
        let names = tagged_names(&document, &words, &labels);
        let shown = notation::marked(
            &article.text,
            names.iter().map(|name| (name.span, name.kind)),
        );
        let evidence = |name: &TaggedName| match &name.evidence {
            MentionEvidence::List => "list".to_owned(),
            MentionEvidence::Cue(span) => format!("cue {}", span.of(&article.text)),
            MentionEvidence::Model => "model".to_owned(),
            MentionEvidence::Earlier(_) => "earlier".to_owned(),
        };
        (shown, names.iter().map(evidence).collect())
    }

    #[test]
    fn proclitics_stay_outside() {
        let (shown, _) = found("وصل [P:وسالم قدري] إلى [L:لبيروت] ثم [L:وبيروت]");
        assert_eq!(shown, "وصل و[P:سالم قدري] إلى ل[L:بيروت] ثم و[L:بيروت]");
    }

    #[test]
    fn letters_of_the_name_itself_stay_in_it() {
        assert_eq!(found("وصل [P:وليد قدري]").0, "وصل [P:وليد قدري]");
        assert_eq!(found("[O:حزب الفجر]").0, "[O:حزب الفجر]");
    }

    #[test]
    fn a_name_has_its_evidence() {
        assert_eq!(found("قال الوزير [P:قدري]").1, ["cue الوزير"]);
        assert_eq!(found("في مدينة [L:زرقان]").1, ["cue مدينة"]);
        assert_eq!(found("انضم إلى [O:حزب الفجر]").1, ["cue حزب"]);
        assert_eq!(found("زار [L:بيروت]").1, ["list"]);
        assert_eq!(found("زار [L:زرقان]").1, ["model"]);
    }
}
