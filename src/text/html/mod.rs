//! Blocks of HTML: a page or a part of one, read as a browser shows it.
//!
//! What is no text of the page (scripts, styles, menus, buttons, what is hidden) is not read. Tags inside a paragraph are
//! no part of its prose, and a character reference is the character that it stands for.

mod element;
mod page;
mod reader;
mod reference;
mod spelling;
mod token;

use super::{Block, interview, turn};
pub(crate) use element::Element;
use reader::Reader;
pub(crate) use reference::{character, unreferenced};
pub(crate) use spelling::Spelling;
pub(crate) use token::{Tag, Token, Tokens};

/// Splits HTML into blocks.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    Read::of(text).in_context()
}

/// The blocks of a page one by one, before their neighbours show whose turn one is.
///
/// A page is read from its beginning after every edit: a tag that is opened or closed may change all that stands behind.
#[derive(Default)]
pub(super) struct Read {
    blocks: Vec<Block>,
    /// The label that each block begins with, where it is a paragraph.
    labels: Vec<Option<turn::Label>>,
    /// Whether each block is in strong type or italics as a whole.
    set_apart: Vec<bool>,
}

impl Read {
    /// Reads a page.
    pub fn of(text: &str) -> Self {
        let start = text.len() - text.trim_start_matches('\u{feff}').len();
        let mut reader = Reader::new(text);
        Tokens::new(text, start).for_each(|token| reader.token(token));
        reader.finish()
    }

    /// The blocks as their neighbours show what they are: turns of a transcript, questions and answers of an interview.
    pub fn in_context(mut self) -> Vec<Block> {
        turn::mark(&mut self.blocks, &self.labels);
        interview::mark(&mut self.blocks, &self.set_apart);
        self.blocks
    }
}

#[cfg(test)]
mod tests {
    use super::blocks;
    use crate::text::Span;

    #[test]
    fn maps_prose_back_to_the_source() {
        let text = "\u{feff}<p>&ldquo;We\n  <b>won</b>,&rdquo; said\n<a href=x>Ann &amp; Lee</a>.<br>Caf&eacute;s</p>";
        let block = &blocks(text)[0];
        let prose = block.prose.text();
        assert_eq!(prose, "“We won,” said Ann & Lee.\nCafés");
        for (words, source) in [
            ("“We won,”", "&ldquo;We\n  <b>won</b>,&rdquo;"),
            ("“", "&ldquo;"),
            ("Ann & Lee", "Ann &amp; Lee"),
            ("won", "won"),
            ("said Ann", "said\n<a href=x>Ann"),
            ("Cafés", "Caf&eacute;s"),
            ("\n", "<br>"),
        ] {
            let start = prose.find(words).unwrap_or_else(|| panic!("{words} is not in {prose}"));
            let span = block.to_document(Span::new(start, start + words.len()));
            assert_eq!(span.of(text), source);
        }
        assert_eq!(block.prose.links().iter().map(|l| l.of(prose)).collect::<Vec<_>>(), ["Ann & Lee"]);
    }
}
