//! One file: read whole, changed under a lock, replaced whole. It knows nothing of the content, except where it is JSON.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::StoreError;

/// Largest file that is read, in bytes. Files that qari writes stay well below it.
pub(super) const MAX_FILE_BYTES: u64 = 4 << 20;

/// Longest wait for the lock.
const LOCK_TIMEOUT: Duration = Duration::from_millis(200);

/// Wait between two attempts to take the lock: the standard library has no lock with a timeout.
const LOCK_RETRY: Duration = Duration::from_millis(5);

/// The bytes of the file at `path`; none for a missing file.
///
/// # Errors
///
/// [`StoreError::Read`], [`StoreError::TooLarge`].
pub(super) fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    let failed = |source| StoreError::Read {
        path: path.to_owned(),
        source,
    };
    let file = match File::open(path) {
        Ok(file) => file,
        // The second: a file is where a folder should be, so there is no such file either.
        Err(e)
            if matches!(
                e.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            return Ok(Vec::new());
        }
        Err(e) => return Err(failed(e)),
    };
    // Reading a pipe or a device would block.
    if !file.metadata().map_err(failed)?.is_file() {
        return Err(failed(io::Error::other("not a file")));
    }
    let mut bytes = Vec::new();
    let mut limited = file.take(MAX_FILE_BYTES + 1);
    limited.read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(StoreError::TooLarge {
            path: path.to_owned(),
            limit: MAX_FILE_BYTES,
        });
    }
    Ok(bytes)
}

/// The content of the JSON file at `path`; the default for a missing or empty file.
///
/// # Errors
///
/// Those of [`read`], [`StoreError::Broken`].
pub(super) fn load<T: DeserializeOwned + Default>(path: &Path) -> Result<T, StoreError> {
    let bytes = read(path)?;
    // An empty file comes from `: > file`, or from another program on a full disk.
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(T::default());
    }
    serde_json::from_slice(&bytes).map_err(|source| StoreError::Broken {
        path: path.to_owned(),
        source,
    })
}

/// [`load`]; a file that cannot be parsed is renamed to `NAME.damaged`, and the content is the default. The problem is then
/// [`StoreError::SetAside`], which says so.
///
/// # Errors
///
/// Those of [`load`]; a damaged file that cannot be renamed stays where it is.
pub(super) fn load_or_set_aside<T: DeserializeOwned + Default>(
    path: &Path,
) -> Result<(T, Option<StoreError>), StoreError> {
    match load(path) {
        Ok(content) => Ok((content, None)),
        Err(problem @ (StoreError::Broken { .. } | StoreError::TooLarge { .. })) => {
            let aside = free_name(path);
            if fs::rename(path, &aside).is_err() {
                return Err(problem);
            }
            let problem = StoreError::SetAside {
                path: path.to_owned(),
                aside,
            };
            Ok((T::default(), Some(problem)))
        }
        Err(problem) => Err(problem),
    }
}

/// `NAME.damaged`, or `NAME.damaged-2` and so on: a file that was set aside before is not overwritten.
fn free_name(path: &Path) -> PathBuf {
    /// More are not kept.
    const LAST: u32 = 9;
    let name = |ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let further = (2..LAST).map(|i| name(&format!(".damaged-{i}")));
    let mut names = std::iter::once(name(".damaged")).chain(further);
    let free = names.find(|name| fs::symlink_metadata(name).is_err());
    free.unwrap_or_else(|| name(&format!(".damaged-{LAST}")))
}

/// Reads the JSON file again, applies `change` and replaces the file, all under the lock; returns the new content. A damaged
/// file is set aside.
///
/// # Errors
///
/// Those of [`load_or_set_aside`], and [`StoreError::Write`], which names `variable`. The file is then unchanged.
pub(super) fn update<T: DeserializeOwned + Default + Serialize>(
    path: &Path,
    variable: &'static str,
    change: impl FnOnce(&mut T),
) -> Result<T, StoreError> {
    replace_by(path, variable, |target| {
        let (mut content, _): (T, _) = load_or_set_aside(target)?;
        change(&mut content);
        let bytes = serde_json::to_vec_pretty(&content).map_err(|error| StoreError::Write {
            path: path.to_owned(),
            source: error.into(),
            variable,
        });
        let mut bytes = bytes?;
        bytes.push(b'\n');
        Ok((content, bytes))
    })
}

/// Replaces the file at `path` by the bytes that `make` returns, under the lock; returns what `make` returns beside them.
/// `make` is given the path of the file behind a symbolic link.
///
/// # Errors
///
/// Those of `make`, and [`StoreError::Write`], which names `variable`. The file is then unchanged.
pub(super) fn replace_by<T>(
    path: &Path,
    variable: &'static str,
    make: impl FnOnce(&Path) -> Result<(T, Vec<u8>), StoreError>,
) -> Result<T, StoreError> {
    let failed = |source| StoreError::Write {
        path: path.to_owned(),
        source,
        variable,
    };
    // A symbolic link to a file elsewhere stays a link.
    let target = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = parent_folder(target);
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true).mode(0o700);
    builder.create(folder).map_err(failed)?;
    let _lock = lock(folder);
    let (result, bytes) = make(target)?;
    replace(target, &bytes).map_err(failed)?;
    Ok(result)
}

/// The folder of `path`; a bare name lies in the working directory.
fn parent_folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

/// Locks `folder` until the returned file is dropped. `None` after [`LOCK_TIMEOUT`], or on a file system without locks:
/// the file is then written without one.
fn lock(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok()?;
    let end = Instant::now() + LOCK_TIMEOUT;
    loop {
        match folder.try_lock() {
            Ok(()) => return Some(folder),
            Err(TryLockError::Error(_)) => return None,
            Err(TryLockError::WouldBlock) if Instant::now() >= end => return None,
            Err(TryLockError::WouldBlock) => thread::sleep(LOCK_RETRY),
        }
    }
}

/// Replaces the file at `path` in one step. The new file is readable for its owner only (mode 600, `tempfile`'s default),
/// since it tells what was read; a failure removes the temporary file.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut file = tempfile::Builder::new()
        .prefix(&format!(".{name}."))
        .tempfile_in(parent_folder(path))?;
    file.write_all(bytes)?;
    file.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    type Content = BTreeMap<String, u32>;

    fn put(path: &Path, key: &str, value: u32) -> Result<Content, StoreError> {
        update(path, "QARI_STATE", |content: &mut Content| {
            content.insert(key.to_owned(), value);
        })
    }

    #[test]
    fn a_file_is_created_with_its_folders_and_keeps_its_content() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/file.json");
        assert_eq!(load::<Content>(&path).unwrap(), Content::new());
        put(&path, "one", 1).unwrap();
        put(&path, "two", 2).unwrap();
        let content: Content = load(&path).unwrap();
        assert_eq!(content.into_values().collect::<Vec<_>>(), [1, 2]);
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        // No temporary file is left.
        assert_eq!(fs::read_dir(folder.path().join("a/b")).unwrap().count(), 1);
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_a_fresh_one_begun() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.json");
        let aside = |ending: &str| folder.path().join(format!("file.json.damaged{ending}"));
        fs::write(&path, "{\"one\": oops}").unwrap();
        let message = load::<Content>(&path).unwrap_err().to_string();
        assert!(message.contains("line 1"), "{message}");
        let (content, problem) = load_or_set_aside::<Content>(&path).unwrap();
        assert!(content.is_empty());
        let message = problem.unwrap().to_string();
        assert!(message.contains("file.json.damaged"), "{message}");
        assert_eq!(fs::read(aside("")).unwrap(), b"{\"one\": oops}");
        // It is damaged again while the program runs.
        fs::write(&path, "{").unwrap();
        assert_eq!(put(&path, "one", 1).unwrap().len(), 1);
        assert_eq!(fs::read(aside("-2")).unwrap(), b"{");
        fs::write(&path, " \n").unwrap();
        put(&path, "one", 1).unwrap();
        assert!(fs::metadata(aside("-3")).is_err());
    }

    #[test]
    fn a_damaged_file_in_a_folder_that_cannot_be_written_to_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.json");
        fs::write(&path, "{").unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o500)).unwrap();
        // For the superuser every folder can be written to.
        if let Err(problem) = load_or_set_aside::<Content>(&path) {
            assert!(problem.to_string().contains("goes on without it"));
            assert!(fs::metadata(&path).is_ok());
        }
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
    }

    #[test]
    fn a_folder_a_long_file_and_a_file_as_folder_are_errors() {
        let folder = tempfile::tempdir().unwrap();
        let is_folder = load::<Content>(folder.path());
        assert!(matches!(is_folder, Err(StoreError::Read { .. })));
        let long = folder.path().join("long");
        let bytes = usize::try_from(MAX_FILE_BYTES).unwrap() + 1;
        fs::write(&long, vec![b' '; bytes]).unwrap();
        let too_large = load::<Content>(&long);
        assert!(matches!(too_large, Err(StoreError::TooLarge { .. })));
        // A file in the place of a folder: nothing to read there, and nothing can be written.
        let below = long.join("file.json");
        assert!(load::<Content>(&below).unwrap().is_empty());
        let message = put(&below, "one", 1).unwrap_err().to_string();
        assert!(message.contains("QARI_STATE"), "{message}");
    }

    #[test]
    fn a_symbolic_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("kept")).unwrap();
        let real = folder.path().join("kept/real.json");
        let link = folder.path().join("link.json");
        fs::write(&real, "{}").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        put(&link, "one", 1).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(load::<Content>(&real).unwrap().len(), 1);
    }

    #[test]
    fn several_writers_lose_no_change() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.json");
        thread::scope(|scope| {
            for writer in 0..3 {
                let path = &path;
                scope.spawn(move || {
                    for i in 0..5 {
                        put(path, &format!("{writer}-{i}"), i).unwrap();
                    }
                });
            }
        });
        assert_eq!(load::<Content>(&path).unwrap().len(), 15);
    }
}
