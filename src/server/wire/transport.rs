//! The way of a message: read by a thread of our own, begun at once and in order, finished wherever it may.
//!
//! tower-lsp's transport (`Server::serve`) is not used: it polls all handlers in one task, stops reading when some wait,
//! ends at the first message that is no JSON, and does not end at `exit` while standard input is open. Its service is:
//! it routes, reads parameters, keeps the order of `initialize` and `shutdown`, and cancels.
//!
//! Each message is given its first step on the reading thread, so that what a notification changes is changed before
//! the next message is looked at, and a request knows the document as it stood when it was sent. Handlers of
//! notifications never wait, so that one step is all they need.

use std::future::Future;
use std::io::Read;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::task::{Context, Poll, Waker};

use futures_util::{FutureExt, SinkExt};
use serde_json::Value;
use tokio::runtime::Handle;
use tower_lsp::jsonrpc::{Error, Request, Response};
use tower_lsp::{Loopback, LspService};
use tower_service::Service;

use super::asked::Asked;
use super::frame::Frames;
use super::message::Message;
use super::outbox::Outbox;
use super::parent;
use crate::server::backend::Backend;
use crate::server::state::State;
use crate::server::{initialize, log, typing};

type ResponseSink = <tower_lsp::ClientSocket as Loopback>::ResponseSink;

/// Gives the messages of one client to the service.
pub(in crate::server) struct Transport {
    /// What answers.
    pub(in crate::server) service: LspService<Backend>,
    /// Takes the client's answers to our requests.
    pub(in crate::server) answers: ResponseSink,
    /// Knows which of these are not answered yet.
    pub(in crate::server) asked: Asked,
    /// Takes ours to the client's.
    pub(in crate::server) outbox: Outbox,
    /// Where unfinished requests go on.
    pub(in crate::server) runtime: Handle,
    /// Hears when the client stops writing for a moment, and where it looks.
    pub(in crate::server) state: Arc<State>,
}

impl Transport {
    /// Reads until `exit` or the end of `input`, and tells `done` the exit code: 0 after `shutdown`, else 1.
    pub(in crate::server) fn run(mut self, mut input: impl Read, done: &Sender<u8>) {
        let runtime = self.runtime.clone();
        let _inside = runtime.enter();
        let mut frames = Frames::default();
        let mut piece = vec![0; 64 << 10];
        let mut shut_down = false;
        'input: loop {
            frames.trim();
            self.state.traffic.reading(!frames.is_empty());
            let count = match input.read(&mut piece) {
                Ok(0) => break,
                Ok(count) => count,
                Err(_) => break,
            };
            self.state.traffic.arrived();
            frames.push(&piece[..count]);
            while let Some(body) = frames.next() {
                match body.map_or_else(|_| Message::Bad(Message::parse_error()), |body| Message::read(&body)) {
                    Message::Request(request) => {
                        shut_down |= request.method() == "shutdown" && request.id().is_some();
                        if request.method() == "exit" {
                            break 'input;
                        }
                        self.request(match request.method() {
                            "initialize" => self.beginning(request, done),
                            _ => request,
                        });
                    }
                    Message::Response(response) => {
                        self.asked.answered(response.id());
                        self.response(response);
                    }
                    Message::Bare(id) if self.asked.answered(&id) => self.response(Response::from_ok(id, Value::Null)),
                    Message::Bare(id) => self.outbox.send(&Message::invalid(id)),
                    Message::Bad(answer) => self.outbox.send(&answer),
                }
            }
        }
        let _ = done.send(u8::from(!shut_down));
    }

    /// The request to begin, without what cannot be read in it. Who sends it may be waited for to end.
    fn beginning(&self, request: Request, done: &Sender<u8>) -> Request {
        if let Some(id) = request.params().and_then(|p| p.get("processId")?.as_u64()) {
            let done = done.clone();
            let watched = parent::watch(id, move || {
                let _ = done.send(1);
            });
            if let Err(error) = watched {
                log::warn(&self.state, &format!("the process of the client cannot be watched: {error}"));
            }
        }
        let (request, lost) = initialize::readable(request);
        for name in lost {
            log::warn(&self.state, &format!("initialize: left out what cannot be read: {name}"));
        }
        request
    }

    fn request(&mut self, request: Request) {
        let id = request.id().cloned();
        if id.is_some() {
            typing::look(&self.state, request.method(), request.params());
        }
        let call = panic::catch_unwind(AssertUnwindSafe(|| self.service.call(request)));
        let answer = async move {
            let response = match call {
                Ok(call) => AssertUnwindSafe(call).catch_unwind().await,
                Err(panic) => Err(panic),
            };
            match (response, id) {
                (Ok(Ok(Some(response))), _) => Some(response),
                (_, None) => None,
                (Err(_), Some(id)) => Some(Response::from_error(id, Error::internal_error())),
                // The service is silent about methods that begin with `$/`; a request is owed an answer.
                (Ok(_), Some(id)) => Some(Response::from_error(id, Error::method_not_found())),
            }
        };
        let mut answer = Box::pin(answer);
        match answer.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Some(response)) => self.outbox.send(&response),
            Poll::Ready(None) => {}
            Poll::Pending => {
                let outbox = self.outbox.clone();
                self.runtime.spawn(async move {
                    if let Some(response) = answer.await {
                        outbox.send(&response);
                    }
                });
            }
        }
    }

    /// Gives an answer to the request that waits for it. tower-lsp panics where nobody waits any more.
    fn response(&mut self, response: Response) {
        let answers = &mut self.answers;
        let _ = panic::catch_unwind(AssertUnwindSafe(|| answers.send(response).now_or_never()));
    }
}
