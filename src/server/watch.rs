//! Files whose changes matter: the client is asked to tell of them.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde_json::json;
use tower_lsp::lsp_types::{DidChangeWatchedFilesParams, Registration, WatchKind};

use super::state::State;
use super::wire::stderr;
use super::{config, workspace};
use crate::settings::{file, ignored};
use crate::text::Format;

/// Asks the client to tell of changed files and settings, as far as it can.
pub(super) fn register(state: &Arc<State>) {
    let info = state.client_info();
    if info.watches_files {
        let ours = [file::NAME, ignored::NAME].map(|n| format!("**/{n}"));
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
    let ours = |path: &str| [file::NAME, ignored::NAME].iter().any(|n| path.ends_with(&format!("/{n}")));
    if params.changes.iter().any(|c| ours(c.uri.path())) {
        config::files_changed(state);
    }
    let paths = params.changes.iter().filter_map(|c| c.uri.to_file_path().ok());
    workspace::changed(state, paths.collect());
}
