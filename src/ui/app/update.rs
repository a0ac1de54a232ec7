//! Every action and what it does.
//!
//! One `match` over all actions, so that a new one does not compile until it is decided.
//! Actions with an effect return early; the others change the state alone. Layout follows once, when
//! [`App::key`] has carried the action out. A jump that finds nothing says so in the status line.

use super::{App, Overlay, Screen};
use crate::layout::Tashkeel;
use crate::ui::action::{Action, ArticleAction, Effect, Excerpt, FocusOn, ListAction, Motion};
use crate::ui::help::HelpPage;
use crate::ui::jumps::JumpCause;
use crate::ui::keymap::KeyContext;
use crate::ui::lang::Label;
use crate::ui::message::Message;
use crate::ui::overlay_page::OverlayPage;
use crate::ui::reader::stepping::{StepResult, StepTarget};
use crate::ui::reader::{Focus, ReaderState};

impl App {
    /// Does what `action` asks for. What it changes is not laid out yet.
    pub(super) fn perform(&mut self, action: Action) -> Effect {
        match action {
            Action::Quit => return Effect::Quit,
            Action::Suspend => return Effect::Suspend,
            Action::Redraw => return Effect::Redraw,
            Action::Mouse => return self.toggle_mouse(),
            Action::Back => return self.back(),
            Action::Open => return self.open_selected(),
            Action::Copy => return self.copy(),
            Action::CopySpeaker => return self.copy_speaker(),
            Action::SwitchArticle(by) => return self.switch_article(by),
            Action::Cancel => self.cancel(),
            Action::Help => self.help(),
            Action::Filter => self.begin_page_filter(),
            Action::Recall(by) => self.recall_search(by),
            Action::Move(motion) => self.move_by(motion),
            Action::List(action) => self.act_on_list(action),
            Action::Article(action) => self.act_on_article(action),
        }
        Effect::None
    }

    /// Opens the keys of where one is; the same key closes them.
    fn help(&mut self) {
        let context = self.context();
        if context == KeyContext::Help {
            self.close_overlay();
        } else {
            let below = self.overlay.take().map(Box::new);
            self.overlay = Some(Overlay::Help(HelpPage::new(context), below));
        }
    }

    /// Closes the topmost overlay; whether there was one.
    fn close_overlay(&mut self) -> bool {
        match self.overlay.take() {
            Some(Overlay::Help(_, below)) => {
                self.overlay = below.map(|below| *below);
                true
            }
            Some(_) => true,
            None => false,
        }
    }

    /// Closes the overlay, else the article, else the program.
    fn back(&mut self) -> Effect {
        if self.close_overlay() {
            return Effect::None;
        }
        match &self.screen {
            Screen::List => Effect::Quit,
            Screen::Article(_) => self.leave_article(),
        }
    }

    /// Drops the topmost thing that is in progress.
    fn cancel(&mut self) {
        if self.mark.take().is_some() {
        } else if self.prompt.is_some() {
            self.cancel_prompt();
        } else if !self.close_overlay() {
            match &mut self.screen {
                Screen::List => self.library.set_filter(""),
                Screen::Article(reader) => cancel_in(reader),
            }
        }
    }

    /// Opens what is selected in the part that has the keys.
    fn open_selected(&mut self) -> Effect {
        match self.context() {
            KeyContext::Prompt => self.accept_prompt(),
            KeyContext::Index => self.open_in_index(),
            KeyContext::List => return self.open(self.library.selected),
            KeyContext::Quotes => {
                if let Some(reader) = self.reader_mut() {
                    reader.leave_pane();
                }
                self.focus(FocusOn::Article);
            }
            KeyContext::Article => self.open_chosen(),
            KeyContext::Card => self.overlay = None,
            KeyContext::Comparison | KeyContext::Page | KeyContext::Help | KeyContext::Mark => {}
        }
        Effect::None
    }

    /// The same motion means rows, items or lines of a page, by context.
    fn move_by(&mut self, motion: Motion) {
        match self.context() {
            KeyContext::Page | KeyContext::Help | KeyContext::Index | KeyContext::Comparison => {
                self.move_in_overlay(motion);
            }
            KeyContext::List => self.move_in_list(motion),
            KeyContext::Article | KeyContext::Card => {
                let moved = self.reader_mut().and_then(|reader| {
                    let before = reader.viewport.top();
                    move_in_article(reader, motion);
                    (reader.viewport.top() == before).then(|| end_of(motion))
                });
                self.message = moved.map(|label| Message::info(label.text(self.lang)));
            }
            KeyContext::Quotes => {
                self.with_reader(|reader| {
                    reader.jump(JumpCause::Quote, |reader| move_in_quotes(reader, motion));
                });
            }
            KeyContext::Prompt | KeyContext::Mark => {}
        }
    }

    /// Actions on the list of articles.
    fn act_on_list(&mut self, action: ListAction) {
        match action {
            ListAction::Filter => self.begin_filter(),
            ListAction::Order => {
                self.library.next_order();
                let order = self.library.order().label();
                self.message = Some(Message::info(order.text(self.lang)));
            }
            ListAction::Problems if self.library.problem_count == 0 => {
                self.message = Some(Message::info(Label::NoProblems.text(self.lang)));
            }
            ListAction::Problems => {
                let page = OverlayPage::problems(&self.library, self.lang);
                self.overlay = Some(Overlay::Page(page));
            }
        }
    }

    /// Actions on the article being read.
    fn act_on_article(&mut self, action: ArticleAction) {
        if self.act_on_index(action) {
            return;
        }
        match action {
            ArticleAction::Search => self.begin_search(),
            ArticleAction::Index => self.show_index(),
            ArticleAction::Why => self.toggle_card(),
            ArticleAction::Focus(on) => self.focus(on),
            ArticleAction::TogglePane => self.toggle_pane(),
            ArticleAction::ToggleTashkeel => {
                self.target.tashkeel = match self.target.tashkeel {
                    Tashkeel::Keep => Tashkeel::Strip,
                    Tashkeel::Strip => Tashkeel::Keep,
                };
                self.tashkeel = Some(self.target.tashkeel);
            }
            ArticleAction::Quote(by) => self.stepping(|reader| reader.step_quote(by)),
            ArticleAction::Unsure(by) => self.with_reader_or(Label::NothingFurther, |reader| {
                reader.jump(JumpCause::Quote, |reader| reader.next_unsure(by))
            }),
            ArticleAction::Mention(by) => self.stepping(|reader| reader.step_any_name(by)),
            ArticleAction::Step(by) => {
                let target = self.reader().map(|reader| reader.stepped);
                if target == Some(StepTarget::Hit) {
                    self.repeat_search(by);
                } else {
                    self.stepping(|reader| reader.step(by));
                }
            }
            ArticleAction::JumpBack => self.go_back(),
            ArticleAction::JumpForth => {
                self.with_reader_or(Label::NoJumpForth, ReaderState::jump_forth);
            }
            ArticleAction::Mark(to) => self.ask_for_mark(to),
            ArticleAction::Compare => self.compare(),
            ArticleAction::FilterSpeaker => {
                self.with_reader_or(Label::NobodySelected, ReaderState::toggle_filter);
            }
            ArticleAction::About => {
                self.with_reader_or(Label::NobodySelected, ReaderState::toggle_about);
            }
            ArticleAction::ToggleKind(kind) => self.with_reader(|reader| reader.toggle_kind(kind)),
            ArticleAction::ToggleIndirect => self.with_reader(ReaderState::toggle_indirect),
            ArticleAction::HoldPane => self.with_reader(ReaderState::toggle_hold),
            ArticleAction::ToggleOrder => self.with_reader(ReaderState::toggle_order),
            ArticleAction::Fold => self.with_reader(ReaderState::fold),
            ArticleAction::FoldAll => self.with_reader(ReaderState::fold_all),
        }
    }

    /// Steps in the open article, and says where that went round an end or found nothing.
    fn stepping(&mut self, step: impl FnOnce(&mut ReaderState) -> StepResult) {
        if let Some(result) = self.reader_mut().map(step) {
            self.say(result);
        }
    }

    /// Says what became of a step, where there is something to say.
    pub(super) fn say(&mut self, result: StepResult) {
        let label = result.message();
        self.message = label.map(|label| Message::info(label.text(self.lang)));
    }

    /// Returns to where the last jump began.
    pub(super) fn go_back(&mut self) {
        self.with_reader_or(Label::NoJump, ReaderState::jump_back);
    }

    /// Opens what is chosen in the article: the evidence for it. Where nothing is chosen, a line down.
    fn open_chosen(&mut self) {
        let chosen = |reader: &ReaderState| reader.selected.is_some() || reader.mention.is_some();
        if self.reader().is_some_and(chosen) {
            self.toggle_card();
        } else {
            self.move_by(Motion::Line(1));
        }
    }

    /// Changes the open article; does nothing on the list of articles.
    pub(super) fn with_reader(&mut self, act: impl FnOnce(&mut ReaderState)) {
        if let Some(reader) = self.reader_mut() {
            act(reader);
        }
    }

    /// Changes the open article, with the message `problem` where there was nothing to do it on.
    fn with_reader_or(&mut self, problem: Label, act: impl FnOnce(&mut ReaderState) -> bool) {
        if !self.reader_mut().is_some_and(act) {
            self.message = Some(Message::info(problem.text(self.lang)));
        }
    }

    /// Shows the quotes where they are hidden now, whether by a key or by the size of the screen, or hides them; a strip
    /// becomes a list first.
    fn toggle_pane(&mut self) {
        let geometry = self.geometry();
        let strip = geometry.is_some_and(|geometry| geometry.strip);
        let shown = geometry.is_some_and(|geometry| geometry.pane.is_some());
        self.with_reader(|reader| reader.next_pane(strip, shown));
    }

    /// Moves the focus. The quotes are shown with it: a hidden pane cannot have the keys.
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

    /// The event loop reports where the copy went. On the list of articles there is nothing to copy.
    fn copy(&mut self) -> Effect {
        let chosen = match &self.overlay {
            Some(Overlay::Index(list)) => list.name().map(|name| (Excerpt::Name, name.to_owned())),
            Some(Overlay::Comparison(comparison)) => return self.copy_comparison(comparison),
            Some(Overlay::Page(_) | Overlay::Help(..) | Overlay::Card(_)) | None => {
                self.reader().and_then(ReaderState::excerpt)
            }
        };
        match chosen {
            Some((excerpt, text)) => Effect::Copy(excerpt, text),
            None => Effect::None,
        }
    }

    /// All quotes of one speaker. Where nobody is selected who says something, a message says so.
    fn copy_speaker(&mut self) -> Effect {
        if let Some(Overlay::Comparison(comparison)) = &self.overlay {
            return self.copy_comparison(comparison);
        }
        let chosen = self.reader().and_then(|reader| match &self.overlay {
            Some(Overlay::Index(list)) => reader.excerpt_of_entity(list.entity()?),
            _ => reader.speaker_excerpt(),
        });
        let Some((excerpt, text)) = chosen else {
            self.message = Some(Message::info(Label::NobodySelected.text(self.lang)));
            return Effect::None;
        };
        Effect::Copy(excerpt, text)
    }
}

/// Half a page is at least one row.
fn move_in_article(reader: &mut ReaderState, motion: Motion) {
    let page = isize::try_from(reader.viewport.height()).unwrap_or(1);
    match motion {
        Motion::Line(by) => reader.scroll_by(isize::from(by)),
        Motion::HalfPage(by) => reader.scroll_by(isize::from(by) * (page / 2).max(1)),
        // Two lines of the page before stay, for continuity.
        Motion::Page(by) => reader.scroll_by(isize::from(by) * (page - 2).max(1)),
        Motion::Paragraph(by) => reader.paragraph(isize::from(by)),
        Motion::Start => reader.jump(JumpCause::Far, ReaderState::go_to_start),
        Motion::End => reader.jump(JumpCause::Far, ReaderState::go_to_end),
        Motion::Number(number) => {
            reader.jump(JumpCause::Far, |reader| reader.go_to_paragraph(number));
        }
    }
}

/// What is said where `motion` cannot go on.
const fn end_of(motion: Motion) -> Label {
    match motion {
        Motion::Line(by) | Motion::HalfPage(by) | Motion::Page(by) | Motion::Paragraph(by)
            if by < 0 =>
        {
            Label::AtStart
        }
        Motion::Start => Label::AtStart,
        _ => Label::AtEnd,
    }
}

/// Lines are items here, paragraphs are speakers.
fn move_in_quotes(reader: &mut ReaderState, motion: Motion) {
    let page = isize::try_from(reader.pane.viewport.height()).unwrap_or(1);
    match motion {
        Motion::Line(by) => reader.move_in_pane(isize::from(by)),
        Motion::HalfPage(by) => reader.page_in_pane(isize::from(by) * (page / 2).max(1)),
        Motion::Page(by) => reader.page_in_pane(isize::from(by) * (page - 1).max(1)),
        Motion::Paragraph(by) => reader.move_by_speaker(by),
        Motion::Start | Motion::Number(_) => reader.pane_edge(false),
        Motion::End => reader.pane_edge(true),
    }
}

/// Drops one thing in an article: the search, else the filter, else what the quotes are about,
/// else the selection, else the focus on the quotes.
fn cancel_in(reader: &mut ReaderState) {
    if reader.search.take().is_some() {
        return;
    }
    if reader.filter.is_some() {
        return reader.set_filter(None);
    }
    if reader.pane.selection.about.is_some() {
        reader.toggle_about();
    } else if reader.selected.take().is_none() && reader.mention.take().is_none() {
        reader.focus = Focus::Article;
    }
}
