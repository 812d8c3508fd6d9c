//! The command `whosaid.ignore`: puts a finding aside in `.whosaid/ignored.json`.

use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{Command, Url};

use super::commands::{argument, failed};
use crate::analysis::Analysis;
use crate::rules::{self, Finding};
use crate::server::config;
use crate::server::state::State;
use crate::settings::ignored;

/// The name of the command.
pub(in crate::server) const COMMAND: &str = "whosaid.ignore";

/// What a document without a file is answered.
pub(in crate::server) const UNSAVED: &str =
    "The document has to be saved to a file before a finding in it can be ignored.";

/// What the command is about.
#[derive(Serialize, Deserialize)]
struct Arguments {
    /// The document.
    uri: Url,
    /// The rule.
    rule: String,
    /// The words by which the finding is found again.
    text: String,
}

/// The command for a finding.
pub(in crate::server) fn command(finding: &Finding, analysis: &Analysis, uri: &Url, title: String) -> Command {
    let text = analysis.anchor(finding);
    let arguments = Arguments { uri: uri.clone(), rule: finding.rule.code.to_owned(), text };
    Command { title, command: COMMAND.to_owned(), arguments: serde_json::to_value(arguments).ok().map(|a| vec![a]) }
}

/// Runs the command, beside the handlers: it writes a file.
pub(in crate::server) async fn run(state: &Arc<State>, arguments: Vec<Value>) -> Result<()> {
    let usage = "whosaid.ignore takes [{uri, rule, text}], as the code action gives it";
    let Arguments { uri, rule, text } = argument(&arguments, 0, usage)?.ok_or_else(|| Error::invalid_params(usage))?;
    let Ok(path) = uri.to_file_path() else {
        return Err(failed(UNSAVED.to_owned()));
    };
    if text.trim().is_empty() {
        return Err(Error::invalid_params("`text` is empty, and no finding is known by that."));
    }
    if rules::rule(&rule).is_none() {
        return Err(Error::invalid_params(format!("There is no rule {rule}.")));
    }
    let folder = state.config.folder(&path);
    let written = tokio::task::spawn_blocking(move || {
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        // No folder is made for a document that is nowhere.
        if let Some(missing) = path.parent().filter(|p| !p.is_dir()) {
            let missing = missing.display();
            return Err(format!("There is no folder {missing}. Save the document before a finding in it is ignored."));
        }
        let list = ignored::list_for(&path, folder.as_deref());
        ignored::add(&list, &path, &rule, &text).map_err(|problem| format!("The finding is not ignored. {problem}"))
    });
    match written.await {
        Ok(Ok(())) => {
            config::files_changed(state);
            Ok(())
        }
        Ok(Err(problem)) => Err(failed(problem)),
        Err(_) => Err(Error::internal_error()),
    }
}
