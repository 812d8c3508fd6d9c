//! What a reader waits for: a document that is opened, and a key that is pressed in it.
//!
//! `cargo bench --bench server`. With `WHOSAID_SMOKE=1` it measures once and fails where that took ten times as long as
//! it should: for continuous integration, on any machine.

use std::sync::Arc;
use std::time::{Duration, Instant};

use divan::Bencher;
use whosaid::settings::Settings;
use whosaid::{Analysis, Analyzer, Format};

const WORDS: [usize; 3] = [1_000, 10_000, 100_000];

/// Sentences that each have something for another part: quotations, sources, claims, names, furniture.
const SENTENCES: [&str; 16] = [
    "“The hull is safe,” said Mara Lindqvist, the mayor of Velm.",
    "“We wait for one part, and it comes by ship,” she said.",
    "According to the harbour master, 40 percent of the boats left in March.",
    "The ferry stops on Monday, the first stop in 40 years.",
    "Critics say the new quay cost 12 million crowns more than was planned.",
    "It rained all day, and the road to the lighthouse was closed.",
    "Jonas Ek, who has fished here since 1987, called the plan “a gift to the big boats”.",
    "The council voted 9 to 4 for the plan last week.",
    "He added that nobody had asked the fishermen.",
    "A study by the university found that the bay had warmed by 1.4 degrees since 1990.",
    "The school closed in 2019 and was sold two years later.",
    "Some experts believe that the stock will not recover.",
    "The mayor said the town “cannot wait for another winter”.",
    "Ms. Lindqvist will meet the minister, Ann Lee, in the capital on Thursday.",
    "“Then we will see,” Ek said, “who has the longer breath.”",
    "Unemployment rose from 6.1 to 7.4 percent, the statistics office reported.",
];

/// A text of about so many words. No two paragraphs are alike.
fn article(words: usize) -> String {
    let mut text = String::new();
    let (mut count, mut number) = (0, 0_usize);
    while count < words {
        if number.is_multiple_of(12) {
            text += &format!("## Section {number} of the running report\n\n");
        }
        let length = 1 + number % 4;
        let sentences = (0..length).map(|i| SENTENCES[(number * 7 + i * 5 + number / 16) % SENTENCES.len()]);
        let paragraph = sentences.collect::<Vec<_>>().join(" ") + &format!(" That was note {number}.");
        count += paragraph.split(' ').count();
        text += &paragraph;
        text += "\n\n";
        number += 1;
    }
    text
}

fn read(analyzer: &mut Analyzer, text: &Arc<str>) -> Analysis {
    analyzer.analyze(text.clone(), Format::Markdown, &Settings::default(), &|| false).expect("nobody cancels")
}

/// The same text before and after a key is pressed in its middle.
fn edited(words: usize) -> [Arc<str>; 2] {
    let text = article(words);
    let middle = text[text.len() / 2..].find("he ").map_or(0, |at| text.len() / 2 + at);
    let mut after = text.clone();
    after.insert(middle, 'x');
    [text.into(), after.into()]
}

#[divan::bench(args = WORDS)]
fn open(bencher: Bencher<'_, '_>, words: usize) {
    let text: Arc<str> = article(words).into();
    bencher.bench(|| read(&mut Analyzer::default(), &text));
}

#[divan::bench(args = WORDS)]
fn edit(bencher: Bencher<'_, '_>, words: usize) {
    let texts = edited(words);
    let mut analyzer = Analyzer::default();
    read(&mut analyzer, &texts[0]);
    let mut turn = 0;
    bencher.bench_local(|| {
        turn += 1;
        read(&mut analyzer, &texts[turn % 2])
    });
}

/// The fastest of some tries.
fn fastest(tries: usize, mut work: impl FnMut()) -> Duration {
    let time = |_| {
        let begin = Instant::now();
        work();
        begin.elapsed()
    };
    (0..tries).map(time).min().unwrap_or_default()
}

/// Ten times what a slow machine takes, so that only a change in kind is found: work that is done again for every
/// paragraph, or that grows with the square of the text.
fn smoke() {
    let (words, texts) = (10_000, edited(10_000));
    let mut analyzer = Analyzer::default();
    read(&mut analyzer, &texts[0]);
    let mut turn = 0;
    let edit = fastest(9, || {
        turn += 1;
        read(&mut analyzer, &texts[turn % 2]);
    });
    let open = fastest(3, || {
        read(&mut Analyzer::default(), &texts[0]);
    });
    println!("{words} words: opened in {open:?}, edited in {edit:?}");
    let limits = [("open", open, Duration::from_millis(4_000)), ("edit", edit, Duration::from_millis(150))];
    for (name, took, limit) in limits {
        assert!(took < limit, "{name}: {took:?} is more than {limit:?}");
    }
}

fn main() {
    if std::env::var_os("WHOSAID_SMOKE").is_some_and(|v| v == "1") {
        smoke();
    } else {
        divan::main();
    }
}
