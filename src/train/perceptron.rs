//! The averaged perceptron.

use super::dictionary::FeatureMap;
use crate::tagger::{Parts, Row};

struct Weights {
    now: Vec<f32>,
    sum: Vec<f32>,
    since: Vec<u32>,
    updates: u32,
}

/// Weights that move only where they are wrong; what is written is their mean over time.
pub(super) struct Perceptron {
    labels: usize,
    clock: u32,
    rows: FeatureMap<Weights>,
}

impl Perceptron {
    pub(super) fn new(labels: usize) -> Self {
        Self { labels, clock: 0, rows: FeatureMap::default() }
    }

    pub(super) fn score(&self, features: &[u64], scores: &mut Vec<f32>) {
        scores.clear();
        scores.resize(self.labels, 0.0);
        for row in features.iter().filter_map(|f| self.rows.get(f)) {
            scores.iter_mut().zip(&row.now).for_each(|(s, w)| *s += w);
        }
    }

    /// Learns one decision.
    pub(super) fn learn(&mut self, features: &[u64], right: usize, guess: usize) {
        self.clock += 1;
        if right == guess {
            return;
        }
        let (clock, labels) = (self.clock, self.labels);
        for &feature in features {
            let row = self.rows.entry(feature).or_insert_with(|| Weights {
                now: vec![0.0; labels],
                sum: vec![0.0; labels],
                since: vec![0; labels],
                updates: 0,
            });
            row.updates += 1;
            for (label, by) in [(right, 1.0), (guess, -1.0)] {
                row.sum[label] += (clock - row.since[label]) as f32 * row.now[label];
                row.since[label] = clock;
                row.now[label] += by;
            }
        }
    }

    /// The mean weights of the features that matter most.
    pub(super) fn finish(self, keep: usize, features: u32) -> Parts {
        let clock = self.clock;
        let mut rows: Vec<(f32, Row)> = self
            .rows
            .into_iter()
            .filter(|(_, w)| w.updates > 1)
            .map(|(feature, w)| {
                let weights: Vec<f32> = (0..w.now.len())
                    .map(|l| (w.sum[l] + (clock - w.since[l]) as f32 * w.now[l]) / clock as f32)
                    .collect();
                let size: f32 = weights.iter().map(|w| w * w).sum::<f32>().sqrt() * (1.0 + w.updates as f32).ln();
                (size, Row { feature, weights })
            })
            .collect();
        rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.feature.cmp(&b.1.feature)));
        rows.truncate(keep);
        let rows = rows.into_iter().map(|r| r.1).collect();
        Parts { labels: self.labels, features, transitions: Vec::new(), rows }
    }
}
