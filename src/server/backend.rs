//! Which message goes to which feature.

use std::sync::Arc;

use serde_json::Value;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    CodeActionParams, DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    DocumentDiagnosticParams, DocumentDiagnosticReportResult, ExecuteCommandParams, Hover, HoverParams,
    InitializeParams, InitializeResult, InitializedParams, InlayHint, InlayHintParams, SetTraceParams,
    WorkDoneProgressCancelParams, WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult,
};
use tower_lsp::{Client, ClientSocket, LanguageServer, LspService, async_trait};

use super::client::{ClientInfo, abilities};
use super::state::State;
use super::{code_actions, commands, config, hover, inlay_hints, log, message, pull, sync, watch, workspace};

/// Methods that are ours and those whose types in lsp-types know less than we say, by the names that
/// [`message`](super::message) gives them.
pub(super) fn build(state: impl FnOnce(Client) -> Arc<State>) -> (LspService<Backend>, ClientSocket) {
    LspService::build(|client| Backend::new(state(client)))
        .custom_method(message::CODE_ACTION, Backend::code_action)
        .custom_method(message::RESOLVE_CODE_ACTION, Backend::resolve_code_action)
        .custom_method("window/workDoneProgress/cancel", Backend::cancel_progress)
        .custom_method("$/setTrace", Backend::set_trace)
        .finish()
}

/// Answers the client. Handlers of notifications never await; those of requests await a reading and nothing else.
pub(super) struct Backend {
    state: Arc<State>,
}

impl Backend {
    /// Answers from `state`.
    pub(super) fn new(state: Arc<State>) -> Self {
        Self { state }
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<Vec<Value>>> {
        let uri = params.text_document.uri;
        let Some((open, reading)) = self.state.reading(&uri).await else { return Ok(None) };
        let held = open.held(&reading);
        let place = code_actions::Place { uri: &uri, reading: &reading, held, client: self.state.client_info() };
        Ok(Some(code_actions::actions(&place, params.range, &params.context)))
    }

    async fn resolve_code_action(&self, action: Value) -> Result<Value> {
        code_actions::resolve(&self.state, action).await
    }

    async fn cancel_progress(&self, params: WorkDoneProgressCancelParams) {
        workspace::cancel(&self.state, &params.token);
    }

    async fn set_trace(&self, params: SetTraceParams) {
        log::set_trace(&self.state, Some(params.value));
    }
}

#[async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let info = ClientInfo::new(&params);
        let abilities = abilities(&info);
        log::set_trace(&self.state, params.trace);
        self.state.config.initialize(&params);
        self.state.set_client_info(info);
        Ok(abilities)
    }

    async fn initialized(&self, _: InitializedParams) {
        watch::register(&self.state);
        config::ask(&self.state);
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        sync::open(&self.state, params);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        sync::change(&self.state, params);
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        sync::save(&self.state, &params);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        sync::close(&self.state, &params);
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        config::changed(&self.state, &params);
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        config::folders_changed(&self.state, params.event);
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        watch::changed(&self.state, &params);
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        let Some((_, reading)) = self.state.reading(&at.text_document.uri).await else { return Ok(None) };
        let client = self.state.client_info();
        let hover = |a| hover::hover(a, at.position, client.encoding, client.markdown_hover);
        Ok(reading.analysis().and_then(hover))
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let Some((open, reading)) = self.state.reading(&params.text_document.uri).await else { return Ok(None) };
        Ok(Some(inlay_hints::hints(&reading, open.held(&reading), params.range, self.state.client_info().encoding)))
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        pull::document(&self.state, params).await
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        pull::workspace(&self.state, params).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        commands::run(&self.state, params).await
    }
}
