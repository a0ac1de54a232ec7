//! A mail, an mbox or a page saved as MHTML → the article of each message.
//!
//! `mail-parser` reads header and MIME parts (RFC 5322, 2045 to 2047, 2231, 2557): the subject becomes the title, the
//! sender's name the publisher. Transfer encodings are decoded here to bytes, so that `decode` finds the characters:
//! what a message declares is wrong as often as what a page declares, and a saved page declares it inside.
//!
//! Of a message in two forms the plain text is read, unless it is much shorter than the HTML («your program shows no
//! HTML»). HTML is read as a page. The date of the message is that of the article unless its page states one. Attachments,
//! messages inside, and encrypted parts are left out.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::{FileContent, html, plain};
use crate::article::decode::{self, CharacterEncoding};
use crate::article::draft::{ArticleDraft, DraftSink, ExtractError};
use crate::article::provenance::Provenance;
use crate::article::types::Warning;

/// Gives `sink` the article of each message.
pub(super) fn articles(content: &FileContent<'_>, sink: &mut DraftSink<'_>) {
    for message in messages(&content.bytes) {
        sink(article(message, content.encoding));
    }
}

/// The messages of an mbox (RFC 4155): each begins with a `From ` line at the start or after a blank line. What has no
/// such line at its start is one message.
fn messages(bytes: &[u8]) -> Vec<&[u8]> {
    const SEPARATOR: &[u8] = b"From ";
    if !bytes.starts_with(SEPARATOR) {
        return vec![bytes];
    }
    let mut starts = Vec::new();
    let mut at = 0;
    let mut after_blank = true;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        // A text may have such a line too; a header follows that of a message.
        if after_blank
            && line.starts_with(SEPARATOR)
            && begins_with_field(&bytes[at + line.len()..])
        {
            starts.push((at, at + line.len()));
        }
        after_blank = line.iter().all(u8::is_ascii_whitespace);
        at += line.len();
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start);
    let ends: Vec<usize> = ends.chain([bytes.len()]).collect();
    let all = starts.iter().zip(ends);
    all.map(|((_, from), to)| &bytes[*from..to]).collect()
}

/// Whether the first line is a field of a header, by its name.
fn begins_with_field(bytes: &[u8]) -> bool {
    let name = bytes
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-');
    name.is_some_and(|end| end > 0 && bytes[end] == b':')
}

/// The article of a message.
fn article(
    bytes: &[u8],
    encoding: Option<CharacterEncoding>,
) -> Result<ArticleDraft<'static>, ExtractError> {
    let nothing = ExtractError::NoTextInFormat("mail");
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Err(nothing);
    };
    let read = |is_html: bool| {
        let part = message
            .parts
            .iter()
            .find(|part| is_body(part) && matches!(part.body, PartType::Html(_)) == is_html)?;
        part_text(bytes, part, encoding)
    };
    let plain_text = read(false).filter(|body| !body.text.trim().is_empty());
    let page = read(true).and_then(|body| {
        let draft = html::article(body.text)?;
        Some(draft.decoded(body.invalid, body.mended))
    });
    let body = match (plain_text, page) {
        (Some(text), Some(page)) if text.text.len() * 2 < length(&page) => page,
        (Some(text), _) => plain::article(text.text).decoded(text.invalid, text.mended),
        (None, Some(page)) => page,
        (None, None) => return Err(nothing),
    };
    Ok(with_header(&message, body))
}

/// The body under the subject of the message.
///
/// A page that was saved names its own title and publisher; the subject is a copy of the title at best.
fn with_header(message: &Message<'_>, body: ArticleDraft<'static>) -> ArticleDraft<'static> {
    if body.title().is_some() && message.header("Snapshot-Content-Location").is_some() {
        return body;
    }
    let sender = message
        .from()
        .and_then(|from| from.first())
        .and_then(|from| from.name());
    // «Saved by Blink» names the program.
    let sender = sender.filter(|name| !name.starts_with("Saved by"));
    let publisher = body.publisher.or_else(|| sender.map(str::to_owned));
    let mut draft = ArticleDraft::titled(message.subject(), publisher);
    if draft.blocks.is_empty() {
        draft.blocks = body.blocks;
    } else {
        let mut blocks = body.blocks;
        // The title of the page inside is no second title.
        blocks.retain(|block| !block.is_title());
        draft.append_body(blocks);
    }
    let header = Provenance {
        author: sender.map(str::to_owned),
        date: message.date().map(mail_parser::DateTime::to_rfc3339),
        address: None,
    };
    ArticleDraft {
        direction: body.direction,
        provenance: body.provenance.or(header),
        controls_removed: body.controls_removed,
        ..draft.decoded(body.invalid, body.mended)
    }
}

/// Bytes of the text of a page.
fn length(page: &ArticleDraft<'_>) -> usize {
    page.blocks.iter().map(|block| block.text.len()).sum()
}

/// Whether the part is text to be read: neither attached nor of another kind.
fn is_body(part: &MessagePart<'_>) -> bool {
    let is_text = match &part.body {
        PartType::Html(_) => true,
        PartType::Text(_) => part.content_type().is_none_or(|kind| {
            kind.subtype()
                .is_none_or(|kind| kind.eq_ignore_ascii_case("plain"))
        }),
        PartType::Binary(_)
        | PartType::InlineBinary(_)
        | PartType::Message(_)
        | PartType::Multipart(_) => false,
    };
    let is_attached = part
        .content_disposition()
        .is_some_and(|disposition| disposition.ctype().eq_ignore_ascii_case("attachment"));
    is_text && !is_attached
}

/// The text of a part.
struct PartText {
    text: String,
    /// Byte sequences that were not text.
    invalid: usize,
    /// What was mended.
    mended: Vec<Warning>,
}

/// The text of a part in the encoding that was asked for, the declared one, or what `decode` finds. `None` if it is no
/// text at all.
fn part_text(
    message: &[u8],
    part: &MessagePart<'_>,
    asked: Option<CharacterEncoding>,
) -> Option<PartText> {
    /// Declared by programs that do not know; `decode` knows better.
    const UNKNOWING: [&str; 5] = [
        "us-ascii",
        "ascii",
        "iso-8859-1",
        "windows-1252",
        "unknown-8bit",
    ];
    let raw = message.get(part.offset_body as usize..part.offset_end as usize)?;
    let bytes = match part.encoding {
        Encoding::None => raw.to_vec(),
        Encoding::QuotedPrintable => quoted_printable_decode(raw).unwrap_or_default(),
        Encoding::Base64 => base64_decode(raw).unwrap_or_default(),
    };
    let kind = part.content_type();
    let declared = kind
        .and_then(|kind| kind.attribute("charset"))
        .filter(|label| {
            !UNKNOWING
                .iter()
                .any(|name| label.eq_ignore_ascii_case(name))
        })
        .and_then(|label| label.parse::<CharacterEncoding>().ok());
    // Damaged or declared wrong: valid UTF-8 is UTF-8.
    let declared =
        declared.filter(|_| std::str::from_utf8(&bytes).is_err() || bytes.contains(&0x1B));
    let decoded = decode::decode(bytes, asked.or(declared)).ok()?;
    let is_flowed = kind
        .and_then(|kind| kind.attribute("format"))
        .is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
    let mended = decoded.mended();
    let mut text = decoded.text;
    if is_flowed {
        text = unflowed(&text);
    }
    Some(PartText {
        text,
        invalid: decoded.invalid,
        mended,
    })
}

/// Joins the lines of `format=flowed` (RFC 3676): a line that ends in a space goes on in the next one of the same depth
/// of quotation.
fn unflowed(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    // Quotation marks of the line that goes on.
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let content = line.trim_start_matches('>');
        let depth = line.len() - content.len();
        // A space stuffs lines that begin with a space, `>` or `From `.
        let content = content.strip_prefix(' ').unwrap_or(content);
        if open == Some(depth) {
            joined.push_str(content);
        } else {
            if open.is_some() {
                joined.push('\n');
            }
            joined.push_str(&">".repeat(depth));
            if depth > 0 {
                joined.push(' ');
            }
            joined.push_str(content);
        }
        // «-- » is the line before a signature.
        let goes_on = content.ends_with(' ') && content != "-- ";
        open = goes_on.then_some(depth);
        if !goes_on {
            joined.push('\n');
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The articles of a file: publisher and blocks, or the reason.
    fn read(text: impl AsRef<[u8]>) -> Vec<String> {
        let content = FileContent {
            bytes: text.as_ref().to_vec(),
            name: String::new(),
            encoding: None,
            fields: &crate::article::types::FieldPaths::default(),
            from_visual: false,
        };
        let mut all = Vec::new();
        articles(&content, &mut |outcome| {
            all.push(match outcome {
                Ok(draft) => {
                    let texts: Vec<&str> =
                        draft.blocks.iter().map(|block| block.text.trim()).collect();
                    let publisher = draft.publisher.as_deref().unwrap_or_default();
                    format!("@{publisher} {}", texts.join(" / "))
                }
                Err(error) => error.to_string(),
            });
        });
        all
    }

    #[test]
    fn sender_and_date_are_the_article_s() {
        let bytes = b"From: Salma <s@a.example>\nDate: Sun, 12 Oct 2025 09:00:00 +0300\nSubject: x\n\n\xd9\x86\xd8\xb5\n";
        let found = article(bytes, None).unwrap().provenance;
        assert_eq!(found.author.as_deref(), Some("Salma"));
        assert_eq!(found.date.as_deref(), Some("2025-10-12T09:00:00+03:00"));
    }

    /// `خبر عاجل` in UTF-8 and base64, as an encoded word.
    const SUBJECT: &str = "=?utf-8?B?2K7YqNixINi52KfYrNmE?=";

    #[test]
    fn encoded_words_and_transfer_encodings_are_decoded() {
        // The body is `نص` in each.
        for (encoding, charset, body) in [
            ("base64", "utf-8", "2YbYtQ=="),
            ("quoted-printable", "UTF-8", "=D9=86=\r\n=D8=B5"),
            ("8bit", "utf-8", "نص"),
            ("quoted-printable", "windows-1256", "=E4=D5"),
            // Declared wrong.
            ("base64", "iso-8859-1", "2YbYtQ=="),
            ("base64", "windows-1256", "2YbYtQ=="),
        ] {
            let mail = format!(
                "From: =?utf-8?Q?=D8=B3=D9=84=D9=85=D9=89?= <s@example.org>\r\nSubject: {SUBJECT}\r\nMIME-Version: 1.0\r\n\
                 Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n"
            );
            assert_eq!(read(mail), ["@سلمى خبر عاجل / نص"], "{encoding} {charset}");
        }
    }

    /// A message of two alternative parts, and an attached one.
    fn alternatives(plain: &str, page: &str) -> String {
        format!(
            "From: a@example.org\nSubject: {SUBJECT}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m\n\n--m\n\
             Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n--b\n\
             Content-Type: text/html; charset=utf-8\n\n{page}\n--b--\n--m\nContent-Type: text/plain\n\
             Content-Disposition: attachment; filename=a.txt\n\nمرفق\n--m--\n"
        )
    }

    #[test]
    fn of_two_forms_the_plain_text_is_read_if_it_says_as_much() {
        assert_eq!(
            read(alternatives("نص الخبر", "<p>نص الخبر</p>")),
            ["@ خبر عاجل / نص الخبر"]
        );
        let page = format!("<title>صفحة</title><p>{}</p>", "نص طويل ".repeat(20));
        assert_eq!(
            read(alternatives("لا يعرض", &page)),
            [format!("@ خبر عاجل / {}", "نص طويل ".repeat(20).trim())]
        );
    }

    #[test]
    fn a_saved_page_is_read_as_the_page() {
        let page = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/1\r\nSubject: x\r\n\
            MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\n\
            Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            <meta charset=3D\"windows-1256\"><title>=E4=D5</title><p>=D2=ED=CA=E6=E4 =DD=ED =C7=E1=E6=C7=CD=C9</p>\r\n--b\r\n\
            Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n";
        assert_eq!(read(page), ["@ نص / زيتون في الواحة"]);
    }

    #[test]
    fn each_message_of_an_mbox_is_an_article() {
        let mbox = "From a@b Mon Nov 30 12:00:00 2026\nSubject: one\nDate: x\n\nنص أول\n\nFrom here on\n\n\
            From c@d Mon Nov 30 12:00:00 2026\nSubject: two\nDate: x\n\nنص ثان\n";
        assert_eq!(
            read(mbox),
            ["@ one / نص أول\n\nFrom here on", "@ two / نص ثان"]
        );
    }

    #[test]
    fn flowed_lines_are_joined() {
        assert_eq!(
            unflowed("قال \nالوزير:\n> نعم \n> ولا\n>> لا \n بدء\n-- \nاسم\n"),
            "قال الوزير:\n> نعم ولا\n>> لا \nبدء\n-- \nاسم\n"
        );
    }

    #[test]
    fn a_mail_without_text_is_said() {
        let picture = "From: a@b\nSubject: x\nMIME-Version: 1.0\nContent-Type: image/png\n\
            Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n";
        assert_eq!(read(picture), ["no text found in this mail"]);
    }
}
