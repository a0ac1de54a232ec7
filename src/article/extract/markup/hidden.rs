//! A hidden element that is open → where it ends, tags inside it counted.
//!
//! An element whose end tag may be left out (HTML standard, section 13.1.2.4) also ends where the next of its kind begins, a
//! paragraph at any block, and where the element around it ends.

use super::elements::{self, HtmlElement};

/// What a tag does to the hidden element that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::article::extract) enum HiddenTag {
    /// It is inside, and hidden too.
    Inside,
    /// It ends the element.
    Ends,
    /// The element ended before it: the tag counts.
    After,
}

/// The hidden element that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::article::extract) struct HiddenElement {
    name: String,
    /// Open elements of its name, itself included; of an element whose end tag may be left out, open blocks inside.
    depth: usize,
    may_be_unclosed: bool,
}

impl HiddenElement {
    /// The element that the start tag `name` opens.
    pub(in crate::article::extract) fn new(name: &str) -> Self {
        let may_be_unclosed = elements::may_be_unclosed(name);
        Self {
            name: name.to_owned(),
            depth: usize::from(!may_be_unclosed),
            may_be_unclosed,
        }
    }

    /// A start tag comes.
    pub(in crate::article::extract) fn start(&mut self, name: &str) -> HiddenTag {
        if !self.may_be_unclosed {
            self.depth += usize::from(self.name == name);
        } else if self.depth == 0 && self.ends_before(name) {
            return HiddenTag::After;
        } else if is_container(name) {
            self.depth += 1;
        }
        HiddenTag::Inside
    }

    /// An end tag comes.
    pub(in crate::article::extract) fn end(&mut self, name: &str) -> HiddenTag {
        if !self.may_be_unclosed {
            self.depth -= usize::from(self.name == name);
            return if self.depth == 0 {
                HiddenTag::Ends
            } else {
                HiddenTag::Inside
            };
        }
        if self.depth == 0 && self.name == name {
            return HiddenTag::Ends;
        }
        let ends_container = is_container(name) || matches!(name, "tr" | "tbody" | "thead");
        if self.depth == 0 && ends_container {
            return HiddenTag::After;
        }
        self.depth -= usize::from(is_container(name));
        HiddenTag::Inside
    }

    /// Whether an element called `name`, not inside of another one in it, begins after it.
    fn ends_before(&self, name: &str) -> bool {
        match self.name.as_str() {
            "p" => !matches!(
                HtmlElement::of_name(name),
                HtmlElement::Inline | HtmlElement::Hidden | HtmlElement::Break
            ),
            "li" => name == "li",
            "dt" | "dd" => matches!(name, "dt" | "dd"),
            "td" | "th" => matches!(name, "td" | "th" | "tr" | "tbody" | "tfoot"),
            "tr" => matches!(name, "tr" | "tbody" | "tfoot"),
            _part_of_a_table => matches!(name, "tbody" | "tfoot"),
        }
    }
}

/// Whether the element holds blocks and its end tag is never left out.
fn is_container(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "section"
            | "article"
            | "main"
            | "aside"
            | "header"
            | "footer"
            | "nav"
            | "ul"
            | "ol"
            | "dl"
            | "table"
            | "blockquote"
            | "figure"
            | "form"
            | "body"
    )
}

#[cfg(test)]
mod tests {
    use crate::article::extract::markup::fragment;

    /// The blocks of `html`, joined by ` / `.
    fn blocks(html: &str) -> String {
        let blocks = fragment(html);
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_ref()).collect();
        texts.join(" / ")
    }

    #[test]
    fn a_hidden_element_ends_where_its_end_tag_is_implied() {
        for (html, expected) in [
            ("<p hidden>أ<p>ب", "ب"),
            ("<p hidden>أ</p>ب", "ب"),
            ("<p style='display:none'>أ <b>ب</b><div>ج</div>", "ج"),
            ("<div><p aria-hidden=true>أ</div>ب", "ب"),
            ("<ul><li hidden>أ<ul><li>ب</ul>ج<li>د</ul>ه", "• د / ه"),
            ("<ul><li>أ<li hidden>ب</ul>ج", "• أ / ج"),
            ("<dl><dt hidden>أ<dd>ب</dl>", "ب"),
            (
                "<table><tr><td hidden>أ<td>ب<tr hidden><td>ج<tr><td>د</table>ه",
                "ب / د / ه",
            ),
            (
                "<table><tr><td hidden><table><tr><td>أ</table><td>ب</table>",
                "ب",
            ),
            ("<div hidden><div>أ</div>ب</div>ج", "ج"),
        ] {
            assert_eq!(blocks(html), expected, "{html}");
        }
    }
}
