//! How messages come and go: the base protocol of LSP on standard input and output.

pub(super) mod asked;
pub(super) mod frame;
pub(super) mod message;
pub(super) mod outbox;
pub(super) mod parent;
pub(super) mod pipe;
pub(super) mod spelling;
pub(super) mod stderr;
pub(super) mod surrogates;
pub(super) mod traffic;
pub(super) mod transport;
