//! What can be done about findings: their fixes, putting them aside, and all safe fixes at once.

mod comment;
mod edit;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{CodeActionContext, CodeActionKind, Diagnostic, NumberOrString, Range, Url};

use super::commands::{failed, modified};
use super::diagnostic::Written;
use super::ignore;
use crate::rules::{self, Edit, Finding, Fix};
use crate::server::convert;
use crate::server::state::State;
use crate::server::view::View;

/// The kind of the action that applies all safe fixes of a document.
pub(in crate::server) const FIX_ALL: &str = "source.fixAll.whosaid";

/// The kind of the actions that put a finding aside.
pub(in crate::server) const IGNORE: &str = "quickfix.ignore.whosaid";

/// The document of a request, as it was read.
pub(in crate::server) struct Place<'a> {
    /// The document.
    pub(in crate::server) view: View<'a>,
    /// The findings that are not shown yet; see [`Open::held`](crate::server::documents::Open::held).
    pub(in crate::server) held: &'a [usize],
}

/// An edit that is made when the user has chosen it.
#[derive(Serialize, Deserialize)]
struct Lazy {
    uri: Url,
    /// The reading that it belongs to.
    revision: u64,
    version: i32,
    what: What,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum What {
    /// A fix of a finding, by their places.
    Fix(usize, usize),
    /// The comment that silences a finding.
    Silence(usize),
    /// All safe fixes.
    All,
}

/// A menu of more findings than these is read by nobody, and takes much memory where all of a book is selected.
const MOST_FINDINGS: usize = 1_000;
/// Of so many findings, it is looked up whether a comment can silence each, which takes a look at the whole document.
const MOST_COMMENTS: usize = 20;

/// What can be done about the findings in a range, of the first where there are too many, as far as it is known when
/// `cancelled` says that nobody waits for it any more.
pub(in crate::server) fn actions(
    place: &Place<'_>,
    range: Range,
    context: &CodeActionContext,
    cancelled: impl Fn() -> bool,
) -> Vec<Value> {
    let Place { view, .. } = place;
    let findings = &view.analysis.findings;
    // None of any kind is no filter.
    let only = context.only.as_deref().unwrap_or_default();
    let asked_for = |kind: &str| only.iter().any(|k| is_or_below(kind, k.as_str()));
    let mut out = Vec::new();
    let fixes = only.is_empty() || asked_for(CodeActionKind::QUICKFIX.as_str());
    if fixes || asked_for(IGNORE) {
        let span = convert::span(view.analysis, range, view.encoding());
        let meets = |f: &Finding| f.span.start() <= span.end() && span.start() <= f.span.end();
        let met = || findings.iter().enumerate().filter(|(_, f)| meets(f)).take(MOST_FINDINGS);
        // Who asks about some diagnostics is offered what mends those: Kate makes all changes that it is offered.
        let asked_about = |f: &Finding| {
            let range = view.range(f.span);
            context.diagnostics.iter().any(|d| d.range == range && is_of(d, f))
        };
        let some = !context.diagnostics.is_empty() && met().any(|(_, f)| asked_about(f));
        let wanted = || met().filter(|(_, f)| !some || asked_about(f));
        let few = wanted().nth(MOST_COMMENTS).is_none();
        for found in wanted().take_while(|_| !cancelled()) {
            of_finding(place, found, &context.diagnostics, few, &mut out);
        }
        out.retain(|action| fixes || action["kind"] != CodeActionKind::QUICKFIX.as_str());
    }
    // An action for the whole document is for those who ask for it: on saving, from a menu.
    if view.client.action_literals && asked_for(FIX_ALL) && !safe_fixes(place).is_empty() {
        let title = "Apply all safe fixes of whosaid";
        let mut action = json!({ "title": title, "kind": FIX_ALL });
        give(place, What::All, &mut action);
        out.push(action);
    }
    out
}

/// Whether a diagnostic has the code of a finding.
fn is_of(diagnostic: &Diagnostic, finding: &Finding) -> bool {
    matches!(&diagnostic.code, Some(NumberOrString::String(code)) if code == finding.rule.code)
}

/// Whether a kind of action is the one asked for, or a part of it.
fn is_or_below(kind: &str, asked: &str) -> bool {
    asked.is_empty() || kind.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// What can be done about a finding. Where it is one of a `few`, a comment is offered where there is a place for it;
/// else to clients that ask for the edit later, where there may be one.
fn of_finding(
    place: &Place<'_>,
    (index, finding): (usize, &Finding),
    shown: &[Diagnostic],
    few: bool,
    out: &mut Vec<Value>,
) {
    let View { uri, analysis, client, .. } = place.view;
    let title = format!("Ignore {} here", finding.rule.code);
    let ignore = || ignore::command(finding, analysis, uri, title.clone());
    if !client.action_literals {
        // Such a client knows commands only, and an edit is none.
        out.push(json!(ignore()));
        return;
    }
    let ours = Diagnostic::from(Written::new(finding, analysis, uri, client));
    let same = |d: &&Diagnostic| d.range == ours.range && is_of(d, finding);
    let diagnostic = shown.iter().find(same).cloned().unwrap_or(ours);
    let action = |title: &str, kind: &str| json!({ "title": title, "kind": kind, "diagnostics": [diagnostic] });
    // One key makes the preferred one without a look at it: which of two names is right is not for it to say.
    let plain = Fix::plain(finding.fixes.iter()).filter(|_| client.preferred_actions);
    for (i, fix) in finding.fixes.iter().enumerate() {
        let mut action = action(&fix.title, CodeActionKind::QUICKFIX.as_str());
        if plain.is_some_and(|plain| std::ptr::eq(plain, fix)) {
            action["isPreferred"] = true.into();
        }
        give(place, What::Fix(index, i), &mut action);
        out.push(action);
    }
    let mut last = action(&title, IGNORE);
    let silenced = match few {
        true => comment::comment(analysis, finding).is_some(),
        false => client.resolves_edits && comment::may_be_silenced(analysis, finding),
    };
    if silenced {
        give(place, What::Silence(index), &mut last);
    } else if client.disabled_actions && uri.to_file_path().is_err() {
        last["disabled"] = json!({ "reason": ignore::UNSAVED });
    } else {
        last["command"] = json!(ignore());
    }
    out.push(last);
}

/// Gives an action its edit, or the means to fetch it.
fn give(place: &Place<'_>, what: What, action: &mut Value) {
    let View { uri, reading, client, .. } = place.view;
    if client.resolves_edits {
        let (revision, version) = (reading.revision, reading.version);
        action["data"] = json!(Lazy { uri: uri.clone(), revision, version, what });
    } else if let Some(edits) = edits(place, what) {
        action["edit"] = edit::edit(&place.view, &edits);
    }
}

fn edits(place: &Place<'_>, what: What) -> Option<Vec<Edit>> {
    let analysis = place.view.analysis;
    match what {
        What::Fix(finding, fix) => Some(analysis.findings.get(finding)?.fixes.get(fix)?.edits.clone()),
        What::Silence(finding) => Some(vec![comment::comment(analysis, analysis.findings.get(finding)?)?]),
        What::All => Some(safe_fixes(place)),
    }
}

/// The edits of the safe fixes of all findings that are shown, as far as they go together, in order. Others have their
/// turn when the document has been read again.
fn safe_fixes(place: &Place<'_>) -> Vec<Edit> {
    let shown = place.view.analysis.findings.iter().enumerate().filter(|(i, _)| place.held.binary_search(i).is_err());
    let made = rules::together(shown.filter_map(|(i, finding)| Some((i, finding.safe_fix()?))));
    let mut edits: Vec<Edit> = made.into_iter().flat_map(|(_, fix)| fix.edits.clone()).collect();
    edits.sort_by_key(|e| e.span);
    edits
}

/// Makes the edit of an action that the user has chosen.
pub(in crate::server) async fn resolve(state: &Arc<State>, mut action: Value) -> Result<Value> {
    // A command needs no edit, and some clients ask all the same.
    if action["data"].is_null() && action["command"].is_object() {
        return Ok(action);
    }
    let lazy = serde_json::from_value::<Lazy>(action["data"].clone());
    let Ok(Lazy { uri, revision, version, what }) = lazy else {
        return Err(Error::invalid_params("This code action has none of the data that it was given."));
    };
    let now = state.reading(&uri).await.filter(|(_, r)| (r.revision, r.version) == (revision, version));
    let made = now.and_then(|(open, reading)| {
        let place = Place { view: View::new(&uri, &reading, state.client_info())?, held: open.held(&reading) };
        let edits = edits(&place, what);
        if edits.is_none() && matches!(what, What::Silence(_)) {
            let message = "No comment can stand here without changing the article. Choose this again at the finding \
                           alone: it is then put into the list of what is ignored.";
            return Some(Err(failed(message.to_owned())));
        }
        Some(Ok(edit::edit(&place.view, &edits?)))
    });
    let Some(edit) = made.transpose()? else {
        return Err(modified("The document has changed since this action was offered."));
    };
    action["edit"] = edit;
    Ok(action)
}
