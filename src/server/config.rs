//! The settings of each document: those of the editor, and of the files at or above it.
//!
//! Files are read when a document is, and kept until the client says that they changed, or for two seconds: a client
//! that watches files does not see those outside its folders, and some see only what they save themselves.

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
/// How long files count as unchanged where nobody says otherwise.
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
    /// Those of `initialize`, which hold again when others are taken away.
    first: Arc<Layer>,
    /// Who told of the others.
    told: Option<Told>,
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

/// How the client tells of its settings.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// By itself.
    Notified,
    /// When it was asked.
    Answered,
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
            let settings = capabilities::settings(options.get(SECTION).unwrap_or(options));
            if !settings.is_null() {
                let first = Arc::new(Layer::editor(&settings));
                let mut inner = self.lock();
                (inner.editor, inner.first) = (first.clone(), first);
            }
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

    /// Takes the editor's settings, and those for single folders where they are told as well. `null` takes those away
    /// that were told in the same way; of others it says nothing. Tells whether they are others than before.
    fn set_editor(&self, settings: &Value, told: Told, of_folders: Option<&[(PathBuf, Value)]>) -> bool {
        let mut inner = self.lock();
        let layer = match settings {
            Value::Null if inner.told == Some(told) => inner.first.clone(),
            Value::Null => inner.editor.clone(),
            settings => Arc::new(Layer::editor(settings)),
        };
        if !settings.is_null() {
            inner.told = Some(told);
        }
        let mut changed = inner.editor != layer;
        inner.editor = layer;
        if let Some(of_folders) = of_folders {
            let some = of_folders.iter().filter(|(_, settings)| !settings.is_null());
            let layers: HashMap<_, _> =
                some.map(|(folder, settings)| (folder.clone(), Arc::new(Layer::editor(settings)))).collect();
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

    /// The settings that hold for a document.
    pub(super) fn settings(&self, path: Option<&Path>) -> Found {
        let (editor, path, forgotten, known) = {
            let inner = self.lock();
            let folder = || inner.folders.first().map(|f| f.join("untitled"));
            let path = path.map(Path::to_owned).or_else(folder).unwrap_or_default();
            let known = inner.known.get(&path).cloned();
            if let Some((known, since)) = &known
                && since.elapsed() < TRUST
            {
                return Found { settings: known.clone(), problems: Vec::new(), changed: false };
            }
            (inner.layer(&path), path, inner.forgotten, known)
        };
        let (settings, problems) = if path.as_os_str().is_empty() {
            (Settings::merge(None, Some(&editor)), Vec::new())
        } else {
            file::settings(&path, None, Some(&editor))
        };
        let old = known.map(|(known, _)| known);
        let changed = old.as_ref().is_some_and(|old| **old != settings);
        let settings = old.filter(|_| !changed).unwrap_or_else(|| Arc::new(settings));
        let mut inner = self.lock();
        if inner.forgotten != forgotten {
            // They changed meanwhile, and whoever changed them has the document read again.
            return Found { settings, problems: Vec::new(), changed: false };
        }
        inner.known.insert(path, (settings.clone(), Instant::now()));
        let problems = editor.problems.iter().chain(&problems).filter_map(|p| inner.news(p)).collect();
        Found { settings, problems, changed }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The settings that hold for a document.
pub(super) struct Found {
    settings: Arc<Settings>,
    /// The problems in them that the user has not heard of.
    problems: Vec<String>,
    /// Whether they are others than when they were last read, of which nobody told.
    changed: bool,
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

/// The settings that hold for a document. New problems in them are shown; where files changed and nobody told of it, every
/// document is read again.
pub(super) fn settings(state: &Arc<State>, path: Option<&Path>) -> Arc<Settings> {
    let Found { settings, problems, changed } = state.config.settings(path);
    for problem in problems {
        log::show(state, MessageType::WARNING, &format!("whosaid settings: {problem}"));
    }
    if changed {
        files_changed(state);
    }
    settings
}

/// The client's settings changed: what it sends holds; if it can be asked, what it answers holds after that.
pub(super) fn changed(state: &Arc<State>, params: &DidChangeConfigurationParams) {
    // Without a section there are none; clients that want to be asked send nothing at all.
    let settings = params.settings.get(SECTION).or_else(|| params.settings.is_object().then_some(&Value::Null));
    if let Some(settings) = settings
        && state.config.set_editor(settings, Told::Notified, None)
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
            if asker.config.set_editor(settings, Told::Answered, Some(&of_folders)) {
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
