//! A linear-chain conditional random field, fitted by stochastic gradient steps with a rate of its own for every weight.

#![expect(clippy::needless_range_loop, reason = "the formulas go over labels by their number")]

use super::Shuffle;
use super::dictionary::Dictionary;
use crate::extract::model::Label;
use crate::tagger::{Parts, Row};

/// Labels, padded to a whole number of machine words.
const WIDTH: usize = 8;
const LABELS: usize = Label::ALL.len();

/// The features of a block's tokens by number, and its labels.
pub(super) struct Sequence {
    pub(super) ends: Vec<u32>,
    pub(super) features: Vec<u32>,
    pub(super) labels: Vec<u8>,
}

impl Sequence {
    fn token(&self, t: usize) -> &[u32] {
        let start = if t == 0 { 0 } else { self.ends[t - 1] as usize };
        &self.features[start..self.ends[t] as usize]
    }
}

/// How to fit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    pub(super) epochs: usize,
    pub(super) rate: f32,
    pub(super) decay: f32,
    /// The share of the features that each step leaves out, so that none carries all.
    pub(super) drop: f32,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    weights: [f32; WIDTH],
    squares: [f32; WIDTH],
}

/// The weights.
pub(super) struct Crf {
    cells: Vec<Cell>,
    means: Vec<[f32; WIDTH]>,
    transitions: [f32; LABELS * LABELS],
    squares: [f32; LABELS * LABELS],
    mean_transitions: [f32; LABELS * LABELS],
    seen: f32,
}

fn allowed(from: usize, to: usize) -> bool {
    Label::ALL[to].follows(Some(Label::ALL[from]))
}

impl Crf {
    pub(super) fn new(features: usize) -> Self {
        Self {
            cells: vec![Cell::default(); features],
            means: vec![[0.0; WIDTH]; features],
            transitions: [0.0; LABELS * LABELS],
            squares: [0.0; LABELS * LABELS],
            mean_transitions: [0.0; LABELS * LABELS],
            seen: 0.0,
        }
    }

    /// Goes over the sequences. The weights that are kept are the mean over the later half of the epochs.
    pub(super) fn fit(&mut self, sequences: &[&Sequence], plan: Plan, name: &str) {
        let mut shuffle = Shuffle(7);
        let mut work = Work::default();
        for epoch in 0..plan.epochs {
            let mut loss = 0.0;
            for s in shuffle.order(sequences.len()) {
                loss += f64::from(self.step(sequences[s], plan, &mut shuffle, &mut work));
            }
            eprintln!("{name}: epoch {epoch}, loss {:.0}", loss);
            if epoch >= plan.epochs / 2 {
                self.seen += 1.0;
                for (mean, cell) in self.means.iter_mut().zip(&self.cells) {
                    mean.iter_mut().zip(&cell.weights).for_each(|(m, w)| *m += w);
                }
                self.mean_transitions.iter_mut().zip(&self.transitions).for_each(|(m, w)| *m += w);
            }
        }
    }

    fn step(&mut self, sequence: &Sequence, plan: Plan, shuffle: &mut Shuffle, work: &mut Work) -> f32 {
        let length = sequence.labels.len();
        if length == 0 {
            return 0.0;
        }
        let limit = (f64::from(plan.drop) * 65536.0) as u64;
        work.kept.clear();
        work.ends.clear();
        work.emissions.clear();
        for t in 0..length {
            let mut sum = [0.0; WIDTH];
            let mut bits = 0u64;
            for (k, &f) in sequence.token(t).iter().enumerate() {
                if limit > 0 {
                    bits = if k % 4 == 0 { shuffle.next() } else { bits >> 16 };
                    if bits & 0xffff < limit {
                        continue;
                    }
                }
                work.kept.push(f);
                let weights = &self.cells[f as usize].weights;
                for l in 0..WIDTH {
                    sum[l] += weights[l];
                }
            }
            work.ends.push(work.kept.len());
            work.emissions.push(sum);
        }
        let mut pairs = [0.0; LABELS * LABELS];
        for (i, pair) in pairs.iter_mut().enumerate() {
            *pair = if allowed(i / LABELS, i % LABELS) { self.transitions[i].exp() } else { 0.0 };
        }
        let mut score = 0.0;
        for (t, &label) in sequence.labels.iter().enumerate() {
            score += work.emissions[t][usize::from(label)];
            if t > 0 {
                score += self.transitions[usize::from(sequence.labels[t - 1]) * LABELS + usize::from(label)];
            }
        }
        let partition = work.sums(&pairs);
        // Down the gradient: the expectation less what is so.
        let mut change = [0.0f32; LABELS * LABELS];
        let mut start = 0;
        for t in 0..length {
            let gold = usize::from(sequence.labels[t]);
            let mut gradient = [0.0; WIDTH];
            gradient[..LABELS].copy_from_slice(&work.marginals[t]);
            gradient[gold] -= 1.0;
            let end = work.ends[t];
            if gradient.iter().any(|g| g.abs() > 1e-4) {
                for &f in &work.kept[start..end] {
                    let cell = &mut self.cells[f as usize];
                    for l in 0..WIDTH {
                        let g = gradient[l] + plan.decay * cell.weights[l];
                        cell.squares[l] += g * g;
                        cell.weights[l] -= plan.rate * g / (cell.squares[l] + 1e-6).sqrt();
                    }
                }
            }
            start = end;
            if t > 0 {
                let before = usize::from(sequence.labels[t - 1]);
                change[before * LABELS + gold] -= 1.0;
            }
        }
        for (i, c) in change.iter_mut().enumerate() {
            *c += work.pairs[i];
            if *c != 0.0 {
                self.squares[i] += *c * *c;
                self.transitions[i] -= plan.rate * *c / (self.squares[i] + 1e-6).sqrt();
            }
        }
        partition - score
    }

    /// Takes the weights as they are for their mean.
    pub(super) fn hold(&mut self) {
        self.seen = 1.0;
        self.means.iter_mut().zip(&self.cells).for_each(|(m, c)| *m = c.weights);
        self.mean_transitions = self.transitions;
    }

    fn weights(&self, feature: usize) -> [f32; LABELS] {
        std::array::from_fn(|l| self.means[feature][l] / self.seen.max(1.0))
    }

    /// The features that matter most, in order.
    pub(super) fn best(&self, dictionary: &Dictionary, keep: usize) -> Vec<u32> {
        let size = |f: &u32| {
            let w = self.weights(*f as usize);
            let mean = w.iter().sum::<f32>() / LABELS as f32;
            let spread: f32 = w.iter().map(|w| (w - mean).powi(2)).sum();
            spread.sqrt() * (dictionary.counts[*f as usize] as f32).powf(0.33)
        };
        let mut order: Vec<(u32, f32)> = (0..self.cells.len() as u32).map(|f| (f, size(&f))).collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        order.truncate(keep);
        let mut kept: Vec<u32> = order.into_iter().map(|o| o.0).collect();
        kept.sort_unstable();
        kept
    }

    /// A field of only the features in `kept`, numbered anew, that begins where this one ended.
    pub(super) fn narrowed(&self, kept: &[u32]) -> Self {
        let mut out = Self::new(kept.len());
        for (cell, &f) in out.cells.iter_mut().zip(kept) {
            cell.weights[..LABELS].copy_from_slice(&self.weights(f as usize));
            cell.squares = self.cells[f as usize].squares;
        }
        out.transitions = self.mean_transitions.map(|w| w / self.seen.max(1.0));
        out.squares = self.squares;
        out
    }

    pub(super) fn parts(&self, features: &[u64], version: u32) -> Parts {
        let rows = features
            .iter()
            .enumerate()
            .map(|(i, &feature)| Row { feature, weights: self.weights(i).to_vec() })
            .collect();
        let transitions = (0..LABELS * LABELS)
            .map(|i| {
                if allowed(i / LABELS, i % LABELS) {
                    self.mean_transitions[i] / self.seen.max(1.0)
                } else {
                    f32::NEG_INFINITY
                }
            })
            .collect();
        Parts { labels: LABELS, features: version, transitions, rows }
    }
}

#[derive(Default)]
struct Work {
    kept: Vec<u32>,
    ends: Vec<usize>,
    emissions: Vec<[f32; WIDTH]>,
    marginals: Vec<[f32; LABELS]>,
    forward: Vec<[f32; LABELS]>,
    scales: Vec<f32>,
    pairs: Vec<f32>,
}

impl Work {
    /// The sums over all paths: probabilities of labels and of pairs. Returns the logarithm of the whole.
    fn sums(&mut self, pairs: &[f32; LABELS * LABELS]) -> f32 {
        let mut total = 0.0;
        self.forward.clear();
        self.scales.clear();
        let mut exp = Vec::with_capacity(self.emissions.len());
        for (t, emission) in self.emissions.iter().enumerate() {
            let top = emission[..LABELS].iter().copied().fold(f32::MIN, f32::max);
            let e: [f32; LABELS] = std::array::from_fn(|l| (emission[l] - top).exp());
            let mut own = [0.0; LABELS];
            match t.checked_sub(1).map(|b| self.forward[b]) {
                None => (0..LABELS).for_each(|l| own[l] = if Label::ALL[l].follows(None) { e[l] } else { 0.0 }),
                Some(before) => {
                    for from in 0..LABELS {
                        for to in 0..LABELS {
                            own[to] += before[from] * pairs[from * LABELS + to];
                        }
                    }
                    (0..LABELS).for_each(|l| own[l] *= e[l]);
                }
            }
            let sum = own.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            own.iter_mut().for_each(|o| *o /= sum);
            total += sum.ln() + top;
            self.scales.push(sum);
            self.forward.push(own);
            exp.push(e);
        }
        self.pairs.clear();
        self.pairs.resize(LABELS * LABELS, 0.0);
        self.marginals.clear();
        self.marginals.resize(exp.len(), [0.0; LABELS]);
        let mut backward = [1.0; LABELS];
        for t in (0..exp.len()).rev() {
            for l in 0..LABELS {
                self.marginals[t][l] = self.forward[t][l] * backward[l];
            }
            let ahead: [f32; LABELS] = std::array::from_fn(|l| exp[t][l] * backward[l] / self.scales[t]);
            backward = [0.0; LABELS];
            if t > 0 {
                for from in 0..LABELS {
                    for to in 0..LABELS {
                        let p = pairs[from * LABELS + to] * ahead[to];
                        backward[from] += p;
                        self.pairs[from * LABELS + to] += self.forward[t - 1][from] * p;
                    }
                }
            }
        }
        total
    }
}
