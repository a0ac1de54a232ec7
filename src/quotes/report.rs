//! A [`AnnotatedText`] → quote candidates: sentence by sentence, every cue with its content
//! and its speaker.
//!
//! The children do one step each: `cues_with_content` finds what each cue reports, `topic`
//! who a sentence is about, `speaker` whose words they are, `candidate` makes the quotes.
//!
//! A sentence is read from its first cue to its last, and what one cue found is known to those
//! behind it: the speaker («، مضيفا»), the marks that are used, the words already span. Nothing
//! is taken back. Links and headings are passed over; a title is read as «فلان: …» first.

use std::ops::Range;

use crate::article::ParagraphRole;

use super::annotated::AnnotatedText;
use super::content::Content;
use super::cue::{self, Cue, CueKind};
use super::discourse::{DiscourseState, TurnKind};
use super::grammar;
use super::lexicon::Lexicon;
use super::registry::Registry;
use super::state::{NEAR, ReportState, SentenceScope};
use super::subject::{Subject, SubjectFinder};
use super::{Attribution, QuoteKind, headline, source_phrases, unattributed};
use candidates::FollowingText;
use cue_contents::{CueWithContent, later_cues};
use speaker::NarrationLevel;

mod between;
mod candidates;
mod cue_contents;
mod implied;
mod speaker;
mod topic;

/// Words from which a speech may itself report what others span.
///
/// A shorter one hardly holds a clause of somebody else's.
const LONG_SPEECH: usize = 10;
/// Words behind a cue without content among which its subject is looked for.
///
/// Where content was found, its marker is the bound instead.
const REACH: usize = 25;

/// Reads a text.
///
/// Linear in the text. The candidates come in the order in which they were found.
pub(super) fn read<'r, 'p>(
    text: &'r AnnotatedText<'p>,
    lexicon: &'r Lexicon,
) -> ReportState<'r, 'p> {
    let mut reader = ReportState {
        text,
        lexicon,
        registry: Registry::read(text, lexicon),
        discourse: DiscourseState::default(),
        candidates: Vec::new(),
        used: vec![false; text.pairs.len()],
        sentence: 0,
    };
    let turns = headline::turns(text);
    for (index, sentence) in text.sentences.iter().enumerate() {
        reader.sentence = index;
        let paragraph = text.words[sentence.start].paragraph;
        if turns[paragraph] {
            let words = &text.paragraphs[paragraph].0;
            if words.start == sentence.start {
                headline::read(&mut reader, words);
            }
            continue;
        }
        match text.role(sentence.start) {
            ParagraphRole::Link | ParagraphRole::Furniture | ParagraphRole::Heading => {}
            ParagraphRole::Title => {
                if !headline::read(&mut reader, sentence) {
                    reader.read_sentence(sentence.clone());
                }
            }
            ParagraphRole::Body => {
                let whole = text.paragraphs[paragraph].0 == *sentence;
                let second = whole && headline::is_second_headline(text, paragraph);
                if !(second && headline::read(&mut reader, sentence)) {
                    reader.read_sentence(sentence.clone());
                }
            }
        }
    }
    reader
}

impl ReportState<'_, '_> {
    /// In this order, since each step needs those before: cues, contents, whom the sentence is
    /// about, each cue's quote, marks without a cue, and last what the speakers report of others.
    fn read_sentence(&mut self, words: Range<usize>) {
        let sentence = SentenceScope {
            words,
            first_draft: self.candidates.len(),
        };
        let cues = cue::find(self.text, self.lexicon, sentence.words.clone(), None);
        let cues_with_content = self.cues_with_content(&cues, sentence.words.end);
        self.record_topic(&sentence.words, &cues_with_content);
        let mut outer: Option<Subject> = None;
        for index in 0..cues_with_content.len() {
            if let CueKind::Source(shape) = cues_with_content[index].cue.kind {
                let later = later_cues(&cues_with_content[index + 1..]);
                let cue = &cues_with_content[index].cue;
                source_phrases::read(self, cue, shape, &sentence, &later);
            } else {
                self.read_frame(&cues_with_content[index..], &sentence, &mut outer);
            }
        }
        unattributed::read(self, &sentence, outer.as_ref());
        self.read_inside(sentence.first_draft);
    }

    /// Reads the first of some cues with their content; the others are those behind it.
    ///
    /// A cue inside a quote of this sentence speaks for itself only with a subject of its own:
    /// «قالت سلمى إن الوزير زار المدينة وأكد أنه راض» stays hers whole. A cue without
    /// content may still tell who acts («وعلق نادر عوض قائلا: …»): its subject is then the one
    /// to whom what follows belongs. A phrase without a speaker, or a weak cue without one, is
    /// no quote at all.
    fn read_frame(
        &mut self,
        from_here: &[CueWithContent],
        sentence: &SentenceScope,
        outer: &mut Option<Subject>,
    ) {
        let [cue_with_content, later @ ..] = from_here else {
            return;
        };
        let cue = &cue_with_content.cue;
        let inside = self
            .recent(sentence)
            .any(|candidate| candidate.words.contains(&cue.at));
        let marker = Self::marker(cue_with_content, later, sentence);
        let level = if inside {
            NarrationLevel::Inside
        } else {
            NarrationLevel::Outer(outer.as_ref())
        };
        let subject = self.subject(cue_with_content, marker, sentence, level);
        let dropped = subject
            .as_ref()
            .is_none_or(|one| one.found_by == Attribution::CarriedOver);
        if dropped
            && (inside || cue.is_finite() && self.has_mute_subject(cue.at, cue.joined, sentence))
        {
            return;
        }
        let Some(found) = cue_with_content.found else {
            let subject = subject.filter(|_| !inside && !dropped);
            let told = outer.is_some() && source_phrases::is_told_of(self.text, cue.at);
            if let Some(subject) = self.acts_alone(cue, later, subject, sentence)
                && !told
            {
                self.record_turn(subject.identity, TurnKind::Topic, cue.at);
                *outer = Some(subject);
            }
            return;
        };
        // Nobody says it, and it may be no saying at all.
        let clause = !matches!(found.content, Content::Phrase { .. });
        if subject.is_none() && (cue.is_weak(self.lexicon) || !clause) {
            return;
        }
        // «نقلت وكالة عن فلان»: her verb says nothing of him.
        if source_phrases::relayed(self.text, self.lexicon, cue, marker).is_none() {
            self.learn(cue_with_content, subject.as_ref());
        }
        let rest = FollowingText {
            limit: sentence.words.end,
            later: &later_cues(later),
        };
        self.candidate(cue_with_content, found.content, &rest, subject.clone());
        if !inside && let Some(subject) = subject {
            if self.can_continue(&subject) {
                self.record_turn(subject.identity, TurnKind::Spoke, cue.at);
            }
            *outer = Some(subject);
        }
    }

    /// The subject of a cue without content, where the sentence is about it from here on.
    ///
    /// What stands behind may be a source phrase that it is the source of; the one who judges goes on («اعتبر فلان ما قاله
    /// فلان»).
    fn acts_alone(
        &mut self,
        cue: &Cue,
        later: &[CueWithContent],
        subject: Option<Subject>,
        sentence: &SentenceScope,
    ) -> Option<Subject> {
        let subject = subject?;
        if !self.compares(cue, &subject) && !self.acts(cue, later, &subject) {
            return None;
        }
        source_phrases::behind(self, cue, &subject, sentence);
        // «بالقانون الذي أقره البرلمان، مؤكدة»: the sentence is not about the parliament.
        let relative = grammar::is_relative(self.text.key(cue.at.saturating_sub(1)));
        (!relative).then_some(subject)
    }

    /// Whether a verb that reports nothing behind it makes its subject a source of what stands in front (كما قال الباحثون).
    fn compares(&self, cue: &Cue, subject: &Subject) -> bool {
        let lead = source_phrases::compares(self.text, cue.at);
        lead.is_some_and(|lead| self.text.key(lead) != "كما" || self.can_continue(subject))
    }

    /// Where the words that may name a cue's speaker end.
    ///
    /// With content that is its أن, colon or preposition; without, the next verb or [`REACH`].
    fn marker(
        cue_with_content: &CueWithContent,
        later: &[CueWithContent],
        sentence: &SentenceScope,
    ) -> usize {
        let next = later
            .iter()
            .take(NEAR)
            .find(|next| next.cue.is_finite())
            .map_or(sentence.words.end, |next| next.cue.at);
        cue_with_content
            .found
            .map_or(next.min(cue_with_content.cue.end + REACH), |found| {
                found.marker
            })
    }

    /// Learns a speaker's gender from the verb that he is the subject of.
    ///
    /// «وقالت نور» makes نور a woman for all verbs that follow. Only a subject that grammar gives
    /// teaches; one that was carried over was chosen by gender and would teach what it was told.
    fn learn(&mut self, cue_with_content: &CueWithContent, subject: Option<&Subject>) {
        let named = subject.filter(|one| {
            let grammatical =
                matches!(one.found_by, Attribution::Subject | Attribution::Apposition);
            cue_with_content.cue.is_finite() && grammatical && !one.words.is_empty()
        });
        if let Some(one) = named {
            self.registry
                .learn(one.identity, cue_with_content.cue.agreement().gender);
        }
    }

    /// What a speaker reports of others in his own words: only with its speaker named right there.
    ///
    /// «قال سامر: «نعمل معا. وأكدت الوزيرة أن المال كاف كل عام»»: hers is a quote in his. Sentences
    /// are cut here, since the narrator's sentences do not end inside marks. Each word is read once: quotes that are
    /// found inside are indirect, and only direct ones are entered.
    fn read_inside(&mut self, first_draft: usize) {
        let text = self.text;
        for index in first_draft..self.candidates.len() {
            let candidate = &self.candidates[index];
            if candidate.kind != QuoteKind::Direct || candidate.words.len() < LONG_SPEECH {
                continue;
            }
            let words = candidate.words.clone();
            let pair = text.words[words.start].pair;
            let mut from = words.start;
            for at in words.clone() {
                let stop = matches!(text.raw(at), "." | "؟" | "?" | "!" | "؛");
                if stop || at + 1 == words.end {
                    self.read_sentence_inside(from..at + 1, pair);
                    from = at + 1;
                }
            }
        }
    }

    /// Strong verbs with a clause and a subject of their own, one behind the other. No turn is
    /// recorded: dropped subjects inside a speech are not resolved.
    fn read_sentence_inside(&mut self, words: Range<usize>, pair: Option<usize>) {
        let cues = cue::find(self.text, self.lexicon, words.clone(), pair);
        let cues_with_content = self.cues_with_content(&cues, words.end);
        let sentence = SentenceScope {
            words,
            first_draft: self.candidates.len(),
        };
        let mut last = sentence.words.start;
        for (index, cue_with_content) in cues_with_content.iter().enumerate() {
            let relative =
                grammar::is_relative(self.text.key(cue_with_content.cue.at.saturating_sub(1)));
            let strong =
                cue_with_content.cue.is_finite() && !cue_with_content.cue.is_weak(self.lexicon);
            let Some(found) = cue_with_content
                .found
                .filter(|_| strong && !relative && cue_with_content.cue.at >= last)
            else {
                continue;
            };
            let Content::Clause { start, .. } = found.content else {
                continue;
            };
            let subject = self.subject(
                cue_with_content,
                found.marker,
                &sentence,
                NarrationLevel::Inside,
            );
            let Some(subject) = subject.filter(|one| self.can_continue(one)) else {
                continue;
            };
            let rest = FollowingText {
                limit: sentence.words.end,
                later: &later_cues(&cues_with_content[index + 1..]),
            };
            self.candidate(cue_with_content, found.content, &rest, Some(subject));
            last = start;
        }
    }

    fn has_mute_subject(&self, at: usize, joined: bool, sentence: &SentenceScope) -> bool {
        let finder = SubjectFinder {
            text: self.text,
            lexicon: self.lexicon,
            recent: &[],
        };
        !joined && finder.has_mute_subject(at, sentence.words.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotes::CueClass;
    use crate::quotes::notation::{check, find, only, parse};

    #[test]
    fn classes_and_evidence_are_given() {
        let line = "وحذر [P:سامر خليل] من {i P:عودة العنف}.";
        let quote = only(line);
        assert_eq!(quote.cue_class, Some(CueClass::Warn));
        assert_eq!(quote.found_by, Some(Attribution::Subject));
        let text = parse(line).article.text;
        assert_eq!(quote.cue.map(|cue| cue.of(&text)), Some("وحذر"));
        assert_eq!(
            quote.speaker_words.map(|words| words.of(&text)),
            Some("سامر خليل")
        );
    }

    #[test]
    fn a_speaker_in_marks_ends_with_the_mark() {
        for (line, speaker) in [
            (
                "وقالت صحيفة «[O:مرآة الخليج]» إن {i O:البرنامج مستمر}.",
                "صحيفة «مرآة الخليج»",
            ),
            (
                "وقالت «[O:مرآة الخليج]» إن {i O:البرنامج مستمر}.",
                "مرآة الخليج",
            ),
        ] {
            let text = parse(line).article.text;
            let words = only(line).speaker_words.map(|words| words.of(&text));
            assert_eq!(words, Some(speaker));
        }
    }

    #[test]
    fn the_carried_are_less_sure_than_the_named() {
        let line = parse("قال [P:سامر خليل] إن العمل جار. وأضاف أن المال كاف.");
        let list = find(&line).list;
        assert_eq!(list[1].found_by, Some(Attribution::CarriedOver));
        assert!(list[1].confidence < list[0].confidence);
        assert_eq!(list[1].speaker_words, None);
    }

    #[test]
    fn others_reported_in_a_speech() {
        check(
            "وقال [P:سامر خليل]: «{d P:العمل جار في كل المدن وقد أكد وزير الصحة أن {i وزير:المال كاف حتى الربيع}}».",
        );
    }

    #[test]
    fn a_new_voice_with_its_frame() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}. من جهته، أكد [P2:نادر عوض] أن {i P2:العمل جار}.",
        );
    }

    #[test]
    fn the_subject_of_a_relative_clause_takes_no_turn() {
        check(
            "ونددت [O:نقابة الصيادين] بالقانون الذي أقره [O2:مجلس الشيوخ]، مؤكدة أن {i O:البند الأول جائر}.",
        );
    }
}
