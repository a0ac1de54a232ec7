//! Every list says where it comes from, and is tidy: one entry a line, none twice, none empty.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Words of which a first line must hold one, to count as the name of a source.
const SOURCES: [&str; 5] = ["Source:", "compiled", "Compiled", "Unicode", "UnicodeData"];

/// All lists in a folder `data` below `src`: the style sheet and the desktop file there are none.
fn data_files() -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let in_data = folder.ends_with("data");
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if in_data && path.extension().is_some_and(|ending| ending == "txt") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

#[test]
fn the_first_line_names_the_source() {
    let files = data_files();
    assert!(files.len() > 30, "the lists were not found");
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let first = text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("# ") && SOURCES.iter().any(|word| first.contains(word)),
            "{}: the first line must say what stands in it and where it comes from",
            path.display()
        );
    }
}

#[test]
fn lists_of_names_are_tidy() {
    for path in data_files()
        .into_iter()
        .filter(|path| path.to_str().unwrap().contains("entities/data"))
    {
        let text = fs::read_to_string(&path).unwrap();
        let mut seen = HashSet::new();
        for line in text.lines().skip(1) {
            assert_eq!(line, line.trim(), "{}: {line:?}", path.display());
            assert!(!line.is_empty(), "{}: an empty line", path.display());
            assert!(seen.insert(line), "{}: {line} stands twice", path.display());
        }
    }
}
