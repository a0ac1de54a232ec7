//! `SubRip` and `WebVTT` subtitles → paragraphs, each under the time at which it begins.
//!
//! A cue holds half a sentence, so cues are joined until a sentence ends, the speaker changes (a dash or a `<v>` tag) or
//! nobody speaks for [`PAUSE_MS`]. The times are lines of their own with the role of links: they are dimmed, and no
//! names or quotes are searched in them. Styles, positions, comments and the numbers of cues are left out; a line that
//! repeats the one before it, as captions that roll do, comes once.

use super::markup;
use crate::article::draft::{ArticleBlock, ArticleDraft, ExtractError};
use crate::article::types::ParagraphRole;

/// Silence after which a paragraph ends, in milliseconds.
const PAUSE_MS: u64 = 4000;
/// Longer paragraphs end with their cue, in bytes: captions that a machine makes have no stops.
const LONGEST: usize = 1200;

/// The article of subtitles.
///
/// # Errors
///
/// No cue with text.
pub(super) fn article(text: &str) -> Result<ArticleDraft<'static>, ExtractError> {
    let mut reader = SubtitleReader::default();
    for line in text.lines() {
        reader.line(line.trim());
    }
    reader.end_paragraph();
    if reader.blocks.is_empty() {
        return Err(ExtractError::NoTextInFormat("subtitle file"));
    }
    Ok(ArticleDraft {
        blocks: reader.blocks,
        ..ArticleDraft::default()
    })
}

#[derive(Default)]
struct SubtitleReader {
    blocks: Vec<ArticleBlock<'static>>,
    /// The paragraph that is being read.
    text: String,
    /// Begin and end of the cue that is being read; none between cues and in what is no cue.
    times: Option<CueTimes>,
    /// The time of the last paragraph's line, so that one time comes once.
    shown: Option<String>,
    /// End of the cue before.
    last_end: u64,
    /// The line of text before.
    last_line: String,
}

/// Times of a cue, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct CueTimes {
    from: u64,
    to: u64,
}

impl SubtitleReader {
    fn line(&mut self, line: &str) {
        if let Some(times) = cue_times(line) {
            let pause = times.from.saturating_sub(self.last_end) >= PAUSE_MS;
            if pause || ends_sentence(&self.text) || self.text.len() > LONGEST {
                self.end_paragraph();
            }
            self.last_end = times.to;
            self.times = Some(times);
        } else if line.is_empty() {
            // Ends the cue, and in WebVTT a style or a comment.
            self.times = None;
        } else if self.times.is_some() {
            self.cue_line(line);
        }
    }

    /// A line of text of a cue.
    fn cue_line(&mut self, line: &str) {
        let spoken = without_tags(line);
        let line = spoken.text.as_str();
        if line.is_empty() || line == self.last_line {
            return;
        }
        line.clone_into(&mut self.last_line);
        if spoken.begins_turn {
            self.end_paragraph();
        }
        if self.text.is_empty() {
            self.push_time();
        } else {
            self.text.push(' ');
        }
        self.text.push_str(line);
    }

    /// Writes the time of the cue, if it was not written yet.
    fn push_time(&mut self) {
        let Some(times) = self.times else {
            return;
        };
        let seconds = times.from / 1000;
        let time = format!(
            "{:02}:{:02}:{:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        );
        if self.shown.as_ref() != Some(&time) {
            let block = ArticleBlock::new(time.clone(), Some(ParagraphRole::Link));
            self.blocks.push(block);
            self.shown = Some(time);
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.is_empty() {
            let block = ArticleBlock::new(text, Some(ParagraphRole::Body));
            self.blocks.push(block);
        }
    }
}

/// Whether a stop ends the text, closing quotation marks and brackets not counted.
fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['»', '"', '”', '’', ')', ' ', ']'])
        .ends_with(['.', '!', '?', '؟', '…', '۔'])
}

/// The times of a line like `00:01:02,500 --> 00:01:04,000 align:start`; hours may be missing.
fn cue_times(line: &str) -> Option<CueTimes> {
    let (from, rest) = line.split_once("-->")?;
    let to = rest.split_whitespace().next()?;
    Some(CueTimes {
        from: milliseconds(from.trim())?,
        to: milliseconds(to)?,
    })
}

/// Milliseconds of `1:02:03,456`, `02:03.456` or `02:03`.
fn milliseconds(time: &str) -> Option<u64> {
    let (clock, fraction) = time.split_once([',', '.']).unwrap_or((time, "0"));
    let mut seconds: u64 = 0;
    let mut parts = 0;
    for part in clock.split(':') {
        seconds = seconds.checked_mul(60)?.checked_add(part.parse().ok()?)?;
        parts += 1;
    }
    let fraction: u64 = fraction.parse().ok()?;
    (2..=3).contains(&parts).then_some(())?;
    seconds.checked_mul(1000)?.checked_add(fraction.min(999))
}

/// A line of a cue without its tags.
struct SpokenLine {
    text: String,
    /// Another person speaks from here on.
    begins_turn: bool,
}

/// Removes `<i>`, `<c.red>`, `<00:01.000>`, `{\an8}` and resolves references. `<v سلمى>` becomes `سلمى: `.
fn without_tags(line: &str) -> SpokenLine {
    let mut text = String::with_capacity(line.len());
    let mut begins_turn = false;
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{']) {
        text.push_str(&rest[..at]);
        let tag = &rest[at..];
        // A style of SubRip is `{\…}`; other braces are text.
        let end = match tag.as_bytes() {
            [b'{', b'\\', ..] => tag.find('}'),
            [b'<', next, ..] if next.is_ascii_alphanumeric() || *next == b'/' => tag.find('>'),
            _text => None,
        };
        let Some(end) = end else {
            let first = &tag[..1];
            text.push_str(first);
            rest = &tag[1..];
            continue;
        };
        if let Some(speaker) = voice(&tag[1..end]) {
            begins_turn = true;
            text.push_str(speaker);
            text.push_str(": ");
        }
        rest = &tag[end + 1..];
    }
    text.push_str(rest);
    let text = markup::plain_text(text.trim());
    begins_turn |= text.starts_with(['-', '–', '—']);
    SpokenLine { text, begins_turn }
}

/// The speaker of a voice tag, `v.loud سلمى`.
fn voice(tag: &str) -> Option<&str> {
    let (name, speaker) = tag.split_once(char::is_whitespace)?;
    let is_voice = name == "v" || name.starts_with("v.");
    (is_voice && !speaker.trim().is_empty()).then_some(speaker.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match article(text) {
            Ok(draft) => {
                let blocks = draft.blocks.iter().map(|block| match block.role {
                    Some(ParagraphRole::Link) => format!("[{}]", block.text),
                    _text => block.text.clone().into_owned(),
                });
                blocks.collect::<Vec<_>>().join(" / ")
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn cues_are_joined_to_paragraphs_under_their_times() {
        let subrip = "1\r\n00:00:01,000 --> 00:00:04,000\r\nقال الوزير\r\nإن المشروع\r\n\r\n\
            2\r\n00:00:04,500 --> 00:00:08,000\r\n<i>مهم.</i>\r\n\r\n\
            3\r\n01:00:09,000 --> 01:00:10,000 X1:40\r\n{\\an8}- هل أنت متأكد؟\r\n- نعم &amp; لا\r\n";
        assert_eq!(
            read(subrip),
            "[00:00:01] / قال الوزير إن المشروع مهم. / [01:00:09] / - هل أنت متأكد؟ / - نعم & لا"
        );
    }

    #[test]
    fn webvtt_has_styles_comments_and_voices() {
        let webvtt = "WEBVTT - عنوان\n\nSTYLE\n::cue { color: red }\n\nNOTE ملاحظة\n\nمقدمة\n00:01.000 --> 00:04.000 align:start\n\
            <v سلمى>وصل <00:02.000><c.red>القطار</c>\n\n00:05.000 --> 00:06.000\nوصل القطار\nاليوم 3 < 5";
        assert_eq!(
            read(webvtt),
            "[00:00:01] / سلمى: وصل القطار وصل القطار اليوم 3 < 5"
        );
    }

    #[test]
    fn lines_that_roll_come_once_and_silence_ends_a_paragraph() {
        let rolling = "WEBVTT\n\n00:01.000 --> 00:02.000\nأول\n\n00:02.000 --> 00:03.000\nأول\nثان\n\n\
            00:09.000 --> 00:10.000\nثالث\n";
        assert_eq!(read(rolling), "[00:00:01] / أول ثان / [00:00:09] / ثالث");
        assert_eq!(read("WEBVTT\n\nنص"), "no text found in this subtitle file");
    }

    #[test]
    fn times_have_two_or_three_parts() {
        assert_eq!(milliseconds("1:02:03,456"), Some(3_723_456));
        assert_eq!(milliseconds("02:03.4"), Some(123_004));
        for wrong in ["3", "a:b", "1:2:3:4", "99999999999999999999:1", ""] {
            assert_eq!(milliseconds(wrong), None, "{wrong}");
        }
    }
}
