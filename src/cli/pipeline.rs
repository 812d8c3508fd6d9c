//! Work on all cores, its results in the order of the jobs, memory bounded by what is under way.

use std::io;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// How many jobs for each core may wait for their turn, so that one long job does not hold up the others.
const AHEAD: usize = 8;

type Job<T, R> = (T, SyncSender<R>);

/// Does every job and hands the results to `sink` in the order of the jobs.
///
/// Jobs are drawn only as fast as results leave. Where `sink` fails, that is the answer, and threads still at work are
/// left to themselves: the process is about to end.
pub(super) fn ordered<T, R, J, W>(jobs: J, work: W, mut sink: impl FnMut(R) -> io::Result<()>) -> io::Result<()>
where
    T: Send + 'static,
    R: Send + 'static,
    J: Iterator<Item = T> + Send + 'static,
    W: Fn(T) -> R + Send + Sync + 'static,
{
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let work = Arc::new(work);
    let (job_in, job_out) = sync_channel::<Job<T, R>>(cores);
    let job_out = Arc::new(Mutex::new(job_out));
    let workers = if cores > 1 { (0..cores).filter(|_| start(&job_out, &work)).count() } else { 0 };
    if workers == 0 {
        return jobs.map(|job| work(job)).try_for_each(sink);
    }
    drop(job_out);

    let (result_in, result_out) = sync_channel::<Receiver<R>>(cores * AHEAD);
    thread::Builder::new().name("read".into()).spawn(move || {
        for job in jobs {
            let (done, result) = sync_channel(1);
            if result_in.send(result).is_err() || job_in.send((job, done)).is_err() {
                return;
            }
        }
    })?;
    for result in result_out {
        sink(result.recv().map_err(|_| io::Error::other("a worker stopped before its work was done"))?)?;
    }
    Ok(())
}

/// Starts a worker; false where the system gives no more threads.
fn start<T: Send + 'static, R: Send + 'static>(
    jobs: &Arc<Mutex<Receiver<Job<T, R>>>>,
    work: &Arc<impl Fn(T) -> R + Send + Sync + 'static>,
) -> bool {
    let (jobs, work) = (Arc::clone(jobs), Arc::clone(work));
    let run = move || {
        loop {
            let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok((job, done)) = job else { return };
            // Nobody waits for a result after the sink has failed.
            let _ = done.send(work(job));
        }
    };
    thread::Builder::new().name("work".into()).spawn(run).is_ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn keeps_the_order_of_the_jobs() {
        let mut seen = Vec::new();
        let slow_first = |n: u64| {
            thread::sleep(Duration::from_micros((n % 7) * 50));
            n
        };
        ordered(0..500_u64, slow_first, |n| {
            seen.push(n);
            Ok(())
        })
        .unwrap();
        assert!(seen.iter().copied().eq(0..500), "{seen:?}");
    }

    #[test]
    fn draws_no_more_than_it_can_hold() {
        let drawn = Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let counter = Arc::clone(&drawn);
        let jobs = (0..1_000_000).inspect(move |_| {
            counter.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        });
        let mut left = 10;
        let stopped = ordered(
            jobs,
            |n: i32| n,
            |_| {
                thread::sleep(Duration::from_millis(5));
                left -= 1;
                if left == 0 { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
            },
        );
        assert_eq!(stopped.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let drawn = drawn.load(std::sync::atomic::Ordering::Relaxed);
        assert!(drawn <= 10 + cores * (AHEAD + 3) + 2, "drew {drawn} jobs for 10 results");
    }
}
