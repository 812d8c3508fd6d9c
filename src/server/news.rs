//! Word of what may have changed, for questions that are answered when something has.

use tokio::sync::watch;

/// Counts what changes, whatever it comes to.
pub(super) struct News {
    counts: watch::Sender<Counts>,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    documents: u64,
    files: u64,
    questions: u64,
    over: bool,
}

/// What a question that waits hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// Open documents show something else, at most.
    Documents,
    /// Files, folders or settings have changed; open documents may have as well.
    Files,
    /// Nobody waits for the answer any more: the client asks anew, or shuts down.
    Over,
}

/// A question that waits.
pub(super) struct Question {
    counts: watch::Receiver<Counts>,
    seen: Counts,
}

impl Default for News {
    fn default() -> Self {
        Self { counts: watch::Sender::new(Counts::default()) }
    }
}

impl News {
    /// Something else is shown of an open document.
    pub(super) fn document(&self) {
        self.counts.send_modify(|c| c.documents += 1);
    }

    /// Files, folders or settings have changed.
    pub(super) fn files(&self) {
        self.counts.send_modify(|c| c.files += 1);
    }

    /// The client shuts down.
    pub(super) fn end(&self) {
        self.counts.send_modify(|c| c.over = true);
    }

    /// Begins to wait, in the place of the question before: hears of all that changes from now on.
    pub(super) fn ask(&self) -> Question {
        let mut seen = Counts::default();
        self.counts.send_modify(|c| {
            c.questions += 1;
            seen = *c;
        });
        Question { counts: self.counts.subscribe(), seen }
    }
}

impl Question {
    /// Waits for what comes next; of what came at once the one that says most.
    pub(super) async fn next(&mut self) -> Event {
        loop {
            let now = *self.counts.borrow_and_update();
            let before = std::mem::replace(&mut self.seen, now);
            if now.over || now.questions != before.questions {
                return Event::Over;
            } else if now.files != before.files {
                return Event::Files;
            } else if now.documents != before.documents {
                return Event::Documents;
            } else if self.counts.changed().await.is_err() {
                return Event::Over;
            }
        }
    }
}
