//! What each thing looks like: meaning → ratatui [`Style`].
//!
//! Every meaning has a mark that works without colour (bold, underline,
//! reverse); colour comes on top, in three strengths ([`Palette`]), chosen for the
//! background that the terminal told ([`Background`]), in one of two sets ([`Scheme`]).
//! Where a background is set, so is the text upon it.
//!
//! The colours themselves and what is promised of them (contrast, difference to the
//! colour-blind) stand in `theme/colors.rs`; `theme/tests.rs` computes it.

mod colors;
#[cfg(test)]
mod tests;

use ratatui::style::{Color, Modifier, Style};

use crate::article::ParagraphRole;
use crate::entities::EntityKind;
use crate::ui::background::Background;
use colors::{ColorPair, EntityColors, ThemeColor, ThemeColors};

/// Which colours there are.
///
/// Chosen once, when the terminal is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Palette {
    /// None.
    Mono,
    /// The terminal's own sixteen.
    Sixteen,
    /// xterm's 256.
    Many,
    /// 24 bits.
    True,
}

/// Whose eyes the colours are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Most people's.
    #[default]
    Usual,
    /// Those that do not tell red from green, or blue from yellow.
    ColourBlind,
}

/// The styles for a palette, a background and a scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Which colours there are (`NO_COLOR`, `--color` and the terminal decide).
    pub palette: Palette,
    /// What the text stands on.
    pub background: Background,
    /// Whose eyes the colours are for.
    pub scheme: Scheme,
}

/// Colours as asked for (`--theme`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeChoice {
    /// For the background that the terminal tells.
    #[default]
    Auto,
    /// For a dark one, whatever the terminal tells.
    Dark,
    /// For a light one, whatever the terminal tells.
    Light,
    /// [`Scheme::ColourBlind`], for the background that the terminal tells.
    ColourBlind,
}

impl Theme {
    /// What was `wanted`, on a terminal that tells of its background what `background` says.
    pub const fn chosen(palette: Palette, choice: ThemeChoice, background: Background) -> Self {
        let (background, scheme) = match choice {
            ThemeChoice::Auto => (background, Scheme::Usual),
            ThemeChoice::Dark => (Background::Dark, Scheme::Usual),
            ThemeChoice::Light => (Background::Light, Scheme::Usual),
            ThemeChoice::ColourBlind => (background, Scheme::ColourBlind),
        };
        Self {
            palette,
            background,
            scheme,
        }
    }

    /// The usual colours, on a background that is not known.
    pub const fn new(palette: Palette) -> Self {
        Self {
            palette,
            background: Background::Unknown,
            scheme: Scheme::Usual,
        }
    }

    /// The colours by name.
    const fn colors(self) -> &'static ThemeColors {
        colors::colors(self.scheme, self.background)
    }

    /// `None` leaves the terminal's own colour.
    fn color(self, color: ThemeColor) -> Option<Color> {
        match self.palette {
            Palette::Mono => None,
            Palette::Sixteen => color.ansi,
            Palette::Many => Some(Color::Indexed(color.index)),
            Palette::True => Some(Color::Rgb(color.rgb.0, color.rgb.1, color.rgb.2)),
        }
    }

    /// The mark in `style` stays where there is no such colour.
    fn colour(self, style: Style, fg: ThemeColor) -> Style {
        self.color(fg).map_or(style, |color| style.fg(color))
    }

    /// The colours of `pair` where there are some, `plain` without.
    fn patch(self, pair: ColorPair, plain: Modifier) -> Style {
        match (self.color(pair.fg), self.color(pair.bg)) {
            // Of the sixteen, bold black is dark grey in many terminals.
            (Some(Color::Black), Some(bg)) => Style::new().fg(Color::Black).bg(bg).not_bold(),
            (Some(fg), Some(bg)) => Style::new().fg(fg).bg(bg),
            _ => Style::new().add_modifier(plain),
        }
    }

    /// A name of that kind: people bold, places underlined, organizations both.
    /// Italic is left alone: fonts hold no slanted Arabic, and Konsole 22.12 then cuts letters off.
    pub fn kind(self, kind: EntityKind) -> Style {
        self.kind_of(self.colors().kinds, kind)
    }

    /// A name stands out where its paragraph steps back.
    fn kind_of(self, kinds: EntityColors, kind: EntityKind) -> Style {
        let style = match kind {
            EntityKind::Person => self.colour(Style::new().bold(), kinds.person),
            EntityKind::Place => self.colour(Style::new().underlined(), kinds.place),
            EntityKind::Organization => {
                self.colour(Style::new().bold().underlined(), kinds.organization)
            }
        };
        style.not_dim()
    }

    /// A name of that kind inside the selected quote, or in the selected item: over the style of either.
    pub fn quoted_kind(self, kind: EntityKind) -> Style {
        self.kind_of(self.colors().quoted, kind)
    }

    /// The mention under the cursor, on top of its kind.
    pub fn mention_cursor(self) -> Style {
        Style::new().reversed()
    }

    /// A paragraph, by what it is; names and quotes come over it.
    pub fn paragraph(self, role: ParagraphRole) -> Style {
        match role {
            ParagraphRole::Title => self.title(),
            ParagraphRole::Heading => self.heading(),
            ParagraphRole::Body => Style::new(),
            ParagraphRole::Link => self.dim(),
        }
    }

    /// The article's title.
    pub fn title(self) -> Style {
        self.colour(Style::new().bold(), self.colors().heading)
    }

    /// A section heading.
    pub fn heading(self) -> Style {
        self.colour(Style::new().bold(), self.colors().heading)
    }

    /// What steps back: links to other articles, second lines, hints.
    ///
    /// A colour, since what terminals make of the attribute "faint" is anybody's guess; where there
    /// are but sixteen, the attribute.
    pub fn dim(self) -> Style {
        match self.palette {
            Palette::Mono | Palette::Sixteen => Style::new().dim(),
            Palette::Many | Palette::True => self.colour(Style::new(), self.colors().faint),
        }
    }

    /// The selected quote in the article.
    pub fn selected_quote(self) -> Style {
        self.patch(self.colors().quote, Modifier::REVERSED)
    }

    /// The words that name the selected quote's speaker.
    pub fn speaker_words(self) -> Style {
        self.patch(
            self.colors().speaker,
            Modifier::REVERSED.union(Modifier::BOLD),
        )
    }

    /// The selected quote's cue.
    pub fn cue(self) -> Style {
        self.patch(
            self.colors().cue,
            Modifier::UNDERLINED.union(Modifier::BOLD),
        )
    }

    /// Quotes of the one speaker that the article is filtered to.
    pub fn filtered_quote(self) -> Style {
        self.colour(Style::new().underlined(), self.colors().heading)
    }

    /// A place that a search found.
    pub fn hit(self) -> Style {
        self.patch(self.colors().cue, Modifier::REVERSED)
    }

    /// The place that the search stands on.
    pub fn current_hit(self) -> Style {
        self.patch(
            self.colors().current,
            Modifier::REVERSED.union(Modifier::BOLD),
        )
    }

    /// A speaker's line in the quotes pane.
    pub fn speaker(self, kind: Option<EntityKind>) -> Style {
        match kind {
            Some(kind) => self.kind(kind).bold(),
            None => Style::new().bold(),
        }
    }

    /// Indirect speech in the quotes pane.
    pub fn indirect(self) -> Style {
        self.dim()
    }

    /// The selected item of a pane or list; `focused` where keys go there.
    pub fn selection(self, focused: bool) -> Style {
        if focused {
            // What steps back elsewhere must be read here too.
            self.patch(self.colors().quote, Modifier::REVERSED)
                .not_dim()
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
        self.dim().crossed_out()
    }

    /// A warning in the status line.
    pub fn warning(self) -> Style {
        self.patch(self.colors().cue, Modifier::REVERSED.union(Modifier::BOLD))
    }

    /// Lines between panes, bars in the margin; `focused` beside the pane that has the keys.
    pub fn rule(self, focused: bool) -> Style {
        if focused {
            self.colour(Style::new().bold(), self.colors().rule)
        } else {
            self.dim()
        }
    }
}
