//! How many.

mod change;
mod counted;
pub(super) mod headline_number_mismatch;
mod number;
pub(super) mod number_conflict;
pub(super) mod percent_arithmetic;
pub(super) mod percent_or_points;

pub(super) use change::Counts;
pub(super) use number_conflict::Counting;
