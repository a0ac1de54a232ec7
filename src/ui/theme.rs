//! What each thing looks like: meaning → ratatui [`Style`].
//!
//! Every meaning has a mark that works without colour (bold, underline,
//! reverse); colour comes on top. The colours are middle tones of xterm's 256,
//! each readable (contrast 4:1 and more) on white as on black, for nobody knows
//! the background; a terminal with sixteen gets some of those. Where a background
//! is set, so is the text upon it.

use ratatui::style::{Color, Modifier, Style};

use crate::article::Role;
use crate::entities::Kind;

/// Which colours there are.
///
/// Chosen once, when the terminal is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Palette {
    /// None.
    Mono,
    /// The terminal's own sixteen.
    Sixteen,
    /// xterm's 256, or more.
    Many,
}

/// A colour by what it is for: its index of the 256, and which of the sixteen stands in for it.
#[derive(Clone, Copy)]
struct Ink(u8, Option<Color>);

const PERSON: Ink = Ink(31, Some(Color::Blue));
const PLACE: Ink = Ink(28, Some(Color::Green));
const ORGANIZATION: Ink = Ink(133, Some(Color::Magenta));
// Of the sixteen none is left that reads on white and on black; bold alone does.
const HEADING: Ink = Ink(130, None);
const FOCUS: Ink = Ink(25, Some(Color::Blue));
const SPEAKER: Ink = Ink(117, Some(Color::Cyan));
const CUE: Ink = Ink(220, Some(Color::Yellow));
const CURRENT: Ink = Ink(208, Some(Color::LightRed));
const BLACK: Ink = Ink(16, Some(Color::Black));
const WHITE: Ink = Ink(231, Some(Color::White));

/// The styles for a palette.
///
/// # Examples
///
/// ```
/// use qari::entities::Kind;
/// use qari::ui::theme::{Palette, Theme};
/// use ratatui::style::{Color, Modifier};
///
/// let many = Theme { palette: Palette::Many }.kind(Kind::Place);
/// assert_eq!(many.fg, Some(Color::Indexed(28)));
/// // Without colours the mark remains.
/// let mono = Theme { palette: Palette::Mono }.kind(Kind::Place);
/// assert_eq!(mono.fg, None);
/// assert_eq!(mono.add_modifier, Modifier::UNDERLINED);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Which colours there are (`NO_COLOR`, `--color` and the terminal decide).
    pub palette: Palette,
}

impl Theme {
    /// `None` leaves the terminal's own colour.
    fn ink(self, ink: Ink) -> Option<Color> {
        match self.palette {
            Palette::Mono => None,
            Palette::Sixteen => ink.1,
            Palette::Many => Some(Color::Indexed(ink.0)),
        }
    }

    /// The mark in `style` stays where there is no such colour.
    fn colour(self, style: Style, fg: Ink) -> Style {
        self.ink(fg).map_or(style, |color| style.fg(color))
    }

    /// `fg` on `bg` with colours, `plain` without.
    fn patch(self, fg: Ink, bg: Ink, plain: Modifier) -> Style {
        match (self.ink(fg), self.ink(bg)) {
            (Some(fg), Some(bg)) => Style::new().fg(fg).bg(bg),
            _ => Style::new().add_modifier(plain),
        }
    }

    /// A name of that kind: people bold, places underlined, organizations both.
    /// Italic is left alone: fonts hold no slanted Arabic, and Konsole 22.12 then cuts letters off.
    pub fn kind(self, kind: Kind) -> Style {
        match kind {
            Kind::Person => self.colour(Style::new().bold(), PERSON),
            Kind::Place => self.colour(Style::new().underlined(), PLACE),
            Kind::Organization => self.colour(Style::new().bold().underlined(), ORGANIZATION),
        }
    }

    /// The mention under the cursor, on top of its kind.
    pub fn mention_cursor(self) -> Style {
        Style::new().reversed()
    }

    /// A paragraph, by what it is; names and quotes come over it.
    pub fn paragraph(self, role: Role) -> Style {
        match role {
            Role::Title => self.title(),
            Role::Heading => self.heading(),
            Role::Body => Style::new(),
            Role::Link => self.dim(),
        }
    }

    /// The article's title.
    pub fn title(self) -> Style {
        self.colour(Style::new().bold(), HEADING)
    }

    /// A section heading.
    pub fn heading(self) -> Style {
        self.colour(Style::new().bold(), HEADING)
    }

    /// What steps back: links to other articles, second lines, hints.
    pub fn dim(self) -> Style {
        Style::new().dim()
    }

    /// The selected quote in the article.
    pub fn selected_quote(self) -> Style {
        self.patch(WHITE, FOCUS, Modifier::REVERSED)
    }

    /// The words that name the selected quote's speaker.
    pub fn speaker_words(self) -> Style {
        self.patch(BLACK, SPEAKER, Modifier::REVERSED.union(Modifier::BOLD))
    }

    /// The selected quote's cue.
    pub fn cue(self) -> Style {
        self.patch(BLACK, CUE, Modifier::UNDERLINED.union(Modifier::BOLD))
    }

    /// Quotes of the one speaker that the article is filtered to.
    pub fn filtered_quote(self) -> Style {
        self.colour(Style::new().underlined(), HEADING)
    }

    /// A place that a search found.
    pub fn hit(self) -> Style {
        self.patch(BLACK, CUE, Modifier::REVERSED)
    }

    /// The place that the search stands on.
    pub fn current_hit(self) -> Style {
        self.patch(BLACK, CURRENT, Modifier::REVERSED.union(Modifier::BOLD))
    }

    /// A speaker's line in the quotes pane.
    pub fn speaker(self, kind: Option<Kind>) -> Style {
        match kind {
            Some(kind) => self.kind(kind).bold(),
            None => Style::new().bold(),
        }
    }

    /// Indirect speech in the quotes pane.
    pub fn indirect(self) -> Style {
        Style::new().dim()
    }

    /// The selected item of a pane or list; `focused` where keys go there.
    pub fn selection(self, focused: bool) -> Style {
        if focused {
            self.patch(WHITE, FOCUS, Modifier::REVERSED)
        } else {
            Style::new().bold()
        }
    }

    /// The status line and the header.
    pub fn bar(self) -> Style {
        Style::new().reversed()
    }

    /// A kind in the legend that is switched off.
    pub fn switched_off(self) -> Style {
        Style::new().dim().crossed_out()
    }

    /// A warning in the status line.
    pub fn warning(self) -> Style {
        self.patch(BLACK, CUE, Modifier::REVERSED.union(Modifier::BOLD))
    }

    /// Lines between panes, bars in the margin; `focused` beside the pane that has the keys.
    pub fn rule(self, focused: bool) -> Style {
        if focused {
            self.colour(Style::new().bold(), FOCUS)
        } else {
            Style::new().dim()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_every_kind_still_has_its_own_mark() {
        let plain = Theme {
            palette: Palette::Mono,
        };
        let marks: Vec<Style> = [Kind::Person, Kind::Place, Kind::Organization]
            .into_iter()
            .map(|kind| plain.kind(kind))
            .collect();
        for (i, mark) in marks.iter().enumerate() {
            assert_eq!((mark.fg, mark.bg), (None, None));
            assert!(!mark.add_modifier.is_empty());
            assert!(marks[i + 1..].iter().all(|other| other != mark));
        }
    }

    #[test]
    fn a_background_never_comes_without_its_text_colour() {
        for palette in [Palette::Sixteen, Palette::Many] {
            let theme = Theme { palette };
            for style in [
                theme.selected_quote(),
                theme.speaker_words(),
                theme.cue(),
                theme.hit(),
                theme.current_hit(),
                theme.selection(true),
                theme.warning(),
            ] {
                assert!(style.bg.is_some() && style.fg.is_some());
            }
        }
    }
}
