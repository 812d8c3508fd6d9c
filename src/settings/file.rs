//! `whosaid.toml`: where it is found and how it is read.

use std::fs;
use std::path::{self, Component, Path, PathBuf};
use std::sync::Arc;

use super::problem::Problem;
use super::{Ignored, Layer, Settings, ignored};

/// The name of the file.
pub const NAME: &str = "whosaid.toml";

/// The nearest `whosaid.toml` beside a file or above it, up to the root of the file system. A folder of that name and a
/// link that leads nowhere count: whoever put them there means to have settings.
pub fn find(path: &Path) -> Option<PathBuf> {
    nearest(path, Path::new(NAME), |p| match fs::metadata(p) {
        Ok(found) => found.is_file() || found.is_dir(),
        Err(_) => p.is_symlink(),
    })
}

/// Reads a `whosaid.toml`. One that cannot be read is a problem of the layer.
pub fn load(path: &Path) -> Layer {
    match text(path, "The settings") {
        Ok(text) => Layer::toml(&text, path),
        Err(problem) => Layer::unusable(problem),
    }
}

/// The text of a file that holds `what`.
pub(super) fn text(path: &Path, what: &str) -> Result<String, Problem> {
    let bytes = fs::read(path).map_err(|error| {
        let why = if path.is_dir() {
            "this is a folder; a file of that name holds them".to_owned()
        } else if path.is_symlink() && !path.exists() {
            format!("this is a link that leads to no file ({error})")
        } else {
            error.to_string()
        };
        Problem { path: Some(path.to_owned()), place: None, message: format!("{what} cannot be read: {why}.") }
    })?;
    String::from_utf8(bytes).map_err(|error| Problem::not_utf8(path, &error))
}

/// The settings for the document at `path`: those of `config`, or else of the nearest `whosaid.toml`, with those of
/// the editor and what was put aside in the nearest `.whosaid/ignored.json`.
///
/// Problems are those of the files; the ones of the editor's layer are its own.
pub fn settings(path: &Path, config: Option<&Path>, editor: Option<&Layer>) -> (Settings, Vec<Problem>) {
    let place = config.map(Path::to_owned).or_else(|| find(path));
    let file = place.as_deref().map(load);
    let below = place.as_deref().and_then(|p| below(path::absolute(p).ok()?.parent()?, path));
    let mut settings = Settings::merge_for(below.as_deref().map(Path::new), file.as_ref(), editor);
    let mut problems = file.map(|f| f.problems).unwrap_or_default();
    match ignored::find(path).map(|list| Ignored::load(&list, path)) {
        Some(Ok(ignored)) => settings.ignored = Arc::new(ignored),
        Some(Err(problem)) => problems.push(problem),
        None => {}
    }
    (settings, problems)
}

/// The nearest file of that name in a folder that holds `path`.
pub(super) fn above(path: &Path, name: &Path) -> Option<PathBuf> {
    nearest(path, name, Path::is_file)
}

fn nearest(path: &Path, name: &Path, is_it: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    let path = plain(path).or_else(|| real(path))?;
    path.ancestors().skip(usize::from(!path.is_dir())).map(|folder| folder.join(name)).find(|p| is_it(p))
}

/// The path of a file below a folder, with `/`; `None` where it is not below.
pub fn below(folder: &Path, path: &Path) -> Option<String> {
    let written = || Some(plain(path)?.strip_prefix(plain(folder)?).ok()?.to_owned());
    // What is written with `..`, or by way of a link, has to be looked up.
    let found = || Some(real(path)?.strip_prefix(folder.canonicalize().ok()?).ok()?.to_owned());
    let below = written().or_else(found)?;
    let parts: Vec<_> = below.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    Some(parts.join("/"))
}

/// A path from the root, where it is written without `..`, which does not say by itself where it leads.
fn plain(path: &Path) -> Option<PathBuf> {
    path::absolute(path).ok().filter(|p| !p.components().any(|c| c == Component::ParentDir))
}

/// A path from the root without links, but for the file itself.
fn real(path: &Path) -> Option<PathBuf> {
    let parent = path::absolute(path).ok()?.parent()?.canonicalize().ok()?;
    Some(parent.join(path.file_name()?))
}
