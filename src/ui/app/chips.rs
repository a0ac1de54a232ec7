//! What is switched, as chips in the row of the title: a mode leaves a trace, and the chip says which key ends it.
//!
//! A press on a chip ends its mode too. Chips stand at the far end of their columns; one that does not fit is left out.

use super::App;
use crate::layout::{self, Tashkeel};
use crate::ui::action::{Action, ArticleAction};
use crate::ui::geometry::Rect;
use crate::ui::isolate::isolate;
use crate::ui::keymap::{READER, isolated_key_name};
use crate::ui::lang::{Label, Lang};
use crate::ui::pane::QuoteOrder;

/// Longest name in a chip, in scalar values.
const NAME: usize = 18;

/// A mode that is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// `[only X ✕ s]`
    pub text: String,
    /// What ends the mode.
    action: ArticleAction,
}

impl App {
    /// The modes that are on, the most telling first.
    pub fn chips(&self) -> Vec<Chip> {
        let Some(reader) = self.reader() else {
            return Vec::new();
        };
        let (lang, selection) = (self.lang, &reader.pane.selection);
        let analysis = reader.analysis.as_deref();
        let name_of = |name: &str| isolate(&shortened(name));
        let mut chips = Vec::new();
        let mut add = |label: Label, name: Option<String>, action| {
            let name = name.map(|name| format!(" {name}")).unwrap_or_default();
            let key = READER.key_for(self.context(), Action::Article(action));
            let key = key
                .map(|key| format!(" {}", isolated_key_name(key)))
                .unwrap_or_default();
            let text = format!("[{}{name} ✕{key}]", label.text(lang));
            chips.push(Chip { text, action });
        };
        if let Some(speaker) = reader.filter {
            let speaker = analysis.and_then(|found| found.quotes.speakers.get(speaker.0));
            let name = speaker.map(|speaker| name_of(&speaker.name));
            add(Label::ChipOnly, name, ArticleAction::FilterSpeaker);
        }
        if let Some(about) = selection.about {
            let about = analysis.and_then(|found| found.entities.get(about));
            add(
                Label::AboutTitle,
                about.map(|entity| name_of(&entity.name)),
                ArticleAction::About,
            );
        }
        if selection.hide_indirect {
            add(Label::ChipIndirect, None, ArticleAction::ToggleIndirect);
        }
        if selection.order == QuoteOrder::Article {
            add(Label::ChipOrder, None, ArticleAction::ToggleOrder);
        }
        if self.tashkeel == Some(Tashkeel::Strip) {
            add(Label::ChipTashkeel, None, ArticleAction::ToggleTashkeel);
        }
        if reader.pane_held {
            add(Label::ChipHeld, None, ArticleAction::HoldPane);
        }
        chips
    }

    /// Where each chip stands in `area`, at the side where the language's lines end.
    pub fn chip_places(&self, area: Rect) -> Vec<(Rect, Chip)> {
        let mut used = 1;
        let mut places = Vec::new();
        for chip in self.chips() {
            let width = layout::label(&chip.text, self.direction(), self.target).width;
            if used + width + 1 > area.width {
                break;
            }
            let x = match self.lang {
                Lang::Arabic => area.x + used,
                Lang::English => area.right() - used - width,
            };
            used += width + 1;
            places.push((Rect { x, width, ..area }, chip));
        }
        places
    }

    /// Ends the mode whose chip is pressed; whether one was.
    pub(super) fn press_chip(&mut self, column: u16, row: u16) -> bool {
        let parts = self.geometry().and_then(|geometry| geometry.title_parts());
        let Some((_, area)) = parts else { return false };
        let places = self.chip_places(area);
        let pressed = places
            .into_iter()
            .find(|(place, _)| place.contains((column, row).into()));
        let Some((_, chip)) = pressed else {
            return false;
        };
        match (chip.action, self.reader_mut()) {
            // The key goes on to another speaker where one is chosen.
            (ArticleAction::FilterSpeaker, Some(reader)) => reader.set_filter(None),
            (action, _) => {
                let _ = self.perform(Action::Article(action));
            }
        }
        true
    }
}

/// The beginning of a long name.
fn shortened(name: &str) -> String {
    match name.char_indices().nth(NAME) {
        Some((cut, _)) => format!("{}…", name[..cut].trim_end()),
        None => name.to_owned(),
    }
}
