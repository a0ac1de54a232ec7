//! HTML text → tags and texts, handed to a visitor in one linear pass.
//!
//! A thin door to html5gum, which follows the tokenization of the HTML standard
//! (13.2.5). Of a start tag's attributes only those that qari asks for are kept, the
//! first of each name, however many there are.
//!
//! No tree is built: what closes what is the visitor's business. The second half of
//! the file says what each element does to the text around it.

use std::borrow::Cow;
use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// A start tag.
#[derive(Debug, Default)]
pub(super) struct StartTag {
    /// In lower case.
    pub(super) name: String,
    /// Those of [`KEPT`] that were there, in the tag's order.
    attributes: Vec<(&'static str, String)>,
    /// Whether it was written `<name/>`.
    slash: bool,
}

impl StartTag {
    /// Whether it has no content: `<svg/>`. On HTML's own elements the slash means nothing.
    pub(super) fn closes_itself(&self) -> bool {
        self.slash && matches!(self.name.as_str(), "svg" | "math")
    }

    /// The value of an attribute, if it is one of those kept and is there.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find_map(|(known, value)| (*known == name).then_some(value.as_str()))
    }

    /// The attributes that were kept.
    pub(super) fn attributes(&self) -> &[(&'static str, String)] {
        &self.attributes
    }
}

/// Attributes that say what an element is. Addresses and scripts are of no interest.
const KEPT: [&str; 14] = [
    "class",
    "id",
    "role",
    "itemprop",
    "rel",
    "style",
    "hidden",
    "aria-hidden",
    "name",
    "property",
    "content",
    "type",
    "dir",
    "lang",
];
/// Longer values are cut: they are data, not words.
const LONGEST_VALUE: usize = 4096;

/// What is done with the tokens of a page.
pub(super) trait Visitor {
    /// `<name …>`
    fn start(&mut self, tag: &StartTag);
    /// `</name>`; the name in lower case.
    fn end(&mut self, name: &str);
    /// Text with its character references resolved; inside scripts and styles,
    /// their source.
    fn text(&mut self, text: &str);
}

/// Reads `html` to its end.
///
/// Broken markup is no error: the standard says how each case is read. Linear.
pub(super) fn walk(html: &str, visitor: &mut impl Visitor) {
    let mut tag = StartTag::default();
    let mut pending = None;
    let mut emitter = CallbackEmitter::new(
        |event: CallbackEvent<'_>, _span: Span<()>| -> Option<Infallible> {
            match event {
                CallbackEvent::OpenStartTag { name } => {
                    tag.name = utf8(name).into_owned();
                    tag.attributes.clear();
                    pending = None;
                }
                CallbackEvent::AttributeName { name } => {
                    pending = KEPT
                        .into_iter()
                        .find(|known| known.as_bytes() == name)
                        .filter(|known| tag.attribute(known).is_none());
                    // An attribute without a value is there all the same.
                    tag.attributes
                        .extend(pending.map(|name| (name, String::new())));
                }
                CallbackEvent::AttributeValue { value } => {
                    if pending.take().is_some()
                        && let Some((_, kept)) = tag.attributes.last_mut()
                    {
                        let cut = value.get(..LONGEST_VALUE).unwrap_or(value);
                        *kept = utf8(cut).into_owned();
                    }
                }
                CallbackEvent::CloseStartTag { self_closing } => {
                    tag.slash = self_closing;
                    visitor.start(&tag);
                }
                CallbackEvent::EndTag { name } => visitor.end(&utf8(name)),
                CallbackEvent::String { value } => visitor.text(&utf8(value)),
                CallbackEvent::Comment { .. }
                | CallbackEvent::Doctype { .. }
                | CallbackEvent::Error(_) => {}
            }
            None
        },
    );
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
}

/// The tokenizer hands out pieces of a `str`, but a value may have been cut inside a
/// character.
fn utf8(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// What an element does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// Its text is not the page's: scripts, styles, pictures, controls.
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

/// What the element called `name` does (HTML standard, section 15.3, and what news pages use).
pub(super) fn element(name: &str) -> Element {
    match name {
        "script" | "style" | "noscript" | "template" | "iframe" | "object" | "svg" | "math"
        | "audio" | "video" | "canvas" | "select" | "textarea" | "button" | "title"
        | "figcaption" | "noembed" | "noframes" | "datalist" => Element::Hidden,
        "nav" | "footer" | "aside" | "form" | "menu" | "dialog" => Element::Boilerplate,
        "h1" => Element::Heading(1),
        "h2" => Element::Heading(2),
        "h3" | "h4" | "h5" | "h6" => Element::Heading(3),
        "li" | "dt" | "dd" => Element::Item,
        "td" | "th" => Element::Cell,
        "br" => Element::Break,
        "pre" | "xmp" | "plaintext" | "listing" => Element::Preformatted,
        "p" | "div" | "section" | "article" | "main" | "header" | "hgroup" | "body" | "html"
        | "head" | "ul" | "ol" | "dl" | "blockquote" | "table" | "tr" | "tbody" | "thead"
        | "tfoot" | "caption" | "figure" | "address" | "hr" | "fieldset" | "legend" | "details"
        | "summary" | "center" | "option" | "search" => Element::Block,
        _inline => Element::Inline,
    }
}

/// Elements that have no content and no end tag.
pub(super) fn is_void(name: &str) -> bool {
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
