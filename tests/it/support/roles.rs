//! A screen as text that a person can read: letters, marks without colour, theme roles.

use qari::internals::ui::{App, Theme, ThemeRole};
use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};

use super::drawn;

/// Three blocks, one character for each cell: its symbol, its marks, its theme role; then the
/// legend of the roles that occur.
///
/// Rows are in visual order, so each of the first block begins with U+202D (left-to-right
/// override): an editor shows them as the terminal does.
///
/// Marks, in a theme without colours: `B` bold, `U` underlined, `D` dim, `R` reversed; `O` bold and
/// underlined, `S` bold and reversed, `V` underlined and reversed, `W` all three, `M` bold and dim,
/// `X` dim and crossed out; a blank for none. Any other mixture panics.
///
/// Roles: the one that decides the text's colour, a letter of [`role_letter`]; a blank for none.
pub fn screen(app: &mut App, size: (u16, u16)) -> String {
    let buffer = drawn(app, size);
    let mut symbols = String::new();
    for y in 0..size.1 {
        symbols.push('\u{202D}');
        let row: String = (0..size.0).map(|x| buffer[(x, y)].symbol()).collect();
        symbols.push_str(row.trim_end());
        symbols.push_str("\u{202C}\n");
    }
    let marks = block(&buffer, |cell| mark(cell.modifier));
    let usual = std::mem::replace(&mut app.theme, role_theme());
    let buffer = drawn(app, size);
    app.theme = usual;
    let roles = block(&buffer, |cell| role(cell).map_or(' ', role_letter));
    let mut out = format!("{symbols}\n{marks}\n{roles}\n");
    for role in ThemeRole::ALL {
        let letter = role_letter(role);
        if roles.contains(letter) {
            let _ = writeln!(out, "{letter} {role:?}");
        }
    }
    out
}

/// One character for each cell, rows trimmed at their end.
fn block(buffer: &Buffer, letter: impl Fn(&Cell) -> char) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let row: String = (0..buffer.area.width)
            .map(|x| letter(&buffer[(x, y)]))
            .collect();
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}

fn mark(marks: Modifier) -> char {
    const B: Modifier = Modifier::BOLD;
    const U: Modifier = Modifier::UNDERLINED;
    const D: Modifier = Modifier::DIM;
    const R: Modifier = Modifier::REVERSED;
    let known = [
        (Modifier::empty(), ' '),
        (B, 'B'),
        (U, 'U'),
        (D, 'D'),
        (R, 'R'),
        (B.union(U), 'O'),
        (B.union(R), 'S'),
        (U.union(R), 'V'),
        (B.union(U).union(R), 'W'),
        (B.union(D), 'M'),
        (D.union(Modifier::CROSSED_OUT), 'X'),
    ];
    let found = known.iter().find(|(mixture, _)| *mixture == marks);
    found.unwrap_or_else(|| panic!("{marks:?} has no letter")).1
}

/// Each role in a text colour of its own, its number.
fn role_theme() -> Theme {
    Theme::from_fn(|role| Style::new().fg(Color::Indexed(role as u8)))
}

/// The role whose style came last.
fn role(cell: &Cell) -> Option<ThemeRole> {
    match cell.fg {
        Color::Indexed(number) => Some(ThemeRole::ALL[usize::from(number)]),
        _ => None,
    }
}

/// Names in lower case, in the selected quote or item in upper case; what else belongs together in
/// one letter of both cases.
fn role_letter(role: ThemeRole) -> char {
    match role {
        ThemeRole::Person => 'p',
        ThemeRole::Place => 'l',
        ThemeRole::Organization => 'o',
        ThemeRole::QuotedPerson => 'P',
        ThemeRole::QuotedPlace => 'L',
        ThemeRole::QuotedOrganization => 'O',
        ThemeRole::MentionCursor => 'm',
        ThemeRole::Title => 'T',
        ThemeRole::Heading => 't',
        ThemeRole::KindHeading => 'k',
        ThemeRole::Emphasis => 'e',
        ThemeRole::Secondary => '.',
        ThemeRole::SelectedQuote => 'Q',
        ThemeRole::SpeakerWords => 'S',
        ThemeRole::Cue => 'C',
        ThemeRole::FilteredQuote => 'f',
        ThemeRole::SearchHit => 'h',
        ThemeRole::CurrentHit => 'H',
        ThemeRole::SpeakerPerson => '1',
        ThemeRole::SpeakerPlace => '2',
        ThemeRole::SpeakerOrganization => '3',
        ThemeRole::SpeakerUnknown => '0',
        ThemeRole::SpeakerColor1 => 'a',
        ThemeRole::SpeakerColor2 => 'b',
        ThemeRole::SpeakerColor3 => 'c',
        ThemeRole::SpeakerColor4 => 'd',
        ThemeRole::Indirect => 'i',
        ThemeRole::Selection => '+',
        ThemeRole::InactiveSelection => '-',
        ThemeRole::Bar => '=',
        ThemeRole::Warning => '!',
        ThemeRole::DisabledKind => 'x',
        ThemeRole::Rule => '|',
        ThemeRole::ActiveRule => '#',
    }
}

#[test]
fn every_role_has_a_letter_of_its_own() {
    let letters: std::collections::BTreeSet<char> =
        ThemeRole::ALL.into_iter().map(role_letter).collect();
    assert_eq!(letters.len(), ThemeRole::ALL.len());
}
