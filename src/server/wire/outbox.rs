//! What goes to the client, written by a thread of its own: a client that does not read holds up nobody.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use serde::Serialize;

use super::spelling::Spellings;

/// Takes messages for the client, from any thread, and never waits.
#[derive(Clone)]
pub(in crate::server) struct Outbox {
    queue: Sender<Out>,
    /// How the client spells the names of documents.
    pub(in crate::server) spellings: Arc<Spellings>,
}

enum Out {
    Message(Vec<u8>),
    /// Written only if the question, asked right before, is answered with yes.
    Conditional(Vec<u8>, Box<dyn Fn() -> bool + Send>),
    Flushed(Sender<()>),
}

impl Outbox {
    /// Starts the thread that writes to `sink`.
    pub(in crate::server) fn start(mut sink: impl Write + Send + 'static) -> io::Result<Self> {
        let (queue, messages) = mpsc::channel();
        thread::Builder::new().name("whosaid-out".to_owned()).spawn(move || {
            for out in messages {
                let written = match out {
                    Out::Message(body) => write(&mut sink, &body),
                    Out::Conditional(body, still) if still() => write(&mut sink, &body),
                    Out::Conditional(..) => Ok(()),
                    Out::Flushed(done) => {
                        let _ = done.send(());
                        Ok(())
                    }
                };
                if written.is_err() {
                    break;
                }
            }
        })?;
        Ok(Self { queue, spellings: Arc::default() })
    }

    /// Sends a message.
    pub(in crate::server) fn send(&self, message: &impl Serialize) {
        if let Ok(body) = serde_json::to_vec(message) {
            let _ = self.queue.send(Out::Message(self.spellings.restore(body)));
        }
    }

    /// Sends a message if, when its turn has come, `still` says so.
    pub(in crate::server) fn send_if(&self, message: &impl Serialize, still: impl Fn() -> bool + Send + 'static) {
        if let Ok(body) = serde_json::to_vec(message) {
            self.send_written_if(body, still);
        }
    }

    /// The same for a message that is written down already.
    pub(in crate::server) fn send_written_if(&self, body: Vec<u8>, still: impl Fn() -> bool + Send + 'static) {
        let _ = self.queue.send(Out::Conditional(self.spellings.restore(body), Box::new(still)));
    }

    /// Waits until all that was sent before is written, but no longer than `limit`.
    pub(in crate::server) fn flush(&self, limit: Duration) {
        let (done, flushed) = mpsc::channel();
        if self.queue.send(Out::Flushed(done)).is_ok() {
            let _ = flushed.recv_timeout(limit);
        }
    }
}

fn write(sink: &mut impl Write, body: &[u8]) -> io::Result<()> {
    /// What is longer is not copied to go out in one piece.
    const COPIED: usize = 32 << 10;
    let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    if body.len() > COPIED {
        sink.write_all(&frame)?;
        sink.write_all(body)?;
    } else {
        frame.extend_from_slice(body);
        sink.write_all(&frame)?;
    }
    sink.flush()
}
