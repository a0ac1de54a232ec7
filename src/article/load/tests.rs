//! Loading from a real directory of good and bad files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::*;

/// A directory under the system's temporary one that is removed with its test.
struct ScratchDirectory(PathBuf);

impl ScratchDirectory {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("qari-load-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file and gives its path.
    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// What a user reads when `path` cannot be opened, without the directory.
    fn error(&self, path: &Path) -> String {
        let error = open(path, &LoadOptions::default()).unwrap_err();
        self.without_directory(&error)
    }

    fn without_directory(&self, error: &Error) -> String {
        let directory = format!("{}/", self.0.display());
        error.to_string().replace(&directory, "")
    }
}

impl Drop for ScratchDirectory {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

/// Everything that `paths` name: the articles, and the messages of what could not be read.
fn read_all(dir: &ScratchDirectory, paths: &[PathBuf]) -> (Vec<Article>, Vec<String>) {
    let (mut articles, mut messages) = (Vec::new(), Vec::new());
    for source in collect_sources(paths).unwrap() {
        read_source(
            &source,
            &LoadOptions::default(),
            &mut |result| match result {
                Ok(article) => articles.push(article),
                Err(error) => messages.push(dir.without_directory(&error)),
            },
        );
    }
    (articles, messages)
}

fn names(sources: &[ArticleSource]) -> Vec<String> {
    let name = |source: &ArticleSource| match source {
        ArticleSource::Stdin => "-".to_owned(),
        ArticleSource::File(path) => path.file_name().unwrap().to_string_lossy().into_owned(),
    };
    sources.iter().map(name).collect()
}

#[test]
fn the_articles_of_a_directory_come_in_natural_order() {
    let dir = ScratchDirectory::new("order");
    for name in [
        "10.txt",
        "2.txt",
        "1.html",
        "b.JSON",
        "README.md",
        "readme.txt",
        ".hidden.txt",
        "x.rs",
        "notes",
    ] {
        dir.file(name, "نص");
    }
    fs::create_dir(dir.0.join("inner.txt")).unwrap();
    let found = collect_sources(std::slice::from_ref(&dir.0)).unwrap();
    assert_eq!(names(&found), ["1.html", "2.txt", "10.txt", "b.JSON"]);
}

#[test]
fn files_named_one_by_one_are_taken_whatever_their_name() {
    let paths = ["-", "README.md", "no-such-file"].map(PathBuf::from);
    assert_eq!(
        names(&collect_sources(&paths).unwrap()),
        ["-", "README.md", "no-such-file"]
    );
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let dir = ScratchDirectory::new("bad");
    dir.file("1.txt", "نص أول.");
    dir.file("2.txt", [0, 1, 2]);
    dir.file("3.txt", " \n");
    dir.file("4.txt", "نص رابع.");
    let (articles, messages) = read_all(&dir, std::slice::from_ref(&dir.0));
    let texts: Vec<_> = articles
        .iter()
        .map(|article| article.text.as_str())
        .collect();
    assert_eq!(texts, ["نص أول.", "نص رابع."]);
    assert_eq!(
        messages,
        [
            "2.txt: not text: byte 0 is NUL; qari reads text, pages, feeds, mail, books and archives of them",
            "3.txt: empty: there is nothing to read in it; name a file with text",
        ]
    );
}

#[test]
fn a_directory_without_articles_is_an_error() {
    let dir = ScratchDirectory::new("nothing");
    let error = collect_sources(std::slice::from_ref(&dir.0)).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("no articles here: qari takes the files that end in .txt"),
        "{error}"
    );
}

#[test]
fn every_error_names_the_problem_and_the_way_out() {
    let dir = ScratchDirectory::new("faults");
    let read = |name: &str, bytes: &[u8]| dir.error(&dir.file(name, bytes));
    assert_eq!(
        read("a.txt", b""),
        "a.txt: empty: there is nothing to read in it; name a file with text"
    );
    assert_eq!(
        read("b.txt", b"\x1B[0m\n"),
        "b.txt: empty: there is nothing to read in it; name a file with text"
    );
    assert_eq!(
        read("c.pdf", b"%PDF-1.7"),
        "c.pdf: not text: it is a PDF file (pdftotext makes text of it); qari reads text, pages, feeds, mail, books and archives of them"
    );
    assert_eq!(
        read("d.json", b"{\"text\": "),
        "d.json: not valid JSON: EOF while parsing a value at line 1 column 9; rename it to .txt to read it as plain text"
    );
    assert_eq!(
        read("e.json", b"{\"x\": 1}"),
        "e.json: no article found in it: its text is looked for under text, body, content, html, articleBody, paragraphs, blocks, description and the like, also inside article, data, result, items and hits; it has x; name it with --field text=path.to.field"
    );
    assert_eq!(
        read("f.html", b"<title>x</title>"),
        "f.html: no article found in it: the page has no paragraphs (is its text drawn by a script?); save its text as .txt"
    );
    assert_eq!(
        dir.error(&dir.0),
        format!(
            "{}: a directory; give a file, a directory, a pipe or - for standard input",
            dir.0.display()
        )
    );
}

#[test]
fn a_file_past_the_limit_is_refused_unread() {
    let dir = ScratchDirectory::new("large");
    let path = dir.0.join("large.txt");
    // A sparse file: it takes no space on the disk.
    File::create(&path).unwrap().set_len(MAX_BYTES + 1).unwrap();
    assert_eq!(
        dir.error(&path),
        "large.txt: larger than 512 MB, the most that qari reads; split it (split -C 512m)"
    );
}

#[test]
fn several_articles_of_one_file_are_numbered() {
    let dir = ScratchDirectory::new("several");
    let several = dir.file(
        "news.jsonl",
        "{\"text\": \"أ\"}\n{\n{\"text\": \"ب\", \"title\": \"ع\"}\n",
    );
    let (articles, messages) = read_all(&dir, &[several]);
    let sources: Vec<_> = articles
        .iter()
        .map(|article| article.source.replace(&dir.0.display().to_string(), ""))
        .collect();
    assert_eq!(sources, ["/news.jsonl#1", "/news.jsonl#3"]);
    assert_eq!(articles[1].text, "ع\nب");
    assert_eq!(messages.len(), 1);
    assert!(
        messages[0].starts_with("news.jsonl#2: not valid JSON"),
        "{messages:?}"
    );

    let one = dir.file("one.json", "[{\"text\": \"أ\"}]");
    assert_eq!(
        open(&one, &LoadOptions::default()).unwrap().source,
        one.display().to_string()
    );
}

#[test]
fn bytes_in_memory_are_read_as_a_file_of_that_name() {
    let read = |bytes: &[u8], name: &str| match Article::from_bytes(
        bytes.to_vec(),
        name,
        &LoadOptions::default(),
    ) {
        Ok(article) => format!("{}: {}", article.source, article.text),
        Err(error) => error.to_string(),
    };
    assert_eq!(read("<p>نص".as_bytes(), "a.html"), "a.html: نص");
    assert_eq!(read("<p>نص".as_bytes(), "-"), "-: <p>نص");
    assert_eq!(read("<html><p>نص".as_bytes(), "-"), "-: نص");
    let several = r#"[{"text": "أ"}, {"text": "ب"}]"#;
    assert_eq!(read(several.as_bytes(), "https://x/a"), "https://x/a#1: أ");
    assert!(read(b" ", "a\x1B[m.txt").starts_with("a.txt: empty"));
}

#[test]
fn bytes_that_are_not_text_are_counted_in_the_article() {
    let dir = ScratchDirectory::new("invalid");
    let path = dir.file("a.txt", b"\xD9\x86\xD8\xB5 \xFF\xD8 \xD9\x86\xD8\xB5");
    let article = open(&path, &LoadOptions::default()).unwrap();
    assert_eq!(article.text, "نص \u{FFFD}\u{FFFD} نص");
    assert_eq!(article.warnings, [Warning::InvalidBytes(2)]);
}

#[test]
fn an_encoding_that_was_asked_for_is_used() {
    let dir = ScratchDirectory::new("encoding");
    let path = dir.file("a.txt", [0xE6, 0xD9, 0xE5]);
    let asked = |label: &str| LoadOptions {
        encoding: Some(label.parse().unwrap()),
        ..LoadOptions::default()
    };
    assert_eq!(open(&path, &asked("iso-8859-6")).unwrap().text, "نعم");
    assert_eq!(open(&path, &asked("cp1256")).unwrap().text, "وظه");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_to_its_end_and_a_device_is_not() {
    let dir = ScratchDirectory::new("pipe");
    let pipe = dir.0.join("pipe.txt");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let writer = {
        let pipe = pipe.clone();
        std::thread::spawn(move || fs::write(pipe, "نص من أنبوب.").unwrap())
    };
    assert_eq!(
        open(&pipe, &LoadOptions::default()).unwrap().text,
        "نص من أنبوب."
    );
    writer.join().unwrap();
    // A pipe in a directory is no article: reading it could wait for a writer forever.
    assert!(matches!(
        collect_sources(std::slice::from_ref(&dir.0)),
        Err(Error::NoArticles { .. })
    ));

    let device = dir.error(Path::new("/dev/zero"));
    assert_eq!(
        device,
        "/dev/zero: a device; give a file, a directory, a pipe or - for standard input"
    );
}

#[cfg(unix)]
#[test]
fn a_socket_and_a_loop_of_links_are_refused() {
    let dir = ScratchDirectory::new("odd");
    let socket = dir.0.join("s");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    assert!(dir.error(&socket).starts_with("s: a socket; give a file"));
    let link = dir.0.join("loop.txt");
    std::os::unix::fs::symlink(&link, &link).unwrap();
    assert!(dir.error(&link).starts_with("loop.txt: "));
    // In a directory it is reported beside the articles.
    dir.file("a.txt", "نص.");
    let (articles, messages) = read_all(&dir, std::slice::from_ref(&dir.0));
    assert_eq!((articles.len(), messages.len()), (1, 1));
}

#[cfg(unix)]
#[test]
fn a_file_name_cannot_act_on_the_terminal() {
    let dir = ScratchDirectory::new("name");
    let path = dir.file("\u{1B}]0;x\u{7}خبر\n\u{202E}1.txt", "نص.");
    let article = open(&path, &LoadOptions::default()).unwrap();
    assert!(
        article.source.ends_with("/خبر 1.txt"),
        "{:?}",
        article.source
    );
    let gone = open(
        &path.with_extension("gone\u{9B}31m"),
        &LoadOptions::default(),
    )
    .unwrap_err();
    assert!(
        gone.to_string()
            .ends_with("/خبر 1.gone: no such file; check the name"),
        "{gone:?}"
    );
}
