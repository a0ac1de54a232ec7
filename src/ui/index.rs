//! The index of an article: its people, places and organizations, with where they are mentioned and what is said by and
//! about them.
//!
//! Made when it is opened and dropped when it is closed. Filter, order and hidden kinds choose the lines; the entries
//! stay.

use super::lang::Label;
use crate::analysis::Analysis;
use crate::entities::{EntityId, EntityKind};
use crate::span::Span;
use crate::text::orthography::fold;

/// The kinds of names with their headings, in the order of the index, of the legend and of their keys.
pub(crate) const KINDS: [(EntityKind, Label); 3] = [
    (EntityKind::Person, Label::Persons),
    (EntityKind::Place, Label::Places),
    (EntityKind::Organization, Label::Organizations),
];

/// One name of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// Which.
    pub id: EntityId,
    /// What it is.
    pub kind: EntityKind,
    /// Its fullest name.
    pub name: String,
    /// Its other forms.
    pub aliases: String,
    /// Where it is mentioned, in reading order.
    pub mentions: Vec<Span>,
    /// Number of quotes that it says.
    pub said: usize,
    /// Number of quotes of others that mention it.
    pub about: usize,
}

/// The order of the names of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IndexOrder {
    /// Most mentions first.
    #[default]
    Mentions,
    /// Most quotes said first.
    Said,
    /// Most quotes about it first.
    About,
    /// By the letters of the name.
    Name,
}

impl IndexOrder {
    /// The order after this one.
    const fn next(self) -> Self {
        match self {
            Self::Mentions => Self::Said,
            Self::Said => Self::About,
            Self::About => Self::Name,
            Self::Name => Self::Mentions,
        }
    }

    /// Its name, which is also the heading of its column.
    pub(crate) const fn label(self) -> Label {
        match self {
            Self::Mentions => Label::Mentions,
            Self::Said => Label::IndexSaid,
            Self::About => Label::IndexAbout,
            Self::Name => Label::IndexName,
        }
    }
}

/// One line of the index. A heading cannot be selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexLine {
    /// A kind's heading.
    Kind(EntityKind, Label),
    /// A name: an index of [`EntityIndex::entries`].
    Entry(usize),
}

/// The index as a list to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityIndex {
    /// All names, whatever is shown.
    pub entries: Vec<IndexEntry>,
    /// The lines that the filter leaves.
    pub lines: Vec<IndexLine>,
    /// The selected line, always a name where there is one.
    pub selected: usize,
    /// The first line shown.
    pub top: usize,
    /// The mention of the selected name that Enter goes to.
    pub mention: usize,
    /// How names of one kind are ordered.
    pub order: IndexOrder,
    /// A part of the names that are shown.
    filter: String,
    hidden: Vec<EntityKind>,
}

impl EntityIndex {
    /// The index of what was found in an article: by kind, within it by number of mentions, then in order of appearance.
    pub fn new(analysis: &Analysis) -> Self {
        let entities = &analysis.entities;
        let mut entries: Vec<IndexEntry> = entities
            .list
            .iter()
            .enumerate()
            .map(|(i, entity)| IndexEntry {
                id: EntityId(i),
                kind: entity.kind,
                name: entity.name.clone(),
                aliases: entity.aliases.join("، "),
                mentions: Vec::new(),
                said: 0,
                about: 0,
            })
            .collect();
        for &(span, id) in &entities.mentions {
            if let Some(entry) = entries.get_mut(id.0) {
                entry.mentions.push(span);
            }
        }
        count_quotes(analysis, &mut entries);
        let mut index = Self {
            entries,
            ..Self::default()
        };
        index.arrange();
        index
    }

    /// What is typed to find a name.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// Shows only names that have `part` in one of their forms, in any spelling.
    pub(crate) fn set_filter(&mut self, part: &str) {
        part.clone_into(&mut self.filter);
        self.arrange();
    }

    /// Whether names of that kind are listed.
    pub fn shows(&self, kind: EntityKind) -> bool {
        !self.hidden.contains(&kind)
    }

    /// Lists the names of a kind, or leaves them out.
    pub(crate) fn toggle_kind(&mut self, kind: EntityKind) {
        if self.shows(kind) {
            self.hidden.push(kind);
        } else {
            self.hidden.retain(|&other| other != kind);
        }
        self.arrange();
    }

    /// Takes the next order.
    pub(crate) fn next_order(&mut self) {
        self.order = self.order.next();
        self.arrange();
    }

    /// Makes the lines; the selected name stays selected where it is still there.
    fn arrange(&mut self) {
        let selected = self.entity();
        let part = fold(&self.filter);
        let fits = |entry: &IndexEntry| {
            fold(&entry.name).contains(&part) || fold(&entry.aliases).contains(&part)
        };
        let mut lines = Vec::new();
        for (kind, label) in KINDS {
            let own = self.entries.iter().enumerate();
            let mut own: Vec<usize> = own
                .filter(|(_, entry)| entry.kind == kind && self.shows(kind) && fits(entry))
                .map(|(i, _)| i)
                .collect();
            own.sort_by(|&a, &b| self.compare(&self.entries[a], &self.entries[b]));
            if !own.is_empty() {
                lines.push(IndexLine::Kind(kind, label));
            }
            lines.extend(own.into_iter().map(IndexLine::Entry));
        }
        self.lines = lines;
        let place = |line: &IndexLine| match line {
            IndexLine::Entry(i) => Some(self.entries[*i].id) == selected,
            IndexLine::Kind(..) => false,
        };
        let again = self.lines.iter().position(place);
        self.selected = again.unwrap_or(usize::from(self.lines.len() > 1));
        if again.is_none() {
            self.mention = 0;
        }
    }

    fn compare(&self, a: &IndexEntry, b: &IndexEntry) -> std::cmp::Ordering {
        let mentions = b.mentions.len().cmp(&a.mentions.len());
        match self.order {
            IndexOrder::Mentions => mentions,
            IndexOrder::Said => b.said.cmp(&a.said).then(mentions),
            IndexOrder::About => b.about.cmp(&a.about).then(mentions),
            IndexOrder::Name => fold(&a.name).cmp(&fold(&b.name)),
        }
    }

    /// Moves by `by` names, stopping at both ends, on a page of `height` lines.
    ///
    /// `top` follows, so that the selected line is among those shown.
    pub fn move_by(&mut self, by: isize, height: usize) {
        let places: Vec<usize> = (0..self.lines.len())
            .filter(|&i| matches!(self.lines[i], IndexLine::Entry(_)))
            .collect();
        let Some(last) = places.len().checked_sub(1) else {
            return;
        };
        let now = places.partition_point(|&i| i < self.selected);
        let now = now.saturating_add_signed(by).min(last);
        if self.selected != places[now] {
            self.mention = 0;
        }
        self.selected = places[now];
        // The heading above the first name of a kind comes into view with it.
        let above = self.selected.saturating_sub(1);
        self.top = self
            .top
            .min(above)
            .max((self.selected + 1).saturating_sub(height.max(1)));
    }

    /// Chooses the next (+1) or previous (-1) mention of the selected name, round both ends.
    pub(crate) fn step_mention(&mut self, by: i16) {
        let count = self.entry().map_or(0, |entry| entry.mentions.len());
        if count > 0 {
            let count = isize::try_from(count).unwrap_or(isize::MAX);
            let now = isize::try_from(self.mention).unwrap_or(0);
            let next = (now + isize::from(by)).rem_euclid(count);
            self.mention = usize::try_from(next).unwrap_or(0);
        }
    }

    /// Selects the line with that index, where it is a name; whether it is.
    pub fn select(&mut self, i: usize) -> bool {
        let name = matches!(self.lines.get(i), Some(IndexLine::Entry(_)));
        if name {
            self.mention = 0;
            self.selected = i;
        }
        name
    }

    /// The selected name.
    pub fn entry(&self) -> Option<&IndexEntry> {
        match self.lines.get(self.selected)? {
            IndexLine::Entry(i) => self.entries.get(*i),
            IndexLine::Kind(..) => None,
        }
    }

    /// The entity of the selected name.
    pub fn entity(&self) -> Option<EntityId> {
        self.entry().map(|entry| entry.id)
    }

    /// The selected name's text.
    pub fn name(&self) -> Option<&str> {
        self.entry().map(|entry| entry.name.as_str())
    }

    /// Which name of how many is selected, counted from 1.
    pub(crate) fn position(&self) -> (usize, usize) {
        let entries = |lines: &[IndexLine]| {
            let names = lines.iter();
            names
                .filter(|line| matches!(line, IndexLine::Entry(_)))
                .count()
        };
        let until = self.lines.get(..=self.selected).unwrap_or_default();
        (entries(until), entries(&self.lines))
    }
}

/// Counts the quotes that each entity says, and those of others that mention it.
fn count_quotes(analysis: &Analysis, entries: &mut [IndexEntry]) {
    let mentions = &analysis.entities.mentions;
    for quote in &analysis.quotes.list {
        let speaker = quote
            .speaker
            .and_then(|id| analysis.quotes.speakers.get(id.0)?.entity);
        if let Some(entry) = speaker.and_then(|id| entries.get_mut(id.0)) {
            entry.said += 1;
        }
        let first = mentions.partition_point(|(span, _)| span.end <= quote.span.start);
        let inside = mentions[first..]
            .iter()
            .take_while(|(span, _)| span.start < quote.span.end);
        let mut named: Vec<EntityId> = inside.map(|&(_, id)| id).collect();
        named.sort_unstable();
        named.dedup();
        for id in named.into_iter().filter(|&id| Some(id) != speaker) {
            if let Some(entry) = entries.get_mut(id.0) {
                entry.about += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::entities::{Entities, Entity, Mention, MentionEvidence};
    use crate::ui::lang::Lang;

    fn entity(kind: EntityKind, name: &str) -> Entity {
        Entity {
            kind,
            name: name.into(),
            aliases: vec![],
            mentions: vec![Mention {
                span: Span::new(0, 1),
                evidence: MentionEvidence::Model,
            }],
        }
    }

    fn sample() -> EntityIndex {
        let list = vec![
            entity(EntityKind::Place, "عدن"),
            entity(EntityKind::Person, "سامر"),
            entity(EntityKind::Person, "هالة"),
        ];
        let ids = [0, 1, 2, 2, 2].into_iter().enumerate();
        let mentions = ids.map(|(at, id)| (Span::new(at, at + 1), EntityId(id)));
        EntityIndex::new(&Analysis {
            entities: Entities {
                list,
                mentions: mentions.collect(),
            },
            ..Analysis::default()
        })
    }

    fn shown(index: &EntityIndex) -> Vec<String> {
        let line = |line: &IndexLine| match line {
            IndexLine::Kind(_, label) => format!("[{}]", label.text(Lang::English)),
            IndexLine::Entry(i) => {
                let entry = &index.entries[*i];
                format!("{} {}", entry.name, entry.mentions.len())
            }
        };
        index.lines.iter().map(line).collect()
    }

    #[test]
    fn kinds_in_the_order_of_the_legend_names_by_mentions() {
        let lines = shown(&sample());
        assert_eq!(lines, ["[people]", "هالة 3", "سامر 1", "[places]", "عدن 1"]);
    }

    #[test]
    fn a_filter_leaves_names_in_any_spelling_and_keeps_the_selected_one() {
        let mut index = sample();
        index.set_filter("هاله");
        assert_eq!(shown(&index), ["[people]", "هالة 3"]);
        index.set_filter("");
        assert_eq!(index.name(), Some("هالة"));
        index.toggle_kind(EntityKind::Person);
        assert_eq!(shown(&index), ["[places]", "عدن 1"]);
        index.set_filter("لا أحد");
        assert_eq!((shown(&index).len(), index.entity()), (0, None));
    }

    #[test]
    fn names_are_ordered_by_what_is_said() {
        let text = "قال سامر الحداد: «نعم لمحطة عدن». وأكد سامر الحداد أن هالة ناصر ستعود. وقالت هالة ناصر: «نعم، كل يوم».";
        let article = Article::from_text(text, "a.txt");
        let mut index = EntityIndex::new(&Analysis::of(&article));
        let of = |index: &EntityIndex, name: &str| {
            let entry = index.entries.iter().find(|entry| entry.name == name);
            entry.map(|entry| (entry.said, entry.about)).unwrap()
        };
        assert_eq!(of(&index, "سامر الحداد"), (2, 0));
        assert_eq!(of(&index, "هالة ناصر"), (1, 1));
        index.next_order();
        assert!(shown(&index)[1].starts_with("سامر"), "{:?}", shown(&index));
        index.next_order();
        assert!(shown(&index)[1].starts_with("هالة"), "{:?}", shown(&index));
    }

    #[test]
    fn moving_passes_over_headings_and_stops_at_both_ends() {
        let mut list = sample();
        assert_eq!(
            (list.entity(), list.position()),
            (Some(EntityId(2)), (1, 3))
        );
        list.move_by(2, 3);
        assert_eq!((list.entity(), list.top), (Some(EntityId(0)), 2));
        list.move_by(9, 3);
        assert_eq!(
            (list.entity(), list.position()),
            (Some(EntityId(0)), (3, 3))
        );
        list.move_by(-9, 3);
        assert_eq!((list.entity(), list.top), (Some(EntityId(2)), 0));
    }

    #[test]
    fn mentions_are_stepped_round_both_ends() {
        let mut index = sample();
        index.step_mention(-1);
        assert_eq!(index.mention, 2);
        index.step_mention(1);
        assert_eq!(index.mention, 0);
        index.step_mention(1);
        index.move_by(1, 9);
        assert_eq!(index.mention, 0);
    }

    #[test]
    fn an_article_without_names_has_nothing_to_choose() {
        let mut list = EntityIndex::new(&Analysis::default());
        list.move_by(1, 5);
        list.step_mention(1);
        assert_eq!(list.entity(), None);
    }
}
