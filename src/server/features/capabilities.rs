//! What the client can do with the features that answer requests, and what it is told of them.

use serde_json::{Map, Value};
use tower_lsp::lsp_types::{
    ClientCapabilities, CodeLensOptions, CompletionOptions, DocumentLinkOptions, FoldingRangeProviderCapability,
    InitializeParams, InlayHintOptions, InlayHintServerCapabilities, OneOf, RenameOptions,
    SelectionRangeProviderCapability, ServerCapabilities, TextDocumentClientCapabilities,
};

use super::{completion, semantic_tokens};
use crate::server::state::State;

/// The initialization option that names the client's command for showing references.
const SHOW_REFERENCES: &str = "showReferences";

/// What the client can do, as far as these features ask.
#[derive(Clone, Debug, Default)]
pub(in crate::server) struct Features {
    /// Definitions may tell more than a place.
    pub(in crate::server) definition_links: bool,
    /// A rename may be tried first.
    pub(in crate::server) prepares_rename: bool,
    /// Symbols may hold others.
    pub(in crate::server) symbol_trees: bool,
    /// Semantic tokens may go over lines.
    pub(in crate::server) multiline_tokens: bool,
    /// Semantic tokens may overlap.
    pub(in crate::server) overlapping_tokens: bool,
    /// It can be asked to ask for semantic tokens again.
    pub(in crate::server) refreshes_tokens: bool,
    /// It can be asked to ask for code lenses again.
    pub(in crate::server) refreshes_lenses: bool,
    /// The most folding ranges that it takes.
    pub(in crate::server) most_folds: Option<usize>,
    /// A folding range may say what it hides.
    pub(in crate::server) collapsed_text: bool,
    /// Links may have tooltips.
    pub(in crate::server) link_tooltips: bool,
    /// Tooltips of inlay hints may come later.
    pub(in crate::server) resolves_tooltips: bool,
    /// Places behind the parts of inlay hints may come later.
    pub(in crate::server) resolves_locations: bool,
    /// Its own command for showing references.
    pub(in crate::server) show_references: Option<String>,
}

impl Features {
    /// Reads what the client says of itself.
    pub(in crate::server) fn new(params: &InitializeParams) -> Self {
        let ClientCapabilities { text_document, workspace, .. } = params.capabilities.clone();
        let text: TextDocumentClientCapabilities = text_document.unwrap_or_default();
        let workspace = workspace.unwrap_or_default();
        let tokens = text.semantic_tokens.unwrap_or_default();
        let folding = text.folding_range.unwrap_or_default();
        let resolved = text.inlay_hint.and_then(|h| h.resolve_support).map(|r| r.properties).unwrap_or_default();
        let resolves = |property: &str| resolved.iter().any(|p| p == property);
        let option = params.initialization_options.as_ref().and_then(|o| o.get(SHOW_REFERENCES));
        Self {
            definition_links: text.definition.and_then(|d| d.link_support) == Some(true),
            prepares_rename: text.rename.and_then(|r| r.prepare_support) == Some(true),
            symbol_trees: text.document_symbol.and_then(|s| s.hierarchical_document_symbol_support) == Some(true),
            multiline_tokens: tokens.multiline_token_support == Some(true),
            overlapping_tokens: tokens.overlapping_token_support == Some(true),
            refreshes_tokens: workspace.semantic_tokens.and_then(|t| t.refresh_support) == Some(true),
            refreshes_lenses: workspace.code_lens.and_then(|l| l.refresh_support) == Some(true),
            most_folds: folding.range_limit.map(|n| n as usize),
            collapsed_text: folding.folding_range.and_then(|f| f.collapsed_text) == Some(true),
            link_tooltips: text.document_link.and_then(|l| l.tooltip_support) == Some(true),
            resolves_tooltips: resolves("tooltip"),
            resolves_locations: resolves("label.location"),
            show_references: option.and_then(Value::as_str).filter(|c| !c.is_empty()).map(str::to_owned),
        }
    }

    /// Tells what we can do.
    pub(in crate::server) fn offer(&self, abilities: &mut ServerCapabilities) {
        abilities.definition_provider = Some(OneOf::Left(true));
        abilities.references_provider = Some(OneOf::Left(true));
        abilities.document_highlight_provider = Some(OneOf::Left(true));
        abilities.document_symbol_provider = Some(OneOf::Left(true));
        abilities.workspace_symbol_provider = Some(OneOf::Left(true));
        abilities.folding_range_provider = Some(FoldingRangeProviderCapability::Simple(true));
        abilities.selection_range_provider = Some(SelectionRangeProviderCapability::Simple(true));
        // A client that cannot prepare must not see the options that speak of it.
        abilities.rename_provider = Some(if self.prepares_rename {
            OneOf::Right(RenameOptions { prepare_provider: Some(true), work_done_progress_options: Default::default() })
        } else {
            OneOf::Left(true)
        });
        abilities.completion_provider = Some(CompletionOptions {
            resolve_provider: Some(false),
            trigger_characters: Some(completion::TRIGGERS.map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        });
        abilities.code_lens_provider = Some(CodeLensOptions { resolve_provider: Some(true) });
        abilities.document_link_provider =
            Some(DocumentLinkOptions { resolve_provider: Some(false), work_done_progress_options: Default::default() });
        abilities.inlay_hint_provider = Some(OneOf::Right(InlayHintServerCapabilities::Options(InlayHintOptions {
            resolve_provider: Some(true),
            work_done_progress_options: Default::default(),
        })));
        abilities.semantic_tokens_provider = Some(semantic_tokens::abilities().into());
    }
}

/// The initialization options without those that are no settings.
pub(in crate::server) fn settings(options: &Value) -> Value {
    match options {
        Value::Object(all) => {
            let settings: Map<_, _> =
                all.iter().filter(|(key, _)| *key != SHOW_REFERENCES).map(|(k, v)| (k.clone(), v.clone())).collect();
            Value::Object(settings)
        }
        other => other.clone(),
    }
}

/// Has the client ask again for what settings change and it may keep.
pub(in crate::server) fn refresh(state: &State) {
    let features = &state.client_info().features;
    let (client, again) = (state.client.clone(), state.client.clone());
    if features.refreshes_tokens {
        state.spawn(async move { drop(client.semantic_tokens_refresh().await) });
    }
    if features.refreshes_lenses {
        state.spawn(async move { drop(again.code_lens_refresh().await) });
    }
}
