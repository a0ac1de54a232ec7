//! What each thing looks like: meaning → ratatui [`Style`].
//!
//! Every meaning has a mark that works without colour (bold, underline, italic,
//! reverse); colour comes on top. The colours are middle tones of xterm's 256,
//! each readable (contrast 4:1 and more) on white as on black, for nobody knows
//! the background; a terminal with fewer gets the nearest it has. Where a
//! background is set, so is the text upon it.

use ratatui::style::{Color, Modifier, Style};

use crate::entities::Kind;

const TEAL: Color = Color::Indexed(31);
const GREEN: Color = Color::Indexed(28);
const VIOLET: Color = Color::Indexed(133);
const AMBER: Color = Color::Indexed(130);
const BLUE: Color = Color::Indexed(25);
const YELLOW: Color = Color::Indexed(220);
const ORANGE: Color = Color::Indexed(208);
const SKY: Color = Color::Indexed(117);
const BLACK: Color = Color::Indexed(16);
const WHITE: Color = Color::Indexed(231);

/// The styles, with or without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Whether colours are used at all (NO_COLOR, `--color`, a monochrome terminal).
    pub coloured: bool,
}

impl Theme {
    fn colour(self, style: Style, fg: Color) -> Style {
        if self.coloured { style.fg(fg) } else { style }
    }

    /// `fg` on `bg` with colours, `plain` without.
    fn patch(self, fg: Color, bg: Color, plain: Modifier) -> Style {
        if self.coloured {
            Style::new().fg(fg).bg(bg)
        } else {
            Style::new().add_modifier(plain)
        }
    }

    /// A name of that kind: people bold, places underlined, organizations italic.
    pub fn kind(self, kind: Kind) -> Style {
        match kind {
            Kind::Person => self.colour(Style::new().bold(), TEAL),
            Kind::Place => self.colour(Style::new().underlined(), GREEN),
            Kind::Organization => self.colour(Style::new().italic(), VIOLET),
        }
    }

    /// The mention under the cursor, on top of its kind.
    pub fn mention_cursor(self) -> Style {
        Style::new().reversed()
    }

    /// The article's title.
    pub fn title(self) -> Style {
        self.colour(Style::new().bold(), AMBER)
    }

    /// A section heading.
    pub fn heading(self) -> Style {
        self.colour(Style::new().bold(), AMBER)
    }

    /// What steps back: links to other articles, second lines, hints.
    pub fn dim(self) -> Style {
        Style::new().dim()
    }

    /// The selected quote in the article.
    pub fn selected_quote(self) -> Style {
        self.patch(WHITE, BLUE, Modifier::REVERSED)
    }

    /// The words that name the selected quote's speaker.
    pub fn speaker_words(self) -> Style {
        self.patch(BLACK, SKY, Modifier::REVERSED.union(Modifier::BOLD))
    }

    /// The selected quote's cue.
    pub fn cue(self) -> Style {
        self.patch(BLACK, YELLOW, Modifier::UNDERLINED.union(Modifier::BOLD))
    }

    /// Quotes of the one speaker that the article is filtered to.
    pub fn filtered_quote(self) -> Style {
        self.colour(Style::new().underlined(), AMBER)
    }

    /// A place that a search found.
    pub fn hit(self) -> Style {
        self.patch(BLACK, YELLOW, Modifier::REVERSED)
    }

    /// The place that the search stands on.
    pub fn current_hit(self) -> Style {
        self.patch(BLACK, ORANGE, Modifier::REVERSED.union(Modifier::BOLD))
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
        Style::new().dim().italic()
    }

    /// The selected item of a pane or list; `focused` where keys go there.
    pub fn selection(self, focused: bool) -> Style {
        if focused {
            self.patch(WHITE, BLUE, Modifier::REVERSED)
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
        self.patch(BLACK, YELLOW, Modifier::REVERSED.union(Modifier::BOLD))
    }

    /// Lines between panes, bars in the margin; `focused` beside the pane that has the keys.
    pub fn rule(self, focused: bool) -> Style {
        if focused {
            self.colour(Style::new().bold(), BLUE)
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
        let plain = Theme { coloured: false };
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
        let theme = Theme { coloured: true };
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
