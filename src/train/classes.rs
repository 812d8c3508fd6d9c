//! Fits the classes of words: words that stand between the same words share one.
//!
//! The exchange algorithm (Kneser and Ney, 1993; Martin, Liermann and Ney, 1998) on the bigram model of classes of Brown
//! and others (1992): each word in turn goes to the class where the text becomes the likeliest, until few move.

use std::fs;
use std::path::Path;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::Arguments;
use super::corpus::Error;
use super::dictionary::FeatureMap;
use crate::extract::model::reading;
use crate::tagger::Classes;

const CLASSES: usize = 200;
/// A class is a byte; 0 is that of words that have none, and 255 stands beyond the edge of a text.
const MOST: usize = 254;
const PASSES: usize = 15;
/// So often a word has to occur to have a class.
const OFTEN: u32 = 5;

pub(super) fn run(arguments: &Arguments) -> Result<(), Error> {
    let sentences = sentences(&arguments.corpora)?;
    let least = arguments.number("least", OFTEN as f32) as u32;
    let classes = arguments.number("classes", CLASSES as f32) as usize;
    let mut counts = FeatureMap::<u32>::default();
    sentences.iter().flatten().for_each(|&w| *counts.entry(w).or_default() += 1);
    let mut words: Vec<(u64, u32)> = counts.into_iter().filter(|w| w.1 >= least).collect();
    words.sort_unstable_by_key(|&(word, count)| (std::cmp::Reverse(count), word));
    eprintln!("{} tokens, {} words", sentences.iter().map(Vec::len).sum::<usize>(), words.len());
    let numbers: FeatureMap<u32> = words.iter().enumerate().map(|(i, w)| (w.0, i as u32)).collect();
    let text = Text::new(&sentences, &numbers);
    drop(sentences);
    let mut exchange = Exchange::new(&text, classes.min(MOST));
    for pass in 0..arguments.epochs.unwrap_or(PASSES) {
        let moved = exchange.pass(&text);
        eprintln!("pass {pass}: {moved} words moved");
        if moved * 200 < words.len() {
            break;
        }
    }
    let found: Vec<(u64, u8)> = words.iter().zip(&exchange.classes).map(|(w, &class)| (w.0, class as u8 + 1)).collect();
    let bytes = Classes::to_bytes(&found);
    println!("{} words in {} bytes", found.len(), bytes.len());
    if !arguments.held_out {
        fs::write(arguments.out.join("classes.bin"), bytes)?;
    }
    Ok(())
}

#[derive(Deserialize)]
struct Article {
    genre: String,
    text: String,
}

#[derive(Deserialize)]
struct Page {
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    boilerplate: bool,
}

/// The words of every sentence that may be fitted on.
fn sentences(corpora: &Path) -> Result<Vec<Vec<u64>>, Error> {
    let mut out: Vec<Vec<u64>> = Vec::new();
    let mut add = |text: &str| out.extend(reading::classified_sentences(text));
    for file in ["tagging/ewt.train.conllu", "tagging/gum.train.conllu"] {
        let file = fs::read_to_string(corpora.join(file))?;
        file.lines().filter_map(|l| l.strip_prefix("# text = ")).for_each(&mut add);
    }
    for file in ["attribution/polnear.train.jsonl", "attribution/gum-other.train.jsonl"] {
        for line in fs::read_to_string(corpora.join(file))?.lines() {
            let article: Article = serde_json::from_str(line)?;
            // Its fiction may not be used for everything.
            if article.genre != "fiction" {
                article.text.lines().for_each(&mut add);
            }
        }
    }
    super::claims::fitted(corpora)?.iter().for_each(|text| add(text));
    for set in ["wcxb.seedlike", "fundus.full", "scrapinghub.full"] {
        for line in fs::read_to_string(corpora.join(format!("boilerplate/{set}.dev.jsonl")))?.lines() {
            let page: Page = serde_json::from_str(line)?;
            page.lines.iter().filter(|l| !l.boilerplate).for_each(|l| add(&l.text));
        }
    }
    Ok(out)
}

/// A word beside another, and how often.
type Neighbour = (u32, i64);

/// How often words follow each other. The two last words stand for all rare ones and for the edge of a sentence.
struct Text {
    counts: Vec<i64>,
    behind: Vec<Vec<Neighbour>>,
    ahead: Vec<Vec<Neighbour>>,
    /// How often a word follows itself.
    own: Vec<i64>,
}

impl Text {
    fn new(sentences: &[Vec<u64>], numbers: &FeatureMap<u32>) -> Self {
        let (rare, edge) = (numbers.len() as u32, numbers.len() as u32 + 1);
        let words = numbers.len() + 2;
        let mut pairs: FxHashMap<u64, i64> = FxHashMap::default();
        let mut counts = vec![0; words];
        for sentence in sentences {
            let mut before = edge;
            for word in sentence.iter().map(|w| numbers.get(w).copied().unwrap_or(rare)).chain([edge]) {
                counts[word as usize] += 1;
                *pairs.entry(u64::from(before) << 32 | u64::from(word)).or_default() += 1;
                before = word;
            }
        }
        let mut pairs: Vec<(u64, i64)> = pairs.into_iter().collect();
        pairs.sort_unstable();
        let mut out =
            Self { counts, behind: vec![Vec::new(); words], ahead: vec![Vec::new(); words], own: vec![0; words] };
        for (pair, count) in pairs {
            let (a, b) = ((pair >> 32) as u32, pair as u32);
            if a == b {
                out.own[a as usize] = count;
            } else {
                out.behind[a as usize].push((b, count));
                out.ahead[b as usize].push((a, count));
            }
        }
        out
    }
}

/// The classes of all words, and how often classes follow each other. The edge has a class of its own, the last.
struct Exchange {
    classes: Vec<usize>,
    number: usize,
    pairs: Vec<i64>,
    totals: Vec<i64>,
    /// `n ln n` of small numbers.
    products: Vec<f64>,
}

impl Exchange {
    fn new(text: &Text, number: usize) -> Self {
        let words = text.counts.len();
        let mut classes: Vec<usize> = (0..words).map(|i| i % number).collect();
        classes[words - 1] = number;
        let width = number + 1;
        let (mut pairs, mut totals) = (vec![0; width * width], vec![0; width]);
        for word in 0..words {
            let class = classes[word];
            text.behind[word].iter().for_each(|&(next, n)| pairs[class * width + classes[next as usize]] += n);
            pairs[class * width + class] += text.own[word];
            totals[class] += text.counts[word];
        }
        let products = (0..1 << 20).map(product).collect();
        Self { classes, number, pairs, totals, products }
    }

    fn product(&self, n: i64) -> f64 {
        self.products.get(n as usize).copied().unwrap_or_else(|| product(n))
    }

    /// What a count adds to the likelihood when it rises.
    fn rise(&self, from: i64, by: i64) -> f64 {
        self.product(from + by) - self.product(from)
    }

    /// Puts a word into a class, or with -1 takes it out.
    fn count(&mut self, class: usize, word: &Around, sign: i64) {
        let width = self.number + 1;
        word.behind.iter().for_each(|&(c, n)| self.pairs[class * width + c as usize] += sign * n);
        word.ahead.iter().for_each(|&(c, n)| self.pairs[c as usize * width + class] += sign * n);
        self.pairs[class * width + class] += sign * word.own;
        self.totals[class] += sign * word.count;
    }

    /// Moves each word to where it fits best, and says how many moved.
    fn pass(&mut self, text: &Text) -> usize {
        let width = self.number + 1;
        let mut moved = 0;
        for word in 0..text.counts.len() - 1 {
            let around = Around::new(text, word, &self.classes, width);
            let old = self.classes[word];
            self.count(old, &around, -1);
            let gain = |class: usize| {
                let (mut gain, mut inner) = (0.0, around.own);
                for &(c, n) in &around.behind {
                    match c as usize == class {
                        true => inner += n,
                        false => gain += self.rise(self.pairs[class * width + c as usize], n),
                    }
                }
                for &(c, n) in &around.ahead {
                    match c as usize == class {
                        true => inner += n,
                        false => gain += self.rise(self.pairs[c as usize * width + class], n),
                    }
                }
                gain + self.rise(self.pairs[class * width + class], inner)
                    - 2.0 * self.rise(self.totals[class], around.count)
            };
            let best = (0..self.number).map(|class| (gain(class), class)).rev().max_by(|a, b| a.0.total_cmp(&b.0));
            let new = best.map_or(old, |b| b.1);
            self.count(new, &around, 1);
            self.classes[word] = new;
            moved += usize::from(new != old);
        }
        moved
    }
}

/// How often a word stands beside each class.
struct Around {
    behind: Vec<Neighbour>,
    ahead: Vec<Neighbour>,
    own: i64,
    count: i64,
}

impl Around {
    fn new(text: &Text, word: usize, classes: &[usize], width: usize) -> Self {
        let by_class = |words: &[Neighbour]| {
            let mut sums = vec![0; width];
            words.iter().for_each(|&(w, n)| sums[classes[w as usize]] += n);
            sums.into_iter().enumerate().filter(|s| s.1 > 0).map(|(class, n)| (class as u32, n)).collect()
        };
        Self {
            behind: by_class(&text.behind[word]),
            ahead: by_class(&text.ahead[word]),
            own: text.own[word],
            count: text.counts[word],
        }
    }
}

fn product(n: i64) -> f64 {
    if n > 0 { n as f64 * (n as f64).ln() } else { 0.0 }
}
