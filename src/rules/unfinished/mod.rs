//! What is not finished.

mod desk;
pub(super) mod empty_link;
pub(super) mod placeholder;
pub(super) mod undefined_footnote;
