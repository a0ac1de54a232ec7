//! A quote → everything that makes it safe to print, as values and as one text.
//!
//! A citation tells the speaker's own words from words retold, a speaker who is sure from one who is
//! not, and names the article so that it can be found again:
//!
//! ```text
//! «words» — speaker، role (title، source، author، date، address، ¶4)
//! [نقلا بالمعنى] words — [القائل غير مؤكد] speaker (title، …)
//! ```
//!
//! The text is Arabic in both languages of the interface, since it is printed beside Arabic words.
//! What is not known is left out. Nothing is judged here: kind and confidence are those of the quote.

use std::fmt;

use crate::article::Article;
use crate::quotes::{Quote, QuoteKind, Speaker, SpeakerId};

use super::Analysis;

/// Confidence below which a quote's speaker is called unsure.
pub(crate) const SURE: u8 = 50;
/// Before words that are not the speaker's own: "retold".
pub(crate) const RETOLD: &str = "[نقلا بالمعنى]";
/// Before a speaker who may be another one.
pub(crate) const UNSURE: &str = "[القائل غير مؤكد]";
/// Where the text does not tell who speaks.
pub(crate) const UNKNOWN: &str = "[القائل غير معروف]";

/// A quote with its speaker and its place.
#[derive(Clone, Debug)]
pub(crate) struct Citation<'a> {
    article: &'a Article,
    /// Direct, partial or indirect speech.
    pub kind: QuoteKind,
    /// Whether the speaker is sure, see [`SURE`].
    pub sure: bool,
    /// The words on one line, with single spaces.
    pub words: String,
    /// Who speaks.
    pub speaker: Option<&'a Speaker>,
    /// The paragraph of the article, see [`paragraph`].
    pub paragraph: usize,
}

impl<'a> Citation<'a> {
    /// The citation of a quote of this article.
    pub(crate) fn new(article: &'a Article, analysis: &'a Analysis, quote: &Quote) -> Self {
        let words = quote.span.of(&article.text).split_whitespace();
        let speaker = quote.speaker;
        Self {
            article,
            kind: quote.kind,
            sure: quote.confidence >= SURE,
            words: words.collect::<Vec<_>>().join(" "),
            speaker: speaker.and_then(|id| analysis.quotes.speakers.get(id.0)),
            paragraph: paragraph(article, quote.span.start),
        }
    }

    /// The speaker's role, where the article gives one.
    pub(crate) fn role(&self) -> Option<&'a str> {
        let role = self.speaker?.role?;
        Some(role.of(&self.article.text))
    }

    /// The words alone: in marks, or after [`RETOLD`].
    pub(crate) fn marked_words(&self) -> String {
        let words = &self.words;
        match self.kind {
            QuoteKind::Direct | QuoteKind::Partial => format!("«{words}»"),
            QuoteKind::Indirect => format!("{RETOLD} {words}"),
        }
    }

    /// Speaker and role, with [`UNSURE`] where he is that.
    fn speaker_text(&self) -> String {
        let Some(speaker) = self.speaker else {
            return UNKNOWN.to_owned();
        };
        let unsure = if self.sure {
            String::new()
        } else {
            format!("{UNSURE} ")
        };
        format!("{unsure}{}", name_and_role(speaker, self.article))
    }

    /// `¶4`; nothing for the title.
    fn paragraph_text(&self) -> Option<String> {
        (self.paragraph > 0).then(|| format!("¶{}", self.paragraph))
    }
}

impl fmt::Display for Citation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut place = place(self.article);
        place.extend(self.paragraph_text());
        let (words, speaker) = (self.marked_words(), self.speaker_text());
        write!(f, "{words} — {speaker} ({})", place.join("، "))
    }
}

/// All quotes of one speaker that `keep` accepts, below one line with speaker and article, and how many they are.
///
/// ```text
/// speaker، role (title، source، …)
///
/// «words» (¶2)
/// [نقلا بالمعنى] [القائل غير مؤكد] words (¶3)
/// ```
///
/// `None` where there is none.
pub(crate) fn of_speaker(
    article: &Article,
    analysis: &Analysis,
    speaker: Option<SpeakerId>,
    keep: impl Fn(&Quote) -> bool,
) -> Option<(usize, String)> {
    let quotes = analysis.quotes.list.iter();
    let lines: Vec<String> = quotes
        .filter(|quote| quote.speaker == speaker && keep(quote))
        .map(|quote| line(&Citation::new(article, analysis, quote)))
        .collect();
    let name = speaker
        .and_then(|id| analysis.quotes.speakers.get(id.0))
        .map_or_else(
            || UNKNOWN.to_owned(),
            |speaker| name_and_role(speaker, article),
        );
    let head = format!("{name} ({})", place(article).join("، "));
    (!lines.is_empty()).then(|| (lines.len(), format!("{head}\n\n{}", lines.join("\n"))))
}

/// One quote below its speaker's heading.
fn line(citation: &Citation<'_>) -> String {
    let unsure = (!citation.sure && citation.speaker.is_some()).then(|| UNSURE.to_owned());
    let paragraph = citation
        .paragraph_text()
        .map(|number| format!("({number})"));
    let parts = unsure
        .into_iter()
        .chain([citation.marked_words()])
        .chain(paragraph);
    parts.collect::<Vec<_>>().join(" ")
}

/// Name and role, joined by «، ».
pub(crate) fn name_and_role(speaker: &Speaker, article: &Article) -> String {
    match speaker.role {
        Some(role) => format!("{}، {}", speaker.name, role.of(&article.text)),
        None => speaker.name.clone(),
    }
}

/// What names the article: title, source, author, day, address, as far as they are known.
pub(crate) fn place(article: &Article) -> Vec<String> {
    let parts = [
        article.title_text(),
        Some(article.source_name()),
        article.author.as_deref(),
        article.day(),
        article.address.as_deref(),
    ];
    parts.into_iter().flatten().map(str::to_owned).collect()
}

/// The number of the paragraph that holds the byte `at`: counted from 1, the title not among them; 0 in the title.
pub(crate) fn paragraph(article: &Article, at: usize) -> usize {
    if article
        .title
        .is_some_and(|title| (title.start..title.end).contains(&at))
    {
        return 0;
    }
    let started = |byte: usize| {
        let paragraphs = &article.paragraphs;
        paragraphs.partition_point(|paragraph| paragraph.span.start <= byte)
    };
    let title = article.title.is_some_and(|title| title.start <= at);
    started(at) - usize::from(title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::LoadOptions;

    const PAGE: &str = r#"{"title": "افتتاح مكتبة الحي", "source": "صحيفة الحي", "author": "هالة ناصر",
        "date": "2026-10-21T09:15:00+03:00", "url": "https://a.example/1",
        "paragraphs": ["افتتحت المكتبة أمس.",
            "قال سامر الحلواني مدير المكتبة: «سنفتح الأبواب كل يوم حتى المساء». وأضاف أن وزارة الثقافة ستدعم المشروع."]}"#;

    fn read() -> (Article, Analysis) {
        let article = Article::from_bytes(PAGE.into(), "a.json", &LoadOptions::default()).unwrap();
        let analysis = Analysis::of(&article);
        (article, analysis)
    }

    #[test]
    fn direct_and_retold_words_are_told_apart_with_the_whole_source() {
        let (article, mut analysis) = read();
        let cite = |analysis: &Analysis, i: usize| {
            Citation::new(&article, analysis, &analysis.quotes.list[i]).to_string()
        };
        let source =
            "(افتتاح مكتبة الحي، صحيفة الحي، هالة ناصر، 2026-10-21، https://a.example/1، ¶2)";
        assert_eq!(
            cite(&analysis, 0),
            format!("«سنفتح الأبواب كل يوم حتى المساء» — سامر الحلواني، مدير المكتبة {source}")
        );
        assert_eq!(
            cite(&analysis, 1),
            format!(
                "[نقلا بالمعنى] وزارة الثقافة ستدعم المشروع — سامر الحلواني، مدير المكتبة {source}"
            )
        );
        analysis.quotes.list[0].confidence = SURE - 1;
        assert!(cite(&analysis, 0).contains("» — [القائل غير مؤكد] سامر الحلواني، "));
        analysis.quotes.list[0].speaker = None;
        assert!(cite(&analysis, 0).contains("» — [القائل غير معروف] ("));
    }

    #[test]
    fn all_quotes_of_a_speaker_stand_below_his_name() {
        let (article, mut analysis) = read();
        analysis.quotes.list[1].confidence = 30;
        let (count, text) = of_speaker(&article, &analysis, Some(SpeakerId(0)), |_| true).unwrap();
        assert_eq!(count, 2);
        let lines: Vec<&str> = text.lines().collect();
        assert!(
            lines[0].starts_with("سامر الحلواني، مدير المكتبة (افتتاح"),
            "{text}"
        );
        assert!(lines[0].ends_with("https://a.example/1)"), "{text}");
        assert_eq!(
            lines[1..],
            [
                "",
                "«سنفتح الأبواب كل يوم حتى المساء» (¶2)",
                "[القائل غير مؤكد] [نقلا بالمعنى] وزارة الثقافة ستدعم المشروع (¶2)"
            ]
        );
        assert_eq!(of_speaker(&article, &analysis, None, |_| true), None);
    }

    #[test]
    fn paragraphs_are_counted_without_the_title() {
        let (article, _) = read();
        let number = |words: &str| paragraph(&article, article.text.find(words).unwrap());
        assert_eq!(
            (number("مكتبة الحي"), number("افتتحت"), number("سامر")),
            (0, 1, 2)
        );
        let untitled = Article::from_text("قال سامر إن الأمر انتهى.", "-");
        assert_eq!(paragraph(&untitled, 3), 1);
    }
}
