//! Requests of ours that the client has not answered.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tower_lsp::jsonrpc::Id;

/// The ids of requests that wait for their answers.
#[derive(Clone, Default)]
pub(in crate::server) struct Asked(Arc<Mutex<HashSet<Id>>>);

impl Asked {
    /// A request goes out.
    pub(in crate::server) fn ask(&self, id: Id) {
        self.lock().insert(id);
    }

    /// An answer came. Tells whether it was waited for.
    pub(in crate::server) fn answered(&self, id: &Id) -> bool {
        self.lock().remove(id)
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<Id>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
