//! The documents that the client has open.
//!
//! A document changes under its lock, and each change gives it a new *revision*. The client's version numbers are only
//! handed back: a client may count as it likes, and settings change what is found without any version.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tokio::sync::watch;
use tower_lsp::lsp_types::Url;

use super::inlay_hints::Hint;
use super::semantic_tokens::{Given, Placed};
use crate::analysis::{Analysis, Analyzer};
use crate::settings::Settings;
use crate::text::{Change, Document, Encoding, Format};

/// All open documents.
#[derive(Default)]
pub(super) struct Documents {
    open: Mutex<HashMap<Url, Arc<Open>>>,
}

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
    document: Mutex<Document>,
    revision: AtomicU64,
    readings: watch::Sender<Option<Arc<Reading>>>,
}

/// A document as it stood at one moment.
pub(super) struct Snapshot {
    /// The moment.
    pub(super) revision: u64,
    /// The text, its version and markup.
    pub(super) document: Document,
}

/// What was found in a document as it stood at one moment.
pub(super) struct Reading {
    /// The moment.
    pub(super) revision: u64,
    /// The version, as the client counts.
    pub(super) version: i32,
    /// What was found.
    pub(super) outcome: Outcome,
    /// The settings that held.
    pub(super) settings: Arc<Settings>,
    /// The inlay hints, made when they are first asked for.
    pub(super) hints: OnceLock<Vec<Hint>>,
    /// The semantic tokens, likewise.
    pub(super) tokens: OnceLock<Vec<Placed>>,
}

impl Reading {
    /// A reading of `snapshot` with `settings`.
    pub(super) fn new(snapshot: &Snapshot, settings: Arc<Settings>, outcome: Outcome) -> Self {
        let Snapshot { revision, document } = snapshot;
        Self {
            revision: *revision,
            version: document.version,
            outcome,
            settings,
            hints: OnceLock::new(),
            tokens: OnceLock::new(),
        }
    }

    /// What was found, where the document could be read.
    pub(super) fn analysis(&self) -> Option<&Analysis> {
        match &self.outcome {
            Outcome::Read(analysis) => Some(analysis),
            Outcome::TooLarge { .. } | Outcome::Failed | Outcome::Closed => None,
        }
    }
}

/// What came of reading a document.
pub(super) enum Outcome {
    /// It was read.
    Read(Box<Analysis>),
    /// It has more bytes than the settings allow, and was not read.
    TooLarge {
        /// Its bytes.
        bytes: usize,
        /// How many it may have.
        limit: usize,
    },
    /// Reading it failed; this version is set aside.
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
            *old = document;
            known.touch();
            drop(old);
            return known.clone();
        }
        let new = Arc::new(Open {
            path: uri.to_file_path().ok(),
            uri: uri.clone(),
            analyzer: Mutex::default(),
            scheduled: AtomicBool::new(false),
            tokens: Mutex::default(),
            document: Mutex::new(document),
            revision: AtomicU64::new(1),
            readings: watch::Sender::new(None),
        });
        open.insert(uri, new.clone());
        new
    }

    /// Closes a document, if it was open. Whatever is still done for it comes to nothing, and nobody waits for it.
    pub(super) fn close(&self, uri: &Url) -> bool {
        let closed = self.lock().remove(uri);
        if let Some(closed) = &closed {
            closed.touch();
            let snapshot = closed.snapshot();
            closed.finish(Arc::new(Reading::new(&snapshot, Arc::default(), Outcome::Closed)));
        }
        closed.is_some()
    }

    /// An open document.
    pub(super) fn get(&self, uri: &Url) -> Option<Arc<Open>> {
        self.lock().get(uri).cloned()
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
    /// Applies changes, in order, and counts a new revision.
    pub(super) fn change(&self, changes: &[Change], version: i32, encoding: Encoding) {
        let mut document = self.lock();
        for change in changes {
            document.apply(change, encoding);
        }
        document.version = version;
        self.touch();
    }

    /// Counts a new revision: what was found so far is out of date.
    pub(super) fn touch(&self) {
        self.revision.fetch_add(1, Ordering::SeqCst);
    }

    /// Whether nothing changed since `revision`.
    pub(super) fn is_at(&self, revision: u64) -> bool {
        self.revision.load(Ordering::SeqCst) == revision
    }

    /// The document as it stands.
    pub(super) fn snapshot(&self) -> Snapshot {
        let document = self.lock();
        Snapshot { revision: self.revision.load(Ordering::SeqCst), document: document.clone() }
    }

    /// Hands a reading to all who wait for it, unless the document has changed since.
    pub(super) fn finish(&self, reading: Arc<Reading>) {
        let document = self.lock();
        if self.is_at(reading.revision) {
            self.readings.send_replace(Some(reading));
        }
        drop(document);
    }

    /// Begins to wait for what is found in the document as it stands now, or after later changes: never before.
    pub(super) fn ticket(&self) -> Ticket {
        let document = self.lock();
        let ticket = Ticket { revision: self.revision.load(Ordering::SeqCst), readings: self.readings.subscribe() };
        drop(document);
        ticket
    }

    fn lock(&self) -> MutexGuard<'_, Document> {
        self.document.lock().unwrap_or_else(PoisonError::into_inner)
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
        let reading = self.readings.wait_for(|r| r.as_ref().is_some_and(|r| r.revision >= revision)).await.ok()?;
        reading.clone()
    }
}
