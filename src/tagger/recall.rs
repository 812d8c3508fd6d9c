use rustc_hash::FxHashMap;

use super::Model;

/// Sums of a model's weights that were asked for before.
///
/// An edit leaves most words of its paragraph with the features that they had. To look up their weights again, which are
/// far from the processor by then, takes most of the time that a model takes; to know their sum takes one look.
#[derive(Clone, Debug, Default)]
pub struct Recall {
    /// What was asked for before the last [`Recall::turn`].
    last: Sums,
    /// What was asked for since.
    now: Sums,
    keeps: bool,
}

/// The scores of each list of features, by a digest of it.
#[derive(Clone, Debug, Default)]
struct Sums {
    places: FxHashMap<u64, usize>,
    scores: Vec<i32>,
}

impl Sums {
    fn of(&self, digest: u64, labels: usize) -> Option<&[i32]> {
        self.scores.get(*self.places.get(&digest)?..)?.get(..labels)
    }

    /// Room for the scores of a list.
    fn add(&mut self, digest: u64, labels: usize) -> &mut [i32] {
        let place = self.scores.len();
        self.places.insert(digest, place);
        self.scores.resize(place + labels, 0);
        &mut self.scores[place..]
    }
}

impl Recall {
    /// Begins anew: what was not asked for since the last turn is forgotten. Where nothing is to be kept, neither is what
    /// will be asked for now.
    pub fn turn(&mut self, keeps: bool) {
        self.last = std::mem::take(&mut self.now);
        self.keeps = keeps;
    }

    /// Adds the weights of features to `scores`, as [`Model::add_all`] does. Always with the same model.
    pub fn add_all(&mut self, model: &Model, features: &[u64], scores: &mut [i32]) {
        if !self.keeps {
            model.add_all(features, scores);
            return;
        }
        // Features are as good as random numbers, and in which order they are added up does not matter.
        let digest = features.iter().fold(0, |sum: u64, &feature| sum.wrapping_add(feature));
        let labels = scores.len();
        let known = if let Some(known) = self.now.of(digest, labels) {
            known
        } else {
            let new = self.now.add(digest, labels);
            match self.last.of(digest, labels) {
                Some(known) => new.copy_from_slice(known),
                None => model.add_all(features, new),
            }
            new
        };
        scores.iter_mut().zip(known).for_each(|(score, sum)| *score += sum);
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
