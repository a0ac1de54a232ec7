//! The cues of a sentence → [`CueWithContent`]s: each cue with what it reports.
//!
//! Here it is decided which of two cues a clause belongs to, and which words
//! only look like a cue (قال طالب في الجامعة إن …).
//!
//! Each content has one owner. Verbs and participles are asked in the order of the text, up to
//! the next of them; a noun («تصريحات») owns a content only where no verb of the sentence has
//! it. The speaker is not determined here.

use super::super::clause::LaterCue;
use super::super::content::{self, Content, FoundContent};
use super::super::cue::Cue;
use super::super::grammar;
use super::super::lexicon::WordList;
use super::super::source_phrases;
use super::super::state::{NEAR, ReportState};

/// Words behind علم among which its source must stand (علمت الصحيفة من مصادر أن).
///
/// «علم سامر أن المال كاف» is knowing and no report; with «من مصادر» it is one.
const HEARD: usize = 10;

/// A cue with what it reports.
///
/// `found` is `None` for a cue that reports nothing: it may still name who acts, and the
/// narrator may speak again at it.
#[derive(Clone, Debug)]
pub(in crate::quotes) struct CueWithContent {
    pub(in crate::quotes) cue: Cue,
    pub(in crate::quotes) found: Option<FoundContent>,
}

impl CueWithContent {
    /// What the end of an earlier clause has to know of it.
    fn later_cue(&self) -> LaterCue<'_> {
        let phrase = |found: FoundContent| matches!(found.content, Content::Phrase { .. });
        LaterCue {
            cue: &self.cue,
            reports: self.found.is_some(),
            solid: self.found.is_some_and(|found| !phrase(found)),
        }
    }
}

impl ReportState<'_, '_> {
    /// Every cue with its content, up to the sentence's `end`; verbs before nouns, each content once.
    ///
    /// Noise does not stop the search of the cue before it: in «قال طالب في الجامعة إن …» the clause
    /// is of قال, though طالب may be «demanded». Each cue looks at [`NEAR`] others at most.
    pub(super) fn cues_with_content(&self, cues: &[Cue], end: usize) -> Vec<CueWithContent> {
        let mut cues_with_content: Vec<CueWithContent> = Vec::with_capacity(cues.len());
        for (index, cue) in cues.iter().enumerate() {
            let later = cues[index + 1..].iter().take(NEAR);
            let limit = later
                .filter(|next| next.is_finite() || next.is_participle())
                .find(|next| !self.is_noise(cue, next))
                .map_or(end, |next| next.at);
            let noise =
                pending(&cues_with_content).is_some_and(|before| self.is_noise(before, cue));
            let found = if noise || self.cannot_report(cue, limit) {
                None
            } else {
                content::find(self.text, self.lexicon, cue, limit)
            };
            let verbal = cue.is_finite() || cue.is_participle();
            let found = found.filter(|found| verbal || !self.is_owned(&cues_with_content, found));
            cues_with_content.push(CueWithContent { cue: *cue, found });
        }
        cues_with_content
    }

    /// Whether an earlier cue of the sentence has that content.
    ///
    /// By where it begins: contents are found in order, so one that begins at or behind it is it.
    fn is_owned(&self, cues_with_content: &[CueWithContent], found: &FoundContent) -> bool {
        let start = found.content.start(self.text);
        let mut before = cues_with_content
            .iter()
            .rev()
            .take(NEAR)
            .filter_map(|cue_with_content| cue_with_content.found);
        before.any(|other| other.content.start(self.text) >= start)
    }

    /// Whether a cue reports nothing behind it: «ما يؤكد», «حسبما ذكر», علم without a source.
    ///
    /// «ما يؤكد أن …» has a fact for its subject. «حسبما ذكر سامر» reports what stands in front, which
    /// is `source`'s; «كما ذكر سامر أن …» does both.
    fn cannot_report(&self, cue: &Cue, limit: usize) -> bool {
        let Some(entry) = cue.entry(self.lexicon).filter(|_| cue.is_finite()) else {
            return false;
        };
        let compared = source_phrases::compares(self.text, cue.at)
            .is_some_and(|lead| self.text.key(lead) != "كما");
        let what = cue.at > 0 && matches!(self.text.key(cue.at - 1), "ما" | "مما");
        let mute =
            what && !entry.government.scare && cue.sense().is_some_and(|sense| !sense.object);
        let unheard = entry.lemma == "علم"
            && source_phrases::relayed(self.text, self.lexicon, cue, (cue.end + HEARD).min(limit))
                .is_none();
        compared || mute || unheard
    }

    /// Whether a word that looks like a cue is part of the noun phrase behind the cue before it.
    ///
    /// A source phrase always is; a participle without و never, but for those that are verbal
    /// nouns by their letters. A noun for a person that could be a verb is, close behind
    /// the verb whose subject it is. A homograph is, unless a clause or colon is right behind it.
    fn is_noise(&self, before: &Cue, cue: &Cue) -> bool {
        let (text, lexicon) = (self.text, self.lexicon);
        if cue.entry(lexicon).is_none() {
            return true;
        }
        let key = text.key(cue.at);
        // «مؤكدين مواصلة المباحثات»: a verbal noun with the letters of a participle.
        if cue.is_participle() && cue.at == before.end && lexicon.has(WordList::Contents, key) {
            return true;
        }
        if !before.is_finite() || cue.is_participle() && !cue.joined {
            return false;
        }
        let weak = cue.is_weak(lexicon);
        if cue.joined {
            let own = grammar::that_at(text, cue.end) || text.is_mark(cue.end);
            return weak && !own && !grammar::is_nominal(text, lexicon, cue.end);
        }
        let lists = [
            WordList::People,
            WordList::Plurals,
            WordList::Bodies,
            WordList::Works,
        ];
        let noun = lists.iter().any(|list| lexicon.has(*list, key));
        let near = cue.at <= before.end + 2;
        let front = text.key(cue.at - 1);
        let relative = grammar::is_relative(front) || front == "حيث";
        let that = grammar::that_at(text, cue.end) || text.raw(cue.end) == ":";
        noun && near && cue.is_finite() || weak && (relative || !that)
    }
}

/// The later cues of the sentence, which decide where a clause ends.
pub(super) fn later_cues(later: &[CueWithContent]) -> Vec<LaterCue<'_>> {
    later
        .iter()
        .take(NEAR)
        .map(CueWithContent::later_cue)
        .collect()
}

/// The last verb that has no content yet.
fn pending(cues_with_content: &[CueWithContent]) -> Option<&Cue> {
    let last = cues_with_content
        .iter()
        .rev()
        .take(NEAR)
        .find(|cue_with_content| {
            cue_with_content.cue.is_finite() || cue_with_content.found.is_some()
        })?;
    last.found.is_none().then_some(&last.cue)
}
