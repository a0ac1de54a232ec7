//! Environment and wish → how many colours; a colour → the nearest the terminal has; its
//! background → dark or light.
//!
//! It knows nothing of what the colours are used for. How many there are is judged by the
//! environment alone; the background is asked for (OSC 11) with the other questions, and
//! the answer, which may come after the first frame, goes over what the environment hints at.

use anstyle_lossy::palette;
pub use clap::ColorChoice;
use ratatui::style::Color;

use crate::ui::background::Background;

/// How many colours may be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColorDepth {
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
    /// What to send to a terminal, judged by `NO_COLOR`, `COLORTERM`, `TERM` and `XTERM_VERSION`.
    ///
    /// `env` looks a variable up; an empty value counts as unset (no-color.org).
    pub fn detect(wish: ColorChoice, env: &dyn Fn(&str) -> Option<String>) -> Self {
        let get = |name| env(name).filter(|value| !value.is_empty());
        let unwanted = match wish {
            ColorChoice::Never => true,
            ColorChoice::Auto => get("NO_COLOR").is_some(),
            ColorChoice::Always => false,
        };
        if unwanted {
            return Self::Mono;
        }
        if matches!(
            get("COLORTERM").as_deref(),
            Some("truecolor" | "24bit" | "24-bit")
        ) {
            return Self::TrueColor;
        }
        let term = get("TERM").unwrap_or_default();
        match term.as_str() {
            "dumb" | "vt100" | "vt102" | "vt220" if wish == ColorChoice::Auto => Self::Mono,
            t if t.ends_with("-mono") || t.ends_with("-m") => Self::Mono,
            t if t.ends_with("-direct") || t.ends_with("-truecolor") => Self::TrueColor,
            // Terminals that have had 24 bits for years and are known by TERM, which ssh passes on.
            "xterm-kitty" | "xterm-ghostty" | "alacritty" | "foot" | "foot-extra" | "contour"
            | "wezterm" => Self::TrueColor,
            // The same of 256. xterm calls itself by a name that promises eight.
            "mlterm" => Self::Ansi256,
            "xterm" if get("XTERM_VERSION").is_some() => Self::Ansi256,
            t if t.contains("256color") => Self::Ansi256,
            _ => Self::Ansi16,
        }
    }

    /// The nearest colour that this depth has.
    ///
    /// The default colour and colours that the depth has are returned as they are; the 16
    /// are taken for xterm's palette, whatever their owner made of them.
    pub fn nearest(self, color: Color) -> Color {
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

    /// The depth under variables like `TERM=xterm NO_COLOR=1`.
    fn depth(wish: ColorChoice, vars: &str) -> ColorDepth {
        ColorDepth::detect(wish, &variables(vars))
    }

    #[test]
    fn environment_decides_unless_asked() {
        for (vars, expected) in [
            (
                "TERM=xterm-256color COLORTERM=truecolor",
                ColorDepth::TrueColor,
            ),
            ("TERM=xterm-256color", ColorDepth::Ansi256),
            ("TERM=xterm-kitty", ColorDepth::TrueColor),
            ("TERM=xterm", ColorDepth::Ansi16),
            ("TERM=xterm XTERM_VERSION=XTerm(379)", ColorDepth::Ansi256),
            ("TERM=screen XTERM_VERSION=XTerm(379)", ColorDepth::Ansi16),
            ("TERM=mlterm", ColorDepth::Ansi256),
            ("TERM=vt100", ColorDepth::Mono),
            ("TERM=linux", ColorDepth::Ansi16),
            ("TERM=xterm-256color NO_COLOR=1", ColorDepth::Mono),
            ("TERM=xterm-256color NO_COLOR=", ColorDepth::Ansi256),
            ("", ColorDepth::Ansi16),
        ] {
            assert_eq!(depth(ColorChoice::Auto, vars), expected, "{vars}");
        }
        assert_eq!(
            depth(ColorChoice::Always, "TERM=xterm-256color NO_COLOR=1"),
            ColorDepth::Ansi256
        );
        assert_eq!(
            depth(ColorChoice::Never, "COLORTERM=truecolor"),
            ColorDepth::Mono
        );
    }

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
    fn colors_follow_the_choice_then_no_color_then_term() {
        use crate::terminal::{ColorChoice, ColorDepth};

        let env = |name: &str| (name == "TERM").then(|| "xterm-256color".to_owned());
        assert_eq!(
            ColorDepth::detect(ColorChoice::Auto, &env),
            ColorDepth::Ansi256
        );
        assert_eq!(
            ColorDepth::detect(ColorChoice::Never, &env),
            ColorDepth::Mono
        );

        let quiet = |name: &str| (name == "NO_COLOR").then(|| "1".to_owned());
        assert_eq!(
            ColorDepth::detect(ColorChoice::Auto, &quiet),
            ColorDepth::Mono
        );
        assert_eq!(
            ColorDepth::detect(ColorChoice::Always, &quiet),
            ColorDepth::Ansi16
        );
    }

    #[test]
    fn colorfgbg_tells_the_background() {
        use crate::ui::background::Background;

        let env = |name: &str| (name == "COLORFGBG").then(|| "0;default;15".to_owned());
        assert_eq!(Background::from_env(&env), Background::Light);
    }
}
