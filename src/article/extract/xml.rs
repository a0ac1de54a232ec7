//! XML text → start tags, end tags and text, for feeds, EPUB and DOCX.
//!
//! Lenient, since feeds are often not well-formed: an end tag without a start, a wrong one and a bare `&` are accepted.
//! Names are compared as they are written, prefix included: looking up namespaces is quadratic in hostile files.
//!
//! No entity is expanded but `&lt; &gt; &amp; &quot; &apos;` and character references. A reference to another one stays
//! as it is written (HTML resolves `&nbsp;` later), except where the file defines entities of its own: a chain of them
//! makes gigabytes of a few lines, so such a reference is an error.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::article::draft::ExtractError;
use crate::article::limits::MAX_XML_DEPTH;

/// A part of an XML text. An empty element gives a start and an end.
pub(super) enum XmlEvent<'t> {
    Start(XmlTag<'t>),
    /// The name, with its prefix.
    End(String),
    /// Text between tags, its references resolved.
    Text(Cow<'t, str>),
}

/// A start tag.
pub(super) struct XmlTag<'t>(BytesStart<'t>);

impl XmlTag<'_> {
    /// The name, with its prefix.
    pub(super) fn name(&self) -> &str {
        self.0.name().0
    }

    /// The value of the first attribute with that name, prefix included, its references resolved.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        // Without the check for duplicates, which is quadratic in their number.
        let mut attributes = self.0.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.0 == name)?;
        let value = escape::unescape(&found.value).unwrap_or(Cow::Borrowed(found.value.as_ref()));
        Some(value.into_owned())
    }

    /// The tag as it is written, without its brackets.
    pub(super) fn source(&self) -> &str {
        &self.0
    }
}

/// Reads the events of an XML text one after the other.
pub(super) struct XmlReader<'t> {
    reader: Reader<&'t [u8]>,
    depth: usize,
    /// The file defines entities of its own.
    defines_entities: bool,
}

impl<'t> XmlReader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Self {
            reader,
            depth: 0,
            defines_entities: false,
        }
    }

    /// The next event; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`ExtractError::Malformed`] where no next tag can be found, elements are nested deeper than [`MAX_XML_DEPTH`], or
    /// an entity of the file's own is used.
    pub(super) fn next(&mut self) -> Result<Option<XmlEvent<'t>>, ExtractError> {
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    return Err(ExtractError::Malformed(format!(
                        "{error} at byte {}",
                        self.reader.error_position()
                    )));
                }
            };
            return Ok(Some(match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    self.depth += 1;
                    if self.depth > MAX_XML_DEPTH {
                        return Err(ExtractError::Malformed(format!(
                            "elements are nested more than {MAX_XML_DEPTH} deep"
                        )));
                    }
                    XmlEvent::Start(XmlTag(tag))
                }
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    XmlEvent::End(tag.name().0.to_owned())
                }
                Event::Text(text) => XmlEvent::Text(text.into_inner()),
                Event::CData(text) => XmlEvent::Text(text.into_inner()),
                Event::GeneralRef(reference) => XmlEvent::Text(self.resolved(&reference)?.into()),
                Event::DocType(text) => {
                    self.defines_entities |= text.contains("<!ENTITY");
                    continue;
                }
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            }));
        }
    }

    /// What a reference stands for.
    fn resolved(&self, reference: &BytesRef<'_>) -> Result<String, ExtractError> {
        let name: &str = reference;
        if reference.is_char_ref() {
            // A number that is no character is dropped.
            let c = reference.resolve_char_ref().ok().flatten();
            return Ok(c.map(String::from).unwrap_or_default());
        }
        if let Some(text) = escape::resolve_predefined_entity(name) {
            return Ok(text.to_owned());
        }
        if self.defines_entities {
            return Err(ExtractError::Malformed(format!(
                "it uses an entity of its own (&{name};), and those are not expanded"
            )));
        }
        Ok(format!("&{name};"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The events of `text`, joined by spaces; an error is the last.
    fn events(text: &str) -> String {
        let mut reader = XmlReader::new(text);
        let mut all = Vec::new();
        loop {
            match reader.next() {
                Ok(Some(XmlEvent::Start(tag))) => all.push(format!("<{}>", tag.source())),
                Ok(Some(XmlEvent::End(name))) => all.push(format!("</{name}>")),
                Ok(Some(XmlEvent::Text(text))) => all.push(text.into_owned()),
                Ok(None) => return all.join(" "),
                Err(error) => return format!("{} ! {error}", all.join(" ")),
            }
        }
    }

    #[test]
    fn tags_and_texts_come_in_order() {
        assert_eq!(
            events("<?xml version='1.0'?><a x='1'>أ<![CDATA[<ب>]]>&amp;&#x62C;&nbsp;<b/></a>"),
            "<a x='1'> أ <ب> & ج &nbsp; <b> </b> </a>"
        );
        assert_eq!(events("<a>أ & ب</b></a>"), "<a> أ  & ب </b> </a>");
    }

    #[test]
    fn entities_of_its_own_are_not_expanded() {
        let laughs = "<!DOCTYPE a [<!ENTITY b 'ههه'><!ENTITY c '&b;&b;'>]><a>نص &c;</a>";
        assert!(
            events(laughs)
                .ends_with("! it uses an entity of its own (&c;), and those are not expanded"),
            "{}",
            events(laughs)
        );
    }

    #[test]
    fn nesting_is_bounded() {
        let nested = |depth| events(&"<a>".repeat(depth));
        assert!(!nested(MAX_XML_DEPTH).contains('!'));
        assert!(nested(MAX_XML_DEPTH + 1).contains("nested more than 256 deep"));
    }

    #[test]
    fn an_attribute_is_found_among_many() {
        let many = "x='1' ".repeat(100_000);
        let text = format!("<a {many} y='&lt;2'>");
        let Ok(Some(XmlEvent::Start(tag))) = XmlReader::new(&text).next() else {
            panic!("a start tag");
        };
        assert_eq!(tag.attribute("y").as_deref(), Some("<2"));
        assert_eq!(tag.attribute("z"), None);
    }
}
