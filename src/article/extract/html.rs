//! A web page → its article: title, paragraphs, headings, publisher, author, date, address.
//!
//! The page is tokenized once, in linear time (`markup/tokens.rs`). From the tokens
//! `markup/document.rs` reads every block of text and the metadata, and `html/sanitize.rs`
//! writes a well-formed page of bounded depth, in which `dom_smoothie` (Firefox's reader
//! view) finds the article. The page is sanitized first because tree building and
//! scoring are quadratic in the depth of hostile markup: 20,000 nested `<div>` took 20 s
//! (measured).
//!
//! Where reader view finds too little, other sources are tried one after the other, until
//! there is enough text: JSON-LD's `articleBody`; the data of a page that a script draws (`__NEXT_DATA__`); all blocks of the page except its
//! boilerplate; all blocks.
//!
//! No CSS, no scripts, no network. Pictures and their captions are left out; a
//! table's row becomes a line with bars between its cells.

mod lenient_json;
mod sanitize;

use serde_json::Value;

use super::markup::document::{Boilerplate, HtmlDocument};
use super::markup::tokens::HtmlTokens;
use super::news_object;
use crate::article::draft::{ArticleBlock, ArticleDraft};
use crate::article::types::ParagraphRole;

/// Larger pages, in bytes, are read whole, without reader view: its tree takes some
/// ten times the page's size in memory.
const LARGEST_FOR_READER_VIEW: usize = 8 << 20;
/// Fewer bytes of text, some 80 Arabic letters, are too little to be the article.
const LEAST_ARTICLE: usize = 160;

/// The article of a page; `None` where the page holds no text.
///
/// The title is the page's own (`og:title`, `<h1>`, `<title>` without the site's name),
/// else that of its linked data; the publisher is `og:site_name`, else that of the linked data.
pub(super) fn article(html: String) -> Option<ArticleDraft<'static>> {
    let tokens = HtmlTokens::read(&html);
    let fits_reader_view = html.len() <= LARGEST_FOR_READER_VIEW;
    // From here on the tokens stand for the page, which may be large.
    drop(html);
    let page = HtmlDocument::read(&tokens, Boilerplate::Remove);
    let linked = linked_article(&page.linked_data);
    let linked_title = linked.as_ref().and_then(ArticleDraft::title);
    let title = page
        .title()
        .or_else(|| linked_title.map(|block| block.text.clone().into_owned()));
    let direction = page.direction;
    let publisher = page
        .site_name
        .or_else(|| linked.as_ref().and_then(|linked| linked.publisher.clone()));

    let provenance = linked.as_ref().map(|linked| linked.provenance.clone());
    let provenance = page
        .provenance
        .provenance()
        .or(provenance.unwrap_or_default());

    let mut body = if fits_reader_view {
        reader_view(&tokens).unwrap_or_default()
    } else {
        Vec::new()
    };
    if length(&body) < LEAST_ARTICLE {
        let linked = linked.map(|linked| linked.blocks).unwrap_or_default();
        let linked = linked.into_iter().filter(|block| !block.is_title());
        let others = [
            linked.collect(),
            drawn_article(&page.page_data),
            page.blocks,
            HtmlDocument::read(&tokens, Boilerplate::Keep).blocks,
        ];
        for other in others {
            if length(&body) < LEAST_ARTICLE && length(&other) > length(&body) {
                body = other;
            }
        }
    }
    let mut draft = ArticleDraft::titled(title.as_deref(), publisher);
    draft.direction = direction;
    draft.provenance = provenance;
    let title_blocks = draft.blocks.len();
    draft.append_body(body);
    // A page with a title alone is no article.
    (draft.blocks.len() > title_blocks).then_some(draft)
}

/// The blocks that reader view takes for the article.
///
/// `None` where the page is too complex, or reader view finds no article.
fn reader_view(tokens: &HtmlTokens) -> Option<Vec<ArticleBlock<'static>>> {
    let page = sanitize::sanitize(tokens)?;
    let mut readability = dom_smoothie::Readability::new(page, None, None).ok()?;
    let article = readability.parse().ok()?;
    let tokens = HtmlTokens::read(&article.content);
    Some(HtmlDocument::read(&tokens, Boilerplate::Remove).blocks)
}

/// The article in the first JSON-LD script that describes one (schema.org), wherever it
/// stands in the script.
fn linked_article(scripts: &[String]) -> Option<ArticleDraft<'static>> {
    let values: Vec<Value> = scripts
        .iter()
        .filter_map(|script| lenient_json::read(script))
        .collect();
    let news = values.iter().find_map(find_news)?;
    news_object::article(news)
}

/// The blocks of the longest article in the data of a page that a script draws.
fn drawn_article(scripts: &[String]) -> Vec<ArticleBlock<'static>> {
    let values = scripts
        .iter()
        .filter_map(|script| lenient_json::read(script));
    let found = values.filter_map(|value| news_object::longest_article(&value));
    let blocks = found
        .map(|draft| draft.blocks)
        .max_by_key(|blocks| length(blocks));
    let blocks = blocks.into_iter().flatten();
    blocks.filter(|block| !block.is_title()).collect()
}

/// The object that describes a news article: `value`, an element of it, or a node of its `@graph`.
fn find_news(value: &Value) -> Option<&Value> {
    if news_object::is_news(value) {
        return Some(value);
    }
    let elements = match value {
        Value::Array(elements) => elements,
        Value::Object(object) => object.get("@graph")?.as_array()?,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
    };
    elements
        .iter()
        .find(|element| news_object::is_news(element))
}

/// Bytes of text to read; links do not count.
fn length(blocks: &[ArticleBlock<'_>]) -> usize {
    blocks
        .iter()
        .filter(|block| block.role != Some(ParagraphRole::Link))
        .map(|block| block.text.len())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "قالت وزيرة النقل ليلى منصور، الأحد، إن ميناء الواحة سيستقبل أول سفينة في الشتاء المقبل، وإن التوسعة اكتملت.";
    const SECOND: &str = "وأضافت أن كلفة المشروع بلغت 120 مليون دينار، دفعت الحكومة نصفها، وجاء الباقي من صندوق المدن الساحلية.";

    /// One block a line, its role before it.
    fn read(html: &str) -> String {
        let Some(draft) = article(html.to_owned()) else {
            return "nothing".to_owned();
        };
        let publisher = draft.publisher.map(|name| format!("@{name}"));
        let blocks = draft.blocks.iter().map(|block| match block.role {
            Some(role) => format!("{role:?}: {}", block.text),
            None => block.text.clone().into_owned(),
        });
        publisher
            .into_iter()
            .chain(blocks)
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn the_article_is_separated_from_the_page() {
        let page = format!(
            r#"<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>ميناء الواحة يفتح أبوابه | صحيفة الساحل</title>
            <meta property="og:site_name" content="صحيفة الساحل"><style>p {{ color: red }}</style>
            <script>var p = "<p>شيفرة</p>";</script></head><body>
            <nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/s">رياضة</a></li></ul></nav>
            <div class="content"><article><h1>ميناء الواحة يفتح أبوابه</h1>
            <figure><img src="x.jpg"><figcaption>صورة الميناء</figcaption></figure>
            <p>{FIRST}</p><p>{SECOND}</p><h2>ماذا بعد &laquo;التوسعة&raquo;</h2>
            <p>{SECOND}<br>{FIRST}</p><p><a href="/2">خبر آخر عن المطار</a></p>
            <ul><li>{FIRST}</li><li>{SECOND}</li></ul></article></div>
            <div class="comments"><form><textarea>رأيك</textarea><button>أرسل</button></form></div>
            <footer>جميع الحقوق محفوظة</footer></body></html>"#
        );
        let expected = format!(
            "@صحيفة الساحل\nTitle: ميناء الواحة يفتح أبوابه\n{FIRST}\n{SECOND}\n\
             Heading: ماذا بعد «التوسعة»\n{SECOND}\n{FIRST}\nLink: خبر آخر عن المطار\n\
             Body: • {FIRST}\nBody: • {SECOND}"
        );
        assert_eq!(read(&page), expected);
    }

    #[test]
    fn the_title_loses_the_sites_name() {
        let titled = |head: &str| {
            let page = format!("<head>{head}</head><body><p>{FIRST}<p>{SECOND}");
            read(&page)
                .lines()
                .find_map(|line| line.strip_prefix("Title: ").map(str::to_owned))
        };
        let some = |title: &str| Some(title.to_owned());
        assert_eq!(
            titled("<title>الميناء يفتح أبوابه - صحيفة الساحل</title>"),
            some("الميناء يفتح أبوابه")
        );
        assert_eq!(
            titled("<title>الواحة - الساحل</title>"),
            some("الواحة - الساحل")
        );
        assert_eq!(
            titled("<title>أ</title><meta property=og:title content='سليمان: الميناء شريان'>"),
            some("سليمان: الميناء شريان")
        );
        // Where the page names its site, the title may be one word.
        let named = "<title>الميناء | الساحل</title><meta property=og:site_name content=الساحل>";
        assert_eq!(titled(named), some("الميناء"));
        assert_eq!(titled(""), None);
    }

    #[test]
    fn linked_data_is_used_where_a_script_draws_the_page() {
        let page = format!(
            r#"<html><head><script type="application/ld+json">{{"@context": "https://schema.org",
            "@type": "NewsArticle", "headline": "الميناء يفتح أبوابه", "articleBody": "{FIRST}\n{SECOND}",
            "publisher": {{"name": "صحيفة الساحل"}}}}</script></head><body><div id="app"></div></body></html>"#
        );
        let expected = format!("@صحيفة الساحل\nTitle: الميناء يفتح أبوابه\n{FIRST}\n{SECOND}");
        assert_eq!(read(&page), expected);
    }

    /// Author, date and address, joined by ` / `.
    fn provenance(html: &str) -> String {
        let found = article(html.to_owned()).unwrap().provenance;
        let parts = [found.author, found.date, found.address];
        parts
            .map(|part| part.unwrap_or_else(|| "-".to_owned()))
            .join(" / ")
    }

    #[test]
    fn author_date_and_address_come_from_the_tags_then_the_linked_data() {
        let linked = r#"<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "نص",
            "author": {"name": "سامر"}, "datePublished": "2026-10-20", "url": "https://a.example/linked"}</script>"#;
        let tags = "<meta property=og:url content=https://a.example/og>
            <link rel='alternate' href=https://a.example/feed><link rel=canonical href=https://a.example/1>
            <meta name=Author content='سلمى الحداد'>
            <meta property=article:author content=https://social.example/salma>
            <meta property=article:published_time content=2026-10-21T09:15:00Z>";
        let time = "<time datetime=2026-10-19>أمس</time>";
        for (page, expected) in [
            (
                format!("{linked}{tags}{time}<p>نص"),
                "سلمى الحداد / 2026-10-21T09:15:00Z / https://a.example/1",
            ),
            (
                format!("{linked}<p>نص"),
                "سامر / 2026-10-20 / https://a.example/linked",
            ),
            (format!("{time}{time}<p>نص"), "- / 2026-10-19 / -"),
            // Dates of other articles: which is meant is not known.
            (
                format!("{time}<time datetime=2025-01-01>قبل</time><p>نص"),
                "- / - / -",
            ),
            (
                format!("{time}<time itemprop=datePublished datetime=2025-01-01>قبل</time><p>نص"),
                "- / 2025-01-01 / -",
            ),
        ] {
            assert_eq!(provenance(&page), expected, "{page}");
        }
    }

    #[test]
    fn linked_data_with_raw_line_ends_and_trailing_commas_is_read() {
        let page = format!(
            "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"الميناء\",\
             \"articleBody\":\"{FIRST}\n{SECOND}\",}}</script><div id=app></div>"
        );
        assert_eq!(read(&page), format!("Title: الميناء\n{FIRST}\n{SECOND}"));
        let page = format!(
            "<title>الميناء</title><div id=__next></div><script id=__NEXT_DATA__ type='application/json'>\
             {{\"props\": {{\"pageProps\": {{\"menu\": [{{\"name\": \"م\", \"text\": \"س\"}}], \"article\": \
             {{\"title\": \"الميناء\", \"body\": \"{FIRST}\\n{SECOND}\"}}}}}}}}</script>"
        );
        assert_eq!(read(&page), format!("Title: الميناء\n{FIRST}\n{SECOND}"));
    }

    #[test]
    fn parts_around_the_article_are_left_out() {
        let page = format!(
            "<h1>الميناء يفتح أبوابه</h1><div><span class=visually-hidden>Author, </span></div><p>{FIRST}</p>\
             <div class=related><h4>إقرأ أيضاً</h4><ul><li><a>خبر</a></ul></div><p>{SECOND}</p>\
             <figure><p>صدر الصورة، EPA</p></figure>\
             <div class='post tags'>تاجز: <a>الميناء</a><a>ليلى منصور</a></div><div class=share><span>0</span></div>"
        );
        assert_eq!(
            read(&page),
            format!("Title: الميناء يفتح أبوابه\n{FIRST}\n{SECOND}")
        );
    }

    #[test]
    fn a_short_page_is_read_whole() {
        assert_eq!(read("<p>خبر قصير.<p>وسطر ثان."), "خبر قصير.\nوسطر ثان.");
        assert_eq!(read("<form>نص <b>في</b> نموذج</form>"), "نص في نموذج");
        assert_eq!(read("<title>عنوان بلا نص</title>"), "nothing");
        assert_eq!(read("<script>var x;</script>"), "nothing");
    }

    #[test]
    fn hostile_markup_is_bounded_before_reader_view() {
        // Tree building takes quadratic time on each of these as they stand.
        const N: usize = 30_000;
        let numbered = |text: &str, count: usize| -> String {
            let pieces: Vec<_> = (0..count)
                .map(|i| text.replace('#', &i.to_string()))
                .collect();
            pieces.concat()
        };
        let pages = [
            "<div>".repeat(N),
            "<ul><li>".repeat(N),
            "<table>".repeat(N),
            "<svg><li>".repeat(N),
            "<p><span><div></span>".repeat(N),
            format!("<p{}>", numbered(" a#=1", N)),
            numbered("<b a=#>", N) + &"<p>x".repeat(N),
            // Each paragraph opens all formatting elements again that were left open before.
            numbered("<p><b id=#>", 2_000),
            "<a><div>".repeat(N) + &"</a>".repeat(N),
            "</p>".repeat(N),
            "<br>".repeat(N),
            "&amp".repeat(N),
            "<!--".repeat(N),
            "<script>".repeat(N),
        ];
        for page in pages {
            let page = format!("{page}<p>{FIRST}</p>");
            let tokens = HtmlTokens::read(&page);
            assert!(
                tokens.iter().count() * 3 <= page.len() + 3,
                "{}",
                &page[..40]
            );
            if let Some(sanitized) = sanitize::sanitize(&tokens) {
                // What the tree builder adds by itself is bounded too.
                let tree = dom_smoothie::Readability::from(sanitized.as_str()).doc;
                let nodes = tree.root().descendants().len();
                let written = sanitized.matches(['<']).count();
                assert!(
                    nodes <= 4 * written + 16,
                    "{nodes} nodes of {written}: {}",
                    &page[..40]
                );
            }
            let _any = article(page);
        }
    }
}
