//! When.

mod article;
pub(super) mod impossible_date;
pub(super) mod impossible_time;
pub(super) mod relative_date;
pub(super) mod stale_status;
pub(super) mod undated_weekday;
pub(super) mod weekday_date_mismatch;
pub(super) mod written;

pub(super) use impossible_time::OddTime;
pub(super) use stale_status::Timed;
pub(super) use weekday_date_mismatch::Dated;
