//! Tokens a second of each stage of reading, on the articles of the test suite: `cargo bench --bench stages`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use whosaid::extract::model::Tagging;
use whosaid::extract::{self, BlockExtraction, Options, Reach, Scope};
use whosaid::text::{Block, Format, blocks, sentences, tokens};

fn main() {
    divan::main();
}

/// All plain articles of the test suite, one below the other.
fn text() -> String {
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the articles of the test suite").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "txt") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let read = |p: &PathBuf| fs::read_to_string(p).expect("an article");
    paths.iter().map(read).collect::<Vec<_>>().join("\n\n")
}

/// The articles, their blocks and what each block says.
struct Read {
    text: String,
    blocks: Vec<Block>,
    parts: Vec<Arc<BlockExtraction>>,
}

impl Read {
    fn new() -> Self {
        let text = text();
        let blocks = blocks(&text, Format::Plain);
        let parts = blocks.iter().map(|b| Arc::new(extract::block(b))).collect();
        Self { text, blocks, parts }
    }

    fn tokens(&self) -> ItemsCount {
        ItemsCount::new(self.parts.iter().map(|p| p.tokens.len()).sum::<usize>())
    }

    fn bytes(&self) -> BytesCount {
        BytesCount::new(self.text.len())
    }
}

#[divan::bench]
fn text_blocks(bencher: Bencher) {
    let read = Read::new();
    bencher.counter(read.tokens()).counter(read.bytes()).bench_local(|| blocks(&read.text, Format::Plain));
}

#[divan::bench]
fn text_tokens_and_sentences(bencher: Bencher) {
    let read = Read::new();
    bencher.counter(read.tokens()).counter(read.bytes()).bench_local(|| {
        for block in &read.blocks {
            let text = block.prose.text();
            divan::black_box(sentences(text, &tokens(text)));
        }
    });
}

#[divan::bench]
fn models(bencher: Bencher) {
    let read = Read::new();
    bencher.counter(read.tokens()).counter(read.bytes()).bench_local(|| {
        for (block, part) in read.blocks.iter().zip(&read.parts) {
            divan::black_box(Tagging::of(block.prose.text(), &part.tokens, &part.sentences, &part.quotations));
        }
    });
}

#[divan::bench]
fn extract_blocks(bencher: Bencher) {
    let read = Read::new();
    bencher.counter(read.tokens()).counter(read.bytes()).bench_local(|| {
        read.blocks.iter().for_each(|b| drop(divan::black_box(extract::block(b))));
    });
}

#[divan::bench]
fn extract_article(bencher: Bencher) {
    let read = Read::new();
    let options = Options::default();
    bencher.counter(read.tokens()).counter(read.bytes()).bench_local(|| {
        extract::article(&read.text, &read.blocks, &read.parts, &options, Reach::default(), Scope::Everything)
    });
}

#[divan::bench]
fn analyze_with_rules(bencher: Bencher) {
    let read = Read::new();
    bencher.counter(read.tokens()).counter(read.bytes()).bench_local(|| whosaid::analyze(&read.text, Format::Plain));
}
