//! Steps and jumps in the article: what the last step went to, the next one of the same, the way back.
//!
//! `n` continues whatever was stepped to last: the quotes, one name, or the places found. Each step and each jump is
//! recorded in the history, see [`jumps`](crate::ui::jumps).

use super::ReaderState;
use crate::entities::EntityId;
use crate::quotes::SpeakerId;
use crate::ui::jumps::JumpCause;
use crate::ui::lang::Label;

/// What was stepped to last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum StepTarget {
    /// A quote.
    #[default]
    Quote,
    /// A mention of this name.
    Name(EntityId),
    /// A place found.
    Hit,
}

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StepResult {
    /// It went on.
    Moved,
    /// It passed the end and went on from the start.
    FromStart,
    /// It passed the start and went on from the end.
    FromEnd,
    /// There is nothing further.
    Nothing,
}

impl StepResult {
    /// The result of a step in direction `by` from the index `before` to `after`, where lists are gone round.
    pub(super) fn of(by: i16, before: Option<usize>, after: Option<usize>) -> Self {
        match (before, after) {
            (_, None) => Self::Nothing,
            (Some(before), Some(after)) if by > 0 && after <= before => Self::FromStart,
            (Some(before), Some(after)) if by < 0 && after >= before => Self::FromEnd,
            (_, Some(_)) => Self::Moved,
        }
    }

    /// The message for it, where there is something to say.
    pub(in crate::ui) const fn message(self) -> Option<Label> {
        match self {
            Self::Moved => None,
            Self::FromStart => Some(Label::FromStart),
            Self::FromEnd => Some(Label::FromEnd),
            Self::Nothing => Some(Label::NothingFurther),
        }
    }
}

impl ReaderState {
    /// Does what may move the article, and records that as a jump.
    pub(in crate::ui) fn jump<T>(
        &mut self,
        cause: JumpCause,
        act: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let here = self.viewport.anchor();
        let result = act(self);
        self.jumps.record(cause, here, self.viewport.anchor());
        result
    }

    /// Returns to where the last jump began. Whether there was one.
    pub(in crate::ui) fn jump_back(&mut self) -> bool {
        let place = self.jumps.back(self.viewport.anchor());
        place.inspect(|&place| self.viewport.go_to(place)).is_some()
    }

    /// Undoes [`jump_back`](Self::jump_back). Whether there was something to undo.
    pub(in crate::ui) fn jump_forth(&mut self) -> bool {
        let place = self.jumps.forth();
        place.inspect(|&place| self.viewport.go_to(place)).is_some()
    }

    /// The next (+1) or previous (-1) of what was stepped to last.
    pub(in crate::ui) fn step(&mut self, by: i16) -> StepResult {
        match self.stepped {
            StepTarget::Quote => self.step_quote(by),
            StepTarget::Name(id) => self.jump(JumpCause::Name, |reader| reader.step_name(id, by)),
            StepTarget::Hit => self.jump(JumpCause::Hit, |reader| reader.next_hit(by)),
        }
    }

    /// Steps `by` quotes, as many of them as there are.
    pub(in crate::ui) fn step_quote(&mut self, by: i16) -> StepResult {
        self.jump(JumpCause::Quote, |reader| {
            let mut steps = 0..by.unsigned_abs();
            let moved = steps.next().is_some() && reader.next_quote(by.signum());
            let _ = moved && steps.all(|_| reader.next_quote(by.signum()));
            if moved {
                StepResult::Moved
            } else {
                StepResult::Nothing
            }
        })
    }

    /// Steps `by` names of any kind that is shown.
    pub(in crate::ui) fn step_any_name(&mut self, by: i16) -> StepResult {
        self.jump(JumpCause::Name, |reader| {
            let mut steps = 0..by.unsigned_abs();
            let moved = steps.next().is_some() && reader.next_mention(by.signum());
            let _ = moved && steps.all(|_| reader.next_mention(by.signum()));
            if moved {
                StepResult::Moved
            } else {
                StepResult::Nothing
            }
        })
    }

    /// Steps `by` mentions of one name, round both ends, also where its kind is switched off.
    fn step_name(&mut self, id: EntityId, by: i16) -> StepResult {
        let own = self.mentions_of(id);
        let count = own.len();
        if count == 0 {
            return StepResult::Nothing;
        }
        let here = self.mention.and_then(|now| own.binary_search(&now).ok());
        let next = if let Some(at) = here {
            around(at, by, count)
        } else {
            // The cursor is elsewhere: the first one from the top of the screen on.
            let top = self.viewport.visible_span().start;
            let first = own.partition_point(|&i| self.mention_start(i) < top);
            if by > 0 {
                first % count
            } else {
                (first + count - 1) % count
            }
        };
        self.move_cursor_to(Some(own[next]));
        StepResult::of(by, here, Some(next))
    }

    /// The mentions of a name, as indices into the analysis' mentions.
    pub(in crate::ui) fn mentions_of(&self, id: EntityId) -> Vec<usize> {
        let analysis = self.analysis.as_deref();
        let mentions = analysis.map_or(&[][..], |analysis| &analysis.entities.mentions);
        let own = mentions.iter().enumerate();
        own.filter(|(_, (_, other))| *other == id)
            .map(|(i, _)| i)
            .collect()
    }

    fn mention_start(&self, i: usize) -> usize {
        let mentions = self.analysis.as_ref().map(|found| &found.entities.mentions);
        mentions.map_or(0, |mentions| mentions[i].0.start)
    }

    /// What was stepped to last, which one and of how many, counted from 1; `None` before the first step.
    pub(in crate::ui) fn step_position(&self) -> Option<(Label, usize, usize)> {
        let quote = || {
            let (at, all) = self.quote_position()?;
            Some((Label::HintQuote, at, all))
        };
        match self.stepped {
            StepTarget::Quote => quote(),
            StepTarget::Name(id) => {
                let own = self.mentions_of(id);
                let at = own.binary_search(&self.mention?).ok()?;
                Some((Label::StepName, at + 1, own.len()))
            }
            StepTarget::Hit => match &self.search {
                Some(search) => Some((Label::StepHit, search.current? + 1, search.hits.len())),
                None => quote(),
            },
        }
    }

    /// The speaker that the name under the cursor is, where that was chosen last; else the speaker of the selected
    /// quote or heading.
    pub(in crate::ui) fn chosen_speaker(&self) -> Option<SpeakerId> {
        let named = self.entity_under_cursor().filter(|_| self.mention_is_last);
        match named {
            Some(entity) => self.speaker_of(entity).or_else(|| self.speaker_at_cursor()),
            None => self.speaker_at_cursor(),
        }
    }

    /// The speaker that is this entity.
    pub(in crate::ui) fn speaker_of(&self, entity: EntityId) -> Option<SpeakerId> {
        let speakers = &self.analysis.as_ref()?.quotes.speakers;
        let at = speakers
            .iter()
            .position(|speaker| speaker.entity == Some(entity));
        at.map(SpeakerId)
    }
}

/// The index `by` steps from `at` in a ring of `count`, which is not 0.
pub(super) fn around(at: usize, by: i16, count: usize) -> usize {
    let steps = usize::from(by.unsigned_abs()) % count;
    if by > 0 {
        (at + steps) % count
    } else {
        (at + count - steps) % count
    }
}
