//! Any bytes: a weight file is read or refused, and one that is read answers every question.
#![no_main]

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use whosaid::tagger::{Model, Viterbi, hash};

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    features: u32,
    labels: u8,
    slots: u8,
    /// The size of the filter, as a power of two.
    filter: u8,
    sequence: bool,
    questions: Vec<u64>,
    /// A whole file, or what stands behind the header.
    bytes: &'a [u8],
}

/// Few, for a model keeps its bytes until the program ends; more than 12 are written in another way than fewer.
fn labels(input: &Input<'_>) -> usize {
    usize::from(input.labels % 24)
}

/// A file whose header, length and checksum are right, whatever stands between: nothing else gets past the door.
fn file(input: &Input<'_>) -> Vec<u8> {
    let (labels, slots, filter) = (labels(input), usize::from(input.slots), 1_usize << (input.filter % 8));
    let pairs = if input.sequence { labels * labels } else { 0 };
    let table = slots * if labels <= 12 { 2 + labels } else { 5 };
    let mut body = input.bytes.to_vec();
    body.resize(body.len().max(2 * pairs + filter + table), 0);
    let mut out = b"whosaidW\x02\x00".to_vec();
    out.extend((labels as u16).to_le_bytes());
    out.extend(input.features.to_le_bytes());
    out.extend(1.0_f32.to_le_bytes());
    out.extend((slots as u32).to_le_bytes());
    out.extend(((body.len() - 2 * pairs - filter - table) as u32).to_le_bytes());
    out.extend(u32::from(input.sequence).to_le_bytes());
    out.extend((filter as u32).to_le_bytes());
    out.extend(body);
    out.extend(hash::bytes(&out).to_le_bytes());
    out
}

fn ask(model: &Model, questions: &[u64]) {
    let labels = model.labels();
    let mut scores = vec![0; labels * questions.len()];
    for (row, &feature) in scores.chunks_exact_mut(labels).zip(questions) {
        model.add(feature, row);
    }
    (0..labels).for_each(|from| assert!((0..labels).all(|to| model.transition(from, to) < i32::MAX)));
    let (mut viterbi, mut path, mut odds) = (Viterbi::default(), Vec::new(), Vec::new());
    viterbi.decode(model, &scores, |_| true, &mut path);
    assert!(path.len() == questions.len() && path.iter().all(|&l| usize::from(l) < labels), "{path:?}");
    viterbi.marginals(model, &scores, |_| true, &mut odds);
    assert_eq!(odds.len(), scores.len());
}

libfuzzer_sys::fuzz_target!(|input: Input<'_>| {
    if let Ok(model) = Model::new(input.bytes.to_vec(), input.features) {
        ask(&model, &input.questions);
    }
    match Model::new(file(&input), input.features) {
        Ok(model) => ask(&model, &input.questions),
        Err(damage) => assert!(input.slots == 0 || labels(&input) == 0, "a sound file is refused: {damage}"),
    }
});
