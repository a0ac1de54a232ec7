//! `--speaker`, `--kind` and `--about` of `qari quotes`: the quotes of an analysis → those that were asked for.
//!
//! Names are compared by folded letters, so that spelling, harakat and case make no difference, and a part of a name is
//! enough. Nothing is searched in the words of quotes but names that were found there.

use crate::analysis::Analysis;
use crate::entities::{Entity, EntityId};
use crate::quotes::{Quote, QuoteKind};
use crate::text::orthography::fold;

/// Which quotes are written; the default takes all.
#[derive(Clone, Debug, Default)]
pub(super) struct QuoteFilter {
    /// A part of the speaker's name, or of another form of it.
    pub(super) speaker: Option<String>,
    /// Kinds of speech; all where it is empty.
    pub(super) kinds: Vec<QuoteKind>,
    /// A part of a name that is mentioned in what others say.
    pub(super) about: Option<String>,
}

impl QuoteFilter {
    /// Removes the quotes that were not asked for; speakers and entities stay.
    pub(super) fn apply(&self, analysis: &mut Analysis) {
        let mut list = std::mem::take(&mut analysis.quotes.list);
        list.retain(|quote| {
            let kind = self.kinds.is_empty() || self.kinds.contains(&quote.kind);
            kind && self.has_speaker(quote, analysis) && self.is_about(quote, analysis)
        });
        analysis.quotes.list = list;
    }

    fn has_speaker(&self, quote: &Quote, analysis: &Analysis) -> bool {
        let Some(part) = &self.speaker else {
            return true;
        };
        let speaker = quote
            .speaker
            .and_then(|id| analysis.quotes.speakers.get(id.0));
        speaker.is_some_and(|speaker| {
            let entity = speaker.entity.and_then(|id| analysis.entities.get(id));
            holds(&speaker.name, part) || entity.is_some_and(|entity| is_called(entity, part))
        })
    }

    /// Whether somebody else is mentioned in the quote who is called so.
    fn is_about(&self, quote: &Quote, analysis: &Analysis) -> bool {
        let Some(part) = &self.about else {
            return true;
        };
        let speaker = quote
            .speaker
            .and_then(|id| analysis.quotes.speakers.get(id.0)?.entity);
        let called = |id: EntityId| {
            let entity = analysis.entities.get(id);
            Some(id) != speaker && entity.is_some_and(|entity| is_called(entity, part))
        };
        let mentions = &analysis.entities.mentions;
        let first = mentions.partition_point(|(span, _)| span.end <= quote.span.start);
        mentions[first..]
            .iter()
            .take_while(|(span, _)| span.start < quote.span.end)
            .any(|&(_, id)| called(id))
    }
}

fn is_called(entity: &Entity, part: &str) -> bool {
    let mut names = std::iter::once(&entity.name).chain(&entity.aliases);
    names.any(|name| holds(name, part))
}

fn holds(name: &str, part: &str) -> bool {
    fold(name).contains(&fold(part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    /// The first words of the quotes that remain.
    fn left(filter: &QuoteFilter) -> Vec<String> {
        let article = Article::from_text(
            "قال سامر الحلواني: «نعم سنعود». وقالت هالة ناصر إن سامر الحلواني سيعود غدا.",
            "-",
        );
        let mut analysis = Analysis::of(&article);
        filter.apply(&mut analysis);
        let quotes = analysis.quotes.list.iter();
        quotes
            .map(|quote| {
                let words = quote.span.of(&article.text).split_whitespace();
                words.take(1).collect()
            })
            .collect()
    }

    #[test]
    fn speaker_kind_and_subject_are_filters() {
        let all = QuoteFilter::default();
        assert_eq!(left(&all), ["نعم", "سامر"]);
        let speaker = |name: &str| QuoteFilter {
            speaker: Some(name.to_owned()),
            ..QuoteFilter::default()
        };
        assert_eq!(left(&speaker("الحلواني")), ["نعم"]);
        // Another spelling of the same name.
        assert_eq!(left(&speaker("هاله")), ["سامر"]);
        assert!(left(&speaker("ليلى")).is_empty());
        let indirect = QuoteFilter {
            kinds: vec![QuoteKind::Indirect],
            ..QuoteFilter::default()
        };
        assert_eq!(left(&indirect), ["سامر"]);
        let about = QuoteFilter {
            about: Some("سامر".to_owned()),
            ..QuoteFilter::default()
        };
        assert_eq!(left(&about), ["سامر"]);
    }
}
