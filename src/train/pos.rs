//! Fits the parts of speech.

use super::corpus::{self, Block, Error};
use super::perceptron::Perceptron;
use super::{Arguments, Shuffle};
use crate::extract::model::{Tag, pos};
use crate::tagger::Model;

pub(super) fn run(arguments: &Arguments) -> Result<(), Error> {
    let corpora = &arguments.corpora;
    let mut train = corpus::articles(corpora, "polnear.train.jsonl", Some("polnear-silver.train.jsonl"))?;
    train.extend(corpus::treebank(corpora, "ewt.train.conllu")?);
    train.extend(corpus::treebank(corpora, "gum.train.conllu")?);
    let tests = [
        ("news", corpus::articles(corpora, "polnear.dev.jsonl", Some("polnear-silver.dev.jsonl"))?),
        ("ewt", corpus::treebank(corpora, "ewt.dev.conllu")?),
        ("gum", corpus::treebank(corpora, "gum.dev.conllu")?),
    ];
    eprintln!("{} blocks, {} tokens", train.len(), train.iter().map(|b| b.tags.len()).sum::<usize>());
    let parts = fit(&train, arguments.epochs.unwrap_or(5), arguments.keep.unwrap_or(90_000));
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

fn fit(train: &[Block], epochs: usize, keep: usize) -> crate::tagger::Parts {
    let mut perceptron = Perceptron::new(Tag::ALL.len());
    let mut shuffle = Shuffle(1);
    let (mut features, mut scores) = (Vec::new(), Vec::new());
    for epoch in 0..epochs {
        let (mut right, mut all) = (0, 0);
        for b in shuffle.order(train.len()) {
            let block = &train[b];
            let words = &block.reading.words;
            let mut before = [0; 2];
            for i in 0..words.len() {
                if i == 0 || words[i - 1].sentence != words[i].sentence {
                    before = [0; 2];
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
    perceptron.finish(keep, pos::VERSION)
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
