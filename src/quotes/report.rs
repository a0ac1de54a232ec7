//! A [`Page`] → [`Draft`]s: sentence by sentence, every cue with its content
//! and its speaker.
//!
//! The children do one step each: `frames` finds what each cue reports, `topic`
//! who a sentence is about, `speaker` whose words they are, `draft` makes the quotes.
//!
//! A sentence is read from its first cue to its last, and what one cue found is known to those
//! behind it: the speaker («، مضيفا»), the marks that are used, the words already said. Nothing
//! is taken back. Links and headings are passed over; a title is read as «فلان: …» first.

use std::ops::Range;

use crate::article::ParagraphRole;

use super::content::Content;
use super::cue::{self, CueKind};
use super::floor::{Came, Floor, Turn};
use super::grammar;
use super::lexicon::Lexicon;
use super::page::Page;
use super::registry::{Registry, Who};
use super::subject::{Finder, Subject};
use super::{Attribution, CueClass, QuoteKind, headline, loose, source};
use draft::Rest;
use frames::{Frame, candidates};
use speaker::Level;

mod between;
mod draft;
mod frames;
mod implied;
mod speaker;
mod topic;

/// Cues and quotes of one sentence that are looked at from one of them; no sentence of a writer's has more.
///
/// It bounds all that looks from one cue at the others, so a sentence of ten thousand cues
/// takes linear time.
pub(super) const NEAR: usize = 64;
/// Words from which a speech may itself report what others said.
///
/// A shorter one has hardly room for a clause of somebody else's.
const LONG_SPEECH: usize = 10;
/// Words behind a cue without content among which its subject is looked for.
///
/// Where content was found, its marker is the bound instead.
const REACH: usize = 25;

/// A quote in words of the page, its speaker not yet numbered.
///
/// Drafts may cross and repeat each other; `assemble` sorts that out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) kind: QuoteKind,
    pub(super) words: Range<usize>,
    /// Bytes of the first word that are a preposition and not said.
    pub(super) clitic: usize,
    pub(super) cue: Option<Range<usize>>,
    pub(super) class: Option<CueClass>,
    pub(super) speaker: Option<Subject>,
}

/// A sentence that is being read, and where its quotes begin among the drafts.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub(super) words: Range<usize>,
    /// All drafts from there on are of this sentence, since they are only ever added.
    pub(super) first_draft: usize,
}

/// What is known while an article is read from top to bottom.
///
/// Page and lexicon do not change; the other fields grow with each sentence.
pub(super) struct Reader<'r, 'p> {
    pub(super) page: &'r Page<'p>,
    pub(super) lexicon: &'r Lexicon,
    pub(super) registry: Registry,
    pub(super) floor: Floor,
    pub(super) drafts: Vec<Draft>,
    /// Pairs of quotation marks that are quotes already.
    ///
    /// One value for each pair of the page, so that no pair is a quote twice.
    pub(super) used: Vec<bool>,
    /// Index of the sentence that is being read.
    sentence: usize,
}

/// Reads a page.
///
/// Linear in the page. The drafts come in the order in which they were found.
pub(super) fn read<'r, 'p>(page: &'r Page<'p>, lexicon: &'r Lexicon) -> Reader<'r, 'p> {
    let mut reader = Reader {
        page,
        lexicon,
        registry: Registry::read(page, lexicon),
        floor: Floor::default(),
        drafts: Vec::new(),
        used: vec![false; page.pairs.len()],
        sentence: 0,
    };
    let turns = headline::turns(page);
    for (index, sentence) in page.sentences.iter().enumerate() {
        reader.sentence = index;
        let paragraph = page.words[sentence.start].paragraph;
        if turns[paragraph] {
            let words = &page.paragraphs[paragraph].0;
            if words.start == sentence.start {
                headline::read(&mut reader, words);
            }
            continue;
        }
        match page.role(sentence.start) {
            ParagraphRole::Link | ParagraphRole::Heading => {}
            ParagraphRole::Title => {
                if !headline::read(&mut reader, sentence) {
                    reader.read_sentence(sentence.clone());
                }
            }
            ParagraphRole::Body => reader.read_sentence(sentence.clone()),
        }
    }
    reader
}

impl Reader<'_, '_> {
    /// In this order, since each step needs those before: cues, contents, whom the sentence is
    /// about, each cue's quote, marks without a cue, and last what the speakers report of others.
    fn read_sentence(&mut self, words: Range<usize>) {
        let sentence = Sentence {
            words,
            first_draft: self.drafts.len(),
        };
        let cues = cue::find(self.page, self.lexicon, sentence.words.clone(), None);
        let frames = self.frames(&cues, sentence.words.end);
        self.give_topic(&sentence.words, &frames);
        let mut outer: Option<Subject> = None;
        for index in 0..frames.len() {
            if let CueKind::Source(shape) = frames[index].cue.kind {
                source::read(self, &frames[index].cue, shape, &sentence);
            } else {
                self.read_frame(&frames[index..], &sentence, &mut outer);
            }
        }
        loose::read(self, &sentence, outer.as_ref());
        self.read_inside(sentence.first_draft);
    }

    /// Reads the first of some frames; the others are those behind it.
    ///
    /// A cue inside a quote of this sentence speaks for itself only with a subject of its own:
    /// «قالت سلمى إن الوزير زار المدينة وأكد أنه راض» stays hers whole. A cue without
    /// content may still tell who acts («وعلق نادر عوض قائلا: …»): its subject is then the one
    /// to whom what follows belongs. A phrase without a speaker, or a weak cue without one, is
    /// no quote at all.
    fn read_frame(&mut self, frames: &[Frame], sentence: &Sentence, outer: &mut Option<Subject>) {
        let [frame, later @ ..] = frames else {
            return;
        };
        let cue = &frame.cue;
        let inside = self
            .recent(sentence)
            .any(|draft| draft.words.contains(&cue.at));
        let marker = Self::marker(frame, later, sentence);
        let level = if inside {
            Level::Inside
        } else {
            Level::Outer(outer.as_ref())
        };
        let subject = self.subject(frame, marker, sentence, level);
        let dropped = subject
            .as_ref()
            .is_none_or(|one| one.found_by == Attribution::CarriedOver);
        if dropped
            && (inside || cue.is_finite() && self.has_mute_subject(cue.at, cue.joined, sentence))
        {
            return;
        }
        let Some(found) = frame.found else {
            let acts = |one: &Subject| !inside && !dropped && self.acts(cue, later, one);
            if let Some(subject) = subject.filter(acts) {
                source::behind(self, cue, &subject, sentence);
                // «اعتبر فلان ما قاله فلان»: the one who judges goes on.
                if outer.is_none() || !source::is_told_of(self.page, cue.at) {
                    self.give(subject.who, Came::Topic, cue.at);
                    *outer = Some(subject);
                }
            }
            return;
        };
        // Nobody says it, and it may be no saying at all.
        let clause = !matches!(found.content, Content::Phrase { .. });
        if subject.is_none() && (cue.is_weak(self.lexicon) || !clause) {
            return;
        }
        // «نقلت وكالة عن فلان»: her verb says nothing of him.
        if source::relayed(self.page, self.lexicon, cue, marker).is_none() {
            self.learn(frame, subject.as_ref());
        }
        let rest = Rest {
            limit: sentence.words.end,
            later: &candidates(later),
        };
        self.draft(frame, found.content, &rest, subject.clone());
        if !inside && let Some(subject) = subject {
            if self.can_have_floor(&subject) {
                self.give(subject.who, Came::Spoke, cue.at);
            }
            *outer = Some(subject);
        }
    }

    /// Where the words that may name a frame's speaker end.
    ///
    /// With content that is its أن, colon or preposition; without, the next verb or [`REACH`].
    fn marker(frame: &Frame, later: &[Frame], sentence: &Sentence) -> usize {
        let next = later
            .iter()
            .take(NEAR)
            .find(|next| next.cue.is_finite())
            .map_or(sentence.words.end, |next| next.cue.at);
        frame
            .found
            .map_or(next.min(frame.cue.end + REACH), |found| found.marker)
    }

    /// Learns a speaker's gender from the verb that he is the subject of.
    ///
    /// «وقالت نور» makes نور a woman for all verbs that follow. Only a subject that grammar gives
    /// teaches; one that was carried over was chosen by gender and would teach what it was told.
    fn learn(&mut self, frame: &Frame, subject: Option<&Subject>) {
        let named = subject.filter(|one| {
            let grammatical =
                matches!(one.found_by, Attribution::Subject | Attribution::Apposition);
            frame.cue.is_finite() && grammatical && !one.words.is_empty()
        });
        if let Some(one) = named {
            self.registry.learn(one.who, frame.cue.agreement().gender);
        }
    }

    /// What a speaker reports of others in his own words: only with its speaker named right there.
    ///
    /// «قال سامر: «نعمل معا. وأكدت الوزيرة أن المال كاف كل عام»»: hers is a quote in his. Sentences
    /// are cut here, for the page has none inside marks. Each word is read once: quotes that are
    /// found inside are indirect, and only direct ones are entered.
    fn read_inside(&mut self, first_draft: usize) {
        let page = self.page;
        for index in first_draft..self.drafts.len() {
            let draft = &self.drafts[index];
            if draft.kind != QuoteKind::Direct || draft.words.len() < LONG_SPEECH {
                continue;
            }
            let words = draft.words.clone();
            let pair = page.words[words.start].pair;
            let mut from = words.start;
            for at in words.clone() {
                let stop = matches!(page.raw(at), "." | "؟" | "?" | "!" | "؛");
                if stop || at + 1 == words.end {
                    self.read_sentence_inside(from..at + 1, pair);
                    from = at + 1;
                }
            }
        }
    }

    /// Strong verbs with a clause and a subject of their own, one behind the other. No floor is
    /// given or taken: a dropped subject in there is beyond this room.
    fn read_sentence_inside(&mut self, words: Range<usize>, pair: Option<usize>) {
        let cues = cue::find(self.page, self.lexicon, words.clone(), pair);
        let frames = self.frames(&cues, words.end);
        let sentence = Sentence {
            words,
            first_draft: self.drafts.len(),
        };
        let mut last = sentence.words.start;
        for (index, frame) in frames.iter().enumerate() {
            let relative = grammar::is_relative(self.page.key(frame.cue.at.saturating_sub(1)));
            let strong = frame.cue.is_finite() && !frame.cue.is_weak(self.lexicon);
            let Some(found) = frame
                .found
                .filter(|_| strong && !relative && frame.cue.at >= last)
            else {
                continue;
            };
            let Content::Clause { start } = found.content else {
                continue;
            };
            let subject = self.subject(frame, found.marker, &sentence, Level::Inside);
            let Some(subject) = subject.filter(|one| self.can_have_floor(one)) else {
                continue;
            };
            let rest = Rest {
                limit: sentence.words.end,
                later: &candidates(&frames[index + 1..]),
            };
            self.draft(frame, found.content, &rest, Some(subject));
            last = start;
        }
    }

    /// The last quotes of a sentence, latest first.
    pub(super) fn recent(&self, sentence: &Sentence) -> impl Iterator<Item = &Draft> {
        self.drafts[sentence.first_draft..].iter().rev().take(NEAR)
    }

    /// Gives somebody the floor.
    pub(super) fn give(&mut self, who: Who, came: Came, at: usize) {
        let paragraph = self.page.words.get(at).map_or(0, |word| word.paragraph);
        self.floor.give(Turn {
            who,
            came,
            sentence: self.sentence,
            paragraph,
        });
    }

    fn has_mute_subject(&self, at: usize, joined: bool, sentence: &Sentence) -> bool {
        let finder = Finder {
            page: self.page,
            lexicon: self.lexicon,
            recent: &[],
        };
        !joined && finder.has_mute_subject(at, sentence.words.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
}
