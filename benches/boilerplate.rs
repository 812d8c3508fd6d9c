//! How fast lines of a page are told from those of the article: a megabyte of pasted pages on one core.

use whosaid::extract::{Options, Reach, boilerplate};
use whosaid::{Format, text};

fn main() {
    divan::main();
}

/// Pages of one article each, with their furniture and with other words in each.
fn pages(bytes: usize) -> String {
    const FURNITURE: &str = "Home > News > Local\nShare this article\nFacebook\nTwitter\nEmail\n";
    const END: &str = "Related stories\nFish market moves to the old customs house\nFerry line asks for a third boat\n\
                       Sign up for our newsletter\n© 2025 Norwick Post. All rights reserved.\nLeave a Reply\n";
    let mut out = String::with_capacity(bytes + 4000);
    let mut n = 0u64;
    while out.len() < bytes {
        n += 1;
        out.push_str(FURNITURE);
        out.push_str(&format!("Harbour bridge {n} to close for two winters\nBy Mara Lind\n"));
        for i in 0..12 {
            let word = (n * 31 + i).wrapping_mul(0x9e37_79b9_7f4a_7c15) % 9973;
            out.push_str(&format!(
                "The old bridge number {word} will close for {i} winters while its cables are replaced, the port \
                 authority said on Tuesday, and lorries will have to take the northern road by way of ferry {n}.\n"
            ));
        }
        out.push_str(END);
    }
    out
}

#[divan::bench(sample_count = 10)]
fn one_megabyte_of_lines(bencher: divan::Bencher) {
    let text = pages(1_000_000);
    let blocks = text::blocks(&text, Format::Plain);
    let options = Options::default();
    bencher
        .counter(divan::counter::BytesCount::of_str(&text))
        .bench_local(|| boilerplate(&text, &blocks, &options, Reach::Precise).len());
}
