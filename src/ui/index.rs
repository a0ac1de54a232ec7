//! The index of an article: its people, places and organizations by number of mentions.
//!
//! Made when it is opened and dropped when it is closed. It holds texts to show, not the
//! entities themselves; [`EntityIndex::entity`] gives the selected one.

use super::lang::{Label, Lang};
use crate::entities::{Entities, EntityId, EntityKind};

/// The kinds of names with their headings, in the order of the index, of the legend and of their keys.
pub(crate) const KINDS: [(EntityKind, Label); 3] = [
    (EntityKind::Person, Label::Persons),
    (EntityKind::Place, Label::Places),
    (EntityKind::Organization, Label::Organizations),
];

/// The index as a list to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityIndex {
    /// Its lines.
    pub lines: Vec<EntityIndexLine>,
    /// The selected line, always an entity where there is one.
    pub selected: usize,
    /// The first line shown.
    pub top: usize,
}

/// One line of the index.
///
/// A heading cannot be selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntityIndexLine {
    /// A kind's heading.
    Kind(EntityKind, &'static str),
    /// An entity: its name, its other forms, its number of mentions.
    Entity {
        /// Which.
        id: EntityId,
        /// What it is.
        kind: EntityKind,
        /// Its fullest name.
        name: String,
        /// Its other forms.
        aliases: String,
        /// How often it is mentioned.
        count: usize,
    },
}

impl EntityIndex {
    /// The index of `entities`: by kind, within it by number of mentions, then in order of appearance.
    pub fn new(entities: &Entities, lang: Lang) -> Self {
        let mut lines = Vec::new();
        for (kind, label) in KINDS {
            let mut own: Vec<usize> = (0..entities.list.len())
                .filter(|&i| entities.list[i].kind == kind)
                .collect();
            own.sort_by_key(|&i| std::cmp::Reverse(entities.list[i].mentions.len()));
            if !own.is_empty() {
                lines.push(EntityIndexLine::Kind(kind, label.text(lang)));
            }
            lines.extend(own.into_iter().map(|i| {
                let entity = &entities.list[i];
                EntityIndexLine::Entity {
                    id: EntityId(i),
                    kind,
                    name: entity.name.clone(),
                    aliases: entity.aliases.join("، "),
                    count: entity.mentions.len(),
                }
            }));
        }
        let selected = usize::from(lines.len() > 1);
        Self {
            lines,
            selected,
            top: 0,
        }
    }

    /// Moves by `by` entities, stopping at both ends, on a page of `height` lines.
    ///
    /// `top` follows, so that the selected line is among those shown.
    pub fn move_by(&mut self, by: isize, height: usize) {
        let places: Vec<usize> = (0..self.lines.len())
            .filter(|&i| matches!(self.lines[i], EntityIndexLine::Entity { .. }))
            .collect();
        let Some(last) = places.len().checked_sub(1) else {
            return;
        };
        let now = places.partition_point(|&i| i < self.selected);
        let now = now.saturating_add_signed(by).min(last);
        self.selected = places[now];
        // The heading above the first entity of a kind comes into view with it.
        let above = self.selected.saturating_sub(1);
        self.top = self
            .top
            .min(above)
            .max((self.selected + 1).saturating_sub(height.max(1)));
    }

    /// Selects the line with that index, where it is a name; whether it is.
    pub fn select(&mut self, i: usize) -> bool {
        let name = matches!(self.lines.get(i), Some(EntityIndexLine::Entity { .. }));
        if name {
            self.selected = i;
        }
        name
    }

    /// The selected entity.
    pub fn entity(&self) -> Option<EntityId> {
        match self.lines.get(self.selected) {
            Some(EntityIndexLine::Entity { id, .. }) => Some(*id),
            Some(EntityIndexLine::Kind(..)) | None => None,
        }
    }

    /// The selected entity's name.
    pub fn name(&self) -> Option<&str> {
        match self.lines.get(self.selected) {
            Some(EntityIndexLine::Entity { name, .. }) => Some(name),
            Some(EntityIndexLine::Kind(..)) | None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::{Entity, Mention, MentionEvidence};
    use crate::span::Span;

    fn entity(kind: EntityKind, name: &str, mentions: usize) -> Entity {
        let mention = Mention {
            span: Span::new(0, 1),
            evidence: MentionEvidence::Model,
        };
        Entity {
            kind,
            name: name.into(),
            aliases: vec![],
            mentions: vec![mention; mentions],
        }
    }

    fn sample() -> EntityIndex {
        let entities = Entities {
            list: vec![
                entity(EntityKind::Place, "عدن", 1),
                entity(EntityKind::Person, "سامر", 1),
                entity(EntityKind::Person, "هالة", 3),
            ],
            mentions: vec![],
        };
        EntityIndex::new(&entities, Lang::English)
    }

    #[test]
    fn kinds_in_the_order_of_the_legend_names_by_mentions() {
        let names: Vec<String> = sample()
            .lines
            .iter()
            .map(|line| match line {
                EntityIndexLine::Kind(_, label) => format!("[{label}]"),
                EntityIndexLine::Entity { name, count, .. } => format!("{name} {count}"),
            })
            .collect();
        assert_eq!(names, ["[people]", "هالة 3", "سامر 1", "[places]", "عدن 1"]);
    }

    #[test]
    fn moving_passes_over_headings_and_stops_at_both_ends() {
        let mut list = sample();
        assert_eq!(list.entity(), Some(EntityId(2)));
        list.move_by(2, 3);
        assert_eq!((list.entity(), list.top), (Some(EntityId(0)), 2));
        list.move_by(9, 3);
        assert_eq!(list.entity(), Some(EntityId(0)));
        list.move_by(-9, 3);
        assert_eq!((list.entity(), list.top), (Some(EntityId(2)), 0));
    }

    #[test]
    fn an_article_without_names_has_nothing_to_choose() {
        let mut list = EntityIndex::new(&Entities::default(), Lang::English);
        list.move_by(1, 5);
        assert_eq!(list.entity(), None);
    }
}
