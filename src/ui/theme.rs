//! What each thing looks like: [`ThemeRole`] → ratatui [`Style`].
//!
//! Every role has a mark that works without colour (bold, underline,
//! reverse); colour comes on top, in three strengths ([`Palette`]), chosen for the
//! background that the terminal reported ([`Background`]), from one of two sets ([`Scheme`]).
//! Where a role sets a background, it sets the text colour upon it too.
//!
//! | file | what |
//! |---|---|
//! | `theme/roles.rs` | the roles, and the style of each |
//! | `theme/colors.rs` | the colours, and what is guaranteed of them (contrast, difference for the colour-blind) |
//! | `theme/tests.rs` | computes those guarantees |

mod colors;
mod roles;
#[cfg(test)]
mod tests;

use clap::ValueEnum;
use ratatui::style::Style;

use crate::article::ParagraphRole;
use crate::entities::EntityKind;
use crate::quotes::SpeakerId;
use crate::ui::background::Background;
pub use roles::ThemeRole;

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
pub(crate) enum Scheme {
    /// Most people's.
    #[default]
    Usual,
    /// Those that do not tell red from green, or blue from yellow.
    ColourBlind,
}

/// Colours as asked for (`--theme`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, ValueEnum)]
pub enum ThemeChoice {
    /// For the background that the terminal tells.
    #[default]
    Auto,
    /// For a dark background.
    Dark,
    /// For a light one.
    Light,
    /// For eyes that confuse red and green, or blue and yellow.
    #[value(name = "colorblind", alias = "colourblind")]
    ColourBlind,
}

/// A table of styles, one for each role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// By the number of the role.
    styles: [Style; ThemeRole::ALL.len()],
}

impl Theme {
    /// The theme that was asked for, on a terminal that reports `background`.
    pub fn chosen(palette: Palette, choice: ThemeChoice, background: Background) -> Self {
        let (background, scheme) = match choice {
            ThemeChoice::Auto => (background, Scheme::Usual),
            ThemeChoice::Dark => (Background::Dark, Scheme::Usual),
            ThemeChoice::Light => (Background::Light, Scheme::Usual),
            ThemeChoice::ColourBlind => (background, Scheme::ColourBlind),
        };
        Self::of(palette, background, scheme)
    }

    /// The usual colours, on a background that is not known.
    pub fn new(palette: Palette) -> Self {
        Self::of(palette, Background::Unknown, Scheme::Usual)
    }

    /// The styles for a palette, a background and a scheme.
    fn of(palette: Palette, background: Background, scheme: Scheme) -> Self {
        let colors = colors::colors(scheme, background);
        Self::from_fn(|role| roles::style(role, palette, colors))
    }

    /// A theme with the styles that `style` gives; for tests that have to tell roles apart.
    pub fn from_fn(style: impl Fn(ThemeRole) -> Style) -> Self {
        Self {
            styles: ThemeRole::ALL.map(style),
        }
    }

    /// The style of a role.
    pub fn style(&self, role: ThemeRole) -> Style {
        // The table has an entry for each role.
        self.styles.get(role as usize).copied().unwrap_or_default()
    }

    /// A name of that kind in the text.
    pub fn kind(&self, kind: EntityKind) -> Style {
        self.style(match kind {
            EntityKind::Person => ThemeRole::Person,
            EntityKind::Place => ThemeRole::Place,
            EntityKind::Organization => ThemeRole::Organization,
        })
    }

    /// A name of that kind inside the selected quote, or in the selected item: over the style of either.
    pub fn quoted_kind(&self, kind: EntityKind) -> Style {
        self.style(match kind {
            EntityKind::Person => ThemeRole::QuotedPerson,
            EntityKind::Place => ThemeRole::QuotedPlace,
            EntityKind::Organization => ThemeRole::QuotedOrganization,
        })
    }

    /// The heading of a speaker in the quotes pane; `None` for one that is no entity.
    pub fn speaker(&self, kind: Option<EntityKind>) -> Style {
        self.style(match kind {
            Some(EntityKind::Person) => ThemeRole::SpeakerPerson,
            Some(EntityKind::Place) => ThemeRole::SpeakerPlace,
            Some(EntityKind::Organization) => ThemeRole::SpeakerOrganization,
            None => ThemeRole::SpeakerUnknown,
        })
    }

    /// The bar beside what that speaker says, and his letter: the colours go round. `None` for nobody known.
    pub fn speaker_color(&self, id: Option<SpeakerId>) -> Style {
        const ROLES: [ThemeRole; colors::SPEAKER_COLORS] = [
            ThemeRole::SpeakerColor1,
            ThemeRole::SpeakerColor2,
            ThemeRole::SpeakerColor3,
            ThemeRole::SpeakerColor4,
        ];
        self.style(id.map_or(ThemeRole::Secondary, |id| ROLES[id.0 % ROLES.len()]))
    }

    /// A paragraph, by what it is; names and quotes come over it.
    pub fn paragraph(&self, role: ParagraphRole) -> Style {
        match role {
            ParagraphRole::Title => self.style(ThemeRole::Title),
            ParagraphRole::Heading => self.style(ThemeRole::Heading),
            ParagraphRole::Body => Style::new(),
            ParagraphRole::Link | ParagraphRole::Furniture => self.style(ThemeRole::Secondary),
        }
    }

    /// The selected item of a pane or list; `focused` where keys go there.
    pub fn selection(&self, focused: bool) -> Style {
        self.style(if focused {
            ThemeRole::Selection
        } else {
            ThemeRole::InactiveSelection
        })
    }

    /// Lines between panes, bars in the margin; `focused` beside the pane that has the keys.
    pub fn rule(&self, focused: bool) -> Style {
        self.style(if focused {
            ThemeRole::ActiveRule
        } else {
            ThemeRole::Rule
        })
    }
}
