//! A background's colour, or what the environment hints at → dark or light.
//!
//! A word that the terminal, which is told the colour, and the theme, which chooses by it, have in common. It asks
//! nobody and chooses nothing.

/// What the text stands on.
///
/// Told by the terminal, or by the person; the styles for [`Unknown`](Self::Unknown) can be read on both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ground {
    /// Not told.
    #[default]
    Unknown,
    /// Nearer to black, as the eye sees it.
    Dark,
    /// Nearer to white.
    Light,
}

/// The relative luminance from which black letters stand out more than white ones: there
/// (L + 0.05) / 0.05 and 1.05 / (L + 0.05), WCAG's contrast with either, are the same.
const MIDDLE: f64 = 0.179;

impl Ground {
    /// What the environment hints at: `COLORFGBG` (`15;0`, `0;default;15`: letters first, ground
    /// last, of the 16), as rxvt and Konsole set it; the Linux console is black.
    ///
    /// # Examples
    ///
    /// ```
    /// use qari::ui::ground::Ground;
    ///
    /// let env = |name: &str| (name == "COLORFGBG").then(|| "0;default;15".to_owned());
    /// assert_eq!(Ground::from_env(&env), Ground::Light);
    /// ```
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
    pub fn of(rgb: [u8; 3]) -> Self {
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

    #[test]
    fn the_background_is_dark_or_light_as_the_eye_sees_it() {
        for (rgb, expected) in [
            ([0, 0, 0], Ground::Dark),
            ([0, 0x2b, 0x36], Ground::Dark),
            ([0, 0, 255], Ground::Dark),
            ([0, 255, 0], Ground::Light),
            ([0xfd, 0xf6, 0xe3], Ground::Light),
            ([0x75, 0x75, 0x75], Ground::Dark),
            ([0x76, 0x76, 0x76], Ground::Light),
        ] {
            assert_eq!(Ground::of(rgb), expected, "{rgb:?}");
        }
        let hint = |vars: &'static str| {
            Ground::from_env(&|name: &str| {
                let mut pairs = vars.split(' ').filter_map(|pair| pair.split_once('='));
                pairs
                    .find(|(key, _)| *key == name)
                    .map(|(_, v)| v.to_owned())
            })
        };
        for (vars, expected) in [
            ("COLORFGBG=15;0", Ground::Dark),
            ("COLORFGBG=0;15", Ground::Light),
            ("COLORFGBG=0;default;7", Ground::Light),
            ("COLORFGBG=15;8", Ground::Dark),
            ("COLORFGBG=15;default", Ground::Unknown),
            ("COLORFGBG=99", Ground::Unknown),
            ("TERM=linux", Ground::Dark),
            ("TERM=xterm", Ground::Unknown),
        ] {
            assert_eq!(hint(vars), expected, "{vars}");
        }
    }
}
