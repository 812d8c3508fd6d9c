//! A document read from top to bottom.

use std::collections::HashMap;
use std::sync::Arc;

use crate::extract::{self, BlockExtraction, Extraction};
use crate::rules::{self, Context, Finding};
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
    /// Its blocks, in order.
    pub blocks: Arc<[Block]>,
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
    /// Reads a document. `cancelled` is asked between blocks, from any thread; where it says so, there is no answer.
    pub fn analyze(
        &mut self,
        text: Arc<str>,
        format: Format,
        settings: &Settings,
        cancelled: &(dyn Fn() -> bool + Sync),
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
        let context = Context {
            text: &text,
            format,
            lines: &lines,
            blocks: &blocks,
            parts: &parts,
            extraction: &extraction,
            profile: settings.profile,
        };
        let findings = rules::check(&context, settings.selection());
        Some(Analysis { text, format, lines, blocks: blocks.into(), parts, extraction, findings })
    }
}
