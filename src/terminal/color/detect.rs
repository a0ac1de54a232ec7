//! Command line and environment → how many colours are sent.
//!
//! Why no library: `supports-color` 3.0.2 and `anstyle-query` 1.1.5 know `NO_COLOR`, `COLORTERM` and `TERM` with
//! `256color`, `direct` or `truecolor` in it. They do not know the terminals that are recognized by `TERM` alone, which
//! is all that ssh hands on, and read the environment of the process, which a test cannot set without `unsafe`;
//! `supports-color` also wants standard output to be the terminal, and takes `NO_COLOR=0` for unset.

use super::{ColorChoice, ColorDepth};
use crate::terminal::profile::TerminalKind;

impl ColorDepth {
    /// What to send to a terminal, judged by `NO_COLOR`, `COLORTERM`, `TERM` and `XTERM_VERSION`.
    ///
    /// `env` looks a variable up; an empty value counts as unset (no-color.org).
    pub(crate) fn detect(choice: ColorChoice, env: &dyn Fn(&str) -> Option<String>) -> Self {
        let get = |name| env(name).filter(|value| !value.is_empty());
        let unwanted = match choice {
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
            "dumb" | "vt100" | "vt102" | "vt220" if choice == ColorChoice::Auto => Self::Mono,
            t if t.ends_with("-mono") || t.ends_with("-m") => Self::Mono,
            t if t.ends_with("-direct") || t.ends_with("-truecolor") => Self::TrueColor,
            // xterm calls itself by a name that promises eight colours, and has 256.
            "xterm" if get("XTERM_VERSION").is_some() => Self::Ansi256,
            t => TerminalKind::colors_by_term(t).unwrap_or(if t.contains("256color") {
                Self::Ansi256
            } else {
                Self::Ansi16
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::notation::variables;

    /// The depth under variables like `TERM=xterm NO_COLOR=1`.
    fn depth(choice: ColorChoice, vars: &str) -> ColorDepth {
        ColorDepth::detect(choice, &variables(vars))
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
}
