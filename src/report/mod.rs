//! Findings and extractions written down: text, JSON, JSON Lines, SARIF, GitHub, fact sheet.

mod extraction;
mod offsets;

pub use extraction::ExtractionRecord;
pub use offsets::Offsets;
