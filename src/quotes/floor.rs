//! Who has the floor: a small, explicit model of who has been speaking.
//!
//! A verb without a subject (وأضاف) goes to whoever last had the floor and
//! agrees with it in gender and number. The floor is given by every reported
//! speech of the narrator's own level, and by the subject of each sentence.

use super::lexicon::conjugate::{Agreement, Gender, Number};
use super::registry::{Registry, Who};

/// Turns that are looked back over.
const MEMORY: usize = 12;

/// How somebody came to the floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// He was reported.
    Spoke,
    /// A sentence was about him.
    Topic,
}

/// One turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    pub(super) who: Who,
    pub(super) came: Came,
    pub(super) sentence: usize,
    pub(super) paragraph: usize,
}

/// The turns so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Floor {
    turns: Vec<Turn>,
}

impl Floor {
    /// Gives somebody the floor.
    pub(super) fn give(&mut self, turn: Turn) {
        if self.turns.last() != Some(&turn) {
            self.turns.push(turn);
        }
    }

    /// Who spoke, oldest first, of the last turns.
    pub(super) fn recent(&self) -> Vec<Who> {
        let from = self.turns.len().saturating_sub(MEMORY);
        self.turns[from..].iter().map(|turn| turn.who).collect()
    }

    /// The last one on the floor that agrees, and how sure that is.
    pub(super) fn last(&self, registry: &Registry, agreement: Agreement) -> Option<(Turn, u8)> {
        let from = self.turns.len().saturating_sub(MEMORY);
        let turns = &self.turns[from..];
        let looked = || turns.iter().rev().enumerate();
        // A person of unknown gender is taken for a man first.
        let exact = looked()
            .find(|(_, turn)| agrees(registry, turn.who, agreement) && (agreement.gender == Gender::Masculine || registry.gender(turn.who).is_some()))
            .or_else(|| looked().find(|(_, turn)| agrees(registry, turn.who, agreement)));
        exact.map(|(back, turn)| {
            let sure = match (back, turn.came) {
                (0, Came::Spoke) => 85,
                (0, Came::Topic) => 75,
                (1, _) => 65,
                _ => 50,
            };
            (*turn, sure)
        })
    }

    /// The last turn, whoever has it.
    pub(super) fn top(&self) -> Option<Turn> {
        self.turns.last().copied()
    }
}

/// Whether somebody can be the dropped subject of a verb with that agreement.
pub(super) fn agrees(registry: &Registry, who: Who, agreement: Agreement) -> bool {
    let number = registry.number(who);
    let gender = registry.gender(who);
    match agreement.number {
        Number::One => {
            number == Number::One
                && match agreement.gender {
                    Gender::Masculine => gender != Some(Gender::Feminine),
                    Gender::Feminine => gender != Some(Gender::Masculine),
                }
        }
        Number::Two => number == Number::Two,
        Number::Many => number != Number::One,
    }
}
