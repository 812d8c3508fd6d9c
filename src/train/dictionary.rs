use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Features are hashes already.
#[derive(Default)]
pub(super) struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {
        unreachable!("only features are looked up")
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = n.rotate_left(20);
    }
}

pub(super) type FeatureMap<V> = HashMap<u64, V, BuildHasherDefault<Same>>;

/// Numbers features from 0.
#[derive(Default)]
pub(super) struct Dictionary {
    numbers: FeatureMap<u32>,
    /// The features by number.
    pub(super) features: Vec<u64>,
    /// How often each was seen.
    pub(super) counts: Vec<u32>,
}

impl Dictionary {
    /// The features that `counts` has at least `least` of.
    pub(super) fn new(counts: &FeatureMap<u32>, least: u32) -> Self {
        let mut kept: Vec<(u64, u32)> = counts.iter().filter(|c| *c.1 >= least).map(|(&f, &c)| (f, c)).collect();
        kept.sort_unstable();
        let numbers = kept.iter().enumerate().map(|(i, &(f, _))| (f, i as u32)).collect();
        Self { numbers, features: kept.iter().map(|k| k.0).collect(), counts: kept.iter().map(|k| k.1).collect() }
    }

    pub(super) fn get(&self, feature: u64) -> Option<u32> {
        self.numbers.get(&feature).copied()
    }

    pub(super) fn len(&self) -> usize {
        self.features.len()
    }
}
