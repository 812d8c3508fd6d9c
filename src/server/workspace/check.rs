use std::fs::{self, Metadata};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use ignore::WalkBuilder;
use tower_lsp::lsp_types::{Diagnostic, Url};

use super::{Cancel, lock};
use crate::server::documents::Outcome;
use crate::server::features::diagnostics;
use crate::server::state::State;
use crate::server::{config, convert, log, worker};
use crate::settings::Settings;
use crate::text::{Format, is_utf16};

/// What was found in a file.
pub(in crate::server) struct Checked {
    /// Where it is.
    pub(in crate::server) path: PathBuf,
    /// Its name.
    pub(in crate::server) uri: Url,
    /// What was found.
    pub(in crate::server) diagnostics: Vec<Diagnostic>,
    /// The name of this list of diagnostics.
    pub(in crate::server) id: String,
    /// What it depends on.
    stamp: (u64, Option<SystemTime>),
    settings: Arc<Settings>,
}

/// Whether a file is an article, by its name.
pub(in crate::server) fn is_article(path: &Path) -> bool {
    path.extension()
        .and_then(|e| e.to_str())
        .is_some_and(|e| Format::ARTICLES.iter().any(|x| e.eq_ignore_ascii_case(x)))
}

/// The articles of the workspace's folders, sorted, without those that are hidden or ignored.
pub(in crate::server) fn articles(state: &State) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in state.config.folders() {
        let entries = WalkBuilder::new(folder).require_git(false).build();
        let entries = entries.filter_map(|entry| entry.inspect_err(|error| unreadable(state, error)).ok());
        let files = entries.filter(|e| e.file_type().is_some_and(|t| t.is_file()));
        found.extend(files.map(ignore::DirEntry::into_path).filter(|p| is_article(p)));
    }
    found.sort();
    found.dedup();
    found
}

/// Says, once, what of a folder cannot be looked through.
fn unreadable(state: &State, error: &ignore::Error) {
    let message = format!("not checked: {error}");
    if lock(&state.workspace.unreadable).insert(message.clone()) {
        log::warn(state, &message);
    }
}

/// Reads files that are not open, in order, until `cancel`; those that have not changed since are not read again.
/// `report` hears of each before it is read.
pub(in crate::server) fn check(
    state: &Arc<State>,
    paths: &[PathBuf],
    cancel: &Cancel,
    report: impl Fn(usize, &Path),
) -> Vec<Arc<Checked>> {
    let mut all = Vec::new();
    for (done, path) in paths.iter().enumerate() {
        // Whoever writes comes first.
        while state.queue.is_busy() && !cancel.is_set() {
            std::thread::sleep(Duration::from_millis(2));
        }
        if cancel.is_set() {
            break;
        }
        report(done, path);
        all.extend(file(state, path, cancel));
    }
    all
}

/// Reads a file, unless it is known as it is. What was found in one that cannot be read any more is forgotten.
fn file(state: &Arc<State>, path: &Path, cancel: &Cancel) -> Option<Arc<Checked>> {
    if state.documents.has_file(path) {
        return None;
    }
    let _turn = state.workspace.turn(path);
    let checked = checked(state, path, cancel);
    if checked.is_none() && !cancel.is_set() {
        lock(&state.workspace.files).remove(path);
    }
    checked
}

fn checked(state: &Arc<State>, path: &Path, cancel: &Cancel) -> Option<Arc<Checked>> {
    let uri = Url::from_file_path(path).ok()?;
    // To read what became a pipe would never end.
    let meta = fs::metadata(path).ok().filter(Metadata::is_file)?;
    let stamp = (meta.len(), meta.modified().ok());
    let settings = config::settings(state, Some(path));
    let known = lock(&state.workspace.files).get(path).cloned();
    if let Some(known) = known.filter(|k| k.stamp == stamp && k.settings == settings) {
        return Some(known);
    }
    let outcome = match worker::unread(meta.len(), &settings) {
        Some(outcome) => outcome,
        None => outcome(state, path, convert::format("", &uri), &settings, cancel)?,
    };
    let diagnostics = diagnostics::list(&outcome, &[], &uri, state.client_info());
    let id = diagnostics::result_id(&diagnostics);
    let checked = Arc::new(Checked { path: path.to_owned(), uri, diagnostics, id, stamp, settings });
    let mut files = lock(&state.workspace.files);
    // Under the lock: a folder that goes takes its files along.
    if state.config.folder(path).is_some() {
        files.insert(path.to_owned(), checked.clone());
    }
    drop(files);
    Some(checked)
}

/// What comes of reading a file. Why one cannot be read is logged.
fn outcome(state: &State, path: &Path, format: Format, settings: &Settings, cancel: &Cancel) -> Option<Outcome> {
    let unchecked = |why: &str| log::warn(state, &format!("{} is not checked: {why}", path.display()));
    let text = match fs::read(path) {
        // Plain letters and their zero bytes are UTF-8 as well, and no words.
        Ok(bytes) if is_utf16(&bytes) => {
            unchecked("it looks like UTF-16; save it as UTF-8");
            return None;
        }
        Ok(bytes) => String::from_utf8(bytes).map_err(|_| unchecked("it is not UTF-8; save it as UTF-8")).ok()?,
        Err(error) => {
            unchecked(&error.to_string());
            return None;
        }
    };
    let read = || worker::outcome(state, &Mutex::default(), text, format, settings, &|| cancel.is_set());
    panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        log::error(state, &format!("reading {} failed: {}", path.display(), log::panic_place()));
        None
    })
}
