//! A document read from top to bottom.

use std::collections::HashMap;
use std::sync::Arc;

use crate::extract::{self, BlockExtraction, Extraction};
use crate::rules::Finding;
use crate::settings::Settings;
use crate::text::{self, Block, Format, LineIndex};

/// A document with all that was found in it. Spans count bytes of [`Analysis::text`].
#[derive(Clone)]
pub struct Analysis {
    /// The document.
    pub text: Arc<str>,
    /// Its markup.
    pub format: Format,
    /// Its lines.
    pub lines: LineIndex,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// What each block says by itself.
    pub parts: Vec<Arc<BlockExtraction>>,
    /// Who says what, and on whose word.
    pub extraction: Extraction,
    /// What the rules have to say, in the order of the text.
    pub findings: Vec<Finding>,
}

/// Reads documents and remembers what their blocks say, so that an edit costs little.
///
/// The answer never depends on what was read before.
#[derive(Default)]
pub struct Analyzer {
    cache: HashMap<u64, Arc<BlockExtraction>>,
}

impl Analyzer {
    /// Reads a document. `cancelled` is asked between blocks; where it says so, there is no answer.
    pub fn analyze(
        &mut self,
        text: Arc<str>,
        format: Format,
        settings: &Settings,
        cancelled: &dyn Fn() -> bool,
    ) -> Option<Analysis> {
        let blocks = text::blocks(&text, format);
        let mut parts = Vec::with_capacity(blocks.len());
        for block in &blocks {
            if cancelled() {
                return None;
            }
            parts.push(Arc::new(extract::block(block)));
        }
        let extraction = extract::article(&text, &blocks, &parts, &settings.extraction);
        let lines = LineIndex::new(&text);
        self.cache.clear();
        Some(Analysis { text, format, lines, blocks, parts, extraction, findings: Vec::new() })
    }
}
