//! Every action and what it does.
//!
//! One `match` over all actions, so that a new one does not compile until it is decided.
//! Actions with an effect return early; the others change the state and lay it out again.
//! A jump that finds nothing says so in the status line.

use super::{App, Overlay, Screen};
use crate::layout::{LayoutTarget, Tashkeel};
use crate::ui::action::{Action, ArticleAction, Effect, Excerpt, FocusOn, Motion};
use crate::ui::keymap::KeyContext;
use crate::ui::lang::Label;
use crate::ui::message::Message;
use crate::ui::overlay_page::OverlayPage;
use crate::ui::reader::{Focus, ReaderState};

impl App {
    /// Does what `action` asks for.
    ///
    /// Keys come through here, and tests may call it directly.
    pub fn update(&mut self, action: Action) -> Effect {
        match action {
            Action::Quit => return Effect::Quit,
            Action::Suspend => return Effect::Suspend,
            Action::Redraw => return Effect::Redraw,
            Action::Mouse => return self.toggle_mouse(),
            Action::Back => return self.back(),
            Action::Open => return self.open_selected(),
            Action::Copy => return self.copy(),
            Action::SwitchArticle(by) => return self.neighbour(by),
            Action::Cancel => self.cancel(),
            Action::Help => self.help(),
            Action::Move(motion) => self.move_by(motion),
            Action::Article(action) => self.act_on_article(action),
        }
        Effect::None
    }

    /// The same key closes it.
    fn help(&mut self) {
        let open = matches!(self.overlay, Some(Overlay::Page(_)));
        self.overlay = (!open).then(|| Overlay::Page(OverlayPage::help(self.lang)));
    }

    /// Overlay, then article, then program.
    fn back(&mut self) -> Effect {
        if self.overlay.take().is_some() {
            return Effect::None;
        }
        match &self.screen {
            Screen::List => Effect::Quit,
            Screen::Article(_) => self.leave_article(),
        }
    }

    /// Drops the topmost thing that is being done.
    fn cancel(&mut self) {
        if self.prompt.is_some() {
            self.cancel_search();
        } else if self.overlay.take().is_none() {
            let target = self.target;
            if let Some(reader) = self.reader_mut() {
                cancel_in(reader, target);
            }
            self.relayout();
        }
    }

    /// What "selected" is depends on who has the keys.
    fn open_selected(&mut self) -> Effect {
        match self.context() {
            KeyContext::Prompt => self.accept_search(),
            KeyContext::Index => self.open_in_index(),
            KeyContext::List => return self.open(self.library.selected),
            KeyContext::Quotes => {
                if let Some(reader) = self.reader_mut() {
                    reader.leave_pane();
                }
                self.focus(FocusOn::Article);
            }
            KeyContext::Article | KeyContext::Page => {}
        }
        self.relayout();
        Effect::None
    }

    /// The same motion means rows, items or lines of a page, by context.
    fn move_by(&mut self, motion: Motion) {
        match self.context() {
            KeyContext::Page | KeyContext::Index => self.move_in_overlay(motion),
            KeyContext::List => self.move_in_list(motion),
            KeyContext::Article => {
                if let Some(reader) = self.reader_mut() {
                    move_in_article(reader, motion);
                }
            }
            KeyContext::Quotes => {
                if let Some(reader) = self.reader_mut() {
                    move_in_quotes(reader, motion);
                }
            }
            KeyContext::Prompt => {}
        }
    }

    /// Actions on the article being read.
    fn act_on_article(&mut self, action: ArticleAction) {
        let target = self.target;
        match action {
            ArticleAction::Search => self.begin_search(),
            ArticleAction::Index => self.show_index(),
            ArticleAction::Why => self.show_evidence(),
            ArticleAction::Focus(on) => self.focus(on),
            ArticleAction::TogglePane => self.toggle_pane(),
            ArticleAction::ToggleTashkeel => {
                self.target.tashkeel = match target.tashkeel {
                    Tashkeel::Keep => Tashkeel::Strip,
                    Tashkeel::Strip => Tashkeel::Keep,
                };
                self.tashkeel = Some(self.target.tashkeel);
            }
            ArticleAction::Quote(by) => {
                self.or_say(Label::NothingFurther, |reader| reader.next_quote(by));
            }
            ArticleAction::Match(by) => self.or_say(Label::NothingFurther, |reader| {
                if reader.search.is_some() {
                    reader.next_hit(by)
                } else {
                    reader.next_quote(by)
                }
            }),
            ArticleAction::Mention(by) => {
                self.or_say(Label::NothingFurther, |reader| reader.next_mention(by));
            }
            ArticleAction::FilterSpeaker => {
                self.or_say(Label::NobodySelected, ReaderState::toggle_filter)
            }
            ArticleAction::About => {
                self.or_say(Label::NobodySelected, |reader| reader.toggle_about(target));
            }
            ArticleAction::ToggleKind(kind) => self.with_reader(|reader| reader.toggle_kind(kind)),
            ArticleAction::ToggleIndirect => {
                self.with_reader(|reader| reader.toggle_indirect(target))
            }
            ArticleAction::ToggleOrder => self.with_reader(|reader| reader.toggle_order(target)),
            ArticleAction::Fold => self.with_reader(|reader| reader.fold(target)),
            ArticleAction::FoldAll => self.with_reader(|reader| reader.fold_all(target)),
        }
        self.relayout();
    }

    /// Nothing happens on the list of articles.
    fn with_reader(&mut self, act: impl FnOnce(&mut ReaderState)) {
        if let Some(reader) = self.reader_mut() {
            act(reader);
        }
    }

    /// Acts on the article, and says `problem` where there was nothing to act on.
    fn or_say(&mut self, problem: Label, act: impl FnOnce(&mut ReaderState) -> bool) {
        if !self.reader_mut().is_some_and(act) {
            self.message = Some(Message::info(problem.text(self.lang)));
        }
    }

    /// The opposite of what is seen now, whatever the size of the screen decided.
    fn toggle_pane(&mut self) {
        let shown = self
            .geometry()
            .is_some_and(|geometry| geometry.pane.is_some());
        if let Some(reader) = self.reader_mut() {
            reader.pane_shown = Some(!shown);
            if shown {
                reader.focus = Focus::Article;
            }
        }
    }

    /// The quotes come into view with the focus: a hidden pane cannot have the keys.
    fn focus(&mut self, on: FocusOn) {
        let Some(reader) = self.reader_mut() else {
            return;
        };
        reader.focus = match (on, reader.focus) {
            (FocusOn::Article, _) | (FocusOn::Other, Focus::Quotes) => Focus::Article,
            (FocusOn::Quotes, _) | (FocusOn::Other, Focus::Article) => Focus::Quotes,
        };
        if reader.focus == Focus::Quotes {
            reader.enter_pane();
        }
    }

    /// On a page of its own, closed as help is.
    fn show_evidence(&mut self) {
        let lang = self.lang;
        match self.reader().and_then(|reader| reader.evidence(lang)) {
            Some(page) => self.overlay = Some(Overlay::Page(page)),
            None => self.message = Some(Message::info(Label::NothingToExplain.text(lang))),
        }
    }

    /// The loop says where it went. On the list of articles there is nothing to copy.
    fn copy(&mut self) -> Effect {
        let chosen = match &self.overlay {
            Some(Overlay::Index(list)) => list.name().map(|name| (Excerpt::Name, name.to_owned())),
            Some(Overlay::Page(_)) | None => self.reader().and_then(ReaderState::excerpt),
        };
        match chosen {
            Some((excerpt, text)) => Effect::Copy(excerpt, text),
            None => Effect::None,
        }
    }
}

/// The half of a page is at least one row.
fn move_in_article(reader: &mut ReaderState, motion: Motion) {
    let page = isize::try_from(reader.scroll.height()).unwrap_or(1);
    match motion {
        Motion::Line(by) => reader.scroll_by(isize::from(by)),
        Motion::HalfPage(by) => reader.scroll_by(isize::from(by) * (page / 2).max(1)),
        // Two lines of the page before stay, so that the eye finds its place.
        Motion::Page(by) => reader.scroll_by(isize::from(by) * (page - 2).max(1)),
        Motion::Paragraph(by) => reader.paragraph(isize::from(by)),
        Motion::Start => reader.edge(false),
        Motion::End => reader.edge(true),
    }
}

/// Lines are items here, paragraphs speakers.
fn move_in_quotes(reader: &mut ReaderState, motion: Motion) {
    let page = isize::try_from(reader.pane.scroll.height()).unwrap_or(1);
    match motion {
        Motion::Line(by) => reader.move_in_pane(isize::from(by)),
        Motion::HalfPage(by) => reader.page_in_pane(isize::from(by) * (page / 2).max(1)),
        Motion::Page(by) => reader.page_in_pane(isize::from(by) * (page - 1).max(1)),
        Motion::Paragraph(by) => reader.move_by_speaker(by),
        Motion::Start => reader.pane_edge(false),
        Motion::End => reader.pane_edge(true),
    }
}

/// Drops one thing in an article: the search, else the filter, else what the quotes are about,
/// else the selection, else the focus on the quotes.
fn cancel_in(reader: &mut ReaderState, target: LayoutTarget) {
    if reader.search.take().is_some() || reader.filter.take().is_some() {
        return;
    }
    if reader.pane.choice.about.is_some() {
        reader.toggle_about(target);
    } else if reader.selected.take().is_none() && reader.mention.take().is_none() {
        reader.focus = Focus::Article;
    }
}
