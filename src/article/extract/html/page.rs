//! A page's tokens → every block of its text, and what the page says of itself.
//!
//! A block is what a browser would draw as a paragraph: it ends where a block
//! element begins or ends. White space inside is folded as a browser folds it, but
//! in `<pre>`, whose line ends count.
//!
//! A block's role: headings are headings; a block of which nine bytes in ten stand
//! in `<a>` is a link, unless it is a heading; a list item is body; all else is left
//! to `structure`.
//!
//! It does not tell the article from what stands around it, but for elements
//! that are never part of one.

use std::mem;

use super::tokens::{self, Element, StartTag, Visitor};
use crate::article::ParagraphRole;
use crate::article::draft::ArticleBlock;

/// Whether navigation, page foot, forms and the like are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Boilerplate {
    /// Read: for a piece of HTML that is an article already.
    Keep,
    /// Left out, with all that stands inside.
    Leave,
}

/// What one pass over a page gives.
#[derive(Debug, Default)]
pub(super) struct HtmlDocument {
    /// In the page's order.
    pub(super) blocks: Vec<ArticleBlock<'static>>,
    /// `og:site_name`.
    pub(super) site_name: Option<String>,
    /// Sources of the `application/ld+json` scripts.
    pub(super) linked_data: Vec<String>,
    /// `og:title`.
    og_title: Option<String>,
    /// The text of `<title>`.
    title_element: String,
    /// Texts of the `h1` elements; a page with one means its article.
    h1: Vec<String>,
}

impl HtmlDocument {
    /// Reads a page or a piece of one.
    pub(super) fn read(html: &str, chrome: Boilerplate) -> Self {
        let mut reader = Reader {
            page: Self::default(),
            chrome,
            hidden: None,
            capture: Capture::None,
            text: String::new(),
            space: false,
            preformatted: 0,
            element: None,
            anchors: 0,
            linked: 0,
        };
        tokens::walk(html, &mut reader);
        reader.flush();
        reader.page
    }

    /// The article's title as the page states it, without the site's name.
    ///
    /// One `<h1>` alone is trusted where nothing else is stated or what is stated begins
    /// with it; several may be of the page's parts.
    pub(super) fn title(&self) -> Option<String> {
        let stated = self
            .og_title
            .as_deref()
            .unwrap_or(&self.title_element)
            .trim();
        if let [only] = self.h1.as_slice()
            && (stated.is_empty() || stated.starts_with(only.as_str()))
        {
            return Some(only.clone());
        }
        if stated.is_empty() {
            return self.h1.first().cloned();
        }
        Some(self.without_site_name(stated).to_owned())
    }

    /// Cuts « | site» or « - site» off a title.
    ///
    /// The site must be known by name, or be short beside a title of three words or more:
    /// « - » stands inside headlines too.
    fn without_site_name<'t>(&self, title: &'t str) -> &'t str {
        const SEPARATORS: [&str; 7] = [" | ", " - ", " – ", " — ", " :: ", " » ", " • "];
        let last = SEPARATORS
            .iter()
            .filter_map(|separator| title.rsplit_once(separator))
            .min_by_key(|(_, site)| site.len());
        let Some((rest, site)) = last else {
            return title;
        };
        let named = self.site_name.as_deref() == Some(site.trim());
        // Unnamed, it must look like a name, and leave a title.
        let short = site.split_whitespace().count() <= 4 && rest.split_whitespace().count() >= 3;
        if named || (self.og_title.is_none() && short) {
            return rest.trim();
        }
        title
    }
}

/// Where text goes that is not the page's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Capture {
    None,
    Title,
    LinkedData,
}

/// State of the one pass; a visitor of the tokens.
struct Reader {
    page: HtmlDocument,
    chrome: Boilerplate,
    /// The hidden element that is open, and how many of its name.
    hidden: Option<(String, usize)>,
    capture: Capture,
    /// The block that is being read.
    text: String,
    /// White space was seen and not yet written.
    space: bool,
    /// Open elements whose line ends count.
    preformatted: usize,
    /// The heading or list item that the block is, if it is one.
    element: Option<Element>,
    /// Open `<a>` elements, and the bytes of the block inside them.
    anchors: usize,
    linked: usize,
}

/// Longest title or script that is captured, in bytes.
const LONGEST_CAPTURE: usize = 1 << 20;

impl Visitor for Reader {
    fn start(&mut self, tag: &StartTag) {
        let name = tag.name.as_str();
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth += usize::from(hidden == name);
            return;
        }
        match tokens::element(name) {
            Element::Hidden => {
                self.capture = capture(tag);
                if self.capture == Capture::LinkedData {
                    self.page.linked_data.push(String::new());
                }
                self.hidden = (!tag.closes_itself()).then(|| (name.to_owned(), 1));
            }
            Element::Boilerplate if self.chrome == Boilerplate::Leave => {
                self.flush();
                self.hidden = Some((name.to_owned(), 1));
            }
            Element::Boilerplate | Element::Block => self.flush(),
            heading_or_item @ (Element::Heading(_) | Element::Item) => {
                self.flush();
                self.element = Some(heading_or_item);
            }
            Element::Cell if self.text.trim().is_empty() => {}
            Element::Cell => self.push(" | "),
            Element::Break => self.push_break(),
            Element::Preformatted => {
                self.flush();
                self.preformatted += 1;
            }
            Element::Inline if name == "meta" => self.meta(tag),
            Element::Inline => self.anchors += usize::from(name == "a"),
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth -= usize::from(hidden == name);
            if *depth == 0 {
                self.hidden = None;
                self.capture = Capture::None;
            }
            return;
        }
        match tokens::element(name) {
            Element::Heading(_) | Element::Item => {
                self.flush();
                self.element = None;
            }
            Element::Block | Element::Boilerplate => self.flush(),
            Element::Preformatted => {
                self.flush();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            Element::Break => self.push_break(),
            Element::Inline if name == "a" => self.anchors = self.anchors.saturating_sub(1),
            Element::Inline | Element::Cell | Element::Hidden => {}
        }
    }

    fn text(&mut self, text: &str) {
        let captured = match self.capture {
            Capture::None if self.hidden.is_some() => return,
            Capture::None => return self.push(text),
            Capture::Title => Some(&mut self.page.title_element),
            Capture::LinkedData => self.page.linked_data.last_mut(),
        };
        if let Some(captured) = captured.filter(|kept| kept.len() + text.len() < LONGEST_CAPTURE) {
            captured.push_str(text);
        }
    }
}

impl Reader {
    /// The first of each property counts; later ones belong to pictures and other articles.
    fn meta(&mut self, tag: &StartTag) {
        let key = tag.attribute("property").or_else(|| tag.attribute("name"));
        let content = tag.attribute("content").map(str::trim);
        let (Some(key), Some(content)) = (key, content.filter(|content| !content.is_empty()))
        else {
            return;
        };
        let kept = match key.to_ascii_lowercase().as_str() {
            "og:title" => &mut self.page.og_title,
            "og:site_name" => &mut self.page.site_name,
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

    /// `<br>`: a new line in the block, so a paragraph of its own once `structure` reads it.
    fn push_break(&mut self) {
        self.space = false;
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Ends the block, if it has begun: `<h2><div>` is a heading still.
    fn flush(&mut self) {
        let text = mem::take(&mut self.text);
        let linked = mem::take(&mut self.linked);
        self.space = false;
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        // A paragraph that is one link leads elsewhere; a heading may link to itself.
        let is_link = linked * 10 >= text.len() * 9;
        let role = match self.element.take() {
            Some(Element::Heading(level)) => {
                if level == 1 {
                    self.page.h1.push(text.to_owned());
                }
                Some(ParagraphRole::Heading)
            }
            Some(_) | None if is_link => Some(ParagraphRole::Link),
            Some(_) => Some(ParagraphRole::Body),
            None => None,
        };
        self.page
            .blocks
            .push(ArticleBlock::new(text.to_owned(), role));
    }
}

/// What is kept of a hidden element's text.
fn capture(tag: &StartTag) -> Capture {
    match tag.name.as_str() {
        "title" => Capture::Title,
        "script"
            if tag
                .attribute("type")
                .is_some_and(|kind| kind.contains("ld+json")) =>
        {
            Capture::LinkedData
        }
        _other => Capture::None,
    }
}
