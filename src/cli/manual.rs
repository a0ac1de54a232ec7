//! The options of the command line → the manual page of `qari man`, one page with a section for each command.
//!
//! What clap does not know stands in [`help_sections`](super::help_sections).

use std::io::{self, Write};

use clap::CommandFactory;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::help_sections::SECTIONS;
use super::options::Cli;

/// Writes the page.
pub(super) fn write(to: &mut dyn Write) -> io::Result<()> {
    let mut command = Cli::command();
    command.build();
    let main = Man::new(command.clone());
    main.render_title(to)?;
    main.render_name_section(to)?;
    main.render_synopsis_section(to)?;
    main.render_description_section(to)?;
    main.render_options_section(to)?;
    let mut rest = Roff::new();
    rest.control("SH", ["COMMANDS"]);
    for sub in command
        .get_subcommands()
        .filter(|sub| sub.get_name() != "help")
    {
        rest.control("TP", []);
        rest.text([bold(
            sub.clone()
                .render_usage()
                .to_string()
                .replace("Usage: ", ""),
        )]);
        let about = sub.get_about().map(ToString::to_string);
        rest.text([roman(about.unwrap_or_default())]);
        let own = sub.get_arguments().filter(|argument| {
            !argument.is_global_set() && argument.get_long().is_some_and(|long| long != "help")
        });
        for argument in own {
            let help = argument.get_help().map(ToString::to_string);
            let long = argument.get_long().unwrap_or_default();
            rest.control("RS", []);
            rest.control("TP", []);
            rest.text([bold(format!("--{long}"))]);
            rest.text([roman(help.unwrap_or_default())]);
            rest.control("RE", []);
        }
    }
    for (section, rows) in SECTIONS {
        rest.control("SH", [section]);
        for (name, meaning) in rows {
            rest.control("TP", []);
            rest.text([bold(*name)]);
            rest.text([roman(*meaning)]);
        }
    }
    rest.to_writer(to)?;
    main.render_version_section(to)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_has_all_commands_and_files() {
        let mut page = Vec::new();
        super::write(&mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        for part in [
            "qari doctor",
            "qari quotes",
            "\\-\\-bidi",
            "QARI\\_STATE",
            "places.json",
        ] {
            let plain = part.replace('\\', "");
            assert!(page.replace('\\', "").contains(&plain), "{part}\n{page}");
        }
    }
}
