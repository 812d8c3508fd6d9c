//! The settings of each document: those of the editor, and of the files at or above it.
//!
//! Files are read when a document is, and kept until something says that they changed: the client, where it watches
//! files, or else the clock.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;
use tower_lsp::lsp_types::{
    ConfigurationItem, DidChangeConfigurationParams, InitializeParams, MessageType, Url, WorkspaceFoldersChangeEvent,
};

use super::features::{capabilities, diagnostics};
use super::state::State;
use super::{log, workspace};
use crate::settings::{Layer, Problem, Settings, file};

/// The section of the editor's settings.
pub(super) const SECTION: &str = "whosaid";
/// How long files count as unchanged where nobody watches them.
const TRUST: Duration = Duration::from_secs(2);

/// The settings of the editor and of the files.
#[derive(Default)]
pub(super) struct Config {
    inner: Mutex<Inner>,
    /// Counts the questions to the client for its settings; only the last answer holds.
    questions: AtomicU64,
}

#[derive(Default)]
struct Inner {
    editor: Arc<Layer>,
    /// The editor's settings for single folders of the workspace.
    of_folders: HashMap<PathBuf, Arc<Layer>>,
    folders: Vec<PathBuf>,
    known: HashMap<PathBuf, (Arc<Settings>, Instant)>,
    /// Problems that hold, and those that held before the last change: the user has heard of both.
    problems: HashSet<String>,
    old_problems: HashSet<String>,
    /// How often all was forgotten: what was read from files before is not kept after.
    forgotten: u64,
}

impl Config {
    /// Keeps the settings and folders that `initialize` brings.
    pub(super) fn initialize(&self, params: &InitializeParams) {
        let folders = params.workspace_folders.iter().flatten().map(|f| &f.uri);
        let mut folders: Vec<PathBuf> = folders.filter_map(|uri| uri.to_file_path().ok()).collect();
        #[allow(deprecated, reason = "older clients send nothing else")]
        let (uri, path) = (&params.root_uri, &params.root_path);
        if params.workspace_folders.is_none() {
            let uri = uri.as_ref().and_then(|uri| uri.to_file_path().ok());
            folders.extend(uri.or_else(|| path.as_ref().map(PathBuf::from).filter(|p| p.is_absolute())));
        }
        self.lock().folders = folders;
        if let Some(options) = &params.initialization_options {
            self.set_editor(&capabilities::settings(options.get(SECTION).unwrap_or(options)), None);
        }
    }

    /// Keeps other folders.
    pub(super) fn change_folders(&self, event: WorkspaceFoldersChangeEvent) {
        let path = |uri: Url| uri.to_file_path().ok();
        let removed: Vec<_> = event.removed.into_iter().filter_map(|f| path(f.uri)).collect();
        let mut inner = self.lock();
        inner.folders.retain(|f| !removed.contains(f));
        inner.folders.extend(event.added.into_iter().filter_map(|f| path(f.uri)));
        inner.of_folders.retain(|folder, _| !removed.contains(folder));
        inner.forget();
    }

    /// The folders of the workspace.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        self.lock().folders.clone()
    }

    /// The folder of the workspace that holds a file.
    pub(super) fn folder(&self, path: &Path) -> Option<PathBuf> {
        self.lock().folder(path).cloned()
    }

    /// Takes the editor's settings, and those for single folders where they are told as well; `null` is none and changes
    /// nothing. Tells whether they are others than before.
    fn set_editor(&self, settings: &Value, of_folders: Option<&[(PathBuf, Value)]>) -> bool {
        let mut inner = self.lock();
        let mut changed = false;
        if !settings.is_null() {
            let layer = Layer::editor(settings);
            if *inner.editor != layer {
                inner.editor = Arc::new(layer);
                changed = true;
            }
        }
        if let Some(of_folders) = of_folders {
            let told = of_folders.iter().filter(|(_, settings)| !settings.is_null());
            let layers: HashMap<_, _> =
                told.map(|(folder, settings)| (folder.clone(), Arc::new(Layer::editor(settings)))).collect();
            if inner.of_folders != layers {
                inner.of_folders = layers;
                changed = true;
            }
        }
        if changed {
            inner.forget();
        }
        changed
    }

    /// Has files read again.
    pub(super) fn forget_files(&self) {
        self.lock().forget();
    }

    /// The settings that hold for a document, with the problems in them that the user has not heard of.
    pub(super) fn settings(&self, path: Option<&Path>, watched: bool) -> (Arc<Settings>, Vec<String>) {
        let (editor, path, forgotten) = {
            let inner = self.lock();
            let folder = || inner.folders.first().map(|f| f.join("untitled"));
            let path = path.map(Path::to_owned).or_else(folder).unwrap_or_default();
            if let Some((known, since)) = inner.known.get(&path)
                && (watched || since.elapsed() < TRUST)
            {
                return (known.clone(), Vec::new());
            }
            (inner.layer(&path), path, inner.forgotten)
        };
        let (settings, problems) = if path.as_os_str().is_empty() {
            (Settings::merge(None, Some(&editor)), Vec::new())
        } else {
            file::settings(&path, None, Some(&editor))
        };
        let settings = Arc::new(settings);
        let mut inner = self.lock();
        if inner.forgotten != forgotten {
            // They changed meanwhile, and whoever changed them has the document read again.
            return (settings, Vec::new());
        }
        inner.known.insert(path, (settings.clone(), Instant::now()));
        let news = editor.problems.iter().chain(&problems).filter_map(|p| inner.news(p)).collect();
        (settings, news)
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// The innermost folder that holds a file.
    fn folder(&self, path: &Path) -> Option<&PathBuf> {
        let holding = self.folders.iter().filter(|f| path.starts_with(f));
        holding.max_by_key(|f| f.components().count())
    }

    /// The editor's settings for a file.
    fn layer(&self, path: &Path) -> Arc<Layer> {
        self.folder(path).and_then(|f| self.of_folders.get(f)).unwrap_or(&self.editor).clone()
    }

    fn forget(&mut self) {
        self.known.clear();
        self.forgotten += 1;
        self.old_problems = std::mem::take(&mut self.problems);
    }

    /// What to tell the user of a problem: nothing when it was told before.
    fn news(&mut self, problem: &Problem) -> Option<String> {
        let told = problem.to_string();
        (self.problems.insert(told.clone()) && !self.old_problems.contains(&told)).then_some(told)
    }
}

/// The settings that hold for a document. New problems in them are shown.
pub(super) fn settings(state: &State, path: Option<&Path>) -> Arc<Settings> {
    let (settings, problems) = state.config.settings(path, state.watches_files());
    for problem in problems {
        log::show(state, MessageType::WARNING, &format!("whosaid settings: {problem}"));
    }
    settings
}

/// The client's settings changed: what it sends holds; if it can be asked, what it answers holds after that.
pub(super) fn changed(state: &Arc<State>, params: &DidChangeConfigurationParams) {
    if let Some(settings) = params.settings.get(SECTION)
        && state.config.set_editor(settings, None)
    {
        take_effect(state);
    }
    ask(state);
}

/// Asks the client for its settings, without waiting for the answer.
pub(super) fn ask(state: &Arc<State>) {
    if !state.client_info().configuration {
        return;
    }
    let question = state.config.questions.fetch_add(1, Ordering::SeqCst) + 1;
    let asker = state.clone();
    state.spawn(async move {
        let folders = asker.config.folders();
        let scopes = std::iter::once(None).chain(folders.iter().map(|f| Url::from_file_path(f).ok()));
        let items = scopes.map(|scope_uri| ConfigurationItem { scope_uri, section: Some(SECTION.to_owned()) });
        let (client, items) = (asker.client.clone(), items.collect());
        let answer = asker.answer(async move { client.configuration(items).await }).await;
        let current = asker.config.questions.load(Ordering::SeqCst) == question;
        if let Some(Ok(answers)) = answer
            && current
            && let Some((settings, of_folders)) = answers.split_first()
        {
            let of_folders: Vec<_> = folders.into_iter().zip(of_folders.iter().cloned()).collect();
            if asker.config.set_editor(settings, Some(&of_folders)) {
                take_effect(&asker);
            }
        }
    });
}

/// The workspace has other folders.
pub(super) fn folders_changed(state: &Arc<State>, event: WorkspaceFoldersChangeEvent) {
    state.config.change_folders(event);
    reread(state);
    workspace::folders_changed(state);
    ask(state);
}

/// Files of settings changed.
pub(super) fn files_changed(state: &Arc<State>) {
    state.config.forget_files();
    take_effect(state);
}

/// Shows other settings in every document.
fn take_effect(state: &Arc<State>) {
    reread(state);
    workspace::recheck_all(state);
}

/// Shows other settings in every open document.
fn reread(state: &Arc<State>) {
    state.reread_all();
    state.news.files();
    diagnostics::refresh(state);
    capabilities::refresh(state);
}
