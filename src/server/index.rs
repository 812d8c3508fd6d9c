//! Who speaks in the files of the workspace. They are read when somebody asks, on a thread of their own, and again
//! only when their time or size has changed.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

use tokio::sync::watch;
use tower_lsp::lsp_types::{Range, Url};

use super::documents::{Outcome, Reading, Snapshot};
use super::features::workspace_symbols;
use super::state::State;
use super::view::View;
use super::{config, convert, log, workspace};
use crate::analysis::Analyzer;
use crate::extract::Options;
use crate::text::Document;

/// The most files of a workspace that are read.
const MOST_FILES: usize = 10_000;
/// How long an answer waits for the files.
const PATIENCE: Duration = Duration::from_secs(2);

/// A speaker of an article.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The name.
    pub(super) name: String,
    /// The first role.
    pub(super) role: Option<String>,
    /// Where the article introduces them.
    pub(super) range: Range,
}

/// Who speaks in the files of the workspace, as far as they are read.
#[derive(Default)]
pub(super) struct Index {
    files: Mutex<HashMap<PathBuf, File>>,
    round: Mutex<Option<Arc<Round>>>,
    told_limit: AtomicBool,
}

/// A file as it was read.
struct File {
    modified: Option<SystemTime>,
    size: u64,
    options: Options,
    entries: Vec<Entry>,
}

/// One reading of all files. It goes on while somebody waits for it, or has waited long enough for the next question.
struct Round {
    done: watch::Sender<bool>,
    goes_on: AtomicBool,
}

/// Waits for a round.
pub(super) struct Waiting {
    round: Arc<Round>,
    done: watch::Receiver<bool>,
}

impl Waiting {
    /// Waits for the end, but not for ever: the files go on being read then.
    pub(super) async fn done(mut self) {
        if tokio::time::timeout(PATIENCE, self.done.wait_for(|done| *done)).await.is_err() {
            self.round.goes_on.store(true, Ordering::SeqCst);
        }
    }
}

impl Index {
    /// Tells what is known of each file.
    pub(super) fn each(&self, mut tell: impl FnMut(&Path, &[Entry])) {
        for (path, file) in self.files().iter() {
            tell(path, &file.entries);
        }
    }

    fn files(&self) -> MutexGuard<'_, HashMap<PathBuf, File>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn round(&self) -> MutexGuard<'_, Option<Arc<Round>>> {
        self.round.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Has the files of the workspace read, unless that is going on.
pub(super) fn refresh(state: &Arc<State>) -> Waiting {
    let mut current = state.index.round();
    if let Some(round) = &*current {
        return Waiting { done: round.done.subscribe(), round: round.clone() };
    }
    let (done, receiver) = watch::channel(false);
    let round = Arc::new(Round { done, goes_on: AtomicBool::new(false) });
    let waiting = Waiting { round: round.clone(), done: receiver };
    let reader = state.clone();
    let own = round.clone();
    let started = thread::Builder::new().name("whosaid-index".to_owned()).spawn(move || {
        loop {
            let complete = read_all(&reader, &own);
            let mut current = reader.index.round();
            // Somebody may have come while the round gave up.
            if complete || own.done.receiver_count() == 0 {
                *current = None;
                break;
            }
        }
        own.done.send_replace(true);
    });
    if started.is_ok() {
        *current = Some(round);
    } else {
        round.done.send_replace(true);
    }
    waiting
}

/// Reads the files that have changed. Tells whether it came to the end before nobody waited any more.
fn read_all(state: &Arc<State>, round: &Round) -> bool {
    let mut paths = workspace::articles(state);
    if paths.len() > MOST_FILES && !state.index.told_limit.swap(true, Ordering::SeqCst) {
        log::warn(state, &format!("workspace symbols hold the first {MOST_FILES} articles of the workspace"));
    }
    paths.truncate(MOST_FILES);
    for path in &paths {
        if round.done.receiver_count() == 0 && !round.goes_on.load(Ordering::SeqCst) {
            return false;
        }
        read_one(state, path);
    }
    let there: HashSet<PathBuf> = paths.into_iter().collect();
    state.index.files().retain(|path, _| there.contains(path));
    true
}

/// Reads a file, unless that was done since it changed.
fn read_one(state: &Arc<State>, path: &Path) {
    let (Ok(uri), Ok(metadata)) = (Url::from_file_path(path), fs::metadata(path)) else { return };
    let (modified, size) = (metadata.modified().ok(), metadata.len());
    let settings = config::settings(state, Some(path));
    let known = |f: &File| f.modified == modified && f.size == size && f.options == settings.extraction;
    if modified.is_some() && state.index.files().get(path).is_some_and(known) {
        return;
    }
    let mut entries = Vec::new();
    if size <= settings.limits.max_file_bytes as u64
        && let Ok(text) = fs::read_to_string(path)
    {
        let format = convert::format("", &uri);
        // The rules have no part in this.
        let quiet = (*settings).clone().only(&[]);
        let read = || Analyzer::default().analyze(Arc::from(&*text), format, &quiet, &|| false);
        if let Ok(Some(analysis)) = panic::catch_unwind(AssertUnwindSafe(read)) {
            let document = Document::new("", format, 0);
            let snapshot = Snapshot { revision: 0, document, typing: None, aside: false, edited: 0 };
            let reading = Reading::new(&snapshot, settings.clone(), Outcome::Read(Box::new(analysis)));
            let view = View::new(&uri, &reading, state.client_info());
            entries = view.iter().flat_map(workspace_symbols::speakers).collect();
        }
    }
    let options = settings.extraction.clone();
    state.index.files().insert(path.to_owned(), File { modified, size, options, entries });
}
