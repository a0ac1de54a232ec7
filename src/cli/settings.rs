//! The configuration file → settings of the program; `qari config`: all settings with their meaning and their defaults.
//!
//! A line that means nothing is reported with the nearest that does; all other lines hold. The command line and the
//! environment override settings.
//!
//! # How to add a setting
//!
//! A row of [`SETTINGS`], a field of [`Settings`], and its arm in [`Settings::apply`].

use std::fmt::Write as _;
use std::path::Path;

use clap::ValueEnum;

use super::option_values::{LangOption, ShapingOption, TashkeelOption};
use crate::run::CopyCommand;
use crate::store::{Configuration, ConfigurationEntry, ConfigurationValue, StoreError};
use crate::terminal::{ColorChoice, RememberedBidi};
use crate::ui::theme::ThemeChoice;

/// What the configuration says. `None` leaves it to other sources.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Settings {
    pub(super) lang: Option<LangOption>,
    pub(super) theme: Option<ThemeChoice>,
    pub(super) color: Option<ColorChoice>,
    /// Widest line of text, in cells.
    pub(super) width: Option<u16>,
    pub(super) tashkeel: Option<TashkeelOption>,
    pub(super) shaping: Option<ShapingOption>,
    pub(super) quotes_pane: Option<bool>,
    pub(super) mouse: bool,
    pub(super) copy_command: Option<CopyCommand>,
    /// Whether reading positions are saved.
    pub(super) positions: bool,
    /// Row encodings by terminal, which the doctor saves.
    pub(super) terminals: RememberedBidi,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lang: None,
            theme: None,
            color: None,
            width: None,
            tashkeel: None,
            shaping: None,
            quotes_pane: None,
            mouse: false,
            copy_command: None,
            positions: true,
            terminals: RememberedBidi::new(),
        }
    }
}

/// A setting as `qari config` writes it.
struct SettingRow {
    key: &'static str,
    /// The value that changes nothing, or an example where there is none.
    value: &'static str,
    meaning: &'static str,
}

/// All settings, in the order of the file.
const SETTINGS: [SettingRow; 10] = [
    SettingRow {
        key: "lang",
        value: "\"ar\"",
        meaning: "Language of the interface: ar, en. Without it that of the locale.",
    },
    SettingRow {
        key: "theme",
        value: "\"auto\"",
        meaning: "Which colours: auto (by the terminal's background), dark, light, colorblind.",
    },
    SettingRow {
        key: "color",
        value: "\"auto\"",
        meaning: "When to use colours: auto, always, never.",
    },
    SettingRow {
        key: "width",
        value: "72",
        meaning: "Widest line of text in the reader, in cells: 10 to 1000.",
    },
    SettingRow {
        key: "tashkeel",
        value: "\"keep\"",
        meaning: "Harakat: keep, strip. Without it they are shown, except where the terminal draws them on the wrong letter.",
    },
    SettingRow {
        key: "shaping",
        value: "\"forms\"",
        meaning: "Letters: forms (joined presentation forms), none (as stored). Without it as the terminal needs it.",
    },
    SettingRow {
        key: "quotes-pane",
        value: "true",
        meaning: "Whether the quotes are shown when an article is opened. Without it where the screen is wide enough.",
    },
    SettingRow {
        key: "mouse",
        value: "false",
        meaning: "Whether qari uses the mouse from the start, rather than leaving it to the terminal.",
    },
    SettingRow {
        key: "copy-command",
        value: "\"xclip -selection clipboard\"",
        meaning: "The program that gets copies on its standard input. Without it they go to the terminal's clipboard.",
    },
    SettingRow {
        key: "positions",
        value: "true",
        meaning: "Whether reading positions are saved.",
    },
];

/// The configuration with all settings in comments.
pub(super) fn commented_default() -> String {
    let mut text = String::from(
        "# Configuration of qari. Remove the # of a line to set it. Options and variables of the environment override it.\n",
    );
    for row in &SETTINGS {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n# {}\n# {} = {}\n", row.meaning, row.key, row.value);
    }
    text.push_str(
        "\n# Row encodings that display correctly, by terminal. `qari doctor` writes this table; it must be the last one.\n# [terminals]\n",
    );
    text
}

impl Settings {
    /// What the file at `path` says; problems with it are added to `problems`.
    pub(super) fn load(path: Option<&Path>, problems: &mut Vec<StoreError>) -> Self {
        let Some(path) = path else {
            return Self::default();
        };
        let configuration = match Configuration::load(path) {
            Ok(configuration) => configuration,
            Err(problem) => {
                problems.push(problem);
                return Self::default();
            }
        };
        let mut settings = Self {
            terminals: configuration.terminals,
            ..Self::default()
        };
        for entry in &configuration.entries {
            if let Err(reason) = settings.apply(entry) {
                problems.push(StoreError::Setting {
                    path: path.to_owned(),
                    line: entry.line,
                    reason,
                });
            }
        }
        settings
    }

    /// Sets what one line says. The error is the reason why it means nothing.
    fn apply(&mut self, entry: &ConfigurationEntry) -> Result<(), String> {
        match entry.key.as_str() {
            "lang" => self.lang = Some(choice(entry)?),
            "theme" => self.theme = Some(choice(entry)?),
            "color" => self.color = Some(choice(entry)?),
            "width" => self.width = Some(number(entry)?),
            "tashkeel" => self.tashkeel = Some(choice(entry)?),
            "shaping" => self.shaping = Some(choice(entry)?),
            "quotes-pane" => self.quotes_pane = Some(switch(entry)?),
            "mouse" => self.mouse = switch(entry)?,
            "copy-command" => self.copy_command = Some(command(entry)?),
            "positions" => self.positions = switch(entry)?,
            unknown => {
                let nearest = nearest(unknown, SETTINGS.iter().map(|row| row.key));
                return Err(format!("there is no setting `{unknown}`{nearest}"));
            }
        }
        Ok(())
    }
}

/// “; the nearest is `…`”, where one of `known` is near.
fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> String {
    /// Below that the words have little in common.
    const NEAR: f64 = 0.7;
    let scored = known.map(|known| (strsim::jaro_winkler(word, known), known));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
    match best {
        Some((score, known)) if score >= NEAR => format!("; the nearest is `{known}`"),
        Some(_) | None => String::new(),
    }
}

/// A value that is one of several words.
fn choice<T: ValueEnum>(entry: &ConfigurationEntry) -> Result<T, String> {
    let names: Vec<String> = T::value_variants()
        .iter()
        .filter_map(|value| Some(value.to_possible_value()?.get_name().to_owned()))
        .collect();
    let all = names.join(", ");
    let ConfigurationValue::Text(text) = &entry.value else {
        return Err(format!(
            "`{}` takes one of \"{all}\" in quotation marks",
            entry.key
        ));
    };
    T::from_str(text, false).map_err(|_| {
        let nearest = nearest(text, names.iter().map(String::as_str));
        format!(
            "`{}` is not \"{text}\" but one of {all}{nearest}",
            entry.key
        )
    })
}

/// The width, in cells.
fn number(entry: &ConfigurationEntry) -> Result<u16, String> {
    let number = match entry.value {
        ConfigurationValue::Number(number) => u16::try_from(number).ok(),
        ConfigurationValue::Text(_)
        | ConfigurationValue::Switch(_)
        | ConfigurationValue::Other(_) => None,
    };
    number
        .filter(|width| (10..=1000).contains(width))
        .ok_or_else(|| format!("`{}` takes a whole number from 10 to 1000", entry.key))
}

fn switch(entry: &ConfigurationEntry) -> Result<bool, String> {
    match entry.value {
        ConfigurationValue::Switch(switch) => Ok(switch),
        ConfigurationValue::Text(_)
        | ConfigurationValue::Number(_)
        | ConfigurationValue::Other(_) => Err(format!("`{}` takes true or false", entry.key)),
    }
}

fn command(entry: &ConfigurationEntry) -> Result<CopyCommand, String> {
    match &entry.value {
        ConfigurationValue::Text(text) => text
            .parse()
            .map_err(|reason| format!("`{}`: {reason}", entry.key)),
        ConfigurationValue::Number(_)
        | ConfigurationValue::Switch(_)
        | ConfigurationValue::Other(_) => Err(format!(
            "`{}` takes a command in quotation marks",
            entry.key
        )),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Settings and problems of a file with this text.
    fn load(text: &str) -> (Settings, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        fs::write(&path, text).unwrap();
        let mut problems = Vec::new();
        let settings = Settings::load(Some(&path), &mut problems);
        (settings, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_wrong_line_is_named_with_the_nearest_right_one_and_the_rest_holds() {
        let (settings, problems) = load(
            "them = \"dark\"\ntheme = \"drak\"\nwidth = 5\nmouse = 1\nlang = \"ar\"\nqwx = 0\ncopy-command = \"a 'b\"\n",
        );
        assert_eq!(settings.lang, Some(LangOption::Ar));
        assert_eq!((settings.theme, settings.width), (None, None));
        let expected = [
            "line 1: there is no setting `them`; the nearest is `theme`",
            "line 2: `theme` is not \"drak\" but one of auto, dark, light, colorblind; the nearest is `dark`",
            "line 3: `width` takes a whole number from 10 to 1000",
            "line 4: `mouse` takes true or false",
            "line 6: there is no setting `qwx`;",
            "line 7: `copy-command`: a quotation mark is not closed",
        ];
        assert_eq!(problems.len(), expected.len(), "{problems:#?}");
        for (problem, expected) in problems.iter().zip(expected) {
            assert!(problem.contains(expected), "{problem}");
        }
    }

    #[test]
    fn the_default_configuration_is_valid_as_it_is_and_without_its_comments() {
        assert_eq!(
            load(&commented_default()),
            (Settings::default(), Vec::new())
        );
        let values = SETTINGS
            .iter()
            .map(|row| format!("{} = {}\n", row.key, row.value));
        let (settings, problems) = load(&values.collect::<String>());
        assert_eq!(problems, Vec::<String>::new());
        assert!(settings.copy_command.is_some());
        for row in &SETTINGS {
            let line = format!("# {} = {}", row.key, row.value);
            assert!(commented_default().contains(&line));
        }
    }
}
