//! Fits the parts of speech.

use std::path::Path;

use super::corpus::{self, Block, Error};
use super::dictionary::FeatureMap;
use super::perceptron::Perceptron;
use super::{Arguments, Shuffle};
use crate::extract::model::{Tag, pos};
use crate::tagger::{Model, Row};

const KEEP: usize = 60_000;
const EPOCHS: usize = 8;

pub(super) fn run(arguments: &Arguments) -> Result<(), Error> {
    let corpora = &arguments.corpora;
    let mut train = corpus::articles(corpora, "polnear.train.jsonl", Some("polnear-silver.train.jsonl"))?;
    train.extend(treebanks(corpora)?);
    let tests = [
        ("news", corpus::articles(corpora, "polnear.dev.jsonl", Some("polnear-silver.dev.jsonl"))?),
        ("ewt", corpus::treebank(corpora, "ewt.dev.conllu")?),
        ("gum", corpus::treebank(corpora, "gum.dev.conllu")?),
    ];
    eprintln!("{} blocks, {} tokens", train.len(), train.iter().map(|b| b.tags.len()).sum::<usize>());
    let blocks: Vec<&Block> = train.iter().collect();
    let parts = fit(&blocks, arguments.epochs.unwrap_or(EPOCHS), arguments.keep.unwrap_or(KEEP));
    let bytes = parts.to_bytes();
    let model = Model::new(bytes.clone(), pos::VERSION)?;
    println!("{} features, {} bytes", parts.rows.len(), bytes.len());
    for (name, test) in &tests {
        println!("{name}: {:.2} % of the tags", 100.0 * accuracy(&model, test));
    }
    if !arguments.held_out {
        std::fs::write(arguments.out.join("pos.bin"), bytes)?;
    }
    Ok(())
}

/// The treebanks that are fitted on.
pub(super) fn treebanks(corpora: &Path) -> Result<Vec<Block>, Error> {
    let mut out = corpus::treebank(corpora, "ewt.train.conllu")?;
    out.extend(corpus::treebank(corpora, "gum.train.conllu")?);
    Ok(out)
}

/// How many parts the training text is cut into, each of which is read by what the others teach.
pub(super) const FOLDS: u64 = 3;

/// The part that a document is in.
pub(super) fn fold(block: &Block) -> u64 {
    block.document / 11 % FOLDS
}

/// The tags of blocks as faulty as those of new text: each from a model that has not seen its document.
pub(super) fn crossed(blocks: &[Block], treebanks: &[Block]) -> Vec<Vec<Tag>> {
    let mut out: Vec<Vec<Tag>> = vec![Vec::new(); blocks.len()];
    for part in 0..FOLDS {
        let others: Vec<&Block> = blocks.iter().filter(|b| fold(b) != part).chain(treebanks).collect();
        let Ok(model) = Model::new(fit(&others, 4, KEEP).to_bytes(), pos::VERSION) else { continue };
        for (tags, block) in out.iter_mut().zip(blocks).filter(|(_, b)| fold(b) == part) {
            *tags = self::tags(&model, block);
        }
    }
    out
}

/// The tags that a model gives a block.
pub(super) fn tags(model: &Model, block: &Block) -> Vec<Tag> {
    let mut tags = Vec::new();
    pos::tag(model, &block.reading, &mut pos::Scratch::default(), &mut tags);
    tags
}

fn fit(train: &[&Block], epochs: usize, keep: usize) -> crate::tagger::Parts {
    let mut perceptron = Perceptron::new(Tag::ALL.len());
    let mut shuffle = Shuffle(1);
    let certain = certain(train);
    let (mut features, mut scores) = (Vec::new(), Vec::new());
    for epoch in 0..epochs {
        let (mut right, mut all) = (0, 0);
        for b in shuffle.order(train.len()) {
            let block = train[b];
            let words = &block.reading.words;
            let mut before = [0; 2];
            for i in 0..words.len() {
                if i == 0 || words[i - 1].sentence != words[i].sentence {
                    before = [0; 2];
                }
                if let Some(&tag) = certain.get(&pos::certain(&words[i])) {
                    before = [before[1], tag as u8 + 1];
                    continue;
                }
                pos::features(&block.reading, i, before, &mut features);
                perceptron.score(&features, &mut scores);
                let guess = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0);
                if let Some(tag) = block.tags[i] {
                    perceptron.learn(&features, tag as usize, guess);
                    right += usize::from(guess == tag as usize);
                    all += 1;
                }
                before = [before[1], guess as u8 + 1];
            }
        }
        eprintln!("epoch {epoch}: {:.2} % while learning", 100.0 * right as f64 / all as f64);
    }
    let mut parts = perceptron.finish(keep, pos::VERSION);
    parts.rows.extend(certain.into_iter().map(|(feature, tag)| {
        let mut weights = vec![0.0; Tag::ALL.len()];
        weights[tag as usize] = CERTAIN;
        Row { feature, weights }
    }));
    parts
}

/// More than most weights, so that it does not round to nothing.
const CERTAIN: f32 = 8.0;
/// So often a word has to occur, and so many of a thousand times with one tag, to have it wherever it stands.
const OFTEN: u32 = 10;
const SURE: u32 = 990;

/// The words that have one tag, by what shows them.
fn certain(train: &[&Block]) -> FeatureMap<Tag> {
    let mut counts = FeatureMap::<FeatureMap<u32>>::default();
    for block in train {
        for (word, tag) in block.reading.words.iter().zip(&block.tags) {
            if let Some(tag) = tag {
                *counts.entry(pos::certain(word)).or_default().entry(*tag as u64).or_default() += 1;
            }
        }
    }
    let one = |tags: FeatureMap<u32>| {
        let all: u32 = tags.values().sum();
        let (tag, most) = tags.into_iter().max_by_key(|&(tag, n)| (n, tag))?;
        (all >= OFTEN && u64::from(most) * 1000 >= u64::from(all) * u64::from(SURE)).then_some(Tag::ALL[tag as usize])
    };
    counts.into_iter().filter_map(|(feature, tags)| Some((feature, one(tags)?))).collect()
}

fn accuracy(model: &Model, test: &[Block]) -> f64 {
    let (mut scratch, mut tags) = (pos::Scratch::default(), Vec::new());
    let (mut right, mut all) = (0, 0);
    for block in test {
        pos::tag(model, &block.reading, &mut scratch, &mut tags);
        for (tag, gold) in tags.iter().zip(&block.tags) {
            if let Some(gold) = gold {
                right += usize::from(tag == gold);
                all += 1;
            }
        }
    }
    f64::from(right as u32) / f64::from(all as u32)
}
