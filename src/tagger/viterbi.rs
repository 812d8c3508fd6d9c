use super::Model;
use super::model::IMPOSSIBLE;

/// Finds the labels of a sequence. Keeps its memory from one sequence to the next.
#[derive(Clone, Debug, Default)]
pub struct Viterbi {
    best: Vec<i32>,
    next: Vec<i32>,
    back: Vec<u8>,
    own: Vec<f32>,
    forward: Vec<f32>,
    backward: Vec<f32>,
    ahead: Vec<f32>,
}

impl Viterbi {
    /// Writes the best labels into `labels`. `scores` has one score a token and label; `start` says whether a label may
    /// stand first.
    pub fn decode(&mut self, model: &Model, scores: &[i32], start: impl Fn(usize) -> bool, labels: &mut Vec<u8>) {
        labels.clear();
        let n = model.labels();
        let length = scores.len() / n;
        if length == 0 {
            return;
        }
        let transitions = model.transitions();
        self.back.clear();
        self.back.resize(length * n, 0);
        self.best.clear();
        self.best.extend((0..n).map(|l| if start(l) { scores[l] } else { IMPOSSIBLE }));
        self.next.resize(n, 0);
        for t in 1..length {
            let (own, back) = (&scores[t * n..(t + 1) * n], &mut self.back[t * n..(t + 1) * n]);
            for to in 0..n {
                let (mut from, mut top) = (0, i32::MIN);
                for before in 0..n {
                    let pair = transitions.get(before * n + to).copied().unwrap_or(0);
                    let sum = self.best[before].saturating_add(pair);
                    if sum > top {
                        (from, top) = (before, sum);
                    }
                }
                self.next[to] = top.saturating_add(own[to]).max(IMPOSSIBLE);
                back[to] = from as u8;
            }
            std::mem::swap(&mut self.best, &mut self.next);
        }
        let mut label = (0..n).max_by_key(|&l| (self.best[l], n - l)).unwrap_or(0);
        labels.resize(length, 0);
        for t in (0..length).rev() {
            labels[t] = label as u8;
            label = usize::from(self.back[t * n + label]);
        }
    }

    /// Writes the probability of each label of each token into `out`. Inputs are those of [`Viterbi::decode`].
    pub fn marginals(&mut self, model: &Model, scores: &[i32], start: impl Fn(usize) -> bool, out: &mut Vec<f32>) {
        let n = model.labels();
        let length = scores.len() / n;
        self.forwards(model, scores, start, length);
        self.backward.clear();
        self.backward.resize(n, 1.0);
        out.clear();
        out.resize(length * n, 0.0);
        for t in (0..length).rev() {
            self.share(t, &mut out[t * n..(t + 1) * n]);
            self.back(model, t);
        }
    }

    /// The same of the token `at` alone, in half the time.
    pub fn marginal(
        &mut self,
        model: &Model,
        scores: &[i32],
        start: impl Fn(usize) -> bool,
        at: usize,
        out: &mut Vec<f32>,
    ) {
        let n = model.labels();
        let length = scores.len() / n;
        self.forwards(model, scores, start, at + 1);
        self.backward.clear();
        self.backward.resize(n, 1.0);
        (at + 1..length).rev().for_each(|t| self.back(model, t));
        out.clear();
        out.resize(n, 0.0);
        if at < length {
            self.share(at, out);
        }
    }

    /// What each label of each token is worth by itself, and together with all before it, up to the token `end`.
    fn forwards(&mut self, model: &Model, scores: &[i32], start: impl Fn(usize) -> bool, end: usize) {
        let n = model.labels();
        let chances = model.chances();
        let Self { own, forward, .. } = self;
        own.clear();
        own.extend(scores.chunks_exact(n).flat_map(|scores| {
            let top = scores.iter().copied().max().unwrap_or(0);
            scores.iter().map(move |&s| chances.below(top - s))
        }));
        forward.clear();
        forward.resize(end.min(own.len() / n) * n, 0.0);
        for t in 0..forward.len() / n {
            let (before, now) = forward.split_at_mut(t * n);
            let now = &mut now[..n];
            if t == 0 {
                now.iter_mut().enumerate().for_each(|(l, f)| *f = if start(l) { own[l] } else { 0.0 });
            } else {
                for (from, &f) in before[(t - 1) * n..].iter().enumerate() {
                    now.iter_mut().zip(&chances.pairs[from * n..]).for_each(|(o, p)| *o += f * p);
                }
                now.iter_mut().zip(&own[t * n..]).for_each(|(o, e)| *o *= e);
            }
            norm(now);
        }
    }

    /// From what stands behind a token to what stands behind the one before it.
    fn back(&mut self, model: &Model, t: usize) {
        let n = model.labels();
        self.ahead.clear();
        self.ahead.extend(self.own[t * n..].iter().zip(&self.backward).map(|(e, b)| e * b));
        norm(&mut self.ahead);
        for (from, backward) in self.backward.iter_mut().enumerate() {
            *backward = model.chances().pairs[from * n..][..n].iter().zip(&self.ahead).map(|(p, a)| p * a).sum();
        }
    }

    /// The probabilities of a token's labels, by what stands before it and behind it.
    fn share(&self, t: usize, out: &mut [f32]) {
        let forward = &self.forward[t * out.len()..];
        out.iter_mut().zip(forward).zip(&self.backward).for_each(|((o, f), b)| *o = f * b);
        norm(out);
    }
}

/// Makes the sum 1, so that no product of many grows out of reach.
fn norm(numbers: &mut [f32]) {
    let sum = numbers.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    numbers.iter_mut().for_each(|n| *n /= sum);
}

#[cfg(test)]
mod tests {
    use super::super::{Parts, Row, hash};
    use super::*;

    /// Every path, counted out.
    fn by_hand(model: &Model, scores: &[i32]) -> (Vec<u8>, Vec<f32>) {
        let (n, length) = (model.labels(), scores.len() / model.labels());
        let (mut best, mut top, mut sums, mut all) = (Vec::new(), i64::MIN, vec![0.0; scores.len()], 0.0);
        for code in 0..n.pow(length as u32) {
            let path: Vec<usize> = (0..length).map(|t| code / n.pow(t as u32) % n).collect();
            let mut score: i64 = path.iter().enumerate().map(|(t, &l)| i64::from(scores[t * n + l])).sum();
            score += path.windows(2).map(|p| i64::from(model.transition(p[0], p[1]))).sum::<i64>();
            if path[0] == 1 || path.windows(2).any(|p| p == [0, 1]) {
                continue;
            }
            if score > top {
                (top, best) = (score, path.iter().map(|&l| l as u8).collect());
            }
            let p = (score as f32 * model.unit()).exp();
            all += p;
            path.iter().enumerate().for_each(|(t, &l)| sums[t * n + l] += p);
        }
        (best, sums.iter().map(|s| s / all).collect())
    }

    #[test]
    fn agrees_with_counting_every_path() {
        let mut transitions = vec![0.3, f32::NEG_INFINITY, -0.2, 0.5, 0.9, -0.4, 0.1, 0.0, 0.2];
        transitions[8] = -0.7;
        let rows = vec![Row { feature: hash::one(1, 1), weights: vec![2.0, 1.0, -1.0] }];
        let model = Model::new(Parts { labels: 3, features: 1, transitions, rows }.to_bytes(), 1).expect("whole");
        let mut decoder = Viterbi::default();
        let (mut labels, mut marginals, mut one) = (Vec::new(), Vec::new(), Vec::new());
        for seed in 0..40u64 {
            let scores: Vec<i32> = (0..15).map(|i| (hash::two(2, seed, i) % 120) as i32 - 60).collect();
            let (path, sums) = by_hand(&model, &scores);
            decoder.decode(&model, &scores, |l| l != 1, &mut labels);
            assert_eq!(labels, path, "seed {seed}");
            decoder.marginals(&model, &scores, |l| l != 1, &mut marginals);
            for (i, (a, b)) in marginals.iter().zip(&sums).enumerate() {
                assert!((a - b).abs() < 1e-3, "seed {seed}, place {i}: {a} for {b}");
            }
            for at in 0..5 {
                decoder.marginal(&model, &scores, |l| l != 1, at, &mut one);
                let sums = &sums[at * 3..][..3];
                assert!(one.iter().zip(sums).all(|(a, b)| (a - b).abs() < 1e-3), "{seed}, {at}: {one:?} for {sums:?}");
            }
        }
        decoder.decode(&model, &[], |_| true, &mut labels);
        assert!(labels.is_empty());
    }
}
