//! Work that must not take the rest down with it.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static MESSAGE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs `work`; where it panics, gives the message and the place in one line instead of printing it.
pub(super) fn guard<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if GUARDED.get() {
                MESSAGE.set(info.to_string().split_whitespace().collect::<Vec<_>>().join(" "));
            } else {
                before(info);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    result.map_err(|_| MESSAGE.take())
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
    }
}
