//! whosaid reads an article or a draft and tells who says what in it, and on whose word.
//!
//! Data flows one way through the modules, in this order: [`text`], [`tagger`], [`extract`], [`rules`], [`settings`],
//! [`analysis`], [`report`], [`server`], [`cli`]. A module uses only those before it.

pub mod analysis;
pub mod cli;
pub mod extract;
pub mod report;
pub mod rules;
pub mod server;
pub mod settings;
pub mod tagger;
pub mod text;
#[cfg(feature = "train")]
pub mod train;

use std::sync::Arc;

pub use analysis::{Analysis, Analyzer};
pub use text::Format;

/// Reads a document with the default settings.
///
/// ```
/// let analysis = whosaid::analyze("“We won,” said Ann Lee, the minister.", whosaid::Format::Plain);
/// for quote in &analysis.extraction.quotes {
///     let speaker = quote.speaker.map(|id| &analysis.extraction.speakers[id].name);
///     println!("{speaker:?}: {}", quote.content[0].of(&analysis.text));
/// }
/// ```
pub fn analyze(text: &str, format: Format) -> Analysis {
    Analyzer::default()
        .analyze(Arc::from(text), format, &settings::Settings::default(), &|| false)
        .expect("nobody cancels")
}
