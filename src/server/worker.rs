//! Reading documents, on threads of our own.
//!
//! A document waits at most once and is with one worker at a time. A worker takes it as it stands; when it changes
//! meanwhile, the work is dropped at the next block and the document waits again. A panic costs the version that
//! caused it and nothing else.
//!
//! A worker shares its work out among threads of its own, so that no document waits for what is done for another; and
//! one worker takes small documents only, so that a tweet is answered while books are read.

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use super::documents::{Open, Outcome, Reading, Snapshot};
use super::features::{article, diagnostics};
use super::state::State;
use super::threads::Threads;
use super::{config, log, typing};
use crate::analysis::Analyzer;
use crate::settings::Settings;
use crate::text::{Format, Span};

/// The most bytes of the documents that each worker takes.
const WORKERS: [usize; 3] = [usize::MAX, usize::MAX, 128 << 10];
/// Documents of fewer bytes are read on one thread, or almost.
const SHARED: usize = 32 << 10;
/// Of a document with more bytes not even the outline is read.
const OUTLINED: usize = 64 << 20;

/// The documents that wait to be read.
#[derive(Default)]
pub(super) struct Queue {
    waiting: Mutex<Waiting>,
    /// Wakes each worker when there is something for it: one that wakes in vain keeps the others from a core.
    more: [Condvar; WORKERS.len()],
    /// How many documents are being read.
    read: AtomicUsize,
}

#[derive(Default)]
struct Waiting {
    documents: VecDeque<Arc<Open>>,
    /// Which workers have nothing to do.
    idle: [bool; WORKERS.len()],
}

impl Waiting {
    /// The worker that is to take a document of so many bytes: of those that may and have nothing to do, the first. What
    /// one worker's threads keep for their patterns the others need not keep too.
    fn worker(&self, bytes: usize) -> Option<usize> {
        (0..WORKERS.len()).find(|&w| self.idle[w] && bytes <= WORKERS[w])
    }

    /// Where the first document stands that is for a worker.
    fn next(&self, worker: usize) -> Option<usize> {
        self.documents.iter().position(|d| self.worker(d.bytes()) == Some(worker))
    }

    /// The first document that is for a worker.
    fn take(&mut self, worker: usize) -> Option<Arc<Open>> {
        let next = self.next(worker)?;
        self.documents.remove(next)
    }
}

impl Queue {
    /// Has a document read as it stands when its turn comes.
    pub(super) fn push(&self, document: Arc<Open>) {
        if !document.scheduled.swap(true, Ordering::SeqCst) {
            let mut waiting = self.lock();
            let worker = waiting.worker(document.bytes());
            waiting.documents.push_back(document);
            worker.into_iter().for_each(|w| self.more[w].notify_one());
        }
    }

    /// Whether any open document waits or is being read.
    pub(super) fn is_busy(&self) -> bool {
        self.read.load(Ordering::SeqCst) > 0 || !self.lock().documents.is_empty()
    }

    /// The next document for a worker, once there is one.
    fn pop(&self, worker: usize) -> Arc<Open> {
        let mut waiting = self.lock();
        waiting.idle[worker] = true;
        loop {
            if let Some(document) = waiting.take(worker) {
                waiting.idle[worker] = false;
                // What else waits was for this worker until now.
                let others = waiting.documents.iter().filter_map(|d| waiting.worker(d.bytes()));
                others.for_each(|w| self.more[w].notify_one());
                return document;
            }
            waiting = self.more[worker].wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts a document that is being read, until it is dropped.
struct Busy<'a>(&'a AtomicUsize);

impl<'a> Busy<'a> {
    fn new(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Self(count)
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Starts the workers.
pub(super) fn start(state: &Arc<State>) -> std::io::Result<()> {
    for (i, most) in WORKERS.into_iter().enumerate() {
        let state = state.clone();
        thread::Builder::new().name(format!("whosaid-{i}")).spawn(move || {
            let threads = Threads::new(format!("whosaid-{i}"), if most == usize::MAX { 0 } else { 1 });
            if i == 0 {
                warm_up();
            }
            loop {
                let document = state.queue.pop(i);
                let done = {
                    let _busy = Busy::new(&state.queue.read);
                    let read = || read(&state, &document);
                    if document.bytes() < SHARED { read() } else { threads.share(read) }
                };
                document.scheduled.store(false, Ordering::SeqCst);
                if !document.is_closed() && !document.is_at(done) {
                    state.queue.push(document);
                }
            }
        })?;
    }
    Ok(())
}

/// Loads the word lists, patterns and models that every article needs, so that the first one does not wait for them.
/// What few articles need is built when one does: all of it together takes more memory than a book.
fn warm_up() {
    const ARTICLE: &str = include_str!("../../examples/harbour.txt");
    for format in [Format::Plain, Format::Markdown] {
        let read = || Analyzer::default().analyze(Arc::from(ARTICLE), format, &Settings::default(), &|| false);
        let _ = panic::catch_unwind(read);
    }
}

/// Reads a document as it stands, and tells what is found to those who wait and to the client. Returns its revision.
fn read(state: &Arc<State>, document: &Arc<Open>) -> u64 {
    let begin = Instant::now();
    let snapshot = document.snapshot();
    let revision = snapshot.revision;
    if document.is_closed() {
        // It was closed while it waited.
        return revision;
    }
    if snapshot.aside {
        document.finish(Arc::new(Reading::new(&snapshot, Arc::default(), Outcome::Failed)));
        return revision;
    }
    let settings = panic::catch_unwind(AssertUnwindSafe(|| config::settings(state, document.path.as_deref())));
    let settings = settings.unwrap_or_default();
    let obsolete = || !document.is_at(revision);
    let failed = || {
        *document.analyzer.lock().unwrap_or_else(PoisonError::into_inner) = Analyzer::default();
        report(state, document, &snapshot);
        document.finish(Arc::new(Reading::new(&snapshot, settings.clone(), Outcome::Failed)));
    };
    let attempt = panic::catch_unwind(AssertUnwindSafe(|| {
        let text = snapshot.document.text();
        let outcome = outcome(state, &document.analyzer, text, snapshot.document.format, &settings, &obsolete)?;
        let mut reading = Reading::new(&snapshot, settings.clone(), outcome);
        reading.held = held(state, document, &snapshot, &reading);
        Some(Arc::new(reading))
    }));
    let reading = match attempt {
        Ok(Some(reading)) => reading,
        Ok(None) => return revision,
        Err(_) => {
            failed();
            return revision;
        }
    };
    let _before = document.finish(reading.clone());
    if state.traffic.wait_for_silence(obsolete) {
        let tell = || {
            diagnostics::publish(state, document, &reading);
            if state.client_info().article_changed {
                let still = document.clone();
                let changed = article::Changed::new(&document.uri, snapshot.document.version);
                state.outbox.send_if(&changed, move || still.is_at(revision));
            }
            typing::show_later(state, document, &reading);
            log::trace_reading(state, document, &reading, begin.elapsed());
        };
        if panic::catch_unwind(AssertUnwindSafe(tell)).is_err() {
            failed();
        }
    }
    revision
}

/// The findings that are not shown while their sentence is being written. A client that pulls and cannot be told to
/// pull again is given them at once.
fn held(state: &State, document: &Open, snapshot: &Snapshot, reading: &Reading) -> Vec<usize> {
    let client = state.client_info();
    match (reading.analysis(), &snapshot.typing) {
        (Some(analysis), Some(typing)) if !client.pulls || client.refreshes_diagnostics => {
            let shown = document.shown.lock().unwrap_or_else(PoisonError::into_inner);
            typing::held(analysis, typing, reading.settings.diagnostics.while_typing, &shown)
        }
        _ => Vec::new(),
    }
}

/// Reads a text; `None` where that is `obsolete` before it is done.
pub(super) fn outcome(
    state: &State,
    analyzer: &Mutex<Analyzer>,
    text: String,
    format: Format,
    settings: &Settings,
    obsolete: &(dyn Fn() -> bool + Sync),
) -> Option<Outcome> {
    let bytes = text.len();
    if let Some(outcome) = unread(bytes as u64, settings) {
        return Some(outcome);
    }
    let limit = limit(settings);
    if bytes > limit {
        let outline = Box::new(Analyzer::outline(Arc::from(text), format, settings));
        return Some(Outcome::TooLarge { bytes, limit, outline: Some(outline) });
    }
    if state.panic_on.as_ref().is_some_and(|words| text.contains(words)) {
        panic!("a test asked for this");
    }
    let mut analyzer = analyzer.lock().unwrap_or_else(PoisonError::into_inner);
    let analysis = analyzer.analyze(Arc::from(text), format, settings, obsolete)?;
    Some(Outcome::Read(Box::new(analysis)))
}

/// What comes of so many bytes that nobody needs to look at them.
pub(super) fn unread(bytes: u64, settings: &Settings) -> Option<Outcome> {
    let (bytes, limit) = (usize::try_from(bytes).unwrap_or(usize::MAX), limit(settings));
    (bytes > limit.max(OUTLINED)).then_some(Outcome::TooLarge { bytes, limit, outline: None })
}

/// The most bytes of a document that is read.
fn limit(settings: &Settings) -> usize {
    settings.limits.max_file_bytes.min(Span::MOST)
}

fn report(state: &State, document: &Open, snapshot: &Snapshot) {
    let version = snapshot.document.version;
    let name = log::name(&document.uri);
    log::error(state, &format!("reading {name} (version {version}) failed: {}", log::panic_place()));
    if !state.panic_shown.swap(true, Ordering::SeqCst) {
        log::show_error(
            state,
            &format!(
                "whosaid failed on {name} as it stands. Its marks come back with the next edit; the log has details."
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_idle_worker_takes_what_it_may() {
        let worker = |idle, bytes| Waiting { documents: VecDeque::new(), idle }.worker(bytes);
        assert_eq!(worker([true, true, true], 1 << 10), Some(0));
        assert_eq!(worker([false, true, true], 1 << 10), Some(1));
        assert_eq!(worker([false, false, true], 1 << 10), Some(2), "a tweet is answered while books are read");
        assert_eq!(worker([false, false, true], 1 << 20), None, "a book waits");
        assert_eq!(worker([false, true, false], 1 << 20), Some(1));
        assert_eq!(worker([false, false, false], 1), None);
    }
}
