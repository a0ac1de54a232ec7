//! The house holds its shape: rooms use only rooms below them, every file says
//! what it is and stays small, each library is named only where it belongs.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::fs;
use std::path::{Path, PathBuf};

/// Longest file, in lines.
const LONGEST: usize = 500;

/// Each room and the rooms that it may use. A room may always use itself.
const ROOMS: &[(&str, &[&str])] = &[
    ("span", &[]),
    ("characters", &[]),
    ("error", &[]),
    ("article", &["span", "characters", "error"]),
    ("text", &["span", "characters", "article"]),
    ("entities", &["span", "characters", "text", "article"]),
    (
        "quotes",
        &["span", "characters", "text", "article", "entities"],
    ),
    ("analysis", &["article", "text", "entities", "quotes"]),
    ("layout", &["span", "characters"]),
    (
        "ui",
        &[
            "span", "article", "text", "entities", "quotes", "analysis", "layout",
        ],
    ),
    ("terminal", &["characters", "layout", "ui::background"]),
    ("store", &["terminal"]),
    (
        "run",
        &[
            "article", "error", "analysis", "layout", "ui", "terminal", "store",
        ],
    ),
    (
        "cli",
        &[
            "span", "error", "article", "entities", "quotes", "analysis", "layout", "ui",
            "terminal", "store", "run",
        ],
    ),
    // The trainer of the entity model, a feature that no other build has.
    (
        "train",
        &["span", "article", "text", "entities", "analysis", "cli"],
    ),
    ("bin", &[]),
    ("lib", &[]),
    // Re-exports for benchmarks and integration tests.
    (
        "internals",
        &["cli", "entities", "quotes", "terminal", "text", "ui"],
    ),
    ("main", &[]),
];

/// Libraries and the places (path prefixes below `src`) that may name them.
const LIBRARIES: &[(&str, &[&str])] = &[
    (
        "rustix",
        &[
            "terminal",
            "store/file.rs",
            "article/load.rs",
            "run/child.rs",
        ],
    ),
    ("signal_hook", &["terminal"]),
    ("unicode_bidi", &["layout", "terminal"]),
    ("unicode_width", &["layout/width.rs"]),
    ("encoding_rs", &["article"]),
    ("chardetng", &["article"]),
    ("clap", &["cli", "train"]),
    (
        "ratatui",
        &[
            "ui/view",
            "ui/theme",
            "ui/geometry.rs",
            "terminal",
            "run.rs",
            "cli/print.rs",
            "cli/doctor",
        ],
    ),
];

struct Source {
    /// Path below `src`, with `/`.
    path: String,
    text: String,
}

impl Source {
    fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.trim_end_matches(".rs")
    }

    /// The file's own lines of code: doc comments and what stands under `#[cfg(test)]` at its end left out.
    fn code(&self) -> impl Iterator<Item = &str> {
        self.text
            .lines()
            .take_while(|line| !line.starts_with("#[cfg(test)]\nmod"))
            .filter(|line| !line.trim_start().starts_with("//"))
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    assert!(paths.len() > 50, "the sources were not found");
    paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| Source {
            text: fs::read_to_string(&path).unwrap(),
            path: path
                .strip_prefix(&root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/"),
        })
        .collect()
}

fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, into);
        } else {
            into.push(path);
        }
    }
}

/// What `line` names after `crate::`, groups spread out: `crate::{a, b::c}` names `a` and `b::c`.
fn crate_paths(line: &str) -> Vec<String> {
    line.match_indices("crate::")
        .filter(|(at, _)| !line[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        .flat_map(|(at, found)| {
            let rest = &line[at + found.len()..];
            match rest.strip_prefix('{') {
                Some(group) => group
                    .split([',', '}'])
                    .map(|part| part.trim().to_owned())
                    .collect(),
                None => vec![rest.to_owned()],
            }
        })
        .map(|path| {
            let end = path.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
            path[..end.unwrap_or(path.len())].to_owned()
        })
        .filter(|path| !path.is_empty())
        .collect()
}

#[test]
fn rooms_use_only_rooms_below_them() {
    let mut wrong = Vec::new();
    for source in sources() {
        let room = source.room();
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            panic!("{}: no room of the map", source.path);
        };
        for line in source.code() {
            for path in crate_paths(line) {
                let ours = path == room || path.starts_with(&format!("{room}::"));
                let fits = |door: &str| path == door || path.starts_with(&format!("{door}::"));
                if !ours && !allowed.iter().any(|door| fits(door)) && room != "lib" {
                    wrong.push(format!("{}: uses crate::{path}", source.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_state_of_the_interface_does_not_know_how_it_is_drawn() {
    for source in sources() {
        if source.room() == "ui" && !source.path.starts_with("ui/view") && source.path != "ui.rs" {
            for line in source.code() {
                assert!(!line.contains("view::"), "{}: {line}", source.path);
            }
        }
    }
}

#[test]
fn every_file_says_what_it_is_and_stays_small() {
    let mut wrong = Vec::new();
    for source in sources() {
        if !source.text.starts_with("//!") {
            wrong.push(format!("{}: does not begin with //!", source.path));
        }
        let lines = source.text.lines().count();
        if lines > LONGEST {
            wrong.push(format!("{}: {lines} lines", source.path));
        }
        if source.path.ends_with("/mod.rs") {
            wrong.push(format!("{}: modules are foo.rs and foo/", source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn libraries_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (library, places) in LIBRARIES {
            let named = source
                .code()
                .any(|line| line.contains(&format!("{library}::")));
            let at_home = |place: &str| {
                source
                    .path
                    .strip_prefix(place)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
            };
            if named && !places.iter().any(|place| at_home(place)) {
                wrong.push(format!("{}: names {library}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_map_in_lib_names_every_room() {
    let map = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let header: String = map
        .lines()
        .take_while(|line| line.starts_with("//!"))
        .collect();
    for (room, _) in ROOMS
        .iter()
        .filter(|(room, _)| !["lib", "internals", "main", "bin"].contains(room))
    {
        assert!(header.contains(room), "{room} is not on the map");
    }
}

#[test]
fn the_top_level_holds_what_it_should() {
    const TOP: &[&str] = &[
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "tests",
        "sample-articles",
        "README.md",
        "target",
    ];
    for entry in fs::read_dir(env!("CARGO_MANIFEST_DIR")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let known =
            TOP.contains(&name.as_str()) || name.starts_with('.') || name.starts_with("LICENSE");
        assert!(known, "{name} does not belong at the top level");
    }
}

#[test]
fn the_reader_of_paths_reads_groups_and_single_ones() {
    assert_eq!(crate_paths("use crate::text::Token;"), ["text::Token"]);
    assert_eq!(
        crate_paths("use crate::{span::Span, ui};"),
        ["span::Span", "ui"]
    );
    assert_eq!(crate_paths("fn f(x: crate::ui::Lang) {}"), ["ui::Lang"]);
    assert_eq!(crate_paths("let x = other_crate::y;"), [""; 0]);
}
