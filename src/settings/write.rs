use std::fs::{self, File, Metadata};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

/// Writes a file as a whole or not at all: beside it first, and then in its place. Its owner and its permissions stay;
/// the folder is made where it is missing; what a link leads to is written, be it there or not, and the link stays.
/// A file that has other names too (hard links), or whose owner cannot be kept, is written where it is. So is what is
/// no file: a pipe, a device.
///
/// # Errors
/// When the folder or the file cannot be written; the file is then as it was.
pub fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    if is_special(path) {
        return File::options().write(true).open(path)?.write_all(content);
    }
    write_if(path, content, |_| true).map(|_| ())
}

/// The same where the file still holds `before`, asked when all but the last step is done; else nothing is written and
/// the answer is `false`.
///
/// # Errors
/// When the folder or the file cannot be written, the file is then as it was; and when it is no file, for what a pipe
/// held is gone once it was read.
pub fn replace(path: &Path, before: &[u8], after: &[u8]) -> io::Result<bool> {
    if is_special(path) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file"));
    }
    write_if(path, after, |target| fs::read(target).is_ok_and(|now| now == before))
}

/// Whether something is there that no file can take the place of.
fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|known| !known.is_file())
}

fn write_if(path: &Path, content: &[u8], wanted: impl FnOnce(&Path) -> bool) -> io::Result<bool> {
    let (target, known) = match fs::metadata(path) {
        Ok(known) => (fs::canonicalize(path)?, Some(known)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => (behind_links(path)?, None),
        Err(e) => return Err(e),
    };
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".whosaid-").suffix(".tmp");
    #[cfg(unix)]
    if known.is_none() {
        builder.permissions(<fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666));
    }
    let mut draft = builder.tempfile_in(folder)?;
    let takes_its_place = known.is_none_or(|known| is_like(draft.as_file(), &known));
    draft.write_all(content)?;
    draft.as_file().sync_all()?;
    if !wanted(&target) {
        return Ok(false);
    }
    if takes_its_place {
        draft.persist(&target).map_err(|e| e.error)?;
    } else {
        // The draft goes away when this is done: it outlives what may end the program in between.
        overwrite(&target, content)?;
    }
    Ok(true)
}

/// Where a link leads, and the next, whose end is not there yet.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    /// As many as Linux follows.
    const MOST: usize = 40;
    let mut target = path.to_owned();
    for _ in 0..MOST {
        let Ok(next) = fs::read_link(&target) else { return Ok(target) };
        target = target.parent().unwrap_or(Path::new("")).join(next);
    }
    Err(io::Error::other("too many links lead on from it"))
}

/// Gives a new file the owner and the permissions of the known one; false where it cannot stand for it even so.
fn is_like(draft: &File, known: &Metadata) -> bool {
    belongs_like(draft, known) && draft.set_permissions(known.permissions()).is_ok()
}

#[cfg(unix)]
fn belongs_like(draft: &File, known: &Metadata) -> bool {
    use std::os::unix::fs::{MetadataExt, fchown};
    let owners = (known.uid(), known.gid());
    let is_owned = || draft.metadata().is_ok_and(|new| (new.uid(), new.gid()) == owners);
    known.nlink() == 1 && (is_owned() || fchown(draft, Some(owners.0), Some(owners.1)).is_ok())
}

#[cfg(not(unix))]
fn belongs_like(_: &File, _: &Metadata) -> bool {
    true
}

/// Writes a file where it is, or leaves it as it was.
fn overwrite(path: &Path, content: &[u8]) -> io::Result<()> {
    let before = fs::read(path)?;
    let mut file = File::options().write(true).open(path)?;
    let mut put = |bytes: &[u8]| {
        file.rewind()?;
        file.write_all(bytes)?;
        file.set_len(bytes.len() as u64)?;
        file.sync_all()
    };
    put(content).inspect_err(|_| {
        // A disk that is full has room for what it held.
        let _ = put(&before);
    })
}
