//! Open, change, save, close. These never wait: they change the document and leave the rest to the workers.
//!
//! What opens and changes documents is read here, piece by piece: were one change left out, all later ones would go to
//! wrong places, so that a document of which a change cannot be read is set aside.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;
use tower_lsp::lsp_types::{
    DidCloseTextDocumentParams, DidSaveTextDocumentParams, MessageType, TextDocumentContentChangeEvent, Url,
};

use super::documents::Open;
use super::features::diagnostics;
use super::state::State;
use super::{config, convert, log, typing, watch, workspace};
use crate::text::Change;

/// The client opens a document.
pub(super) fn open(state: &State, mut params: Value) {
    let Some(uri) = uri(&params) else {
        return log::error(state, "a document was opened under a name that cannot be read, and is left out");
    };
    let Value::String(text) = take(&mut params, "/textDocument/text") else {
        return match state.documents.get(&uri) {
            Some(document) => set_aside(state, document),
            None => lost(state, &uri, "the text"),
        };
    };
    if let Some(theirs) = params.pointer("/textDocument/uri").and_then(Value::as_str) {
        state.outbox.spellings.keep(&uri, theirs);
    }
    let language = take(&mut params, "/textDocument/languageId");
    let format = convert::format(language.as_str().unwrap_or_default(), &uri);
    let document = state.documents.open(uri, &text, format, version(&params).unwrap_or_default());
    if let Some(path) = &document.path {
        workspace::opened(state, path, &document.uri);
    }
    state.queue.push(document);
}

/// The client changes a document.
pub(super) fn change(state: &State, mut params: Value) {
    let Some(uri) = uri(&params) else {
        return log::error(state, "a change to a document cannot be read, nor which document it is for");
    };
    let Some(document) = state.documents.get(&uri) else {
        return log::warn(state, &format!("{} was changed without being open", log::name(&uri)));
    };
    let Some(changes) = changes(&mut params) else { return set_aside(state, document) };
    let encoding = state.client_info().encoding;
    let change = || document.change(changes, version(&params), encoding);
    match panic::catch_unwind(AssertUnwindSafe(change)) {
        Ok(true) => state.queue.push(document),
        Ok(false) => {}
        Err(_) => set_aside(state, document),
    }
}

fn take(params: &mut Value, at: &str) -> Value {
    params.pointer_mut(at).map(Value::take).unwrap_or_default()
}

fn uri(params: &Value) -> Option<Url> {
    Url::deserialize(params.pointer("/textDocument/uri")?).ok()
}

/// The version, where it is one.
fn version(params: &Value) -> Option<i32> {
    params.pointer("/textDocument/version")?.as_i64()?.try_into().ok()
}

/// The changes, from the last one on that brings the whole text; none where one of them cannot be read.
fn changes(params: &mut Value) -> Option<Vec<Change>> {
    const PLACES: [&str; 4] =
        ["/range/start/line", "/range/start/character", "/range/end/line", "/range/end/character"];
    let Value::Array(mut changes) = take(params, "/contentChanges") else { return None };
    let whole = |c: &Value| c.get("range").is_none_or(Value::is_null) && c.get("text").is_some_and(Value::is_string);
    if let Some(last) = changes.iter().rposition(whole) {
        changes.drain(..last);
    }
    let read = |mut change: Value| {
        // It says what the range says as well.
        change.as_object_mut()?.remove("rangeLength");
        for place in PLACES {
            // A place behind the end is the end.
            if let Some(n) = change.pointer_mut(place).filter(|n| n.as_u64().is_some_and(|n| n > u32::MAX.into())) {
                *n = u32::MAX.into();
            }
        }
        Some(convert::change(TextDocumentContentChangeEvent::deserialize(change).ok()?))
    };
    changes.into_iter().map(read).collect()
}

/// A change to a document is lost: it is left alone until all of its text comes. The user hears of it once.
fn set_aside(state: &State, document: Arc<Open>) {
    if document.set_aside() {
        lost(state, &document.uri, "a change to it");
    }
    state.queue.push(document);
}

/// Tells that a document is not checked, because something of it could not be read.
fn lost(state: &State, uri: &Url, what: &str) {
    let name = log::name(uri);
    log::error(state, &format!("{name} is set aside: {what} cannot be read"));
    let advice = "Close it and open it again to have it checked.";
    let message = format!("whosaid does not check {name} as it stands: {what} could not be read. {advice}");
    log::show(state, MessageType::WARNING, &message);
}

/// The client closes a document.
pub(super) fn close(state: &Arc<State>, params: &DidCloseTextDocumentParams) {
    let uri = &params.text_document.uri;
    if state.documents.close(uri) {
        let again = uri.to_file_path().is_ok_and(|path| workspace::closed(state, &path));
        if !again && !state.client_info().pulls {
            state.outbox.send(&diagnostics::nothing(uri));
        }
        state.news.document();
    } else {
        log::warn(state, &format!("{} was closed without being open", log::name(uri)));
    }
}

/// The client saves a document: a sentence is done. Where nobody watches files, the settings beside it may have changed as well.
pub(super) fn save(state: &Arc<State>, params: &DidSaveTextDocumentParams) {
    if let Some(document) = state.documents.get(&params.text_document.uri) {
        typing::show(state, &document);
    }
    if !state.watches_files() && watch::is_ours(&params.text_document.uri) {
        config::files_changed(state);
    }
}
