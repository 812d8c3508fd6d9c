//! What the client can do, and what it is told that we can.

use tower_lsp::lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability, DiagnosticOptions,
    DiagnosticServerCapabilities, ExecuteCommandOptions, HoverProviderCapability, InitializeParams, InitializeResult,
    MarkupKind, OneOf, PositionEncodingKind, SaveOptions, ServerCapabilities, ServerInfo, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};

use super::features::capabilities::Features;
use super::features::{code_actions, commands};
use crate::text::Encoding;

/// What the client can do, as far as it matters.
#[derive(Clone, Debug, Default)]
pub(super) struct ClientInfo {
    /// What its columns count.
    pub(super) encoding: Encoding,
    /// Hovers may be Markdown.
    pub(super) markdown_hover: bool,
    /// Diagnostics may point to other places.
    pub(super) related_information: bool,
    /// Diagnostics may carry the tags for unnecessary text.
    pub(super) unnecessary_tag: bool,
    /// Diagnostics may link to a page.
    pub(super) code_description: bool,
    /// Diagnostics may carry data.
    pub(super) diagnostic_data: bool,
    /// Code actions may be more than commands.
    pub(super) action_literals: bool,
    /// A code action may be preferred.
    pub(super) preferred_actions: bool,
    /// A code action may say why it cannot be chosen.
    pub(super) disabled_actions: bool,
    /// Edits may name the version they are for.
    pub(super) document_changes: bool,
    /// It can be asked for settings.
    pub(super) configuration: bool,
    /// It tells of changed settings when asked to.
    pub(super) watches_configuration: bool,
    /// It tells of changed files when asked to.
    pub(super) watches_files: bool,
    /// It can be asked to ask for inlay hints again.
    pub(super) refreshes_hints: bool,
    /// It asks for diagnostics, and is not to be sent any.
    pub(super) pulls: bool,
    /// It can be asked to ask for diagnostics again.
    pub(super) refreshes_diagnostics: bool,
    /// It can show how far something has come.
    pub(super) shows_progress: bool,
    /// It fetches the edit of a code action when the user has chosen it.
    pub(super) resolves_edits: bool,
    /// Edits may have places to fill in: `experimental.snippetTextEdit`.
    pub(super) snippet_edits: bool,
    /// It wants to hear when a document has been read: our own `experimental.whosaid.articleChanged`.
    pub(super) article_changed: bool,
    /// What it can do with the features that answer requests.
    pub(super) features: Features,
}

impl ClientInfo {
    /// Reads what the client says of itself.
    pub(super) fn new(params: &InitializeParams) -> Self {
        let ClientCapabilities { general, text_document, workspace, window, experimental } =
            params.capabilities.clone();
        let experimental = experimental.unwrap_or_default();
        let text = text_document.unwrap_or_default();
        let workspace = workspace.unwrap_or_default();
        let publish = text.publish_diagnostics.unwrap_or_default();
        let actions = text.code_action.unwrap_or_default();
        let tags = publish.tag_support.map(|t| t.value_set).unwrap_or_default();
        let formats = text.hover.and_then(|h| h.content_format).unwrap_or_default();
        Self {
            encoding: encoding(&general.and_then(|g| g.position_encodings).unwrap_or_default()),
            markdown_hover: formats.first() == Some(&MarkupKind::Markdown),
            related_information: publish.related_information == Some(true),
            unnecessary_tag: tags.contains(&tower_lsp::lsp_types::DiagnosticTag::UNNECESSARY),
            code_description: publish.code_description_support == Some(true),
            diagnostic_data: publish.data_support == Some(true),
            action_literals: actions.code_action_literal_support.is_some(),
            preferred_actions: actions.is_preferred_support == Some(true),
            disabled_actions: actions.disabled_support == Some(true),
            document_changes: workspace.workspace_edit.and_then(|e| e.document_changes) == Some(true),
            configuration: workspace.configuration == Some(true),
            watches_configuration: workspace.did_change_configuration.and_then(|d| d.dynamic_registration)
                == Some(true),
            watches_files: workspace.did_change_watched_files.and_then(|d| d.dynamic_registration) == Some(true),
            pulls: text.diagnostic.is_some(),
            refreshes_diagnostics: workspace.diagnostic.and_then(|d| d.refresh_support) == Some(true),
            shows_progress: window.and_then(|w| w.work_done_progress) == Some(true),
            resolves_edits: actions.data_support == Some(true)
                && actions.resolve_support.is_some_and(|r| r.properties.iter().any(|p| p == "edit")),
            snippet_edits: experimental["snippetTextEdit"] == true,
            article_changed: experimental["whosaid"]["articleChanged"] == true,
            refreshes_hints: workspace.inlay_hint.and_then(|h| h.refresh_support) == Some(true),
            features: Features::new(params),
        }
    }
}

/// The cheapest encoding that the client knows; UTF-16 where it says nothing.
fn encoding(offered: &[PositionEncodingKind]) -> Encoding {
    if offered.contains(&PositionEncodingKind::UTF8) {
        Encoding::Utf8
    } else if offered.contains(&PositionEncodingKind::UTF16) || !offered.contains(&PositionEncodingKind::UTF32) {
        Encoding::Utf16
    } else {
        Encoding::Utf32
    }
}

/// What we can do.
pub(super) fn abilities(info: &ClientInfo) -> InitializeResult {
    let encoding = match info.encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    };
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
        ..TextDocumentSyncOptions::default()
    };
    let mut result = InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(encoding),
            text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            code_action_provider: Some(if info.action_literals {
                CodeActionProviderCapability::Options(CodeActionOptions {
                    code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::new(code_actions::FIX_ALL)]),
                    resolve_provider: info.resolves_edits.then_some(true),
                    ..CodeActionOptions::default()
                })
            } else {
                CodeActionProviderCapability::Simple(true)
            }),
            diagnostic_provider: info.pulls.then(|| {
                DiagnosticServerCapabilities::Options(DiagnosticOptions {
                    identifier: Some(env!("CARGO_PKG_NAME").to_owned()),
                    workspace_diagnostics: true,
                    ..DiagnosticOptions::default()
                })
            }),
            execute_command_provider: Some(ExecuteCommandOptions {
                commands: commands::ALL.iter().map(|&c| c.to_owned()).collect(),
                ..ExecuteCommandOptions::default()
            }),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                }),
                file_operations: None,
            }),
            ..ServerCapabilities::default()
        },
        server_info: Some(ServerInfo {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    };
    info.features.offer(&mut result.capabilities);
    result
}
