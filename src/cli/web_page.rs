//! `qari export --format html`: articles with their analysis → one web page, to send to somebody.
//!
//! The page needs nothing but itself: its style is inside, it has no script and loads nothing, which its content security
//! policy forbids too. Names and quotes are marked in the text; the quotes stand beside it by speaker. Each quote has a
//! number that links to its line in that list, and the line links back.
//!
//! All text of an article is escaped here, in [`Escaped`]; addresses are `http` or `https` since they were read.

use std::fmt;
use std::io::{self, Write};

use crate::analysis::Analysis;
use crate::analysis::citation::{Citation, RETOLD, UNSURE};
use crate::article::{Article, Paragraph, ParagraphRole};
use crate::direction::Direction;
use crate::entities::EntityKind;
use crate::quotes::{Quote, QuoteKind, SpeakerId};
use crate::span::Span;
use crate::ui::Lang;
use crate::ui::lang::Label;

/// The style of the page.
const STYLE: &str = include_str!("data/page.css");

/// A text in which no character acts as HTML.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in self.0.split_inclusive(['&', '<', '>', '"', '\'']) {
            let Some(last) = part.chars().next_back() else {
                continue;
            };
            let replacement = match last {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ => {
                    f.write_str(part)?;
                    continue;
                }
            };
            f.write_str(&part[..part.len() - last.len_utf8()])?;
            f.write_str(replacement)?;
        }
        Ok(())
    }
}

/// Writes the beginning of the page: `title` is that of its first article.
pub(super) fn begin(title: &str, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let (code, direction) = match lang {
        Lang::Arabic => ("ar", "rtl"),
        Lang::English => ("en", "ltr"),
    };
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{code}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"generator\" content=\"qari\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        Escaped(title)
    )
}

/// Writes the end of the page.
pub(super) fn end(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"</body>\n</html>\n")
}

/// Writes article number `number` of the page.
pub(super) fn article(
    article: &Article,
    analysis: &Analysis,
    (number, lang): (usize, Lang),
    out: &mut dyn Write,
) -> io::Result<()> {
    let page = ArticlePage {
        article,
        analysis,
        number,
        lang,
    };
    let direction = attribute(article.direction);
    writeln!(
        out,
        "<article class=\"article\" lang=\"ar\" dir=\"{direction}\">"
    )?;
    page.header(out)?;
    out.write_all(b"<div class=\"text\">\n")?;
    for paragraph in &article.paragraphs {
        if Some(paragraph.span) != article.title {
            page.paragraph(paragraph, out)?;
        }
    }
    out.write_all(b"</div>\n")?;
    page.quotes(out)?;
    out.write_all(b"</article>\n")
}

const fn attribute(direction: Direction) -> &'static str {
    match direction {
        Direction::RightToLeft => "rtl",
        Direction::LeftToRight => "ltr",
    }
}

/// One article of the page.
struct ArticlePage<'a> {
    article: &'a Article,
    analysis: &'a Analysis,
    /// Distinguishes its anchors from those of other articles.
    number: usize,
    lang: Lang,
}

impl ArticlePage<'_> {
    fn header(&self, out: &mut dyn Write) -> io::Result<()> {
        let article = self.article;
        out.write_all(b"<header>\n<h1>")?;
        match article.title {
            Some(title) => self.marked(title, out)?,
            None => write!(out, "{}", Escaped(article.label()))?,
        }
        out.write_all(b"</h1>\n<p class=\"from\">")?;
        // Whoever gets the page need not know where the file lay.
        let file = article.source.rsplit('/').next().unwrap_or_default();
        let parts = [
            Some(article.publisher.as_deref().unwrap_or(file)),
            article.author.as_deref(),
            article.day(),
        ];
        let parts = parts.into_iter().flatten();
        let mut parts: Vec<String> = parts
            .map(|part| format!("<bdi>{}</bdi>", Escaped(part)))
            .collect();
        parts.extend(article.address.as_deref().map(|address| {
            let address = Escaped(address);
            format!("<a rel=\"noreferrer\" dir=\"ltr\" href=\"{address}\">{address}</a>")
        }));
        writeln!(out, "{}</p>\n</header>", parts.join(" · "))
    }

    fn paragraph(&self, paragraph: &Paragraph, out: &mut dyn Write) -> io::Result<()> {
        let (tag, class) = match paragraph.role {
            ParagraphRole::Title | ParagraphRole::Heading => ("h2", ""),
            ParagraphRole::Body => ("p", ""),
            ParagraphRole::Link => ("p", " class=\"link\""),
            ParagraphRole::Furniture => ("p", " class=\"furniture\""),
        };
        write!(
            out,
            "<{tag}{class} dir=\"{}\">",
            attribute(paragraph.direction)
        )?;
        self.marked(paragraph.span, out)?;
        writeln!(out, "</{tag}>")
    }

    /// Writes the text of `span` with names and quotes marked.
    ///
    /// The text is cut wherever a name or a quote begins or ends, and each piece gets the elements of all that cover it: a name
    /// may reach over the end of a quote, and elements may not overlap.
    fn marked(&self, span: Span, out: &mut dyn Write) -> io::Result<()> {
        let inside = |at: &usize| span.start < *at && *at < span.end;
        let quotes = self.analysis.quotes.list.iter().map(|quote| quote.span);
        let names = self
            .analysis
            .entities
            .mentions
            .iter()
            .map(|(span, _)| *span);
        let mut cuts: Vec<usize> = quotes
            .chain(names)
            .filter(|other| other.overlaps(span))
            .flat_map(|other| [other.start, other.end])
            .filter(inside)
            .chain([span.start, span.end])
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        for piece in cuts.windows(2) {
            self.piece(Span::new(piece[0], piece[1]), out)?;
        }
        Ok(())
    }

    /// Writes a piece that no name and no quote begins or ends in.
    fn piece(&self, piece: Span, out: &mut dyn Write) -> io::Result<()> {
        let quotes = &self.analysis.quotes.list;
        let covering = quotes
            .iter()
            .enumerate()
            .filter(|(_, quote)| quote.span.overlaps(piece));
        let covering: Vec<(usize, &Quote)> = covering.collect();
        for &(i, quote) in &covering {
            let id = if quote.span.start == piece.start {
                format!(" id=\"{}\"", self.anchor("q", i))
            } else {
                String::new()
            };
            write!(out, "<span class=\"quote {}\"{id}>", kind(quote.kind))?;
        }
        let mentions = &self.analysis.entities.mentions;
        let at = mentions.partition_point(|(span, _)| span.end <= piece.start);
        let named = mentions.get(at).filter(|(span, _)| span.overlaps(piece));
        let entity = named.and_then(|(_, id)| self.analysis.entities.get(*id));
        let text = Escaped(piece.of(&self.article.text));
        match entity {
            Some(entity) => write!(
                out,
                "<span class=\"{}\" title=\"{}\">{text}</span>",
                entity_class(entity.kind),
                Escaped(&entity.name)
            )?,
            None => write!(out, "{text}")?,
        }
        for (i, quote) in covering.into_iter().rev() {
            out.write_all(b"</span>")?;
            if quote.span.end == piece.end {
                let (line, number) = (self.anchor("s", i), i + 1);
                write!(out, "<a class=\"number\" href=\"#{line}\">{number}</a>")?;
            }
        }
        Ok(())
    }

    /// The name of an anchor of quote `i`: `q` in the text, `s` in the list.
    fn anchor(&self, place: &str, i: usize) -> String {
        format!("{place}{}-{}", self.number, i + 1)
    }

    /// Writes the quotes by speaker; those without one last.
    fn quotes(&self, out: &mut dyn Write) -> io::Result<()> {
        let quotes = &self.analysis.quotes;
        if quotes.list.is_empty() {
            return Ok(());
        }
        let heading = Label::Quotes.text(self.lang);
        writeln!(out, "<aside>\n<h2>{heading}</h2>")?;
        let speakers = (0..quotes.speakers.len()).map(|id| Some(SpeakerId(id)));
        for speaker in speakers.chain([None]) {
            let said = |quote: &Quote| quote.speaker == speaker;
            let count = quotes.list.iter().filter(|quote| said(quote)).count();
            if count == 0 {
                continue;
            }
            self.speaker(speaker, count, out)?;
            out.write_all(b"<ul>\n")?;
            for (i, quote) in quotes
                .list
                .iter()
                .enumerate()
                .filter(|(_, quote)| said(quote))
            {
                self.line(i, quote, out)?;
            }
            out.write_all(b"</ul>\n")?;
        }
        out.write_all(b"</aside>\n")
    }

    fn speaker(
        &self,
        speaker: Option<SpeakerId>,
        count: usize,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let known = speaker.and_then(|id| self.analysis.quotes.speakers.get(id.0));
        let Some(speaker) = known else {
            let unnamed = Label::Unnamed.text(self.lang);
            return writeln!(
                out,
                "<h3>{unnamed} <span class=\"count\">({count})</span></h3>"
            );
        };
        let role = speaker.role.map(|role| role.of(&self.article.text));
        let role = role.map_or(String::new(), |role| {
            format!("، <span class=\"role\">{}</span>", Escaped(role))
        });
        writeln!(
            out,
            "<h3><bdi>{}</bdi>{role} <span class=\"count\">({count})</span></h3>",
            Escaped(&speaker.name)
        )
    }

    fn line(&self, i: usize, quote: &Quote, out: &mut dyn Write) -> io::Result<()> {
        let citation = Citation::new(self.article, self.analysis, quote);
        let words = Escaped(&citation.words);
        let unsure = if citation.sure || quote.speaker.is_none() {
            String::new()
        } else {
            format!("{UNSURE} ")
        };
        let words = match quote.kind {
            QuoteKind::Direct => format!("«{words}»"),
            QuoteKind::Partial => format!("“{words}”"),
            QuoteKind::Indirect => format!("{RETOLD} {words}"),
        };
        let (own, text) = (self.anchor("s", i), self.anchor("q", i));
        let number = i + 1;
        writeln!(
            out,
            "<li id=\"{own}\" class=\"{}\"><a href=\"#{text}\">{number}. {unsure}{words}</a></li>",
            kind(quote.kind)
        )
    }
}

const fn kind(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Partial => "partial",
        QuoteKind::Indirect => "indirect",
    }
}

const fn entity_class(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Place => "place",
        EntityKind::Organization => "organization",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> String {
        let source = Article::from_text(text, "home/secret/a<b>.txt");
        let analysis = Analysis::of(&source);
        let mut out = Vec::new();
        begin(source.label(), Lang::Arabic, &mut out).unwrap();
        article(&source, &analysis, (1, Lang::Arabic), &mut out).unwrap();
        end(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    const TEXT: &str = "افتتاح مكتبة في دمشق\n\nقال وزير الثقافة سامر الحداد: «المكتبة في دمشق مفتوحة للجميع». وأضاف أن العمل يبدأ غدا.";

    #[test]
    fn quotes_and_their_lines_link_to_each_other() {
        let page = page(TEXT);
        for i in 1..=2 {
            for part in [
                format!("id=\"q1-{i}\""),
                format!("href=\"#q1-{i}\""),
                format!("id=\"s1-{i}\""),
                format!("href=\"#s1-{i}\""),
            ] {
                assert_eq!(page.matches(&part).count(), 1, "{part} in {page}");
            }
        }
        assert!(
            page.contains("<span class=\"place\" title=\"دمشق\">دمشق</span>"),
            "{page}"
        );
        assert!(page.contains("<h3><bdi>سامر الحداد</bdi>"), "{page}");
    }

    #[test]
    fn all_elements_are_closed_in_order() {
        let page = page(TEXT);
        let body = &page[page.find("<body>").unwrap()..];
        let mut open = Vec::new();
        for tag in body.split('<').skip(1) {
            let name = tag.split(['>', ' ', '\n']).next().unwrap();
            match name.strip_prefix('/') {
                Some("html") => {}
                Some(name) => assert_eq!(open.pop(), Some(name), "{page}"),
                None => open.push(name),
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }

    #[test]
    fn nothing_of_an_article_acts_as_html() {
        let page =
            page("عنوان <script>alert('1')</script>\n\nنص & «<b onclick=\"x\">قول</b>» في آخره.");
        assert!(!page.contains("<script") && !page.contains("<b "), "{page}");
        assert!(page.contains("&lt;script&gt;alert(&#39;1&#39;)"), "{page}");
        assert!(
            page.contains("a&lt;b&gt;.txt") && !page.contains("secret"),
            "{page}"
        );
    }

    #[test]
    fn the_page_loads_nothing() {
        for sign in ["url(", "@import", "http:", "https:", "src="] {
            assert!(!page(TEXT).contains(sign), "{sign}");
        }
    }
}
