//! Pipes that the client has set not to wait, as whoever shares a socket with other programs may: reading and writing fail
//! there where they would wait, and are tried again.

use std::io::{self, Read, Write};

#[cfg(unix)]
use std::os::fd::AsFd as Pipe;

/// Elsewhere nothing is asked of a pipe.
#[cfg(not(unix))]
pub(in crate::server) trait Pipe {}
#[cfg(not(unix))]
impl<T> Pipe for T {}

/// A pipe that is waited for.
pub(in crate::server) struct Patient<T>(pub(in crate::server) T);

/// So many bytes fit into a pipe that was widened: the diagnostics of a book. It is the most that Linux gives a user.
const WIDE: usize = 1 << 20;

impl<T: Pipe> Patient<T> {
    /// Makes room in the pipe where the system can: who writes need not wait until what was written is read.
    #[cfg(target_os = "linux")]
    pub(in crate::server) fn widened(self) -> Self {
        // What is no pipe has no room, and what has less is as good.
        let _ = rustix::pipe::fcntl_setpipe_size(&self.0, WIDE);
        self
    }

    /// Elsewhere pipes grow by themselves.
    #[cfg(not(target_os = "linux"))]
    pub(in crate::server) fn widened(self) -> Self {
        self
    }
}

impl<T: Read + Pipe> Read for Patient<T> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        again(&mut self.0, Way::In, |pipe| pipe.read(bytes))
    }
}

impl<T: Write + Pipe> Write for Patient<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        again(&mut self.0, Way::Out, |pipe| pipe.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        again(&mut self.0, Way::Out, Write::flush)
    }
}

#[derive(Clone, Copy)]
enum Way {
    In,
    Out,
}

fn again<P: Pipe, T>(pipe: &mut P, way: Way, mut attempt: impl FnMut(&mut P) -> io::Result<T>) -> io::Result<T> {
    loop {
        match attempt(pipe) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => wait(pipe, way),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            done => return done,
        }
    }
}

#[cfg(unix)]
fn wait(pipe: &impl Pipe, way: Way) {
    use rustix::event::{PollFd, PollFlags, poll};
    let flags = match way {
        Way::In => PollFlags::IN,
        Way::Out => PollFlags::OUT,
    };
    // What fails here fails again in the next attempt.
    let _ = poll(&mut [PollFd::new(pipe, flags)], None);
}

#[cfg(not(unix))]
fn wait(_: &impl Pipe, _: Way) {
    std::thread::sleep(std::time::Duration::from_millis(1));
}
