//! Fits the check-worthiness of sentences.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::Arguments;
use super::corpus::Error;
use super::dictionary::{Dictionary, FeatureMap};
use super::logistic::{self, Example};
use crate::extract::worth;
use crate::tagger::{Model, Parts, Row};

#[derive(Deserialize)]
struct Sentence {
    id: String,
    text: String,
    label: bool,
}

/// A sentence with its features.
struct Read {
    part: u64,
    features: Vec<u64>,
    label: bool,
}

/// Sentences of this part are never fitted; those of the next are where a threshold is looked for.
const HELD_OUT: u64 = 0;
const PARTS: u64 = 5;

pub(super) fn run(arguments: &Arguments) -> Result<(), Error> {
    let read = |s: Sentence| Read { part: part(&s.id), features: worth::read(&s.text), label: s.label };
    let all: Vec<Read> = sentences(&arguments.corpora)?.into_iter().map(read).collect();
    let mut parts: Vec<u64> = (1..PARTS).collect();
    if arguments.held_out {
        parts.retain(|&p| p != 1);
    }
    let cost = f64::from(arguments.number("cost", 6.0));
    let (epochs, keep) = (arguments.epochs.unwrap_or(30), arguments.keep.unwrap_or(140_000));
    let fitted = fit(all.iter().filter(|s| parts.contains(&s.part)), cost, epochs, keep);
    let bytes = fitted.to_bytes();
    let model = Model::new(bytes.clone(), worth::VERSION)?;
    println!("{} features, {} bytes", fitted.rows.len(), bytes.len());
    for (name, wanted) in [("left out", HELD_OUT), ("part 1", 1)] {
        let mut scored: Vec<(f32, bool)> = all
            .iter()
            .filter(|s| s.part == wanted && !parts.contains(&wanted))
            .map(|s| (worth::probability(worth::log_odds(&model, &s.features)), s.label))
            .collect();
        report(name, &mut scored);
    }
    if !arguments.held_out {
        fs::write(arguments.out.join("claims.bin"), bytes)?;
    }
    Ok(())
}

/// The texts that may be fitted on.
pub(super) fn fitted(corpora: &Path) -> Result<Vec<String>, Error> {
    let sentences = sentences(corpora)?.into_iter();
    Ok(sentences.filter(|s| part(&s.id) != HELD_OUT).map(|s| s.text).collect())
}

fn sentences(corpora: &Path) -> Result<Vec<Sentence>, Error> {
    let file = fs::read_to_string(corpora.join("claims/checkthat2024-english.dev.jsonl"))?;
    Ok(file.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// The part of an id: its FNV-1a hash, divided by five.
fn part(id: &str) -> u64 {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    hash % PARTS
}

fn fit<'a>(sentences: impl Iterator<Item = &'a Read> + Clone, cost: f64, epochs: usize, keep: usize) -> Parts {
    let mut counts: FeatureMap<u32> = FeatureMap::default();
    for feature in sentences.clone().flat_map(|s| &s.features) {
        *counts.entry(*feature).or_default() += 1;
    }
    let dictionary = Dictionary::new(&counts, 2);
    let examples: Vec<Example> = sentences
        .map(|s| Example {
            features: s.features.iter().filter_map(|&f| dictionary.get(f)).collect(),
            scale: worth::scale(s.features.len()),
            label: s.label,
        })
        .collect();
    let weights = logistic::fit(&examples, &priors(&examples, dictionary.len()), cost, epochs);
    let mut rows: Vec<(f32, Row)> = Vec::new();
    for ((&feature, &count), &weight) in dictionary.features.iter().zip(&dictionary.counts).zip(&weights) {
        rows.push((weight.abs() * (count as f32).sqrt(), Row { feature, weights: vec![weight] }));
    }
    rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.feature.cmp(&b.1.feature)));
    rows.truncate(keep);
    let rows = rows.into_iter().map(|r| r.1).collect();
    Parts { labels: 1, features: worth::VERSION, transitions: Vec::new(), rows }
}

/// What a feature counts: the more, the more it tells the two labels apart by itself (after Wang and Manning 2012).
fn priors(examples: &[Example], features: usize) -> Vec<f32> {
    let mut seen = vec![[1.0f32; 2]; features];
    for e in examples {
        e.features.iter().for_each(|&f| seen[f as usize][usize::from(e.label)] += 1.0);
    }
    let all = seen.iter().fold([0.0f64; 2], |s, c| [s[0] + f64::from(c[0]), s[1] + f64::from(c[1])]);
    let ratio = |c: &[f32; 2]| (f64::from(c[1]) / all[1] / (f64::from(c[0]) / all[0])).ln();
    seen.iter().map(|c| ratio(c).abs().sqrt() as f32).collect()
}

/// Prints average precision and how F1 goes with the threshold.
fn report(name: &str, scored: &mut [(f32, bool)]) {
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let positive = scored.iter().filter(|s| s.1).count();
    if positive == 0 {
        return;
    }
    let (mut right, mut sum) = (0, 0.0);
    for (i, _) in scored.iter().enumerate().filter(|(_, s)| s.1) {
        right += 1;
        sum += f64::from(right) / (i + 1) as f64;
    }
    println!("{name}: {} sentences, AP {:.4}", scored.len(), sum / positive as f64);
    for threshold in [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5] {
        let found = scored.iter().take_while(|s| s.0 >= threshold);
        let (hits, found) = (found.clone().filter(|s| s.1).count(), found.count());
        let f1 = 2.0 * hits as f64 / (found + positive) as f64;
        println!("  from {threshold:.2}: F1 {f1:.4}, recall {:.3}, {found} found", hits as f64 / positive as f64);
    }
}
