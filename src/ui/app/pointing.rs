//! What the mouse does, while a key has given it to qari.
//!
//! The wheel scrolls what it is over, without moving any cursor; a press selects what it is on. In
//! lists a press opens. Nothing happens while a search is typed.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::{App, Overlay, Screen};
use crate::ui::action::{Effect, Motion};
use crate::ui::geometry::{ENTRY_ROWS, Geometry};
use crate::ui::lang::Label;
use crate::ui::message::Message;

/// Rows by which one step of the wheel scrolls.
const WHEEL: i16 = 3;

impl App {
    /// Takes the mouse, or leaves it to the terminal again, and says so.
    pub(super) fn toggle_mouse(&mut self) -> Effect {
        self.mouse = !self.mouse;
        let said = if self.mouse {
            Label::MouseOn
        } else {
            Label::MouseOff
        };
        self.message = Some(Message::info(said.text(self.lang)));
        Effect::Mouse(self.mouse)
    }

    /// What something done with the mouse does.
    ///
    /// Movements, releases, other buttons and a wheel that turns sideways do nothing.
    pub fn point(&mut self, mouse: MouseEvent) -> Effect {
        let Some(geometry) = self.geometry().filter(|_| self.prompt.is_none()) else {
            return Effect::None;
        };
        let at = (mouse.column, mouse.row);
        let by = match mouse.kind {
            MouseEventKind::ScrollDown => 1,
            MouseEventKind::ScrollUp => -1,
            MouseEventKind::Down(MouseButton::Left) => {
                self.message = None;
                return self.press(&geometry, at);
            }
            _ => return Effect::None,
        };
        self.message = None;
        self.wheel(&geometry, at, by);
        Effect::None
    }

    /// Lists go by items, text by rows.
    fn wheel(&mut self, geometry: &Geometry, at: (u16, u16), by: i16) {
        match (&self.overlay, &mut self.screen) {
            (Some(Overlay::Index(_)), _) => self.move_in_overlay(Motion::Line(by)),
            (Some(Overlay::Page(_)), _) => self.move_in_overlay(Motion::Line(by * WHEEL)),
            (None, Screen::List) => self.move_in_list(Motion::Line(by)),
            (None, Screen::Article(reader)) => {
                let rows = isize::from(by * WHEEL);
                if geometry.pane.is_some_and(|pane| pane.contains(at.into())) {
                    let pane = &mut reader.pane;
                    pane.scroll.by(&pane.column.text, rows);
                } else {
                    reader.scroll_by(rows);
                }
            }
        }
    }

    fn press(&mut self, geometry: &Geometry, (x, y): (u16, u16)) -> Effect {
        match (&mut self.overlay, &mut self.screen) {
            (Some(Overlay::Page(_)), _) => {}
            (Some(Overlay::Index(list)), _) => {
                let area = geometry.page().1;
                let row = y.checked_sub(area.y).filter(|_| y < area.bottom());
                if row.is_some_and(|row| list.select(list.top + usize::from(row))) {
                    self.open_in_index();
                    self.relayout();
                }
            }
            (None, Screen::List) => {
                let area = geometry.list();
                let row = y.checked_sub(area.y).filter(|_| y < area.bottom());
                let Some(row) = row else { return Effect::None };
                return self.open(self.library.top + usize::from(row / ENTRY_ROWS));
            }
            (None, Screen::Article(reader)) => {
                let target = self.target;
                match geometry.pane.filter(|pane| pane.contains((x, y).into())) {
                    Some(pane) => reader.point_in_pane(usize::from(y - pane.y), target),
                    None => reader.point_in_article(geometry, (x, y)),
                }
                self.relayout();
            }
        }
        Effect::None
    }
}
