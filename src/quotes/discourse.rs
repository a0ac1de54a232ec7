//! The discourse state: a small, explicit model of who has been speaking.
//!
//! A verb without a subject (وأضاف) goes to the last speaker and
//! agrees with it in gender and number. A turn is recorded for every reported
//! speech of the narrator's own level, and for the subject of each sentence.
//!
//! «قال سامر خليل إن المال كاف. وأضافت سلمى نور أن العمل جار. وأكد أنه راض»: the last verb
//! is masculine, so it passes over سلمى نور and reaches سامر خليل. What a speaker reports of
//! others in his own speech records no turn. Pronouns are not resolved: the model
//! knows turns, not what was said in them.

use super::lexicon::conjugate::{Agreement, Gender, Number};
use super::registry::{Registry, SpeakerIdentity};

/// Turns that are looked back over.
///
/// It bounds every search, so that each verb costs the same however long the article is.
const MEMORY: usize = 12;
/// Other speakers over whom a verb without a subject reaches back.
///
/// He must have fewer than this many others behind him: two at most.
const FARTHEST: usize = 3;

/// How somebody became a possible speaker.
///
/// Both take a dropped subject, but not with equal right: «وأضاف» goes on with a speech, so
/// it looks first for one who spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TurnKind {
    /// He was reported.
    Spoke,
    /// A sentence was about him.
    Topic,
}

/// One turn.
///
/// `sentence` and `paragraph` are indices of the sentence and paragraph where it was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    pub(super) identity: SpeakerIdentity,
    pub(super) kind: TurnKind,
    pub(super) sentence: usize,
    pub(super) paragraph: usize,
}

/// Where and how somebody is looked for.
#[derive(Clone, Copy)]
pub(super) struct SpeakerQuery<'s> {
    /// The sentence of the verb.
    pub(super) sentence: usize,
    /// Whether the verb goes on with a speech (أضاف, تابع).
    pub(super) goes_on: bool,
    pub(super) is_person: &'s dyn Fn(SpeakerIdentity) -> bool,
}

/// The turns so far.
#[derive(Clone, Debug, Default)]
pub(super) struct DiscourseState {
    turns: Vec<Turn>,
}

impl DiscourseState {
    /// Records a turn.
    ///
    /// The same turn given twice in a row stands once.
    pub(super) fn record(&mut self, turn: Turn) {
        if self.turns.last() != Some(&turn) {
            self.turns.push(turn);
        }
    }

    /// Who spoke, oldest first, of the last turns.
    ///
    /// Names may repeat: frequency is not kept, only recency.
    pub(super) fn recent(&self) -> Vec<SpeakerIdentity> {
        let from = self.turns.len().saturating_sub(MEMORY);
        self.turns[from..]
            .iter()
            .map(|turn| turn.identity)
            .collect()
    }

    /// The most recent speaker that agrees, and the confidence of that choice.
    ///
    /// A verb that goes on with a speech (وأضاف) passes over a body that a sentence was merely about.
    pub(super) fn last(
        &self,
        registry: &Registry,
        agreement: Agreement,
        query: SpeakerQuery<'_>,
    ) -> Option<(Turn, u8)> {
        let from = self.turns.len().saturating_sub(MEMORY);
        let turns: Vec<&Turn> = self.turns[from..]
            .iter()
            .filter(|turn| {
                turn.kind == TurnKind::Spoke || !query.goes_on || (query.is_person)(turn.identity)
            })
            .collect();
        let mut seen: Vec<SpeakerIdentity> = Vec::new();
        let mut best: Option<(usize, usize, &Turn)> = None;
        for turn in turns.iter().rev() {
            if seen.contains(&turn.identity) {
                continue;
            }
            seen.push(turn.identity);
            let Some(doubt) = doubt(
                registry,
                turn.identity,
                agreement,
                (query.is_person)(turn.identity),
            ) else {
                continue;
            };
            // A body that an earlier sentence was merely about is less likely than one who spoke.
            let topic = turn.kind == TurnKind::Topic
                && !(query.is_person)(turn.identity)
                && turn.sentence != query.sentence;
            // The others between, and what speaks against him, in the same unit: one speaker back.
            let cost = seen.len() - 1 + doubt + usize::from(topic) * 2;
            if best.is_none_or(|b| cost < b.0) {
                best = Some((cost, seen.len() - 1, turn));
            }
        }
        best.filter(|b| b.1 < FARTHEST).map(|(cost, back, turn)| {
            let sure = match (back, cost, turn.kind) {
                (0, 0, TurnKind::Spoke) => 85,
                (0, 0, TurnKind::Topic) => 78,
                (1, ..) => 60,
                (0, ..) => 40,
                _ => 25,
            };
            (*turn, sure)
        })
    }

    /// Who the sentence is about, where that is known.
    ///
    /// Turns are given in the order of sentences, so the search ends at the first of another.
    pub(super) fn topic(&self, sentence: usize) -> Option<SpeakerIdentity> {
        self.turns
            .iter()
            .rev()
            .take_while(|turn| turn.sentence == sentence)
            .find(|turn| turn.kind == TurnKind::Topic)
            .map(|turn| turn.identity)
    }

    /// The last turn of one who spoke, or the last turn of any kind where nobody did.
    pub(super) fn speaker(&self) -> Option<Turn> {
        let mut spoke = self.turns.iter().rev().take(FARTHEST);
        spoke
            .find(|turn| turn.kind == TurnKind::Spoke)
            .or(self.turns.last())
            .copied()
    }

    /// The last turn, whoever has it.
    pub(super) fn top(&self) -> Option<Turn> {
        self.turns.last().copied()
    }
}

/// How many turns back somebody else would be as likely the dropped subject; `None` where he cannot be it.
///
/// A person of unknown gender is taken for a man; a body of unknown gender may be either.
fn doubt(
    registry: &Registry,
    identity: SpeakerIdentity,
    agreement: Agreement,
    person: bool,
) -> Option<usize> {
    let number = registry.number(identity);
    let gender = registry.gender(identity);
    match agreement.number {
        Number::Singular => match (gender, agreement.gender) {
            _ if number != Number::Singular => None,
            (Some(known), asked) => (known == asked).then_some(0),
            (None, Gender::Masculine) if person => Some(0),
            (None, Gender::Feminine) if person => Some(6),
            (None, Gender::Masculine) => Some(3),
            (None, Gender::Feminine) => Some(1),
        },
        Number::Dual => (number == Number::Dual).then_some(0),
        Number::Plural => (number != Number::Singular).then_some(0),
    }
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn a_dropped_subject_goes_on() {
        check("قال [P:سامر خليل] إن {i P:البرنامج مستمر}. وأضاف: «{d P:نعمل معا حتى الربيع}».");
        check("قال [P:سامر خليل] إن {i P:البرنامج مستمر}.¶وأضاف أن {i P:العمل جار}.");
    }

    #[test]
    fn gender_and_number_choose() {
        check(
            "قالت [P:سلمى نور] إن {i P:البرنامج مستمر}. وقال [P2:سامر خليل] إن {i P2:المال كاف}. وأضافت أن {i P:العمل جار}.",
        );
        check(
            "قال محللون إن {i محللون:البرنامج مستمر}. وقال [P:سامر خليل] إن {i P:المال كاف}. وأضافوا أن {i محللون:العمل جار}.",
        );
    }

    #[test]
    fn the_subject_of_a_sentence_is_the_current_speaker() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}. وترأس [P2:نادر عوض] الوفد إلى العاصمة. وقال: «{d P2:نعمل معا حتى الربيع}».",
        );
    }
}
