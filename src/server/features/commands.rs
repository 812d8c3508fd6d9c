//! The commands: `whosaid.sheet`, `whosaid.article`, `whosaid.ignore`, `whosaid.show`, `whosaid.checkWorkspace`.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{ExecuteCommandParams, Url};

use super::article::Article;
use super::{code_lens, ignore, words};
use crate::report::{Offsets, Sheet, SheetFormat};
use crate::server::documents::{Outcome, Reading};
use crate::server::state::State;
use crate::server::view::View;
use crate::server::{log, workspace};

const SHEET: &str = "whosaid.sheet";
const ARTICLE: &str = "whosaid.article";

/// The most characters of a wrong argument that are shown.
const SHOWN: usize = 120;

/// All commands.
pub(in crate::server) const ALL: &[&str] = &[SHEET, ARTICLE, ignore::COMMAND, code_lens::COMMAND, workspace::COMMAND];

/// Runs a command.
pub(in crate::server) async fn run(state: &Arc<State>, params: ExecuteCommandParams) -> Result<Option<Value>> {
    let arguments = params.arguments;
    match params.command.as_str() {
        SHEET => sheet(state, &arguments).await.map(Some),
        ARTICLE => article(state, &arguments).await.map(Some),
        ignore::COMMAND => ignore::run(state, arguments).await.map(|()| None),
        code_lens::COMMAND => code_lens::run(state, arguments).await.map(|()| None),
        workspace::COMMAND => workspace::run(state, params.work_done_progress_params.work_done_token).await.map(Some),
        other => {
            let known = ALL.join(", ");
            Err(Error::invalid_params(format!("There is no command {other}. There are {known}.")))
        }
    }
}

/// `[uri, format]`: the fact-check sheet of an open document, from its buffer.
async fn sheet(state: &Arc<State>, arguments: &[Value]) -> Result<Value> {
    let usage = "whosaid.sheet takes [uri, format], where format is \"md\", \"csv\", \"html\" or \"json\"";
    let uri: Url = argument(arguments, 0, usage)?.ok_or_else(|| Error::invalid_params(usage))?;
    let name: Option<String> = argument(arguments, 1, usage)?;
    let format = match name.as_deref().unwrap_or("md") {
        "md" => SheetFormat::Markdown,
        "csv" => SheetFormat::Csv,
        "html" => SheetFormat::Html,
        "json" => SheetFormat::Json,
        other => return Err(Error::invalid_params(format!("{usage}; {other:?} is none of them"))),
    };
    of_reading(state, uri, move |view| {
        let offsets = Offsets::new(view.text(), view.encoding());
        Value::String(Sheet::new(&log::name(view.uri), view.analysis, &offsets).write(format))
    })
    .await
}

/// `[uri]`: the article as plain data.
async fn article(state: &Arc<State>, arguments: &[Value]) -> Result<Value> {
    let usage = "whosaid.article takes [uri]";
    let uri: Url = argument(arguments, 0, usage)?.ok_or_else(|| Error::invalid_params(usage))?;
    of_reading(state, uri, |view| serde_json::to_value(Article::new(view)).unwrap_or_default()).await
}

/// The argument at a place; `null` counts as none.
pub(in crate::server) fn argument<T: DeserializeOwned>(
    arguments: &[Value],
    at: usize,
    usage: &str,
) -> Result<Option<T>> {
    let Some(value) = arguments.get(at).filter(|v| !v.is_null()) else { return Ok(None) };
    // What the parser says names types of ours.
    let wrong = |_| {
        let given = words::shorten(&value.to_string(), SHOWN);
        Error::invalid_params(format!("{usage}; argument {} is {given}", at + 1))
    };
    serde_json::from_value(value.clone()).map(Some).map_err(wrong)
}

/// What is made of an open document as it was read. The work is done beside the handlers.
async fn of_reading(
    state: &Arc<State>,
    uri: Url,
    make: impl FnOnce(&View<'_>) -> Value + Send + 'static,
) -> Result<Value> {
    let reading = readable(state, &uri).await?;
    let state = state.clone();
    let made = tokio::task::spawn_blocking(move || {
        let view = View::new(&uri, &reading, state.client_info()).ok_or_else(Error::internal_error)?;
        Ok(make(&view))
    });
    made.await.unwrap_or_else(|_| Err(Error::internal_error()))
}

/// An open document that was read, or why there is none.
pub(in crate::server) async fn readable(state: &State, uri: &Url) -> Result<Arc<Reading>> {
    let name = log::name(uri);
    let Some((_, reading)) = state.reading(uri).await else {
        return Err(failed(format!("{name} is not open.")));
    };
    match &reading.outcome {
        Outcome::Read(_) => Ok(reading),
        Outcome::TooLarge { bytes, limit, .. } => {
            Err(failed(format!("{name} has {bytes} bytes and is not analysed; the limit is {limit}.")))
        }
        Outcome::Failed => Err(failed(format!("{name} could not be read as it stands."))),
        Outcome::Closed => Err(failed(format!("{name} was closed."))),
    }
}

/// `RequestFailed` of the protocol: what a user asked for, and not the client, is refused.
pub(in crate::server) fn failed(message: String) -> Error {
    Error { code: ErrorCode::ServerError(-32803), message: message.into(), data: None }
}

/// `ContentModified` of the protocol: what was asked is out of date.
pub(in crate::server) fn modified(message: &'static str) -> Error {
    Error { code: ErrorCode::ContentModified, message: message.into(), data: None }
}
