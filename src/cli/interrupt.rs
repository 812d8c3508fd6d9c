//! Ctrl-C and its kin: the program ends at once, but never in the middle of a line or a file.

use std::io;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Mutex, Once, PoisonError, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

/// Held while something is written that must not be cut off.
static WRITING: Mutex<()> = Mutex::new(());

/// How long an interrupt waits for it: a reader that takes nothing more must not hold up the end.
const PATIENCE: Duration = Duration::from_secs(1);

/// Lets `write` come to its end before an interrupt ends the program.
pub(super) fn whole<T>(write: impl FnOnce() -> T) -> T {
    static WATCH: Once = Once::new();
    WATCH.call_once(|| {
        let (ready, is_ready) = sync_channel(1);
        // Where no signal can be watched, each ends the program as it does by itself.
        let watching = thread::Builder::new().name("signals".into()).spawn(move || watch(ready));
        if watching.is_ok() {
            let _ = is_ready.recv();
        }
    });
    let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    write()
}

fn watch(ready: SyncSender<()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
    let Ok(Ok(signal)) = runtime.map(|r| r.block_on(signal(ready))) else { return };
    let asked = Instant::now();
    while matches!(WRITING.try_lock(), Err(TryLockError::WouldBlock)) && asked.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(5));
    }
    // What a shell expects of a program that a signal has ended.
    std::process::exit(128 + signal);
}

/// The number of the first signal that asks for an end, from when `ready` goes away on.
#[cfg(unix)]
async fn signal(ready: SyncSender<()>) -> io::Result<i32> {
    use tokio::signal::unix::{SignalKind, signal};
    let kinds = [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()];
    let [mut interrupt, mut terminate, mut hangup] = [signal(kinds[0])?, signal(kinds[1])?, signal(kinds[2])?];
    drop(ready);
    let kind = tokio::select! {
        _ = interrupt.recv() => kinds[0],
        _ = terminate.recv() => kinds[1],
        _ = hangup.recv() => kinds[2],
    };
    Ok(kind.as_raw_value())
}

/// The same where there is only Ctrl-C.
#[cfg(not(unix))]
async fn signal(ready: SyncSender<()>) -> io::Result<i32> {
    drop(ready);
    const INTERRUPT: i32 = 2;
    tokio::signal::ctrl_c().await.map(|()| INTERRUPT)
}
