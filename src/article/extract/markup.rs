//! HTML → blocks of text, for whole pages and for HTML inside JSON.
//!
//! `markup/tokens.rs` makes the list of tags and texts, `markup/elements.rs` knows
//! what each element does to the text, `markup/document.rs` reads blocks and metadata
//! off the list. Finding the article in a page is the subject of `html.rs`.

mod directions;
pub(super) mod document;
pub(super) mod elements;
pub(super) mod hidden;
mod lists;
mod provenance;
mod raised;
mod title;
pub(super) mod tokens;

use crate::article::draft::ArticleBlock;
use document::{Boilerplate, HtmlDocument};
use tokens::HtmlTokens;

/// Whether `text` is HTML rather than text in which a `<` occurs.
///
/// A `<` alone proves nothing; a closing tag or a paragraph does.
pub(super) fn is_markup(text: &str) -> bool {
    const TAGS: [&str; 10] = [
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
    ];
    TAGS.iter().any(|tag| text.contains(tag))
}

/// The blocks of a piece of HTML that is an article's text already.
pub(super) fn fragment(html: &str) -> Vec<ArticleBlock<'static>> {
    HtmlDocument::read(&HtmlTokens::read(html), Boilerplate::Keep).blocks
}

/// A short text in which character references and inline tags may occur, without them.
pub(super) fn plain_text(text: &str) -> String {
    if !text.contains('&') && !is_markup(text) {
        return text.to_owned();
    }
    let blocks = fragment(text);
    let lines: Vec<&str> = blocks.iter().map(|block| block.text.as_ref()).collect();
    lines.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_in_a_title() {
        assert_eq!(
            plain_text("&quot;الميناء&quot; &amp; <b>البحر</b>"),
            "\"الميناء\" & البحر"
        );
        assert_eq!(plain_text("أقل من 3 < 5"), "أقل من 3 < 5");
    }
}
