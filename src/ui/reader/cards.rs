//! What the popup over the article says of the selected quote or of the name under the cursor.
//!
//! The evidence for a quote: who speaks, how sure that is, and by which words. The card of a name: what it is, how often
//! and where it is mentioned, what is said by and about it, why it was taken for a name.

use super::ReaderState;
use super::info::kind_and_count;
use crate::analysis::citation::{self, SURE};
use crate::entities::{Entity, EntityId, MentionEvidence};
use crate::quotes::{Attribution, CueClass, Quote, QuoteKind, SpeakerId};
use crate::span::Span;
use crate::ui::action::{Action, ArticleAction};
use crate::ui::card::{Card, CardRow};
use crate::ui::isolate::isolate;
use crate::ui::lang::{Label, Lang};
use crate::ui::plot;

/// Cells of the bar that shows how sure a speaker is.
const BAR: usize = 10;
/// Cells of the plot of a name's mentions.
const PLOT: u16 = 40;

impl ReaderState {
    /// The card of the selected quote, or of the mention under the cursor where that was chosen later.
    ///
    /// `None` where nothing is selected.
    pub fn card(&self, lang: Lang) -> Option<Card> {
        let quote = self.selected_quote().filter(|_| !self.mention_is_chosen());
        match quote {
            Some(quote) => Some(self.quote_card(quote, lang)),
            None => self.mention_card(lang),
        }
    }

    /// Kind, speaker, how sure, cue with its class, speaker's words, way of attribution, who else it may be.
    fn quote_card(&self, quote: &Quote, lang: Lang) -> Card {
        let text = &self.article.text;
        let kind = match quote.kind {
            QuoteKind::Direct => Label::DirectQuote,
            QuoteKind::Partial => Label::PartialQuote,
            QuoteKind::Indirect => Label::IndirectQuote,
        };
        let paragraph = citation::paragraph(&self.article, quote.span.start);
        let who = self.speaker_with_role(quote.speaker, lang);
        let mut rows = vec![
            row(Label::WhySpeaker, lang, &who),
            row(
                Label::WhyConfidence,
                lang,
                &how_sure(quote.confidence, lang),
            ),
        ];
        if let Some(cue) = quote.cue {
            let class = quote
                .cue_class
                .map(|class| format!(" ({})", class_label(class).text(lang)));
            let cue = format!("{}{}", isolate(cue.of(text)), class.unwrap_or_default());
            rows.push(row(Label::WhyCue, lang, &cue));
        }
        if let Some(words) = quote.speaker_words {
            rows.push(row(Label::WhyWords, lang, &one_line(words.of(text))));
        }
        if let Some(found_by) = quote.found_by {
            let found_by = attribution_label(found_by).text(lang);
            rows.push(row(Label::WhyFoundBy, lang, found_by));
        }
        if let Some(other) = quote.runner_up {
            let name = self.speaker_with_role(Some(other), lang);
            rows.push(row(Label::WhyElse, lang, &name));
        }
        let evidence = [Some(quote.span), quote.cue, quote.speaker_words];
        Card {
            title: format!(
                "{} · {} · ¶{paragraph}",
                Label::WhyTitle.text(lang),
                kind.text(lang)
            ),
            rows,
            keys: vec![
                (Action::Article(ArticleAction::Quote(1)), Label::HintQuote),
                (Action::Article(ArticleAction::Unsure(1)), Label::HintUnsure),
                (Action::Copy, Label::HintCopy),
                (Action::Back, Label::HintClose),
            ],
            about: evidence.into_iter().flatten().collect(),
        }
    }

    /// Name and role of a speaker, as citations have them.
    fn speaker_with_role(&self, speaker: Option<SpeakerId>, lang: Lang) -> String {
        let analysis = self.analysis.as_ref();
        let known = speaker.and_then(|id| analysis?.quotes.speakers.get(id.0));
        known.map_or_else(
            || Label::Unnamed.text(lang).to_owned(),
            |speaker| one_line(&citation::name_and_role(speaker, &self.article)),
        )
    }

    /// The name with its other forms, its role, how often and where it is mentioned, what is said, and the evidence.
    fn mention_card(&self, lang: Lang) -> Option<Card> {
        let analysis = self.analysis.as_ref()?;
        let &(span, id) = analysis.entities.mentions.get(self.mention?)?;
        let entity = analysis.entities.get(id)?;
        let text = &self.article.text;
        let places = self.mentions_of(id);
        let starts = places
            .iter()
            .map(|&i| analysis.entities.mentions[i].0.start);
        let mut where_mentioned = plot::density(starts, text.len(), PLOT);
        if lang == Lang::Arabic {
            // Laid out from right to left.
            where_mentioned = where_mentioned.chars().rev().collect();
        }
        let mut rows = forms(entity, span.of(text), lang);
        let speaker = self.speaker_of(id);
        let role = speaker.and_then(|id| analysis.quotes.speakers[id.0].role);
        if let Some(role) = role {
            rows.push(row(Label::CardRole, lang, &one_line(role.of(text))));
        }
        rows.push(row(Label::CardWhere, lang, &format!("▕{where_mentioned}▏")));
        let (said, about) = self.quotes_by_and_about(id);
        let said = format!("{said} · {} {about}", Label::IndexAbout.text(lang));
        rows.push(row(Label::CardSaid, lang, &said));
        let why = self.why_a_name(entity, span, lang);
        rows.push(row(Label::WhyMention, lang, &why));
        Some(Card {
            title: format!(
                "{} · {}",
                isolate(&entity.name),
                kind_and_count(entity, lang)
            ),
            rows,
            keys: vec![
                (Action::Article(ArticleAction::Step(1)), Label::HintMention),
                (Action::Article(ArticleAction::Index), Label::HintNames),
                (Action::Copy, Label::HintCopy),
                (Action::Back, Label::HintClose),
            ],
            about: vec![span],
        })
    }

    /// The evidence for one mention.
    fn why_a_name(&self, entity: &Entity, span: Span, lang: Lang) -> String {
        let text = &self.article.text;
        let mention = entity.mentions.iter().find(|mention| mention.span == span);
        match mention.map(|mention| &mention.evidence) {
            Some(MentionEvidence::List) => Label::MentionList.text(lang).to_owned(),
            Some(MentionEvidence::Cue(cue)) => {
                format!("{} {}", Label::MentionCue.text(lang), isolate(cue.of(text)))
            }
            Some(MentionEvidence::Earlier(place)) => {
                let place = isolate(place.of(text));
                format!("{} {place}", Label::MentionEarlier.text(lang))
            }
            Some(MentionEvidence::Model) | None => Label::MentionModel.text(lang).to_owned(),
        }
    }

    /// How many quotes a name says, and how many of others mention it.
    fn quotes_by_and_about(&self, id: EntityId) -> (usize, usize) {
        let Some(analysis) = &self.analysis else {
            return (0, 0);
        };
        let speaker = self.speaker_of(id);
        let own = |quote: &&Quote| speaker.is_some() && quote.speaker == speaker;
        let mentions = &analysis.entities.mentions;
        let names = |quote: &&Quote| {
            let first = mentions.partition_point(|(span, _)| span.end <= quote.span.start);
            let mut inside = mentions[first..]
                .iter()
                .take_while(|(span, _)| span.start < quote.span.end);
            inside.any(|&(_, other)| other == id)
        };
        let quotes = &analysis.quotes.list;
        let said = quotes.iter().filter(own).count();
        let about = quotes.iter().filter(|quote| !own(quote) && names(quote));
        (said, about.count())
    }

    /// Goes to the next (+1) or previous (-1) quote whose speaker is unsure, round both ends. Whether there is one.
    pub(in crate::ui) fn next_unsure(&mut self, by: i16) -> bool {
        let Some(analysis) = self.analysis.clone() else {
            return false;
        };
        let unsure: Vec<usize> = analysis
            .quotes
            .list
            .iter()
            .enumerate()
            .filter(|(i, quote)| quote.confidence < SURE && self.is_listed(*i))
            .map(|(i, _)| i)
            .collect();
        let here = self.selected.unwrap_or(usize::MAX);
        let next = match (self.selected, by > 0) {
            (None, true) => unsure.first(),
            (_, true) => unsure.iter().find(|&&i| i > here).or(unsure.first()),
            (_, false) => unsure.iter().rev().find(|&&i| i < here).or(unsure.last()),
        };
        let Some(&i) = next else { return false };
        self.select(i);
        self.follow_quote(i);
        true
    }
}

fn row(head: Label, lang: Lang, body: &str) -> CardRow {
    CardRow {
        head: head.text(lang).to_owned(),
        body: body.to_owned(),
    }
}

/// The forms of a name other than the one in the text.
fn forms(entity: &Entity, shown: &str, lang: Lang) -> Vec<CardRow> {
    let forms = std::iter::once(&entity.name).chain(&entity.aliases);
    let others: Vec<&str> = forms
        .map(String::as_str)
        .filter(|form| *form != shown)
        .collect();
    if others.is_empty() {
        return Vec::new();
    }
    vec![row(Label::WhyForms, lang, &others.join("، "))]
}

/// A bar, the percent, and in words what that means.
fn how_sure(confidence: u8, lang: Lang) -> String {
    let full = usize::from(confidence) * BAR / 100;
    let bar = "▓".repeat(full) + &"░".repeat(BAR - full.min(BAR));
    let label = if confidence < SURE {
        Label::Unsure
    } else {
        Label::Sure
    };
    format!(
        "{bar} {} · {}",
        isolate(&format!("{confidence}%")),
        label.text(lang)
    )
}

/// `text` with every run of white space as one blank.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One label for each way, so that a new way does not compile without words.
const fn attribution_label(found_by: Attribution) -> Label {
    match found_by {
        Attribution::Subject => Label::BySubject,
        Attribution::Apposition => Label::ByApposition,
        Attribution::CarriedOver => Label::ByCarriedOver,
        Attribution::Publication => Label::ByPublication,
        Attribution::According => Label::ByAccording,
        Attribution::Turn => Label::ByTurn,
    }
}

/// As one would say it of the speaker: says, adds, warns.
const fn class_label(class: CueClass) -> Label {
    match class {
        CueClass::Say => Label::ClassSay,
        CueClass::Add => Label::ClassAdd,
        CueClass::Stress => Label::ClassStress,
        CueClass::Claim => Label::ClassClaim,
        CueClass::Warn => Label::ClassWarn,
        CueClass::Call => Label::ClassCall,
        CueClass::Ask => Label::ClassAsk,
        CueClass::Judge => Label::ClassJudge,
        CueClass::Announce => Label::ClassAnnounce,
        CueClass::Deny => Label::ClassDeny,
        CueClass::According => Label::ClassAccording,
    }
}
