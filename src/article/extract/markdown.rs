//! Markdown → blocks without its marks: `CommonMark`, and the tables, footnotes, front matter, alerts and struck text of
//! GitHub.
//!
//! The first heading, of any level, is the title if nothing precedes it, else the `title:` of the front matter is; later
//! ones are section headings. Emphasis, links and code keep their text. Items of a list begin with a bullet or their
//! number, a row of a table is a line with bars between its cells, a footnote keeps its number in brackets. A line end
//! inside a paragraph is a space, as in every program that shows Markdown. Pictures and rules are left out; HTML is read
//! as HTML.

use pulldown_cmark::{CowStr, Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::markup;
use crate::article::draft::{ArticleBlock, ArticleDraft};
use crate::article::types::ParagraphRole;

/// The article of a Markdown file.
pub(super) fn article(text: &str) -> ArticleDraft<'static> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reader = MarkdownReader::default();
    for event in Parser::new_ext(text, options) {
        reader.event(event);
    }
    reader.end_block(None);
    let mut draft = ArticleDraft::titled(reader.title.as_deref(), reader.publisher);
    if draft.blocks.is_empty()
        && let Some(first) = reader.blocks.first_mut()
        && first.role == Some(ParagraphRole::Heading)
    {
        first.role = Some(ParagraphRole::Title);
        draft.blocks = reader.blocks;
    } else {
        draft.append_body(reader.blocks);
    }
    draft
}

#[derive(Default)]
struct MarkdownReader {
    blocks: Vec<ArticleBlock<'static>>,
    /// `title:` of the front matter.
    title: Option<String>,
    publisher: Option<String>,
    /// The text of the block that is being read.
    text: String,
    /// Bytes of it inside links.
    linked: usize,
    /// Open links.
    links: usize,
    /// Open pictures, whose text is left out.
    pictures: usize,
    /// The open lists; the next number of each that has numbers.
    lists: Vec<Option<u64>>,
    /// The bullet or number of the item that begins.
    marker: Option<String>,
    /// What `text` is no part of an article.
    part: PartOfFile,
}

/// Parts of a Markdown file that are read apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum PartOfFile {
    #[default]
    Article,
    FrontMatter,
    Html,
    Code,
}

impl MarkdownReader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push(&text);
            }
            Event::Code(text) => self.push(&text),
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::Html(text) if self.part == PartOfFile::Html => self.text.push_str(&text),
            Event::Html(tag) | Event::InlineHtml(tag) => self.inline_html(&tag),
            Event::FootnoteReference(label) => self.push(&format!("[{label}]")),
            Event::Rule => self.end_block(None),
            Event::TaskListMarker(done) => self.push(if done { "☑ " } else { "☐ " }),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle) => {
                self.part = PartOfFile::FrontMatter;
            }
            Tag::HtmlBlock => {
                self.end_block(None);
                self.part = PartOfFile::Html;
            }
            Tag::CodeBlock(_) => {
                self.end_block(None);
                self.part = PartOfFile::Code;
            }
            Tag::List(first) => {
                self.end_block(None);
                self.lists.push(first);
            }
            Tag::Item => {
                self.end_block(None);
                self.marker = Some(self.next_marker());
            }
            Tag::FootnoteDefinition(label) => {
                self.end_block(None);
                self.marker = Some(footnote(&label));
            }
            Tag::TableCell if !self.text.is_empty() => self.text.push_str(" | "),
            Tag::Link { .. } => self.links += 1,
            Tag::Image { .. } => self.pictures += 1,
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition => self.end_block(None),
            Tag::TableCell
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::MetadataBlock(_) => self.end_front_matter(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::CodeBlock => {
                self.part = PartOfFile::Article;
                self.end_block(Some(ParagraphRole::Body));
            }
            TagEnd::Heading(_) => self.end_block(Some(ParagraphRole::Heading)),
            TagEnd::TableHead | TagEnd::TableRow => self.end_block(Some(ParagraphRole::Body)),
            TagEnd::List(_) => {
                self.end_block(None);
                self.lists.pop();
            }
            TagEnd::Link => self.links = self.links.saturating_sub(1),
            TagEnd::Image => self.pictures = self.pictures.saturating_sub(1),
            TagEnd::Paragraph
            | TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::Table
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => self.end_block(None),
            TagEnd::TableCell
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
        }
    }

    fn push(&mut self, text: &str) {
        if self.pictures > 0 {
            return;
        }
        self.text.push_str(text);
        if self.links > 0 {
            self.linked += text.len();
        }
    }

    /// `<br>` is a line end; of other elements inside a paragraph only the text counts.
    fn inline_html(&mut self, tag: &CowStr<'_>) {
        let name = tag.trim_start_matches(['<', '/']);
        let end = name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        if name[..end].eq_ignore_ascii_case("br") {
            self.push("\n");
        }
    }

    /// The bullet of an item, or its number.
    fn next_marker(&mut self) -> String {
        let depth = self.lists.len();
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number += 1;
                marker
            }
            Some(None) | None if depth > 1 => "◦ ".to_owned(),
            Some(None) | None => "• ".to_owned(),
        }
    }

    /// Ends the block, if it has text. Items, rows and code are no headings, whatever their form.
    fn end_block(&mut self, role: Option<ParagraphRole>) {
        let linked = std::mem::take(&mut self.linked);
        let raw = std::mem::take(&mut self.text);
        let text = raw.trim();
        if text.is_empty() {
            return;
        }
        let is_link = linked * 10 >= text.len() * 9;
        let marker = self.marker.take();
        let role = match (role, &marker) {
            (Some(role), _) => Some(role),
            (None, _) if is_link => Some(ParagraphRole::Link),
            (None, Some(_)) => Some(ParagraphRole::Body),
            (None, None) => None,
        };
        let text = format!("{}{text}", marker.unwrap_or_default());
        self.blocks.push(ArticleBlock::new(text, role));
    }

    fn end_html(&mut self) {
        self.part = PartOfFile::Article;
        let html = std::mem::take(&mut self.text);
        self.blocks.append(&mut markup::fragment(&html));
    }

    /// Takes title and publisher out of the front matter, `key: value` or `key = value` on a line.
    fn end_front_matter(&mut self) {
        self.part = PartOfFile::Article;
        let text = std::mem::take(&mut self.text);
        for line in text.lines() {
            let Some((key, value)) = line.split_once([':', '=']) else {
                continue;
            };
            let value = value.trim().trim_matches(['"', '\'']).trim();
            let kept = match key.trim().to_ascii_lowercase().as_str() {
                "title" | "العنوان" => &mut self.title,
                "publisher" | "source" | "site" | "المصدر" => &mut self.publisher,
                _other => continue,
            };
            if !value.is_empty() {
                kept.get_or_insert_with(|| value.to_owned());
            }
        }
    }
}

/// What precedes the text of a footnote.
fn footnote(label: &str) -> String {
    format!("[{label}] ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks of `text`, each with the first letter of its role.
    fn read(text: &str) -> String {
        let draft = article(text);
        let publisher = draft.publisher.iter().map(|name| format!("@{name}"));
        let blocks = draft.blocks.iter().map(|block| match block.role {
            Some(role) => format!("{}:{}", &format!("{role:?}")[..1], block.text),
            None => block.text.clone().into_owned(),
        });
        publisher.chain(blocks).collect::<Vec<_>>().join(" / ")
    }

    #[test]
    fn headings_and_front_matter_give_the_title() {
        for (text, expected) in [
            (
                "# عنوان الخبر\n\nنص أول.\n\n## قسم ##\n\nنص ثان.\n",
                "T:عنوان الخبر / نص أول. / H:قسم / نص ثان.",
            ),
            ("عنوان\n===\n\nنص.", "T:عنوان / نص."),
            (
                "---\ntitle: \"عنوان\"\nsource: الواحة\n---\n\n# عنوان\n\nنص.\n\n## قسم",
                "@الواحة / T:عنوان / نص. / H:قسم",
            ),
            ("+++\ntitle = 'عنوان'\n+++\nنص.", "T:عنوان / نص."),
            ("مقدمة\n\n# قسم", "مقدمة / H:قسم"),
            ("#وسم ليس عنوانا", "#وسم ليس عنوانا"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn marks_are_read_and_not_shown() {
        for (text, expected) in [
            (
                "نص **غامق** و*مائل* و`رمز` و~~محذوف~~ و[رابط](https://x.org/a_(b)) &laquo;نعم&raquo;.",
                "نص غامق ومائل ورمز ومحذوف ورابط «نعم».",
            ),
            ("سطر\nيتبعه آخر  \nوثالث", "سطر يتبعه آخر\nوثالث"),
            ("> قول\n> طويل\n>\n> آخر", "قول طويل / آخر"),
            ("[خبر آخر](x)", "L:خبر آخر"),
            ("![صورة](a.jpg)\n\nنص ![ب](b.jpg) هنا", "نص  هنا"),
            ("أ\n\n***\n\nب", "أ / ب"),
            ("```rust\nlet x = 1;\n```", "B:let x = 1;"),
            ("أ<br>ب <span dir=\"rtl\">ج</span>", "أ\nب ج"),
            ("<div>\n<p>أ</p><p>ب</p>\n</div>", "أ / ب"),
            ("نص[^1].\n\n[^1]: حاشية.", "نص[1]. / B:[1] حاشية."),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn lists_and_tables_are_lines() {
        for (text, expected) in [
            (
                "- أول\n- ثان **مهم**\n  - فرعي\n- [x] تم",
                "B:• أول / B:• ثان مهم / B:◦ فرعي / B:• ☑ تم",
            ),
            ("3. أ\n\n   تتمة\n4. ب", "B:3. أ / تتمة / B:4. ب"),
            (
                "| البلد | العدد |\n| --- | ---: |\n| مصر | 12 |\n| | 7 |",
                "B:البلد | العدد / B:مصر | 12 / B:7",
            ),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn hostile_markdown_is_read_in_linear_time() {
        for piece in [
            "[", "![", "*a_", "> ", "- ", "`", "<!--", "[a](", "|", "&", "\\",
        ] {
            let begun = std::time::Instant::now();
            let _draft = article(&piece.repeat(200_000));
            let took = begun.elapsed();
            assert!(took.as_secs() < 20, "{piece:?}: {took:?}");
        }
    }
}
