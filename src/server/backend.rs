//! Which message goes to which feature.

use std::sync::Arc;

use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{
    CodeActionParams, CodeLens, CodeLensParams, CompletionParams, CompletionResponse, CompletionTriggerKind,
    DidChangeConfigurationParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidSaveTextDocumentParams, DocumentDiagnosticParams, DocumentDiagnosticReportResult,
    DocumentHighlight, DocumentHighlightParams, DocumentLink, DocumentLinkParams, DocumentSymbolParams,
    DocumentSymbolResponse, ExecuteCommandParams, FoldingRange, FoldingRangeParams, GotoDefinitionParams,
    GotoDefinitionResponse, Hover, HoverParams, InitializeParams, InitializeResult, InitializedParams, InlayHint,
    InlayHintParams, Location, PrepareRenameResponse, ReferenceParams, RenameParams, SelectionRange,
    SelectionRangeParams, SemanticTokensDeltaParams, SemanticTokensFullDeltaResult, SemanticTokensParams,
    SemanticTokensRangeParams, SemanticTokensRangeResult, SemanticTokensResult, SetTraceParams, SymbolInformation,
    TextDocumentPositionParams, Url, WorkDoneProgressCancelParams, WorkspaceDiagnosticParams,
    WorkspaceDiagnosticReportResult, WorkspaceEdit, WorkspaceSymbolParams,
};
use tower_lsp::{Client, ClientSocket, LanguageServer, LspService, async_trait};

use super::client::{ClientInfo, abilities};
use super::documents::Open;
use super::features::{
    code_actions, code_lens, commands, completion, folding, hint_details, hover, inlay_hints, links, navigate, pull,
    references, rename, selection, semantic_tokens, symbols, workspace_symbols,
};
use super::state::State;
use super::view::View;
use super::wire::message;
use super::workspace::Cancel;
use super::{config, log, sync, watch, workspace};

/// Methods that are ours, those whose types in lsp-types know less than we say, and those that we read ourselves, by the
/// names that [`message`] gives them.
pub(super) fn build(state: impl FnOnce(Client) -> Arc<State>) -> (LspService<Backend>, ClientSocket) {
    LspService::build(|client| Backend::new(state(client)))
        .custom_method(message::CODE_ACTION, Backend::code_action)
        .custom_method(message::RESOLVE_CODE_ACTION, Backend::resolve_code_action)
        .custom_method(message::DID_OPEN, Backend::open)
        .custom_method(message::DID_CHANGE, Backend::change)
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
        let (state, cancel) = (self.state.clone(), Cancel::default());
        let _dropped = cancel.clone().when_dropped();
        // All of a long document may be selected.
        let actions = tokio::task::spawn_blocking(move || {
            let view = View::new(&uri, &reading, state.client_info())?;
            let place = code_actions::Place { view, held: open.held(&reading) };
            Some(code_actions::actions(&place, params.range, &params.context, || cancel.is_set()))
        });
        Ok(Some(actions.await.map_err(|_| Error::internal_error())?.unwrap_or_default()))
    }

    async fn resolve_code_action(&self, action: Value) -> Result<Value> {
        code_actions::resolve(&self.state, action).await
    }

    async fn open(&self, params: Value) {
        sync::open(&self.state, params);
    }

    async fn change(&self, params: Value) {
        sync::change(&self.state, params);
    }

    async fn cancel_progress(&self, params: WorkDoneProgressCancelParams) {
        workspace::cancel(&self.state, &params.token);
    }

    async fn set_trace(&self, params: SetTraceParams) {
        log::set_trace(&self.state, Some(params.value));
    }

    /// Answers from what was found in a document as it stands at the call; with nothing where it is not open or could
    /// not be read.
    async fn view<T: Send>(&self, uri: &Url, answer: impl FnOnce(&View<'_>, &Open) -> T + Send) -> Option<T> {
        let (document, reading) = self.state.reading(uri).await?;
        let view = View::new(uri, &reading, self.state.client_info())?;
        Some(answer(&view, &document))
    }

    /// Answers about a name that is to be changed, or why it cannot be. Where the document has changed since the
    /// question, other words may stand at its position, and somebody else would be renamed.
    async fn renames<T: Send>(
        &self,
        uri: &Url,
        answer: impl FnOnce(&View<'_>) -> std::result::Result<T, String> + Send,
    ) -> Result<Option<T>> {
        let asked = self.state.documents.get(uri).map_or(0, |document| document.revision());
        let answer = self.view(uri, |view, _| (view.reading.edited <= asked).then(|| answer(view))).await;
        match answer {
            Some(None) => Err(commands::modified("The document has changed since the rename was asked for.")),
            Some(Some(answer)) => answer.map(Some).map_err(commands::failed),
            None => Ok(None),
        }
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
        self.state.news.end();
        Ok(())
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
        Ok(self.view(&at.text_document.uri, |view, _| hover::hover(view, at.position)).await.flatten())
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let uri = &params.text_document.uri;
        let Some((open, reading)) = self.state.reading(uri).await else { return Ok(None) };
        let client = self.state.client_info();
        let hints = inlay_hints::hints(&reading, open.held(&reading), params.range, client.encoding);
        Ok(Some(match View::new(uri, &reading, client) {
            Some(view) => hint_details::first(&view, hints),
            None => hints,
        }))
    }

    async fn inlay_hint_resolve(&self, hint: InlayHint) -> Result<InlayHint> {
        let Some(uri) = hint_details::document(&hint) else { return Ok(hint) };
        let whole = self.view(&uri, |view, open| hint_details::resolve(view, open, hint.clone())).await;
        Ok(whole.unwrap_or(hint))
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

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        Ok(self.view(&at.text_document.uri, |view, _| navigate::definition(view, at.position)).await.flatten())
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let (at, introduction) = (params.text_document_position, params.context.include_declaration);
        let uri = &at.text_document.uri;
        Ok(self.view(uri, |view, _| references::references(view, at.position, introduction)).await.flatten())
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let at = params.text_document_position_params;
        Ok(self.view(&at.text_document.uri, |view, _| references::highlights(view, at.position)).await.flatten())
    }

    async fn prepare_rename(&self, at: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        self.renames(&at.text_document.uri, |view| rename::prepare(view, at.position)).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let at = params.text_document_position;
        let rename = |view: &View<'_>| rename::answer(&self.state, view, at.position, &params.new_name);
        self.renames(&at.text_document.uri, rename).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        Ok(self.view(&params.text_document.uri, |view, _| symbols::symbols(view)).await)
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<Vec<SymbolInformation>>> {
        Ok(Some(workspace_symbols::find(&self.state, &params.query).await))
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let at = params.text_document_position;
        let typed = params.context.is_none_or(|c| c.trigger_kind != CompletionTriggerKind::TRIGGER_CHARACTER);
        Ok(self.view(&at.text_document.uri, |view, _| completion::complete(view, at.position, typed)).await.flatten())
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let tokens = self.view(&params.text_document.uri, semantic_tokens::full).await;
        Ok(tokens.map(SemanticTokensResult::Tokens))
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let previous = params.previous_result_id;
        Ok(self.view(&params.text_document.uri, |v, open| semantic_tokens::delta(v, open, &previous)).await)
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let tokens = self.view(&params.text_document.uri, |v, _| semantic_tokens::range(v, params.range)).await;
        Ok(tokens.map(SemanticTokensRangeResult::Tokens))
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        Ok(self.view(&params.text_document.uri, |view, _| code_lens::lenses(view)).await)
    }

    async fn code_lens_resolve(&self, lens: CodeLens) -> Result<CodeLens> {
        let Some(about) = code_lens::about(&lens) else { return Ok(lens) };
        let command = self.view(&about.uri, |view, _| code_lens::resolve(view, &lens, &about)).await;
        Ok(CodeLens { command: Some(command.unwrap_or_else(code_lens::nothing)), ..lens })
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        Ok(self.view(&params.text_document.uri, |view, _| folding::ranges(view)).await)
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        Ok(self.view(&params.text_document.uri, |view, _| selection::ranges(view, &params.positions)).await)
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        Ok(self.view(&params.text_document.uri, |view, _| links::links(view)).await)
    }
}
