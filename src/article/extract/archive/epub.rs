//! An EPUB book (EPUB 3.3, and 2) → an article for each chapter that has text.
//!
//! `META-INF/container.xml` names the package document, which lists the files (manifest) and the order in which they
//! are read (spine). Without them all pages are read in natural order of their names. The title of the book is the
//! publisher of each chapter. Tables of contents, pictures and style sheets are left out.
//!
//! Encrypted books (DRM) give no text.

use super::ArchiveFiles;
use crate::article::decode;
use crate::article::draft::{ArticleDraft, DraftSink, ExtractError};
use crate::article::extract::markup::document::{Boilerplate, HtmlDocument};
use crate::article::extract::markup::tokens::HtmlTokens;
use crate::article::extract::unpack::UnpackBudget;
use crate::article::extract::xml::{XmlEvent, XmlReader};
use crate::article::types::ParagraphRole;
use crate::error::UnpackError;

/// The file that names the package document.
pub(super) const CONTAINER: &str = "META-INF/container.xml";

/// Gives `sink` an article for each chapter of the book in `files`, or why there is none.
pub(super) fn articles(
    files: &mut ArchiveFiles<'_>,
    budget: &mut UnpackBudget,
    sink: &mut DraftSink<'_>,
) {
    let mut book = package(files, budget).unwrap_or_default();
    if book.chapters.is_empty() {
        book.chapters = files
            .names()
            .filter(|name| is_page(name))
            .map(str::to_owned)
            .collect();
    }
    let mut found = false;
    for name in &book.chapters {
        let bytes = match files.read(name, budget) {
            Ok(bytes) => bytes,
            Err(error @ UnpackError::TooLarge(_)) => return sink(Err(error.into())),
            // A spine may name what is not there; the other chapters can be read.
            Err(_) => continue,
        };
        let Ok(decoded) = decode::decode(bytes, None) else {
            continue;
        };
        if let Some(draft) = chapter(&decoded.text, book.title.as_deref()) {
            found = true;
            sink(Ok(draft.decoded(decoded.invalid, decoded.mended())));
        }
    }
    if !found {
        sink(Err(ExtractError::NoTextInFormat("EPUB book")));
    }
}

/// Whether the ending is that of a page.
fn is_page(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["xhtml", "html", "htm"]
        .iter()
        .any(|page| ending.eq_ignore_ascii_case(page))
}

/// The article that a page of the book is; `None` if it has no text but a title.
fn chapter(html: &str, book: Option<&str>) -> Option<ArticleDraft<'static>> {
    /// A number or a motto may precede the heading.
    const BLOCKS: usize = 3;
    let page = HtmlDocument::read(&HtmlTokens::read(html), Boilerplate::Keep);
    let heading = page
        .blocks
        .iter()
        .take(BLOCKS)
        .find(|block| block.role == Some(ParagraphRole::Heading))
        .map(|block| block.text.clone().into_owned());
    // The `<title>` of each page is often that of the book.
    let title = heading.or_else(|| page.title().filter(|title| Some(title.as_str()) != book));
    let mut draft = ArticleDraft::titled(title.as_deref(), book.map(str::to_owned));
    let titles = draft.blocks.len();
    draft.append_body(page.blocks);
    (draft.blocks.len() > titles).then_some(draft)
}

/// What the package document says.
#[derive(Debug, Default)]
struct Book {
    title: Option<String>,
    /// The names of the chapters' files, in reading order.
    chapters: Vec<String>,
}

/// A file of the manifest.
struct ManifestItem {
    id: String,
    path: String,
    /// A page that is no table of contents.
    is_text: bool,
}

/// Reads the package document; `None` where it is missing or not XML.
fn package(files: &mut ArchiveFiles<'_>, budget: &mut UnpackBudget) -> Option<Book> {
    let container = text(files, CONTAINER, budget)?;
    let path = root_file(&container)?;
    let package = text(files, &path, budget)?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    read_package(&package, folder).ok()
}

/// The text of a file in UTF-8 or UTF-16.
fn text(files: &mut ArchiveFiles<'_>, name: &str, budget: &mut UnpackBudget) -> Option<String> {
    let bytes = files.read(name, budget).ok()?;
    Some(decode::decode(bytes, None).ok()?.text)
}

/// The path of the package document that `container.xml` names.
fn root_file(container: &str) -> Option<String> {
    let mut xml = XmlReader::new(container);
    while let Some(event) = xml.next().ok()? {
        if let XmlEvent::Start(tag) = event
            && local(tag.name()) == "rootfile"
        {
            return tag.attribute("full-path");
        }
    }
    None
}

/// The name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Title and chapters of a package document in `folder`.
fn read_package(package: &str, folder: &str) -> Result<Book, ExtractError> {
    let mut xml = XmlReader::new(package);
    let mut manifest: Vec<ManifestItem> = Vec::new();
    let mut spine: Vec<String> = Vec::new();
    let mut title: Option<String> = None;
    let mut in_title = false;
    while let Some(event) = xml.next()? {
        match event {
            XmlEvent::Start(tag) => match local(tag.name()) {
                "title" if title.is_none() => {
                    in_title = true;
                    title = Some(String::new());
                }
                "item" => {
                    let attribute = |name| tag.attribute(name).unwrap_or_default();
                    let kind = attribute("media-type");
                    let is_page = kind.contains("xhtml") || kind.contains("html");
                    let is_contents = attribute("properties")
                        .split_whitespace()
                        .any(|property| property == "nav");
                    manifest.push(ManifestItem {
                        id: attribute("id"),
                        path: resolved(folder, &attribute("href")),
                        is_text: is_page && !is_contents,
                    });
                }
                "itemref" => spine.extend(tag.attribute("idref")),
                _other => {}
            },
            XmlEvent::End(_) => in_title = false,
            XmlEvent::Text(text) => {
                if let Some(title) = title.as_mut().filter(|_| in_title) {
                    title.push_str(&text);
                }
            }
        }
    }
    manifest.sort_by(|one, other| one.id.cmp(&other.id));
    let chapters = spine.iter().filter_map(|id| {
        let at = manifest.binary_search_by(|item| item.id.cmp(id)).ok()?;
        let item = manifest.get(at).filter(|item| item.is_text)?;
        Some(item.path.clone())
    });
    Ok(Book {
        chapters: chapters.collect(),
        title: title
            .map(|title| title.trim().to_owned())
            .filter(|title| !title.is_empty()),
    })
}

/// The name in the archive of what `href` names in a file of `folder`: escapes decoded, `..` resolved.
fn resolved(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let href = percent_decoded(href);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// `%D8%A3` as the bytes that it stands for.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        let byte = after
            .get(..2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(byte) = byte {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(b'%');
            rest = after;
        }
    }
    bytes.extend(rest.bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_resolved_in_the_folder_of_the_package() {
        for (folder, href, expected) in [
            ("OEBPS", "a.xhtml#x", "OEBPS/a.xhtml"),
            ("OEBPS", "../b/./c.xhtml", "b/c.xhtml"),
            ("", "../../c.xhtml", "c.xhtml"),
            ("a/b", "%D8%A3%20%.xhtml", "a/b/أ %.xhtml"),
        ] {
            assert_eq!(resolved(folder, href), expected);
        }
    }

    #[test]
    fn a_chapter_has_the_title_of_its_heading() {
        let titled = |html: &str| {
            let draft = chapter(html, Some("كتاب"))?;
            Some(draft.title().map(|block| block.text.clone().into_owned()))
        };
        let some = |text: &str| Some(Some(text.to_owned()));
        assert_eq!(titled("<title>كتاب</title><h2>فصل</h2><p>نص"), some("فصل"));
        assert_eq!(titled("<title>فصل</title><p>نص"), some("فصل"));
        assert_eq!(titled("<title>كتاب</title><p>نص"), Some(None));
        assert_eq!(titled("<title>كتاب</title><img src='x'>"), None);
    }
}
