//! The documents that the client has open.
//!
//! A document changes under its lock, and each change gives it a new *revision*. The client's version numbers are only
//! handed back: a client may count as it likes, and settings change what is found without any version.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tokio::sync::watch;
use tower_lsp::lsp_types::Url;

use super::features::inlay_hints::Hint;
use super::features::semantic_tokens::{Given, Placed};
use super::typing::{Shown, Typing};
use super::wire::surrogates;
use crate::analysis::{Analysis, Analyzer};
use crate::settings::Settings;
use crate::text::{Change, Document, Encoding, Format};

/// All open documents.
#[derive(Default)]
pub(super) struct Documents {
    open: Mutex<HashMap<Url, Arc<Open>>>,
    /// How many were opened.
    opened: AtomicU64,
}

/// The revisions of a document begin so far behind those of the one that was opened before: what a client kept of a
/// document that it has closed is not taken for that of another under its name. Exact in the numbers of JavaScript.
const REVISIONS: u64 = 1 << 30;

/// An open document.
pub(super) struct Open {
    /// Its name.
    pub(super) uri: Url,
    /// Where it is stored, if anywhere.
    pub(super) path: Option<PathBuf>,
    /// What reads it, and remembers what its blocks say.
    pub(super) analyzer: Mutex<Analyzer>,
    /// Whether it waits for a worker or is with one.
    pub(super) scheduled: AtomicBool,
    /// The semantic tokens that the client has.
    pub(super) tokens: Mutex<Option<Given>>,
    /// What the client was last given of it.
    pub(super) shown: Mutex<Shown>,
    buffer: Mutex<Buffer>,
    revision: AtomicU64,
    /// Whether the client has closed it: nothing that is found in it counts from then on, whatever its revision.
    closed: AtomicBool,
    readings: watch::Sender<Option<Arc<Reading>>>,
}

/// A document as it stands, and where somebody writes in it.
struct Buffer {
    document: Document,
    typing: Option<Typing>,
    /// Whether an edit was lost, so that nobody knows the text until all of it comes.
    aside: bool,
    /// The revision of the last edit.
    edited: u64,
}

impl Buffer {
    fn new(document: Document, edited: u64) -> Self {
        Self { document, typing: None, aside: false, edited }
    }
}

/// A document as it stood at one moment.
pub(super) struct Snapshot {
    /// The moment.
    pub(super) revision: u64,
    /// The text, its version and markup.
    pub(super) document: Document,
    /// Where somebody was writing.
    pub(super) typing: Option<Typing>,
    /// Whether the document is set aside, and its text not what the client has.
    pub(super) aside: bool,
    /// The moment of its last edit.
    pub(super) edited: u64,
}

/// What was found in a document as it stood at one moment.
pub(super) struct Reading {
    /// The moment.
    pub(super) revision: u64,
    /// The version, as the client counts.
    pub(super) version: i32,
    /// The moment of the last edit that is in it.
    pub(super) edited: u64,
    /// What was found.
    pub(super) outcome: Outcome,
    /// The settings that held.
    pub(super) settings: Arc<Settings>,
    /// The findings that are not shown while their sentence is being written, in order; see [`Open::held`].
    pub(super) held: Vec<usize>,
    /// The inlay hints, made when they are first asked for.
    pub(super) hints: OnceLock<Vec<Hint>>,
    /// The semantic tokens, likewise.
    pub(super) tokens: OnceLock<Vec<Placed>>,
}

impl Reading {
    /// A reading of `snapshot` with `settings`.
    pub(super) fn new(snapshot: &Snapshot, settings: Arc<Settings>, outcome: Outcome) -> Self {
        let (revision, version, edited) = (snapshot.revision, snapshot.document.version, snapshot.edited);
        let (held, hints, tokens) = (Vec::new(), OnceLock::new(), OnceLock::new());
        Self { revision, version, edited, outcome, settings, held, hints, tokens }
    }

    /// What was found, where the document could be read.
    pub(super) fn analysis(&self) -> Option<&Analysis> {
        match &self.outcome {
            Outcome::Read(analysis) => Some(analysis),
            Outcome::TooLarge { outline, .. } => outline.as_deref(),
            Outcome::Failed | Outcome::Closed => None,
        }
    }
}

/// What came of reading a document.
pub(super) enum Outcome {
    /// It was read.
    Read(Box<Analysis>),
    /// It has more bytes than the settings allow, and no more than its outline was read.
    TooLarge {
        /// Its bytes.
        bytes: usize,
        /// How many it may have.
        limit: usize,
        /// Its lines and blocks; none where even these are too many.
        outline: Option<Box<Analysis>>,
    },
    /// Reading it failed, or an edit of it; this version is set aside.
    Failed,
    /// It was closed before it was read.
    Closed,
}

impl Documents {
    /// Opens a document; one that is open already is taken as changed.
    pub(super) fn open(&self, uri: Url, text: &str, format: Format, version: i32) -> Arc<Open> {
        let document = Document::new(text, format, version);
        let mut open = self.lock();
        if let Some(known) = open.get(&uri) {
            let mut old = known.lock();
            *old = Buffer::new(document, known.touch());
            drop(old);
            return known.clone();
        }
        let first = 1 + REVISIONS * self.opened.fetch_add(1, Ordering::SeqCst);
        let new = Arc::new(Open {
            path: uri.to_file_path().ok(),
            uri: uri.clone(),
            analyzer: Mutex::default(),
            scheduled: AtomicBool::new(false),
            tokens: Mutex::default(),
            shown: Mutex::default(),
            buffer: Mutex::new(Buffer::new(document, first)),
            revision: AtomicU64::new(first),
            closed: AtomicBool::new(false),
            readings: watch::Sender::new(None),
        });
        open.insert(uri, new.clone());
        new
    }

    /// Closes a document, if it was open. Whatever is still done for it comes to nothing, and nobody waits for it.
    pub(super) fn close(&self, uri: &Url) -> bool {
        let closed = self.lock().remove(uri);
        if let Some(closed) = &closed {
            closed.end();
        }
        closed.is_some()
    }

    /// An open document.
    pub(super) fn get(&self, uri: &Url) -> Option<Arc<Open>> {
        self.lock().get(uri).cloned()
    }

    /// Whether a file is open, however the client spells its name.
    pub(super) fn has_file(&self, path: &Path) -> bool {
        self.lock().values().any(|d| d.path.as_deref() == Some(path))
    }

    /// All of them.
    pub(super) fn all(&self) -> Vec<Arc<Open>> {
        self.lock().values().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Url, Arc<Open>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// Applies changes, in order, and counts a new revision; without a version, the last one stays. Tells whether it did:
    /// a document that is set aside waits for changes that begin with the whole text.
    pub(super) fn change(&self, changes: Vec<Change>, version: Option<i32>, encoding: Encoding) -> bool {
        let mut buffer = self.lock();
        buffer.document.version = version.unwrap_or(buffer.document.version);
        buffer.aside &= changes.first().is_none_or(|c| c.range.is_some());
        if buffer.aside {
            return false;
        }
        let apply = |change| {
            let change = surrogates::whole(&buffer.document, change, encoding);
            let edited = buffer.document.apply(&change, encoding);
            (change, edited)
        };
        let edited: Vec<_> = changes.into_iter().map(apply).collect();
        buffer.typing = Typing::new(&edited);
        buffer.edited = self.touch();
        true
    }

    /// Leaves the document alone until its whole text comes: a change was lost, and the next ones would go to wrong
    /// places. Tells whether it was not so already.
    pub(super) fn set_aside(&self) -> bool {
        let mut buffer = self.lock();
        buffer.typing = None;
        buffer.edited = self.touch();
        !std::mem::replace(&mut buffer.aside, true)
    }

    /// Counts a new revision, and gives it: what was found so far is out of date.
    pub(super) fn touch(&self) -> u64 {
        self.revision.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// The revision as it stands.
    pub(super) fn revision(&self) -> u64 {
        self.revision.load(Ordering::SeqCst)
    }

    /// Whether nothing changed since `revision`, and the document is still open.
    pub(super) fn is_at(&self, revision: u64) -> bool {
        !self.is_closed() && self.revision() == revision
    }

    /// Whether the client has closed it. What it opens under the same name later is another one.
    pub(super) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::SeqCst)
    }

    /// Closes it, and tells those who wait.
    fn end(&self) {
        let buffer = self.lock();
        self.closed.store(true, Ordering::SeqCst);
        self.touch();
        // A reading that is handed over from now on comes to nothing.
        drop(buffer);
        let last = Reading::new(&self.snapshot(), Arc::default(), Outcome::Closed);
        self.readings.send_replace(Some(Arc::new(last)));
    }

    /// The document as it stands.
    pub(super) fn snapshot(&self) -> Snapshot {
        let buffer = self.lock();
        let Buffer { document, typing, aside, edited } = &*buffer;
        let (document, typing) = (document.clone(), typing.clone());
        Snapshot { revision: self.revision(), document, typing, aside: *aside, edited: *edited }
    }

    /// How long the document is.
    pub(super) fn bytes(&self) -> usize {
        self.lock().document.bytes()
    }

    /// Where somebody is writing.
    pub(super) fn typing(&self) -> Option<Typing> {
        self.lock().typing.clone()
    }

    /// Nobody is writing any more. Tells whether somebody was.
    pub(super) fn stop_typing(&self) -> bool {
        self.lock().typing.take().is_some()
    }

    /// The findings of a reading, by their places in order, that are not to be shown yet.
    pub(super) fn held<'a>(&self, reading: &'a Reading) -> &'a [usize] {
        if reading.held.is_empty() || self.lock().typing.is_none() { &[] } else { &reading.held }
    }

    /// The last reading, which may be out of date.
    pub(super) fn latest(&self) -> Option<Arc<Reading>> {
        self.readings.borrow().clone()
    }

    /// Hands a reading to all who wait for it, unless the document has changed since. Gives back the one before, so
    /// that whoever is in a hurry can put off taking it apart.
    pub(super) fn finish(&self, reading: Arc<Reading>) -> Option<Arc<Reading>> {
        let buffer = self.lock();
        let before =
            if self.is_at(reading.revision) { self.readings.send_replace(Some(reading)) } else { Some(reading) };
        drop(buffer);
        before
    }

    /// Begins to wait for what is found in the document as it stands now, or after later changes: never before.
    pub(super) fn ticket(&self) -> Ticket {
        let buffer = self.lock();
        let ticket = Ticket { revision: self.revision(), readings: self.readings.subscribe() };
        drop(buffer);
        ticket
    }

    fn lock(&self) -> MutexGuard<'_, Buffer> {
        self.buffer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place in the queue for a reading.
pub(super) struct Ticket {
    revision: u64,
    readings: watch::Receiver<Option<Arc<Reading>>>,
}

impl Ticket {
    /// Waits for the reading.
    pub(super) async fn reading(mut self) -> Option<Arc<Reading>> {
        // The first step of a request is taken by the thread that reads its input; the work is for others.
        tokio::task::yield_now().await;
        let revision = self.revision;
        let last = |r: &Reading| r.revision >= revision || matches!(r.outcome, Outcome::Closed);
        let reading = self.readings.wait_for(|r| r.as_deref().is_some_and(last)).await.ok()?;
        reading.clone()
    }
}
