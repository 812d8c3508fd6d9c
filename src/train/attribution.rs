//! Fits the two passes of the attribution.

use super::Arguments;
use super::corpus::{self, Block, Error};
use super::crf::{Crf, Plan, Sequence};
use super::dictionary::{Dictionary, FeatureMap};
use crate::extract::model::features::{self, Context, First, VERSION};
use crate::extract::model::{Label, Role, Tagger, parts, pos};
use crate::tagger::{Model, Parts};

const FOLDS: u64 = 4;
const LABELS: usize = Label::ALL.len();

/// The first pass of a case, by its number, from a model that has not seen it.
type Crossed = (usize, Vec<First>, Vec<u8>);

/// A block with what the passes before say of it.
struct Case {
    block: Block,
    tagger: Tagger,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Error> {
    let corpora = &arguments.corpora;
    let tagger = Model::new(std::fs::read(arguments.out.join("pos.bin"))?, pos::VERSION)?;
    let cases = |file: &str| -> Result<Vec<Case>, Error> {
        Ok(corpus::articles(corpora, file, None)?.into_iter().map(|b| Case::new(b, &tagger)).collect())
    };
    let mut train = cases("polnear.train.jsonl")?;
    let dev = if arguments.held_out {
        let (dev, rest) = train.into_iter().partition(|c| c.block.document % 6 == 0);
        train = rest;
        dev
    } else {
        cases("polnear.dev.jsonl")?
    };
    let plan = Plan {
        epochs: arguments.epochs.unwrap_or(10),
        rate: arguments.number("rate", 0.02),
        decay: arguments.number("decay", 0.02),
        drop: arguments.number("drop", 0.2),
    };
    let keep = arguments.keep.unwrap_or(120_000);
    eprintln!("{} blocks, {} to measure", train.len(), dev.len());

    let first = Data::new(&train, false, arguments.number("least", 3.0) as u32);
    eprintln!("first pass: {} features", first.dictionary.len());
    // Labels as faulty as the second pass will meet: each from a model that has not seen its document.
    let half = Plan { epochs: plan.epochs.div_ceil(2), ..plan };
    let crossed: Vec<Vec<Crossed>> = std::thread::scope(|scope| {
        let mut out = Vec::new();
        for pair in [[0, 1], [2, 3]] {
            let (first, train) = (&first, &train);
            let handles = pair.map(|fold| scope.spawn(move || cross(first, train, fold, half)));
            out.extend(handles.map(|h| h.join().unwrap_or_default()));
        }
        out
    });
    let one = Model::new(write(&first, plan, keep, "first").to_bytes(), VERSION)?;
    drop(first);
    for (at, found, labels) in crossed.into_iter().flatten() {
        train[at].tagger.found = found;
        train[at].tagger.labels = labels;
    }
    println!("first pass, on text not seen:");
    report(train.iter());
    let second = Data::new(&train, true, arguments.number("least", 3.0) as u32);
    eprintln!("second pass: {} features", second.dictionary.len());
    let mut two = write(&second, plan, keep, "second");
    let mut dev = dev;
    dev.iter_mut().for_each(|c| c.tagger.first(&one));
    println!("first pass:");
    report(dev.iter());
    if arguments.held_out {
        for by in [0.0, 0.3, 0.6, 0.9, 1.2] {
            let mut two = two.clone();
            lean(&mut two, by);
            let two = Model::new(two.to_bytes(), VERSION)?;
            dev.iter_mut().for_each(|c| c.tagger.second(&two));
            println!("second pass, leaning by {by}:");
            report(dev.iter());
        }
        return Ok(());
    }
    lean(&mut two, arguments.number("lean", 0.3));
    let two_bytes = two.to_bytes();
    let two = Model::new(two_bytes.clone(), VERSION)?;
    dev.iter_mut().for_each(|c| c.tagger.second(&two));
    println!("second pass, {} bytes:", two_bytes.len());
    report(dev.iter());
    std::fs::write(arguments.out.join("attribution-1.bin"), one.bytes())?;
    std::fs::write(arguments.out.join("attribution-2.bin"), two_bytes)?;
    Ok(())
}

impl Case {
    fn new(block: Block, model: &Model) -> Self {
        let mut tagger = Tagger::default();
        tagger.reading = block.reading.clone();
        tagger.tag(model);
        Self { block, tagger }
    }

    fn features(&self, second: bool, mut each: impl FnMut(&[u64])) {
        let mut context = Context::default();
        let Tagger { reading, tags, found, .. } = &self.tagger;
        let first = second.then_some(&found[..]);
        context.prepare(reading, tags, first);
        let mut out = Vec::new();
        for i in 0..reading.words.len() {
            features::features(reading, tags, &context, first, i, &mut out);
            each(&out);
        }
    }
}

/// Sequences with the features they are made of.
struct Data {
    dictionary: Dictionary,
    sequences: Vec<Sequence>,
}

impl Data {
    fn new(cases: &[Case], second: bool, least: u32) -> Self {
        let mut counts = FeatureMap::<u32>::default();
        for case in cases {
            case.features(second, |features| features.iter().for_each(|&f| *counts.entry(f).or_default() += 1));
        }
        let dictionary = Dictionary::new(&counts, least);
        drop(counts);
        let sequence = |case: &Case| {
            let mut out = Sequence {
                ends: Vec::new(),
                features: Vec::new(),
                labels: case.block.labels.iter().map(|&l| l as u8).collect(),
            };
            case.features(second, |features| {
                out.features.extend(features.iter().filter_map(|&f| dictionary.get(f)));
                out.ends.push(out.features.len() as u32);
            });
            out
        };
        let sequences = cases.iter().map(sequence).collect();
        Self { dictionary, sequences }
    }
}

/// Makes parts cheaper to begin: the likeliest labels miss more than they invent, the best F1 misses as many.
fn lean(parts: &mut Parts, by: f32) {
    for (i, score) in parts.transitions.iter_mut().enumerate() {
        if Label::ALL[i % LABELS].begins() {
            *score += by;
        }
    }
}

/// Fits on every fold but one and labels that one.
fn cross(data: &Data, cases: &[Case], fold: u64, plan: Plan) -> Vec<Crossed> {
    let is_in = |i: &usize| cases[*i].block.document / 7 % FOLDS == fold;
    let others: Vec<&Sequence> = (0..cases.len()).filter(|i| !is_in(i)).map(|i| &data.sequences[i]).collect();
    let mut crf = Crf::new(data.dictionary.len());
    crf.fit(&others, plan, &format!("fold {fold}"));
    let kept = crf.best(&data.dictionary, 400_000);
    let features: Vec<u64> = kept.iter().map(|&f| data.dictionary.features[f as usize]).collect();
    let mut narrowed = crf.narrowed(&kept);
    narrowed.hold();
    let Ok(model) = Model::new(narrowed.parts(&features, VERSION).to_bytes(), VERSION) else { return Vec::new() };
    let mut out = Vec::new();
    for i in (0..cases.len()).filter(is_in) {
        let mut tagger = cases[i].tagger.clone();
        tagger.first(&model);
        out.push((i, tagger.found, tagger.labels));
    }
    out
}

/// Fits on everything, keeps the features that matter, and fits these once more.
fn write(data: &Data, plan: Plan, keep: usize, name: &str) -> Parts {
    let mut crf = Crf::new(data.dictionary.len());
    let all: Vec<&Sequence> = data.sequences.iter().collect();
    crf.fit(&all, plan, name);
    let kept = crf.best(&data.dictionary, keep);
    let mut numbers = vec![u32::MAX; data.dictionary.len()];
    kept.iter().enumerate().for_each(|(new, &old)| numbers[old as usize] = new as u32);
    let narrowed: Vec<Sequence> = all
        .iter()
        .map(|s| {
            let mut out = Sequence { ends: Vec::new(), features: Vec::new(), labels: s.labels.clone() };
            let mut start = 0;
            for &end in &s.ends {
                let own = s.features[start..end as usize].iter().map(|&f| numbers[f as usize]);
                out.features.extend(own.filter(|&f| f != u32::MAX));
                out.ends.push(out.features.len() as u32);
                start = end as usize;
            }
            out
        })
        .collect();
    let mut small = crf.narrowed(&kept);
    drop(crf);
    small.fit(&narrowed.iter().collect::<Vec<_>>(), Plan { epochs: plan.epochs.div_ceil(2), ..plan }, "narrowed");
    let features: Vec<u64> = kept.iter().map(|&f| data.dictionary.features[f as usize]).collect();
    small.parts(&features, VERSION)
}

/// Exact and overlapping parts, as a share of those that the corpus has and of those found.
fn report<'a>(cases: impl Iterator<Item = &'a Case> + Clone) {
    for role in [Role::Source, Role::Cue, Role::Content] {
        let (mut exact, mut near, mut wanted, mut found) = (0, 0, 0, 0);
        for case in cases.clone() {
            let labels: Vec<Label> = case.tagger.labels.iter().map(|&l| Label::ALL[usize::from(l)]).collect();
            let of = |labels: &[Label]| parts(labels).into_iter().filter(|p| p.0 == role).collect::<Vec<_>>();
            let (gold, mut own) = (of(&case.block.labels), of(&labels));
            wanted += gold.len();
            found += own.len();
            for g in gold {
                exact += usize::from(own.contains(&g));
                let half = |p: &(Role, usize, usize)| {
                    let both = p.2.min(g.2).saturating_sub(p.1.max(g.1));
                    both > 0 && 2 * both >= p.2.max(g.2) - p.1.min(g.1)
                };
                if let Some(at) = own.iter().position(half) {
                    near += 1;
                    if own[at] != g && own.contains(&g) {
                        own.retain(|p| *p != g)
                    } else {
                        own.remove(at);
                    }
                }
            }
        }
        let f = |hits: usize| 200.0 * hits as f64 / (wanted + found) as f64;
        let (p, r) = (100.0 * exact as f64 / found.max(1) as f64, 100.0 * exact as f64 / wanted.max(1) as f64);
        println!(
            "  {role:?}: exact F1 {:.1} (P {p:.1} R {r:.1}), overlap F1 {:.1}, {wanted} in the corpus",
            f(exact),
            f(near)
        );
    }
}
