//! The tokens of a page → a page of the same text that is well-formed, at most
//! [`DEEPEST`] elements deep, and free of elements without text.
//!
//! The result is read by reader view alone and never shown. What tree building and
//! scoring cost on it is bounded: by the depth, by the number of elements, and by
//! the number of character references and line ends, each of which makes the tree
//! builder copy the text before it.
//!
//! What is done to a page:
//!
//! - scripts, styles, pictures and controls are removed with their content, hidden elements and parts around the article too;
//! - end tags that the HTML standard lets an author omit are written (13.1.2.4);
//! - an end tag closes nothing across a block or a table that it cannot close;
//! - elements below the deepest level lose their tags and keep their text;
//! - of the attributes those stay that say what an element is; an address becomes `#`.

use crate::article::extract::markup::elements::{self, HtmlElement, InlineGaps};
use crate::article::extract::markup::hidden::{HiddenElement, HiddenTag};
use crate::article::extract::markup::tokens::{HtmlToken, HtmlTokens, StartTag};

/// Deepest nesting that is kept, in elements. Browsers stop at 512; news pages have 40.
const DEEPEST: usize = 128;

/// Most elements of a page that reader view gets, Firefox's own limit.
const MOST_ELEMENTS: usize = 50_000;
/// Most `&`, `<` and `>` in the texts of such a page.
const MOST_REFERENCES: usize = 20_000;

/// The sanitized page; `None` where it would have more elements or references than reader
/// view gets.
pub(super) fn sanitize(tokens: &HtmlTokens) -> Option<String> {
    let mut sanitizer = Sanitizer {
        out: String::with_capacity(tokens.data_len()),
        open: Vec::new(),
        too_deep: 0,
        hidden: None,
        elements: 0,
        references: 0,
        preformatted: 0,
        gaps: InlineGaps::default(),
    };
    for token in tokens.iter() {
        match token {
            HtmlToken::Start(tag) => sanitizer.start(&tag),
            HtmlToken::End(name) => sanitizer.end(name),
            HtmlToken::Text(text) => sanitizer.text(text),
        }
        if sanitizer.elements > MOST_ELEMENTS || sanitizer.references > MOST_REFERENCES {
            return None;
        }
    }
    sanitizer.close_down_to(0);
    Some(sanitizer.out)
}

/// The page that is being written and the elements that are open in it.
struct Sanitizer<'t> {
    /// The sanitized page so far.
    out: String,
    /// Names of the open elements, outermost first.
    open: Vec<&'t str>,
    /// Open elements below the deepest that is written.
    too_deep: usize,
    /// The element that is being removed.
    hidden: Option<HiddenElement>,
    /// Start tags written.
    elements: usize,
    /// Characters written as references.
    references: usize,
    /// Open elements whose line ends count.
    preformatted: usize,
    gaps: InlineGaps,
}

impl<'t> Sanitizer<'t> {
    fn start(&mut self, tag: &StartTag<'t>) {
        let name = tag.name;
        if let Some(hidden) = &mut self.hidden {
            if hidden.start(name) == HiddenTag::Inside {
                return;
            }
            self.hidden = None;
        }
        if self.gaps.start(name) {
            self.out.push(' ');
        }
        let is_left_out = tag.is_hidden() || tag.is_around_article();
        if HtmlElement::of_name(name) == HtmlElement::Hidden || is_left_out {
            self.hidden = (!tag.closes_itself()).then(|| HiddenElement::new(name));
            return;
        }
        if elements::is_void(name) {
            // Pictures and controls have no text; a break separates some.
            if matches!(name, "br" | "hr") {
                self.write_tag(tag);
            }
            return;
        }
        // The tree builder writes these once by itself.
        // Reader view would make a paragraph of an isolate.
        if !is_plain_name(name) || matches!(name, "html" | "head" | "body" | "bdi" | "bdo") {
            return;
        }
        if self.too_deep == 0 {
            self.end_implied(name);
        }
        if self.open.len() >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        self.write_tag(tag);
        self.preformatted += usize::from(is_preformatted(name));
        self.open.push(name);
    }

    fn end(&mut self, name: &str) {
        if let Some(hidden) = &mut self.hidden {
            let tag = hidden.end(name);
            if tag == HiddenTag::Inside {
                return;
            }
            self.hidden = None;
            if tag == HiddenTag::Ends {
                return;
            }
        }
        self.gaps.end(name);
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        if let Some(at) = self.open_at(name) {
            self.close_down_to(at);
        }
    }

    fn text(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        self.gaps.text();
        let mut lines = text.split('\n');
        self.write_line(lines.next().unwrap_or_default());
        for line in lines {
            self.out
                .push_str(if self.preformatted > 0 { "<br>" } else { " " });
            self.write_line(line);
        }
    }

    /// Index of the open element that an end tag `name` closes. An inline element does
    /// not close blocks; only a table's parts close what is outside their table.
    ///
    /// `None` where the end tag may reach no start tag of its own, and is dropped.
    fn open_at(&self, name: &str) -> Option<usize> {
        let inline = HtmlElement::of_name(name) == HtmlElement::Inline;
        for (at, open) in self.open.iter().enumerate().rev() {
            if *open == name {
                return Some(at);
            }
            let crosses_block = inline && HtmlElement::of_name(open) != HtmlElement::Inline;
            let crosses_table = is_table_part(open) && !is_table_part(name);
            if crosses_block || crosses_table {
                return None;
            }
        }
        None
    }

    /// Closes what the start of `name` closes without an end tag (HTML standard, section 13.1.2.4).
    fn end_implied(&mut self, name: &str) {
        let (ended, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table"]),
            "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot"], &["table"]),
            _other if HtmlElement::of_name(name) != HtmlElement::Inline => {
                (&["p"], &["td", "th", "table", "div", "li", "blockquote"])
            }
            _other => return,
        };
        let nearest = self
            .open
            .iter()
            .enumerate()
            .rev()
            .find(|(_, open)| ended.contains(open) || within.contains(open));
        if let Some((at, open)) = nearest
            && ended.contains(open)
        {
            self.close_down_to(at);
        }
    }

    /// Writes text without line ends: the caller has written a space or `<br>` for each.
    fn write_line(&mut self, line: &str) {
        // A carriage return would be a line end of its own to the tree builder.
        for piece in line.split('\r') {
            self.references += escape(piece, &mut self.out);
        }
    }

    /// Innermost first, so that the output stays well-formed.
    fn close_down_to(&mut self, depth: usize) {
        for name in self.open.drain(depth..).rev() {
            self.preformatted -= usize::from(is_preformatted(name));
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    fn write_tag(&mut self, tag: &StartTag<'_>) {
        self.elements += 1;
        self.out.push('<');
        self.out.push_str(tag.name);
        for (name, value) in tag.attributes() {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
        // Reader view measures link density by elements that have an address.
        self.out
            .push_str(if tag.name == "a" { " href=\"#\">" } else { ">" });
    }
}

fn is_preformatted(name: &str) -> bool {
    HtmlElement::of_name(name) == HtmlElement::Preformatted
}

/// Whether a name can be written as it is.
fn is_plain_name(name: &str) -> bool {
    name.len() <= 32 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Tables limit what an end tag may close, as in the standard's "table scope".
fn is_table_part(name: &str) -> bool {
    matches!(
        name,
        "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "caption"
    )
}

/// Writes `text` with references for `&`, `<`, `>` and `"`; returns how many.
fn escape(text: &str, out: &mut String) -> usize {
    let mut count = 0;
    let mut written = 0;
    for (at, special) in text.match_indices(['&', '<', '>', '"']) {
        out.push_str(&text[written..at]);
        out.push_str(match special {
            "&" => "&amp;",
            "<" => "&lt;",
            ">" => "&gt;",
            _quote => "&quot;",
        });
        written = at + special.len();
        count += 1;
    }
    out.push_str(&text[written..]);
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sanitized(html: &str) -> Option<String> {
        sanitize(&HtmlTokens::read(html))
    }

    #[test]
    fn markup_comes_out_well_formed() {
        for (html, expected) in [
            ("<p>أ<p>ب", "<p>أ</p><p>ب</p>"),
            ("<b><i>أ</b></i>ب", "<b><i>أ</i></b>ب"),
            (
                "<ul><li>أ<li>ب<ul><li>ج</ul><li>د",
                "<ul><li>أ</li><li>ب<ul><li>ج</li></ul></li><li>د</li></ul>",
            ),
            (
                "<table><tr><td>أ<td>ب<tr><td>ج</div></table>د",
                "<table><tr><td>أ</td><td>ب</td></tr><tr><td>ج</td></tr></table>د",
            ),
            ("<span><div>أ</span>ب</div>", "<span><div>أب</div></span>"),
            ("</p></div>أ", "أ"),
            ("<script>if (a<b) {}</script>أ<svg/>ب<svg><p>ج</svg>", "أب"),
            ("<html><body class=x>أ<img src=x><br>ب", "أ<br>ب"),
            (
                "<a href=x onclick=y class='k \"l'>أ</a>",
                "<a class=\"k &quot;l\" href=\"#\">أ</a>",
            ),
            (
                "<div><table><tr><td>أ</div>ب</table></div>",
                "<div><table><tr><td>أب</td></tr></table></div>",
            ),
            (
                "<p class=a class=b style>أ",
                "<p class=\"a\" style=\"\">أ</p>",
            ),
            ("أ &lt;ب&gt; &amp;\r\nج", "أ &lt;ب&gt; &amp; ج"),
            ("<pre>أ\nب</pre>\nج", "<pre>أ<br>ب</pre> ج"),
        ] {
            assert_eq!(sanitized(html).as_deref(), Some(expected), "{html}");
        }
    }

    #[test]
    fn depth_elements_and_references_are_bounded() {
        let deep = sanitized(&("<div>".repeat(1000) + "أ" + &"</div>".repeat(1000) + "ب")).unwrap();
        assert_eq!(deep.matches("<div>").count(), DEEPEST);
        assert!(deep.ends_with("</div>ب"), "{deep}");
        assert_eq!(sanitized(&"<p>أ</p>".repeat(MOST_ELEMENTS + 1)), None);
        assert_eq!(sanitized(&"&amp;".repeat(MOST_REFERENCES + 1)), None);
    }
}
