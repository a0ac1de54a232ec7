//! The `dir` attributes of open elements → the direction of a block.
//!
//! An element that holds other blocks (`<html>`, `<body>`, `<main>`, `<article>`) states the direction of the article;
//! the words of a paragraph may then still decide otherwise, and so in a `<div>` or list. Of a paragraph, heading, list item
//! or quotation it is the direction itself. `dir=auto` states nothing. Inline elements (`<span dir>`, `<bdo>`) do not change the direction of a block.

use super::elements::HtmlElement;
use super::tokens::StartTag;
use crate::direction::Direction;

/// What the `dir` attribute of `tag` states.
pub(super) fn stated_direction(tag: &StartTag<'_>) -> Option<Direction> {
    let value = tag.attribute("dir")?.trim();
    if value.eq_ignore_ascii_case("rtl") {
        Some(Direction::RightToLeft)
    } else if value.eq_ignore_ascii_case("ltr") {
        Some(Direction::LeftToRight)
    } else {
        None
    }
}

/// An open element that states a direction.
#[derive(Debug)]
struct DirectionScope {
    name: String,
    /// How many elements of its name are open in it, itself included.
    depth: usize,
    direction: Direction,
}

/// The open elements that state a direction, outermost first.
///
/// Only elements of the innermost scope's own name are counted, so each tag costs the same however many are open.
#[derive(Debug, Default)]
pub(super) struct DirectionScopes {
    open: Vec<DirectionScope>,
}

impl DirectionScopes {
    pub(super) fn start(&mut self, tag: &StartTag<'_>) {
        let is_block = !matches!(
            HtmlElement::of_name(tag.name),
            HtmlElement::Inline | HtmlElement::Hidden | HtmlElement::Break
        );
        if !is_block || matches!(tag.name, "html" | "head" | "body" | "main" | "article") {
            return;
        }
        if let Some(scope) = self.open.last_mut()
            && scope.name == tag.name
        {
            // The end tags of these may be left out: the next one ends the one before.
            if matches!(tag.name, "p" | "li" | "dt" | "dd" | "td" | "th" | "tr") {
                self.open.pop();
            } else {
                scope.depth += 1;
            }
        }
        if let Some(direction) = stated_direction(tag) {
            self.open.push(DirectionScope {
                name: tag.name.to_owned(),
                depth: 1,
                direction,
            });
        }
    }

    pub(super) fn end(&mut self, name: &str) {
        if let Some(scope) = self.open.last_mut()
            && scope.name == name
        {
            scope.depth -= 1;
            if scope.depth == 0 {
                self.open.pop();
            }
        }
    }

    /// What the innermost open element states about a block with this text.
    pub(super) fn of_block(&self, text: &str) -> Option<Direction> {
        let scope = self.open.last()?;
        // Around many blocks it is the direction of the page's part; words may decide otherwise.
        let around_blocks = matches!(
            scope.name.as_str(),
            "div" | "section" | "table" | "tbody" | "tr" | "ul" | "ol" | "dl" | "header"
        );
        Some(if around_blocks {
            scope.direction.of_paragraph(text)
        } else {
            scope.direction
        })
    }
}
