//! Two speakers side by side: opening, changing, copying.

use super::{App, Overlay};
use crate::ui::action::{Effect, Excerpt, Motion};
use crate::ui::comparison::{Comparison, ComparisonSource};
use crate::ui::lang::Label;
use crate::ui::message::Message;

impl App {
    /// Opens the comparison of the chosen speaker with another one; in it, the two change sides.
    pub(super) fn compare(&mut self) {
        if let Some(Overlay::Comparison(comparison)) = &mut self.overlay {
            comparison.swap();
            return;
        }
        let chosen = self.speaker_to_compare();
        let hide = self
            .reader()
            .is_some_and(|reader| reader.pane.selection.hide_indirect);
        let comparison = self
            .comparison_source()
            .and_then(|source| Comparison::new(source, chosen, hide));
        match comparison {
            Some(comparison) => self.overlay = Some(Overlay::Comparison(Box::new(comparison))),
            None => self.message = Some(Message::info(Label::NobodyToCompare.text(self.lang))),
        }
    }

    /// The speaker that is selected in the index of names or in the article.
    fn speaker_to_compare(&self) -> Option<crate::quotes::SpeakerId> {
        let reader = self.reader()?;
        match &self.overlay {
            Some(Overlay::Index(index)) => reader.speaker_of(index.entity()?),
            _ => reader.chosen_speaker(),
        }
    }

    fn comparison_source(&self) -> Option<ComparisonSource<'_>> {
        let reader = self.reader()?;
        Some(ComparisonSource {
            article: &reader.article,
            analysis: reader.analysis.as_deref()?,
            target: self.target,
            lang: self.lang,
        })
    }

    /// Scrolls both columns; paragraphs are speakers here, and change the second one.
    pub(super) fn move_in_comparison(&mut self, motion: Motion) {
        let Some(Overlay::Comparison(mut comparison)) = self.overlay.take() else {
            return;
        };
        if let (Motion::Paragraph(by), Some(source)) = (motion, self.comparison_source()) {
            comparison.change_second(source, by);
        } else {
            let rows = comparison.sides[0].viewport.height();
            comparison.scroll_by(super::lines(motion, isize::try_from(rows).unwrap_or(1)));
        }
        self.overlay = Some(Overlay::Comparison(comparison));
    }

    /// Copies all quotes of both.
    pub(super) fn copy_comparison(&self, comparison: &Comparison) -> Effect {
        let Some(reader) = self.reader() else {
            return Effect::None;
        };
        let both = comparison
            .sides
            .iter()
            .filter_map(|side| reader.quotes_of(Some(side.speaker)));
        let (counts, texts): (Vec<usize>, Vec<String>) = both.unzip();
        Effect::Copy(Excerpt::Quotes(counts.iter().sum()), texts.join("\n\n"))
    }
}
