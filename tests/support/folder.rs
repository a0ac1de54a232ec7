//! A folder for one test to write in.

#![expect(
    clippy::unwrap_used,
    reason = "a test's tool: what fails here fails the test"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// A folder of one test, empty at its start; `test` tells it from others of the same file of tests.
pub(crate) fn folder(test: &str) -> PathBuf {
    let name = format!("{}-{test}", env!("CARGO_CRATE_NAME"));
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}
