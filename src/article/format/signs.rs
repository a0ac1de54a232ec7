//! The beginning of a file → whether it has the signs of a format: HTML, XML, JSON, subtitles, Markdown, mail.
//!
//! Each test reads a bounded head, or passes over what precedes an XML root once. A sign must be one that no news text
//! begins with: what has none is plain text.

/// Bytes at the start of a file in which the header of a mail is looked for.
const HEAD: usize = 1 << 16;

/// Whether the text begins as a web page does.
pub(super) fn is_html(text: &str) -> bool {
    const TAGS: [&str; 6] = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<article",
        "<meta",
    ];
    let head: String = text.chars().take(512).collect();
    let head = head.to_ascii_lowercase();
    TAGS.iter().any(|tag| head.starts_with(tag))
        || (head.starts_with("<?xml") && head.contains("<html"))
}

/// The local name of the root element, if the text begins with an XML declaration or with the root of a feed.
pub(super) fn xml_root(text: &str) -> Option<&str> {
    const FEEDS: [&str; 3] = ["rss", "feed", "RDF"];
    let text = text.trim_start();
    let declared = text.starts_with("<?xml");
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else if let Some(doctype) = rest.strip_prefix("<!") {
            // A doctype may define entities between brackets.
            match doctype.find(['[', '>']) {
                Some(at) if doctype[at..].starts_with('[') => "]>",
                Some(_) | None => ">",
            }
        } else {
            break;
        };
        rest = &rest[rest.find(end)? + end.len()..];
    }
    let name = rest.strip_prefix('<')?;
    let end = name
        .find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
        .unwrap_or(name.len());
    let name = &name[..end];
    let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
    (declared || FEEDS.contains(&local)).then_some(local)
}

/// Whether `text` begins with a JSON object, or an array of objects: an opening brace,
/// a string and a colon. An Arabic headline in brackets has no such beginning.
pub(super) fn begins_like_json_object(text: &str) -> bool {
    let inner = text.trim_start_matches(['[', ' ', '\n', '\r', '\t']);
    let Some(inner) = inner.strip_prefix('{') else {
        return false;
    };
    let Some(key) = inner.trim_start().strip_prefix('"') else {
        return false;
    };
    key.split_once('"')
        .is_some_and(|(_, rest)| rest.trim_start().starts_with(':'))
}

/// Whether the text begins with `WEBVTT`, or with the number and the times of a cue.
pub(super) fn is_subtitles(text: &str) -> bool {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default().trim();
    let second = lines.next().unwrap_or_default();
    let is_number = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
    first.split_whitespace().next() == Some("WEBVTT") || (is_number && second.contains("-->"))
}

/// Whether the text begins with front matter that holds a key, or with a heading and a blank line.
pub(super) fn is_markdown(text: &str) -> bool {
    let mut lines = text.lines();
    match lines.next().map(str::trim_end) {
        Some("---") => {
            // Longer front matter is rare, and the whole text is not searched for its end.
            const LINES: usize = 200;
            let mut keys = 0;
            for line in lines.take(LINES) {
                if matches!(line.trim_end(), "---" | "...") {
                    return keys > 0;
                }
                let key = line.split_once(':').map_or("", |(key, _)| key);
                keys += usize::from(
                    !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'),
                );
            }
            false
        }
        Some(first) => {
            let text = first.trim_start_matches('#');
            let level = first.len() - text.len();
            (1..=6).contains(&level)
                && text.starts_with(' ')
                && lines.next().is_some_and(|second| second.trim().is_empty())
        }
        None => false,
    }
}

/// Whether the bytes begin with the header of a mail: only fields, and at least two of those that every mail has.
///
/// The `From ` line of an mbox may precede it.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    const FIELDS: [&str; 14] = [
        "from",
        "to",
        "cc",
        "date",
        "subject",
        "message-id",
        "mime-version",
        "received",
        "return-path",
        "delivered-to",
        "reply-to",
        "content-type",
        "x-mozilla-status",
        "snapshot-content-location",
    ];
    let head = &bytes[..bytes.len().min(HEAD)];
    let mut known = 0;
    for (index, line) in head.split(|&byte| byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() && index > 0 {
            break;
        }
        let is_mbox = index == 0 && line.starts_with(b"From ");
        let goes_on = index > 0 && line.starts_with(b" ") || line.starts_with(b"\t");
        if is_mbox || goes_on {
            continue;
        }
        let Some(colon) = line.iter().position(|&byte| byte == b':') else {
            return false;
        };
        let name = &line[..colon];
        if name.is_empty()
            || !name
                .iter()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        {
            return false;
        }
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        known += usize::from(FIELDS.contains(&name.as_str()));
    }
    known >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_of_xml_is_found_behind_all_that_may_precede_it() {
        for (text, root) in [
            ("<?xml version='1.0'?><svg width='1'>", Some("svg")),
            (
                "<?xml?><!-- <rss> --><!DOCTYPE a [<!ENTITY b 'c>'>]><atom:feed>",
                Some("feed"),
            ),
            ("<rdf:RDF xmlns='x'>", Some("RDF")),
            ("<b>", None),
            ("<?xml version='1.0'?>", None),
            ("<!-- x", None),
        ] {
            assert_eq!(xml_root(text), root, "{text}");
        }
    }

    #[test]
    fn a_mail_has_a_header() {
        for (text, expected) in [
            ("From: a@b\nSubject: x\n\nنص", true),
            (
                "From a@b Mon Nov 30\nReturn-Path: <a@b>\nDate: x\n\nنص",
                true,
            ),
            ("Subject: x\n y\nMIME-Version: 1.0\r\n\r\nنص", true),
            ("Subject: x\n\nنص", false),
            ("To: the editor\nقال الوزير: نعم\nDate: today\n", false),
            ("Note: a\nNote: b\n\n", false),
            ("\nFrom: a@b\nSubject: x\n\n", false),
            ("", false),
        ] {
            assert_eq!(is_mail(text.as_bytes()), expected, "{text}");
        }
    }
}
