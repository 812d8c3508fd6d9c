//! Fits which lines of a page are furniture: a look at each line with its neighbours, then the chain of lines.

use std::collections::BTreeMap;

use super::chain::{Chain, Sequence};
use super::corpus::Error;
use super::crf::Plan;
use super::dictionary::{Dictionary, FeatureMap};
use super::pages::{Page, pages};
use super::{Arguments, Shuffle};
use crate::extract::Reach;
use crate::extract::boilerplate::fit::{
    Around, First, Line, Memory, NEAR, Second, Threaded, VERSION, beside_all, features, judge_by, model, verdict,
};
use crate::tagger::{Model, Parts, Row};

const FOLDS: u64 = 3;

/// A stretch of a page's lines, without those that it puts between paragraphs.
#[derive(Clone, Copy)]
struct Window<'a> {
    page: &'a Page,
    first: usize,
    end: usize,
}

/// How to fit both passes.
struct Plans {
    first: Plan,
    second: Plan,
    least: u32,
    keep: usize,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Error> {
    let corpora = &arguments.corpora;
    let mut train = pages(corpora, "fundus", "fundus.seedlike.dev.jsonl", 1.0)?;
    train.extend(pages(corpora, "scrapinghub", "scrapinghub.seedlike.dev.jsonl", 1.0)?);
    let w = arguments.number("wcxb", 0.1);
    train.extend(pages(corpora, "wcxb", "wcxb.seedlike.dev.jsonl", w)?);
    let w = arguments.number("full", 0.3);
    train.extend(pages(corpora, "fundus full", "fundus.full.dev.jsonl", w)?);
    train.extend(pages(corpora, "scrapinghub full", "scrapinghub.full.dev.jsonl", w)?);
    let mut others = pages(corpora, "l3sgn1", "l3sgn1.seedlike.dev.jsonl", 0.0)?;
    others.extend(pages(corpora, "cleanportal", "cleanportal.seedlike.dev.jsonl", 0.0)?);
    let plans = Plans {
        first: Plan {
            epochs: arguments.epochs.unwrap_or(6),
            rate: arguments.number("rate", 0.05),
            decay: arguments.number("decay", 0.002),
            drop: arguments.number("drop", 0.2),
        },
        second: Plan {
            epochs: arguments.number("epochs2", 8.0) as usize,
            rate: arguments.number("rate2", 0.05),
            decay: arguments.number("decay2", 0.002),
            drop: arguments.number("drop2", 0.1),
        },
        least: arguments.number("least", 3.0) as u32,
        keep: arguments.keep.unwrap_or(100_000),
    };
    eprintln!("{} pages, {} lines", train.len(), train.iter().map(|p| p.lines.len()).sum::<usize>());
    if !arguments.held_out {
        let parts = fit(&train.iter().collect::<Vec<_>>(), &plans);
        let bytes = parts.to_bytes();
        println!("{} features, {} bytes", parts.rows.len(), bytes.len());
        let model = Model::new(bytes.clone(), VERSION)?;
        let mut scores = Scores::default();
        others.iter().for_each(|p| scores.add(p, &model));
        scores.print();
        std::fs::write(arguments.out.join("boilerplate.bin"), bytes)?;
        return Ok(());
    }
    let mut scores = Scores::default();
    let models: Vec<Parts> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..FOLDS)
            .map(|fold| {
                let (train, plans) = (&train, &plans);
                scope.spawn(move || {
                    let rest: Vec<&Page> = train.iter().filter(|p| p.group % FOLDS != fold).collect();
                    fit(&rest, plans)
                })
            })
            .collect();
        handles.into_iter().map(|h| h.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    for (fold, parts) in (0..FOLDS).zip(models) {
        let model = Model::new(parts.to_bytes(), VERSION)?;
        println!(
            "fold {fold}: {} features, {} bytes, transitions {:?}",
            parts.rows.len(),
            model.bytes().len(),
            parts.transitions
        );
        train.iter().chain(&others).filter(|p| p.group % FOLDS == fold).for_each(|p| scores.add(p, &model));
    }
    scores.print();
    if let Some(path) = &arguments.dump {
        scores.dump(path)?;
    }
    Ok(())
}

/// The pages whole, and cut at random places: what stands beyond the end of a page is never known.
fn windows<'a>(pages: &[&'a Page]) -> Vec<Window<'a>> {
    let mut shuffle = Shuffle(11);
    let mut out = Vec::new();
    for &page in pages {
        let n = page.kept.len();
        out.push(Window { page, first: 0, end: n });
        let mut first = 0;
        while first < n {
            let end = (first + 4 + (shuffle.next() % 40) as usize).min(n);
            out.push(Window { page, first, end });
            first = end;
        }
    }
    out
}

impl Window<'_> {
    /// The lines' indices in the page.
    fn kept(&self) -> &[usize] {
        &self.page.kept[self.first..self.end]
    }

    fn lines(&self) -> Vec<&Line> {
        self.kept().iter().map(|&i| &self.page.lines[i]).collect()
    }

    /// All features of the first look at each line.
    fn first(&self) -> Vec<Vec<u64>> {
        let (kept, lines) = (self.kept(), self.lines());
        let document = beside_all(&lines);
        let mut found = Vec::new();
        (0..lines.len())
            .map(|i| {
                let mut out = self.page.own[kept[i]].clone();
                for (place, &distance) in NEAR.iter().enumerate() {
                    let Some(j) = i.checked_add_signed(distance).filter(|&j| j < lines.len()) else { continue };
                    if lines[j].open {
                        let near = &self.page.near[kept[j]];
                        out.extend(near.iter().map(|&f| features::beside(place, f)));
                    }
                }
                First::of(&lines, &document, i).features(&mut found);
                out.extend(&found);
                out
            })
            .collect()
    }

    fn second(&self, looks: &[i32]) -> Vec<Vec<u64>> {
        let lines = self.lines();
        let around = Around::new(&lines, looks);
        let document = beside_all(&lines);
        let mut found = Vec::new();
        (0..lines.len())
            .map(|i| {
                Second::of(&lines, &document, looks, &around, i).features(&mut found);
                found.clone()
            })
            .collect()
    }

    fn sequence(&self, features: &[Vec<u64>], dictionary: &Dictionary) -> Sequence {
        let lines = features.iter().map(|l| l.iter().filter_map(|&f| dictionary.get(f)).collect()).collect();
        Sequence { lines, labels: self.kept().iter().map(|&i| self.page.labels[i]).collect(), weight: self.page.weight }
    }
}

/// A dictionary of the features of `windows`, and the windows in its numbers. Features are made twice rather than kept.
fn numbered(
    windows: &[Window<'_>],
    least: u32,
    make: impl Fn(usize, &Window<'_>) -> Vec<Vec<u64>>,
) -> (Dictionary, Vec<Sequence>) {
    let mut counts: FeatureMap<u32> = FeatureMap::default();
    for (i, window) in windows.iter().enumerate() {
        for f in make(i, window).into_iter().flatten() {
            *counts.entry(f).or_default() += 1;
        }
    }
    let dictionary = Dictionary::new(&counts, least);
    drop(counts);
    let sequences = windows.iter().enumerate().map(|(i, w)| w.sequence(&make(i, w), &dictionary)).collect();
    (dictionary, sequences)
}

fn fit(pages: &[&Page], plans: &Plans) -> Parts {
    let windows = windows(pages);
    let (dictionary, sequences) = numbered(&windows, plans.least * 2, |_, w| w.first());
    eprintln!("first look: {} features", dictionary.len());
    // Looks as faulty as the second pass will meet: each from weights that have not seen the domain.
    let mut looks: Vec<Vec<i32>> = vec![Vec::new(); windows.len()];
    let fold_of = |w: &Window<'_>| w.page.group / FOLDS % FOLDS;
    for fold in 0..FOLDS {
        let rest: Vec<&Sequence> =
            windows.iter().zip(&sequences).filter(|(w, _)| fold_of(w) != fold).map(|p| p.1).collect();
        let mut chain = Chain::new(dictionary.len(), false);
        chain.fit(&rest, plans.first);
        for (i, window) in windows.iter().enumerate().filter(|(_, w)| fold_of(w) == fold) {
            looks[i] = sequences[i].lines.iter().map(|l| model::steps(chain.odds(l))).collect();
            debug_assert_eq!(looks[i].len(), window.end - window.first);
        }
    }
    let mut first = Chain::new(dictionary.len(), false);
    first.fit(&sequences.iter().collect::<Vec<_>>(), plans.first);
    drop(sequences);
    let (own, sequences) = numbered(&windows, 4, |i, w| w.second(&looks[i]));
    eprintln!("second look: {} features", own.len());
    let mut second = Chain::new(own.len(), true);
    second.fit(&sequences.iter().collect::<Vec<_>>(), plans.second);

    let size = |d: &Dictionary, w: f32, i: usize| w.abs() * (d.counts[i] as f32).powf(0.33);
    let mut rows: Vec<(f32, u64, f32)> = Vec::new();
    rows.extend(first.weights().iter().enumerate().map(|(i, &w)| (size(&dictionary, w, i), dictionary.features[i], w)));
    rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    rows.truncate(plans.keep);
    rows.extend(second.weights().iter().enumerate().map(|(i, &w)| (0.0, own.features[i], w)));
    let rows = rows.into_iter().map(|(_, feature, w)| Row { feature, weights: vec![0.0, w] }).collect();
    Parts { labels: 2, features: VERSION, transitions: second.pairs().to_vec(), rows }
}

/// The marked lines of every corpus with the probability that each is furniture.
#[derive(Default)]
struct Scores {
    sets: BTreeMap<&'static str, Vec<Mark>>,
}

struct Mark {
    furniture: bool,
    /// Whether the program shows it by default, and in the strict profile.
    default: bool,
    strict: bool,
    words: usize,
    probability: f32,
    /// The verdict's score and what it rests on.
    ground: String,
    sign: String,
    page: u64,
    text: String,
}

impl Scores {
    fn add(&mut self, page: &Page, model: &Model) {
        let mut lines = page.lines.clone();
        for (i, line) in lines.iter_mut().enumerate().filter(|(_, l)| l.open) {
            let detail = line.detail_mut().expect("its page was read with it");
            detail.score(model, &page.own[i], &page.near[i]);
        }
        let lines: Vec<&Line> = lines.iter().collect();
        let threaded = Threaded::of(&lines);
        let odds = threaded.odds(Some(model), &mut Memory::default());
        let verdicts = judge_by(&lines, &threaded, || odds.clone());
        let mut found = vec![1.0; lines.len()];
        threaded.places.iter().zip(&odds.furniture).for_each(|(&place, &p)| found[place] = p);
        let shown = |line: usize, reach| verdicts[line].is_some_and(|v| verdict::shown(&v, reach));
        let marks = page.gold.iter().map(|&(line, furniture, words)| Mark {
            furniture,
            default: shown(line, Reach::Precise),
            strict: shown(line, Reach::All),
            words,
            probability: found[line],
            ground: verdicts[line].map_or_else(String::new, |v| format!("{:.3} {:?}", v.score, v.ground)),
            sign: lines[line].sign.map_or_else(String::new, |s| format!("{:?}/{:?}", s.kind, s.strength)),
            page: page.group,
            text: page.texts[line].clone(),
        });
        self.sets.entry(page.set).or_default().extend(marks);
    }

    fn print(&self) {
        let pooled = |set: &&str| matches!(*set, "fundus" | "scrapinghub" | "l3sgn1" | "cleanportal");
        for (set, marks) in &self.sets {
            println!("{set}:");
            report(&marks.iter().collect::<Vec<_>>());
        }
        println!("pooled:");
        let all: Vec<&Mark> = self.sets.iter().filter(|s| pooled(s.0)).flat_map(|s| s.1).collect();
        report(&all);
    }

    /// Every line with what was shown of it, its probability and its verdict, for those who look at errors.
    fn dump(&self, path: &str) -> Result<(), Error> {
        let mut out = String::new();
        for (set, marks) in &self.sets {
            for m in marks {
                let text = m.text.replace(['\t', '\n'], " ");
                out += &format!(
                    "{set}\t{}\t{}\t{:.4}\t{}\t{}\t{}\t{}\t{text}\n",
                    if m.furniture { "furniture" } else { "content" },
                    match (m.default, m.strict) {
                        (true, _) => "default",
                        (_, true) => "strict",
                        _ => "",
                    },
                    m.probability,
                    m.ground,
                    m.words,
                    m.sign,
                    m.page
                );
            }
        }
        Ok(std::fs::write(path, out)?)
    }
}

fn report(marks: &[&Mark]) {
    row("default", marks, |m| m.default);
    row("strict", marks, |m| m.strict);
    for at in [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98] {
        row(&format!("{at:.2}"), marks, |m| m.probability >= at);
    }
}

fn row(name: &str, marks: &[&Mark], hit: impl Fn(&Mark) -> bool) {
    let count = |f: &dyn Fn(&Mark) -> bool| marks.iter().filter(|m| f(m)).count() as f32;
    let (found, all) = (count(&|m| m.furniture && hit(m)), count(&|m| m.furniture));
    let (wrong, content) = (count(&|m| !m.furniture && hit(m)), count(&|m| !m.furniture));
    let prose = count(&|m| !m.furniture && m.words >= 12);
    let prose_wrong = count(&|m| !m.furniture && m.words >= 12 && hit(m));
    let (p, r) = (100.0 * found / (found + wrong).max(1.0), 100.0 * found / all.max(1.0));
    println!(
        "  {name}: P {p:.1} R {r:.1} F1 {:.1}, content {:.2} %, prose {:.2} %",
        2.0 * p * r / (p + r).max(1.0),
        100.0 * wrong / content.max(1.0),
        100.0 * prose_wrong / prose.max(1.0)
    );
}
