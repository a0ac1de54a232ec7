//! The README: its tables are generated, its pictures exist, its first command runs the reader.
//!
//! `QARI_BLESS=1 cargo test --test it readme` writes the tables again.

use std::fs;
use std::path::Path;
use std::sync::Mutex;

use qari::internals::ui::{Lang, markdown};
use qari::internals::{article, terminal};

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// Held while the README is read and written: two tests write it.
static README: Mutex<()> = Mutex::new(());

/// The part of the README between `<!-- name -->` and `<!-- /name -->`; with `QARI_BLESS` set it is written instead of
/// compared.
fn assert_generated(name: &str, wanted: &str) {
    let _held = README
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let text = readme();
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = text.split_once(&begin).expect("a place for the table");
    let (table, after) = rest.split_once(&end).expect("its end");
    if std::env::var_os("QARI_BLESS").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        fs::write(path, format!("{before}{begin}{wanted}{end}{after}")).unwrap();
    } else {
        assert_eq!(
            table, wanted,
            "the table `{name}` of the README is out of date; `QARI_BLESS=1 cargo test --test it readme` writes it again"
        );
    }
}

#[test]
fn the_table_of_keys_is_that_of_the_keymap() {
    assert_generated("keys", &markdown(Lang::English));
}

#[test]
fn the_table_of_terminals_is_that_of_their_profiles() {
    assert_generated("terminals", &terminal::markdown());
}

#[test]
fn the_table_of_formats_is_that_of_the_program() {
    assert_generated("formats", &article::markdown());
}

#[test]
fn every_picture_is_there() {
    let text = readme();
    let pictures: Vec<&str> = text
        .match_indices("](tests/pictures/")
        .filter_map(|(at, _)| text[at + 2..].split(')').next())
        .collect();
    assert!(pictures.len() >= 2);
    for picture in pictures {
        assert!(
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join(picture)
                .is_file(),
            "{picture}"
        );
    }
}

/// `cargo run` has to know which of the programs is meant.
#[test]
fn the_first_command_runs_the_reader() {
    assert!(readme().contains("cargo run --release -- sample-articles"));
    let output = std::process::Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(metadata["packages"][0]["default_run"], "qari");
}
