//! A name as it is written in the article, and other words in its place.

use crate::rules::{Edit, Profile};
use crate::server::features::name::Name;
use crate::server::view::View;
use crate::text::{Span, html};

/// The words of a name in the article, each with its place in the document.
pub(super) struct Words<'a> {
    words: Vec<(&'a str, Span)>,
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
        let text = prose.of(block.prose.text());
        let words = text.split_whitespace().map(|word| {
            let word = word.trim_end_matches(',');
            let start = prose.start() + (word.as_ptr() as usize - text.as_ptr() as usize);
            (word, block.to_document(Span::new(start, start + word.len())))
        });
        Some(Self { words: words.collect() })
    }

    /// The words as they are written, without markup.
    pub(super) fn written(&self) -> Vec<&'a str> {
        self.words.iter().map(|w| w.0).collect()
    }

    /// The edits that put others in their place and leave the markup between them; none where that cannot be.
    pub(super) fn replace(&self, text: &str, new: &[String]) -> Option<Vec<Edit>> {
        let reads = |(word, span): &(&str, Span)| html::unreferenced(span.of(text)).text() == *word;
        if !self.words.iter().all(reads) || new.is_empty() {
            return None;
        }
        let (mut words, mut new) = (self.words.clone(), new.to_vec());
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
