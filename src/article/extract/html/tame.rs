//! A page's tokens → a page of the same text that is well-formed, at most
//! [`DEEPEST`] elements deep, and free of what holds no text.
//!
//! What tree building and scoring cost on it is bounded by its size. It is for
//! reader view alone and never shown.

use super::tokens::{self, Element, StartTag, Visitor};

/// Deepest nesting that is kept, in elements. Browsers stop at 512, news pages at 40.
const DEEPEST: usize = 128;

/// The tame form of `html`.
pub(super) fn page(html: &str) -> String {
    let mut tamer = Tamer {
        out: String::with_capacity(html.len() / 2),
        open: Vec::new(),
        too_deep: 0,
        hidden: None,
    };
    tokens::walk(html, &mut tamer);
    tamer.close_down_to(0);
    tamer.out
}

struct Tamer {
    out: String,
    open: Vec<String>,
    /// Open elements below the deepest that is written.
    too_deep: usize,
    /// The element being left out, and how many of its name are open.
    hidden: Option<(String, usize)>,
}

impl Visitor for Tamer {
    fn start(&mut self, tag: &StartTag) {
        let name = tag.name.as_str();
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth += usize::from(hidden == name);
            return;
        }
        if tokens::element(name) == Element::Hidden {
            self.hidden = (!tag.closes_itself()).then(|| (name.to_owned(), 1));
            return;
        }
        if tokens::is_void(name) {
            // Pictures and controls say nothing; a break does.
            if matches!(name, "br" | "hr") {
                self.write_tag(tag);
            }
            return;
        }
        // The page's own frame is written once, by the tree builder.
        if !is_plain_name(name) || matches!(name, "html" | "head" | "body") {
            return;
        }
        self.end_implied(name);
        if self.open.len() >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        self.write_tag(tag);
        self.open.push(name.to_owned());
    }

    fn end(&mut self, name: &str) {
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth -= usize::from(hidden == name);
            if *depth == 0 {
                self.hidden = None;
            }
            return;
        }
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        if let Some(at) = self.open_at(name) {
            self.close_down_to(at);
        }
    }

    fn text(&mut self, text: &str) {
        if self.hidden.is_none() {
            escape(text, &mut self.out);
        }
    }
}

impl Tamer {
    /// Where the element is open that an end tag `name` closes. An inline
    /// element does not close blocks, nothing closes the table around it but a table's part.
    fn open_at(&self, name: &str) -> Option<usize> {
        let inline = tokens::element(name) == Element::Inline;
        for (at, open) in self.open.iter().enumerate().rev() {
            if open == name {
                return Some(at);
            }
            let crosses_block = inline && tokens::element(open) != Element::Inline;
            let crosses_table = is_table_part(open) && !is_table_part(name);
            if crosses_block || crosses_table {
                return None;
            }
        }
        None
    }

    /// Ends what the start of `name` ends without an end tag (HTML standard, section 13.1.2.4).
    fn end_implied(&mut self, name: &str) {
        let (ended, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table"]),
            "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot"], &["table"]),
            _other if tokens::element(name) != Element::Inline => {
                (&["p"], &["td", "th", "table", "div", "li", "blockquote"])
            }
            _other => return,
        };
        let nearest =
            self.open.iter().enumerate().rev().find(|(_, open)| {
                ended.contains(&open.as_str()) || within.contains(&open.as_str())
            });
        if let Some((at, open)) = nearest
            && ended.contains(&open.as_str())
        {
            self.close_down_to(at);
        }
    }

    fn close_down_to(&mut self, depth: usize) {
        for name in self.open.drain(depth..).rev() {
            self.out.push_str("</");
            self.out.push_str(&name);
            self.out.push('>');
        }
    }

    fn write_tag(&mut self, tag: &StartTag) {
        self.out.push('<');
        self.out.push_str(&tag.name);
        for (name, value) in tag.attributes() {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
        // Link density is judged by elements that have an address.
        self.out
            .push_str(if tag.name == "a" { " href=\"#\">" } else { ">" });
    }
}

/// A name that can be written as it is.
fn is_plain_name(name: &str) -> bool {
    name.len() <= 32 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

fn is_table_part(name: &str) -> bool {
    matches!(
        name,
        "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "caption"
    )
}

fn escape(text: &str, out: &mut String) {
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
    }
    out.push_str(&text[written..]);
}
