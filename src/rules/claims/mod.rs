//! What can be checked.

pub(super) mod causal_claim;
pub(super) mod unattributed_claim;
pub(super) mod vague_frequency;
pub(super) mod vague_research;
