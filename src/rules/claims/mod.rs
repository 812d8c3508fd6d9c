//! What can be checked.

pub(super) mod unattributed_claim;
