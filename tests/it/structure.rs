//! Rules of the source tree: layers in one direction, no circles between files, small files and functions, each library
//! where it belongs, one meaning for each type name, plain words.
//!
//! The files are parsed and their paths resolved through imports and re-exports; what only tests compile is checked by
//! the same rules with tables of its own. An entry of a table that nothing needs any more is a failure too.

mod circles;
mod resolve;
mod scan;
mod sources;
mod tables;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

use resolve::{Edge, Target};
use scan::{Function, Reference, Scan};
use sources::{Source, relative, root, walk};
use tables::*;

/// The sources of the program, scanned.
static PROGRAM: LazyLock<Program> = LazyLock::new(|| {
    let sources = sources::read(&["src"]);
    assert!(sources.len() > 50, "the sources were not found");
    let scan = scan::scan(&sources);
    let targets: Vec<Target> = scan
        .references
        .iter()
        .map(|reference| resolve::target(&scan, reference))
        .collect();
    let edges = resolve::edges(&scan, &targets);
    Program {
        sources,
        scan,
        targets,
        edges,
    }
});

struct Program {
    sources: Vec<Source>,
    scan: Scan,
    /// What each reference of the scan leads to.
    targets: Vec<Target>,
    edges: BTreeSet<Edge>,
}

/// Fails with all `faults`, one a line.
fn none(faults: &[String]) {
    assert!(
        faults.is_empty(),
        "\n{}\n\nThe limits, the allowed exceptions and their reasons are in tests/it/structure/tables.rs; \
         an exception that nothing needs any more must be removed there.\n",
        faults.join("\n")
    );
}

impl Program {
    /// Path of a file below `src`, without the ending.
    fn name(&self, file: usize) -> &str {
        self.sources[file].name()
    }

    fn references(&self) -> impl Iterator<Item = (&Reference, &Target)> {
        self.scan.references.iter().zip(&self.targets)
    }
}

/// The layer of a file: the first segment of its path.
fn layer(name: &str) -> &str {
    match name {
        "bin/qari-train" => name,
        _ => name.split('/').next().unwrap(),
    }
}

/// Whether `path` is `prefix` or lies below it.
fn lies_in(path: &str, prefix: &str, separator: &str) -> bool {
    let rest = path.strip_prefix(prefix);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(separator))
}

#[test]
fn layers_use_only_layers_below_them() {
    let program = &*PROGRAM;
    let mut used = BTreeSet::new();
    let mut wrong = BTreeSet::new();
    for (reference, target) in program.references() {
        let path = match target {
            Target::Module(module) => module[1..].join("::"),
            Target::Item(module, name) => [&module[1..], std::slice::from_ref(name)]
                .concat()
                .join("::"),
            Target::Outside(_) => continue,
        };
        let name = program.name(reference.file);
        let own = layer(name);
        if path.is_empty() || lies_in(&path, own, "::") || name == "lib" {
            continue;
        }
        let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == own) else {
            panic!("{name}: in no layer of the table");
        };
        match allowed.iter().find(|allowed| lies_in(&path, allowed, "::")) {
            Some(allowed) => _ = used.insert((own, *allowed)),
            None => _ = wrong.insert(format!("{name}: uses {path}")),
        }
    }
    for (layer, allowed) in LAYERS {
        for other in allowed
            .iter()
            .filter(|other| !used.contains(&(*layer, **other)))
        {
            wrong.insert(format!(
                "the table lets {layer} use {other}, which it does not"
            ));
        }
    }
    none(&wrong.into_iter().collect::<Vec<_>>());
}

#[test]
fn the_state_of_the_interface_does_not_know_how_it_is_drawn() {
    let program = &*PROGRAM;
    for edge in &program.edges {
        let (from, to) = (program.name(edge.from), program.name(edge.to));
        let is_state = layer(from) == "ui" && from != "ui" && !lies_in(from, "ui/view", "/");
        assert!(
            !is_state || !lies_in(to, "ui/view", "/"),
            "{from}: uses {}",
            edge.item
        );
    }
}

/// Whether one file is the module right above the other.
fn is_own_child(one: &str, other: &str) -> bool {
    let above = |child: &str| {
        child
            .rsplit_once('/')
            .map_or("lib".to_owned(), |(above, _)| above.to_owned())
    };
    above(one) == other || above(other) == one
}

/// Uses between files outside of tests, those between a module and its own child left out; and those of `left`.
fn uses(program: &Program, left: &[(&str, &str, &str)]) -> BTreeSet<(usize, usize)> {
    let edges = program.edges.iter().filter(|edge| !edge.is_test);
    edges
        .map(|edge| (edge.from, edge.to))
        .filter(|&(from, to)| {
            let (from, to) = (program.name(from), program.name(to));
            let is_left = left
                .iter()
                .any(|&(user, used, _)| user == from && used == to);
            !is_left && !is_own_child(from, to)
        })
        .collect()
}

#[test]
fn no_circle_between_files() {
    let program = &*PROGRAM;
    let mut wrong = Vec::new();
    let all = uses(program, CIRCLES);
    let found = circles::circles(&all);
    for group in &found {
        let files: Vec<_> = group.iter().map(|&file| program.name(file)).collect();
        wrong.push(format!("a circle: {}", files.join(", ")));
        let inside = |edge: &&Edge| {
            !edge.is_test
                && group.contains(&edge.from)
                && group.contains(&edge.to)
                && all.contains(&(edge.from, edge.to))
        };
        for edge in program.edges.iter().filter(inside) {
            wrong.push(format!("  {} uses {}", program.name(edge.from), edge.item));
        }
    }
    for (index, (user, used, _)) in CIRCLES.iter().enumerate() {
        let others = [&CIRCLES[..index], &CIRCLES[index + 1..]].concat();
        if circles::circles(&uses(program, &others)) == found {
            wrong.push(format!(
                "the table has {user} -> {used}, which closes no circle"
            ));
        }
    }
    none(&wrong);
}

#[test]
fn every_file_says_what_it_is_and_stays_small() {
    let mut wrong = Vec::new();
    for source in sources::read(&["src", "tests"]) {
        if !source.text.starts_with("//!") {
            wrong.push(format!("{}: does not begin with //!", source.path));
        }
        let lines = source.text.lines().count();
        let is_long = LONG_FILES.iter().any(|(path, _)| *path == source.path);
        if (lines > FILE_LINES) != is_long {
            let problem = if is_long {
                "short enough, so its entry in `LONG_FILES` must be removed"
            } else {
                "too long: split it"
            };
            wrong.push(format!("{}: {lines} lines, {problem}", source.path));
        }
        if source.path.ends_with("/mod.rs") {
            wrong.push(format!("{}: modules are foo.rs and foo/", source.path));
        }
    }
    none(&wrong);
}

#[test]
fn functions_stay_small() {
    let too_large =
        |function: &Function| (function.lines > FUNCTION_LINES).then_some(function.lines);
    none(&functions("lines", too_large, LONG_FUNCTIONS));
}

#[test]
fn functions_take_few_parameters() {
    let too_many =
        |function: &Function| (function.parameters > PARAMETERS).then_some(function.parameters);
    none(&functions("parameters", too_many, MANY_PARAMETERS));
}

/// Faults: functions with too much of `what` that are not `allowed`, and those allowed that need not be.
fn functions(
    what: &str,
    fault: impl Fn(&Function) -> Option<usize>,
    allowed: &[(&str, &str, &str)],
) -> Vec<String> {
    let sources = sources::read(&["src", "tests"]);
    let mut allowed: BTreeSet<_> = allowed
        .iter()
        .map(|&(file, name, _)| (file, name))
        .collect();
    let mut wrong = Vec::new();
    let all = scan::scan(&sources).functions;
    for function in &all {
        let file = sources[function.file].path.as_str();
        let size = fault(function).filter(|_| !allowed.remove(&(file, function.name.as_str())));
        wrong.extend(size.map(|size| format!("{file}: {} has {size} {what}", function.name)));
    }
    wrong.extend(allowed.iter().map(|(file, name)| {
        format!("{file}: {name} may have more {what} by the table, but has not")
    }));
    wrong
}

#[test]
fn libraries_are_named_only_where_they_belong() {
    let program = &*PROGRAM;
    let dependencies = dependencies();
    let mut named: BTreeSet<(String, &str)> = BTreeSet::new();
    for (reference, target) in program
        .references()
        .filter(|(reference, _)| !reference.is_test)
    {
        if let Target::Outside(first) = target
            && *first == reference.path[0]
            && dependencies.contains(first)
        {
            named.insert((first.clone(), program.name(reference.file)));
        }
    }
    let places = |library: &str| LIBRARIES.iter().find(|(name, _)| *name == library);
    let mut wrong = Vec::new();
    for (library, file) in &named {
        let places = places(library).map_or(&[][..], |(_, places)| places);
        if !places.iter().any(|place| lies_in(file, place, "/")) {
            wrong.push(format!("{file}: names {library}"));
        }
    }
    for (library, places) in LIBRARIES {
        let mut files = named
            .iter()
            .filter(|(name, _)| name == library)
            .map(|(_, file)| file);
        for place in *places {
            if !files.clone().any(|file| lies_in(file, place, "/")) {
                wrong.push(format!(
                    "the table lets {place} name {library}, which it does not"
                ));
            }
        }
        if files.next().is_none() {
            wrong.push(format!("{library}: in the table, but not used"));
        }
    }
    let unlisted = dependencies
        .iter()
        .filter(|library| places(library).is_none());
    wrong.extend(
        unlisted.map(|library| format!("{library}: a dependency that has no row in the table")),
    );
    none(&wrong);
}

/// The direct dependencies of the program, as Rust spells them.
fn dependencies() -> BTreeSet<String> {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let (_, section) = manifest.split_once("\n[dependencies]\n").unwrap();
    let (section, _) = section.split_once("\n[").unwrap();
    section
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .map(|line| {
            line.split([' ', '.', '='])
                .next()
                .unwrap()
                .replace('-', "_")
        })
        .collect()
}

#[test]
fn a_type_name_stands_for_one_thing() {
    let program = &*PROGRAM;
    let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for kind in program.scan.types.iter().filter(|kind| !kind.is_test) {
        files
            .entry(&kind.name)
            .or_default()
            .push(program.name(kind.file));
    }
    files.retain(|_, files| files.len() > 1);
    let mut wrong = Vec::new();
    for (name, files) in &files {
        if !SAME_NAMES.iter().any(|(same, _)| same == name) {
            wrong.push(format!("{name}: {}", files.join(", ")));
        }
    }
    for (name, _) in SAME_NAMES
        .iter()
        .filter(|(name, _)| !files.contains_key(name))
    {
        wrong.push(format!(
            "`{name}` is in `SAME_NAMES`, but only one type has that name"
        ));
    }
    none(&wrong);
}

#[test]
fn names_and_prose_are_plain() {
    let mut paths = Vec::new();
    for folder in ["src", "tests", ".ci"] {
        walk(&root().join(folder), &mut paths);
    }
    let top = fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    paths.extend(top.filter(|path| path.is_file()));
    let mut allowed: BTreeSet<_> = REAL_WORDS
        .iter()
        .map(|&(file, word, _)| (file, word))
        .collect();
    let mut wrong = Vec::new();
    for name in paths.iter().map(|path| relative(path)) {
        let mut met = BTreeSet::new();
        for (number, line) in prose(&name).lines().enumerate() {
            let words = words::words(line);
            let is_in = |known: &str| words.iter().any(|word| words::is_form(word, known));
            let known = METAPHORS.iter();
            for (word, plain) in known.filter(|(word, _)| is_in(word)) {
                met.insert(*word);
                if !allowed.contains(&(name.as_str(), *word)) {
                    wrong.push(format!("{name}:{}: {word} (plain: {plain})", number + 1));
                }
            }
        }
        allowed.retain(|(file, word)| *file != name || !met.contains(word));
    }
    let stale = allowed
        .iter()
        .map(|(file, word)| format!("{file}: {word} in the table, but not there"));
    wrong.extend(stale);
    none(&wrong);
}

/// What a person wrote in English in this file; of a list of words only the comments. This file and the licences give
/// nothing.
fn prose(name: &str) -> String {
    let text = || fs::read_to_string(root().join(name)).unwrap();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        _ if name == "tests/it/structure.rs" || name.starts_with("tests/it/structure/") => {
            String::new()
        }
        _ if name == ".ci/run" => text(),
        "rs" | "md" | "toml" | "py" => text(),
        "txt" => {
            let comment = |line: &str| line.strip_prefix('#').unwrap_or_default().to_owned();
            text().lines().map(comment).collect::<Vec<_>>().join("\n")
        }
        _ => String::new(),
    }
}

#[test]
fn the_map_in_lib_names_every_layer() {
    let map = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let header: Vec<&str> = map
        .lines()
        .take_while(|line| line.starts_with("//!"))
        .collect();
    let words = words::words(&header.join("\n"));
    let layers = LAYERS.iter().map(|(layer, _)| *layer);
    for layer in layers.filter(|layer| !["internals", "main", "bin/qari-train"].contains(layer)) {
        assert!(
            words.iter().any(|word| word == layer),
            "{layer} is not on the map"
        );
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
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "target",
    ];
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let known =
            TOP.contains(&name.as_str()) || name.starts_with('.') || name.starts_with("LICENSE");
        assert!(known, "{name} does not belong at the top level");
    }
}
