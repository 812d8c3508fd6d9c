//! How many.

mod age;
mod change;
mod counted;
mod difference;
mod ends;
mod fraction;
mod headline_amount;
pub(super) mod headline_number_mismatch;
mod headline_score;
mod headline_term;
mod interval;
pub(super) mod interval_mismatch;
mod listed;
mod measure;
mod moment;
mod multiple;
mod number;
pub(super) mod number_conflict;
mod part;
pub(super) mod percent_arithmetic;
pub(super) mod percent_or_points;
mod rate;
pub(super) mod rate_mismatch;
mod scaled;
mod sum;
pub(super) mod sum_mismatch;
mod transposed;
mod two_ages;
pub(super) mod unit_conversion;
mod vote;
mod written;

pub(super) use age::Age;
pub(super) use change::Counts;
pub(super) use number_conflict::Counting;
