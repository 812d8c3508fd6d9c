//! The articles of the workspace that are not open: checked in the background, one at a time, while no open document
//! waits. Several checks may be under way, such as one that the user asks for while the client pulls: they share the work,
//! and each comes to its own end.

mod check;
mod command;
mod progress;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use tower_lsp::lsp_types::{ProgressToken, Url};

use super::features::diagnostics::{self, Publish};
use super::state::State;
pub(super) use check::{Checked, articles, check, is_article};
pub(super) use command::{COMMAND, cancel, run};

/// What is known of files that are not open.
#[derive(Default)]
pub(super) struct Workspace {
    /// What was found in each, as it was last read.
    files: Mutex<HashMap<PathBuf, Arc<Checked>>>,
    /// Those that are being read, and word of each that was.
    under_way: Mutex<HashSet<PathBuf>>,
    read: Condvar,
    /// Those whose diagnostics were pushed to the client, and what these are.
    pushed: Mutex<HashMap<PathBuf, Pushed>>,
    /// Whether the client asks for the diagnostics of the workspace by itself, and whether it has had them.
    pulled: AtomicBool,
    answered: AtomicBool,
    /// Whether the user has had the workspace checked.
    wanted: AtomicBool,
    /// Counts the checks, to name their progress.
    round: AtomicU64,
    /// What could not be looked through, as the user has been told.
    unreadable: Mutex<HashSet<String>>,
    /// What is under way, by the token of its progress.
    running: Mutex<Vec<(ProgressToken, Cancel)>>,
}

/// The diagnostics of a file that the client has.
struct Pushed {
    uri: Url,
    /// The name of the list; see [`Checked::id`].
    id: String,
}

/// Keeps others from reading a file until it is dropped.
struct Turn<'a> {
    workspace: &'a Workspace,
    path: &'a Path,
}

impl Workspace {
    /// Waits until nobody else reads a file: what they found holds for whoever waits.
    fn turn<'a>(&'a self, path: &'a Path) -> Turn<'a> {
        let waiting = self.read.wait_while(lock(&self.under_way), |paths| paths.contains(path));
        waiting.unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
        Turn { workspace: self, path }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        lock(&self.workspace.under_way).remove(self.path);
        self.workspace.read.notify_all();
    }
}

/// Ends a check before it is done.
#[derive(Clone, Default)]
pub(super) struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Whether it is to end.
    pub(super) fn is_set(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }

    fn set(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Ends it when what is given back is dropped.
    pub(super) fn when_dropped(self) -> impl Drop + Send {
        struct Guard(Cancel);
        impl Drop for Guard {
            fn drop(&mut self) {
                self.0.set();
            }
        }
        Guard(self)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives the client what was found, in the place of all that it was given before.
fn push_all(state: &Arc<State>, checked: &[Arc<Checked>]) {
    let known: Vec<PathBuf> = lock(&state.workspace.pushed).keys().cloned().collect();
    for path in known.iter().filter(|p| !checked.iter().any(|c| c.path == **p)) {
        take_away(state, path);
    }
    push(state, checked);
}

/// Gives the client what was found in files that are not open. A client that pulls is asked to.
fn push(state: &Arc<State>, checked: &[Arc<Checked>]) {
    let pulled = || state.workspace.pulled.load(Ordering::SeqCst);
    if pulled() {
        return diagnostics::refresh(state);
    }
    for file in checked {
        let mut pushed = lock(&state.workspace.pushed);
        // The first pull may come while this goes on.
        if pulled() {
            return diagnostics::refresh(state);
        }
        // Under the lock: a document that is opened meanwhile takes it away again, and so does a folder that goes.
        if !state.documents.has_file(&file.path) && state.config.folder(&file.path).is_some() {
            let new = Pushed { uri: file.uri.clone(), id: file.id.clone() };
            let old = pushed.insert(file.path.clone(), new);
            if old.is_none_or(|old| old.id != file.id) {
                state.outbox.send(&Publish::new(&file.uri, &file.diagnostics, None));
            }
        }
    }
}

/// The client asks for the diagnostics of the workspace: what it was given unasked it would have twice.
pub(super) fn pulls(state: &State) {
    if state.workspace.pulled.swap(true, Ordering::SeqCst) {
        return;
    }
    let pushed: Vec<PathBuf> = lock(&state.workspace.pushed).keys().cloned().collect();
    for path in pushed {
        take_away(state, &path);
    }
}

/// The client is given the diagnostics of the workspace. Tells whether it was before.
pub(super) fn answered(state: &State) -> bool {
    state.workspace.answered.swap(true, Ordering::SeqCst)
}

/// A file cannot be read any more: neither what was found in it nor what was found in a buffer of it is shown.
fn forget(state: &State, path: &Path) {
    let pushed = lock(&state.workspace.pushed).remove(path);
    let uri = pushed.map(|p| p.uri).or_else(|| Url::from_file_path(path).ok());
    if let Some(uri) = uri.filter(|_| !state.client_info().pulls && !state.documents.has_file(path)) {
        state.outbox.send(&diagnostics::nothing(&uri));
    }
}

fn take_away(state: &State, path: &Path) {
    if let Some(Pushed { uri, .. }) = lock(&state.workspace.pushed).remove(path)
        && !state.documents.has_file(path)
    {
        state.outbox.send(&diagnostics::nothing(&uri));
    }
}

/// A document is opened: what was found in its file gives way to what is found in the buffer.
pub(super) fn opened(state: &State, path: &Path, uri: &Url) {
    if let Some(pushed) = lock(&state.workspace.pushed).remove(path)
        && (state.client_info().pulls || pushed.uri != *uri)
    {
        state.outbox.send(&diagnostics::nothing(&pushed.uri));
    }
}

/// A document is closed. Tells whether its file is shown again, as it is stored.
pub(super) fn closed(state: &Arc<State>, path: &Path) -> bool {
    // Who pulls the workspace is pushed nothing, and what was found in the buffer has to go.
    let pulled = state.workspace.pulled.load(Ordering::SeqCst);
    let new =
        || state.workspace.wanted.load(Ordering::SeqCst) && is_article(path) && state.config.folder(path).is_some();
    let known = lock(&state.workspace.files).contains_key(path);
    let again = !pulled && (known || new()) && path.is_file();
    if again {
        recheck(state, vec![path.to_owned()]);
    }
    again
}

/// Files of the workspace changed, came or went; or folders, with all that is in them. A client may tell of many
/// thousands at once: what the disk has to say to each is not waited for.
pub(super) fn changed(state: &Arc<State>, paths: Vec<PathBuf>) {
    let state = state.clone();
    state.clone().spawn_blocking(move || look_at(&state, paths));
}

fn look_at(state: &Arc<State>, mut paths: Vec<PathBuf>) {
    let known: BTreeSet<PathBuf> = lock(&state.workspace.files).keys().cloned().collect();
    // In order, what is in a folder follows it.
    let known = |path: &Path| known.range(path.to_owned()..).next().is_some_and(|p| p.starts_with(path));
    paths.retain(|path| is_article(path) || known(path) || path.is_dir());
    if !paths.is_empty() && state.workspace.pulled.load(Ordering::SeqCst) {
        state.news.files();
        diagnostics::refresh(state);
    }
    if !state.workspace.wanted.load(Ordering::SeqCst) {
        return;
    }
    let (there, gone): (Vec<_>, Vec<_>) = paths.into_iter().partition(|p| p.exists());
    for path in &gone {
        lock(&state.workspace.files).retain(|p, _| !p.starts_with(path));
        let pushed: Vec<PathBuf> =
            lock(&state.workspace.pushed).keys().filter(|p| p.starts_with(path)).cloned().collect();
        for path in pushed {
            take_away(state, &path);
        }
    }
    recheck(state, there);
}

/// Settings changed: everything that was checked is checked again.
pub(super) fn recheck_all(state: &Arc<State>) {
    if state.workspace.wanted.load(Ordering::SeqCst) {
        let paths = lock(&state.workspace.files).keys().cloned().collect();
        recheck(state, paths);
    }
}

/// The workspace has other folders: what was in the others only is taken away, and what is new is checked.
pub(super) fn folders_changed(state: &Arc<State>) {
    let gone = |path: &PathBuf| state.config.folder(path).is_none();
    lock(&state.workspace.files).retain(|path, _| !gone(path));
    let pushed: Vec<PathBuf> = lock(&state.workspace.pushed).keys().filter(|p| gone(p)).cloned().collect();
    for path in pushed {
        take_away(state, &path);
    }
    if state.workspace.wanted.load(Ordering::SeqCst) {
        let asker = state.clone();
        state.spawn_blocking(move || {
            let checked = check(&asker, &articles(&asker), &Cancel::default(), |_, _| {});
            push(&asker, &checked);
        });
    }
}

/// Checks files, and the articles of folders, again, beside everything else. A file that is new counts only if it is an
/// article of the workspace.
fn recheck(state: &Arc<State>, paths: Vec<PathBuf>) {
    if paths.is_empty() {
        return;
    }
    let asker = state.clone();
    state.spawn_blocking(move || {
        let state = asker;
        let new = paths.iter().any(|p| !lock(&state.workspace.files).contains_key(p));
        let all = if new { articles(&state) } else { Vec::new() };
        let known = |p: &PathBuf| lock(&state.workspace.files).contains_key(p);
        let mut wanted: Vec<PathBuf> = paths.iter().filter(|p| known(p)).cloned().collect();
        wanted.extend(all.into_iter().filter(|p| paths.iter().any(|path| p.starts_with(path))));
        wanted.sort();
        wanted.dedup();
        let checked = check(&state, &wanted, &Cancel::default(), |_, _| {});
        // A document that was closed may be left out of the workspace.
        let left_out = paths.iter().filter(|p| is_article(p) && !wanted.contains(p));
        for path in wanted.iter().filter(|p| !checked.iter().any(|c| c.path == **p)).chain(left_out) {
            forget(&state, path);
        }
        push(&state, &checked);
    });
}

#[cfg(test)]
mod tests {
    use std::thread;
    use std::time::Duration;

    use super::*;

    /// What was found by the first holds for the second.
    #[test]
    fn a_file_is_with_one_reader_at_a_time() {
        let (workspace, read) = (Workspace::default(), AtomicBool::new(false));
        thread::scope(|scope| {
            let first = workspace.turn(Path::new("a.txt"));
            let second = scope.spawn(|| {
                let _turn = workspace.turn(Path::new("a.txt"));
                assert!(read.load(Ordering::SeqCst), "it did not wait");
            });
            drop(workspace.turn(Path::new("b.txt")));
            thread::sleep(Duration::from_millis(50));
            assert!(!second.is_finished());
            read.store(true, Ordering::SeqCst);
            drop(first);
            assert!(second.join().is_ok());
        });
        assert!(lock(&workspace.under_way).is_empty());
    }
}
