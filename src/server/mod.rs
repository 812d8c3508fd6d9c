//! The Language Server Protocol, and nothing else knows it.
//!
//! - `wire`: how messages come and go.
//! - `features`: one file a feature. A feature takes plain data (an [`Analysis`](crate::Analysis), a place in it) and
//!   gives plain data or LSP values back; `backend` alone knows how requests come.
//! - Here: the open documents, their settings, and the workers that read them.
//!
//! How a keystroke travels:
//!
//! ```text
//! wire/transport   a thread reads standard input; each message is begun there, in order
//!        backend   routes it (the service of tower-lsp); a change goes to …
//!      documents   … the open document, under its lock, which gets a new revision …
//!         worker   … and is read on a thread of its own; newer revisions push out older ones
//!    wire/outbox   a thread writes what was found, if it is still the newest when its turn comes
//! ```

mod backend;
mod client;
mod config;
mod convert;
mod documents;
mod features;
mod index;
mod initialize;
mod log;
mod news;
mod state;
mod sync;
mod threads;
mod typing;
mod view;
mod watch;
mod wire;
mod worker;
mod workspace;

use std::io;
use std::process::ExitCode;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use futures_util::StreamExt;
use state::State;
use wire::asked::Asked;
use wire::outbox::Outbox;
use wire::pipe::Patient;
use wire::transport::Transport;

/// How long the last messages may take to be written before the process ends.
const LAST_WORDS: Duration = Duration::from_millis(100);

/// Serves a client on standard input and output until it says `exit` or goes away. The exit code is 0 after a
/// `shutdown` request, else 1.
pub fn run() -> ExitCode {
    match serve() {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("whosaid: the server cannot start: {error}");
            ExitCode::from(2)
        }
    }
}

fn serve() -> io::Result<u8> {
    log::catch_panics();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build()?;
    let outbox = Outbox::start(Patient(io::stdout()).widened())?;
    let mut state = None;
    let (service, socket) = backend::build(|client| {
        let new = Arc::new(State::new(client, outbox.clone(), runtime.handle().clone()));
        state = Some(new.clone());
        new
    });
    let state = state.ok_or_else(|| io::Error::other("no service"))?;
    worker::start(&state)?;
    let (requests, answers) = socket.split();
    let asked = Asked::default();
    let (out, asking) = (outbox.clone(), asked.clone());
    runtime.spawn(requests.for_each(move |request| {
        if let Some(id) = request.id() {
            asking.ask(id.clone());
        }
        out.send(&request);
        std::future::ready(())
    }));

    let (outbox_of, runtime_of) = (outbox.clone(), runtime.handle().clone());
    let transport = Transport { service, answers, asked, outbox: outbox_of, runtime: runtime_of, state: state.clone() };
    let (done, end) = mpsc::channel();
    thread::Builder::new()
        .name("whosaid-in".to_owned())
        .spawn(move || transport.run(Patient(io::stdin().lock()), &done))?;
    // The reading thread may still wait for input and workers may work: returning ends them with the process.
    let code = end.recv().unwrap_or(1);
    outbox.flush(LAST_WORDS);
    wire::stderr::flush(LAST_WORDS);
    runtime.shutdown_background();
    Ok(code)
}
