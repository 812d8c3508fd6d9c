//! How long it takes to find who speaks: all that is done over the whole article once its blocks are read.
//!
//! `cargo bench --bench speakers`. An article of 50 speakers and 2,000 mentions is to take less than 5 ms; one of ten
//! times the length, with the same or with ten times the speakers, about ten times as long.

use std::fmt::Write;
use std::sync::Arc;

use divan::Bencher;
use divan::counter::ItemsCount;
use whosaid::Format;
use whosaid::extract::{self, BlockExtraction, Options, Reach, Scope};
use whosaid::text::{self, Block};

const GIVEN: [&str; 10] = ["Ann", "Peter", "Maria", "Omar", "Ingrid", "Paul", "Aisha", "Viktor", "Grace", "Tomas"];
const ROLES: [&str; 5] = ["the mayor of", "a teacher from", "the harbour master of", "a farmer near", "an engineer in"];

struct Article {
    text: String,
    blocks: Vec<Block>,
    parts: Vec<Arc<BlockExtraction>>,
    mentions: usize,
}

/// An article in which so many people speak in turn, by name, surname, pronoun and role, with about so many mentions.
fn article(speakers: usize, mentions: usize) -> Article {
    const SAMPLE: usize = 200;
    let sample = read(write(speakers.min(50), SAMPLE));
    read(write(speakers, (mentions * SAMPLE).div_ceil(sample.mentions)))
}

fn write(speakers: usize, sentences: usize) -> String {
    let mut text = String::new();
    // Surnames in letters alone: Koraaaov, Koraabov, …
    let surname = |n: usize| {
        let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
        format!("Kor{}{}{}ov", letter(n / 676), letter(n / 26), letter(n))
    };
    for n in 0..sentences {
        let (who, round) = (n % speakers, n / speakers);
        let (given, family) = (GIVEN[who % GIVEN.len()], surname(who));
        let role = ROLES[who % ROLES.len()];
        let pronoun = if who.is_multiple_of(2) { "she" } else { "he" };
        let _ = match round % 4 {
            0 => write!(text, "“We have seen it all before,” said {given} {family}, {role} Ostrow {family}. "),
            1 => {
                write!(text, "“Nobody asked us,” {family} said. {family} had come early, and so had {given} {family}. ")
            }
            2 => write!(text, "{family} said that the water was too high. “It is late,” {pronoun} said. "),
            _ => {
                write!(text, "“It will be built,” {given} {family} told the council. The council said it would wait. ")
            }
        };
        if n % 3 == 2 {
            text.push_str("\n\n");
        }
    }
    text
}

fn read(text: String) -> Article {
    let blocks = text::blocks(&text, Format::Plain);
    let parts: Vec<_> = blocks.iter().map(|b| Arc::new(extract::block(b))).collect();
    let mentions = parts.iter().map(|p| p.mentions.len()).sum();
    Article { text, blocks, parts, mentions }
}

/// Speakers and mentions.
#[divan::bench(args = [(50, 2_000), (50, 20_000), (500, 20_000), (500, 80_000)])]
fn resolve(bencher: Bencher<'_, '_>, (speakers, mentions): (usize, usize)) {
    let a = article(speakers, mentions);
    let options = Options::default();
    let found =
        extract::article(&a.text, &a.blocks, &a.parts, &options, Reach::default(), Scope::Everything).speakers.len();
    assert!(found >= speakers, "{found} of {speakers} speakers are found");
    bencher.counter(ItemsCount::new(a.mentions)).bench_local(|| {
        extract::article(&a.text, &a.blocks, &a.parts, divan::black_box(&options), Reach::default(), Scope::Everything)
    });
}

/// One paragraph that never ends, which nothing cuts into sentences.
#[divan::bench(args = [2_000, 20_000, 80_000])]
fn no_stops(bencher: Bencher<'_, '_>, mentions: usize) {
    let text = "“We left”, said Ann Lee and Peter Marsh and the mayor of Ostrow, and “so did they”, she said, "
        .repeat(mentions / 5);
    let a = read(text);
    let options = Options::default();
    bencher.counter(ItemsCount::new(a.mentions)).bench_local(|| {
        extract::article(&a.text, &a.blocks, &a.parts, divan::black_box(&options), Reach::default(), Scope::Everything)
    });
}

fn main() {
    divan::main();
}
