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
//! | ؟ | doubtful: of such quotes two of three are right, by the table of `quotes/data/confidence_weights.txt` |
//! | ؟؟ | very doubtful: one of two; a copy says so too |
//!
//! Quoted words inside indirect speech of the same speaker are no item of their own: they are marked in it.
//!
//! [`Viewport`]: super::viewport::Viewport

#[cfg(test)]
mod tests;
mod writer;

use std::collections::HashSet;

use crate::analysis::Analysis;
use crate::article::Article;
use crate::entities::EntityId;
use crate::layout::{Direction, LayoutTarget};
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

/// What the paragraphs of the pane are written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaneStyle {
    /// Language of what the pane adds.
    pub lang: Lang,
    /// What the terminal needs lines to be.
    pub target: LayoutTarget,
    /// How much one item says.
    pub form: PaneForm,
}

impl PaneStyle {
    /// Paragraphs that need no drawing beside them.
    pub fn text(lang: Lang) -> Self {
        Self {
            lang,
            target: LayoutTarget::default(),
            form: PaneForm::Text,
        }
    }
}

/// How much one item of the pane says. Widths are in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaneForm {
    /// A heading has name, role and numbers in one paragraph.
    Text,
    /// A heading has two rows, name and role, with space for what is drawn at their left: numbers, a plot.
    List(u16),
    /// Each item has one row, in the order of the article, a heading where the speaker changes.
    Strip(u16),
}

/// Columns of the plot of a speaker's quotes over the article.
pub(crate) const PLOT_COLUMNS: u16 = 16;

/// The numbers of a speaker's quotes, and where in the article they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SpeakerSummary {
    /// Quotes in marks.
    pub marked: usize,
    /// Quotes in indirect speech.
    pub indirect: usize,
    /// Which of the equal parts of the article have a quote, from its start.
    pub places: [bool; PLOT_COLUMNS as usize],
}

impl SpeakerSummary {
    /// `6«  3–`, without what there is none of.
    pub fn tally(&self) -> String {
        let parts = [(self.marked, '«'), (self.indirect, '–')];
        let parts = parts.iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> = parts
            .map(|(count, sign)| format!("{count}{sign}"))
            .collect();
        parts.join("  ")
    }
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
    /// The quoted words inside indirect speech, sorted.
    pub quoted: Vec<Span>,
    /// Quotes that are marked inside another one, sorted, each with that one.
    pub parts: Vec<(usize, usize)>,
    /// The speakers that have a heading.
    pub summaries: Vec<(Option<SpeakerId>, SpeakerSummary)>,
    /// Whether there is no blank row before a speaker.
    pub dense: bool,
    /// Whether numbers are drawn at the left of a heading, so that a Latin name has to stand at the right as well.
    pub numbered: bool,
    /// The names inside quotes, sorted, each with its index in the analysis' mentions.
    pub names: Vec<(Span, usize)>,
    /// The direction of the article.
    pub direction: Direction,
}

impl Paragraphs for PaneText {
    fn text(&self) -> &str {
        &self.text
    }

    /// One blank row before each speaker, none in a strip.
    fn blocks(&self) -> Vec<(Span, u16)> {
        let speaker = |i: usize| matches!(self.items.get(i), Some(PaneItem::Speaker(_)));
        let blocks = self.blocks.iter().enumerate();
        blocks
            .map(|(i, &span)| (span, u16::from(i > 0 && speaker(i) && !self.dense)))
            .collect()
    }

    /// By the words of a quote or name, in the direction of the article.
    fn direction(&self, block: usize) -> Direction {
        if self.numbered && matches!(self.items.get(block), Some(PaneItem::Speaker(_))) {
            return Direction::RightToLeft;
        }
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
        style: PaneStyle,
    ) -> Self {
        let quotes = &analysis.quotes;
        let mut writer = PaneTextWriter {
            article,
            quotes,
            mentions: &analysis.entities.mentions,
            style,
            text: Self {
                dense: matches!(style.form, PaneForm::Strip(_)),
                numbered: style.form != PaneForm::Text,
                direction: article.direction,
                ..Self::default()
            },
        };
        let shown: Vec<usize> = (0..quotes.list.len())
            .filter(|&i| is_shown(&quotes.list[i], analysis, selection))
            .collect();
        writer.text.parts = parts(&quotes.list, &shown);
        match (style.form, selection.order) {
            (PaneForm::Strip(_), _) => writer.strip(&shown),
            (_, QuoteOrder::Speakers) => writer.by_speaker(&shown, selection),
            (_, QuoteOrder::Article) => {
                for &i in &shown {
                    writer.quote_with_speaker(i);
                }
            }
        }
        if writer.text.items.is_empty() {
            let about = selection.about.and_then(|id| analysis.entities.get(id));
            let note = match about {
                Some(entity) => format!("{} {}", Label::NothingAbout.text(style.lang), entity.name),
                None => Label::NoQuotes.text(style.lang).to_owned(),
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

    /// The quote that `i` is marked in, where it is no item of its own.
    pub fn parent(&self, i: usize) -> Option<usize> {
        let at = self.parts.binary_search_by_key(&i, |&(part, _)| part);
        at.ok()
            .and_then(|at| self.parts.get(at))
            .map(|&(_, parent)| parent)
    }

    /// The numbers of a speaker.
    pub fn summary(&self, speaker: Option<SpeakerId>) -> Option<&SpeakerSummary> {
        let mut all = self.summaries.iter();
        all.find(|(id, _)| *id == speaker)
            .map(|(_, summary)| summary)
    }

    /// The paragraph of the quote `i`, or of that which it is marked in; its speaker's heading where that is folded.
    pub fn index_of_quote(&self, i: usize, quotes: &Quotes) -> Option<usize> {
        let i = self.parent(i).unwrap_or(i);
        self.index_of(PaneItem::Quote(i)).or_else(|| {
            let speaker = quotes.list.get(i)?.speaker;
            self.index_of(PaneItem::Speaker(speaker))
        })
    }
}

/// The shown quotes that lie inside shown indirect speech of the same speaker, each with that.
fn parts(list: &[Quote], shown: &[usize]) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut parent: Option<usize> = None;
    for &i in shown {
        let quote = &list[i];
        match parent {
            Some(outer) if list[outer].span.end > quote.span.start => {
                if list[outer].span.covers(quote.span) && list[outer].speaker == quote.speaker {
                    parts.push((i, outer));
                }
            }
            _ => parent = (quote.kind == QuoteKind::Indirect).then_some(i),
        }
    }
    parts
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
