//! The process that started the server, as `initialize` names it: where that ends without a word, so does the server.
//!
//! Mostly the end of standard input tells. It does not where another process holds the same pipe.

use std::io;
use std::thread;
use std::time::Duration;

/// How often the process is looked for.
const EVERY: Duration = Duration::from_secs(2);

/// Calls `gone` once a process is not there any more. One that is not there to begin with is not waited for: a number that
/// an editor sends into a container names nobody there.
pub(in crate::server) fn watch(id: u64, gone: impl FnOnce() + Send + 'static) -> io::Result<()> {
    if lives(id) {
        thread::Builder::new().name("whosaid-parent".to_owned()).spawn(move || {
            while lives(id) {
                thread::sleep(EVERY);
            }
            gone();
        })?;
    }
    Ok(())
}

#[cfg(unix)]
fn lives(id: u64) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    let id = i32::try_from(id).ok().filter(|id| *id > 0).and_then(Pid::from_raw);
    // A process of somebody else is there as well.
    id.is_some_and(|id| test_kill_process(id) != Err(Errno::SRCH) && !has_ended(id))
}

/// Whether a process has ended and is only kept until the one that started it asks how.
#[cfg(target_os = "linux")]
fn has_ended(id: rustix::process::Pid) -> bool {
    let state = std::fs::read_to_string(format!("/proc/{}/stat", id.as_raw_nonzero()));
    // The name of the program stands in brackets before the state, and may hold some itself.
    state.is_ok_and(|s| s.rsplit_once(") ").is_some_and(|(_, behind)| behind.starts_with(['Z', 'X'])))
}

#[cfg(all(unix, not(target_os = "linux")))]
const fn has_ended(_: rustix::process::Pid) -> bool {
    false
}

/// Elsewhere the end of input has to do.
#[cfg(not(unix))]
const fn lives(_: u64) -> bool {
    false
}
