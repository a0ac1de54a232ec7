//! What the status line says of the selection, and what is copied of it.
//!
//! All texts are in the interface's language. Names are isolated, so that an Arabic name in an
//! English sentence, or a Latin one in an Arabic sentence, reorders nothing.

use super::ReaderState;
use crate::entities::{Entity, EntityId, EntityKind};
use crate::quotes::SpeakerId;
use crate::ui::action::Excerpt;
use crate::ui::isolate::{isolate, sentence};
use crate::ui::lang::{Label, Lang};
use crate::ui::pane::PaneItem;

impl ReaderState {
    /// The entity under the cursor: kind, number of mentions, full name.
    ///
    /// The name comes last: from one mention to the next little else changes, and only what changes is sent.
    pub fn mention_info(&self, lang: Lang) -> Option<String> {
        let analysis = self.analysis.as_ref()?;
        let entity = analysis.entities.get(self.entity_under_cursor()?)?;
        let text = format!(
            "{} · {}",
            kind_and_count(entity, lang),
            isolate(&entity.name)
        );
        Some(sentence(lang, &text))
    }

    /// The search and which hit of how many.
    ///
    /// The query as it was typed, not as it is folded.
    pub fn search_info(&self) -> Option<String> {
        let search = self.search.as_ref()?;
        Some(format!("/{}  {}", search.query, self.search_count()))
    }

    /// The one speaker that the article is filtered to, or whom the pane's quotes are about.
    ///
    /// The filter comes before what the quotes are about, as Esc removes it first.
    pub fn filter_info(&self, lang: Lang) -> Option<String> {
        let analysis = self.analysis.as_ref()?;
        if let Some(id) = self.filter {
            let name = &analysis.quotes.speakers.get(id.0)?.name;
            let text = format!("{} {}", Label::OnlySpeaker.text(lang), isolate(name));
            return Some(sentence(lang, &text));
        }
        let about = analysis.entities.get(self.pane.selection.about?)?;
        let text = format!("{} {}", Label::AboutTitle.text(lang), isolate(&about.name));
        Some(sentence(lang, &text))
    }

    /// Which quote of how many is selected.
    ///
    /// Counted from 1.
    pub fn quote_position(&self) -> Option<(usize, usize)> {
        self.selected.map(|i| (i + 1, self.quote_count()))
    }

    /// How many quotes there are; 0 before the analysis.
    pub fn quote_count(&self) -> usize {
        let analysis = self.analysis.as_ref();
        analysis.map_or(0, |analysis| analysis.quotes.list.len())
    }

    /// Whether a name is under the cursor that was chosen after the quote, if one is selected.
    pub(super) fn mention_is_chosen(&self) -> bool {
        self.mention.is_some() && (self.mention_is_last || self.selected.is_none())
    }

    /// What `y` copies: on a speaker's heading all his quotes; else the quote or the name that was chosen last; else
    /// the paragraph that the screen begins with.
    pub fn excerpt(&self) -> Option<(Excerpt, String)> {
        if let Some(PaneItem::Speaker(speaker)) = self.focused_item() {
            return self.quotes_excerpt(speaker);
        }
        if !self.mention_is_chosen()
            && let Some(quote) = self.quote_text()
        {
            return Some((Excerpt::Quote, quote));
        }
        let entity = self.entity_under_cursor();
        if let Some(entity) = entity.and_then(|id| self.analysis.as_ref()?.entities.get(id)) {
            return Some((Excerpt::Name, entity.name.clone()));
        }
        let visible = self.viewport.visible_span();
        let paragraphs = &self.article.paragraphs;
        let first = paragraphs.partition_point(|paragraph| paragraph.span.end <= visible.start);
        let paragraph = paragraphs.get(first)?.span.of(&self.article.text);
        Some((Excerpt::Paragraph, paragraph.to_owned()))
    }

    /// What `Y` copies: all quotes of the speaker of the selected quote or heading; where the name of a speaker was
    /// chosen last, of that speaker.
    pub fn speaker_excerpt(&self) -> Option<(Excerpt, String)> {
        if let Some(PaneItem::Speaker(speaker)) = self.focused_item() {
            return self.quotes_excerpt(speaker);
        }
        if let Some(entity) = self
            .entity_under_cursor()
            .filter(|_| self.mention_is_chosen())
        {
            return self.excerpt_of_entity(entity);
        }
        self.quotes_excerpt(self.selected_quote()?.speaker)
    }

    /// All quotes of the speaker that is this entity.
    pub fn excerpt_of_entity(&self, entity: EntityId) -> Option<(Excerpt, String)> {
        self.quotes_excerpt(Some(self.speaker_of(entity)?))
    }

    fn quotes_excerpt(&self, speaker: Option<SpeakerId>) -> Option<(Excerpt, String)> {
        let (count, text) = self.quotes_of(speaker)?;
        Some((Excerpt::Quotes(count), text))
    }
}

/// "place · mentions 3"
pub(super) fn kind_and_count(entity: &Entity, lang: Lang) -> String {
    let kind = match entity.kind {
        EntityKind::Person => Label::Person,
        EntityKind::Place => Label::Place,
        EntityKind::Organization => Label::Organization,
    };
    let (kind, mentions) = (kind.text(lang), Label::Mentions.text(lang));
    format!("{kind} · {mentions} {}", entity.mentions.len())
}
