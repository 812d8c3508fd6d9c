//! How many.

mod age;
mod change;
mod counted;
mod ends;
mod headline_amount;
pub(super) mod headline_number_mismatch;
mod headline_score;
mod headline_term;
mod listed;
mod number;
pub(super) mod number_conflict;
mod part;
pub(super) mod percent_arithmetic;
pub(super) mod percent_or_points;
mod scaled;
mod transposed;
mod two_ages;

pub(super) use age::Age;
pub(super) use change::Counts;
pub(super) use number_conflict::Counting;
