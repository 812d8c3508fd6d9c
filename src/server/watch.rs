//! Files whose changes matter: the client is asked to tell of them.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde_json::json;
use tower_lsp::lsp_types::{DidChangeWatchedFilesParams, Registration, Url, WatchKind};

use super::state::State;
use super::wire::stderr;
use super::{config, workspace};
use crate::settings::{file, ignored};
use crate::text::Format;

/// The names of the files that decide what is found.
const OURS: [&str; 2] = [file::NAME, ignored::NAME];

/// Whether a file holds settings, or what was put aside.
pub(super) fn is_ours(uri: &Url) -> bool {
    OURS.iter().any(|name| uri.path().strip_suffix(name).is_some_and(|folder| folder.ends_with('/')))
}

/// Asks the client to tell of changed files and settings, as far as it can.
pub(super) fn register(state: &Arc<State>) {
    let info = state.client_info();
    if info.watches_files {
        let ours = OURS.map(|n| format!("**/{n}"));
        let articles = Format::ARTICLES.map(|ending| format!("**/*.{ending}"));
        let files = ours.iter().chain(&articles).map(|glob| json!({ "globPattern": glob }));
        // Of a folder that goes, most clients tell only that it goes.
        let gone = json!({ "globPattern": "**/*", "kind": WatchKind::Delete });
        let watchers: Vec<_> = files.chain([gone]).collect();
        let asker = state.clone();
        ask(state, registration("workspace/didChangeWatchedFiles", json!({ "watchers": watchers })), move || {
            asker.unwatched.store(true, Ordering::SeqCst);
        });
    }
    if info.watches_configuration {
        ask(state, registration("workspace/didChangeConfiguration", json!({ "section": config::SECTION })), || {});
    }
}

/// Each wish has an answer of its own: a client may grant one and refuse the other.
fn ask(state: &State, wish: Registration, refused: impl FnOnce() + Send + 'static) {
    let client = state.client.clone();
    state.spawn(async move {
        let method = wish.method.clone();
        if let Err(error) = client.register_capability(vec![wish]).await {
            stderr::line(&format!("the client refuses {method}: {}", error.message));
            refused();
        }
    });
}

fn registration(method: &str, options: serde_json::Value) -> Registration {
    Registration { id: method.to_owned(), method: method.to_owned(), register_options: Some(options) }
}

/// The client tells of changed files.
pub(super) fn changed(state: &Arc<State>, params: &DidChangeWatchedFilesParams) {
    if params.changes.iter().any(|c| is_ours(&c.uri)) {
        config::files_changed(state);
    }
    let paths = params.changes.iter().filter_map(|c| c.uri.to_file_path().ok());
    workspace::changed(state, paths.collect());
}
