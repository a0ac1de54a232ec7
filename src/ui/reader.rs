//! One article being read: where in it the reader is, what is shown and what is
//! selected.
//!
//! Layout happens here, in [`ReaderState::resize`] and after each action, so that
//! drawing only copies. What was found in the article is shared, never copied.
//!
//! An article can be read before it is analysed: there are no names and no quotes until
//! [`ReaderState::analysed`] brings them, and the place in the text stays. Names are in
//! `reader/mentions.rs`, quotes in `reader/quotes.rs`, searching in `reader/searching.rs`,
//! words for the status line in `reader/info.rs`, the mouse in `reader/pointing.rs`.

mod info;
mod mentions;
mod pointing;
mod quotes;
mod searching;

use std::sync::Arc;

use crate::analysis::Analysis;
use crate::article::{Article, ParagraphRole};
use crate::entities::EntityKind;
use crate::layout::LayoutTarget;
use crate::quotes::{Quote, SpeakerId};
use crate::span::Span;
use crate::ui::geometry::Geometry;
use crate::ui::lang::Lang;
use crate::ui::pane::{PaneItem, PaneSelection, PaneText};
use crate::ui::search;
use crate::ui::viewport::{self, Viewport};

/// Which pane the keys go to.
///
/// The pane without the focus still follows the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The article.
    #[default]
    Article,
    /// The quotes.
    Quotes,
}

/// The state of one article on the screen.
#[derive(Debug)]
pub struct ReaderState {
    /// Its number in the library.
    pub id: usize,
    /// The article.
    pub article: Arc<Article>,
    /// What was found in it, once that is done.
    pub analysis: Option<Arc<Analysis>>,
    /// The window over its text.
    pub scroll: Viewport,
    /// The quotes pane.
    pub pane: QuotesPane,
    /// Which pane has the keys.
    pub focus: Focus,
    /// Whether the quotes are shown; `None` leaves it to the size of the screen.
    pub pane_shown: Option<bool>,
    /// The mention under the cursor, an index into the analysis' mentions.
    pub mention: Option<usize>,
    /// The selected quote, an index into the analysis' quotes.
    pub selected: Option<usize>,
    /// The one speaker whose quotes are highlighted.
    pub filter: Option<SpeakerId>,
    /// The search, where there is one.
    pub search: Option<search::Search>,
    hidden: Vec<EntityKind>,
    folded: Option<search::SearchIndex>,
    lang: Lang,
}

/// The quotes pane of one article.
///
/// Rebuilt as a whole when its contents change; the cursor finds its item again.
#[derive(Debug)]
pub struct QuotesPane {
    /// Its text.
    pub column: PaneText,
    /// The window over it.
    pub scroll: Viewport,
    /// The selected paragraph of the column.
    pub cursor: usize,
    /// What it lists, in which order.
    pub choice: PaneSelection,
}

impl QuotesPane {
    fn new(column: PaneText, choice: PaneSelection, target: LayoutTarget) -> Self {
        let speaker = |i: usize| matches!(column.items.get(i), Some(PaneItem::Speaker(_)));
        let blocks: Vec<(Span, u16)> = column
            .blocks
            .iter()
            .enumerate()
            .map(|(i, &span)| (span, u16::from(i > 0 && speaker(i))))
            .collect();
        Self {
            scroll: viewport::column(&blocks, target),
            column,
            cursor: 0,
            choice,
        }
    }
}

impl ReaderState {
    /// Opens an article at its start.
    pub fn new(
        id: usize,
        article: Arc<Article>,
        analysis: Option<Arc<Analysis>>,
        (target, lang): (LayoutTarget, Lang),
    ) -> Self {
        let blocks: Vec<(Span, u16)> = article
            .paragraphs
            .iter()
            .enumerate()
            .map(|(i, paragraph)| (paragraph.span, u16::from(i > 0)))
            .collect();
        let mut reader = Self {
            id,
            scroll: viewport::column(&blocks, target),
            pane: QuotesPane::new(PaneText::default(), PaneSelection::default(), target),
            analysis: None,
            focus: Focus::Article,
            pane_shown: None,
            mention: None,
            selected: None,
            filter: None,
            search: None,
            hidden: Vec::new(),
            folded: None,
            lang,
            article,
        };
        if let Some(analysis) = analysis {
            reader.analysed(analysis, target);
        }
        reader
    }

    /// Takes in what was found in the article.
    pub fn analysed(&mut self, analysis: Arc<Analysis>, target: LayoutTarget) {
        self.analysis = Some(analysis);
        self.rebuild_pane(target);
    }

    /// Whether the quotes are to be shown, on a screen where they are by default or not.
    ///
    /// A pane with the focus is always shown.
    pub fn wants_pane(&self, default: bool) -> bool {
        self.focus == Focus::Quotes || self.pane_shown.unwrap_or(default)
    }

    /// Lays out both panes for new rectangles; the places in them stay.
    pub fn resize(&mut self, geometry: &Geometry, target: LayoutTarget) {
        let column = geometry.column;
        self.scroll
            .resize(&self.article.text, column.width, column.height, target);
        if let Some(inner) = geometry.pane_text() {
            let pane = &mut self.pane;
            pane.scroll
                .resize(&pane.column.text, inner.width, inner.height, target);
            self.keep_pane_cursor();
        }
    }

    /// What the paragraph with that index is.
    pub fn role(&self, paragraph: usize) -> ParagraphRole {
        self.article
            .paragraphs
            .get(paragraph)
            .map_or(ParagraphRole::Body, |paragraph| paragraph.role)
    }

    /// Whether the line at `line` is the first one of the paragraph with that index.
    pub fn begins_paragraph(&self, paragraph: usize, line: Span) -> bool {
        let paragraph = self.article.paragraphs.get(paragraph);
        paragraph.is_some_and(|paragraph| line.start <= paragraph.span.start)
    }

    /// Whether names of that kind are highlighted.
    pub fn shows(&self, kind: EntityKind) -> bool {
        !self.hidden.contains(&kind)
    }

    /// Switches the highlights of a kind off or on.
    ///
    /// A hidden kind is not stopped at either; the cursor leaves a name that is hidden.
    pub fn toggle_kind(&mut self, kind: EntityKind) {
        if self.shows(kind) {
            self.hidden.push(kind);
        } else {
            self.hidden.retain(|&other| other != kind);
        }
        if self.mention.is_some_and(|i| !self.is_mention_shown(i)) {
            self.mention = None;
        }
    }

    /// The quote with that index.
    pub fn quote(&self, i: usize) -> Option<&Quote> {
        self.analysis.as_ref()?.quotes.list.get(i)
    }

    /// The selected quote.
    pub fn selected_quote(&self) -> Option<&Quote> {
        self.quote(self.selected?)
    }

    /// What the speaker is, where it is an entity.
    pub fn kind_of_speaker(&self, id: SpeakerId) -> Option<EntityKind> {
        let analysis = self.analysis.as_ref()?;
        let entity = analysis.quotes.speakers.get(id.0)?.entity?;
        analysis.entities.get(entity).map(|entity| entity.kind)
    }

    /// How much of the article has been passed, 0 to 100.
    pub fn percent(&self) -> u16 {
        self.scroll.percent(&self.article.text)
    }

    /// Scrolls the article by rows.
    pub fn scroll_by(&mut self, rows: isize) {
        self.scroll.by(&self.article.text, rows);
    }

    /// Goes to the start or the end of the article.
    pub fn edge(&mut self, end: bool) {
        let text = &self.article.text;
        if end {
            self.scroll.to_end(text);
        } else {
            self.scroll.to_start(text);
        }
    }

    /// Goes to the next (+1) or previous (-1) paragraph of the article.
    pub fn paragraph(&mut self, by: isize) {
        let paragraphs = &self.article.paragraphs;
        let here = self.scroll.visible_span().start;
        let now = paragraphs
            .partition_point(|paragraph| paragraph.span.start <= here)
            .saturating_sub(1);
        let inside = paragraphs
            .get(now)
            .is_some_and(|paragraph| paragraph.span.start < here);
        // Up from inside a paragraph is first its own start.
        let by = if by < 0 && inside { by + 1 } else { by };
        let next = now
            .saturating_add_signed(by)
            .min(paragraphs.len().saturating_sub(1));
        if let Some(paragraph) = paragraphs.get(next) {
            let start = paragraph.span.start;
            self.scroll.go(&self.article.text, start);
        }
    }

    /// Brings a place of the article into view.
    fn show(&mut self, span: Span) {
        self.scroll.show(&self.article.text, span);
    }
}
