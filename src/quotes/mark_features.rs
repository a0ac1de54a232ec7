//! A pair of quotation marks, and what the rules made of it → the features that tell speech from a name, a title
//! or a term.
//!
//! Around the pair: the classes of the words in front of it and behind it, the nearest cue, where it stands in its
//! sentence. Inside: length, first and last word, verbs, first and second person, punctuation, names. In
//! the article: whether the same words stand in marks again. And what the rules say: their own candidate with
//! the way its speaker was found and its rank, the candidates around and in front.
//!
//! Each group is a pure function of the text; a pair costs time linear in its words, counted up to [`LONGEST`],
//! and in [`NEAR`] words and candidates around it. The weights are another matter: see `mark_classifier`.

use std::collections::HashMap;
use std::ops::Range;

use super::annotated::AnnotatedText;
use super::feature_values::{
    attribution, count_range, cue_class, cue_sense, entity_kind, punctuation, quote_kind,
    rank_range, word_class, words_range, yes,
};
use super::lexicon::conjugate::Form;
use super::lexicon::{Lexicon, WordList};
use super::logistic::{NamedFeature, QuoteFeatureSink};
use super::state::QuoteCandidate;
use super::{QuoteKind, is_speech};

/// Words inside a pair that are looked at.
const LONGEST: usize = 60;
/// Words on each side among which the nearest cue is looked for, and candidates that are looked at.
const NEAR: usize = 24;

/// What the rules made of a pair; numbers are indices of the candidates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RuleVerdict {
    /// The candidate that is just the words inside.
    pub(super) own: Option<usize>,
    /// The shortest candidate that holds the pair and more.
    pub(super) around: Option<usize>,
    /// The last candidate that ends in front of the pair.
    pub(super) before: Option<usize>,
    /// The first candidate that begins behind the pair.
    pub(super) after: Option<usize>,
    /// Pairs of the article with the same words.
    same: usize,
}

/// The rules' verdict on each pair.
pub(super) fn verdicts(
    text: &AnnotatedText<'_>,
    candidates: &[QuoteCandidate],
) -> Vec<RuleVerdict> {
    let mut verdicts = vec![RuleVerdict::default(); text.pairs.len()];
    let mut counts: HashMap<String, usize> = HashMap::new();
    let words: Vec<String> = (0..text.pairs.len())
        .map(|pair| inner_words(text, pair))
        .collect();
    for words in &words {
        *counts.entry(words.clone()).or_default() += 1;
    }
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&index| candidates[index].words.start);
    for (pair, verdict) in verdicts.iter_mut().enumerate() {
        let inside = text.inside(pair);
        let place = order.partition_point(|&index| candidates[index].words.start <= inside.start);
        let near = order[..place].iter().rev().take(NEAR).copied();
        for index in near {
            let candidate = &candidates[index];
            let shorter = |other: usize| candidates[other].words.len() > candidate.words.len();
            if candidate.words == inside && candidate.kind != QuoteKind::Indirect {
                verdict.own = Some(verdict.own.map_or(index, |own| own.min(index)));
            } else if candidate.words.end >= inside.end {
                if verdict.around.is_none_or(shorter) {
                    verdict.around = Some(index);
                }
            } else if candidate.words.end <= inside.start {
                let ends_later = |other: usize| candidates[other].words.end < candidate.words.end;
                if verdict.before.is_none_or(ends_later) {
                    verdict.before = Some(index);
                }
            }
        }
        let behind = |&&index: &&usize| candidates[index].words.start >= inside.end;
        verdict.after = order[place..].iter().take(NEAR).find(behind).copied();
        verdict.same = counts.get(&words[pair]).copied().unwrap_or(1);
    }
    verdicts
}

/// The first words inside a pair as one key.
fn inner_words(text: &AnnotatedText<'_>, pair: usize) -> String {
    let mut words = String::new();
    for at in text
        .inside(pair)
        .take(LONGEST)
        .filter(|&at| !text.is_mark(at))
    {
        words.push_str(text.key(at));
        words.push(' ');
    }
    words
}

/// A pair with all that its features are read from.
pub(super) struct PairContext<'c, 'p> {
    pub(super) text: &'c AnnotatedText<'p>,
    pub(super) lexicon: &'c Lexicon,
    pub(super) candidates: &'c [QuoteCandidate],
    pub(super) pair: usize,
    pub(super) verdict: RuleVerdict,
}

/// A feature with one value.
fn one<'t>(template: &'static str, value: &'t str) -> NamedFeature<'t> {
    NamedFeature {
        template,
        value,
        second: "",
    }
}

/// A feature with two values.
fn two<'t>(template: &'static str, value: &'t str, second: &'t str) -> NamedFeature<'t> {
    NamedFeature {
        template,
        value,
        second,
    }
}

impl PairContext<'_, '_> {
    /// Gives the features to `sink`.
    pub(super) fn features(&self, sink: &mut QuoteFeatureSink<'_>) {
        self.around(sink);
        self.cues(sink);
        self.place(sink);
        self.inside(sink);
        self.people(sink);
        self.rules(sink);
        self.rules_on_candidates(sink);
    }

    fn open(&self) -> usize {
        self.text.pairs[self.pair].open
    }

    /// One past the closing mark.
    fn behind(&self) -> usize {
        let pair = self.text.pairs[self.pair];
        pair.close + usize::from(!pair.guessed)
    }

    /// The words of the paragraph in which the pair opens.
    fn paragraph(&self) -> Range<usize> {
        let word = self.text.words.get(self.open());
        let paragraph = word.and_then(|word| self.text.paragraphs.get(word.paragraph));
        paragraph.map_or(0..0, |(words, _)| words.clone())
    }

    /// The narrator's sentence in which the pair opens.
    fn sentence(&self) -> Range<usize> {
        let open = self.open();
        let sentences = &self.text.sentences;
        let place = sentences.partition_point(|sentence| sentence.end <= open);
        sentences.get(place).cloned().unwrap_or(0..0)
    }

    fn length(&self) -> &'static str {
        words_range(is_speech::length(self.text, self.pair).min(LONGEST))
    }

    /// The classes of the words in front and behind.
    fn around(&self, sink: &mut QuoteFeatureSink<'_>) {
        let bounds = self.paragraph();
        let class = |at| word_class(self.text, self.lexicon, at, &bounds);
        let (open, behind) = (self.open(), self.behind());
        let before = ["before1", "before2", "before3"];
        for (back, template) in (1..).zip(before) {
            let (value, second) = class(open.checked_sub(back));
            sink(one(template, value));
            if !second.is_empty() && back < 3 {
                sink(two(template, value, second));
            }
        }
        for (on, template) in (0..).zip(["after1", "after2", "after3"]) {
            let (value, second) = class(Some(behind + on));
            sink(one(template, value));
            if !second.is_empty() && on < 2 {
                sink(two(template, value, second));
            }
        }
        let (first, last) = (class(open.checked_sub(1)).0, class(Some(behind)).0);
        sink(two("before and length", first, self.length()));
        sink(two("after and length", last, self.length()));
        sink(two("both sides", first, last));
        let in_front = class(open.checked_sub(2)).0;
        sink(two("two before", in_front, first));
    }

    /// The nearest cue of the sentence on either side, the words in marks left out.
    fn cues(&self, sink: &mut QuoteFeatureSink<'_>) {
        let sentence = self.sentence();
        let (open, behind) = (self.open(), self.behind());
        let within = self.text.words.get(open).and_then(|word| word.pair);
        let cue = |at: &usize| {
            self.text.words[*at].pair == within && cue_sense(self.text, self.lexicon, *at).is_some()
        };
        let from = sentence.start.max(open.saturating_sub(NEAR));
        let near = (from..open).rev().find(cue);
        self.cue("cue before", near, near.map_or(0, |at| open - at), sink);
        let to = sentence.end.min(behind + NEAR).max(behind);
        let near = (behind..to).find(cue);
        self.cue(
            "cue after",
            near,
            near.map_or(0, |at| at - behind + 1),
            sink,
        );
        let colon = (from..open)
            .rev()
            .take(3)
            .any(|at| self.text.raw(at) == ":");
        sink(one("colon near", yes(colon)));
    }

    fn cue(
        &self,
        template: &'static str,
        at: Option<usize>,
        far: usize,
        sink: &mut QuoteFeatureSink<'_>,
    ) {
        let sense = at.and_then(|at| cue_sense(self.text, self.lexicon, at));
        let entry = sense.map(|sense| self.lexicon.entry(sense));
        let class = cue_class(entry.map(|entry| entry.class));
        sink(one(template, class));
        sink(two(template, "at", words_range(far)));
        let Some(entry) = entry else {
            return;
        };
        let form = match sense.map(|sense| sense.form) {
            Some(Form::Past) => "past",
            Some(Form::Present) => "present",
            Some(Form::Participle) => "participle",
            Some(Form::Noun) | None => "noun",
        };
        sink(two(template, "form", form));
        if entry.government.weak {
            sink(two(template, "weak", words_range(far)));
        }
        if entry.government.scare {
            sink(two(template, "names things", words_range(far)));
        }
        if far <= 7 {
            sink(two(template, "word", &entry.lemma));
        }
    }

    /// Where the pair stands.
    fn place(&self, sink: &mut QuoteFeatureSink<'_>) {
        let text = self.text;
        let (sentence, paragraph) = (self.sentence(), self.paragraph());
        let (open, behind) = (self.open(), self.behind());
        let begins = open <= sentence.start + 1;
        let ends = behind + 1 >= sentence.end;
        sink(two("sentence", yes(begins), yes(ends)));
        sink(two(
            "paragraph",
            yes(open <= paragraph.start + 1),
            yes(behind + 1 >= paragraph.end),
        ));
        let role = match text.role(open) {
            crate::article::ParagraphRole::Title => "title",
            crate::article::ParagraphRole::Heading => "heading",
            crate::article::ParagraphRole::Link | crate::article::ParagraphRole::Furniture => {
                "link"
            }
            crate::article::ParagraphRole::Body => "body",
        };
        sink(one("role", role));
        let pairs = |words: &Range<usize>| {
            let first = text.pairs.partition_point(|pair| pair.open < words.start);
            let others = text.pairs[first..].iter().take(NEAR);
            others.take_while(|pair| pair.open < words.end).count()
        };
        sink(one("pairs in sentence", count_range(pairs(&sentence))));
        sink(one("pairs in article", count_range(text.pairs.len() / 3)));
        sink(one("opening mark", text.raw(open)));
        sink(one("end guessed", yes(text.pairs[self.pair].guessed)));
        let outer = text.words.get(open).is_some_and(|word| word.pair.is_some());
        sink(one("within a pair", yes(outer)));
        sink(one(
            "same words again",
            count_range(self.verdict.same.saturating_sub(1)),
        ));
        sink(one("begins on the word", yes(!text.apart(open))));
    }

    /// The words inside.
    fn inside(&self, sink: &mut QuoteFeatureSink<'_>) {
        let text = self.text;
        let inside = text.inside(self.pair);
        let class = |at| word_class(text, self.lexicon, at, &inside);
        sink(one("length", self.length()));
        let (first, second) = class(Some(inside.start));
        sink(one("first", first));
        sink(two("first and length", first, self.length()));
        if !second.is_empty() {
            sink(two("first", first, second));
        }
        sink(one("second", class(Some(inside.start + 1)).0));
        let last = inside.end.checked_sub(1);
        sink(one("last", class(last).0));
        let has = |class: &str| {
            let words = inside.clone().take(LONGEST);
            words
                .filter(|&at| text.is_mark(at))
                .any(|at| punctuation(text, at) == class)
        };
        sink(one("comma inside", yes(has("comma"))));
        sink(one("full stop inside", yes(has("full stop"))));
        sink(one("question inside", yes(has("question"))));
        sink(one("colon inside", yes(has("colon"))));
        let named = inside
            .clone()
            .take(LONGEST)
            .filter(|&at| text.named(at).is_some())
            .count();
        let words = is_speech::length(text, self.pair);
        let covers = if words > 0 && named >= words {
            "all"
        } else if named * 2 >= words.max(1) {
            "half"
        } else if named > 0 {
            "some"
        } else {
            "none"
        };
        let kind = text
            .named(inside.start)
            .and_then(|named| text.kind(named.id));
        sink(two("names inside", covers, entity_kind(kind)));
        let foreign = |&at: &usize| text.words[at].kind == crate::text::TokenKind::Foreign;
        sink(one(
            "foreign inside",
            yes(inside.take(LONGEST).any(|at| foreign(&at))),
        ));
    }

    /// Verbs, and the first and second person, inside.
    fn people(&self, sink: &mut QuoteFeatureSink<'_>) {
        let text = self.text;
        let words = text.inside(self.pair).take(LONGEST);
        let (mut clause, mut first, mut second, mut verbs) = (false, false, false, 0);
        for at in words.filter(|&at| !text.is_mark(at) && text.named(at).is_none()) {
            let key = text.key(at);
            let stem = key.strip_prefix(['و', 'ف']).unwrap_or(key);
            clause |= self.lexicon.has(WordList::Clausal, stem);
            first |= self.lexicon.has(WordList::We, stem)
                || stem.len() >= 8 && (stem.ends_with("نا") || stem.ends_with("ني"))
                || stem.starts_with("سن") && stem.len() >= 8;
            second |=
                self.lexicon.has(WordList::You, stem) || stem.len() >= 8 && stem.ends_with("كم");
            let (class, _) = word_class(text, self.lexicon, Some(at), &(at..at + 1));
            verbs += usize::from(matches!(class, "cue verb" | "present shape" | "we shape"));
        }
        sink(one("clause word", yes(clause)));
        sink(one("first person", yes(first)));
        sink(one("second person", yes(second)));
        sink(one("verbs", count_range(verbs)));
        sink(two(
            "clause word and length",
            yes(clause || verbs > 0),
            self.length(),
        ));
    }

    /// What the rules for names, terms and speech say.
    fn rules(&self, sink: &mut QuoteFeatureSink<'_>) {
        let (text, lexicon, pair) = (self.text, self.lexicon, self.pair);
        sink(one(
            "is a name",
            yes(is_speech::is_name(text, lexicon, pair)),
        ));
        sink(one(
            "is a term",
            yes(is_speech::is_term(text, lexicon, pair)),
        ));
        sink(one(
            "own words",
            yes(is_speech::is_own_words(text, lexicon, pair)),
        ));
        sink(one(
            "covers its clause",
            yes(is_speech::covers_clause(text, lexicon, pair)),
        ));
    }

    /// The candidates of the rules.
    fn rules_on_candidates(&self, sink: &mut QuoteFeatureSink<'_>) {
        let of = |index: Option<usize>| index.and_then(|index| self.candidates.get(index));
        let own = of(self.verdict.own);
        let bounds = self.paragraph();
        let before = word_class(self.text, self.lexicon, self.open().checked_sub(1), &bounds).0;
        let kind = own.map_or("none", |own| quote_kind(own.kind));
        sink(one("rules", kind));
        sink(two("rules and length", kind, self.length()));
        sink(two("rules and before", kind, before));
        if let Some(own) = own {
            let speaker = own.speaker.as_ref();
            let found_by = attribution(speaker.map(|one| one.found_by));
            sink(two("rules found by", kind, found_by));
            sink(two(
                "rules rank",
                kind,
                rank_range(speaker.map_or(0, |one| one.confidence)),
            ));
            sink(two("rules cue", kind, cue_class(own.class)));
        }
        let around = of(self.verdict.around);
        let around_kind = around.map_or("none", |around| quote_kind(around.kind));
        sink(two("rules around", around_kind, kind));
        if let Some(around) = around {
            sink(two(
                "rules around cue",
                around_kind,
                cue_class(around.class),
            ));
        }
        let sentence = self.sentence();
        let here = of(self.verdict.before);
        let place = match here {
            None => "none",
            Some(one) if one.words.start >= sentence.start => "same sentence",
            Some(one) if one.words.start >= bounds.start => "same paragraph",
            Some(_) => "earlier",
        };
        let before_kind = here.map_or("none", |one| quote_kind(one.kind));
        sink(two("quote before", place, before_kind));
        let gap = here.map_or(0, |one| self.open().saturating_sub(one.words.end));
        if place == "same sentence" {
            sink(two("quote before", "gap", words_range(gap)));
        }
    }
}
