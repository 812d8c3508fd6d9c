//! What the server has to say about itself. No text of a document is in it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::panic;
use std::sync::atomic::Ordering;
use std::time::Duration;

use percent_encoding::percent_decode_str;
use tower_lsp::lsp_types::{LogMessageParams, LogTraceParams, MessageType, ShowMessageParams, TraceValue, Url};

use super::documents::{Open, Reading};
use super::state::State;
use super::wire::stderr;

thread_local! {
    /// Where the last panic of this thread happened.
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Has panics noted by their place in the source. Their messages often quote the text at hand, which is nobody's
/// business.
pub(super) fn catch_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(|| "somewhere".to_owned(), |l| format!("{}:{}", l.file(), l.line()));
        stderr::line(&format!("internal error at {place}"));
        PANIC.with(|p| *p.borrow_mut() = Some(place));
    }));
}

/// The place of the panic that was just caught on this thread.
pub(super) fn panic_place() -> String {
    PANIC.with(|p| p.borrow_mut().take()).unwrap_or_else(|| "another thread".to_owned())
}

/// A document's name as people know it, short.
pub(super) fn name(uri: &Url) -> String {
    let last = uri.path().rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("the document");
    let decoded = percent_decode_str(last).decode_utf8().ok().filter(|name| !name.contains(char::is_control));
    decoded.map_or_else(|| last.to_owned(), Cow::into_owned)
}

/// Writes an error to the log.
pub(super) fn error(state: &State, message: &str) {
    write(state, MessageType::ERROR, message);
}

/// Writes a warning to the log.
pub(super) fn warn(state: &State, message: &str) {
    write(state, MessageType::WARNING, message);
}

/// How much the client wants to hear of what goes on: nothing, a line for each reading, or more in each line.
pub(super) fn set_trace(state: &State, value: Option<TraceValue>) {
    let level = match value {
        None | Some(TraceValue::Off) => 0,
        Some(TraceValue::Messages) => 1,
        Some(TraceValue::Verbose) => 2,
    };
    state.trace.store(level, Ordering::SeqCst);
}

/// Tells a client that wants to hear it of a reading.
pub(super) fn trace_reading(state: &State, document: &Open, reading: &Reading, time: Duration) {
    let level = state.trace.load(Ordering::SeqCst);
    if level == 0 {
        return;
    }
    let version = reading.version;
    let message = format!("{} (version {version}): read in {:.1} ms", name(&document.uri), time.as_secs_f64() * 1e3);
    let verbose = reading.analysis().filter(|_| level > 1).map(|analysis| {
        let (blocks, findings, held) = (analysis.blocks.len(), analysis.findings.len(), reading.held.len());
        let ignored = analysis.ignored;
        format!("{blocks} blocks, {findings} findings, {held} of them not shown yet; {ignored} ignored")
    });
    notify(state, "$/logTrace", &LogTraceParams { message, verbose });
}

fn write(state: &State, typ: MessageType, message: &str) {
    stderr::line(message);
    let params = LogMessageParams { typ, message: message.to_owned() };
    notify(state, "window/logMessage", &params);
}

/// Shows an error to the user.
pub(super) fn show_error(state: &State, message: &str) {
    show(state, MessageType::ERROR, message);
}

/// Shows a message to the user.
pub(super) fn show(state: &State, typ: MessageType, message: &str) {
    notify(state, "window/showMessage", &ShowMessageParams { typ, message: message.to_owned() });
}

pub(super) fn notify(state: &State, method: &str, params: &impl serde::Serialize) {
    state.outbox.send(&serde_json::json!({ "jsonrpc": "2.0", "method": method, "params": params }));
}
