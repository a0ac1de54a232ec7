//! The name of an HTML element → what the element does to the text around it.

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
            "script" | "style" | "noscript" | "template" | "iframe" | "object" | "svg" | "math"
            | "audio" | "video" | "canvas" | "select" | "textarea" | "button" | "title"
            | "figcaption" | "noembed" | "noframes" | "datalist" => Self::Hidden,
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
