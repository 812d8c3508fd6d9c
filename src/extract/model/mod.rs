//! The fitted models of the extraction: parts of speech, and who is said to say what.
//!
//! The weights stand in the program and are read when they are first needed. What they were fitted on and how they
//! score is written in `docs/models.md`.

pub(crate) mod features;
pub(crate) mod frame;
mod label;
pub(crate) mod pos;
pub(crate) mod reading;
mod syntax;
mod tag;
mod tagging;
pub(crate) mod tree;

pub use frame::Frame;
pub use label::{Label, Role, parts};
pub use tag::Tag;
pub(crate) use tagging::Memory;
#[cfg(feature = "train")]
pub(crate) use tagging::Tagger;
pub use tagging::{Tagging, check};
pub(crate) use tree::{NONE, Relation, Tree};
