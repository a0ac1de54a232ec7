//! The colours of each theme, for terminals with 24 bits, 256 colours and 16.
//!
//! | background | colours | contrast |
//! |---|---|---|
//! | dark | bright tones | 4.5:1 and more, on black as on the usual dark greys and blues |
//! | light | deep tones | the same, on white as on Solarized's cream |
//! | unknown | middle tones | 4.5:1 on both in 24 bits, 4:1 of the 256; of the 16 none |
//!
//! The sixteen can be set to anything by the terminal's user, and xterm and the Linux console show bold
//! letters in the brighter eight. So only those are used that can be read in the palettes of xterm, VGA,
//! Tango (VTE) and Windows alike; where none can, there is the mark alone (`None`).
//!
//! The tones of the colour-blind are after Okabe and Ito, "Color Universal Design" (2008): a blue,
//! an orange or yellow, a reddish purple or bluish green, made lighter or darker until they can be
//! read. The four colours of speakers were searched among the 256: of all sets with a contrast of 3:1 (WCAG 2.2 asks
//! it of graphics and of bold letters), one whose least difference is greatest for each kind of eye, among themselves and
//! from the names. `theme/tests.rs` computes all these claims.

use ratatui::style::Color;

use super::{Background, Scheme};

/// How many speakers have a colour of their own. Four is what the colour-blind tell apart at once, beside three kinds
/// of names; a letter tells the others.
pub(super) const SPEAKER_COLORS: usize = 4;

/// One colour, as each kind of terminal gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ThemeColor {
    /// In 24 bits.
    pub(super) rgb: (u8, u8, u8),
    /// One of xterm's 256, never one of the first 16.
    pub(super) index: u8,
    /// One of the 16, where one can be read.
    pub(super) ansi: Option<Color>,
}

/// Letters on a background of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ColorPair {
    pub(super) fg: ThemeColor,
    pub(super) bg: ThemeColor,
}

/// The three kinds of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EntityColors {
    pub(super) person: ThemeColor,
    pub(super) place: ThemeColor,
    pub(super) organization: ThemeColor,
}

/// All colours of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ThemeColors {
    /// Names on the terminal's own background.
    pub(super) entities: EntityColors,
    /// Headings, and the underlined quotes of one speaker.
    pub(super) heading: ThemeColor,
    /// The bars beside what a speaker says, by the number of the speaker; the fifth speaker has the first colour again.
    pub(super) speakers: [ThemeColor; SPEAKER_COLORS],
    /// What is less important.
    pub(super) faint: ThemeColor,
    /// Lines and bars beside the pane that has the keys.
    pub(super) rule: ThemeColor,
    /// The selected quote, the selected item.
    pub(super) quote: ColorPair,
    /// Names on that background.
    pub(super) quoted: EntityColors,
    /// The words that name the selected quote's speaker.
    pub(super) speaker: ColorPair,
    /// The selected quote's cue, places that a search found, warnings.
    pub(super) cue: ColorPair,
    /// The place that the search stands on.
    pub(super) current: ColorPair,
}

/// A colour of xterm's 256, which is the same in 24 bits.
///
/// From 16 on a cube of six steps a side, from 232 on greys (xterm's `256colres.h`).
const fn cube(index: u8, ansi: Option<Color>) -> ThemeColor {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let rgb = if index >= 232 {
        let grey = 8 + 10 * (index - 232);
        (grey, grey, grey)
    } else {
        let n = (index - 16) as usize;
        (STEPS[n / 36], STEPS[n / 6 % 6], STEPS[n % 6])
    };
    ThemeColor { rgb, index, ansi }
}

/// A colour that the 256 have only approximately.
const fn exact(rgb: (u8, u8, u8), index: u8) -> ThemeColor {
    ThemeColor {
        rgb,
        index,
        ansi: None,
    }
}

const BLACK: ThemeColor = cube(16, Some(Color::Black));
const WHITE: ThemeColor = cube(231, Some(Color::White));
const YELLOW: ThemeColor = cube(220, Some(Color::Yellow));

const fn on(fg: ThemeColor, bg: ThemeColor) -> ColorPair {
    ColorPair { fg, bg }
}

/// Middle tones: of a luminance between 0.175 and 0.183 in 24 bits, where both black and white are 4.5:1 away.
const UNKNOWN: ThemeColors = ThemeColors {
    entities: EntityColors {
        person: exact((0, 127, 164), 31),
        place: exact((5, 137, 5), 28),
        organization: exact((164, 89, 164), 133),
    },
    heading: exact((176, 97, 3), 130),
    speakers: [
        cube(105, None),
        cube(161, None),
        cube(93, None),
        cube(246, None),
    ],
    faint: exact((117, 117, 117), 243),
    rule: exact((20, 108, 255), 27),
    quote: on(WHITE, cube(25, Some(Color::Blue))),
    quoted: EntityColors {
        person: cube(159, None),
        place: cube(157, None),
        organization: cube(225, None),
    },
    speaker: on(BLACK, cube(117, Some(Color::Cyan))),
    cue: on(BLACK, YELLOW),
    current: ColorPair {
        fg: cube(16, Some(Color::White)),
        bg: cube(208, Some(Color::Red)),
    },
};

const DARK: ThemeColors = ThemeColors {
    entities: EntityColors {
        person: cube(80, Some(Color::Cyan)),
        place: cube(114, Some(Color::Green)),
        organization: cube(183, Some(Color::LightMagenta)),
    },
    heading: cube(215, Some(Color::Yellow)),
    speakers: [
        cube(65, Some(Color::LightBlue)),
        cube(190, Some(Color::Yellow)),
        cube(165, Some(Color::LightRed)),
        cube(136, Some(Color::White)),
    ],
    faint: cube(248, None),
    rule: cube(75, Some(Color::Cyan)),
    ..UNKNOWN
};

const LIGHT: ThemeColors = ThemeColors {
    entities: EntityColors {
        person: cube(24, Some(Color::Blue)),
        place: cube(22, None),
        organization: cube(90, Some(Color::Red)),
    },
    heading: cube(94, None),
    speakers: [
        cube(167, None),
        cube(21, None),
        cube(134, None),
        cube(16, None),
    ],
    faint: cube(240, None),
    rule: cube(25, Some(Color::Blue)),
    ..UNKNOWN
};

const BLIND_UNKNOWN: ThemeColors = ThemeColors {
    entities: EntityColors {
        person: exact((140, 100, 180), 97),
        place: exact((176, 97, 3), 130),
        organization: exact((0, 134, 98), 29),
    },
    heading: exact((117, 117, 117), 243),
    speakers: [
        cube(103, None),
        cube(197, None),
        cube(93, None),
        cube(201, None),
    ],
    quote: on(WHITE, cube(24, Some(Color::Blue))),
    quoted: EntityColors {
        person: cube(123, None),
        place: cube(220, None),
        organization: cube(193, None),
    },
    ..UNKNOWN
};

const BLIND_DARK: ThemeColors = ThemeColors {
    entities: EntityColors {
        person: cube(74, Some(Color::Cyan)),
        place: cube(220, Some(Color::Yellow)),
        organization: cube(174, None),
    },
    heading: cube(252, None),
    speakers: [
        cube(99, Some(Color::LightBlue)),
        cube(166, Some(Color::LightRed)),
        cube(48, Some(Color::Green)),
        cube(195, Some(Color::White)),
    ],
    faint: DARK.faint,
    rule: cube(74, Some(Color::Cyan)),
    ..BLIND_UNKNOWN
};

const BLIND_LIGHT: ThemeColors = ThemeColors {
    entities: EntityColors {
        person: cube(26, Some(Color::Blue)),
        place: cube(94, Some(Color::Red)),
        organization: cube(125, None),
    },
    heading: cube(236, None),
    speakers: [
        cube(197, None),
        cube(17, None),
        cube(97, None),
        cube(52, None),
    ],
    faint: LIGHT.faint,
    rule: LIGHT.rule,
    ..BLIND_UNKNOWN
};

/// The colours of `scheme` on `background`.
pub(super) const fn colors(scheme: Scheme, background: Background) -> &'static ThemeColors {
    match (scheme, background) {
        (Scheme::Usual, Background::Unknown) => &UNKNOWN,
        (Scheme::Usual, Background::Dark) => &DARK,
        (Scheme::Usual, Background::Light) => &LIGHT,
        (Scheme::ColourBlind, Background::Unknown) => &BLIND_UNKNOWN,
        (Scheme::ColourBlind, Background::Dark) => &BLIND_DARK,
        (Scheme::ColourBlind, Background::Light) => &BLIND_LIGHT,
    }
}
