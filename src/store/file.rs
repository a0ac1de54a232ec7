//! One file: read whole, changed under a lock, written whole or not at all.
//!
//! Knows nothing of what stands in it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, flock};
use serde::de::DeserializeOwned;

use super::StoreError;

/// Largest file that is read, in bytes. What qari writes stays well below.
const LIMIT: u64 = 4 << 20;

/// How long another writer is waited for.
const LOCK_LIMIT: Duration = Duration::from_millis(200);

/// Between two looks at the lock.
const LOCK_STEP: Duration = Duration::from_millis(5);

/// What the file at `path` holds; the default where there is none.
///
/// # Errors
///
/// [`StoreError::Read`], [`StoreError::TooLarge`], [`StoreError::Broken`].
pub(super) fn load<T: DeserializeOwned + Default>(path: &Path) -> Result<T, StoreError> {
    let read = |source| StoreError::Read {
        path: path.to_owned(),
        source,
    };
    let file = match File::open(path) {
        Ok(file) => file,
        // A file where a folder should be: there is none either.
        Err(e)
            if matches!(
                e.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            return Ok(T::default());
        }
        Err(e) => return Err(read(e)),
    };
    // A pipe or a device would be waited for.
    if !file.metadata().map_err(read)?.is_file() {
        return Err(read(io::Error::other("not a file")));
    }
    let mut bytes = Vec::new();
    file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(read)?;
    if bytes.len() as u64 > LIMIT {
        return Err(StoreError::TooLarge {
            path: path.to_owned(),
            limit: LIMIT,
        });
    }
    // What a full disk left behind of an older program, or `: > file`.
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(T::default());
    }
    serde_json::from_slice(&bytes).map_err(|source| StoreError::Broken {
        path: path.to_owned(),
        source,
    })
}

/// Reads the file again and changes it by `change`, with nobody else at it meanwhile; what stands in it now.
///
/// # Errors
///
/// As [`load`], and [`StoreError::Write`] with `variable` as the way out. Nothing is changed then.
pub(super) fn update<T: DeserializeOwned + Default + serde::Serialize>(
    path: &Path,
    variable: &'static str,
    change: impl FnOnce(&mut T),
) -> Result<T, StoreError> {
    let failed = |source| super::cannot_write(path, variable, source);
    // A link to a file kept elsewhere stays a link.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = folder(path);
    let mut make = fs::DirBuilder::new();
    make.recursive(true).mode(0o700);
    make.create(folder).map_err(failed)?;
    let _lock = lock(folder);
    let mut content: T = load(path)?;
    change(&mut content);
    let mut bytes = serde_json::to_vec_pretty(&content).map_err(|e| failed(e.into()))?;
    bytes.push(b'\n');
    replace(path, &bytes).map_err(failed)?;
    Ok(content)
}

/// A name alone stands in the working directory.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

/// The lock on the folder, held until it is dropped; `None` where it could not be had in time, or where the file
/// system knows none: writing then goes on without it.
fn lock(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok()?;
    let end = Instant::now() + LOCK_LIMIT;
    loop {
        match flock(&folder, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => return Some(folder),
            Err(e) if e != rustix::io::Errno::WOULDBLOCK => return None,
            Err(_) if Instant::now() >= end => return None,
            Err(_) => thread::sleep(LOCK_STEP),
        }
    }
}

/// A new file takes the place of the old one in one step. Nobody else may read it: it tells what a person reads.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = beside(path);
    let _ = fs::remove_file(&new);
    let write = || -> io::Result<()> {
        let mut options = OpenOptions::new();
        let mut file = options
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&new)?;
        file.write_all(bytes)?;
        fs::rename(&new, path)
    };
    write().inspect_err(|_| {
        let _ = fs::remove_file(&new);
    })
}

/// The name of the new file: of this process alone, so that what a killed one left is in nobody's way.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}", std::process::id()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    type Content = BTreeMap<String, u32>;

    /// A folder of one test, empty at its start.
    fn folder(test: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("qari-store-{}-{test}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        path
    }

    fn put(path: &Path, key: &str, value: u32) -> Result<Content, StoreError> {
        update(path, "QARI_STATE", |content: &mut Content| {
            content.insert(key.to_owned(), value);
        })
    }

    #[test]
    fn a_file_comes_with_its_folders_and_keeps_what_stands_in_it() {
        let dir = folder("new");
        let path = dir.join("a/b/file.json");
        assert_eq!(load::<Content>(&path).unwrap(), Content::new());
        put(&path, "one", 1).unwrap();
        put(&path, "two", 2).unwrap();
        let content: Content = load(&path).unwrap();
        assert_eq!(content.into_values().collect::<Vec<_>>(), [1, 2]);
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        // Nothing is left beside it.
        assert_eq!(fs::read_dir(dir.join("a/b")).unwrap().count(), 1);
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn a_broken_file_is_named_and_left_alone() {
        let dir = folder("broken");
        fs::create_dir_all(&dir).unwrap();
        let path = dir.join("file.json");
        fs::write(&path, "{\"one\": oops}").unwrap();
        for error in [
            load::<Content>(&path).unwrap_err(),
            put(&path, "one", 1).unwrap_err(),
        ] {
            let said = error.to_string();
            for word in ["file.json", "line 1", "remove it", "goes on without it"] {
                assert!(said.contains(word), "{word} not in {said}");
            }
        }
        assert_eq!(fs::read(&path).unwrap(), b"{\"one\": oops}");
        fs::write(&path, " \n").unwrap();
        put(&path, "one", 1).unwrap();
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn what_is_no_file_or_too_long_is_not_waited_for() {
        let dir = folder("kind");
        fs::create_dir_all(&dir).unwrap();
        assert!(matches!(
            load::<Content>(&dir),
            Err(StoreError::Read { .. })
        ));
        let long = dir.join("long");
        fs::write(&long, vec![b' '; usize::try_from(LIMIT).unwrap() + 1]).unwrap();
        assert!(matches!(
            load::<Content>(&long),
            Err(StoreError::TooLarge { .. })
        ));
        // A file in the place of a folder: nothing there to read, nothing to be written.
        let below = long.join("file.json");
        assert!(load::<Content>(&below).unwrap().is_empty());
        let said = put(&below, "one", 1).unwrap_err().to_string();
        assert!(said.contains("QARI_STATE"), "{said}");
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn a_link_stays_a_link() {
        let dir = folder("link");
        fs::create_dir_all(dir.join("kept")).unwrap();
        let (real, link) = (dir.join("kept/real.json"), dir.join("link.json"));
        fs::write(&real, "{}").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        put(&link, "one", 1).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(load::<Content>(&real).unwrap().len(), 1);
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn many_writers_at_once_lose_nothing() {
        let dir = folder("many");
        let path = dir.join("file.json");
        thread::scope(|scope| {
            for writer in 0..3 {
                let path = &path;
                scope.spawn(move || {
                    for i in 0..5 {
                        // Threads share a process, hence the name of the new file; the lock alone keeps them apart.
                        put(path, &format!("{writer}-{i}"), i).unwrap();
                    }
                });
            }
        });
        assert_eq!(load::<Content>(&path).unwrap().len(), 15);
        fs::remove_dir_all(dir).unwrap();
    }
}
