//! A web page → its article: title, paragraphs, headings, publisher.
//!
//! The page is read twice by one linear tokenizer: `html/page.rs` collects every
//! block of text and the metadata, `html/tame.rs` writes a well-formed page of
//! bounded depth, out of which `dom_smoothie` (Firefox's reader view) picks the
//! article. Taming comes first since tree building and scoring are quadratic in the depth
//! of hostile markup: 20,000 nested `<div>` took 20 s (measured).
//!
//! Where reader view finds too little, others stand in one after the other, until
//! there is enough: JSON-LD's `articleBody`; all blocks but those of the page's
//! chrome; all blocks.
//!
//! No CSS, no scripts, no network. Pictures and their captions are left out; a
//! table's row becomes a line with bars between its cells.

mod page;
mod tame;
mod tokens;

use serde_json::Value;

use super::json;
use crate::article::ParagraphRole;
use crate::article::draft::{ArticleBlock, ArticleDraft};
use page::{Boilerplate, HtmlDocument};

/// Larger pages are read whole, without reader view: its tree takes some ten
/// times the page's size in memory.
const LARGEST_FOR_READER_VIEW: usize = 8 << 20;
/// Fewer bytes of article, some 80 Arabic letters, are too little to be it.
const LEAST_ARTICLE: usize = 160;

/// The article of a page; nothing where the page holds no text.
///
/// The title is the page's own (`og:title`, `<h1>`, `<title>` without the site's name),
/// else that of its linked data; the publisher is `og:site_name`, else the same.
pub(super) fn article(html: &str) -> Option<ArticleDraft<'static>> {
    let page = HtmlDocument::read(html, Boilerplate::Leave);
    let linked: Vec<Value> = page
        .linked_data
        .iter()
        .filter_map(|script| serde_json::from_str(script).ok())
        .collect();
    let linked = linked.iter().find_map(find_news);
    let data = linked.and_then(json::article);
    let stated = data.as_ref().and_then(ArticleDraft::title);
    let title = page
        .title()
        .or_else(|| stated.map(|block| block.text.clone().into_owned()));
    let publisher = page
        .site_name
        .clone()
        .or_else(|| data.as_ref().and_then(|data| data.publisher.clone()));

    let mut draft = ArticleDraft::titled(title.as_deref(), publisher);
    let mut body = reader_view(html).unwrap_or_default();
    if length(&body) < LEAST_ARTICLE {
        let stated = data.map(|data| data.blocks).unwrap_or_default();
        let stated = stated.into_iter().filter(|block| !block.is_title());
        let others = [
            stated.collect(),
            page.blocks,
            HtmlDocument::read(html, Boilerplate::Keep).blocks,
        ];
        for other in others {
            if length(&body) < LEAST_ARTICLE && length(&other) > length(&body) {
                body = other;
            }
        }
    }
    drop_repeated_title(&draft.blocks, &mut body);
    if body.is_empty() {
        // A page with a title alone is no article.
        return None;
    }
    draft.blocks.append(&mut body);
    Some(draft)
}

/// Whether `text` is HTML rather than text that mentions a tag.
///
/// A `<` alone proves nothing; a closing tag or a paragraph does.
pub(super) fn is_markup(text: &str) -> bool {
    [
        "</p>",
        "<p>",
        "<p ",
        "<br",
        "</div>",
        "</a>",
        "</li>",
        "</h2>",
        "</span>",
        "</strong>",
    ]
    .iter()
    .any(|tag| text.contains(tag))
}

/// The blocks of a piece of HTML that is an article's text already.
pub(super) fn fragment(html: &str) -> Vec<ArticleBlock<'static>> {
    HtmlDocument::read(html, Boilerplate::Keep).blocks
}

/// A short text that may hold character references and inline tags, without them.
pub(super) fn plain(text: &str) -> String {
    if !text.contains('&') && !is_markup(text) {
        return text.to_owned();
    }
    let blocks = fragment(text);
    let lines: Vec<&str> = blocks.iter().map(|block| block.text.as_ref()).collect();
    lines.join(" ")
}

/// Drops the title where the text repeats it among its first lines.
///
/// Letters and digits are compared, so that quotation marks and blanks do not matter.
pub(super) fn drop_repeated_title(
    head: &[ArticleBlock<'_>],
    body: &mut Vec<ArticleBlock<'static>>,
) {
    /// A kicker or a date may stand before the repeated title.
    const LINES: usize = 3;
    let Some(title) = head.iter().find(|block| block.is_title()) else {
        return;
    };
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let key = letters(&title.text);
    let repeats = |text: &str| text.len() < 4 * title.text.len() + 64 && letters(text) == key;
    if let Some(at) = body
        .iter()
        .take(LINES)
        .position(|block| repeats(&block.text))
    {
        body.remove(at);
        return;
    }
    // Or as the first line of one large block.
    if let Some(first) = body.first_mut() {
        let text = first.text.trim_start();
        if let Some((line, rest)) = text.split_once('\n')
            && repeats(line)
        {
            first.text = rest.to_owned().into();
        }
    }
}

/// The blocks that reader view takes for the article.
///
/// `None` where the page is too large, too complex, or reader view finds no article.
fn reader_view(html: &str) -> Option<Vec<ArticleBlock<'static>>> {
    if html.len() > LARGEST_FOR_READER_VIEW {
        return None;
    }
    let tame = tame::page(html)?;
    let mut reader = dom_smoothie::Readability::new(tame, None, None).ok()?;
    let article = reader.parse().ok()?;
    Some(HtmlDocument::read(&article.content, Boilerplate::Leave).blocks)
}

/// schema.org's article in a page's linked data, wherever the page put it.
fn find_news(value: &Value) -> Option<&Value> {
    if json::is_news(value) {
        return Some(value);
    }
    match value {
        Value::Array(elements) => elements.iter().find(|element| json::is_news(element)),
        Value::Object(object) => object
            .get("@graph")?
            .as_array()?
            .iter()
            .find(|element| json::is_news(element)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// Bytes of text that is read rather than followed: links do not count.
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
        let Some(draft) = article(html) else {
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
    fn of_a_page_the_article_alone_is_left() {
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
             Body: {FIRST}\nBody: {SECOND}"
        );
        assert_eq!(read(&page), expected);
    }

    #[test]
    fn the_title_is_freed_of_the_sites_name() {
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
    fn linked_data_stands_in_where_the_page_is_drawn_by_a_script() {
        let page = format!(
            r#"<html><head><script type="application/ld+json">{{"@context": "https://schema.org",
            "@type": "NewsArticle", "headline": "الميناء يفتح أبوابه", "articleBody": "{FIRST}\n{SECOND}",
            "publisher": {{"name": "صحيفة الساحل"}}}}</script></head><body><div id="app"></div></body></html>"#
        );
        let expected = format!("@صحيفة الساحل\nTitle: الميناء يفتح أبوابه\n{FIRST}\n{SECOND}");
        assert_eq!(read(&page), expected);
    }

    #[test]
    fn a_short_page_is_read_whole() {
        assert_eq!(read("<p>خبر قصير.<p>وسطر ثان."), "خبر قصير.\nوسطر ثان.");
        assert_eq!(read("<form>نص <b>في</b> نموذج</form>"), "نص في نموذج");
        assert_eq!(read("<title>عنوان بلا نص</title>"), "nothing");
        assert_eq!(read("<script>var x;</script>"), "nothing");
    }

    #[test]
    fn references_are_resolved_in_a_title() {
        assert_eq!(
            plain("&quot;الميناء&quot; &amp; <b>البحر</b>"),
            "\"الميناء\" & البحر"
        );
        assert_eq!(plain("أقل من 3 < 5"), "أقل من 3 < 5");
    }

    #[test]
    fn hostile_markup_takes_linear_time() {
        // In quadratic time each of these takes minutes.
        let n = 30_000;
        let numbered = |text: &str| -> String {
            let pieces: Vec<_> = (0..n).map(|i| text.replace('#', &i.to_string())).collect();
            pieces.concat()
        };
        let pages = [
            "<div>".repeat(n),
            "<ul><li>".repeat(n),
            "<table>".repeat(n),
            "<svg><li>".repeat(n),
            "<p><span><div></span>".repeat(n),
            format!("<p{}>", numbered(" a#=1")),
            numbered("<b a=#>") + &"<p>x".repeat(n),
            "<a><div>".repeat(n) + &"</a>".repeat(n),
            "</p>".repeat(n),
            "<br>".repeat(n),
            "&amp".repeat(n),
            "<!--".repeat(n),
            "<script>".repeat(n),
        ];
        for page in pages {
            let page = format!("{page}<p>{FIRST}</p>");
            let begun = std::time::Instant::now();
            let _any = article(&page);
            let took = begun.elapsed();
            assert!(took.as_secs() < 10, "{took:?}: {}", &page[..40]);
        }
    }
}
