//! Colours → the nearest that the terminal has; its background → dark or light.
//!
//! How many colours there are is judged by the environment alone ([`detect`]). The background is asked for (OSC 11) with
//! the other questions, and the answer, which may come after the first frame, goes over what the environment hints at.
//! It does not know what the colours are used for.

mod detect;

use anstyle_lossy::palette;
pub(crate) use clap::ColorChoice;
use ratatui::style::Color;

use crate::ui::background::Background;

/// How many colours may be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum ColorDepth {
    /// None: bold, underline, italic and reverse alone.
    Mono,
    /// The 16 of the terminal's own palette.
    #[default]
    Ansi16,
    /// xterm's 256.
    Ansi256,
    /// 24 bits.
    TrueColor,
}

impl ColorDepth {
    /// The nearest colour that this depth has.
    ///
    /// The default colour and colours that the depth has are returned as they are; the 16
    /// are taken for xterm's palette, whatever their owner made of them.
    pub(crate) fn nearest(self, color: Color) -> Color {
        match (self, color) {
            (Self::Mono, _) => Color::Reset,
            (Self::Ansi256, Color::Rgb(r, g, b)) => {
                Color::Indexed(anstyle_lossy::rgb_to_xterm(anstyle::RgbColor(r, g, b)).index())
            }
            (Self::Ansi16, Color::Rgb(r, g, b)) => ansi(anstyle_lossy::rgb_to_ansi(
                anstyle::RgbColor(r, g, b),
                palette::DEFAULT,
            )),
            (Self::Ansi16, Color::Indexed(n)) => ansi(anstyle_lossy::xterm_to_ansi(
                anstyle::Ansi256Color(n),
                palette::DEFAULT,
            )),
            _ => color,
        }
    }
}

/// One of the 16 by ratatui's name.
fn ansi(color: anstyle::AnsiColor) -> Color {
    match color {
        anstyle::AnsiColor::Black => Color::Black,
        anstyle::AnsiColor::Red => Color::Red,
        anstyle::AnsiColor::Green => Color::Green,
        anstyle::AnsiColor::Yellow => Color::Yellow,
        anstyle::AnsiColor::Blue => Color::Blue,
        anstyle::AnsiColor::Magenta => Color::Magenta,
        anstyle::AnsiColor::Cyan => Color::Cyan,
        anstyle::AnsiColor::White => Color::Gray,
        anstyle::AnsiColor::BrightBlack => Color::DarkGray,
        anstyle::AnsiColor::BrightRed => Color::LightRed,
        anstyle::AnsiColor::BrightGreen => Color::LightGreen,
        anstyle::AnsiColor::BrightYellow => Color::LightYellow,
        anstyle::AnsiColor::BrightBlue => Color::LightBlue,
        anstyle::AnsiColor::BrightMagenta => Color::LightMagenta,
        anstyle::AnsiColor::BrightCyan => Color::LightCyan,
        anstyle::AnsiColor::BrightWhite => Color::White,
    }
}

/// The relative luminance from which black letters stand out more than white ones: there
/// (L + 0.05) / 0.05 and 1.05 / (L + 0.05), WCAG's contrast with either, are the same.
const MIDDLE: f64 = 0.179;

impl Background {
    /// What the environment hints at: `COLORFGBG` (`15;0`, `0;default;15`: letters first, ground
    /// last, of the 16), as rxvt and Konsole set it; the Linux console is black.
    pub fn from_env(env: &dyn Fn(&str) -> Option<String>) -> Self {
        let told = env("COLORFGBG").unwrap_or_default();
        match told.rsplit(';').next().map(str::parse::<u8>) {
            // The brighter grey, and all bright colours but bright black.
            Some(Ok(7 | 9..=15)) => Self::Light,
            Some(Ok(0..=6 | 8)) => Self::Dark,
            _ if env("TERM").as_deref() == Some("linux") => Self::Dark,
            _ => Self::Unknown,
        }
    }

    /// By the relative luminance of sRGB (WCAG 2.2).
    pub(super) fn of(rgb: [u8; 3]) -> Self {
        let [r, g, b] = rgb.map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        });
        if 0.2126 * r + 0.7152 * g + 0.0722 * b < MIDDLE {
            Self::Dark
        } else {
            Self::Light
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::notation::variables;

    #[test]
    fn the_background_is_dark_or_light_as_the_eye_sees_it() {
        for (rgb, expected) in [
            ([0, 0, 0], Background::Dark),
            ([0, 0x2b, 0x36], Background::Dark),
            ([0, 0, 255], Background::Dark),
            ([0, 255, 0], Background::Light),
            ([0xfd, 0xf6, 0xe3], Background::Light),
            ([0x75, 0x75, 0x75], Background::Dark),
            ([0x76, 0x76, 0x76], Background::Light),
        ] {
            assert_eq!(Background::of(rgb), expected, "{rgb:?}");
        }
        for (vars, expected) in [
            ("COLORFGBG=15;0", Background::Dark),
            ("COLORFGBG=0;15", Background::Light),
            ("COLORFGBG=0;default;7", Background::Light),
            ("COLORFGBG=15;8", Background::Dark),
            ("COLORFGBG=15;default", Background::Unknown),
            ("COLORFGBG=99", Background::Unknown),
            ("TERM=linux", Background::Dark),
            ("TERM=xterm", Background::Unknown),
        ] {
            assert_eq!(Background::from_env(&variables(vars)), expected, "{vars}");
        }
    }

    #[test]
    fn colours_come_down_to_what_there_is() {
        let orange = Color::Rgb(255, 135, 0);
        assert_eq!(ColorDepth::TrueColor.nearest(orange), orange);
        assert_eq!(ColorDepth::Ansi256.nearest(orange), Color::Indexed(208));
        assert_eq!(
            ColorDepth::Ansi16.nearest(Color::Rgb(200, 5, 5)),
            Color::Red
        );
        assert_eq!(ColorDepth::Mono.nearest(orange), Color::Reset);
        assert_eq!(ColorDepth::Ansi256.nearest(Color::Green), Color::Green);
    }

    #[test]
    fn colorfgbg_tells_the_background() {
        use crate::ui::background::Background;

        let env = |name: &str| (name == "COLORFGBG").then(|| "0;default;15".to_owned());
        assert_eq!(Background::from_env(&env), Background::Light);
    }
}
