//! Which claims weigh enough for a reader to be told of them unasked.
//!
//! Match reports, market reports and advertisements are full of figures that nobody asks a source for. They stay claims,
//! and are shown where everything is asked for.

use std::sync::LazyLock;

use crate::extract::lexicon::{Patterns, Plain};

static SLIGHT: LazyLock<Patterns> = LazyLock::new(|| Patterns::listed(include_str!("../lexicon/claim_slight.tsv")));

/// Whether a sentence says nothing for which a reader needs a source.
pub(super) fn slight(sentence: &Plain) -> bool {
    SLIGHT.matches(sentence).next().is_some()
}
