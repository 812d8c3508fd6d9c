//! Which message goes to which feature.

use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    InitializeParams, InitializeResult, InitializedParams,
};
use tower_lsp::{LanguageServer, async_trait};

use super::client::{ClientInfo, abilities};
use super::state::State;
use super::sync;

/// Answers the client. Handlers of notifications never await; those of requests await a reading and nothing else.
pub(super) struct Backend {
    state: Arc<State>,
}

impl Backend {
    /// Answers from `state`.
    pub(super) fn new(state: Arc<State>) -> Self {
        Self { state }
    }
}

#[async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let info = ClientInfo::new(&params);
        let abilities = abilities(&info);
        self.state.set_client_info(info);
        Ok(abilities)
    }

    async fn initialized(&self, _: InitializedParams) {}

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        sync::open(&self.state, params);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        sync::change(&self.state, params);
    }

    async fn did_save(&self, _: DidSaveTextDocumentParams) {}

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        sync::close(&self.state, &params);
    }
}
