//! The roles of a theme and the style of each, with and without colours.
//!
//! Italic is left alone: fonts hold no slanted Arabic, and Konsole 22.12 then cuts letters off.

use ratatui::style::{Color, Modifier, Style};

use super::Palette;
use super::colors::{ColorPair, EntityColors, ThemeColor, ThemeColors};
use crate::entities::EntityKind;

/// Writes the enum and the list of all its variants, so that neither can miss one.
macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// What a part of the screen is, for its style.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ThemeRole {
            $($(#[$doc])* $name,)+
        }

        impl ThemeRole {
            /// Every role, by its number.
            pub const ALL: [Self; [$(Self::$name),+].len()] = [$(Self::$name),+];
        }
    };
}

roles! {
    /// A person's name in the text.
    Person,
    /// A place's name in the text.
    Place,
    /// An organization's name in the text.
    Organization,
    /// A person's name in the selected quote or item.
    QuotedPerson,
    /// A place's name in the selected quote or item.
    QuotedPlace,
    /// An organization's name in the selected quote or item.
    QuotedOrganization,
    /// The mention under the cursor, over its kind.
    MentionCursor,
    /// The title of the article, of an overlay, of the list.
    Title,
    /// A section heading of the article.
    Heading,
    /// A heading of the index of names, over its kind.
    KindHeading,
    /// Bold text of the interface: the title of a listed article, a key in help.
    Emphasis,
    /// What is less important: links to other articles, second lines, what the pane adds to a quote.
    Secondary,
    /// The selected quote in the article.
    SelectedQuote,
    /// The words that name the selected quote's speaker.
    SpeakerWords,
    /// The selected quote's cue.
    Cue,
    /// Quotes of the one speaker that the article is filtered to.
    FilteredQuote,
    /// A place that a search found.
    SearchHit,
    /// The place that the search stands on.
    CurrentHit,
    /// The heading of a person in the quotes pane.
    SpeakerPerson,
    /// The heading of a place in the quotes pane.
    SpeakerPlace,
    /// The heading of an organization in the quotes pane.
    SpeakerOrganization,
    /// The heading of a speaker that is no entity.
    SpeakerUnknown,
    /// The bar beside what the first speaker says, and his letter.
    SpeakerColor1,
    /// The same of the second speaker.
    SpeakerColor2,
    /// The same of the third speaker.
    SpeakerColor3,
    /// The same of the fourth speaker.
    SpeakerColor4,
    /// Indirect speech in the quotes pane.
    Indirect,
    /// The selected item of a list, or of the pane that has the keys.
    Selection,
    /// The selected item of the pane that does not have the keys.
    InactiveSelection,
    /// The status line.
    Bar,
    /// A warning in the status line.
    Warning,
    /// A kind in the legend that is switched off.
    DisabledKind,
    /// The line between the panes while the article has the keys.
    Rule,
    /// The same while the quotes have them, and the bar beside the selected quote.
    ActiveRule,
}

/// The style of `role` with the colours that `palette` has of `colors`.
pub(super) fn style(role: ThemeRole, palette: Palette, colors: &ThemeColors) -> Style {
    let styles = PaletteStyles { palette };
    let heading = styles.text(Style::new().bold(), colors.heading);
    let name = |kind| styles.name(colors.entities, kind);
    let speaker = |number: usize| styles.text(Style::new(), colors.speakers[number]);
    let quoted = |kind| styles.name(colors.quoted, kind);
    match role {
        ThemeRole::Person => name(EntityKind::Person),
        ThemeRole::Place => name(EntityKind::Place),
        ThemeRole::Organization => name(EntityKind::Organization),
        ThemeRole::QuotedPerson => quoted(EntityKind::Person),
        ThemeRole::QuotedPlace => quoted(EntityKind::Place),
        ThemeRole::QuotedOrganization => quoted(EntityKind::Organization),
        ThemeRole::MentionCursor | ThemeRole::KindHeading | ThemeRole::Bar => {
            Style::new().reversed()
        }
        ThemeRole::Title | ThemeRole::Heading => heading,
        ThemeRole::Emphasis | ThemeRole::SpeakerUnknown | ThemeRole::InactiveSelection => {
            Style::new().bold()
        }
        ThemeRole::Secondary | ThemeRole::Indirect | ThemeRole::Rule => {
            styles.secondary(colors.faint)
        }
        ThemeRole::SelectedQuote => styles.pair(colors.quote, Modifier::REVERSED),
        ThemeRole::SpeakerWords => styles.pair(colors.speaker, Modifier::REVERSED | Modifier::BOLD),
        ThemeRole::Cue => styles.pair(colors.cue, Modifier::UNDERLINED | Modifier::BOLD),
        ThemeRole::FilteredQuote => styles.text(Style::new().underlined(), colors.heading),
        ThemeRole::SearchHit => styles.pair(colors.cue, Modifier::REVERSED),
        ThemeRole::CurrentHit => styles.pair(colors.current, Modifier::REVERSED | Modifier::BOLD),
        ThemeRole::SpeakerPerson => name(EntityKind::Person).bold(),
        ThemeRole::SpeakerPlace => name(EntityKind::Place).bold(),
        ThemeRole::SpeakerOrganization => name(EntityKind::Organization).bold(),
        ThemeRole::SpeakerColor1 => speaker(0),
        ThemeRole::SpeakerColor2 => speaker(1),
        ThemeRole::SpeakerColor3 => speaker(2),
        ThemeRole::SpeakerColor4 => speaker(3),
        // A faint second line has to be readable on the selection's background too.
        ThemeRole::Selection => styles.pair(colors.quote, Modifier::REVERSED).not_dim(),
        ThemeRole::Warning => styles.pair(colors.cue, Modifier::REVERSED | Modifier::BOLD),
        ThemeRole::DisabledKind => styles.secondary(colors.faint).crossed_out(),
        ThemeRole::ActiveRule => styles.text(Style::new().bold(), colors.rule),
    }
}

/// Colours of a theme → styles in one palette.
#[derive(Clone, Copy)]
struct PaletteStyles {
    palette: Palette,
}

impl PaletteStyles {
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
    fn text(self, style: Style, fg: ThemeColor) -> Style {
        self.color(fg).map_or(style, |color| style.fg(color))
    }

    /// The colours of `pair` where there are some, `plain` without.
    fn pair(self, pair: ColorPair, plain: Modifier) -> Style {
        match (self.color(pair.fg), self.color(pair.bg)) {
            // Of the sixteen, bold black is dark grey in many terminals.
            (Some(Color::Black), Some(bg)) => Style::new().fg(Color::Black).bg(bg).not_bold(),
            (Some(fg), Some(bg)) => Style::new().fg(fg).bg(bg),
            _ => Style::new().add_modifier(plain),
        }
    }

    /// A colour, since terminals render the attribute "faint" in different ways; where there are only
    /// sixteen colours, the attribute.
    fn secondary(self, faint: ThemeColor) -> Style {
        match self.palette {
            Palette::Mono | Palette::Sixteen => Style::new().dim(),
            Palette::Many | Palette::True => self.text(Style::new(), faint),
        }
    }

    /// A name: people bold, places underlined, organizations both. Not dim, so that a name stands out
    /// where its paragraph is secondary.
    fn name(self, colors: EntityColors, kind: EntityKind) -> Style {
        let style = match kind {
            EntityKind::Person => self.text(Style::new().bold(), colors.person),
            EntityKind::Place => self.text(Style::new().underlined(), colors.place),
            EntityKind::Organization => {
                self.text(Style::new().bold().underlined(), colors.organization)
            }
        };
        style.not_dim()
    }
}
