//! One article being read: where in it the reader is, what is shown and what is selected.
//!
//! Layout happens here, when its cause changes ([`ReaderState::set_layout`], a new list of quotes),
//! so that drawing only copies rows. What was found in the article is shared, never copied.
//!
//! An article can be read before it is analysed: there are no names and no quotes until
//! [`ReaderState::analysed`] brings them, and the place in the text stays. Names are in
//! `reader/mentions.rs`, quotes in `reader/quotes.rs`, search in `reader/searching.rs`, steps and jumps in `reader/stepping.rs`,
//! texts for the status line in `reader/info.rs`, the mouse in `reader/pointing.rs`.

mod cards;
mod following;
mod info;
mod mentions;
mod pointing;
mod quotes;
mod searching;
pub(crate) mod stepping;

use std::sync::Arc;

use crate::analysis::Analysis;
use crate::article::{Article, ParagraphRole};
use crate::entities::EntityKind;
use crate::layout::{Direction, LayoutTarget, RowOrder};
use crate::quotes::{Quote, SpeakerId};
use crate::span::Span;
use crate::ui::geometry::Geometry;
use crate::ui::jumps::JumpHistory;
use crate::ui::lang::Lang;
use crate::ui::pane::{PaneForm, PaneItem, PaneSelection, PaneText};
use crate::ui::search;
use crate::ui::viewport::{Paragraphs, Viewport};
use stepping::StepTarget;

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
    /// The part of its text that shows.
    pub viewport: Viewport<Arc<Article>>,
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
    /// Whether the mention was chosen after the quote: then it is what is copied and explained.
    mention_is_last: bool,
    /// What was stepped to last.
    pub(in crate::ui) stepped: StepTarget,
    /// Where jumps began.
    pub(in crate::ui) jumps: JumpHistory,
    /// The one speaker whose quotes are highlighted.
    pub filter: Option<SpeakerId>,
    /// The search, where there is one.
    pub search: Option<search::Search>,
    hidden: Vec<EntityKind>,
    search_index: Option<search::SearchIndex>,
    lang: Lang,
    layout: ReaderLayout,
    /// Whether the pane stays where it is while the article is read.
    pub(in crate::ui) pane_held: bool,
    /// The part of the article that the pane followed to last.
    followed: Span,
}

/// What both panes are laid out for. Sizes are (width, height) in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ReaderLayout {
    target: LayoutTarget,
    article: (u16, u16),
    /// `None` while the quotes are hidden.
    pane: Option<(u16, u16)>,
    /// What the pane's text is written for.
    form: PaneForm,
}

/// The quotes pane of one article.
///
/// Rebuilt as a whole when its contents change; the cursor finds its item again.
#[derive(Debug)]
pub struct QuotesPane {
    /// The part of its text that shows.
    pub viewport: Viewport<PaneText>,
    /// The selected item.
    pub cursor: usize,
    /// What it lists, in which order.
    pub selection: PaneSelection,
}

impl QuotesPane {
    fn new(text: PaneText, selection: PaneSelection, target: LayoutTarget) -> Self {
        Self {
            viewport: Viewport::new(text, target),
            cursor: 0,
            selection,
        }
    }

    /// Its text.
    pub fn text(&self) -> &PaneText {
        self.viewport.content()
    }

    /// The item under the cursor.
    pub fn item(&self) -> Option<PaneItem> {
        self.text().items.get(self.cursor).copied()
    }
}

/// What the pane of that geometry is written for; `None` where none is shown.
///
/// Where the terminal reorders whole rows nothing may stand beside the words of a heading.
fn pane_form(geometry: &Geometry, target: LayoutTarget) -> Option<PaneForm> {
    let width = geometry.pane_text()?.width;
    Some(match (geometry.strip, target.order) {
        (true, _) => PaneForm::Strip(width),
        (false, RowOrder::Visual) => PaneForm::List(width),
        (false, RowOrder::Logical) => PaneForm::Text,
    })
}

impl Paragraphs for Arc<Article> {
    fn text(&self) -> &str {
        &self.text
    }

    /// One blank row between paragraphs.
    fn blocks(&self) -> Vec<(Span, u16)> {
        let paragraphs = self.paragraphs.iter().enumerate();
        paragraphs
            .map(|(i, paragraph)| (paragraph.span, u16::from(i > 0)))
            .collect()
    }

    fn direction(&self, block: usize) -> Direction {
        let paragraph = self.paragraphs.get(block);
        paragraph.map_or(self.direction, |paragraph| paragraph.direction)
    }
}

impl ReaderState {
    /// Opens an article at its start. Nothing is laid out before [`set_layout`](Self::set_layout).
    pub fn new(
        id: usize,
        article: Arc<Article>,
        analysis: Option<Arc<Analysis>>,
        target: LayoutTarget,
        lang: Lang,
    ) -> Self {
        let mut reader = Self {
            id,
            viewport: Viewport::new(Arc::clone(&article), target),
            pane: QuotesPane::new(PaneText::default(), PaneSelection::default(), target),
            analysis: None,
            focus: Focus::Article,
            pane_shown: None,
            mention: None,
            selected: None,
            mention_is_last: false,
            stepped: StepTarget::default(),
            jumps: JumpHistory::default(),
            filter: None,
            search: None,
            hidden: Vec::new(),
            search_index: None,
            lang,
            article,
            layout: ReaderLayout {
                target,
                article: (0, 0),
                pane: None,
                form: PaneForm::Text,
            },
            pane_held: false,
            followed: Span::default(),
        };
        if let Some(analysis) = analysis {
            reader.analysed(analysis);
        }
        reader
    }

    /// Takes in what was found in the article.
    pub fn analysed(&mut self, analysis: Arc<Analysis>) {
        self.analysis = Some(analysis);
        self.rebuild_pane();
    }

    /// Lays out what a new geometry or a new target changes; the places in both panes stay.
    ///
    /// Nothing is done where both are as they were.
    pub fn set_layout(&mut self, geometry: &Geometry, target: LayoutTarget) {
        let layout = ReaderLayout {
            target,
            article: (geometry.column.width, geometry.column.height),
            pane: geometry.pane_text().map(|area| (area.width, area.height)),
            form: pane_form(geometry, target).unwrap_or(self.layout.form),
        };
        if self.layout == layout {
            return;
        }
        let before = std::mem::replace(&mut self.layout, layout);
        if (before.article, before.target) != (layout.article, target) {
            let (width, height) = layout.article;
            self.viewport.resize(width, height, target);
        }
        if (before.form, before.target) != (layout.form, target) {
            self.rebuild_pane();
        } else if before.pane != layout.pane {
            self.lay_out_pane();
        }
    }

    /// Lays out the quotes where they are shown.
    fn lay_out_pane(&mut self) {
        if let Some((width, height)) = self.layout.pane {
            let viewport = &mut self.pane.viewport;
            viewport.resize(width, height, self.layout.target);
            self.keep_pane_cursor();
            self.followed = Span::default();
        }
    }

    /// Whether the quotes are to be shown, on a screen where they are by default or not.
    ///
    /// A pane with the focus is always shown. Where nothing is said in the article, none is shown by default.
    pub fn wants_pane(&self, default: bool) -> bool {
        let silent = self.analysis.is_some() && self.quote_count() == 0;
        self.focus == Focus::Quotes || self.pane_shown.unwrap_or(default && !silent)
    }

    /// Whether a pane below the article is a strip of a few rows: by default, while the article is read.
    pub fn wants_strip(&self) -> bool {
        self.focus == Focus::Article && self.pane_shown.is_none()
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

    /// Goes to the start of the paragraph with that number, counted from 1 without the title as in citations.
    pub fn go_to_paragraph(&mut self, number: u16) {
        let paragraphs = &self.article.paragraphs;
        let title = paragraphs
            .iter()
            .any(|paragraph| paragraph.role == ParagraphRole::Title);
        let i = usize::from(number) - usize::from(!title);
        let i = i.min(paragraphs.len().saturating_sub(1));
        if let Some(start) = paragraphs.get(i).map(|paragraph| paragraph.span.start) {
            self.viewport.go_to(start);
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
        self.viewport.percent()
    }

    /// Scrolls the article by rows.
    pub fn scroll_by(&mut self, rows: isize) {
        self.viewport.scroll_by(rows);
    }

    /// Goes to the start of the article.
    pub fn go_to_start(&mut self) {
        self.viewport.go_to_start();
    }

    /// Goes to the end of the article.
    pub fn go_to_end(&mut self) {
        self.viewport.go_to_end();
    }

    /// Goes to the next (+1) or previous (-1) paragraph of the article.
    pub fn paragraph(&mut self, by: isize) {
        let paragraphs = &self.article.paragraphs;
        let here = self.viewport.visible_span().start;
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
            self.viewport.go_to(start);
        }
    }

    /// Brings a place of the article into view.
    fn show(&mut self, span: Span) {
        self.viewport.show(span);
    }
}
