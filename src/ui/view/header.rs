//! The first row: the article's title at its right, the legend of the kinds at its left.
//!
//! The title stands there once it has scrolled off the screen; until then the source does.
//! The legend shows each kind in its own style with the number of its key, struck out
//! where it is switched off.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint::{self, Side};
use crate::entities::EntityKind;
use crate::ui::app::App;
use crate::ui::lang::Label;
use crate::ui::reader::ReaderState;

/// The kinds with their names, in the order of the legend and of the keys 1, 2, 3.
pub(super) const KINDS: [(EntityKind, Label); 3] = [
    (EntityKind::Person, Label::Persons),
    (EntityKind::Place, Label::Places),
    (EntityKind::Organization, Label::Organizations),
];

/// Draws the header.
pub(super) fn render(app: &App, reader: &ReaderState, area: Rect, buffer: &mut Buffer) {
    let used = legend(app, reader, area, buffer);
    let rest = paint::without(area, Side::Left, used + 2);
    let style = (Side::Right, app.theme.dim());
    let rest = paint::without(rest, Side::Right, 1);
    paint::text(buffer, rest, words(reader), style, app.target);
}

/// The article's title; where that is on the screen anyway, its source.
fn words(reader: &ReaderState) -> &str {
    let article = &reader.article;
    let titled = article
        .title
        .is_some_and(|title| reader.scroll.visible_span().overlaps(title));
    if titled {
        article.publisher.as_deref().unwrap_or(&article.source)
    } else {
        article.label()
    }
}

/// Draws the legend; returns the cells it takes.
fn legend(app: &App, reader: &ReaderState, area: Rect, buffer: &mut Buffer) -> u16 {
    let mut used = 1;
    for (i, (kind, label)) in KINDS.into_iter().enumerate() {
        let style = if reader.shows(kind) {
            app.theme.kind(kind)
        } else {
            app.theme.switched_off()
        };
        let number = format!("{} ", i + 1);
        used += paint::text(
            buffer,
            paint::without(area, Side::Left, used),
            &number,
            (Side::Left, app.theme.dim()),
            app.target,
        );
        used += paint::text(
            buffer,
            paint::without(area, Side::Left, used),
            label.text(app.lang),
            (Side::Left, style),
            app.target,
        );
        used += 2;
    }
    used
}
