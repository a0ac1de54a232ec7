//! The cues of a sentence → [`Frame`]s: each cue with what it reports.
//!
//! Here it is decided which of two cues a clause belongs to, and which words
//! only look like a cue (قال طالب في الجامعة إن …).
//!
//! Each content has one owner. Verbs and participles are asked in the order of the text, up to
//! the next of them; a noun («تصريحات») owns a content only where no verb of the sentence has
//! it. Who speaks is not asked here.

use super::super::clause::Candidate;
use super::super::content::{self, Content, Found};
use super::super::cue::Cue;
use super::super::grammar;
use super::super::lexicon::List;
use super::super::source;
use super::{NEAR, Reader};

/// Words behind علم among which its source must stand (علمت الصحيفة من مصادر أن).
///
/// «علم سامر أن المال كاف» is knowing and no report; with «من مصادر» it is one.
const HEARD: usize = 10;

/// A cue with what it reports.
///
/// `found` is `None` for a cue that reports nothing: it may still name who acts, and the
/// narrator may speak again at it.
#[derive(Clone, Debug)]
pub(in crate::quotes) struct Frame {
    pub(in crate::quotes) cue: Cue,
    pub(in crate::quotes) found: Option<Found>,
}

impl Frame {
    /// What the end of an earlier clause has to know of it.
    fn candidate(&self) -> Candidate<'_> {
        let phrase = |found: Found| matches!(found.content, Content::Phrase { .. });
        Candidate {
            cue: &self.cue,
            reports: self.found.is_some(),
            solid: self.found.is_some_and(|found| !phrase(found)),
        }
    }
}

impl Reader<'_, '_> {
    /// Every cue with its content, up to the sentence's `end`; verbs before nouns, each content once.
    ///
    /// Noise does not stop the search of the cue before it: in «قال طالب في الجامعة إن …» the clause
    /// is of قال, though طالب may be «demanded». Each cue looks at [`NEAR`] others at most.
    pub(super) fn frames(&self, cues: &[Cue], end: usize) -> Vec<Frame> {
        let mut frames: Vec<Frame> = Vec::with_capacity(cues.len());
        for (index, cue) in cues.iter().enumerate() {
            let later = cues[index + 1..].iter().take(NEAR);
            let limit = later
                .filter(|next| next.is_finite() || next.is_participle())
                .find(|next| !self.is_noise(cue, next))
                .map_or(end, |next| next.at);
            let noise = pending(&frames).is_some_and(|before| self.is_noise(before, cue));
            let found = if noise || self.cannot_report(cue, limit) {
                None
            } else {
                content::find(self.page, self.lexicon, cue, limit)
            };
            let verbal = cue.is_finite() || cue.is_participle();
            let found = found.filter(|found| verbal || !self.is_owned(&frames, found));
            frames.push(Frame { cue: *cue, found });
        }
        frames
    }

    /// Whether an earlier cue of the sentence has that content.
    ///
    /// By where it begins: contents are found in order, so one that begins at or behind it is it.
    fn is_owned(&self, frames: &[Frame], found: &Found) -> bool {
        let start = found.content.start(self.page);
        let mut before = frames
            .iter()
            .rev()
            .take(NEAR)
            .filter_map(|frame| frame.found);
        before.any(|other| other.content.start(self.page) >= start)
    }

    /// Whether a cue reports nothing behind it: «ما يؤكد», «حسبما ذكر», علم without a source.
    ///
    /// «ما يؤكد أن …» has a fact for its subject. «حسبما ذكر سامر» reports what stands in front, which
    /// is `source`'s; «كما ذكر سامر أن …» does both.
    fn cannot_report(&self, cue: &Cue, limit: usize) -> bool {
        let Some(entry) = cue.entry(self.lexicon).filter(|_| cue.is_finite()) else {
            return false;
        };
        let compared =
            source::compares(self.page, cue.at).is_some_and(|lead| self.page.key(lead) != "كما");
        let what = cue.at > 0 && matches!(self.page.key(cue.at - 1), "ما" | "مما");
        let mute =
            what && !entry.government.scare && cue.sense().is_some_and(|sense| !sense.object);
        let unheard = entry.lemma == "علم"
            && source::relayed(self.page, self.lexicon, cue, (cue.end + HEARD).min(limit))
                .is_none();
        compared || mute || unheard
    }

    /// Whether a word that looks like a cue is part of the noun phrase behind the cue before it.
    ///
    /// A source phrase always is; a participle without و never, but for those that are verbal
    /// nouns by their letters. A noun for a person that could be a verb is, close behind
    /// the verb whose subject it is. A homograph is, unless a clause or colon is right behind it.
    fn is_noise(&self, before: &Cue, cue: &Cue) -> bool {
        let (page, lexicon) = (self.page, self.lexicon);
        if cue.entry(lexicon).is_none() {
            return true;
        }
        let key = page.key(cue.at);
        // «مؤكدين مواصلة المباحثات»: a verbal noun with the letters of a participle.
        if cue.is_participle() && cue.at == before.end && lexicon.has(List::Contents, key) {
            return true;
        }
        if !before.is_finite() || cue.is_participle() && !cue.joined {
            return false;
        }
        let weak = cue.is_weak(lexicon);
        if cue.joined {
            let own = grammar::that_at(page, cue.end) || page.is_mark(cue.end);
            return weak && !own && !grammar::is_nominal(page, lexicon, cue.end);
        }
        let lists = [List::People, List::Plurals, List::Bodies, List::Works];
        let noun = lists.iter().any(|list| lexicon.has(*list, key));
        let near = cue.at <= before.end + 2;
        let front = page.key(cue.at - 1);
        let relative = grammar::is_relative(front) || front == "حيث";
        let that = grammar::that_at(page, cue.end) || page.raw(cue.end) == ":";
        noun && near && cue.is_finite() || weak && (relative || !that)
    }
}

/// What the end of a clause has to know of the frames behind it.
pub(super) fn candidates(later: &[Frame]) -> Vec<Candidate<'_>> {
    later.iter().take(NEAR).map(Frame::candidate).collect()
}

/// The last verb that has no content yet.
fn pending(frames: &[Frame]) -> Option<&Cue> {
    let last = frames
        .iter()
        .rev()
        .take(NEAR)
        .find(|frame| frame.cue.is_finite() || frame.found.is_some())?;
    last.found.is_none().then_some(&last.cue)
}
