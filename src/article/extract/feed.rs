//! RSS 0.9 to 2.0, RDF and Atom → an article for each item.
//!
//! An item's text is the longest of its content and its summary, as HTML where it is HTML; the feed's title is the
//! publisher. An item with a title alone is an article of one line. Its author, date and address are the article's.
//! Categories and media are left out.
//!
//! The items come one at a time. A fault in the XML ends the feed, since nothing tells where the next item begins; the
//! items before it are kept.

use quick_xml::escape;

use super::markup;
use super::xml::{XmlEvent, XmlReader, XmlTag};
use crate::article::draft::{ArticleBlock, ArticleDraft, DraftSink, ExtractError};
use crate::article::provenance::Provenance;

/// Gives `sink` an article for each item of the feed in `text`.
///
/// Calls `sink` at least once: a feed without an item with text gives [`ExtractError::NoTextInFormat`].
pub(super) fn articles(text: &str, sink: &mut DraftSink<'_>) {
    let mut reader = FeedReader {
        sink,
        prefix: None,
        publisher: None,
        item: None,
        capture: None,
        found: false,
    };
    let mut xml = XmlReader::new(text);
    let outcome = loop {
        match xml.next() {
            Ok(Some(XmlEvent::Start(tag))) => reader.start(&tag),
            Ok(Some(XmlEvent::End(name))) => reader.end(&name),
            Ok(Some(XmlEvent::Text(text))) => reader.text(&text),
            Ok(None) => break Ok(()),
            Err(error) => break Err(error),
        }
    };
    reader.end_capture();
    reader.end_item();
    match outcome {
        Err(error) => (reader.sink)(Err(error)),
        Ok(()) if !reader.found => (reader.sink)(Err(ExtractError::NoTextInFormat("feed"))),
        Ok(()) => {}
    }
}

/// A child of an item or of the feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FeedField {
    Title,
    Summary,
    Content,
    /// `author`, `dc:creator`; Atom's `name` inside of `author`.
    Author,
    /// `published`, `pubDate`, `dc:date`.
    Date,
    /// `updated`: the date where none of publication is stated.
    Updated,
    /// `link`.
    Address,
    /// Holds a title of its own that is not the item's: a picture, a source, a text field.
    Ignored,
}

/// How the text of a field is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum TextKind {
    /// RSS does not say; HTML if it looks like it.
    #[default]
    Unknown,
    /// Atom's `type="text"`.
    Plain,
    /// Escaped HTML.
    Html,
    /// XHTML elements in the feed itself.
    Xhtml,
}

/// The text of a field.
#[derive(Clone, Debug, Default)]
struct FieldText {
    text: String,
    kind: TextKind,
}

#[derive(Debug, Default)]
struct FeedItem {
    title: FieldText,
    summary: FieldText,
    content: FieldText,
    provenance: Provenance,
    /// When it was changed last.
    updated: Option<String>,
}

/// A field that is being read.
struct Capture {
    field: FeedField,
    /// Elements that are open inside of it.
    depth: usize,
    value: FieldText,
}

struct FeedReader<'r, 'f> {
    sink: &'r mut DraftSink<'f>,
    /// Prefix of the feed's own elements, with its colon: `atom:`; known from the root on.
    prefix: Option<String>,
    publisher: Option<String>,
    item: Option<FeedItem>,
    capture: Option<Capture>,
    /// An item had text.
    found: bool,
}

impl FeedReader<'_, '_> {
    fn start(&mut self, tag: &XmlTag<'_>) {
        if let Some(capture) = &mut self.capture {
            capture.depth += 1;
            capture.value.text.push('<');
            capture.value.text.push_str(tag.source());
            capture.value.text.push('>');
            return;
        }
        let name = tag.name();
        let Some(prefix) = &self.prefix else {
            let prefix = name.rfind(':').map_or("", |colon| &name[..=colon]);
            // RSS 1.0 has a prefix at its root alone.
            let prefix = if name.ends_with(":RDF") { "" } else { prefix };
            self.prefix = Some(prefix.to_owned());
            return;
        };
        let own = name.strip_prefix(prefix.as_str()).unwrap_or(name);
        let field = match own {
            "item" | "entry" => {
                self.end_item();
                self.item = Some(FeedItem::default());
                return;
            }
            "title" => FeedField::Title,
            "description" | "summary" => FeedField::Summary,
            "content" | "content:encoded" => FeedField::Content,
            "author" | "dc:creator" => FeedField::Author,
            "published" | "pubDate" | "dc:date" => FeedField::Date,
            "updated" | "dcterms:modified" => FeedField::Updated,
            "link" => {
                self.link(tag);
                FeedField::Address
            }
            "image" | "source" | "textinput" | "textInput" => FeedField::Ignored,
            _other => return,
        };
        let kind = match tag.attribute("type").as_deref() {
            Some("xhtml" | "application/xhtml+xml") => TextKind::Xhtml,
            Some("html" | "text/html") => TextKind::Html,
            Some("text" | "text/plain") => TextKind::Plain,
            Some(_) | None => TextKind::Unknown,
        };
        self.capture = Some(Capture {
            field,
            depth: 0,
            value: FieldText {
                text: String::new(),
                kind,
            },
        });
    }

    /// Atom has the address in an attribute; `rel` tells it from pictures and comments.
    fn link(&mut self, tag: &XmlTag<'_>) {
        let is_own = tag.attribute("rel").is_none_or(|rel| rel == "alternate");
        if let Some(item) = &mut self.item
            && is_own
            && item.provenance.address.is_none()
        {
            item.provenance.address = tag.attribute("href");
        }
    }

    fn end(&mut self, name: &str) {
        match &mut self.capture {
            Some(capture) if capture.depth > 0 => {
                capture.depth -= 1;
                capture.value.text.push_str("</");
                capture.value.text.push_str(name);
                capture.value.text.push('>');
            }
            Some(_) => self.end_capture(),
            None => {
                let prefix = self.prefix.as_deref().unwrap_or_default();
                if matches!(name.strip_prefix(prefix), Some("item" | "entry")) {
                    self.end_item();
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(capture) = &mut self.capture
            && capture.field != FeedField::Ignored
        {
            match capture.value.kind {
                // Tags are kept as they are written, so text has to be told from them.
                TextKind::Xhtml => capture.value.text.push_str(&escape::partial_escape(text)),
                _other => capture.value.text.push_str(text),
            }
        }
    }

    fn end_capture(&mut self) {
        let Some(Capture { field, value, .. }) = self.capture.take() else {
            return;
        };
        match (&mut self.item, field) {
            (Some(item), FeedField::Author) => {
                let author = author_name(&value.text);
                item.provenance.author = item.provenance.author.take().or(author);
            }
            (Some(item), FeedField::Date) => {
                let date = Some(value.text);
                item.provenance.date = item.provenance.date.take().or(date);
            }
            (Some(item), FeedField::Updated) => item.updated = Some(value.text),
            (Some(item), FeedField::Address) => {
                let address = Some(value.text).filter(|text| !text.trim().is_empty());
                item.provenance.address = item.provenance.address.take().or(address);
            }
            (_, FeedField::Ignored)
            | (
                None,
                FeedField::Summary
                | FeedField::Content
                | FeedField::Author
                | FeedField::Date
                | FeedField::Updated
                | FeedField::Address,
            ) => {}
            (Some(item), FeedField::Title) => item.title = value,
            (Some(item), FeedField::Summary) => item.summary = value,
            (Some(item), FeedField::Content) => item.content = value,
            (None, FeedField::Title) => {
                let title = markup::plain_text(value.text.trim());
                if self.publisher.is_none() && !title.is_empty() {
                    self.publisher = Some(title);
                }
            }
        }
    }

    /// Passes on the item that is being read, if it has a text.
    fn end_item(&mut self) {
        let Some(item) = self.item.take() else {
            return;
        };
        let title = markup::plain_text(item.title.text.trim());
        let body = if item.content.text.len() >= item.summary.text.len() {
            item.content
        } else {
            item.summary
        };
        let mut draft = ArticleDraft::titled(Some(&title), self.publisher.clone());
        draft.append_body(blocks(&body));
        draft.provenance = item.provenance;
        draft.provenance.date = draft.provenance.date.or(item.updated);
        if !draft.blocks.is_empty() {
            self.found = true;
            (self.sink)(Ok(draft));
        }
    }
}

/// The name of an author: Atom's `<name>`, RSS's `address (name)`, else the whole text.
fn author_name(text: &str) -> Option<String> {
    let between = |open: &str, close: &str| Some(text.split_once(open)?.1.split_once(close)?.0);
    let name = between("<name>", "</name>").or_else(|| between("(", ")"));
    let name = name.unwrap_or(text).trim();
    // An address of mail alone names nobody.
    let is_name = !name.is_empty() && !name.contains('@') && !name.contains('<');
    is_name.then(|| name.to_owned())
}

/// The blocks of an item's text.
fn blocks(body: &FieldText) -> Vec<ArticleBlock<'static>> {
    let text = body.text.trim();
    let is_html = match body.kind {
        TextKind::Plain => false,
        TextKind::Html | TextKind::Xhtml => true,
        TextKind::Unknown => markup::is_markup(text) || text.contains('&'),
    };
    if text.is_empty() {
        Vec::new()
    } else if is_html {
        markup::fragment(text)
    } else {
        vec![ArticleBlock::new(text.to_owned(), None)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The articles of a feed, each as its publisher and its blocks.
    fn read(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        articles(text, &mut |outcome| {
            all.push(match outcome {
                Ok(draft) => {
                    let texts: Vec<&str> = draft
                        .blocks
                        .iter()
                        .map(|block| block.text.as_ref())
                        .collect();
                    let publisher = draft.publisher.as_deref().unwrap_or_default();
                    format!("@{publisher} {}", texts.join(" / "))
                }
                Err(error) => error.to_string(),
            });
        });
        all
    }

    #[test]
    fn each_item_of_rss_is_an_article() {
        let feed = "<?xml version='1.0'?><rss xmlns:content='x' xmlns:media='y'><channel><image><title>صورة</title></image>\
            <title>صحيفة &amp;quot;الواحة&amp;quot;</title><description>آخر الأخبار</description>\
            <item><title>خبر أول</title><description>ملخص</description><media:title>م</media:title>\
            <content:encoded><![CDATA[<h2>خبر أول</h2><p>نص &laquo;أول&raquo;</p><p>نص ثان</p>]]></content:encoded></item>\
            <item><title>خبر ثان</title><source url='x'>وكالة</source>\
            <description>&lt;p&gt;سطر&lt;/p&gt;&lt;p&gt;آخر&lt;/p&gt;</description></item>\
            <item><title>عنوان وحده</title></item><item><link>x</link></item></channel></rss>";
        assert_eq!(
            read(feed),
            [
                "@صحيفة \"الواحة\" خبر أول / نص «أول» / نص ثان",
                "@صحيفة \"الواحة\" خبر ثان / سطر / آخر",
                "@صحيفة \"الواحة\" عنوان وحده",
            ]
        );
    }

    #[test]
    fn atom_says_how_its_text_is_written() {
        let feed = "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>الواحة</a:title>\
            <a:entry><a:title>أ</a:title><a:source><a:title>غيرها</a:title></a:source>\
            <a:summary type='text'>5 &lt; 6 &amp;amp;</a:summary></a:entry>\
            <a:entry><a:title>ب</a:title><a:content type='xhtml'><div><p>نص <b>غامق</b> &lt;3</p><p>آخر</p></div></a:content></a:entry>\
            <a:entry><a:title>ج</a:title><a:content type='html'>&lt;p&gt;نص&lt;p&gt;آخر</a:content></a:entry></a:feed>";
        assert_eq!(
            read(feed),
            [
                "@الواحة أ / 5 < 6 &amp;",
                "@الواحة ب / نص غامق <3 / آخر",
                "@الواحة ج / نص / آخر",
            ]
        );
    }

    #[test]
    fn an_item_states_author_date_and_address() {
        let stated = |feed: &str| {
            let mut all = Vec::new();
            articles(feed, &mut |outcome| {
                let found = outcome.unwrap().provenance.cleaned();
                let parts = [found.author, found.date, found.address];
                all.push(
                    parts
                        .map(|part| part.unwrap_or_else(|| "-".to_owned()))
                        .join(" / "),
                );
            });
            all
        };
        let rss = "<rss><channel><link>https://a.example</link><item><title>أ</title><author>x@a.example (سلمى الحداد)</author>\
            <pubDate>Sun, 12 Oct 2025 09:00:00 +0300</pubDate><link>https://a.example/1</link></item>\
            <item><title>ب</title><dc:creator>سامر</dc:creator><dc:date>2025-10-12</dc:date></item>\
            <item><title>ج</title><author>x@a.example</author></item></channel></rss>";
        assert_eq!(
            stated(rss),
            [
                "سلمى الحداد / Sun, 12 Oct 2025 09:00:00 +0300 / https://a.example/1",
                "سامر / 2025-10-12 / -",
                "- / - / -",
            ]
        );
        let atom = "<feed><entry><title>أ</title><author><name>سلمى الحداد</name><email>x@a.example</email></author>\
            <link rel='enclosure' href='https://a.example/x.mp3'/><link href='https://a.example/1'/>\
            <updated>2025-10-13</updated><published>2025-10-12</published></entry>\
            <entry><title>ب</title><updated>2025-10-13</updated></entry></feed>";
        assert_eq!(
            stated(atom),
            [
                "سلمى الحداد / 2025-10-12 / https://a.example/1",
                "- / 2025-10-13 / -"
            ]
        );
    }

    #[test]
    fn rdf_has_its_items_beside_the_channel() {
        let feed = "<rdf:RDF xmlns='x'><channel><title>الواحة</title></channel><item><title>خبر</title>\
            <description>نص الخبر.</description></item></rdf:RDF>";
        assert_eq!(read(feed), ["@الواحة خبر / نص الخبر."]);
    }

    #[test]
    fn a_damaged_feed_keeps_the_items_before_the_fault() {
        let cut = "<rss><channel><item><title>أ</title></item><item><title>ب";
        assert_eq!(read(cut), ["@ أ", "@ ب"]);
        let faulty = read("<rss><item><title>أ</title></item><item><title>ب</title><x <!-- ");
        assert_eq!(faulty[0], "@ أ");
        assert!(faulty.len() >= 2, "{faulty:?}");
        assert_eq!(read("<rss></rss>"), ["no text found in this feed"]);
    }

    #[test]
    fn billion_laughs_are_refused() {
        let feed = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'هه'><!ENTITY b '&a;&a;&a;'>]>\
            <rss><item><title>أول</title></item><item><title>&b;</title></item></rss>";
        let got = read(feed);
        assert_eq!(got[0], "@ أول");
        assert!(
            got.last().unwrap().contains("entity of its own (&b;)"),
            "{got:?}"
        );
    }
}
