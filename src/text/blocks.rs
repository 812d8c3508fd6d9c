use std::sync::Arc;

use super::{Block, Format, blocks, markdown};

/// The blocks of a document while it is edited.
///
/// What an edit leaves alone is not read again; a block that is as before shares its prose with that.
#[derive(Default)]
pub struct Blocks {
    last: Option<(Arc<str>, markdown::Read)>,
}

impl Blocks {
    /// The blocks of a text: those that [`blocks`] gives, whatever was read before.
    pub fn read(&mut self, text: &Arc<str>, format: Format) -> Vec<Block> {
        if format != Format::Markdown {
            self.last = None;
            return blocks(text, format);
        }
        let read = match self.last.take() {
            Some((last, read)) => read.after(&last, text),
            None => markdown::Read::of(text),
        };
        let (_, read) = self.last.insert((Arc::clone(text), read));
        markdown::in_context(read.clone())
    }
}
