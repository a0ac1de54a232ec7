//! The Rust files of the repository, each with its module path. Nothing is parsed here.

use std::fs;
use std::path::{Path, PathBuf};

/// One Rust file.
pub(crate) struct Source {
    /// Path below the repository, with `/`.
    pub(crate) path: String,
    /// The module that the file is: `["qari", "layout", "flow"]` for `src/layout/flow.rs`. A binary or a file of tests
    /// has its path as the only segment.
    pub(crate) module: Vec<String>,
    pub(crate) text: String,
}

impl Source {
    /// Path below `src`, without the ending: `layout/flow`.
    pub(crate) fn name(&self) -> &str {
        let path = self.path.strip_prefix("src/").unwrap_or(&self.path);
        path.trim_end_matches(".rs")
    }
}

/// All files below `folders` of the repository.
pub(crate) fn read(folders: &[&str]) -> Vec<Source> {
    let mut paths = Vec::new();
    for folder in folders {
        walk(&root().join(folder), &mut paths);
    }
    paths.sort();
    paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| parse(&path))
        .collect()
}

/// The repository's top folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below `folder`, whatever their kind.
pub(crate) fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, into);
        } else {
            into.push(path);
        }
    }
}

/// `path` below the repository, with `/`.
pub(crate) fn relative(path: &Path) -> String {
    let below = path.strip_prefix(root()).unwrap();
    below.to_str().unwrap().replace('\\', "/")
}

fn parse(path: &Path) -> Source {
    let text = fs::read_to_string(path).unwrap();
    let path = relative(path);
    Source {
        module: module_of(&path),
        path,
        text,
    }
}

fn module_of(path: &str) -> Vec<String> {
    let Some(inner) = path.strip_prefix("src/") else {
        return vec![path.to_owned()];
    };
    if inner == "main.rs" || inner.starts_with("bin/") {
        return vec![path.to_owned()];
    }
    let inner = inner.trim_end_matches(".rs");
    let inner = (inner != "lib").then_some(inner);
    std::iter::once("qari")
        .chain(inner.into_iter().flat_map(|inner| inner.split('/')))
        .map(str::to_owned)
        .collect()
}
