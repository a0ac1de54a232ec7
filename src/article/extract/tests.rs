//! Files of every format from their bytes to their drafts: recognition, packing, refusal.

use std::io::Write;

use super::*;

const FIRST: &str =
    "قالت وزيرة النقل ليلى منصور، الأحد، إن ميناء الواحة سيستقبل أول سفينة في الشتاء المقبل.";
const SECOND: &str = "وأضافت أن كلفة المشروع بلغت 120 مليون دينار، دفعت الحكومة نصفها.";

/// The articles of a file, their blocks joined by ` / `, or the reason why there is none.
fn read_as(bytes: impl Into<Vec<u8>>, name: &str) -> Vec<String> {
    let content = FileContent {
        bytes: bytes.into(),
        name: name.to_owned(),
        encoding: None,
        fields: &FieldPaths::default(),
        from_visual: false,
    };
    let mut all = Vec::new();
    extract(content, &mut |outcome| {
        all.push(match outcome {
            Ok(draft) => {
                let texts: Vec<&str> = draft.blocks.iter().map(|block| block.text.trim()).collect();
                texts.join(" / ")
            }
            Err(error) => error.to_string(),
        });
    });
    all
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// A file of each format: its name and its text, whose article is `عنوان / FIRST / SECOND`.
fn texts() -> Vec<(&'static str, String)> {
    vec![
        ("a.txt", format!("عنوان\n{FIRST}\n{SECOND}")),
        (
            "a.html",
            format!("<html><title>عنوان</title><p>{FIRST}<p>{SECOND}"),
        ),
        ("a.md", format!("# عنوان\n\n{FIRST}\n\n{SECOND}")),
        (
            "a.json",
            format!(r#"{{"title": "عنوان", "text": ["{FIRST}", "{SECOND}"]}}"#),
        ),
        (
            "a.rss",
            format!(
                "<rss><item><title>عنوان</title><description><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></description></item></rss>"
            ),
        ),
        (
            "a.atom",
            format!(
                "<?xml version='1.0'?><feed><entry><title>عنوان</title><content type='xhtml'><p>{FIRST}</p><p>{SECOND}</p></content></entry></feed>"
            ),
        ),
        (
            "a.eml",
            format!(
                "From: a@b.org\nSubject: عنوان\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>{FIRST}</p><p>{SECOND}</p>"
            ),
        ),
        (
            "a.srt",
            format!(
                "1\n00:00:01,000 --> 00:00:02,000\n{FIRST}\n\n2\n00:00:02,000 --> 00:00:03,000\n{SECOND}\n"
            ),
        ),
    ]
}

#[test]
fn every_format_is_read_by_its_name_without_one_and_compressed() {
    for (name, text) in texts() {
        let expected = if name == "a.srt" {
            format!("00:00:01 / {FIRST} / 00:00:02 / {SECOND}")
        } else {
            format!("عنوان / {FIRST} / {SECOND}")
        };
        for (bytes, name) in [
            (text.clone().into_bytes(), name.to_owned()),
            (text.clone().into_bytes(), String::new()),
            (gzip(text.as_bytes()), format!("{name}.gz")),
            (gzip(text.as_bytes()), "x".to_owned()),
        ] {
            let got: Vec<String> = read_as(bytes, &name)
                .iter()
                .map(|article| article.replace('\n', " / "))
                .collect();
            assert_eq!(got, std::slice::from_ref(&expected), "{name}: {text}");
        }
    }
}

#[test]
fn a_feed_in_a_legacy_encoding_declares_it() {
    let feed = "<?xml version='1.0' encoding='windows-1256'?><rss><item><title>\u{E4}\u{D5}</title></item></rss>";
    let bytes: Vec<u8> = feed
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    assert_eq!(read_as(bytes.clone(), "a.xml"), ["نص"]);
    assert_eq!(read_as(bytes, ""), ["نص"]);
}

#[test]
fn what_is_not_read_is_refused_by_name() {
    for (bytes, name, reason) in [
        (
            &b"%PDF-1.7"[..],
            "a.pdf",
            "it is a PDF file (pdftotext makes text of it)",
        ),
        (b"%PDF-1.7", "a.txt", "it is a PDF file"),
        (b"\xD0\xCF\x11\xE0 x", "a.doc", "it is an Office document"),
        (b"<?xml version='1.0'?><svg>", "a.svg", "it is a picture"),
        (
            b"<?xml version='1.0'?><TEI>x",
            "a.xml",
            "it is XML that is no feed and no page",
        ),
        (b"a\0b", "a.txt", "byte 1 is NUL"),
        (b"", "a.txt", "empty"),
    ] {
        let got = read_as(bytes, name);
        assert!(
            got.len() == 1 && got[0].starts_with(reason),
            "{name}: {got:?}"
        );
    }
    // The archive inside of a compressed one is named too.
    let mut tar = vec![b'x'; 257];
    tar.extend(b"ustar\x0000");
    assert!(read_as(gzip(&tar), "a.tar.gz")[0].starts_with("it is a tar archive"));
}

#[test]
fn a_bomb_in_layers_stops() {
    let mut bytes = vec![b' '; 1 << 20];
    for _ in 0..6 {
        bytes = gzip(&bytes);
    }
    assert!(read_as(bytes, "a.gz")[0].contains("packed into one another more than 4 times"));
}

#[test]
fn a_feed_of_ten_megabytes_is_read_in_linear_time() {
    let item = format!("<item><title>عنوان</title><description>{FIRST}</description></item>");
    let count = 10_000_000 / item.len();
    let feed = format!("<rss><channel>{}</channel></rss>", item.repeat(count));
    let begun = std::time::Instant::now();
    assert_eq!(read_as(feed, "a.rss").len(), count);
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}
