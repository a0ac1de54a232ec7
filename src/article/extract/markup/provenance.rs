//! The tags of a page → its author, date and address, best place first.
//!
//! | value | places |
//! |---|---|
//! | author | `author`, `article:author`, `dc.creator` and the like, in `<meta>` |
//! | date | `article:published_time`, `datePublished`, `dc.date` and the like, in `<meta>`; `<time>` |
//! | address | `<link rel=canonical>`, `og:url` |
//!
//! Several `<time>` elements belong to other articles, too: they count only where all of them name one date, or the one
//! that is marked as the date of publication. JSON-LD is the subject of `html.rs`.

use super::tokens::StartTag;
use crate::article::provenance::{self, Provenance};

/// Names of `<meta>` that hold the author, best first.
const AUTHOR: [&str; 6] = [
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
];
/// Names of `<meta>` that hold the date of publication, best first.
const DATE: [&str; 9] = [
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "parsely-pub-date",
    "pubdate",
    "date",
];

/// Collects what the tags of one page state. Of each name the first value counts.
#[derive(Debug, Default)]
pub(in crate::article::extract) struct ProvenanceReader {
    /// Rank in [`AUTHOR`], and the value.
    author: Option<(usize, String)>,
    /// Rank in [`DATE`], and the value.
    date: Option<(usize, String)>,
    canonical: Option<String>,
    og_url: Option<String>,
    /// The date that a `<time>` element calls that of publication.
    published: Option<String>,
    /// The dates of the `<time>` elements so far.
    times: TimeElements,
}

/// The dates of a page's `<time>` elements: a date that all share is taken for the article's.
#[derive(Debug, Default)]
enum TimeElements {
    #[default]
    Absent,
    Same(String),
    Different,
}

impl ProvenanceReader {
    /// Takes in a tag, of any element.
    pub(super) fn start(&mut self, tag: &StartTag<'_>) {
        match tag.name {
            "meta" => self.meta(tag),
            "link" => self.link(tag),
            "time" => self.time(tag),
            _other => {}
        }
    }

    fn meta(&mut self, tag: &StartTag<'_>) {
        let name = ["property", "name", "itemprop"]
            .into_iter()
            .find_map(|attribute| tag.attribute(attribute));
        let (Some(name), Some(content)) = (name, tag.attribute("content")) else {
            return;
        };
        let name = name.to_ascii_lowercase();
        if let Some(rank) = AUTHOR.iter().position(|known| *known == name) {
            keep_better(&mut self.author, rank, provenance::author(content));
        }
        if let Some(rank) = DATE.iter().position(|known| *known == name) {
            keep_better(&mut self.date, rank, provenance::date(content));
        }
        if name == "og:url" && self.og_url.is_none() {
            self.og_url = provenance::address(content);
        }
    }

    fn link(&mut self, tag: &StartTag<'_>) {
        let canonical = tag.attribute("rel").is_some_and(|rel| {
            rel.split_ascii_whitespace()
                .any(|word| word.eq_ignore_ascii_case("canonical"))
        });
        if canonical && self.canonical.is_none() {
            self.canonical = tag.attribute("href").and_then(provenance::address);
        }
    }

    fn time(&mut self, tag: &StartTag<'_>) {
        let Some(date) = tag.attribute("datetime").and_then(provenance::date) else {
            return;
        };
        let marked = tag.attribute("pubdate").is_some()
            || tag
                .attribute("itemprop")
                .is_some_and(|property| property.eq_ignore_ascii_case("datePublished"));
        if marked && self.published.is_none() {
            self.published = Some(date.clone());
        }
        self.times = match std::mem::take(&mut self.times) {
            TimeElements::Absent => TimeElements::Same(date),
            TimeElements::Same(other) if other == date => TimeElements::Same(other),
            TimeElements::Same(_) | TimeElements::Different => TimeElements::Different,
        };
    }

    /// What the page states.
    pub(in crate::article::extract) fn provenance(&self) -> Provenance {
        let only = match &self.times {
            TimeElements::Same(date) => Some(date),
            TimeElements::Absent | TimeElements::Different => None,
        };
        let time = || self.published.as_ref().or(only).cloned();
        Provenance {
            author: self.author.as_ref().map(|(_, name)| name.clone()),
            date: self
                .date
                .as_ref()
                .map(|(_, date)| date.clone())
                .or_else(time),
            address: self.canonical.clone().or_else(|| self.og_url.clone()),
        }
    }
}

/// Keeps `value` where it has a better rank than what was kept.
fn keep_better(kept: &mut Option<(usize, String)>, rank: usize, value: Option<String>) {
    if let Some(value) = value
        && kept.as_ref().is_none_or(|(other, _)| rank < *other)
    {
        *kept = Some((rank, value));
    }
}
