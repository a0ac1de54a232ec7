//! A folder for one test to write in.

use std::fs;
use std::panic::Location;
use std::path::{Path, PathBuf};

/// A folder of one test, empty at its start; `test` tells it from others of the same file of tests.
#[track_caller]
pub(crate) fn folder(test: &str) -> PathBuf {
    let file = Path::new(Location::caller().file()).file_stem().unwrap();
    let name = format!("{}-{test}", file.to_str().unwrap());
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}
