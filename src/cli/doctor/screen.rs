//! The doctor's screen: state → a buffer, and the rows that are sent in row encodings of their own.
//!
//! A sample has a row of its own, since terminals that reorder take the row's direction from its first letter; its number
//! is in the row above, in ASCII, which no terminal reorders. Nothing is asked or saved here.
//!
//! The screen is about how the terminal displays Arabic, so numbers, names of encodings, notes and keys are ASCII: they
//! can be read when nothing else on the screen can. With an Arabic interface, question and keys are shown in both
//! languages for the same reason.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::layout::{self, Direction, LayoutTarget, RowOrder, Shaping, VisualLine};
use crate::span::Span;
use crate::terminal::{BidiChoice, RowEncoding};
use crate::ui::Lang;
use crate::ui::keymap::{DOCTOR, DoctorAction, DoctorContext, key_name};
use crate::ui::lang::Label;
use crate::ui::view::paint::{self, Side};

/// All choices that can be compared. The number beside a sample is the index here plus 1, on either screen. Those
/// counted by [`REORDERING_OFF`] come first.
pub(super) const SHOWN_CHOICES: [BidiChoice; 6] = [
    BidiChoice::Visual,
    BidiChoice::Override,
    BidiChoice::Marked,
    BidiChoice::Words,
    BidiChoice::Runs,
    BidiChoice::Logical,
];

/// How many of them, from the first, need the terminal's own reordering off. The others rely on it.
const REORDERING_OFF: usize = 3;

/// Columns and rows that the screen needs; a smaller one only says so.
pub(super) const SMALLEST: (u16, u16) = (60, 22);

/// The sample sentence (invented): two lam-alefs, a word in brackets, Latin letters, digits, a full stop.
const SAMPLE: &str = "قال الأستاذ (سمير): لا نقرأ في qari إلا 25 خبرا.";

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DoctorView {
    /// The sample in each row encoding that the terminal, as it is switched now, can show.
    RowEncodings,
    /// The findings, from this line on.
    Findings(usize),
}

/// The state that is drawn, at one moment: the next event makes another.
#[derive(Clone, Debug)]
pub(super) struct DoctorScreen {
    /// Language of the question, the explanation and the keys.
    pub(super) lang: Lang,
    /// Order and shapes of the screen's own texts.
    pub(super) target: LayoutTarget,
    /// The part of [`SHOWN_CHOICES`] on this screen.
    pub(super) choices: Range<usize>,
    /// Whether replies may still arrive.
    pub(super) asking: bool,
    /// One line about the terminal.
    pub(super) summary: String,
    /// All findings, one per line.
    pub(super) findings: Vec<String>,
    /// The choice that follows from detection alone.
    pub(super) automatic: BidiChoice,
    /// The choice saved for this terminal.
    pub(super) saved: Option<BidiChoice>,
    /// The choice that the reader would use now.
    pub(super) used: BidiChoice,
}

impl DoctorScreen {
    /// Draws `view` over the whole buffer; returns the rows that need a row encoding of their own.
    ///
    /// All other rows are sent in the encoding of the session. If the screen is too small, no row is returned.
    pub(super) fn draw(&self, view: &DoctorView, buffer: &mut Buffer) -> Vec<(u16, RowEncoding)> {
        buffer.reset();
        let size = buffer.area;
        if size.width < SMALLEST.0 || size.height < SMALLEST.1 {
            let text = Label::DoctorTooSmall.text(self.lang);
            self.put_text(buffer, 0, text, Style::new());
            return Vec::new();
        }
        match view {
            DoctorView::RowEncodings => self.draw_row_encodings(buffer),
            DoctorView::Findings(from) => {
                self.draw_findings(buffer, *from);
                Vec::new()
            }
        }
    }

    /// The question, and the sample in each row encoding.
    fn draw_row_encodings(&self, buffer: &mut Buffer) -> Vec<(u16, RowEncoding)> {
        self.draw_title(buffer);
        let mut y = 2;
        let question = Label::DoctorQuestion;
        self.put_text(buffer, y, question.text(self.lang), Style::new().bold());
        if self.lang == Lang::Arabic {
            y += 1;
            let question = left_to_right(question.text(Lang::English));
            put(buffer, y, &question, Style::new());
        }
        y = self.draw_explanation(buffer, y + 1);
        let rows_left = usize::from(buffer.area.height.saturating_sub(y + 2));
        let gap = u16::from(rows_left >= 3 * self.choices.len());
        // Without a gap between the samples there is at least one blank row before them.
        y += u16::from(gap == 0);
        let mut encodings = Vec::new();
        for (i, &bidi) in SHOWN_CHOICES.iter().enumerate() {
            if !self.choices.contains(&i) {
                continue;
            }
            y += gap;
            let head = format!(" {}  {:<9} {}", i + 1, bidi.name(), self.notes(bidi));
            let head = left_to_right(head.trim_end());
            put(buffer, y, &head, Style::new().bold());
            put(buffer, y + 1, &sample(bidi), Style::new());
            encodings.extend(bidi.encoding().map(|encoding| (y + 1, encoding)));
            y += 2;
        }
        let mut actions = vec![DoctorAction::NoneFits, DoctorAction::Leave];
        if self.saved.is_some() {
            actions.push(DoctorAction::Forget);
        }
        actions.push(DoctorAction::ShowFindings);
        self.draw_keys(buffer, DoctorContext::RowEncodings, &actions);
        encodings
    }

    /// The notes beside a choice, in ASCII. Several may hold: the saved choice is mostly the one in use.
    fn notes(&self, bidi: BidiChoice) -> String {
        let notes = [
            (self.automatic == bidi, Label::DoctorAutomatic),
            (self.saved == Some(bidi), Label::DoctorKept),
            (self.used == bidi, Label::DoctorInUse),
        ];
        let notes = notes.into_iter().filter(|(holds, _)| *holds);
        let notes: Vec<_> = notes.map(|(_, label)| label.text(Lang::English)).collect();
        notes.join(", ")
    }

    /// The findings, one per row; long ones are cut, since all are printed in full after the screen is left.
    fn draw_findings(&self, buffer: &mut Buffer, from: usize) {
        self.draw_title(buffer);
        let rows = buffer.area.height.saturating_sub(4);
        for (y, line) in (2..2 + rows).zip(self.findings.iter().skip(from)) {
            let line = left_to_right(line).truncated(buffer.area.width);
            put(buffer, y, &line, Style::new());
        }
        let actions = [DoctorAction::Scroll(1), DoctorAction::ShowRowEncodings];
        self.draw_keys(buffer, DoctorContext::Findings, &actions);
    }

    /// The bar at the top, in ASCII: the terminal.
    fn draw_title(&self, buffer: &mut Buffer) {
        let about = if self.asking {
            Label::DoctorAsking.text(Lang::English)
        } else {
            self.summary.as_str()
        };
        fill_bar(buffer, 0);
        let line = left_to_right(&format!(" qari doctor   {about}")).truncated(buffer.area.width);
        put(buffer, 0, &line, Style::new().reversed());
    }

    /// The bar at the bottom: the keys of `actions`, in English; with an Arabic interface in Arabic above it too.
    fn draw_keys(&self, buffer: &mut Buffer, context: DoctorContext, actions: &[DoctorAction]) {
        let y = buffer.area.height - 1;
        let hints = |lang: Lang| {
            let hints = actions.iter().filter_map(|&action| {
                let binding = DOCTOR.binding(context, action)?;
                let mut keys = key_name(*binding.keys.first()?);
                if action == DoctorAction::Scroll(1) {
                    let up = DOCTOR.key_for(context, DoctorAction::Scroll(-1))?;
                    keys = format!("{keys} {}", key_name(up));
                }
                let help = binding.help.text(lang);
                Some(match lang {
                    Lang::Arabic => format!("\u{2066}{keys}\u{2069} {help}"),
                    Lang::English => format!("{keys} {help}"),
                })
            });
            hints.collect::<Vec<_>>().join("   ")
        };
        fill_bar(buffer, y);
        let english = format!(" {}", hints(Lang::English));
        put(buffer, y, &left_to_right(&english), Style::new().reversed());
        if self.lang == Lang::Arabic {
            let arabic = hints(Lang::Arabic);
            self.put_text(buffer, y - 1, &arabic, Style::new());
        }
    }

    /// How a correct line looks, from row `y` on; returns the row after it.
    ///
    /// In words, by the names and places of the letters: a picture would be displayed as wrongly as the samples.
    fn draw_explanation(&self, buffer: &mut Buffer, y: u16) -> u16 {
        let text = Label::DoctorExplanation.text(self.lang);
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

    /// A text of the screen, at the side where its language begins. It is laid out for the terminal as detected so far,
    /// so it may be displayed wrongly until the right choice is known.
    fn put_text(&self, buffer: &mut Buffer, y: u16, text: &str, style: Style) {
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

/// The part of [`SHOWN_CHOICES`] on a screen: on the second one (`reordering`), or on the first of a terminal that
/// `has_switch` for its reordering, or all on the only one.
pub(super) const fn choices(has_switch: bool, reordering: bool) -> Range<usize> {
    match (has_switch, reordering) {
        (_, true) => REORDERING_OFF..SHOWN_CHOICES.len(),
        (true, false) => 0..REORDERING_OFF,
        (false, false) => 0..SHOWN_CHOICES.len(),
    }
}

/// The sample laid out for this choice: for a terminal that reorders in logical order and with plain letters, else in
/// visual order and joined.
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
    layout::label(SAMPLE, Direction::RightToLeft, target)
}

/// A line of ASCII text.
fn left_to_right(text: &str) -> VisualLine {
    layout::label(text, Direction::LeftToRight, LayoutTarget::default())
}

/// Blanks row `y` and reverses its colours.
fn fill_bar(buffer: &mut Buffer, y: u16) {
    paint::fill(buffer, row(buffer, y), Style::new().reversed());
}

/// Draws a line at the side where it begins, one cell from the edge if it is right-to-left.
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
