//! Whether the client is writing right now.

use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

/// How long the client must have been silent before diagnostics are sent. Programs write a burst of edits with far
/// smaller gaps and people type with far greater ones, so that a burst gets one answer and nobody waits for it.
const SILENCE: Duration = Duration::from_millis(2);
/// The same behind bytes that came alone, as those of a key do: only their likes would make a burst of them.
const SILENCE_ALONE: Duration = Duration::from_millis(1);
/// Bytes that come so long after others came alone.
const APART: Duration = Duration::from_millis(20);
/// How long half a message is waited for.
const PATIENCE: Duration = Duration::from_millis(100);

/// Knows when the last bytes came and whether all of them are dealt with.
pub(in crate::server) struct Traffic {
    state: Mutex<State>,
}

#[derive(Clone, Copy)]
struct State {
    last: Instant,
    /// Nothing came for a while before them.
    alone: bool,
    /// Messages that have come are being begun.
    busy: bool,
    /// The last message is not complete.
    partial: bool,
}

impl Traffic {
    /// No traffic yet.
    pub(in crate::server) fn new() -> Self {
        Self { state: Mutex::new(State { last: Instant::now(), alone: false, busy: false, partial: false }) }
    }

    /// Bytes have come.
    pub(in crate::server) fn arrived(&self) {
        let mut state = self.lock();
        let now = Instant::now();
        state.alone = now.duration_since(state.last) > APART;
        state.last = now;
        state.busy = true;
    }

    /// All complete messages are begun; more bytes are waited for.
    pub(in crate::server) fn reading(&self, partial: bool) {
        let mut state = self.lock();
        state.busy = false;
        state.partial = partial;
    }

    /// Waits until the client is silent, or until `obsolete` says that there is no need to. Tells whether it is silent.
    pub(in crate::server) fn wait_for_silence(&self, obsolete: impl Fn() -> bool) -> bool {
        while !obsolete() {
            let state = *self.lock();
            let silence = match state {
                State { partial: true, .. } => PATIENCE,
                State { alone: true, .. } => SILENCE_ALONE,
                _ => SILENCE,
            };
            let rest = silence.saturating_sub(state.last.elapsed());
            if state.busy {
                thread::sleep(Duration::from_micros(200));
            } else if rest.is_zero() {
                return true;
            } else {
                thread::sleep(rest);
            }
        }
        false
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
