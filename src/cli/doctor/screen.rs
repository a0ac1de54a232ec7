//! The doctor's screen: state → a buffer, and the rows that are sent in ways of their own.
//!
//! A sample stands alone in its row, since terminals that reorder take the row's direction from its first letter; its
//! number stands in the row above, in ASCII, which no terminal reorders. Nothing is asked or kept here.
//!
//! What is under judgement is how the terminal treats Arabic, so numbers, names of ways, notes and keys are
//! ASCII too: they can be read when nothing else on the page can.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::words::{self, BilingualText};
use crate::layout::{self, Direction, LayoutTarget, RowOrder, Shaping, VisualLine};
use crate::span::Span;
use crate::terminal::{BidiChoice, RowEncoding};
use crate::ui::Lang;
use crate::ui::view::paint::{self, Side};

/// All ways; the number beside a line counts from 1 and never changes, whichever page it stands on.
/// Those that [`SWITCHED_OFF`] counts come first.
pub(super) const WAYS: [BidiChoice; 6] = [
    BidiChoice::Visual,
    BidiChoice::Override,
    BidiChoice::Marked,
    BidiChoice::Words,
    BidiChoice::Runs,
    BidiChoice::Logical,
];

/// How many of them, from the first, want the terminal not to order letters itself. The others count on it.
const SWITCHED_OFF: usize = 3;

/// Columns and rows that the page needs; on a smaller screen it only says so.
pub(super) const SMALLEST: (u16, u16) = (60, 22);

/// What is on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DoctorView {
    /// The line in all ways that can be shown as the terminal is switched now.
    Ways,
    /// What was found, from this line on.
    Found(usize),
}

/// What the page tells. A picture of one moment: the next event makes another.
#[derive(Clone, Debug)]
pub(super) struct DoctorScreen {
    /// Language of the question, the explanation and the keys.
    pub(super) lang: Lang,
    /// What the page's own words need.
    pub(super) target: LayoutTarget,
    /// The first and one past the last of [`WAYS`] that can be shown as the terminal is switched now.
    pub(super) ways: (usize, usize),
    /// Whether replies may still come.
    pub(super) asking: bool,
    /// One line on what was found.
    pub(super) summary: String,
    /// All that was found.
    pub(super) found: Vec<String>,
    /// The way that qari would take by itself.
    pub(super) automatic: BidiChoice,
    /// The way that was chosen here before.
    pub(super) kept: Option<BidiChoice>,
    /// The way that the reader would take now.
    pub(super) used: BidiChoice,
}

impl DoctorScreen {
    /// Draws `view`; the rows that go in ways of their own.
    ///
    /// The buffer is written over whole. A row that is not named goes as the session sends any other;
    /// none is named where the screen is too small.
    pub(super) fn draw(&self, view: &DoctorView, buffer: &mut Buffer) -> Vec<(u16, RowEncoding)> {
        buffer.reset();
        let size = buffer.area;
        if size.width < SMALLEST.0 || size.height < SMALLEST.1 {
            self.say(buffer, 0, words::TOO_SMALL.text(self.lang), Style::new());
            return Vec::new();
        }
        match view {
            DoctorView::Ways => self.ways(buffer),
            DoctorView::Found(from) => self.found(buffer, *from),
        }
    }

    /// The question, and one line in every way.
    fn ways(&self, buffer: &mut Buffer) -> Vec<(u16, RowEncoding)> {
        self.head(buffer);
        let mut y = 2;
        self.say(
            buffer,
            y,
            words::QUESTION.text(self.lang),
            Style::new().bold(),
        );
        if self.lang == Lang::Arabic {
            y += 1;
            put(
                buffer,
                y,
                &ltr(words::QUESTION.text(Lang::English)),
                Style::new(),
            );
        }
        y = self.explain(buffer, y + 1);
        let (from, to) = self.ways;
        let shown = WAYS.into_iter().enumerate().take(to).skip(from);
        let air =
            u16::from(usize::from(buffer.area.height.saturating_sub(y + 2)) >= 3 * (to - from));
        // Where they cannot stand apart, at least one row stands before them.
        y += u16::from(air == 0);
        let mut ways = Vec::new();
        for (i, bidi) in shown {
            y += air;
            let head = format!(" {}  {:<9} {}", i + 1, bidi.name(), self.note(bidi));
            put(buffer, y, &ltr(head.trim_end()), Style::new().bold());
            put(buffer, y + 1, &sample(bidi), Style::new());
            ways.extend(bidi.encoding().map(|encoding| (y + 1, encoding)));
            y += 2;
        }
        let mut keys = vec![("n", words::KEY_NONE), ("Enter", words::KEY_ENTER)];
        if self.kept.is_some() {
            keys.push(("f", words::KEY_FORGET));
        }
        keys.push(("i", words::KEY_FOUND));
        self.foot(buffer, &keys);
        ways
    }

    /// What stands beside a way's name: in ASCII, so that it can be read whatever the terminal does.
    ///
    /// One way may have several notes: what was kept is mostly what is in use.
    fn note(&self, bidi: BidiChoice) -> String {
        let mut notes = Vec::new();
        if self.automatic == bidi {
            notes.push(words::AUTOMATIC);
        }
        if self.kept == Some(bidi) {
            notes.push(words::KEPT);
        }
        if self.used == bidi {
            notes.push(words::IN_USE);
        }
        let notes: Vec<_> = notes.iter().map(|note| note.text(Lang::English)).collect();
        notes.join(", ")
    }

    /// What was found, a line a row.
    ///
    /// Long lines are cut: all of it is printed whole after the page is left.
    fn found(&self, buffer: &mut Buffer, from: usize) -> Vec<(u16, RowEncoding)> {
        self.head(buffer);
        let room = buffer.area.height.saturating_sub(4);
        for (y, line) in (2..2 + room).zip(self.found.iter().skip(from)) {
            put(
                buffer,
                y,
                &ltr(line).truncated(buffer.area.width),
                Style::new(),
            );
        }
        self.foot(buffer, &[("j k", words::KEY_FOUND), ("i", words::KEY_BACK)]);
        Vec::new()
    }

    /// The bar at the top, in ASCII: what the terminal is.
    fn head(&self, buffer: &mut Buffer) {
        let found = if self.asking {
            words::ASKING.text(Lang::English)
        } else {
            self.summary.as_str()
        };
        bar(buffer, 0);
        let line = ltr(&format!(" qari doctor   {found}")).truncated(buffer.area.width);
        put(buffer, 0, &line, Style::new().reversed());
    }

    /// The bar at the bottom: keys. In English also where the interface is Arabic, as the numbers are.
    fn foot(&self, buffer: &mut Buffer, keys: &[(&str, BilingualText)]) {
        let y = buffer.area.height - 1;
        bar(buffer, y);
        let hints = |lang| {
            let hints: Vec<_> = keys
                .iter()
                .map(|(key, does)| format!("{key} {}", does.text(lang)))
                .collect();
            format!(" {}", hints.join("   "))
        };
        put(
            buffer,
            y,
            &ltr(&hints(Lang::English)),
            Style::new().reversed(),
        );
        if self.lang == Lang::Arabic {
            let arabic = keys
                .iter()
                .map(|(key, does)| format!("\u{2066}{key}\u{2069} {}", does.text(Lang::Arabic)));
            let arabic = arabic.collect::<Vec<_>>().join("   ");
            self.say(buffer, y - 1, &arabic, Style::new());
        }
    }

    /// What right looks like, from row `y` on; the row after it.
    ///
    /// Told by the letters' names and places, not by a picture, which the terminal would spoil the same way.
    fn explain(&self, buffer: &mut Buffer, y: u16) -> u16 {
        let text = words::RIGHT.text(self.lang);
        let width = buffer.area.width.saturating_sub(2);
        let all = Span::new(0, text.len());
        let lines = layout::lines(text, all, self.direction(), self.target, width);
        let mut y = y;
        for line in &lines {
            put(buffer, y, line, Style::new());
            y += 1;
        }
        y
    }

    /// The page's own words, at the side where their language begins.
    /// Made for this terminal as found so far, so they may read wrong until the right way is known.
    fn say(&self, buffer: &mut Buffer, y: u16, text: &str, style: Style) {
        let width = buffer.area.width.saturating_sub(2);
        let line = layout::label(text, self.direction(), self.target).truncated(width);
        put(buffer, y, &line, style);
    }

    const fn direction(&self) -> Direction {
        match self.lang {
            Lang::Arabic => Direction::RightToLeft,
            Lang::English => Direction::LeftToRight,
        }
    }
}

/// The ways of the first page, where the terminal `has_switch` for its own ordering or not; of the second with `own`.
///
/// As a half-open range of [`WAYS`]. Where nothing can be switched one page shows them all.
pub(super) const fn ways(has_switch: bool, own: bool) -> (usize, usize) {
    match (has_switch, own) {
        (_, true) => (SWITCHED_OFF, WAYS.len()),
        (true, false) => (0, SWITCHED_OFF),
        (false, false) => (0, WAYS.len()),
    }
}

/// The sample as a line of an article, in the form that this way wants: for a terminal that orders by
/// itself in the order it is written in and with plain letters, else in visual order and joined.
fn sample(bidi: BidiChoice) -> VisualLine {
    let target = match bidi {
        BidiChoice::Logical => LayoutTarget {
            order: RowOrder::Logical,
            shaping: Shaping::Base,
            ..LayoutTarget::default()
        },
        BidiChoice::Auto
        | BidiChoice::Visual
        | BidiChoice::Override
        | BidiChoice::Marked
        | BidiChoice::Words
        | BidiChoice::Runs => LayoutTarget::default(),
    };
    layout::label(words::SAMPLE, Direction::RightToLeft, target)
}

/// Words in ASCII.
fn ltr(text: &str) -> VisualLine {
    layout::label(text, Direction::LeftToRight, LayoutTarget::default())
}

/// A row in reverse.
fn bar(buffer: &mut Buffer, y: u16) {
    paint::fill(buffer, row(buffer, y), Style::new().reversed());
}

/// A line at the side where it begins, one cell from the edge where it is Arabic.
fn put(buffer: &mut Buffer, y: u16, line: &VisualLine, style: Style) {
    let side = Side::of(line.direction);
    let area = match side {
        Side::Left => row(buffer, y),
        Side::Right => paint::without(row(buffer, y), side, 1),
    };
    paint::line(buffer, area, line, side, |_| style);
}

/// The row `y`, from edge to edge.
const fn row(buffer: &Buffer, y: u16) -> Rect {
    Rect::new(0, y, buffer.area.width, 1)
}
