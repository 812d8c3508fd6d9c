//! Fits the two passes of the attribution.

use super::Arguments;
use super::corpus::{self, Block, Error};
use super::crf::{Crf, Plan, Sequence};
use super::dictionary::{Dictionary, FeatureMap};
use crate::extract::model::features::{self, First, VERSION};
use crate::extract::model::{Frame, Label, Role, Tagger, parts, pos, tree};
use crate::tagger::{Model, Parts};

const FOLDS: u64 = 4;

/// The first pass of a case, by its number, from a model that has not seen it.
type Crossed = (usize, Vec<First>);

/// A block with what the passes before say of it.
struct Case {
    block: Block,
    tagger: Tagger,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Error> {
    let corpora = &arguments.corpora;
    let train = corpus::articles(corpora, "polnear.train.jsonl", Some("polnear-silver.train.jsonl"))?;
    let mut train = layers(arguments, train)?;
    let mut dev: Vec<Case> = if arguments.held_out {
        let (dev, rest) = train.into_iter().partition(|c| c.block.document % 6 == 0);
        train = rest;
        dev
    } else {
        let read = |name: &str| std::fs::read(arguments.out.join(name));
        let (tagger, parser) =
            (Model::new(read("pos.bin")?, pos::VERSION)?, Model::new(read("tree.bin")?, tree::VERSION)?);
        let blocks = corpus::articles(corpora, "polnear.dev.jsonl", None)?;
        blocks.into_iter().map(|b| Case::new(b, &tagger, &parser)).collect()
    };
    let plan = Plan {
        epochs: arguments.epochs.unwrap_or(10),
        rate: arguments.number("rate", 0.02),
        decay: arguments.number("decay", 0.06),
        drop: arguments.number("drop", 0.2),
    };
    let keep = arguments.keep.unwrap_or(150_000);
    eprintln!("{} blocks, {} to measure", train.len(), dev.len());

    let least = arguments.number("least", 3.0) as u32;
    let first = Data::new(&|each| train.iter().for_each(|c| c.tokens(each)), least);
    eprintln!("first pass: {} features", first.dictionary.len());
    // Labels as faulty as the second pass will meet: each from a model that has not seen its document.
    let half = Plan { epochs: plan.epochs.div_ceil(2), ..plan };
    let crossed: Vec<Vec<Crossed>> = std::thread::scope(|scope| {
        let mut out = Vec::new();
        for pair in [[0, 1], [2, 3]] {
            let (first, train) = (&first, &train);
            let handles = pair.map(|fold| scope.spawn(move || cross(first, train, fold, half)));
            out.extend(handles.map(|h| h.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))));
        }
        out
    });
    let one = Model::new(write(&first, plan, keep, "first").to_bytes(), VERSION)?;
    drop(first);
    for (at, found) in crossed.into_iter().flatten() {
        train[at].tagger.found = found;
    }
    train.iter_mut().for_each(|c| c.tagger.anchor());
    let second = Data::new(&|each| train.iter().for_each(|c| c.windows(each)), least);
    eprintln!("second pass: {} features in {} windows", second.dictionary.len(), second.sequences.len());
    let two_bytes = write(&second, plan, keep, "second").to_bytes();
    let two = Model::new(two_bytes.clone(), VERSION)?;
    dev.iter_mut().for_each(|c| c.tagger.first(&one));
    println!("first pass, {} bytes:", one.bytes().len());
    report(dev.iter().map(|c| {
        let labels: Vec<Label> = c.tagger.labels.iter().map(|&l| Label::ALL[usize::from(l)]).collect();
        (&c.block, parts(&labels))
    }));
    println!("second pass, {} bytes:", two_bytes.len());
    for least in [0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55] {
        println!(" cues at least {least} sure:");
        dev.iter_mut().for_each(|c| c.tagger.second(&two, least));
        report(dev.iter().map(|c| (&c.block, c.parts())));
    }
    if !arguments.held_out {
        std::fs::write(arguments.out.join("attribution-1.bin"), one.bytes())?;
        std::fs::write(arguments.out.join("attribution-2.bin"), two_bytes)?;
    }
    Ok(())
}

/// The training text as a tagger and a parser that have not seen it read it.
fn layers(arguments: &Arguments, train: Vec<Block>) -> Result<Vec<Case>, Error> {
    let tags = super::pos::crossed(&train, &super::pos::treebanks(&arguments.corpora)?);
    let trees = super::tree::crossed(&train, &tags);
    let cases = train.into_iter().zip(tags).zip(trees).map(|((block, tags), tree)| {
        let mut tagger = Tagger::default();
        tagger.reading = block.reading.clone().into();
        (tagger.tags, tagger.tree) = (tags, tree);
        tagger.context.prepare(&tagger.reading, &tagger.tags, &tagger.tree);
        Case { block, tagger }
    });
    Ok(cases.collect())
}

impl Case {
    fn new(block: Block, tagger: &Model, parser: &Model) -> Self {
        let mut out = Tagger::default();
        out.reading = block.reading.clone().into();
        out.tag(tagger);
        out.parse(parser);
        Self { block, tagger: out }
    }

    /// The features and labels of the first pass.
    fn tokens(&self, each: Each<'_>) {
        let Tagger { reading, tags, tree, context, .. } = &self.tagger;
        let features = |i: usize| {
            let mut out = Vec::new();
            features::features(reading, tags, tree, context, i, &mut out);
            out
        };
        let all: Vec<Vec<u64>> = (0..reading.words.len()).map(features).collect();
        each(&all, self.block.labels.iter().map(|&l| l as u8).collect());
    }

    /// The features and labels of the second pass. Where a cue is near the anchor, and not at it, there is nothing to
    /// learn.
    fn windows(&self, each: Each<'_>) {
        let mut tagger = self.tagger.clone();
        let found = &self.tagger.found;
        for &anchor in &self.tagger.anchors {
            let mut labels = vec![Label::Outside as u8; anchor.end - anchor.start];
            let cues = |at: usize| {
                let is = |l: &(usize, Label)| l.0 == at && l.1.role() == Some(Role::Cue);
                self.block.quotes.iter().find(|q| q.iter().any(is))
            };
            if let Some(quote) = cues(anchor.token) {
                for &(at, label) in quote {
                    if let Some(own) = at.checked_sub(anchor.start).and_then(|i| labels.get_mut(i)) {
                        *own = label as u8;
                    }
                }
            } else {
                let run = |&i: &usize| found[i].may_be_cue();
                let ahead = (anchor.token + 1..found.len()).take_while(run);
                if (0..anchor.token).rev().take_while(run).chain(ahead).any(|i| cues(i).is_some()) {
                    continue;
                }
            }
            let mut all = Vec::new();
            tagger.window(anchor, |features| all.push(features.to_vec()));
            each(&all, labels);
        }
    }

    fn parts(&self) -> Vec<(Role, usize, usize)> {
        let mut out: Vec<(Role, usize, usize)> = Vec::new();
        for frame in Frame::settle(self.tagger.frames.clone()) {
            for (role, spans) in [(Role::Source, frame.source), (Role::Cue, frame.cue), (Role::Content, frame.content)]
            {
                out.extend(spans.into_iter().map(|(a, b)| (role, a, b)));
            }
        }
        out.sort_by_key(|&(role, a, b)| (a, b, role as u8));
        out.dedup();
        out
    }
}

/// Takes the features of the tokens of a sequence, and its labels.
type Each<'a> = &'a mut dyn FnMut(&[Vec<u64>], Vec<u8>);

/// Sequences with the features they are made of.
struct Data {
    dictionary: Dictionary,
    sequences: Vec<Sequence>,
}

impl Data {
    fn new(sequences: &dyn Fn(Each<'_>), least: u32) -> Self {
        let mut counts = FeatureMap::<u32>::default();
        sequences(&mut |tokens, _| tokens.iter().flatten().for_each(|&f| *counts.entry(f).or_default() += 1));
        let dictionary = Dictionary::new(&counts, least);
        drop(counts);
        let mut out = Vec::new();
        sequences(&mut |tokens, labels| {
            let mut sequence = Sequence { ends: Vec::new(), features: Vec::new(), labels };
            for features in tokens {
                sequence.features.extend(features.iter().filter_map(|&f| dictionary.get(f)));
                sequence.ends.push(sequence.features.len() as u32);
            }
            out.push(sequence);
        });
        Self { dictionary, sequences: out }
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
        out.push((i, tagger.found));
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
fn report<'a>(cases: impl Iterator<Item = (&'a Block, Vec<(Role, usize, usize)>)>) {
    let cases: Vec<_> = cases.collect();
    for wanted_role in [Role::Source, Role::Cue, Role::Content] {
        let (mut exact, mut near, mut wanted, mut found) = (0, 0, 0, 0);
        let of = |parts: &[(Role, usize, usize)]| -> Vec<_> {
            parts.iter().copied().filter(|p| p.0 == wanted_role).collect()
        };
        for (block, own) in &cases {
            let (gold, mut own) = (of(&parts(&block.labels)), of(own));
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
            "  {wanted_role:?}: exact F1 {:.1} (P {p:.1} R {r:.1}), overlap F1 {:.1}, {wanted} in the corpus",
            f(exact),
            f(near)
        );
    }
}
