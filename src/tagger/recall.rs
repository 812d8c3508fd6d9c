use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::Model;

/// Sums of a model's weights that were asked for before.
///
/// An edit leaves most words of its paragraph with the features that they had. To look up their weights again, which are
/// far from the processor by then, takes most of the time that a model takes; to know their sum takes one look.
///
/// `K` is what a list of features follows from: by default a digest of the list itself.
#[derive(Clone, Debug)]
pub struct Recall<K = u64> {
    /// What was asked for before the last [`Recall::turn`].
    last: Sums<K>,
    /// What was asked for since.
    now: Sums<K>,
    keeps: bool,
}

/// The scores of each list of features.
#[derive(Clone, Debug)]
struct Sums<K> {
    places: FxHashMap<K, usize>,
    scores: Vec<i32>,
}

impl<K> Default for Sums<K> {
    fn default() -> Self {
        Self { places: FxHashMap::default(), scores: Vec::new() }
    }
}

impl<K> Default for Recall<K> {
    fn default() -> Self {
        Self { last: Sums::default(), now: Sums::default(), keeps: false }
    }
}

impl<K: Eq + Hash> Sums<K> {
    fn of(&self, key: &K, labels: usize) -> Option<&[i32]> {
        self.scores.get(*self.places.get(key)?..)?.get(..labels)
    }

    /// Room for the scores of a list.
    fn add(&mut self, key: K, labels: usize) -> &mut [i32] {
        let place = self.scores.len();
        self.places.insert(key, place);
        self.scores.resize(place + labels, 0);
        &mut self.scores[place..]
    }
}

impl<K: Eq + Hash> Recall<K> {
    /// Begins anew: what was not asked for since the last turn is forgotten. Where nothing is to be kept, neither is what
    /// will be asked for now.
    pub fn turn(&mut self, keeps: bool) {
        self.last = std::mem::take(&mut self.now);
        self.keeps = keeps;
    }

    /// Adds the scores that follow from `key` to `scores`; `sum` adds them where they are not known. Always with the same
    /// model.
    pub fn add(&mut self, key: K, scores: &mut [i32], sum: impl FnOnce(&mut [i32])) {
        if !self.keeps {
            sum(scores);
            return;
        }
        let labels = scores.len();
        let known = if let Some(known) = self.now.of(&key, labels) {
            known
        } else {
            let known = self.last.of(&key, labels);
            let new = self.now.add(key, labels);
            match known {
                Some(known) => new.copy_from_slice(known),
                None => sum(new),
            }
            new
        };
        scores.iter_mut().zip(known).for_each(|(score, sum)| *score += sum);
    }
}

impl Recall {
    /// Adds the weights of features to `scores`, as [`Model::add_all`] does. Always with the same model.
    pub fn add_all(&mut self, model: &Model, features: &[u64], scores: &mut [i32]) {
        // Features are as good as random numbers, and in which order they are added up does not matter.
        let digest = || features.iter().fold(0, |sum: u64, &feature| sum.wrapping_add(feature));
        let key = if self.keeps { digest() } else { 0 };
        self.add(key, scores, |scores| model.add_all(features, scores));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Parts, Row, hash};
    use super::*;

    #[test]
    fn what_is_known_is_what_the_model_says() {
        let rows = |n| (0..n).map(|i| Row { feature: hash::one(1, i), weights: vec![i as f32, -1.0, 2.0] });
        let parts = Parts { labels: 3, features: 1, transitions: vec![], rows: rows(60).collect() };
        let model = Model::new(parts.to_bytes(), 1).expect("whole");
        let mut recall = Recall::default();
        for turn in 0..5 {
            recall.turn(turn % 4 > 0);
            for list in 0..20 {
                // Some lists are those of the turn before, and some stand twice.
                let features: Vec<u64> = (0..list).map(|i| hash::one(1, i * (turn / 2 + list % 3))).collect();
                for _ in 0..2 {
                    let (mut known, mut sum) = ([7; 3], [7; 3]);
                    recall.add_all(&model, &features, &mut known);
                    model.add_all(&features, &mut sum);
                    assert_eq!(known, sum, "turn {turn}, list {list}");
                }
            }
        }
        recall.turn(true);
        recall.turn(true);
        assert!(recall.last.scores.is_empty(), "what nobody asks for is forgotten");
    }
}
