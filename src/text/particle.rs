use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::table::rows;

static PARTICLES: LazyLock<FxHashMap<&str, bool>> = LazyLock::new(|| {
    rows(include_str!("name-particles.tsv")).filter(|r| r.len() > 1).map(|r| (r[0], r[1] == "lead")).collect()
});

/// Whether a word is a small word inside names ("van", "dos"), as it is written, and whether a name may begin with it.
pub(crate) fn particle(written: &str) -> Option<bool> {
    PARTICLES.get(written).copied()
}
