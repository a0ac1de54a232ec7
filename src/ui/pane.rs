//! Quotes → the text of the quotes pane, and which of its paragraphs is which quote.
//!
//! The pane is a column of paragraphs like the article, laid out by the same [`Viewport`]: this
//! module writes that column's text and keeps the map back to the quotes. Nothing is wrapped or
//! drawn here.
//!
//! | sign | meaning |
//! |---|---|
//! | «…» | direct speech: the speaker's words |
//! | “…” | quoted words inside the narrator's sentence |
//! | – … | indirect speech |
//! | ؟ | the speaker is doubtful: confidence below 50 |
//!
//! [`Viewport`]: super::viewport::Viewport

mod writer;

use std::collections::HashSet;

use crate::analysis::Analysis;
use crate::article::Article;
use crate::entities::EntityId;
use crate::layout::Direction;
use crate::quotes::{Quote, QuoteKind, Quotes, SpeakerId};
use crate::span::Span;
use crate::ui::lang::{Label, Lang};
use crate::ui::viewport::Paragraphs;
use writer::PaneTextWriter;

/// What one paragraph of the pane is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaneItem {
    /// A speaker's heading; `None` gathers quotes without a known speaker.
    Speaker(Option<SpeakerId>),
    /// A quote, by its index in [`Quotes::list`].
    Quote(usize),
    /// A line that says why there are no quotes.
    Note,
}

/// How the pane orders its quotes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QuoteOrder {
    /// Speakers in order of their first quote, below each his quotes.
    #[default]
    Speakers,
    /// As the article has them, each with its speaker.
    Article,
}

/// Which quotes the pane lists, and in which order.
///
/// The default lists everything, by speaker, unfolded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaneSelection {
    /// The order.
    pub order: QuoteOrder,
    /// Whether indirect speech is left out.
    pub hide_indirect: bool,
    /// Speakers whose quotes are folded away.
    pub folded: HashSet<Option<SpeakerId>>,
    /// Only quotes of this speaker.
    pub only: Option<SpeakerId>,
    /// Only quotes that mention this entity and are not its own.
    pub about: Option<EntityId>,
}

/// The pane's text and the map back to the quotes.
///
/// `items`, `blocks` and `words` are of one length and in one order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaneText {
    /// All paragraphs, one after the other.
    pub text: String,
    /// What each paragraph is, in order.
    pub items: Vec<PaneItem>,
    /// Where each paragraph is in `text`.
    pub blocks: Vec<Span>,
    /// Per paragraph, the bytes of it that are the quote's own words or the speaker's name.
    pub words: Vec<Span>,
    /// The names inside quotes, sorted, each with its index in the analysis' mentions.
    pub names: Vec<(Span, usize)>,
    /// The direction of the article.
    pub direction: Direction,
}

impl Paragraphs for PaneText {
    fn text(&self) -> &str {
        &self.text
    }

    /// One blank row before each speaker.
    fn blocks(&self) -> Vec<(Span, u16)> {
        let speaker = |i: usize| matches!(self.items.get(i), Some(PaneItem::Speaker(_)));
        let blocks = self.blocks.iter().enumerate();
        blocks
            .map(|(i, &span)| (span, u16::from(i > 0 && speaker(i))))
            .collect()
    }

    /// By the words of a quote or name, in the direction of the article.
    fn direction(&self, block: usize) -> Direction {
        let span = self.blocks.get(block).copied().unwrap_or_default();
        self.direction.of_paragraph(span.of(&self.text))
    }
}

impl PaneText {
    /// Writes the pane for what was found in `article`.
    ///
    /// Linear in the quotes and their words. Never empty: where there is nothing to list, a note
    /// says so.
    pub fn new(
        article: &Article,
        analysis: &Analysis,
        selection: &PaneSelection,
        lang: Lang,
    ) -> Self {
        let quotes = &analysis.quotes;
        let mut writer = PaneTextWriter {
            article,
            quotes,
            mentions: &analysis.entities.mentions,
            lang,
            text: Self {
                direction: article.direction,
                ..Self::default()
            },
        };
        let shown: Vec<usize> = (0..quotes.list.len())
            .filter(|&i| is_shown(&quotes.list[i], analysis, selection))
            .collect();
        match selection.order {
            QuoteOrder::Speakers => writer.by_speaker(&shown, selection),
            QuoteOrder::Article => {
                for &i in &shown {
                    writer.quote_with_speaker(i);
                }
            }
        }
        if writer.text.items.is_empty() {
            let about = selection.about.and_then(|id| analysis.entities.get(id));
            let note = match about {
                Some(entity) => format!("{} {}", Label::NothingAbout.text(lang), entity.name),
                None => Label::NoQuotes.text(lang).to_owned(),
            };
            writer.push(PaneItem::Note, "", &note, "");
        }
        writer.text
    }

    /// Index of `item`, where the pane has it.
    ///
    /// `None` for what is folded, hidden or not there.
    pub fn index_of(&self, item: PaneItem) -> Option<usize> {
        self.items.iter().position(|&other| other == item)
    }

    /// The paragraph of the quote `i`; its speaker's heading where that is folded.
    pub fn index_of_quote(&self, i: usize, quotes: &Quotes) -> Option<usize> {
        self.index_of(PaneItem::Quote(i)).or_else(|| {
            let speaker = quotes.list.get(i)?.speaker;
            self.index_of(PaneItem::Speaker(speaker))
        })
    }
}

/// Whether the pane lists `quote`.
///
/// "About" somebody means that a quote mentions them and is not their own.
fn is_shown(quote: &Quote, analysis: &Analysis, selection: &PaneSelection) -> bool {
    if selection.hide_indirect && quote.kind == QuoteKind::Indirect {
        return false;
    }
    if selection.only.is_some() && quote.speaker != selection.only {
        return false;
    }
    let Some(subject) = selection.about else {
        return true;
    };
    let own = quote
        .speaker
        .and_then(|id| analysis.quotes.speakers.get(id.0))
        .is_some_and(|speaker| speaker.entity == Some(subject));
    let mentions = &analysis.entities.mentions;
    let first = mentions.partition_point(|(span, _)| span.end <= quote.span.start);
    !own && mentions[first..]
        .iter()
        .take_while(|(span, _)| span.start < quote.span.end)
        .any(|&(_, id)| id == subject)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::{Entities, Entity, EntityKind};
    use crate::quotes::{Attribution, Speaker};

    fn quote(text: &str, words: &str, kind: QuoteKind, speaker: Option<usize>) -> Quote {
        let start = text.find(words).unwrap();
        Quote {
            kind,
            span: Span::new(start, start + words.len()),
            speaker: speaker.map(SpeakerId),
            cue: None,
            cue_class: None,
            speaker_words: None,
            found_by: speaker.map(|_| Attribution::Subject),
            runner_up: None,
            confidence: 90,
        }
    }

    fn sample() -> (Article, Analysis) {
        let text = "قال سامر: «نعم». وقالت هالة: «لا يا سامر». وأضاف أن الأمر انتهى.".to_owned();
        let list = vec![
            quote(&text, "نعم", QuoteKind::Direct, Some(0)),
            quote(&text, "لا يا سامر", QuoteKind::Direct, Some(1)),
            quote(&text, "الأمر انتهى", QuoteKind::Indirect, Some(0)),
        ];
        let person = |name: &str| Entity {
            kind: EntityKind::Person,
            name: name.into(),
            aliases: vec![],
            mentions: vec![],
        };
        let mentions = text
            .match_indices("سامر")
            .map(|(at, name)| (Span::new(at, at + name.len()), EntityId(0)))
            .collect();
        let speaker = |name: &str, id| Speaker {
            name: name.into(),
            entity: Some(EntityId(id)),
            role: None,
        };
        let analysis = Analysis {
            entities: Entities {
                list: vec![person("سامر"), person("هالة")],
                mentions,
            },
            quotes: Quotes {
                list,
                speakers: vec![speaker("سامر", 0), speaker("هالة", 1)],
            },
        };
        (
            Article {
                text,
                ..Article::default()
            },
            analysis,
        )
    }

    fn pane(selection: &PaneSelection) -> String {
        let (article, analysis) = sample();
        PaneText::new(&article, &analysis, selection, Lang::English).text
    }

    #[test]
    fn speakers_come_in_order_of_their_first_quote_with_their_number() {
        assert_eq!(
            pane(&PaneSelection::default()),
            "سامر (1 + 1 indirect)\n«نعم»\n– الأمر انتهى\nهالة (1)\n«لا يا سامر»\n"
        );
    }

    #[test]
    fn indirect_speech_can_be_left_out_and_speakers_folded() {
        let selection = PaneSelection {
            hide_indirect: true,
            folded: [Some(SpeakerId(1))].into(),
            ..PaneSelection::default()
        };
        assert_eq!(pane(&selection), "سامر (1)\n«نعم»\nهالة (1)\n");
    }

    #[test]
    fn the_order_of_the_article_names_each_speaker() {
        let selection = PaneSelection {
            order: QuoteOrder::Article,
            ..PaneSelection::default()
        };
        assert_eq!(
            pane(&selection),
            "سامر: «نعم»\nهالة: «لا يا سامر»\nسامر: – الأمر انتهى\n"
        );
    }

    #[test]
    fn quotes_about_a_person_are_those_of_others() {
        let selection = PaneSelection {
            about: Some(EntityId(0)),
            ..PaneSelection::default()
        };
        assert_eq!(pane(&selection), "هالة (1)\n«لا يا سامر»\n");
    }

    #[test]
    fn nothing_about_somebody_is_said_with_the_name() {
        let selection = PaneSelection {
            about: Some(EntityId(1)),
            ..PaneSelection::default()
        };
        assert_eq!(pane(&selection), "nothing is said about هالة\n");
    }

    #[test]
    fn an_article_without_quotes_says_so() {
        let (article, _) = sample();
        let column = PaneText::new(
            &article,
            &Analysis::default(),
            &PaneSelection::default(),
            Lang::English,
        );
        assert_eq!(column.items, [PaneItem::Note]);
    }

    #[test]
    fn names_inside_quotes_are_known_whatever_blanks_stand_before_them() {
        let (mut article, mut analysis) = sample();
        // A blank of three bytes becomes one of one byte.
        article.text = article.text.replacen("لا يا", "لا\u{2003}يا", 1);
        for (span, _) in &mut analysis.entities.mentions[1..] {
            *span = Span::new(span.start + 2, span.end + 2);
        }
        let quote = &mut analysis.quotes.list[1].span;
        *quote = Span::new(quote.start, quote.end + 2);
        let column = PaneText::new(
            &article,
            &analysis,
            &PaneSelection::default(),
            Lang::English,
        );
        let names: Vec<_> = column
            .names
            .iter()
            .map(|&(span, i)| (span.of(&column.text), i))
            .collect();
        assert_eq!(names, [("سامر", 1)]);
    }

    #[test]
    fn words_are_the_quote_itself_and_a_folded_one_is_found_at_its_speaker() {
        let (article, analysis) = sample();
        let selection = PaneSelection {
            folded: [Some(SpeakerId(1))].into(),
            ..PaneSelection::default()
        };
        let column = PaneText::new(&article, &analysis, &selection, Lang::English);
        assert_eq!(column.words[1].of(&column.text), "نعم");
        assert_eq!(
            column.index_of_quote(1, &analysis.quotes),
            column.index_of(PaneItem::Speaker(Some(SpeakerId(1))))
        );
    }

    #[test]
    fn without_quotes_the_pane_says_so() {
        use crate::analysis::Analysis;
        use crate::article::Article;
        use crate::ui::Lang;
        use crate::ui::pane::{PaneItem, PaneSelection, PaneText};

        let article = Article::from_text("وصل القطار.", "-");
        let column = PaneText::new(
            &article,
            &Analysis::default(),
            &PaneSelection::default(),
            Lang::English,
        );
        assert_eq!(column.items, [PaneItem::Note]);
        assert_eq!(
            column.blocks[0].of(&column.text),
            "No quotes in this article"
        );
    }
}
