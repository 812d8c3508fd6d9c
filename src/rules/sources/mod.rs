//! On whose word.

pub(super) mod anonymous_source;
pub(super) mod weasel_attribution;
