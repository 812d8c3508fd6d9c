use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::json;
use tower_lsp::lsp_types::{
    NumberOrString, ProgressParams, ProgressParamsValue, ProgressToken, WorkDoneProgress, WorkDoneProgressBegin,
    WorkDoneProgressCreateParams, WorkDoneProgressEnd, WorkDoneProgressReport, request,
};

use super::{Cancel, lock};
use crate::report::counted;
use crate::server::log;
use crate::server::state::State;

/// Reports are no closer together.
const STEP: Duration = Duration::from_millis(100);

/// How far a check has come, shown where the client can show it.
pub(super) struct Progress {
    state: Arc<State>,
    token: ProgressToken,
    shown: Arc<Mutex<Stage>>,
}

#[derive(PartialEq, Eq)]
enum Stage {
    /// The client has not agreed to show it, and may never.
    Unseen,
    /// It is shown; when the last report was.
    Shown(Instant),
    /// It is over.
    Over,
}

impl Progress {
    /// Begins under the token that the client gave, or under one that it is asked to take: the work does not wait.
    pub(super) fn start(state: &Arc<State>, token: Option<ProgressToken>, cancel: &Cancel) -> Self {
        let given = token.is_some();
        let round = state.workspace.round.fetch_add(1, Ordering::SeqCst);
        let token = token.unwrap_or_else(|| NumberOrString::String(format!("whosaid/check/{round}")));
        lock(&state.workspace.running).push((token.clone(), cancel.clone()));
        let progress = Self { state: state.clone(), token: token.clone(), shown: Arc::new(Mutex::new(Stage::Unseen)) };
        if given {
            begin(state, &token, &progress.shown);
        } else if state.client_info().shows_progress {
            let (state, shown) = (state.clone(), progress.shown.clone());
            state.clone().spawn(async move {
                let params = WorkDoneProgressCreateParams { token: token.clone() };
                if state.client.send_request::<request::WorkDoneProgressCreate>(params).await.is_ok() {
                    begin(&state, &token, &shown);
                }
            });
        }
        progress
    }

    /// `done` of `all` files are checked, and this one is next.
    pub(super) fn report(&self, done: usize, all: usize, path: &Path) {
        let mut stage = lock(&self.shown);
        if let Stage::Shown(last) = *stage
            && last.elapsed() >= STEP
        {
            *stage = Stage::Shown(Instant::now());
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let report = WorkDoneProgressReport {
                cancellable: Some(true),
                message: Some(format!("{done} of {all}: {name}")),
                percentage: Some((done * 100 / all.max(1)) as u32),
            };
            send(&self.state, &self.token, WorkDoneProgress::Report(report));
        }
    }

    /// It is over.
    pub(super) fn end(&self, files: usize, findings: usize, cancelled: bool) {
        let mut stage = lock(&self.shown);
        if matches!(*stage, Stage::Shown(_)) {
            let mut message = format!("{} in {}", counted(findings, "finding"), counted(files, "article"));
            if cancelled {
                message.push_str(", then cancelled");
            }
            send(&self.state, &self.token, WorkDoneProgress::End(WorkDoneProgressEnd { message: Some(message) }));
        }
        *stage = Stage::Over;
    }
}

/// A check that ends in whatever way is no longer under way.
impl Drop for Progress {
    fn drop(&mut self) {
        if *lock(&self.shown) != Stage::Over {
            self.end(0, 0, true);
        }
        lock(&self.state.workspace.running).retain(|(token, _)| *token != self.token);
    }
}

fn begin(state: &State, token: &ProgressToken, shown: &Mutex<Stage>) {
    let mut stage = lock(shown);
    if *stage == Stage::Unseen {
        *stage = Stage::Shown(Instant::now());
        let begin = WorkDoneProgressBegin {
            title: "Checking articles".to_owned(),
            cancellable: Some(true),
            message: None,
            percentage: Some(0),
        };
        send(state, token, WorkDoneProgress::Begin(begin));
    }
}

fn send(state: &State, token: &ProgressToken, progress: WorkDoneProgress) {
    let params = ProgressParams { token: token.clone(), value: ProgressParamsValue::WorkDone(progress) };
    log::notify(state, "$/progress", &json!(params));
}
