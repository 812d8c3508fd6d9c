//! Who says what in an article: `cargo run --example quotes examples/harbour.txt`.

use std::error::Error;

use whosaid::{Format, analyze};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("which article?")?;
    let format = if path.ends_with(".md") { Format::Markdown } else { Format::Plain };
    let analysis = analyze(&std::fs::read_to_string(path)?, format);
    for quote in &analysis.extraction.quotes {
        let speaker = quote.speaker.map_or("somebody", |id| &analysis.extraction.speakers[id].name);
        let words: Vec<_> = quote.content.iter().map(|span| span.of(&analysis.text)).collect();
        println!("{speaker}: {}", words.join(" … "));
    }
    Ok(())
}
