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

use super::features;
use super::log;
use super::state::State;
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
    folders: Vec<PathBuf>,
    known: HashMap<PathBuf, (Arc<Settings>, Instant)>,
    /// Problems that hold, and those that held before the last change: the user has heard of both.
    problems: HashSet<String>,
    old_problems: HashSet<String>,
}

impl Config {
    /// Keeps the settings and folders that `initialize` brings.
    pub(super) fn initialize(&self, params: &InitializeParams) {
        let folders = params.workspace_folders.iter().flatten().map(|f| &f.uri);
        #[allow(deprecated, reason = "older clients send nothing else")]
        let root = params.root_uri.iter().filter(|_| params.workspace_folders.is_none());
        let folders = folders.chain(root).filter_map(|uri| uri.to_file_path().ok()).collect();
        self.lock().folders = folders;
        if let Some(options) = &params.initialization_options {
            self.set_editor(&features::settings(options.get(SECTION).unwrap_or(options)));
        }
    }

    /// Keeps other folders.
    pub(super) fn change_folders(&self, event: WorkspaceFoldersChangeEvent) {
        let path = |uri: Url| uri.to_file_path().ok();
        let removed: Vec<_> = event.removed.into_iter().filter_map(|f| path(f.uri)).collect();
        let mut inner = self.lock();
        inner.folders.retain(|f| !removed.contains(f));
        inner.folders.extend(event.added.into_iter().filter_map(|f| path(f.uri)));
    }

    /// The folders of the workspace.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        self.lock().folders.clone()
    }

    /// The folder of the workspace that holds a file.
    pub(super) fn folder(&self, path: &Path) -> Option<PathBuf> {
        let inner = self.lock();
        let holding = inner.folders.iter().filter(|f| path.starts_with(f));
        holding.max_by_key(|f| f.components().count()).cloned()
    }

    /// Takes the editor's settings; `null` is none and changes nothing. Tells whether they are others than before.
    fn set_editor(&self, settings: &Value) -> bool {
        if settings.is_null() {
            return false;
        }
        let layer = Layer::editor(settings);
        let mut inner = self.lock();
        if *inner.editor == layer {
            return false;
        }
        inner.editor = Arc::new(layer);
        inner.forget();
        true
    }

    /// Has files read again.
    pub(super) fn forget_files(&self) {
        self.lock().forget();
    }

    /// The settings that hold for a document, with the problems in them that the user has not heard of.
    pub(super) fn settings(&self, path: Option<&Path>, watched: bool) -> (Arc<Settings>, Vec<String>) {
        let (editor, path) = {
            let inner = self.lock();
            let folder = || inner.folders.first().map(|f| f.join("untitled"));
            let path = path.map(Path::to_owned).or_else(folder).unwrap_or_default();
            if let Some((known, since)) = inner.known.get(&path)
                && (watched || since.elapsed() < TRUST)
            {
                return (known.clone(), Vec::new());
            }
            (inner.editor.clone(), path)
        };
        let (settings, problems) = if path.as_os_str().is_empty() {
            (Settings::merge(None, Some(&editor)), Vec::new())
        } else {
            file::settings(&path, None, Some(&editor))
        };
        let settings = Arc::new(settings);
        let mut inner = self.lock();
        if Arc::ptr_eq(&inner.editor, &editor) {
            inner.known.insert(path, (settings.clone(), Instant::now()));
        }
        let news = editor.problems.iter().chain(&problems).filter_map(|p| inner.news(p)).collect();
        (settings, news)
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn forget(&mut self) {
        self.known.clear();
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
    let (settings, problems) = state.config.settings(path, state.client_info().watches_files);
    for problem in problems {
        log::show(state, MessageType::WARNING, &format!("whosaid settings: {problem}"));
    }
    settings
}

/// The client's settings changed: what it sends holds; if it can be asked, what it answers holds after that.
pub(super) fn changed(state: &Arc<State>, params: &DidChangeConfigurationParams) {
    if let Some(settings) = params.settings.get(SECTION)
        && state.config.set_editor(settings)
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
        let item = ConfigurationItem { scope_uri: None, section: Some(SECTION.to_owned()) };
        let client = asker.client.clone();
        let answer = asker.answer(async move { client.configuration(vec![item]).await }).await;
        let current = asker.config.questions.load(Ordering::SeqCst) == question;
        if let Some(Ok(answers)) = answer
            && current
            && answers.first().is_some_and(|settings| asker.config.set_editor(settings))
        {
            take_effect(&asker);
        }
    });
}

/// Files of settings changed.
pub(super) fn files_changed(state: &Arc<State>) {
    state.config.forget_files();
    take_effect(state);
}

/// Shows other settings in every open document.
fn take_effect(state: &Arc<State>) {
    state.reread_all();
    features::refresh(state);
    if state.client_info().refreshes_hints {
        let client = state.client.clone();
        state.spawn(async move {
            let _ = client.inlay_hint_refresh().await;
        });
    }
}
