//! Linear sequence labelling: hashed features, weights, Viterbi. Knows no task.
//!
//! A task makes the features of a token with [`hash`], sums their weights with [`Model::add`], and decodes a sequence
//! with [`Viterbi`]. Sums are whole numbers, so the same text has the same answer on every machine.

mod classes;
mod format;
pub mod hash;
mod model;
mod recall;
mod viterbi;

pub use classes::Classes;
pub use format::{Damage, Parts, Row};
pub use model::Model;
pub use recall::Recall;
pub use viterbi::Viterbi;
