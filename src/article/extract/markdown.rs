//! Markdown text → blocks; the lines that begin with `#` become the title and headings.
//!
//! Small on purpose: emphasis, links and lists stay as they are written. Setext
//! headings (underlined with `=` or `-`) and code fences are not recognized.

use std::borrow::Cow;

use crate::article::draft::{ArticleBlock, ArticleDraft};
use crate::article::types::ParagraphRole;

/// The article of a Markdown file. The first heading, of any level, is its title
/// if nothing precedes it; later ones are section headings, whatever their level.
pub(super) fn article(text: &str) -> ArticleDraft<'_> {
    let mut blocks = Vec::new();
    let mut body_from = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some(heading) = heading(line) else {
            continue;
        };
        push_body(&mut blocks, &text[body_from..start]);
        body_from = at;
        let role = if blocks.is_empty() {
            ParagraphRole::Title
        } else {
            ParagraphRole::Heading
        };
        blocks.push(ArticleBlock::new(Cow::Borrowed(heading), Some(role)));
    }
    push_body(&mut blocks, &text[body_from..]);
    ArticleDraft {
        blocks,
        ..ArticleDraft::default()
    }
}

/// Appends the text between two headings as one block; `structure` makes a paragraph of
/// each line.
fn push_body<'a>(blocks: &mut Vec<ArticleBlock<'a>>, body: &'a str) {
    if !body.trim().is_empty() {
        blocks.push(ArticleBlock::new(Cow::Borrowed(body.trim_end()), None));
    }
}

/// The text of an ATX heading (`CommonMark` 4.2): one to six `#` and a space.
fn heading(line: &str) -> Option<&str> {
    let line = line.trim_end();
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let text = text.strip_prefix(' ')?;
    let text = text.trim_end_matches('#').trim();
    ((1..=6).contains(&level) && !text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_make_title_and_headings() {
        let draft = article("# عنوان الخبر\n\nنص أول.\n#وسم ليس عنوانا\n## قسم ##\nنص ثان.\n");
        let got: Vec<_> = draft
            .blocks
            .iter()
            .map(|block| (block.text.trim(), block.role))
            .collect();
        assert_eq!(
            got,
            [
                ("عنوان الخبر", Some(ParagraphRole::Title)),
                ("نص أول.\n#وسم ليس عنوانا", None),
                ("قسم", Some(ParagraphRole::Heading)),
                ("نص ثان.", None),
            ]
        );
    }
}
