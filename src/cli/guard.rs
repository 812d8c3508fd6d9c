//! Work that must not take the rest down with it.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static MESSAGE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// How many threads have their work guarded.
static GUARDS: AtomicUsize = AtomicUsize::new(0);
/// The last message of a thread that shares guarded work and is none of these.
static ELSEWHERE: Mutex<String> = Mutex::new(String::new());

/// Runs `work`; where it panics, gives the message and the place in one line instead of printing it.
pub(super) fn guard<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let message = || info.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
            if GUARDED.get() {
                MESSAGE.set(message());
            } else if GUARDS.load(Ordering::SeqCst) > 0 {
                *elsewhere() = message();
            } else {
                before(info);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    GUARDS.fetch_add(1, Ordering::SeqCst);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDS.fetch_sub(1, Ordering::SeqCst);
    GUARDED.set(outer);
    result.map_err(|_| Some(MESSAGE.take()).filter(|m| !m.is_empty()).unwrap_or_else(|| elsewhere().clone()))
}

fn elsewhere() -> MutexGuard<'static, String> {
    ELSEWHERE.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::guard;

    #[test]
    fn a_panic_is_a_message() {
        let message = guard(|| -> u8 { panic!("no\nluck") }).unwrap_err();
        assert!(message.ends_with("no luck"), "{message}");
        assert!(message.contains("guard.rs"), "{message}");
        assert_eq!(guard(|| 7), Ok(7));
        let shared = || rayon::scope(|s| s.spawn(|_| panic!("elsewhere")));
        let message = guard(shared).unwrap_err();
        assert!(message.ends_with("elsewhere"), "{message}");
    }
}
