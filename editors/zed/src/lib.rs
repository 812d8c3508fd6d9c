//! Starts the whosaid language server in Zed.

use zed_extension_api::serde_json::{Value, json};
use zed_extension_api::settings::LspSettings;
use zed_extension_api::{Command, Extension, LanguageServerId, Result, Worktree, register_extension};

struct Whosaid;

impl Extension for Whosaid {
    fn new() -> Self {
        Self
    }

    /// The program that the settings name, or the one in PATH.
    fn language_server_command(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let binary = LspSettings::for_worktree(id.as_ref(), worktree)?.binary;
        let (path, arguments) = binary.map_or((None, None), |b| (b.path, b.arguments));
        let command = path.or_else(|| worktree.which("whosaid")).ok_or(
            "whosaid is not in PATH. Install it (cargo install --path . in a checkout of whosaid), or set lsp.whosaid.binary.path in the settings.",
        )?;
        let args = arguments.unwrap_or_else(|| vec!["lsp".into(), "--stdio".into()]);
        Ok(Command { command, args, env: worktree.shell_env() })
    }

    /// What the settings hold under `lsp.whosaid.settings`; the server asks for the section of its name.
    fn language_server_workspace_configuration(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        let settings = LspSettings::for_worktree(id.as_ref(), worktree)?.settings;
        Ok(settings.map(|settings| json!({ "whosaid": settings })))
    }
}

register_extension!(Whosaid);
