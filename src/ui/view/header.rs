//! The first row: the legend of the kinds at its left, the article's title at its right.
//!
//! The title stands there once it has scrolled off the screen; until then the source does, with the date and the
//! author where there is space for them.
//! The legend shows each kind in its own style with its key, struck out
//! where it is switched off.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::paint::{self, ShortText, Side};
use crate::ui::action::{Action, ArticleAction};
use crate::ui::app::App;
use crate::ui::index::KINDS;
use crate::ui::isolate::isolate;
use crate::ui::keymap::{KeyContext, READER, isolated_key_name};
use crate::ui::reader::ReaderState;
use crate::ui::theme::ThemeRole;

/// The header of an article.
pub(super) struct HeaderView<'a> {
    pub(super) app: &'a App,
    pub(super) reader: &'a ReaderState,
}

impl Widget for HeaderView<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let used = self.legend(area, buffer);
        let rest = paint::without(area, Side::Left, used + 2);
        let rest = paint::without(rest, Side::Right, 1);
        self.title(rest.width)
            .style(self.app.theme.style(ThemeRole::Secondary))
            .render(rest, buffer);
    }
}

impl HeaderView<'_> {
    /// The article's title; where that is on the screen anyway, its source, date and author: as many as fit into
    /// `width` cells.
    fn title(&self, width: u16) -> ShortText {
        let (article, target) = (&self.reader.article, self.app.target);
        let visible = self.reader.viewport.visible_span();
        if article.title.is_some_and(|title| visible.overlaps(title)) {
            let source = |others: &[Option<&str>]| {
                let mut text = article.source_name().to_owned();
                for other in others.iter().flatten() {
                    text.push_str(" · ");
                    text.push_str(&isolate(other));
                }
                ShortText::new(&text, Side::Right, target)
            };
            let (day, author) = (article.day(), article.author.as_deref());
            let fits = |text: &ShortText| text.width_in(u16::MAX) <= width;
            [&[day, author][..], &[day]]
                .into_iter()
                .map(source)
                .find(fits)
                .unwrap_or_else(|| source(&[]))
        } else {
            let direction = article.label_direction();
            ShortText::directed(article.label(), direction, Side::Right, target)
        }
    }

    /// Draws the legend; returns the cells that it takes.
    fn legend(&self, area: Rect, buffer: &mut Buffer) -> u16 {
        let App { theme, target, .. } = self.app;
        let mut used = 1;
        for (kind, label) in KINDS {
            let style = if self.reader.shows(kind) {
                theme.kind(kind)
            } else {
                theme.style(ThemeRole::DisabledKind)
            };
            let action = Action::Article(ArticleAction::ToggleKind(kind));
            let key = READER.key_for(KeyContext::Article, action);
            let key = format!("{} ", key.map(isolated_key_name).unwrap_or_default());
            for (text, style) in [
                (key.as_str(), theme.style(ThemeRole::Secondary)),
                (label.text(self.app.lang), style),
            ] {
                used += ShortText::new(text, Side::Left, *target)
                    .style(style)
                    .draw(paint::without(area, Side::Left, used), buffer);
            }
            used += 2;
        }
        used
    }
}
