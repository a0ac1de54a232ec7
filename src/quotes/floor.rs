//! Who has the floor: a small, explicit model of who has been speaking.
//!
//! A verb without a subject (وأضاف) goes to whoever last had the floor and
//! agrees with it in gender and number. The floor is given by every reported
//! speech of the narrator's own level, and by the subject of each sentence.
//!
//! «قال سامر خليل إن المال كاف. وأضافت سلمى نور أن العمل جار. وأكد أنه راض»: the last verb
//! is masculine, so it passes over سلمى نور and reaches سامر خليل. What a speaker reports of
//! others in his own speech gives nobody the floor. A pronoun is not looked into: the model
//! knows turns, not what was said in them.

use super::lexicon::conjugate::{Agreement, Gender, Number};
use super::registry::{Registry, Who};

/// Turns that are looked back over.
///
/// It bounds every search, so that each verb costs the same however long the article is.
const MEMORY: usize = 12;
/// Other speakers over whom a verb without a subject reaches back.
///
/// He must have fewer than this many others behind him: two at most.
const FARTHEST: usize = 3;

/// How somebody came to the floor.
///
/// Both take a dropped subject, but not with equal right: «وأضاف» goes on with a speech, so
/// it looks first for one who spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// He was reported.
    Spoke,
    /// A sentence was about him.
    Topic,
}

/// One turn.
///
/// `sentence` and `paragraph` are indices of the page, of the place where it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    pub(super) who: Who,
    pub(super) came: Came,
    pub(super) sentence: usize,
    pub(super) paragraph: usize,
}

/// Where and how somebody is looked for.
#[derive(Clone, Copy)]
pub(super) struct Scene<'s> {
    /// The sentence of the verb.
    pub(super) sentence: usize,
    /// Whether the verb goes on with a speech (أضاف, تابع).
    pub(super) goes_on: bool,
    pub(super) is_person: &'s dyn Fn(Who) -> bool,
}

/// The turns so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Floor {
    turns: Vec<Turn>,
}

impl Floor {
    /// Gives somebody the floor.
    ///
    /// The same turn given twice in a row stands once.
    pub(super) fn give(&mut self, turn: Turn) {
        if self.turns.last() != Some(&turn) {
            self.turns.push(turn);
        }
    }

    /// Who spoke, oldest first, of the last turns.
    ///
    /// Names may repeat: how often somebody had the floor is not told, only how lately.
    pub(super) fn recent(&self) -> Vec<Who> {
        let from = self.turns.len().saturating_sub(MEMORY);
        self.turns[from..].iter().map(|turn| turn.who).collect()
    }

    /// The last one on the floor that agrees, and how sure that is.
    ///
    /// A verb that goes on with a speech (وأضاف) passes over a body that a sentence was merely about.
    pub(super) fn last(
        &self,
        registry: &Registry,
        agreement: Agreement,
        scene: Scene<'_>,
    ) -> Option<(Turn, u8)> {
        let from = self.turns.len().saturating_sub(MEMORY);
        let turns: Vec<&Turn> = self.turns[from..]
            .iter()
            .filter(|turn| {
                turn.came == Came::Spoke || !scene.goes_on || (scene.is_person)(turn.who)
            })
            .collect();
        let mut seen: Vec<Who> = Vec::new();
        let mut best: Option<(usize, usize, &Turn)> = None;
        for turn in turns.iter().rev() {
            if seen.contains(&turn.who) {
                continue;
            }
            seen.push(turn.who);
            let Some(doubt) = doubt(registry, turn.who, agreement, (scene.is_person)(turn.who))
            else {
                continue;
            };
            // A body that an earlier sentence was merely about is less likely than one who spoke.
            let topic = turn.came == Came::Topic
                && !(scene.is_person)(turn.who)
                && turn.sentence != scene.sentence;
            // The others between, and what speaks against him, in the same unit: one speaker back.
            let cost = seen.len() - 1 + doubt + usize::from(topic) * 2;
            if best.is_none_or(|b| cost < b.0) {
                best = Some((cost, seen.len() - 1, turn));
            }
        }
        best.filter(|b| b.1 < FARTHEST).map(|(cost, back, turn)| {
            let sure = match (back, cost, turn.came) {
                (0, 0, Came::Spoke) => 85,
                (0, 0, Came::Topic) => 78,
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
    pub(super) fn topic(&self, sentence: usize) -> Option<Who> {
        self.turns
            .iter()
            .rev()
            .take_while(|turn| turn.sentence == sentence)
            .find(|turn| turn.came == Came::Topic)
            .map(|turn| turn.who)
    }

    /// The last turn of one who spoke, or whoever has the floor where nobody did.
    pub(super) fn speaker(&self) -> Option<Turn> {
        let mut spoke = self.turns.iter().rev().take(FARTHEST);
        spoke
            .find(|turn| turn.came == Came::Spoke)
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
fn doubt(registry: &Registry, who: Who, agreement: Agreement, person: bool) -> Option<usize> {
    let number = registry.number(who);
    let gender = registry.gender(who);
    match agreement.number {
        Number::One => match (gender, agreement.gender) {
            _ if number != Number::One => None,
            (Some(known), asked) => (known == asked).then_some(0),
            (None, Gender::Masculine) if person => Some(0),
            (None, Gender::Feminine) if person => Some(6),
            (None, Gender::Masculine) => Some(3),
            (None, Gender::Feminine) => Some(1),
        },
        Number::Two => (number == Number::Two).then_some(0),
        Number::Many => (number != Number::One).then_some(0),
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
    fn the_subject_of_a_sentence_takes_the_floor() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}. وترأس [P2:نادر عوض] الوفد إلى العاصمة. وقال: «{d P2:نعمل معا حتى الربيع}».",
        );
    }
}
