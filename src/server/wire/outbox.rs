//! What goes to the client, written by a thread of its own: a client that does not read holds up nobody.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use serde::Serialize;

use super::spelling::Spellings;

/// Takes messages for the client, from any thread, and never waits.
#[derive(Clone)]
pub(in crate::server) struct Outbox {
    entry: Arc<Entry>,
    /// How the client spells the names of documents.
    pub(in crate::server) spellings: Arc<Spellings>,
}

enum Out {
    Message(Vec<u8>),
    /// Written only if the question, asked right before, is answered with yes.
    Conditional(Vec<u8>, Box<dyn Fn() -> bool + Send>),
    Flushed(Sender<()>),
}

impl Out {
    /// Whether nobody needs it any more.
    fn outdated(&self) -> bool {
        matches!(self, Self::Conditional(_, still) if !still())
    }
}

/// What waits to be written, in order.
#[derive(Default)]
struct Queue {
    waiting: Mutex<Waiting>,
    more: Condvar,
}

#[derive(Default)]
struct Waiting {
    messages: VecDeque<Out>,
    /// Nothing more comes, or nothing can be written.
    over: bool,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, out: Out) {
        let mut waiting = self.lock();
        // A client that does not read is not to have the diagnostics of each edit kept for it.
        if matches!(out, Out::Conditional(..)) {
            waiting.messages.retain(|m| !m.outdated());
        }
        if !waiting.over {
            waiting.messages.push_back(out);
        }
        self.more.notify_one();
    }

    /// The next message, once there is one; none when all are written and nobody is left to send more.
    fn pop(&self) -> Option<Out> {
        let nothing = |w: &mut Waiting| w.messages.is_empty() && !w.over;
        let waiting = self.more.wait_while(self.lock(), nothing);
        waiting.unwrap_or_else(PoisonError::into_inner).messages.pop_front()
    }

    fn end(&self) -> MutexGuard<'_, Waiting> {
        let mut waiting = self.lock();
        waiting.over = true;
        self.more.notify_one();
        waiting
    }
}

/// Where messages come in; when all who may send are gone, so is the thread that writes.
struct Entry(Arc<Queue>);

impl Drop for Entry {
    fn drop(&mut self) {
        drop(self.0.end());
    }
}

impl Outbox {
    /// Starts the thread that writes to `sink`.
    pub(in crate::server) fn start(mut sink: impl Write + Send + 'static) -> io::Result<Self> {
        let queue = Arc::<Queue>::default();
        let entry = Arc::new(Entry(Arc::clone(&queue)));
        thread::Builder::new().name("whosaid-out".to_owned()).spawn(move || {
            while let Some(out) = queue.pop() {
                let written = match out {
                    out if out.outdated() => Ok(()),
                    Out::Message(body) | Out::Conditional(body, _) => write(&mut sink, &body),
                    Out::Flushed(done) => {
                        let _ = done.send(());
                        Ok(())
                    }
                };
                if written.is_err() {
                    queue.end().messages.clear();
                }
            }
        })?;
        Ok(Self { entry, spellings: Arc::default() })
    }

    /// Sends a message.
    pub(in crate::server) fn send(&self, message: &impl Serialize) {
        if let Ok(body) = serde_json::to_vec(message) {
            self.entry.0.push(Out::Message(self.spellings.restore(body)));
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
        self.entry.0.push(Out::Conditional(self.spellings.restore(body), Box::new(still)));
    }

    /// Waits until all that was sent before is written, but no longer than `limit`.
    pub(in crate::server) fn flush(&self, limit: Duration) {
        let (done, flushed) = mpsc::channel();
        self.entry.0.push(Out::Flushed(done));
        let _ = flushed.recv_timeout(limit);
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// A client that reads nothing before it is told to, and notes what it reads.
    struct Client(mpsc::Receiver<()>, Arc<Mutex<Vec<u8>>>);

    impl Write for Client {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let _ = self.0.recv();
            self.1.lock().expect("no panic").extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn of_what_is_outdated_nothing_is_kept_for_a_client_that_does_not_read() {
        let (read, reads) = mpsc::channel();
        let seen = Arc::<Mutex<Vec<u8>>>::default();
        let outbox = Outbox::start(Client(reads, Arc::clone(&seen))).expect("a thread");
        outbox.send(&"first");
        let newest = Arc::new(AtomicUsize::new(0));
        let kept = Arc::new(());
        for version in 1..=100 {
            newest.store(version, Ordering::SeqCst);
            let (newest, kept) = (Arc::clone(&newest), Arc::clone(&kept));
            outbox.send_if(&version, move || Arc::strong_count(&kept) > 0 && newest.load(Ordering::SeqCst) == version);
        }
        // The newest, and at most one that the thread had taken before.
        assert!(Arc::strong_count(&kept) <= 3, "{} are kept", Arc::strong_count(&kept) - 1);
        drop(read);
        outbox.flush(Duration::from_secs(10));
        let seen = String::from_utf8(seen.lock().expect("no panic").clone()).expect("text");
        let bodies: Vec<&str> =
            seen.split("\r\n\r\n").skip(1).map(|b| b.split("Content").next().unwrap_or(b)).collect();
        assert_eq!(bodies.first(), Some(&"\"first\""), "{seen}");
        assert_eq!(bodies.last(), Some(&"100"), "{seen}");
        assert!(bodies.len() <= 3, "{seen}");
    }
}
