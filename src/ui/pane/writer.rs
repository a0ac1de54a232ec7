//! Writes the text of the quotes pane: headings, quotes with their signs, the places of names.

use super::{PLOT_COLUMNS, PaneForm, PaneItem, PaneSelection, PaneStyle, PaneText, SpeakerSummary};
use crate::analysis::citation::SURE;
use crate::article::Article;
use crate::entities::EntityId;
use crate::layout::{self, Direction};
use crate::quotes::{QuoteKind, Quotes, SpeakerId};
use crate::span::Span;
use crate::ui::lang::{Label, Lang};

/// Longest role shown beside a name, in scalar values.
const ROLE: usize = 70;

/// Writes a [`PaneText`] paragraph by paragraph.
pub(super) struct PaneTextWriter<'a> {
    pub(super) article: &'a Article,
    pub(super) quotes: &'a Quotes,
    pub(super) mentions: &'a [(Span, EntityId)],
    pub(super) style: PaneStyle,
    pub(super) text: PaneText,
}

impl PaneTextWriter<'_> {
    /// Quotes without a known speaker are gathered under one heading of their own.
    pub(super) fn by_speaker(&mut self, shown: &[usize], selection: &PaneSelection) {
        for (speaker, own) in grouped(self.quotes, shown) {
            self.summarize(speaker, &own);
            self.heading(speaker);
            if !selection.folded.contains(&speaker) {
                for i in own {
                    self.quote(i, "");
                }
            }
        }
    }

    /// A heading wherever the speaker changes.
    pub(super) fn strip(&mut self, shown: &[usize]) {
        for (speaker, own) in grouped(self.quotes, shown) {
            self.summarize(speaker, &own);
        }
        let mut last = None;
        for &i in shown {
            let speaker = self.quotes.list[i].speaker;
            if last != Some(speaker) {
                self.heading(speaker);
                last = Some(speaker);
            }
            self.quote(i, "");
        }
    }

    /// Counts a speaker's quotes and finds their places in the article.
    fn summarize(&mut self, id: Option<SpeakerId>, own: &[usize]) {
        let mut summary = SpeakerSummary::default();
        let length = self.article.text.len().max(1);
        for &i in own {
            let quote = &self.quotes.list[i];
            match quote.kind {
                QuoteKind::Indirect => summary.indirect += 1,
                QuoteKind::Direct | QuoteKind::Partial => summary.marked += 1,
            }
            let place = quote.span.start * summary.places.len() / length;
            if let Some(here) = summary.places.get_mut(place) {
                *here = true;
            }
        }
        self.text.summaries.push((id, summary));
    }

    /// A speaker's name, role and number of quotes.
    fn heading(&mut self, id: Option<SpeakerId>) {
        let speaker = id.and_then(|id| self.quotes.speakers.get(id.0));
        let name = speaker.map_or(Label::Unnamed.text(self.style.lang), |speaker| {
            speaker.name.as_str()
        });
        let role = speaker
            .and_then(|speaker| speaker.role)
            .map(|role| one_line(role.of(&self.article.text)));
        let summary = self.text.summary(id).copied().unwrap_or_default();
        let beside = |width: u16| width.saturating_sub(self.cells(&summary.tally()) + 2);
        let (name, after) = match self.style.form {
            PaneForm::Text => {
                let role = role.map(|role| format!("، {}", shortened(&role)));
                let count = counts(summary.marked, summary.indirect, self.style.lang);
                (
                    name.to_owned(),
                    format!("{} ({count})", role.unwrap_or_default()),
                )
            }
            PaneForm::List(width) => {
                // A blank keeps the second row where there is no role.
                let role = role.map(|role| self.cut(&role, width.saturating_sub(PLOT_COLUMNS + 4)));
                let role = role.unwrap_or_else(|| "\u{a0}".to_owned());
                (self.cut(name, beside(width)), format!("\u{2028}{role}"))
            }
            PaneForm::Strip(width) => {
                let width = beside(width);
                let name = self.cut(name, width);
                let rest = width.saturating_sub(self.cells(&name));
                let role = role.filter(|_| rest > 8).map(|role| format!("، {role}"));
                let role = role.map(|role| self.cut(&role, rest));
                (name, role.unwrap_or_default())
            }
        };
        self.push(PaneItem::Speaker(id), "", &name, &after);
    }

    /// Cells that `text` takes.
    fn cells(&self, text: &str) -> u16 {
        layout::label(text, Direction::RightToLeft, self.style.target).width
    }

    /// As much of `text` as fits into `width` cells, with an ellipsis where that is not all.
    fn cut(&self, text: &str, width: u16) -> String {
        let line = layout::label(text, Direction::RightToLeft, self.style.target);
        if line.width <= width {
            return text.to_owned();
        }
        let line = line.truncated(width);
        let ellipsis = line.cells.iter().filter(|cell| cell.symbol == "…");
        let end = ellipsis.map(|cell| cell.span.start).max().unwrap_or(0);
        format!("{}…", text[..end].trim_end())
    }

    /// With the speaker before the quote, since there is no heading.
    pub(super) fn quote_with_speaker(&mut self, i: usize) {
        let name = self.quotes.list[i]
            .speaker
            .and_then(|id| self.quotes.speakers.get(id.0))
            .map_or(Label::Unnamed.text(self.style.lang), |speaker| {
                speaker.name.as_str()
            });
        self.quote(i, &format!("{name}: "));
    }

    /// A quote that is not marked inside another one.
    fn quote(&mut self, i: usize, before: &str) {
        if self.text.parent(i).is_some() {
            return;
        }
        let quote = &self.quotes.list[i];
        let (open, close) = match quote.kind {
            QuoteKind::Direct => ("«", "»"),
            QuoteKind::Partial => ("“", "”"),
            QuoteKind::Indirect => ("– ", ""),
        };
        // A blank for each white space character keeps the text one paragraph.
        let mut words = one_line(quote.span.of(&self.article.text));
        let (before, after) = (
            format!("{before}{open}"),
            format!("{close}{}", doubt(quote.confidence)),
        );
        if let PaneForm::Strip(width) = self.style.form {
            let used = self.cells(&before) + self.cells(&after);
            words = self.cut(&words, width.saturating_sub(used));
        }
        self.push(PaneItem::Quote(i), &before, &words, &after);
        self.names_in(quote.span);
        for part in 0..self.text.parts.len() {
            let (part, parent) = self.text.parts[part];
            if parent == i
                && let Some(place) = self.place_of(quote.span, self.quotes.list[part].span)
            {
                self.text.quoted.push(place);
            }
        }
    }

    /// Where `inner` is in the paragraph that was written last, of the quote at `span`; `None` where it was cut off.
    fn place_of(&self, span: Span, inner: Span) -> Option<Span> {
        let words = self.text.words.last()?;
        let text = &self.article.text;
        let start = words.start + one_line(Span::new(span.start, inner.start).of(text)).len();
        let end = start + one_line(inner.of(text)).len();
        (end <= words.end).then_some(Span::new(start, end))
    }

    /// Records the names in the quote at `span`, which was written last.
    ///
    /// Blanks may be shorter than the white space that they replace, so places are counted, not shifted.
    fn names_in(&mut self, span: Span) {
        let Some(words) = self.text.words.last().copied() else {
            return;
        };
        let text = &self.article.text;
        let (mut read, mut at) = (span.start, words.start);
        let first = self
            .mentions
            .partition_point(|(name, _)| name.end <= span.start);
        for (i, &(name, _)) in self.mentions.iter().enumerate().skip(first) {
            if name.start >= span.end {
                break;
            }
            if !span.covers(name) {
                continue;
            }
            let start = at + one_line(Span::new(read, name.start).of(text)).len();
            at = start + one_line(name.of(text)).len();
            if at > words.end {
                break;
            }
            read = name.end;
            self.text.names.push((Span::new(start, at), i));
        }
    }

    /// A paragraph: `words` with what the pane writes `before` and `after` them.
    pub(super) fn push(&mut self, item: PaneItem, before: &str, words: &str, after: &str) {
        let text = &mut self.text;
        let start = text.text.len();
        text.text.push_str(before);
        let from = text.text.len();
        text.text.push_str(words);
        text.words.push(Span::new(from, text.text.len()));
        text.text.push_str(after);
        text.blocks.push(Span::new(start, text.text.len()));
        text.text.push('\n');
        text.items.push(item);
    }
}

/// Confidence below which a quote is doubtful: of those from 60 to 69 two thirds are right, of those above more.
const DOUBTFUL: u8 = 70;

/// The sign of doubt, in two grades.
const fn doubt(confidence: u8) -> &'static str {
    match confidence {
        0..SURE => " ؟؟",
        SURE..DOUBTFUL => " ؟",
        DOUBTFUL.. => "",
    }
}

/// How many quotes in marks and how many in indirect speech: `3`, or `3 + 1 indirect`.
fn counts(marked: usize, indirect: usize, lang: Lang) -> String {
    if indirect == 0 {
        return marked.to_string();
    }
    let said = Label::IndirectCount.text(lang);
    format!("{marked} + {indirect} {said}")
}

/// The beginning of a long role, up to a blank.
fn shortened(role: &str) -> String {
    let Some((cut, _)) = role.char_indices().nth(ROLE) else {
        return role.to_owned();
    };
    let end = role[..cut].rfind(' ').unwrap_or(cut);
    format!("{}…", &role[..end])
}

/// The shown quotes by speaker, speakers in order of their first quote.
fn grouped(quotes: &Quotes, shown: &[usize]) -> Vec<(Option<SpeakerId>, Vec<usize>)> {
    let mut place = std::collections::HashMap::new();
    let mut groups: Vec<(Option<SpeakerId>, Vec<usize>)> = Vec::new();
    for &i in shown {
        let speaker = quotes.list[i].speaker;
        let at = *place.entry(speaker).or_insert_with(|| {
            groups.push((speaker, Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push(i);
    }
    groups
}

/// `text` with every white space character as one blank.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect()
}
