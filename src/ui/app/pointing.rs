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
    /// Takes the mouse, or leaves it to the terminal again, with a message that says so.
    pub(super) fn toggle_mouse(&mut self) -> Effect {
        self.mouse = !self.mouse;
        let message = if self.mouse {
            Label::MouseOn
        } else {
            Label::MouseOff
        };
        self.message = Some(Message::info(message.text(self.lang)));
        Effect::Mouse(self.mouse)
    }

    /// What an event of the mouse does.
    ///
    /// Movements, releases, other buttons and a wheel that turns sideways do nothing.
    pub fn point(&mut self, mouse: MouseEvent) -> Effect {
        let Some(geometry) = self.geometry().filter(|_| self.prompt.is_none()) else {
            return Effect::None;
        };
        let (column, row) = (mouse.column, mouse.row);
        let effect = match mouse.kind {
            MouseEventKind::ScrollDown => self.turn_wheel(&geometry, column, row, 1),
            MouseEventKind::ScrollUp => self.turn_wheel(&geometry, column, row, -1),
            MouseEventKind::Down(MouseButton::Left) => self.press(&geometry, column, row),
            _ => return Effect::None,
        };
        self.renew_card();
        self.lay_out();
        effect
    }

    /// One step of the wheel, `by` 1 or -1: lists go by items, text by rows.
    fn turn_wheel(&mut self, geometry: &Geometry, column: u16, row: u16, by: i16) -> Effect {
        self.message = None;
        match (&self.overlay, &mut self.screen) {
            (Some(Overlay::Index(_)), _) => self.move_in_overlay(Motion::Line(by)),
            (Some(Overlay::Page(_) | Overlay::Help(..) | Overlay::Comparison(_)), _) => {
                self.move_in_overlay(Motion::Line(by * WHEEL));
            }
            (None | Some(Overlay::Card(_)), Screen::List) => self.move_in_list(Motion::Line(by)),
            (None | Some(Overlay::Card(_)), Screen::Article(reader)) => {
                let rows = isize::from(by * WHEEL);
                if geometry
                    .pane
                    .is_some_and(|pane| pane.contains((column, row).into()))
                {
                    reader.pane.viewport.scroll_by(rows);
                } else {
                    reader.scroll_by(rows);
                }
            }
        }
        Effect::None
    }

    fn press(&mut self, geometry: &Geometry, column: u16, row: u16) -> Effect {
        self.message = None;
        if self.overlay.is_none() && self.press_chip(column, row) {
            return Effect::None;
        }
        match (&mut self.overlay, &mut self.screen) {
            (Some(Overlay::Page(_) | Overlay::Help(..) | Overlay::Comparison(_)), _) => {}
            (Some(Overlay::Index(index)), _) => {
                let area = geometry.index().rows;
                let line = row.checked_sub(area.y).filter(|_| row < area.bottom());
                if line.is_some_and(|line| index.select(index.top + usize::from(line))) {
                    self.open_in_index();
                }
            }
            (None | Some(Overlay::Card(_)), Screen::List) => {
                let area = geometry.list();
                let line = row.checked_sub(area.y).filter(|_| row < area.bottom());
                if let Some(line) = line {
                    return self.open(self.library.top + usize::from(line / ENTRY_ROWS));
                }
            }
            (None | Some(Overlay::Card(_)), Screen::Article(reader)) => {
                match geometry
                    .pane
                    .filter(|pane| pane.contains((column, row).into()))
                {
                    Some(pane) => reader.point_in_pane(usize::from(row - pane.y)),
                    None => reader.point_in_article(geometry, column, row),
                }
            }
        }
        Effect::None
    }
}
