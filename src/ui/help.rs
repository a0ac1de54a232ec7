//! All keys of one context: grouped, filtered by what is typed, in columns.
//!
//! The rows come from the keymap. In Arabic the keys of the Arabic layout stand instead of the Latin ones. Columns are
//! filled one after the other to an equal height.

use super::action::{Action, ArticleAction};
use super::keymap::{KeyContext, READER, isolated_key_name, key_names};
use super::lang::{Label, Lang};
use crate::layout::{self, Direction, LayoutTarget, VisualLine};
use crate::span::Span;
use crate::text::orthography::fold;

/// Most keys that are shown of one row.
const KEYS: usize = 3;
/// Cells of the column of keys.
const KEY_WIDTH: u16 = 14;
/// Cells between two columns.
pub(crate) const GAP: u16 = 2;

/// The page of keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpPage {
    /// Where the keys hold.
    pub context: KeyContext,
    /// What is typed to find a key.
    pub filter: String,
    /// The first line shown, of all columns.
    pub top: usize,
}

/// One line of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HelpLine {
    /// Between two groups.
    Blank,
    /// The name of a group.
    Group(Label),
    /// Keys on the first line of their row, and what they do.
    Row(Option<VisualLine>, VisualLine),
}

/// How the page is laid out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HelpLayout {
    /// Width and height, in cells.
    pub(crate) size: (u16, u16),
    pub(crate) lang: Lang,
    pub(crate) direction: Direction,
    pub(crate) target: LayoutTarget,
    /// Whether a row may hold one column only.
    pub(crate) stacked: bool,
}

impl HelpLayout {
    /// How many columns there are.
    fn count(self) -> u16 {
        match self.size.0 {
            _ if self.stacked => 1,
            0..72 => 1,
            72..110 => 2,
            _ => 3,
        }
    }

    /// Cells of one column.
    pub(crate) fn width(self) -> u16 {
        let count = self.count();
        (self.size.0 + GAP) / count - GAP
    }

    /// Cells of the keys in one column.
    pub(crate) fn key_width(self) -> u16 {
        KEY_WIDTH.min(self.width() / 3)
    }
}

impl HelpPage {
    /// All keys that hold in `context`.
    pub(crate) const fn new(context: KeyContext) -> Self {
        Self {
            context,
            filter: String::new(),
            top: 0,
        }
    }

    /// The columns, from the reading side.
    pub(crate) fn columns(&self, layout: HelpLayout) -> Vec<Vec<HelpLine>> {
        let groups = self.groups(layout);
        let all: usize = groups.iter().map(|group| group.len() + 1).sum();
        let height = all.div_ceil(usize::from(layout.count()));
        let height = height.max(usize::from(layout.size.1));
        let mut columns: Vec<Vec<HelpLine>> = vec![Vec::new()];
        for group in groups {
            let last = columns.last().map_or(0, Vec::len);
            let more = columns.len() < usize::from(layout.count());
            if last > 0 && more && last + group.len() + 1 > height {
                columns.push(Vec::new());
            }
            if let Some(column) = columns.last_mut() {
                if !column.is_empty() {
                    column.push(HelpLine::Blank);
                }
                column.extend(group);
            }
        }
        columns
    }

    /// How many lines the longest column has.
    pub(crate) fn height(&self, layout: HelpLayout) -> usize {
        let columns = self.columns(layout);
        columns.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Scrolls by `by` lines, stopping at both ends.
    pub(crate) fn scroll(&mut self, by: isize, layout: HelpLayout) {
        let last = self
            .height(layout)
            .saturating_sub(usize::from(layout.size.1));
        self.top = self.top.saturating_add_signed(by).min(last);
    }

    /// The lines of each group that has a row left by the filter.
    fn groups(&self, layout: HelpLayout) -> Vec<Vec<HelpLine>> {
        let part = fold(&self.filter).to_lowercase();
        let mut groups = Vec::new();
        for group in GROUPS {
            let mut lines = Vec::new();
            for binding in READER.bindings {
                let here = binding.contexts.contains(&self.context);
                if !here || group_of(binding.action) != group {
                    continue;
                }
                let text = binding.help.text(layout.lang);
                let (latin, arabic) = key_names(binding.keys);
                let found = fold(text).to_lowercase().contains(&part)
                    || latin
                        .iter()
                        .chain(&arabic)
                        .any(|key| !part.is_empty() && key.to_lowercase() == part);
                if found {
                    lines.extend(row(&keys(binding.keys, layout.lang), text, layout));
                }
            }
            if !lines.is_empty() {
                lines.insert(0, HelpLine::Group(group));
                groups.push(lines);
            }
        }
        groups
    }
}

/// The keys of a row: those of the interface's layout.
fn keys(keys: &[crossterm::event::KeyEvent], lang: Lang) -> String {
    let (_, arabic) = key_names(keys);
    let names: Vec<String> = if lang == Lang::Arabic && !arabic.is_empty() {
        let isolated = arabic.iter().map(|name| format!("\u{2066}{name}\u{2069}"));
        isolated.collect()
    } else {
        keys.iter().map(|&key| isolated_key_name(key)).collect()
    };
    names[..names.len().min(KEYS)].join(" ")
}

/// The lines of one row.
fn row(keys: &str, text: &str, layout: HelpLayout) -> Vec<HelpLine> {
    let width = layout.width().saturating_sub(layout.key_width() + 1).max(1);
    let all = Span::new(0, text.len());
    let lines = layout::lines(text, all, layout.direction, layout.target, width);
    let label = layout::label(keys, layout.direction, layout.target);
    let mut keys = Some(label.truncated(layout.key_width()));
    let lines = lines.into_iter();
    lines.map(|line| HelpLine::Row(keys.take(), line)).collect()
}

/// The groups, in the order of the page.
const GROUPS: [Label; 7] = [
    Label::GroupMove,
    Label::GroupList,
    Label::GroupFind,
    Label::GroupQuotes,
    Label::GroupNames,
    Label::GroupCopy,
    Label::GroupScreen,
];

/// The group of an action.
const fn group_of(action: Action) -> Label {
    match action {
        Action::Move(_) | Action::Open | Action::SwitchArticle(_) => Label::GroupMove,
        Action::List(_) => Label::GroupList,
        Action::Recall(_) | Action::Filter => Label::GroupFind,
        Action::Copy | Action::CopySpeaker => Label::GroupCopy,
        Action::Article(action) => match action {
            ArticleAction::Search
            | ArticleAction::Step(_)
            | ArticleAction::JumpBack
            | ArticleAction::JumpForth
            | ArticleAction::Mark(_) => Label::GroupFind,
            ArticleAction::Mention(_)
            | ArticleAction::Index
            | ArticleAction::About
            | ArticleAction::ToggleKind(_) => Label::GroupNames,
            ArticleAction::ToggleTashkeel => Label::GroupScreen,
            _ => Label::GroupQuotes,
        },
        _ => Label::GroupScreen,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(width: u16, height: u16) -> HelpLayout {
        HelpLayout {
            size: (width, height),
            lang: Lang::English,
            direction: Direction::LeftToRight,
            target: LayoutTarget::default(),
            stacked: false,
        }
    }

    fn rows(columns: &[Vec<HelpLine>]) -> usize {
        let lines = columns.iter().flatten();
        lines
            .filter(|line| matches!(line, HelpLine::Row(Some(_), _)))
            .count()
    }

    #[test]
    fn every_key_of_the_context_is_there_at_any_width() {
        for context in [KeyContext::Article, KeyContext::List, KeyContext::Index] {
            let bindings = READER.bindings.iter();
            let here = bindings.filter(|binding| binding.contexts.contains(&context));
            let count = here.count();
            for width in [40, 76, 116] {
                let columns = HelpPage::new(context).columns(layout(width, 20));
                assert_eq!(rows(&columns), count, "{context:?} {width}");
                assert!(columns.len() <= usize::from(layout(width, 20).count()));
            }
        }
    }

    #[test]
    fn typing_leaves_the_keys_that_fit_by_name_or_meaning() {
        let mut page = HelpPage::new(KeyContext::Article);
        page.filter = "ctrl-o".to_owned();
        assert_eq!(rows(&page.columns(layout(76, 20))), 1);
        page.filter = "next paragraph".to_owned();
        assert_eq!(rows(&page.columns(layout(76, 20))), 1);
        page.filter = "no such words".to_owned();
        assert_eq!(rows(&page.columns(layout(76, 20))), 0);
    }

    #[test]
    fn it_scrolls_to_the_end_of_its_longest_column() {
        let mut page = HelpPage::new(KeyContext::Article);
        let layout = layout(40, 10);
        page.scroll(1000, layout);
        assert_eq!(page.top + 10, page.height(layout));
        page.scroll(-5000, layout);
        assert_eq!(page.top, 0);
    }
}
