//! Diagnostics of the workspace, for a client that asks for them.
//!
//! A question is answered at once. A client that takes partial results and asks again when it has everything, as some do
//! for ever, is given what is new as it comes, and the question stays: while nothing is new nothing is done for it.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio::time::timeout;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    ProgressToken, Url, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult,
    WorkspaceDocumentDiagnosticReport,
};

use super::Report;
use crate::server::news::{Event, Question};
use crate::server::state::State;
use crate::server::workspace::{self, Cancel, Checked};
use crate::server::{config, log};

/// How often files are looked at where nobody tells of those that change.
const LOOK: Duration = Duration::from_secs(2);
/// Who writes nothing for so long pauses.
const PAUSE: Duration = Duration::from_millis(200);

/// `workspace/diagnostic`: the open documents, then the articles that are not open.
pub(in crate::server) async fn workspace(
    state: &Arc<State>,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReportResult> {
    let mut question = state.news.ask();
    workspace::pulls(state);
    let token = params.partial_result_params.partial_result_token;
    let mut known = params.previous_result_ids.into_iter().map(|p| (p.uri, p.value)).collect();
    let mut files = files(state).await;
    let mut items = items(state, &files, &known).await;
    let again = workspace::answered(state);
    if let Some(token) = token.filter(|_| again && !items.iter().any(is_new)) {
        loop {
            match heard(state, &mut question).await {
                Event::Over => break,
                Event::Files => files = self::files(state).await,
                Event::Documents => {}
            }
            items = self::items(state, &files, &known).await;
            items.retain(is_new);
            give(state, &token, &items, &mut known);
            items.clear();
        }
    }
    Ok(WorkspaceDiagnosticReport { items }.into())
}

/// Waits for something that may be new. A key is no reason to look at the whole workspace: until the writer pauses, the
/// client asks about the document itself.
async fn heard(state: &State, question: &mut Question) -> Event {
    let mut event = if state.watches_files() {
        question.next().await
    } else {
        timeout(LOOK, question.next()).await.unwrap_or(Event::Files)
    };
    while event == Event::Documents
        && let Ok(next) = timeout(PAUSE, question.next()).await
    {
        event = next;
    }
    event
}

/// What was found in the articles of the workspace's folders. The answer ends the wait; so does a cancel, which drops it.
async fn files(state: &Arc<State>) -> Vec<Arc<Checked>> {
    let cancel = Cancel::default();
    let _dropped = cancel.clone().when_dropped();
    let asker = state.clone();
    let files = tokio::task::spawn_blocking(move || {
        let whole = config::settings(&asker, None).diagnostics.workspace;
        let paths = if whole { workspace::articles(&asker) } else { Vec::new() };
        workspace::check(&asker, &paths, &cancel, |_, _| {})
    });
    files.await.unwrap_or_default()
}

/// All that there is to say to a client that has these lists.
async fn items(
    state: &State,
    files: &[Arc<Checked>],
    known: &HashMap<Url, String>,
) -> Vec<WorkspaceDocumentDiagnosticReport> {
    let mut gone: HashMap<&Url, &String> = known.iter().collect();
    let mut items = Vec::new();
    for document in state.documents.all() {
        let uri = document.uri.clone();
        let Some((document, reading)) = state.reading(&uri).await else { continue };
        let report = Report::of_reading(state, &document, &reading, gone.remove(&uri).map(String::as_str));
        items.push(report.in_workspace(uri, Some(reading.version.into())));
    }
    for file in files.iter().filter(|f| !state.documents.has_file(&f.path)) {
        let known = gone.remove(&file.uri).map(String::as_str);
        let report = Report::new(file.id.clone(), || file.diagnostics.clone(), known);
        items.push(report.in_workspace(file.uri.clone(), None));
    }
    // What is gone takes its diagnostics along.
    items.extend(gone.into_iter().map(|(uri, id)| Report::of(Vec::new(), Some(id)).in_workspace(uri.clone(), None)));
    items
}

fn is_new(item: &WorkspaceDocumentDiagnosticReport) -> bool {
    matches!(item, WorkspaceDocumentDiagnosticReport::Full(_))
}

/// Gives the client a part of its answer, which it knows from then on.
fn give(
    state: &State,
    token: &ProgressToken,
    items: &[WorkspaceDocumentDiagnosticReport],
    known: &mut HashMap<Url, String>,
) {
    if items.is_empty() {
        return;
    }
    log::notify(state, "$/progress", &json!({ "token": token, "value": { "items": items } }));
    for item in items {
        if let WorkspaceDocumentDiagnosticReport::Full(item) = item
            && let Some(id) = &item.full_document_diagnostic_report.result_id
        {
            known.insert(item.uri.clone(), id.clone());
        }
    }
}
