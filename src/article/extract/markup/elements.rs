//! An HTML element → what it does to the text around it: by its name, and by the attributes that hide it.

use super::tokens::StartTag;

/// What an element does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::article::extract) enum HtmlElement {
    /// Its text is not part of the page's text: scripts, styles, pictures, controls.
    Hidden,
    /// Around the article: navigation, page foot, forms.
    Boilerplate,
    /// A heading, of this level.
    Heading(u8),
    /// An item of a list.
    Item,
    /// A table's cell.
    Cell,
    /// A new line within a paragraph.
    Break,
    /// Text whose line ends count.
    Preformatted,
    /// Any other element that begins and ends a paragraph.
    Block,
    /// Part of a paragraph.
    Inline,
}

impl HtmlElement {
    /// What the element called `name`, in lower case, does (HTML standard, section 15.3, and
    /// usage on news sites). An unknown element is inline.
    pub(in crate::article::extract) fn of_name(name: &str) -> Self {
        match name {
            "script"
            | "style"
            | "noscript"
            | "template"
            | "iframe"
            | "object"
            | "svg"
            | "math"
            | "audio"
            | "video"
            | "canvas"
            | "select"
            | "textarea"
            | "button"
            | "title"
            | "figcaption"
            | "noembed"
            | "noframes"
            | "datalist"
            | "amp-ad"
            | "amp-embed"
            | "amp-sidebar"
            | "amp-sticky-ad"
            | "amp-social-share"
            | "amp-consent"
            | "amp-user-notification"
            | "amp-next-page" => Self::Hidden,
            "nav" | "footer" | "aside" | "form" | "menu" | "dialog" => Self::Boilerplate,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" | "h4" | "h5" | "h6" => Self::Heading(3),
            "li" | "dt" | "dd" => Self::Item,
            "td" | "th" => Self::Cell,
            "br" => Self::Break,
            "pre" | "xmp" | "plaintext" | "listing" => Self::Preformatted,
            "p" | "div" | "section" | "article" | "main" | "header" | "hgroup" | "body"
            | "html" | "head" | "ul" | "ol" | "dl" | "blockquote" | "table" | "tr" | "tbody"
            | "thead" | "tfoot" | "caption" | "figure" | "address" | "hr" | "fieldset"
            | "legend" | "details" | "summary" | "center" | "option" | "search" => Self::Block,
            _inline => Self::Inline,
        }
    }
}

/// Classes of text for screen readers alone.
const SCREEN_READER: [&str; 7] = [
    "visually-hidden",
    "visuallyhidden",
    "sr-only",
    "screen-reader-text",
    "screen-reader-only",
    "a11y-hidden",
    "offscreen",
];
/// Classes of the parts of a page around an article: tags, shares, related articles, comments, advertisements.
const AROUND: [&str; 47] = [
    "tags",
    "tag-list",
    "tags-list",
    "article-tags",
    "post-tags",
    "tagcloud",
    "share",
    "sharing",
    "social",
    "social-share",
    "share-buttons",
    "addtoany",
    "related",
    "related-posts",
    "related-articles",
    "related-news",
    "most-read",
    "mostread",
    "newsletter",
    "breadcrumb",
    "breadcrumbs",
    "comments",
    "comment-list",
    "comments-area",
    "sharedaddy",
    "author-box",
    "read-more",
    "readmore",
    "read-also",
    "also-read",
    "latest-news",
    "trending",
    "cookie-banner",
    "cookie-notice",
    "ad",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "ad-box",
    "ad-slot",
    "ad-unit",
    "ad-banner",
    "ad-container",
    "ad-wrapper",
    "adsbygoogle",
    "promo",
];

impl StartTag<'_> {
    /// Whether a browser or a stylesheet does not show the element: `hidden`, `aria-hidden`, `display: none`, or a class of
    /// text for screen readers.
    ///
    /// Never of the page itself and its main part, which a script may show later.
    pub(in crate::article::extract) fn is_hidden(&self) -> bool {
        let is_page = matches!(self.name, "html" | "head" | "body" | "main" | "article");
        if is_page || is_void(self.name) {
            return false;
        }
        let style = self.attribute("style").unwrap_or_default();
        self.attribute("hidden").is_some()
            || self.attribute("aria-hidden") == Some("true")
            || self.has_class(&SCREEN_READER)
            || style.contains("display:none")
            || style.contains("display: none")
    }

    /// Whether the element is a part of a page around its article, by its class.
    pub(in crate::article::extract) fn is_around_article(&self) -> bool {
        matches!(self.name, "div" | "section" | "ul" | "ol" | "span" | "ins")
            && self.has_class(&AROUND)
    }

    fn has_class(&self, classes: &[&str]) -> bool {
        let own = self.attribute("class").unwrap_or_default();
        own.split_ascii_whitespace().any(|class| {
            classes
                .iter()
                .any(|known| known.eq_ignore_ascii_case(class))
        })
    }
}

/// Inline elements that sites lay out as blocks beside each other: links of a row, the parts of a byline.
///
/// Where one of them begins directly after another one ended, a blank belongs between their texts: two links always, others
/// outside of paragraphs, since `<span>` may also divide a word.
#[derive(Debug, Default)]
pub(in crate::article::extract) struct InlineGaps {
    /// The one that has just ended.
    ended: Option<bool>,
    in_paragraph: bool,
}

impl InlineGaps {
    /// Whether a blank belongs before the element that begins.
    pub(in crate::article::extract) fn start(&mut self, name: &str) -> bool {
        match HtmlElement::of_name(name) {
            HtmlElement::Inline => {
                let link = name == "a";
                let ended = self.ended.take();
                is_beside(name)
                    && ended.is_some_and(|ended_link| link && ended_link || !self.in_paragraph)
            }
            HtmlElement::Heading(_) | HtmlElement::Item | HtmlElement::Cell => self.enter(true),
            HtmlElement::Block => self.enter(matches!(name, "p" | "blockquote" | "caption")),
            HtmlElement::Hidden
            | HtmlElement::Boilerplate
            | HtmlElement::Break
            | HtmlElement::Preformatted => self.enter(self.in_paragraph),
        }
    }

    /// An element ends.
    pub(in crate::article::extract) fn end(&mut self, name: &str) {
        if is_beside(name) {
            self.ended = Some(name == "a");
        } else if HtmlElement::of_name(name) != HtmlElement::Inline {
            self.enter(false);
        }
    }

    /// Text comes.
    pub(in crate::article::extract) fn text(&mut self) {
        self.ended = None;
    }

    fn enter(&mut self, in_paragraph: bool) -> bool {
        self.ended = None;
        self.in_paragraph = in_paragraph;
        false
    }
}

/// Whether sites lay out the element as a block beside others.
fn is_beside(name: &str) -> bool {
    matches!(name, "a" | "span" | "time" | "label" | "small")
}

/// Whether the end tag of the element called `name` may be left out.
pub(super) fn may_be_unclosed(name: &str) -> bool {
    matches!(
        name,
        "p" | "li" | "dt" | "dd" | "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" | "option"
    )
}

/// Whether the element called `name` has no content and no end tag.
pub(in crate::article::extract) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}
