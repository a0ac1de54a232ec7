//! What clap does not know of the command line: examples, the environment, the files, the exit codes.
//!
//! `qari --help` and the manual page show the same rows.

/// Variables of the environment.
const ENVIRONMENT: [(&str, &str); 8] = [
    ("QARI_LANG", "the language of the interface: ar, en"),
    ("QARI_BIDI", "the default of --bidi"),
    ("QARI_THEME", "the default of --theme"),
    ("QARI_COPY_COMMAND", "the default of --copy-command"),
    (
        "QARI_PAGER, PAGER",
        "the pager of print, quotes and analyze; empty: none",
    ),
    ("QARI_CONFIG", "the configuration file; empty: none"),
    ("QARI_STATE", "the file of reading positions; empty: none"),
    ("NO_COLOR", "no colours, where --color is auto"),
];

/// Files.
const FILES: [(&str, &str); 3] = [
    (
        "~/.config/qari/config.toml",
        "the configuration; `qari config` writes one with all settings in comments",
    ),
    ("~/.local/state/qari/places.json", "the reading positions"),
    (
        "~/.local/state/qari/copies.txt",
        "copies that may not have reached the clipboard",
    ),
];

/// Command lines with what they do.
const EXAMPLES: [(&str, &str); 6] = [
    ("qari news/", "read the articles of a folder"),
    ("curl -s URL | qari", "read a page"),
    (
        "qari print article.html",
        "lay it out on the terminal, in a pager if it is long",
    ),
    (
        "qari quotes --speaker NAME --kind direct *.txt",
        "what somebody says in quotation marks, as Markdown",
    ),
    (
        "qari quotes --format csv news/ > quotes.csv",
        "all quotes as a table",
    ),
    (
        "qari analyze a.txt | jq .entities",
        "the names, for programs",
    ),
];

/// Exit codes.
const EXIT_STATUS: [(&str, &str); 4] = [
    ("0", "done; also when a pager or a pipe was closed"),
    (
        "1",
        "something could not be read or written; the rest was done",
    ),
    ("2", "wrong arguments"),
    ("128 + n", "the reader was ended by signal n"),
];

/// The sections and their rows.
pub(super) const SECTIONS: [(&str, &[(&str, &str)]); 4] = [
    ("EXAMPLES", &EXAMPLES),
    ("ENVIRONMENT", &ENVIRONMENT),
    ("FILES", &FILES),
    ("EXIT STATUS", &EXIT_STATUS),
];

/// The same sections below the options of `qari --help`.
pub(super) fn after_help() -> String {
    let section = |(title, rows): &(&str, &[(&str, &str)])| {
        let mut text = format!("{title}:\n");
        for (name, meaning) in *rows {
            text.extend(["  ", name, "\n          ", meaning, "\n"]);
        }
        text
    };
    SECTIONS.iter().map(section).collect::<Vec<_>>().join("\n")
}
