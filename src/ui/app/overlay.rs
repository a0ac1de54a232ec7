//! Actions on overlays, and on the list of articles.
//!
//! Lists and pages move by lines and stop at both ends. Which of their lines are drawn is decided
//! by their `top`, which is changed here, not while drawing.

use super::{App, Overlay, Screen, lines};
use crate::ui::action::{ArticleAction, Effect, Motion};
use crate::ui::geometry::Geometry;
use crate::ui::help::HelpLayout;
use crate::ui::index::EntityIndex;
use crate::ui::jumps::JumpCause;
use crate::ui::lang::Label;
use crate::ui::message::Message;

impl App {
    /// Rows that an overlay shows at once.
    ///
    /// 1 where the screen is too small, so that no page is empty.
    fn overlay_rows(&self) -> usize {
        self.geometry().map_or(1, |geometry| {
            let rows = match &self.overlay {
                Some(Overlay::Index(_)) => geometry.index().rows,
                Some(Overlay::Help(..)) => geometry.help(),
                _ => geometry.page_rows(),
            };
            usize::from(rows.height)
        })
    }

    /// Moves on a page of text, or in the index of names.
    pub(super) fn move_in_overlay(&mut self, motion: Motion) {
        let height = self.overlay_rows();
        let by = lines(motion, isize::try_from(height).unwrap_or(1));
        match &mut self.overlay {
            Some(Overlay::Page(page)) => page.scroll(by, height),
            Some(Overlay::Index(list)) => list.move_by(by, height),
            Some(Overlay::Comparison(_)) => self.move_in_comparison(motion),
            Some(Overlay::Help(..)) => self.move_in_help(motion),
            Some(Overlay::Card(_)) | None => {}
        }
    }

    /// Goes to the next mention of the name selected in the index.
    ///
    /// The index closes; the article shows the mention with the cursor on it.
    pub(super) fn open_in_index(&mut self) {
        let Some(Overlay::Index(list)) = &self.overlay else {
            return;
        };
        let Some(entry) = list.entry() else { return };
        let (id, place) = (entry.id, list.mention);
        self.overlay = None;
        if let Some(reader) = self.reader_mut() {
            reader.selected = None;
            reader.jumps.end_series();
            reader.jump(JumpCause::Name, |reader| reader.mention_of(id, place));
        }
    }

    /// The layout of the page of keys.
    pub(crate) fn help_layout(&self, geometry: &Geometry) -> HelpLayout {
        let rows = geometry.help();
        HelpLayout {
            size: (rows.width, rows.height),
            lang: self.lang,
            direction: self.direction(),
            target: self.target,
            stacked: self.stacked(),
        }
    }

    /// Scrolls the page of keys.
    fn move_in_help(&mut self, motion: Motion) {
        let Some(layout) = self.geometry().map(|geometry| self.help_layout(&geometry)) else {
            return;
        };
        let by = lines(motion, isize::try_from(layout.size.1).unwrap_or(1));
        if let Some(Overlay::Help(page, _)) = &mut self.overlay {
            page.scroll(by, layout);
        }
    }

    /// What a key of the article does while the index of names is open; whether that is something of its own.
    pub(super) fn act_on_index(&mut self, action: ArticleAction) -> bool {
        let Some(Overlay::Index(index)) = &mut self.overlay else {
            return false;
        };
        match action {
            ArticleAction::Step(by) => index.step_mention(by),
            ArticleAction::ToggleOrder => index.next_order(),
            ArticleAction::ToggleKind(kind) => index.toggle_kind(kind),
            ArticleAction::FilterSpeaker => {
                let entity = index.entity();
                let speaker = entity.and_then(|id| self.reader()?.speaker_of(id));
                if speaker.is_none() {
                    self.message = Some(Message::info(Label::SaysNothing.text(self.lang)));
                } else {
                    self.overlay = None;
                    self.with_reader(|reader| reader.set_filter(speaker));
                }
            }
            _ => return false,
        }
        true
    }

    /// Opens the index of names.
    ///
    /// Does nothing before the analysis is there.
    pub(super) fn show_index(&mut self) {
        if let Some(analysis) = self.reader().and_then(|reader| reader.analysis.clone()) {
            self.overlay = Some(Overlay::Index(EntityIndex::new(&analysis)));
        }
    }

    /// Moves in the list of articles.
    pub(super) fn move_in_list(&mut self, motion: Motion) {
        let Some(geometry) = self.geometry() else {
            return;
        };
        let shown = geometry.listed();
        self.library
            .move_by(lines(motion, isize::try_from(shown).unwrap_or(1)));
        self.library.keep_in_view(shown);
    }

    /// Opens the next (+1) or previous (-1) article of the library.
    ///
    /// Stops at both ends of the library.
    pub(super) fn switch_article(&mut self, by: i16) -> Effect {
        let here = self.library.selected;
        self.library.move_by(isize::from(by));
        let next = self.library.selected;
        if next == here {
            Effect::None
        } else {
            self.open(next)
        }
    }

    /// Goes back to the list, or quits where there is none.
    pub(super) fn leave_article(&mut self) -> Effect {
        if self.library.entries.len() < 2 {
            return Effect::Quit;
        }
        self.keep_place();
        self.pending = None;
        self.screen = Screen::List;
        Effect::None
    }

    /// Keeps what an overlay shows inside its rectangle.
    pub(super) fn keep_overlay_in_view(&mut self, geometry: &Geometry) {
        let (stacked, target) = (self.stacked(), self.target);
        let height = usize::from(geometry.page_rows().height);
        let index_height = usize::from(geometry.index().rows.height);
        match &mut self.overlay {
            Some(Overlay::Page(page)) => page.scroll(0, height),
            Some(Overlay::Index(list)) => list.move_by(0, index_height),
            Some(Overlay::Comparison(comparison)) => {
                let columns = geometry.two_columns(stacked);
                let sizes = columns.map(|column| (column.width, column.height));
                comparison.resize(sizes, target);
            }
            Some(Overlay::Help(..)) => self.move_in_help(Motion::Line(0)),
            Some(Overlay::Card(_)) | None => {}
        }
    }
}
