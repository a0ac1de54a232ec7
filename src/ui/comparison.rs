//! Two speakers of an article side by side: each with all quotes, in a column of their own.
//!
//! Made when it is opened and dropped when it is closed. Which two: the one that was chosen, else the one with most
//! quotes, and at first the one with most quotes of the others.

use crate::analysis::Analysis;
use crate::article::Article;
use crate::layout::LayoutTarget;
use crate::quotes::SpeakerId;
use crate::ui::lang::Lang;
use crate::ui::pane::{PaneSelection, PaneStyle, PaneText};
use crate::ui::viewport::Viewport;

/// Two speakers with their quotes.
#[derive(Debug)]
pub struct Comparison {
    /// The chosen speaker, and the other one.
    pub sides: [ComparedSpeaker; 2],
    /// All speakers that say something, those with most quotes first.
    speakers: Vec<SpeakerId>,
    /// Whether indirect speech is left out, as in the quotes pane.
    hide_indirect: bool,
}

/// One of them.
#[derive(Debug)]
pub struct ComparedSpeaker {
    /// Who.
    pub speaker: SpeakerId,
    /// The quotes, as the quotes pane has them.
    pub viewport: Viewport<PaneText>,
}

/// What a comparison is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ComparisonSource<'a> {
    pub(crate) article: &'a Article,
    pub(crate) analysis: &'a Analysis,
    pub(crate) target: LayoutTarget,
    pub(crate) lang: Lang,
}

impl ComparisonSource<'_> {
    fn side(self, speaker: SpeakerId, hide_indirect: bool) -> ComparedSpeaker {
        let selection = PaneSelection {
            only: Some(speaker),
            hide_indirect,
            ..PaneSelection::default()
        };
        let text = PaneText::new(
            self.article,
            self.analysis,
            &selection,
            PaneStyle::text(self.lang),
        );
        ComparedSpeaker {
            speaker,
            viewport: Viewport::new(text, self.target),
        }
    }
}

impl Comparison {
    /// The comparison of `chosen` with another speaker; `None` where there are no two.
    pub(crate) fn new(
        source: ComparisonSource<'_>,
        chosen: Option<SpeakerId>,
        hide_indirect: bool,
    ) -> Option<Self> {
        let quotes = &source.analysis.quotes;
        let count = |id: SpeakerId| {
            let own = quotes.list.iter();
            own.filter(|quote| quote.speaker == Some(id)).count()
        };
        let all = (0..quotes.speakers.len()).map(SpeakerId);
        let mut counted: Vec<_> = all.map(|id| (count(id), id)).collect();
        counted.retain(|&(count, _)| count > 0);
        counted.sort_by_key(|&(count, _)| std::cmp::Reverse(count));
        let speakers: Vec<SpeakerId> = counted.into_iter().map(|(_, id)| id).collect();
        let first = chosen
            .filter(|id| speakers.contains(id))
            .or_else(|| speakers.first().copied())?;
        let second = speakers.iter().copied().find(|&id| id != first)?;
        Some(Self {
            sides: [first, second].map(|id| source.side(id, hide_indirect)),
            speakers,
            hide_indirect,
        })
    }

    /// Puts the next (+1) or previous (-1) speaker in the place of the second.
    pub(crate) fn change_second(&mut self, source: ComparisonSource<'_>, by: i16) {
        let [first, second] = [self.sides[0].speaker, self.sides[1].speaker];
        let others = self.speakers.iter().copied().filter(|&id| id != first);
        let others: Vec<SpeakerId> = others.collect();
        let now = others.iter().position(|&id| id == second).unwrap_or(0);
        let next = isize::try_from(now).unwrap_or(0) + isize::from(by);
        let count = isize::try_from(others.len()).unwrap_or(1).max(1);
        let next = usize::try_from(next.rem_euclid(count)).unwrap_or(0);
        if let Some(&id) = others.get(next) {
            self.sides[1] = source.side(id, self.hide_indirect);
        }
    }

    /// The two change sides.
    pub(crate) fn swap(&mut self) {
        self.sides.swap(0, 1);
    }

    /// Lays both out for columns of these sizes, in cells.
    pub(crate) fn resize(&mut self, sizes: [(u16, u16); 2], target: LayoutTarget) {
        for (side, (width, height)) in self.sides.iter_mut().zip(sizes) {
            side.viewport.resize(width, height, target);
        }
    }

    /// Scrolls both by rows.
    pub(crate) fn scroll_by(&mut self, rows: isize) {
        for side in &mut self.sides {
            side.viewport.scroll_by(rows);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_speaker_stands_first_and_the_other_changes() {
        let article = Article::from_text(
            "قال سامر الحداد: «نعم للخطة الجديدة». وقالت هالة ناصر: «لا للخطة الجديدة». وقال منذر العلي: «ربما بعد عام واحد».",
            "a.txt",
        );
        let analysis = Analysis::of(&article);
        let source = ComparisonSource {
            article: &article,
            analysis: &analysis,
            target: LayoutTarget::default(),
            lang: Lang::English,
        };
        let names = |comparison: &Comparison| {
            comparison
                .sides
                .each_ref()
                .map(|side| analysis.quotes.speakers[side.speaker.0].name.clone())
        };
        let mut comparison = Comparison::new(source, Some(SpeakerId(1)), false).unwrap();
        assert_eq!(names(&comparison), ["هالة ناصر", "سامر الحداد"]);
        comparison.change_second(source, 1);
        assert_eq!(names(&comparison), ["هالة ناصر", "منذر العلي"]);
        comparison.change_second(source, 1);
        comparison.swap();
        assert_eq!(names(&comparison), ["سامر الحداد", "هالة ناصر"]);
        let none = Analysis::default();
        let source = ComparisonSource {
            analysis: &none,
            ..source
        };
        assert!(Comparison::new(source, None, false).is_none());
    }
}
