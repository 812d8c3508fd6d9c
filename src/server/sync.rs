//! Open, change, save, close. These never wait: they change the document and leave the rest to the workers.

use std::sync::Arc;

use tower_lsp::lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
};

use super::state::State;
use super::{config, convert, diagnostics, log, typing, workspace};

/// The client opens a document.
pub(super) fn open(state: &State, params: DidOpenTextDocumentParams) {
    let item = params.text_document;
    let format = convert::format(&item.language_id, &item.uri);
    let document = state.documents.open(item.uri, &item.text, format, item.version);
    if let Some(path) = &document.path {
        workspace::opened(state, path, &document.uri);
    }
    state.queue.push(document);
}

/// The client changes a document.
pub(super) fn change(state: &State, params: DidChangeTextDocumentParams) {
    let uri = &params.text_document.uri;
    let Some(document) = state.documents.get(uri) else {
        return log::warn(state, &format!("{} was changed without being open", log::name(uri)));
    };
    let changes: Vec<_> = params.content_changes.into_iter().map(convert::change).collect();
    document.change(&changes, params.text_document.version, state.client_info().encoding);
    state.queue.push(document);
}

/// The client closes a document.
pub(super) fn close(state: &Arc<State>, params: &DidCloseTextDocumentParams) {
    let uri = &params.text_document.uri;
    if state.documents.close(uri) {
        let again = uri.to_file_path().is_ok_and(|path| workspace::closed(state, &path));
        if !again && !state.client_info().pulls {
            state.outbox.send(&diagnostics::nothing(uri));
        }
    } else {
        log::warn(state, &format!("{} was closed without being open", log::name(uri)));
    }
}

/// The client saves a document: a sentence is done. Where nobody watches files, the settings beside it may have changed as well.
pub(super) fn save(state: &Arc<State>, params: &DidSaveTextDocumentParams) {
    if let Some(document) = state.documents.get(&params.text_document.uri) {
        typing::show(state, &document);
    }
    if !state.client_info().watches_files && params.text_document.uri.path().ends_with("/whosaid.toml") {
        config::files_changed(state);
    }
}
