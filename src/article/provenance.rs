//! What a file states about an article's author, date and address: its keys in JSON, and the border
//! where the values become safe to print and to cite.
//!
//! HTML has it in other places; `extract/markup/provenance.rs` collects them. A value that cannot
//! be what it is called is left out: a wrong date is worse in a citation than none. Dates in
//! numbers (seconds since 1970) are not understood, nor are authors named in the text.

use serde_json::Value;

use super::clean;

/// Longest author, in scalar values; what is longer is a text, not a name.
const LONGEST_AUTHOR: usize = 200;
/// Longest date, in scalar values.
const LONGEST_DATE: usize = 64;
/// Longest address, in bytes: browsers and servers accept no longer ones.
const LONGEST_ADDRESS: usize = 2048;
/// Most authors that are read of a list.
const MOST_AUTHORS: usize = 20;

/// Names of the author, best first.
const AUTHOR: [&str; 8] = [
    "author",
    "authors",
    "byline",
    "creator",
    "dc:creator",
    "writer",
    "الكاتب",
    "كاتب",
];
/// Names of the date of publication, best first.
const DATE: [&str; 16] = [
    "datePublished",
    "date_published",
    "published",
    "published_at",
    "publishedAt",
    "published_time",
    "pubDate",
    "pub_date",
    "pubdate",
    "publish_date",
    "publication_date",
    "date",
    "created_at",
    "dateCreated",
    "التاريخ",
    "تاريخ",
];
/// Names of the address, best first. What is no web address is passed over.
const ADDRESS: [&str; 10] = [
    "url",
    "link",
    "canonical_url",
    "permalink",
    "href",
    "mainEntityOfPage",
    "@id",
    "guid",
    "id",
    "الرابط",
];

/// Who wrote an article, when it was published, and where it is on the web.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Provenance {
    /// One author or several, joined by «، ».
    pub(super) author: Option<String>,
    /// The date of publication as the file writes it.
    pub(super) date: Option<String>,
    /// The address, `http` or `https`.
    pub(super) address: Option<String>,
}

impl Provenance {
    /// What the JSON object `value` states.
    pub(super) fn of_json(value: &Value) -> Self {
        let first = |keys: &[&str], accept: fn(&str) -> Option<String>| {
            keys.iter()
                .filter_map(|key| value.get(*key))
                .find_map(|found| joined(found).as_deref().and_then(accept))
        };
        Self {
            author: first(&AUTHOR, author),
            date: first(&DATE, date),
            address: first(&ADDRESS, address),
        }
    }

    /// Each value of this one, else that of `other`.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            author: self.author.or(other.author),
            date: self.date.or(other.date),
            address: self.address.or(other.address),
        }
    }

    /// The values safe to print; what cannot be an author, a date or an address is left out.
    pub(super) fn cleaned(self) -> Self {
        Self {
            author: self.author.as_deref().and_then(author),
            date: self.date.as_deref().and_then(date),
            address: self.address.as_deref().and_then(address),
        }
    }
}

/// A string, an object around one, or a list of either, joined.
fn joined(value: &Value) -> Option<String> {
    const INSIDE: [&str; 6] = ["name", "rendered", "@id", "url", "$date", "value"];
    let one = |value: &Value| {
        let inner = || INSIDE.iter().find_map(|key| value.get(*key)?.as_str());
        value.as_str().or_else(inner).map(str::to_owned)
    };
    match value {
        Value::Array(several) => {
            let names: Vec<String> = several.iter().take(MOST_AUTHORS).filter_map(one).collect();
            (!names.is_empty()).then(|| names.join("، "))
        }
        single => one(single),
    }
}

/// `text` as an author's name. Addresses of profiles (`article:author`) are none.
pub(super) fn author(text: &str) -> Option<String> {
    let name = words(text)?;
    let fits = name.chars().count() <= LONGEST_AUTHOR && !name.contains("://");
    (fits && name.chars().any(char::is_alphabetic)).then_some(name)
}

/// `text` as a date: in any form that holds a digit.
pub(super) fn date(text: &str) -> Option<String> {
    let date = words(text)?;
    let fits = date.chars().count() <= LONGEST_DATE;
    (fits && date.chars().any(char::is_numeric)).then_some(date)
}

/// `text` as an absolute web address.
///
/// White space, control and bidi characters, quotation marks and angle brackets do not occur in one (RFC 3986);
/// letters of other scripts do in practice.
pub(super) fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let scheme = text
        .get(..8)
        .or_else(|| text.get(..7))?
        .to_ascii_lowercase();
    let web = scheme.starts_with("http://") || scheme == "https://";
    let printable = text.chars().all(|c| {
        c.is_alphanumeric() || (c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '`' | '\\'))
    });
    let named = text
        .split_once("://")
        .is_some_and(|(_, rest)| rest.starts_with(char::is_alphanumeric));
    (web && printable && named && text.len() <= LONGEST_ADDRESS).then(|| text.to_owned())
}

/// `text` clean, on one line, with single spaces; `None` where nothing is left.
fn words(text: &str) -> Option<String> {
    let line = clean::line(text);
    let words: Vec<&str> = line.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Author, date and address of a JSON object, joined by ` / `.
    fn read(json: &str) -> String {
        let found = Provenance::of_json(&serde_json::from_str(json).unwrap());
        let parts = [found.author, found.date, found.address];
        parts
            .map(|part| part.unwrap_or_else(|| "-".to_owned()))
            .join(" / ")
    }

    #[test]
    fn the_usual_keys_are_known() {
        for (json, expected) in [
            (
                r#"{"author": "سلمى الحداد", "date": "2026-10-21", "url": "https://a.example/1"}"#,
                "سلمى الحداد / 2026-10-21 / https://a.example/1",
            ),
            (
                r#"{"author": [{"@type": "Person", "name": "سلمى"}, {"name": "سامر"}],
                    "datePublished": "2026-10-21T09:15:00+03:00", "dateModified": "2027",
                    "mainEntityOfPage": {"@id": "https://a.example/2"}}"#,
                "سلمى، سامر / 2026-10-21T09:15:00+03:00 / https://a.example/2",
            ),
            (
                r#"{"byline": "قسم المنوعات", "date": {"$date": "2026-10-21"}, "id": 7, "link": "/news/7"}"#,
                "قسم المنوعات / 2026-10-21 / -",
            ),
            (
                r#"{"author": 3, "date": 1760000000, "url": ""}"#,
                "- / - / -",
            ),
        ] {
            assert_eq!(read(json), expected, "{json}");
        }
    }

    #[test]
    fn hostile_values_do_not_get_in() {
        assert_eq!(
            author(" سلمى\u{1B}[2J\n الحداد\u{202E} ").as_deref(),
            Some("سلمى الحداد")
        );
        assert_eq!(author("https://social.example/salma"), None);
        assert_eq!(author(&"أ".repeat(201)), None);
        assert_eq!(
            date("21\u{7} أكتوبر 2026").as_deref(),
            Some("21 أكتوبر 2026")
        );
        assert_eq!(date("اليوم"), None);
        for wrong in [
            "javascript:alert(1)",
            "//a.example/1",
            "https://",
            "https://a.example/\u{202E}x",
            "https://a.example/a b",
            "https://a.example/<b>",
            "https://a.example/\u{1B}[2J",
            "ع",
            "http:/ع",
        ] {
            assert_eq!(address(wrong), None, "{wrong:?}");
        }
        assert_eq!(
            address(&format!("https://a.example/{}", "x".repeat(2048))),
            None
        );
        assert!(address(" HTTPS://a.example/خبر?n=1#top\n").is_some());
    }
}
