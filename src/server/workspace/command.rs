use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde_json::{Value, json};
use tokio::runtime::Handle;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::ProgressToken;

use super::progress::Progress;
use super::{Cancel, articles, check, lock, push, push_all};
use crate::server::features::diagnostics;
use crate::server::state::State;

/// The name of the command.
pub(in crate::server) const COMMAND: &str = "whosaid.checkWorkspace";

/// The command: checks all articles of the workspace, and says how many have how many findings. One that is open counts as
/// it stands in the editor.
pub(in crate::server) async fn run(state: &Arc<State>, token: Option<ProgressToken>) -> Result<Value> {
    state.workspace.wanted.store(true, Ordering::SeqCst);
    let cancel = Cancel::default();
    let progress = Progress::start(state, token, &cancel);
    // A cancelled request is dropped.
    let dropped = cancel.clone().when_dropped();
    let asker = state.clone();
    let work = tokio::task::spawn_blocking(move || {
        let paths = articles(&asker);
        let checked = check(&asker, &paths, &cancel, |done, path| progress.report(done, paths.len(), path));
        let open = if cancel.is_set() { Vec::new() } else { Handle::current().block_on(buffers(&asker, &paths)) };
        let counts = checked.iter().map(|c| c.diagnostics.len()).chain(open);
        let (files, findings) = counts.fold((0, 0), |(files, all), count| (files + 1, all + count));
        let cancelled = cancel.is_set();
        progress.end(files, findings, cancelled);
        if cancelled {
            push(&asker, &checked);
        } else {
            push_all(&asker, &checked);
        }
        json!({ "files": files, "findings": findings, "cancelled": cancelled })
    });
    let answer = work.await.map_err(|_| Error::internal_error());
    drop(dropped);
    answer
}

/// How many findings each of some files shows that is open. `paths` are in order.
async fn buffers(state: &State, paths: &[PathBuf]) -> Vec<usize> {
    let mut counts = Vec::new();
    for document in state.documents.all() {
        if document.path.as_ref().is_some_and(|p| paths.binary_search(p).is_ok())
            && let Some((document, reading)) = state.reading(&document.uri).await
        {
            counts.push(diagnostics::count(&reading.outcome, document.held(&reading)));
        }
    }
    counts
}

/// The client no longer wants what goes on under a token.
pub(in crate::server) fn cancel(state: &State, token: &ProgressToken) {
    for (_, cancel) in lock(&state.workspace.running).iter().filter(|(t, _)| t == token) {
        cancel.set();
    }
}
