use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file as a whole or not at all: beside it first, and then in its place. Its permissions stay; the folder is
/// made where it is missing; the file behind a link is written, not the link replaced.
///
/// # Errors
/// When the folder or the file cannot be written; the file is then as it was.
pub fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    write_if(path, content, |_| true).map(|_| ())
}

/// The same where the file still holds `before`, asked when all but the last step is done; else nothing is written and
/// the answer is `false`.
///
/// # Errors
/// When the folder or the file cannot be written; the file is then as it was.
pub fn replace(path: &Path, before: &[u8], after: &[u8]) -> io::Result<bool> {
    write_if(path, after, |target| fs::read(target).is_ok_and(|now| now == before))
}

fn write_if(path: &Path, content: &[u8], wanted: impl FnOnce(&Path) -> bool) -> io::Result<bool> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".whosaid-").suffix(".tmp");
    #[cfg(unix)]
    let mode = <fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(mode);
    let mut draft = builder.tempfile_in(folder)?;
    draft.write_all(content)?;
    if let Ok(known) = fs::metadata(&target) {
        draft.as_file().set_permissions(known.permissions())?;
    }
    draft.as_file().sync_all()?;
    if !wanted(&target) {
        return Ok(false);
    }
    draft.persist(&target).map_err(|e| e.error)?;
    Ok(true)
}
