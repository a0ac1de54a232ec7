//! Writes the text of the quotes pane: headings, quotes with their signs, the places of names.

use super::{PaneItem, PaneSelection, PaneText};
use crate::analysis::citation::SURE;
use crate::article::Article;
use crate::entities::EntityId;
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
    pub(super) lang: Lang,
    pub(super) text: PaneText,
}

impl PaneTextWriter<'_> {
    /// Quotes without a known speaker are gathered under one heading of their own.
    pub(super) fn by_speaker(&mut self, shown: &[usize], selection: &PaneSelection) {
        for (speaker, own) in grouped(self.quotes, shown) {
            self.heading(speaker, &own);
            if !selection.folded.contains(&speaker) {
                for i in own {
                    self.quote(i, "");
                }
            }
        }
    }

    /// A speaker's name, role and number of quotes.
    fn heading(&mut self, id: Option<SpeakerId>, own: &[usize]) {
        let speaker = id.and_then(|id| self.quotes.speakers.get(id.0));
        let name = speaker.map_or(Label::Unnamed.text(self.lang), |speaker| {
            speaker.name.as_str()
        });
        let role = speaker
            .and_then(|speaker| speaker.role)
            .map(|role| format!("، {}", shortened(&one_line(role.of(&self.article.text)))))
            .unwrap_or_default();
        let indirect = own
            .iter()
            .filter(|&&i| self.quotes.list[i].kind == QuoteKind::Indirect)
            .count();
        let count = counts(own.len() - indirect, indirect, self.lang);
        self.push(
            PaneItem::Speaker(id),
            "",
            name,
            &format!("{role} ({count})"),
        );
    }

    /// With the speaker before the quote, since there is no heading.
    pub(super) fn quote_with_speaker(&mut self, i: usize) {
        let name = self.quotes.list[i]
            .speaker
            .and_then(|id| self.quotes.speakers.get(id.0))
            .map_or(Label::Unnamed.text(self.lang), |speaker| {
                speaker.name.as_str()
            });
        self.quote(i, &format!("{name}: "));
    }

    fn quote(&mut self, i: usize, before: &str) {
        let quote = &self.quotes.list[i];
        let (open, close) = match quote.kind {
            QuoteKind::Direct => ("«", "»"),
            QuoteKind::Partial => ("“", "”"),
            QuoteKind::Indirect => ("– ", ""),
        };
        let doubt = if quote.confidence < SURE { " ؟" } else { "" };
        // A blank for each white space character keeps the text one paragraph.
        let words = one_line(quote.span.of(&self.article.text));
        let (before, after) = (format!("{before}{open}"), format!("{close}{doubt}"));
        self.push(PaneItem::Quote(i), &before, &words, &after);
        self.names_in(quote.span);
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
