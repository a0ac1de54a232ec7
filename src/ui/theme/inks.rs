//! The colours of each theme: what is sent in 24 bits, of the 256, of the 16.
//!
//! | background | colours | contrast |
//! |---|---|---|
//! | dark | bright tones | 4.5:1 and more, on black as on the usual dark greys and blues |
//! | light | deep tones | the same, on white as on Solarized's cream |
//! | not told | middle tones | 4.5:1 on both in 24 bits, 4:1 of the 256; of the 16 none |
//!
//! The sixteen are whatever their owner made of them, and xterm and the Linux console show bold
//! letters in the brighter eight. So only those are used that can be read in the palettes of xterm, VGA,
//! Tango (VTE) and Windows alike; where none can, the mark alone stands (`None`).
//!
//! The tones of the colour-blind are after Okabe and Ito, "Color Universal Design" (2008): a blue,
//! an orange or yellow, a reddish purple or bluish green, made lighter or darker until they can be
//! read. The tests beside this file compute all that is said here.

use ratatui::style::Color;

use super::{Ground, Scheme};

/// One colour, as each kind of terminal gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ink {
    /// In 24 bits.
    pub(super) rgb: (u8, u8, u8),
    /// Of xterm's 256, never one of the first 16.
    pub(super) index: u8,
    /// Of the 16, where one will do.
    pub(super) ansi: Option<Color>,
}

/// Letters on a ground of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) fg: Ink,
    pub(super) bg: Ink,
}

/// The three kinds of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kinds {
    pub(super) person: Ink,
    pub(super) place: Ink,
    pub(super) organization: Ink,
}

/// All colours of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Inks {
    /// Names on the terminal's own ground.
    pub(super) kinds: Kinds,
    /// Headings, and the underlined quotes of one speaker.
    pub(super) heading: Ink,
    /// What steps back.
    pub(super) faint: Ink,
    /// Lines and bars where the keys go.
    pub(super) rule: Ink,
    /// The selected quote, the selected item.
    pub(super) quote: Pair,
    /// Names on that ground.
    pub(super) quoted: Kinds,
    pub(super) speaker: Pair,
    pub(super) cue: Pair,
    pub(super) current: Pair,
}

/// A colour of xterm's 256, which is the same in 24 bits.
///
/// From 16 on a cube of six steps a side, from 232 on greys (xterm's `256colres.h`).
const fn cube(index: u8, ansi: Option<Color>) -> Ink {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let rgb = if index >= 232 {
        let grey = 8 + 10 * (index - 232);
        (grey, grey, grey)
    } else {
        let n = (index - 16) as usize;
        (STEPS[n / 36], STEPS[n / 6 % 6], STEPS[n % 6])
    };
    Ink { rgb, index, ansi }
}

/// A colour that the 256 have only nearly.
const fn exact(rgb: (u8, u8, u8), index: u8) -> Ink {
    Ink {
        rgb,
        index,
        ansi: None,
    }
}

const BLACK: Ink = cube(16, Some(Color::Black));
const WHITE: Ink = cube(231, Some(Color::White));
const YELLOW: Ink = cube(220, Some(Color::Yellow));

const fn on(fg: Ink, bg: Ink) -> Pair {
    Pair { fg, bg }
}

/// Middle tones: of a luminance between 0.175 and 0.183 in 24 bits, where both black and white are 4.5:1 away.
const UNKNOWN: Inks = Inks {
    kinds: Kinds {
        person: exact((0, 127, 164), 31),
        place: exact((5, 137, 5), 28),
        organization: exact((164, 89, 164), 133),
    },
    heading: exact((176, 97, 3), 130),
    faint: exact((117, 117, 117), 243),
    rule: exact((20, 108, 255), 27),
    quote: on(WHITE, cube(25, Some(Color::Blue))),
    quoted: Kinds {
        person: cube(159, None),
        place: cube(157, None),
        organization: cube(225, None),
    },
    speaker: on(BLACK, cube(117, Some(Color::Cyan))),
    cue: on(BLACK, YELLOW),
    current: Pair {
        fg: cube(16, Some(Color::White)),
        bg: cube(208, Some(Color::Red)),
    },
};

const DARK: Inks = Inks {
    kinds: Kinds {
        person: cube(80, Some(Color::Cyan)),
        place: cube(114, Some(Color::Green)),
        organization: cube(183, Some(Color::LightMagenta)),
    },
    heading: cube(215, Some(Color::Yellow)),
    faint: cube(248, None),
    rule: cube(75, Some(Color::Cyan)),
    ..UNKNOWN
};

const LIGHT: Inks = Inks {
    kinds: Kinds {
        person: cube(24, Some(Color::Blue)),
        place: cube(22, None),
        organization: cube(90, Some(Color::Red)),
    },
    heading: cube(94, None),
    faint: cube(240, None),
    rule: cube(25, Some(Color::Blue)),
    ..UNKNOWN
};

const BLIND_UNKNOWN: Inks = Inks {
    kinds: Kinds {
        person: exact((140, 100, 180), 97),
        place: exact((176, 97, 3), 130),
        organization: exact((0, 134, 98), 29),
    },
    heading: exact((117, 117, 117), 243),
    quote: on(WHITE, cube(24, Some(Color::Blue))),
    quoted: Kinds {
        person: cube(123, None),
        place: cube(220, None),
        organization: cube(193, None),
    },
    ..UNKNOWN
};

const BLIND_DARK: Inks = Inks {
    kinds: Kinds {
        person: cube(74, Some(Color::Cyan)),
        place: cube(220, Some(Color::Yellow)),
        organization: cube(174, None),
    },
    heading: cube(252, None),
    faint: DARK.faint,
    rule: cube(74, Some(Color::Cyan)),
    ..BLIND_UNKNOWN
};

const BLIND_LIGHT: Inks = Inks {
    kinds: Kinds {
        person: cube(26, Some(Color::Blue)),
        place: cube(94, Some(Color::Red)),
        organization: cube(125, None),
    },
    heading: cube(236, None),
    faint: LIGHT.faint,
    rule: LIGHT.rule,
    ..BLIND_UNKNOWN
};

/// The colours of `scheme` on `ground`.
pub(super) const fn inks(scheme: Scheme, ground: Ground) -> &'static Inks {
    match (scheme, ground) {
        (Scheme::Usual, Ground::Unknown) => &UNKNOWN,
        (Scheme::Usual, Ground::Dark) => &DARK,
        (Scheme::Usual, Ground::Light) => &LIGHT,
        (Scheme::ColourBlind, Ground::Unknown) => &BLIND_UNKNOWN,
        (Scheme::ColourBlind, Ground::Dark) => &BLIND_DARK,
        (Scheme::ColourBlind, Ground::Light) => &BLIND_LIGHT,
    }
}
