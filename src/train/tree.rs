//! Fits the dependencies.

use super::corpus::{self, Block, Error};
use super::perceptron::Perceptron;
use super::{Arguments, Shuffle, pos};
use crate::extract::model::Tag;
use crate::extract::model::tree::{NONE, Relation, STEPS, Step, Tree, VERSION};
use crate::tagger::{Model, Parts, Recall};

const KEEP: usize = 45_000;
const EPOCHS: usize = 6;

pub(super) fn run(arguments: &Arguments) -> Result<(), Error> {
    let corpora = &arguments.corpora;
    let mut train = corpus::articles(corpora, "polnear.train.jsonl", Some("polnear-silver.train.jsonl"))?;
    let mut dev = corpus::articles(corpora, "polnear.dev.jsonl", Some("polnear-silver.dev.jsonl"))?;
    if arguments.held_out {
        (dev, train) = train.into_iter().partition(|b| b.document % 6 == 0);
    }
    let treebanks = pos::treebanks(corpora)?;
    let tags = pos::crossed(&train, &treebanks);
    let tagger = Model::new(std::fs::read(arguments.out.join("pos.bin"))?, crate::extract::model::pos::VERSION)?;
    let blocks: Vec<(&Block, &[Tag])> = train.iter().zip(&tags).map(|(b, t)| (b, &t[..])).collect();
    let parts = fit(&blocks, arguments.epochs.unwrap_or(EPOCHS), arguments.keep.unwrap_or(KEEP));
    let bytes = parts.to_bytes();
    let model = Model::new(bytes.clone(), VERSION)?;
    println!("{} features, {} bytes", parts.rows.len(), bytes.len());
    let (mut right, mut related, mut all) = (0, 0, 0);
    let mut tree = Tree::default();
    for block in &dev {
        let tags = pos::tags(&tagger, block);
        tree.parse(&model, &mut Recall::default(), &block.reading, &tags);
        for (i, &(head, relation)) in block.heads.iter().enumerate() {
            if tags[i].is_word() {
                all += 1;
                right += usize::from(tree.heads[i] == head);
                related += usize::from(tree.heads[i] == head && tree.relations[i] == relation);
            }
        }
    }
    let share = |n: usize| 100.0 * n as f64 / all as f64;
    println!("of {all} words {:.2} % have the right head, {:.2} % with the relation", share(right), share(related));
    if !arguments.held_out {
        std::fs::write(arguments.out.join("tree.bin"), bytes)?;
    }
    Ok(())
}

/// Fits on blocks with the tags that a tagger gives them.
pub(super) fn fit(train: &[(&Block, &[Tag])], epochs: usize, keep: usize) -> Parts {
    let mut perceptron = Perceptron::new(STEPS);
    let mut shuffle = Shuffle(3);
    let (mut features, mut scores) = (Vec::new(), Vec::new());
    let mut tree = Tree::default();
    for epoch in 0..epochs {
        let (mut right, mut all) = (0, 0);
        for b in shuffle.order(train.len()) {
            let (block, tags) = train[b];
            tree.clear(tags.len());
            for &sentence in &block.reading.sentences {
                tree.start(sentence);
                let oracle = Oracle::new(block, sentence);
                while !tree.done() {
                    tree.look(&block.reading, tags, &mut features);
                    perceptron.score(&features, &mut scores);
                    let best = |wanted: &dyn Fn(usize) -> bool| {
                        let steps = (0..STEPS).rev().filter(|&l| tree.allows(Step::of(l)) && wanted(l));
                        steps.max_by(|&a, &b| scores[a].total_cmp(&scores[b]))
                    };
                    let Some(guess) = best(&|_| true) else { break };
                    let costs: [u32; STEPS] = std::array::from_fn(|l| oracle.cost(&tree, Step::of(l)));
                    let least = (0..STEPS).filter(|&l| tree.allows(Step::of(l))).map(|l| costs[l]).min().unwrap_or(0);
                    let gold = best(&|l| costs[l] == least).unwrap_or(guess);
                    let good = costs[guess] == least;
                    perceptron.learn(&features, gold, if good { gold } else { guess });
                    right += usize::from(good);
                    all += 1;
                    // Its own mistakes are part of what it meets later.
                    let follow = epoch > 0 && !shuffle.next().is_multiple_of(10);
                    tree.take(Step::of(if follow { guess } else { gold }));
                }
            }
        }
        eprintln!("tree: epoch {epoch}, {:.2} % of the steps while learning", 100.0 * right as f64 / all as f64);
    }
    perceptron.finish(keep, VERSION)
}

/// The trees of blocks as faulty as those of new text: each from a model that has not seen its document.
pub(super) fn crossed(blocks: &[Block], tags: &[Vec<Tag>]) -> Vec<Tree> {
    let mut out: Vec<Tree> = vec![Tree::default(); blocks.len()];
    for part in 0..pos::FOLDS {
        let all = || blocks.iter().zip(tags);
        let others: Vec<(&Block, &[Tag])> =
            all().filter(|(b, _)| pos::fold(b) != part).map(|(b, t)| (b, &t[..])).collect();
        let Ok(model) = Model::new(fit(&others, EPOCHS - 2, KEEP).to_bytes(), VERSION) else { continue };
        for (tree, (block, tags)) in out.iter_mut().zip(all()).filter(|(_, (b, _))| pos::fold(b) == part) {
            tree.parse(&model, &mut Recall::default(), &block.reading, tags);
        }
    }
    out
}

/// What each step would lose of the right tree (the dynamic oracle of Goldberg and Nivre, 2013).
struct Oracle<'a> {
    block: &'a Block,
    start: usize,
    end: usize,
}

impl<'a> Oracle<'a> {
    fn new(block: &'a Block, (start, end): (usize, usize)) -> Self {
        Self { block, start, end }
    }

    fn head(&self, word: u32) -> u32 {
        let head = self.block.heads[word as usize].0;
        if (self.start..self.end).contains(&(head as usize)) { head } else { NONE }
    }

    fn cost(&self, tree: &Tree, step: Step) -> u32 {
        let next = tree.next as u32;
        let behind = |from: u32| from..self.end as u32;
        let count = |of: u32, among: std::ops::Range<u32>| among.filter(|&d| self.head(d) == of).count() as u32;
        let Some(&top) = tree.stack.last() else { return 0 };
        let under = tree.stack.len().checked_sub(2).map(|i| tree.stack[i]);
        let wrong = |relation: Relation| u32::from(self.block.heads[top as usize].1 != relation);
        match step {
            Step::Shift => {
                if tree.next >= self.end {
                    return 0;
                }
                let others = &tree.stack[..tree.stack.len() - 1];
                let head = self.head(next);
                u32::from(others.contains(&head)) + tree.stack.iter().filter(|&&d| self.head(d) == next).count() as u32
            }
            Step::Left(relation) => {
                let head = self.head(top);
                let lost = u32::from(head != NONE && (Some(head) == under || head > next));
                let label = if head == next { wrong(relation) } else { u32::from(relation != Relation::Other) };
                lost + count(top, behind(next)) + label
            }
            Step::Right(relation) => {
                let head = self.head(top);
                let lost = u32::from(head != NONE && head >= next);
                let label = if Some(head) == under { wrong(relation) } else { u32::from(relation != Relation::Other) };
                lost + count(top, behind(next)) + label
            }
        }
    }
}
