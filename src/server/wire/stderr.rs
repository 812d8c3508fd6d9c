//! Standard error, written by a thread of its own: a client may close it or never read it, and `eprintln!` panics at the
//! first and waits for ever at the second.

use std::io::{self, Write};
use std::sync::OnceLock;
use std::sync::mpsc::{self, SyncSender};
use std::thread;
use std::time::Duration;

use super::pipe::Patient;

/// So many lines wait for a client that does not read. What comes then is dropped.
const WAITING: usize = 1000;

enum Out {
    Line(String),
    Flushed(SyncSender<()>),
}

static QUEUE: OnceLock<Option<SyncSender<Out>>> = OnceLock::new();

/// Writes a line, sooner or later or never.
pub(in crate::server) fn line(text: &str) {
    if let Some(queue) = QUEUE.get_or_init(start) {
        let _ = queue.try_send(Out::Line(format!("whosaid: {text}\n")));
    }
}

/// Waits until all that was sent before is written, but no longer than `limit`.
pub(in crate::server) fn flush(limit: Duration) {
    let (done, flushed) = mpsc::sync_channel(1);
    let queue = QUEUE.get().and_then(Option::as_ref);
    if queue.is_some_and(|queue| queue.try_send(Out::Flushed(done)).is_ok()) {
        let _ = flushed.recv_timeout(limit);
    }
}

fn start() -> Option<SyncSender<Out>> {
    let (queue, lines) = mpsc::sync_channel(WAITING);
    let write = move || {
        for out in lines {
            match out {
                Out::Line(line) => {
                    let _ = Patient(io::stderr()).write_all(line.as_bytes());
                }
                Out::Flushed(done) => {
                    let _ = done.send(());
                }
            }
        }
    };
    thread::Builder::new().name("whosaid-err".to_owned()).spawn(write).ok()?;
    Some(queue)
}
