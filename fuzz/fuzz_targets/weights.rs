//! Any bytes: a weight file is read or refused, and one that is read answers every question.
#![no_main]

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use whosaid::tagger::{Model, Viterbi, hash};

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    features: u32,
    labels: u8,
    slots: u8,
    pilots: u8,
    sequence: bool,
    /// Asked together and one by one.
    questions: Vec<u64>,
    /// A whole file, or what stands behind the header.
    bytes: &'a [u8],
}

/// Few, for a model keeps its bytes until the program ends; more than 15 are written in another way than fewer.
fn labels(input: &Input<'_>) -> usize {
    usize::from(input.labels % 24)
}

/// A file whose header, length and checksum are right, whatever stands between: nothing else gets past the door.
fn file(input: &Input<'_>) -> Vec<u8> {
    let (labels, slots, pilots) = (labels(input), usize::from(input.slots), usize::from(input.pilots));
    let slot = match labels {
        1 => 3,
        2..=15 => 1 + labels,
        _ => 5,
    };
    let transitions = if input.sequence { labels * labels } else { 0 };
    let fixed = 2 * (transitions + pilots) + slots * slot + 16;
    let mut body = input.bytes.to_vec();
    body.resize(body.len().max(fixed), 0);
    let mut out = b"whosaidW\x03\x00".to_vec();
    out.extend((labels as u16).to_le_bytes());
    out.extend(input.features.to_le_bytes());
    out.extend(1.0_f32.to_le_bytes());
    out.extend((slots as u32).to_le_bytes());
    out.extend(((body.len() - fixed) as u32).to_le_bytes());
    out.extend(u32::from(input.sequence).to_le_bytes());
    out.extend((pilots as u32).to_le_bytes());
    out.extend(body);
    out.extend(hash::bytes(&out).to_le_bytes());
    out
}

fn ask(model: &Model, questions: &[u64]) {
    let labels = model.labels();
    let mut scores = vec![0; labels * questions.len()];
    let (mut each, mut all) = (vec![0; labels], vec![0; labels]);
    for (row, &feature) in scores.chunks_exact_mut(labels).zip(questions) {
        model.add(feature, row);
        each.iter_mut().zip(&*row).for_each(|(sum, score)| *sum += score);
    }
    model.add_all(questions, &mut all);
    assert_eq!(all, each, "features weigh together what each does");
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
        Err(damage) => {
            let empty = input.slots == 0 || input.pilots == 0 || labels(&input) == 0;
            assert!(empty, "a sound file is refused: {damage}");
        }
    }
});
