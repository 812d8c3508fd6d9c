//! What all parts of the server share.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::runtime::Handle;
use tower_lsp::Client;
use tower_lsp::lsp_types::Url;

use super::client::ClientInfo;
use super::config::Config;
use super::documents::{Documents, Open, Reading};
use super::index::Index;
use super::news::News;
use super::wire::outbox::Outbox;
use super::wire::traffic::Traffic;
use super::worker::Queue;
use super::workspace::Workspace;

/// How long an answer of the client is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// What all parts of the server share.
pub(super) struct State {
    /// For requests to the client. Never awaited in a handler; see [`State::spawn`].
    pub(super) client: Client,
    /// For messages to the client.
    pub(super) outbox: Outbox,
    /// What is open.
    pub(super) documents: Documents,
    /// What waits to be read.
    pub(super) queue: Queue,
    /// When the client is silent.
    pub(super) traffic: Arc<Traffic>,
    /// The settings.
    pub(super) config: Config,
    /// What is known of files that are not open.
    pub(super) workspace: Workspace,
    /// What questions wait for that are answered when something is new.
    pub(super) news: News,
    /// How much the client wants to hear of what goes on; see [`log::set_trace`](super::log::set_trace).
    pub(super) trace: AtomicU8,
    /// Who speaks in the files of the workspace.
    pub(super) index: Index,
    /// Whether the user has heard of a failure.
    pub(super) panic_shown: AtomicBool,
    /// For tests: reading a document that contains this fails. From the environment variable `WHOSAID_TEST_PANIC`.
    pub(super) panic_on: Option<String>,
    /// Whether the client refused to tell of changed files, though it can.
    pub(super) unwatched: AtomicBool,
    runtime: Handle,
    info: OnceLock<ClientInfo>,
}

impl State {
    /// The state before `initialize`.
    pub(super) fn new(client: Client, outbox: Outbox, runtime: Handle) -> Self {
        Self {
            client,
            outbox,
            documents: Documents::default(),
            queue: Queue::default(),
            traffic: Arc::new(Traffic::new()),
            config: Config::default(),
            workspace: Workspace::default(),
            news: News::default(),
            trace: AtomicU8::new(0),
            index: Index::default(),
            panic_shown: AtomicBool::new(false),
            panic_on: std::env::var("WHOSAID_TEST_PANIC").ok().filter(|words| !words.is_empty()),
            unwatched: AtomicBool::new(false),
            runtime,
            info: OnceLock::new(),
        }
    }

    /// Keeps what `initialize` says about the client.
    pub(super) fn set_client_info(&self, info: ClientInfo) {
        let _ = self.info.set(info);
    }

    /// What the client can do; before `initialize`, nothing.
    pub(super) fn client_info(&self) -> &ClientInfo {
        self.info.get_or_init(ClientInfo::default)
    }

    /// Whether the client tells of changed files.
    pub(super) fn watches_files(&self) -> bool {
        self.client_info().watches_files && !self.unwatched.load(Ordering::SeqCst)
    }

    /// Does something beside the handlers, such as asking the client.
    ///
    /// What waits for an answer of the client must be left to wait, without a time limit of its own on the request:
    /// tower-lsp panics at an answer that nobody waits for any more. Limits belong to those who wait for the task.
    pub(super) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.runtime.spawn(task);
    }

    /// Does something beside the handlers that takes long and waits for nobody.
    pub(super) fn spawn_blocking(&self, work: impl FnOnce() + Send + 'static) {
        self.runtime.spawn_blocking(work);
    }

    /// What the client answers, if it does so in time. The question itself is never given up; see [`State::spawn`].
    pub(super) async fn answer<T: Send + 'static>(
        &self,
        question: impl Future<Output = T> + Send + 'static,
    ) -> Option<T> {
        tokio::time::timeout(PATIENCE, self.runtime.spawn(question)).await.ok()?.ok()
    }

    /// Has every open document read again: something beside its text changed.
    pub(super) fn reread_all(&self) {
        for document in self.documents.all() {
            document.touch();
            self.queue.push(document);
        }
    }

    /// Waits for what is found in a document as it stands at the call, or later.
    pub(super) fn reading(
        &self,
        uri: &Url,
    ) -> impl Future<Output = Option<(Arc<Open>, Arc<Reading>)>> + Send + 'static {
        let document = self.documents.get(uri);
        let ticket = document.as_ref().map(|d| d.ticket());
        async move {
            let reading = ticket?.reading().await?;
            Some((document?, reading))
        }
    }
}
