//! A ZIP file → its articles: an EPUB book, a DOCX document, or every file inside that counts as an article.
//!
//! The files of an archive are read as those of a directory: known endings, natural order, without hidden files and
//! READMEs; archives and compressed files inside are opened too, as far as the budget allows. Nothing is written to the
//! disk, so the names inside need not be safe. Other documents in ZIP files (`OpenDocument`, spreadsheets) are refused by
//! name.

mod docx;
mod epub;

use std::io::Cursor;
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use super::FileContent;
use super::unpack::UnpackBudget;
use crate::article::draft::{DraftSink, ExtractError};
use crate::article::format::{self, InputFormat};
use crate::article::limits::MAX_ENTRIES;
use crate::error::{NotText, UnpackError};

/// The files of an archive.
pub(super) struct ArchiveFiles<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Name and index of each file, in natural order.
    names: Vec<(String, usize)>,
}

impl<'b> ArchiveFiles<'b> {
    /// Reads the list of the files.
    ///
    /// # Errors
    ///
    /// [`UnpackError::TooManyEntries`] for more than [`MAX_ENTRIES`], [`UnpackError::Damaged`] where there is no list.
    fn open(bytes: &'b [u8]) -> Result<Self, UnpackError> {
        check_count(bytes)?;
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        let mut names: Vec<(String, usize)> = (0..archive.len())
            .filter_map(|index| {
                let name = archive.name_for_index(index)?.ok()?;
                Some((name.into_owned(), index))
            })
            .collect();
        alphanumeric_sort::sort_slice_by_str_key(&mut names, |(name, _)| name.as_str());
        Ok(Self { archive, names })
    }

    /// The names of all files, in natural order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| name.as_str())
    }

    fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The bytes of the file with that name.
    ///
    /// # Errors
    ///
    /// No such file, one that is encrypted, damaged, compressed in a way that is not read, or larger than the budget.
    pub(super) fn read(
        &mut self,
        name: &str,
        budget: &mut UnpackBudget,
    ) -> Result<Vec<u8>, UnpackError> {
        let file = self
            .archive
            .by_name(name)
            .map_err(|error| damaged(&error))?;
        budget.read(file)
    }
}

/// Refuses an archive with too many entries before its list is read, which takes several times its size in memory.
///
/// Counts the signatures of the list's entries, which no reader can do without.
fn check_count(bytes: &[u8]) -> Result<(), UnpackError> {
    const SIGNATURE: &[u8] = b"PK\x01\x02";
    let count = bytes
        .windows(SIGNATURE.len())
        .filter(|window| *window == SIGNATURE)
        .count();
    if count > MAX_ENTRIES {
        return Err(UnpackError::TooManyEntries(MAX_ENTRIES));
    }
    Ok(())
}

fn damaged(error: &ZipError) -> UnpackError {
    let reason = match error {
        ZipError::FileNotFound => "a file that it names is not in it".to_owned(),
        other => format!("the ZIP file cannot be read ({other})"),
    };
    UnpackError::Damaged { reason }
}

/// Gives `sink` the articles of a ZIP file, or why there are none.
pub(super) fn articles(
    content: &FileContent<'_>,
    budget: &mut UnpackBudget,
    sink: &mut DraftSink<'_>,
) {
    if let Err(error) = budget.enter() {
        return sink(Err(error.into()));
    }
    match ArchiveFiles::open(&content.bytes) {
        Ok(mut files) => read(&mut files, content, budget, sink),
        Err(error) => sink(Err(error.into())),
    }
    budget.leave();
}

fn read(
    files: &mut ArchiveFiles<'_>,
    content: &FileContent<'_>,
    budget: &mut UnpackBudget,
    sink: &mut DraftSink<'_>,
) {
    let kind = if files.has("mimetype") {
        let bytes = files.read("mimetype", budget).unwrap_or_default();
        String::from_utf8_lossy(&bytes).trim().to_owned()
    } else {
        String::new()
    };
    if kind == "application/epub+zip" || files.has(epub::CONTAINER) {
        epub::articles(files, budget, sink);
    } else if files.has(docx::DOCUMENT) {
        let document = files.read(docx::DOCUMENT, budget);
        sink(match document {
            Ok(bytes) => docx::article(&String::from_utf8_lossy(&bytes)),
            Err(error) => Err(error.into()),
        });
    } else if let Some(name) = unreadable(&kind, files) {
        sink(Err(NotText::Known(name).into()));
    } else {
        each_file(files, content, budget, sink);
    }
}

/// The name of a document in a ZIP file that is not read, with the way out.
fn unreadable(kind: &str, files: &ArchiveFiles<'_>) -> Option<&'static str> {
    let holds = |folder: &str| files.names().any(|name| name.starts_with(folder));
    if kind.starts_with("application/vnd.oasis.opendocument") {
        Some("an OpenDocument file (save it as text or DOCX)")
    } else if holds("xl/") {
        Some("a spreadsheet (save it as text)")
    } else if holds("ppt/") {
        Some("a presentation (save it as text)")
    } else {
        None
    }
}

/// Gives `sink` the articles of every file inside that counts as one.
fn each_file(
    files: &mut ArchiveFiles<'_>,
    content: &FileContent<'_>,
    budget: &mut UnpackBudget,
    sink: &mut DraftSink<'_>,
) {
    let names: Vec<String> = files
        .names()
        .filter(|name| counts_as_article(name))
        .map(str::to_owned)
        .collect();
    if names.is_empty() {
        return sink(Err(UnpackError::NoArticles(format::endings()).into()));
    }
    for name in names {
        let bytes = match files.read(&name, budget) {
            Ok(bytes) => bytes,
            // The budget is empty for all that follow.
            Err(error @ UnpackError::TooLarge(_)) => return sink(Err(error.into())),
            Err(error) => {
                sink(Err(in_archive(&name, error.into())));
                continue;
            }
        };
        let inside = FileContent {
            bytes,
            name: name.clone(),
            encoding: content.encoding,
            fields: content.fields,
            from_visual: content.from_visual,
        };
        super::read(inside, budget, &mut |outcome| {
            sink(outcome.map_err(|error| in_archive(&name, error)));
        });
    }
}

fn in_archive(name: &str, reason: ExtractError) -> ExtractError {
    ExtractError::InArchive {
        name: name.to_owned(),
        reason: Box::new(reason),
    }
}

/// Whether the file has a known ending and is neither hidden nor a README, nor below a hidden folder.
fn counts_as_article(name: &str) -> bool {
    let hidden = name
        .split(['/', '\\'])
        .any(|part| part.starts_with('.') || part == "__MACOSX");
    let path = Path::new(name);
    let readme = path
        .file_stem()
        .is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
    !hidden && !readme && InputFormat::of_path(path).is_some()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// A ZIP file of `files`.
    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// The articles of a ZIP file: their blocks, or the reason.
    fn read_within(bytes: Vec<u8>, limit: u64) -> Vec<String> {
        let content = FileContent {
            bytes,
            name: "a.zip".to_owned(),
            encoding: None,
            fields: &crate::article::types::FieldPaths::default(),
            from_visual: false,
        };
        let mut all = Vec::new();
        super::super::read(content, &mut UnpackBudget::of(limit), &mut |outcome| {
            all.push(match outcome {
                Ok(draft) => {
                    let publisher = draft.publisher.iter().map(|name| format!("@{name}"));
                    let texts = draft
                        .blocks
                        .iter()
                        .map(|block| block.text.clone().into_owned());
                    publisher.chain(texts).collect::<Vec<_>>().join(" / ")
                }
                Err(error) => error.to_string(),
            });
        });
        all
    }

    fn read(files: &[(&str, &[u8])]) -> Vec<String> {
        read_within(zipped(files), 1 << 20)
    }

    #[test]
    fn the_files_of_an_archive_are_those_of_a_directory() {
        let inner = zipped(&[("c.txt", "نص داخلي".as_bytes())]);
        let got = read(&[
            ("10.txt", "عاشر".as_bytes()),
            ("2.txt", "ثان".as_bytes()),
            ("a/page.html", "<p>صفحة".as_bytes()),
            ("README.md", b"x"),
            ("__MACOSX/2.txt", b"x"),
            (".git/x.txt", b"x"),
            ("x.rs", b"x"),
            ("inner.zip", &inner),
            ("z.txt", b"%PDF-"),
        ]);
        assert_eq!(
            got,
            [
                "ثان",
                "عاشر",
                "صفحة",
                "نص داخلي",
                "z.txt: it is a PDF file (pdftotext makes text of it)",
            ]
        );
    }

    #[test]
    fn documents_that_are_not_read_are_named() {
        let kind: &[u8] = b"application/vnd.oasis.opendocument.text";
        assert!(read(&[("mimetype", kind)])[0].contains("an OpenDocument file"));
        assert!(read(&[("xl/workbook.xml", b"x")])[0].contains("a spreadsheet"));
        assert!(read(&[("a.class", b"x")])[0].starts_with("no file in it ends in .txt"));
        assert!(read(&[])[0].starts_with("no file in it ends in .txt"));
    }

    #[test]
    fn an_archive_that_grows_without_end_stops_at_the_limit() {
        let zeros = vec![b' '; 2 << 20];
        let bytes = zipped(&[("1.txt", &zeros), ("2.txt", &zeros), ("3.txt", &zeros)]);
        assert!(bytes.len() < 50 << 10);
        let got = read_within(bytes, 3 << 20);
        assert!(
            got.last()
                .unwrap()
                .starts_with("it grows to more than 3 MB"),
            "{got:?}"
        );
        assert!(got.len() <= 2);
    }

    #[test]
    fn archives_in_archives_end() {
        let mut bytes = zipped(&[("a.txt", "نص".as_bytes())]);
        let mut nested = Vec::new();
        for _ in 0..6 {
            nested.push(read_within(bytes.clone(), 1 << 20)[0].clone());
            bytes = zipped(&[("a.zip", &bytes)]);
        }
        assert_eq!(nested[..4], ["نص", "نص", "نص", "نص"]);
        assert!(
            nested[4].contains("packed into one another more than 4 times"),
            "{nested:?}"
        );
    }

    #[test]
    fn too_many_files_are_refused() {
        let names: Vec<String> = (0..=MAX_ENTRIES).map(|n| format!("{n}.txt")).collect();
        let files: Vec<(&str, &[u8])> = names
            .iter()
            .map(|name| (name.as_str(), &b"x"[..]))
            .collect();
        assert_eq!(
            read(&files),
            [
                "it holds more than 5000 files; unpack it and name the folder or the files that you want"
            ]
        );
        assert_eq!(read(&files[1..]).len(), MAX_ENTRIES);
    }

    #[test]
    fn a_damaged_archive_is_said() {
        let bytes = zipped(&[("a.txt", "نص".as_bytes())]);
        let got = read_within(bytes[..bytes.len() / 2].to_vec(), 1 << 20);
        assert!(got[0].contains("the ZIP file cannot be read"), "{got:?}");
    }

    const CHAPTER: &str =
        "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>كتاب الواحة</title></head><body>";

    #[test]
    fn a_book_is_read_in_the_order_of_its_spine() {
        let container: &[u8] =
            b"<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>";
        let package = "<package><metadata><dc:title>كتاب الواحة</dc:title></metadata><manifest>\
            <item id='n' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/>\
            <item id='a' href='text/%D8%A3.xhtml' media-type='application/xhtml+xml'/>\
            <item id='b' href='../b.xhtml' media-type='application/xhtml+xml'/>\
            <item id='c' href='c.jpg' media-type='image/jpeg'/></manifest>\
            <spine><itemref idref='n'/><itemref idref='b'/><itemref idref='c'/><itemref idref='a'/></spine></package>";
        let a = format!("{CHAPTER}<h1>الفصل الثاني</h1><p>نص ثان.</p></body></html>");
        let b = format!("{CHAPTER}<p>تمهيد.</p></body></html>");
        let got = read(&[
            ("mimetype", b"application/epub+zip"),
            (epub::CONTAINER, container),
            ("OEBPS/book.opf", package.as_bytes()),
            ("OEBPS/nav.xhtml", a.as_bytes()),
            ("OEBPS/text/أ.xhtml", a.as_bytes()),
            ("b.xhtml", b.as_bytes()),
        ]);
        assert_eq!(
            got,
            [
                "@كتاب الواحة / تمهيد.",
                "@كتاب الواحة / الفصل الثاني / نص ثان."
            ]
        );
    }

    #[test]
    fn a_book_without_a_spine_is_read_in_the_order_of_its_names() {
        let page = |text: &str| format!("{CHAPTER}<p>{text}</p>").into_bytes();
        let got = read(&[
            ("mimetype", b"application/epub+zip\n"),
            ("OEBPS/10.xhtml", &page("عاشر")),
            ("OEBPS/2.xhtml", &page("ثان")),
        ]);
        assert_eq!(got, ["كتاب الواحة / ثان", "كتاب الواحة / عاشر"]);
        assert_eq!(
            read(&[("mimetype", b"application/epub+zip")]),
            ["no text found in this EPUB book"]
        );
    }

    #[test]
    fn a_document_is_one_article() {
        let document = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>عنوان</w:t></w:r></w:p>\
            <w:p><w:r><w:t>نص </w:t></w:r><w:r><w:t>أول.</w:t></w:r></w:p></w:body></w:document>";
        assert_eq!(
            read(&[(docx::DOCUMENT, document.as_bytes())]),
            ["عنوان / نص أول."]
        );
    }
}
