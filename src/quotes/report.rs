//! A [`Page`] → [`Draft`]s: sentence by sentence, every cue with its content
//! and its speaker.

use std::ops::Range;

use crate::article::Role;

use super::clause::{self, Candidate, Said};
use super::content::{self, Content, Found};
use super::cue::{self, Cue, CueKind};
use super::floor::{Came, Floor, Scene, Turn};
use super::grammar;
use super::lexicon::conjugate::{Agreement, Form, Number};
use super::lexicon::{Lexicon, List};
use super::marked;
use super::page::Page;
use super::registry::{Registry, Who};
use super::subject::{Finder, Subject};
use super::{Attribution, CueClass, QuoteKind, headline, loose, source};

/// A quote in words of the page, its speaker not yet numbered.
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

/// What is known while an article is read from top to bottom.
pub(super) struct Reader<'r, 'p> {
    pub(super) page: &'r Page<'p>,
    pub(super) lexicon: &'r Lexicon,
    pub(super) registry: Registry,
    pub(super) floor: Floor,
    pub(super) drafts: Vec<Draft>,
    /// Pairs of quotation marks that are quotes already.
    pub(super) used: Vec<bool>,
    /// The sentence that is being read.
    sentence: usize,
}

/// A cue with what it reports, as its sentence is read.
pub(super) struct Frame {
    pub(super) cue: Cue,
    pub(super) found: Option<Found>,
}

impl Frame {
    /// What the end of an earlier clause has to know of it.
    fn candidate(&self) -> Candidate<'_> {
        let solid = self
            .found
            .is_some_and(|found| !matches!(found.content, Content::Phrase { .. }));
        Candidate {
            cue: &self.cue,
            reports: self.found.is_some(),
            solid,
        }
    }
}

/// Cues and quotes of one sentence that are looked at from one of them; no sentence of a writer's has more.
pub(super) const NEAR: usize = 64;

/// Words from which a speech may itself report what others said.
const LONG_SPEECH: usize = 10;

/// Reads a page.
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
    for (index, sentence) in page.sentences.iter().enumerate() {
        reader.sentence = index;
        match page.role(sentence.start) {
            Role::Link | Role::Heading => {}
            Role::Title => {
                if !headline::read(&mut reader, sentence.clone()) {
                    reader.read_sentence(sentence.clone());
                }
            }
            Role::Body => reader.read_sentence(sentence.clone()),
        }
    }
    reader
}

impl Reader<'_, '_> {
    fn read_sentence(&mut self, sentence: Range<usize>) {
        let page = self.page;
        let first_draft = self.drafts.len();
        let cues = cue::find(page, self.lexicon, sentence.clone(), None);
        let frames = self.frames(&cues, sentence.clone());
        self.give_topic(&sentence, &frames);
        let mut outer: Option<Subject> = None;
        for index in 0..frames.len() {
            let frame = &frames[index];
            if let CueKind::Source(shape) = frame.cue.kind {
                source::read(self, &frame.cue, shape, &sentence, first_draft);
                continue;
            }
            self.read_frame(&frames, index, &sentence, first_draft, &mut outer);
        }
        loose::read(self, &sentence, first_draft, outer.as_ref());
        self.read_inside(first_draft);
    }

    /// What a speaker reports of others in his own words: only with its speaker named right there.
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
                let stop =
                    matches!(page.raw(at), "." | "؟" | "?" | "!" | "؛") || at + 1 == words.end;
                if stop {
                    self.read_sentence_inside(from..at + 1, pair);
                    from = at + 1;
                }
            }
        }
    }

    fn read_sentence_inside(&mut self, sentence: Range<usize>, pair: Option<usize>) {
        let cues = cue::find(self.page, self.lexicon, sentence.clone(), pair);
        let frames = self.frames(&cues, sentence.clone());
        let mut last = sentence.start;
        for index in 0..frames.len() {
            let frame = &frames[index];
            let before = self.page.key(frame.cue.at.saturating_sub(1));
            let relative = matches!(before, "الذي" | "التي" | "الذين");
            let strong = !relative
                && frame.cue.is_finite()
                && frame
                    .cue
                    .entry(self.lexicon)
                    .is_some_and(|entry| !entry.government.weak);
            let Some(found) = frame.found.filter(|_| strong && frame.cue.at >= last) else {
                continue;
            };
            let Content::Clause { start } = found.content else {
                continue;
            };
            let subject = self.subject(frame, found.marker, &sentence, None, true);
            let Some(subject) = subject.filter(|one| self.can_have_floor(one)) else {
                continue;
            };
            let later: Vec<Candidate<'_>> = frames[index + 1..]
                .iter()
                .take(NEAR)
                .map(Frame::candidate)
                .collect();
            self.draft(
                &frame.cue,
                found.content,
                sentence.end,
                &later,
                Some(subject),
            );
            last = start;
        }
    }

    /// Every cue with its content; verbs before nouns, each content once.
    fn frames(&self, cues: &[Cue], sentence: Range<usize>) -> Vec<Frame> {
        let mut frames: Vec<Frame> = Vec::with_capacity(cues.len());
        for (index, cue) in cues.iter().enumerate() {
            let verbal = cue.is_finite() || cue.is_participle();
            let limit = cues[index + 1..]
                .iter()
                .take(NEAR)
                .find(|next| {
                    (next.is_finite() || next.is_participle()) && !self.is_noise(cue, next)
                })
                .map_or(sentence.end, |next| next.at);
            let noise = index > 0
                && self
                    .pending(&frames)
                    .is_some_and(|before| self.is_noise(before, cue));
            let heard = cue
                .entry(self.lexicon)
                .is_some_and(|entry| entry.lemma == "علم");
            let compared = cue.is_finite()
                && source::compares(self.page, cue.at)
                    .is_some_and(|lead| self.page.key(lead) != "كما");
            let mute = cue.is_finite()
                && cue.at > 0
                && matches!(self.page.key(cue.at - 1), "ما" | "مما")
                && cue.sense().is_some_and(|sense| !sense.object)
                && !cue
                    .entry(self.lexicon)
                    .is_some_and(|entry| entry.government.scare);
            let noise = noise
                || mute
                || compared
                || heard
                    && source::relayed(self.page, self.lexicon, cue, (cue.end + 10).min(limit))
                        .is_none();
            let found = if noise {
                None
            } else {
                content::find(self.page, self.lexicon, cue, limit)
            };
            let owned = |found: &Found| {
                let start = found.content.start(self.page);
                frames.iter().rev().take(NEAR).any(|frame| {
                    frame
                        .found
                        .is_some_and(|other| other.content.start(self.page) >= start)
                })
            };
            let found = found.filter(|found| verbal || !owned(found));
            frames.push(Frame { cue: *cue, found });
        }
        frames
    }

    /// The last verb that has no content yet.
    fn pending<'f>(&self, frames: &'f [Frame]) -> Option<&'f Cue> {
        let last = frames
            .iter()
            .rev()
            .take(NEAR)
            .find(|frame| frame.cue.is_finite() || frame.found.is_some())?;
        last.found.is_none().then_some(&last.cue)
    }

    /// Whether a word that looks like a cue is part of the noun phrase behind the cue before it (قال طالب).
    fn is_noise(&self, before: &Cue, cue: &Cue) -> bool {
        let Some(entry) = cue.entry(self.lexicon) else {
            return true;
        };
        let masdar = cue.is_participle()
            && cue.at == before.end
            && self.lexicon.has(List::Contents, self.page.key(cue.at));
        if masdar {
            return true;
        }
        if !before.is_finite() {
            return false;
        }
        if cue.joined {
            let own = grammar::that_at(self.page, cue.end) || self.page.is_mark(cue.end);
            return entry.government.weak
                && !own
                && !grammar::is_nominal(self.page, self.lexicon, cue.end);
        }
        let key = self.page.key(cue.at);
        if cue.is_participle() {
            return false;
        }
        let noun = [List::People, List::Plurals, List::Bodies, List::Works]
            .iter()
            .any(|list| self.lexicon.has(*list, key));
        let near = cue.at <= before.end + 2;
        let relative = matches!(self.page.key(cue.at - 1), "الذي" | "التي" | "الذين" | "حيث");
        let weak = entry.government.weak;
        let that = grammar::that_at(self.page, cue.end) || self.page.raw(cue.end) == ":";
        noun && near && cue.is_finite() || weak && (relative || !that)
    }

    /// Gives the floor to the subject of the sentence.
    fn give_topic(&mut self, sentence: &Range<usize>, frames: &[Frame]) {
        let first = frames
            .iter()
            .find(|frame| frame.cue.is_finite() && frame.found.is_some());
        let limit = first
            .map_or(sentence.end, |frame| frame.cue.at)
            .min(sentence.start + 12);
        let page = self.page;
        let mut at = sentence.start;
        while at < limit {
            let key = page.key(at);
            let clause = grammar::that_at(page, at)
                && (at == sentence.start
                    || !matches!(page.key(at - 1), "غير" | "الا" | "بيد" | "لكن" | "ولكن"));
            if clause
                || page.raw(at) == ":"
                || page.opens[at].is_some_and(|pair| marked::length(page, pair) > 5)
            {
                return;
            }
            let free = at == sentence.start || !grammar::is_particle(page, self.lexicon, at - 1);
            if let Some(named) = page.person(at).filter(|named| named.first == at) {
                let governed = grammar::governs(page, at, named.clitic)
                    || at > sentence.start
                        && self.lexicon.knows(List::Relations, page.key(at - 1))
                        && !self.lexicon.knows(List::People, page.key(at - 1));
                if free && !governed {
                    self.give(Who::Entity(named.id), Came::Topic, at);
                    return;
                }
            }
            let body = page.named(at).filter(|named| {
                named.first == at
                    && page.kind(named.id) == Some(crate::entities::Kind::Organization)
            });
            if let Some(named) = body.filter(|named| {
                free && at <= sentence.start + 8 && !grammar::governs(page, at, named.clitic)
            }) {
                self.give(Who::Entity(named.id), Came::Topic, at);
                return;
            }
            let title = free
                && page.named(at).is_none()
                && at < sentence.start + 4
                && grammar::in_list(page, self.lexicon, List::People, at)
                && !grammar::has_preposition(page, self.lexicon, at);
            if title {
                let mut end = at + 1;
                while end < limit
                    && !page.is_mark(end)
                    && !grammar::is_particle(page, self.lexicon, end)
                    && page.person(end).is_none()
                {
                    end += 1;
                }
                let person = page
                    .person(end)
                    .filter(|named| named.first == end && named.clitic == 0);
                let recent = self.floor.recent();
                let holder = person.map(|named| named.id).or_else(|| {
                    self.registry
                        .holder(page, self.lexicon, &(at..end), &recent)
                });
                if let Some(id) = holder {
                    self.give(Who::Entity(id), Came::Topic, at);
                    return;
                }
            }
            at += 1;
        }
    }

    /// The last quotes of a sentence whose first one is `first_draft`, latest first.
    pub(super) fn recent(&self, first_draft: usize) -> impl Iterator<Item = &Draft> {
        self.drafts[first_draft..].iter().rev().take(NEAR)
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

    fn read_frame(
        &mut self,
        frames: &[Frame],
        index: usize,
        sentence: &Range<usize>,
        first_draft: usize,
        outer: &mut Option<Subject>,
    ) {
        let frame = &frames[index];
        let inside = self
            .recent(first_draft)
            .any(|draft| draft.words.contains(&frame.cue.at));
        let limit = frames[index + 1..]
            .iter()
            .take(NEAR)
            .find(|next| next.cue.is_finite())
            .map_or(sentence.end, |next| next.cue.at);
        let marker = frame
            .found
            .map_or(limit.min(frame.cue.end + 25), |found| found.marker);
        let subject = self.subject(frame, marker, sentence, outer.as_ref(), inside);
        if inside
            && subject
                .as_ref()
                .is_none_or(|one| one.found_by == Attribution::CarriedOver)
        {
            return;
        }
        let finder = Finder {
            page: self.page,
            lexicon: self.lexicon,
            recent: &[],
        };
        let carried = subject
            .as_ref()
            .is_none_or(|one| one.found_by == Attribution::CarriedOver);
        if carried && frame.cue.is_finite() && finder.has_mute_subject(&frame.cue, sentence.start) {
            return;
        }
        let Some(found) = frame.found else {
            let solid = |one: &Subject| match one.who {
                Who::Entity(_) => true,
                Who::Unnamed(_) => {
                    grammar::in_list(self.page, self.lexicon, List::People, one.words.start)
                }
            };
            if !inside
                && frame.cue.is_finite()
                && let Some(subject) =
                    subject.filter(|one| one.found_by != Attribution::CarriedOver && solid(one))
            {
                source::behind(self, &frame.cue, &subject, sentence, first_draft);
                self.give(subject.who, Came::Topic, frame.cue.at);
                *outer = Some(subject);
            }
            return;
        };
        let named = |one: &Subject| {
            matches!(one.found_by, Attribution::Subject | Attribution::Apposition)
                && !one.words.is_empty()
        };
        if let Some(one) = subject
            .as_ref()
            .filter(|one| frame.cue.is_finite() && named(one))
        {
            self.registry.learn(one.who, frame.cue.agreement().gender);
        }
        let later: Vec<Candidate<'_>> = frames[index + 1..]
            .iter()
            .take(NEAR)
            .map(Frame::candidate)
            .collect();
        self.draft(
            &frame.cue,
            found.content,
            sentence.end,
            &later,
            subject.clone(),
        );
        if !inside && let Some(subject) = subject {
            if self.can_have_floor(&subject) {
                self.give(subject.who, Came::Spoke, frame.cue.at);
            }
            *outer = Some(subject);
        }
    }

    /// Whether somebody can go on speaking: a name, or a noun that is known for one who speaks.
    fn can_have_floor(&self, subject: &Subject) -> bool {
        match subject.who {
            Who::Entity(_) => true,
            Who::Unnamed(index) => self.registry.unnamed.get(index).is_some_and(|one| {
                let at = one.words.start;
                let key = self.page.key(at);
                let plural = key.ends_with("ون") || key.ends_with("يين");
                plural
                    || grammar::is_determiner(key)
                    || [List::People, List::Plurals, List::Bodies, List::Papers]
                        .iter()
                        .any(|list| grammar::in_list(self.page, self.lexicon, *list, at))
            }),
        }
    }

    /// Who says what a cue reports.
    fn subject(
        &mut self,
        frame: &Frame,
        marker: usize,
        sentence: &Range<usize>,
        outer: Option<&Subject>,
        inside: bool,
    ) -> Option<Subject> {
        let recent = self.floor.recent();
        let finder = Finder {
            page: self.page,
            lexicon: self.lexicon,
            recent: &recent,
        };
        let said = self.drafts.iter().rev().map(|draft| {
            if draft.words.contains(&frame.cue.at) {
                draft.words.start
            } else {
                draft.words.end
            }
        });
        let from = said
            .take(4)
            .filter(|&at| at <= frame.cue.at)
            .max()
            .map_or(sentence.start, |at| at.max(sentence.start));
        if let Some(relayed) = source::relayed(self.page, self.lexicon, &frame.cue, marker) {
            return finder.noun_phrase(&mut self.registry, relayed, marker);
        }
        if frame.cue.is_finite() {
            let behind = finder.behind(&mut self.registry, &frame.cue, marker);
            // A noun that cannot speak behind the verb is its object where somebody stands in front.
            let front = match &behind {
                Some(one) if !self.can_have_floor(one) => {
                    finder.before(&mut self.registry, &frame.cue, from)
                }
                Some(_) | None => None,
            };
            let found = front
                .or(behind)
                .or_else(|| finder.before(&mut self.registry, &frame.cue, from));
            if found.is_some() || inside {
                return found;
            }
            if let Some(found) = self.before_dropped(frame, sentence, outer) {
                return Some(found);
            }
        } else if let Some(outer) = outer.filter(|outer| self.same_number(&frame.cue, outer)) {
            let mut carried = outer.clone();
            carried.found_by = Attribution::CarriedOver;
            carried.confidence = carried.confidence.min(90);
            return Some(carried);
        }
        if frame.cue.is_participle() && self.floor.topic(self.sentence).is_none() {
            let found = if frame.cue.agreement().number == Number::Many {
                finder.plural_before(&mut self.registry, &frame.cue, from)
            } else {
                finder.leading(&mut self.registry, sentence.start, frame.cue.at)
            };
            if found.is_some() {
                return found;
            }
        }
        let free = frame
            .cue
            .sense()
            .is_some_and(|sense| sense.form == Form::Noun && !sense.object);
        if free && let Some(found) = finder.nearest(&mut self.registry, &frame.cue, from) {
            return Some(found);
        }
        self.carried(&frame.cue)
    }

    /// Whether a participle can go with the subject of its sentence, by number.
    fn same_number(&self, cue: &Cue, outer: &Subject) -> bool {
        let many = cue.agreement().number != Number::One && cue.is_participle();
        !many || self.registry.number(outer.who) != Number::One
    }

    /// A subject in front of a verb that is not its grammatical subject but the only one it can mean.
    fn before_dropped(
        &mut self,
        frame: &Frame,
        sentence: &Range<usize>,
        outer: Option<&Subject>,
    ) -> Option<Subject> {
        let page = self.page;
        let cue = &frame.cue;
        if cue.agreement().number == Number::Many {
            let fits = outer.filter(|outer| self.registry.number(outer.who) != Number::One);
            if let Some(outer) = fits {
                return Some(Subject {
                    found_by: Attribution::CarriedOver,
                    ..outer.clone()
                });
            }
            let recent = self.floor.recent();
            let finder = Finder {
                page,
                lexicon: self.lexicon,
                recent: &recent,
            };
            return finder.plural_before(&mut self.registry, cue, sentence.start);
        }
        let when = cue.at > sentence.start
            && matches!(
                page.key(cue.at - 1),
                "عندما" | "حين" | "حينما" | "حيث" | "اذ"
            );
        if !when || outer.is_some() {
            return None;
        }
        let person = (sentence.start..cue.at)
            .rev()
            .take(NEAR)
            .find_map(|at| page.person(at))?;
        Some(Subject {
            who: Who::Entity(person.id),
            words: person.first..person.end,
            found_by: Attribution::CarriedOver,
            confidence: 60,
        })
    }

    /// The last one on the floor.
    pub(super) fn carried(&self, cue: &Cue) -> Option<Subject> {
        let page = self.page;
        let scene = Scene {
            sentence: self.sentence,
            goes_on: cue.class(self.lexicon) == CueClass::Add,
            is_person: &|who| match who {
                Who::Entity(id) => page.kind(id) == Some(crate::entities::Kind::Person),
                Who::Unnamed(_) => true,
            },
        };
        let (turn, confidence) = self
            .floor
            .last(&self.registry, cue.agreement(), scene)
            .or_else(|| self.floor.top().map(|turn| (turn, 30)))?;
        Some(Subject {
            who: turn.who,
            words: 0..0,
            found_by: Attribution::CarriedOver,
            confidence,
        })
    }

    /// Makes the quotes of one content: itself, and the words in marks inside it.
    pub(super) fn draft(
        &mut self,
        cue: &Cue,
        content: Content,
        limit: usize,
        later: &[Candidate<'_>],
        speaker: Option<Subject>,
    ) {
        let page = self.page;
        let mut draft = Draft {
            kind: QuoteKind::Indirect,
            words: 0..0,
            clitic: 0,
            cue: Some(cue.at..cue.end),
            class: Some(cue.class(self.lexicon)),
            speaker,
        };
        let start = match content {
            Content::Marks { pair } => {
                draft.kind = QuoteKind::Direct;
                draft.words = page.inside(pair);
                self.used[pair] = true;
                self.drafts.push(draft);
                return;
            }
            Content::Clause { start } | Content::Colon { start } => start,
            Content::Phrase { start, clitic } => {
                draft.clitic = clitic;
                start
            }
        };
        let teller = draft.speaker.as_ref().and_then(|one| {
            let gender = self.registry.gender(one.who)?;
            Some(Agreement {
                gender,
                number: self.registry.number(one.who),
            })
        });
        let phrase = matches!(content, Content::Phrase { .. });
        let relative = phrase
            && matches!(
                page.key(cue.at.saturating_sub(1)),
                "الذي" | "التي" | "الذين"
            );
        let comma = |&at: &usize| page.is_comma(at) && page.words[at].pair.is_none();
        let limit = if relative {
            (start + 2..limit).find(comma).unwrap_or(limit)
        } else {
            limit
        };
        let said = Said {
            start,
            limit,
            phrase,
            teller,
        };
        let end = clause::end(page, self.lexicon, said, later);
        draft.words = start..end;
        if start >= end {
            return;
        }
        let speaker = draft.speaker.clone();
        let (cue, class) = (draft.cue.clone(), draft.class);
        self.drafts.push(draft);
        let mut at = start;
        while at < end {
            let Some(pair) = page.opens[at] else {
                at += 1;
                continue;
            };
            at = page.pairs[pair].close + 1;
            if page.pairs[pair].close <= end && marked::is_own_words(page, self.lexicon, pair) {
                self.used[pair] = true;
                self.drafts.push(Draft {
                    kind: QuoteKind::Partial,
                    words: page.inside(pair),
                    clitic: 0,
                    cue: cue.clone(),
                    class,
                    speaker: speaker.clone(),
                });
            }
        }
    }
}
