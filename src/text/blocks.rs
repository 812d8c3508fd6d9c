use std::sync::Arc;

use super::{Block, Format, markdown, plain};

/// The blocks of a document while it is edited.
///
/// What an edit leaves alone is not read again; a block that is as before shares its prose with that.
#[derive(Default)]
pub struct Blocks {
    last: Option<(Arc<str>, Read)>,
}

/// A text as it was read.
enum Read {
    Plain(plain::Read),
    Markdown(markdown::Read),
}

impl Blocks {
    /// The blocks of a text: those that [`blocks`](super::blocks) gives, whatever was read before.
    pub fn read(&mut self, text: &Arc<str>, format: Format) -> Vec<Block> {
        let read = match (self.last.take(), format) {
            // A page is read from its beginning.
            (_, Format::Html) => return super::blocks(text, format),
            (Some((last, Read::Plain(read))), Format::Plain) => Read::Plain(read.after(&last, text)),
            (Some((last, Read::Markdown(read))), Format::Markdown) => Read::Markdown(read.after(&last, text)),
            (_, Format::Plain) => Read::Plain(plain::Read::of(text)),
            (_, Format::Markdown) => Read::Markdown(markdown::Read::of(text)),
        };
        let blocks = match &read {
            Read::Plain(read) => read.in_context(),
            Read::Markdown(read) => read.in_context(),
        };
        self.last = Some((Arc::clone(text), read));
        blocks
    }
}
