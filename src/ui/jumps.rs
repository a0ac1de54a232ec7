//! Where the reader was before each jump: the history that Ctrl-O and Alt-→ move in.
//!
//! A place is a byte of the article's text. A series of steps (the places found by one search, say) is one jump: the
//! history then holds where the series began. Nothing is scrolled here.

/// Most places that are held; the oldest is dropped first.
const LONGEST: usize = 100;

/// What a jump was made by. Jumps of one cause, one right after the other, are a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JumpCause {
    /// A step to a quote.
    Quote,
    /// A step to a name.
    Name,
    /// A step to a place found.
    Hit,
    /// The start, the end, a mark: each is a jump of its own.
    Far,
}

/// The places that were left by jumps, and where in them the reader is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct JumpHistory {
    places: Vec<usize>,
    /// The number of places before the present one.
    at: usize,
    last: Option<Jump>,
}

/// The last jump.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Jump {
    cause: JumpCause,
    /// Where it ended.
    end: usize,
    /// Whether the place where its series began is held.
    held: bool,
}

impl JumpHistory {
    /// A jump from one place to another. It continues a series where the one before it has the same cause and ended
    /// `from` here; a jump that moves nothing holds nothing.
    pub(crate) fn record(&mut self, cause: JumpCause, from: usize, to: usize) {
        let series = self
            .last
            .filter(|last| cause != JumpCause::Far && (last.cause, last.end) == (cause, from));
        let held = series.is_some_and(|last| last.held);
        if from != to && !held {
            self.push(from);
        }
        self.last = Some(Jump {
            cause,
            end: to,
            held: held || from != to,
        });
    }

    /// The next step begins a series of its own.
    pub(crate) fn end_series(&mut self) {
        self.last = None;
    }

    fn push(&mut self, place: usize) {
        self.places.truncate(self.at);
        if self.places.last() != Some(&place) {
            self.places.push(place);
        }
        if self.places.len() > LONGEST {
            self.places.remove(0);
        }
        self.at = self.places.len();
    }

    /// The place before the last jump; `here` is held for the way forth.
    pub(crate) fn back(&mut self, here: usize) -> Option<usize> {
        let at = (0..self.at).rev().find(|&at| self.places[at] != here)?;
        if self.at == self.places.len() {
            self.places.push(here);
        }
        self.at = at;
        self.last = None;
        self.places.get(at).copied()
    }

    /// The place that the last [`back`](Self::back) left.
    pub(crate) fn forth(&mut self) -> Option<usize> {
        let place = self.places.get(self.at + 1).copied()?;
        self.at += 1;
        self.last = None;
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_of_steps_is_one_jump() {
        let mut history = JumpHistory::default();
        history.record(JumpCause::Hit, 10, 10);
        history.record(JumpCause::Hit, 10, 50);
        history.record(JumpCause::Hit, 50, 90);
        assert_eq!(history.back(90), Some(10));
        assert_eq!(history.back(10), None);
        assert_eq!(history.forth(), Some(90));
        assert_eq!(history.forth(), None);
    }

    #[test]
    fn scrolling_between_two_steps_begins_a_new_jump() {
        let mut history = JumpHistory::default();
        history.record(JumpCause::Hit, 10, 50);
        history.record(JumpCause::Hit, 60, 90);
        history.record(JumpCause::Far, 90, 0);
        let back = [
            history.back(0),
            history.back(90),
            history.back(60),
            history.back(10),
        ];
        assert_eq!(back, [Some(90), Some(60), Some(10), None]);
    }

    #[test]
    fn a_new_jump_drops_the_way_forth() {
        let mut history = JumpHistory::default();
        history.record(JumpCause::Far, 0, 50);
        assert_eq!(history.back(50), Some(0));
        history.record(JumpCause::Far, 0, 70);
        assert_eq!((history.forth(), history.back(70)), (None, Some(0)));
    }

    #[test]
    fn the_oldest_places_are_dropped() {
        let mut history = JumpHistory::default();
        for place in 0..300 {
            history.record(JumpCause::Far, place, place + 1);
        }
        assert!(history.places.len() <= LONGEST);
    }
}
