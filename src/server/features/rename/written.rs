//! A name as it is written in the article, and other words in its place.

use crate::extract::BlockExtraction;
use crate::rules::{Edit, Profile};
use crate::server::features::name::Name;
use crate::server::view::View;
use crate::text::{Block, BlockKind, Span, html};

/// The words of a name in the article, each with its place in the document.
pub(super) struct Words<'a> {
    words: Vec<(&'a str, Span)>,
    /// The last of them with the stop of its abbreviation, where that ends the sentence as well and so stays.
    closing: Option<&'a str>,
    /// Whether a stop follows.
    stopped: bool,
}

impl<'a> Words<'a> {
    /// The words of a span of the document, with the particles of `name` before a bare surname.
    pub(super) fn of(view: &View<'a>, span: Span, name: &Name) -> Option<Self> {
        let index = view.analysis.manuscript(Profile::Default).block_at(span.start())?;
        let (block, part) = (&view.analysis.blocks[index], view.analysis.parts.get(index)?);
        let first = part.tokens.partition_point(|t| block.to_document(t.span).end() <= span.start());
        let tokens = part.tokens[first..].iter().take_while(|t| block.to_document(t.span).start() < span.end());
        let mut prose = tokens.map(|t| t.span).reduce(Span::join)?;
        let (before, particles) = (block.prose.text()[..prose.start()].trim_end(), name.particles());
        if name.last() == Some(prose.of(block.prose.text()))
            && let Some(rest) = before.strip_suffix(&*particles)
            && !particles.is_empty()
            && !rest.ends_with(char::is_alphanumeric)
        {
            prose = prose.since(rest.len());
        }
        let behind = &block.prose.text()[prose.end()..];
        let stopped = behind.starts_with('.') && !behind.starts_with("..");
        let closing = closes(block, part, prose).then(|| prose.of(block.prose.text()));
        let closing = closing.and_then(|text| text.split_whitespace().last());
        if closing.is_some() {
            prose = prose.until(prose.end() - 1);
        }
        let text = prose.of(block.prose.text());
        let words = text.split_whitespace().map(|word| {
            let word = word.trim_end_matches(',');
            let start = prose.start() + (word.as_ptr() as usize - text.as_ptr() as usize);
            (word, block.to_document(Span::new(start, start + word.len())))
        });
        Some(Self { words: words.collect(), closing, stopped: stopped || closing.is_some() })
    }

    /// The words as they are written, without markup.
    pub(super) fn written(&self) -> Vec<&'a str> {
        let mut written: Vec<&str> = self.words.iter().map(|w| w.0).collect();
        if let Some((last, closing)) = written.last_mut().zip(self.closing) {
            *last = closing;
        }
        written
    }

    /// The edits that put others in their place and leave the markup between them; none where that cannot be.
    pub(super) fn replace(&self, text: &str, new: &[String]) -> Option<Vec<Edit>> {
        let reads = |(word, span): &(&str, Span)| html::unreferenced(span.of(text)).text() == *word;
        if !self.words.iter().all(reads) || new.is_empty() {
            return None;
        }
        let (mut words, mut new) = (self.words.clone(), new.to_vec());
        // One stop is enough.
        if let Some(last) = new.last_mut().filter(|w| self.stopped && w.ends_with('.')) {
            last.pop();
        }
        if let (Some((mark, length)), Some(old), Some(new)) =
            (self.bare_possessive(text), words.last_mut(), new.last_mut())
            && !new.to_lowercase().ends_with('s')
        {
            old.1 = old.1.until(old.1.end() + length);
            new.extend([mark, 's']);
        }
        let plain = words.windows(2).all(|pair| {
            let between = Span::new(pair[0].1.end(), pair[1].1.start()).of(text);
            html::unreferenced(between).text().chars().all(|c| c.is_whitespace() || matches!(c, '>' | ','))
        });
        if plain && new.len() != words.len() {
            let whole = words.iter().map(|w| w.1).reduce(Span::join)?;
            return Some(vec![Edit::replace(whole, new.join(" "))]);
        }
        // More words stand where the first stood; fewer would leave markup without words.
        let extra = new.len().checked_sub(words.len())?;
        let head = new.drain(..=extra).collect::<Vec<_>>().join(" ");
        let edits = words.iter().zip(std::iter::once(head).chain(new)).filter(|((word, _), new)| word != new);
        Some(edits.map(|((_, span), new)| Edit::replace(*span, new)).collect())
    }

    /// The mark of a possessive without an `s` behind the name ("James’ plan"), and its bytes.
    fn bare_possessive(&self, text: &str) -> Option<(char, usize)> {
        let (word, span) = self.words.last()?;
        let behind = text.get(span.end()..)?;
        let (mark, length) = html::character(behind).filter(|c| matches!(c.0, '’' | '\''))?;
        let mut behind = behind.get(length..)?.chars();
        let owns = behind.next() == Some(' ') && behind.next().is_some_and(char::is_lowercase);
        (owns && word.to_lowercase().ends_with('s')).then_some((mark, length))
    }
}

/// Whether the stop of an abbreviation at the end of `name`, in a block's prose, ends the sentence as well. In a heading
/// and a cell of a table it ends none, nor where the block is no more than the name ("By Tom Hale Jr.").
fn closes(block: &Block, part: &BlockExtraction, name: Span) -> bool {
    let text = block.prose.text();
    let before = text[..name.start()].trim();
    let label = || block.kind != BlockKind::Turn && before.ends_with(':') && !before.contains(' ');
    let alone = before.is_empty() || before.eq_ignore_ascii_case("by") || label();
    let none =
        matches!(block.kind, BlockKind::Heading | BlockKind::TableCell) || alone && text.trim_end().len() == name.end();
    let sentence = part.sentences.iter().find(|s| s.span.touches(name.end()));
    let behind = sentence.and_then(|s| text.get(name.end()..s.span.end()));
    let goes_on = |c: char| c.is_alphabetic() || ",;:.!?…".contains(c);
    !none && name.of(text).ends_with('.') && behind.is_some_and(|b| !b.contains(goes_on))
}
