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
/// use whosaid::{Format, analyze};
///
/// let analysis = analyze("“We won,” said Ann Lee, the minister. Sales fell by 40 percent.", Format::Plain);
/// let extraction = &analysis.extraction;
/// let quote = &extraction.quotes[0];
/// let speaker = quote.speaker.map(|id| &extraction.speakers[id]).expect("she is named");
/// assert_eq!((quote.content[0].of(&analysis.text), &*speaker.name), ("“We won,”", "Ann Lee"));
/// assert_eq!(speaker.roles, ["the minister"]);
/// let claim = extraction.claims.iter().find(|claim| !claim.attributed()).expect("nobody stands behind it");
/// assert_eq!(claim.span.of(&analysis.text), "Sales fell by 40 percent.");
/// ```
///
/// An [`Analyzer`] remembers what did not change between two readings and takes [`settings`]; [`report`] writes down
/// what was found.
pub fn analyze(text: &str, format: Format) -> Analysis {
    Analyzer::default()
        .analyze(Arc::from(text), format, &settings::Settings::default(), &|| false)
        .expect("nobody cancels")
}
