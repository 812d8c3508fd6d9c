//! The messages of JSON-RPC 2.0, told apart.

use serde::Deserialize;
use serde_json::{Map, Value};
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::lsp_types::Diagnostic;

use super::surrogates;

/// The names of methods whose types in lsp-types know less than the client and we say: edits with places to fill in.
pub(in crate::server) const CODE_ACTION: &str = "whosaid/codeAction";
/// See [`CODE_ACTION`].
pub(in crate::server) const RESOLVE_CODE_ACTION: &str = "whosaid/resolveCodeAction";
/// The names of notifications that we read ourselves: one that cannot be read must not be passed over.
pub(in crate::server) const DID_OPEN: &str = "whosaid/didOpen";
/// See [`DID_OPEN`].
pub(in crate::server) const DID_CHANGE: &str = "whosaid/didChange";

/// A message from the client.
pub(in crate::server) enum Message {
    /// A request, or a notification where it has no id.
    Request(Request),
    /// An answer to a request of ours.
    Response(Response),
    /// An id and nothing else: some clients write an answer of nothing so. To what we have not asked it is none of these.
    Bare(Id),
    /// None of these; what to answer.
    Bad(Response),
}

impl Message {
    /// Reads the body of a frame.
    pub(in crate::server) fn read(body: &[u8]) -> Self {
        let read = serde_json::from_slice::<Value>(body);
        let read = read.or_else(|e| surrogates::mend(body).map_or(Err(e), |mended| serde_json::from_slice(&mended)));
        match read {
            Ok(Value::Object(object)) => Self::from_object(object),
            Ok(_) => Self::Bad(Self::invalid(Id::Null)),
            Err(_) => Self::garbled(body),
        }
    }

    /// What is known of a body that would be JSON but for bytes that are no UTF-8. A request is answered under its id.
    /// The text of a notification is lost, and that is not: whoever hears of it must know that there was one.
    fn garbled(body: &[u8]) -> Self {
        let bad = |id| Self::Bad(Response::from_error(id, Error::parse_error()));
        let Ok(Value::Object(mut object)) = serde_json::from_str::<Value>(&String::from_utf8_lossy(body)) else {
            return bad(Id::Null);
        };
        match (object.get("method").and_then(Value::as_str), object.get("id").and_then(read_id)) {
            (Some(_), Some(id)) => bad(id),
            (Some("textDocument/didOpen" | "textDocument/didChange"), None) => {
                for lost in ["/textDocument/text", "/contentChanges"] {
                    if let Some(lost) = object.get_mut("params").and_then(|p| p.pointer_mut(lost)) {
                        lost.take();
                    }
                }
                Self::from_object(object)
            }
            _ => bad(Id::Null),
        }
    }

    /// The answer to what cannot be read.
    pub(in crate::server) fn parse_error() -> Response {
        Response::from_error(Id::Null, Error::parse_error())
    }

    /// What is answered to a message that is none.
    pub(in crate::server) fn invalid(id: Id) -> Response {
        Response::from_error(id, Error::invalid_request())
    }

    fn from_object(mut object: Map<String, Value>) -> Self {
        let id = object.remove("id");
        let known = id.as_ref().and_then(read_id);
        let invalid = |id: Option<Id>| Self::Bad(Self::invalid(id.unwrap_or(Id::Null)));
        if object.get("jsonrpc").and_then(Value::as_str) != Some("2.0") || (id.is_some() && known.is_none()) {
            return invalid(known);
        }
        match (object.remove("method"), known) {
            (Some(Value::String(method)), id) => {
                // Methods without parameters are called by some clients with `{}` or `[]`, which tower-lsp refuses.
                let bare = matches!(method.as_str(), "shutdown" | "exit");
                let mut params = object.remove("params").filter(|p| !p.is_null() && !bare);
                if let Some(params) = &mut params {
                    adapt(&method, params);
                }
                let ours = matches!(method.as_str(), "textDocument/didOpen" | "textDocument/didChange");
                params = params.or_else(|| ours.then(|| Value::Object(Map::new())));
                let mut request = Request::build(match method.as_str() {
                    "textDocument/didOpen" => DID_OPEN.to_owned(),
                    "textDocument/didChange" => DID_CHANGE.to_owned(),
                    "textDocument/codeAction" => CODE_ACTION.to_owned(),
                    "codeAction/resolve" => RESOLVE_CODE_ACTION.to_owned(),
                    _ => method,
                });
                if let Some(id) = id {
                    request = request.id(id);
                }
                if let Some(params) = params {
                    request = request.params(params);
                }
                Self::Request(request.finish())
            }
            (None, Some(id)) => match (object.remove("error"), object.remove("result")) {
                (Some(error), _) if !error.is_null() => Self::Response(Response::from_error(
                    id,
                    serde_json::from_value(error).unwrap_or_else(|_| Error::internal_error()),
                )),
                (_, Some(result)) => Self::Response(Response::from_ok(id, result)),
                (_, None) => Self::Bare(id),
            },
            (_, id) => invalid(id),
        }
    }
}

/// Makes parameters as lsp-types reads them, where what a client writes is right or as good as nothing: arguments that are
/// `null`, and diagnostics of other servers that are none by the protocol.
fn adapt(method: &str, params: &mut Value) {
    match method {
        // lsp-types misspells it.
        "initialize" => {
            if let Some(workspace) = params.pointer_mut("/capabilities/workspace")
                && let Some(diagnostics) = workspace.get("diagnostics").cloned()
            {
                workspace["diagnostic"] = diagnostics;
            }
        }
        "workspace/executeCommand" => {
            // An editor's own language may have one kind for lists and objects, and people who write for it one argument.
            match params.get_mut("arguments") {
                Some(Value::Array(_)) | None => {}
                Some(arguments) => *arguments = [arguments.take()].into_iter().filter(|a| !a.is_null()).collect(),
            }
        }
        "textDocument/codeAction" => {
            if let Some(Value::Array(diagnostics)) = params.pointer_mut("/context/diagnostics") {
                diagnostics.retain(|d| Diagnostic::deserialize(d).is_ok());
            }
        }
        _ => {}
    }
}

fn read_id(id: &Value) -> Option<Id> {
    match id {
        Value::Number(n) => n.as_i64().map(Id::Number),
        Value::String(s) => Some(Id::String(s.clone())),
        _ => None,
    }
}
