//! A chain of two labels, fitted by stochastic gradient steps with a rate of its own for every weight. The odds of the
//! second label are a sum of weights; labels that nobody gave are summed over.

use super::Shuffle;
use super::crf::Plan;

/// The features of a document's lines by number, and whether each line is furniture.
pub(super) struct Sequence {
    pub(super) lines: Vec<Vec<u32>>,
    pub(super) labels: Vec<Option<bool>>,
    /// How much it counts.
    pub(super) weight: f32,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    weight: f32,
    squares: f32,
}

pub(super) struct Chain {
    cells: Vec<Cell>,
    means: Vec<f32>,
    /// Whether labels depend on each other at all.
    linked: bool,
    transitions: [f32; 4],
    squares: [f32; 4],
    mean_transitions: [f32; 4],
    seen: f32,
}

/// What sums over all paths give: the probability of the second label for each line, and of each pair of labels.
struct Sums {
    lines: Vec<f32>,
    pairs: [f32; 4],
}

impl Chain {
    pub(super) fn new(features: usize, linked: bool) -> Self {
        Self {
            cells: vec![Cell::default(); features],
            means: vec![0.0; features],
            linked,
            transitions: [0.0; 4],
            squares: [0.0; 4],
            mean_transitions: [0.0; 4],
            seen: 0.0,
        }
    }

    /// Goes over the sequences. The weights that are kept are the mean over the later half of the epochs.
    pub(super) fn fit(&mut self, sequences: &[&Sequence], plan: Plan) {
        let mut shuffle = Shuffle(7);
        let mut kept = Vec::new();
        for epoch in 0..plan.epochs {
            for s in shuffle.order(sequences.len()) {
                self.step(sequences[s], plan, &mut shuffle, &mut kept);
            }
            if epoch >= plan.epochs / 2 {
                self.seen += 1.0;
                self.means.iter_mut().zip(&self.cells).for_each(|(m, c)| *m += c.weight);
                self.mean_transitions.iter_mut().zip(&self.transitions).for_each(|(m, t)| *m += t);
            }
        }
        self.means.iter_mut().for_each(|m| *m /= self.seen.max(1.0));
        self.mean_transitions.iter_mut().for_each(|m| *m /= self.seen.max(1.0));
    }

    fn step(&mut self, sequence: &Sequence, plan: Plan, shuffle: &mut Shuffle, kept: &mut Vec<Vec<u32>>) {
        let limit = (f64::from(plan.drop) * 65536.0) as u64;
        kept.resize_with(sequence.lines.len().max(kept.len()), Vec::new);
        let mut odds = Vec::with_capacity(sequence.lines.len());
        for (line, kept) in sequence.lines.iter().zip(kept.iter_mut()) {
            kept.clear();
            let mut bits = 0u64;
            for (k, &f) in line.iter().enumerate() {
                bits = if k % 4 == 0 { shuffle.next() } else { bits >> 16 };
                if bits & 0xffff >= limit {
                    kept.push(f);
                }
            }
            odds.push(kept.iter().map(|&f| self.cells[f as usize].weight).sum());
        }
        let free = self.sums(&odds, &[]);
        let told = self.sums(&odds, &sequence.labels);
        for (i, kept) in kept.iter().enumerate().take(odds.len()) {
            let gradient = sequence.weight * (free.lines[i] - told.lines[i]);
            if gradient.abs() < 1e-4 {
                continue;
            }
            for &f in kept {
                let cell = &mut self.cells[f as usize];
                let g = gradient + plan.decay * cell.weight;
                cell.squares += g * g;
                cell.weight -= plan.rate * g / (cell.squares + 1e-6).sqrt();
            }
        }
        if self.linked {
            for p in 0..4 {
                let g = sequence.weight * (free.pairs[p] - told.pairs[p]);
                self.squares[p] += g * g;
                self.transitions[p] -= plan.rate * g / (self.squares[p] + 1e-6).sqrt();
            }
        }
    }

    /// Sums over the paths that `labels` allow.
    fn sums(&self, odds: &[f32], labels: &[Option<bool>]) -> Sums {
        let pairs: [f32; 4] = std::array::from_fn(|p| if self.linked { self.transitions[p].exp() } else { 1.0 });
        let own = |i: usize| {
            let o = odds[i];
            let (a, b) = if o > 0.0 { ((-o).exp(), 1.0) } else { (1.0, o.exp()) };
            match labels.get(i).copied().flatten() {
                Some(true) => [0.0, b.max(f32::MIN_POSITIVE)],
                Some(false) => [a.max(f32::MIN_POSITIVE), 0.0],
                None => [a, b],
            }
        };
        let mut forward: Vec<[f32; 2]> = Vec::with_capacity(odds.len());
        for i in 0..odds.len() {
            let e = own(i);
            let mut now = match forward.last() {
                None => e,
                Some(b) => [e[0] * (b[0] * pairs[0] + b[1] * pairs[2]), e[1] * (b[0] * pairs[1] + b[1] * pairs[3])],
            };
            let sum = (now[0] + now[1]).max(f32::MIN_POSITIVE);
            now.iter_mut().for_each(|n| *n /= sum);
            forward.push(now);
        }
        let mut out = Sums { lines: vec![0.0; odds.len()], pairs: [0.0; 4] };
        let mut backward = [1.0f32, 1.0];
        for i in (0..odds.len()).rev() {
            let both = [forward[i][0] * backward[0], forward[i][1] * backward[1]];
            out.lines[i] = both[1] / (both[0] + both[1]).max(f32::MIN_POSITIVE);
            if i > 0 {
                let e = own(i);
                let ahead = [e[0] * backward[0], e[1] * backward[1]];
                let mut joint = [0.0; 4];
                for (p, j) in joint.iter_mut().enumerate() {
                    *j = forward[i - 1][p / 2] * pairs[p] * ahead[p % 2];
                }
                let sum = joint.iter().sum::<f32>().max(f32::MIN_POSITIVE);
                out.pairs.iter_mut().zip(joint).for_each(|(o, j)| *o += j / sum);
                backward = [pairs[0] * ahead[0] + pairs[1] * ahead[1], pairs[2] * ahead[0] + pairs[3] * ahead[1]];
                let top = (backward[0] + backward[1]).max(f32::MIN_POSITIVE);
                backward.iter_mut().for_each(|b| *b /= top);
            }
        }
        out
    }

    /// The weights, by the number of their feature.
    pub(super) fn weights(&self) -> &[f32] {
        &self.means
    }

    /// The scores of pairs of labels, `from × to`.
    pub(super) fn pairs(&self) -> [f32; 4] {
        self.mean_transitions
    }

    /// The odds of a line.
    pub(super) fn odds(&self, line: &[u32]) -> f32 {
        line.iter().map(|&f| self.means[f as usize]).sum()
    }
}
