//! On whose word.

pub(super) mod agentless_attribution;
pub(super) mod allegation_without_response;
pub(super) mod anonymity_unexplained;
pub(super) mod anonymous_opinion;
pub(super) mod anonymous_source;
pub(super) mod bare_sources;
pub(super) mod hedged_claim;
pub(super) mod late_attribution;
mod named_later;
pub(super) mod single_source;
pub(super) mod weasel_attribution;
