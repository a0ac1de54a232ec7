//! The tokens of a page → every block of its text, and what the page says about itself.
//!
//! A block is what a browser would draw as a paragraph: it ends where a block
//! element begins or ends. White space inside is folded as a browser folds it, except
//! in `<pre>`, whose line ends count.
//!
//! A block's role: a heading element gives a heading; a block of which nine bytes in ten
//! are inside `<a>` is a link, unless it is a heading; a list item is body; for all else
//! `structure` decides.
//!
//! It does not separate the article from what surrounds it, except that elements
//! which are never part of an article can be left out.

use std::mem;

use super::directions::{DirectionScopes, stated_direction};
use super::elements::{HtmlElement, InlineGaps};
use super::hidden::{HiddenElement, HiddenTag};
use super::lists::ListMarkers;
use super::provenance::ProvenanceReader;
use super::raised;
use super::tokens::{HtmlToken, HtmlTokens, StartTag};
use crate::article::draft::ArticleBlock;
use crate::article::types::ParagraphRole;
use crate::direction::Direction;

/// Whether navigation, page foot, forms and the like are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::article::extract) enum Boilerplate {
    /// Read: for a piece of HTML that is an article already.
    Keep,
    /// Left out, with everything inside.
    Remove,
}

/// The blocks and the metadata of a page or of a piece of one.
#[derive(Debug, Default)]
pub(in crate::article::extract) struct HtmlDocument {
    /// In the page's order.
    pub(in crate::article::extract) blocks: Vec<ArticleBlock<'static>>,
    /// `og:site_name`.
    pub(in crate::article::extract) site_name: Option<String>,
    /// Sources of the `application/ld+json` scripts.
    pub(in crate::article::extract) linked_data: Vec<String>,
    /// Sources of the scripts that hold the data of a page drawn by a script (`__NEXT_DATA__`).
    pub(in crate::article::extract) page_data: Vec<String>,
    /// The direction of `<html>`, `<body>`, `<main>` or `<article>`, the innermost that states one.
    pub(in crate::article::extract) direction: Option<Direction>,
    /// Author, date and address, as the page's tags state them.
    pub(in crate::article::extract) provenance: ProvenanceReader,
    /// `og:title`.
    pub(super) og_title: Option<String>,
    /// The text of `<title>`.
    pub(super) title_element: String,
    /// Texts of the `h1` elements. If there is exactly one, it is the article's title.
    pub(super) h1: Vec<String>,
}

impl HtmlDocument {
    /// Reads all tokens once.
    pub(in crate::article::extract) fn read(tokens: &HtmlTokens, boilerplate: Boilerplate) -> Self {
        let mut reader = DocumentReader::new(boilerplate);
        for token in tokens.iter() {
            match token {
                HtmlToken::Start(tag) => reader.start(&tag),
                HtmlToken::End(name) => reader.end(name),
                HtmlToken::Text(text) => reader.text(text),
            }
        }
        reader.end_block();
        reader.document
    }
}

/// What is kept of the text of a hidden element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HiddenText {
    Ignored,
    Title,
    LinkedData,
    PageData,
}

/// State of the one pass over the tokens.
struct DocumentReader {
    document: HtmlDocument,
    boilerplate: Boilerplate,
    /// The hidden element that is open.
    hidden: Option<HiddenElement>,
    hidden_text: HiddenText,
    /// The text of the block that is being read.
    text: String,
    /// White space was read and not yet written.
    space: bool,
    /// Open elements whose line ends count.
    preformatted: usize,
    /// The heading or list item that the block is, if it is one.
    element: Option<HtmlElement>,
    /// Open `<a>` elements.
    anchors: usize,
    /// Bytes of the block inside `<a>` elements.
    linked: usize,
    /// Open elements that state a direction.
    directions: DirectionScopes,
    gaps: InlineGaps,
    lists: ListMarkers,
    /// Open `<q>` elements.
    quotations: usize,
    /// Where in `text` the `<sup>` or `<sub>` that is open begins, and whether a link is in it.
    raised: Option<(usize, bool)>,
    /// Open `<figure>` elements.
    figures: usize,
    /// Where in `text` the table's cell that is being read begins.
    cell: Option<usize>,
}

/// Between the cells of a table's row.
const CELL_BORDER: &str = " | ";
/// Longest text in a `<figure>` that is taken for a caption, in bytes.
const LONGEST_CAPTION: usize = 400;
/// Longest title or script that is kept, in bytes.
const LONGEST_HIDDEN_TEXT: usize = 1 << 20;

impl DocumentReader {
    fn new(boilerplate: Boilerplate) -> Self {
        Self {
            document: HtmlDocument::default(),
            boilerplate,
            hidden: None,
            hidden_text: HiddenText::Ignored,
            text: String::new(),
            space: false,
            preformatted: 0,
            element: None,
            anchors: 0,
            linked: 0,
            directions: DirectionScopes::default(),
            gaps: InlineGaps::default(),
            lists: ListMarkers::default(),
            quotations: 0,
            raised: None,
            figures: 0,
            cell: None,
        }
    }

    fn start(&mut self, tag: &StartTag<'_>) {
        let name = tag.name;
        if let Some(hidden) = &mut self.hidden {
            if hidden.start(name) == HiddenTag::Inside {
                return;
            }
            self.hidden = None;
        }
        self.space |= self.gaps.start(name);
        let is_around = self.boilerplate == Boilerplate::Remove && tag.is_around_article();
        if tag.is_hidden() || is_around {
            self.hidden = Some(HiddenElement::new(name));
            return;
        }
        if matches!(name, "html" | "body" | "main" | "article") {
            self.document.direction = stated_direction(tag).or(self.document.direction);
        }
        self.document.provenance.start(tag);
        match HtmlElement::of_name(name) {
            HtmlElement::Hidden => {
                self.hidden_text = hidden_text(tag);
                match self.hidden_text {
                    HiddenText::LinkedData => self.document.linked_data.push(String::new()),
                    HiddenText::PageData => self.document.page_data.push(String::new()),
                    HiddenText::Ignored | HiddenText::Title => {}
                }
                self.hidden = (!tag.closes_itself()).then(|| HiddenElement::new(name));
            }
            HtmlElement::Boilerplate if self.boilerplate == Boilerplate::Remove => {
                self.end_block();
                self.hidden = Some(HiddenElement::new(name));
            }
            HtmlElement::Boilerplate | HtmlElement::Block => {
                self.end_block();
                self.figures += usize::from(name == "figure");
            }
            heading_or_item @ (HtmlElement::Heading(_) | HtmlElement::Item) => {
                self.end_block();
                self.element = Some(heading_or_item);
            }
            HtmlElement::Cell => self.start_cell(),
            HtmlElement::Break => self.push_break(),
            HtmlElement::Preformatted => {
                self.end_block();
                self.preformatted += 1;
            }
            HtmlElement::Inline if name == "meta" => self.meta(tag),
            HtmlElement::Inline => self.start_inline(name),
        }
        // After the block before it has ended.
        self.directions.start(tag);
        self.lists.start(name);
    }

    fn end(&mut self, name: &str) {
        if let Some(hidden) = &mut self.hidden {
            let tag = hidden.end(name);
            if tag == HiddenTag::Inside {
                return;
            }
            self.hidden = None;
            self.hidden_text = HiddenText::Ignored;
            if tag == HiddenTag::Ends {
                return;
            }
        }
        self.gaps.end(name);
        match HtmlElement::of_name(name) {
            HtmlElement::Heading(_) | HtmlElement::Item => {
                self.end_block();
                self.element = None;
            }
            HtmlElement::Block | HtmlElement::Boilerplate => {
                self.end_block();
                self.figures -= usize::from(name == "figure" && self.figures > 0);
            }
            HtmlElement::Preformatted => {
                self.end_block();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            HtmlElement::Break => self.push_break(),
            HtmlElement::Inline => self.end_inline(name),
            HtmlElement::Cell | HtmlElement::Hidden => {}
        }
        self.directions.end(name);
        self.lists.end(name);
    }

    /// A cell begins: after a border, unless it is the first one of its row.
    fn start_cell(&mut self) {
        if self.cell.is_none() && self.text.trim().is_empty() {
            self.text.clear();
        } else {
            self.isolate_cell();
            self.push(CELL_BORDER);
        }
        self.cell = Some(self.text.len());
    }

    /// Isolates a cell of Latin letters (UAX #9, FSI), so that two of them side by side do not change places in a row that
    /// reads right to left.
    fn isolate_cell(&mut self) {
        let Some(cell) = self.cell.and_then(|from| self.text.get(from..)) else {
            return;
        };
        let words = cell.trim();
        if words.contains(|c: char| c.is_ascii_alphabetic()) && !words.contains('\n') {
            let isolated = format!("\u{2068}{words}\u{2069}");
            let from = self.text.len() - cell.trim_start().len();
            self.text.truncate(from);
            self.text.push_str(&isolated);
        }
    }

    fn start_inline(&mut self, name: &str) {
        match name {
            "a" => {
                self.anchors += 1;
                if let Some((_, linked)) = &mut self.raised {
                    *linked = true;
                }
            }
            "q" => {
                self.push(if self.quotations.is_multiple_of(2) {
                    "«"
                } else {
                    "“"
                });
                self.quotations += 1;
            }
            "sup" | "sub" => self.raised = Some((self.text.len(), self.anchors > 0)),
            _other => {}
        }
    }

    fn end_inline(&mut self, name: &str) {
        match name {
            "a" => self.anchors = self.anchors.saturating_sub(1),
            "q" if self.quotations > 0 => {
                self.quotations -= 1;
                // A blank before the end tag belongs behind the mark.
                let space = mem::take(&mut self.space);
                self.push(if self.quotations.is_multiple_of(2) {
                    "»"
                } else {
                    "”"
                });
                self.space = space;
            }
            "sup" | "sub" => {
                if let Some((from, is_link)) = self.raised.take()
                    && let Some(inner) = self.text.get(from..)
                {
                    let set_off = raised::set_off(name, inner, is_link);
                    self.text.truncate(from);
                    self.text.push_str(&set_off);
                    self.linked = self.linked.min(self.text.len());
                }
            }
            _other => {}
        }
    }

    fn text(&mut self, text: &str) {
        self.gaps.text();
        let kept = match self.hidden_text {
            HiddenText::Ignored if self.hidden.is_some() => return,
            HiddenText::Ignored => return self.push(text),
            HiddenText::Title => Some(&mut self.document.title_element),
            HiddenText::LinkedData => self.document.linked_data.last_mut(),
            HiddenText::PageData => self.document.page_data.last_mut(),
        };
        if let Some(kept) = kept.filter(|kept| kept.len() + text.len() < LONGEST_HIDDEN_TEXT) {
            kept.push_str(text);
        }
    }

    /// The first of each property counts; later ones belong to pictures and other articles.
    fn meta(&mut self, tag: &StartTag<'_>) {
        let key = tag.attribute("property").or_else(|| tag.attribute("name"));
        let content = tag.attribute("content").map(str::trim);
        let (Some(key), Some(content)) = (key, content.filter(|content| !content.is_empty()))
        else {
            return;
        };
        let kept = match key.to_ascii_lowercase().as_str() {
            "og:title" => &mut self.document.og_title,
            "og:site_name" => &mut self.document.site_name,
            _other => return,
        };
        kept.get_or_insert_with(|| content.to_owned());
    }

    /// Adds text, its white space folded as a browser folds it.
    fn push(&mut self, text: &str) {
        let before = self.text.len();
        for c in text.chars() {
            if self.preformatted > 0 {
                self.text.push(c);
            } else if c.is_ascii_whitespace() {
                self.space = true;
            } else {
                if mem::take(&mut self.space) && !self.text.is_empty() && !self.text.ends_with('\n')
                {
                    self.text.push(' ');
                }
                self.text.push(c);
            }
        }
        if self.anchors > 0 {
            self.linked += self.text.len() - before;
        }
    }

    /// `<br>`: a new line in the block, of which `structure` makes a paragraph of its own.
    fn push_break(&mut self) {
        self.space = false;
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Ends the block, if it has text. Without text it goes on: `<h2><div>` is still a heading.
    fn end_block(&mut self) {
        self.isolate_cell();
        self.cell = None;
        let text = mem::take(&mut self.text);
        let linked = mem::take(&mut self.linked);
        self.space = false;
        self.raised = None;
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        // A caption or credit; tables stand in figures too.
        if self.figures > 0 && text.len() <= LONGEST_CAPTION && !text.contains(CELL_BORDER) {
            return;
        }
        // A paragraph that is one link leads elsewhere; a heading may link to itself.
        let is_link = linked * 10 >= text.len() * 9;
        let role = match self.element.take() {
            Some(HtmlElement::Heading(level)) => {
                if level == 1 {
                    self.document.h1.push(text.to_owned());
                }
                Some(ParagraphRole::Heading)
            }
            Some(_) | None if is_link => Some(ParagraphRole::Link),
            Some(_) => Some(ParagraphRole::Body),
            None => None,
        };
        let marker = match role {
            Some(ParagraphRole::Body) => self.lists.marker(text),
            Some(_) | None => String::new(),
        };
        let block = ArticleBlock::new(marker + text, role);
        self.document.blocks.push(ArticleBlock {
            direction: self.directions.of_block(text),
            ..block
        });
    }
}

/// What is kept of the text of the hidden element that `tag` opens.
fn hidden_text(tag: &StartTag<'_>) -> HiddenText {
    match tag.name {
        "title" => HiddenText::Title,
        "script"
            if tag
                .attribute("type")
                .is_some_and(|kind| kind.contains("ld+json")) =>
        {
            HiddenText::LinkedData
        }
        "script" if tag.attribute("id") == Some("__NEXT_DATA__") => HiddenText::PageData,
        _other => HiddenText::Ignored,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks of `html`, each with the first letter of its role, joined by ` / `.
    fn blocks(html: &str, boilerplate: Boilerplate) -> String {
        let document = HtmlDocument::read(&HtmlTokens::read(html), boilerplate);
        let blocks = document.blocks.iter().map(|block| match block.role {
            Some(role) => format!("{}:{}", &format!("{role:?}")[..1], block.text),
            None => block.text.clone().into_owned(),
        });
        blocks.collect::<Vec<_>>().join(" / ")
    }

    #[test]
    fn blocks_end_where_block_elements_do() {
        for (html, expected) in [
            ("<p>أ <b>ب</b>\n ج<p>د", "أ ب ج / د"),
            ("<h2><div>أ</div></h2>ب", "H:أ / ب"),
            ("<ul><li>أ<li>ب</ul>ج", "B:• أ / B:• ب / ج"),
            ("<p><a>أ</a><p>ب <a>ج</a>", "L:أ / ب ج"),
            ("<pre>أ\n  ب</pre>ج\n د", "أ\n  ب / ج د"),
            ("أ<br>ب", "أ\nب"),
            ("<table><tr><td>أ<td>ب<tr><td>ج", "أ | ب / ج"),
            ("أ<script>x</script>ب<svg/>ج", "أبج"),
            (
                "<table><tr><td><td>ب<tr><td>Ab<td>Cd 5<td>6",
                "| ب / \u{2068}Ab\u{2069} | \u{2068}Cd 5\u{2069} | 6",
            ),
            ("أ <q>ب <q>ج</q></q> د", "أ «ب “ج”» د"),
            ("1,250<sup>3</sup> 10<sub>2</sub>", "1,250³ 10₂"),
            ("قال<sup><a>[1]</a></sup>.", "قال."),
            ("أ<sup>TM</sup>", "أ TM"),
            ("<a>أ</a><a>ب</a> ج", "أ ب ج"),
            ("<div><span>أ</span><span>ب</span></div>", "أ ب"),
            ("<p><span>أ</span><span>ب</span>", "أب"),
            (
                "<ol><li>أ<ul><li>ب</ul><li>- ج<li>د</ol>",
                "B:1. أ / B:• ب / B:- ج / B:3. د",
            ),
            (
                "أ<span hidden>ب</span><b class='x sr-only'>ج</b><p aria-hidden=true>د",
                "أ",
            ),
            ("أ<span style='display:none'>ب<span>ج</span></span>", "أ"),
            ("<figure><p>صورة</p></figure>أ", "أ"),
        ] {
            assert_eq!(blocks(html, Boilerplate::Keep), expected, "{html}");
        }
    }

    #[test]
    fn boilerplate_goes_with_all_that_it_holds() {
        let page = "<nav><p>أ<nav>ب</nav>ج</nav><p>د<footer>ه</footer>";
        assert_eq!(blocks(page, Boilerplate::Remove), "د");
        assert_eq!(blocks(page, Boilerplate::Keep), "أ / ب / ج / د / ه");
    }

    #[test]
    fn a_hidden_text_past_the_limit_is_not_kept() {
        let titled = |length| {
            let page = format!("<title>{}</title>", "x".repeat(length));
            HtmlDocument::read(&HtmlTokens::read(&page), Boilerplate::Keep).title()
        };
        let longest = LONGEST_HIDDEN_TEXT - 1;
        assert_eq!(titled(longest).map(|title| title.len()), Some(longest));
        assert_eq!(titled(longest + 1), None);
    }
}
