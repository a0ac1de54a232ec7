//! The main part of a DOCX document (`word/document.xml`, ECMA-376 part 1, section 17) → its article.
//!
//! Paragraphs with their line breaks; headings and the title by the name of their style; list items with a bullet; the
//! row of a table as a line with bars between its cells. Deleted and moved text, fields, notes, comments, headers,
//! footers and pictures are left out.
//!
//! The elements are known by their usual prefix, which all programs write.

use crate::article::draft::{ArticleBlock, ArticleDraft, ExtractError};
use crate::article::extract::xml::{XmlEvent, XmlReader, XmlTag};
use crate::article::types::ParagraphRole;

/// The main part of a document.
pub(super) const DOCUMENT: &str = "word/document.xml";

/// The article of a document.
///
/// # Errors
///
/// XML that cannot be read, or no text.
pub(super) fn article(xml: &str) -> Result<ArticleDraft<'static>, ExtractError> {
    let mut document = DocxReader::default();
    let mut xml = XmlReader::new(xml);
    while let Some(event) = xml.next()? {
        match event {
            XmlEvent::Start(tag) => document.start(&tag),
            XmlEvent::End(name) => document.end(&name),
            XmlEvent::Text(text) => {
                if document.in_text && document.skipped == 0 {
                    document.text.push_str(&text);
                }
            }
        }
    }
    if document.blocks.is_empty() {
        return Err(ExtractError::NoTextInFormat("DOCX document"));
    }
    Ok(ArticleDraft {
        blocks: document.blocks,
        ..ArticleDraft::default()
    })
}

#[derive(Default)]
struct DocxReader {
    blocks: Vec<ArticleBlock<'static>>,
    /// The text of the paragraph that is being read.
    text: String,
    role: Option<ParagraphRole>,
    is_item: bool,
    /// Inside of a piece of text.
    in_text: bool,
    /// Open elements whose text is left out.
    skipped: usize,
    /// Open tables.
    tables: usize,
    /// The cells of the row that is being read.
    cells: Vec<String>,
}

/// Elements whose text is no part of the document: what was deleted, and a second form of the same text.
const SKIPPED: [&str; 3] = ["w:del", "w:moveFrom", "mc:Fallback"];

impl DocxReader {
    fn start(&mut self, tag: &XmlTag<'_>) {
        let name = tag.name();
        match name {
            _ if SKIPPED.contains(&name) => self.skipped += 1,
            "w:t" => self.in_text = true,
            "w:tab" | "w:br" | "w:cr" if self.skipped > 0 => {}
            "w:tab" => self.text.push(' '),
            // In a cell a row must stay one line.
            "w:br" | "w:cr" => self.text.push(if self.tables > 0 { ' ' } else { '\n' }),
            "w:noBreakHyphen" => self.text.push('-'),
            "w:pStyle" => {
                self.role = tag
                    .attribute("w:val")
                    .and_then(|style| role_of_style(&style))
                    .or(self.role);
            }
            "w:outlineLvl" => self.role = self.role.or(Some(ParagraphRole::Heading)),
            "w:numPr" => self.is_item = true,
            "w:tbl" => {
                self.end_paragraph();
                self.tables += 1;
            }
            "w:tc" if self.tables == 1 => self.cells.push(String::new()),
            _other => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            _ if SKIPPED.contains(&name) => self.skipped = self.skipped.saturating_sub(1),
            "w:t" => self.in_text = false,
            "w:p" => self.end_paragraph(),
            "w:tr" if self.tables == 1 => self.end_row(),
            "w:tbl" => {
                self.tables = self.tables.saturating_sub(1);
                self.end_row();
            }
            _other => {}
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        let role = self.role.take();
        let is_item = std::mem::take(&mut self.is_item);
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if self.tables > 0
            && let Some(cell) = self.cells.last_mut()
        {
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.push_str(text);
            return;
        }
        // A second title is a heading.
        let has_title = self.blocks.iter().any(ArticleBlock::is_title);
        let role = role.map(|role| match role {
            ParagraphRole::Title if has_title => ParagraphRole::Heading,
            other => other,
        });
        self.blocks.push(if is_item && role.is_none() {
            ArticleBlock::new(format!("• {text}"), Some(ParagraphRole::Body))
        } else {
            ArticleBlock::new(text.to_owned(), role)
        });
    }

    fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        if cells.iter().any(|cell| !cell.is_empty()) {
            self.blocks.push(ArticleBlock::new(
                cells.join(" | "),
                Some(ParagraphRole::Body),
            ));
        }
    }
}

/// The role of a paragraph with that style: `Title`, `Heading1`; the digits alone in Arabic versions of Word.
fn role_of_style(style: &str) -> Option<ParagraphRole> {
    let style = style.to_ascii_lowercase();
    let is_heading = style.starts_with("heading") || matches!(style.as_str(), "1" | "2" | "3");
    if style == "title" || style == "a3" {
        Some(ParagraphRole::Title)
    } else if is_heading || style == "subtitle" {
        Some(ParagraphRole::Heading)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> String {
        match article(&format!("<w:document><w:body>{body}</w:body></w:document>")) {
            Ok(draft) => {
                let blocks = draft.blocks.iter().map(|block| match block.role {
                    Some(role) => format!("{role:?}:{}", block.text),
                    None => block.text.clone().into_owned(),
                });
                blocks.collect::<Vec<_>>().join(" / ")
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn paragraphs_have_the_roles_of_their_styles() {
        let body = "<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>عنوان</w:t></w:r></w:p>\
            <w:p><w:pPr><w:pStyle w:val='Heading2'/></w:pPr><w:r><w:t>قسم</w:t></w:r></w:p>\
            <w:p><w:r><w:t xml:space='preserve'>نص &amp; </w:t></w:r><w:r><w:t>آخر</w:t><w:tab/><w:t>هنا</w:t><w:br/><w:t>سطر</w:t></w:r></w:p>\
            <w:p><w:pPr><w:numPr><w:ilvl w:val='0'/></w:numPr></w:pPr><w:r><w:t>بند</w:t></w:r></w:p><w:p/>";
        assert_eq!(
            read(body),
            "Title:عنوان / Heading:قسم / نص & آخر هنا\nسطر / Body:• بند"
        );
    }

    #[test]
    fn deleted_text_and_fields_are_left_out() {
        let body = "<w:p><w:del><w:r><w:delText>قديم</w:delText><w:t>قديم</w:t></w:r></w:del><w:ins><w:r><w:t>جديد</w:t></w:r></w:ins>\
            <w:r><w:instrText>PAGE</w:instrText></w:r></w:p>";
        assert_eq!(read(body), "جديد");
        assert_eq!(read("<w:p/>"), "no text found in this DOCX document");
    }

    #[test]
    fn a_row_of_a_table_is_a_line() {
        let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        let body = format!(
            "<w:p><w:r><w:t>قبل</w:t></w:r></w:p><w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
            cell("مصر"),
            cell("12"),
            cell("<w:x/>المغرب"),
            cell("")
        );
        assert_eq!(read(&body), "قبل / Body:مصر | 12 / Body:المغرب | ");
    }
}
