//! Logistic regression, fitted by coordinate descent in the dual (Yu, Huang and Lin 2011).

use super::Shuffle;

/// An example: the numbers of its features, what each counts, and its label.
pub(super) struct Example {
    pub(super) features: Vec<u32>,
    pub(super) scale: f32,
    pub(super) label: bool,
}

/// The weights of features that count `prior` each, where a mistake costs `cost`: large weights are punished.
pub(super) fn fit(examples: &[Example], prior: &[f32], cost: f64, epochs: usize) -> Vec<f32> {
    let value = |e: &Example, f: u32| f64::from(e.scale * prior[f as usize]);
    let sign = |e: &Example| if e.label { 1.0 } else { -1.0 };
    let mut weights = vec![0.0f64; prior.len()];
    let mut alpha: Vec<[f64; 2]> = Vec::with_capacity(examples.len());
    let mut squares = Vec::with_capacity(examples.len());
    for e in examples {
        let small = (0.001 * cost).min(1e-8);
        alpha.push([small, cost - small]);
        squares.push(e.features.iter().map(|&f| value(e, f).powi(2)).sum::<f64>());
        e.features.iter().for_each(|&f| weights[f as usize] += sign(e) * small * value(e, f));
    }
    let mut shuffle = Shuffle(1);
    for _ in 0..epochs {
        for i in shuffle.order(examples.len()) {
            let e = &examples[i];
            let margin = sign(e) * e.features.iter().map(|&f| weights[f as usize] * value(e, f)).sum::<f64>();
            let a = squares[i];
            let (one, two, side) =
                if 0.5 * a * (alpha[i][1] - alpha[i][0]) + margin < 0.0 { (1, 0, -1.0) } else { (0, 1, 1.0) };
            let old = alpha[i][one];
            let mut z = if cost - old < 0.5 * cost { 0.1 * old } else { old };
            let slope = |z: f64| a * (z - old) + side * margin + (z / (cost - z)).ln();
            for _ in 0..100 {
                let g = slope(z);
                if g.abs() < 1e-4 {
                    break;
                }
                let next = z - g / (a + cost / (cost - z) / z);
                z = if next <= 0.0 { 0.1 * z } else { next.min(cost - 1e-12) };
            }
            alpha[i][one] = z;
            alpha[i][two] = cost - z;
            let step = side * (z - old) * sign(e);
            e.features.iter().for_each(|&f| weights[f as usize] += step * value(e, f));
        }
    }
    weights.iter().zip(prior).map(|(&w, &p)| w as f32 * p).collect()
}
