//! Findings and extractions written down: text, JSON, JSON Lines, SARIF, GitHub, fact sheet.

mod audit;
mod compact;
mod counts;
mod excerpt;
mod extraction;
mod finding;
mod github;
mod gitlab;
mod json;
mod markdown;
mod offsets;
mod sarif;
mod sheet;
mod summary;
mod text;

pub use audit::{Audit, AuditFormat, Audited};
pub(crate) use counts::{Counts, counted, said};
pub use extraction::ExtractionRecord;
pub(crate) use extraction::{claim_types, evidence};
pub use finding::{FindingFormat, Page};
pub use offsets::Offsets;
pub use sheet::{Sheet, SheetFormat};
pub use summary::Summary;
