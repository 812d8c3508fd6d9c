//! Threads that share the work of another.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rayon::{ThreadPool, ThreadPoolBuilder, Yield};

/// How long a thread that waits for its first share looks for it without sleeping: what comes before is about as long.
const AWAKE: Duration = Duration::from_micros(500);
/// How long it sleeps at a time from then on. Timers make some fifty microseconds more of it; a thread that never slept
/// would be the one to wait when it has a share and other programs want its core.
const NAP: Duration = Duration::from_micros(20);
/// How long a thread waits in this way that gets no share. In the longest article that people edit, what cannot be shared takes
/// some milliseconds at a time.
const PATIENCE: Duration = Duration::from_millis(20);

/// The others that share the work of the thread that made this.
pub(super) struct Threads {
    _pool: Option<ThreadPool>,
    others: Arc<Mutex<Vec<cores::Thread>>>,
}

impl Threads {
    /// So many threads with the current one, 0 for one a core.
    pub(super) fn new(name: String, count: usize) -> Self {
        let others: Arc<Mutex<Vec<_>>> = Arc::default();
        let all = Arc::clone(&others);
        let pool = ThreadPoolBuilder::new()
            .num_threads(count)
            .use_current_thread()
            .thread_name(move |i| format!("{name}.{i}"))
            .start_handler(move |_| all.lock().unwrap_or_else(PoisonError::into_inner).push(cores::current()))
            .build();
        Self { _pool: pool.ok(), others }
    }

    /// Does work of the current thread that takes milliseconds and is shared out piece by piece, with another thread that
    /// looks for its pieces: to wake one for each takes a good part of the time that it wins.
    pub(super) fn share<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        let others = self.others.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let _apart = cores::Apart::new(&others);
        let over = AtomicBool::new(false);
        let work = || {
            let _over = Over(&over);
            work()
        };
        rayon::join(work, || wait(&over)).0
    }
}

/// Takes what there is to share until all work is over.
fn wait(over: &AtomicBool) {
    let (mut idle, mut awake) = (Instant::now(), true);
    while !over.load(Ordering::Acquire) && idle.elapsed() < PATIENCE {
        match rayon::yield_now() {
            Some(Yield::Executed) => (idle, awake) = (Instant::now(), false),
            _ if awake && idle.elapsed() < AWAKE => std::hint::spin_loop(),
            _ => thread::sleep(NAP),
        }
    }
}

/// Tells that work is over, even when it ends in a panic.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}

/// Where threads run. Linux may leave a thread on the core of the one that woke it until the next tick, a millisecond
/// later, though another core stands still: virtual machines do not tell it that cores share a cache.
#[cfg(target_os = "linux")]
mod cores {
    use rustix::thread::{CpuSet, Pid, gettid, sched_getaffinity, sched_getcpu, sched_setaffinity};

    pub(super) type Thread = Pid;

    pub(super) fn current() -> Thread {
        gettid()
    }

    /// Keeps the current thread where it is and others elsewhere, until it is dropped. Who wakes a thread may draw it onto
    /// its own core: this one, when the others have done what it waits for.
    pub(super) struct Apart<'a> {
        others: &'a [Thread],
        /// Where all may run; `None` where there is one core for all.
        cores: Option<CpuSet>,
    }

    impl<'a> Apart<'a> {
        pub(super) fn new(others: &'a [Thread]) -> Self {
            let cores = sched_getaffinity(None).ok().filter(|all| !others.is_empty() && all.count() > 1);
            if let Some(all) = &cores {
                let (core, mut own, mut rest) = (sched_getcpu(), CpuSet::new(), *all);
                own.set(core);
                rest.unset(core);
                put(&[current()], &own);
                put(others, &rest);
            }
            Self { others, cores }
        }
    }

    impl Drop for Apart<'_> {
        fn drop(&mut self) {
            if let Some(all) = &self.cores {
                put(&[current()], all);
                put(self.others, all);
            }
        }
    }

    /// Where this is not allowed, all is as it was, only slower.
    fn put(others: &[Thread], cores: &CpuSet) {
        for &thread in others {
            let _ = sched_setaffinity(Some(thread), cores);
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod cores {
    pub(super) type Thread = ();

    pub(super) fn current() -> Thread {}

    pub(super) struct Apart;

    impl Apart {
        pub(super) fn new(_: &[Thread]) -> Self {
            Self
        }
    }
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;

    #[test]
    fn work_ends_with_what_it_makes_or_in_its_panic() {
        for count in [1, 2, 4] {
            // The first thread of a pool is for good.
            let done = thread::spawn(move || {
                let threads = Threads::new(String::from("test"), count);
                let sum = || (0..10_000_u64).into_par_iter().map(|n| n * 2).sum::<u64>();
                assert_eq!(threads.share(sum), 99_990_000);
                let panics = || threads.share(|| rayon::join(sum, || panic!("a test asked for this")).0);
                assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(panics)).is_err());
                assert_eq!(threads.share(sum), 99_990_000, "after a panic");
            });
            done.join().expect("a result");
        }
    }
}
