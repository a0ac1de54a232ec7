//! What terminals make of a row, as small models: for tests alone.
//!
//! | model | what it does | stands for |
//! |---|---|---|
//! | [`plain`] | shows cells as sent, controls take no place | xterm, foot, Alacritty … |
//! | [`reorder`] | UAX #9 with a left-to-right base over the row; styles move with the letters | VTE, Konsole |
//! | [`browser`] | the same for each piece of the row by itself | xterm.js |
//! | [`words`] | turns words of right-to-left scripts, mirrors them, styles stay | kitty |
//!
//! They work on [`Unit`]s: a cell with its style, a wide one with its tail. The
//! bidi algorithm is `unicode-bidi`'s, as the conformance test has it; kitty's method is
//! written here a second time, on purpose.

use ratatui::buffer::Cell;
use ratatui::style::{Modifier, Style};
use unicode_bidi::{BidiClass, BidiDataSource, BidiInfo, Level};

use crate::layout::{bidi_class, mirrored};

/// What is seen in one place: the symbol without controls, its columns, its style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) symbol: String,
    pub(super) columns: usize,
    pub(super) style: Style,
}

/// How a terminal's bidi differs from UAX #9.
#[derive(Clone, Copy, Debug)]
pub(super) struct BidiVariant {
    /// Whether brackets are mirrored (L4).
    pub(super) mirrors: bool,
    /// Whether the characters of boxes count as left-to-right letters.
    pub(super) boxes_are_letters: bool,
}

/// libvte.
pub(super) const VTE: BidiVariant = BidiVariant {
    mirrors: true,
    boxes_are_letters: false,
};

/// Konsole.
pub(super) const KONSOLE: BidiVariant = BidiVariant {
    mirrors: false,
    boxes_are_letters: true,
};

impl BidiDataSource for BidiVariant {
    fn bidi_class(&self, c: char) -> BidiClass {
        if self.boxes_are_letters && ('\u{2500}'..='\u{25ff}').contains(&c) {
            BidiClass::L
        } else {
            bidi_class(c)
        }
    }
}

/// The cells with each wide one and its half together, controls still in them.
fn units(cells: &[Cell]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for cell in cells {
        match units.last_mut() {
            Some(last) if cell.symbol().is_empty() => last.columns += 1,
            _ => units.push(Unit {
                symbol: cell.symbol().to_owned(),
                columns: 1,
                style: cell.style(),
            }),
        }
    }
    units
}

/// What is seen of a symbol: no control is.
fn seen(symbol: &str) -> String {
    let control = |c: char| matches!(c, '\u{200e}' | '\u{202c}' | '\u{202d}');
    symbol.chars().filter(|c| !control(*c)).collect()
}

/// Cells as they are sent.
pub(super) fn plain(cells: &[Cell]) -> Vec<Unit> {
    let shown = units(cells).into_iter().map(|unit| Unit {
        symbol: seen(&unit.symbol),
        ..unit
    });
    shown.collect()
}

/// Cells in the order of UAX #9.
///
/// Each control has a place of its own while it is ordered; that it is part of a cell is only how terminals keep it.
pub(super) fn reorder(cells: &[Cell], variant: BidiVariant) -> Vec<Unit> {
    let places: Vec<Unit> = units(cells).iter().flat_map(apart).collect();
    let text: String = places.iter().map(|unit| unit.symbol.as_str()).collect();
    let info = BidiInfo::new_with_data_source(&variant, &text, Some(Level::ltr()));
    let Some(paragraph) = info.paragraphs.first() else {
        return Vec::new();
    };
    let by_byte = info.reordered_levels(paragraph, 0..text.len());
    let mut at = 0;
    let mut levels = Vec::new();
    for unit in &places {
        levels.push(by_byte[at]);
        at += unit.symbol.len();
    }
    let order = BidiInfo::reorder_visual(&levels);
    let shown = order.into_iter().filter(|i| places[*i].columns > 0);
    let shown = shown.map(|i| {
        let unit = places[i].clone();
        let turned = variant.mirrors && levels[i].is_rtl();
        Unit {
            symbol: if turned {
                mirror(&unit.symbol)
            } else {
                unit.symbol
            },
            ..unit
        }
    });
    shown.collect()
}

/// What a unit shows, and after it each of its controls, which take no column.
fn apart(unit: &Unit) -> impl Iterator<Item = Unit> {
    let controls: Vec<Unit> = unit
        .symbol
        .chars()
        .filter(|c| seen(&c.to_string()).is_empty())
        .map(|c| Unit {
            symbol: c.to_string(),
            columns: 0,
            style: unit.style,
        })
        .collect();
    let shown = Unit {
        symbol: seen(&unit.symbol),
        ..unit.clone()
    };
    std::iter::once(shown).chain(controls)
}

/// Pieces, cut where the style changes and where `cuts` says, each in the order of UAX #9.
pub(super) fn browser(cells: &[Cell], cuts: &[bool]) -> Vec<Unit> {
    let mut shown = Vec::new();
    let mut start = 0;
    for end in 1..=cells.len() {
        let inside = end < cells.len() && {
            let same = cells[end].style() == cells[end - 1].style();
            cells[end].symbol().is_empty() || (same && !cuts.get(end).copied().unwrap_or(false))
        };
        if !inside {
            shown.extend(reorder(&cells[start..end], VTE));
            start = end;
        }
    }
    shown
}

/// Each run between blanks as kitty draws it, column by column: glyphs move, colours stay with the columns.
pub(super) fn words(cells: &[Cell]) -> Vec<Vec<Unit>> {
    let shown = runs(cells).map(|run| {
        let mut glyphs = plain(run);
        if first_script(glyphs.iter()) == Some(true) {
            glyphs.reverse();
            for unit in &mut glyphs {
                unit.symbol = mirror(&unit.symbol);
            }
        }
        let mut columns = columns(&glyphs);
        for (column, cell) in columns.iter_mut().zip(run) {
            column.style = cell.style();
        }
        columns
    });
    shown.collect()
}

/// Units by column: the tail of a wide one is empty.
pub(super) fn columns(units: &[Unit]) -> Vec<Unit> {
    let one = |unit: &Unit, at| Unit {
        symbol: if at == 0 {
            unit.symbol.clone()
        } else {
            String::new()
        },
        columns: 1,
        style: unit.style,
    };
    let each = units
        .iter()
        .flat_map(|unit| (0..unit.columns).map(move |at| one(unit, at)));
    each.collect()
}

/// What kitty hands to its shaper in one piece.
pub(super) fn runs(cells: &[Cell]) -> impl Iterator<Item = &[Cell]> {
    let font = |cell: &Cell| cell.modifier & (Modifier::BOLD | Modifier::ITALIC);
    // kitty draws the parts of boxes itself (measured with the bars of the margin, 0.26.5).
    let is_box = |cell: &Cell| {
        cell.symbol()
            .starts_with(|c| ('\u{2500}'..='\u{259f}').contains(&c))
    };
    let is_apart = move |cell: &Cell| cell.symbol() == " " || is_box(cell);
    cells.chunk_by(move |a, b| {
        b.symbol().is_empty() || (!is_apart(a) && !is_apart(b) && font(a) == font(b))
    })
}

/// The exception: a run that begins in one direction and ends in the other. kitty draws all of it in that of
/// its first cell, so nothing that could be sent looks right.
pub(super) fn ends_disagree(run: &[Cell]) -> bool {
    let run = plain(run);
    first_script(run.iter()) != first_script(run.iter().rev())
}

/// Whether the first character that belongs to a script belongs to a right-to-left one; by ranges, of what tests use.
fn first_script<'a>(units: impl Iterator<Item = &'a Unit>) -> Option<bool> {
    let mut chars = units.flat_map(|unit| unit.symbol.chars());
    chars.find_map(|c| match c {
        'a'..='z' | 'A'..='Z' | '\u{3041}'..='\u{3096}' => Some(false),
        '\u{60c}' | '\u{61f}' | '\u{640}' | '\u{64b}'..='\u{655}' => None,
        '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{6ff}' | '\u{fb50}'..='\u{fefc}' => Some(true),
        _ => None,
    })
}

fn mirror(symbol: &str) -> String {
    symbol.chars().map(|c| mirrored(c).unwrap_or(c)).collect()
}
