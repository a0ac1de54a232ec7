//! HTML text → a list of its tags and texts, in one linear pass.
//!
//! The pass is html5gum's, which follows the tokenization of the HTML standard
//! (13.2.5). The list is made once and read as often as needed: for the blocks,
//! for the metadata, and for the sanitized page that reader view gets.
//!
//! Of a start tag's attributes only those that qari uses are kept, the first
//! of each name, however many there are. Comments, doctypes and parse errors are left out.
//!
//! No tree is built: which tag closes which element is decided by whoever reads the list.
//!
//! Memory: names, values and texts take no more bytes than the page, except where a
//! character reference or a NUL becomes more bytes than it was written with (three times
//! as many at most); each token takes 16 bytes more.

use std::convert::Infallible;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

/// Attributes that say what an element is; scripts are not used, and addresses of `<link>` alone.
const KEPT_ATTRIBUTES: [&str; 17] = [
    "class",
    "id",
    "role",
    "itemprop",
    "rel",
    "style",
    "hidden",
    "aria-hidden",
    "name",
    "property",
    "content",
    "type",
    "dir",
    "lang",
    "datetime",
    "pubdate",
    "href",
];
/// Longer attribute values are cut, in bytes: they are data, not words.
const LONGEST_VALUE: usize = 4096;

/// All tags and texts of a piece of HTML, in its order.
#[derive(Debug, Default)]
pub(in crate::article::extract) struct HtmlTokens {
    /// Names, attribute values and texts, one after the other.
    data: String,
    entries: Vec<TokenEntry>,
}

/// A part of a token and where its data ends; it begins where that of the entry before ends.
#[derive(Clone, Copy, Debug)]
struct TokenEntry {
    kind: EntryKind,
    /// Offset in [`HtmlTokens::data`].
    end: usize,
}

/// What an entry's data is. A start tag's attributes follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EntryKind {
    StartTag {
        self_closing: bool,
    },
    /// Its value; the name is this one of [`KEPT_ATTRIBUTES`].
    Attribute(u8),
    EndTag,
    Text,
}

/// A token of an [`HtmlTokens`] list.
#[derive(Clone, Copy, Debug)]
pub(in crate::article::extract) enum HtmlToken<'t> {
    /// `<name …>`
    Start(StartTag<'t>),
    /// `</name>`; the name in lower case.
    End(&'t str),
    /// Text with its character references resolved; inside scripts and styles, their source.
    Text(&'t str),
}

/// A start tag.
#[derive(Clone, Copy, Debug)]
pub(in crate::article::extract) struct StartTag<'t> {
    /// In lower case.
    pub(in crate::article::extract) name: &'t str,
    /// Whether it was written `<name/>`.
    self_closing: bool,
    /// Where in `data` the first attribute's value begins.
    start: usize,
    attributes: &'t [TokenEntry],
    data: &'t str,
}

impl HtmlTokens {
    /// Tokenizes `html` to its end. Broken markup is no error: the standard says how
    /// each case is read.
    pub(in crate::article::extract) fn read(html: &str) -> Self {
        let mut builder = TokenListBuilder::default();
        let mut emitter = CallbackEmitter::new(
            |event: CallbackEvent<'_>, _span: html5gum::Span<()>| -> Option<Infallible> {
                builder.take(&event);
                None
            },
        );
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
        builder.list
    }

    /// The tokens in order.
    pub(in crate::article::extract) fn iter(&self) -> impl Iterator<Item = HtmlToken<'_>> {
        let mut rest = self.entries.as_slice();
        let mut start = 0;
        std::iter::from_fn(move || {
            let (entry, after) = rest.split_first()?;
            let data = &self.data[start..entry.end];
            start = entry.end;
            rest = after;
            Some(match entry.kind {
                EntryKind::StartTag { self_closing } => {
                    let count = after
                        .iter()
                        .take_while(|entry| entry.is_attribute())
                        .count();
                    let (attributes, after) = after.split_at(count);
                    let tag = StartTag {
                        name: data,
                        self_closing,
                        start,
                        attributes,
                        data: &self.data,
                    };
                    start = attributes.last().map_or(start, |last| last.end);
                    rest = after;
                    HtmlToken::Start(tag)
                }
                EntryKind::EndTag => HtmlToken::End(data),
                // An attribute never stands alone: it was taken with its start tag.
                EntryKind::Text | EntryKind::Attribute(_) => HtmlToken::Text(data),
            })
        })
    }

    /// Bytes of all names, values and texts together.
    pub(in crate::article::extract) fn data_len(&self) -> usize {
        self.data.len()
    }

    fn push(&mut self, kind: EntryKind, data: &str) {
        self.data.push_str(data);
        self.entries.push(TokenEntry {
            kind,
            end: self.data.len(),
        });
    }
}

impl TokenEntry {
    const fn is_attribute(self) -> bool {
        matches!(self.kind, EntryKind::Attribute(_))
    }
}

impl<'t> StartTag<'t> {
    /// Whether it has no content: `<svg/>`. On HTML's own elements the slash means nothing.
    pub(in crate::article::extract) fn closes_itself(&self) -> bool {
        self.self_closing && matches!(self.name, "svg" | "math")
    }

    /// The attributes that were kept, name and value, in the order they were written.
    pub(in crate::article::extract) fn attributes(
        &self,
    ) -> impl Iterator<Item = (&'static str, &'t str)> {
        let (mut start, data) = (self.start, self.data);
        self.attributes.iter().filter_map(move |entry| {
            let value = &data[start..entry.end];
            start = entry.end;
            match entry.kind {
                EntryKind::Attribute(name) => {
                    Some((*KEPT_ATTRIBUTES.get(usize::from(name))?, value))
                }
                EntryKind::StartTag { .. } | EntryKind::EndTag | EntryKind::Text => None,
            }
        })
    }

    /// The value of an attribute, if it is one of those kept and is there.
    pub(in crate::article::extract) fn attribute(&self, name: &str) -> Option<&'t str> {
        self.attributes()
            .find_map(|(known, value)| (known == name).then_some(value))
    }
}

/// Collects html5gum's events; a start tag is added to the list once it is complete.
#[derive(Default)]
struct TokenListBuilder {
    list: HtmlTokens,
    /// The start tag that is being read.
    name: String,
    /// Index into [`KEPT_ATTRIBUTES`] and value.
    attributes: Vec<(u8, String)>,
    /// The last attribute name was kept for the first time: its value may follow.
    value_expected: bool,
}

impl TokenListBuilder {
    fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.name = String::from_utf8_lossy(name).into_owned();
                self.attributes.clear();
                self.value_expected = false;
            }
            CallbackEvent::AttributeName { name } => self.attribute_name(name),
            CallbackEvent::AttributeValue { value } => {
                if std::mem::take(&mut self.value_expected)
                    && let Some((_, kept)) = self.attributes.last_mut()
                {
                    // The cut may fall inside a character.
                    let cut = value.get(..LONGEST_VALUE).unwrap_or(value);
                    *kept = String::from_utf8_lossy(cut).into_owned();
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                self.list.push(
                    EntryKind::StartTag {
                        self_closing: *self_closing,
                    },
                    &self.name,
                );
                for (name, value) in self.attributes.drain(..) {
                    self.list.push(EntryKind::Attribute(name), &value);
                }
            }
            CallbackEvent::EndTag { name } => {
                let name = String::from_utf8_lossy(name);
                self.list.push(EntryKind::EndTag, &name);
            }
            CallbackEvent::String { value } => {
                let text = String::from_utf8_lossy(value);
                self.list.push(EntryKind::Text, &text);
            }
            CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
    }

    /// Of several attributes with one name the first counts. One without a value is
    /// there all the same, with an empty one.
    fn attribute_name(&mut self, name: &[u8]) {
        // A page has thousands of links and one address of its own.
        let unused = name == b"href" && self.name != "link";
        let known = (0_u8..)
            .zip(KEPT_ATTRIBUTES)
            .find_map(|(index, known)| (known.as_bytes() == name).then_some(index))
            .filter(|index| !unused && self.attributes.iter().all(|(kept, _)| kept != index));
        self.value_expected = known.is_some();
        self.attributes
            .extend(known.map(|index| (index, String::new())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens in a short notation.
    fn shown(html: &str) -> String {
        let one = |token| match token {
            HtmlToken::Start(tag) => {
                let mut attributes = String::new();
                for (name, value) in tag.attributes() {
                    attributes = format!("{attributes} {name}={value}");
                }
                format!("<{}{attributes}>", tag.name)
            }
            HtmlToken::End(name) => format!("</{name}>"),
            HtmlToken::Text(text) => format!("[{text}]"),
        };
        HtmlTokens::read(html).iter().map(one).collect()
    }

    #[test]
    fn tags_and_texts_come_in_order() {
        assert_eq!(
            shown("<P CLASS=a>أ &amp; ب</p><!-- x --><br/>"),
            "<p class=a>[أ & ب]</p><br>"
        );
        assert_eq!(shown("<script>a<b</script>ج"), "<script>[a<b]</script>[ج]");
        assert_eq!(shown(""), "");
    }

    #[test]
    fn of_the_attributes_those_that_are_used_are_kept_once() {
        assert_eq!(
            shown("<a href=x id=1 id=2 hidden class='k l'>أ</a>"),
            "<a id=1 hidden= class=k l>[أ]</a>"
        );
        assert_eq!(
            shown("<link rel=canonical href=x>"),
            "<link rel=canonical href=x>"
        );
        let long = format!("<a id={} class=k>", "ب".repeat(LONGEST_VALUE));
        let tokens = HtmlTokens::read(&long);
        let Some(HtmlToken::Start(tag)) = tokens.iter().next() else {
            panic!("no tag in {tokens:?}");
        };
        assert_eq!(tag.attribute("id").map(str::len), Some(LONGEST_VALUE));
        assert_eq!(tag.attribute("class"), Some("k"));
        assert_eq!(tag.attribute("rel"), None);
    }

    #[test]
    fn what_is_not_a_whole_tag_is_left_out() {
        assert_eq!(shown("أ<p class="), "[أ]");
        // Attributes of an end tag belong to no start tag.
        assert_eq!(shown("<p></p class=a><b>"), "<p></p><b>");
    }
}
